"""Where fiches meet: identity, order, series, and the lists readers browse by."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from operator import itemgetter
from types import MappingProxyType
from typing import Final

from fichegen import text
from fichegen.dates import Kind, Schedule
from fichegen.diagnostics import Finding, Span, finding
from fichegen.expressions import expression
from fichegen.model import Contact, Fiche, FreePage, Group, Mode, Organisation, Term
from fichegen.settings import Settings

RESERVED: Final = expression(
    "fiches|secteurs|territoires|organismes|parcours|modalites|etats|agenda|themes|assets"
    r"|completude|donnees|schemas|serveurs|plan-du-site|par-titre|par-date-limite|page-\d+"
)
"""First parts of addresses that free pages cannot take."""

_DEPARTMENT: Final = expression(r"\s*\((?:\d{2,3}|2[AB])\)$")
"""What follows a town: `Rennes (35)`."""
_LONGEST_STRETCH: Final = 12
"""Months of a stretch known by its bounds alone that still say something month by month."""


@dataclass(frozen=True, slots=True)
class Session:
    """A group together with its fiche."""

    fiche: Fiche
    group: Group

    @property
    def first(self) -> dt.date | None:
        """Its first day, if known."""
        return self.group.schedule.first if self.group.schedule else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Facet:
    """One entry of a list: a sector, a territory, an organisation, a series."""

    name: str
    """As first written, with a capital."""
    slug: str
    fiches: tuple[Fiche, ...]
    sessions: tuple[Session, ...]
    """The sessions concerned: of a territory only those held there."""
    organisation: Organisation | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Month:
    """The sessions that have a day in one month."""

    year: int
    month: int
    sessions: tuple[Session, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Catalogue:
    """Everything that is published, in order."""

    settings: Settings
    fiches: tuple[Fiche, ...]
    """By series and module, then by title."""
    sessions: tuple[Session, ...]
    """By first day, those without one last."""
    sectors: tuple[Facet, ...]
    territories: tuple[Facet, ...]
    organisations: tuple[Facet, ...]
    series: tuple[Facet, ...]
    modes: tuple[Facet, ...]
    """By how courses are held, in the order of `Mode`."""
    months: tuple[Month, ...]
    pages: tuple[FreePage, ...]
    unnamed: tuple[Organisation, ...]
    """Records of organisations that no fiche names."""

    sector_index: Mapping[str, Facet]
    """Entries by the key (`text.key`) of every name they go by."""
    territory_index: Mapping[str, Facet]
    organisation_index: Mapping[str, Facet]
    series_index: Mapping[str, Facet]


def _index(facets: Iterable[Facet]) -> Mapping[str, Facet]:
    """Index entries by the keys of all their names."""
    index: dict[str, Facet] = {}
    for facet in facets:
        record = facet.organisation
        for name in (facet.name, *((record.name, *record.aliases) if record else ())):
            index.setdefault(text.key(name), facet)
    return MappingProxyType(index)


def zone_of(group: Group) -> str:
    """Return what a group is listed under by territory: its zone, else a place that is a name."""
    if group.territory:
        return group.territory
    place = _DEPARTMENT.sub("", group.place)
    town = re.fullmatch(
        r"(?!Dans |En |À |Au |Chez |Sur |Visio|Distanciel)[A-ZÀ-Ý][^\d,;:()/]{1,39}", place
    )
    return place if town and " ou " not in place else ""


def contacts_of(
    catalogue: Catalogue, fiche: Fiche, group: Group | None = None, *, by_mail: bool = False
) -> tuple[Contact, ...]:
    """Return whom to ask about a session or a fiche: its own contacts, else those of its fiche.

    Where none of them can be reached, or `by_mail` none by e-mail, there follows who can: the first
    such organisation of the fiche, else the publisher of the catalogue.
    """
    own = (group.contacts if group else ()) or fiche.contacts
    for contact in (*own, *_behind(catalogue, fiche)):
        if contact.email or (contact.phone and not by_mail):
            return own if contact in own else (*own, contact)
    return own


def _behind(catalogue: Catalogue, fiche: Fiche) -> Iterator[Contact]:
    """Yield who stands behind the contacts of a fiche, in the order in which they are asked."""
    for term in fiche.organisations:
        facet = catalogue.organisation_index.get(text.key(term.words))
        record = facet.organisation if facet else None
        if record and (record.email or record.phone):
            yield Contact(name=record.name, email=record.email, phone=record.phone)
    settings = catalogue.settings
    if settings.contact:
        yield Contact(name=settings.publisher or settings.title, email=settings.contact)


def assemble(
    fiches: Sequence[Fiche],
    organisations: Sequence[Organisation],
    pages: Sequence[FreePage],
    settings: Settings,
) -> tuple[Catalogue, tuple[Finding, ...]]:
    """Bring fiches together, whatever order they come in."""
    findings: list[Finding] = []
    kept = _unique(fiches, findings)
    ordered = tuple(sorted(kept, key=_order))
    sessions = _by_day(ordered)
    records = _records(organisations, findings)
    by_sector = _Index(findings)
    by_zone = _Index(findings)
    by_organisation = _Index(findings, records)
    by_series = _Index(findings)
    held: dict[str, list[list[Session]]] = {}
    in_zone: dict[tuple[str, str], list[Session]] = {}
    for fiche in ordered:
        shelves = [by_sector.add(term, fiche) for term in fiche.sectors]
        shelves += [by_organisation.add(term, fiche) for term in fiche.organisations]
        if fiche.title.series:
            term = Term(words=fiche.title.series, span=fiche.span("titre"))
            shelves.append(by_series.add(term, fiche))
        held[fiche.slug] = [*{id(shelf): shelf for shelf in shelves}.values()]
        for group in fiche.groups:
            if zone := zone_of(group):
                shelf = by_zone.add(Term(words=zone, span=group.zone_at or group.span), fiche)
                in_zone[fiche.slug, group.slug] = shelf
    for session in sessions:  # in their order, so that no entry needs to sort its own
        for shelf in held[session.fiche.slug]:
            shelf.append(session)
        key = (session.fiche.slug, session.group.slug)
        if key in in_zone:
            in_zone[key].append(session)
    findings.extend(_doubled_modules(ordered))
    sectors, zones = by_sector.facets(), by_zone.facets()
    organisms, series = by_organisation.facets(), by_series.facets()
    catalogue = Catalogue(
        settings=settings,
        fiches=ordered,
        sessions=sessions,
        sectors=sectors,
        territories=zones,
        organisations=organisms,
        series=series,
        modes=tuple(_modes(ordered)),
        months=months_of(sessions),
        pages=_unique_pages(pages, findings),
        unnamed=tuple(_unnamed(records, organisms)),
        sector_index=_index(sectors),
        territory_index=_index(zones),
        organisation_index=_index(organisms),
        series_index=_index(series),
    )
    return catalogue, tuple(findings)


def _order(fiche: Fiche) -> tuple[object, ...]:
    title = fiche.title
    if not title.series:
        return (text.sort_key(title.words), 0, "", fiche.slug)
    return (text.sort_key(title.series), _number(title.module), title.module, fiche.slug)


def _number(module: str) -> int:
    digits = re.match(r"\d+", module)
    return int(digits[0]) if digits else 0


def _by_day(fiches: Iterable[Fiche]) -> tuple[Session, ...]:
    """Return all sessions by first day, those without one last, then in the order of the fiches."""
    ranked = [
        (session.first or dt.date.max, rank, group.slug, session)
        for rank, fiche in enumerate(fiches)
        for group in fiche.groups
        for session in (Session(fiche, group),)
    ]
    ranked.sort(key=itemgetter(0, 1, 2))
    return tuple(session for *_, session in ranked)


def _unique(fiches: Iterable[Fiche], findings: list[Finding]) -> list[Fiche]:
    """Give each fiche an address of its own.

    An address that an editor chose and another fiche has is refused, with both places named. Of two
    fiches of one title the second, by path, has its address from the name of its file.
    """
    taken: dict[str, Fiche] = {}
    for fiche in sorted(fiches, key=lambda f: f.path):
        first = taken.setdefault(fiche.slug, fiche)
        if first is fiche:
            continue
        key = "slug" if _is_chosen(fiche) else "titre"
        where = first.span("slug" if _is_chosen(first) else "titre")
        code, slug = "FG501", fiche.slug
        if not (_is_chosen(fiche) or _is_chosen(first)):
            code, slug = "FG517", next(slug for slug in _of_file(fiche) if slug not in taken)
            taken[slug] = replace(fiche, slug=slug)
        findings.append(
            finding(code, fiche.span(key), where, adresse=f"fiches/{slug}/", ailleurs=where.at)
        )
    return list(taken.values())


def _is_chosen(fiche: Fiche) -> bool:
    """Tell whether the address of a fiche is written in it."""
    return any(name == "slug" for name, _ in fiche.spans)


def _of_file(fiche: Fiche) -> Iterator[str]:
    """Yield addresses after the file of a fiche: its name, with the folders it is in, with numbers."""
    parts = fiche.path.rpartition(".")[0].split("/")
    for length in range(1, len(parts) + 1):
        if slug := text.slug(" ".join(parts[-length:])):
            yield slug
    yield from (f"{fiche.slug}-{number}" for number in count(2))


def _unique_pages(pages: Iterable[FreePage], findings: list[Finding]) -> tuple[FreePage, ...]:
    taken: dict[str, FreePage] = {}
    for page in sorted(pages, key=lambda p: p.path):
        first = taken.setdefault(page.slug, page)
        reserved = RESERVED.fullmatch(page.slug)
        if first is not page or reserved:
            where = f"la liste « {page.slug} »" if reserved else first.path
            others = () if first is page else (Span(first.path),)
            findings.append(
                finding("FG501", Span(page.path), *others, adresse=f"{page.slug}/", ailleurs=where)
            )
    return tuple(page for page in taken.values() if not RESERVED.fullmatch(page.slug))


def _records(
    organisations: Iterable[Organisation], findings: list[Finding]
) -> dict[str, Organisation]:
    """Index the records by every name they go by."""
    records: dict[str, Organisation] = {}
    slugs: dict[str, Organisation] = {}
    for organisation in sorted(organisations, key=lambda o: o.path):
        first = slugs.setdefault(organisation.slug, organisation)
        if first is not organisation:
            address = f"organismes/{organisation.slug}/"
            findings.append(
                finding(
                    "FG501",
                    Span(organisation.path),
                    Span(first.path),
                    adresse=address,
                    ailleurs=first.path,
                )
            )
        for name in (organisation.name, *organisation.aliases):
            other = records.setdefault(text.key(name), organisation)
            if other is not organisation:
                findings.append(
                    finding("FG504", Span(organisation.path), Span(other.path),
                            nom=name, ailleurs=other.path)
                )  # fmt: skip
    return records


def _unnamed(
    records: Mapping[str, Organisation], facets: Iterable[Facet]
) -> Iterator[Organisation]:
    named = {id(facet.organisation) for facet in facets}
    yield from (r for r in {id(r): r for r in records.values()}.values() if id(r) not in named)


def _doubled_modules(fiches: Iterable[Fiche]) -> Iterator[Finding]:
    """Yield a finding for each module told twice by the same organisation."""
    taken: dict[tuple[object, ...], Fiche] = {}
    for fiche in fiches:
        title = fiche.title
        if not (title.series and title.module):
            continue
        organisations = tuple(sorted(text.key(term.words) for term in fiche.organisations))
        key = (
            text.key(title.series),
            text.key(title.module),
            organisations,
            text.key(fiche.region),
        )
        first = taken.setdefault(key, fiche)
        if first is not fiche:
            where = first.span("titre")
            yield finding("FG503", fiche.span("titre"), where,
                          module=title.module, serie=title.series, ailleurs=where.at)  # fmt: skip


def _modes(fiches: Iterable[Fiche]) -> Iterator[Facet]:
    """Yield an entry for each mode that some fiche has."""
    by_mode: dict[Mode, list[Fiche]] = {}
    for fiche in fiches:
        if fiche.mode:
            by_mode.setdefault(fiche.mode, []).append(fiche)
    for mode in Mode:
        if held := by_mode.get(mode):
            yield Facet(
                name=mode.capitalize(),
                slug=text.slug(mode),
                fiches=tuple(held),
                sessions=tuple(Session(fiche, group) for fiche in held for group in fiche.groups),
            )


def months_of(sessions: Iterable[Session]) -> tuple[Month, ...]:
    """Return the months that sessions have days in, in order, each with its sessions in theirs."""
    by_month: dict[tuple[int, int], list[Session]] = {}
    for session in sessions:
        for year, month in schedule_months(session.group.schedule):
            by_month.setdefault((year, month), []).append(session)
    return tuple(
        Month(year=year, month=month, sessions=tuple(found))
        for (year, month), found in sorted(by_month.items())
    )


def schedule_months(schedule: Schedule | None) -> tuple[tuple[int, int], ...]:
    """Return year and month of all a session has days in, or may have between known bounds.

    A stretch of more than a year (a session all year round) is listed by its first month alone.
    """
    if schedule is None:
        return ()
    months = {(day.date.year, day.date.month): None for day in schedule.days}
    for period in schedule.periods if schedule.kind is not Kind.DAYS else ():
        start = period.first.year * 12 + period.first.month - 1
        end = period.last.year * 12 + period.last.month - 1
        for number in range(start, (end if end - start < _LONGEST_STRETCH else start) + 1):
            months[number // 12, number % 12 + 1] = None
    return tuple(months)


def _plain(words: str) -> str:
    """Level what nobody sees, or a keyboard decides: signs of a copy, spaces, apostrophes."""
    return text.squeeze(text.seen(words)).replace("’", "'")


class _Index:
    """Fiches by a term, terms that fold alike under one entry."""

    def __init__(
        self, findings: list[Finding], records: dict[str, Organisation] | None = None
    ) -> None:
        self.findings = findings
        self.records = records or {}
        self.terms: dict[str, Term] = {}
        self.fiches: dict[str, dict[str, Fiche]] = {}
        self.sessions: dict[str, list[Session]] = {}

    def add(self, term: Term, fiche: Fiche) -> list[Session]:
        """List a fiche under a term, and return the sessions listed there, to be added to."""
        key = text.key(term.words)
        record = self.records.get(key)
        if record:
            key = text.key(record.name)
            first = self.terms.setdefault(key, Term(words=record.name))
        else:
            first = self.terms.setdefault(key, term)
            differs = first.words != term.words and _plain(first.words) != _plain(term.words)
            if differs and term.span and first.span:
                self.findings.append(
                    finding("FG505", term.span, first.span, nom=term.words,
                            autre=first.words, ailleurs=first.span.at)
                )  # fmt: skip
        self.fiches.setdefault(key, {})[fiche.slug] = fiche
        return self.sessions.setdefault(key, [])

    def facets(self) -> tuple[Facet, ...]:
        """Return the entries in French order, each with a page name of its own."""
        found = []
        for key in sorted(self.terms, key=lambda k: text.sort_key(self.terms[k].words)):
            record = self.records.get(key)
            found.append(
                Facet(
                    name=text.capital(self.terms[key].words),
                    slug=record.slug if record else text.slug(self.terms[key].words),
                    fiches=tuple(self.fiches[key].values()),
                    sessions=tuple(self.sessions[key]),
                    organisation=record,
                )
            )
        return _with_own_slugs(found)


def _with_own_slugs(facets: Sequence[Facet]) -> tuple[Facet, ...]:
    """Number the page names that entries share; a number never takes a name already used."""
    taken = {facet.slug for facet in facets}
    seen: set[str] = set()
    own: list[Facet] = []
    for facet in facets:
        slug, number = facet.slug, 1
        while slug in seen or (number > 1 and slug in taken):
            number += 1
            slug = f"{facet.slug}-x{number}"
        seen.add(slug)
        own.append(facet if slug == facet.slug else replace(facet, slug=slug))
    return tuple(own)

"""The entries of one source to one fiche: facts, sections, groups, each told once."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import PurePosixPath
from typing import Any, Final

from fichegen import text
from fichegen.dates import Duration, Option
from fichegen.diagnostics import Finding, Span
from fichegen.expressions import expression
from fichegen.model import Contact, Fiche, Section, Status, Term, Title
from fichegen.reading.apart import told_apart
from fichegen.reading.bounds import with_bounds
from fichegen.reading.decode import (
    UNTITLED,
    Decoding,
    as_item,
    heading_of,
    is_blank,
    shown_heading,
)
from fichegen.reading.draft import Doubt, Entry, Listing, Mapping, Mark, Value, Words, joined, place
from fichegen.reading.fields import (
    TABLES,
    Field,
    Kind,
    Scope,
    find,
    is_container,
    matching_key,
    named,
)
from fichegen.reading.gathering import Shared, by_group
from fichegen.reading.groups import read_groups
from fichegen.reading.labels import unbulleted
from fichegen.reading.moves import find_move
from fichegen.reading.sessions import Sessions, read_sessions
from fichegen.reading.titles import read_title

_ABSENCE: Final = expression(
    r"(?:pas de|pas d|aucun|aucune|sans|il n y a pas de|ne necessite pas de)"
    r"(?: (?:pre ?requis|niveau|condition|diplome|connaissances?|specifique|particuliere?|requis"
    r"|prealables?|pour cette formation|necessaires?|exigee?|technique|de))*s?|neant|non|aucune?|sans objet"
)
_OF_ABSENCE: Final = ("pas d", "aucun", "sans", "il n y a", "ne necessi", "neant", "non")
"""How the key of such words begins."""
_REGISTRATION: Final = expression(
    r"\b(?:SIRET|SIREN|NDA|N°\s?(?:de )?(?:d[ée]claration|d['’ ]activit[ée]|SIRET|NDA)"
    r"|d[ée]claration d['’]activit[ée]|num[ée]ro de d[ée]claration)(?!\w)",
    re.IGNORECASE,
)
"""By which numbers the administration knows an organisation."""
_BEFORE_NUMBERS: Final = " \t\n\u00a0\u202f(,;|–—-"
_WEB: Final = expression(r"https?://", re.IGNORECASE)
_MAY_BE_TITLE: Final = expression(r"(?=[^\W\d_]|[«\"*_]).{4,150}(?<![.,;:])")
_OF_GROUPS: Final = ("lieu", "territoire", "horaires", "adresse", "lien")
"""Facts of a fiche that stand for all its groups, which read them."""
_PER_GROUP: Final = (*_OF_GROUPS, "date_limite", "interlocuteurs")
"""Facts that a fiche may state group by group under one heading."""
_ROLES: Final = frozenset(
    map(matching_key, ("contact pédagogique", "contact administratif", "secrétariat",
                       "responsable pédagogique", "référent pédagogique"))
)  # fmt: skip


@dataclass(slots=True)
class _Facts:
    """What has been read so far: by field name the value, where, and under which key."""

    values: dict[str, Any] = field(default_factory=dict)
    spans: dict[str, Span] = field(default_factory=dict)
    keys: dict[str, str] = field(default_factory=dict)
    headings: dict[str, tuple[Section, Span]] = field(default_factory=dict)
    sections: list[tuple[Section, Span, str]] = field(default_factory=list)
    groups: list[Value] = field(default_factory=list)
    dates: list[Value] = field(default_factory=list)
    """Groups under a heading that speaks of dates alone."""
    move: Words | None = None
    """What the fiche's state says of other days."""
    by_group: list[tuple[str, Mapping]] = field(default_factory=list)
    year: int = 0
    """The year that a heading above the dates names ("Sessions 2026"); 0 for none."""


def decode_fiche(path: str, entries: Sequence[Entry]) -> tuple[Fiche | None, tuple[Finding, ...]]:
    """Decode a fiche; None where it has no title to go by. All findings come together."""
    decoding = Decoding(path)
    facts = _Facts()
    for entry in with_bounds(_opened(entries)):
        known = find(entry.key.text)
        if known is None:
            decoding.unknown(entry.key, Scope.FICHE)
            _add_section(decoding, facts, None, entry)
        elif known.name == "titre" and is_blank(entry.value):
            continue
        elif is_blank(entry.value):
            facts.spans.setdefault(known.name, entry.key.span(path))  # there it is to be written
            decoding.report("FG206", entry.key.span(path), nom=shown_heading(entry.key.text))
        elif known.kind is Kind.PROSE:
            _add_section(decoding, facts, known, entry)
        elif known.kind in (Kind.GROUPS, Kind.DATES):
            told = facts.groups if known.kind is Kind.GROUPS else facts.dates
            told.append(_as_groups(known, entry))
            facts.year = facts.year or _year_of(entry.key.text)
            facts.spans.setdefault("groupes", entry.key.span(path))
        elif known.name in _PER_GROUP and (each := by_group(entry.value)):
            facts.by_group.append((known.name, each))
        elif known.name == "lien" and not _is_link(entry):
            decoding.report("FG203", entry.key.span(path), nom=shown_heading(entry.key.text))
            _add_section(decoding, facts, None, entry)
        else:
            if known.name == "statut" and isinstance(entry.value, Words) and find_move(entry.value):
                facts.move = facts.move or entry.value
            _add_fact(decoding, facts, known, entry)
    words = facts.values.get("titre")
    if not words:
        _report_untitled(decoding, entries)
        return None, tuple(decoding.findings)
    return _fiche(decoding, facts, _title(decoding, facts, words)), tuple(decoding.findings)


def _report_untitled(decoding: Decoding, entries: Sequence[Entry]) -> None:
    """Report that there is no title, and the line that most likely is one but for its sign."""
    leads = [e.value for e in entries[:1] if e.key.text == "chapeau" and isinstance(e.value, Words)]
    line = leads[0].lines()[0] if leads and leads[0].text.strip() else None
    apart = line is not None and "\n" not in leads[0].text.strip().split("\n\n")[0]
    if line is None or not apart or not _MAY_BE_TITLE.fullmatch(line.text):
        decoding.report("FG201", Span(decoding.path), conseil=UNTITLED)
        return
    where, shown = line.span(decoding.path), text.squeeze(text.plain(line.text))
    mend = f"mettez # et une espace devant « {shown} », si c'est le titre"
    decoding.report("FG201", where, conseil=mend)


def _opened(entries: Sequence[Entry]) -> Iterator[Entry]:
    """Yield the entries, those of a key that only gathers others ("fiche technique:") in place."""
    for entry in entries:
        known = find(entry.key.text)
        if isinstance(entry.value, Mapping) and is_container(entry.key.text) and not known:
            yield from entry.value.entries
        elif known and known.name in ("lieu", "statut") and not by_group(entry.value):
            yield from told_apart([entry], Scope.FICHE)
        else:
            yield entry


def _is_link(entry: Entry) -> bool:
    """Tell whether "Lien" gives where to join the session: one address, in no list of pages."""
    if not isinstance(entry.value, Words) or text.key(entry.key.text).endswith("s"):
        return False
    bulleted = any(unbulleted(line)[1] for line in entry.value.lines())
    return not bulleted and len(_WEB.findall(entry.value.text)) == 1


def _as_groups(known: Field, entry: Entry) -> Value:
    """See `dates: …` as one group whose dates these are; the other notations give groups."""
    value = entry.value
    if known.kind is not Kind.DATES or not isinstance(value, Words | Listing):
        return value
    if isinstance(value, Listing):
        items = [item for item in value.items if isinstance(item, Words)]
        if len(items) < len(value.items):
            return value
        return read_groups(entry.key, [joined([as_item(item) for item in items])])
    mark = entry.key.marks[0]
    return Mapping((Entry(Words("dates", (mark,)), value),), mark.line, mark.col)


def _add_section(decoding: Decoding, facts: _Facts, known: Field | None, entry: Entry) -> None:
    if is_blank(entry.value):
        decoding.report("FG206", entry.key.span(decoding.path), nom=shown_heading(entry.key.text))
        return
    prose = decoding.prose(entry.value)
    if not prose.markdown:
        return
    heading = heading_of(known, entry.key) if known else shown_heading(entry.key.text)
    section = Section(
        name=known.name if known else "",
        heading=heading,
        prose=prose,
        absent=_is_absence(prose.markdown),
    )
    where = entry.key.span(decoding.path)
    own = matching_key(heading)
    if own in facts.headings:
        other, first = facts.headings[own]
        if other != section:
            decoding.report("FG204", where, first, nom=heading, ailleurs=first.at)
        return
    facts.headings[own] = section, where
    facts.sections.append((section, where, own))
    facts.spans.setdefault(section.name or heading, where)


def _is_absence(words: str) -> bool:
    """Tell whether a text says that there is nothing; of most texts their first words tell."""
    begins = text.key(words[:60])
    if len(begins) >= max(map(len, _OF_ABSENCE)) and not begins.startswith(_OF_ABSENCE):
        return False
    return bool(_ABSENCE.fullmatch(text.key(words)))


def _add_fact(decoding: Decoding, facts: _Facts, known: Field, entry: Entry) -> None:
    name, where = known.name, place(entry.value, decoding.path)
    value: Any
    if name in _OF_GROUPS:
        value = decoding.words(known, entry.value)
    else:
        value = decoding.value(known, entry.value, entry.key.text)
    if known.kind is Kind.CONTACTS:
        value = _with_role(value, known, entry.key)
    if name == "organismes":
        value = _organisations(decoding, facts, known, entry, value)
    if name not in facts.values:
        facts.values[name], facts.spans[name] = value, where
        facts.keys[name] = matching_key(entry.key.text)
        return
    first = facts.values[name]
    if known.kind is Kind.CONTACTS:
        facts.values[name] = (*first, *(c for c in value if c not in first))
    elif first == value or _alike(first, value):
        return
    elif (both := _together(first, value)) and facts.keys[name] != matching_key(entry.key.text):
        facts.values[name] = both
    else:
        there = facts.spans[name]
        decoding.report("FG204", where, there, nom=known.label, ailleurs=there.at)


def _together(one: Any, other: Any) -> Any:
    """Join what two headings say of one fact ("Durée: 7 h", "Nombre de jours: 1"); None if not."""
    if isinstance(one, Duration) and isinstance(other, Duration):
        if (one.minutes and other.minutes) or (one.days and other.days):
            return None
        words = f"{one.words} / {other.words}"
        option = Option(minutes=one.minutes or other.minutes, days=one.days or other.days)
        return replace(one, words=words, options=(option,))
    if isinstance(one, str) and isinstance(other, str):
        return f"{one} ; {other}"
    if isinstance(one, tuple) and isinstance(other, tuple):
        if len(one) == len(other) == 2 and isinstance(one[1], str) and isinstance(other[1], str):
            if one[0] and other[0] and one[0] != other[0]:  # two modes, two states
                return None
            return one[0] or other[0], f"{one[1]} – {other[1]}"
        if all(isinstance(term, Term) for term in (*one, *other)):
            return (
                *one,
                *(term for term in other if not any(_alike(term, known) for known in one)),
            )
    return None


def _organisations(
    decoding: Decoding, facts: _Facts, known: Field, entry: Entry, terms: tuple[Term, ...]
) -> tuple[Term, ...]:
    """Keep of an address written under the organisation its name alone; the rest as a section."""
    digits = next(
        (
            n
            for n, term in enumerate(terms)
            if re.search(r"\d{3}|@|\d+,? (?:rue|av|bd|bis|chemin)", term.words)
        ),
        None,
    )
    named = [(term, text.squeeze(term.words[: _registered(term.words)])) for term in terms]
    names = tuple(replace(term, words=name) for term, name in named if name)
    if not digits and names == terms:
        return terms
    prose = decoding.prose(entry.value)
    section = Section(name="", heading=known.label, prose=prose)
    facts.sections.append((section, entry.key.span(decoding.path), matching_key(known.label)))
    return names[:1] if digits else names


def _registered(words: str) -> int:
    """Return where the numbers of an organisation begin, with the sign before them; else the end."""
    found = _REGISTRATION.search(words)
    return len(words[: found.start()].rstrip(_BEFORE_NUMBERS)) if found else len(words)


def _alike(one: object, other: object) -> bool:
    """Tell whether two readings state the same fact in other words."""
    if isinstance(one, str) and isinstance(other, str):
        return text.key(one) == text.key(other)
    if isinstance(one, tuple) and isinstance(other, tuple):
        return len(one) == len(other) and all(map(_alike, one, other))
    if isinstance(one, Term) and isinstance(other, Term):
        return text.key(one.words) == text.key(other.words)
    try:
        return replace(one, words="") == replace(other, words="")  # type: ignore[type-var]
    except TypeError:
        return False


def _with_role(contacts: tuple[Contact, ...], known: Field, key: Words) -> tuple[Contact, ...]:
    """Give people the role that a heading such as "Référent pédagogique" names."""
    if matching_key(key.text) not in _ROLES:
        return contacts
    return tuple(c if c.role else replace(c, role=heading_of(known, key)) for c in contacts)


def _fiche(decoding: Decoding, facts: _Facts, title: Title) -> Fiche:
    values = facts.values
    deadline, updated = values.get("date_limite"), values.get("mis_a_jour")
    mode, mode_words = values.get("modalite") or (None, "")
    status, status_words = values.get("statut") or (None, "")
    sessions = _sessions(decoding, facts, deadline.date if deadline else None)
    unused = [_unused_section(decoding, entry) for entry in sessions.unused]
    fallback = text.slug(PurePosixPath(decoding.path).stem)
    return Fiche(
        title=title,
        slug=values.get("slug") or text.slug(title.words, fallback=fallback),
        aliases=values.get("alias") or (),
        sectors=values.get("secteurs") or (),
        themes=values.get("themes") or (),
        organisations=values.get("organismes") or (),
        region=values.get("region", ""),
        reference=values.get("reference", ""),
        domain_codes=values.get("formacode") or (),
        audience_codes=values.get("formacode_public") or (),
        duration=values.get("duree"),
        deadline=deadline,
        updated=updated,
        seats=values.get("effectif", ""),
        mode=mode,
        mode_words=mode_words,
        status=None if sessions.moved and status is Status.POSTPONED else status,
        status_words=status_words,
        groups=sessions.groups,
        dates_note=sessions.note,
        contacts=values.get("interlocuteurs") or (),
        sections=(*(section for section, _, _ in facts.sections), *unused),
        draft=values.get("brouillon", False),
        path=decoding.path,
        spans=tuple(facts.spans.items()),
    )


def _title(decoding: Decoding, facts: _Facts, words: str) -> Title:
    """Complete what the title says about a series by `parcours`, `module`, `nom_module`."""
    title = read_title(words)
    own_name, number = facts.values.get("nom_module", ""), facts.values.get("module", "")
    if own_name and number and not title.module:
        title = read_title(f"{words} – Module {number} « {own_name} »")
    elif own_name and not title.module:
        title = read_title(f"{words} – {own_name}")
    series, module = facts.values.get("parcours", ""), facts.values.get("module", "")
    stated = (
        ("parcours", title.series, series),
        ("module", title.module, module),
        ("nom_module", title.name if title.module else "", own_name),
    )
    for name, own, given in stated:
        if own and given and text.key(own) != text.key(given):
            first, label = facts.spans["titre"], named(name).label
            decoding.report("FG204", facts.spans[name], first, nom=label, ailleurs=first.at)
    return replace(title, series=title.series or series, module=title.module or module)


def _sessions(decoding: Decoding, facts: _Facts, neighbour: dt.date | None) -> Sessions:
    groups, beside = _listing(decoding, facts.groups), _listing(decoding, facts.dates)
    shared = [
        Entry(Words(name, facts.values[name].marks[:1]), facts.values[name])
        for name in _OF_GROUPS
        if isinstance(facts.values.get(name), Words)
    ]
    if facts.move:
        shared.append(Entry(Words("statut", facts.move.marks[:1]), facts.move))
    value, dates = (groups, beside) if groups else (beside, None)
    if not value:
        if not shared and not facts.by_group:
            return Sessions()
        first = shared[0].key.marks[0] if shared else Mark(0, 1, 1)
        alone = () if facts.by_group else (Mapping((), first.line, first.col),)
        value = Listing(alone, first.line, first.col)  # a place without dates
    if neighbour is None and facts.year:
        neighbour = dt.date(facts.year, 1, 1)
    told = Shared(
        entries=tuple(shared),
        by_group=tuple(facts.by_group),
        dates=dates,
        length=_length(facts.values.get("duree")),
        neighbour=neighbour,
    )
    return read_sessions(decoding, value, told)


def _listing(decoding: Decoding, values: Sequence[Value]) -> Listing | None:
    """Put the groups of several headings together; None for none."""
    if not values:
        return None
    items = [
        item
        for value in values
        for item in (value.items if isinstance(value, Listing) else (value,))
    ]
    first = place(items[0], decoding.path) if items else Span(decoding.path)
    doubts = [value.doubt for value in values if isinstance(value, Listing)]
    doubt = next((doubt for doubt in doubts if doubt is not Doubt.NONE), Doubt.NONE)
    return Listing(tuple(items), first.line, first.col, doubt)


def _length(duration: Duration | None) -> float | None:
    """Return the days a course takes; seven hours are one where only hours are told."""
    if duration and duration.days:
        return duration.days.most
    return duration.minutes.most / 420 if duration and duration.minutes else None


def _year_of(heading: str) -> int:
    years = re.findall(r"(?<!\d)20\d\d(?!\d)", heading)
    return int(years[0]) if len(years) == 1 else 0


def _unused_section(decoding: Decoding, entry: Entry) -> Section:
    """Keep a place or hours stated for the whole fiche, or a fact of groups, that none takes over."""
    name = entry.key.text
    labels = {known.name: known.label for known in (*TABLES[Scope.GROUP], *TABLES[Scope.FICHE])}
    heading = labels.get(name, name)
    return Section(name="", heading=heading, prose=decoding.prose(entry.value))

"""Pages for editors: what every fiche lacks, and for each destination a table of all of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, partial
from itertools import groupby
from typing import Final

from fichegen import routes
from fichegen.artifacts import Reach
from fichegen.audit import (
    DESTINATIONS,
    JUDGED,
    SCORE_RULE,
    DestinationGaps,
    FicheGaps,
    Report,
    requirements,
)
from fichegen.codes import Destination
from fichegen.gaps import Level
from fichegen.model import Fiche
from fichegen.presenting import Ties, title_order
from fichegen.states import INCLUDED, State
from fichegen.text import counted, key
from fichegen.views import (
    GapCount,
    GapFile,
    GapIndexPage,
    GapMark,
    GapMatrixPage,
    GapMatrixRow,
    GapRow,
    GapRule,
    GapSheet,
    GapsPage,
    Link,
    LinkGroup,
)

from .advice import SHORT, below_content, files_of, mark_of, shared_files, tasks_of
from .frame import Frame, Page, Pages
from .lists import Part, parts, titled

_SHEETS: Final = 16
"""Fiches on a page that tells what to write in each."""
_ROWS: Final = 40
"""Fiches on a page of one destination."""
_TITLES: Final = 200
"""Fiches on a page of the list by title."""
_FILES: Final = 12
"""Files that the first page tells of."""
_INDEX: Final = routes.gaps_path("titres")
_OPEN: Final = INCLUDED[State.OPEN]
_LEGEND: Final = tuple(
    GapMark(key=level, sign=level.sign, words=level.words, reason="") for level in Level
)

_Places = Mapping[str, str]
"""The path of the page that tells what a fiche lacks, by its slug."""
_SoFar = Callable[[Destination], str]
"""Says how far the catalogue is: every page on a destination does, and it takes all fiches."""


def gap_pages(frame: Frame, report: Report) -> Pages:
    """Yield the pages on all destinations, the list by title, then the pages on each destination."""
    so_far = cache(partial(_so_far, report))
    ordered = sorted(report.fiches, key=lambda gaps: (gaps.score, not _is_open(frame, gaps.fiche)))
    listed = [*parts(routes.GAPS, ordered, _SHEETS)]
    places = {gaps.fiche.slug: part.path for part, chosen in listed for gaps in chosen}
    shared = shared_files(frame.presenter.catalogue, report.fiches)
    shown = shared.files[:_FILES]
    notes = shared.notes
    if len(shown) < len(shared.files):
        shares = f"Les {len(shown)} premiers fichiers sur {len(shared.files)}"
        notes += (f"{shares} : les suivants prennent leur place ici à mesure qu'ils sont faits.",)
    for part, chosen in listed:
        make = partial(_overview, frame, report, so_far, (shown, notes), part, chosen)
        told = (report.score, len(report.fiches))
        yield Page(part.path, make, _reach(part, chosen, *told))
    yield from _title_pages(frame, report, places)
    for destination in DESTINATIONS:
        yield from _destination_pages(frame, report, so_far, destination, places)


def _overview(
    frame: Frame, report: Report, so_far: _SoFar,
    files: tuple[tuple[GapFile, ...], tuple[str, ...]], part: Part, chosen: Sequence[FicheGaps],
) -> GapsPage:  # fmt: skip
    """Show what some fiches lack; on the first page the files to write once, with notes on them."""
    shown, notes = files
    page, first = part.path, part.number == 1
    sheets = tuple(_sheet(frame, gaps, page) for gaps in chosen)
    return GapsPage(
        site=frame.site(page, "completude"),
        heading=titled("Complétude des fiches", part),
        score=report.score,
        count=len(report.fiches),
        rule=SCORE_RULE,
        legend=_LEGEND,
        ways=(_index_link(frame, page), *(() if first else _destination_links(frame, page))),
        summary=tuple(_summary(frame, so_far, d, page) for d in DESTINATIONS) if first else (),
        files=shown if first else (),
        files_notes=notes if first else (),
        files_place=f"{'' if first else frame.href(routes.GAPS, page)}#une-fois",
        columns=tuple(SHORT[d] for d in DESTINATIONS),
        rows=tuple(map(partial(_row, frame), chosen, sheets)),
        sheets=sheets,
        paging=part.paging,
    )


def _reach(part: Part, chosen: Sequence[FicheGaps], *told: object) -> Reach:
    """Tell what a page shows: what some fiches lack; the first pages sum up all of them."""

    def reach(ties: Ties) -> Iterator[bytes]:
        yield ties.ground
        yield repr((part, told)).encode("utf-8", "surrogatepass")
        for gaps in chosen:
            yield ties.face(gaps.fiche)
            yield ties.made(JUDGED, gaps.fiche)
        if part.number == 1:
            yield ties.all_made(JUDGED)
            yield from map(ties.entry, ties.presenter.catalogue.organisations)

    return reach


def plan_links(frame: Frame, page: str) -> LinkGroup:
    """Link these pages from the plan of the site."""
    links = [frame.link("Ce qui manque, fiche par fiche", routes.GAPS, page)]
    links += _destination_links(frame, page)
    return LinkGroup(heading="Complétude des fiches", href="", links=tuple(links))


def _destination_links(frame: Frame, page: str) -> list[Link]:
    return [frame.link(d.words, routes.gaps_path(d), page) for d in DESTINATIONS]


def _index_link(frame: Frame, page: str) -> Link:
    return frame.link("Les fiches par titre", _INDEX, page)


def _summary(frame: Frame, so_far: _SoFar, destination: Destination, page: str) -> Link:
    target = routes.gaps_path(destination)
    return frame.link(destination.words, target, page, note=so_far(destination))


def _so_far(report: Report, destination: Destination) -> str:
    """Say how far the catalogue is: "62 sur 100 en moyenne. Sur 12 fiches : 3 complètes, …"."""
    found = [gaps.part(destination) for gaps in report.fiches]
    if not found:
        return ""
    mean = sum(part.score for part in found) // len(found)
    complete = _some(sum(part.score == 100 for part in found), "complète")
    blocked = _some(sum(part.blocked for part in found), "bloquée")
    return f"{mean} sur 100 en moyenne. Sur {counted(len(found), 'fiche')} : {complete}, {blocked}."


def _some(count: int, state: str) -> str:
    return counted(count, state) if count else f"aucune {state}"


def _anchor(gaps: FicheGaps) -> str:
    return f"fiche-{gaps.fiche.slug}"


def _sheet_link(
    frame: Frame, gaps: FicheGaps, page: str, places: _Places, *, note: str = ""
) -> Link:
    href = f"{frame.href(places[gaps.fiche.slug], page)}#{_anchor(gaps)}"
    return Link(text=gaps.fiche.title.words, href=href, note=note)


def _is_open(frame: Frame, fiche: Fiche) -> bool:
    return frame.presenter.timeline(fiche).now in _OPEN


# ---------------------------------------------------------------- fiche by fiche


def _row(frame: Frame, gaps: FicheGaps, sheet: GapSheet) -> GapRow:
    count = len(sheet.tasks)
    return GapRow(
        fiche=Link(
            text=gaps.fiche.title.words,
            href=f"#{sheet.id}",
            note=f"{counted(count, 'rubrique')} à reprendre" if count else "",
        ),
        states=str(frame.presenter.timeline(gaps.fiche)),
        score=gaps.score,
        counts=tuple(map(_counted, gaps.parts)),
    )


def _counted(part: DestinationGaps) -> GapCount:
    level, words = Level.WEAK, ""
    if part.blocked:
        level, words = Level.BLOCKING, "bloquée"
    elif not part.asked:
        level = Level.NOT_ASKED
    elif part.score == 100:
        level, words = Level.FINE, "complète"
    return GapCount(key=level, met=part.met, asked=part.asked, words=words)


def _sheet(frame: Frame, gaps: FicheGaps, page: str) -> GapSheet:
    tasks = tasks_of(gaps)
    empty = (
        "Rien dans la fiche elle-même." if gaps.score < 100 else "Rien : cette fiche est complète."
    )
    return GapSheet(
        id=_anchor(gaps),
        fiche=frame.link(gaps.fiche.title.words, routes.fiche_path(gaps.fiche), page),
        path=below_content(gaps.fiche.path),
        score=gaps.score,
        tasks=tasks,
        files=tuple(map(below_content, files_of(gaps))),
        empty="" if tasks else empty,
    )


# ---------------------------------------------------------------- by title


def _title_pages(frame: Frame, report: Report, places: _Places) -> Pages:
    """Yield the way to each fiche for those who know its title."""
    ordered = sorted(report.fiches, key=lambda gaps: title_order(gaps.fiche))
    listed = [*parts(_INDEX, ordered, _TITLES)]
    first: dict[str, str] = {}
    for part, chosen in listed:
        for gaps in chosen:
            first.setdefault(_letter(gaps), part.path)
    for part, chosen in listed:
        yield Page(
            part.path,
            partial(_title_page, frame, part, chosen, places, first),
            _reach(part, chosen, [places[gaps.fiche.slug] for gaps in chosen], [*first.items()]),
        )


def _title_page(
    frame: Frame, part: Part, chosen: Sequence[FicheGaps], places: _Places, first: Mapping[str, str]
) -> GapIndexPage:
    page = part.path
    return GapIndexPage(
        site=frame.site(page, "completude-titres"),
        parent=frame.link("Complétude des fiches", routes.GAPS, page),
        heading=titled("Les fiches par titre", part),
        letters=tuple(
            Link(
                text=letter,
                href=f"{routes.relative(path, page) if path != page else ''}#lettre-{letter.lower()}",
            )
            for letter, path in first.items()
        ),
        groups=tuple(
            LinkGroup(
                heading=letter,
                href="",
                links=tuple(
                    _sheet_link(frame, gaps, page, places, note=f"{gaps.score} sur 100")
                    for gaps in of_letter
                ),
            )
            for letter, of_letter in groupby(chosen, key=_letter)
        ),
        paging=part.paging,
    )


def _letter(gaps: FicheGaps) -> str:
    """Return the capital, of any script, that a title is found under, or "0-9"."""
    begin = key(gaps.fiche.title.words)[:1].upper()
    return begin if begin.isalpha() else "0-9"


# ---------------------------------------------------------------- one destination


def _destination_pages(
    frame: Frame, report: Report, so_far: _SoFar, destination: Destination, places: _Places
) -> Pages:
    ordered = sorted(
        report.fiches,
        key=lambda gaps: (
            gaps.part(destination).score,
            not _is_open(frame, gaps.fiche),
            title_order(gaps.fiche),
        ),
    )
    for part, chosen in parts(routes.gaps_path(destination), ordered, _ROWS):
        yield Page(
            part.path,
            partial(_matrix, frame, report, so_far, destination, part, chosen, places),
            _reach(part, chosen, so_far(destination), [places[gaps.fiche.slug] for gaps in chosen]),
        )


def _matrix(
    frame: Frame, report: Report, so_far: _SoFar, destination: Destination, part: Part,
    chosen: Sequence[FicheGaps], places: _Places,
) -> GapMatrixPage:  # fmt: skip
    asked = requirements(destination)
    page = part.path
    rules = "" if part.number == 1 else routes.relative(routes.gaps_path(destination), page)
    return GapMatrixPage(
        site=frame.site(page, "completude-destination"),
        parent=frame.link("Complétude des fiches", routes.GAPS, page),
        heading=titled(destination.words, part),
        note=so_far(destination),
        legend=_LEGEND,
        index=_index_link(frame, page),
        columns=tuple(one.label for one in asked),
        told=Link(text=counted(len(asked), "exigence"), href=f"{rules}#regles"),
        rows=tuple(_matrix_row(frame, gaps, destination, page, places) for gaps in chosen),
        rules=_rules(report, destination) if part.number == 1 else (),
        others=tuple(
            frame.link(other.words, routes.gaps_path(other), page)
            for other in DESTINATIONS
            if other is not destination
        ),
        paging=part.paging,
    )


def _matrix_row(
    frame: Frame, gaps: FicheGaps, destination: Destination, page: str, places: _Places
) -> GapMatrixRow:
    part = gaps.part(destination)
    return GapMatrixRow(
        fiche=_sheet_link(frame, gaps, page, places),
        states=str(frame.presenter.timeline(gaps.fiche)),
        score=part.score,
        marks=tuple(map(mark_of, part.verdicts)),
    )


def _rules(report: Report, destination: Destination) -> tuple[GapRule, ...]:
    """Tell when each requirement is met, and how many fiches meet it."""
    met = [0] * len(requirements(destination))
    for gaps in report.fiches:
        for number, verdict in enumerate(gaps.part(destination).verdicts):
            met[number] += verdict.level is Level.FINE
    return tuple(
        GapRule(
            label=asked.label,
            rule=asked.rule,
            source=asked.source,
            met=f"{counted(count, 'fiche')} sur {len(report.fiches)}",
        )
        for asked, count in zip(requirements(destination), met, strict=True)
    )

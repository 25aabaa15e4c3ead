"""Pages for editors: what every fiche lacks, and for each destination a table of all of them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from fichegen import routes
from fichegen.audit import (
    DESTINATIONS,
    SCORE_RULE,
    DestinationGaps,
    FicheGaps,
    Report,
    requirements,
)
from fichegen.gaps import Destination, Level, Verdict
from fichegen.presenting import title_order
from fichegen.reading import TABLES, Scope
from fichegen.text import capital, counted
from fichegen.views import (
    GapAdvice,
    GapCount,
    GapMark,
    GapMatrixPage,
    GapMatrixRow,
    GapRow,
    GapRule,
    GapSheet,
    GapSource,
    GapsPage,
    GapTask,
    Link,
    LinkGroup,
    PageView,
)

from .frame import Frame
from .lists import parts, titled

_SHEETS: Final = 16
"""Fiches on a page that tells what to write in each."""
_ROWS: Final = 40
"""Fiches on a page of one destination."""
_SHORT: Final = {
    Destination.QUALIOPI: "Qualiopi",
    Destination.LHEO: "LHEO",
    Destination.SEARCH: "Moteurs",
    Destination.CALENDAR: "Agendas",
}
_FILE: Final = re.compile(r"[\w-]+/[\w./-]+\.ya?ml\b")
"""A file that an advice names: not the fiche's own, but one that many fiches lean on."""
_LABELS: Final = {field.name: field.label for field in TABLES[Scope.FICHE]}
_ORDER: Final = {name: number for number, name in enumerate(_LABELS)}
_WORST_FIRST: Final = (Level.BLOCKING, Level.WEAK, Level.LONG, Level.DEFAULTED)
_LEGEND: Final = tuple(
    GapMark(key=level, sign=level.sign, words=level.words, reason="") for level in Level
)


def gap_pages(frame: Frame, report: Report) -> Iterator[tuple[str, PageView]]:
    """Yield the pages on all destinations, then those on each."""
    listed = [*parts(routes.GAPS, report.fiches, _SHEETS)]
    places = {gaps.fiche.slug: part.path for part, chosen in listed for gaps in chosen}
    concerned = Counter(path for gaps in report.fiches for path in _elsewhere(gaps))
    for part, chosen in listed:
        page = part.path
        view = GapsPage(
            site=frame.site(page, "completude"),
            heading=titled("Complétude des fiches", part),
            score=report.score,
            count=len(report.fiches),
            rule=SCORE_RULE,
            legend=_LEGEND,
            destinations=tuple(
                frame.link(_SHORT[d], routes.gaps_path(d), page) for d in DESTINATIONS
            ),
            summary=tuple(_summary(frame, report, d, page) for d in DESTINATIONS)
            if part.number == 1
            else (),
            rows=tuple(_row(frame, gaps, page) for gaps in chosen),
            shared=_shared_tasks(chosen, concerned),
            sheets=tuple(_sheet(frame, gaps, page) for gaps in chosen),
            paging=part.paging,
        )
        yield page, view
    for destination in DESTINATIONS:
        yield from _destination_pages(frame, report, destination, places)


def plan_links(frame: Frame, page: str) -> LinkGroup:
    """Link these pages from the plan of the site."""
    links = [frame.link("Ce qui manque, fiche par fiche", routes.GAPS, page)]
    links += [frame.link(d.words, routes.gaps_path(d), page) for d in DESTINATIONS]
    return LinkGroup(heading="Complétude des fiches", href="", links=tuple(links))


def _summary(frame: Frame, report: Report, destination: Destination, page: str) -> Link:
    note = _so_far(report, destination)
    return frame.link(destination.words, routes.gaps_path(destination), page, note=note)


def _so_far(report: Report, destination: Destination) -> str:
    """Say how far the catalogue is: "62 sur 100 en moyenne ; 3 fiches sur 12 complètes"."""
    found = [gaps.part(destination) for gaps in report.fiches]
    if not found:
        return ""
    complete = sum(part.score == 100 for part in found)
    mean = sum(part.score for part in found) // len(found)
    said = f"{mean} sur 100 en moyenne ; {_share(complete, len(found), 'complète')}"
    blocked = sum(part.blocked for part in found)
    return f"{said} ; {_share(blocked, len(found), 'bloquée')}" if blocked else said


def _share(count: int, total: int, state: str) -> str:
    return f"{counted(count, 'fiche')} sur {total} {state}{'s' if count > 1 else ''}"


def _anchor(gaps: FicheGaps) -> str:
    return f"fiche-{gaps.fiche.slug}"


# ---------------------------------------------------------------- fiche by fiche


def _row(frame: Frame, gaps: FicheGaps, page: str) -> GapRow:
    count = len(_by_field(gaps))
    return GapRow(
        fiche=frame.link(gaps.fiche.title.words, routes.fiche_path(gaps.fiche), page),
        todo=Link(text=counted(count, "rubrique") + " à reprendre", href=f"#{_anchor(gaps)}")
        if count
        else None,
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
    tasks = tuple(_task(_label(field, found), found) for field, found in _by_field(gaps))
    empty = "Rien dans la fiche elle-même : ce qui manque encore se règle une fois pour toutes."
    return GapSheet(
        id=_anchor(gaps),
        fiche=frame.link(gaps.fiche.title.words, routes.fiche_path(gaps.fiche), page),
        path=gaps.fiche.path,
        score=gaps.score,
        tasks=tasks,
        empty="" if tasks else empty if gaps.score < 100 else "Rien : cette fiche est complète.",
    )


_Found = tuple[Destination, Verdict]


def _by_field(gaps: FicheGaps) -> list[tuple[str, list[_Found]]]:
    """Gather what is to be written in a fiche by the field it is written in, the worst first."""
    found: dict[str, list[_Found]] = {}
    for part in gaps.parts:
        for verdict in part.gaps:
            if not _FILE.search(verdict.mend):
                found.setdefault(verdict.field, []).append((part.destination, verdict))
    return sorted(found.items(), key=lambda item: _urgency(*item))


def _elsewhere(gaps: FicheGaps) -> dict[str, list[_Found]]:
    """Gather what is to be written in other files than the fiche, by their paths."""
    found: dict[str, list[_Found]] = {}
    for part in gaps.parts:
        for verdict in part.gaps:
            if file := _FILE.search(verdict.mend):
                found.setdefault(file[0], []).append((part.destination, verdict))
    return found


def _shared_tasks(chosen: Sequence[FicheGaps], concerned: Mapping[str, int]) -> tuple[GapTask, ...]:
    """Tell once what some fiches lack together, what concerns the most of them first."""
    found: dict[str, dict[_Found, None]] = {}
    for gaps in chosen:
        for path, verdicts in _elsewhere(gaps).items():
            found.setdefault(path, {}).update(dict.fromkeys(verdicts))
    return tuple(
        _task(path, [*found[path]], note=f"pour {counted(concerned[path], 'fiche')}")
        for path in sorted(found, key=lambda path: (-concerned[path], path))
    )


def _label(field: str, found: Sequence[_Found]) -> str:
    return _LABELS.get(field) or found[0][1].requirement.label


def _urgency(field: str, found: Sequence[_Found]) -> tuple[int, int, int]:
    worst = min(_WORST_FIRST.index(verdict.level) for _, verdict in found)
    return worst, -len({destination for destination, _ in found}), _ORDER.get(field, len(_ORDER))


def _task(label: str, found: Sequence[_Found], *, note: str = "") -> GapTask:
    """Put together what several destinations ask for in the same words."""
    advice: dict[str, list[GapSource]] = {}
    for destination, verdict in found:
        source = GapSource(
            destination=_SHORT[destination], asked=verdict.requirement.label, mark=_mark(verdict)
        )
        advice.setdefault(verdict.mend, []).append(source)
    return GapTask(
        label=label,
        note=note,
        advice=tuple(
            GapAdvice(words=_sentence(mend), sources=tuple(sources))
            for mend, sources in advice.items()
        ),
    )


def _sentence(words: str) -> str:
    return f"{capital(words)}{'' if words.endswith(('…', '.')) else '.'}" if words else ""


def _mark(verdict: Verdict) -> GapMark:
    level = verdict.level
    return GapMark(key=level, sign=level.sign, words=level.words, reason=verdict.reason)


# ---------------------------------------------------------------- one destination


def _destination_pages(
    frame: Frame, report: Report, destination: Destination, places: Mapping[str, str]
) -> Iterator[tuple[str, PageView]]:
    asked = requirements(destination)
    ordered = sorted(report.fiches, key=lambda g: (g.part(destination).score, title_order(g.fiche)))
    first = routes.gaps_path(destination)
    for part, chosen in parts(first, ordered, _ROWS):
        page = part.path
        rules = "" if part.number == 1 else routes.relative(first, page)
        yield (
            page,
            GapMatrixPage(
                site=frame.site(page, "completude-destination"),
                parent=frame.link("Complétude des fiches", routes.GAPS, page),
                heading=titled(destination.words, part),
                note=_so_far(report, destination),
                legend=_LEGEND,
                columns=tuple(
                    Link(text=one.label, href=f"{rules}#regle-{one.key}") for one in asked
                ),
                rows=tuple(_matrix_row(frame, g, destination, page, places) for g in chosen),
                rules=_rules(report, destination) if part.number == 1 else (),
                others=tuple(
                    frame.link(other.words, routes.gaps_path(other), page)
                    for other in DESTINATIONS
                    if other is not destination
                ),
                paging=part.paging,
            ),
        )


def _matrix_row(
    frame: Frame,
    gaps: FicheGaps,
    destination: Destination,
    page: str,
    places: Mapping[str, str],
) -> GapMatrixRow:
    part = gaps.part(destination)
    todo = f"{frame.href(places[gaps.fiche.slug], page)}#{_anchor(gaps)}"
    return GapMatrixRow(
        fiche=frame.link(gaps.fiche.title.words, routes.fiche_path(gaps.fiche), page),
        todo=Link(text="À reprendre", href=todo) if part.gaps else None,
        score=part.score,
        marks=tuple(map(_mark, part.verdicts)),
    )


def _rules(report: Report, destination: Destination) -> tuple[GapRule, ...]:
    """Tell when each requirement is met, and how many fiches meet it."""
    met = [0] * len(requirements(destination))
    for gaps in report.fiches:
        for number, verdict in enumerate(gaps.part(destination).verdicts):
            met[number] += verdict.level is Level.FINE
    return tuple(
        GapRule(
            id=f"regle-{asked.key}",
            label=asked.label,
            rule=asked.rule,
            source=asked.source,
            met=f"{counted(count, 'fiche')} sur {len(report.fiches)}",
        )
        for asked, count in zip(requirements(destination), met, strict=True)
    )

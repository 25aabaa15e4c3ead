"""The gap report as findings: one a fiche and destination, one a text that is cut."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fichegen import routes
from fichegen.diagnostics import Finding, finding
from fichegen.gaps import Destination, Level, Verdict
from fichegen.model import Fiche

from .reporting import DestinationGaps, FicheGaps, Report

GAP_CODES: Final = {
    Destination.QUALIOPI: "FG710",
    Destination.LHEO: "FG711",
    Destination.SEARCH: "FG712",
    Destination.CALENDAR: "FG713",
}
"""The code that tells what a fiche lacks for a destination."""
_TOLD: Final = {
    Level.BLOCKING: "bloquant",
    Level.WEAK: "à compléter",
    Level.DEFAULTED: "par défaut",
}
"""What such a finding lists, and how; texts that are too long are told at their own place."""
_NAMED: Final = 8
"""Requirements that a finding names of each level, where a page holds them all."""


def gap_findings(report: Report, *, pages: bool) -> tuple[Finding, ...]:
    """Tell the gaps; `pages` says whether the site has the pages that hold all of them."""
    return tuple(found for gaps in report.fiches for found in _of_fiche(gaps, pages=pages))


def _of_fiche(gaps: FicheGaps, *, pages: bool) -> Iterator[Finding]:
    for part in gaps.parts:
        if told := [verdict for verdict in part.gaps if verdict.level in _TOLD]:
            yield finding(
                GAP_CODES[part.destination],
                gaps.fiche.span("titre"),
                manques=_listed(told, _NAMED if pages else len(told)),
                conseil=_advice(part, told, pages=pages),
            )
    yield from _cuts(gaps.fiche, gaps.parts)


def _listed(told: list[Verdict], most: int) -> str:
    """Name what is missing: "bloquant : SIRET ; à compléter : tarif, délais d'accès"."""
    listed = []
    for level, words in _TOLD.items():
        labels = [_lower(v.requirement.label) for v in told if v.level is level]
        if len(labels) > most + 1:
            labels[most:] = [f"et {len(labels) - most} autres"]
        if labels:
            listed.append(f"{words} : {', '.join(labels)}")
    return " ; ".join(listed)


def _lower(label: str) -> str:
    """Begin with a small letter, unless the word is an abbreviation."""
    return label[:1].lower() + label[1:] if label[1:2].islower() else label


def _advice(part: DestinationGaps, told: list[Verdict], *, pages: bool) -> str:
    """Say what to write first, and where the rest is told."""
    first = told[0].mend or f"complétez « {told[0].requirement.label} »"
    page = routes.gaps_path(part.destination).removesuffix(routes.INDEX)
    rest = f"le reste : page {page} du site" if pages and len(told) > 1 else ""
    return f"{first} ; {rest}" if rest else first


def _cuts(fiche: Fiche, parts: tuple[DestinationGaps, ...]) -> Iterator[Finding]:
    """Tell each field of which some destination keeps the beginning, once for all of them."""
    cut: dict[str, list[Verdict]] = {}
    for part in parts:
        for verdict in part.verdicts:
            if verdict.level is Level.LONG:
                cut.setdefault(verdict.field, []).append(verdict)
    for field, found in cut.items():
        told = (f"{one.requirement.destination.words} : {one.reason}" for one in found)
        yield finding(
            "FG714",
            dict(fiche.spans).get(field) or fiche.span("titre"),
            raisons=" ; ".join(dict.fromkeys(told)),
            conseil=" ; ".join(dict.fromkeys(one.mend for one in found)),
        )

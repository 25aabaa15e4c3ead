"""The gap report as findings: one a fiche and destination, one a text that is cut.

What a setting would mend for all fiches at once is told once, where it is to be written.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fichegen import routes
from fichegen.codes import GAP_CODES, OF_SETTINGS
from fichegen.diagnostics import Finding, Span, finding
from fichegen.gaps import Level, Verdict
from fichegen.model import Fiche

from .reporting import DestinationGaps, Report

SETTINGS_GAP: Final = OF_SETTINGS
"""The code that tells what the settings lack, for whatever destinations."""
_SETTINGS: Final = "content/catalogue.yml"
_TOLD: Final = {
    Level.BLOCKING: "bloquant",
    Level.WEAK: "à compléter",
    Level.DEFAULTED: "par défaut",
}
"""What such a finding lists, and how; texts that are too long are told at their own place."""
_Lack = tuple[str, str, str]
"""A code, what is missing, and what to write first."""
_NAMED: Final = 8
"""Requirements that a finding names of each level, where a page holds them all."""


def gap_findings(report: Report, *, pages: bool) -> tuple[Finding, ...]:
    """Tell the gaps; `pages` says whether there are pages that hold all of them."""
    told: dict[int, tuple[_Lack, ...]] = {}  # most fiches lack the same: the report shares it
    found: list[Finding] = []
    for gaps in report.fiches:
        title = gaps.fiche.span("titre")
        for part in gaps.parts:
            if id(part) not in told:
                told[id(part)] = (*_lacking(part, pages=pages),)
            for code, words, advice in told[id(part)]:
                found.append(finding(code, title, manques=words, conseil=advice))
        found += _cuts(gaps.fiche, gaps.parts)
    return (*found, *_of_settings(report))


def _of_settings(report: Report) -> Iterator[Finding]:
    asking: dict[tuple[str, str], dict[str, None]] = {}
    for gaps in report.fiches:
        for part in gaps.parts:
            for verdict in part.gaps:
                if verdict.file == _SETTINGS:
                    asked = asking.setdefault((verdict.reason, verdict.mend), {})
                    asked[part.destination.words] = None
    for (reason, mend), words in asking.items():
        yield finding(
            SETTINGS_GAP, Span(_SETTINGS), manque=reason, pour=", ".join(words), conseil=mend
        )


def _lacking(part: DestinationGaps, *, pages: bool) -> Iterator[_Lack]:
    told: dict[str, list[Verdict]] = {}
    for verdict in part.gaps:
        if verdict.level in _TOLD and verdict.file != _SETTINGS:
            told.setdefault(_code(verdict), []).append(verdict)
    for code, found in told.items():
        words = _listed(found, _NAMED if pages else len(found))
        yield code, words, _advice(part, found, pages=pages)


def _code(verdict: Verdict) -> str:
    destination, blocks = verdict.requirement.destination, verdict.level is Level.BLOCKING
    return GAP_CODES.get((destination, blocks)) or GAP_CODES[destination, False]


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
    """Say what to write first and where the rest is told; all of it where no page tells it."""
    mends = [*dict.fromkeys(verdict.mend for verdict in told)]
    if not pages:
        return " ; ".join(mends)
    page = routes.gaps_path(part.destination).removesuffix(routes.INDEX)
    return f"{mends[0]} ; le reste : page {page} du site" if len(mends) > 1 else mends[0]


def _cuts(fiche: Fiche, parts: tuple[DestinationGaps, ...]) -> Iterator[Finding]:
    """Tell each field of which some destination keeps the beginning, once for all of them.

    Where something blocks the fiche, nothing of it is cut yet.
    """
    cut: dict[str, list[Verdict]] = {}
    for part in parts:
        if part.blocked:
            continue
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

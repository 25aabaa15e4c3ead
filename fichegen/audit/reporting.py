"""The gap report: every fiche judged once for every destination, and its scores."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from types import ModuleType
from typing import Final

from fichegen.codes import Destination
from fichegen.gaps import Level, Requirement, Verdict, score
from fichegen.model import Fiche
from fichegen.presenting import Presenter, Step, title_order

from . import agendas, lheo, moteurs, qualiopi
from .advice import shows_year

_ASSESSORS: Final[dict[Destination, ModuleType]] = {
    Destination.QUALIOPI: qualiopi,
    Destination.LHEO: lheo,
    Destination.SEARCH: moteurs,
    Destination.CALENDAR: agendas,
}
"""The module that judges for a destination, in the order in which they are shown."""
DESTINATIONS: Final = tuple(_ASSESSORS)
_PLACES: Final = {destination: place for place, destination in enumerate(DESTINATIONS)}
_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))

SCORE_RULE: Final = (
    "Pour une destination, la note est la part de ses exigences qui sont remplies, sur 100 : une exigence"
    " conforme compte pour 1, une valeur par défaut ou un texte trop long pour un demi, le reste pour 0 ;"
    " ce qui est sans objet ne compte pas. La note d'une fiche est la moyenne de ses notes, une par"
    " destination ; celle du catalogue est la moyenne des fiches. Tout est arrondi à l'entier du dessous."
)
"""How scores are made, in words for editors."""


@dataclass(frozen=True, slots=True, kw_only=True)
class DestinationGaps:
    """What one destination finds in one fiche."""

    destination: Destination
    verdicts: tuple[Verdict, ...]
    """One a requirement, in its destination's order."""
    gaps: tuple[Verdict, ...]
    """Those that leave something to write, the worst first."""
    score: int
    """From 0 to 100 (`SCORE_RULE`)."""

    @property
    def asked(self) -> int:
        """How many requirements concern the fiche."""
        return sum(verdict.level is not Level.NOT_ASKED for verdict in self.verdicts)

    @property
    def met(self) -> int:
        """How many of them it meets."""
        return sum(verdict.level is Level.FINE for verdict in self.verdicts)

    @property
    def blocked(self) -> bool:
        """True where the destination cannot take the fiche."""
        return bool(self.gaps) and self.gaps[0].level is Level.BLOCKING


_WORST_FIRST: Final = (Level.BLOCKING, Level.WEAK, Level.LONG, Level.DEFAULTED)


@dataclass(frozen=True, slots=True, kw_only=True)
class FicheGaps:
    """What all destinations find in one fiche."""

    fiche: Fiche
    parts: tuple[DestinationGaps, ...]
    """In the order of `DESTINATIONS`."""
    score: int
    """The mean of those of its parts, rounded down."""

    def part(self, destination: Destination) -> DestinationGaps:
        """Return what one destination finds."""
        return self.parts[_PLACES[destination]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """The gaps of a whole catalogue."""

    fiches: tuple[FicheGaps, ...]
    """By score, the lowest first, then by title."""
    score: int
    """The mean of those of the fiches, rounded down."""
    next_change: dt.date | None
    """The next day on which the dates of updates, or the years of examples, make it another."""

    counts: tuple[int, ...]
    """How many fiches each destination can take, in the order of `DESTINATIONS`."""

    def accepted(self, destination: Destination) -> int:
        """Count the fiches that a destination can take."""
        return self.counts[_PLACES[destination]]


def requirements(destination: Destination) -> tuple[Requirement, ...]:
    """Return what a destination asks for, in the order in which it is shown."""
    asked: tuple[Requirement, ...] = _ASSESSORS[destination].REQUIREMENTS
    return asked


def report(presenter: Presenter) -> Report:
    """Judge every fiche of the catalogue, each once for each destination."""
    catalogue, today = presenter.catalogue, presenter.today
    fiches = [*map(recalled, catalogue.fiches, presenter.all_kept(JUDGED, catalogue.fiches))]
    ordered = sorted(fiches, key=lambda gaps: (gaps.score, title_order(gaps.fiche)))
    edges = [qualiopi.update_edge(today, gaps.fiche) for gaps in fiches]
    parts = {id(part): part for gaps in fiches for part in gaps.parts}  # many lack the same
    if any(shows_year(today, v.mend) for part in parts.values() for v in part.verdicts):
        edges.append(dt.date(today.year + 1, 1, 1))
    return Report(
        fiches=tuple(ordered),
        score=_mean(gaps.score for gaps in fiches),
        next_change=min((edge for edge in edges if edge), default=None),
        counts=tuple(
            sum(not gaps.parts[place].blocked for gaps in fiches) for place in _PLACES.values()
        ),
    )


def judged(presenter: Presenter, fiche: Fiche) -> FicheGaps:
    """Judge one fiche, once for each destination."""
    verdicts = (tuple(one.assess(presenter, fiche)) for one in _ASSESSORS.values())
    return _scored(fiche, verdicts)


def _scored(fiche: Fiche, found: Iterable[tuple[Verdict, ...]]) -> FicheGaps:
    parts = tuple(
        _part(destination, verdicts)
        for destination, verdicts in zip(DESTINATIONS, found, strict=True)
    )
    return FicheGaps(fiche=fiche, parts=parts, score=_mean(part.score for part in parts))


def _part(destination: Destination, verdicts: tuple[Verdict, ...]) -> DestinationGaps:
    return DestinationGaps(
        destination=destination,
        verdicts=verdicts,
        gaps=_lacking(verdicts),
        score=score(verdicts),
    )


def _noted(presenter: Presenter, fiche: Fiche) -> bytes:
    """Write what is found in a fiche, for `recalled`: a destination a line."""
    gaps = presenter.once(judged, fiche)
    return b"\n".join(
        _ENCODER.encode(
            [
                [str(v.level), *(told if any(told := (v.reason, v.mend, v.field, v.file)) else ())]
                for v in part.verdicts
            ]
        ).encode()
        for part in gaps.parts
    )


JUDGED: Final = Step("judged", _noted)
"""What all destinations find in a fiche."""


def recalled(fiche: Fiche, written: bytes) -> FicheGaps:
    """Return what was found in a fiche and noted."""
    lines = written.split(b"\n")
    parts = tuple(
        _part_of(destination, line) for destination, line in zip(DESTINATIONS, lines, strict=True)
    )
    return FicheGaps(fiche=fiche, parts=parts, score=_mean(part.score for part in parts))


@lru_cache(maxsize=1 << 10)
def _part_of(destination: Destination, line: bytes) -> DestinationGaps:
    """Return what a destination finds: most fiches lack the same things."""
    told = enumerate(json.loads(line))
    return _part(destination, tuple(_verdict(destination, number, *one) for number, one in told))


@lru_cache(maxsize=1 << 14)
def _verdict(
    destination: Destination,
    number: int,
    level: str,
    reason: str = "",
    mend: str = "",
    field: str = "",
    file: str = "",
) -> Verdict:
    return Verdict(
        requirement=requirements(destination)[number],
        level=Level(level),
        reason=reason,
        mend=mend,
        field=field,
        file=file,
    )


def _lacking(verdicts: Iterable[Verdict]) -> tuple[Verdict, ...]:
    found = [v for v in verdicts if v.level not in (Level.FINE, Level.NOT_ASKED)]
    return tuple(sorted(found, key=lambda v: _WORST_FIRST.index(v.level)))


def _mean(scores: Iterable[int]) -> int:
    """Return the mean, rounded down: 100 only where all are."""
    every = [*scores]
    return sum(every) // len(every) if every else 100

"""How far a fiche meets each thing that LHEO asks: what the export does, told for the gap report."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fichegen.gaps import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What the export made of a fiche, for one requirement."""

    key: str
    """The requirement's name in data."""
    level: Level = Level.FINE
    reason: str = ""
    """What is wrong or left out, in French, without a final point."""
    mend: str = ""
    """What to write, and where."""
    field: str = ""
    """The name of the field concerned."""


_GRAVITY: Final = (
    Level.NOT_ASKED,
    Level.FINE,
    Level.DEFAULTED,
    Level.LONG,
    Level.WEAK,
    Level.BLOCKING,
)


def worst(outcomes: Iterable[Outcome]) -> Outcome:
    """Return the gravest of the outcomes of one requirement, the first of those alike."""
    return max(outcomes, key=lambda outcome: _GRAVITY.index(outcome.level))

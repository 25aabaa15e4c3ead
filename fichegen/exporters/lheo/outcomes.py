"""How far a fiche meets each thing that LHEO asks: what the export does, told for the gap report."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from fichegen.gaps import Level, Outcome

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

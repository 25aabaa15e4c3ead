"""What a destination asks of a fiche, and how far the fiche meets it: the values of the gap report."""

from __future__ import annotations

import enum
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final


class Destination(enum.StrEnum):
    """Where the facts of a fiche go; the value is its key in addresses and data."""

    QUALIOPI = "qualiopi"
    LHEO = "lheo"
    SEARCH = "moteurs"
    CALENDAR = "agendas"

    @property
    def words(self) -> str:
        """The destination as editors know it."""
        return _DESTINATIONS[self]


_DESTINATIONS: Final = {
    Destination.QUALIOPI: "Qualiopi, indicateur 1",
    Destination.LHEO: "LHEO 2.3",
    Destination.SEARCH: "Moteurs et annuaires (schema.org, Bioschemas)",
    Destination.CALENDAR: "Agendas (iCalendar)",
}


class Level(enum.StrEnum):
    """How far a requirement is met, the best first; the value is its key in data and styles."""

    FINE = "conforme"
    DEFAULTED = "par-defaut"
    """The export says something general that the fiche does not say."""
    LONG = "trop-long"
    """The export holds the beginning only."""
    WEAK = "a-completer"
    """Missing, and the destination takes the fiche all the same."""
    BLOCKING = "bloquant"
    """Missing, and the destination cannot take the fiche."""
    NOT_ASKED = "sans-objet"

    @property
    def words(self) -> str:
        """The level as editors read it."""
        return _LEVELS[self][0]

    @property
    def sign(self) -> str:
        """One character that tells it without colour."""
        return _LEVELS[self][1]

    @property
    def share(self) -> float | None:
        """What it counts in a score; None where it does not count."""
        return _LEVELS[self][2]


_LEVELS: Final[dict[Level, tuple[str, str, float | None]]] = {
    Level.FINE: ("conforme", "✓", 1),
    Level.DEFAULTED: ("valeur par défaut", "≈", 0.5),
    Level.LONG: ("trop long", "…", 0.5),
    Level.WEAK: ("à compléter", "–", 0),
    Level.BLOCKING: ("bloquant", "✗", 0),
    Level.NOT_ASKED: ("sans objet", "·", None),
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Requirement:
    """One thing that a destination asks for."""

    destination: Destination
    key: str
    """Its name in data, unique within the destination."""
    label: str
    """Two or three words, the head of a column."""
    rule: str
    """When it is met, in a sentence for editors."""
    source: str
    """Where the destination asks for it: "LHEO 2.3, contenu-formation"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How far one fiche meets one requirement."""

    requirement: Requirement
    level: Level
    reason: str = ""
    """What is wrong, in French, without a final point; empty where nothing is."""
    mend: str = ""
    """What to write, and where."""
    field: str = ""
    """The name of the field concerned (`reading.vocabulary`), whose place a finding shows."""


def score(verdicts: Iterable[Verdict]) -> int:
    """Score verdicts from 0 to 100: the mean of their shares, rounded down.

    100 is reached only where every requirement that is asked is met.
    """
    shares = [share for v in verdicts if (share := v.level.share) is not None]
    return int(100 * sum(shares) / len(shares)) if shares else 100

"""What a destination asks of a fiche, and how far the fiche meets it: the values of the gap report."""

from __future__ import annotations

import enum
import json
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fichegen import text
from fichegen.codes import Destination
from fichegen.dates import Duration, Kind
from fichegen.expressions import expression
from fichegen.model import Fiche, Group, Status


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
    Level.LONG: ("trop long", "↔", 0.5),
    Level.WEAK: ("à compléter", "+", 0),
    Level.BLOCKING: ("bloquant", "✗", 0),
    Level.NOT_ASKED: ("sans objet", "–", None),
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
class Outcome:
    """What a destination makes of a fiche for one requirement.

    What to write, and where, is made of it once for all destinations (`audit.advice`), in the
    notation of the fiche.
    """

    key: str = ""
    """The requirement's key, where several are judged in one go."""
    level: Level = Level.FINE
    reason: str = ""
    """What is wrong, or left out, in French, without a final point."""
    field: str = ""
    """The name of the field to write in (`reading.vocabulary`)."""
    part: str = ""
    """Of a field of groups, the name of the group's field that is lacking."""
    groups: tuple[Group, ...] = ()
    """The sessions that lack it, in their order."""
    mend: str = ""
    """What to write, where the field alone does not tell it."""
    file: str = ""
    """The file to write in, where it is not the fiche's own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """How far one fiche meets one requirement."""

    requirement: Requirement
    level: Level
    reason: str = ""
    """What is wrong, in French, without a final point; empty where nothing is."""
    mend: str = ""
    """What to write, and where. For one field and one kind of lack it is the same for all
    destinations; it may name a line of the source."""
    field: str = ""
    """The name of the field concerned (`reading.vocabulary`), whose place a finding shows."""
    file: str = ""
    """The file to write in, where it is not the fiche's own: `content/organismes/x.yml`."""


def score(verdicts: Iterable[Verdict]) -> int:
    """Score verdicts from 0 to 100: the mean of their shares, rounded down.

    100 is reached only where every requirement that is asked is met.
    """
    shares = [share for v in verdicts if (share := v.level.share) is not None]
    return int(100 * sum(shares) / len(shares)) if shares else 100


# ---------------------------------------------------------------- rules that destinations share

_SHOWN: Final = 40
"""Characters quoted of an editor's words."""
_PLAIN: Final = expression(r"[^\W_](?:[^\n:#,\[\]{}\"'&*!|>%@`]*[^\s:#,\[\]{}\"'&*!|>%@`])?")
"""Words that YAML takes as they stand, wherever they stand."""


def held(fiche: Fiche) -> tuple[Group, ...]:
    """Return the sessions that are asked for anything: those that are not cancelled."""
    return tuple(g for g in fiche.groups if fiche.status_of(g) is not Status.CANCELLED)


def dated(fiche: Fiche) -> tuple[Group, ...]:
    """Return the sessions that are asked for days and hours: held, and not put off without new days."""
    return tuple(g for g in held(fiche) if fiche.status_of(g) is not Status.POSTPONED)


def registering(fiche: Fiche) -> tuple[Group, ...]:
    """Return the sessions that are asked until when one can register."""
    return tuple(g for g in fiche.groups if fiche.registers(g))


def unlimited(fiche: Fiche) -> tuple[Group, ...]:
    """Return those of them that name no last day to register, and do not say that it has passed."""
    limits = ((group, fiche.deadline_of(group)) for group in registering(fiche))
    return tuple(g for g, limit in limits if not (limit and (limit.date or limit.closed)))


def is_on_request(fiche: Fiche) -> bool:
    """Tell whether a fiche announces no session because one is held where it is asked for."""
    note = fiche.dates_note
    return not fiche.groups and note is not None and note.kind is Kind.ON_REQUEST


def undated(fiche: Fiche) -> str:
    """Say why the day of a fiche's last update is not known; empty where it is."""
    if fiche.updated is None:
        return "la fiche n'est pas datée"
    return "" if fiche.updated.date else f"date non comprise : {quoted(fiche.updated.words)}"


def varies(duration: Duration) -> bool:
    """Tell whether a length is open, so that nobody can write one number of hours."""
    told = [(extent.least, extent.most) for option in duration.options
            for extent in (option.minutes, option.days) if extent]  # fmt: skip
    ranged = any(least != most for least, most in told)
    return duration.minimum or duration.maximum or ranged or len(duration.options) > 1


def quoted(words: str) -> str:
    """Quote an editor's words, the beginning of long ones."""
    shown = text.plain(words)
    return f"« {shown if len(shown) <= _SHOWN else shown[:_SHOWN].rstrip() + '…'} »"


def as_yaml(words: str) -> str:
    """Write words as a value that YAML reads back, in quotes only where it needs them."""
    return words if _PLAIN.fullmatch(words) else json.dumps(words, ensure_ascii=False)

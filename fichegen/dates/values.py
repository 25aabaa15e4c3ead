"""What a phrase about days, hours or lengths means: plain values, with the words beside them."""

from __future__ import annotations

import datetime as dt
import enum
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

LONGEST_RUN: Final = 7
"""Days a range may have and still mean each of them: a longer one holds days off nobody names."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """Something wrong in a phrase, by offsets; the reader lifts it to a place in a file."""

    code: str
    """Code of the finding, one of `codes.CODES`."""
    start: int
    """Offset of the first character concerned, in the phrase as it was given."""
    end: int
    """Offset behind the last character concerned; never before `start`."""
    values: tuple[tuple[str, str], ...] = ()
    """What the words of the code are filled with."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Hours:
    """One stretch of a day, in minutes since midnight; `start` < `end` <= 1440."""

    start: int
    end: int


class Half(enum.StrEnum):
    """The part of a day a session takes, where the phrase says so without hours."""

    WHOLE = ""
    MORNING = "matin"
    AFTERNOON = "après-midi"


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Day:
    """One day of a session."""

    date: dt.date
    half: Half = Half.WHOLE
    hours: tuple[Hours, ...] = ()
    """Stretches in order, none overlapping; empty when the phrase gives no hours."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Period:
    """A stretch of the calendar named without days: a month, a quarter, a season, a year."""

    first: dt.date
    last: dt.date


class Kind(enum.StrEnum):
    """How much a phrase about dates settles."""

    DAYS = "jours"
    """Every day of the session is known (`days` is not empty)."""
    START = "debut"
    """Only the first day is known ("à partir du 5 septembre 2025"), `days` holds that one; or only its
    month ("rentrée en septembre 2025"), which `periods` holds."""
    SPAN = "intervalle"
    """First and last day are known, what lies between is not all session days: a range of more
    than `LONGEST_RUN` days ("du 15 septembre 2025 au 30 juin 2026"). `periods` holds the bounds."""
    PERIOD = "periode"
    """Only months, quarters… are known (`periods` is not empty, `days` is)."""
    ON_REQUEST = "demande"
    """On request, by agreement, once enough people are enrolled, all year round."""
    TO_DEFINE = "a-definir"
    """The phrase says that the dates are not set yet."""
    WORDS = "mots"
    """Not understood: only the words are to be shown. A problem tells why."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """When a session takes place."""

    words: str
    """What the editor wrote, white space folded."""
    kind: Kind
    days: tuple[Day, ...] = ()
    """In order, each date once."""
    periods: tuple[Period, ...] = ()
    hours: tuple[Hours, ...] = ()
    """Hours of a session whose days are not known; hours of known days stand on the days."""
    rest: tuple[tuple[int, int], ...] = ()
    """Offsets, in the phrase as given, of words beside the dates: a place, a remark.

    They hold a digit only in an address, a room, or a count ("12 rue Victor-Hugo", "350 €").
    """

    @property
    def first(self) -> dt.date | None:
        """The first day known, if any."""
        if self.kind is Kind.SPAN:
            return self.periods[0].first
        return self.days[0].date if self.days else None

    @property
    def last(self) -> dt.date | None:
        """The last day known; None too where only the first is."""
        if self.kind is Kind.SPAN:
            return max(period.last for period in self.periods)
        return self.days[-1].date if self.days and self.kind is Kind.DAYS else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deadline:
    """Until when one can register, or any other single day (an update date)."""

    words: str
    date: dt.date | None
    """None where the words name no single day; they are then what is shown."""
    time: int | None = None
    """Minutes since midnight, where the phrase gives an hour."""
    closed: bool = False
    """True where the words say that it is too late ("Inscriptions closes")."""


@dataclass(frozen=True, slots=True, kw_only=True, order=True)
class Extent:
    """An amount that may be a range: `least` = `most` for a plain one."""

    least: float
    most: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Option:
    """One way to take the course: "2 journées" in "2 journées ou 4 demi-journées"."""

    minutes: Extent | None = None
    """Length in minutes of teaching, where hours are written."""
    days: Extent | None = None
    """Length in days, half-days counting 0.5, where days are written."""
    half_days: bool = False
    """True where the days were written in half-days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Duration:
    """How long a course lasts."""

    words: str
    options: tuple[Option, ...] = ()
    """The alternatives, first named first; empty when nothing was understood."""
    maximum: bool = False
    """The phrase names an upper bound ("maximum", "jusqu'à")."""
    minimum: bool = False
    """The phrase names a lower bound ("au moins", "minimum")."""
    remote_minutes: float | None = None
    """The share at a distance, in minutes, where it is told apart ("14 h + 7 h à distance")."""
    rest: tuple[tuple[int, int], ...] = ()
    """Offsets, in the phrase as given, of words beside the length ("+ stage", "consécutifs")."""

    @property
    def minutes(self) -> Extent | None:
        """Minutes of the first alternative that names hours."""
        return next((o.minutes for o in self.options if o.minutes), None)

    @property
    def days(self) -> Extent | None:
        """Days of the first alternative that names days."""
        return next((o.days for o in self.options if o.days), None)


def runs(days: Iterable[Day]) -> Iterator[tuple[Day, ...]]:
    """Split ordered days into the longest stretches of consecutive dates."""
    run: list[Day] = []
    for day in days:
        if run and (day.date - run[-1].date).days != 1:
            yield tuple(run)
            run = []
        run.append(day)
    if run:
        yield tuple(run)

"""Which events the days of a session come to, before any is written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Final

from fichegen.dates import Day, Half, Hours, Kind, Period, Schedule, runs

_HALVES: Final = {Half.WHOLE: "", Half.MORNING: " (matin)", Half.AFTERNOON: " (après-midi)"}
_BEGINS: Final = "Début : "
_ENDS: Final = "Fin : "


@dataclass(frozen=True, slots=True, kw_only=True)
class Stretch:
    """Consecutive days that are alike: one event."""

    first: dt.date
    days: int = 1
    hours: Hours | None = None
    """One stretch of hours of each day; None for whole days."""
    before: str = ""
    """What its title opens with."""
    behind: str = ""
    opaque: bool = True
    """True where each of the days is a day of the session."""

    @property
    def starts(self) -> dt.datetime:
        """When it starts, in local time."""
        midnight = dt.datetime.combine(self.first, dt.time())
        return midnight + dt.timedelta(minutes=self.hours.start if self.hours else 0)

    @property
    def length(self) -> dt.timedelta:
        """How long it lasts: the hours of one day, or all the days."""
        if self.hours:
            return dt.timedelta(minutes=self.hours.end - self.hours.start)
        return dt.timedelta(days=self.days)

    @property
    def years(self) -> tuple[int, int]:
        """The years of its first and of its last moment."""
        room = (dt.date.max - self.first).days
        midnight = self.hours is not None and self.hours.end == 24 * 60
        last = self.first + dt.timedelta(days=min(self.days - 1 + midnight, room))
        return self.first.year, last.year


def stretches(schedule: Schedule | None) -> tuple[Stretch, ...]:
    """Return the events that a session's days come to, in order; none where no day is known."""
    match schedule:
        case Schedule(kind=Kind.DAYS, days=days):
            return tuple(_alike(days))
        case Schedule(kind=Kind.START, days=days):
            return tuple(_alike(days, before=_BEGINS))
        case Schedule(kind=Kind.SPAN, periods=periods):
            return tuple(_bounds(periods))
        case _:
            return ()


def _alike(days: Iterable[Day], *, before: str = "") -> Iterator[Stretch]:
    for run in runs(days):
        for (half, hours), group in groupby(run, lambda day: (day.half, day.hours)):
            same = [*group]
            behind = "" if hours else _HALVES[half]
            for each in hours or (None,):
                yield Stretch(
                    first=same[0].date, days=len(same), hours=each, before=before, behind=behind
                )


def _bounds(periods: Iterable[Period]) -> Iterator[Stretch]:
    """Yield first and last day of what is known by them alone: in between, nobody knows."""
    for period in periods:
        if period.first == period.last:
            yield Stretch(first=period.first)
        else:
            yield Stretch(first=period.first, before=_BEGINS, opaque=False)
            yield Stretch(first=period.last, before=_ENDS, opaque=False)

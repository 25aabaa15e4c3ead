"""What the days of a session come to: days, half-days, hours; at least and at most."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fichegen.dates import Day, Extent, Half

LONG_DAY: Final = 9 * 60
"""Minutes of teaching that a day may hold."""
LONG_HALF: Final = 5 * 60
_LUNCH: Final = 2 * 60
"""Minutes a stretch over midday may hold that are no teaching."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """What the days of a session come to, at least and at most."""

    days: Extent
    minutes: Extent | None
    """Where every day has its hours: with and without a break at midday."""
    longest: float
    """Minutes its days may hold, whatever their hours."""


def measured(days: Sequence[Day], *, halves: bool) -> Measure:
    """Measure a session; where the length speaks of half-days, any day may be one."""
    dates = {day.date for day in days}
    least = sum(
        0.0 if _is_between(day.date, dates) else 0.5 if halves or _is_half(day) else 1.0
        for day in days
    )
    stretches = [hours for day in days for hours in day.hours]
    over_midday = [h for h in stretches if h.start < 12 * 60 and h.end > 14 * 60]
    minutes = float(sum(hours.end - hours.start for hours in stretches))
    known = bool(days) and all(day.hours for day in days)
    return Measure(
        days=Extent(least=least, most=float(len(days))),
        minutes=Extent(least=minutes - _LUNCH * len(over_midday), most=minutes) if known else None,
        longest=float(sum(LONG_HALF if day.half is not Half.WHOLE else LONG_DAY for day in days)),
    )  # fmt: skip


def _is_half(day: Day) -> bool:
    return day.half is not Half.WHOLE or 0 < sum(h.end - h.start for h in day.hours) <= LONG_HALF


def _is_between(date: dt.date, dates: set[dt.date]) -> bool:
    """Tell a weekend that lies within a range, of which nobody may have thought."""
    if date.weekday() < 5:
        return False
    saturday = date - dt.timedelta(days=date.weekday() - 5)
    return dates.issuperset((saturday - dt.timedelta(days=1), saturday + dt.timedelta(days=2)))


def together(told: Sequence[Measure]) -> Measure:
    """Add sessions up, for those that make one course between them."""
    minutes = [each.minutes for each in told if each.minutes]
    return Measure(
        days=_sum([each.days for each in told]),
        minutes=_sum(minutes) if len(minutes) == len(told) else None,
        longest=sum(each.longest for each in told),
    )


def _sum(extents: Sequence[Extent]) -> Extent:
    return Extent(least=sum(e.least for e in extents), most=sum(e.most for e in extents))

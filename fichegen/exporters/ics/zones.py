"""The rules of a time zone, for the years that a calendar spans (RFC 5545, 3.6.5)."""

from __future__ import annotations

import datetime as dt
from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from typing import Final
from zoneinfo import ZoneInfo

from fichegen.zones import time_zone

from .lines import component, line, moment

_DAY: Final = dt.timedelta(days=1)
_SECOND: Final = dt.timedelta(seconds=1)
_SECONDS: Final = 24 * 60 * 60


@dataclass(frozen=True, slots=True)
class _Onset:
    """A moment at which clocks are set."""

    at: dt.datetime
    """In local time as it was before."""
    before: dt.timedelta
    """What local time was ahead of UTC."""
    after: dt.timedelta
    summer: bool
    """True where what begins is not the zone's standard time."""


@cache
def timezone(name: str, first: int, last: int) -> bytes:
    """Write the VTIMEZONE of a zone for local times from one year to another, both included.

    It opens with what holds on the first of January of the first year. Empty where this machine
    does not know the zone: times are then to be written without one.
    """
    rules = time_zone(name)
    if rules is None:
        return b""
    start = dt.datetime(first, 1, 1, tzinfo=rules, fold=1)
    opening = _Onset(start.replace(tzinfo=None), _offset(start), _offset(start), bool(start.dst()))
    # Clocks set in the same way share an observance, whose further moments are its RDATEs.
    alike: dict[tuple[object, ...], list[_Onset]] = {(): [opening]}
    # The first and the last year there can be have no day beside them to look at.
    for year in range(max(first, dt.MINYEAR + 1), min(last, dt.MAXYEAR - 2) + 1):
        for onset in _onsets(name, year):
            if onset.at > opening.at:
                key = (onset.before, onset.after, onset.summer)
                alike.setdefault(key, []).append(onset)
    observances = (_observance(*onsets) for onsets in alike.values())
    return component("VTIMEZONE", line("TZID", name), *observances)


def _observance(first: _Onset, *others: _Onset) -> bytes:
    again = ",".join(moment(onset.at) for onset in others)
    return component(
        "DAYLIGHT" if first.summer else "STANDARD",
        line("DTSTART", moment(first.at)),
        line("TZOFFSETFROM", _written(first.before)),
        line("TZOFFSETTO", _written(first.after)),
        line("RDATE", again) if again else b"",
    )


def _written(offset: dt.timedelta) -> str:
    """Write an offset: `+0200`, `-0330`; seconds only where there are some (3.3.14)."""
    sign = "-" if offset < dt.timedelta() else "+"
    minutes, seconds = divmod(int(abs(offset).total_seconds()), 60)
    return f"{sign}{minutes // 60:02}{minutes % 60:02}" + (f"{seconds:02}" if seconds else "")


@cache
def _onsets(name: str, year: int) -> tuple[_Onset, ...]:
    """Return the moments of one local year at which the clocks of a known zone are set."""
    rules = time_zone(name)
    if rules is None:
        return ()
    return tuple(onset for onset in _around(rules, year) if onset.at.year == year)


def _around(rules: ZoneInfo, year: int) -> Iterator[_Onset]:
    """Yield the moments from a day before a year to a day behind it, looked for day by day."""
    day = dt.datetime(year, 1, 1, tzinfo=dt.UTC) - _DAY
    end = dt.datetime(year + 1, 1, 1, tzinfo=dt.UTC) + _DAY
    before = _offset(day.astimezone(rules))
    while day < end:
        after = _offset((day + _DAY).astimezone(rules))
        if after != before:
            yield _onset(rules, day, before)
        day, before = day + _DAY, after


def _onset(rules: ZoneInfo, day: dt.datetime, before: dt.timedelta) -> _Onset:
    """Find to the second when clocks are set within a day that begins at an instant."""
    instant = day + _SECOND * bisect_left(
        range(_SECONDS),
        x=True,
        key=lambda second: _offset((day + _SECOND * second).astimezone(rules)) != before,
    )
    new = instant.astimezone(rules)
    return _Onset((instant + before).replace(tzinfo=None), before, _offset(new), bool(new.dst()))


def _offset(local: dt.datetime) -> dt.timedelta:
    return local.utcoffset() or dt.timedelta()


NO_ZONE: Final = component(
    "VTIMEZONE",
    line("TZID", "UTC"),
    component(
        "STANDARD",
        line("DTSTART", "19700101T000000"),
        line("TZOFFSETFROM", "+0000"),
        line("TZOFFSETTO", "+0000"),
    ),
)
"""A component that says nothing: a calendar must hold one (RFC 5545, 3.6), events or none."""

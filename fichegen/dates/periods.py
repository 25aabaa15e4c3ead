"""Stretches of the calendar that have a name: months and their thirds, quarters, seasons, years.

Seasons and thirds of a month have the bounds of common use, to the day, so that a period always
finds its name again.
"""

from __future__ import annotations

import datetime as dt
import enum
from calendar import monthrange
from typing import Final

from .lexicon import MONTHS, SEASONS
from .values import Period


class Unit(enum.Enum):
    """A kind of named stretch; its number is given beside it."""

    MONTH = enum.auto()
    """1 to 12."""
    THIRD = enum.auto()
    """Early (0), mid (1) or late (2) in a month: 3 × month + part."""
    QUARTER = enum.auto()
    """1 to 4."""
    SEMESTER = enum.auto()
    """1 or 2."""
    SEASON = enum.auto()
    """0 (spring) to 3 (winter, which ends in the following year)."""
    YEAR = enum.auto()
    """0."""
    SCHOOL_YEAR = enum.auto()
    """0; from September of the year to August of the following one."""


_SEASON_STARTS: Final = ((3, 20), (6, 21), (9, 22), (12, 21), (3, 20))
_THIRDS: Final = ("début", "mi-", "fin")


def period(unit: Unit, number: int, year: int) -> Period:
    """Give the bounds of a named stretch."""
    match unit:
        case Unit.MONTH:
            return _months(year, number, number)
        case Unit.THIRD:
            month, part = divmod(number, 3)
            days = ((1, 10), (11, 20), (21, monthrange(year, month)[1]))[part]
            return Period(first=dt.date(year, month, days[0]), last=dt.date(year, month, days[1]))
        case Unit.QUARTER:
            return _months(year, 3 * number - 2, 3 * number)
        case Unit.SEMESTER:
            return _months(year, 6 * number - 5, 6 * number)
        case Unit.SEASON:
            first = dt.date(year, *_SEASON_STARTS[number])
            behind = dt.date(year + (number == 3), *_SEASON_STARTS[number + 1])
            return Period(first=first, last=behind - dt.timedelta(days=1))
        case Unit.YEAR:
            return _months(year, 1, 12)
        case Unit.SCHOOL_YEAR:
            return Period(first=dt.date(year, 9, 1), last=dt.date(year + 1, 8, 31))


def _months(year: int, first: int, last: int) -> Period:
    return Period(
        first=dt.date(year, first, 1), last=dt.date(year, last, monthrange(year, last)[1])
    )


def name_of(stretch: Period) -> tuple[str, str] | None:
    """Give the name of a stretch and its year ("mars", "2025"), or None where it has none."""
    first, year = stretch.first, str(stretch.first.year)
    for unit, number, name in _candidates(first.month):
        if period(unit, number, first.year) == stretch:
            double = unit is Unit.SCHOOL_YEAR or (unit is Unit.SEASON and number == 3)
            return name, f"{year}-{first.year + 1}" if double else year
    return None


def _candidates(month: int) -> list[tuple[Unit, int, str]]:
    name = MONTHS[month - 1]
    found = [(Unit.MONTH, month, name)]
    found += [
        (Unit.THIRD, 3 * month + part, f"{third}{name}" if part == 1 else f"{third} {name}")
        for part, third in enumerate(_THIRDS)
    ]
    if month % 3 == 1:
        quarter = month // 3 + 1
        found.append((Unit.QUARTER, quarter, f"{ordinal(quarter)} trimestre"))
    if month % 6 == 1:
        found.append((Unit.SEMESTER, month // 6 + 1, f"{ordinal(month // 6 + 1)} semestre"))
    if month == 1:
        found.append((Unit.YEAR, 0, "année"))
    if month == 9:
        found.append((Unit.SCHOOL_YEAR, 0, "année"))
    if month % 3 == 0:
        season = month // 3 - 1
        found.append((Unit.SEASON, season, SEASONS[season]))
    return found


def ordinal(number: int) -> str:
    """Write `1er`, `2e`…"""
    return "1er" if number == 1 else f"{number}e"

"""Months as calendars: weeks from Monday to Sunday, the days of a session marked."""

from __future__ import annotations

import calendar
import datetime as dt
from collections.abc import Iterable
from functools import cache, lru_cache
from typing import Final

from fichegen.dates import Day, write_date
from fichegen.views import Cell, MonthGrid

MOST_MONTHS: Final = 6
"""Months drawn for one session; a longer one lists its days."""

_WEEKS: Final = calendar.Calendar(firstweekday=calendar.MONDAY)


def weeks_of(year: int, month: int) -> list[list[int]]:
    """Return the weeks of a month as numbers of its days, 0 outside it."""
    return _WEEKS.monthdayscalendar(year, month)


@lru_cache(1024)
def month_name(year: int, month: int) -> str:
    """Name a month: "novembre 2021"."""
    return write_date(dt.date(year, month, 2)).partition(" ")[2]


def month_grids(days: Iterable[Day]) -> tuple[tuple[MonthGrid, ...], bool]:
    """Draw the months that days lie in; tell whether there are more than are drawn."""
    by_month: dict[tuple[int, int], set[int]] = {}
    for day in days:
        by_month.setdefault((day.date.year, day.date.month), set()).add(day.date.day)
    months = sorted(by_month.items())
    grids = (_grid(year, month, marked) for (year, month), marked in months[:MOST_MONTHS])
    return tuple(grids), len(months) > MOST_MONTHS


def _grid(year: int, month: int, marked: set[int]) -> MonthGrid:
    return MonthGrid(
        caption=month_name(year, month),
        weeks=tuple(
            _unmarked(*week) if marked.isdisjoint(week) else _week(year, month, week, marked)
            for week in weeks_of(year, month)
        ),
    )


@cache
def _unmarked(*week: int) -> tuple[Cell, ...]:
    return tuple(Cell(number=number) for number in week)


def _week(year: int, month: int, week: list[int], marked: set[int]) -> tuple[Cell, ...]:
    """Mark the days of a week; stretches of days begin and end within it."""
    taken = [*(number in marked for number in week), False]
    return tuple(
        Cell(
            number=number,
            iso=dt.date(year, month, number).isoformat(),
            marked=True,
            starts=not taken[place - 1],
            ends=not taken[place + 1],
        )
        if taken[place]
        else unmarked
        for place, (number, unmarked) in enumerate(zip(week, _unmarked(*week), strict=True))
    )

"""From the marks of a phrase to dates: dashes weighed, ranges opened to their days."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .lexicon import MONTHS
from .marks import Link
from .periods import period
from .pieces import Scan
from .plan import (
    Plan,
    Years,
    allowed_weekdays,
    date_name,
    descents,
    last_day,
    make_plan,
    must_exist,
)
from .values import Period, Problem
from .years import share_years

LONGEST: Final = 1500
"""More days than this are not the days of one session."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The dates or the stretch that one mark, or one range of two, stands for."""

    first: int
    """Number of its first mark."""
    last: int
    """Number of its last mark."""
    dates: tuple[dt.date, ...] = ()
    stretch: Period | None = None


def resolve(
    text: str, scan: Scan, neighbour: dt.date | None
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Give the dates of all marks, in the order of the phrase, or raise `NotUnderstoodError`."""
    plan = make_plan(text, scan)
    must_exist(plan)
    years, problems = share_years(plan, scan, neighbour)
    return _entries(plan, years), problems


def _entries(plan: Plan, years: Years) -> tuple[Entry, ...]:
    """Join ranges, decide what dashes mean, and open everything to days."""
    dates = _straightened(plan, [plan.on(at, y) or dt.date.min for at, y in enumerate(years)])
    entries: list[Entry] = []
    total = 0
    at = 0
    while at < len(plan.marks):
        if at in plan.heads:
            at += 1
            continue
        last = at + _is_range(plan, dates, at)
        entry = _entry(plan, years, dates, at, last)
        total += len(entry.dates)
        if total > LONGEST:
            raise plan.fail("FG304", at, last)
        entries.append(entry)
        at = last + 1
    return tuple(entries)


def _entry(plan: Plan, years: Years, dates: Sequence[dt.date], at: int, last: int) -> Entry:
    first, end = plan.marks[at], plan.marks[last]
    if bool(first.unit) != bool(end.unit):
        raise plan.fail("FG304", at, last)
    if last > at and dates[last] < dates[at]:
        raise plan.fail("FG303", at, last, debut=date_name(dates[at]), fin=date_name(dates[last]))
    if first.unit and end.unit:
        closing = period(end.unit, end.number, years[last])
        return Entry(
            first=at,
            last=last,
            stretch=Period(first=dates[at], last=closing.last)
            if last > at
            else period(first.unit, first.number, years[at]),
        )
    if last == at:
        return Entry(first=at, last=at, dates=(dates[at],))
    if first.plural or (dates[last] - dates[at]).days >= LONGEST:
        raise plan.fail("FG304", at, last)
    count = (dates[last] - dates[at]).days + 1
    run = tuple(dates[at] + dt.timedelta(days=day) for day in range(count))
    return Entry(first=at, last=last, dates=run)


def _is_range(plan: Plan, dates: Sequence[dt.date], at: int) -> bool:
    """Tell whether a mark begins a range that the next one ends."""
    links = [placed.link for placed in plan.placed[at + 1 : at + 3]]
    if not links or links[0] in (Link.LIST, Link.NONE):
        return False
    if links[0] is Link.RANGE:
        if len(links) > 1 and links[1] in (Link.RANGE, Link.DASH):
            raise plan.fail("FG304", at, at + 2)
        return True
    if bool(plan.marks[at].unit) != bool(plan.marks[at + 1].unit):
        return False  # "janvier : 29, 30 / février : 12"
    chained = len(links) > 1 and links[1] is links[0]
    if chained or plan.placed[at].link in (Link.DASH, Link.SLASH):
        return False
    if plan.placed[at].opened:
        return True
    if plan.marks[at].unit:
        if plan.month(at + 1) == plan.month(at) + 1:
            return True
    elif (dates[at + 1] - dates[at]).days == 1:
        return False
    elif links[0] is Link.DASH and _is_pair(plan, at):
        return True
    raise plan.fail(
        "FG306",
        at,
        at + 1,
        lectures="une liste ou une période",
        conseil="pour une liste, écrivez « et » entre les deux ; pour une période, écrivez "
        + ("« de … à … »" if plan.marks[at].unit else "« du … au … »"),
    )


def _is_pair(plan: Plan, at: int) -> bool:
    """Tell `5-9 juin` from `5 juin - 9 juin` and from `3, 5-9 juin`."""
    around = plan.owners[max(0, at - 1) : at] + plan.owners[at + 2 : at + 3]
    return plan.owners[at] == plan.owners[at + 1] and plan.owners[at] not in around


def _straightened(plan: Plan, dates: list[dt.date]) -> list[dt.date]:
    """Let weekdays tell whether `lundi 30 et mardi 1er décembre` begins in November."""
    turned = descents(plan)
    if not turned:
        return dates
    at = turned[-1]
    owner = plan.owners[at]
    other = [
        _month_before(date) if plan.owners[i] == owner and i < at else date
        for i, date in enumerate(dates)
    ]
    weekdays = allowed_weekdays(plan)
    decided = any(i in weekdays for i in range(at) if plan.owners[i] == owner)
    for reading in (dates, other):
        given = [date for date in reading if date]
        fits = len(given) == len(dates) and all(
            given[i].weekday() in fitting for i, fitting in weekdays.items()
        )
        if decided and fits:
            return given
    month = MONTHS[plan.month(at) - 1]
    before = MONTHS[plan.month(at) - 2]
    raise plan.fail(
        "FG306",
        at - 1,
        at,
        lectures=f"{plan.marks[at - 1].day} {before} ou {plan.marks[at - 1].day} {month}",
    )


def _month_before(date: dt.date) -> dt.date | None:
    year, month = (date.year, date.month - 1) if date.month > 1 else (date.year - 1, 12)
    return date.replace(year=year, month=month) if date.day <= last_day(month, year) else None

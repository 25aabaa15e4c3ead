"""The marks of a phrase before their years are shared: months given, weekdays known.

A day without a month takes the month of the next day that has one ("15 et 16 novembre"), or of
the month that heads it ("novembre 2021 : 15 et 16").
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from dataclasses import dataclass, replace

from .hours import problem
from .lexicon import MONTHS, WEEKDAYS
from .marks import Link, Mark
from .periods import Unit, period
from .pieces import NotUnderstoodError, Placed, Scan

Years = tuple[int, ...]
"""A year for each mark."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What is known before years are shared."""

    text: str
    marks: tuple[Mark, ...]
    placed: tuple[Placed, ...]
    owners: tuple[int, ...]
    """For each mark, the one that gives its month and year: itself, a later one, or a head."""
    heads: frozenset[int]
    """Months that only head the days behind them."""

    def month(self, at: int) -> int:
        """Give the month of a mark, its own or the one it shares; 0 where there is none."""
        return self.marks[self.owners[at]].month or 0

    def on(self, at: int, year: int) -> dt.date | None:
        """Give the (first) date of a mark in a year, or None where there is none."""
        mark = self.marks[at]
        if mark.unit:
            return period(mark.unit, mark.number, year).first
        try:
            return dt.date(year, self.month(at), mark.day or 0)
        except ValueError:
            return None

    def fail(self, code: str, first: int, last: int, **values: str) -> NotUnderstoodError:
        """Make the problem of some marks."""
        found = problem(code, self.text, self.marks[first].start, self.marks[last].end)
        alone = code in ("FG301", "FG302", "FG303")
        given = (*(() if alone else found.values), *values.items())
        return NotUnderstoodError(replace(found, values=given))


def make_plan(text: str, scan: Scan) -> Plan:
    """Find for each mark the one that gives its month, or raise `NotUnderstoodError`."""
    marks = tuple(placed.mark for placed in scan.marks)
    owners = list(range(len(marks)))
    heads: set[int] = set()
    at = len(marks) - 1
    while at >= 0:
        if not is_bare(marks[at]):
            at -= 1
            continue
        last = at
        while at > 0 and is_bare(marks[at - 1]):
            at -= 1
        before, behind = at - 1, last + 1
        if behind < len(marks) and marks[behind].day and marks[behind].month:
            owner = behind
        elif before >= 0 and marks[before].unit is Unit.MONTH:
            owner = before
            heads.add(before)
        else:
            found = problem("FG304", text, marks[at].start, marks[last].end)
            raise NotUnderstoodError(found)
        owners[at:behind] = [owner] * (behind - at)
        at -= 1
    return Plan(text, marks, tuple(scan.marks), tuple(owners), frozenset(heads))


def is_bare(mark: Mark) -> bool:
    """Tell a day without a month."""
    return mark.day is not None and mark.month is None and not mark.written


def must_exist(plan: Plan) -> None:
    """Refuse days that no year has: `31 juin`, `32/13/2021`."""
    wrong = [
        at
        for at, mark in enumerate(plan.marks)
        if mark.written
        or (mark.day is not None and not 1 <= mark.day <= last_day(plan.month(at), 2024))
    ]
    if wrong:
        raise NotUnderstoodError(*(missing(plan, at, None).problems[0] for at in wrong))


def last_day(month: int, year: int) -> int:
    """Give the number of days of a month."""
    return monthrange(year, month)[1] if month else 0


def missing(plan: Plan, at: int, year: int | None) -> NotUnderstoodError:
    """Say that a date does not exist."""
    mark = plan.marks[at]
    year = year or plan.marks[plan.owners[at]].year
    date = mark.written or f"{mark.day} {MONTHS[plan.month(at) - 1]}" + (f" {year}" if year else "")
    return plan.fail("FG301", at, at, date=date)


def allowed_weekdays(plan: Plan) -> dict[int, tuple[int, ...]]:
    """Give the weekdays that a mark may fall on, for the marks that have some."""
    allowed: dict[int, tuple[int, ...]] = {}
    for at, mark in enumerate(plan.marks):
        if not mark.weekdays:
            continue
        if not mark.plural and len(mark.weekdays) == 1:
            allowed[at] = mark.weekdays
            continue
        followers = [at]
        for other in range(at + 1, len(plan.marks)):
            if plan.owners[other] != plan.owners[at] or plan.marks[other].weekdays:
                break
            followers.append(other)
        pairs = len(followers) == len(mark.weekdays)
        for place, other in enumerate(followers):
            allowed[other] = (mark.weekdays[place],) if pairs else mark.weekdays
    return allowed


def false_weekdays(plan: Plan, years: Years) -> list[NotUnderstoodError]:
    """Give a problem for each date that does not fall on the weekday written."""
    wrong = []
    for at, weekdays in allowed_weekdays(plan).items():
        date = plan.on(at, years[at])
        if date and date.weekday() not in weekdays:
            wrong.append(
                plan.fail(
                    "FG302",
                    at,
                    at,
                    date=date_name(date),
                    vrai=WEEKDAYS[date.weekday()],
                    ecrit=WEEKDAYS[weekdays[0]],
                )
            )
    return wrong


def date_name(date: dt.date) -> str:
    """Write a date in a finding."""
    return f"{'1er' if date.day == 1 else date.day} {MONTHS[date.month - 1]} {date.year}"


def descents(plan: Plan) -> list[int]:
    """Give the marks that stand before their predecessor in the same month: `30 et 1er décembre`."""
    return [
        at
        for at in range(1, len(plan.marks))
        if plan.owners[at] == plan.owners[at - 1]
        and plan.placed[at].link in (Link.LIST, Link.SLASH)
        and (plan.marks[at].day or 0) < (plan.marks[at - 1].day or 0)
        and not plan.marks[at - 1].unit
    ]

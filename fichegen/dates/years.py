"""The years of dates that do not say theirs.

A date without a year takes the next year of the phrase, else the one before. Where that would
turn the order of the dates round, it could also be the year beside: two readings, unless the
weekdays decide. A range cannot run backwards, so it has one reading. A year that stands nowhere in
the phrase may come from a neighbour, and FG307 says so.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from fichegen.text import squeeze

from .hours import problem
from .lexicon import MONTHS
from .marks import Link
from .pieces import NotUnderstoodError, Scan
from .plan import Plan, Years, descents, false_weekdays, missing
from .values import Problem

_SCHOOL_YEAR: Final = 310
"""A range may cross the new year without saying so, but not last longer than a school year."""
_SHOWN: Final = 60
"""Characters of a phrase that are quoted, those behind which its year belongs."""


def share_years(
    plan: Plan, scan: Scan, neighbour: dt.date | None
) -> tuple[Years, tuple[Problem, ...]]:
    """Give each mark its year, with what is to be said about it, or raise `NotUnderstoodError`."""
    stated = [plan.marks[owner].year for owner in plan.owners]
    before = _place_alone(plan, scan, stated)
    _no_mix(plan)
    if None not in stated:
        years = tuple(year for year in stated if year is not None)
        return _sound(plan, years), ()
    if all(year is None for year in stated) and before is None:
        return _borrow(plan, scan, neighbour)
    shared = _ranges_forward(plan, stated, _shared(stated, before))
    readings = {shared: None}
    if before is None or any(stated):
        readings[_ordered_back(plan, stated, shared)] = None
    if before is not None or stated[0] is not None:
        readings[_ordered_on(plan, stated, shared)] = None
    sound = [years for years in readings if _exists(plan, years)]
    sound = [years for years in sound if _ranges_hold(plan, years)]
    if len(sound) > 1 and any(mark.weekdays for mark in plan.marks):
        sound = [years for years in sound if not false_weekdays(plan, years)]
        if not sound:
            return _sound(plan, shared), ()
    if len(sound) == 1:
        return _sound(plan, sound[0]), ()
    if not sound:
        return _sound(plan, shared), ()
    raise _two_readings(plan, sound)


def _place_alone(plan: Plan, scan: Scan, stated: list[int | None]) -> int | None:
    """Give years standing alone to the marks before them; return one that stands at the head."""
    head: int | None = None
    for index, year, token in scan.years:
        own = plan.owners[index - 1] if index else -1
        if index and stated[own] is None:
            for at, owner in enumerate(plan.owners):
                if owner == own:
                    stated[at] = year
        elif index == 0 and head in (None, year) and None in stated:
            head = year
        elif year not in stated:
            raise NotUnderstoodError(problem("FG304", plan.text, token.start, token.end))
    return head


def _no_mix(plan: Plan) -> None:
    """Refuse `15 nov. 21 et 22 déc. 2021`, where 21 may be a day, and the 1/3 beside a date."""
    lettered = any(mark.month and not mark.numeric for mark in plan.marks)
    for at, mark in enumerate(plan.marks):
        if lettered and mark.numeric and mark.year is None:
            raise plan.fail("FG304", at, at)
    if any(m.year and not m.short_year for m in plan.marks):
        for at, mark in enumerate(plan.marks):
            if mark.short_year:
                readings = f"{mark.year} est l'année, ou {(mark.year or 0) % 100} un jour"
                raise plan.fail("FG306", at, at, lectures=readings)


def _shared(stated: Sequence[int | None], before: int | None) -> list[int]:
    """Give each mark the next year stated, else the last one before."""
    years = list(stated)
    for at in range(len(years) - 2, -1, -1):
        if years[at] is None:
            years[at] = years[at + 1]
    for at, year in enumerate(years):
        if year is None:
            years[at] = years[at - 1] if at else before
    return [year or 0 for year in years]


def _ranges_forward(plan: Plan, stated: Sequence[int | None], years: list[int]) -> Years:
    """Move a year that was shared across a range so that the range does not run backwards."""
    for at in range(1, len(years)):
        start, end = plan.on(at - 1, years[at - 1]), plan.on(at, years[at])
        if plan.placed[at].link is not Link.RANGE or not start or not end or start <= end:
            continue
        if plan.owners[at - 1] == plan.owners[at]:
            continue
        moved = at - 1 if stated[at - 1] is None else at if stated[at] is None else None
        if moved is None:
            continue
        step = -1 if moved == at - 1 else 1
        other = plan.on(moved, years[moved] + step)
        if other and abs((other - (end if step < 0 else start)).days) <= _SCHOOL_YEAR:
            own = plan.owners[moved]
            years = [y + step * (plan.owners[i] == own) for i, y in enumerate(years)]
    return tuple(years)


def _ordered_back(plan: Plan, stated: Sequence[int | None], shared: Years) -> Years:
    """Walk back from each stated year so that no date stands behind the next one."""
    years = list(shared)
    for at in range(len(years) - 2, -1, -1):
        own, following = plan.owners[at], plan.owners[at + 1]
        if own == following or own < at:
            years[at] = years[own]
        elif stated[at] is None and any(stated[at:]):
            years[at] = years[at + 1] - (_turn(plan, at) > _turn(plan, at + 1))
    return tuple(years)


def _ordered_on(plan: Plan, stated: Sequence[int | None], shared: Years) -> Years:
    """Walk on from each stated year so that no date stands before the last one.

    A line, or a part behind a semicolon, that states a year of its own begins anew.
    """
    lines = [placed.line for placed in plan.placed]
    dated = {line for line, year in zip(lines, stated, strict=True) if year is not None}
    years = list(shared)
    for at in range(1, len(years)):
        own, new_line = plan.owners[at], lines[at] != lines[at - 1]
        if stated[at] is not None or (new_line and lines[at] in dated):
            continue
        if own < at or own == plan.owners[at - 1]:
            years[at] = years[at - 1]
        else:
            years[at] = years[at - 1] + (_turn(plan, at - 1) > _turn(plan, at))
    return tuple(years)


def _turn(plan: Plan, at: int) -> tuple[int, int]:
    """Give the place of a mark in its year."""
    return plan.month(at), plan.marks[at].day or 0


def _exists(plan: Plan, years: Years) -> bool:
    return all(plan.on(at, year) for at, year in enumerate(years))


def _ranges_hold(plan: Plan, years: Years) -> bool:
    """Tell whether every range runs forward, and not for longer than a school year."""
    for at in range(1, len(years)):
        if plan.placed[at].link is Link.RANGE:
            start, end = plan.on(at - 1, years[at - 1]), plan.on(at, years[at])
            if not (start and end and 0 <= (end - start).days <= _SCHOOL_YEAR):
                return False
    return True


def _two_readings(plan: Plan, readings: Sequence[Years]) -> NotUnderstoodError:
    one, two = readings[:2]
    at = next(i for i, (a, b) in enumerate(zip(one, two, strict=True)) if a != b)
    written = [
        f"{plan.marks[at].day or ''} {MONTHS[plan.month(at) - 1]} {years[at]}".strip()
        for years in (one, two)
    ]
    return plan.fail("FG306", at, at, lectures=" ou ".join(written))


def _borrow(plan: Plan, scan: Scan, neighbour: dt.date | None) -> tuple[Years, tuple[Problem, ...]]:
    """Take the year of a neighbour where all dates then follow it, in order, on their weekdays."""
    last = len(plan.marks) - 1
    if neighbour and not scan.last:
        years = (neighbour.year,) * (last + 1)
        dates = [plan.on(at, neighbour.year) for at in range(last + 1)]
        known = [date for date in dates if date]
        ordered = len(known) == len(dates) and known == sorted(known)
        if ordered and known[0] >= neighbour and not false_weekdays(plan, years):
            found = plan.fail("FG307", 0, last, annee=str(neighbour.year)).problems[0]
            return years, (found,)
    words = squeeze(plan.text[plan.marks[0].start : plan.marks[last].end])
    raise plan.fail("FG305", 0, last, fin=words[-_SHOWN:])


def _sound(plan: Plan, years: Years) -> Years:
    """Let years pass that give real dates on their weekdays."""
    wrong = [missing(plan, at, y) for at, y in enumerate(years) if not plan.on(at, y)]
    # "lundi 30 et mardi 1er décembre": the weekdays have yet to say which month the 30 is in
    if not wrong and not descents(plan):
        wrong = false_weekdays(plan, years)
    if wrong:
        raise NotUnderstoodError(*(reason.problems[0] for reason in wrong))
    return years

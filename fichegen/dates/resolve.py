"""From the marks of a phrase to dates: months and years shared, ranges opened, weekdays checked.

1. A day without a month takes the month of the next day that has one ("15 et 16 novembre"), or
   of the month that heads it ("novembre 2021 : 15 et 16").
2. A date without a year takes the next year of the phrase, else the one before. Where that would
   turn the order of the dates round, it could also be the year beside: two readings, unless the
   weekdays decide. A range cannot run backwards, so it has one reading.
3. A year that stands nowhere in the phrase may come from a neighbour, and that is said.
"""

from __future__ import annotations

import datetime as dt
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fichegen.text import squeeze

from .hours import problem
from .lexicon import MONTHS, WEEKDAYS
from .marks import Link, Mark
from .periods import Unit, period
from .pieces import NotUnderstoodError, Placed, Scan
from .values import Period, Problem

LONGEST: Final = 400
"""More days than this are not the days of one session."""
_SCHOOL_YEAR: Final = 310
"""A range may cross the new year without saying so, but not last longer than a school year."""
_EXAMPLE_YEAR: Final = 2026


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """The dates or the stretch that one mark, or one range of two, stands for."""

    first: int
    """Number of its first mark."""
    last: int
    """Number of its last mark."""
    dates: tuple[dt.date, ...] = ()
    stretch: Period | None = None


@dataclass(frozen=True, slots=True)
class _Plan:
    """What is known before years are shared."""

    text: str
    marks: tuple[Mark, ...]
    placed: tuple[Placed, ...]
    owners: tuple[int, ...]
    """For each mark, the one that gives its month and year: itself, a later one, or a head."""
    heads: frozenset[int]
    """Months that only head the days behind them."""

    def month(self, at: int) -> int:
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
        given = (
            tuple(values.items())
            if code in ("FG301", "FG302", "FG303")
            else (
                *found.values,
                *values.items(),
            )
        )
        return NotUnderstoodError(
            Problem(code=code, start=found.start, end=found.end, values=given)
        )


Years = tuple[int, ...]


def resolve(
    text: str, scan: Scan, neighbour: dt.date | None
) -> tuple[tuple[Entry, ...], tuple[Problem, ...]]:
    """Give the dates of all marks, in the order of the phrase, or raise `NotUnderstoodError`."""
    plan = _plan(text, scan)
    _must_exist(plan)
    years, problems = _years(plan, scan, neighbour)
    return _entries(plan, years), problems


# ---------------------------------------------------------------------- months


def _plan(text: str, scan: Scan) -> _Plan:
    marks = tuple(placed.mark for placed in scan.marks)
    owners = list(range(len(marks)))
    heads: set[int] = set()
    at = len(marks) - 1
    while at >= 0:
        if not _is_bare(marks[at]):
            at -= 1
            continue
        last = at
        while at > 0 and _is_bare(marks[at - 1]):
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
    return _Plan(text, marks, tuple(scan.marks), tuple(owners), frozenset(heads))


def _is_bare(mark: Mark) -> bool:
    return mark.day is not None and mark.month is None and not mark.written


def _must_exist(plan: _Plan) -> None:
    """Refuse days that no year has: `31 juin`, `32/13/2021`."""
    wrong = [
        at
        for at, mark in enumerate(plan.marks)
        if mark.written
        or (mark.day is not None and not 1 <= mark.day <= _length(plan.month(at), 2024))
    ]
    if wrong:
        raise NotUnderstoodError(*(_missing(plan, at, None).problems[0] for at in wrong))


def _length(month: int, year: int) -> int:
    return monthrange(year, month)[1] if month else 0


def _missing(plan: _Plan, at: int, year: int | None) -> NotUnderstoodError:
    mark = plan.marks[at]
    year = year or plan.marks[plan.owners[at]].year
    date = mark.written or f"{mark.day} {MONTHS[plan.month(at) - 1]}" + (f" {year}" if year else "")
    return plan.fail("FG301", at, at, date=date)


# ---------------------------------------------------------------------- years


def _years(plan: _Plan, scan: Scan, neighbour: dt.date | None) -> tuple[Years, tuple[Problem, ...]]:
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
        sound = [years for years in sound if not _false_weekdays(plan, years)]
        if not sound:
            return _sound(plan, shared), ()
    if len(sound) == 1:
        return _sound(plan, sound[0]), ()
    if not sound:
        return _sound(plan, shared), ()
    raise _two_readings(plan, sound)


def _place_alone(plan: _Plan, scan: Scan, stated: list[int | None]) -> int | None:
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


def _no_mix(plan: _Plan) -> None:
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


def _ranges_forward(plan: _Plan, stated: Sequence[int | None], years: list[int]) -> Years:
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


def _ordered_back(plan: _Plan, stated: Sequence[int | None], shared: Years) -> Years:
    """Walk back from each stated year so that no date stands behind the next one."""
    years = list(shared)
    for at in range(len(years) - 2, -1, -1):
        own, following = plan.owners[at], plan.owners[at + 1]
        if own == following or own < at:
            years[at] = years[own]
        elif stated[at] is None and any(stated[at:]):
            years[at] = years[at + 1] - (_turn(plan, at) > _turn(plan, at + 1))
    return tuple(years)


def _ordered_on(plan: _Plan, stated: Sequence[int | None], shared: Years) -> Years:
    """Walk on from each stated year so that no date stands before the last one."""
    years = list(shared)
    for at in range(len(years)):
        own = plan.owners[at]
        if stated[at] is not None or (at == 0):
            continue
        if own < at or (own == plan.owners[at - 1]):
            years[at] = years[at - 1]
        else:
            years[at] = years[at - 1] + (_turn(plan, at - 1) > _turn(plan, at))
    return tuple(years)


def _turn(plan: _Plan, at: int) -> tuple[int, int]:
    """Give the place of a mark in its year."""
    return plan.month(at), plan.marks[at].day or 0


def _exists(plan: _Plan, years: Years) -> bool:
    return all(plan.on(at, year) for at, year in enumerate(years))


def _ranges_hold(plan: _Plan, years: Years) -> bool:
    """Tell whether every range runs forward, and not for longer than a school year."""
    for at in range(1, len(years)):
        if plan.placed[at].link is Link.RANGE:
            start, end = plan.on(at - 1, years[at - 1]), plan.on(at, years[at])
            if not (start and end and 0 <= (end - start).days <= _SCHOOL_YEAR):
                return False
    return True


def _two_readings(plan: _Plan, readings: Sequence[Years]) -> NotUnderstoodError:
    one, two = readings[:2]
    at = next(i for i, (a, b) in enumerate(zip(one, two, strict=True)) if a != b)
    written = [
        f"{plan.marks[at].day or ''} {MONTHS[plan.month(at) - 1]} {years[at]}".strip()
        for years in (one, two)
    ]
    return plan.fail("FG306", at, at, lectures=" ou ".join(written))


def _borrow(
    plan: _Plan, scan: Scan, neighbour: dt.date | None
) -> tuple[Years, tuple[Problem, ...]]:
    """Take the year of a neighbour where all dates then follow it, in order, on their weekdays."""
    last = len(plan.marks) - 1
    if neighbour and not scan.last:
        years = (neighbour.year,) * (last + 1)
        dates = [plan.on(at, neighbour.year) for at in range(last + 1)]
        known = [date for date in dates if date]
        ordered = len(known) == len(dates) and known == sorted(known)
        if ordered and known[0] >= neighbour and not _false_weekdays(plan, years):
            found = plan.fail("FG307", 0, last, annee=str(neighbour.year)).problems[0]
            return years, (found,)
    words = squeeze(plan.text[plan.marks[0].start : plan.marks[last].end])
    year = neighbour.year if neighbour else _EXAMPLE_YEAR
    sign = "/" if plan.marks[last].numeric else " "
    raise plan.fail("FG305", 0, last, exemple=f"{words[-60:]}{sign}{year}")


def _sound(plan: _Plan, years: Years) -> Years:
    """Let years pass that give real dates on their weekdays."""
    missing = [_missing(plan, at, y) for at, y in enumerate(years) if not plan.on(at, y)]
    false = missing or _false_weekdays(plan, years)
    if false and not missing and _descents(plan):
        return years
    if false:
        raise NotUnderstoodError(*(wrong.problems[0] for wrong in false))
    return years


# ---------------------------------------------------------------------- weekdays


def _allowed(plan: _Plan) -> dict[int, tuple[int, ...]]:
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


def _false_weekdays(plan: _Plan, years: Years) -> list[NotUnderstoodError]:
    wrong = []
    for at, weekdays in _allowed(plan).items():
        date = plan.on(at, years[at])
        if date and date.weekday() not in weekdays:
            wrong.append(
                plan.fail(
                    "FG302",
                    at,
                    at,
                    date=_name(date),
                    vrai=WEEKDAYS[date.weekday()],
                    ecrit=WEEKDAYS[weekdays[0]],
                )
            )
    return wrong


def _name(date: dt.date) -> str:
    return f"{'1er' if date.day == 1 else date.day} {MONTHS[date.month - 1]} {date.year}"


# ---------------------------------------------------------------------- ranges


def _entries(plan: _Plan, years: Years) -> tuple[Entry, ...]:
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


def _entry(plan: _Plan, years: Years, dates: Sequence[dt.date], at: int, last: int) -> Entry:
    first, end = plan.marks[at], plan.marks[last]
    if bool(first.unit) != bool(end.unit):
        raise plan.fail("FG304", at, last)
    if last > at and dates[last] < dates[at]:
        raise plan.fail("FG303", at, last, debut=_name(dates[at]), fin=_name(dates[last]))
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


def _is_range(plan: _Plan, dates: Sequence[dt.date], at: int) -> bool:
    """Tell whether a mark begins a range that the next one ends."""
    links = [plan.placed[i].link for i in range(at + 1, len(plan.marks))]
    if not links or links[0] in (Link.LIST, Link.NONE):
        return False
    if links[0] is Link.RANGE:
        if len(links) > 1 and links[1] in (Link.RANGE, Link.DASH):
            raise plan.fail("FG304", at, at + 2)
        return True
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
    elif links[0] is Link.DASH and plan.owners.count(plan.owners[at + 1]) == 2:
        return True
    raise plan.fail("FG306", at, at + 1, lectures="une liste ou une période")


def _descents(plan: _Plan) -> list[int]:
    """Give the marks that stand before their predecessor in the same month: `30 et 1er décembre`."""
    return [
        at
        for at in range(1, len(plan.marks))
        if plan.owners[at] == plan.owners[at - 1]
        and plan.placed[at].link in (Link.LIST, Link.SLASH)
        and (plan.marks[at].day or 0) < (plan.marks[at - 1].day or 0)
        and not plan.marks[at - 1].unit
    ]


def _straightened(plan: _Plan, dates: list[dt.date]) -> list[dt.date]:
    """Let weekdays tell whether `lundi 30 et mardi 1er décembre` begins in November."""
    descents = _descents(plan)
    if not descents:
        return dates
    at = descents[-1]
    owner = plan.owners[at]
    other = [
        _month_before(date) if plan.owners[i] == owner and i < at else date
        for i, date in enumerate(dates)
    ]
    allowed = _allowed(plan)
    decided = any(i in allowed for i in range(at) if plan.owners[i] == owner)
    for reading in (dates, other):
        given = [date for date in reading if date]
        fits = len(given) == len(dates) and all(
            given[i].weekday() in weekdays for i, weekdays in allowed.items()
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
    return date.replace(year=year, month=month) if date.day <= _length(month, year) else None

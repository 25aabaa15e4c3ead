"""The days of one session: `Les 15 & 16 nov. 2021`, then `+ Le 17 novembre 2021`.

What a phrase says is found by `scan`, dated by `resolve`; here hours are put on the days they are
written beside, and the kind of the schedule is settled.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from itertools import pairwise
from typing import Final

from fichegen.text import squeeze

from .exceptions import split_exceptions, without
from .hours import checked, problem
from .lexicon import SCHEDULES, SHORT
from .marks import parse_mark
from .periods import Unit, period
from .pieces import Block, NotUnderstoodError, Scan
from .resolve import Entry, resolve
from .roles import Role
from .scan import Scanner
from .slips import month_meant
from .tokens import LIMIT, OFTEN_ASKED, Token, tokenise
from .values import LONGEST_RUN, Day, Half, Hours, Kind, Period, Problem, Schedule, runs

_Facts = tuple[Schedule, tuple[Problem, ...]]
_AGREED: Final = frozenset({Role.TO_DEFINE, Role.ON_REQUEST})


def read_schedule(text: str, *, neighbour: dt.date | None = None) -> _Facts:
    """Read a phrase about the days of one session; see `Kind` for what may come of it.

    `neighbour` is a date known elsewhere in the fiche. It lends its year to a phrase that has
    none, only where all the days then fall on or after it, and FG307 says so.
    """
    return (_remembered if len(text) <= OFTEN_ASKED else _understood)(text, neighbour)


@lru_cache(2048)
def _remembered(text: str, neighbour: dt.date | None) -> _Facts:
    return _understood(text, neighbour)


def _understood(text: str, neighbour: dt.date | None) -> _Facts:
    words = squeeze(text)
    try:
        if len(text) > LIMIT:
            raise NotUnderstoodError(problem("FG304", text, 0, len(text)))
        return _read(text, words, neighbour)
    except NotUnderstoodError as reason:
        return Schedule(words=words, kind=Kind.WORDS), reason.problems


def _read(text: str, words: str, neighbour: dt.date | None) -> _Facts:
    scan = Scanner(text, tokenise(text, SCHEDULES)).scan()
    if not scan.marks:
        return _without_marks(text, words, scan), ()
    _consistent(text, scan)
    scan, exceptions = split_exceptions(scan)
    entries, problems = resolve(text, scan, neighbour)
    entries = without(text, entries, exceptions)
    if scan.between:
        entries = (_between(text, scan, entries),)
    starts = bool(scan.start or (scan.begin and not scan.finish))
    if starts and (len(entries) > 1 or entries[0].first < entries[0].last):
        raise NotUnderstoodError(_whole(text, scan))
    _in_weeks(text, scan, entries)
    if any(e.stretch or len(e.dates) > LONGEST_RUN for e in entries):
        _lasting(text, scan, ())
    if any(entry.stretch for entry in entries):
        kind = Kind.START if starts else Kind.PERIOD
        return _in_periods(text, words, scan, entries, kind), problems
    if any(len(entry.dates) > LONGEST_RUN for entry in entries):
        return _in_span(text, words, scan, entries), problems
    for token in scan.rhythm:
        if not starts:
            raise NotUnderstoodError(problem("FG304", text, token.start, token.end))
    days = _days(text, scan, entries)
    _counted(text, scan, days, entries)
    _met(text, scan, days, len(entries))
    _lasting(text, scan, days)
    kind = Kind.START if starts else Kind.DAYS
    return Schedule(words=words, kind=kind, days=days, rest=tuple(scan.rest)), problems


def _whole(text: str, scan: Scan) -> Problem:
    """Say that the dates of a phrase, all together, are not understood."""
    return problem("FG304", text, scan.marks[0].mark.start, scan.marks[-1].mark.end)


def _between(text: str, scan: Scan, entries: Sequence[Entry]) -> Entry:
    """Read "entre le 3 et le 21 mars": some days of that stretch, nobody knows which."""
    ends = [
        entry.stretch or Period(first=entry.dates[0], last=entry.dates[-1]) for entry in entries
    ]
    if len(ends) != 2 or ends[0].first > ends[1].last:
        raise NotUnderstoodError(_whole(text, scan))
    return Entry(first=0, last=1, stretch=Period(first=ends[0].first, last=ends[1].last))


def _consistent(text: str, scan: Scan) -> None:
    """Refuse dates beside words that leave them unsettled."""
    stretches = all(placed.mark.unit for placed in scan.marks)
    moved = [token for index, token in scan.shifted if 0 < index < len(scan.marks)]
    request = scan.request if scan.request and scan.request.role is Role.ON_REQUEST else None
    define = None if stretches else scan.define
    finish = None if scan.begin else scan.finish
    for token in (request, define, finish, scan.relative, *moved):
        if token:
            raise NotUnderstoodError(problem("FG304", text, token.start, token.end))


def _without_marks(text: str, words: str, scan: Scan) -> Schedule:
    for _, token in scan.weeks:
        raise NotUnderstoodError(problem("FG304", text, token.start, token.end))
    rest = tuple(scan.rest)
    hours = _loose_hours(text, scan.blocks)
    kind = None
    if scan.request or (scan.confirm and scan.confirm.role is Role.INTRA):
        kind = Kind.ON_REQUEST
    elif scan.define or scan.confirm:
        kind = Kind.TO_DEFINE
    elif scan.years and not (rest or scan.start or scan.begin or scan.finish or scan.between):
        years = tuple(period(Unit.YEAR, 0, year) for year in sorted({y for _, y, _ in scan.years}))
        return Schedule(words=words, kind=Kind.PERIOD, periods=years, hours=hours, rest=rest)
    if kind is None:
        raise NotUnderstoodError(problem("FG304", text, 0, len(text)))
    return Schedule(words=words, kind=kind, hours=hours, rest=rest)


def _in_periods(
    text: str, words: str, scan: Scan, entries: Sequence[Entry], kind: Kind
) -> Schedule:
    stretches = [entry.stretch for entry in entries if entry.stretch]
    if len(stretches) < len(entries):
        raise NotUnderstoodError(_whole(text, scan))
    return Schedule(
        words=words,
        kind=kind,
        periods=tuple(sorted(set(stretches))),
        hours=_loose_hours(text, scan.blocks),
        rest=(*scan.rest, *((b.start, b.end) for b in scan.blocks if b.half)),
    )


def _in_span(text: str, words: str, scan: Scan, entries: Sequence[Entry]) -> Schedule:
    """Read "du 15 septembre 2025 au 30 juin 2026": two days are known, not those between."""
    for count, start, end, _ in scan.counts:
        if count > sum(len(entry.dates) for entry in entries):
            raise NotUnderstoodError(problem("FG304", text, start, end))
    bounds = {Period(first=entry.dates[0], last=entry.dates[-1]) for entry in entries}
    return Schedule(
        words=words,
        kind=Kind.SPAN,
        periods=tuple(sorted(bounds)),
        hours=_loose_hours(text, scan.blocks),
        rest=(*scan.rest, *((b.start, b.end) for b in scan.blocks if b.half)),
    )


def _loose_hours(text: str, blocks: Sequence[Block]) -> tuple[Hours, ...]:
    """Give hours that stand on no day."""
    timed = [block for block in blocks if block.stretches]
    return _checked(text, timed) if timed else ()


def _checked(text: str, blocks: Sequence[Block]) -> tuple[Hours, ...]:
    stretches = [stretch for block in blocks for stretch in block.stretches]
    hours = checked(stretches)
    if hours is None:
        raise NotUnderstoodError(problem("FG310", text, blocks[0].start, blocks[-1].end))
    return hours


# ---------------------------------------------------------------------- hours on days


def _days(text: str, scan: Scan, entries: Sequence[Entry]) -> tuple[Day, ...]:
    timed = [block for block in scan.blocks if block.stretches]
    halved = [
        block
        for block in scan.blocks
        if block.half is not None and (block.index or block.half is not Half.WHOLE)
    ]
    hours: dict[int, tuple[Hours, ...]] = {}
    halves: dict[int, Half] = {}
    for blocks, targets in _spread(text, scan, entries, timed):
        hours |= dict.fromkeys(targets, _checked(text, blocks))
    for blocks, targets in _spread(text, scan, entries, halved):
        count = sum(len(entries[at].dates) for at in targets)
        if count > 1 and blocks[0].index and not any(_is_broad(text, block) for block in blocks):
            meant = _halved(scan, entries, targets)
            if not meant:
                raise _doubtful(text, blocks)
        else:
            meant = targets
        halves |= dict.fromkeys(meant, _half_of(text, blocks))
    days: dict[dt.date, Day] = {}
    for at, entry in enumerate(entries):
        for date in entry.dates:
            day = Day(date=date, half=halves.get(at, Half.WHOLE), hours=hours.get(at, ()))
            known = days.get(date)
            days[date] = _merged(text, scan, entry, known, day) if known else day
    return tuple(days[date] for date in sorted(days))


def _halved(scan: Scan, entries: Sequence[Entry], targets: list[int]) -> list[int]:
    """Let the number of days tell whether "matin" is meant for the last date or for all of them.

    "1,5 jour : 12 mars et 13 mars matin", "2 demi-journées : 12 et 19 mars (matin)". Empty where
    it does not.
    """
    told = sum(count for count, *_ in scan.counts)
    count = sum(len(entries[at].dates) for at in targets)
    days = sum(len(entry.dates) for entry in entries)
    if told == days - count / 2:
        return targets
    return targets[-1:] if told == days - 0.5 and len(entries[targets[-1]].dates) == 1 else []


def _spread(
    text: str, scan: Scan, entries: Sequence[Entry], blocks: Sequence[Block]
) -> list[tuple[list[Block], list[int]]]:
    """Say which entries each group of neighbouring blocks speaks for.

    Blocks that come first speak for the dates behind them, up to the next block; else each speaks
    for the dates since the last block of any kind: those of its line, or all of them where it has
    a line of its own.
    """
    marks = scan.marks
    ends = sorted({block.index for block in scan.blocks})
    groups: dict[int, list[Block]] = {}
    for block in blocks:
        groups.setdefault(block.index, []).append(block)
    bounds = [*groups, len(marks)]
    spread: list[tuple[list[Block], list[int]]] = []
    for place, (index, group) in enumerate(groups.items()):
        if bounds[0] == 0:
            low, high = index, bounds[place + 1]
        else:
            low, high = max((end for end in ends if end < index), default=0), index
        targets = [at for at, e in enumerate(entries) if low <= e.first and e.last < high]
        if bounds[0]:
            in_line = [at for at in targets if marks[entries[at].last].line == group[0].line]
            targets = in_line or targets
            later = [marks[entries[at].first] for at in targets[1:]]
            added = any(placed.added for placed in later)
            between = any(
                marks[entries[targets[0]].last].mark.end <= start < placed.mark.start
                for placed in later[-1:]
                for start, _ in scan.rest
            )
            doubtful = (added or between) and not group[0].apart
            if doubtful or any(placed.named for placed in later):
                raise _doubtful(text, group)
        if not targets:
            raise NotUnderstoodError(problem("FG304", text, group[0].start, group[-1].end))
        spread.append((group, targets))
    return spread


def _doubtful(text: str, blocks: Sequence[Block]) -> NotUnderstoodError:
    found = problem("FG306", text, blocks[0].start, blocks[-1].end)
    written = squeeze(text[blocks[0].start : blocks[-1].end])
    mend = (
        f"pour tous les jours, mettez une virgule devant « {written} » ;"
        " pour le dernier seul, mettez un point-virgule devant ce jour"
    )
    told = (("lectures", "pour le dernier jour, ou pour tous"), ("conseil", mend))
    return NotUnderstoodError(replace(found, values=(*found.values, *told)))


def _is_broad(text: str, block: Block) -> bool:
    """Tell whether a half clearly speaks for several days: "le matin", "matins"."""
    written = text[block.start : block.end].casefold()
    return block.apart or " " in written.strip() or written.endswith("s") or "'" in written


def _half_of(text: str, blocks: Sequence[Block]) -> Half:
    halves = {block.half for block in blocks if block.half is not None}
    if halves == {Half.MORNING, Half.AFTERNOON}:
        return Half.WHOLE
    if len(halves) > 1:
        raise NotUnderstoodError(problem("FG304", text, blocks[0].start, blocks[-1].end))
    return halves.pop()


def _merged(text: str, scan: Scan, entry: Entry, one: Day, two: Day) -> Day:
    """Join what is said twice about a date: its morning and its afternoon."""
    if one == two:
        return one
    hours = checked([(h.start, h.end) for h in (*one.hours, *two.hours)])
    half = one.half if one.half is two.half else Half.WHOLE
    first, last = scan.marks[entry.first].mark, scan.marks[entry.last].mark
    if hours is None:
        raise NotUnderstoodError(problem("FG310", text, first.start, last.end))
    split = {one.half, two.half} == {Half.MORNING, Half.AFTERNOON}
    if not split and not (one.hours and two.hours and one.half is two.half):
        raise NotUnderstoodError(problem("FG304", text, first.start, last.end))
    return Day(date=one.date, half=half, hours=hours)


def _counted(text: str, scan: Scan, days: Sequence[Day], entries: Sequence[Entry]) -> None:
    """Refuse dates that are not as many as the phrase says: "du 3 mars au 4 avril (10 jours)".

    A number may also be that of the dates behind it: "12 et 13 mars + 1 jour de retour le 11 juin".
    """
    if not scan.counts:
        return
    taken = sum(1.0 if day.half is Half.WHOLE else 0.5 for day in days)
    counts = [count for count, *_ in scan.counts]
    fitting = {taken, float(len(days)), len(days) / 2}
    behind = [
        sum(len(e.dates) for e in entries if low <= e.first < high)
        for low, high in pairwise([*(index for *_, index in scan.counts), len(scan.marks)])
    ]
    if sum(counts) not in fitting and not fitting.intersection(counts) and behind != counts:
        _, start, end, _ = scan.counts[0]
        raise NotUnderstoodError(problem("FG304", text, start, end))


def _in_weeks(text: str, scan: Scan, entries: Sequence[Entry]) -> None:
    """Refuse a week that is not that of the dates: "semaine 12 (du 9 au 13 mars 2026)".

    "Semaine du 9 mars" names no day of it; "semaine du 9 au 13 mars" names all five.
    """
    dates = [date for entry in entries for date in entry.dates]
    numbers = {number for number, _ in scan.weeks}
    for number, token in scan.weeks:
        held = {date.isocalendar().week for date in dates}
        whole = all(entry.first < entry.last for entry in entries)
        if not dates or not (held <= numbers if number else whole):
            raise NotUnderstoodError(problem("FG304", text, token.start, token.end))


def _met(text: str, scan: Scan, days: Sequence[Day], entries: int) -> None:
    """Refuse dates that are not as many meetings as the phrase says, or on another weekday."""
    for count, start, end in scan.meetings:
        if count not in (len(days), entries, len([*runs(days)])):
            raise NotUnderstoodError(problem("FG304", text, start, end))
    for token in scan.every:
        if any(day.date.weekday() != token.value for day in days):
            raise NotUnderstoodError(problem("FG304", text, token.start, token.end))


def _lasting(text: str, scan: Scan, days: Sequence[Day]) -> None:
    """Refuse "(14h)" where it may be when the days begin, and not how long they are in all.

    It is a length where no day has so many hours, where it is that of the hours told, or where it
    is late in the evening and seven hours for each day.
    """
    told = [sum(h.end - h.start for h in day.hours) for day in days]
    for minutes, start, end in scan.lengths:
        long = minutes > 24 * 60 or (minutes > 20 * 60 and minutes == 420 * len(days))
        if not long and (not all(told) or minutes not in (sum(told), *told)):
            raise NotUnderstoodError(problem("FG304", text, start, end))


# ---------------------------------------------------------------------- other doors


def with_hours(schedule: Schedule, hours: tuple[Hours, ...]) -> Schedule:
    """Put hours on the days that have none, or on a schedule without days that has none."""
    if not hours:
        return schedule
    if schedule.days:
        days = tuple(replace(day, hours=day.hours or hours) for day in schedule.days)
        return replace(schedule, days=days)
    return replace(schedule, hours=schedule.hours or hours)


def mentions_dates(text: str) -> bool:
    """Tell whether a text speaks of dates at all, were it to say that they are not set.

    Cheap and generous: a mistyped month is one too. But a street named after a date is a place.
    """
    if len(text) <= OFTEN_ASKED:
        return _mentions_in_short(text)
    return _mentions(tokenise(text, SCHEDULES))


@lru_cache(4096)
def _mentions_in_short(text: str) -> bool:
    return _mentions(tokenise(text, SCHEDULES))


def _is_week(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a week is named, with its number or without its days: "semaines 10 et 15"."""
    return tokens[at].role is Role.WEEK and tokens[at + 1].role in (Role.NUMBER, Role.FROM)


def _mentions(tokens: Sequence[Token]) -> bool:
    street = False
    for at, token in enumerate(tokens):
        if token.role is Role.STREET:
            street = True
        elif token.role in _AGREED or _is_week(tokens, at):
            return True
        elif token.role in (Role.COMMA, Role.DASH) or token.fresh:
            street = False
        found = None if street else parse_mark(tokens, at) if token.role is not Role.END else None
        if found is None:
            if not street and month_meant(tokens, at):
                return True
            continue
        if not isinstance(found, tuple):
            return True
        mark = found[0]
        bare = mark.month is None and not mark.written
        alone = mark.unit is Unit.MONTH and token.text in SHORT and mark.year is None
        if not bare and not alone:
            return True
    return False

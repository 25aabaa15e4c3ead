"""Days taken out of a range: "du lundi 6 au vendredi 10 janvier (sauf le 8)"."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace

from .hours import problem
from .marks import Link, Mark
from .pieces import NotUnderstoodError, Scan
from .resolve import Entry


def split_exceptions(scan: Scan) -> tuple[Scan, Scan | None]:
    """Part the dates of a phrase from those that it takes out of them, if any."""
    if not scan.excepted:
        return scan, None
    index, _ = scan.excepted
    return replace(scan, marks=scan.marks[:index]), replace(scan, marks=scan.marks[index:])


def without(text: str, entries: Sequence[Entry], exceptions: Scan | None) -> tuple[Entry, ...]:
    """Take days out of the ranges that hold them; not understood where it is not sure which."""
    if not exceptions or not exceptions.excepted:
        return (*entries,)
    ranges = [date for entry in entries if entry.first < entry.last for date in entry.dates]
    out: set[dt.date] = set()
    for placed in exceptions.marks:
        meant = [date for date in ranges if _is_meant(placed.mark, date)]
        if len(meant) != 1 or placed.link is Link.RANGE:
            _, token = exceptions.excepted
            raise NotUnderstoodError(problem("FG304", text, token.start, placed.mark.end))
        out.add(meant[0])
    left = tuple(
        replace(entry, dates=tuple(date for date in entry.dates if date not in out))
        for entry in entries
    )
    if not all(entry.dates or entry.stretch for entry in left):
        _, token = exceptions.excepted
        raise NotUnderstoodError(problem("FG304", text, token.start, token.end))
    return left


def _is_meant(mark: Mark, date: dt.date) -> bool:
    """Tell whether all that is written of a date fits one."""
    return (
        mark.day == date.day
        and mark.month in (None, date.month)
        and mark.year in (None, date.year)
        and (not mark.weekdays or date.weekday() in mark.weekdays)
    )

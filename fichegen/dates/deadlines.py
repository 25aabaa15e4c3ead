"""One single day: a deadline (`jusqu'au vendredi 15 oct. 2021 à 12h`) or the day of an update.

The grammar is that of `scan`, with the words of deadlines: exactly one date, at most one hour.
"""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from functools import lru_cache
from typing import Final

from fichegen.expressions import expression
from fichegen.text import key, squeeze

from .hours import problem
from .lexicon import DEADLINES
from .marks import Link
from .pieces import NotUnderstoodError, Scan
from .resolve import resolve
from .scan import Scanner
from .tokens import LIMIT, OFTEN_ASKED, tokenise
from .values import Deadline, Problem

_DAY: Final = 24 * 60
_CLOSED: Final = expression(
    r"(?:les )?(?:(?:pre ?)?inscriptions?|candidatures?)?(?: sont| est)? ?"
    r"(?:closes?|clos|cloturee?s?|terminee?s?|fermee?s?|depassee?|passee?)"
)

_COUNTDOWN: Final = expression(r"j ?\d{1,3}")
"""By its key, what "J-15" is: so many days before the first."""
_ENROLMENT: Final = expression(r"(?:les )?(?:(?:pre ?)?inscriptions?|candidatures?)\b")


def read_deadline(
    text: str, *, neighbour: dt.date | None = None
) -> tuple[Deadline, tuple[Problem, ...]]:
    """Read a phrase that names one day.

    Well-known phrases that name none ("15 jours avant le début", "nous consulter") are no
    problem; others are FG311. `neighbour` is the first day of a session: it lends its year where
    the deadline then falls on or before it, and FG307 says so.
    """
    return (_remembered if len(text) <= OFTEN_ASKED else _understood)(text, neighbour)


@lru_cache(2048)
def _remembered(text: str, neighbour: dt.date | None) -> tuple[Deadline, tuple[Problem, ...]]:
    return _understood(text, neighbour)


def _understood(text: str, neighbour: dt.date | None) -> tuple[Deadline, tuple[Problem, ...]]:
    words = squeeze(text)
    if _CLOSED.fullmatch(key(words)):
        return Deadline(words=words, date=None, closed=True), ()
    if _COUNTDOWN.fullmatch(key(words)):
        return Deadline(words=words, date=None), ()
    try:
        if len(text) > LIMIT:
            raise NotUnderstoodError(problem("FG311", text, 0, len(text)))
        scan = Scanner(text, tokenise(text, DEADLINES), times=True).scan()
        if not scan.marks:
            return _without_date(text, words, scan), ()
        return _read(text, words, scan, neighbour)
    except NotUnderstoodError as reason:
        problems = tuple(
            problem("FG311", text, _beginning(text, found.start), found.end)
            if found.code == "FG304"
            else found
            for found in reason.problems
        )
        return Deadline(words=words, date=None), problems


def _beginning(text: str, start: int) -> int:
    """Go back to where a word begins: the 15 of "J-15" is no number of its own."""
    while start and (text[start - 1].isalnum() or text[start - 1] == "-"):
        start -= 1
    return start


def _read(
    text: str, words: str, scan: Scan, neighbour: dt.date | None
) -> tuple[Deadline, tuple[Problem, ...]]:
    mark = scan.marks[0].mark
    said = (scan.relative, scan.request, scan.define, scan.start, scan.between)
    enrolment = _ENROLMENT.match(key(words)) and len(scan.marks) == 2
    if enrolment and scan.marks[1].link is Link.RANGE and not (mark.unit or any(said)):
        entries, problems = resolve(text, scan, None)  # "Inscriptions du 1er mars au 15 mai 2026"
        return Deadline(words=words, date=entries[-1].dates[-1]), problems
    if len(scan.marks) > 1 or mark.unit or any(said) or scan.counts or len(scan.times) > 1:
        last = scan.marks[-1].mark
        raise NotUnderstoodError(problem("FG311", text, mark.start, last.end))
    if hours := [block for block in scan.blocks if block.stretches]:
        raise NotUnderstoodError(problem("FG311", text, hours[0].start, hours[-1].end))
    time: int | None = None
    if scan.times:
        time, start, end = scan.times[0]
        if time > _DAY:
            raise NotUnderstoodError(problem("FG310", text, start, end))
    date, problems = _date(text, scan, neighbour)
    return Deadline(words=words, date=date, time=time), problems


def _date(text: str, scan: Scan, neighbour: dt.date | None) -> tuple[dt.date, tuple[Problem, ...]]:
    mark = scan.marks[0].mark
    if neighbour and mark.month and mark.year is None and not scan.years:
        dated = replace(scan.marks[0], mark=replace(mark, year=neighbour.year))
        try:
            entries, _ = resolve(text, replace(scan, marks=[dated]), None)
        except NotUnderstoodError:
            entries = ()
        if entries and entries[0].dates[0] <= neighbour:
            found = problem("FG307", text, mark.start, mark.end)
            year = ("annee", str(neighbour.year))
            return entries[0].dates[0], (replace(found, values=(*found.values, year)),)
    entries, problems = resolve(text, scan, None)
    return entries[0].dates[0], problems


def _without_date(text: str, words: str, scan: Scan) -> Deadline:
    if scan.relative or scan.request or scan.define or scan.confirm or scan.counts:
        return Deadline(words=words, date=None)
    raise NotUnderstoodError(problem("FG311", text, 0, len(text)))

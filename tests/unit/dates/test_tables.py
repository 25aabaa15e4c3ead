"""The tables of phrases: one `phrase => value` per line, under headings.

`\\n` in a phrase is a line break; `[voisin 2021-10-15]` before the arrow is the date known
elsewhere. A value is written in one way only, so a line that is read differently fails, and so
does one that is not read at all.

    days      2021-11-15   2021-12-06..2021-12-08   2025-03-03[matin, 9h-12h + 14h-17h]
    others    debut 2025-09-05   periode 2025-03-01..2025-03-31   demande   a-definir   mots
    problems  FG301 « 31 juin 2021 »
    words     | reste : Saint-Denis ; 12 places
"""

from __future__ import annotations

import datetime as dt
import re
from collections import Counter
from collections.abc import Iterable
from itertools import groupby
from pathlib import Path
from typing import Final

import pytest

from fichegen.codes import CODES
from fichegen.dates import (
    Day,
    Deadline,
    Duration,
    Extent,
    Hours,
    Kind,
    Problem,
    Schedule,
    read_deadline,
    read_duration,
    read_hours,
    read_schedule,
    runs,
    write_deadline,
    write_duration,
    write_hours,
    write_schedule,
)

CASES: Final = Path(__file__).parents[2] / "cases"
LINE: Final = re.compile(r"(?P<phrase>.*?)(?: \[voisin (?P<near>[0-9-]{10})\])? => (?P<value>\S.*)")


def table(name: str) -> list[tuple[str, str | None, str]]:
    """Give the lines of a table; an ill-formed one stops the collection of the tests."""
    lines: list[tuple[str, str | None, str]] = []
    for number, line in enumerate((CASES / name).read_text("utf-8").splitlines(), 1):
        if not line or line.startswith("# "):
            continue
        if not (found := LINE.fullmatch(line)):
            raise ValueError(f"{name}:{number}: no « phrase => value »: {line}")
        lines.append((found["phrase"].replace("\\n", "\n"), found["near"], found["value"]))
    return lines


def cases(name: str) -> pytest.MarkDecorator:
    numbers = [
        number
        for number, line in enumerate((CASES / name).read_text("utf-8").splitlines(), 1)
        if line and not line.startswith("# ")
    ]
    ids = [f"{name}:{number}" for number in numbers]
    return pytest.mark.parametrize(("phrase", "near", "value"), table(name), ids=ids)


# ---------------------------------------------------------------------- one form for each value


def shown(
    phrase: str,
    what: str,
    problems: Iterable[Problem],
    rest: Iterable[tuple[int, int]] = (),
) -> str:
    told = [what] if what else []
    told += [f"{p.code} « {phrase[p.start : p.end]} »".replace("\n", "\\n") for p in problems]
    kept = " ; ".join(phrase[start:end] for start, end in rest)
    return " ".join(told) + (f" | reste : {kept}" if kept else "")


def shown_hours(hours: Iterable[Hours]) -> str:
    def clock(minutes: int) -> str:
        return f"{minutes // 60}h" + (f"{minutes % 60:02}" if minutes % 60 else "")

    return " + ".join(f"{clock(h.start)}-{clock(h.end)}" for h in hours)


def shown_days(days: Iterable[Day]) -> str:
    found: list[str] = []
    for (half, hours), group in groupby(days, lambda day: (day.half, day.hours)):
        inside = ", ".join(filter(None, (half.value, shown_hours(hours))))
        for run in runs(group):
            dates = [str(day.date) for day in run]
            dates = [f"{dates[0]}..{dates[-1]}"] if len(run) > 2 else dates
            found += [f"{date}[{inside}]" if inside else date for date in dates]
    return " ".join(found)


def shown_schedule(phrase: str, schedule: Schedule, problems: tuple[Problem, ...]) -> str:
    words = [] if schedule.kind is Kind.DAYS else [schedule.kind.value]
    words += [shown_days(schedule.days)] if schedule.days else []
    words += [f"{period.first}..{period.last}" for period in schedule.periods]
    words += [f"[{shown_hours(schedule.hours)}]"] if schedule.hours else []
    if problems and schedule.kind is Kind.WORDS:
        words = []
    return shown(phrase, " ".join(words), problems, schedule.rest)


def shown_extent(extent: Extent | None, unit: str) -> list[str]:
    if extent is None:
        return []
    both = (extent.least, extent.most)
    return [f"{'-'.join(f'{value:g}' for value in sorted(set(both)))} {unit}"]


def shown_duration(phrase: str, duration: Duration, problems: tuple[Problem, ...]) -> str:
    options = [
        " / ".join(
            shown_extent(option.days, "j en demi-journées" if option.half_days else "j")
            + shown_extent(option.minutes, "min")
        )
        for option in duration.options
    ]
    words = " ou ".join(options) or ("" if problems else "rien")
    words = f"max {words}" if duration.maximum else words
    words = f"min {words}" if duration.minimum else words
    if duration.remote_minutes is not None:
        words += f" dont {duration.remote_minutes:g} min à distance"
    return shown(phrase, words, problems, duration.rest)


def shown_deadline(phrase: str, deadline: Deadline, problems: tuple[Problem, ...]) -> str:
    words = str(deadline.date) if deadline.date else "" if problems else "rien"
    if deadline.time is not None:
        words += f" {deadline.time} min"
    return shown(phrase, words, problems)


def shown_stretches(phrase: str, hours: tuple[Hours, ...], problems: tuple[Problem, ...]) -> str:
    return shown(phrase, shown_hours(hours) or ("" if problems else "rien"), problems)


# ---------------------------------------------------------------------- the tables


@cases("dates.txt")
def test_schedule(phrase: str, near: str | None, value: str) -> None:
    neighbour = dt.date.fromisoformat(near) if near else None
    schedule, problems = read_schedule(phrase, neighbour=neighbour)
    assert shown_schedule(phrase, schedule, problems) == value
    assert_filled(problems)
    again, none = read_schedule(write_schedule(schedule))
    if schedule.kind is not Kind.WORDS:
        assert not none
        assert (again.kind, again.days) == (schedule.kind, schedule.days)
        assert again.periods == schedule.periods
    if schedule.kind is Kind.PERIOD:
        assert again.hours == schedule.hours


@cases("durations.txt")
def test_duration(phrase: str, near: str | None, value: str) -> None:
    duration, problems = read_duration(phrase)
    assert shown_duration(phrase, duration, problems) == value
    assert_filled(problems)
    again, _ = read_duration(write_duration(duration))
    assert (again.options, again.maximum, again.minimum, again.remote_minutes) == (
        duration.options,
        duration.maximum,
        duration.minimum,
        duration.remote_minutes,
    )


@cases("deadlines.txt")
def test_deadline(phrase: str, near: str | None, value: str) -> None:
    neighbour = dt.date.fromisoformat(near) if near else None
    deadline, problems = read_deadline(phrase, neighbour=neighbour)
    assert shown_deadline(phrase, deadline, problems) == value
    assert_filled(problems)
    again, _ = read_deadline(write_deadline(deadline))
    assert (again.date, again.time) == (deadline.date, deadline.time)


@cases("hours.txt")
def test_hours(phrase: str, near: str | None, value: str) -> None:
    hours, problems = read_hours(phrase)
    assert shown_stretches(phrase, hours, problems) == value
    assert_filled(problems)
    assert not hours or read_hours(write_hours(hours)) == (hours, ())


@pytest.mark.parametrize("name", ["dates.txt", "durations.txt", "deadlines.txt", "hours.txt"])
def test_no_phrase_stands_twice(name: str) -> None:
    found = Counter((phrase, near) for phrase, near, _ in table(name))
    assert [case for case, count in found.items() if count > 1] == []


def assert_filled(problems: Iterable[Problem]) -> None:
    """The words of a code find all the values they speak of."""
    for problem in problems:
        values = {"conseil": "…"} | dict(problem.values)  # the advice is the reader's
        code = CODES[problem.code]
        for sentence in (code.words, code.mend):
            assert "{" not in sentence.format(**values)

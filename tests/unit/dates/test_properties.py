"""What holds for all phrases: nothing raises, what is written is read back, time is linear."""

from __future__ import annotations

import datetime as dt
import time
from collections.abc import Callable, Sequence
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from fichegen.dates import (
    LONGEST_RUN,
    Day,
    Deadline,
    Duration,
    Extent,
    Half,
    Hours,
    Kind,
    Option,
    Period,
    Problem,
    Schedule,
    mentions_dates,
    read_deadline,
    read_duration,
    read_hours,
    read_schedule,
    with_hours,
    write_date,
    write_days,
    write_deadline,
    write_duration,
    write_hours,
    write_period,
    write_periods,
    write_schedule,
)
from fichegen.dates.lexicon import SCHEDULES
from fichegen.dates.roles import Role
from fichegen.dates.tokens import tokenise

DATES: Final = st.dates(dt.date(1950, 1, 1), dt.date(2150, 12, 31))
NEAR: Final = st.dates(dt.date(2024, 9, 1), dt.date(2026, 8, 31))


@st.composite
def stretches(draw: st.DrawFn) -> tuple[Hours, ...]:
    ends = sorted(draw(st.sets(st.integers(0, 24 * 60), min_size=2, max_size=6)))
    pairs = zip(ends[::2], ends[1::2], strict=False)
    return tuple(Hours(start=start, end=end) for start, end in pairs)


@st.composite
def days(draw: st.DrawFn) -> tuple[Day, ...]:
    """Days with runs and holes, whole or not, alike or not."""
    dates: set[dt.date] = set()
    for first in draw(st.lists(NEAR, min_size=1, max_size=6)):
        length = draw(st.integers(1, 5))
        dates |= {first + dt.timedelta(days=more) for more in range(length)}
    facts = st.tuples(st.sampled_from(Half), st.just(()) | stretches())
    if draw(st.booleans()):
        facts = st.just(draw(facts))
    return tuple(
        Day(date=date, half=half, hours=hours)
        for date in sorted(dates)
        for half, hours in [draw(facts)]
    )


@st.composite
def durations(draw: st.DrawFn) -> Duration:
    """Lengths the reader can give: whole minutes, days in quarters, bounds, a remote share."""
    options = []
    for _ in range(draw(st.integers(1, 3))):
        half = draw(st.booleans())
        step = 0.5 if half else 0.25
        counts = sorted(draw(st.lists(st.integers(1, 400), min_size=2, max_size=2)))
        length = Extent(least=counts[0] * step, most=counts[1] * step)
        single = Extent(least=length.most, most=length.most)
        extent = draw(st.sampled_from([length, single]))
        limit = int(extent.most * 24 * 60)
        minutes = sorted(draw(st.lists(st.integers(1, limit), min_size=2, max_size=2)))
        taught = Extent(least=float(minutes[0]), most=float(minutes[draw(st.integers(0, 1))]))
        which = draw(st.integers(0, 2))
        options.append(
            Option(
                days=extent if which != 1 else None,
                minutes=taught if which != 0 else None,
                half_days=half and which != 1,
            )
        )
    told = options[-1].minutes
    remote = None
    if told and draw(st.booleans()):
        remote = float(draw(st.integers(1, int(min(o.minutes.most for o in options if o.minutes)))))
    bounds = draw(st.sampled_from([(False, False), (True, False), (False, True)]))
    return Duration(
        words="",
        options=tuple(options),
        maximum=bounds[0],
        minimum=bounds[1],
        remote_minutes=remote,
    )


# ---------------------------------------------------------------------- written, then read


@given(days())
@settings(max_examples=400, deadline=None)
def test_days_come_back(given_days: tuple[Day, ...]) -> None:
    schedule, problems = read_schedule(write_days(given_days))
    assert (schedule.kind, schedule.days, problems) == (Kind.DAYS, given_days, ())
    assert schedule.rest == ()


@given(days())
@settings(deadline=None)
def test_a_first_day_comes_back(given_days: tuple[Day, ...]) -> None:
    start = Schedule(words="", kind=Kind.START, days=given_days[:1])
    schedule, problems = read_schedule(write_schedule(start))
    assert (schedule.kind, schedule.days, problems) == (Kind.START, given_days[:1], ())


@given(DATES, DATES)
@settings(deadline=None)
def test_any_period_comes_back(one: dt.date, two: dt.date) -> None:
    period = Period(first=min(one, two), last=max(one, two))
    schedule, problems = read_schedule(write_period(period))
    assert (schedule.kind, schedule.periods, problems) == (Kind.PERIOD, (period,), ())


@given(st.dates(dt.date(2000, 1, 1), dt.date(2090, 1, 1)), st.integers(LONGEST_RUN, 1000))
@settings(deadline=None)
def test_a_long_range_comes_back_as_its_bounds(first: dt.date, more: int) -> None:
    last = first + dt.timedelta(days=more)
    schedule, problems = read_schedule(f"du {write_date(first)} au {write_date(last)}")
    assert (schedule.kind, schedule.first, schedule.last) == (Kind.SPAN, first, last)
    assert (schedule.days, problems) == ((), ())
    again, _ = read_schedule(write_schedule(schedule))
    assert again.periods == schedule.periods


@given(st.sets(st.tuples(st.integers(2024, 2026), st.integers(1, 12)), min_size=1, max_size=5))
@settings(deadline=None)
def test_months_come_back(months: set[tuple[int, int]]) -> None:
    read = [read_schedule(f"{month:02}/{year}")[0].periods[0] for year, month in sorted(months)]
    schedule, problems = read_schedule(write_periods(read))
    assert (schedule.periods, problems) == (tuple(read), ())


@given(stretches())
@settings(deadline=None)
def test_hours_come_back(hours: tuple[Hours, ...]) -> None:
    assert read_hours(write_hours(hours)) == (hours, ())


@given(durations())
@settings(max_examples=400, deadline=None)
def test_lengths_come_back(duration: Duration) -> None:
    written = write_duration(duration)
    again, problems = read_duration(written)
    assert problems == ()
    assert (again.options, again.maximum, again.minimum, again.remote_minutes) == (
        duration.options,
        duration.maximum,
        duration.minimum,
        duration.remote_minutes,
    )


@given(DATES, st.none() | st.integers(0, 24 * 60))
@settings(deadline=None)
def test_deadlines_come_back(date: dt.date, minutes: int | None) -> None:
    deadline = Deadline(words="", date=date, time=minutes)
    again, problems = read_deadline(write_deadline(deadline))
    assert (again.date, again.time, problems) == (date, minutes, ())


@given(DATES)
@settings(deadline=None)
def test_a_date_comes_back_with_its_weekday(date: dt.date) -> None:
    schedule, problems = read_schedule(write_date(date, weekday=True))
    assert (schedule.days, problems) == ((Day(date=date),), ())


# ---------------------------------------------------------------------- anything, read

PIECES: Final = st.sampled_from(
    "1 2 9 15 16 31 21 2021 2022 97400 / - – , ; : ( ) + & . → ? ½ 1/2 15/11 15/11/2021 9h 17h 12h30"
    " lundi mardis mar. mars déc. été hiver le les du de au à et ou puis 1er 2e T2 J1 x fois jours"
    " heures min demi-journées matin après-midi Saint-Denis rue salle sauf loi avant jusqu'au dès"
    " début fin entre rentrée année trimestre prochain dernier dont distance modules soit \n ☞ *"
    " é \u00ad \u00a0 ﬁ ٣ İ 𝟙".split(" ")
)
PHRASES: Final = st.text(max_size=80) | st.lists(PIECES, max_size=14).map(" ".join)


@given(PHRASES, st.none() | DATES)
@settings(max_examples=1500, deadline=None)
def test_anything_is_read(text: str, neighbour: dt.date | None) -> None:
    schedule, problems = read_schedule(text, neighbour=neighbour)
    check_offsets(text, problems, schedule.rest)
    starts = schedule.kind is Kind.START  # on a day, or in a month
    assert not starts or bool(schedule.days) != bool(schedule.periods)
    assert starts or bool(schedule.days) == (schedule.kind is Kind.DAYS)
    assert starts or bool(schedule.periods) == (schedule.kind in (Kind.PERIOD, Kind.SPAN))
    assert (schedule.kind is Kind.WORDS) == any(p.code != "FG307" for p in problems)
    assert [day.date for day in schedule.days] == sorted({day.date for day in schedule.days})
    deadline, problems = read_deadline(text, neighbour=neighbour)
    check_offsets(text, problems)
    assert deadline.date is None or all(p.code == "FG307" for p in problems)
    duration, problems = read_duration(text)
    check_offsets(text, problems, duration.rest)
    assert not (duration.options and problems)
    hours, problems = read_hours(text)
    check_offsets(text, problems)
    assert not (hours and problems)
    if not hours and not problems:  # they are told not to be set yet
        assert any(
            token.role in (Role.TO_DEFINE, Role.ON_REQUEST) for token in tokenise(text, SCHEDULES)
        )
    mentions_dates(text)


@given(PHRASES)
@settings(max_examples=1000, deadline=None)
def test_what_is_understood_comes_back(text: str) -> None:
    schedule, _ = read_schedule(text)
    if schedule.kind is not Kind.WORDS:
        again, problems = read_schedule(write_schedule(schedule))
        assert (again.kind, again.days, problems) == (schedule.kind, schedule.days, ())
        assert again.periods == schedule.periods
    duration, _ = read_duration(text)
    if duration.options:
        length, problems = read_duration(write_duration(duration))
        assert (length.options, length.remote_minutes, problems) == (
            duration.options,
            duration.remote_minutes,
            (),
        )


def check_offsets(
    text: str, problems: Sequence[Problem], rest: Sequence[tuple[int, int]] = ()
) -> None:
    for problem in problems:
        assert 0 <= problem.start <= problem.end <= len(text)
    for start, end in rest:
        assert 0 <= start < end <= len(text)


@given(days(), stretches())
@settings(deadline=None)
def test_hours_are_put_where_none_are(
    given_days: tuple[Day, ...], hours: tuple[Hours, ...]
) -> None:
    schedule = Schedule(words="", kind=Kind.DAYS, days=given_days)
    filled = with_hours(schedule, hours)
    assert [day.hours for day in filled.days] == [day.hours or hours for day in given_days]
    assert with_hours(schedule, ()) == schedule


# ---------------------------------------------------------------------- time

HOSTILE: Final = {
    "digits": "1",
    "dates": "1/1/",
    "ranges": "1 au 1 ",
    "links": "et ",
    "commas": ",",
    "open": "(",
    "hours": "9h-",
    "dashes": "1-",
    "weekdays": "lundi ",
    "months": "mars ",
    "years": "2021 ",
    "spaces": " ",
    "lines": "\n",
    "items": "1. a\n",
    "accents": "é\u0301",
    "phrases": "a definir avec ",
    "halves": "½",
    "words": "Saint-Denis ",
    "short": "mar. ",
}
READERS: Final[tuple[Callable[[str], object], ...]] = (
    read_schedule,
    read_deadline,
    read_duration,
    read_hours,
    mentions_dates,
)


def seconds(text: str) -> float:
    """Give the best of three runs of all readers."""
    best = float("inf")
    for _ in range(3):
        start = time.process_time()
        for read in READERS:
            read(text)
        best = min(best, time.process_time() - start)
    return best


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=list(HOSTILE))
def test_a_long_phrase_takes_time_in_proportion(unit: str) -> None:
    part, whole = unit * (25_000 // len(unit)), unit * (100_000 // len(unit))
    assert seconds(whole) < 9 * seconds(part) + 0.05, "four times the text, sixteen were quadratic"
    assert read_schedule(whole)[0].kind is Kind.WORDS


@pytest.mark.parametrize("unit", HOSTILE.values(), ids=list(HOSTILE))
def test_the_longest_phrase_that_is_read_is_cheap(unit: str) -> None:
    part, whole = unit * (500 // len(unit)), unit * (2000 // len(unit))
    assert seconds(whole) < 9 * seconds(part) + 0.05

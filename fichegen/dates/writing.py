"""Values back to French: one form for each, which the grammars read to the same value."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Sequence
from functools import lru_cache
from itertools import groupby
from typing import Final

from fichegen.text import enumerate_french

from .lexicon import MONTHS, SEASONS, WEEKDAYS
from .periods import name_of
from .values import (
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
    Schedule,
    runs,
)

_HALVES: Final = {Half.MORNING: ", le matin", Half.AFTERNOON: ", l'après-midi", Half.WHOLE: ""}
_SHORT_MONTHS: Final = (
    "janv.", "févr.", "mars", "avr.", "mai", "juin", "juill.", "août", "sept.", "oct.", "nov.", "déc.",
)  # fmt: skip
_UNSHARED: Final = ("année", *SEASONS)


def write_date(date: dt.date, *, weekday: bool = False) -> str:
    """Write `1er mars 2025`, or `samedi 1er mars 2025`."""
    day = f"{_day(date)} {MONTHS[date.month - 1]} {date.year}"
    return f"{WEEKDAYS[date.weekday()]} {day}" if weekday else day


def write_short_date(date: dt.date) -> str:
    """Write `1er mars 2025`, `15 févr. 2025`: for where there is little room."""
    return f"{_day(date)} {_SHORT_MONTHS[date.month - 1]} {date.year}"


def _day(date: dt.date) -> str:
    return "1er" if date.day == 1 else str(date.day)


# ---------------------------------------------------------------------- days


def write_days(days: Iterable[Day]) -> str:
    """Write days in one phrase: months and years shared, three days in a row as a range.

    Days that differ in their hours or halves stand in parts of their own, between semicolons.
    """
    parts: list[str] = []
    for (half, hours), group in groupby(days, lambda day: (day.half, day.hours)):
        dates = _write_dates([*group])
        parts.append(f"{dates}{_HALVES[half]}{_behind_comma(hours)}")
    return " ; ".join(parts)


def _behind_comma(hours: Sequence[Hours]) -> str:
    return f", {write_hours(hours)}" if hours else ""


def _write_dates(days: Sequence[Day]) -> str:
    """Write dates by months; the year stands once at the end where there is only one."""
    items: list[tuple[dt.date, dt.date]] = []
    for run in runs(days):
        for start in range(0, len(run), LONGEST_RUN):  # a longer range would not mean each day
            part = run[start : start + LONGEST_RUN]
            if len(part) > 2:
                items.append((part[0].date, part[-1].date))
            else:
                items += ((day.date, day.date) for day in part)
    years = {date.year for item in items for date in item}
    one_year = len(years) == 1
    phrases: list[str] = []
    for (year, month, single), group in groupby(items, _place):
        if single:
            named = enumerate_french(_day(first) for first, _ in group)
            phrases.append(f"{named} {MONTHS[month - 1]}" + ("" if one_year else f" {year}"))
        else:
            phrases += (_range(first, last, year=not one_year) for first, last in group)
    return enumerate_french(phrases) + (f" {years.pop()}" if one_year else "")


def _place(item: tuple[dt.date, dt.date]) -> tuple[int, int, bool]:
    first, last = item
    return first.year, first.month, first == last


def _range(first: dt.date, last: dt.date, *, year: bool) -> str:
    head, tail = _day(first), f"{_day(last)} {MONTHS[last.month - 1]}"
    if (first.year, first.month) != (last.year, last.month):
        head += f" {MONTHS[first.month - 1]}"
    if first.year != last.year:
        head += f" {first.year}"
    return f"du {head} au {tail}" + (f" {last.year}" if year else "")


# ---------------------------------------------------------------------- hours and periods


def write_hours(hours: Iterable[Hours]) -> str:
    """Write `de 9h à 12h30 et de 13h30 à 17h`."""
    return enumerate_french(f"de {_clock(h.start)} à {_clock(h.end)}" for h in hours)


def _clock(minutes: int) -> str:
    hours, rest = divmod(minutes, 60)
    return f"{hours}h{rest:02}" if rest else f"{hours}h"


def write_minutes(minutes: float) -> str:
    """Write a length in minutes: `8h30`, `7h`, `45 min`."""
    whole = round(minutes)
    return _clock(whole) if whole >= 60 else f"{whole} min"


def write_period(stretch: Period) -> str:
    """Write `mars 2025`, `1er trimestre 2025`, `de mars à mai 2025`, or the two bounds."""
    if named := name_of(stretch):
        return " ".join(named)
    first, last = stretch.first, stretch.last
    if first.day == 1 and (last + dt.timedelta(days=1)).day == 1:
        opening = MONTHS[first.month - 1]
        if first.year != last.year:
            opening += f" {first.year}"
        link = "d'" if opening[0] in "ao" else "de "
        return f"{link}{opening} à {MONTHS[last.month - 1]} {last.year}"
    return f"entre le {write_date(first)} et le {write_date(last)}"


def write_periods(stretches: Sequence[Period]) -> str:
    """Write several periods; months of one year share it."""
    names = [name_of(stretch) for stretch in stretches]
    known = [name for name in names if name and not name[0].startswith(_UNSHARED)]
    years = {year for _, year in known}
    if len(known) == len(names) and len(years) == 1:
        return f"{enumerate_french(name for name, _ in known)} {years.pop()}"
    return enumerate_french(write_period(stretch) for stretch in stretches)


@lru_cache(1024)  # page, message, calendar and exports of a session ask for it in a row
def write_schedule(schedule: Schedule) -> str:
    """Write what is known of a schedule; its own words where nothing is."""
    match schedule.kind:
        case Kind.DAYS:
            return write_days(schedule.days)
        case Kind.START if schedule.periods:
            named = write_periods(schedule.periods)
            return f"à partir {_from(named)}{named}{_behind_comma(schedule.hours)}"
        case Kind.START:
            return f"à partir du {write_days(schedule.days)}"
        case Kind.SPAN:
            spans = (_bounds(period) for period in schedule.periods)
            return enumerate_french(spans) + _behind_comma(schedule.hours)
        case Kind.PERIOD:
            return write_periods(schedule.periods) + _behind_comma(schedule.hours)
        case _:
            return schedule.words


def _from(named: str) -> str:
    """Lead to a stretch of the calendar: `de mars 2025`, `d'avril 2025`, `du 1er trimestre 2025`."""
    if named[0].isdigit() or named.startswith("printemps"):
        return "du "
    if named.startswith(_UNSHARED):
        return "de l'"
    return "d'" if named[0] in "ao" else "de "


def _bounds(stretch: Period) -> str:
    if stretch.first == stretch.last:
        return write_date(stretch.first)
    return _range(stretch.first, stretch.last, year=True)


def write_deadline(deadline: Deadline) -> str:
    """Write `15 octobre 2021` or `15 octobre 2021 à 12h`; the words where there is no date."""
    if deadline.date is None:
        return deadline.words
    time = "" if deadline.time is None else f" à {_clock(deadline.time)}"
    return write_date(deadline.date) + time


# ---------------------------------------------------------------------- lengths


def write_duration(duration: Duration) -> str:
    """Write `3 jours (21 heures)`, `1 à 2 jours`, `2 jours ou 4 demi-journées`, or the words."""
    if not duration.options:
        return duration.words
    bound = "maximum " if duration.maximum else ""
    bound += "au moins " if duration.minimum else ""
    options = " ou ".join(_option(option) for option in duration.options)
    return f"{bound}{options}{_remote(duration)}"


def _option(option: Option) -> str:
    days = _days(option.days, half=option.half_days) if option.days else ""
    hours = _hours(option.minutes) if option.minutes else ""
    return f"{days} ({hours})" if days and hours else days or hours


def _days(days: Extent, *, half: bool) -> str:
    if half:
        return _amount(days.least * 2, days.most * 2, "demi-journée")
    return _amount(days.least, days.most, "jour")


def _hours(minutes: Extent) -> str:
    least, most = minutes.least, minutes.most
    if least % 60 == 0 and most % 60 == 0:
        return _amount(least / 60, most / 60, "heure")
    if least == most and least > 60:
        return _clock(round(least))
    return _amount(least, most, "minute")


def _amount(least: float, most: float, unit: str) -> str:
    number = _number(least) if least == most else f"{_number(least)} à {_number(most)}"
    return f"{number} {unit}{'s' if most >= 2 else ''}"


def _number(value: float) -> str:
    return f"{value:.2f}".rstrip("0").rstrip(".").replace(".", ",")


def _remote(duration: Duration) -> str:
    share = duration.remote_minutes
    if share is None:
        return ""
    hours = _hours(Extent(least=share, most=share))
    total = Extent(least=share, most=share)
    if [(o.minutes, o.days) for o in duration.options] == [(total, None)]:
        return " à distance"
    told = [option.minutes for option in duration.options if option.minutes]
    return f", dont {hours} à distance" if told else f" + {hours} à distance"

"""The rules of time zones, held against those of the machine."""

from __future__ import annotations

import datetime as dt
from io import StringIO
from typing import Any
from zoneinfo import ZoneInfo, available_timezones

import pytest
from dateutil.tz import tzical
from icalendar import Timezone

from fichegen.exporters.ics.zones import NO_ZONE, timezone

HOUR = dt.timedelta(hours=1)


def lines(name: str, first: int, last: int) -> list[str]:
    return timezone(name, first, last).decode().splitlines()


def test_a_zone_without_seasons_is_one_observance() -> None:
    assert lines("Indian/Reunion", 2021, 2026) == [
        "BEGIN:VTIMEZONE",
        "TZID:Indian/Reunion",
        "BEGIN:STANDARD",
        "DTSTART:20210101T000000",
        "TZOFFSETFROM:+0400",
        "TZOFFSETTO:+0400",
        "END:STANDARD",
        "END:VTIMEZONE",
    ]


def test_clocks_are_set_at_the_local_time_before() -> None:
    told = lines("Europe/Paris", 2021, 2022)
    assert told[2:] == [
        "BEGIN:STANDARD", "DTSTART:20210101T000000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0100", "END:STANDARD",
        "BEGIN:DAYLIGHT", "DTSTART:20210328T020000", "TZOFFSETFROM:+0100", "TZOFFSETTO:+0200",
        "RDATE:20220327T020000", "END:DAYLIGHT",
        "BEGIN:STANDARD", "DTSTART:20211031T030000", "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100",
        "RDATE:20221030T030000", "END:STANDARD",
        "END:VTIMEZONE",
    ]  # fmt: skip


def offsets_agree(name: str, first: int, last: int, step: dt.timedelta) -> None:
    """Hold a VTIMEZONE against the machine, save for times that clocks skip or show twice."""
    body = timezone(name, first, last).decode()
    component: Any = Timezone.from_ical(body)
    # A name the library knows would be looked up, not read.
    unknown = body.replace(f"TZID:{name}\r\n", "TZID:Essai\r\n")
    readers: list[Any] = [component.to_tz(lookup_tzid=False), tzical(StringIO(unknown)).get()]
    rules = ZoneInfo(name)
    moment = dt.datetime(first, 1, 1, 0, 30)  # noqa: DTZ001  local times
    while moment.year <= last:
        at = moment.replace(tzinfo=rules)
        if at.utcoffset() == at.replace(fold=1).utcoffset():
            for reader in readers:
                assert moment.replace(tzinfo=reader).utcoffset() == at.utcoffset(), (name, moment)
        moment += step


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("Indian/Reunion", 2021, 2022),
        ("Europe/Paris", 2021, 2022),
        ("Europe/Dublin", 2021, 2022),
        ("America/St_Johns", 2021, 2022),
        ("America/New_York", 2006, 2007),  # the rule changed
        ("Asia/Kolkata", 2021, 2021),
        ("Africa/Casablanca", 2021, 2023),  # set back for Ramadan
        ("Pacific/Apia", 2011, 2012),  # 30 December 2011 was skipped
        ("Australia/Lord_Howe", 2021, 2021),  # half an hour of summer time
        ("Antarctica/Troll", 2021, 2021),  # two hours
        ("America/Caracas", 2007, 2008),
        ("Europe/Paris", 1940, 1946),
        ("Africa/Monrovia", 1971, 1973),  # seconds
    ],
)  # fmt: skip
def test_every_hour_has_its_offset(name: str, first: int, last: int) -> None:
    offsets_agree(name, first, last, HOUR)


def test_every_zone_that_is_known_is_right() -> None:
    names = sorted(name for name in available_timezones() if "/" in name)
    assert len(names) > 300
    for name in names:
        offsets_agree(name, 2024, 2025, dt.timedelta(days=2, hours=5))


@pytest.mark.parametrize("year", [dt.MINYEAR, dt.MAXYEAR])
def test_there_is_no_year_that_fails(year: int) -> None:
    assert b"TZOFFSETTO" in timezone("Europe/Paris", year, year)


@pytest.mark.parametrize("name", ["Nulle/Part", "", "../etc/passwd", "/etc/localtime", "a\x00b"])
def test_a_zone_that_is_not_known_has_no_rules(name: str) -> None:
    assert timezone(name, 2021, 2021) == b""


def test_what_stands_for_no_event_is_read_too() -> None:
    component: Any = Timezone.from_ical(NO_ZONE)
    noon = dt.datetime(2021, 9, 1, 12, tzinfo=component.to_tz(lookup_tzid=False))
    assert noon.utcoffset() == dt.timedelta()

"""Laws of the calendars: two libraries read back what the model says, whatever it says."""

from __future__ import annotations

import datetime as dt
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest
import vobject
from calendar_readers import by_icalendar, by_vobject, events, expected
from conftest import ROOT, TODAY
from corpus import EXTREMES, write_corpus
from exports import ATTACKS, COMPLETE, calendars, presenter
from hypothesis import given, settings
from hypothesis import strategies as st
from icalendar import Calendar

from fichegen import routes
from fichegen.artifacts import Pending
from fichegen.catalogue import Catalogue, Session, assemble
from fichegen.dates import Day, Half, Hours, Kind, Schedule, runs
from fichegen.exporters.ics.lines import text
from fichegen.model import Fiche
from fichegen.presenting import Presenter
from fichegen.reading import read_fiche
from fichegen.settings import Settings

SETTINGS: Final = Settings(
    title="Catalogue ; des, formations", timezone="Indian/Reunion", url="https://formations.example"
)
LINE: Final = re.compile(rb"[^\r\n]{1,75}\r\n")


def read(sources: Iterable[tuple[str, str]]) -> Catalogue:
    found = [read_fiche(path, source)[0] for path, source in sources]
    fiches: list[Fiche] = [fiche for fiche in found if fiche]
    assert fiches
    catalogue, _ = assemble(fiches, (), (), SETTINGS)
    return catalogue


def below(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder).as_posix()
        apart = name.startswith(("organismes/", "pages/")) or name == "catalogue.yml"
        if path.is_file() and not apart:
            yield name, path.read_text(encoding="utf-8")


@pytest.fixture(scope="module", params=["golden", "large", "extremes", "attacks", "complete"])
def catalogue(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Catalogue:  # fmt: skip
    match request.param:
        case "golden":
            return read(below(ROOT / "content"))
        case "large":
            folder = tmp_path_factory.mktemp("large")
            write_corpus(folder, 300, today=TODAY)
            return read(below(folder / "content"))
        case "extremes":
            return read(EXTREMES.items())
        case "attacks":
            return read((f"{name}.yml", source) for name, source in ATTACKS.items())
        case _:
            return presenter(COMPLETE, settings=SETTINGS).catalogue


def made(catalogue: Catalogue) -> dict[str, bytes]:
    found = [*calendars(Presenter(catalogue, TODAY))]
    assert len({artifact.path for artifact in found}) == len(found)
    return {artifact.path: artifact.body for artifact in found}


def held(catalogue: Catalogue) -> dict[str, tuple[Session, ...]]:
    """Return the sessions that each calendar is about."""
    sessions = {routes.CALENDAR: catalogue.sessions}
    for fiche in catalogue.fiches:
        own = tuple(Session(fiche, group) for group in fiche.groups)
        sessions[routes.fiche_calendar_path(fiche)] = own
        sessions |= {routes.calendar_path(fiche, s.group): (s,) for s in own}
    for kind, facets in (
        (routes.TERRITORIES, catalogue.territories),
        (routes.ORGANISATIONS, catalogue.organisations),
        (routes.SERIES, catalogue.series),
        (routes.SECTORS, catalogue.sectors),
    ):
        for facet in facets:
            sessions[routes.facet_calendar_path(kind, facet.slug)] = facet.sessions
    return sessions


def test_two_readers_find_the_days_and_hours_of_the_model(catalogue: Catalogue) -> None:
    told = made(catalogue)
    for path, sessions in held(catalogue).items():
        facts = expected(sessions)
        if path not in told:
            assert not facts
            continue
        assert by_icalendar(told[path]) == facts, path
        assert by_vobject(told[path]) == facts, path
    assert told.keys() <= held(catalogue).keys()


def test_every_line_is_one(catalogue: Catalogue) -> None:
    for path, body in made(catalogue).items():
        lines = LINE.findall(body)
        assert b"".join(lines) == body, path
        for line in lines:
            words = line[:-2].decode()  # no character is parted
            assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]", words)
        names = {re.split(rb"[:;]", line)[0] for line in lines if not line.startswith(b" ")}
        assert names <= PROPERTIES, path


PROPERTIES: Final = {
    *b"BEGIN END VERSION PRODID CALSCALE NAME X-WR-CALNAME REFRESH-INTERVAL X-PUBLISHED-TTL".split(),
    *b"URL SOURCE X-WR-TIMEZONE TZID DTSTART TZOFFSETFROM TZOFFSETTO RDATE UID DTSTAMP".split(),
    *b"LAST-MODIFIED SEQUENCE DTEND RRULE SUMMARY DESCRIPTION LOCATION CONFERENCE CONTACT".split(),
    *b"CATEGORIES RELATED-TO STATUS TRANSP ACTION TRIGGER".split(),
}


def parted(body: bytes) -> dict[bytes, bytes]:
    """Return the events of a calendar, as they are written, by their UID."""
    return {
        re.findall(rb"UID:(.*?)\r\n(?! )", event, re.DOTALL)[0]: event
        for event in EVENT.findall(body)
    }


EVENT: Final = re.compile(rb"(?<=\n)BEGIN:VEVENT\r\n.*?\r\nEND:VEVENT\r\n", re.DOTALL)


def test_an_event_is_the_same_wherever_it_stands(catalogue: Catalogue) -> None:
    told = made(catalogue)
    whole = parted(told[routes.CALENDAR])
    assert whole
    for path, body in told.items():
        assert parted(body).items() <= whole.items(), path


def test_events_name_one_that_stands_beside_them(catalogue: Catalogue) -> None:
    for body in made(catalogue).values():
        found = parted(body)
        for event in found.values():
            for name in re.findall(rb"RELATED-TO[^:]*:(.*?)\r\n(?! )", event, re.DOTALL):
                assert name.replace(b"\r\n ", b"") in {uid.replace(b"\r\n ", b"") for uid in found}


def test_the_same_catalogue_gives_the_same_bytes(catalogue: Catalogue) -> None:
    fiches = [*catalogue.fiches]
    random.Random(1).shuffle(fiches)
    again, _ = assemble(fiches, (), (), SETTINGS)
    other_day = calendars(Presenter(again, TODAY + dt.timedelta(days=400)))
    assert {a.path: a.body for a in other_day} == {
        a.path: a.body for a in calendars(Presenter(assemble(catalogue.fiches, (), (), SETTINGS)[0], TODAY))
    }  # fmt: skip


def test_a_validator_has_nothing_to_say(catalogue: Catalogue) -> None:
    whole: Any = vobject.readOne(made(catalogue)[routes.CALENDAR].decode())
    assert whole.validate(raiseException=True)


# ---------------------------------------------------------------- anything at all

MINUTES = st.integers(0, 24 * 60)


@st.composite
def hours(draw: st.DrawFn) -> tuple[Hours, ...]:
    edges = sorted({*draw(st.lists(MINUTES, max_size=6))})
    return tuple(
        Hours(start=start, end=end) for start, end in zip(edges[::2], edges[1::2], strict=False)
    )


PLANS = hours()


@st.composite
def schedules(draw: st.DrawFn) -> Schedule:
    """Days near each other, so that some are consecutive; a few plans for them, so that some are alike."""
    start = draw(st.dates(dt.date(1902, 1, 1), dt.date(2098, 1, 1)))
    kinds = draw(st.lists(st.tuples(st.sampled_from(Half), PLANS), min_size=1, max_size=3))
    offsets = draw(st.lists(st.integers(0, 40), min_size=1, max_size=20, unique=True))
    days = []
    for offset in sorted(offsets):
        half, plan = draw(st.sampled_from(kinds))
        days.append(Day(date=start + dt.timedelta(days=offset), half=Half.WHOLE if plan else half, hours=plan))  # fmt: skip
    kind = Kind.START if len(days) == 1 and draw(st.booleans()) else Kind.DAYS
    return Schedule(words="des jours", kind=kind, days=tuple(days))


ZONES = ("Europe/Paris", "Indian/Reunion", "America/St_Johns", "Asia/Kolkata", "Pacific/Apia")
(PLAIN,) = presenter("titre: Titre\ndates: 15 novembre 2021\n").catalogue.fiches


def of_schedule(schedule: Schedule, zone: str) -> tuple[Session, list[Pending]]:
    group = replace(PLAIN.groups[0], schedule=schedule)
    fiche = replace(PLAIN, groups=(group,))
    catalogue, _ = assemble([fiche], (), (), replace(SETTINGS, timezone=zone))
    return Session(fiche, group), [*calendars(Presenter(catalogue, TODAY))]


@settings(deadline=None, max_examples=200)
@given(schedules(), st.sampled_from(ZONES))
def test_any_days_are_read_back(schedule: Schedule, zone: str) -> None:
    session, found = of_schedule(schedule, zone)
    for artifact in found:
        assert by_icalendar(artifact.body) == expected([session])
        assert by_vobject(artifact.body) == expected([session])


@settings(deadline=None)
@given(schedules())
def test_there_are_no_more_events_than_needed(schedule: Schedule) -> None:
    changes = 0
    for run in runs(schedule.days):
        plans = [(day.half, day.hours) for day in run]
        for before, plan in zip([None, *plans], plans, strict=False):
            changes += (len(plan[1]) or 1) if plan != before else 0
    _, found = of_schedule(schedule, "Europe/Paris")
    assert len(events(found[0].body)) == changes


@settings(deadline=None)
@given(st.text(max_size=300))
def test_any_words_are_read_back(words: str) -> None:
    """All but control characters, which are spaces, and the form of accents."""
    written = text("SUMMARY", words)
    assert b"".join(LINE.findall(written)) == written
    body = b"BEGIN:VEVENT\r\n" + written + b"END:VEVENT\r\n"
    event: Any = Calendar.from_ical(body)
    kept = re.sub(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029]", " ", words.replace("\r\n", "\n"))
    assert str(event["SUMMARY"]) == unicodedata.normalize("NFC", kept)

"""Calendars read by two libraries we did not write, and what they should say of a session.

A fact is an event of a session: its day, and the minutes since midnight it starts and ends at, or
the part of the day it takes where no hours are told.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from typing import Any, Final

import vobject
from dateutil.rrule import rrulestr
from icalendar import Calendar

from fichegen.catalogue import Session
from fichegen.dates import Kind
from fichegen.exporters.aliases import identity

Fact = tuple[dt.date, int | None, int | None, str]
"""Day, first and last minute, and "matin", "après-midi", "Début", "Fin" or nothing."""
Facts = dict[str, set[Fact]]
"""Facts by stem: the UID without its number and its right-hand side."""

_HALVES: Final = ("matin", "après-midi")
_BOUNDS: Final = ("Début", "Fin")


def expected(sessions: Iterable[Session]) -> Facts:
    """Return what the model says of sessions."""
    facts = {f"{identity(s.fiche, '')}.{s.group.slug}": {*_model(s)} for s in sessions}
    return {stem: found for stem, found in facts.items() if found}


def _model(session: Session) -> Iterator[Fact]:
    schedule = session.fiche.calendar_of(session.group)
    if schedule is None or schedule.kind not in (Kind.DAYS, Kind.START, Kind.SPAN):
        return
    for day in schedule.days:
        begins = "Début" if schedule.kind is Kind.START else ""
        for hours in day.hours:
            yield day.date, hours.start, hours.end, begins
        if not day.hours:
            yield day.date, None, None, day.half or begins
    for period in schedule.periods:
        if period.first == period.last:
            yield period.first, None, None, ""
        else:
            yield period.first, None, None, "Début"
            yield period.last, None, None, "Fin"


def by_icalendar(body: bytes) -> Facts:
    """Read a calendar with the one library."""
    return _gathered(_icalendar_events(body))


def by_vobject(body: bytes) -> Facts:
    """Read a calendar with the other."""
    return _gathered(_vobject_events(body))


def events(body: bytes) -> list[Any]:
    """Return the events of a calendar as `icalendar` reads them."""
    calendar: Any = Calendar.from_ical(body)
    assert not calendar.errors
    found = calendar.walk("VEVENT")
    assert not [event.errors for event in found if event.errors]
    return list(found)


_Event = tuple[str, str, dt.date, dt.date, list[dt.datetime]]
"""UID, summary, start, end (local times, or days) and all starts of an event with hours."""


def _icalendar_events(body: bytes) -> Iterator[_Event]:
    for event in events(body):
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        starts = []
        if isinstance(start, dt.datetime):
            start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
            rule = event.get("RRULE")
            starts = [*rrulestr(rule.to_ical().decode(), dtstart=start)] if rule else [start]
        yield str(event["UID"]), str(event["SUMMARY"]), start, end, starts


def _vobject_events(body: bytes) -> Iterator[_Event]:
    calendar: Any = vobject.readOne(body.decode())
    for event in calendar.contents.get("vevent", ()):
        start, end = event.dtstart.value, event.dtend.value
        starts = []
        if isinstance(start, dt.datetime):
            found = [*event.rruleset] if event.rruleset else [start]
            starts = [moment.replace(tzinfo=None) for moment in found]
            start, end = start.replace(tzinfo=None), end.replace(tzinfo=None)
        yield event.uid.value, event.summary.value, start, end, starts


def _gathered(found: Iterable[_Event]) -> Facts:
    facts: Facts = {}
    seen = set()
    for uid, summary, start, end, starts in found:
        assert uid not in seen, "an event told twice"
        seen.add(uid)
        name = uid.partition("@")[0]
        if name.endswith(".limite"):
            continue
        told = facts.setdefault(name.rpartition(".")[0], set())
        fresh = [*_facts(summary, start, end, starts)]
        assert not told & {*fresh}, "two events for one and the same"
        told.update(fresh)
    return facts


def _facts(
    summary: str, start: dt.date, end: dt.date, starts: Iterable[dt.datetime]
) -> Iterator[Fact]:
    half = next((half for half in _HALVES if summary.endswith(f" ({half})")), "")
    for prefix in ("Annulé : ", "Reporté : ", "Complet : "):
        summary = summary.removeprefix(prefix)
    bound = next((bound for bound in _BOUNDS if summary.startswith(f"{bound} : ")), "")
    if isinstance(start, dt.datetime) and isinstance(end, dt.datetime):
        minutes = int((end - start).total_seconds()) // 60
        for moment in starts:
            first = moment.hour * 60 + moment.minute
            yield moment.date(), first, first + minutes, bound
        return
    for number in range((end - start).days):
        yield start + dt.timedelta(days=number), None, None, half or bound

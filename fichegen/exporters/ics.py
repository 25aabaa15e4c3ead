"""Sessions as calendars (iCalendar, RFC 5545): days as whole days, the same in every zone."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from fichegen.catalogue import Session
from fichegen.dates import Schedule, runs, write_date, write_schedule
from fichegen.model import Status
from fichegen.text import plain

_LINE: Final = 75
"""Octets of a line without its break (RFC 5545, 3.1)."""
_DAY: Final = dt.timedelta(days=1)
_UNDATED: Final = dt.date(2000, 1, 1)
"""Stands for the day of the last revision where the fiche tells none: DTSTAMP is mandatory."""
_CONTROL: Final = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_PREFIXES: Final = {
    Status.CANCELLED: "Annulé : ",
    Status.POSTPONED: "Reporté : ",
    Status.FULL: "Complet : ",
}
"""Said in the title too: calendars hide what is cancelled, or show it like the rest."""
_STATES: Final = {Status.CANCELLED: "CANCELLED", Status.POSTPONED: "TENTATIVE"}
"""What is not held on those days takes no time either."""
_ALARM: Final = "-P3D"


def session_calendar(session: Session, *, language: str) -> bytes:
    """Write a session as a calendar: an event a run of days, and one for its deadline.

    Empty where no day is known.
    """
    events = [*_events(session)]
    if not events:
        return b""
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        f"PRODID:-//fichegen//fichegen//{language[:2].upper()}",
        "CALSCALE:GREGORIAN",
        *(line for event in events for line in event),
        "END:VCALENDAR",
    ]
    return "".join(f"{folded}\r\n" for line in lines for folded in _folded(line)).encode()


def _events(session: Session) -> Iterator[list[str]]:
    fiche, group = session.fiche, session.group
    schedule = group.schedule
    status = fiche.status_of(group)
    title = f"{_PREFIXES.get(status, '') if status else ''}{fiche.title.words}"
    where = ", ".join(part for part in (group.place, group.address, group.territory) if part)
    spans = [*_spans(schedule)] if schedule else []
    names = [f"{fiche.slug}.{group.slug}.{number}@fichegen" for number in range(1, len(spans) + 1)]
    about = "\n".join(_about(session))
    for (first, last), name in zip(spans, names, strict=True):
        event = [
            *_opening(session, name),
            f"DTSTART;VALUE=DATE:{_date(first)}",
            f"DTEND;VALUE=DATE:{_date(last + _DAY)}",
            _text("SUMMARY", title),
            _text("DESCRIPTION", about),
        ]
        if where:
            event.append(_text("LOCATION", where))
        if fiche.sectors:
            words = ",".join(_escaped(term.words) for term in fiche.sectors)
            event.append(f"CATEGORIES:{words}")
        event += [f"RELATED-TO;RELTYPE=SIBLING:{other}" for other in names if other != name]
        event.append(f"STATUS:{_STATES.get(status, 'CONFIRMED') if status else 'CONFIRMED'}")
        event += [f"TRANSP:{'TRANSPARENT' if status in _STATES else 'OPAQUE'}", "END:VEVENT"]
        yield event
    deadline = None if status in _PREFIXES else group.deadline or fiche.deadline
    if spans and deadline and deadline.date and deadline.date < dt.date.max:
        words = f"Fin des inscriptions : {fiche.title.words}"
        yield [
            *_opening(session, f"{fiche.slug}.{group.slug}.limite@fichegen"),
            f"DTSTART;VALUE=DATE:{_date(deadline.date)}",
            f"DTEND;VALUE=DATE:{_date(deadline.date + _DAY)}",
            _text("SUMMARY", words),
            "TRANSP:TRANSPARENT",
            "BEGIN:VALARM",
            "ACTION:DISPLAY",
            _text("DESCRIPTION", words),
            f"TRIGGER:{_ALARM}",
            "END:VALARM",
            "END:VEVENT",
        ]


def _spans(schedule: Schedule) -> Iterator[tuple[dt.date, dt.date]]:
    """Yield first and last day of each stretch of days that are all known."""
    for run in runs(schedule.days):
        if run[-1].date < dt.date.max:
            yield run[0].date, run[-1].date


def _opening(session: Session, name: str) -> list[str]:
    updated = session.fiche.updated
    day = (updated.date if updated else None) or _UNDATED
    return ["BEGIN:VEVENT", f"UID:{name}", f"DTSTAMP:{_date(day)}T000000Z"]


def _about(session: Session) -> Iterator[str]:
    """Yield what a reader wants at hand on the day."""
    fiche, group = session.fiche, session.group
    yield f"{group.label} : {write_schedule(group.schedule) if group.schedule else ''}"
    deadline = group.deadline or fiche.deadline
    if deadline and deadline.date and fiche.status_of(group) not in _PREFIXES:
        yield f"Inscriptions jusqu'au {write_date(deadline.date)}"
    if group.link:
        yield f"À distance : {group.link}"
    if group.remark:
        yield plain(group.remark.markdown)
    for contact in group.contacts or fiche.contacts:
        told = (contact.name, contact.email, contact.phone)
        yield f"Contact : {', '.join(part for part in told if part)}"


def _date(day: dt.date) -> str:
    return day.isoformat().replace("-", "")


def _text(name: str, words: str) -> str:
    return f"{name}:{_escaped(words)}"


def _escaped(words: str) -> str:
    """Write a text value (RFC 5545, 3.3.11); no control character of a source can end a line."""
    clean = _CONTROL.sub(" ", unicodedata.normalize("NFC", words))
    for sign, written in (("\\", "\\\\"), (";", "\\;"), (",", "\\,"), ("\n", "\\n")):
        clean = clean.replace(sign, written)
    return clean


def _folded(line: str) -> Iterable[str]:
    """Break a line at 75 octets, never inside a character; a space opens each further one."""
    if len(line.encode()) <= _LINE:
        yield line
        return
    part, size = "", 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _LINE:
            yield part
            part, size = " ", 1
        part += character
        size += octets
    yield part

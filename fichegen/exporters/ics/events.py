"""The events of one session: its days, and until when one can register for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from fichegen import hrefs, routes
from fichegen.catalogue import Catalogue, Session, contacts_of
from fichegen.dates import (
    Deadline,
    Schedule,
    runs,
    write_date,
    write_deadline,
    write_schedule,
)
from fichegen.exporters.aliases import identity
from fichegen.exporters.plain import plain_text
from fichegen.fillers import is_filler
from fichegen.model import Contact, Fiche, Group, Mode, Status
from fichegen.text import counted, key

from .lines import address, component, date, line, moment, text
from .stretches import Stretch, stretches

_UNDATED: Final = dt.date(2000, 1, 1)
"""Stands for the day of the last revision where the fiche tells none: DTSTAMP is mandatory."""
_ALARM: Final = "-P2DT15H"
"""Nine in the morning, three days before the day of a deadline."""
_MOST_STRETCHES: Final = 5
"""Stretches of days that words name; of more they give the number of days and the bounds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Standing:
    """What becomes of the events of a session of which something is declared."""

    prefix: str = ""
    """Said in the title too: calendars hide what is cancelled, or show it like the rest."""
    status: str = "CONFIRMED"
    opaque: bool = True
    """True where its days are taken."""
    rank: int = 0
    """How late in the life of a session this comes: numbers of events never fall."""


_PLAIN: Final = _Standing()
_STANDINGS: Final = {
    Status.FULL: _Standing(prefix="Complet : "),
    Status.POSTPONED: _Standing(prefix="Reporté : ", status="TENTATIVE", opaque=False, rank=1),
    Status.CANCELLED: _Standing(prefix="Annulé : ", status="CANCELLED", opaque=False, rank=3),
}
_MOVED: Final = 2
"""The rank of a session held on other days than those first announced: one was postponed before."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Origin:
    """What all calendars of a catalogue share."""

    catalogue: Catalogue
    name: str
    """The right-hand side of every UID."""
    url: str
    zone: str
    """The zone of hours; empty where this machine does not know its rules: hours then float."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Events:
    """The events of a session, written; each part may be empty."""

    own: bytes
    """Those of its days, and that of its own deadline."""
    shared: bytes
    """That of its fiche's deadline, where it is the session's: the same for all of them."""
    years: tuple[int, int] | None
    """The first and the last year of events with hours, if there are any."""


def session_events(session: Session, origin: Origin, *, shared: bytes) -> Events:
    """Write the events of a session; `shared` is that of its fiche's deadline."""
    fiche, group = session.fiche, session.group
    found = stretches(fiche.calendar_of(group))
    own = b"".join(_days(session, origin, found)) if found else b""
    registers = fiche.registers(group)
    if registers and group.deadline:
        own += _own_limit(session, origin, group.deadline)
    timed = [stretch.years for stretch in found if stretch.hours]
    return Events(
        own=own,
        shared=shared if registers and not group.deadline else b"",
        years=(min(first for first, _ in timed), max(last for _, last in timed)) if timed else None,
    )


def _days(session: Session, origin: Origin, found: tuple[Stretch, ...]) -> Iterator[bytes]:
    """Yield the events of the days; all but the first name that one as their sibling.

    Naming each other would take the square of their number.
    """
    fiche, group = session.fiche, session.group
    standing = _standing(session)
    title = fiche.title.words
    stem = f"{identity(fiche, origin.url)}.{group.slug}"
    names = [f"{stem}.{n}@{origin.name}" for n in range(1, len(found) + 1)]
    revision = _revision(fiche, max(standing.rank, _MOVED if group.is_moved else 0))
    page = routes.canonical(origin.url, routes.group_path(fiche, group))
    contacts = contacts_of(origin.catalogue, fiche, group)
    facts = b"".join(
        (
            text("DESCRIPTION", "\n".join(_about(session, contacts, page))),
            *_whereabouts(fiche, group),
            *_people(contacts, page),
            *_categories(fiche),
            line("STATUS", standing.status),
        )
    )
    sibling = line("RELATED-TO;RELTYPE=SIBLING", names[0])
    for stretch, name in zip(found, names, strict=True):
        opaque = stretch.opaque and standing.opaque
        yield component(
            "VEVENT",
            line("UID", name),
            revision,
            *_when(stretch, origin.zone),
            text("SUMMARY", f"{standing.prefix}{stretch.before}{title}{stretch.behind}"),
            facts,
            sibling if name != names[0] else b"",
            line("TRANSP", "OPAQUE" if opaque else "TRANSPARENT"),
        )


def fiche_limit(fiche: Fiche, origin: Origin) -> bytes:
    """Write the event of the deadline that sessions of a fiche share; empty where it has no day.

    It is the same in every calendar: who takes two of them up gets it once.
    """
    if fiche.deadline is None:
        return b""
    page = routes.canonical(origin.url, routes.fiche_path(fiche))
    name = f"{identity(fiche, origin.url)}.limite@{origin.name}"
    contacts = contacts_of(origin.catalogue, fiche)
    return _limit(fiche, fiche.deadline, name, fiche.title.words, contacts, page)


def _own_limit(session: Session, origin: Origin, deadline: Deadline) -> bytes:
    fiche, group = session.fiche, session.group
    page = routes.canonical(origin.url, routes.group_path(fiche, group))
    name = f"{identity(fiche, origin.url)}.{group.slug}.limite@{origin.name}"
    title = f"{fiche.title.words} – {_named(group)}"
    return _limit(fiche, deadline, name, title, contacts_of(origin.catalogue, fiche, group), page)


def _limit(
    fiche: Fiche, deadline: Deadline, name: str, title: str, contacts: Iterable[Contact], page: str
) -> bytes:
    if deadline.date is None:
        return b""
    hour = write_deadline(deadline).removeprefix(write_date(deadline.date)).strip()
    title = f"Fin des inscriptions : {title}" + (f" ({hour})" if hour else "")
    about = [f"Inscriptions jusqu'au {write_deadline(deadline)}", *_reached(contacts, page)]
    return component(
        "VEVENT",
        line("UID", name),
        _revision(fiche, 0),
        *_when(Stretch(first=deadline.date), ""),
        text("SUMMARY", title),
        text("DESCRIPTION", "\n".join(about)),
        *_people(contacts, page),
        *_categories(fiche),
        line("TRANSP", "TRANSPARENT"),
        component(
            "VALARM",
            line("ACTION", "DISPLAY"),
            text("DESCRIPTION", title),
            line("TRIGGER", _ALARM),
        ),
    )


# ---------------------------------------------------------------------- properties


def _standing(session: Session) -> _Standing:
    status = session.fiche.status_of(session.group)
    return _STANDINGS.get(status, _PLAIN) if status else _PLAIN


def _revision(fiche: Fiche, rank: int) -> bytes:
    """Write when the fiche was revised, and a number that grows with it (RFC 5545, 3.8.7).

    SEQUENCE is the number of days since 1 January 2000 times ten, plus the rank of what is
    declared of the session: 0 as announced, 1 postponed, 2 moved, 3 cancelled.
    """
    told = fiche.updated.date if fiche.updated else None
    day = told or _UNDATED
    sequence = 10 * max((day - _UNDATED).days, 0) + rank
    stamp = f"{date(day)}T000000Z"
    return b"".join(
        (
            line("DTSTAMP", stamp),
            line("LAST-MODIFIED", stamp) if told else b"",
            line("SEQUENCE", str(sequence)),
        )
    )


def _when(stretch: Stretch, zone: str) -> Iterator[bytes]:
    """Yield when an event is: whole days are the same in every zone, hours are the zone's."""
    form = f";TZID={zone}" if zone else ""
    if stretch.hours:
        yield line(f"DTSTART{form}", moment(stretch.starts))
    else:
        form = ";VALUE=DATE"
        yield line(f"DTSTART{form}", date(stretch.first))
    try:
        end = stretch.starts + stretch.length
    except OverflowError:  # behind the last day there is none
        yield line("DURATION", _duration(stretch))
    else:
        yield line(f"DTEND{form}", moment(end) if stretch.hours else date(end.date()))
    if stretch.hours and stretch.days > 1:
        yield line("RRULE", f"FREQ=DAILY;COUNT={stretch.days}")


def _duration(stretch: Stretch) -> str:
    if stretch.hours:
        return f"PT{stretch.hours.end - stretch.hours.start}M"
    return f"P{stretch.days}D"


def _about(session: Session, contacts: Iterable[Contact], page: str) -> Iterator[str]:
    """Yield what a reader wants at hand on the day."""
    fiche, group = session.fiche, session.group
    if group.schedule:
        yield f"{_named(group)} : {_dates(group.schedule)}"
    if group.previous and (group.is_moved or fiche.calendar_of(group) is group.previous):
        yield f"Dates annoncées d'abord : {_dates(group.previous)}"
    deadline = fiche.deadline_of(group)
    if deadline and deadline.date and fiche.registers(group):
        yield f"Inscriptions jusqu'au {write_deadline(deadline)}"
    if link := hrefs.published(group.link):
        yield f"À distance : {link}"
    if group.remark:
        yield plain_text(group.remark)
    yield from _reached(contacts, page)


def _dates(schedule: Schedule) -> str:
    """Say the days in a phrase that stays short; each of them is an event of its own."""
    if len([*runs(schedule.days)]) <= _MOST_STRETCHES:
        return write_schedule(schedule)
    first, last = schedule.days[0].date, schedule.days[-1].date
    number = counted(len(schedule.days), "jour")
    return f"{number}, du {write_date(first)} au {write_date(last)}"


def _named(group: Group) -> str:
    """Name a group with its zone, by which people tell it from others: "Groupe 1 (EST)"."""
    zone = group.territory
    said = f" {key(zone)} " in f" {key(group.label)} "
    return group.label if said or not zone else f"{group.label} ({zone})"


def _reached(contacts: Iterable[Contact], page: str) -> Iterator[str]:
    for contact in contacts:
        yield f"Contact : {_contact(contact)}"
    if page:
        yield page


def _contact(contact: Contact) -> str:
    told = (contact.name, contact.role, contact.email, contact.phone)
    return ", ".join(part for part in told if part)


def _whereabouts(fiche: Fiche, group: Group) -> Iterator[bytes]:
    """Yield the place, and where a session at a distance is joined (RFC 7986, 5.11)."""
    parts = [part for part in (group.place, group.address) if not is_filler(part)]
    where = ", ".join(parts) or ("" if is_filler(group.territory) else group.territory)
    if not where and (not is_filler(group.link) or fiche.mode is Mode.REMOTE):
        where = "À distance"
    if where:
        yield text("LOCATION", where)
    if group.link.lower().startswith(("https://", "http://")):
        yield address("CONFERENCE", routes.web(group.link))


def _people(contacts: Iterable[Contact], page: str) -> Iterator[bytes]:
    """Yield whom to write to: neither organiser nor attendee, who would be sent invitations."""
    for contact in contacts:
        yield text("CONTACT", _contact(contact))
    if page:
        yield address("URL", page)


def _categories(fiche: Fiche) -> Iterator[bytes]:
    words = dict.fromkeys(term.words for term in (*fiche.sectors, *fiche.themes))
    if words:
        yield text("CATEGORIES", *words)

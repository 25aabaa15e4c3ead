"""Sessions as LHEO tells them: first and last day, registration, state; the days themselves in words.

LHEO has no days with holes and no hours: `calendar` says them, session by session, for the rhythm of
the action.
"""

from __future__ import annotations

import datetime as dt
from typing import Final

from fichegen import routes
from fichegen.dates import Deadline, Kind, Period, Schedule, write_deadline, write_schedule
from fichegen.exporters.plain import plain_text
from fichegen.model import Fiche, Group, Status
from fichegen.presenting import Presenter
from fichegen.states import State

from .addresses import Address, address_node
from .nodes import Node, branch
from .people import contact_node, is_web
from .texts import leaf, said

UNKNOWN_START: Final = "00000000"
UNKNOWN_END: Final = "99999999"

_OPEN, _CLOSED, _SUSPENDED = "1", "2", "3"
_RECRUITING: Final = {
    State.OPEN: _OPEN,
    State.CLOSING: _OPEN,
    State.FULL: _CLOSED,
    State.CLOSED: _CLOSED,
    State.RUNNING: _CLOSED,
    State.OVER: _CLOSED,
    State.POSTPONED: _SUSPENDED,
}
"""Table etat-recrutement. Of what is yet to come without a deadline nothing is claimed."""


def held_groups(fiche: Fiche) -> tuple[Group, ...]:
    """Return the sessions that are not cancelled; one without days of a fiche that has no group.

    Sessions that are over stay, closed: LHEO knows no removal, and whoever read the file before
    would not learn what became of them. A cancelled one LHEO cannot tell from one that was held.
    """
    groups = fiche.groups or (Group(label="Session", slug="session", schedule=fiche.dates_note),)
    return tuple(group for group in groups if fiche.status_of(group) is not Status.CANCELLED)


def days_of(fiche: Fiche, group: Group) -> Schedule | None:
    """Return when a session is held; None too of one that is put off without its new days."""
    return None if fiche.status_of(group) is Status.POSTPONED else group.schedule


def period(schedule: Schedule | None) -> tuple[str, str]:
    """Write first and last day, AAAAMMJJ; months where no more is known, signs where nothing is."""
    if schedule is None:
        return UNKNOWN_START, UNKNOWN_END
    if schedule.kind is Kind.PERIOD:
        return _months(schedule.periods)
    if schedule.kind is Kind.START and schedule.periods:
        return _months(schedule.periods)[0], UNKNOWN_END
    first, last = schedule.first, schedule.last
    return _day(first) if first else UNKNOWN_START, _day(last) if last else UNKNOWN_END


def is_dated(fiche: Fiche, group: Group) -> bool:
    """Tell whether both the first and the last day, or their months, are known."""
    return not {*period(days_of(fiche, group))} & {UNKNOWN_START, UNKNOWN_END}


def session_node(
    presenter: Presenter, fiche: Fiche, group: Group, registration: Address, name: str
) -> Node:
    """Write a session; one registers at an address, of the organisation of that name."""
    deadline = fiche.deadline_of(group) if fiche.registers(group) else None
    timeline = presenter.timeline(fiche, group)
    state = _RECRUITING.get(timeline.now)
    if timeline.now is State.RUNNING and group.schedule and group.schedule.kind is Kind.START:
        state = None  # nobody says that one can join only on its first day
    page = routes.group_path(fiche, group) if fiche.groups else ""
    url = routes.canonical(presenter.catalogue.settings.url, page) if page else ""
    return branch(
        "session",
        _period("periode", *period(days_of(fiche, group))),
        branch("adresse-inscription", address_node(registration, name)),
        leaf("modalites-inscription", registering(fiche, group)),
        branch("periode-inscription", _period("periode", UNKNOWN_START, _day(deadline.date)))
        if deadline and deadline.date
        else None,
        Node("etat-recrutement", state) if state else None,
        branch("url-session", leaf("urlweb", url)) if is_web(url) else None,
        (contact_node("contact-session", contact) for contact in group.contacts),
        numero=f"{fiche.slug}/{group.slug}",
    )


def registering(fiche: Fiche, group: Group) -> str:
    """Say how one registers, and what a date cannot say of the deadline."""
    deadline = fiche.deadline_of(group) if fiche.registers(group) else None
    words = [said(fiche, "inscription")]
    if deadline and not _is_plain(deadline):
        words.append(f"Date limite : {write_deadline(deadline)}")
    return "\n".join(part for part in words if part)


def calendar(fiche: Fiche, group: Group, *, address: str = "") -> str:
    """Say the days and hours of a session, where it is, and what else the editor says of it."""
    where = " – ".join(part for part in (group.territory, group.place, address) if part)
    head = f"{group.label} ({where})" if where else group.label
    parts = [f"{head} : {_days_words(fiche, group)}"]
    if group.is_moved and group.previous:
        parts.append(f"dates annoncées d'abord : {write_schedule(group.previous)}")
    if group.seats:
        parts.append(f"places : {group.seats}")
    if group.remark and (remark := plain_text(group.remark).strip()):
        parts.append(remark)
    return " ; ".join(parts)


def _days_words(fiche: Fiche, group: Group) -> str:
    words = write_schedule(group.schedule) if group.schedule else ""
    if fiche.status_of(group) is Status.POSTPONED:
        return f"reporté (dates annoncées : {words})" if words else "reporté"
    return words or "dates non précisées"


def _is_plain(deadline: Deadline) -> bool:
    return deadline.date is not None and deadline.time is None


def _period(name: str, first: str, last: str) -> Node:
    return branch(name, Node("debut", first), Node("fin", last))


def _day(date: dt.date) -> str:
    return f"{date.year:04}{date.month:02}{date.day:02}"


def _months(periods: tuple[Period, ...]) -> tuple[str, str]:
    """Write the months (AAAAMM00) or the years (AAAA0000) that stretches of the calendar reach over."""
    first = min(stretch.first for stretch in periods)
    last = max(stretch.last for stretch in periods)
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return f"{first.year:04}0000", f"{last.year:04}0000"
    return f"{first.year:04}{first.month:02}00", f"{last.year:04}{last.month:02}00"

"""Whether a session can still be joined on a given day: rules, and the day they next change."""

from __future__ import annotations

import datetime as dt
import enum
from typing import Final

from fichegen.dates import Kind
from fichegen.model import Fiche, Group, Status

_DAY: Final = dt.timedelta(days=1)


class State(enum.StrEnum):
    """What a session is in on one day."""

    CANCELLED = "annulé"
    POSTPONED = "reporté"
    OVER = "terminé"
    FULL = "complet"
    RUNNING = "en cours"
    CLOSED = "inscriptions closes"
    OPEN = "inscriptions ouvertes"
    COMING = "à venir"
    UNSCHEDULED = "à programmer"

    @property
    def lasting(self) -> bool:
        """True where the passing of days alone cannot undo it: safe to print on a static page."""
        return self in _LASTING


_LASTING: Final = (State.CANCELLED, State.POSTPONED, State.OVER, State.FULL, State.CLOSED)


def state_on(day: dt.date, fiche: Fiche, group: Group) -> State:
    """Tell a session's state on a day.

    What the editor declares comes first, save that a full or confirmed session ends too. A
    session whose last day is not known is never over.
    """
    status = group.status or fiche.status
    if status is Status.CANCELLED:
        return State.CANCELLED
    if status is Status.POSTPONED:
        return State.POSTPONED
    last, first, limit = _days(fiche, group)
    if last is not None and day > last:
        return State.OVER
    if status is Status.FULL:
        return State.FULL
    if first is not None and day >= first:
        return State.RUNNING
    if limit is not None:
        return State.CLOSED if day > limit else State.OPEN
    return State.COMING if first is not None else State.UNSCHEDULED


def next_change(day: dt.date, fiche: Fiche, group: Group) -> dt.date | None:
    """Tell the first later day on which the session's state is another, or None."""
    last, first, limit = _days(fiche, group)
    edges = {first, limit + _DAY if limit else None, last + _DAY if last else None}
    now = state_on(day, fiche, group)
    later = sorted(edge for edge in edges if edge is not None and edge > day)
    return next((edge for edge in later if state_on(edge, fiche, group) is not now), None)


def _days(fiche: Fiche, group: Group) -> tuple[dt.date | None, dt.date | None, dt.date | None]:
    """Return last day, first day and registration deadline, as far as they are known."""
    schedule = group.schedule
    first = schedule.first if schedule else None
    last = schedule.last if schedule else None
    if schedule and schedule.kind is Kind.PERIOD and schedule.periods:
        last = max(period.last for period in schedule.periods)
    deadline = group.deadline or fiche.deadline
    return last, first, deadline.date if deadline else None

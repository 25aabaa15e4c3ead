"""Which sessions a check looks at: those that are to take place, and of these the coming ones."""

from __future__ import annotations

import datetime as dt
from typing import Final

from fichegen.dates import Kind
from fichegen.model import Fiche, Group, Status

_OFF: Final = (Status.CANCELLED, Status.POSTPONED)


def held(fiche: Fiche) -> tuple[Group, ...]:
    """Return the sessions that are neither cancelled nor put off without new days."""
    return tuple(group for group in fiche.groups if fiche.status_of(group) not in _OFF)


def last_day(group: Group) -> dt.date | None:
    """Return the last day of a session, or of the months it is announced for, if known."""
    schedule = group.schedule
    if schedule and schedule.kind is Kind.PERIOD and schedule.periods:
        return max(period.last for period in schedule.periods)
    return schedule.last if schedule else None


def is_over(group: Group, today: dt.date) -> bool:
    """Tell whether the last day of a session is known and past."""
    last = last_day(group)
    return last is not None and last < today

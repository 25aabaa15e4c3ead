"""Years that a finger slipped on: 2072 for 2027, far from the day it is or from the sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from fichegen.dates import write_date
from fichegen.diagnostics import Finding, finding
from fichegen.model import Fiche, Group

_AHEAD: Final = 6
"""Years further than which nobody announces a session."""
_BEFORE: Final = 2
"""Years before the first session in which nobody closes its registrations."""


def years_too_far(fiche: Fiche, today: dt.date) -> Iterator[Finding]:
    """FG317: a session or a deadline many years away from the day it is, or from each other."""
    firsts = []
    for group in fiche.groups:
        first = _first_of(group)
        if first and first.year - today.year > _AHEAD:
            yield finding("FG317", group.span or fiche.span("groupes"),
                          quoi=f"« {group.label} » commencerait", **_apart(first, today))  # fmt: skip
        elif first:
            firsts.append(first)
        yield from _deadline(fiche, group, today, [first] if first else [])
    yield from _deadline(fiche, None, today, firsts)


def _first_of(group: Group) -> dt.date | None:
    """Return the first day of a session or, where none is known, of the period it is held in."""
    schedule = group.schedule
    if schedule is None:
        return None
    return schedule.first or (schedule.periods[0].first if schedule.periods else None)


def _deadline(
    fiche: Fiche, group: Group | None, today: dt.date, firsts: list[dt.date]
) -> Iterator[Finding]:
    told = group.deadline if group else fiche.deadline
    if told is None or told.date is None:
        return
    where = (group.span if group else None) or fiche.span("groupes" if group else "date_limite")
    what = "les inscriptions se fermeraient"
    if told.date.year - today.year > _AHEAD:
        yield finding("FG317", where, quoi=what, **_apart(told.date, today))
    elif firsts and min(firsts).year - told.date.year > _BEFORE:
        years = min(firsts).year - told.date.year
        yield finding("FG317", where, quoi=what, date=write_date(told.date),
                      ecart=f"{years} ans avant la première session, {write_date(min(firsts))}")  # fmt: skip


def _apart(day: dt.date, today: dt.date) -> dict[str, str]:
    years = day.year - today.year
    return {
        "date": write_date(day),
        "ecart": f"dans {years} ans : nous sommes le {write_date(today)}",
    }

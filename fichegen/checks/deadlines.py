"""Until when one can register, against the days of the sessions."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from fichegen.checks.sessions import held, is_over
from fichegen.dates import LONGEST_RUN, Kind, write_date
from fichegen.diagnostics import Finding, finding
from fichegen.model import Fiche, Group

_SHOWN: Final = 10
"""Sessions named by their places beside a finding."""


def deadlines_behind_first_day(fiche: Fiche, today: dt.date) -> Iterator[Finding]:
    """FG315: one could still register for what has begun.

    What runs long may be joined on the way. A deadline for all sessions is not of those past, as
    long as one begins after it; that all are past while it runs is FG512.
    """
    shared = []
    for group in held(fiche):
        deadline, first = fiche.deadline_of(group), _joined_until(fiche, group)
        if not (first and deadline and deadline.date and deadline.date > first):
            continue
        if not fiche.registers(group):
            continue
        if group.deadline:
            where = group.span or fiche.span("groupes")
            yield finding("FG315", where, limite=write_date(deadline.date),
                          session=group.label, debut=write_date(first))  # fmt: skip
        else:
            shared.append((first, group))
    limit = fiche.deadline.date if fiche.deadline else None
    if shared and limit:
        shared = [*_meant(fiche, shared, limit, today)]
    if shared and limit:
        first, group = min(shared, key=lambda each: each[0])
        others = [each.span for _, each in shared if each.span]
        yield finding("FG315", fiche.span("date_limite"), *others[:_SHOWN],
                      limite=write_date(limit), session=group.label, debut=write_date(first))  # fmt: skip


def _meant(
    fiche: Fiche, shared: list[tuple[dt.date, Group]], limit: dt.date, today: dt.date
) -> Iterator[tuple[dt.date, Group]]:
    """Yield the sessions that the deadline of a whole fiche can be meant for."""
    starts = (group.schedule.first for group in held(fiche) if group.schedule)
    goes_on = limit >= today or any(start and start >= limit for start in starts)
    for first, group in shared:
        if not (goes_on and is_over(group, today)):
            yield first, group


def _joined_until(fiche: Fiche, group: Group) -> dt.date | None:
    """Return the first day of a session that nobody can join once it has begun."""
    schedule = group.schedule
    if schedule is None:
        return None
    days = fiche.duration.days if fiche.duration else None
    if schedule.kind is Kind.START and not (days and days.most <= LONGEST_RUN):
        return None
    return schedule.first if schedule.kind in (Kind.DAYS, Kind.START) else None

"""Sessions with everything about them, and the timeline of a fiche."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import replace
from typing import Final

from fichegen import prose, routes, text
from fichegen.catalogue import Session
from fichegen.dates import (
    WEEKDAYS,
    Day,
    Half,
    Kind,
    Schedule,
    write_date,
    write_days,
    write_deadline,
)
from fichegen.diagnostics import finding
from fichegen.model import Fiche, Group
from fichegen.states import JOINABLE, State
from fichegen.text import capital
from fichegen.views import Line, Moment, SessionView, When

from .calendar import month_grids
from .people import people
from .presenter import Presenter, shown_dates

ASKING: Final = " ".join(JOINABLE)
"""The states in which one asks for a place."""
NEWS: Final = " ".join(state for state in State if state not in JOINABLE)
"""The states in which one asks to be told of the next session."""
_FAR: Final = dt.date.max
_NOTHING_NEW: Final = re.compile(rf" (?:les?|et|{'|'.join(WEEKDAYS)})(?= )")
"""What a list of days may say or leave out and still be the same."""


def show_session(presenter: Presenter, session: Session, page: str) -> SessionView:
    """Show a session on a page of the site."""
    fiche, group = session.fiche, session.group
    schedule = group.schedule
    days = _whens(schedule.days) if schedule else ()
    lone = len(days) == 1 and schedule is not None and schedule.kind is Kind.DAYS
    dates = capital(_when(schedule.days[0]).text) if lone and schedule else shown_dates(group)
    if group.link and not prose.is_safe_link(group.link):
        where = group.span or fiche.span("groupes")
        presenter.findings.append(finding("FG402", where, cible=group.link))
    known = schedule.days if schedule and schedule.kind is Kind.DAYS else ()
    months, more = month_grids(known)
    return SessionView(
        line=presenter.line(session, page),
        dates=dates,
        territory=group.territory,
        place=group.place,
        address=group.address,
        link=routes.web(group.link) if prose.is_safe_link(group.link) else "",
        words=_other_words(schedule, dates),
        days=() if lone else days,
        months=months,
        more_months=more,
        calendar=routes.root(page) + routes.calendar_path(fiche, group)
        if schedule and schedule.days
        else "",
        seats=group.seats,
        remark=presenter.html(group.remark, fiche.path) if group.remark else None,
        people=people(fiche, group),
        own_people=bool(group.contacts),
        joinable=presenter.timeline(fiche, group).now.joinable,
        asking=ASKING,
        news=NEWS,
    )


def moments(presenter: Presenter, fiche: Fiche, page: str) -> tuple[Moment, ...]:
    """Lay out the sessions that have not ended, with their deadlines, in the order of time."""
    current = [group for group in fiche.groups if not presenter.is_past(fiche, group)]
    found: list[tuple[dt.date, int, Moment]] = []
    for place, group in enumerate(current):
        view = show_session(presenter, Session(fiche, group), page)
        first = group.schedule.first if group.schedule else None
        when = When(iso=first.isoformat(), text=write_date(first)) if first else None
        moment = Moment(
            when=when or When(iso="", text="Date à fixer"),
            text="",
            session=view,
            passed=bool(first and first < presenter.today),
        )
        found.append((first or _FAR, place, moment))
        if group.deadline and group.deadline.date:
            words = f"fin des inscriptions pour {_named(group)}"
            found.append(
                _deadline(presenter, group.deadline.date, write_deadline(group.deadline), words)
            )
    shared = fiche.deadline.date if fiche.deadline else None
    if fiche.deadline and shared and any(group.deadline is None for group in current):
        words = "fin des inscriptions"
        found.append(_deadline(presenter, shared, write_deadline(fiche.deadline), words))
    return tuple(moment for _, _, moment in sorted(found, key=lambda each: each[:2]))


def _deadline(
    presenter: Presenter, date: dt.date, words: str, what: str
) -> tuple[dt.date, int, Moment]:
    when = When(iso=date.isoformat(), text=words)
    return date, -1, Moment(when=when, text=what, session=None, passed=date < presenter.today)


def _named(group: Group) -> str:
    where = group.territory or group.place
    return f"{group.label} ({where})" if where else group.label


def past_lines(presenter: Presenter, fiche: Fiche, page: str) -> tuple[Line, ...]:
    """Show the sessions that have ended, the last first."""
    over = [group for group in fiche.groups if presenter.is_past(fiche, group)]
    lines = [presenter.line(Session(fiche, group), page) for group in over]
    return tuple(sorted(lines, key=lambda line: line.first, reverse=True))


def _whens(days: Sequence[Day]) -> tuple[When, ...]:
    """Show days one by one; their hours too where they differ from day to day."""
    alike = len({(day.half, day.hours) for day in days}) == 1
    return tuple(_when(replace(day, half=Half.WHOLE, hours=()) if alike else day) for day in days)


def _when(day: Day) -> When:
    weekday = write_date(day.date, weekday=True)
    detail = write_days((day,)).removeprefix(write_date(day.date)).lstrip(" ,")
    return When(iso=day.date.isoformat(), text=f"{weekday}, {detail}" if detail else weekday)


def _other_words(schedule: Schedule | None, dates: str) -> str:
    """Return the editor's words where they say in another way what the page says."""
    if (
        schedule is None
        or schedule.kind is Kind.WORDS
        or not any(char.isalpha() for char in schedule.words)
        or _bare(dates).startswith(_bare(schedule.words))
    ):
        return ""
    return schedule.words


def _bare(dates: str) -> str:
    """Leave out what changes nothing in a list of days."""
    return _NOTHING_NEW.sub("", f" {text.key(dates)} ").replace(" 1er ", " 1 ").strip()

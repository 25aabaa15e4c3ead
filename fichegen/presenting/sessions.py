"""Sessions with everything about them, and the timeline of a fiche."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import replace
from functools import lru_cache
from typing import Final

from fichegen import hrefs, routes, text
from fichegen.catalogue import Session
from fichegen.dates import (
    WEEKDAYS,
    Day,
    Deadline,
    Half,
    Kind,
    Schedule,
    write_date,
    write_days,
    write_deadline,
    write_schedule,
)
from fichegen.model import Fiche, Group
from fichegen.states import JOINABLE, SETTLED, State
from fichegen.text import capital
from fichegen.views import Line, Moment, SessionView, When, Writing

from .calendar import month_grids
from .people import people
from .presenter import Presenter, shown_dates

_ASKING: Final = " ".join(JOINABLE)
"""The states in which one asks for a place."""
_NEWS: Final = " ".join(state for state in State if state not in JOINABLE)
"""The states in which one asks to be told of the next session."""
_HELD: Final = " ".join(s for s in State if s not in (State.CANCELLED, State.POSTPONED, State.OVER))
"""The states of a session that one may put in one's calendar."""
_FAR: Final = dt.date.max
_NOTHING_NEW: Final = frozenset(("le", "les", "et", "du", "au", "de", *WEEKDAYS))
"""What a list of days may say or leave out and still be the same."""


def show_session(presenter: Presenter, session: Session, page: str) -> SessionView:
    """Show a session on a page of the site."""
    fiche, group = session.fiche, session.group
    if group.link and not hrefs.is_safe_link(group.link):
        where = group.span or fiche.span("groupes")
        presenter.findings.append(hrefs.refused_link(group.link, where))
    view = presenter.session_view(session, _at_root)
    return replace(
        view,
        line=presenter.line(session, page),
        calendar=view.calendar and routes.root(page) + view.calendar,
        remark=presenter.html(group.remark, fiche.path, page) if group.remark else None,
    )


def _at_root(presenter: Presenter, session: Session) -> SessionView:
    """Show a session as from the first page, its remark left out."""
    fiche, group = session.fiche, session.group
    schedule = group.schedule
    days = _whens(schedule.days) if schedule else ()
    lone = len(days) == 1 and schedule is not None and schedule.kind is Kind.DAYS
    dates = capital(_when(schedule.days[0]).text) if lone and schedule else shown_dates(group)
    known = schedule.days if schedule and schedule.kind is Kind.DAYS else ()
    months, more = month_grids(known)
    return SessionView(
        line=presenter.line(session, routes.INDEX),
        dates=dates,
        territory=group.territory,
        place=group.place,
        address=group.address,
        link=routes.web(hrefs.published(group.link)),
        words=_other_words(schedule, dates),
        previous=_announced(group.previous) if group.previous else "",
        days=() if lone else days,
        months=months,
        more_months=more,
        calendar=routes.calendar_path(fiche, group) if fiche.calendar_of(group) else "",
        held=_HELD,
        seats=group.seats,
        remark=None,
        people=people(presenter, fiche, group),
        own_people=bool(group.contacts),
        writing=writing(presenter, fiche, group),
    )


def writing(presenter: Presenter, fiche: Fiche, group: Group | None = None) -> Writing:
    """Say what one asks for about a session, or a fiche."""
    return Writing(
        joinable=presenter.timeline(fiche, group).now.joinable, asking=_ASKING, news=_NEWS
    )


def moments(presenter: Presenter, fiche: Fiche, page: str) -> tuple[Moment, ...]:
    """Lay out the sessions that have not ended, with their deadlines, in the order of time."""
    current = [group for group in fiche.groups if not presenter.is_past(fiche, group)]
    open_still = [g for g in current if presenter.timeline(fiche, g).now not in SETTLED]
    found: list[tuple[dt.date, int, Moment]] = []
    for place, group in enumerate(current):
        when, day = _begins(group)
        view = show_session(presenter, Session(fiche, group), page)
        found.append((day, place, Moment(when=when, text="", session=view, passed=False)))
    for group in open_still:
        if group.deadline and group.deadline.date:
            words = f"fin des inscriptions pour {_named(group)}"
            found.append(_deadline(presenter, group.deadline.date, group.deadline, words))
    shared = fiche.deadline
    if shared and shared.date and any(group.deadline is None for group in open_still):
        found.append(_deadline(presenter, shared.date, shared, "fin des inscriptions"))
    return tuple(moment for _, _, moment in sorted(found, key=lambda each: each[:2]))


def _begins(group: Group) -> tuple[When, dt.date]:
    """Say when a session begins, as far as it is known, and where that stands in time."""
    schedule = group.schedule
    if schedule and schedule.first:
        return When(iso=schedule.first.isoformat(), text=write_date(schedule.first)), schedule.first
    if schedule and schedule.periods:
        first = min(period.first for period in schedule.periods)
        return When(iso="", text=capital(write_schedule(schedule))), first
    told = schedule is not None and schedule.kind is Kind.WORDS
    return When(iso="", text=shown_dates(group) if told else "Date à fixer"), _FAR


def _deadline(
    presenter: Presenter, date: dt.date, deadline: Deadline, what: str
) -> tuple[dt.date, int, Moment]:
    when = When(iso=date.isoformat(), text=write_deadline(deadline))
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
    return tuple(_on(day.date) if alike else _when(day) for day in days)


@lru_cache(1024)
def _on(date: dt.date) -> When:
    return When(iso=date.isoformat(), text=write_date(date, weekday=True))


def _when(day: Day) -> When:
    if day.half is Half.WHOLE and not day.hours:
        return _on(day.date)
    weekday = write_date(day.date, weekday=True)
    detail = write_days((day,)).removeprefix(write_date(day.date)).lstrip(" ,")
    return When(iso=day.date.isoformat(), text=f"{weekday}, {detail}" if detail else weekday)


def _announced(schedule: Schedule) -> str:
    """Say for when a session was announced, as words that follow "annoncée"."""
    words = write_schedule(schedule)
    if schedule.days and words[0].isdigit():
        return f"{'le' if len(schedule.days) == 1 else 'les'} {words}"
    return words if words.startswith(("du ", "à partir du ")) else f"pour « {words} »"


def _other_words(schedule: Schedule | None, dates: str) -> str:
    """Return the editor's words where they say what the page does not."""
    if schedule is None or schedule.kind is Kind.WORDS:
        return ""
    if not any(char.isalpha() for char in schedule.words):
        return ""  # "15/10/2021" in figures, or in words: the same
    told = {*_plain_words(dates)}
    return schedule.words if any(word not in told for word in _plain_words(schedule.words)) else ""


def _plain_words(dates: str) -> list[str]:
    """Return the words of a list of days that another way of writing it would not leave out."""
    words = text.key(dates).replace("1er", "1").split()
    return [word for word in words if word not in _NOTHING_NEW]

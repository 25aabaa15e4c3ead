"""The agenda: months with their sessions, of everything and of each territory."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import groupby
from typing import Final

from fichegen import routes
from fichegen.catalogue import Catalogue, Facet, Month, Session
from fichegen.dates import Kind, write_date
from fichegen.presenting import month_name, weeks_of
from fichegen.states import State
from fichegen.text import capital, counted
from fichegen.views import AgendaCell, AgendaDay, AgendaPage, Line, Link, MonthPage, Year

from . import following
from .frame import Frame, Page, Pages, shows
from .lists import Part, parts, titled

_ENTRIES: Final = 60
"""Entries on a page of a month's list."""
_IN_CELL: Final = 2
"""Sessions named in a day of the calendar; of the others it says how many."""
_COMING: Final = 12
_MONTHS: Final = 12


@dataclass(frozen=True, slots=True, kw_only=True)
class _Agenda:
    """The sessions of everything, or of one territory."""

    territory: Facet | None
    sessions: tuple[Session, ...]
    months: tuple[Month, ...]

    @property
    def slug(self) -> str:
        return self.territory.slug if self.territory else ""


def agenda_pages(frame: Frame) -> Pages:
    """Yield the agendas and their months."""
    catalogue = frame.presenter.catalogue
    if not catalogue.sessions:
        return
    whole = _Agenda(territory=None, sessions=catalogue.sessions, months=catalogue.months)
    months = _local_months(catalogue)
    local = [
        _Agenda(territory=facet, sessions=facet.sessions, months=months[facet.slug])
        for facet in catalogue.territories
    ]
    by_month: dict[tuple[int, int], list[Facet]] = {}
    for agenda in local:
        for month in agenda.months:
            if agenda.territory:
                by_month.setdefault((month.year, month.month), []).append(agenda.territory)
    for agenda in (whole, *local):
        page = routes.agenda_path(agenda.slug)
        held = [(month.year, month.month, len(month.sessions)) for month in agenda.months]
        yield Page(
            page,
            partial(_overview, frame, agenda, page),
            shows(agenda.slug, held, sessions=agenda.sessions),
        )
        for place, month in enumerate(agenda.months):
            around = (agenda.months[place - 1] if place else None,
                      (*agenda.months, None)[place + 1])  # fmt: skip
            yield from _month_pages(frame, agenda, month, around, by_month)


def _local_months(catalogue: Catalogue) -> dict[str, tuple[Month, ...]]:
    """Return the months of each territory by its slug: those of everything, parted."""
    held: dict[tuple[str, str], list[str]] = {}
    for facet in catalogue.territories:
        for session in facet.sessions:
            held.setdefault((session.fiche.slug, session.group.slug), []).append(facet.slug)
    found: dict[str, list[Month]] = {facet.slug: [] for facet in catalogue.territories}
    for month in catalogue.months:
        local: dict[str, list[Session]] = {}
        for session in month.sessions:
            for slug in held.get((session.fiche.slug, session.group.slug), ()):
                local.setdefault(slug, []).append(session)
        for slug, sessions in local.items():
            found[slug].append(Month(year=month.year, month=month.month, sessions=tuple(sessions)))
    return {slug: tuple(months) for slug, months in found.items()}


def _section(agenda: _Agenda) -> str:
    """Return the part of the menu that an agenda belongs to."""
    return routes.TERRITORIES if agenda.territory else routes.agenda_path()


def _overview(frame: Frame, agenda: _Agenda, page: str) -> AgendaPage:
    presenter = frame.presenter
    territory = agenda.territory
    coming = [
        session
        for session in agenda.sessions
        if session.first
        and session.first > presenter.today
        and presenter.timeline(session.fiche, session.group).now is not State.CANCELLED
    ]
    undated = sum(not _months(session) for session in agenda.sessions)
    follow = (
        following.of_facet(frame, routes.TERRITORIES, territory, page)
        if territory
        else following.of_catalogue(frame, page)
    )
    return AgendaPage(
        site=frame.site(page, "agenda", section=_section(agenda), alternates=follow),
        heading=f"Agenda : {territory.name}" if territory else "Agenda",
        parent=frame.link(territory.name, routes.facet_path(routes.TERRITORIES, territory.slug), page)
        if territory
        else None,
        years=tuple(_years(frame, agenda, page)),
        coming=tuple(presenter.line(session, page) for session in coming[:_COMING]),
        undated=undated,
        territories=()
        if territory
        else tuple(
            frame.link(facet.name, routes.agenda_path(facet.slug), page,
                       note=counted(len(facet.sessions), "session"))
            for facet in presenter.catalogue.territories
        ),
        follow=follow,
    )  # fmt: skip


def _months(session: Session) -> bool:
    schedule = session.group.schedule
    return bool(schedule and (schedule.days or schedule.periods))


def _years(frame: Frame, agenda: _Agenda, page: str) -> Iterator[Year]:
    for year, months in groupby(agenda.months, lambda month: month.year):
        held = {month.month: len(month.sessions) for month in months}
        yield Year(
            year=year,
            months=tuple(
                frame.link(_short(year, number), routes.month_path(year, number, agenda.slug), page,
                           note=counted(held[number], "session"))
                if number in held
                else Link(text=_short(year, number), href="")
                for number in range(1, _MONTHS + 1)
            ),
        )  # fmt: skip


def _short(year: int, month: int) -> str:
    return month_name(year, month).partition(" ")[0]


# ---------------------------------------------------------------- one month


@dataclass(frozen=True, slots=True)
class _Entry:
    """A session on one day of a month; day 0 where its days in the month are not known."""

    day: int
    session: Session
    begins: bool


def _month_pages(
    frame: Frame,
    agenda: _Agenda,
    month: Month,
    around: tuple[Month | None, Month | None],
    by_month: Mapping[tuple[int, int], Sequence[Facet]],
) -> Pages:
    first = routes.month_path(month.year, month.month, agenda.slug)
    entries = sorted(_entries(month), key=lambda entry: entry.day or _LAST)
    split = [*parts(first, entries, _ENTRIES)]
    anchors = _anchors(split)
    listed = _Listed(month=month, entries=entries, anchors=anchors, around=around,
                     territories=by_month.get((month.year, month.month), ()))  # fmt: skip
    told = (
        agenda.slug,
        [(near.year, near.month) for near in around if near],
        [(facet.slug, facet.name) for facet in listed.territories],
    )
    for part, chosen in split:
        yield Page(
            part.path,
            partial(_month, frame, agenda, listed, part, chosen),
            shows(*told, part, sessions=month.sessions),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Listed:
    """A month, with what all pages of its list share."""

    month: Month
    entries: Sequence[_Entry]
    anchors: Mapping[int, str]
    around: tuple[Month | None, Month | None]
    territories: Sequence[Facet]


def _month(
    frame: Frame, agenda: _Agenda, listed: _Listed, part: Part, chosen: Sequence[_Entry]
) -> MonthPage:
    month, page, territory = listed.month, part.path, agenda.territory
    name = month_name(month.year, month.month)
    heading = capital(name) + (f" : {territory.name}" if territory else "")
    return MonthPage(
        site=frame.site(page, "mois", section=_section(agenda)),
        heading=titled(heading, part),
        parent=frame.link(f"Agenda : {territory.name}" if territory else "Agenda",
                          routes.agenda_path(agenda.slug), page),
        weeks=tuple(_weeks(frame, listed, page)) if part.number == 1 else (),
        days=tuple(_days(frame, month, chosen, page)),
        count=counted(len(month.sessions), "session"),
        previous=_month_link(frame, listed.around[0], agenda.slug, page),
        next=_month_link(frame, listed.around[1], agenda.slug, page),
        territories=tuple(
            frame.link(f.name, routes.month_path(month.year, month.month, f.slug), page,
                       own=f is territory)
            for f in listed.territories
        )
        if part.number == 1 and not territory
        else (),
        paging=part.paging,
    )  # fmt: skip


_LAST: Final = 32
_FREE: Final = tuple(AgendaCell(number=number) for number in range(_LAST))
"""The days without a session, 0 for a square outside the month."""


def _entries(month: Month) -> Iterator[_Entry]:
    """Yield a session for each of its days in a month, or once where they are not known."""
    for session in month.sessions:
        schedule = session.group.schedule
        days = schedule.days if schedule and schedule.kind in (Kind.DAYS, Kind.START) else ()
        held = [
            d.date.day for d in days if (d.date.year, d.date.month) == (month.year, month.month)
        ]
        for place, day in enumerate(held or (0,)):
            yield _Entry(day, session, begins=place == 0)


def _anchors(split: Sequence[tuple[Part, Sequence[_Entry]]]) -> Mapping[int, str]:
    """Find the page on which each day of the list begins."""
    found: dict[int, str] = {}
    for part, chosen in split:
        for entry in chosen:
            found.setdefault(entry.day, part.path)
    return found


def _weeks(frame: Frame, listed: _Listed, page: str) -> Iterator[tuple[AgendaCell, ...]]:
    month, anchors = listed.month, listed.anchors
    by_day: dict[int, list[Session]] = {}
    for entry in listed.entries:
        by_day.setdefault(entry.day, []).append(entry.session)

    def cell(number: int) -> AgendaCell:
        held = by_day.get(number, []) if number else []
        if not held:
            return _FREE[number]
        lines = tuple(frame.presenter.line(session, page) for session in held[:_IN_CELL])
        target = anchors[number]
        return AgendaCell(
            number=number,
            iso=dt.date(month.year, month.month, number).isoformat(),
            count=len(held),
            href=("" if target == page else routes.relative(target, page)) + f"#{_anchor(number)}",
            lines=lines,
            others=len(held) - len(lines),
        )

    for week in weeks_of(month.year, month.month):
        yield tuple(cell(number) for number in week)


def _days(frame: Frame, month: Month, entries: Sequence[_Entry], page: str) -> Iterator[AgendaDay]:
    for day, group in groupby(entries, lambda entry: entry.day):
        held = [*group]
        date = dt.date(month.year, month.month, day) if day else None
        heading = write_date(date, weekday=True) if date else "Au cours du mois"
        yield AgendaDay(
            id=_anchor(day),
            heading=capital(heading),
            lines=tuple(_lines(frame, (e for e in held if e.begins), page)),
            continued=tuple(_lines(frame, (e for e in held if not e.begins), page)),
        )


def _lines(frame: Frame, entries: Iterable[_Entry], page: str) -> Iterator[Line]:
    for entry in entries:
        yield frame.presenter.line(entry.session, page)


def _anchor(day: int) -> str:
    return f"j-{day}"


def _month_link(frame: Frame, month: Month | None, slug: str, page: str) -> Link | None:
    if month is None:
        return None
    words = month_name(month.year, month.month)
    target = routes.month_path(month.year, month.month, slug)
    return frame.link(capital(words), target, page)

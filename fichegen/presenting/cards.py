"""Fiches in lists: their cards, and the orders they come in."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Final

from fichegen import routes, text
from fichegen.catalogue import Session
from fichegen.model import Fiche, Group
from fichegen.states import State
from fichegen.views import Card

from .presenter import Presenter, dates_note, lasting_tag

SHOWN: Final = 3
"""Sessions a card shows; a search shows those that it found."""
_OFF: Final = (State.OVER, State.CANCELLED)
"""States of a session that is no reason to put a fiche first."""


def ordered_groups(presenter: Presenter, fiche: Fiche) -> tuple[Group, ...]:
    """Return the groups of a fiche, those to come first by date, those that have ended last."""
    return tuple(sorted(fiche.groups, key=lambda group: _group_order(presenter, fiche, group)))


def _group_order(presenter: Presenter, fiche: Fiche, group: Group) -> tuple[int, int]:
    first = group.schedule.first if group.schedule else None
    day = first.toordinal() if first else dt.date.max.toordinal()
    return (1, -day) if presenter.is_past(fiche, group) else (0, day)


def make_card(presenter: Presenter, fiche: Fiche, root: str) -> Card:
    """Show a fiche in a list; `root` stands before its links, which begin at the site's root."""
    states = presenter.timeline(fiche)
    every = (
        presenter.line(Session(fiche, group), routes.INDEX)
        for group in ordered_groups(presenter, fiche)
    )
    lines = (
        replace(line, href=root + line.href, entry=number) for number, line in enumerate(every)
    )
    return Card(
        title=fiche.title.words,
        href=root + routes.fiche_path(fiche),
        series=fiche.title.series,
        module=fiche.title.module,
        name=fiche.title.name,
        organisations=tuple(term.words for term in fiche.organisations),
        sectors=tuple(term.words for term in fiche.sectors),
        duration=fiche.duration.words if fiche.duration else "",
        mode=str(fiche.mode) if fiche.mode else "",
        lines=tuple(lines),
        shown=SHOWN,
        dates_note=dates_note(fiche),
        limit=presenter.fiche_limit(fiche),
        states=str(states),
        tag=lasting_tag(states.now),
    )


def date_order(presenter: Presenter, fiche: Fiche) -> tuple[int, int]:
    """Order by what a reader can still join, by date; then what is to come, runs, and is past."""
    return min(_date_rank(presenter, fiche, group) for group in fiche.groups or (None,))


def _date_rank(presenter: Presenter, fiche: Fiche, group: Group | None) -> tuple[int, int]:
    first = group.schedule.first if group and group.schedule else None
    day = first.toordinal() if first else 0
    state = presenter.timeline(fiche, group).now
    if state in _OFF:
        return (4, -day)
    if first is None:
        return (2, 0)
    if first <= presenter.today:
        return (3, day)
    return (0, day) if state.joinable else (1, day)


def deadline_order(presenter: Presenter, fiche: Fiche) -> tuple[int, int]:
    """Order by the nearest deadline to come, then those without one, then those passed."""
    return min(_deadline_rank(presenter, fiche, group) for group in fiche.groups or (None,))


def _deadline_rank(presenter: Presenter, fiche: Fiche, group: Group | None) -> tuple[int, int]:
    deadline = (group.deadline if group else None) or fiche.deadline
    limit = deadline.date if deadline else None
    day = limit.toordinal() if limit else 0
    if presenter.timeline(fiche, group).now in _OFF:
        return (2, -day)
    if limit is None:
        return (1, 0)
    return (0, day) if limit >= presenter.today else (2, -day)


def title_order(fiche: Fiche) -> tuple[tuple[str, str], str]:
    """Order by title."""
    return text.sort_key(fiche.title.words), fiche.slug

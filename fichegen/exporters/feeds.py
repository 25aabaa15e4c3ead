"""Feeds (Atom): what is new or changed, what one can register for, what closes soon.

The whole catalogue and each territory have three feeds, each sector, organisation and series the
first. A feed holds at most 100 entries, the newest first; its subtitle says where there are more.

Every date comes from the content. A fiche that does not tell the day of its update has none, and
is left out where an entry needs it (`updated_on`); none is ever invented. The feed of new and
changed fiches says nothing that the passing of days changes.

An entry is known by the name that its fiche has (`aliases.identity`) and its group's in addresses, a
closing by its day too: it stays the same entry under another title as long as `slug` or `alias` keeps
the address, and it has the same id, and says the same, in all feeds that hold it.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache, partial
from typing import Final

from fichegen import presenting, routes, text
from fichegen.artifacts import Pending
from fichegen.catalogue import Facet, Session, zone_of
from fichegen.dates import Deadline, write_date, write_deadline, write_schedule
from fichegen.model import Fiche, Group, Status
from fichegen.presenting import Presenter, Ties
from fichegen.states import CLOSING_DAYS, State

from .aliases import identity
from .atom import Entry, Feed, write_feed

_UNDATED: Final = dt.date(1970, 1, 1)
"""A feed must have a date (4.1.1): of one about which nothing is dated, it is no news to anybody."""
_MOST: Final = 100
_MOST_MADE: Final = 8192
"""Entries, by fiche, that are kept for the feed of another list."""
_SESSIONS: Final = 8
"""Sessions that an entry names; of more it gives the number."""
_SHORT: Final = 320
"""Characters of the words about registration that an entry repeats; longer ones are on the page."""
_MARKS: Final[dict[Status | None, str]] = {
    Status.CANCELLED: "Annulé",
    Status.POSTPONED: "Reporté",
    Status.FULL: "Complet",
}
_MOVED: Final = "Nouvelles dates"
_FEEDS: Final = {
    routes.FEED: (
        "fiches nouvelles et modifiées",
        "Les fiches, par date de mise à jour ; celles qui n’en donnent pas n’y sont pas.",
    ),
    routes.OPENINGS: (
        "inscriptions ouvertes",
        (
            "Les sessions datées auxquelles on peut s’inscrire, par date de mise à jour de leur"
            " fiche ; celles d’une fiche qui n’en donne pas n’y sont pas."
        ),
    ),
    routes.CLOSINGS: (
        f"clôtures sous {CLOSING_DAYS} jours",
        f"Les dates limites d’inscription des {CLOSING_DAYS} jours qui viennent.",
    ),
}
"""What each feed holds, for its title and its subtitle."""


def updated_on(fiche: Fiche) -> dt.date | None:
    """Tell the day of a fiche's last update; without one, feeds hold neither it nor its openings."""
    return fiche.updated.date if fiche.updated else None


def feeds(presenter: Presenter) -> Iterator[Pending]:
    """Yield every feed, those without any entry too: one may follow them before there is news."""
    catalogue = presenter.catalogue

    fiches = {fiche.slug: fiche for fiche in catalogue.fiches}

    @lru_cache(_MOST_MADE)
    def made(name: str, slug: str) -> dict[str, Entry]:
        return _ENTRIES[name](presenter, fiches[slug])

    def news(facet: Facet) -> list[Entry]:
        return [entry for f in facet.fiches for entry in made(routes.FEED, f.slug).values()]

    def told(facet: Facet, name: str) -> list[Entry]:
        keys = [(session.fiche.slug, session.group.slug) for session in facet.sessions]
        if facet is whole:
            keys += [(fiche.slug, "") for fiche in facet.fiches if not fiche.groups]
        found = (made(name, fiche).get(group) for fiche, group in keys)
        return [*{entry.key: entry for entry in found if entry}.values()]

    whole = Facet(name="", slug="", fiches=catalogue.fiches, sessions=catalogue.sessions)
    shelves = (
        ("", (whole,)),
        (routes.TERRITORIES, catalogue.territories),
        (routes.SECTORS, catalogue.sectors),
        (routes.ORGANISATIONS, catalogue.organisations),
        (routes.SERIES, catalogue.series),
    )
    for kind, facets in shelves:
        for facet in facets:
            yield _feed(presenter, kind, facet, routes.FEED, partial(news, facet))
            if kind not in ("", routes.TERRITORIES):
                continue
            for name in (routes.OPENINGS, routes.CLOSINGS):
                yield _feed(presenter, kind, facet, name, partial(told, facet, name))


def _feed(
    presenter: Presenter, kind: str, facet: Facet, name: str, entries: Callable[[], Sequence[Entry]]
) -> Pending:
    path = routes.facet_feed_path(kind, facet.slug, name) if kind else name

    def reach(ties: Ties) -> Iterator[bytes]:
        yield from (ties.ground, facet.name.encode(), facet.slug.encode(), ties.members(facet))

    return Pending(path, lambda: _written(presenter, kind, facet, (path, name), entries()), reach)


def _written(
    presenter: Presenter,
    kind: str,
    facet: Facet,
    place: tuple[str, str],
    entries: Sequence[Entry],
) -> bytes:
    """Write a feed of an entry of the lists of a kind, or of everything for no kind.

    `place` is its path, and its name in the table of feeds.
    """
    settings = presenter.catalogue.settings
    path, name = place
    what, subtitle = _FEEDS[name]
    if len(entries) > _MOST:
        subtitle += f" Voici les {_MOST} dernières sur {len(entries)}."
    # Stable: entries of one day keep the catalogue's order.
    listed = sorted(entries, key=lambda entry: entry.day, reverse=True)[:_MOST]
    days = [entry.day for entry in listed] or filter(None, map(updated_on, facet.fiches))
    feed = Feed(
        path=path,
        page=routes.facet_path(kind, facet.slug) if kind else routes.INDEX,
        title=f"{settings.title}{' – ' if kind else ''}{facet.name} : {what}",
        subtitle=subtitle,
        day=max(days, default=_UNDATED),
    )
    return write_feed(settings, feed, listed)


# ---------------------------------------------------------------- entries


def _news(presenter: Presenter, fiche: Fiche) -> dict[str, Entry]:
    """Make the entry of a fiche, under an empty name."""
    day = updated_on(fiche)
    return {"": _changed(presenter, fiche, day)} if day else {}


def _changed(presenter: Presenter, fiche: Fiche, day: dt.date) -> Entry:
    """Tell a fiche with its sessions, whatever day it is."""
    marks = {_mark(fiche, group) for group in fiche.groups} or {_MARKS.get(fiche.status, "")}
    mark = marks.pop() if len(marks) == 1 else ""
    apart = any(group.deadline for group in fiche.groups)
    told = [
        _told(presenter, Session(fiche, group), limit=apart) for group in fiche.groups[:_SESSIONS]
    ]
    if more := len(fiche.groups[_SESSIONS:]):
        told.append(f"Et {text.counted(more, 'autre session', 'autres sessions')}, sur la page")
    shared = not apart and any(map(fiche.registers, fiche.groups or (None,)))
    return Entry(
        key=f"fiche/{_name(presenter, fiche)}",
        day=day,
        title=f"{mark} : {fiche.title.words}" if mark else fiche.title.words,
        page=routes.fiche_path(fiche),
        summary=_sentences(
            *(told or [presenting.dates_note(fiche)]),
            text.capital(_until(fiche.deadline)) if shared else "",
            _organised(fiche),
        ),
        categories=_categories(fiche),
    )


def _openings(presenter: Presenter, fiche: Fiche) -> dict[str, Entry]:
    """Make an entry a session that has days and takes people, by its slug."""
    day = updated_on(fiche)
    if not day:
        return {}
    return {
        group.slug: _opening(presenter, session, day)
        for group in fiche.groups
        if (session := Session(fiche, group)).first
        and presenter.timeline(fiche, group).now.joinable
    }


def _opening(presenter: Presenter, session: Session, day: dt.date) -> Entry:
    """Tell a session that one can register for."""
    fiche, group = session.fiche, session.group
    line = presenter.line(session, routes.INDEX)
    mark = f"{_MOVED} : " if group.is_moved else ""
    where = f", {line.where}" if line.where else ""
    return Entry(
        key=f"session/{_name(presenter, fiche)}/{group.slug}",
        day=day,
        title=f"{mark}{fiche.title.words} – {group.label}{where}",
        page=routes.group_path(fiche, group),
        summary=_sentences(_told(presenter, session, limit=True), _organised(fiche)),
        categories=_categories(fiche, group),
    )


def _closings(presenter: Presenter, fiche: Fiche) -> dict[str, Entry]:
    """Make an entry a deadline, under each of the sessions it is of.

    That of a fiche without sessions stands under an empty name.
    """
    found: dict[str, Entry] = {}
    by_day: dict[dt.date, list[Group]] = {}
    for group in fiche.groups:
        limit = fiche.deadline_of(group)
        closes = presenter.timeline(fiche, group).now is State.CLOSING
        if closes and limit and limit.date:
            by_day.setdefault(limit.date, []).append(group)
    for day, groups in by_day.items():
        entry = _closing(presenter, fiche, day, groups)
        found |= {group.slug: entry for group in groups}
    if not fiche.groups and presenter.timeline(fiche).now is State.CLOSING:
        limit = fiche.deadline
        if limit and limit.date:
            found[""] = _closing(presenter, fiche, limit.date, [])
    return found


def _closing(presenter: Presenter, fiche: Fiche, day: dt.date, groups: Sequence[Group]) -> Entry:
    """Tell a deadline: of what, and how one still registers."""
    alone = groups[0] if len(groups) == 1 else None
    limits = [*map(fiche.deadline_of, groups)] or [fiche.deadline]
    concerned: Sequence[Group | None] = groups or [None]
    persons = [person for each in concerned for person in presenting.people(presenter, fiche, each)]
    reached = (", ".join(filter(None, (p.name, p.email, p.phone))) for p in persons)
    contacts = " ; ".join(dict.fromkeys(words for words in reached if words))
    since = dt.date.fromordinal(max(1, day.toordinal() - CLOSING_DAYS))
    return Entry(
        key=f"cloture/{_name(presenter, fiche)}/{day.isoformat()}",
        day=since,
        first=since,
        title=f"Clôture le {write_date(day)} : {fiche.title.words}",
        page=routes.group_path(fiche, alone) if alone else routes.fiche_path(fiche),
        summary=_sentences(
            *dict.fromkeys(text.capital(_until(limit)) for limit in limits),
            *(_told(presenter, Session(fiche, group), limit=False) for group in groups),
            f"Pour s’inscrire : {contacts}" if contacts else "",
            _enrolment(fiche),
            _organised(fiche),
        ),
        categories=_categories(fiche, *groups),
    )


_ENTRIES: Final[dict[str, Callable[[Presenter, Fiche], dict[str, Entry]]]] = {
    routes.FEED: _news,
    routes.OPENINGS: _openings,
    routes.CLOSINGS: _closings,
}
"""What makes the entries that each feed holds of one fiche."""


def _name(presenter: Presenter, fiche: Fiche) -> str:
    return identity(fiche, presenter.catalogue.settings.url)


# ---------------------------------------------------------------- phrases


def _mark(fiche: Fiche, group: Group) -> str:
    """Say in a word what a reader must not miss; empty where there is nothing of the kind."""
    return _MARKS.get(fiche.status_of(group)) or (_MOVED if group.is_moved else "")


def _told(presenter: Presenter, session: Session, *, limit: bool) -> str:
    """Say a session in a sentence: days, place, its deadline if asked, what is declared of it."""
    fiche, group = session.fiche, session.group
    line = presenter.line(session, routes.INDEX)
    status = fiche.status_of(group)
    until = _until(fiche.deadline_of(group)) if limit and fiche.registers(group) else ""
    facts = ", ".join(part for part in (line.dates, line.where, until) if part)
    remarks = [_MARKS[status].lower()] if status in _MARKS else []
    if group.is_moved and group.previous:
        remarks.append(f"dates annoncées d’abord : {write_schedule(group.previous)}")
    return f"{group.label} : {facts}" + (f" ({' ; '.join(remarks)})" if remarks else "")


def _until(deadline: Deadline | None) -> str:
    if deadline is None:
        return ""
    if deadline.date is None:
        return deadline.words if deadline.closed else f"inscriptions : {deadline.words}"
    return f"inscriptions jusqu’au {write_deadline(deadline)}"


def _organised(fiche: Fiche) -> str:
    names = text.enumerate_french(term.words for term in fiche.organisations)
    return f"Organisme : {names}" if names else ""


def _enrolment(fiche: Fiche) -> str:
    section = fiche.section("inscription")
    if section is None or section.prose.items or len(section.prose.markdown) > _SHORT:
        return ""
    return text.plain(section.prose.markdown)


def _categories(fiche: Fiche, *groups: Group) -> tuple[str, ...]:
    words = (*(term.words for term in fiche.sectors), *map(zone_of, groups))
    return tuple(dict.fromkeys(each for each in words if each))


def _sentences(*parts: str) -> str:
    """Put phrases behind one another, each with one point at its end."""
    said = (part.rstrip(" .") for part in parts)
    return " ".join(f"{part}." for part in said if part)

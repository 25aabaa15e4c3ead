"""Which calendars there are: of a session, of a fiche, of each entry of a list, of everything."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from typing import Final

from fichegen import routes
from fichegen import text as words
from fichegen.artifacts import Pending
from fichegen.catalogue import Catalogue, Facet, Session
from fichegen.exporters.parts import SIZES, Sizes, parted
from fichegen.exporters.pieces import apart, together
from fichegen.model import Fiche, Group
from fichegen.presenting import Presenter, Step, Ties
from fichegen.settings import Settings
from fichegen.zones import time_zone

from .events import Events, Origin, fiche_limit, session_events
from .lines import address, component, line, text
from .zones import NO_ZONE, timezone

_REFRESH: Final = "P1D"
"""How often those who follow a calendar are asked to look again."""
_REFRESHED: Final = line("REFRESH-INTERVAL;VALUE=DURATION", _REFRESH) + line(
    "X-PUBLISHED-TTL", _REFRESH
)


def has_calendar(fiche: Fiche, group: Group | None = None) -> bool:
    """Tell whether a session, or any of a fiche, has a day that calendars tell.

    Lists and the catalogue always have theirs: people follow those, and an address that goes
    away is an error to their calendars, which an empty one is not.
    """
    return any(map(fiche.calendar_of, (group,) if group else fiche.groups))


def _events(presenter: Presenter, fiche: Fiche) -> bytes:
    """Write the events of the sessions of a fiche, with the slug and the years of each."""
    origin = _origin(presenter.catalogue)
    shared = fiche_limit(fiche, origin)
    told = []
    pieces = [shared]
    for group in fiche.groups:
        found = session_events(Session(fiche, group), origin, shared=shared)
        told.append((group.slug, bool(found.shared), found.years))
        pieces.append(found.own)
    return together(told, pieces)


EVENTS: Final = Step("events", _events)
"""The events of a fiche: they are written once for all calendars that hold them."""


def fiche_calendars(presenter: Presenter, fiche: Fiche) -> Iterator[Pending]:
    """Yield the calendars of a fiche and of its sessions."""
    for group in fiche.groups:
        if has_calendar(fiche, group):
            yield _file(
                presenter,
                routes.calendar_path(fiche, group),
                f"{fiche.title.words} – {group.label}",
                routes.group_path(fiche, group),
                [Session(fiche, group)],
            )
    if has_calendar(fiche):
        yield _file(
            presenter,
            routes.fiche_calendar_path(fiche),
            fiche.title.words,
            routes.fiche_path(fiche),
            [Session(fiche, group) for group in fiche.groups],
        )


def calendars(presenter: Presenter, sizes: Sizes = SIZES) -> Iterator[Pending]:
    """Yield the calendars of the entries of lists, and of everything."""
    catalogue = presenter.catalogue
    title = catalogue.settings.title
    for kind, facets in _lists(catalogue):
        for facet in facets:
            path, page = (
                routes.facet_calendar_path(kind, facet.slug),
                routes.facet_path(kind, facet.slug),
            )
            yield from _files(
                presenter, path, f"{title} – {facet.name}", page, facet.sessions, sizes.sessions
            )
    yield from _files(
        presenter, routes.CALENDAR, title, routes.INDEX, catalogue.sessions, sizes.sessions
    )


def _files(
    presenter: Presenter,
    path: str,
    name: str,
    page: str,
    sessions: Sequence[Session],
    size: int,
) -> Iterator[Pending]:
    """Yield a calendar; of one too long for a file, the first holds what its followers wait for."""
    if len(sessions) > size:
        sessions = _nearest_first(presenter, sessions)
    for number, part in enumerate(parted(path, sessions, size), 1):
        named = name if number == 1 else f"{name} ({number})"
        yield _file(presenter, part.path, named, page, part.members)


def _nearest_first(presenter: Presenter, sessions: Iterable[Session]) -> list[Session]:
    """Put sessions that are not over first, the soonest before, then the others, the latest before."""
    over: list[Session] = []
    ahead: list[Session] = []
    for session in sessions:
        (over if presenter.is_past(session.fiche, session.group) else ahead).append(session)
    return [*ahead, *reversed(over)]


def _held(presenter: Presenter, sessions: Sequence[Session]) -> Iterator[Events]:
    """Yield the events of sessions; those of each fiche are read once."""
    fiches = {session.fiche.slug: session.fiche for session in sessions}
    every = presenter.all_kept(EVENTS, [*fiches.values()])
    known = dict(zip(fiches, map(_read, every), strict=True))
    return (known[session.fiche.slug][session.group.slug] for session in sessions)


@lru_cache(maxsize=1)  # each session of a fiche has a calendar: its fiche is read once for all
def _read(written: bytes) -> dict[str, Events]:
    """Return the events of the sessions of a fiche, by their names in addresses."""
    told, (shared, *every) = apart(written)
    return {
        group: Events(own=own, shared=shared if shares else b"", years=years)
        for (group, shares, years), own in zip(told, every, strict=True)
    }


def _lists(catalogue: Catalogue) -> Iterator[tuple[str, Iterable[Facet]]]:
    yield routes.TERRITORIES, catalogue.territories
    yield routes.ORGANISATIONS, catalogue.organisations
    yield routes.SERIES, catalogue.series
    yield routes.SECTORS, catalogue.sectors


def _origin(catalogue: Catalogue) -> Origin:
    """Say where events come from, whatever address the site has and wherever it is built.

    The right-hand side of a UID needs to be ours alone, not a host that answers (RFC 5545,
    3.8.4.7; RFC 7986, 5.3): the catalogue's identifier below a name that no host can have.
    """
    settings = catalogue.settings
    name = settings.identifier or words.slug(settings.title)
    known = settings.timezone if time_zone(settings.timezone) else ""
    return Origin(catalogue=catalogue, name=f"{name}.fichegen", url=settings.url, zone=known)


def _file(
    presenter: Presenter, path: str, name: str, page: str, sessions: Sequence[Session]
) -> Pending:
    settings = presenter.catalogue.settings

    def reach(ties: Ties) -> Iterator[bytes]:
        yield from (ties.ground, name.encode(), page.encode())
        yield from ties.sessions(EVENTS, sessions)

    return Pending(
        path, lambda: _written(path, name, page, _held(presenter, sessions), settings), reach
    )


@lru_cache(maxsize=8)
def _opening(language: str) -> bytes:
    return b"".join(
        (
            line("VERSION", "2.0"),
            text("PRODID", f"-//fichegen//fichegen//{language[:2].upper()}"),
            line("CALSCALE", "GREGORIAN"),
        )
    )


def _written(
    path: str, name: str, page: str, events: Iterable[Events], settings: Settings
) -> bytes:
    """Join events that are written; one that several sessions share stands once."""
    parts: dict[bytes, None] = {}
    years: list[int] = []
    for each in events:
        parts[each.own] = parts[each.shared] = None
        years.extend(each.years or ())
    rules = timezone(settings.timezone, min(years), max(years)) if years else b""
    url = settings.url
    return component(
        "VCALENDAR",
        _opening(settings.language),
        text("NAME", name),
        text("X-WR-CALNAME", name),
        _REFRESHED,
        address("URL", routes.canonical(url, page)) if url else b"",
        address("SOURCE", f"{url}/{path}") if url else b"",
        text("X-WR-TIMEZONE", settings.timezone) if years else b"",
        rules,
        *(parts if any(parts) else (NO_ZONE,)),
    )

"""Which calendars there are: of a session, of a fiche, of each entry of a list, of everything."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import cache, lru_cache, partial
from typing import Final

from fichegen import routes
from fichegen import text as words
from fichegen.artifacts import Pending
from fichegen.catalogue import Catalogue, Facet, Session
from fichegen.model import Fiche, Group
from fichegen.presenting import Presenter
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


def calendars(presenter: Presenter) -> Iterator[Pending]:
    """Yield every calendar; the events of a session are written once for all that hold them."""
    catalogue = presenter.catalogue
    settings = catalogue.settings
    origin = _origin(catalogue)
    fiches = {fiche.slug: fiche for fiche in catalogue.fiches}

    @cache
    def written(slug: str) -> dict[str, Events]:
        """Write the events of the sessions of a fiche, by their slugs."""
        fiche = fiches[slug]
        shared = fiche_limit(fiche, origin)
        return {
            group.slug: session_events(Session(fiche, group), origin, shared=shared)
            for group in fiche.groups
        }

    def events_of(sessions: Iterable[Session]) -> Iterator[Events]:
        return (written(session.fiche.slug)[session.group.slug] for session in sessions)

    for fiche in catalogue.fiches:
        for group in fiche.groups:
            if has_calendar(fiche, group):
                yield _file(
                    routes.calendar_path(fiche, group),
                    f"{fiche.title.words} – {group.label}",
                    routes.group_path(fiche, group),
                    partial(events_of, [Session(fiche, group)]),
                    settings,
                )
        if has_calendar(fiche):
            yield _file(
                routes.fiche_calendar_path(fiche),
                fiche.title.words,
                routes.fiche_path(fiche),
                partial(events_of, [Session(fiche, group) for group in fiche.groups]),
                settings,
            )
    for kind, facets in _lists(catalogue):
        for facet in facets:
            yield _file(
                routes.facet_calendar_path(kind, facet.slug),
                f"{settings.title} – {facet.name}",
                routes.facet_path(kind, facet.slug),
                partial(events_of, facet.sessions),
                settings,
            )
    everything = partial(events_of, catalogue.sessions)
    yield _file(routes.CALENDAR, settings.title, routes.INDEX, everything, settings)


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
    path: str, name: str, page: str, events: Callable[[], Iterable[Events]], settings: Settings
) -> Pending:
    return Pending(path, lambda: _written(path, name, page, events(), settings))


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

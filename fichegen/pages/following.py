"""Where a page can be had in another format: calendars and feeds to follow it by, data."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from fichegen import routes
from fichegen.catalogue import Facet
from fichegen.exporters import has_calendar
from fichegen.model import Fiche, Group
from fichegen.states import CLOSING_DAYS
from fichegen.views import Alternate

from .frame import Frame

CALENDAR_TYPE: Final = "text/calendar"
FEED_TYPE: Final = "application/atom+xml"
DATA_TYPE: Final = "application/json"


@dataclass(frozen=True, slots=True)
class Feed:
    """A feed of the catalogue, and of each list that has feeds."""

    name: str
    """The name of its file."""
    words: str
    short: str
    """What it is in a line with the others."""


FEEDS: Final = (
    Feed(routes.FEED, "Fiches nouvelles et modifiées", "nouveautés"),
    Feed(routes.OPENINGS, "Inscriptions ouvertes", "inscriptions ouvertes"),
    Feed(
        routes.CLOSINGS,
        f"Clôtures sous {CLOSING_DAYS} jours",
        f"clôtures sous {CLOSING_DAYS} jours",
    ),
)


def of_fiche(frame: Frame, fiche: Fiche, page: str) -> tuple[Alternate, ...]:
    """Return the calendar of all its sessions, where one has a day that calendars tell."""
    if not has_calendar(fiche):
        return ()
    path = routes.fiche_calendar_path(fiche)
    return (_calendar(frame, page, path, "Les sessions de cette formation"),)


def data_of(frame: Frame, fiche: Fiche, page: str) -> tuple[Alternate, ...]:
    """Return the fiche as data."""
    href = frame.href(routes.fiche_data_path(fiche), page)
    return (Alternate(text="La fiche (JSON)", href=href, type=DATA_TYPE),)


def of_group(frame: Frame, fiche: Fiche, group: Group, page: str) -> tuple[Alternate, ...]:
    """Return the calendar of a session, where it has a day that calendars tell."""
    if not has_calendar(fiche, group):
        return ()
    return (_calendar(frame, page, routes.calendar_path(fiche, group), group.label),)


def of_facet(frame: Frame, kind: str, facet: Facet, page: str) -> tuple[Alternate, ...]:
    """Return the calendar and the feeds of one entry of the lists of a kind (`routes.SECTORS`)."""
    calendars = frame.parts(routes.facet_calendar_path(kind, facet.slug))
    name = facet.name if kind == routes.TERRITORIES else f"« {facet.name} »"
    return (
        *_calendars(frame, page, calendars, f"Les sessions {name}"),
        *_feeds(frame, page, {feed: routes.facet_feed_path(kind, facet.slug, feed.name) for feed in FEEDS}),
    )  # fmt: skip


def of_catalogue(frame: Frame, page: str) -> tuple[Alternate, ...]:
    """Return the calendar and the feeds of the whole catalogue."""
    return (
        *_calendars(frame, page, frame.parts(routes.CALENDAR), "Toutes les sessions"),
        *_feeds(frame, page, {feed: feed.name for feed in FEEDS}),
    )


def _calendars(frame: Frame, page: str, parts: Iterable[str], what: str) -> Iterator[Alternate]:
    """Offer a calendar; the parts it is cut into are the nearest sessions, then the others."""
    for number, path in enumerate(parts, 1):
        yield _calendar(frame, page, path, what if number == 1 else f"{what} (suite, {number})")


def _calendar(frame: Frame, page: str, path: str, what: str) -> Alternate:
    return Alternate(
        text=f"{what} dans votre agenda (.ics)",
        href=frame.href(path, page),
        type=CALENDAR_TYPE,
        guide=frame.href(routes.REUSE, page),
    )


def _feeds(frame: Frame, page: str, paths: dict[Feed, str]) -> Iterator[Alternate]:
    for feed, path in paths.items():
        if path in frame.files():
            yield Alternate(
                text=f"{feed.words} (flux Atom)",
                href=frame.href(path, page),
                type=FEED_TYPE,
                short=feed.short,
                guide=frame.href(routes.REUSE, page),
            )

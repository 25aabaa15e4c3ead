"""Where a page can be had in another format: calendars and feeds to follow it by, data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fichegen import routes
from fichegen.catalogue import Facet
from fichegen.model import Fiche, Group
from fichegen.states import CLOSING_DAYS
from fichegen.views import Alternate

from .frame import Frame

CALENDAR_TYPE: Final = "text/calendar"
FEED_TYPE: Final = "application/atom+xml"
DATA_TYPE: Final = "application/json"

FEEDS: Final = (
    (routes.FEED, "Fiches nouvelles et modifiées (flux Atom)"),
    (routes.OPENINGS, "Inscriptions ouvertes (flux Atom)"),
    (routes.CLOSINGS, f"Clôtures sous {CLOSING_DAYS} jours (flux Atom)"),
)
"""The feeds by the name of their file, in words."""


def of_fiche(frame: Frame, fiche: Fiche, page: str) -> tuple[Alternate, ...]:
    """Return the calendar of all its sessions."""
    path = routes.fiche_calendar_path(fiche)
    return (*_found(frame, page, path, "Toutes les sessions (calendrier .ics)", CALENDAR_TYPE),)


def data_of(frame: Frame, fiche: Fiche, page: str) -> tuple[Alternate, ...]:
    """Return the fiche as data."""
    path = routes.fiche_data_path(fiche)
    return (*_found(frame, page, path, "La fiche (JSON)", DATA_TYPE),)


def of_group(frame: Frame, fiche: Fiche, group: Group, page: str) -> tuple[Alternate, ...]:
    """Return the calendar of a session."""
    path = routes.calendar_path(fiche, group)
    return (*_found(frame, page, path, f"{group.label} (calendrier .ics)", CALENDAR_TYPE),)


def of_facet(frame: Frame, kind: str, facet: Facet, page: str) -> tuple[Alternate, ...]:
    """Return the calendar and the feeds of one entry of the lists of a kind (`routes.SECTORS`)."""
    calendar = routes.facet_calendar_path(kind, facet.slug)
    files = ((routes.facet_feed_path(kind, facet.slug, name), words) for name, words in FEEDS)
    return (
        *_found(frame, page, calendar, f"{facet.name} (calendrier .ics)", CALENDAR_TYPE),
        *(found for path, words in files for found in _found(frame, page, path, words, FEED_TYPE)),
    )


def of_catalogue(frame: Frame, page: str) -> tuple[Alternate, ...]:
    """Return the calendar and the feeds of the whole catalogue."""
    return (
        *_found(frame, page, routes.CALENDAR, "Toutes les sessions (calendrier .ics)", CALENDAR_TYPE),
        *(found for path, words in FEEDS for found in _found(frame, page, path, words, FEED_TYPE)),
    )  # fmt: skip


def _found(frame: Frame, page: str, path: str, words: str, media: str) -> Iterator[Alternate]:
    if path in frame.files:
        yield Alternate(text=words, href=frame.href(path, page), type=media)

"""The page that tells what the catalogue is besides pages: calendars, feeds, data."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fichegen import routes
from fichegen.views import DataPage, Link, LinkGroup, PageView

from .following import FEEDS
from .frame import Frame

_SUBSCRIBE: Final = (
    "iCalendar (.ics) : abonnez-vous à cette adresse dans votre agenda, il se tiendra à jour seul ;"
    " chaque territoire, secteur, organisme et parcours a le sien, sur sa page"
)
_GROUPS: Final = (
    ("Dans votre agenda", (
        (routes.CALENDAR, "Toutes les sessions et leurs dates limites",
         _SUBSCRIBE),
    )),
    ("Dans un lecteur de flux", tuple(
        (path, words.removesuffix(" (flux Atom)"), "Atom") for path, words in FEEDS
    )),
    ("Dans un tableur", (
        (routes.TABLE, "Les fiches", "CSV, une ligne par fiche"),
        (routes.SESSIONS_TABLE, "Les sessions", "CSV, une ligne par session"),
    )),
    ("Dans un programme", (
        (routes.DATA, "Les fiches et leurs sessions", "JSON"),
        (routes.SESSIONS_DATA, "Les sessions", "JSON"),
        (routes.DATA_SCHEMA, "Ce que contient catalogue.json", "JSON Schema"),
        (routes.SESSIONS_SCHEMA, "Ce que contient sessions.json", "JSON Schema"),
        (routes.LINKED_DATA, "Les formations pour les moteurs et les annuaires", "JSON-LD, schema.org"),
        (routes.GAPS_DATA, "Ce qui manque aux fiches, destination par destination", "JSON"),
        (routes.GAPS_SCHEMA, "Ce que contient completude.json", "JSON Schema"),
        (routes.LHEO, "L'offre pour les Carif-Oref et les collecteurs", "LHEO 2.3, XML"),
    )),
)  # fmt: skip
"""Headings, each with paths, what they hold and in which format."""


def reuse_pages(frame: Frame) -> Iterator[tuple[str, PageView]]:
    """Yield the page, with the files that this site has."""
    page = routes.REUSE
    groups = (
        LinkGroup(heading=heading, href="", links=tuple(
            Link(text=words, href=frame.href(path, page), note=note)
            for path, words, note in entries
            if path in frame.files
        ))
        for heading, entries in _GROUPS
    )  # fmt: skip
    yield (
        page,
        DataPage(
            site=frame.site(page, "donnees"), groups=tuple(group for group in groups if group.links)
        ),
    )

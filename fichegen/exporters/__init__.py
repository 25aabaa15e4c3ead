"""What the catalogue is besides pages: files for machines, and for the script that searches."""

from collections.abc import Iterator
from typing import Final

from fichegen.artifacts import Pending
from fichegen.model import Fiche
from fichegen.presenting import Presenter, Step

from .data import RECORD, ROW, SESSIONS, data_files, fiche_data
from .feeds import feeds
from .hosting import HEADERS, OPEN, PACKED, SECURE, SERVER_FILES, TYPES, server_files
from .ics import EVENTS, calendars, fiche_calendars, has_calendar
from .jsonld import COURSE, as_script, linked_data
from .lheo import FORMATION, formation, lheo_files
from .parts import SIZES, Part, Sizes, parted
from .redirects import Redirects, redirected
from .schema_org import course, course_instance
from .search import Document, Entry, search_parts, terms_of
from .sitemap import site_map
from .spreadsheet import cut_findings, disarmed

STEPS: Final[tuple[Step, ...]] = (RECORD, ROW, SESSIONS, EVENTS, COURSE, FORMATION)
"""What exports take of each fiche that they do not hold alone."""

__all__ = [
    "HEADERS",
    "OPEN",
    "PACKED",
    "SECURE",
    "SERVER_FILES",
    "SIZES",
    "STEPS",
    "TYPES",
    "Document",
    "Entry",
    "Part",
    "Redirects",
    "Sizes",
    "as_script",
    "course",
    "course_instance",
    "cut_findings",
    "disarmed",
    "export_files",
    "fiche_files",
    "formation",
    "has_calendar",
    "parted",
    "redirected",
    "search_parts",
    "server_files",
    "site_map",
    "terms_of",
]


def fiche_files(presenter: Presenter, fiche: Fiche) -> Iterator[Pending]:
    """Yield a fiche and its sessions in every format that has a file for each."""
    yield from fiche_calendars(presenter, fiche)
    yield fiche_data(presenter, fiche)


def export_files(presenter: Presenter) -> Iterator[Pending]:
    """Yield the lists and the catalogue in every format that needs no page to be known."""
    yield from calendars(presenter)
    yield from feeds(presenter)
    yield from data_files(presenter)
    yield from linked_data(presenter)
    yield from lheo_files(presenter)

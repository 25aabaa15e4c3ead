"""What the catalogue is besides pages: files for machines, and for the script that searches."""

from collections.abc import Iterator
from typing import Final

from fichegen.artifacts import Pending
from fichegen.presenting import Presenter, Step

from .data import data_files
from .feeds import feeds
from .ics import calendars, has_calendar
from .jsonld import as_script, linked_data
from .lheo import formation, lheo_file
from .redirects import redirect_files
from .schema_org import course, course_instance
from .search import Document, Entry, search_parts
from .sitemap import site_map
from .spreadsheet import cut_findings, disarmed

STEPS: Final[tuple[Step, ...]] = ()
"""What exports take of each fiche that they do not hold alone."""

__all__ = [
    "STEPS",
    "Document",
    "Entry",
    "as_script",
    "course",
    "course_instance",
    "cut_findings",
    "disarmed",
    "export_files",
    "formation",
    "has_calendar",
    "redirect_files",
    "search_parts",
    "site_map",
]


def export_files(presenter: Presenter) -> Iterator[Pending]:
    """Yield the catalogue in every format that needs no page to be known."""
    yield from calendars(presenter)
    yield from feeds(presenter)
    yield from data_files(presenter)
    yield linked_data(presenter)
    if lheo := lheo_file(presenter):
        yield lheo

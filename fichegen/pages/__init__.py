"""The catalogue to pages: which there are, and what each shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from typing import Final

from fichegen import routes
from fichegen.artifacts import Artifact, Pending, hashed
from fichegen.audit import Report, gap_files
from fichegen.catalogue import Catalogue
from fichegen.diagnostics import Finding
from fichegen.exporters import cut_findings, export_files, redirect_files, site_map
from fichegen.images import Image
from fichegen.presenting import Presenter
from fichegen.statement import Statement
from fichegen.theme import Theme, ThemeError, render
from fichegen.views import Filters, Logo, PageView

from .about import about_pages
from .agenda import agenda_pages
from .completeness import gap_pages
from .courses import course_pages
from .frame import Frame, Pages
from .lists import Shelf, by_date, catalogue_pages, list_pages
from .reuse import reuse_pages
from .searching import search_index

__all__ = ["File", "make_pages", "site_files"]

File = Artifact | Pending
Progress = Callable[[int, int], None]
"""Told how many files are made, of how many."""

_FOR_EDITORS: Final = routes.GAPS.removesuffix(routes.INDEX)


def site_files(
    presenter: Presenter,
    theme: Theme,
    *,
    gaps: Callable[[], Report],
    statement: Statement,
    logo: Image | None = None,
) -> Iterator[File]:
    """Yield every file of the site but redirects, the pages of fiches first.

    What takes all fiches together comes late, and the index of the search, whose files are named
    after what they hold, behind all that is known by its path. Raises ThemeError there where the
    template of cards is wrong; any page's, where its bytes are asked for.
    """
    catalogue = presenter.catalogue
    exported = [*export_files(presenter)]
    if catalogue.settings.shows_gaps:
        exported += gap_files(gaps)
    shown: Logo | None = None
    if logo:
        picture = hashed(logo.name, logo.body)
        shown = Logo(src=picture.path, width=logo.width, height=logo.height)
        yield picture
    frame = Frame(
        presenter=presenter, theme=theme, statement=statement, logo=shown,
        files=frozenset(file.path for file in exported),
    )  # fmt: skip
    shelf = Shelf(presenter, theme)
    yield from theme.assets
    yield from exported

    @cache
    def search() -> tuple[Filters, tuple[Artifact, ...]]:
        return search_index(frame, shelf, by_date(presenter))

    pages: list[str] = []
    for path, make in _pages(frame, shelf, lambda: search()[0], gaps):
        pages.append(path)
        yield Pending(path, _rendering(theme, make))
    yield from site_map(catalogue.settings, _to_be_found(catalogue, pages))
    yield from search()[1]


def _pages(
    frame: Frame, shelf: Shelf, filters: Callable[[], Filters], gaps: Callable[[], Report]
) -> Pages:
    """Yield every page; those that many are needed for come last."""
    yield from course_pages(frame)
    yield from catalogue_pages(frame, shelf, filters)
    yield from about_pages(frame)
    yield from reuse_pages(frame)
    yield from list_pages(frame, shelf)
    yield from agenda_pages(frame)
    if frame.presenter.catalogue.settings.shows_gaps:
        yield from gap_pages(frame, gaps())


def _rendering(theme: Theme, make: Callable[[], PageView]) -> Callable[[], bytes]:
    return lambda: render(theme, make())


def make_pages(
    presenter: Presenter,
    theme: Theme,
    *,
    gaps: Callable[[], Report],
    statement: Statement,
    logo: Image | None = None,
    progress: Progress = lambda _done, _of: None,
) -> tuple[tuple[Artifact, ...], tuple[Finding, ...]]:
    """Make every file of the site; a page whose template fails is a finding."""
    findings: list[Finding] = []
    files: list[File] = []
    made: list[Artifact] = []
    try:
        files += site_files(presenter, theme, gaps=gaps, statement=statement, logo=logo)
    except ThemeError as error:  # a card: no list can be made
        findings.append(error.finding)
    for number, file in enumerate(files, 1):
        try:
            made.append(Artifact(file.path, file.body))
        except ThemeError as error:
            findings.append(error.finding)
        progress(number, len(files))
    moved, refused = redirect_files(presenter, {file.path for file in files})
    return (*made, *moved), (
        *findings,
        *refused,
        *cut_findings(presenter),
        *presenter.findings,
    )


def _to_be_found(
    catalogue: Catalogue, pages: Iterable[str]
) -> Iterator[tuple[str, dt.date | None]]:
    """Yield the pages that search engines may list, with the day of their content."""
    updated: dict[str, dt.date | None] = {}
    for fiche in catalogue.fiches:
        day = fiche.updated.date if fiche.updated else None
        updated[routes.fiche_path(fiche)] = day
        updated.update((routes.group_path(fiche, group), day) for group in fiche.groups)
    for path in pages:
        if path != routes.NOT_FOUND and not path.startswith(_FOR_EDITORS):
            yield path, updated.get(path)

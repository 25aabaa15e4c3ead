"""The catalogue to pages: which there are, and what each shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from fichegen import routes
from fichegen.artifacts import Artifact, hashed
from fichegen.audit import Report, gap_files
from fichegen.catalogue import Catalogue
from fichegen.diagnostics import Finding
from fichegen.exporters import cut_findings, export_files, redirect_files, site_map
from fichegen.images import Image
from fichegen.model import Fiche
from fichegen.presenting import Presenter
from fichegen.statement import Statement
from fichegen.theme import Theme, ThemeError, render
from fichegen.views import Filters, Logo, PageView

from .about import about_pages
from .agenda import agenda_pages
from .completeness import gap_pages
from .courses import course_pages
from .frame import Frame
from .lists import Shelf, by_date, catalogue_pages, list_pages
from .reuse import reuse_pages
from .searching import search_index

__all__ = ["make_pages"]

_FOR_EDITORS: Final = routes.GAPS.removesuffix(routes.INDEX)


def _views(
    frame: Frame, shelf: Shelf, ordered: Sequence[Fiche], filters: Filters, gaps: Report
) -> Iterator[tuple[str, PageView]]:
    """Yield the path and the content of every page."""
    yield from catalogue_pages(frame, shelf, ordered, filters)
    yield from course_pages(frame)
    yield from list_pages(frame, shelf)
    yield from agenda_pages(frame)
    yield from about_pages(frame)
    yield from reuse_pages(frame)
    if frame.presenter.catalogue.settings.shows_gaps:
        yield from gap_pages(frame, gaps)


def make_pages(
    presenter: Presenter,
    theme: Theme,
    *,
    gaps: Report,
    statement: Statement,
    logo: Image | None = None,
) -> tuple[tuple[Artifact, ...], tuple[Finding, ...]]:
    """Render every page and gather all files; a page whose template fails is a finding."""
    settings = presenter.catalogue.settings
    exported = [*export_files(presenter), *(gap_files(gaps) if settings.shows_gaps else ())]
    artifacts = [*theme.assets, *exported]
    shown: Logo | None = None
    if logo:
        picture = hashed(logo.name, logo.body)
        artifacts.append(picture)
        shown = Logo(src=picture.path, width=logo.width, height=logo.height)
    frame = Frame(
        presenter=presenter, theme=theme, statement=statement, logo=shown,
        files=frozenset(artifact.path for artifact in exported),
    )  # fmt: skip
    findings: list[Finding] = []
    shelf = Shelf(presenter, theme)
    pages: list[Artifact] = []
    try:
        ordered = by_date(presenter)
        filters, index = search_index(frame, shelf, ordered)
        artifacts.extend(index)
        for path, view in _views(frame, shelf, ordered, filters, gaps):
            try:
                pages.append(Artifact(path, render(theme, view)))
            except ThemeError as error:
                findings.append(error.finding)
    except ThemeError as error:  # a card: no list can be made
        findings.append(error.finding)
    artifacts += [*pages, *site_map(settings, _to_be_found(presenter.catalogue, pages))]
    moved, refused = redirect_files(presenter, {artifact.path for artifact in artifacts})
    return (*artifacts, *moved), (
        *findings,
        *refused,
        *cut_findings(presenter),
        *presenter.findings,
    )


def _to_be_found(
    catalogue: Catalogue, pages: Iterable[Artifact]
) -> Iterator[tuple[str, dt.date | None]]:
    """Yield the pages that search engines may list, with the day of their content."""
    updated: dict[str, dt.date | None] = {}
    for fiche in catalogue.fiches:
        day = fiche.updated.date if fiche.updated else None
        updated[routes.fiche_path(fiche)] = day
        updated.update((routes.group_path(fiche, group), day) for group in fiche.groups)
    for page in pages:
        if page.path != routes.NOT_FOUND and not page.path.startswith(_FOR_EDITORS):
            yield page.path, updated.get(page.path)

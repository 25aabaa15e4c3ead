"""The catalogue to pages: which there are, and what each shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence

from fichegen.artifacts import Artifact, hashed
from fichegen.catalogue import Catalogue
from fichegen.diagnostics import Finding
from fichegen.images import Image
from fichegen.model import Fiche
from fichegen.presenting import Presenter
from fichegen.statement import Statement
from fichegen.theme import Theme, ThemeError, render
from fichegen.views import Filters, Logo, PageView

from .about import about_pages
from .agenda import agenda_pages
from .courses import calendars, course_pages
from .frame import Frame
from .lists import Shelf, by_date, catalogue_pages, list_pages
from .searching import search_index

__all__ = ["make_pages"]


def _views(
    frame: Frame, shelf: Shelf, ordered: Sequence[Fiche], filters: Filters
) -> Iterator[tuple[str, PageView]]:
    """Yield the path and the content of every page."""
    yield from catalogue_pages(frame, shelf, ordered, filters)
    yield from course_pages(frame)
    yield from list_pages(frame, shelf)
    yield from agenda_pages(frame)
    yield from about_pages(frame)


def make_pages(
    catalogue: Catalogue,
    theme: Theme,
    today: dt.date,
    *,
    statement: Statement,
    logo: Image | None = None,
) -> tuple[tuple[Artifact, ...], tuple[Finding, ...]]:
    """Render every page and gather the assets; a page whose template fails is a finding."""
    presenter = Presenter(catalogue, today)
    artifacts = [*theme.assets]
    shown: Logo | None = None
    if logo:
        picture = hashed(logo.name, logo.body)
        artifacts.append(picture)
        shown = Logo(src=picture.path, width=logo.width, height=logo.height)
    frame = Frame(presenter=presenter, theme=theme, statement=statement, logo=shown)
    findings: list[Finding] = []
    shelf = Shelf(presenter, theme)
    try:
        ordered = by_date(presenter)
        filters, index = search_index(frame, shelf, ordered)
        artifacts.extend(index)
        artifacts.extend(calendars(frame))
        for path, view in _views(frame, shelf, ordered, filters):
            try:
                artifacts.append(Artifact(path, render(theme, view)))
            except ThemeError as error:
                findings.append(error.finding)
    except ThemeError as error:  # a card: no list can be made
        findings.append(error.finding)
    return tuple(artifacts), (*findings, *presenter.findings)

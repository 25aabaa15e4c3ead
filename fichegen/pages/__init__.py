"""The catalogue to pages: which there are, and what each shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache

from fichegen import routes
from fichegen.artifacts import Artifact, Pending, Reach, hashed
from fichegen.audit import GAPS, JUDGED, Report, gap_files
from fichegen.catalogue import Catalogue
from fichegen.exporters import STEPS, export_files, fiche_files, site_map
from fichegen.images import Image
from fichegen.model import Fiche
from fichegen.presenting import Presenter, Step
from fichegen.statement import Statement
from fichegen.theme import Theme, render
from fichegen.views import Filters, Logo, PageView

from .about import about_pages
from .agenda import agenda_pages
from .completeness import gap_pages
from .courses import pages_of, paths_of
from .frame import Frame, Pages
from .lists import Shelf, by_date, catalogue_pages, list_pages
from .reuse import reuse_pages
from .searching import TOLD, search_index, search_reach

__all__ = ["File", "SiteFiles", "site_files"]

File = Artifact | Pending


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """Every file of a site but redirects; none is made before its bytes are asked for.

    The bytes of a page raise ThemeError where its template is wrong.
    """

    assets: tuple[Artifact, ...]
    of_fiche: Callable[[Fiche], Iterator[File]]
    """Gives the files of one fiche and of its groups, without looking through all the others."""
    shared: Callable[[], Iterator[File]]
    """Gives those in which fiches meet, pages first, what takes all fiches together last."""
    gaps: Callable[[], Iterator[File]]
    """Gives the pages on what fiches lack: looking at the first of them takes a judgement of all."""
    search: Callable[[], tuple[Artifact, ...]]
    """Gives those of the search, which are named after what they hold: asking makes them all.

    Raises ThemeError where the template of cards is wrong.
    """
    presenter: Presenter
    """That of the pages: it knows which files there are, and so where links of prose may lead."""
    prose_of_fiche: Callable[[Fiche], Pages]
    """Gives the pages of a fiche that show prose: making their views is what finds fault with it."""
    prose: Callable[[], Pages]
    """Gives all other pages that show prose."""
    steps: tuple[Step, ...]
    """What shared files take of each fiche."""
    searched: Reach
    """What the files of the search depend on."""

    def known(self) -> Iterator[File]:
        """Yield the files that are known by their paths, but those on gaps; of fiches first."""
        yield from self.assets
        for fiche in self.presenter.catalogue.fiches:
            yield from self.of_fiche(fiche)
        yield from self.shared()


@dataclass(slots=True)
class _Paths:
    """The paths of files, looked through only as far as needed."""

    ahead: Iterator[File]
    gaps: Iterator[File]
    seen: set[str] = field(default_factory=set)

    def __contains__(self, path: object) -> bool:
        of_gaps = isinstance(path, str) and path.startswith(routes.FOR_EDITORS)
        ahead = self.gaps if of_gaps else self.ahead
        while path not in self.seen:
            file = next(ahead, None)
            if file is None:
                return False
            self.seen.add(file.path)
        return True


def site_files(
    presenter: Presenter,
    theme: Theme,
    *,
    gaps: Callable[[], Report],
    statement: Statement,
    logo: Image | None = None,
) -> SiteFiles:
    """Tell the files of a site; none is made before it is asked for."""
    presenter = replace(presenter, is_file=lambda path: path in paths)

    shows_gaps = presenter.catalogue.settings.shows_gaps

    @cache
    def exported() -> tuple[Pending, ...]:
        lacking = gap_files(presenter, gaps) if shows_gaps else ()
        return (*export_files(presenter), *lacking)

    assets = [*theme.assets]
    shown: Logo | None = None
    if logo:
        picture = hashed(logo.name, logo.body)
        assets.append(picture)
        shown = Logo(src=picture.path, width=logo.width, height=logo.height)
    frame = Frame(
        presenter=presenter, theme=theme, statement=statement, logo=shown,
        files=cache(lambda: frozenset(file.path for file in exported())),
    )  # fmt: skip
    shelf = Shelf(presenter, theme)

    @cache
    def search() -> tuple[Filters, tuple[Artifact, ...]]:
        return search_index(frame, shelf, by_date(presenter))

    searched = search_reach(shelf)

    def rendered(pages: Pages) -> Iterator[File]:
        return (Pending(page.path, _rendering(theme, page.make), page.reach) for page in pages)

    def of_fiche(fiche: Fiche) -> Iterator[File]:
        yield from rendered(pages_of(frame, fiche))
        yield from fiche_files(presenter, fiche)

    def shared() -> Iterator[File]:
        catalogue = presenter.catalogue
        paths = [path for fiche in catalogue.fiches for path in paths_of(fiche)]
        for page in rendered(_pages(frame, shelf, lambda: search()[0], searched)):
            paths.append(page.path)
            yield page
        yield from exported()
        yield from site_map(catalogue.settings, _to_be_found(catalogue, paths))

    def on_gaps() -> Iterator[File]:
        if shows_gaps:
            yield from rendered(gap_pages(frame, gaps()))

    site = SiteFiles(
        assets=tuple(assets),
        of_fiche=of_fiche,
        shared=shared,
        gaps=on_gaps,
        search=lambda: search()[1],
        presenter=presenter,
        prose_of_fiche=lambda fiche: pages_of(frame, fiche),
        prose=lambda: _with_prose(frame, shelf),
        steps=(*STEPS, *([GAPS] if shows_gaps else []), JUDGED, TOLD, shelf.step),
        searched=searched,
    )
    paths = _Paths(site.known(), on_gaps())
    return site


def _pages(frame: Frame, shelf: Shelf, filters: Callable[[], Filters], searched: Reach) -> Pages:
    """Yield every page but those of fiches and those on gaps."""
    yield from catalogue_pages(frame, shelf, filters, searched)
    yield from about_pages(frame)
    yield from reuse_pages(frame)
    yield from list_pages(frame, shelf)
    yield from agenda_pages(frame)


def _with_prose(frame: Frame, shelf: Shelf) -> Pages:
    yield from about_pages(frame)
    presented = {
        routes.facet_path(routes.ORGANISATIONS, facet.slug)
        for facet in frame.presenter.catalogue.organisations
        if facet.organisation and facet.organisation.presentation
    }
    yield from (page for page in list_pages(frame, shelf) if page[0] in presented)


def _rendering(theme: Theme, make: Callable[[], PageView]) -> Callable[[], bytes]:
    return lambda: render(theme, make())


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
        if path != routes.NOT_FOUND:
            yield path, updated.get(path)

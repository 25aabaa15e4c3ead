"""The catalogue to pages: which there are, and what each shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass, field, replace
from functools import cache
from itertools import chain, tee

from fichegen import routes
from fichegen.artifacts import Artifact, Pending, hashed
from fichegen.audit import Report, gap_files
from fichegen.catalogue import Catalogue
from fichegen.diagnostics import Finding
from fichegen.exporters import cut_findings, export_files, redirect_files, site_map
from fichegen.images import Image
from fichegen.linking import all_links, link_findings
from fichegen.model import Fiche
from fichegen.presenting import Presenter
from fichegen.statement import Statement
from fichegen.theme import Theme, ThemeError, render
from fichegen.views import Filters, Logo, PageView

from .about import about_pages
from .agenda import agenda_pages
from .completeness import gap_pages
from .courses import course_pages, pages_of
from .frame import Frame, Pages
from .lists import Shelf, by_date, catalogue_pages, list_pages
from .reuse import reuse_pages
from .searching import search_index

__all__ = ["File", "SiteFiles", "judge_pages", "make_pages", "site_files"]

File = Artifact | Pending
Progress = Callable[[int, int], None]
"""Told how many files are made, of how many."""


@dataclass(frozen=True, slots=True)
class SiteFiles:
    """Every file of a site but redirects."""

    known: Iterator[File]
    """Those known by their paths, the pages of fiches first, what takes all fiches together last.

    The bytes of a page raise ThemeError where its template is wrong.
    """
    gaps: Iterator[File]
    """The pages on what fiches lack: looking at the first of them takes a judgement of all fiches."""
    search: Callable[[], tuple[Artifact, ...]]
    """Gives those of the search, which are named after what they hold: asking makes them all.

    Raises ThemeError where the template of cards is wrong.
    """
    presenter: Presenter
    """That of the pages: it knows which files there are, and so where links of prose may lead."""
    prose: Pages
    """The pages that show prose: making their views is what finds fault with it."""
    of_fiche: Callable[[Fiche], Iterator[File]]
    """Gives the pages of one fiche and of its groups, without looking through all the others."""


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

    @cache
    def exported() -> tuple[Pending, ...]:
        lacking = gap_files(gaps) if presenter.catalogue.settings.shows_gaps else ()
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

    def rendered(pages: Pages) -> Iterator[File]:
        return (Pending(path, _rendering(theme, make)) for path, make in pages)

    def known() -> Iterator[File]:
        yield from assets
        catalogue = presenter.catalogue
        paths: list[str] = []
        for page in rendered(_pages(frame, shelf, lambda: search()[0])):
            paths.append(page.path)
            yield page
        yield from exported()
        yield from site_map(catalogue.settings, _to_be_found(catalogue, paths))

    def on_gaps() -> Iterator[File]:
        if presenter.catalogue.settings.shows_gaps:
            yield from rendered(gap_pages(frame, gaps()))

    files, ahead = tee(known())
    lacking, lacking_ahead = tee(on_gaps())
    paths = _Paths(ahead, lacking_ahead)
    return SiteFiles(
        known=files,
        gaps=lacking,
        search=lambda: search()[1],
        presenter=presenter,
        prose=_with_prose(frame, shelf),
        of_fiche=lambda fiche: rendered(pages_of(frame, fiche)),
    )


def _pages(frame: Frame, shelf: Shelf, filters: Callable[[], Filters]) -> Pages:
    """Yield every page but those on gaps; those of fiches, which take nothing else, come first."""
    yield from course_pages(frame)
    yield from catalogue_pages(frame, shelf, filters)
    yield from about_pages(frame)
    yield from reuse_pages(frame)
    yield from list_pages(frame, shelf)
    yield from agenda_pages(frame)


def _with_prose(frame: Frame, shelf: Shelf) -> Pages:
    yield from course_pages(frame)
    yield from about_pages(frame)
    presented = {
        routes.facet_path(routes.ORGANISATIONS, facet.slug)
        for facet in frame.presenter.catalogue.organisations
        if facet.organisation and facet.organisation.presentation
    }
    yield from (page for page in list_pages(frame, shelf) if page[0] in presented)


def _rendering(theme: Theme, make: Callable[[], PageView]) -> Callable[[], bytes]:
    return lambda: render(theme, make())


def make_pages(
    site: SiteFiles, *, progress: Progress
) -> tuple[tuple[Artifact, ...], tuple[Finding, ...]]:
    """Make every file of the site; a page whose template fails is a finding."""
    findings: list[Finding] = []
    files = [*site.known, *site.gaps]
    made: list[Artifact] = []
    try:
        files += site.search()
    except ThemeError as error:  # a card: no list can be made
        findings.append(error.finding)
    for number, file in enumerate(files, 1):
        try:
            made.append(Artifact(file.path, file.body))
        except ThemeError as error:
            findings.append(error.finding)
        progress(number, len(files))
    moved, refused = redirect_files(site.presenter, {file.path for file in files})
    bodies = {artifact.path: artifact.body for artifact in made}
    return (*made, *moved), (*findings, *refused, *_told(site, bodies, bodies.get))


def judge_pages(
    site: SiteFiles, *, progress: Progress
) -> tuple[tuple[Artifact, ...], tuple[Finding, ...]]:
    """Find all that `make_pages` does and make next to nothing; for the shipped templates alone.

    A project's own may fail on any page, so they must be seen to make every one.
    """
    files = {file.path: file for file in chain(site.known, site.gaps)}
    pages = [*site.prose]
    for number, (_, make) in enumerate(pages, 1):
        make()
        progress(number, len(pages))
    paths = {*files}
    if _names_assets(site.presenter):
        paths |= {file.path for file in site.search()}
    _, refused = redirect_files(site.presenter, paths)
    return (), (
        *refused,
        *_told(site, files, lambda path: files[path].body if path in files else None),
    )


def _names_assets(presenter: Presenter) -> bool:
    """Tell whether a former address might be that of a file of the search, which cost much to make."""
    aliases = (term.words for fiche in presenter.catalogue.fiches for term in fiche.aliases)
    return any("assets" in words.lower() for words in aliases)


def _told(
    site: SiteFiles, paths: Collection[str], body: Callable[[str], bytes | None]
) -> Iterator[Finding]:
    """Yield what is wrong with links and prose, once its pages have been made."""
    presenter = site.presenter
    links = all_links(presenter.catalogue)
    yield from link_findings(presenter.atlas, links, paths=lambda: paths, body=body)
    yield from cut_findings(presenter)
    yield from presenter.findings


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

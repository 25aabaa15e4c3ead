"""What all sources say, put together: a catalogue, and what its pages are made with."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field, replace

from fichegen.audit import Report
from fichegen.catalogue import Catalogue, assemble
from fichegen.colours import palette
from fichegen.diagnostics import Finding
from fichegen.images import Image
from fichegen.intake import Taken
from fichegen.linking import Sources
from fichegen.model import Fiche, FreePage, Organisation
from fichegen.pages import SiteFiles, site_files
from fichegen.presenting import Presenter
from fichegen.project import Project
from fichegen.request import Request
from fichegen.settings import Settings, zone_findings
from fichegen.sources import SourceFile, read_logo
from fichegen.statement import Statement, statement, statement_findings
from fichegen.theme import Theme, load_theme

Read = tuple[SourceFile, Taken]
"""A source with what it says."""


@dataclass(frozen=True, slots=True)
class Said:
    """What all sources say."""

    fiches: tuple[Fiche, ...]
    organisations: tuple[Organisation, ...]
    pages: tuple[FreePage, ...]
    settings: Settings
    sources: Sources = field(default_factory=Sources)
    """What links can name, whether it is published or not."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """A catalogue put together, and what its pages are made with; none is made yet."""

    presenter: Presenter
    theme: Theme
    statement: Statement
    logo: Image | None
    findings: tuple[Finding, ...]
    """What putting it together found: clashes, and settings that cannot be used."""


def gather(takings: Iterable[Taken], *, drafts: bool) -> tuple[Said, tuple[Finding, ...]]:
    """Bring together what the sources say; a draft is left out with what is wrong in it."""
    fiches: list[Fiche] = []
    organisations: list[Organisation] = []
    pages: list[FreePage] = []
    settings = Settings()
    findings: list[Finding] = []
    for taken in takings:
        if taken.draft and not drafts:
            continue
        match taken.said:
            case Fiche() as fiche:
                fiches.append(fiche)
            case Organisation() as organisation:
                organisations.append(organisation)
            case FreePage() as page:
                pages.append(page)
            case Settings():
                settings = taken.said
        findings.extend(taken.findings)
    said = Said(tuple(fiches), tuple(organisations), tuple(pages), settings)
    return said, tuple(findings)


def put_together(read: Iterable[Read], *, drafts: bool) -> tuple[Catalogue, tuple[Finding, ...]]:
    """Return the catalogue of some sources, and what is wrong in them and between them."""
    said, found = gather((taken for _, taken in read), drafts=drafts)
    catalogue, clashes = assemble(said.fiches, said.organisations, said.pages, said.settings)
    return catalogue, (*found, *clashes)


def lay_out(
    request: Request, said: Said, theme_for: Callable[[Project, Settings], Theme]
) -> Layout:
    """Put together what the sources say, and have ready what pages are made with."""
    settings = replace(said.settings, url=request.base_url or said.settings.url)
    today = request.today_in(settings.timezone)
    catalogue, clashes = assemble(said.fiches, said.organisations, said.pages, settings)
    logo, unusable = _logo(request.project, settings)
    return Layout(
        presenter=Presenter(catalogue, today, sources=said.sources),
        theme=theme_for(request.project, settings),
        statement=statement(settings, today),
        logo=logo,
        findings=(
            *zone_findings(settings),
            *unusable,
            *statement_findings(settings, today),
            *clashes,
        ),
    )


def files_of(layout: Layout, gaps: Callable[[], Report]) -> SiteFiles:
    """Return the files of a site; the report on gaps is asked for where it is needed."""
    return site_files(
        layout.presenter,
        layout.theme,
        gaps=gaps,
        statement=layout.statement,
        logo=layout.logo,
    )


def themed(project: Project, settings: Settings) -> Theme:
    """Load the theme in the colours of the settings."""
    return load_theme(project, colours=palette(settings.accent) if settings.accent else None)


def _logo(project: Project, settings: Settings) -> tuple[Image | None, tuple[Finding, ...]]:
    if not settings.logo:
        return None, ()
    return read_logo(project, settings.logo, settings.logo_at)

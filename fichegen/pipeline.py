"""The whole story of a build, step by step; each step is a function from values to new values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace

from fichegen.artifacts import Artifact
from fichegen.audit import Report, gap_findings, report
from fichegen.catalogue import Catalogue, assemble
from fichegen.checks import check_fiche, run_checks
from fichegen.colours import palette
from fichegen.diagnostics import (
    Exit,
    FichegenError,
    Finding,
    Span,
    exit_status,
    finding,
    ordered,
    regraded,
)
from fichegen.images import Image
from fichegen.intake import Taken, take
from fichegen.model import Fiche, FreePage, Organisation
from fichegen.output import OutputError, Published, publish
from fichegen.pages import make_pages
from fichegen.presenting import Presenter
from fichegen.project import Project
from fichegen.settings import Settings, zone_findings
from fichegen.sources import Role, SourceFile, read_logo, read_sources
from fichegen.statement import Statement, statement, statement_findings
from fichegen.states import fiche_timeline, next_edge
from fichegen.theme import load_theme

Progress = Callable[[str, int, int], None]
"""Told the stage of a long work, how much of it is done, and of how much."""


class ProjectError(FichegenError):
    """There is no project to work on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a command asks of a build."""

    project: Project
    today_in: Callable[[str], dt.date]
    """Tells the day it is in a time zone; the faces know the clock."""
    base_url: str = ""
    strict: bool = False
    drafts: bool = False
    progress: Progress = lambda _stage, _done, _of: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A project read and judged, nothing written yet."""

    catalogue: Catalogue
    artifacts: tuple[Artifact, ...]
    findings: tuple[Finding, ...]
    """All of them, sorted, with the severities the settings ask for."""
    texts: dict[str, str]
    """The sources by path, to quote from."""
    today: dt.date
    statement: Statement
    """What the site says of its accessibility."""
    gaps: Report
    """What the fiches lack for each destination."""
    status: Exit

    @property
    def next_change(self) -> dt.date | None:
        """The next day on which a rebuild may show something in another light."""
        today, catalogue = self.today, self.catalogue
        edges = [next_edge(today, session.fiche, session.group) for session in catalogue.sessions]
        edges += [fiche_timeline(today, f).next_change for f in catalogue.fiches if not f.groups]
        if catalogue.settings.shows_gaps:
            edges.append(self.gaps.next_change)
        return min((edge for edge in (self.statement.expires, *edges) if edge), default=None)


@dataclass(frozen=True, slots=True)
class Built:
    """A survey, and what was published of it: nothing where a finding forbids it."""

    survey: Survey
    published: Published | None


@dataclass(frozen=True, slots=True)
class Said:
    """What all sources say."""

    fiches: tuple[Fiche, ...]
    organisations: tuple[Organisation, ...]
    pages: tuple[FreePage, ...]
    settings: Settings


def survey(request: Request) -> Survey:
    """Read everything, put it together, check it and render it, all in memory."""
    project, progress = request.project, request.progress
    if not project.source.is_dir():
        shown = project.display(project.source)
        raise ProjectError(finding("FG604", Span(shown), dossier=shown))
    sources, unreadable = read_sources(project)
    takings = []
    for number, source in enumerate(sources, 1):
        takings.append((source, take(source)))
        progress("Lecture", number, len(sources))
    said, read_findings = gather(takings, drafts=request.drafts)
    settings = replace(said.settings, url=request.base_url or said.settings.url)
    today = request.today_in(settings.timezone)
    catalogue, clashes = assemble(said.fiches, said.organisations, said.pages, settings)
    logo, unusable = _logo(project, settings)
    stated = statement(settings, today)
    theme = load_theme(project, colours=palette(settings.accent) if settings.accent else None)
    presenter = Presenter(catalogue, today)
    gaps = report(presenter)
    artifacts, faults = make_pages(
        presenter, theme, gaps=lambda: gaps, statement=stated, logo=logo,
        progress=lambda done, of: progress("Pages", done, of),
    )  # fmt: skip
    if len({artifact.path for artifact in artifacts}) < len(artifacts):
        raise AssertionError("two pages of one address: the catalogue must have refused them")
    empty = not unreadable and not any(source.role is Role.FICHE for source in sources)
    nothing = [finding("FG506", Span(project.display(project.source)))] if empty else []
    everything = (
        *unreadable, *nothing, *read_findings, *zone_findings(settings), *unusable,
        *statement_findings(settings, today), *clashes,
        *(found for fiche in catalogue.fiches for found in check_fiche(fiche, today)),
        *run_checks(catalogue), *faults,
    )  # fmt: skip
    severities = dict(settings.severities)
    lacking = gap_findings(gaps, pages=settings.shows_gaps)
    findings = regraded(ordered((*everything, *lacking)), severities)
    status = _status(findings, sources, strict=request.strict)
    if status is not Exit.FINE and settings.shows_gaps:  # no page is published to read the rest on
        lacking = gap_findings(gaps, pages=False)
        findings = regraded(ordered((*everything, *lacking)), severities)
    return Survey(
        catalogue=catalogue,
        artifacts=artifacts,
        findings=findings,
        texts={source.path: source.text for source in sources},
        today=today,
        statement=stated,
        gaps=gaps,
        status=status,
    )


def _logo(project: Project, settings: Settings) -> tuple[Image | None, tuple[Finding, ...]]:
    if not settings.logo:
        return None, ()
    return read_logo(project, settings.logo, settings.logo_at)


def _status(findings: Iterable[Finding], sources: Iterable[SourceFile], *, strict: bool) -> Exit:
    """Judge the findings; whatever is wrong in the settings is a matter of usage."""
    settings = {source.path for source in sources if source.role is Role.SETTINGS}
    status = exit_status(findings, strict=strict)
    broken = exit_status((f for f in findings if f.span.path in settings), strict=strict)
    return Exit.USAGE if broken is not Exit.FINE else status


def build(request: Request) -> Built:
    """Survey the project and, where no finding forbids it, publish the site."""
    surveyed = survey(request)
    if surveyed.status is not Exit.FINE:
        return Built(surveyed, None)
    try:
        published = publish(request.project, surveyed.artifacts)
    except OutputError as error:  # told with all the others
        status = exit_status([error.finding], strict=True)
        found = ordered((*surveyed.findings, error.finding))
        return Built(replace(surveyed, findings=found, status=status), None)
    output = request.project.display(request.project.output)
    kept = [finding("FG803", Span(f"{output}/{path}"), fichier=path) for path in published.foreign]
    findings = ordered(
        (*surveyed.findings, *regraded(kept, dict(surveyed.catalogue.settings.severities)))
    )
    status = exit_status(findings, strict=request.strict)
    return Built(replace(surveyed, findings=findings, status=status), published)


def gather(
    takings: Iterable[tuple[SourceFile, Taken]], *, drafts: bool
) -> tuple[Said, tuple[Finding, ...]]:
    """Bring together what the sources say; a draft is left out with what is wrong in it."""
    fiches: list[Fiche] = []
    organisations: list[Organisation] = []
    pages: list[FreePage] = []
    settings = Settings()
    findings: list[Finding] = []
    for _, taken in takings:
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

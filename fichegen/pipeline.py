"""The whole story of a build, step by step; each step is a function from values to new values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, field, replace

from fichegen.artifacts import Artifact
from fichegen.audit import GAP_CODES, Report, gap_findings, report
from fichegen.baseline import Known, Sifted, sift
from fichegen.catalogue import Catalogue, assemble
from fichegen.checks import check_fiche, run_checks
from fichegen.colours import palette
from fichegen.diagnostics import (
    Exit,
    FichegenError,
    Finding,
    Severity,
    Span,
    exit_status,
    finding,
    ordered,
    regraded,
)
from fichegen.images import Image
from fichegen.intake import Taken, take
from fichegen.linking import Sources, linked_sources
from fichegen.model import Fiche, FreePage, Organisation
from fichegen.output import OutputError, Published, publish
from fichegen.pages import judge_pages, make_pages
from fichegen.presenting import Presenter
from fichegen.project import Project
from fichegen.settings import Settings, zone_findings
from fichegen.sources import Place, Role, SourceFile, read_logo, read_sources
from fichegen.statement import Statement, statement, statement_findings
from fichegen.states import fiche_timeline, next_edge
from fichegen.theme import Theme, load_theme

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
    max_warnings: int | None = None
    """More warnings than these fail, though none is an error."""
    known: Known = field(default_factory=dict)
    """What is neither told nor counted."""
    drafts: bool = False
    progress: Progress = lambda _stage, _done, _of: None


@dataclass(frozen=True, slots=True, kw_only=True)
class Survey:
    """A project read and judged, nothing written yet."""

    catalogue: Catalogue
    artifacts: tuple[Artifact, ...]
    findings: tuple[Finding, ...]
    """Those that are not known, sorted, with the severities the settings ask for."""
    sifted: Sifted
    """All findings, parted by whether they are known, as they are where pages are published."""
    settings_paths: frozenset[str]
    """The files of the settings: what is wrong in them is a matter of usage."""
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


def survey(request: Request, *, made: bool = True) -> Survey:
    """Read everything, put it together, check it and render it, all in memory.

    Unless it is to be made there are no artifacts, and the same findings at less than half the cost.
    """
    project, progress = request.project, request.progress
    require(project)
    sources, unreadable = read_sources(project)
    takings = []
    for number, source in enumerate(sources, 1):
        takings.append(take(source))
        progress("Lecture", number, len(sources))
    said, read_findings = gather(takings, drafts=request.drafts)
    root = project.display(project.source)
    linked = linked_sources(root, zip(sources, takings, strict=True), unreadable)
    laid = lay_out(request, replace(said, sources=linked), themed)
    presenter, catalogue, today = laid.presenter, laid.presenter.catalogue, laid.presenter.today
    settings = catalogue.settings
    gaps = report(presenter)
    make = make_pages if made or not laid.theme.is_shipped else judge_pages
    artifacts, faults = make(
        presenter, laid.theme, gaps=lambda: gaps, statement=laid.statement, logo=laid.logo,
        progress=lambda done, of: progress("Pages", done, of),
    )  # fmt: skip
    if len({artifact.path for artifact in artifacts}) < len(artifacts):
        raise AssertionError("two pages of one address: the catalogue must have refused them")
    everything = (
        *unreadable, *nothing_found(project, sources, unreadable), *read_findings, *laid.findings,
        *(found for fiche in catalogue.fiches for found in check_fiche(fiche, today)),
        *run_checks(catalogue), *faults,
    )  # fmt: skip
    severities = dict(settings.severities)
    lacking = gap_findings(gaps, pages=settings.shows_gaps)
    findings = regraded(ordered((*everything, *lacking)), severities)
    texts = {source.path: source.text for source in sources}
    settings_paths = frozenset(source.path for source in sources if source.role is Role.SETTINGS)
    sifted = sift(findings, request.known, texts)
    findings, status = sifted.told, verdict(sifted.told, settings_paths, request)
    if status is not Exit.FINE and settings.shows_gaps:  # no page is published to read the rest on
        findings = _in_full(findings, gap_findings(gaps, pages=False))
    return Survey(
        catalogue=catalogue,
        artifacts=artifacts,
        findings=findings,
        sifted=sifted,
        settings_paths=settings_paths,
        texts=texts,
        today=today,
        statement=laid.statement,
        gaps=gaps,
        status=status,
    )


def require(project: Project) -> None:
    """Raise ProjectError where a project has no folder of fiches."""
    if not project.source.is_dir():
        shown = project.display(project.source)
        raise ProjectError(finding("FG604", Span(shown), dossier=shown))


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


def themed(project: Project, settings: Settings) -> Theme:
    """Load the theme in the colours of the settings."""
    return load_theme(project, colours=palette(settings.accent) if settings.accent else None)


def _logo(project: Project, settings: Settings) -> tuple[Image | None, tuple[Finding, ...]]:
    if not settings.logo:
        return None, ()
    return read_logo(project, settings.logo, settings.logo_at)


def nothing_found(
    project: Project, sources: Iterable[Place | SourceFile], unreadable: Iterable[Finding]
) -> tuple[Finding, ...]:
    """Tell that there is not a single fiche, unless one could not be read (FG506)."""
    if [*unreadable] or any(source.role is Role.FICHE for source in sources):
        return ()
    return (finding("FG506", Span(project.display(project.source))),)


def _in_full(told: Iterable[Finding], longer: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put what fiches lack in the place of the same in fewer words."""
    codes = {*GAP_CODES.values()}
    by_place = {(found.code, found.span): found for found in longer if found.code in codes}
    return tuple(
        replace(by_place.get((found.code, found.span), found), severity=found.severity)
        for found in told
    )


def status_of(
    findings: Iterable[Finding], sources: Iterable[Place | SourceFile], *, strict: bool
) -> Exit:
    """Judge the findings; whatever is wrong in the settings is a matter of usage."""
    settings = {source.path for source in sources if source.role is Role.SETTINGS}
    return _judged([*findings], settings, strict=strict, max_warnings=None)


def verdict(
    findings: Collection[Finding], settings_paths: Collection[str], request: Request
) -> Exit:
    """Judge findings as a request asks; those of the files of settings are a matter of usage."""
    return _judged(
        findings, settings_paths, strict=request.strict, max_warnings=request.max_warnings
    )


def _judged(
    findings: Collection[Finding],
    settings_paths: Collection[str],
    *,
    strict: bool,
    max_warnings: int | None,
) -> Exit:
    settings = [found for found in findings if found.span.path in settings_paths]
    if exit_status(settings, strict=strict) is not Exit.FINE:
        return Exit.USAGE
    status = exit_status(findings, strict=strict)
    warnings = sum(found.severity is Severity.WARNING for found in findings)
    too_many = max_warnings is not None and warnings > max_warnings
    return Exit.FINDINGS if too_many and status is Exit.FINE else status


def build(request: Request) -> Built:
    """Survey the project and, where no finding forbids it, publish the site."""
    surveyed = survey(request)
    if surveyed.status is not Exit.FINE:
        return Built(surveyed, None)
    try:
        published = publish(
            request.project,
            surveyed.artifacts,
            progress=lambda done, of: request.progress("Écriture", done, of),
        )
    except OutputError as error:  # told with all the others
        status = exit_status([error.finding], strict=True)
        found = ordered((*surveyed.findings, error.finding))
        return Built(replace(surveyed, findings=found, status=status), None)
    output = request.project.display(request.project.output)
    kept = [finding("FG803", Span(f"{output}/{path}"), fichier=path) for path in published.foreign]
    findings = ordered(
        (*surveyed.findings, *regraded(kept, dict(surveyed.catalogue.settings.severities)))
    )
    status = verdict(findings, surveyed.settings_paths, request)
    return Built(replace(surveyed, findings=findings, status=status), published)


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

"""The whole story of a build, step by step; each step is a function from values to new values."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, field, replace

from fichegen.artifacts import Artifact
from fichegen.audit import GAP_CODES, Report, gap_findings, report
from fichegen.baseline import Known, Sifted, sift
from fichegen.catalogue import Catalogue, assemble
from fichegen.checks import OF_WHOLE_SERIES, check_fiche, run_checks
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
from fichegen.mending import without_doubtful_fixes
from fichegen.model import Fiche, FreePage, Organisation
from fichegen.output import OutputError, Published, publish
from fichegen.pages import SiteFiles, judge_pages, make_pages, site_files
from fichegen.presenting import Presenter
from fichegen.project import Project
from fichegen.settings import Settings, zone_findings
from fichegen.sources import Place, Role, SourceFile, read_logo, read_sources
from fichegen.statement import Statement, statement, statement_findings
from fichegen.states import fiche_timeline, next_edge
from fichegen.theme import Theme, load_theme

Progress = Callable[[str, int, int], None]
"""Told the stage of a long work, how much of it is done, and of how much."""
Read = tuple[SourceFile, Taken]
"""A source with what it says."""


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
class Reading:
    """A project read and put together, not checked."""

    catalogue: Catalogue
    today: dt.date
    findings: tuple[Finding, ...]
    """What reading and putting together found; the checks of a survey are not made."""
    status: Exit


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
    read: tuple[Read, ...]
    unread: tuple[Finding, ...]
    """What of the files could not be read, and why."""
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
    read, unread = read_all(request.project, lambda done, of: request.progress("Lecture", done, of))
    return judge(request, read, unread, made=made)


def judge(
    request: Request, read: Sequence[Read], unread: Sequence[Finding], *, made: bool
) -> Survey:
    """Put together what was read, check and render it: what lies on the disk need not be that."""
    project, progress = request.project, request.progress
    said, read_findings = gather((taken for _, taken in read), drafts=request.drafts)
    linked = linked_sources(project.display(project.source), read, unread)
    laid = lay_out(request, replace(said, sources=linked), themed)
    presenter, catalogue, today = laid.presenter, laid.presenter.catalogue, laid.presenter.today
    settings = catalogue.settings
    gaps = report(presenter)
    make = make_pages if made or not laid.theme.is_shipped else judge_pages
    artifacts, faults = make(
        files_of(laid, lambda: gaps), progress=lambda done, of: progress("Pages", done, of)
    )
    if len({artifact.path for artifact in artifacts}) < len(artifacts):
        raise AssertionError("two pages of one address: the catalogue must have refused them")
    everything = (
        *unread, *nothing_found(project, [source for source, _ in read], unread),
        *read_findings, *laid.findings,
        *(found for fiche in catalogue.fiches for found in check_fiche(fiche, today)),
        *told_for_sure(run_checks(catalogue), [taken for _, taken in read], unread), *faults,
    )  # fmt: skip
    severities = dict(settings.severities)
    lacking = gap_findings(gaps, pages=settings.shows_gaps)
    certain = without_doubtful_fixes(everything, {source.path: source for source, _ in read})
    findings = regraded(ordered((*certain, *lacking)), severities)
    texts = {source.path: source.text for source, _ in read}
    settings_paths = frozenset(source.path for source, _ in read if source.role is Role.SETTINGS)
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
        read=tuple(read),
        unread=tuple(unread),
        today=today,
        statement=laid.statement,
        gaps=gaps,
        status=status,
    )


def read_all(
    project: Project, progress: Callable[[int, int], None] = lambda _done, _of: None
) -> tuple[tuple[Read, ...], tuple[Finding, ...]]:
    """Read all sources of a project, drafts too, with what cannot be read.

    Raises ProjectError where there is none.
    """
    require(project)
    sources, unread = read_sources(project)
    read = []
    for number, source in enumerate(sources, 1):
        read.append((source, take(source)))
        progress(number, len(sources))
    return tuple(read), unread


def read_catalogue(request: Request) -> Reading:
    """Read a project and put it together, no page made: what is enough to look things up.

    Raises ProjectError where there is none.
    """
    read, unread = read_all(request.project)
    catalogue, found = put_together(read, drafts=request.drafts)
    settings = catalogue.settings
    every = ordered((*unread, *found, *zone_findings(settings)))
    findings = regraded(every, dict(settings.severities))
    return Reading(
        catalogue=catalogue,
        today=request.today_in(settings.timezone),
        findings=findings,
        status=status_of(findings, [source for source, _ in read], strict=request.strict),
    )


def put_together(read: Iterable[Read], *, drafts: bool) -> tuple[Catalogue, tuple[Finding, ...]]:
    """Return the catalogue of some sources, and what is wrong in them and between them."""
    said, found = gather((taken for _, taken in read), drafts=drafts)
    catalogue, clashes = assemble(said.fiches, said.organisations, said.pages, said.settings)
    return catalogue, (*found, *clashes)


def require(project: Project) -> None:
    """Raise ProjectError where a project has no folder of fiches, or one that is none of ours."""
    shown = project.display(project.source)
    try:
        is_there = project.source.is_dir()
    except PermissionError as error:
        raise ProjectError(finding("FG114", Span(shown), raison="accès refusé")) from error
    if not is_there:
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


def nothing_found(
    project: Project, sources: Iterable[Place | SourceFile], unreadable: Iterable[Finding]
) -> tuple[Finding, ...]:
    """Tell that there is not a single fiche, unless one could not be read (FG506)."""
    if [*unreadable] or any(source.role is Role.FICHE for source in sources):
        return ()
    return (finding("FG506", Span(project.display(project.source))),)


def told_for_sure(
    found: Iterable[Finding], takings: Iterable[Taken], unreadable: Iterable[Finding]
) -> tuple[Finding, ...]:
    """Leave out what a source that could not be read may contradict."""
    unread = any(taken.said is None for taken in takings)
    unread = unread or any(each.severity is Severity.ERROR for each in unreadable)
    return tuple(each for each in found if not (unread and each.code in OF_WHOLE_SERIES))


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

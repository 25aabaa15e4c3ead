"""The whole story of a build, step by step; each step is a function from values to new values."""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import ExitStack, closing, contextmanager, suppress
from dataclasses import dataclass, replace
from functools import cache

from fichegen import glance
from fichegen.account import Account
from fichegen.audit import Report, gap_findings
from fichegen.baseline import Sifted, sift
from fichegen.cache import Cache, has_cache, no_cache, open_cache, temporary_cache
from fichegen.catalogue import Catalogue
from fichegen.checks import run_checks
from fichegen.codes import Destination
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
from fichegen.exporters import cut_findings, redirected, server_files
from fichegen.intake import take
from fichegen.labour import Workforce, refused, uncollected, workforce
from fichegen.layout import Read, put_together
from fichegen.linking import all_links, link_findings
from fichegen.making import (
    LISTED,
    Bench,
    Known,
    Listed,
    Mark,
    Outcome,
    Plan,
    Told,
    Work,
    set_up,
    take_project,
)
from fichegen.mending import without_doubtful_fixes
from fichegen.output import Desk, OutputError, Published, publish, publishing
from fichegen.packing import PackingError, require_packing
from fichegen.pages import File
from fichegen.project import Project
from fichegen.request import Request
from fichegen.settings import zone_findings
from fichegen.sources import Role, read_sources
from fichegen.standing import keys_of, note_standing
from fichegen.statement import Statement
from fichegen.states import fiche_timeline, next_edge
from fichegen.theme import ThemeError
from fichegen.verdicts import in_full, nothing_found, status_of, told_for_sure, verdict


class ProjectError(FichegenError):
    """There is no project to work on."""


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
    pages: int
    """Pages that were made or taken over."""
    findings: tuple[Finding, ...]
    """Those that are not known, sorted, with the severities the settings ask for."""
    sifted: Sifted
    """All findings, parted by whether they are known, as they are where pages are published."""
    settings_paths: frozenset[str]
    """The files of the settings: what is wrong in them is a matter of usage."""
    texts: Mapping[str, str]
    """The sources by path, to quote from: those that still are what was judged."""
    read: tuple[tuple[Mark, Known], ...]
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
    standing: str = ""
    """What the site that stands now is known by; empty where none was published."""


def survey(request: Request) -> Survey:
    """Read everything, put it together and check it: nothing is written but in a cache that is there.

    Files are made only where a project has templates of its own, which may fail on any page.
    """
    require(request.project)
    request = replace(request, uses_cache=request.uses_cache and has_cache(request.project))
    with (
        uncollected(),
        _memory(request) as memory,
        closing(workforce(request.jobs, request.executor)) as force,
    ):
        told = _taken(request, memory, force)
        return _judged(request, told, _bench(request, told, memory), force)


def judge(
    request: Request,
    read: Sequence[tuple[Mark, Known]],
    unread: Sequence[Finding],
    texts: Mapping[str, str],
) -> Survey:
    """Put together what was read and check it: what lies on the disk need not be that."""
    told = Told(read=tuple(read), unread=tuple(unread), texts=texts)
    return _judged(request, told, _bench(request, told, no_cache()), workforce(1))


@contextmanager
def _memory(request: Request) -> Iterator[Cache]:
    """Give the cache of the project, or one for this run where none is to be used."""
    with ExitStack() as held:
        if request.uses_cache:
            yield held.enter_context(closing(open_cache(request.project)))
            return
        shared = request.project.root if request.executor else None
        try:
            memory = held.enter_context(temporary_cache(shared))
        except OSError:  # there is no place for it: what is needed twice is worked out twice
            memory = no_cache()
        yield memory


def _taken(request: Request, memory: Cache, force: Workforce) -> Told:
    return take_project(
        request.project, memory, force, lambda done, of: request.progress("Lecture", done, of)
    )


def _bench(request: Request, told: Told, memory: Cache) -> Bench:
    return set_up(request, memory, told.read, told.unread, told.texts)


def _planned(
    request: Request, told: Told, bench: Bench, force: Workforce, desk: Desk | None
) -> Plan:
    """Plan the work; what was read is noted where processes cannot know it from this one."""
    theme, presenter = bench.layout.theme, bench.layout.presenter
    key = b""
    if force.needs_telling:
        listed = Listed(
            sources=tuple((m.path, m.role.name, m.key.hex()) for m, _ in told.read),
            unread=told.unread,
        )
        key = listed.key
        bench.cache.put_all({key: LISTED.write(listed)})
        if bench.cache.get(key) is None:
            if request.executor:
                raise refused(request.executor, "le dossier du projet ne peut pas être écrit")
            force.work_alone()
    return Plan(
        project=request.project,
        today=presenter.today,
        base_url=request.base_url,
        drafts=request.drafts,
        memory=bench.cache.file,
        run=key,
        ground=bench.ties.ground,
        address=request.executor,
        desk=desk,
        is_whole=desk is not None or not theme.is_shipped,
        ready=bench,
    )


def _judged(request: Request, told: Told, bench: Bench, force: Workforce) -> Survey:
    plan = _planned(request, told, bench, force, None)
    outcome = Work(plan, bench, force, request.progress).go_through()

    @cache
    def known() -> dict[str, File]:
        """Return every file by its path: few checks need them."""
        return {file.path: file for file in (*bench.site.known(), *bench.site.gaps())}

    def paths() -> set[str]:
        there = {*known()}
        if _names_assets(bench):
            with suppress(ThemeError):
                there |= {file.path for file in bench.site.search()}
        return there

    refused = redirected(bench.presenter, paths).findings

    def body(path: str) -> bytes | None:
        with suppress(ThemeError):  # told with the page
            return known()[path].body if path in known() else None
        return None

    faults = (*refused, *_in_links(bench, told, lambda: known().keys(), body))
    return _surveyed(request, told, bench, outcome, faults)


def _names_assets(bench: Bench) -> bool:
    """Tell whether a former address might be that of a file of the search, which cost much to make."""
    fiches = bench.presenter.catalogue.fiches
    return any("assets" in term.words.lower() for fiche in fiches for term in fiche.aliases)


def _in_links(
    bench: Bench,
    told: Told,
    paths: Callable[[], Collection[str]],
    body: Callable[[str], bytes | None],
) -> Iterator[Finding]:
    """Yield what is wrong with links, and what tables cut."""
    presenter = bench.presenter
    shown = {fiche.path for fiche in presenter.catalogue.fiches}
    links = [
        *(link for mark, known in told.read if mark.path in shown for link in known.links),
        *all_links(replace(presenter.catalogue, fiches=())),
    ]
    yield from link_findings(presenter.atlas, links, paths=paths, body=body)
    yield from cut_findings(presenter)


def _surveyed(
    request: Request, told: Told, bench: Bench, outcome: Outcome, faults: Iterable[Finding]
) -> Survey:
    """Bring together all that was found, and judge it."""
    project, presenter = request.project, bench.layout.presenter
    catalogue, gaps = presenter.catalogue, bench.report
    settings = catalogue.settings
    roles = {mark.path: mark.role for mark, _ in told.read}
    takings = [known.taken for _, known in told.read]
    everything = (
        *told.unread, *nothing_found(project, roles.values(), told.unread), *bench.found,
        *outcome.findings, *told_for_sure(run_checks(catalogue), takings, told.unread), *faults,
    )  # fmt: skip
    severities = dict(settings.severities)
    lacking = gap_findings(gaps, pages=settings.shows_gaps)
    certain = without_doubtful_fixes(everything, roles, told.texts)
    # The settings cannot make more of what befalls the cache: no verdict may depend on it.
    findings = ordered((*regraded((*certain, *lacking), severities), *bench.cache.findings))
    settings_paths = frozenset(path for path, role in roles.items() if role is Role.SETTINGS)
    sifted = sift(findings, request.known, told.texts)
    findings, status = sifted.told, verdict(sifted.told, settings_paths, request)
    if status is not Exit.FINE and settings.shows_gaps:  # no page is published to read the rest on
        findings = in_full(findings, gap_findings(gaps, pages=False))
    return Survey(
        catalogue=catalogue,
        pages=sum(each.path.endswith(".html") for each in outcome.laid),
        findings=findings,
        sifted=sifted,
        settings_paths=settings_paths,
        texts=told.texts,
        read=told.read,
        unread=told.unread,
        today=presenter.today,
        statement=bench.layout.statement,
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


def require(project: Project) -> None:
    """Raise ProjectError where a project has no folder of fiches, or one that is none of ours."""
    shown = project.display(project.source)
    try:
        is_there = project.source.is_dir()
    except OSError as error:
        reason = "accès refusé" if isinstance(error, PermissionError) else "erreur du disque"
        raise ProjectError(finding("FG114", Span(shown), raison=reason)) from error
    if not is_there:
        raise ProjectError(finding("FG604", Span(shown), dossier=shown))


def build(request: Request) -> Built:
    """Read, check and make everything and, where no finding forbids it, publish the site."""
    require(request.project)
    look = glance.look_at(request)
    with (
        uncollected(),
        _memory(request) as memory,
        closing(workforce(request.jobs, request.executor)) as force,
    ):
        told = _taken(request, memory, force)
        bench = _bench(request, told, memory)
        if _is_refused(told, bench):
            return Built(_judged(request, told, bench, force), None)
        try:
            require_packing(bench.layout.presenter.catalogue.settings)
            with publishing(request.project, request.waiting) as desk:
                built = _built(request, told, bench, force, desk)
        except (OutputError, PackingError) as error:  # told with all the others
            surveyed = _judged(request, told, bench, force)
            status = exit_status([error.finding], strict=True)
            found = ordered((*surveyed.findings, error.finding))
            return Built(replace(surveyed, findings=found, status=status), None)
        if built.published and request.uses_cache:
            logo, name = bench.layout.logo, built.survey.catalogue.settings.logo
            place = os.fspath(request.project.source / name)
            glance.note(
                request, memory, look, account_of(built),
                site=built.standing, logo=(place, logo.body) if logo else None,
            )  # fmt: skip
        return built


def _is_refused(told: Told, bench: Bench) -> bool:
    """Tell whether what was read holds an error already, so that nothing need be made."""
    severities = dict(bench.layout.presenter.catalogue.settings.severities)
    found = regraded((*told.unread, *bench.found), severities)
    return exit_status(found, strict=False) is not Exit.FINE  # an error is never known already


def _built(request: Request, told: Told, bench: Bench, force: Workforce, desk: Desk) -> Built:
    work = Work(_planned(request, told, bench, force, desk), bench, force, request.progress)
    outcome = work.go_through()
    laid = {each.path: each for each in outcome.laid}
    if len(laid) < len(outcome.laid):
        raise AssertionError("two pages of one address: the catalogue must have refused them")
    moved = redirected(bench.presenter, laid.keys)
    for file in (*moved.pages, *server_files(bench.presenter.catalogue.settings, moved.moves)):
        laid[file.path] = desk.lay(file.path, file.body)

    def body(path: str) -> bytes | None:
        return desk.read(path) if path in laid else None

    faults = (*moved.findings, *_in_links(bench, told, laid.keys, body))
    surveyed = _surveyed(request, told, bench, outcome, faults)
    if surveyed.status is not Exit.FINE:
        return Built(surveyed, None)
    twins = work.lay_twins(laid.values(), surveyed.catalogue.settings.packings)
    laid |= {each.path: each for each in twins}
    published = publish(desk, laid.values())
    standing = note_standing(
        bench.cache, desk.target, laid.values(), is_swapped=published.is_swapped
    )
    known = keys_of(desk.target).values()
    work.tidy({*(mark.key for mark, _ in told.read), *known, *glance.keys_of(request)})
    output = request.project.display(request.project.output)
    kept = [finding("FG803", Span(f"{output}/{path}"), fichier=path) for path in published.foreign]
    findings = ordered(
        (*surveyed.findings, *regraded(kept, dict(surveyed.catalogue.settings.severities)))
    )
    status = verdict(findings, surveyed.settings_paths, request)
    return Built(replace(surveyed, findings=findings, status=status), published, standing)


def account_of(built: Built) -> Account:
    """Return what a build has to say."""
    surveyed, done = built.survey, built.published
    settings = surveyed.catalogue.settings
    return Account(
        findings=surveyed.findings,
        quiet=surveyed.sifted.quiet,
        gone=surveyed.sifted.gone,
        status=surveyed.status,
        today=surveyed.today,
        timezone=settings.timezone,
        fiches=len(surveyed.catalogue.fiches),
        sessions=len(surveyed.catalogue.sessions),
        pages=surveyed.pages if done else 0,
        next_change=surveyed.next_change,
        score=surveyed.gaps.score,
        accepted=surveyed.gaps.accepted(Destination.LHEO),
        shows_gaps=settings.shows_gaps,
        settings_paths=tuple(sorted(surveyed.settings_paths)),
        is_published=done is not None,
        written=done.written if done else 0,
        removed=done.removed if done else 0,
    )

"""The workshop itself: what was read of each source, and what all of them give together."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from urllib.parse import urlsplit

from fichegen import prose
from fichegen.checks import CATALOGUE_CHECKS, check_fiche
from fichegen.diagnostics import Exit, Finding, ordered, regraded
from fichegen.intake import Taken, take
from fichegen.layout import Layout, gather, lay_out, themed
from fichegen.linking import all_links, linked_sources, links_of
from fichegen.model import Fiche
from fichegen.pipeline import require
from fichegen.project import Project
from fichegen.prose import Link
from fichegen.request import Request
from fichegen.settings import Settings
from fichegen.sources import Place, SourceFile, find_sources, read_source
from fichegen.stamps import Stamp, is_file, stamps_below, young
from fichegen.theme import Theme
from fichegen.verdicts import nothing_found, status_of, told_for_sure

from .site import Site


@dataclass(frozen=True, slots=True, kw_only=True)
class State:
    """A project at one moment."""

    number: int
    """Counts the states, from 1."""
    site: Site | None
    """The last site without an error; None where there was none yet."""
    is_current: bool
    """True where `site` is that of these very sources."""
    findings: tuple[Finding, ...]
    """Sorted, with the severities the settings ask for."""
    late: tuple[Finding, ...]
    """Those of them that are known only once the state is complete."""
    is_complete: bool
    """False until what needs more than a moment is judged too: links, prose, fiches together."""
    texts: Mapping[str, str]
    """The sources by path, to quote from."""
    status: Exit
    pages: Mapping[str, str] = field(default_factory=dict)
    """The name of the page's folder of each fiche, by its source."""
    drafts: frozenset[str] = frozenset()
    """The sources of fiches that are not to be published yet."""
    root: str = ""
    """The path at which the site is published on its host; empty at its root."""


@dataclass(frozen=True, slots=True)
class _Held:
    """A source as it was last read."""

    place: Place
    source: SourceFile | None
    taken: Taken | None
    findings: tuple[Finding, ...]

    @property
    def says(self) -> bool:
        """Tell whether it is more than a file among the sources."""
        return bool(self.taken or self.findings)


@dataclass(frozen=True, slots=True)
class _Judged:
    """A fiche, and what by itself it gives on a day."""

    fiche: Fiche
    findings: tuple[Finding, ...]
    links: tuple[Link, ...]


class Workshop:
    """Reads a project again and again, each time only what has changed."""

    def __init__(self, request: Request) -> None:
        self._request = request
        self._stamps: dict[str, Stamp] = {}
        self._templates: dict[str, Stamp] = {}
        self._held: dict[str, _Held] = {}
        """By file, in the order of the sources."""
        self._young: frozenset[str] = frozenset()
        self._logo = ""
        self._theme: tuple[str, Theme] | None = None
        self._layout: Layout | None = None
        """None where what is held must be put together anew."""
        self._quick: tuple[Finding, ...] = ()
        self._day: dt.date | None = None
        self._judged: dict[int, _Judged] = {}
        """What fiches give by themselves on that day."""
        self.state: State | None = None
        """The last one; None before the first."""

    def refresh(self) -> State:
        """Read what has changed and return the new state; the old one where nothing has.

        Raises ProjectError where there is no project any more. Whatever it raises, the next call
        tries again.
        """
        project = self._request.project
        require(project)
        stamps, templates = stamps_below(project.source), stamps_below(project.templates)
        if templates != self._templates:
            self._templates, self._theme, self._layout = templates, None, None
        if (stamps != self._stamps or self._young) and self._read(stamps):
            self._layout = None
        if self.state and self._layout and self._is_still_today(self._layout):
            return self.state
        return self._lay_out()

    def is_outdated(self) -> bool:
        """Tell, by a glance at the disk, whether anything has changed since the last `refresh`."""
        project = self._request.project
        now = stamps_below(project.source), stamps_below(project.templates)
        return now != (self._stamps, self._templates)

    def _is_still_today(self, layout: Layout) -> bool:
        presenter = layout.presenter
        return self._request.today_in(presenter.catalogue.settings.timezone) == presenter.today

    def _read(self, stamps: dict[str, Stamp]) -> bool:
        """Bring what is held up to date; tell whether any of it has changed."""
        old = self._stamps
        fresh = {file for file in stamps.keys() | old.keys() if stamps.get(file) != old.get(file)}
        is_plain = all(is_file(stamps.get(file)) and is_file(old.get(file)) for file in fresh)
        changed = fresh | self._young
        held: dict[str, _Held] = {}
        for place in self._places() if is_plain else find_sources(self._request.project):
            file = place.file
            before = self._held.get(file)
            if before and file not in changed and before.place == place:
                held[file] = before
                continue
            source, findings = read_source(place)
            if before and before.source == source and before.findings == findings:
                held[file] = replace(before, place=place)  # touched, not changed
                continue
            held[file] = _Held(place, source, take(source) if source else None, findings)
        was, now = (
            {file: each for file, each in known.items() if each.says}
            for known in (self._held, held)
        )
        same = was.keys() == now.keys() and all(
            each.taken is was[file].taken and each.findings == was[file].findings
            for file, each in now.items()
        )
        self._held, self._stamps = held, stamps
        self._young = young({file: stamps[file] for file in fresh & stamps.keys()})
        return not same or self._logo in changed

    def _places(self) -> Iterator[Place]:
        return (each.place for each in self._held.values())

    def _lay_out(self) -> State:
        request = self._request
        held = [*self._held.values()]
        read = [(each.source, each.taken) for each in held if each.source and each.taken]
        said, read_findings = gather([taken for _, taken in read], drafts=request.drafts)
        unread = [found for each in held for found in each.findings]
        linked = linked_sources(
            request.project.display(request.project.source),
            ((source.path, source.role, taken) for source, taken in read),
            unread,
            {source.path: source.text for source, _ in read},
        )
        layout = lay_out(request, replace(said, sources=linked), self._themed)
        settings = layout.presenter.catalogue.settings
        if self._day != layout.presenter.today:
            self._day, self._judged = layout.presenter.today, {}
        self._logo = str(request.project.source / settings.logo) if settings.logo else ""
        self._quick = (
            *unread,
            *nothing_found(request.project, (place.role for place in self._places()), unread),
            *read_findings,
            *layout.findings,
        )
        known = (self._judged.get(id(fiche)) for fiche in layout.presenter.catalogue.fiches)
        found = (*self._quick, *(found for each in known if each for found in each.findings))
        self._layout = layout
        return self._told(layout, found)

    def _themed(self, project: Project, settings: Settings) -> Theme:
        """Keep the theme, with its templates compiled, until it would be another."""
        if self._theme is None or self._theme[0] != settings.accent:
            self._theme = settings.accent, themed(project, settings)
        return self._theme[1]

    def _told(
        self, layout: Layout, early: tuple[Finding, ...], late: tuple[Finding, ...] | None = None
    ) -> State:
        """Make the state of a layout; it is complete with what is known late."""
        before = self.state
        catalogue = layout.presenter.catalogue
        settings = catalogue.settings
        severities = dict(settings.severities)
        findings = regraded(ordered((*early, *(late or ()))), severities)
        status = status_of(findings, self._places(), strict=False)
        if late is not None and before:  # of the same layout
            site, is_current = before.site, before.is_current
        else:
            is_current = status is Exit.FINE
            site = Site(layout) if is_current else before.site if before else None
        self.state = State(
            number=before.number + 1 if before else 1,
            site=site,
            is_current=is_current,
            findings=findings,
            late=regraded(late or (), severities),
            is_complete=late is not None,
            texts={
                each.source.path: each.source.text for each in self._held.values() if each.source
            },
            status=status,
            pages={fiche.path: fiche.slug for fiche in catalogue.fiches},
            drafts=frozenset(fiche.path for fiche in catalogue.fiches if fiche.draft),
            root=urlsplit(settings.url).path,
        )
        return self.state

    def complete(self, *, stop: Callable[[], bool] = lambda: False) -> State | None:
        """Judge what `refresh` left for later; None where `stop` asked to leave it.

        What a fiche lacks for each destination is no matter of the moment, and left to `check`.
        """
        layout, state = self._layout, self.state
        if layout is None or state is None:
            return None
        catalogue, today = layout.presenter.catalogue, layout.presenter.today
        early = [*self._quick]
        judged: dict[int, _Judged] = {}
        for fiche in catalogue.fiches:
            if stop():
                return None
            key = id(fiche)
            if key not in self._judged:
                by_itself = (*_in_prose(fiche), *check_fiche(fiche, today))
                self._judged[key] = _Judged(fiche, by_itself, (*links_of(fiche),))
            judged[key] = self._judged[key]
            early += judged[key].findings
        self._judged = judged
        late: list[Finding] = []
        for check in CATALOGUE_CHECKS:
            if stop():
                return None
            late += check(catalogue)
        held = self._held.values()
        takings = [each.taken for each in held if each.taken]
        late = [*told_for_sure(late, takings, [f for each in held for f in each.findings])]
        if state.site and state.is_current:
            links = [link for each in judged.values() for link in each.links]
            links += all_links(replace(catalogue, fiches=()))
            late += state.site.link_findings(_until(stop, links))
            if any(fiche.aliases for fiche in catalogue.fiches):
                late += state.site.redirect_findings(stop=stop)
        return None if stop() else self._told(layout, tuple(early), tuple(late))


def _until(stop: Callable[[], bool], links: Iterable[Link]) -> Iterator[Link]:
    for link in links:
        if stop():
            return
        yield link


def _in_prose(fiche: Fiche) -> Iterator[Finding]:
    """Yield what rendering the prose of a fiche finds."""
    for section in fiche.sections:
        yield from prose.render(section.prose, fiche.path).findings
    for group in fiche.groups:
        if group.remark:
            yield from prose.render(group.remark, fiche.path).findings

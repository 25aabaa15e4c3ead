"""What all views of a build are made from, and what several of them show."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final, TypeVar

from fichegen import prose, routes, text
from fichegen.catalogue import Catalogue, Facet, Session
from fichegen.dates import Deadline, runs, write_date, write_deadline, write_schedule
from fichegen.diagnostics import Finding, Span
from fichegen.linking import Atlas, Sources, Target
from fichegen.model import Fiche, Group, Prose, Status
from fichegen.prose import Html
from fichegen.states import SETTLED, State, Timeline, fiche_timeline, timeline
from fichegen.text import capital
from fichegen.views import Limit, Line, SessionView, Tag

from .parts import part_of

_NO_DATES: Final = "Dates non précisées"
_MOST_SESSIONS: Final = 512
"""Views of sessions that are kept for the next page."""
_MOST_LINES: Final = 8192
"""Sessions in a line that are kept for other pages."""
_MOST_STRETCHES: Final = 5
"""Stretches of days that one line names; of more it gives the number of days and the bounds."""
_MOST_KEPT: Final = 48
"""Fiches of which what was made is kept: some megabytes, twice a chunk of the work."""

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Step:
    """What several files take of one fiche: it is made once, and kept for all of them.

    It may depend on nothing but the fiche, what its terms stand for, and what everything depends
    on (`Ties.own`).
    """

    name: str
    make: Callable[[Presenter, Fiche], bytes]


Keep = Callable[["Presenter", Step, Sequence[Fiche]], Iterator[bytes]]


@dataclass(slots=True)
class Presenter:
    """What every view of a build is made from; gathers findings of the prose it renders."""

    catalogue: Catalogue
    today: dt.date
    sources: Sources = field(default_factory=Sources)
    """What links of prose can name besides what is published."""
    is_file: Callable[[str], bool] = lambda _path: False
    """Tells whether the site has a file of that path."""
    keep: Keep = lambda own, step, fiches: (step.make(own, fiche) for fiche in fiches)
    """Gives what a step makes of some fiches, which may have been made before."""
    findings: list[Finding] = field(default_factory=list)
    _atlas: Atlas | None = field(default=None, init=False)
    _html: dict[tuple[str, str, int], Html] = field(default_factory=dict)
    _timelines: dict[tuple[str, str], Timeline] = field(default_factory=dict)
    _lines: dict[tuple[str, str, str], Line] = field(default_factory=dict)
    _sessions: dict[tuple[str, str], SessionView] = field(default_factory=dict)
    """Those of the fiches that were shown last."""
    _coming: dict[int, tuple[Session, ...]] = field(default_factory=dict)
    """By the entry itself: a territory and an organisation may share a name."""
    _titles: dict[str, list[Fiche]] = field(default_factory=dict)
    _places: dict[str, dict[str, int]] = field(default_factory=dict)
    _held_at: dict[str, Counter[str]] = field(default_factory=dict)
    """How many sessions of a fiche are held at each place."""
    _kept: dict[str, dict[object, Any]] = field(default_factory=dict)

    def once(self, make: Callable[[Presenter, Fiche], T], fiche: Fiche) -> T:
        """Make of a fiche what several files and judgements take, or give what was made lately."""
        kept = self._kept.get(fiche.slug)
        if kept is None:
            if len(self._kept) >= _MOST_KEPT:
                del self._kept[next(iter(self._kept))]
            kept = self._kept[fiche.slug] = {}
        if make not in kept:
            kept[make] = make(self, fiche)
        made: T = kept[make]
        return made

    def html(
        self, source: Prose, path: str, page: str, *, top_level: int = 3, parts: bool = False
    ) -> Html:
        """Render a prose of the source at `path` for a page, once where it is the same on all.

        `parts` where it is the only one of its page: its headings can then be linked.
        """
        key = (path, source.markdown, top_level)
        if key in self._html:
            return self._html[key]

        def href(target: str, _where: Span) -> str | None:
            found = self.atlas.resolve(target, path)
            if found is None:
                return target
            return found.href(page) if isinstance(found, Target) else None

        rendered = prose.render(source, path, top_level=top_level, href=href, parts=parts)
        self.findings.extend(rendered.findings)
        if rendered.is_same_everywhere and not rendered.findings:  # these have places
            self._html[key] = rendered.html
        return rendered.html

    def kept(self, step: Step, fiche: Fiche) -> bytes:
        """Return what a step makes of a fiche."""
        return next(self.keep(self, step, (fiche,)))

    def all_kept(self, step: Step, fiches: Sequence[Fiche]) -> Iterator[bytes]:
        """Yield what a step makes of fiches, in their order."""
        return self.keep(self, step, fiches)

    def forget(self) -> None:
        """Let go of the prose that was rendered, and what was wrong in it, before another fiche."""
        self._html.clear()
        self.findings.clear()

    @property
    def atlas(self) -> Atlas:
        """What links of prose can name."""
        if self._atlas is None:
            self._atlas = Atlas(
                self.catalogue, self.sources, self.is_file,
                part_of=self._part_of, headings=_headings,
            )  # fmt: skip
        return self._atlas

    def _part_of(self, fiche: Fiche, words: str) -> str:
        return part_of(fiche, words, over=all(self.is_past(fiche, g) for g in fiche.groups))

    # ---------------------------------------------------------------- states

    def timeline(self, fiche: Fiche, group: Group | None = None) -> Timeline:
        """Tell the states of a session, or what a fiche offers, from the day of the build on."""
        key = (fiche.slug, group.slug if group else "")
        if key not in self._timelines:
            self._timelines[key] = (
                timeline(self.today, fiche, group) if group else fiche_timeline(self.today, fiche)
            )
        return self._timelines[key]

    def is_past(self, fiche: Fiche, group: Group) -> bool:
        """Tell whether a session has ended by the day of the build, or would have, if held."""
        state = self.timeline(fiche, group).now
        if state not in (State.CANCELLED, State.POSTPONED):
            return state is State.OVER
        last = group.schedule and (group.schedule.last or group.schedule.first)
        return bool(last and last < self.today)

    def limit(self, deadline: Deadline | None, *, settled: bool = False) -> Limit | None:
        """Show until when one can register, in a sentence that stays true.

        Of a session nobody can register for any more it is but a date that was announced.
        """
        if deadline is None:
            return None
        if deadline.date is None:
            opening = "" if deadline.closed else "Inscriptions :"
            return Limit(sentence=opening, iso="", text=deadline.words, passed=False)
        return Limit(
            sentence="Date limite annoncée :" if settled else "Inscriptions jusqu’au",
            iso=deadline.date.isoformat(),
            text=write_deadline(deadline),
            passed=deadline.date < self.today,
        )

    def fiche_limit(self, fiche: Fiche) -> Limit | None:
        """Show the limit of a fiche, unless some of its sessions have another.

        It is then said session by session.
        """
        if any(group.deadline for group in fiche.groups):
            return None
        states = {self.timeline(fiche, group).now for group in fiche.groups}
        return self.limit(fiche.deadline, settled=bool(states) and states <= {*SETTLED})

    # ---------------------------------------------------------------- sessions

    def line(self, session: Session, page: str) -> Line:
        """Show a session in one line, once for all pages of one depth."""
        fiche, group = session.fiche, session.group
        root = routes.root(page)
        key = (fiche.slug, group.slug, root)
        if key not in self._lines:
            at_root = (fiche.slug, group.slug, "")
            if at_root not in self._lines:
                self._lines[at_root] = self._make_line(session)
            line = self._lines[at_root]
            if len(self._lines) >= _MOST_LINES:
                self._lines.clear()
            self._lines[key] = replace(line, href=root + line.href)
        return self._lines[key]

    def session_view(
        self, session: Session, make: Callable[[Presenter, Session], SessionView]
    ) -> SessionView:
        """Make the view of a session, once for the page of its fiche and its own, which follows."""
        key = (session.fiche.slug, session.group.slug)
        if key not in self._sessions:
            if len(self._sessions) >= _MOST_SESSIONS:
                self._sessions.clear()
            self._sessions[key] = make(self, session)
        return self._sessions[key]

    def fiche_line(self, fiche: Fiche, page: str) -> Line:
        """Show in one line a fiche without sessions."""
        root = routes.root(page)
        states = self.timeline(fiche)
        return Line(
            label="",
            name="",
            href=root + routes.fiche_path(fiche),
            fiche_title=fiche.title.words,
            where="",
            dates=dates_note(fiche) or "Pas de session annoncée",
            first="",
            limit=self.limit(fiche.deadline, settled=states.now in SETTLED),
            states=str(states),
            tag=lasting_tag(states.now),
            confirmed=fiche.status is Status.CONFIRMED,
            moved=False,
            over=False,
        )

    def _make_line(self, session: Session) -> Line:
        fiche, group = session.fiche, session.group
        states = self.timeline(fiche, group)
        where = place_of(group)
        if fiche.slug not in self._held_at:
            self._held_at[fiche.slug] = Counter(map(place_of, fiche.groups))
        alone = self._held_at[fiche.slug][where] == 1
        over = self.is_past(fiche, group)
        return Line(
            label=group.label,
            name=(where if alone else f"{where} ({group.label})") if where else group.label,
            href=routes.group_path(fiche, group),
            fiche_title=fiche.title.words,
            where=where,
            dates=shown_dates(group, hours=False),
            first=session.first.isoformat() if session.first else "",
            limit=self.limit(group.deadline or fiche.deadline, settled=states.now in SETTLED),
            states=str(states),
            tag=lasting_tag(states.now),
            confirmed=fiche.status_of(group) is Status.CONFIRMED,
            moved=group.is_moved and not over and states.now is not State.CANCELLED,
            over=over,
        )

    def coming(self, facet: Facet) -> tuple[Session, ...]:
        """Return the sessions of an entry that one can still ask to join, by date."""
        key = id(facet)
        if key not in self._coming:
            self._coming[key] = tuple(
                session
                for session in facet.sessions
                if session.first
                and session.first > self.today
                and self.timeline(session.fiche, session.group).now.joinable
            )
        return self._coming[key]

    def titled(self, words: str) -> Fiche | None:
        """Find the only fiche of a title, if there is one."""
        if not self._titles:
            for fiche in self.catalogue.fiches:
                self._titles.setdefault(text.key(fiche.title.words), []).append(fiche)
        found = self._titles.get(text.key(words), [])
        return found[0] if len(found) == 1 else None

    def place_in(self, series: Facet, fiche: Fiche) -> int:
        """Return where in its series a fiche stands, counted from 0."""
        if series.slug not in self._places:
            self._places[series.slug] = {f.slug: n for n, f in enumerate(series.fiches)}
        return self._places[series.slug][fiche.slug]


def _headings(source: Prose) -> Mapping[str, str]:
    """Return the ids of the headings of a prose by their keys, and by themselves."""
    heads = prose.headings(source)
    ids: dict[str, str] = {}
    for words, name in zip(heads, prose.part_ids(heads), strict=True):
        ids.setdefault(text.key(words), name)
        ids.setdefault(text.key(name), name)
    return ids


def place_of(group: Group) -> str:
    """Say zone and place in one phrase; may be empty."""
    return " – ".join(part for part in (group.territory, group.place) if part)


def lasting_tag(state: State) -> Tag | None:
    """Show a state where days alone cannot undo it, so that a page without scripts never lies."""
    return state_tag(state) if state.lasting else None


def state_tag(state: State) -> Tag:
    """Show a state in words."""
    return Tag(text=state.words, kind=state)


def dates_note(fiche: Fiche) -> str:
    """Return what is said in place of sessions."""
    if fiche.groups:
        return ""
    return capital(fiche.dates_note.words) if fiche.dates_note else ""


def shown_dates(group: Group, *, hours: bool = True) -> str:
    """Return the days of a session in one phrase, or the editor's words; never nothing."""
    schedule = group.schedule
    if schedule is None or not schedule.words:
        return _NO_DATES
    if not hours:
        stretches = [*runs(schedule.days)]
        if len(stretches) > _MOST_STRETCHES:
            first, last = stretches[0][0].date, stretches[-1][-1].date
            return f"{len(schedule.days)} jours, du {write_date(first)} au {write_date(last)}"
        if schedule.hours or any(day.hours for day in schedule.days):
            days = tuple(replace(day, hours=()) for day in schedule.days)
            schedule = replace(schedule, days=days, hours=())
    return capital(write_schedule(schedule))

"""What a process has before it to do its part of a build: the catalogue, the site, where to lay it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from functools import cached_property, lru_cache
from pathlib import Path
from typing import Any, Final

from fichegen.artifacts import digest
from fichegen.audit import Report, report
from fichegen.cache import Cache
from fichegen.coding import codec
from fichegen.diagnostics import Finding
from fichegen.labour import refused
from fichegen.layout import Layout, files_of, gather, lay_out, themed
from fichegen.linking import linked_sources
from fichegen.model import Fiche
from fichegen.output import Desk
from fichegen.pages import File, SiteFiles
from fichegen.presenting import Presenter, Step, Ties
from fichegen.project import Project
from fichegen.request import Request
from fichegen.sources import Role

from .ground import ground_of
from .taking import Known, Mark, recalled


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """What a process must be told to find its bench; small, so that it can be sent with each chunk."""

    project: Project
    today: dt.date
    base_url: str
    drafts: bool
    memory: Path
    """The file of the cache."""
    run: bytes
    """The key of the list of sources (`Listed`); empty where nobody needs it."""
    ground: bytes
    """What everything depends on: who does the work must stand on the same."""
    address: str
    """Where the work is done; empty for here."""
    desk: Desk | None
    """Where what is made is laid; None where it is only to be seen that it can be made."""
    is_whole: bool
    """False where files need not be made for their faults to be found."""
    ready: Bench | None = field(default=None, compare=False, repr=False)
    """The bench itself, in the process that has made it and those forked from it; it is not sent."""

    def __reduce__(self) -> tuple[object, ...]:
        """Send everything but the bench."""
        told = {each.name: getattr(self, each.name) for each in fields(self) if each.compare}
        return _plan, (told,)


def _plan(told: dict[str, Any]) -> Plan:
    return Plan(**told)


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """What was read in a run, for processes that were not there."""

    sources: tuple[tuple[str, str, str], ...]
    """Path, role, and key of what it says, in hexadecimal digits."""
    unread: tuple[Finding, ...]

    @property
    def key(self) -> bytes:
        """What the list is noted by."""
        return digest(b"run", LISTED.write(self))


LISTED: Final = codec(Listed)


@dataclass(frozen=True, kw_only=True)
class Bench:
    """All that the chunks of a build work with; the same in every process."""

    layout: Layout
    ties: Ties
    keeper: Keeper
    cache: Cache
    found: tuple[Finding, ...]
    """What reading the sources and putting them together found."""

    @property
    def presenter(self) -> Presenter:
        """That of the pages: it knows which files there are, and gathers what is wrong in prose."""
        return self.site.presenter

    @cached_property
    def site(self) -> SiteFiles:
        """The files of the site, none made yet."""
        return files_of(self.layout, lambda: self.report)

    @cached_property
    def shared(self) -> tuple[File, ...]:
        """The files in which fiches meet, without those of the search."""
        return (*self.site.assets, *self.site.shared(), *self.site.gaps())

    @cached_property
    def report(self) -> Report:
        """What the fiches lack, as it was judged with each."""
        return report(self.presenter)


_AT_ONCE: Final = 200
"""Fiches of which what was made is recalled in one go."""


class Keeper:
    """Keeps what steps make of fiches: of the one that is being made here, of all others in the cache."""

    def __init__(self, cache: Cache) -> None:
        self._cache = cache
        self.ties: Ties | None = None
        self.fresh: dict[bytes, bytes] | None = None
        """What has been made of the fiche at hand, by the keys it is noted by; None for none at hand."""

    def __call__(
        self, presenter: Presenter, step: Step, fiches: Sequence[Fiche]
    ) -> Iterator[bytes]:
        """Yield what a step makes of fiches."""
        for start in range(0, len(fiches), _AT_ONCE):
            yield from self._some(presenter, step, fiches[start : start + _AT_ONCE])

    def _some(self, presenter: Presenter, step: Step, fiches: Sequence[Fiche]) -> Iterator[bytes]:
        if self.ties is None:
            yield from (step.make(presenter, fiche) for fiche in fiches)
            return
        keys = [step_key(self.ties, step, fiche) for fiche in fiches]
        known = self._cache.get_all(keys) if self.fresh is None else self.fresh
        for key, fiche in zip(keys, fiches, strict=True):
            found = known.get(key)
            if found is None:
                found = known[key] = step.make(presenter, fiche)
            yield found


def step_key(ties: Ties, step: Step, fiche: Fiche) -> bytes:
    """Return the key of what a step makes of a fiche."""
    return digest(b"step", step.name.encode(), ties.own(fiche))


def set_up(
    request: Request,
    cache: Cache,
    read: Sequence[tuple[Mark, Known]],
    unread: Iterable[Finding],
    texts: Mapping[str, str],
) -> Bench:
    """Put together what was read: sources with what they say, and their texts by path."""
    takings = [known.taken for _, known in read]
    said, found = gather(takings, drafts=request.drafts)
    shown = request.project.display(request.project.source)
    below = ((mark.path, mark.role, known.taken) for mark, known in read)
    said = replace(said, sources=linked_sources(shown, below, unread, texts))
    layout = lay_out(request, said, themed)
    keeper = Keeper(cache)
    layout = replace(layout, presenter=replace(layout.presenter, keep=keeper))
    atlas = layout.presenter.atlas
    ties = Ties(
        presenter=layout.presenter,
        ground=ground_of(layout, drafts=request.drafts),
        marks={mark.path: mark.key for mark, _ in read},
        faces={mark.path: bytes.fromhex(known.face) for mark, known in read if known.face},
        links={
            mark.path: any(
                link.is_broken or atlas.resolve(link.target, mark.path) is not None
                for link in known.links
            )
            for mark, known in read
        },
        asks={mark.path: known.asks for mark, known in read},
    )
    keeper.ties = ties
    return Bench(
        layout=layout, ties=ties, keeper=keeper, cache=cache, found=(*found, *layout.findings)
    )


@lru_cache(maxsize=1)
def bench_of(plan: Plan) -> Bench:
    """Return the bench of a plan; a process that was not there when it was made sets it up again."""
    if plan.ready is not None:
        return plan.ready
    cache = Cache(plan.memory)
    written = cache.get(plan.run)
    listed: Listed = LISTED.read(written or LISTED.write(Listed(sources=(), unread=())))
    keys = [bytes.fromhex(key) for *_, key in listed.sources]
    told = recalled(cache, keys)
    if written is None or len(told) < len({*keys}):
        raise refused(plan.address, f"on n'y voit pas {plan.memory}")
    read = [
        (Mark(path, Role[role], key), told[key])
        for (path, role, _), key in zip(listed.sources, keys, strict=True)
    ]
    request = Request(
        project=plan.project,
        today_in=lambda _zone: plan.today,
        base_url=plan.base_url,
        drafts=plan.drafts,
    )
    bench = set_up(request, cache, read, listed.unread, {})
    if bench.ties.ground != plan.ground:
        raise refused(plan.address, "on n'y a pas le même fichegen, ou pas les mêmes gabarits")
    return bench

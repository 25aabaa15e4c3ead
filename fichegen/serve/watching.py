"""The thread that keeps a project at hand: looks for what has changed, and tells what is to be shown.

Good news is told at once. Bad news waits a moment: a file seen while an editor was still writing it
is whole at the next look.
"""

from __future__ import annotations

import gc
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from threading import Event
from typing import Final

from fichegen.diagnostics import FichegenError, Finding, Severity, ordered
from fichegen.workshop import State, Workshop

_OFTEN: Final = 0.05
"""Seconds between two looks where looking costs nothing."""
_SELDOM: Final = 2.0
_REST: Final = 4
"""Rests between looks, in costs of one: at most a fifth of the time is spent on looking."""
_PATIENCE: Final = 0.15
"""Seconds that bad news must last before it is told."""
_QUIET: Final = 0.4
"""Seconds without a change after which what takes longer is judged."""

_MOST_LITTER: Final = 30
"""Views that are cleared away together at the most."""
_REST_BEFORE: Final = 10
"""Quiet before clearing away, in times of what it takes."""
_THRESHOLDS: Final = (100_000, 50, 1000)
"""Of the collector: a thousand fiches are put together without it."""


@dataclass(frozen=True, slots=True)
class Look:
    """What one look at the project gave: a state, and why there is none newer."""

    state: State | None
    trouble: Finding | None = None
    """Why there is no project to look at."""
    fault: str = ""
    """What went wrong in this program, for who looks after it."""

    @property
    def is_current(self) -> bool:
        """Tell whether the pages are those of the sources as they stand."""
        return bool(self.state and self.state.is_current and not self.trouble and not self.fault)

    def is_worse(self, before: Look) -> bool:
        """Tell whether it is broken where the one before was not, or lacks a fiche that one had."""
        if not before.is_current:
            return False
        if not self.is_current:
            return True
        had, has = (look.state.pages.keys() if look.state else set() for look in (before, self))
        return bool(had - has)


@dataclass(frozen=True, slots=True, kw_only=True)
class View:
    """What is to be shown at one moment."""

    number: int
    """Counts the views, from 1."""
    look: Look
    findings: tuple[Finding, ...]
    """Sorted. Until a state is complete, with what was known of sources that have not changed."""
    late: tuple[Finding, ...]
    """Those of them that take longer to know."""
    seconds: float
    """How long it took to make."""

    @property
    def is_broken(self) -> bool:
        """Tell whether somebody has to mend something."""
        return bool(self.look.fault) or any(f.severity is Severity.ERROR for f in self.findings)


def watch(workshop: Workshop, show: Callable[[View], None], *, ended: Event) -> None:
    """Look at the project until `ended`, and show what is new. Nothing but the end stops it."""
    shown: View | None = None
    failed: Look | None = None
    litter = _Litter()
    rest = _OFTEN
    changed_at = time.monotonic()
    while not ended.is_set():
        began = time.monotonic()
        look = _look(workshop)
        seconds = time.monotonic() - began
        if failed and look == Look(failed.state):
            look = failed  # to be judged again when it has changed
        if shown and look == shown.look:
            rest = min(max(_OFTEN, _REST * seconds), _SELDOM)
            quiet = began - changed_at
            if quiet < _QUIET or not _is_unjudged(look):
                litter.clear_after(quiet)
                ended.wait(rest)
                continue
            began = time.monotonic()
            judged = _complete(workshop, _throttled(workshop.is_outdated, rest, ended))
            if judged is None:
                continue
            look, seconds = judged, time.monotonic() - began
            failed = judged if judged.fault else None
        elif shown and look.is_worse(shown.look):
            look = _second_look(workshop, look, shown.look, ended)
        if shown is None or look != shown.look:
            shown = _view(look, shown, seconds)
            show(shown)
            litter.add()
        changed_at = time.monotonic()


def _look(workshop: Workshop) -> Look:
    """Look once; whatever goes wrong is told, as nothing may end the thread."""
    try:
        return Look(workshop.refresh())
    except FichegenError as error:
        return Look(workshop.state, trouble=error.finding)
    except BaseException as error:  # noqa: BLE001 - also what would end a program: SystemExit
        return Look(workshop.state, fault=told(error))


def _complete(workshop: Workshop, stop: Callable[[], bool]) -> Look | None:
    """Judge what takes longer; None where it was left for what has changed meanwhile."""
    try:
        state = workshop.complete(stop=stop)
    except BaseException as error:  # noqa: BLE001 - as above
        return Look(workshop.state, fault=told(error))
    return Look(state) if state else None


def _second_look(workshop: Workshop, look: Look, before: Look, ended: Event) -> Look:
    """Look again for a moment, until the news is no longer bad."""
    until = time.monotonic() + _PATIENCE
    while time.monotonic() < until and not ended.wait(_PATIENCE / 5):
        look = _look(workshop)
        if not look.is_worse(before):
            break
    return look


def _throttled(ask: Callable[[], bool], pause: float, ended: Event) -> Callable[[], bool]:
    """Ask not more often than the pause allows."""
    asked_at = time.monotonic()

    def stop() -> bool:
        nonlocal asked_at
        if time.monotonic() - asked_at < pause:
            return False
        asked_at = time.monotonic()
        return ended.is_set() or ask()

    return stop


def _view(look: Look, before: View | None, seconds: float) -> View:
    late = (*_still_known(before, look.state),) if look.state else ()
    findings: tuple[Finding, ...] = ()
    if look.trouble:
        findings = (look.trouble,)
    elif look.state:
        findings = ordered((*look.state.findings, *late))
    number = before.number + 1 if before else 1
    return View(number=number, look=look, findings=findings, late=late, seconds=seconds)


def _still_known(before: View | None, state: State) -> Iterator[Finding]:
    """Yield what is known late; until it is, what was known of sources that are the same still."""
    if state.is_complete or before is None or before.look.state is None:
        yield from state.late
        return
    old, new = before.look.state.texts, state.texts
    for found in before.late:
        path = found.span.path
        if path in new and old.get(path) == new[path]:
            yield found


def _is_unjudged(look: Look) -> bool:
    return bool(look.state and not look.state.is_complete and not look.trouble and not look.fault)


class _Litter:
    """What earlier views were made of: cleared away while nothing is awaited.

    What the first state is made of mostly stays, and is left out of every later collection. None
    comes of itself any more, in the midst of making what is awaited.
    """

    def __init__(self) -> None:
        self._views = 0
        self._seconds: float | None = None
        """What clearing took the last time."""

    def add(self) -> None:
        """Note that there is another view; even who never rests has to wait once in a while."""
        self._views += 1
        if self._seconds is None or self._views >= _MOST_LITTER:
            self._clear()

    def clear_after(self, quiet: float) -> None:
        """Clear away after so many seconds without a change, where it takes but a small part of them."""
        if self._views and self._seconds is not None and quiet > _REST_BEFORE * self._seconds:
            self._clear()

    def _clear(self) -> None:
        began = time.monotonic()
        gc.collect()
        if self._seconds is None:
            gc.freeze()
            gc.set_threshold(*_THRESHOLDS)
        self._seconds, self._views = time.monotonic() - began, 0


def told(error: BaseException) -> str:
    """Tell where this program failed and why, in a line."""
    trace = error.__traceback__
    while trace and trace.tb_next:
        trace = trace.tb_next
    where = f"{Path(trace.tb_frame.f_code.co_filename).name}:{trace.tb_lineno}, " if trace else ""
    return f"{where}{type(error).__name__}: {error}"

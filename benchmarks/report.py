"""What a comparison found, as tables, with the goals beside them."""

# ruff: noqa: INP001 - scripts, no package
from __future__ import annotations

import datetime as dt
import math
import os
import platform
import re
import statistics
import subprocess
from collections.abc import Callable, Iterator, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Final

from benchmarks.measuring import Run
from benchmarks.sides import FICHEGEN, HUGO

Figures = dict[tuple[int, str, str], list[Run]]
"""The runs by number of fiches, name and phase."""

PHASES: Final = ("cold", "nothing", "text", "date")
GOALS: Final = {
    "cold": {100: 1.2, 1000: 0.6, 10_000: 0.5},
    "nothing": {100: 0.3, 1000: 0.04, 10_000: 0.01},
    "text": {100: 0.7, 1000: 0.12, 10_000: 0.03},
    "date": {100: 0.7, 1000: 0.12, 10_000: 0.03},
}
"""The most that fichegen may take, as a multiple of what Hugo takes."""
MEMORY_GOALS: Final = {10_000: 0.15}
START_GOAL: Final = 3.0
"""Times what an empty Python takes."""
CHECK_GOAL: Final = 0.3
"""Seconds."""
GROWTH_GOAL: Final = 1.03
LARGE: Final = 10_000
EACH_GOAL: Final = 1.1
"""Times what a fiche takes at `LARGE`, for more of them."""
SLOPE_GOAL: Final = 15.0
"""Kilobytes of memory for each fiche above `LARGE`."""
_ROOT: Final = Path(__file__).resolve().parent.parent


def machine(*, hugo: str, rounds: int, is_memory: bool) -> Iterator[str]:
    """Tell when and where it was measured."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / (1 << 30)
    cores = len(os.sched_getaffinity(0))
    yield f"- {dt.datetime.now(dt.UTC):%Y-%m-%d}, fichegen {_commit()}, {rounds} rounds"
    yield f"- {_processor()}, {cores} cores, {memory:.0f} GB, {platform.system()}"
    yield f"- Python {platform.python_version()}, Hugo {hugo or 'not asked'}"
    where = "in memory" if is_memory else "on the disk"
    yield f"- files {where}, load before {os.getloadavg()[0]:.1f}"


def _commit() -> str:
    """Return the commit of the checkout, and whether what is measured differs from it."""
    git = ("git", "-C", str(_ROOT))
    here = subprocess.run(
        [*git, "rev-parse", "--short", "HEAD"], check=False, capture_output=True, text=True
    )
    if here.returncode:
        return "of no commit"
    wanted = [*git, "status", "--porcelain", "--", "fichegen", "templates"]
    changed = subprocess.run(wanted, check=False, capture_output=True, text=True).stdout
    return here.stdout.strip() + (" with changes" if changed else "")


def _processor() -> str:
    told = Path("/proc/cpuinfo")
    found = re.search(r"model name\s*:\s*(.+)", told.read_text()) if told.exists() else None
    return found[1] if found else platform.machine()


def report(figures: Figures, counts: Sequence[int]) -> Iterator[str]:
    """Lay out all tables."""
    yield from _times(figures, counts)
    yield from _costs(figures, counts)
    yield from _growth(figures, counts)
    yield from _apart(figures, counts)


def _times(figures: Figures, counts: Sequence[int]) -> Iterator[str]:
    yield "## Seconds"
    yield ""
    yield "| fiches | phase | fichegen | Hugo | ratio | goal | |"
    yield "|---:|---|---:|---:|---:|---:|---|"
    for count in counts:
        for phase in PHASES:
            ours, theirs = _pair(figures, count, phase)
            if ours or theirs:
                found = ratio(ours, theirs, lambda run: run.wall)
                limit = GOALS[phase].get(count)
                seconds = f"{_median(ours, _wall):.2f} | {_median(theirs, _wall):.2f}"
                yield f"| {count} | {phase} | {seconds} | {found:.3f} | {verdict(found, limit)}"
    yield ""


def _costs(figures: Figures, counts: Sequence[int]) -> Iterator[str]:
    yield "## Cost: fichegen / Hugo"
    yield ""
    yield "| fiches | phase | CPU s | peak MB | files written | MB written |"
    yield "|---:|---|---:|---:|---:|---:|"
    for count in counts:
        for phase in PHASES:
            pair = _pair(figures, count, phase)
            if any(pair):
                yield f"| {count} | {phase} | " + " | ".join(
                    " / ".join(f"{_median(runs, told) / unit:.{digits}f}" for runs in pair)
                    for told, unit, digits in _COSTS
                ) + " |"  # fmt: skip
    yield ""


def _growth(figures: Figures, counts: Sequence[int]) -> Iterator[str]:
    """Tell by which power of the number of fiches a cold build grows."""
    if len(counts) < 2:
        return
    yield "## Growth of the cold build: exponent of wall time (of CPU)"
    yield ""
    yield "| from | to | fichegen | Hugo | goal | |"
    yield "|---:|---:|---:|---:|---:|---|"
    for few, many in pairwise(counts):
        found = [
            [exponent(figures, side, few, many, told) for told in (_wall, _cpu)]
            for side in (FICHEGEN, HUGO)
        ]
        told = " | ".join(f"{wall:.2f} ({cpu:.2f})" for wall, cpu in found)
        limit = GROWTH_GOAL if many >= LARGE else None
        yield f"| {few} | {many} | {told} | {verdict(found[0][0], limit)}"
    yield ""


def _apart(figures: Figures, counts: Sequence[int]) -> Iterator[str]:
    """Tell what has goals of its own."""
    yield "## Other goals"
    yield ""
    yield "| | found | goal | |"
    yield "|---|---:|---:|---|"
    for count in counts:
        ours, theirs = _pair(figures, count, "cold")
        if ours and theirs:
            found = ratio(ours, theirs, _peak)
            yield f"| peak memory to Hugo's, {count} | {found:.2f} | {verdict(found, MEMORY_GOALS.get(count))}"
    yield from _beyond(figures, counts)
    for count in counts:
        if checked := figures.get((count, FICHEGEN, "check")):
            seconds = _median(checked, _wall)
            yield f"| seconds to check one path, {count} | {seconds:.2f} | {verdict(seconds, CHECK_GOAL)}"
    version, python = (figures.get((0, name, "start"), []) for name in ("version", "python"))
    if version:
        found = ratio(version, python, _wall)
        yield f"| `--version` to an empty Python | {found:.2f} | {verdict(found, START_GOAL)}"
        both = " / ".join(f"{1000 * _median(runs, _wall):.0f}" for runs in (version, python))
        yield f"| the same, milliseconds | {both} | – | |"


def _beyond(figures: Figures, counts: Sequence[int]) -> Iterator[str]:
    """Tell what a fiche more takes in the largest catalogues."""
    base = figures.get((LARGE, FICHEGEN, "cold"))
    for count in counts:
        more = figures.get((count, FICHEGEN, "cold"))
        if count > LARGE and base and more:
            each = _median(more, _wall) / count / (_median(base, _wall) / LARGE)
            yield f"| time of a fiche to that at {LARGE}, {count} | {each:.2f} | {verdict(each, EACH_GOAL)}"
            slope = (_median(more, _peak) - _median(base, _peak)) / (count - LARGE) / 1024
            yield f"| KB for each fiche above {LARGE}, {count} | {slope:.1f} | {verdict(slope, SLOPE_GOAL)}"


def verdict(found: float, limit: float | None) -> str:
    """Say whether a goal is reached, as the last two cells of a row."""
    if limit is None or math.isnan(found):
        return "– | |"
    return f"≤ {limit:g} | {'reached' if found <= limit else 'not reached'} |"


def ratio(ours: Sequence[Run], theirs: Sequence[Run], told: Callable[[Run], float]) -> float:
    """Return the median of the ratios of each round."""
    pairs = zip(ours, theirs, strict=False)
    return statistics.median([told(one) / told(other) for one, other in pairs] or [math.nan])


def exponent(
    figures: Figures, side: str, few: int, many: int, told: Callable[[Run], float]
) -> float:
    """Return the power of the number of fiches that a figure grows by."""
    least, most = (_median(figures.get((count, side, "cold"), []), told) for count in (few, many))
    return math.log(most / least) / math.log(many / few)


def _pair(figures: Figures, count: int, phase: str) -> tuple[list[Run], list[Run]]:
    return figures.get((count, FICHEGEN, phase), []), figures.get((count, HUGO, phase), [])


def _median(runs: Sequence[Run], told: Callable[[Run], float]) -> float:
    return statistics.median(map(told, runs)) if runs else math.nan


def _wall(run: Run) -> float:
    return run.wall


def _cpu(run: Run) -> float:
    return run.cpu


def _peak(run: Run) -> float:
    return run.peak


_COSTS: Final[tuple[tuple[Callable[[Run], float], float, int], ...]] = (
    (_cpu, 1, 2),
    (_peak, 1 << 20, 0),
    (lambda run: run.files, 1, 0),
    (lambda run: run.size, 1 << 20, 2),
)
"""What each column shows, its unit in the figure's own, and its decimals."""

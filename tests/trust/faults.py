"""All or nothing: builds killed, starved, raced and disturbed; the site is the old one or the new."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

from trust.calls import calls
from trust.disks import disks
from trust.figures import Figure
from trust.killing import kills, meanwhile, rivals


def run(scale: float, seed: int, scratch: Path, say: Callable[[str], None]) -> tuple[Figure, ...]:
    """Try all that may befall a build: 200 kills, every call of a small build, at scale 1."""
    place = scratch / "faults"
    shutil.rmtree(place, ignore_errors=True)
    place.mkdir(parents=True)
    return tuple(_figures(scale, seed, place, say))


def _figures(scale: float, seed: int, place: Path, say: Callable[[str], None]) -> Iterator[Figure]:
    if sys.platform != "linux":  # what processes do is looked up in /proc
        return
    yield from calls(scale, seed, place / "calls", say)
    yield from disks(scale, place, say)
    say("Constructions à la fois")
    yield from rivals(max(1, round(10 * scale)), (2, 5), place)
    yield meanwhile(max(2, round(20 * scale)), place / "meanwhile")
    say("Constructions tuées")
    yield kills(max(6, round(200 * scale)), seed, place)

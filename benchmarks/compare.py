"""fichegen beside Hugo, in one run: the same facts, the same machine, in turn.

    python benchmarks/compare.py                           100, 1000 and 10 000 fiches, 3 rounds
    python benchmarks/compare.py --counts 100,300 --rounds 5
    python benchmarks/compare.py --only cold,nothing       some of the phases
    python benchmarks/compare.py --only hugo               one of the two
    python benchmarks/compare.py --write                   and write RESULTS.md

In a round each does four builds, every one a new process: `cold` with neither site nor cache,
`nothing` with nothing changed, `text` with a sentence added to one fiche, `date` with one of its groups
moved. Both do a phase before either goes on, and the one that begins changes from round to round.
Figures are medians over the rounds; a ratio is the median of the ratios of each round.

fichegen does all it does for anybody who calls it. What Hugo does not do is told in hugo/hugo.toml.
"""

# ruff: noqa: INP001 - scripts, no package
from __future__ import annotations

import argparse
import shutil
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Final

ROOT: Final = Path(__file__).resolve().parent.parent
sys.path[:0] = [str(ROOT)]

from benchmarks.facts import TODAY, Sheet  # noqa: E402 - in ROOT
from benchmarks.measuring import FailedError, Run, run  # noqa: E402
from benchmarks.report import PHASES, Figures, machine, report  # noqa: E402
from benchmarks.sides import (  # noqa: E402
    FICHEGEN,
    HUGO,
    Side,
    after,
    edited_fiche,
    fichegen,
    hugo,
    version_of,
)

MEMORY: Final = Path("/dev/shm")  # noqa: S108 - everything is made in a folder of its own below it
ROOM: Final = 600_000
"""Bytes that one fiche may need, sites of both included."""
STARTS: Final = 7
"""Starts in a round."""
RESULTS: Final = ROOT / "benchmarks" / "RESULTS.md"
PARTS: Final = (*PHASES, "check", "start")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """What the command line asks for."""

    counts: tuple[int, ...]
    rounds: int
    sides: tuple[Side, ...]
    parts: frozenset[str]
    version: str
    """Of Hugo."""
    write: bool


def main(arguments: Sequence[str]) -> int:
    """Measure, print the tables and write them where that is asked."""
    asked = read(arguments)
    figures: Figures = {}
    with scratch(max(asked.counts)) as (folder, is_memory):
        told = machine(hugo=asked.version, rounds=asked.rounds, is_memory=is_memory)
        try:
            measure(asked, folder, figures)
        except FailedError as error:
            sys.stderr.write(f"{error}\n")
            return 1
    text = "\n".join([*told, "", *report(figures, asked.counts)]) + "\n"
    sys.stdout.write(text)
    if asked.write:
        RESULTS.write_text(f"# Results\n\n{text}", encoding="utf-8")
    return 0


def read(arguments: Sequence[str]) -> Asked:
    """Read the command line."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawTextHelpFormatter
    )
    parser.add_argument("--counts", default="100,1000,10000", help="of fiches")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument(
        "--jobs", type=int, default=0, help="processes, for both (each its own way)"
    )
    parser.add_argument("--hugo", default="", metavar="PATH", help="the program or its wrapper")
    parser.add_argument("--only", default="", help=f"of {FICHEGEN}, {HUGO}, {', '.join(PARTS)}")
    parser.add_argument("--write", action="store_true", help="write benchmarks/RESULTS.md")
    given = parser.parse_args(arguments)
    only = frozenset(filter(None, given.only.split(",")))
    if unknown := only - {FICHEGEN, HUGO, *PARTS}:
        parser.error(f"--only: {', '.join(sorted(unknown))}?")
    names = only & {FICHEGEN, HUGO} or {FICHEGEN, HUGO}
    sides = []
    if FICHEGEN in names:
        sides.append(fichegen(given.jobs))
    if HUGO in names:
        sides.append(hugo(given.hugo, given.jobs))
    return Asked(
        counts=tuple(sorted(int(count) for count in given.counts.split(","))),
        rounds=given.rounds,
        sides=tuple(sides),
        parts=only & {*PARTS} or frozenset(PARTS),
        version=version_of(sides[-1]) if HUGO in names else "",
        write=given.write,
    )


@contextmanager
def scratch(most: int) -> Iterator[tuple[Path, bool]]:
    """Give a folder, in memory where there is room, so that the disk does not speak."""
    fits = MEMORY.is_dir() and shutil.disk_usage(MEMORY).free > most * ROOM
    if not fits:
        sys.stderr.write("No folder in memory with enough room: the disk is measured too.\n")
    with tempfile.TemporaryDirectory(prefix="fichegen-", dir=MEMORY if fits else None) as folder:
        yield Path(folder), fits


def measure(asked: Asked, folder: Path, figures: Figures) -> None:
    """Measure everything that is asked for."""
    if "start" in asked.parts:
        starts(asked, folder, figures)
    for count in asked.counts:
        course = Course(count=count, folder=folder / str(count), sheet=edited_fiche(count))
        for side in asked.sides:
            side.prepare(course.folder / side.name, count)
        for turn in range(1, asked.rounds + 1):
            one_round(asked, course, turn, figures)
        shutil.rmtree(course.folder)


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """What is measured at one number of fiches."""

    count: int
    folder: Path
    sheet: Sheet
    """The fiche that is edited."""


def one_round(asked: Asked, course: Course, turn: int, figures: Figures) -> None:
    """Go through the phases once; a cold build comes first, asked for or not."""
    sides = asked.sides if turn % 2 else asked.sides[::-1]
    for phase in PHASES:
        if phase not in asked.parts and phase != "cold":
            continue
        for side in sides:
            done = one_build(side, course, phase, turn)
            note(figures, (course.count, side.name, phase), done)
    if "check" in asked.parts:
        for side in sides:
            if side.name == FICHEGEN:
                note(figures, (course.count, side.name, "check"), one_check(side, course, turn))


def one_build(side: Side, course: Course, phase: str, turn: int) -> Run:
    """Bring about what a phase is about, and build."""
    folder = course.folder / side.name
    if phase == "cold":
        side.forget(folder)
    elif phase == "text":
        side.write(folder, after(course.sheet, turn, turn - 1))
    elif phase == "date":
        side.write(folder, after(course.sheet, turn, turn))
    return run(side.command, folder, environment=side.environment, output=folder / side.output)


def one_check(side: Side, course: Course, turn: int) -> Run:
    """Check the fiche that was edited."""
    folder = course.folder / side.name
    path = side.write(folder, after(course.sheet, turn, turn))
    door = side.command[: side.command.index("build")]
    command = (*door, "check", str(path), "--today", TODAY.isoformat())
    return run(command, folder, environment=side.environment, allowed=(0, 1))


def starts(asked: Asked, folder: Path, figures: Figures) -> None:
    """Start fichegen for its version, and Python for nothing."""
    for side in asked.sides:
        if side.name != FICHEGEN:
            continue
        door = side.command[: side.command.index("build")]
        for _ in range(asked.rounds * STARTS):
            for name, command in {
                "version": (*door, "--version"),
                "python": (sys.executable, "-c", ""),
            }.items():
                note(
                    figures, (0, name, "start"), run(command, folder, environment=side.environment)
                )


def note(figures: Figures, key: tuple[int, str, str], done: Run) -> None:
    """Note a run, and tell of it."""
    figures.setdefault(key, []).append(done)
    if key[2] != "start":
        count, name, phase = key
        sys.stderr.write(f"{count:>7} {phase:<8} {name:<9} {done.wall:8.2f} s\n")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

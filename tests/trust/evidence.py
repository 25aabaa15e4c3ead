"""Evidence: archives that somebody has laid hands on, each found out; and those that were being written."""

from __future__ import annotations

import datetime as dt
import os
import random
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from fichegen.archive import examine
from fichegen.project import Project

from .figures import Figure
from .tampering import KINDS, Sample, is_found_out, publish_for, sample, tamper, write_project

TAMPERINGS: Final = 2_000
KILLS: Final = 200
"""Those of the full form."""


def tamperings(made: Sample, number: int, seed: int, scratch: Path) -> tuple[Figure, ...]:
    """Tamper with an archive so many times, in every way in turn."""
    archive = scratch / "essai" / "archive"
    tried = dict.fromkeys(KINDS, 0)
    missed: dict[str, list[str]] = {kind: [] for kind in KINDS}
    for trial in range(number):
        kind = [*KINDS][trial % len(KINDS)]
        tamper(archive, made, kind, random.Random(f"{seed}/{trial}"))
        tried[kind] += 1
        if not is_found_out(archive, made, with_digest=KINDS[kind][2]):
            missed[kind].append(f"evidence : {kind}, graine {seed}/{trial}")
    shutil.rmtree(scratch / "essai", ignore_errors=True)
    return tuple(
        Figure(what=f"archive : {KINDS[kind][0]}", tried=tried[kind], failed=tuple(missed[kind]),
               note="avec une empreinte gardée ailleurs" if KINDS[kind][2] else "")
        for kind in KINDS
    )  # fmt: skip


# ---------------------------------------------------------------- killed while it is written

_KILLED: Final = """\
import os, signal, sys
left = int(sys.argv[1])
def counted(name):
    real = getattr(os, name)
    def doing(*args, **kwargs):
        global left
        if name != "open" or args[1] & os.O_CREAT:
            left -= 1
            if left == 0:
                os.kill(os.getpid(), signal.SIGKILL)
        return real(*args, **kwargs)
    return doing
for name in ("open", "mkdir", "rename", "rmdir", "unlink"):
    setattr(os, name, counted(name))
from fichegen.cli import main
status = main(["archive", "-q", "--no-cache", "--jobs", "1", "--today", sys.argv[2]])
sys.stdout.write(str(left))
sys.exit(status)
"""
"""Archives, and is killed when it is about to touch the disk for the n-th time; tells how many were left."""
_NEVER: Final = 1 << 30


def kills(number: int, seed: int, scratch: Path) -> Figure:
    """Kill a second snapshot at random touches of the disk: the archive is one of both, and the next mends it."""
    root = scratch / "tuer"
    shutil.rmtree(root, ignore_errors=True)
    days = ("2021-09-01", "2021-09-02")
    project = Project.at(root)
    states = []
    for number_of, day in enumerate(days):
        write_project(root, f"version {number_of}")
        publish_for(project, dt.date.fromisoformat(day))
        if _archived(root, 0, day):
            raise AssertionError(day)
        states.append(_held(root / "archive"))
    before, after = states
    touches = _touches(root, days[1])
    chance = random.Random(seed)
    failed = []
    for trial in range(number):
        at = 1 + (trial * touches // number + chance.randrange(max(1, touches // number))) % touches
        _reset(root, days[1])
        status = _archived(root, at, days[1])
        left = {p: b for p, b in _held(root / "archive").items() if not p.startswith(".fichegen")}
        is_one = (
            left in (before, after) and not examine(root / "archive", "a", in_full=True).findings
        )
        if status != -signal.SIGKILL or not is_one:
            failed.append(f"evidence : tué au geste {at} sur {touches}, fin {status}")
        if _archived(root, 0, days[1]) or _held(root / "archive") != after:
            failed.append(f"evidence : tué au geste {at} sur {touches}, pas réparé")
    return Figure(
        what="archive : tuée pendant qu'elle s'écrit, puis reprise", tried=number,
        failed=tuple(failed), note=f"{touches} gestes sur le disque",
    )  # fmt: skip


def _reset(root: Path, day: str) -> None:
    """Take the snapshot of a day out again, and what runs that were killed have left."""
    for folder in (root / "archive" / day, *(root / "archive").glob(".fichegen*")):
        shutil.rmtree(folder, ignore_errors=True)


def _touches(root: Path, day: str) -> int:
    """Count how often a snapshot touches the disk."""
    _reset(root, day)
    return _NEVER - int(_ran(root, _NEVER, day).stdout)


def _archived(root: Path, at: int, day: str) -> int:
    """Archive, and be killed at a touch of the disk, counted from 1; gives the status."""
    return _ran(root, at or _NEVER, day).returncode


def _ran(root: Path, at: int, day: str) -> subprocess.CompletedProcess[bytes]:
    here = os.fspath(Path(__file__).parents[2])
    environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
    environment |= {"PYTHONPATH": here, "GIT_CEILING_DIRECTORIES": os.fspath(root.parent)}
    return subprocess.run(
        [sys.executable, "-c", _KILLED, str(at), day],
        cwd=root, env=environment, capture_output=True, check=False,
    )  # fmt: skip


def _held(archive: Path) -> dict[str, bytes]:
    return {
        path.relative_to(archive).as_posix(): path.read_bytes()
        for path in sorted(archive.rglob("*"))
        if path.is_file()
    }


def run(scale: float, seed: int, scratch: Path, say: Callable[[str], None]) -> tuple[Figure, ...]:
    """Try archives: so many tamperings, so many kills."""
    say("Archives : altérations")
    made = sample(scratch)
    figures = tamperings(made, max(len(KINDS), round(TAMPERINGS * scale)), seed, scratch)
    say("Archives : arrêts brutaux")
    return (*figures, kills(max(1, round(KILLS * scale)), seed, scratch))

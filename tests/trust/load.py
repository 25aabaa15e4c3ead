"""Load: a great catalogue of made-up fiches, the hostile ones sprinkled in."""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Final

from trust.attacks import CORPUS
from trust.figures import Figure
from trust.hostile import site_faults
from trust.trials import TODAY, Ground

ROOT: Final = Path(__file__).parent.parent.parent
FICHES: Final = 10_000
MOST_SECONDS: Final = 0.05
"""Processor time for each fiche of a catalogue, at the most: a cold build in one process."""
MOST_MEGABYTES: Final = 300.0
MOST_OF_EACH: Final = 0.06
"""Megabytes of memory: what a build may take at all, and more for each fiche."""
_MEASURED: Final = """
import json, os, pathlib, sys
said, used, *command = sys.argv[1:]
child = os.fork()
if not child:
    out = os.open(said, os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
    os.dup2(out, 1)
    os.dup2(out, 2)
    os.execv(command[0], command)
_, _, took = os.wait4(child, 0)
pathlib.Path(used).write_text(json.dumps([took.ru_utime + took.ru_stime, took.ru_maxrss]))
"""
_REFUSED: Final = re.compile(r"^(content/[^:\n]+):\d+:\d+: erreur", re.MULTILINE)


def run(scale: float, seed: int, scratch: Path, say: Callable[[str], None]) -> tuple[Figure, ...]:
    """Build a great catalogue cold and warm, with every attack of one file that a build admits."""
    del seed  # the catalogue is the same each time
    count = max(40, round(FICHES * scale))
    ground = Ground(scratch / "load")
    ground.clear()
    made = [sys.executable, str(ROOT / "tests" / "corpus.py"), str(ground.root), str(count)]
    subprocess.run(made, cwd=ROOT, env=_environment(), check=True)
    attacks = sorted((CORPUS / "fiches").iterdir())
    step = max(1, round(1 / scale / 4)) if scale < 1 else 1
    for attack in attacks[::step]:
        folder = ground.root / "content" / f"lot-{len(attack.name) % 10}"
        folder.mkdir(exist_ok=True)
        shutil.copyfile(attack, folder / attack.name)
    while refused := {*_REFUSED.findall(ran := _built(ground, "check")[0])}:
        for path in refused:
            (ground.root / path).unlink()
    hostile = len([*(ground.root / "content").glob("lot-*/*")])
    say(f"{count} fiches et {hostile} hostiles")
    failed = [] if "rreur" not in ran else [ran[-300:]]
    out, cold, memory = _built(ground, "build")
    failed += [] if ground.site.is_dir() else [f"nothing is published: {out[-300:]}"]
    fiches = count + hostile
    if cold > MOST_SECONDS * fiches + 2:
        failed.append(f"{cold:.0f} s of processor time")
    if memory > MOST_MEGABYTES + MOST_OF_EACH * fiches:
        failed.append(f"{memory:.0f} MB")
    failed += site_faults(ground.site)
    before = {path: path.stat().st_mtime_ns for path in ground.site.rglob("*")}
    _, warm, _ = _built(ground, "build")
    if before != {path: path.stat().st_mtime_ns for path in ground.site.rglob("*")}:
        failed.append("a second build wrote something")
    shutil.rmtree(ground.folder)
    return (
        Figure(
            what="fiches d'un grand catalogue, hostiles comprises, construites et jugées",
            tried=fiches,
            failed=tuple(failed[:25]),
            note=f"dont {hostile} hostiles ; à froid {cold:.0f} s de processeur et {memory:.0f} Mo,"
            f" sans changement {warm:.1f} s",
        ),
    )


def _environment() -> dict[str, str]:
    return {**os.environ, "PYTHONPATH": os.pathsep.join((str(ROOT), str(ROOT / "tests")))}


def _built(ground: Ground, command: str) -> tuple[str, float, float]:
    """Run a command in a process of its own; gives what it said, processor seconds, megabytes."""
    args = [sys.executable, "-m", "fichegen", command, "--today", TODAY, "--jobs", "1", "-q"]
    said, used = ground.folder / "said.txt", ground.folder / "used.json"
    # A process is counted the memory of the one it was made from: a small one stands between.
    between = [sys.executable, "-c", _MEASURED, str(said), str(used), *args]
    subprocess.run(between, cwd=ground.root, env=_environment(), check=True)
    seconds, kilobytes = json.loads(used.read_text("utf-8"))
    return said.read_text("utf-8"), seconds, kilobytes / 1024

"""Fuzzing: good sources made bad, drawn fiches, and a fuzzer led by what of the code it reaches."""

from __future__ import annotations

import importlib.util
import os
import random
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import Final

from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis.strategies import SearchStrategy

from trust import strategies
from trust.figures import Figure
from trust.mutations import by_characters, edited, repacked
from trust.speech import speech_faults
from trust.targets import TARGETS, faults
from trust.trials import TODAY, Ground

ROOT: Final = Path(__file__).parent.parent.parent
GOOD: Final = tuple(sorted((ROOT / "content").glob("aller-vers-*")))
DOCUMENTS: Final = tuple(sorted((ROOT / "tests" / "cases" / "import").glob("*/source.*")))
EDITS: Final = 5000
DRAWN: Final = 2000
GUIDED: Final = 60
"""Seconds for each target of the fuzzer that is led, in the full form."""
_MOST: Final = 25
"""Failures that a figure shows of one kind of trial."""


def notation_of(name: str) -> str:
    """Return the target that reads a file of that name."""
    return "yaml" if name.endswith(".yml") else "titres"


def characters(scale: float, dice: random.Random) -> Figure:
    """Take each character of good fiches away, and double it; of a scale below 1, of some of them."""
    failed, tried = [], 0
    for path in GOOD:
        for how, text in by_characters(path.read_text(encoding="utf-8")):
            if scale < 1 and dice.random() > scale:
                continue
            tried += 1
            found = faults(notation_of(path.name), text.encode())
            failed += [f"{path.name} {how} : {fault}" for fault in found]
    return Figure(
        what="caractères d'une bonne fiche, effacés ou doublés",
        tried=tried,
        failed=tuple(failed[:_MOST]),
    )


def edits(scale: float, start: int, scratch: Path) -> Figure:
    """Edit bytes of good fiches at random; some of what comes of it is checked by the command itself."""
    failed = []
    count = max(1, round(EDITS * scale))
    ground = Ground(scratch / "fuzzing")
    for number in range(count):
        dice = random.Random(f"{start}-{number}")
        path = dice.choice(GOOD)
        data = edited(path.read_bytes(), dice)
        found = [*faults(notation_of(path.name), data)]
        if number % 25 == 0:
            found += commanded(ground, path.name, data, alone=number % 250 == 0)
        failed += [f"edit {start}-{number} of {path.name}: {fault}" for fault in found]
    shutil.rmtree(ground.folder, ignore_errors=True)
    return Figure(what="octets changés au hasard", tried=count, failed=tuple(failed[:_MOST]))


def commanded(ground: Ground, name: str, data: bytes, *, alone: bool) -> Iterator[str]:
    """Check a fiche by the command, in a process of its own or in this one; yields what is wrong."""
    ground.clear()
    (ground.root / "content" / name).write_bytes(data)
    options = ("check", "--today", TODAY, "--format", "json", "--no-cache")
    if alone:
        ran = subprocess.run(
            [sys.executable, "-m", "fichegen", *options],
            cwd=ground.root,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
            capture_output=True,
            check=False,
        )
        status, out = ran.returncode, ran.stdout.decode()
    else:
        told = ground.run(*options)
        status, out = told.status, told.out
        if told.seconds > 1:
            yield f"{told.seconds:.1f} s"
    if status not in (0, 1):
        yield f"exit {status}"
    yield from speech_faults("json", out, ground.root)


def drawn(scale: float, start: int) -> Iterator[Figure]:
    """Let hypothesis draw fiches in each notation, and make what fails small."""
    count = max(10, round(DRAWN * scale))
    for what, strategy, target in (
        ("titres", strategies.headings, "titres"),
        ("entête et titres", strategies.front, "titres"),
        ("clés", strategies.yaml, "yaml"),
        ("phrases", strategies.noise, "faits"),
    ):
        yield Figure(
            what=f"fiches tirées au hasard ({what})",
            tried=count,
            failed=tuple(_smallest(strategy, target, count, start)),
        )


def _smallest(strategy: SearchStrategy[str], target: str, count: int, start: int) -> Iterable[str]:
    kept: list[str] = []

    @seed(start)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=(Phase.generate, Phase.shrink),
        suppress_health_check=[*HealthCheck],
    )
    @given(strategy)
    def holds(text: str) -> None:
        if found := [*faults(target, text.encode("utf-8", "surrogatepass"))]:
            kept[:] = [f"{target} {text!r}: {found[0]}"]
            raise AssertionError

    try:
        holds()
    except AssertionError:
        return kept
    return ()


def documents(scale: float, start: int) -> Figure:
    """Edit documents that people import: as files, and within their archives."""
    failed = []
    count = max(1, round(EDITS / 5 * scale))
    for number in range(count):
        dice = random.Random(f"{start}-{number}")
        path = dice.choice(DOCUMENTS)
        data, kind = path.read_bytes(), path.suffix[1:]
        packed = kind in ("docx", "odt") and dice.random() < 0.8
        data = repacked(data, dice) if packed else edited(data, dice)
        target = f"import-{'texte' if kind == 'txt' else kind}"
        found = faults(target, data)
        failed += [f"edit {start}-{number} of {path.parent.name}: {fault}" for fault in found]
    return Figure(
        what="documents à importer, abîmés au hasard", tried=count, failed=tuple(failed[:_MOST])
    )


def guided(scale: float, start: int, scratch: Path) -> Iterator[Figure]:
    """Run the fuzzer that is led by coverage, where it is installed, a while on each target."""
    seconds = max(1, round(GUIDED * scale))
    for target in TARGETS:
        ran = subprocess.run(
            [sys.executable, "-m", "trust.guided", target, str(seconds), str(start), str(scratch)],
            cwd=ROOT,
            capture_output=True,
            check=False,
        )
        said = ran.stderr.decode("utf-8", "replace")
        runs = said.rpartition("number_of_executed_units:")[2].split("\n")[0].strip()
        yield Figure(
            what=f"octets menés par la couverture du code ({target})",
            tried=int(runs) if runs.isdecimal() else 0,
            failed=() if ran.returncode == 0 else (said[-600:],),
            note=f"{seconds} s",
        )


def run(scale: float, seed: int, scratch: Path, say: Callable[[str], None]) -> tuple[Figure, ...]:
    """Fuzz by all means; the fuzzer that is led runs in the full form alone."""
    figures: list[Figure] = []

    def tell(figure: Figure) -> None:
        say(f"{figure.what} : {figure.tried}")
        figures.append(figure)

    tell(characters(scale, random.Random(seed)))
    tell(edits(scale, seed, scratch))
    for figure in drawn(scale, seed):
        tell(figure)
    tell(documents(scale, seed))
    if scale >= 1 and importlib.util.find_spec("atheris"):
        for figure in guided(scale, seed, scratch):
            tell(figure)
    return tuple(figures)

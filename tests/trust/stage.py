"""A project to try things on: its files, the command as people run it, and what must be true of its site."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, Self

ROOT: Final = Path(__file__).parents[2]
TODAY: Final = "2026-03-02"
PATIENCE: Final = 180.0
"""Seconds after which a command hangs, on a machine that does much else."""
MANIFEST: Final = ".fichegen-manifest.json"
FICHE: Final = """\
# {title}

## Public

Tous

## Durée

1 jour (7 heures)

## Lieux & dates

### Groupe 1

{day} juin 2026, Brest

## Contact

ana@exemple.fr

## Contexte

{words}
"""
OWN: Final = {
    "partials/footer.html": "<footer><p>Pied de page</p></footer>\n",
    "assets/css/blocks/own.css": ".own { margin: 0; }\n",
}
"""Templates of the project, by their names."""
TITLES: Final = ("Avant", "Après")
"""Of the site: another one changes every page."""
WORDS: Final = ("Un mot.", "Un autre mot.")
"""Of one fiche: others change a few pages."""
Site = Mapping[str, str]
"""The files of a site by their paths, each with the digest of its bytes."""


@dataclass(frozen=True, slots=True)
class Ran:
    """What a command did."""

    status: int
    """That of the shell; negative for a signal; 1000 where it had to be ended."""
    said: str


def environment() -> dict[str, str]:
    """Return what commands are run under: as a person has it, not in a CI."""
    apart = {"CI", "GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "SOURCE_DATE_EPOCH", "FICHEGEN_DEBUG"}
    kept = {name: value for name, value in os.environ.items() if name not in apart}
    return {**kept, "PYTHONPATH": f"{ROOT}{os.pathsep}{ROOT / 'tests'}", "NO_COLOR": "1"}


def arguments(*given: str) -> list[str]:
    """Return the arguments of a build of the day of the trials."""
    return ["build", "-q", "--today", TODAY, *given]


def run(root: Path, *given: str, limits: Mapping[int, int] | None = None) -> Ran:
    """Build a project in a process of its own, with limits of the system (`resource.RLIMIT_*`)."""

    def limited() -> None:
        import resource

        for which, most in (limits or {}).items():
            resource.setrlimit(which, (most, most))

    try:
        done = subprocess.run(
            [sys.executable, "-m", "fichegen", *arguments(*given)],
            cwd=root, env=environment(), timeout=PATIENCE, check=False, encoding="utf-8", errors="replace",
            stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
            preexec_fn=limited if limits else None,
        )  # fmt: skip
    except subprocess.TimeoutExpired as late:
        return Ran(1000, str(late.output))
    return Ran(done.returncode, done.stdout)


def write_project(root: Path, fiches: int) -> None:
    """Write a project of some fiches, of which the first can be changed (`write_state`)."""
    content = root / "content"
    content.mkdir(parents=True)
    for number in range(1, fiches):
        text = FICHE.format(title=f"Fiche {number}", day=number % 28 + 1, words=WORDS[0])
        (content / f"f{number:03}.md").write_text(text, encoding="utf-8")
    for name, text in OWN.items():
        path = root / "templates" / name
        path.parent.mkdir(parents=True)
        path.write_text(text, encoding="utf-8")
    write_state(root, (0, 0))


State = tuple[int, int]
"""Which title the site has, and which words the first fiche."""


def write_state(root: Path, state: State) -> None:
    """Write the settings and the fiche that make a state."""
    title, words = TITLES[state[0]], WORDS[state[1]]
    settings = f"titre: {title}\nurl: https://exemple.fr\ncompletude: non\n"
    fiche = FICHE.format(title="Fiche 0", day=1, words=words)
    for name, text in (("catalogue.yml", settings), ("f000.md", fiche)):
        path = root / "content" / name
        if not path.is_file() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8")


def site_of(folder: Path) -> Site | None:
    """Return the files of a site but for its manifest; None where there is no folder."""
    if not folder.is_dir():
        return None
    return {
        path.relative_to(folder).as_posix(): hashlib.sha256(path.read_bytes()).hexdigest()
        for path in sorted(folder.rglob("*"))
        if path.name != MANIFEST and path.is_file()
    }


def litter(root: Path) -> list[str]:
    """Return what a build has left beside the site."""
    return sorted(path.name for path in root.iterdir() if ".fichegen-" in path.name)


def cache_trouble(root: Path) -> str:
    """Return what is wrong with the cache of a project; empty for nothing."""
    import sqlite3

    file = root / ".fichegen" / "cache.sqlite"
    if not file.is_file():
        return ""
    connection = sqlite3.connect(file)
    try:
        (told,) = connection.execute("pragma integrity_check").fetchone()
    except sqlite3.DatabaseError as error:
        return str(error)
    finally:
        connection.close()
    return "" if told == "ok" else str(told)


def loud(ran: Ran) -> str:
    """Tell what no command may say or do, whatever befalls it; empty for nothing."""
    if "Traceback" in ran.said or "défaut de fichegen" in ran.said:
        return f"parle de son intérieur : {ran.said[-300:]!r}"
    if ran.status not in (0, 1, 2):
        return f"finit par {ran.status} : {ran.said[-300:]!r}"
    if ran.status and "erreur[FG" not in ran.said:
        return f"finit par {ran.status} sans dire pourquoi : {ran.said[-300:]!r}"
    return ""


@dataclass(slots=True)
class Reader:
    """Reads a whole site again and again by its paths, as a server does for its visitors."""

    folder: Path
    passes: int = 0
    """Passes during which no other site came."""
    generations: set[str] = field(default_factory=set)
    mixed: list[str] = field(default_factory=list)
    """What was seen of a site that was neither one nor the other."""
    absent: int = 0
    """How often there was no site at all."""
    _ended: threading.Event = field(default_factory=threading.Event)

    def start(self) -> Self:
        """Begin, in a thread of its own."""
        threading.Thread(target=self._read, daemon=True).start()
        return self

    def stop(self) -> None:
        """End."""
        self._ended.set()

    def _read(self) -> None:
        while not self._ended.wait(0.001):
            self.look()

    def look(self) -> None:
        """Go through the site once; what is read counts where it stayed the same meanwhile."""
        before = self._listing()
        if before is None:
            self.absent += 1
            return
        wrong = []
        for path, known in json.loads(before)["files"].items():
            try:
                held = hashlib.sha256((self.folder / path).read_bytes()).hexdigest()
            except OSError as error:
                held = type(error).__name__
            if held != known:
                wrong.append(f"{path} : {held}")
        if self._listing() == before:
            self.passes += 1
            self.generations.add(hashlib.sha256(before).hexdigest())
            self.mixed += wrong[:1]

    def _listing(self) -> bytes | None:
        with suppress(OSError):
            return (self.folder / MANIFEST).read_bytes()
        return None


@contextmanager
def reading(folder: Path) -> Iterator[Reader]:
    """Have a site read until the end."""
    reader = Reader(folder).start()
    try:
        yield reader
    finally:
        reader.stop()


def members(group: int) -> list[int]:
    """Return the processes of a group that are still at work."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit():
            with suppress(OSError, ValueError):
                told = (entry / "stat").read_text(encoding="utf-8").rpartition(")")[2].split()
                if int(told[2]) == group and told[0] != "Z":
                    found.append(int(entry.name))
    return found


def gone(group: int, patience: float = 20.0) -> bool:
    """Wait until no process of a group is left; False where some stay."""
    end = time.monotonic() + patience
    while members(group):
        if time.monotonic() > end:
            return False
        time.sleep(0.02)
    return True

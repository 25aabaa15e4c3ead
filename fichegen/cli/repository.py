"""The git repository that a project lies in, in whose folder alone its automation is read."""

from __future__ import annotations

import os
import shlex
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from fichegen.project import readable


@dataclass(frozen=True, slots=True, kw_only=True)
class Repository:
    """Where a project lies in its repository; one that is in none is a repository to be."""

    top: Path
    """The folder of the repository."""
    below: str
    """The way from there to the project, with slashes; empty where they are the same."""

    def astray(self, project: Path) -> Iterator[tuple[str, str]]:
        """Yield the files of a project that are not read where they are, with what to do about each."""
        from fichegen.scaffold import AUTOMATION, is_for

        for path in AUTOMATION if self.below else ():
            here, there = project / path, self.top / path
            if not here.is_file():
                continue
            if os.path.lexists(there):
                yield path, f"{shown(there)} existe déjà : recopiez-y ce que {shown(here)} ajoute"
            elif not is_for(self.below, path, words_of(here)):
                again = f"« fichegen init » le refait pour {self.below}/"
                yield path, f"retirez {shown(here)}, réglé pour un autre dossier : {again}"
            else:
                yield path, _move(here, there)


def repository_of(project: Path) -> Repository:
    """Find the nearest repository around a folder, which need not exist; nobody's whole home is one."""
    real = project.resolve()
    for folder in (real, *real.parents):
        if os.path.lexists(folder / ".git") and folder != home():
            below = real.relative_to(folder).as_posix()
            return Repository(top=folder, below="" if below == "." else below)
    return Repository(top=real, below="")


def home() -> Path | None:
    """Return the folder of whoever is here, where that can be told."""
    try:
        return Path.home().resolve()
    except (OSError, RuntimeError):
        return None


def is_ours(file: Path) -> bool:
    """Tell whether a file of automation speaks of fichegen."""
    return "fichegen" in words_of(file)


def words_of(file: Path) -> str:
    """Return what a file of automation holds; nothing where there is none that can be read."""
    try:
        return file.read_text(encoding="utf-8", errors="replace") if file.is_file() else ""
    except OSError:
        return ""


def _move(here: Path, there: Path) -> str:
    folder = shown(there.parent)
    make = "" if there.parent.is_dir() else f"mkdir -p {folder} && "
    return f"{make}mv {shown(here)} {folder}/"


def shown(path: Path) -> str:
    """Return a path as it is typed where we stand."""
    real = path.parent.resolve() / path.name
    try:
        way = os.path.relpath(real, Path.cwd().resolve())
    except ValueError:  # another disk of Windows
        way = str(real)
    return shlex.quote(readable(way.replace(os.sep, "/")))

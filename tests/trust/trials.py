"""A project in a folder of its own, with a secret beside it, and commands run in it."""

from __future__ import annotations

import contextlib
import hashlib
import io
import os
import shutil
import stat
import time
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from fichegen.cli import main

CANARY: Final = "CANARI-HORS-DU-PROJET"
"""Words of files that lie beside a project: they may reach nothing."""
TODAY: Final = "2021-09-01"
_OURS: Final = ("projet/site", "projet/.fichegen")
_ENVIRONMENT: Final = (
    *("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"),
    *("SOURCE_DATE_EPOCH", "FICHEGEN_DEBUG"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str
    seconds: float
    """Processor time of this process."""


@dataclass(frozen=True, slots=True)
class Ground:
    """A folder that holds a project, `projet`, and secrets beside it."""

    folder: Path

    @property
    def root(self) -> Path:
        """The folder of the project."""
        return self.folder / "projet"

    @property
    def site(self) -> Path:
        """Where its site is written."""
        return self.root / "site"

    def clear(self) -> None:
        """Make everything anew: an empty project and the secrets."""
        if self.folder.exists():
            shutil.rmtree(self.folder)
        (self.root / "content").mkdir(parents=True)
        outside = self.folder / "secrets"
        outside.mkdir()
        for name in ("secret.md", "secret.yml", "secret.txt"):
            (outside / name).write_text(f"# {CANARY}\n", encoding="utf-8")
        picture = f"<svg xmlns='http://www.w3.org/2000/svg'><text>{CANARY}</text></svg>"
        (outside / "secret.svg").write_text(picture, encoding="utf-8")

    def run(self, command: str, *options: str) -> Ran:
        """Run a command of fichegen in the project, in this process."""
        out, err = io.StringIO(), io.StringIO()
        with _standing_in(self.root), contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):  # fmt: skip
            started = time.process_time()
            status = main([command, *options])
            seconds = time.process_time() - started
        return Ran(status=status, out=out.getvalue(), err=err.getvalue(), seconds=seconds)

    def look(self) -> dict[str, str]:
        """Tell what lies in the folder, but for the site and the cache: by paths, what each file holds."""
        found = {}
        for above, folders, files in os.walk(os.fsencode(self.folder)):
            for name in (*folders, *files):
                path = os.path.join(above, name)  # noqa: PTH118 - in bytes
                shown = os.fsdecode(os.path.relpath(path, os.fsencode(self.folder)))
                if not shown.startswith(_OURS):
                    found[shown] = _sign(path)
        return found


def _sign(path: bytes) -> str:
    status = os.lstat(path)
    if stat.S_ISREG(status.st_mode) and status.st_mode & 0o400:
        with open(path, "rb") as file:  # noqa: PTH123 - in bytes
            return hashlib.sha256(file.read()).hexdigest()
    return f"{status.st_mode:o}"


@contextlib.contextmanager
def _standing_in(root: Path) -> Iterator[None]:
    kept = {name: os.environ.pop(name) for name in _ENVIRONMENT if name in os.environ}
    try:
        with contextlib.chdir(root):
            yield
    finally:
        os.environ.update(kept)

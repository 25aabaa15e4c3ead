"""Commands in which one call to the system goes wrong: the n-th fails, kills, or something happens before it.

A process that has loaded all of fichegen takes tasks from its standard input, and forks for each of
them, so that every call of a small build can be tried in turn. What counts is what touches the
project, never Python's own files.
"""

from __future__ import annotations

import errno
import io
import json
import os
import pkgutil
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import asdict, dataclass
from importlib import import_module
from pathlib import Path
from typing import Any, Final

from trust.stage import PATIENCE, ROOT, Ran, environment

WRITING: Final = frozenset({"link", "rename", "replace", "mkdir", "unlink", "rmdir", "write"})
READING: Final = frozenset({"read", "scandir", "listdir", "lstat", "stat", "fstat"})
ONLY_WRITING: Final = ("ENOSPC", "EDQUOT", "EROFS")
"""What befalls nobody who only reads."""
KILL: Final = "KILL"
OF_CACHE: Final = {
    "cache: full": "database or disk is full",
    "cache: io": "disk I/O error",
    "cache: read only": "attempt to write a readonly database",
    "cache: locked": "database is locked",
    "cache: damaged": "database disk image is malformed",
}
"""What SQLite says, by the fault."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """A command, and what goes wrong in it."""

    root: str
    arguments: list[str]
    fault: str = ""
    """Name of an error of the system (`ENOSPC`), `KILL`, one of `OF_CACHE` or of `HAPPENINGS`."""
    at: int = 0
    """Which of the calls that the fault concerns, from 1; 0 for none, to count them."""
    exchanges: bool = True
    """False for a disk that cannot let two folders change places."""


@dataclass(frozen=True, slots=True)
class Done:
    """What became of it."""

    ran: Ran
    calls: int
    """How many calls the fault concerned, where the command came to its end."""


class Injector:
    """The process that forks for each task."""

    def __init__(self, process: subprocess.Popen[str]) -> None:
        self._process = process

    def do(self, task: Task) -> Done:
        """Do a task."""
        assert self._process.stdin
        assert self._process.stdout
        self._process.stdin.write(json.dumps(asdict(task)) + "\n")
        self._process.stdin.flush()
        told = json.loads(self._process.stdout.readline())
        return Done(Ran(told["status"], told["said"]), told["calls"])


@contextmanager
def injector() -> Iterator[Injector]:
    """Give the process that forks for each task."""
    with subprocess.Popen(
        [sys.executable, "-m", "trust.injecting"], cwd=ROOT, env=environment(), encoding="utf-8",
        stdin=subprocess.PIPE, stdout=subprocess.PIPE,
    ) as process:  # fmt: skip
        try:
            yield Injector(process)
        finally:
            assert process.stdin
            process.stdin.close()


# ---------------------------------------------------------------- what happens meanwhile


def _replace_by_link(path: Path) -> None:
    aside = path.with_name(f"ailleurs-{path.name}")
    path.rename(aside)
    path.symlink_to(aside)


def _site_vanishes(root: Path) -> None:
    shutil.rmtree(root / "site", ignore_errors=True)


def _site_is_a_file(root: Path) -> None:
    (root / "site").rename(root / "ailleurs-site")
    (root / "site").write_text("à moi", encoding="utf-8")


def _site_is_another(root: Path) -> None:
    (root / "site").rename(root / "ailleurs-site")
    (root / "site").mkdir()
    (root / "site" / "notes.txt").write_text("à moi", encoding="utf-8")


def _new_vanishes(root: Path) -> None:
    for left in root.glob(".site.fichegen-*"):
        shutil.rmtree(left, ignore_errors=True)


def _sources_vanish(root: Path) -> None:
    (root / "content").rename(root / "ailleurs-content")


def _fiche_vanishes(root: Path) -> None:
    (root / "content/f001.md").unlink()


def _fiche_is_a_folder(root: Path) -> None:
    (root / "content/f001.md").unlink()
    (root / "content/f001.md").mkdir()


def _fiche_changes(root: Path) -> None:
    path = root / "content/f001.md"
    path.write_text(path.read_text("utf-8").replace("Un mot", "Un tout autre mot"), "utf-8")


def _templates_vanish(root: Path) -> None:
    (root / "templates").rename(root / "ailleurs-templates")


def _cache_vanishes(root: Path) -> None:
    shutil.rmtree(root / ".fichegen", ignore_errors=True)


HAPPENINGS: Final[dict[str, Callable[[Path], None]]] = {
    "the site vanishes": _site_vanishes,
    "the site becomes a link": lambda root: _replace_by_link(root / "site"),
    "the site becomes a file": _site_is_a_file,
    "the site becomes another folder": _site_is_another,
    "the new site vanishes": _new_vanishes,
    "the sources vanish": _sources_vanish,
    "the templates vanish": _templates_vanish,
    "a fiche vanishes": _fiche_vanishes,
    "a fiche becomes a link": lambda root: _replace_by_link(root / "content/f001.md"),
    "a fiche becomes a folder": _fiche_is_a_folder,
    "a fiche changes": _fiche_changes,
    "the cache vanishes": _cache_vanishes,
}


# ---------------------------------------------------------------- the calls


class _Faults:
    """Counts the calls that a fault concerns, and does harm at one of them."""

    def __init__(self, task: Task) -> None:
        self.task, self.calls = task, 0
        self._open: set[int] = set()
        self._is_acting = False

    def install(self) -> None:
        """Put the counted calls in the place of those of the system."""
        for name in (*WRITING, *READING):
            setattr(os, name, self._counted(name, getattr(os, name)))
        self._opened = os.open
        os.open = self._open_file
        io.open = self._counted("open", io.open, returns_files=True)
        connect = sqlite3.connect
        cursed = _cursed(self)
        vars(sqlite3)["connect"] = lambda *given, **named: connect(*given, **named, factory=cursed)
        from fichegen import output

        exchange = vars(output)["exchange"]
        if not self.task.exchanges:
            vars(output)["exchange"] = lambda *_: False
        else:
            vars(output)["exchange"] = self._counted("rename", exchange)

    def _open_file(self, path: Any, flags: int, *given: Any, **named: Any) -> int:
        touches = self._touches((path,), named)
        if touches:
            self.note("write" if flags & (os.O_CREAT | os.O_WRONLY | os.O_RDWR) else "open")
        descriptor = self._opened(path, flags, *given, **named)
        if touches:
            self._open.add(descriptor)
        else:
            self._open.discard(descriptor)
        return descriptor

    def _counted(
        self, name: str, call: Callable[..., Any], *, returns_files: bool = False
    ) -> Callable[..., Any]:
        def counted(*given: Any, **named: Any) -> Any:
            if self._touches(given[:2] if name in WRITING - {"write"} else given[:1], named):
                mode = str(given[1] if len(given) > 1 else named.get("mode", "r"))
                is_write = returns_files and not mode.startswith("r")
                self.note("write" if is_write else name)
            return call(*given, **named)

        return counted

    def _touches(self, given: tuple[Any, ...], named: dict[str, Any]) -> bool:
        if self._is_acting:
            return False
        if {named.get("dir_fd"), named.get("src_dir_fd")} & self._open:
            return True
        for one in given:
            if isinstance(one, int):
                if one in self._open:
                    return True
            elif isinstance(one, (str, bytes, os.PathLike)):
                path = os.path.join(self.task.root, os.fsdecode(one))  # noqa: PTH118
                if path.startswith(self.task.root):
                    return True
        return False

    def note(self, name: str) -> None:
        """Count a call, and do what is to be done at it."""
        fault = self.task.fault
        if fault in OF_CACHE:
            if name != "cache":
                return
        elif name == "cache" or (fault in ONLY_WRITING and name not in WRITING):
            return
        self.calls += 1
        if self.calls != self.task.at:
            return
        if fault == KILL:
            os.kill(os.getpid(), signal.SIGKILL)
        elif fault in HAPPENINGS:
            self._is_acting = True
            with suppress(OSError):
                HAPPENINGS[fault](Path(self.task.root))
            self._is_acting = False
        elif fault in OF_CACHE:
            kind = sqlite3.DatabaseError if "damaged" in fault else sqlite3.OperationalError
            raise kind(OF_CACHE[fault])
        else:
            number = int(getattr(errno, fault))
            raise OSError(number, os.strerror(number))


def _cursed(faults: _Faults) -> type[sqlite3.Connection]:
    """Return connections of which a call may go wrong."""

    class Cursed(sqlite3.Connection):
        def execute(self, *given: Any) -> sqlite3.Cursor:
            faults.note("cache")
            return super().execute(*given)

        def executemany(self, *given: Any) -> sqlite3.Cursor:
            faults.note("cache")
            return super().executemany(*given)

        def commit(self) -> None:
            faults.note("cache")
            super().commit()

    return Cursed


# ---------------------------------------------------------------- the process


def _serve() -> None:
    import fichegen

    for module in pkgutil.walk_packages(fichegen.__path__, "fichegen."):
        if not module.name.endswith("__main__"):
            import_module(module.name)
    for line in sys.stdin:
        task = Task(**json.loads(line))
        with tempfile.TemporaryFile("w+b") as said, tempfile.TemporaryFile("w+b") as counted:
            child = os.fork()
            if child == 0:
                _do(task, said.fileno(), counted.fileno())
            status = _waited(child)
            said.seek(0)
            counted.seek(0)
            told = {
                "status": status,
                "said": said.read().decode("utf-8", "replace"),
                "calls": int(counted.read() or 0),
            }
        print(json.dumps(told), flush=True)


def _waited(child: int) -> int:
    end = time.monotonic() + PATIENCE
    while time.monotonic() < end:
        ended, status = os.waitpid(child, os.WNOHANG)
        if ended:
            return os.waitstatus_to_exitcode(status)
        time.sleep(0.002)
    os.kill(child, signal.SIGKILL)
    os.waitpid(child, 0)
    return 1000


def _do(task: Task, said: int, counted: int) -> None:
    from fichegen.cli import main

    status = 99
    try:
        os.chdir(task.root)
        os.dup2(said, 1)
        os.dup2(said, 2)
        write = os.write
        faults = _Faults(task)
        faults.install()
        status = main(task.arguments)
        sys.stdout.flush()
        sys.stderr.flush()
        write(counted, str(faults.calls).encode())
    except BaseException:  # noqa: BLE001 - what main should not raise
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
    finally:
        os._exit(status)


if __name__ == "__main__":
    _serve()

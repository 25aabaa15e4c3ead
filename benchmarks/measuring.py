"""One process with all it starts: how long it takes, what it costs, what it writes."""

# ruff: noqa: INP001 - scripts, no package
from __future__ import annotations

import os
import subprocess
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Final

_PAGE: Final = os.sysconf("SC_PAGE_SIZE")
_PROC: Final = Path("/proc")
_EVERY: Final = 0.04
"""Seconds between two looks at the memory."""
_TICK: Final = 20_000_000
"""Nanoseconds by which the clock of files may be behind."""
_SESSION: Final = 3
_RESIDENT: Final = 21
"""Places of fields in a line of `/proc/*/stat`, from behind the name of the program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What one run of a command took."""

    wall: float
    """Seconds."""
    cpu: float
    """Seconds of processor, of all its processes."""
    peak: int
    """Bytes in memory, summed over all its processes: what they share counts for each."""
    status: int
    files: int = 0
    """Files written."""
    size: int = 0
    """Bytes in them."""


class FailedError(Exception):
    """A command that is measured has not done its work."""


def run(
    command: Sequence[str],
    folder: Path,
    *,
    environment: Mapping[str, str],
    output: Path | None = None,
    allowed: Sequence[int] = (0,),
) -> Run:
    """Run a command in a folder, and tell what it took, and what it wrote below `output`."""
    log = folder / "run.log"
    began = time.time_ns()
    with log.open("wb") as said:
        started = time.perf_counter()
        process = subprocess.Popen(
            command, cwd=folder, env=environment, stdin=subprocess.DEVNULL, stdout=said,
            stderr=subprocess.STDOUT, start_new_session=True,
        )  # fmt: skip
        memory = _Memory(process.pid)
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - started
    process.returncode = os.waitstatus_to_exitcode(status)
    summed = memory.stop()
    if process.returncode not in allowed:
        last = log.read_text(encoding="utf-8", errors="replace").splitlines()[-20:]
        raise FailedError("\n".join([f"{' '.join(command)}: {process.returncode}", *last]))
    files, size = written(output, began - _TICK) if output else (0, 0)
    return Run(
        wall=wall,
        cpu=used.ru_utime + used.ru_stime,
        peak=max(summed, used.ru_maxrss * 1024),
        status=process.returncode,
        files=files,
        size=size,
    )


class _Memory:
    """Looks at the memory of a session of processes until it is told to stop."""

    def __init__(self, session: int) -> None:
        self._session = session
        self._over = threading.Event()
        self._most = 0
        self._looking = threading.Thread(target=self._look, daemon=True)
        self._looking.start()

    def _look(self) -> None:
        while not self._over.wait(_EVERY):
            self._most = max(self._most, sum(_resident(self._session)))

    def stop(self) -> int:
        self._over.set()
        self._looking.join()
        return self._most


def _resident(session: int) -> Iterator[int]:
    """Yield the memory of each process of a session, in bytes."""
    wanted = str(session)
    for entry in _PROC.iterdir():
        if not entry.name.isdecimal():
            continue
        with suppress(OSError, IndexError):  # it has ended meanwhile
            stat = (entry / "stat").read_text(encoding="utf-8", errors="replace")
            fields = stat.rpartition(")")[2].split()
            if fields[_SESSION] == wanted:
                yield int(fields[_RESIDENT]) * _PAGE


def written(folder: Path, since: int) -> tuple[int, int]:
    """Count the files below a folder that were written since a moment, and their bytes."""
    files = size = 0
    for base, _, names in os.walk(folder):
        for name in names:
            found = os.stat(os.path.join(base, name))  # noqa: PTH116, PTH118 - of many thousands
            if found.st_mtime_ns >= since:
                files, size = files + 1, size + found.st_size
    return files, size

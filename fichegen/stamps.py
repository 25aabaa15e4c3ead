"""What changes on a disk with the files below a folder, by a glance at each."""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from pathlib import Path
from typing import Final

Stamp = tuple[int, ...]
"""What changes with a file: its mode first, when it was last changed second, in nanoseconds."""

_YOUNG: Final = 100_000_000
"""Nanoseconds within which a disk may give two changes one time."""


def stamps_below(root: Path) -> dict[str, Stamp]:
    """Tell what changes with all that lies below a folder, and the folder; no link is followed."""
    stamps: dict[str, Stamp] = {}
    folders = [str(root)]
    while folders:
        folder = folders.pop()
        try:
            with os.scandir(folder) as entries:
                for entry in entries:
                    if entry.name.startswith("."):
                        continue
                    status = entry.stat(follow_symlinks=False)
                    if stat.S_ISDIR(status.st_mode):
                        stamps[entry.path] = (status.st_mode,)  # its times tell of what is skipped
                        folders.append(entry.path)
                    elif stat.S_ISLNK(status.st_mode):  # to a folder it is told of
                        stamps[entry.path] = (*_stamp(status), entry.is_dir())
                    else:
                        stamps[entry.path] = _stamp(status)
        except OSError:
            stamps[folder] = ()  # gone meanwhile, or not to be listed
    return stamps


def stamps_through(root: Path) -> dict[str, Stamp]:
    """Tell what changes with the files below a folder of templates, those behind links too."""
    stamps: dict[str, Stamp] = {}

    def note(error: OSError) -> None:
        stamps[os.fsdecode(error.filename or root)] = ()  # not to be listed

    for path in files_below(root, failed=note):
        with suppress(OSError):
            stamps[path] = _stamp(os.stat(path))  # noqa: PTH116 - by the hundred
    return stamps


def files_below(root: Path, *, failed: Callable[[OSError], None] | None = None) -> Iterator[str]:
    """Yield the files below a folder in order, through links; no folder twice.

    A folder that cannot be listed is passed over, and told to `failed`.
    """
    seen: set[str] = set()
    for folder, folders, names in os.walk(root, followlinks=True, onerror=failed):
        place = os.path.realpath(folder)
        if place in seen:
            folders.clear()
            continue
        seen.add(place)
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        yield from (os.path.join(folder, name) for name in sorted(names))  # noqa: PTH118


def _stamp(status: os.stat_result) -> Stamp:
    return (
        status.st_mode, max(status.st_mtime_ns, status.st_ctime_ns), status.st_mtime_ns,
        status.st_size, status.st_ino,
    )  # fmt: skip


def is_file(stamp: Stamp | None) -> bool:
    """Tell whether a stamp is that of a regular file."""
    return bool(stamp and stat.S_ISREG(stamp[0]))


def young(written: Mapping[str, Stamp]) -> frozenset[str]:
    """Return the files changed in the moment of the newest change: the next may have the same stamp."""
    times = {file: stamp[1] for file, stamp in written.items() if is_file(stamp)}
    newest = max(times.values(), default=0)
    return frozenset(file for file, at in times.items() if at > newest - _YOUNG)


def past_change(files: Iterable[str], newest: int, witness: Path) -> frozenset[str]:
    """Return those of some files, changed up to a moment, that can no more change and look the same.

    The `witness` was written later: where it lies on their disk, the clock of that disk has gone on.
    """
    past = set()
    with suppress(OSError):
        seen = os.stat(witness)  # noqa: PTH116 - as below
        if seen.st_mtime_ns > newest + _YOUNG:
            for file in files:
                with suppress(OSError):
                    if os.stat(file).st_dev == seen.st_dev:  # noqa: PTH116 - by the hundred
                        past.add(file)
    return frozenset(past)


def digest_of(file: str) -> str:
    """Return what the content of a file is known by; empty where it cannot be read."""
    try:
        return hashlib.sha256(Path(file).read_bytes()).hexdigest()
    except OSError:
        return ""


def stamp_of(place: Path | str) -> tuple[int, int, int]:
    """Return what a file is known by to be unchanged; raises OSError where there is none."""
    status = os.lstat(place)
    return (status.st_mtime_ns, status.st_size, status.st_ino)

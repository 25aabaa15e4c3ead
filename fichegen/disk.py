"""What is asked of the system behind the disk: who may build, two folders that change places, what failed."""

from __future__ import annotations

import errno
import os
import shutil
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import Final

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2
_MOMENT: Final = 1.0
"""Seconds to wait for another build before that is told."""
_PAUSE: Final = 0.05
_NO_LOCK: Final = frozenset(
    {errno.EBADF, errno.EINVAL, errno.ENOLCK, errno.ENOSYS, errno.ENOTSUP, errno.EOPNOTSUPP}
)
"""What a disk of the network says of locks it does not have."""

Identity = tuple[int, int]
"""What tells a folder from another that is put in its place: its disk, and its number there."""


@contextmanager
def locked(folder: Path, waiting: Callable[[], None]) -> Iterator[None]:
    """Hold a folder for one build at a time; the system frees it when the process ends, whatever ends it.

    `waiting` is called once where another build holds it for more than a moment. Where there are no
    such locks (Windows, some disks of the network) nobody waits: of two builds, the one that finds
    its work gone or the site changed publishes nothing.
    """
    try:
        import fcntl  # not on Windows
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        try:
            _hold(
                lambda mode: fcntl.flock(descriptor, fcntl.LOCK_EX | mode), fcntl.LOCK_NB, waiting
            )
        except OSError as error:
            if error.errno not in _NO_LOCK:
                raise
        yield
    finally:
        os.close(descriptor)


def _hold(lock: Callable[[int], None], at_once: int, waiting: Callable[[], None]) -> None:
    until = time.monotonic() + _MOMENT
    while time.monotonic() < until:
        try:
            lock(at_once)
        except BlockingIOError:
            time.sleep(_PAUSE)
        else:
            return
    waiting()
    lock(0)


def identity(folder: Path) -> Identity | None:
    """Return what a folder is told by; None where nothing is there."""
    try:
        status = folder.lstat()
    except (FileNotFoundError, NotADirectoryError):
        return None
    return status.st_dev, status.st_ino


def is_mount_point(folder: Path) -> bool:
    """Tell whether something is mounted at a folder: it cannot change places with another, then."""
    if sys.platform == "linux":
        with suppress(
            OSError, IndexError
        ):  # also a part of the same disk, which has the same number
            return _mount(folder) != _mount(folder.parent)
    return folder.is_mount()


def _mount(folder: Path) -> str:
    descriptor = os.open(folder, os.O_PATH | os.O_DIRECTORY)
    try:
        told = Path(f"/proc/self/fdinfo/{descriptor}").read_text(encoding="ascii")
    finally:
        os.close(descriptor)
    return told.partition("mnt_id:")[2].split()[0]


def exchange(one: Path, other: Path) -> bool:
    """Swap two folders by renameat2(RENAME_EXCHANGE); False where the system cannot."""
    if sys.platform != "linux":
        return False
    import ctypes

    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
    )
    return done == 0


def discard(folder: Path) -> None:
    """Remove a folder with all that is in it, or what stands in its place; a link is not followed."""
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.is_dir():
        shutil.rmtree(folder)


_CHANGED: Final = (
    "un autre programme a changé ce dossier pendant la construction", "relancez la construction"
)  # fmt: skip
_FULL: Final = ("le disque est plein", "libérez de la place sur le disque du dossier {dossier}")
_REFUSED: Final = (
    "accès refusé",
    "vérifiez vos droits sur {dossier}, et sur le dossier qui le contient : le nouveau site y est préparé",
)
_TOO_MANY: Final = (
    "trop de fichiers sont ouverts à la fois",
    "relevez cette limite (ulimit -n), ou construisez avec --jobs 1",
)
_REASONS: Final = {
    errno.ENOSPC: _FULL,
    errno.EDQUOT: _FULL,
    errno.EACCES: _REFUSED,
    errno.EPERM: _REFUSED,
    errno.EROFS: (
        "le disque est en lecture seule",
        "indiquez avec --output un dossier où l'on peut écrire",
    ),
    errno.ENAMETOOLONG: (
        "un nom est trop long",
        "raccourcissez le chemin du dossier {dossier}, ou l'adresse (slug) de la fiche qui en a une très longue",
    ),
    errno.EIO: ("erreur du disque", "vérifiez le disque du dossier {dossier}"),
    errno.EBUSY: (
        "un autre programme l'emploie",
        "arrêtez ce programme, ou indiquez un autre dossier avec --output",
    ),
    errno.EXDEV: (
        "il est sur un autre disque que son dossier",
        "indiquez un autre dossier avec --output",
    ),
    errno.EFBIG: (
        "un fichier serait trop gros pour ce disque",
        "indiquez avec --output un dossier d'un autre disque",
    ),
    errno.EMFILE: _TOO_MANY,
    errno.ENFILE: _TOO_MANY,
    errno.ENOMEM: ("la mémoire n'a pas suffi", "fermez d'autres programmes"),
    errno.ENOENT: _CHANGED,
    errno.ENOTDIR: _CHANGED,
    errno.EISDIR: _CHANGED,
    errno.EEXIST: _CHANGED,
    errno.ENOTEMPTY: _CHANGED,
    errno.ELOOP: _CHANGED,
    errno.ESTALE: _CHANGED,
}


def why(error: OSError, shown: str) -> tuple[str, str]:
    """Say in French why something cannot be written, and what to do about it."""
    number = error.errno or 0
    otherwise = (
        errno.errorcode.get(number, "erreur du système"),
        "relancez la construction ; si cela revient, indiquez un autre dossier avec --output",
    )
    reason, advice = _REASONS.get(number, otherwise)
    return reason, advice.format(dossier=shown)

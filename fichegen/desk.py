"""The only hand laid on an editor's own files: whole or not at all, and never over what is there."""

from __future__ import annotations

import errno
import os
from contextlib import suppress
from pathlib import Path
from typing import Final

from fichegen.diagnostics import FichegenError, Span, finding

_BINARY: Final = getattr(os, "O_BINARY", 0)
_TWO_NAMES: Final = "il a un second nom ailleurs, par un lien physique : faites-en une vraie copie"
_NAME: Final = 50
"""Characters of a file's name that the one written beside it takes over: disks bound names."""


class DeskError(FichegenError):
    """A file of the project could not be written; it stands as it was."""


def read(path: Path, shown: str) -> bytes:
    """Return the bytes of a file that is to be changed; raises DeskError."""
    try:
        return path.read_bytes()
    except OSError as error:
        raise _refused(shown, error) from error


def create(path: Path, body: bytes, shown: str) -> None:
    """Write a new file, with the folders above it; raises DeskError where something stands there.

    `shown` is the path as findings name it.
    """
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    except OSError as error:
        raise _refused(shown, error) from error
    try:
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(body)
    except OSError as error:
        with suppress(OSError):
            path.unlink()
        raise _refused(shown, error) from error


def rewrite(path: Path, before: bytes, after: bytes, shown: str) -> None:
    """Put other bytes in a file that holds `before`, in one step; raises DeskError.

    What somebody has saved meanwhile is not written over, and neither is a link, a file of more than
    one name (hard links) or one that is protected against writing. The file keeps its rights and,
    where the system lets us, its owner.
    """
    beside = path.with_name(f".{path.name[:_NAME]}.fichegen-{os.getpid()}")
    try:
        if path.is_symlink():
            raise _unwritten(shown, "c'est un lien")
        was = path.stat()
        if was.st_nlink > 1:  # the other name would go on with the old text
            raise _unwritten(shown, _TWO_NAMES)
        if not was.st_mode & 0o222 or not os.access(path, os.W_OK):
            raise _unwritten(shown, "il est protégé en écriture")
        with suppress(FileNotFoundError):  # left by a run that was killed
            beside.unlink()
        descriptor = os.open(beside, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o600)
        try:
            with os.fdopen(descriptor, "wb") as stream:
                stream.write(after)
                stream.flush()
                os.fsync(stream.fileno())
            with suppress(OSError, AttributeError):  # not on Windows; not everybody may
                os.chown(beside, was.st_uid, was.st_gid)
            beside.chmod(was.st_mode & 0o7777)
            if path.read_bytes() != before:
                raise _unwritten(shown, "il vient de changer")
            beside.replace(path)
        finally:
            with suppress(OSError):
                beside.unlink()
    except OSError as error:
        raise _refused(shown, error) from error


def move(old: Path, new: Path, shown: str) -> None:
    """Give a file another place; raises DeskError where something stands there."""
    try:
        new.parent.mkdir(parents=True, exist_ok=True)
        if os.path.lexists(new) and not (old.samefile(new) and old.name != new.name):
            raise FileExistsError(errno.EEXIST, "")
        old.rename(new)
    except OSError as error:
        raise _refused(shown, error) from error


def _refused(shown: str, error: OSError) -> DeskError:
    reasons = {
        errno.EEXIST: "il existe déjà",
        errno.ENOTDIR: "un fichier porte le nom d'un de ses dossiers",
        errno.EISDIR: "c'est un dossier",
        errno.ENOENT: "il n'existe pas",
        errno.EACCES: "accès refusé",
        errno.EPERM: "accès refusé",
        errno.EROFS: "le disque est en lecture seule",
        errno.ENOSPC: "le disque est plein",
        errno.EDQUOT: "le disque est plein",
        errno.ENAMETOOLONG: "son nom est trop long",
    }
    reason = reasons.get(
        error.errno or 0, errno.errorcode.get(error.errno or 0, "erreur du système")
    )
    return _unwritten(shown, reason)


def _unwritten(shown: str, reason: str) -> DeskError:
    return DeskError(finding("FG804", Span(shown), fichier=shown, raison=reason))

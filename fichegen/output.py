"""The only writer: a site staged beside the old one, then put in its place in one step.

The folder served is always entirely the old site or entirely the new one. Files that did not
change keep their inode and their time; those we did not make are kept or refused, never lost.
"""

from __future__ import annotations

import ctypes
import errno
import hashlib
import json
import os
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from fichegen.artifacts import Artifact
from fichegen.diagnostics import FichegenError, Span, finding
from fichegen.project import Project

MANIFEST: Final = ".fichegen-manifest.json"
"""List of our files in the output folder, with their hashes: the proof that the folder is ours."""

_AT_FDCWD: Final = -100
_RENAME_EXCHANGE: Final = 2


class OutputError(FichegenError):
    """The site cannot be written; the old one stands as it was."""


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing did."""

    written: int = 0
    kept: int = 0
    removed: int = 0
    foreign: tuple[str, ...] = ()
    """Files in the folder that are not ours and were kept."""


def publish(
    project: Project,
    artifacts: Iterable[Artifact],
    *,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> Published:
    """Make the output folder hold exactly these artifacts; raises OutputError where it cannot.

    Writes nothing where nothing changed. Two builds at once wait for one another. `progress` is told
    how many files are in place, and of how many.
    """
    target = project.output
    shown = project.display(target)
    wanted = {artifact.path: artifact.body for artifact in artifacts}
    try:
        _refuse_if_not_ours(project)
        target.parent.mkdir(parents=True, exist_ok=True)
        with _locked(target.parent):
            _recover(target)
            return _replace(target, wanted, shown, progress)
    except OSError as error:
        reason = _reason(error)
        raise OutputError(finding("FG802", Span(shown), raison=reason, dossier=shown)) from error


def _refuse_if_not_ours(project: Project) -> None:
    shown = project.display(project.output)
    if not project.output.is_symlink():
        project = replace(
            project,
            root=project.root.resolve(),
            source=project.source.resolve(),
            templates=project.templates.resolve(),
            output=project.output.resolve(),
        )
    target = project.output
    other = "indiquez un autre dossier avec --output"
    if target.is_symlink():
        _refuse(shown, "est un lien", other)
    for kept in (project.root, project.source, project.templates):
        if target == kept or kept.is_relative_to(target):
            _refuse(shown, "contient le projet", other)
    if target.is_relative_to(project.source) or target.is_relative_to(project.templates):
        _refuse(shown, "est dans les sources du projet", other)
    if target.exists() and not target.is_dir():
        _refuse(shown, "n'est pas un dossier", other)
    if target.is_dir() and not (target / MANIFEST).is_file() and any(target.iterdir()):
        _refuse(shown, "n'a pas été fait par fichegen", f"videz-le vous-même, ou {other}")


def _refuse(shown: str, reason: str, advice: str) -> None:
    raise OutputError(finding("FG801", Span(shown), dossier=shown, raison=reason, conseil=advice))


def _replace(
    target: Path, wanted: Mapping[str, bytes], shown: str, progress: Callable[[int, int], None]
) -> Published:
    ours = _manifest(target)
    present = dict(_files(target))
    foreign = sorted(path for path in present if path not in ours and path != MANIFEST)
    folders = {folder.as_posix() for path in wanted for folder in PurePosixPath(path).parents}
    for path in foreign:
        inside = any(folder.as_posix() in wanted for folder in PurePosixPath(path).parents)
        if path in wanted or path in folders or inside:
            _refuse(shown, f"contient {path}, que fichegen n'a pas fait", "déplacez ce fichier")
    same = {p for p, body in wanted.items() if p in present and _holds(present[p], body)}
    removed = len([path for path in ours if path in present and path not in wanted])
    digests = {path: hashlib.sha256(body).hexdigest() for path, body in wanted.items()}
    if len(same) == len(wanted) and not removed and digests == ours:
        return Published(kept=len(same), foreign=tuple(foreign))
    staging = _sibling(target, "new")
    _discard(staging)
    try:
        kept = {path: present[path] for path in (*same, *foreign)}
        _stage(staging, wanted, digests, kept, progress)
        _swap(staging, target)
    finally:
        # Behind the swap this is the old site: what cannot be removed now, the next build removes.
        with suppress(OSError):
            _discard(staging)
    return Published(len(wanted) - len(same), len(same), removed, tuple(foreign))


def _stage(
    staging: Path,
    wanted: Mapping[str, bytes],
    digests: Mapping[str, str],
    kept: Mapping[str, Path],
    progress: Callable[[int, int], None],
) -> None:
    """Lay the new site in a folder of its own; files that stay are linked, not written."""
    staging.mkdir()
    folders = {staging}
    for done, (path, body) in enumerate(wanted.items()):
        progress(done, len(wanted))
        place = staging / path
        _ensure(place.parent, folders)
        if path in kept:
            _link(kept[path], place)
        else:
            place.write_bytes(body)
    for path, source in kept.items():
        if path not in wanted:
            _ensure((staging / path).parent, folders)
            _link(source, staging / path)
    listing = {"version": 1, "files": dict(sorted(digests.items()))}
    (staging / MANIFEST).write_text(json.dumps(listing, indent=0) + "\n", encoding="utf-8")


def _ensure(folder: Path, known: set[Path]) -> None:
    if folder not in known:
        folder.mkdir(parents=True, exist_ok=True)
        known.add(folder)


def _link(source: Path, place: Path) -> None:
    try:
        os.link(source, place, follow_symlinks=False)
    except FileExistsError:
        raise
    except OSError:  # a file system without hard links
        shutil.copy2(source, place, follow_symlinks=False)


def _manifest(target: Path) -> dict[str, str]:
    """Return path and digest of our files; of a damaged list, none."""
    with suppress(OSError, ValueError, AttributeError):
        files = json.loads((target / MANIFEST).read_text(encoding="utf-8")).get("files")
        if isinstance(files, dict):
            return {str(path): str(digest) for path, digest in files.items()}
    return {}


def _files(folder: Path, prefix: str = "") -> Iterator[tuple[str, Path]]:
    """Yield everything in a folder that is not a folder; links are not followed."""
    if not folder.is_dir():
        return
    for entry in os.scandir(folder):
        if entry.is_dir(follow_symlinks=False):
            yield from _files(Path(entry.path), f"{prefix}{entry.name}/")
        else:
            yield f"{prefix}{entry.name}", Path(entry.path)


def _holds(path: Path, body: bytes) -> bool:
    if path.is_symlink():
        return False
    return path.stat().st_size == len(body) and path.read_bytes() == body


def _sibling(target: Path, kind: str) -> Path:
    return target.with_name(f".{target.name}.fichegen-{kind}")


def _discard(folder: Path) -> None:
    if folder.is_symlink() or folder.is_file():
        folder.unlink()
    elif folder.is_dir():
        shutil.rmtree(folder)


def _recover(target: Path) -> None:
    """Mend what a build killed in the middle left behind."""
    old = _sibling(target, "old")
    if old.is_dir() and not target.exists():
        old.rename(target)
    _discard(old)
    _discard(_sibling(target, "new"))


def _swap(staging: Path, target: Path) -> None:
    """Put the staged folder in place: one atomic exchange where the system has it, else two moves."""
    if not target.exists():
        staging.rename(target)
    elif not _exchange(staging, target):
        old = _sibling(target, "old")
        target.rename(old)
        staging.rename(target)
        with suppress(OSError):
            _discard(old)


def _exchange(one: Path, other: Path) -> bool:
    """Swap two folders by renameat2(RENAME_EXCHANGE); False where the system cannot."""
    if sys.platform != "linux":
        return False
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    done: int = renameat2(
        _AT_FDCWD, os.fsencode(one), _AT_FDCWD, os.fsencode(other), _RENAME_EXCHANGE
    )
    return done == 0


@contextmanager
def _locked(folder: Path) -> Iterator[None]:
    """Hold the folder for one build at a time; the system frees it when the process ends."""
    try:
        import fcntl  # not on Windows
    except ImportError:
        yield
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX)
        yield
    finally:
        os.close(descriptor)


def _reason(error: OSError) -> str:
    reasons = {
        errno.ENOSPC: "le disque est plein",
        errno.EDQUOT: "le disque est plein",
        errno.EACCES: "accès refusé",
        errno.EPERM: "accès refusé",
        errno.EROFS: "le disque est en lecture seule",
        errno.ENAMETOOLONG: "un nom est trop long",
        errno.EIO: "erreur du disque",
    }
    return reasons.get(error.errno or 0, errno.errorcode.get(error.errno or 0, "erreur du système"))

"""The only writer: a site staged beside the old one, then put in its place in one step.

The folder served is always entirely the old site or entirely the new one. Files that did not
change keep their inode and their time; those we did not make are kept or refused, never lost.
"""

from __future__ import annotations

import errno
import glob
import hashlib
import json
import os
import secrets
import shutil
import stat
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePosixPath
from typing import Final

from fichegen.artifacts import MANIFEST, Laid, Stamp, beside
from fichegen.diagnostics import FichegenError, Span, finding
from fichegen.disk import Identity, discard, exchange, identity, is_mount_point, locked, why
from fichegen.project import Project
from fichegen.stamps import stamp_of

_BINARY: Final = getattr(os, "O_BINARY", 0)
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_AT_ONCE: Final = 1 << 20
"""Bytes read in one go."""


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
    is_swapped: bool = field(default=False, compare=False)
    """False where nothing changed, and the old site stands."""


@dataclass(frozen=True, slots=True)
class Desk:
    """Where a new site is laid, beside the one that stands: any process may lay files there."""

    target: Path
    """The folder of the site."""
    staging: Path
    """The folder the new one is laid in."""
    shown: str
    """The folder of the site as findings name it."""
    was: Identity | None
    """The folder of the site that stood when the work began; None for none."""

    def lay(self, path: str, body: bytes) -> Laid:
        """Put a file in the new site; one that did not change is that of the old, not written."""
        present, place = f"{self.target}/{path}", f"{self.staging}/{path}"
        try:
            stands = self.was is not None and _holds(present, body)
            is_new = not (stands and self._links(path, present, place))
            if is_new:
                self._put(path, place, lambda: _write(place, body))
            return Laid(path, hashlib.sha256(body).hexdigest(), stamp_of(place), is_new)
        except OSError as error:
            raise _failure(error, self.shown) from error

    def read(self, path: str) -> bytes:
        """Return the bytes of a file that was laid."""
        with _told(self.shown):
            return (self.staging / path).read_bytes()

    def keep(self, path: str, known: str, stamp: Stamp) -> Laid | None:
        """Take over a file of the old site; None where it is not there as it was noted."""
        present, place = f"{self.target}/{path}", f"{self.staging}/{path}"
        with _told(self.shown):
            try:
                if stamp_of(present) != stamp:
                    return None
            except (FileNotFoundError, NotADirectoryError):
                return None
            if not self._links(path, present, place):
                return None
            return Laid(path, known, stamp_of(place), is_new=False)

    def _links(self, path: str, present: str, place: str) -> bool:
        """Give a file of the old site a second name in the new one; False where it has gone meanwhile."""
        try:
            self._put(path, place, lambda: _link(present, place))
        except (FileNotFoundError, NotADirectoryError):
            return False
        return True

    def _put(self, path: str, place: str, put: Callable[[], None]) -> None:
        """Put a file where its folder may not be yet, or where a process that was lost has laid it."""
        try:
            put()
        except FileNotFoundError:
            self._make_folder(path.rpartition("/")[0])
            put()
        except FileExistsError:
            Path(place).unlink()
            put()

    def _make_folder(self, folder: str) -> None:
        """Make a folder of the new site, with those it is in.

        That of the site itself is never made again: who has removed it wants no such site.
        """
        if not folder:
            return
        place = f"{self.staging}/{folder}"
        try:
            os.mkdir(place)  # noqa: PTH102 - ten thousand times, where Path costs more than the system
        except FileExistsError:
            return
        except FileNotFoundError:
            self._make_folder(folder.rpartition("/")[0])
            with suppress(FileExistsError):
                os.mkdir(place)  # noqa: PTH102


@contextmanager
def _told(shown: str) -> Iterator[None]:
    """Say in words for people what fails on the disk of the site."""
    try:
        yield
    except OSError as error:
        raise _failure(error, shown) from error


def _failure(error: OSError, shown: str) -> OutputError:
    reason, advice = why(error, shown)
    return OutputError(finding("FG802", Span(shown), raison=reason, dossier=shown, conseil=advice))


@contextmanager
def publishing(project: Project, waiting: Callable[[], None] = lambda: None) -> Iterator[Desk]:
    """Give a desk to lay a site on; what is laid there and not published is gone at the end.

    Two builds at once wait for one another; `waiting` is called where that lasts. Raises OutputError
    where the site cannot be written.
    """
    target = project.output
    shown = project.display(target)
    with ExitStack() as held:
        with _told(shown):
            _refuse_if_not_ours(project)
            target.parent.mkdir(parents=True, exist_ok=True)
            held.enter_context(locked(target.parent, waiting))
            _recover(target)
            staging = _place_of_new(target)
            was = identity(target)
            staging.mkdir()
        try:
            yield Desk(target, staging, shown, was)
        finally:
            # Once published this is the old site: what cannot be removed now, the next build removes.
            with suppress(OSError):
                discard(staging)


def publish(desk: Desk, laid: Iterable[Laid]) -> Published:
    """Make the output folder hold exactly the files that were laid; raises OutputError where it cannot.

    Nothing is changed where nothing would.
    """
    with _told(desk.shown):
        return _published(desk, laid)


def _published(desk: Desk, laid: Iterable[Laid]) -> Published:
    wanted = {each.path: each for each in laid}
    ours = manifest(desk.target)
    present = {*_files(os.fspath(desk.target))}
    foreign = sorted(path for path in present if path not in ours and path != MANIFEST)
    folders = {f.as_posix() for path in wanted if foreign for f in PurePosixPath(path).parents}
    for path in foreign:
        inside = any(folder.as_posix() in wanted for folder in PurePosixPath(path).parents)
        if path in wanted or path in folders or inside:
            _refuse(
                desk.shown, f"contient {path}, que fichegen n'a pas fait", "déplacez ce fichier"
            )
    written = sum(each.is_new for each in wanted.values())
    removed = sum(path in present and path not in wanted for path in ours)
    digests = {path: each.digest for path, each in wanted.items()}
    kept = len(wanted) - written
    if not written and not removed and digests == ours:
        return Published(kept=kept, foreign=tuple(foreign))
    for path in foreign:
        place = desk.staging / path
        place.parent.mkdir(parents=True, exist_ok=True)
        _link(desk.target / path, place)
    listing = {"version": 1, "files": dict(sorted(digests.items()))}
    written_down = json.dumps(listing, separators=(",\n", ": ")) + "\n"
    (desk.staging / MANIFEST).write_text(written_down, encoding="utf-8")
    if identity(desk.target) not in (desk.was, None):
        raise OSError(errno.ESTALE, "another site stands there now")
    _swap(desk.staging, desk.target)
    return Published(written, kept, removed, tuple(foreign), is_swapped=True)


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
    if target.is_dir() and is_mount_point(target):
        inside = f"publiez dans un dossier à l'intérieur, par exemple --output {shown}/public, et servez celui-là"
        _refuse(
            shown, "est un point de montage, et rien ne peut y prendre sa place d'un coup", inside
        )
    if target.exists() and not target.is_dir():
        _refuse(shown, "n'est pas un dossier", other)
    if target.is_dir() and not (target / MANIFEST).is_file() and any(target.iterdir()):
        _refuse(shown, "n'a pas été fait par fichegen", f"videz-le vous-même, ou {other}")


def _refuse(shown: str, reason: str, advice: str) -> None:
    raise OutputError(finding("FG801", Span(shown), dossier=shown, raison=reason, conseil=advice))


def _write(place: str, body: bytes) -> None:
    """Write a new file; it may be another name of one of the old site, and is never written through."""
    descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
    try:
        rest = memoryview(body)
        while rest:
            rest = rest[os.write(descriptor, rest) :]
    finally:
        os.close(descriptor)


def _link(source: Path | str, place: Path | str) -> None:
    try:
        os.link(source, place, follow_symlinks=False)
    except (FileExistsError, FileNotFoundError):
        raise
    except OSError:  # a file system without hard links
        shutil.copy2(source, place, follow_symlinks=False)


def manifest(target: Path) -> dict[str, str]:
    """Return path and digest of our files; of a damaged list, none."""
    with suppress(OSError, ValueError, AttributeError):
        files = json.loads((target / MANIFEST).read_text(encoding="utf-8")).get("files")
        if isinstance(files, dict):
            return {str(path): str(digest) for path, digest in files.items()}
    return {}


def _files(root: str) -> Iterator[str]:
    """Yield the paths of everything in a folder that is not a folder; links are not followed."""
    folders = [""] if Path(root).is_dir() else []
    while folders:
        above = folders.pop()
        with os.scandir(f"{root}/{above}") as entries:
            for entry in entries:
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{above}{entry.name}/")
                else:
                    yield f"{above}{entry.name}"


def _holds(path: str, body: bytes) -> bool:
    """Tell whether a regular file holds some bytes."""
    try:
        descriptor = os.open(path, os.O_RDONLY | _NO_LINK | _BINARY)
    except OSError:
        return False
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode) or status.st_size != len(body):
            return False
        rest, size = memoryview(body), 0
        while chunk := os.read(descriptor, _AT_ONCE):
            if rest[size : size + len(chunk)] != chunk:
                return False
            size += len(chunk)
        return size == len(body)
    finally:
        os.close(descriptor)


def _place_of_new(target: Path) -> Path:
    """Return a place nobody has: a process that was lost may go on laying files where it was told."""
    return beside(target, f"new-{secrets.token_hex(4)}")


def _recover(target: Path) -> None:
    """Mend what a build killed in the middle left behind."""
    old = beside(target, "old")
    if old.is_dir() and not target.exists():
        old.rename(target)
    discard(old)
    for left in target.parent.glob(f"{glob.escape(beside(target, 'new').name)}*"):
        gone = _place_of_new(target)
        left.rename(
            gone
        )  # in one step: whoever may still work there must not go on with half of it
        discard(gone)


def _swap(staging: Path, target: Path) -> None:
    """Put the staged folder in place: one atomic exchange where the system has it, else two moves."""
    if not target.exists():
        staging.rename(target)
    elif not exchange(staging, target):
        old = beside(target, "old")
        try:
            target.rename(old)
            staging.rename(target)
        except BaseException:
            if old.is_dir() and not target.exists():
                old.rename(target)
            raise
        with suppress(OSError):
            discard(old)

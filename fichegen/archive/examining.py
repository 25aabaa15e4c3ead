"""Whether an archive is what was written: every file, every link of the chain, and nothing else.

Manifests tell what must be there, the disk what is: both are listed and compared, so that no path
that somebody may have written into a manifest is ever followed.
"""

from __future__ import annotations

import hashlib
import os
import stat
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path, PurePosixPath
from typing import Final

from fichegen.diagnostics import FichegenError, Finding, Span, finding
from fichegen.project import readable

from .manifest import (
    CHECKSUM,
    MANIFEST,
    Manifest,
    ManifestError,
    checksum,
    day_of,
    digest_of,
    parse,
)

STAGING: Final = ".fichegen-en-cours-"
"""How the folder begins that a snapshot is laid in before it takes its place."""
_NO_LINK: Final = getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
_BINARY: Final = getattr(os, "O_BINARY", 0)
_AT_ONCE: Final = 1 << 20
_MOST: Final = 256 << 20
"""Largest manifest that is read, in bytes: more than a million files."""


class ArchiveError(FichegenError):
    """There is no archive to work on, or none of ours."""


@dataclass(frozen=True, slots=True)
class Snapshot:
    """A snapshot whose manifest can be read."""

    manifest: Manifest
    digest: str
    """Of the manifest, and so of all that it holds and of all that came before."""


@dataclass(frozen=True, slots=True)
class Examined:
    """What an archive is found to be."""

    chain: tuple[Snapshot, ...]
    """The snapshots that can be read, in their order."""
    findings: tuple[Finding, ...]
    left: tuple[str, ...] = ()
    """Folders that runs which were stopped have left."""


@dataclass(frozen=True, slots=True)
class _Folder:
    """What lies in the folder of a snapshot, links not followed."""

    files: Mapping[str, int]
    """Regular files, with their sizes in bytes."""
    others: Mapping[str, str]
    """What is neither a file nor a folder, with what it is, in French."""
    folders: frozenset[str]


def examine(archive: Path, shown: str, *, in_full: bool) -> Examined:
    """Compare an archive with its manifests; the bytes of files are looked at where `in_full`.

    `shown` is the folder as findings name it. Raises ArchiveError where it is no folder of ours, or
    cannot be read.
    """
    try:
        return _examined(archive, shown, in_full=in_full)
    except OSError as error:
        raise refused(
            shown,
            "ne peut pas être lue en entier",
            "vérifiez les droits de ses dossiers, et leur profondeur",
        ) from error


def _examined(archive: Path, shown: str, *, in_full: bool) -> Examined:
    names, found, left = _top(archive, shown)
    held: dict[str, _Folder] = {}
    snapshots: list[Snapshot] = []
    for name in names:
        held[name] = _listed(archive / name)
        snapshot, problems = _opened(archive / name, f"{shown}/{name}", held[name])
        found += problems
        snapshots += [snapshot] if snapshot else []
    snapshots.sort(key=lambda each: (each.manifest.number, each.manifest.name))
    found += _chain_findings(shown, snapshots)
    known = {each.manifest.name: each.manifest for each in snapshots}
    for snapshot in snapshots:
        name = snapshot.manifest.name
        place = f"{shown}/{name}"
        found += _differences(place, snapshot.manifest, held[name])
        found += _lost(place, snapshot.manifest, known)
        if in_full:
            found += _altered(archive / name, place, snapshot.manifest, held[name])
    return Examined(tuple(snapshots), tuple(found), left)


def refused(shown: str, reason: str, advice: str) -> ArchiveError:
    """Say why a folder cannot serve as an archive."""
    return ArchiveError(finding("FG820", Span(shown), dossier=shown, raison=reason, conseil=advice))


def _top(archive: Path, shown: str) -> tuple[list[str], list[Finding], tuple[str, ...]]:
    """Return the snapshots of a folder, what does not belong there, and what was left there."""
    if archive.is_symlink():
        raise refused(shown, "est un lien", "nommez le dossier lui-même")
    if not archive.is_dir():
        raise refused(shown, "n'existe pas", "vérifiez le nom du dossier")
    names, found, left = [], [], []
    with os.scandir(archive) as entries:
        listed = sorted(entries, key=lambda entry: os.fsencode(entry.name))
    for entry in listed:
        is_folder = entry.is_dir(follow_symlinks=False)
        if is_folder and entry.name.startswith(STAGING):
            left.append(entry.name)
        elif is_folder and day_of(entry.name):
            names.append(entry.name)
        else:
            found.append(_of_file(f"{shown}/{readable(entry.name)}", "est en trop"))
    if not names and found:
        raise refused(
            shown, "n'a pas été fait par fichegen", "donnez à l'archive un dossier à elle"
        )
    return names, found, tuple(left)


def _opened(folder: Path, shown: str, held: _Folder) -> tuple[Snapshot | None, list[Finding]]:
    """Read the manifest of a snapshot, with what is wrong with it."""
    if MANIFEST not in held.files:
        return None, [
            _of_snapshot(shown, "n'a plus de manifeste : rien de ce qu'il tient n'est prouvé")
        ]
    try:
        body = bytes_of(folder / MANIFEST, _MOST)
        manifest = parse(body)
        if manifest.name != folder.name or manifest.facts.day.isoformat() != day_of(folder.name):
            raise ManifestError
    except (OSError, ManifestError):
        return None, [_of_snapshot(shown, "a un manifeste qui a été changé")]
    found = []
    try:
        if CHECKSUM in held.files and bytes_of(folder / CHECKSUM, _AT_ONCE) != checksum(body):
            found.append(_of_file(f"{shown}/{CHECKSUM}", "n'est pas l'empreinte du manifeste"))
    except OSError:
        found.append(_of_file(f"{shown}/{CHECKSUM}", "ne peut pas être lu"))
    return Snapshot(manifest, digest_of(body)), found


def _chain_findings(shown: str, snapshots: Sequence[Snapshot]) -> Iterator[Finding]:
    """Yield where the chain of the manifests is broken."""
    before: Snapshot | None = None
    for snapshot in snapshots:
        manifest, place = snapshot.manifest, f"{shown}/{snapshot.manifest.name}"
        expected = before.manifest.number + 1 if before else 1
        told = manifest.former
        if manifest.number != expected:
            lacking = (
                f" ({told[0]})" if told and (not before or told[0] != before.manifest.name) else ""
            )
            yield _of_snapshot(
                place, f"porte le numéro {manifest.number} : le numéro {expected}{lacking} manque"
            )
        elif told != ((before.manifest.name, before.digest) if before else None):
            words = (
                f"ne suit plus {before.manifest.name}, dont le manifeste a été refait"
                if before and told and told[0] == before.manifest.name
                else "ne suit plus celui qui le précédait"
            )
            yield _of_snapshot(place, words)
        elif before and manifest.facts.day < before.manifest.facts.day:
            yield _of_snapshot(place, f"est d'avant {before.manifest.name}, qui le précède")
        before = snapshot


def _differences(shown: str, manifest: Manifest, held: _Folder) -> Iterator[Finding]:
    """Yield what lies in the folder of a snapshot and should not, or should and does not."""
    wanted = {
        path: each.size for path, each in manifest.files.items() if each.within == manifest.name
    }
    files = {*wanted, MANIFEST, CHECKSUM}
    folders = {parent.as_posix() for path in files for parent in PurePosixPath(path).parents}
    for path, kind in held.others.items():
        yield _of_file(f"{shown}/{readable(path)}", f"est {kind}")
    for path in sorted(held.files.keys() - files):
        yield _of_file(f"{shown}/{readable(path)}", "est en trop")
    for path in sorted(held.folders - folders):
        yield _of_file(f"{shown}/{readable(path)}", "est un dossier en trop")
    for path in sorted(files - held.files.keys() - held.others.keys()):
        yield _of_file(f"{shown}/{path}", "manque")
    for path, size in sorted(wanted.items()):
        if held.files.get(path, size) != size:
            yield _of_file(f"{shown}/{path}", "a été altéré : il n'a plus la même longueur")


def _lost(shown: str, manifest: Manifest, known: Mapping[str, Manifest]) -> Iterator[Finding]:
    """Yield the files that a snapshot says lie in an earlier one, which does not say so."""
    for path, each in sorted(manifest.files.items()):
        if each.within == manifest.name:
            continue
        other = known.get(each.within)
        held = other.files.get(path) if other and other.number < manifest.number else None
        if (
            held is None
            or held.within != each.within
            or (held.digest != each.digest and not each.is_shifted)
        ):
            yield _of_file(f"{shown}/{path}", f"n'est plus dans {each.within}, qui le tenait")


def _altered(folder: Path, shown: str, manifest: Manifest, held: _Folder) -> Iterator[Finding]:
    """Yield the files whose bytes are no more those of the manifest."""
    for path, each in sorted(manifest.files.items()):
        if each.within != manifest.name or held.files.get(path) != each.size:
            continue
        try:
            digest = file_digest(folder / path)
        except OSError:
            yield _of_file(f"{shown}/{path}", "ne peut pas être lu")
            continue
        if digest != each.digest:
            yield _of_file(f"{shown}/{path}", "a été altéré : ses octets ne sont plus les mêmes")


def _listed(folder: Path) -> _Folder:
    files: dict[str, int] = {}
    others: dict[str, str] = {}
    folders = [""]
    seen = set()
    while folders:
        above = folders.pop()
        with os.scandir(f"{folder}/{above}") as entries:
            for entry in entries:
                path = f"{above}{entry.name}"
                if entry.is_symlink():
                    others[path] = "un lien"
                elif entry.is_dir(follow_symlinks=False):
                    seen.add(path)
                    folders.append(f"{path}/")
                elif entry.is_file(follow_symlinks=False):
                    files[path] = entry.stat(follow_symlinks=False).st_size
                else:
                    others[path] = "autre chose qu'un fichier"
    return _Folder(files, dict(sorted(others.items())), frozenset(seen))


def bytes_of(file: Path, most: int) -> bytes:
    """Read a regular file of no more than so many bytes; raises OSError for anything else."""
    with os.fdopen(_regular(file), "rb") as stream:
        body = stream.read(most + 1)
    if len(body) > most:
        raise OSError
    return body


def file_digest(file: Path) -> str:
    """Return the SHA-256 of a regular file; raises OSError for anything else."""
    with os.fdopen(_regular(file), "rb") as stream:
        return hashlib.file_digest(stream, "sha256").hexdigest()


def _regular(file: Path) -> int:
    descriptor = os.open(file, os.O_RDONLY | _NO_LINK | _BINARY)
    if not stat.S_ISREG(os.fstat(descriptor).st_mode):
        os.close(descriptor)
        raise OSError
    return descriptor


def _of_file(path: str, what: str) -> Finding:
    return finding("FG822", Span(path), fichier=path, constat=what)


def _of_snapshot(path: str, what: str) -> Finding:
    return finding("FG823", Span(path), instantane=path, constat=what)

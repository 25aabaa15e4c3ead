"""The writer of archives: a snapshot is laid beside the others, then takes its place in one step.

What stands is never touched. Killed anywhere, the archive is the former one, or has one more.
"""

from __future__ import annotations

import datetime as dt
import errno
import os
import secrets
import shutil
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from fichegen.dates import write_date
from fichegen.diagnostics import FichegenError, Span, finding
from fichegen.disk import locked, why
from fichegen.text import typeset

from .examining import STAGING, ArchiveError, Examined, Snapshot, bytes_of, examine, refused
from .manifest import (
    CHECKSUM,
    MANIFEST,
    Facts,
    Held,
    Manifest,
    Shown,
    checksum,
    digest_of,
    name_for,
    written,
)
from .markup import CSS, STYLE
from .pages import HISTORY, INDEX, README, SITE, TEXTS, index, readme
from .site import Published
from .site import refused as site_refused
from .words import words_of

_BINARY: Final = getattr(os, "O_BINARY", 0)
_ATTRIBUTES: Final = ".gitattributes"
_AS_IT_IS: Final = b"* -text\n"
"""Tells git to change no end of a line, and so no digest."""

_TAKEN: Final = {
    errno.ENOTDIR: "un fichier porte le nom d'un de ses dossiers",
    errno.EEXIST: "un fichier porte le nom de ce dossier",
}
"""What stands where the archive should."""


class KeepingError(FichegenError):
    """The snapshot could not be written; the archive is as it was."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """What archiving did."""

    snapshot: Snapshot
    is_new: bool
    """False where the last snapshot is of this day and says the same."""


def keep(
    archive: Path,
    shown: str,
    site: Published,
    facts: Facts,
    histories: Mapping[str, bytes],
    waiting: Callable[[], None] = lambda: None,
) -> Kept:
    """Add a snapshot of a site to an archive, unless the last one is the same.

    `histories` are pages by the slugs of their fiches; `waiting` is called where another run holds the
    archive for more than a moment. Raises ArchiveError where the folder is no
    sound archive of ours, SiteError where the site is not as it was built, KeepingError where the disk fails.
    """
    try:
        archive.mkdir(parents=True, exist_ok=True)
        with locked(archive, waiting):
            before = examine(archive, shown, in_full=False)
            if before.findings:
                first = before.findings[0]
                raise _damaged(shown, f"{first.span.path} {dict(first.values)['constat']}")
            for name in before.left:
                shutil.rmtree(archive / name)
            return _added(archive, shown, before, site, facts, histories)
    except OSError as error:
        reason = _TAKEN.get(error.errno or 0) or why(error, shown)[0]
        raise KeepingError(finding("FG825", Span(shown), dossier=shown, raison=reason)) from error


def _added(
    archive: Path,
    shown: str,
    before: Examined,
    site: Published,
    facts: Facts,
    histories: Mapping[str, bytes],
) -> Kept:
    last = before.chain[-1] if before.chain else None
    if last and facts.day < last.manifest.facts.day:
        raise refused(
            shown,
            f"a déjà un instantané du {last.manifest.facts.day}, plus tard que le {facts.day}",
            "une archive ne remonte pas le temps : vérifiez --today et l'horloge",
        )
    name = name_for(facts.day, last.manifest.name if last else None)
    staging = archive / f"{STAGING}{secrets.token_hex(4)}"
    layer = _Layer(archive, shown, staging, name, before.chain, facts.built_for)
    try:
        staging.mkdir()
        manifest = _laid(layer, last, site, facts, histories)
        if last and _says_the_same(last.manifest, manifest):
            return Kept(snapshot=last, is_new=False)
        former = [each.manifest.name for each in before.chain]
        for path, body in (
            (INDEX, index(manifest, former)), (README, readme()), (STYLE, CSS), (_ATTRIBUTES, _AS_IT_IS),
        ):  # fmt: skip
            layer.own(path, body)
        manifest = replace(manifest, files=dict(layer.files))
        body = written(manifest)
        layer.write(MANIFEST, body)
        layer.write(CHECKSUM, checksum(body))
        if not site.is_as_it_was():
            raise site_refused(
                site.shown, "il vient d'être construit de nouveau", "relancez la même commande"
            )
        staging.rename(archive / name)
        return Kept(snapshot=Snapshot(manifest, digest_of(body)), is_new=True)
    finally:
        with suppress(OSError):
            shutil.rmtree(staging)


def _laid(
    layer: _Layer,
    last: Snapshot | None,
    site: Published,
    facts: Facts,
    histories: Mapping[str, bytes],
) -> Manifest:
    """Lay all that a snapshot shows, and tell it; what is its own alone comes later."""
    for path in site.files:
        layer.lay(f"{SITE}{path}", site.body(path))
    fiches = []
    for course in site.courses(facts.day.isoformat()):
        told = f"{TEXTS}{course.slug}.txt"
        layer.lay(told, words_of(site.body(course.page)).encode())
        if course.slug in histories:
            layer.lay(f"{HISTORY}{course.slug}.html", histories[course.slug])
        fiches.append(
            Shown(
                slug=course.slug, title=course.title, page=course.page, state=course.state,
                since=layer.since(course.slug, told),
            )
        )  # fmt: skip
    return Manifest(
        name=layer.name,
        number=last.manifest.number + 1 if last else 1,
        former=(last.manifest.name, last.digest) if last else None,
        facts=facts,
        fiches=tuple(fiches),
        files=dict(layer.files),
    )


def _says_the_same(last: Manifest, new: Manifest) -> bool:
    """Tell whether a snapshot tells nothing that the last one does not: of the same day, of the same files."""
    own = {INDEX, README, STYLE, _ATTRIBUTES}
    kept = {path: held.digest for path, held in last.files.items() if path not in own}
    return last.facts == new.facts and kept == {
        path: held.digest for path, held in new.files.items()
    }


class _Layer:
    """Lays the files of one snapshot; those that the one before it has are not written again."""

    def __init__(
        self,
        archive: Path,
        shown: str,
        staging: Path,
        name: str,
        chain: Sequence[Snapshot],
        built_for: str,
    ) -> None:
        self._archive = archive
        self._shown = shown
        self._staging = staging
        self._known = {each.manifest.name: each.manifest for each in chain}
        self._last = chain[-1].manifest if chain else None
        self._built_for = built_for
        self.name = name
        self.files: dict[str, Held] = {}
        self._since = {each.slug: each.since for each in self._last.fiches} if self._last else {}

    def lay(self, path: str, body: bytes) -> None:
        """Note a file, and write it unless it is there; an archive that has lost it is not built on."""
        last = self._last.files.get(path) if self._last else None
        if last is None:
            self.own(path, body)
            return
        within = self._known[last.within]
        there = bytes_of(self._archive / last.within / path, within.files[path].size)
        if digest_of(there) != within.files[path].digest:
            raise _damaged(self._shown, f"{last.within}/{path} a été altéré")
        is_shifted = there != body
        if is_shifted and shifted(there, within.facts.built_for, self._built_for) != body:
            self.own(path, body)
            return
        self.files[path] = Held(
            digest=digest_of(body), size=len(body), within=last.within, is_shifted=is_shifted
        )

    def own(self, path: str, body: bytes) -> None:
        """Write a file of this snapshot itself."""
        self.write(path, body)
        self.files[path] = Held(digest=digest_of(body), size=len(body), within=self.name)

    def write(self, path: str, body: bytes) -> None:
        """Write a new file."""
        place = self._staging / path
        place.parent.mkdir(parents=True, exist_ok=True)
        descriptor = os.open(place, os.O_WRONLY | os.O_CREAT | os.O_EXCL | _BINARY, 0o666)
        with os.fdopen(descriptor, "wb") as stream:
            stream.write(body)

    def since(self, slug: str, path: str) -> str:
        """Return the first snapshot, without a break, that has the words of a fiche as they are."""
        held = self.files[path]
        before = self._last.files.get(path) if self._last else None
        is_same = before is not None and before.within == held.within
        return self._since.get(slug, self.name) if is_same else self.name


def _damaged(shown: str, what: str) -> ArchiveError:
    return refused(
        shown,
        f"n'est plus telle qu'elle a été faite ({what})",
        f"« fichegen archive --verify {shown} » dit tout ce qui diffère",
    )


def shifted(body: bytes, before: str, after: str) -> bytes:
    """Return what a site built for one day would have written for another, if only the day differs.

    Days are in ISO form; they stand so, and in French with spaces of either kind.
    """
    try:
        old, new = dt.date.fromisoformat(before), dt.date.fromisoformat(after)
    except ValueError:  # the site does not say
        return body
    words, now = write_date(old), write_date(new)
    pairs = ((before, after), (words, now), (typeset(words), typeset(now)))
    for one, other in pairs:
        body = body.replace(one.encode(), other.encode())
    return body

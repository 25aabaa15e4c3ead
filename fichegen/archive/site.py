"""What a site holds that the public could see, read from the folder that is served."""

from __future__ import annotations

import json
import os
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fichegen.artifacts import MANIFEST
from fichegen.diagnostics import FichegenError, Span, finding
from fichegen.exporters import SERVER_FILES
from fichegen.output import manifest
from fichegen.states import State
from fichegen.text import is_slug

from .examining import bytes_of
from .manifest import digest_of

_CATALOGUE: Final = "catalogue.json"
_COMPRESSED: Final = (".br", ".gz")
_SCRIPT: Final = ".js"
_LARGEST: Final = 1 << 30
"""Bytes of the largest file that is archived."""


class SiteError(FichegenError):
    """There is no site that could be archived."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Course:
    """A fiche of the site."""

    slug: str
    title: str
    page: str
    state: str
    """In French, on the day that was asked for; empty where the site does not say."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Published:
    """A site as it stands."""

    folder: Path
    shown: str
    """The folder as findings name it."""
    ours: Mapping[str, str]
    """Path and digest of the files that a build made."""
    files: tuple[str, ...]
    """Paths of all that is archived, sorted."""
    left: tuple[tuple[str, str], ...]
    """What is not archived, with why, in French: links, and what has no name that can be written."""
    title: str
    url: str
    zone: str
    built_for: str
    """The day the site was built for, in ISO form; empty where it does not say."""
    _courses: tuple[Mapping[str, Any], ...]

    def body(self, path: str) -> bytes:
        """Return the bytes of a file; raises SiteError where they are not those that were built."""
        try:
            body = bytes_of(self.folder / path, _LARGEST)
        except OSError as error:
            raise refused(self.shown, f"{path} ne peut pas être lu", _AGAIN) from error
        if path in self.ours and digest_of(body) != self.ours[path]:
            raise refused(self.shown, f"{path} a changé depuis la construction", _AGAIN)
        return body

    def is_as_it_was(self) -> bool:
        """Tell whether no build has put another site in the place of this one meanwhile."""
        return manifest(self.folder) == self.ours

    def courses(self, day: str) -> Iterator[Course]:
        """Yield the fiches, with the state their pages told of on a day."""
        for record in self._courses:
            yield Course(
                slug=str(record["slug"]),
                title=str(record["titre"]),
                page=str(record["chemin"]),
                state=_state_on(record.get("etats"), day),
            )


_AGAIN: Final = "relancez « fichegen build », puis « fichegen archive »"


def published(folder: Path, shown: str) -> Published:
    """Look at a site; raises SiteError where there is none that a build has finished."""
    ours = {} if folder.is_symlink() else manifest(folder)
    if not ours:
        raise refused(
            shown,
            "il n'y a pas là de site fait par fichegen",
            "construisez-le d'abord : « fichegen build »",
        )
    try:
        present, left = _files(folder)
    except OSError as error:
        raise refused(shown, "un de ses dossiers ne peut pas être lu", _AGAIN) from error
    lacking = next((path for path in sorted(ours) if path not in present), None)
    if lacking is not None:
        raise refused(shown, f"{lacking} manque", _AGAIN)
    try:
        documents = [*_documents(folder, present)]
        document = documents[0]
        about = document["catalogue"]
        courses = tuple(fiche for each in documents for fiche in each["fiches"])
        made = Published(
            folder=folder,
            shown=shown,
            ours=ours,
            files=tuple(sorted(path for path in present if _is_kept(path, present))),
            left=tuple(left),
            title=str(about["titre"]),
            url=str(about["url"] or ""),
            zone=str(about["fuseau"]),
            built_for=str(document.get("jour") or ""),
            _courses=courses,
        )
        for course in made.courses(""):
            if not is_slug(course.slug) or course.page not in present:
                raise ValueError
    except (OSError, ValueError, TypeError, LookupError, AttributeError, RecursionError) as error:
        raise refused(shown, f"{_CATALOGUE} ne peut pas être lu", _AGAIN) from error
    return made


def _documents(folder: Path, present: frozenset[str]) -> Iterator[Any]:
    """Yield the data of the catalogue, part by part; raises ValueError where a part leads nowhere."""
    ahead: str | None = _CATALOGUE
    seen: set[str] = set()
    while ahead:
        if ahead in seen or ahead not in present:
            raise ValueError
        seen.add(ahead)
        document = json.loads(bytes_of(folder / ahead, _LARGEST))
        yield document
        ahead = document.get("suite")


def refused(shown: str, reason: str, advice: str) -> SiteError:
    """Say why a site cannot be archived."""
    return SiteError(finding("FG821", Span(shown), dossier=shown, raison=reason, conseil=advice))


def _is_kept(path: str, present: frozenset[str]) -> bool:
    """Tell whether a file is archived: neither scripts, nor what is for servers, nor the same compressed.

    A script would show a page kept for years in the light of the day it is opened on.
    """
    if path == MANIFEST or path in SERVER_FILES or path.endswith(_SCRIPT):
        return False
    plain, _, ending = path.rpartition(".")
    return not (f".{ending}" in _COMPRESSED and plain in present)


def _files(folder: Path) -> tuple[frozenset[str], list[tuple[str, str]]]:
    present, left, folders = set(), [], [""]
    while folders:
        above = folders.pop()
        with os.scandir(f"{folder}/{above}") as entries:
            for entry in entries:
                path = f"{above}{entry.name}"
                if entry.is_dir(follow_symlinks=False):
                    folders.append(f"{path}/")
                elif not entry.is_file(follow_symlinks=False):
                    left.append((path, "ce n'est pas un fichier"))
                elif not path.isprintable():
                    left.append((path, "son nom ne peut pas s'écrire"))
                else:
                    present.add(path)
    return frozenset(present), sorted(left)


def _state_on(states: Any, day: str) -> str:
    """Return the state that data tell of a day, in French."""
    now = ""
    for step in states or ():
        if step["du"] is None or step["du"] <= day:
            now = State(step["etat"]).words
    return now

"""The history of each fiche, from git: what changed when, in the words of its fields.

Files are followed under the names they had, by git or by the former addresses that a fiche tells.
"""

from __future__ import annotations

import datetime as dt
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from pathlib import Path, PurePosixPath
from typing import Final

from fichegen import text
from fichegen.archive import Chronicle, Era
from fichegen.cache import no_cache, open_cache
from fichegen.changes import changes_since
from fichegen.git import GitError, git, is_shallow, top_of
from fichegen.labour import workforce
from fichegen.making import take_all
from fichegen.model import Fiche
from fichegen.project import Project, readable
from fichegen.request import Request
from fichegen.sources import SourceFile, place_below, read_source
from fichegen.zones import time_zone

from .comparing import compared
from .log import MOST_COMMITS, Log, Note, read_bodies, read_log, said_of, shown

__all__ = ["Standing", "chronicles", "standing"]

MOST_STATES: Final = 200
"""States of one fiche that are told."""
_SHALLOW: Final = "ce dépôt est une copie sans son passé"
_LONG: Final = f"seuls ses {MOST_STATES} derniers états sont dits"
_MANY: Final = "l'historique de toutes les fiches est trop long pour être relu en entier"
_OLD: Final = f"seuls les {MOST_COMMITS} derniers commits sont lus"


@dataclass(frozen=True, slots=True, kw_only=True)
class Standing:
    """Where a project stands in git."""

    commit: str
    is_edited: bool
    """True where its fiches or templates are not as that commit has them."""
    is_shallow: bool


@dataclass(frozen=True, slots=True)
class _Chain:
    """The states of one file, the newest first, with why what came before is not known."""

    notes: tuple[Note, ...]
    unknown: str


def standing(project: Project) -> Standing:
    """Tell where a project stands in git; raises GitError."""
    top = Path(os.fsdecode(top_of(project.source.resolve())))
    status, said, _ = git(top, "rev-parse", "--verify", "--quiet", "HEAD^{commit}")
    if status != 0:
        raise GitError("rien n'est encore enregistré dans git")
    changes = changes_since("HEAD", project.source, project.templates)
    edited = bool(changes.changed or changes.before or changes.unknown)
    return Standing(
        commit=said.decode("ascii").strip(), is_edited=edited, is_shallow=is_shallow(top)
    )


def chronicles(
    request: Request,
    sources: Sequence[SourceFile],
    zone: str,
    progress: Callable[[int, int], None] = lambda _done, _of: None,
) -> dict[str, Chronicle]:
    """Tell the history of the fiches in some sources, by their paths; raises GitError."""
    project = request.project
    folder = project.source.resolve()
    top = Path(os.fsdecode(top_of(folder)))
    below = folder.relative_to(top).as_posix()
    log = read_log(top, below)
    # Names with signs that are not shown stand spelt out in the paths of sources.
    spelt = {readable(shown(path)): path for path in log.notes}
    names = {s.path: _joined(readable(below), _within(project, s.path)) for s in sources}
    starts = {path: spelt.get(name, os.fsencode(name)) for path, name in names.items()}
    reader = _Reader(request, top, below, progress)
    reader.read_now(sources)
    chains = {path: _followed(log, start) for path, start in starts.items()}
    reader.read(note for chain in chains.values() for note in chain.notes)
    joined = {path: _joined_by_alias(log, chain, reader) for path, chain in chains.items()}
    reader.read(note for chain in joined.values() for note in chain.notes)
    joined = {path: reader.without_unread(chain) for path, chain in joined.items()}
    told = said_of(top, (log.commits[n.at][0] for chain in joined.values() for n in chain.notes))
    cut = _SHALLOW if is_shallow(top) else _OLD if len(log.commits) >= MOST_COMMITS else ""
    made = {}
    for source in sources:
        chain = joined[source.path]
        eras = tuple(_eras(log, chain, reader, source, told, zone))
        unknown = chain.unknown or cut
        fiche = reader.current(source)
        title = fiche.title.words if fiche else source.path
        made[source.path] = Chronicle(
            title=title, source=source.path, eras=eras, unknown=unknown if chain.notes else ""
        )
    return made


def _within(project: Project, path: str) -> str:
    """Return the path of a source from the folder of the sources."""
    return PurePosixPath(project.root, path).relative_to(project.source.as_posix()).as_posix()


def _joined(*parts: str) -> str:
    return "/".join(part for part in parts if part not in ("", "."))


# ---------------------------------------------------------------- following


def _followed(log: Log, path: bytes, since: int = 0) -> _Chain:
    """Follow a file back from a commit, through the names that git knows it had."""
    found: list[Note] = []
    while len(found) <= MOST_STATES:
        notes = [note for note in log.notes.get(path, ()) if note.at >= since]
        for note in notes:
            found.append(note)
            if note.is_first or note.former:
                break
        last = found[-1] if notes else None
        if last is None or last.is_first or not last.former:
            break
        path, since = last.former, last.at + 1
    is_long = len(found) > MOST_STATES
    return _Chain(tuple(found[:MOST_STATES]), _LONG if is_long else "")


def _joined_by_alias(log: Log, chain: _Chain, reader: _Reader) -> _Chain:
    """Go on with the file that a fiche says it was, where git takes it for another."""
    notes = list(chain.notes)
    while notes and notes[-1].is_first and len(notes) < MOST_STATES:
        first = notes[-1]
        aliases = reader.aliases(first)
        candidates = log.gone.get(first.at, ()) if aliases else ()
        before = [Note(first.at, path, id_, b"", is_first=False) for path, id_ in candidates if id_]
        reader.read(before)
        same = next((note for note in before if reader.slug(note) in aliases), None)
        if same is None:
            break
        older = _followed(log, same.path, first.at + 1)
        notes[-1] = replace(first, former=same.path, is_first=False)
        if not older.notes:
            break
        notes += older.notes
    return replace(chain, notes=tuple(notes[:MOST_STATES]))


# ---------------------------------------------------------------- reading


class _Reader:
    """Reads what files held as fiches, each state once."""

    def __init__(
        self, request: Request, top: Path, below: str, progress: Callable[[int, int], None]
    ) -> None:
        self._request = request
        self._top = top
        self._below = below
        self._progress = progress
        self._read: dict[tuple[bytes, bytes], Fiche | None] = {}
        self._now: dict[str, Fiche | None] = {}
        self._beyond: frozenset[bytes] = frozenset()
        """Ids of states that are too many to be read."""

    def read_now(self, sources: Sequence[SourceFile]) -> None:
        """Read what sources say now."""
        for source, fiche in zip(sources, self._fiches(sources), strict=True):
            self._now[source.path] = fiche

    def read(self, notes: Iterator[Note] | Sequence[Note]) -> None:
        """Read the states that some notes speak of."""
        newest_first = sorted(notes, key=lambda note: note.at)
        wanted = [
            key
            for key in dict.fromkeys((n.path, n.id) for n in newest_first if n.id)
            if key not in self._read
        ]
        bodies, beyond = read_bodies(self._top, (id_ for _, id_ in wanted))
        self._beyond |= beyond
        sources: dict[tuple[bytes, bytes], SourceFile] = {}
        for path, id_ in wanted:
            self._read[path, id_] = None
            source = self._source(path, bodies.get(id_))
            if source:
                sources[path, id_] = source
        for key, fiche in zip(sources, self._fiches([*sources.values()]), strict=True):
            self._read[key] = fiche

    def without_unread(self, chain: _Chain) -> _Chain:
        """Leave out the oldest states, from the first that was not read for being one too many."""
        for number, note in enumerate(chain.notes):
            if note.id in self._beyond:
                return _Chain(chain.notes[:number], _MANY)
        return chain

    def _source(self, path: bytes, body: bytes | None) -> SourceFile | None:
        relative = PurePosixPath(shown(path))
        if body is None or (self._below != "." and not relative.is_relative_to(self._below)):
            return None
        parts = relative.relative_to(self._below).parts
        place = place_below(self._request.project, parts)
        return read_source(place, body)[0] if place else None

    def _fiches(self, sources: Sequence[SourceFile]) -> list[Fiche | None]:
        request = self._request
        memory = open_cache(request.project) if request.uses_cache else no_cache()
        with closing(memory), closing(workforce(request.jobs)) as force:
            known = take_all(
                sources, memory, force, lambda done: self._progress(done, len(sources))
            )
        return [k.taken.said if isinstance(k.taken.said, Fiche) else None for _, k in known]

    def state(self, note: Note) -> Fiche | None:
        """Return what a fiche said then; None where it could not be read."""
        return self._read.get((note.path, note.id))

    def current(self, source: SourceFile) -> Fiche | None:
        """Return what a source says now; None where it cannot be read."""
        return self._now[source.path]

    def aliases(self, note: Note) -> frozenset[str]:
        """Return the addresses that a fiche said it had before."""
        fiche = self.state(note)
        words = (term.words for term in fiche.aliases) if fiche else ()
        return frozenset(text.slug(each.strip("/").rpartition("/")[2]) for each in words)

    def slug(self, note: Note) -> str:
        """Return the address that a fiche had then."""
        fiche = self.state(note)
        return fiche.slug if fiche else ""


# ---------------------------------------------------------------- telling


def _eras(
    log: Log,
    chain: _Chain,
    reader: _Reader,
    source: SourceFile,
    told: Mapping[bytes, tuple[str, str]],
    zone: str,
) -> Iterator[Era]:
    current = reader.current(source)
    newest = reader.state(chain.notes[0]) if chain.notes else None
    if current and current != newest:
        changes = compared(newest, current) if newest else ()
        note = (
            "" if newest else "La fiche n'était pas encore dans git, ou n'y pouvait pas être lue."
        )
        yield Era(day="", changes=changes, note=note)
    for number, one in enumerate(chain.notes):
        before = reader.state(chain.notes[number + 1]) if number + 1 < len(chain.notes) else None
        after = reader.state(one)
        commit, seconds = log.commits[one.at]
        author, message = told.get(commit, ("", ""))
        yield Era(
            day=_day(seconds, zone),
            commit=commit.decode("ascii"),
            author=author,
            message=message,
            note=_note(one, before, after),
            changes=compared(before, after) if before and after else (),
        )


def _note(one: Note, before: Fiche | None, after: Fiche | None) -> str:
    notes = []
    if one.former:
        notes.append(
            f"Fichier déplacé : {readable(shown(one.former))} → {readable(shown(one.path))}."
        )
    if not one.id:
        notes.append("Le fichier a été retiré, ou remplacé par un lien.")
    elif after is None:
        notes.append("La fiche ne pouvait pas être lue dans cet état.")
    elif one.is_first:
        notes.append("La fiche est créée.")
    elif before is None:
        notes.append("L'état précédent n'est pas connu, ou ne pouvait pas être lu.")
    elif before == after:
        notes.append("Rien de ce que dit la fiche n'a changé.")
    return " ".join(notes)


def _day(seconds: int, zone: str) -> str:
    try:
        return dt.datetime.fromtimestamp(seconds, time_zone(zone) or dt.UTC).date().isoformat()
    except (ValueError, OverflowError, OSError):  # a clock gone mad
        return "date inconnue"

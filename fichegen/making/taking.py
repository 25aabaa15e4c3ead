"""What each source says: taken up from earlier runs where its text is the same, else read anew."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import Final

from fichegen.artifacts import digest
from fichegen.cache import Cache, tool
from fichegen.coding import DamageError, codec
from fichegen.diagnostics import Finding
from fichegen.intake import Taken, take
from fichegen.labour import Workforce
from fichegen.linking import links_of
from fichegen.model import Fiche
from fichegen.presenting import asks, face_of
from fichegen.project import Project
from fichegen.prose import Link
from fichegen.sources import Role, SourceFile, Texts, find_sources, read_source

_CHUNK: Final = 20
"""Sources read in one go."""
_AT_ONCE: Final = 200
"""Sources whose texts are compared with earlier runs in one go."""
_FEW: Final = 4
"""Chunks that are read by one process: to have more come costs as much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What one source says, and what that is known by."""

    taken: Taken
    face: str = ""
    """What pages of others may show of a fiche (`presenting.face_of`); empty for any other source."""
    links: tuple[Link, ...] = ()
    """The links in the prose of a fiche."""
    asks: bool = False
    """Whether it asks for anything before it (`presenting.asks`)."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A source that was read, its text let go of, with the key of what it says."""

    path: str
    role: Role
    key: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What all sources of a project say, and what of it could not be read."""

    read: tuple[tuple[Mark, Known], ...]
    unread: tuple[Finding, ...]
    texts: Mapping[str, str]
    """The sources by path, to quote from: those that still are what was read."""


def marked(source: SourceFile) -> Mark:
    """Give a source what it is known by: its place, what it is, its text, and who reads it."""
    key = digest(
        tool(),
        source.path.encode("utf-8", "surrogatepass"),
        source.role.name.encode(),
        source.text.encode("utf-8", "surrogatepass"),
    )
    return Mark(source.path, source.role, key)


def take_project(
    project: Project, cache: Cache, workforce: Workforce, progress: Callable[[int, int], None]
) -> Told:
    """Tell what the sources of a project say; `progress` is told how many of how many are done."""
    places = [*find_sources(project)]
    unread: list[Finding] = []

    def sources() -> Iterator[SourceFile]:
        for place in places:
            source, problems = read_source(place)
            unread.extend(problems)
            if source:
                yield source

    read = take_all(sources(), cache, workforce, lambda done: progress(done, len(places)))
    keys = {mark.path: mark.key for mark, _ in read}
    texts = Texts(project, lambda source: marked(source).key == keys.get(source.path))
    return Told(read=read, unread=tuple(unread), texts=texts)


def take_all(
    sources: Iterable[SourceFile],
    cache: Cache,
    workforce: Workforce,
    progress: Callable[[int], None],
) -> tuple[tuple[Mark, Known], ...]:
    """Tell what all sources say, in their order; what is new is noted for later runs.

    No source is held longer than it takes to read it. `progress` is told how many are done.
    """
    marks: list[Mark] = []
    told: dict[bytes, Known] = {}
    handed: deque[list[bytes]] = deque()
    """The keys of the chunks that are being read."""

    def missing() -> Iterator[tuple[bytes, SourceFile]]:
        coming = iter(sources)
        while some := [*islice(coming, _AT_ONCE)]:
            read = [marked(source) for source in some]
            marks.extend(read)
            told.update(recalled(cache, [mark.key for mark in read]))
            cache.close()  # processes made from this one must not have it in hand
            new = zip(read, some, strict=True)
            yield from ((mark.key, source) for mark, source in new if mark.key not in told)

    def chunks() -> Iterator[tuple[SourceFile, ...]]:
        new = missing()
        while some := [*islice(new, _CHUNK)]:
            handed.append([key for key, _ in some])
            yield tuple(source for _, source in some)

    for written in workforce.each(read_some, chunks(), least=_FEW):
        fresh = dict(zip(handed.popleft(), written, strict=True))
        told |= {key: _CODEC.read(one) for key, one in fresh.items()}
        cache.put_all(fresh)
        progress(len(told))
    return tuple((mark, told[mark.key]) for mark in marks)


def recalled(cache: Cache, keys: Iterable[bytes]) -> dict[bytes, Known]:
    """Return what earlier runs have noted of some sources, by their keys."""
    told: dict[bytes, Known] = {}
    for key, written in cache.get_all(keys).items():
        try:
            told[key] = _CODEC.read(written)
        except DamageError:  # noted by somebody else
            continue
    return told


def read_some(sources: Sequence[SourceFile]) -> list[bytes]:
    """Read some sources: one chunk of work, for any process."""
    return [_CODEC.write(known_of(take(source))) for source in sources]


def known_of(taken: Taken) -> Known:
    """Tell what a source is known by, from what it says."""
    said = taken.said
    if not isinstance(said, Fiche):
        return Known(taken=taken)
    return Known(taken=taken, face=face_of(said), links=tuple(links_of(said)), asks=asks(said))


_CODEC: Final = codec(Known)

"""What each source says: taken up from earlier runs where its text is the same, else read anew."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from fichegen.artifacts import digest
from fichegen.cache import Cache, tool
from fichegen.coding import DamageError, codec
from fichegen.intake import Taken, take
from fichegen.labour import Workforce
from fichegen.linking import links_of
from fichegen.model import Fiche
from fichegen.presenting import face_of
from fichegen.prose import Link
from fichegen.sources import SourceFile

_CHUNK: Final = 40
"""Sources read in one go."""
_FEW: Final = 3
"""Chunks that are read by one process: to have more come costs as much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What one source says, and what that is known by."""

    taken: Taken
    face: str = ""
    """What pages of others may show of a fiche (`presenting.face_of`); empty for any other source."""
    links: tuple[Link, ...] = ()
    """The links in the prose of a fiche."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A source read, with the key of what it says."""

    source: SourceFile
    key: bytes


def marked(sources: Iterable[SourceFile]) -> tuple[Mark, ...]:
    """Give each source what it is known by: its place, what it is, its text, and who reads it."""
    reader = tool()
    return tuple(
        Mark(
            source,
            digest(
                reader,
                source.path.encode("utf-8", "surrogatepass"),
                source.role.name.encode(),
                source.text.encode("utf-8", "surrogatepass"),
            ),
        )
        for source in sources
    )


def take_all(
    marks: Sequence[Mark],
    cache: Cache,
    workforce: Workforce,
    progress: Callable[[int, int], None],
) -> tuple[Known, ...]:
    """Tell what all sources say, in their order; what is new is noted for later runs."""
    told = recalled(cache, [mark.key for mark in marks])
    missing = [mark for mark in marks if mark.key not in told]
    chunks = [missing[start : start + _CHUNK] for start in range(0, len(missing), _CHUNK)]
    tasks = [tuple(mark.source for mark in chunk) for chunk in chunks]
    done = len(marks) - len(missing)
    cache.close()  # processes made from this one must not have it in hand
    for chunk, written in zip(chunks, workforce.each(read_some, tasks, least=_FEW), strict=True):
        new = {mark.key: one for mark, one in zip(chunk, written, strict=True)}
        told |= {key: _CODEC.read(one) for key, one in new.items()}
        cache.put_all(new)
        done += len(chunk)
        progress(done, len(marks))
    return tuple(told[mark.key] for mark in marks)


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
    return Known(taken=taken, face=face_of(said), links=tuple(links_of(said)))


_CODEC: Final = codec(Known)

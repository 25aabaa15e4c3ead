"""Files that grow with the catalogue, cut at stated sizes: the first part keeps the name of the whole.

What comes next is at the same name with a number, `catalogue-2.json`. So a change in one fiche is
a change in one part, nobody need hold a large catalogue in memory, and a small one has one file.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final, Generic, TypeVar

from fichegen import routes

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Sizes:
    """The most that one file holds."""

    fiches: int = 1_000
    """Of data about fiches, some 10 KB each."""
    sessions: int = 5_000
    """Of sessions as data or in a calendar, some 1 to 2 KB each."""
    rows: int = 20_000
    """Of a table: people want one, and spreadsheets open it."""


SIZES: Final = Sizes()


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """One of the files, and what it holds."""

    path: str
    members: Sequence[T]
    following: str
    """The path of the next; empty for the last."""


def parted(path: str, members: Sequence[T], size: int) -> Iterator[Part[T]]:
    """Yield the files of some members in their order: one at least, which may hold nothing."""
    last = max(1, -(-len(members) // size))
    for number in range(1, last + 1):
        yield Part(
            routes.part_path(path, number),
            members[(number - 1) * size : number * size],
            routes.part_path(path, number + 1) if number < last else "",
        )

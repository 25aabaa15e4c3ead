"""Postal addresses as LHEO may hold them: lines of fifty characters, four at the most."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fichegen.exporters.xml import clean
from fichegen.places import read_postal, split_lines

from .nodes import Node, branch
from .rules import highest, most
from .texts import leaf

_MOST_LINES: Final = highest("adresse", "ligne")


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; every member fits its element."""

    lines: tuple[str, ...]
    """One to four, each of fifty characters at most."""
    postcode: str
    """Five digits."""
    town: str


@lru_cache(maxsize=1024)
def read_address(words: str, *, named: str = "") -> Address | None:
    """Read an address; None where any part of it is in doubt, or would not fit.

    `named` stands as its line where the words hold only postcode and town: a building, a place.
    """
    read = read_postal(clean(words))
    if read is None:
        return None
    fitted = _fit(read.lines or split_lines(clean(named)) or (read.town,))
    return Address(fitted, read.postcode, read.town) if fitted else None


def address_node(address: Address, denomination: str = "") -> Node:
    """Write an address, with the name of the place."""
    return branch(
        "adresse",
        leaf("denomination", denomination),
        *(leaf("ligne", line) for line in address.lines),
        leaf("codepostal", address.postcode),
        leaf("ville", address.town),
    )


def fold_lines(parts: Iterable[str], count: int) -> tuple[str, ...]:
    """Set parts as so many lines at most, each as long as one may be; empty where they do not fit.

    A part has lines of its own while there are enough; else parts share them, behind commas.
    """
    kept = [part for part in parts if part]
    length = most("ligne")
    for words in (kept, [", ".join(kept)]):
        lines = [line for part in words for line in _wrapped(part, length)]
        if len(lines) <= count and all(len(line) <= length for line in lines):
            return tuple(lines)
    return ()


def _fit(parts: Iterable[str]) -> tuple[str, ...]:
    return fold_lines(parts, _MOST_LINES)


def _wrapped(words: str, length: int) -> Iterator[str]:
    """Yield lines broken at spaces; a word longer than a line stays longer."""
    line = ""
    for word in words.split():
        if line and len(line) + 1 + len(word) > length:
            yield line.rstrip(" ")
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line

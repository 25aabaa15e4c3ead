"""Paths as the languages of servers have them, and the moves that servers are told of.

Former addresses and pages are clean (`aliases`, slugs), so none can be read as the syntax of a line.
The folder of the site, which holds neither quotes, controls, `$` nor braces (`url_problem`), is
quoted, encoded, or written as a regular expression of octets.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import quote

from fichegen.expressions import expression
from fichegen.settings import Packing

ODD: Final = expression(r"[^A-Za-z0-9._~/-]")
"""What could be read as the syntax of a line."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """An address and where it leads, both from the site's root."""

    old: str
    """A folder's, with its slash, stands for all that is below it too."""
    new: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Served:
    """What the configuration of a server is drawn from."""

    base: str
    """The folder of the site on its host, not encoded: `/formations`; empty at its root."""
    moves: Sequence[Move]
    """Addresses that changed, the more precise first: the first that fits counts."""
    packings: tuple[Packing, ...]
    """How files lie compressed beside themselves."""

    def single(self) -> Iterator[tuple[str, str]]:
        """Yield single addresses, with the folder: of a folder, the one without its slash."""
        for move in self.moves:
            yield f"{self.base}/{move.old}".removesuffix("/"), f"{self.base}/{move.new}"

    def folders(self) -> Iterator[tuple[str, str]]:
        """Yield folders, below which everything moved."""
        for move in self.moves:
            if move.old.endswith("/"):
                yield f"{self.base}/{move.old}", f"{self.base}/{move.new}"


def in_order(moves: Iterable[Move]) -> list[Move]:
    """Sort moves, the more precise first; of two from one address the first counts."""
    by_old = {move.old: move for move in reversed([*moves])}
    return sorted(by_old.values(), key=lambda move: (-move.old.count("/"), move.old))


def word(path: str) -> str:
    """Write a path as one word of nginx or Caddy."""
    return f'"{path}"' if ODD.search(path) else path


def encoded(path: str) -> str:
    """Write a path as it stands in an address."""
    return quote(path, safe="/-._~")


def pattern(path: str) -> str:
    """Write a path as a regular expression, which servers hold against the octets of a request."""
    return ODD.sub(_octets, path).replace(".", r"\.")


def _octets(found: re.Match[str]) -> str:
    return "".join(f"\\x{octet:02x}" for octet in found[0].encode())


def characters(path: str) -> str:
    """Write a path as a regular expression that is held against characters."""
    return ODD.sub(lambda found: f"\\x{{{ord(found[0]):x}}}", path).replace(".", r"\.")


def endings(names: Iterable[str]) -> str:
    """Write the endings of names as an alternative of a regular expression: `json|ics`."""
    return "|".join(name.removeprefix(".") for name in names)

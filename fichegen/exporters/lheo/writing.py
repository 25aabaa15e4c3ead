"""The file itself: the formations of all fiches that can be valid, one in memory at a time."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from fichegen import routes
from fichegen.artifacts import Pending
from fichegen.exporters.parts import SIZES, Sizes, parted
from fichegen.model import Fiche
from fichegen.presenting import Presenter, Step, Ties

from .fiche import formation
from .rules import NAMESPACE


def _formation(presenter: Presenter, fiche: Fiche) -> bytes:
    """Write a fiche as an element; empty where it cannot be valid."""
    node = formation(presenter, fiche).node
    return node.written(_DEPTH).encode() if node else b""


FORMATION: Final = Step("formation", _formation)
"""A fiche in LHEO; empty where something blocks it."""


def lheo_files(presenter: Presenter, sizes: Sizes = SIZES) -> Iterator[Pending]:
    """Write the catalogue in LHEO 2.3, each file valid by itself; none where no fiche can be valid.

    The schema wants one formation at least: a stretch of fiches that has none has no file.
    """
    number = 0
    for part in parted(routes.LHEO, presenter.catalogue.fiches, sizes.fiches):
        if any(presenter.all_kept(FORMATION, part.members)):
            number += 1
            yield _file(presenter, routes.part_path(routes.LHEO, number), part.members)


def _file(presenter: Presenter, path: str, fiches: Sequence[Fiche]) -> Pending:
    def written() -> bytes:
        formations = presenter.all_kept(FORMATION, fiches)
        return b"".join((_BEFORE.encode(), *formations, _BEHIND.encode()))

    def reach(ties: Ties) -> Iterator[bytes]:
        yield ties.ground
        yield from (ties.made(FORMATION, fiche) for fiche in fiches)

    return Pending(path, written, reach)


_BEFORE: Final = f"""<?xml version="1.0" encoding="utf-8"?>
<lheo xmlns="{NAMESPACE}">
  <offres>
"""
_BEHIND: Final = "  </offres>\n</lheo>\n"
_DEPTH: Final = 2

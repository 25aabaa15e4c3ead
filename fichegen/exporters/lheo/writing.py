"""The file itself: the formations of all fiches that can be valid, one in memory at a time."""

from __future__ import annotations

from typing import Final

from fichegen import routes
from fichegen.artifacts import Pending
from fichegen.model import Fiche
from fichegen.presenting import Presenter, Step

from .fiche import formation
from .rules import NAMESPACE


def _formation(presenter: Presenter, fiche: Fiche) -> bytes:
    """Write a fiche as an element; empty where it cannot be valid."""
    node = formation(presenter, fiche).node
    return node.written(_DEPTH).encode() if node else b""


FORMATION: Final = Step("formation", _formation)
"""A fiche in LHEO; empty where something blocks it."""


def lheo_file(presenter: Presenter) -> Pending | None:
    """Write the catalogue in LHEO 2.3; None where no fiche can be valid."""
    if not any(presenter.all_kept(FORMATION, presenter.catalogue.fiches)):
        return None
    return Pending(routes.LHEO, lambda: _written(presenter))


def _written(presenter: Presenter) -> bytes:
    written = presenter.all_kept(FORMATION, presenter.catalogue.fiches)
    return b"".join((_BEFORE.encode(), *written, _BEHIND.encode()))


_BEFORE: Final = f"""<?xml version="1.0" encoding="utf-8"?>
<lheo xmlns="{NAMESPACE}">
  <offres>
"""
_BEHIND: Final = "  </offres>\n</lheo>\n"
_DEPTH: Final = 2

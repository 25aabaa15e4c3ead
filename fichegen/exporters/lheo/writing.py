"""The file itself: the formations of all fiches that can be valid, one in memory at a time."""

from __future__ import annotations

from typing import Final

from fichegen import routes
from fichegen.artifacts import Pending
from fichegen.presenting import Presenter

from .fiche import formation
from .rules import NAMESPACE


def lheo_file(presenter: Presenter) -> Pending | None:
    """Write the catalogue in LHEO 2.3; None where no fiche can be valid."""
    if not any(formation(presenter, fiche).node for fiche in presenter.catalogue.fiches):
        return None
    return Pending(routes.LHEO, lambda: _written(presenter))


def _written(presenter: Presenter) -> bytes:
    nodes = (formation(presenter, fiche).node for fiche in presenter.catalogue.fiches)
    written = (node.written(_DEPTH).encode() for node in nodes if node)
    return b"".join((_BEFORE.encode(), *written, _BEHIND.encode()))


_BEFORE: Final = f"""<?xml version="1.0" encoding="utf-8"?>
<lheo xmlns="{NAMESPACE}">
  <offres>
"""
_BEHIND: Final = "  </offres>\n</lheo>\n"
_DEPTH: Final = 2

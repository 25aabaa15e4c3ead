"""The file itself: the formations of all fiches that can be valid, one in memory at a time."""

from __future__ import annotations

from fichegen import routes
from fichegen.artifacts import Pending
from fichegen.exporters.xml import element, long_document
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
    written = (node.element() for node in nodes if node)
    shell = element("lheo", children=(element("offres"),), xmlns=NAMESPACE)
    return long_document(shell, written)

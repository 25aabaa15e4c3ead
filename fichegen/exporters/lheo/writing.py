"""The file itself: the formations of all fiches that can be valid, one in memory at a time."""

from __future__ import annotations

from itertools import chain

from fichegen import routes
from fichegen.artifacts import Artifact
from fichegen.exporters.xml import element, long_document
from fichegen.presenting import Presenter

from .fiche import formation
from .rules import NAMESPACE


def lheo_file(presenter: Presenter) -> Artifact | None:
    """Write the catalogue in LHEO 2.3; None where no fiche can be valid."""
    nodes = (formation(presenter, fiche).node for fiche in presenter.catalogue.fiches)
    written = (node.element() for node in nodes if node)
    first = next(written, None)
    if first is None:
        return None
    shell = element("lheo", children=(element("offres"),), xmlns=NAMESPACE)
    return Artifact(routes.LHEO, long_document(shell, chain((first,), written)))

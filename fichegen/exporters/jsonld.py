"""JSON-LD as text: inside a page, and as a file of its own (JSON-LD 1.1)."""

from __future__ import annotations

import json
import re
from typing import Final

from fichegen import routes
from fichegen.artifacts import Pending
from fichegen.exporters.schema_org import VOCABULARY, Node, Origin, course_node
from fichegen.presenting import Presenter
from fichegen.prose import Html

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_UNSAFE: Final = re.compile("[<>&\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BETWEEN: Final = ",\n"
_SURROGATE: Final = re.compile("[\ud800-\udfff]")
_REPLACEMENT: Final = "\ufffd"
"""Stands for half a character, which UTF-8 cannot hold."""


def as_script(data: Node) -> Html:
    r"""Write data for the inside of `<script type="application/ld+json">`.

    No sign is left that could end the element or begin another state of the HTML parser
    (`</script>`, `<!--`, `]]>`): they stand as `\u003c`, which JSON reads back.
    """
    return Html(_UNSAFE.sub(_escaped, _ENCODER.encode(data)))


def _escaped(sign: re.Match[str]) -> str:
    return _REPLACEMENT if _SURROGATE.match(sign[0]) else f"\\u{ord(sign[0]):04x}"


def linked_data(presenter: Presenter) -> Pending:
    """Write all courses, with their sessions, as one graph."""
    return Pending(routes.LINKED_DATA, lambda: _graph(presenter))


def _graph(presenter: Presenter) -> bytes:
    origin = Origin(presenter, routes.LINKED_DATA)
    # Course by course: never do the nodes of a whole catalogue stand in memory together.
    courses = [_ENCODER.encode(course_node(origin, fiche)) for fiche in presenter.catalogue.fiches]
    head = _ENCODER.encode({"@context": VOCABULARY}).removesuffix("}") + ',"@graph":[\n'
    graph = f"{head}{_BETWEEN.join(courses)}\n]}}\n"
    try:
        return graph.encode()
    except UnicodeEncodeError:
        return _SURROGATE.sub(_REPLACEMENT, graph).encode()

"""JSON-LD as text: inside a page, and as a file of its own (JSON-LD 1.1)."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Final

from fichegen import routes
from fichegen.artifacts import Pending
from fichegen.exporters.schema_org import VOCABULARY, Node, Origin, course_node
from fichegen.expressions import expression
from fichegen.model import Fiche
from fichegen.presenting import Presenter, Step, Ties
from fichegen.prose import Html

from .parts import SIZES, Part, Sizes, parted

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_UNSAFE: Final = expression("[<>&\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_BETWEEN: Final = b",\n"
_SURROGATE: Final = expression("[\ud800-\udfff]")
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


def _course(presenter: Presenter, fiche: Fiche) -> bytes:
    written = _ENCODER.encode(course_node(Origin(presenter, routes.LINKED_DATA), fiche))
    return _SURROGATE.sub(_REPLACEMENT, written).encode()


COURSE: Final = Step("course", _course)
"""A course with its sessions, as the file of all courses holds it."""


def linked_data(presenter: Presenter, sizes: Sizes = SIZES) -> Iterator[Pending]:
    """Write all courses, with their sessions, as one graph a file."""
    for part in parted(routes.LINKED_DATA, presenter.catalogue.fiches, sizes.fiches):
        yield _graph(presenter, part)


def _graph(presenter: Presenter, part: Part[Fiche]) -> Pending:
    def written() -> bytes:
        courses = presenter.all_kept(COURSE, part.members)
        head = _ENCODER.encode({"@context": VOCABULARY}).removesuffix("}") + ',"@graph":[\n'
        return b"".join((head.encode(), _BETWEEN.join(courses), b"\n]}\n"))

    def reach(ties: Ties) -> Iterator[bytes]:
        yield ties.ground
        yield from (ties.made(COURSE, fiche) for fiche in part.members)

    return Pending(part.path, written, reach)

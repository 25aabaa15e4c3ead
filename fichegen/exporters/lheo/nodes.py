"""Elements before they are written: plain values, so that they can be compared, kept and shared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from fichegen.exporters.xml import element


@dataclass(frozen=True, slots=True)
class Node:
    """An element: it holds words, or other elements."""

    name: str
    words: str = ""
    children: tuple[Node, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()

    def element(self) -> ET.Element:
        """Return the element as it is written."""
        return element(
            self.name,
            self.words,
            tuple(child.element() for child in self.children),
            **dict(self.attributes),
        )


def branch(name: str, *children: Node | Iterable[Node] | None, **attributes: str) -> Node:
    """Make an element of others; what is None or empty is left out."""
    kept: list[Node] = []
    for child in children:
        if isinstance(child, Node):
            kept.append(child)
        elif child is not None:
            kept.extend(child)
    given = tuple((key.replace("_", "-"), value) for key, value in attributes.items() if value)
    return Node(name, children=tuple(kept), attributes=given)

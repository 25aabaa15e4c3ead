"""Elements before they are written: plain values, so that they can be compared, kept and shared."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fichegen.exporters.xml import in_attribute, in_text


@dataclass(frozen=True, slots=True)
class Node:
    """An element: it holds words, or other elements."""

    name: str
    words: str = ""
    children: tuple[Node, ...] = ()
    attributes: tuple[tuple[str, str], ...] = ()

    def written(self, depth: int = 0) -> str:
        """Write the element on lines of its own, so deep; one of words keeps them as they are."""
        margin = _MARGIN * depth
        given = "".join([f" {key}={in_attribute(value)}" for key, value in self.attributes])
        opening = f"{margin}<{self.name}{given}"
        if self.children:
            inside = "".join([child.written(depth + 1) for child in self.children])
            return f"{opening}>\n{inside}{margin}</{self.name}>\n"
        words = in_text(self.words)
        return f"{opening}>{words}</{self.name}>\n" if words else f"{opening}/>\n"


_MARGIN: Final = "  "
"""Stands before a line, once for each element around it."""


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

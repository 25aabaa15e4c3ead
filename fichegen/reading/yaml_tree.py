"""The values of a YAML text with all that is written of them."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Stretch:
    """A part of a file, from a place up to another; lines and columns from 1, the end left out."""

    line: int
    col: int
    end_line: int
    end_col: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Node:
    """A value with all that is written of it: quotes, the sign of a block, brackets."""

    at: Stretch
    """Of a list or of keys without brackets, where it begins alone."""
    text: str = ""
    style: str = ""
    """The sign of a scalar, `'`, `"`, `|` or `>`; `[` or `{` of what stands in brackets."""
    items: tuple[Node, ...] = ()
    pairs: tuple[tuple[Node, Node], ...] = ()

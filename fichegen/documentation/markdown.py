"""Pieces of Markdown that the guides are made of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

HEAD = (
    "<!-- Page tirée des tables du programme : FICHEGEN_UPDATE=1 python3 build.py test -k guide -->"
)
"""Says that a page is not to be changed by hand."""


def anchor(heading: str) -> str:
    """Return the name that code hosts give a heading: lower case, spaces to hyphens, signs gone."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


def table(head: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> Iterator[str]:
    """Yield the lines of a table, and an empty one behind it."""
    yield row(head)
    yield row(["---"] * len(head))
    for cells in rows:
        yield row(cells)
    yield ""


def row(cells: Iterable[str]) -> str:
    """Write one line of a table."""
    escaped = (cell.replace("|", r"\|") for cell in cells)
    return f"| {' | '.join(escaped)} |"


def prose(words: str) -> str:
    """Write a sentence so that nothing in it is Markdown or HTML."""
    return words.replace("<", "&lt;").replace("*", r"\*").replace("_", r"\_")


def fenced(language: str, lines: Iterable[str]) -> Iterator[str]:
    """Yield a block of code, and an empty line behind it."""
    yield f"```{language}"
    yield from lines
    yield "```\n"

"""A prose as the passages people read: paragraphs and list items, each line at its place."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property, lru_cache
from typing import Final

from fichegen.diagnostics import Span
from fichegen.expressions import expression
from fichegen.model import Fiche, Prose

_HEADING: Final = expression(r" {0,3}#{1,6}(?:[ \t]+(.*))?$")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_ITEM: Final = expression(r"([ \t]*)(?:[-*+]|\d{1,9}[.)])[ \t]+(?=\S)")
_OTHER: Final = expression(r" {0,3}[|>]")
"""Tables and quotations: the words of others, or no sentences."""

_Places = tuple[tuple[int, int], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a passage, without its bullet."""

    words: str
    row: int
    col: int
    """Line and column of the first character in the file, from 1."""
    breaks: bool
    """True where the line ends where the editor wants it to."""


@dataclass
class Passage:
    """One paragraph or list item."""

    is_item: bool
    depth: int
    """How far an item is indented, 0 for the outermost; 0 for a paragraph."""
    head: str
    """The heading it stands under within its section; empty for none."""
    run: int
    """Number of the list it belongs to, counted within its section; that of the last one for a paragraph."""
    lines: list[Line] = field(default_factory=list)

    @cached_property
    def words(self) -> str:
        """All its words, a line feed where the editor ended the line."""
        return "".join(line.words + ("\n" if line.breaks else " ") for line in self.lines).strip()

    def span(self, path: str, start: int = 0, end: int | None = None) -> Span:
        """Return the place of `words[start:end]`, cut at the end of its first line."""
        end = sum(len(line.words) + 1 for line in self.lines) if end is None else end
        offset = 0
        for line in self.lines:
            if start < offset + len(line.words) or line is self.lines[-1]:
                within = max(0, start - offset)
                width = min(end - offset, len(line.words)) - within
                return Span(path, line.row, line.col + within, max(1, width))
            offset += len(line.words) + 1
        raise AssertionError("a passage has a line")


def passages(fiche: Fiche, prose: Prose) -> tuple[Passage, ...]:
    """Return paragraphs and items in order; headings, code, tables and quotations are none.

    Columns are those of the words, but behind an ornament in a YAML value two too far.
    """
    in_body = not fiche.path.lower().endswith((".yml", ".yaml"))
    places = prose.lines or ((1, 1),)
    return _remembered(prose.markdown, places, fiche.head_lines if in_body else None)


@lru_cache(32)  # several checks ask about the sections of a fiche, one after another
def _remembered(markdown: str, places: _Places, head_lines: int | None) -> tuple[Passage, ...]:
    return tuple(_passages(markdown, places, head_lines))


def _passages(markdown: str, places: _Places, head_lines: int | None) -> Iterator[Passage]:
    """Yield the passages of a text; `head_lines` is None where it stands in no body."""
    head, fence, run, listing = "", "", 0, False
    current: Passage | None = None
    for index, content in enumerate(markdown.split("\n")):
        row, col = places[min(index, len(places) - 1)]
        signed = not content[:1].isalpha()  # no block but a paragraph begins with a letter
        marker = _FENCE.match(content) if signed else None
        if fence or marker or not content.strip() or (signed and _OTHER.match(content)):
            if current:
                yield current
            current = None
            if marker and not fence:
                fence = marker[1]
            elif marker and marker[1].startswith(fence):
                fence = ""
            continue
        if signed and (heading := _HEADING.match(content)):
            if current:
                yield current
            current, listing = None, False
            head = (heading[1] or "").strip()
            continue
        if signed and (item := _ITEM.match(content)):
            if current:
                yield current
            run += not listing
            listing = True
            current = Passage(True, len(item[1].expandtabs(4)), head, run)
            # In a body each line begins in column 1, but behind an ornament that made an item of it.
            in_body = head_lines is not None and row > head_lines
            made = in_body and col > 1 and content.startswith("- ")
            current.lines.append(_line(content, item.end(), row, col if made else col + item.end()))
            continue
        start = len(content) - len(content.lstrip())
        if current is None:
            listing = listing and start >= 2  # else a paragraph of its own ends the list
            current = Passage(False, 0, head, run)
        current.lines.append(_line(content, start, row, col + start))
    if current:
        yield current


def _line(content: str, start: int, row: int, col: int) -> Line:
    words = content[start:]
    breaks = words.endswith(("  ", "\\"))
    return Line(words.rstrip(" \t\\"), row, col, breaks)

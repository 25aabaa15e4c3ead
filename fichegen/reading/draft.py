"""The located tree in which the three notations meet: words with their places, lists, keys."""

from __future__ import annotations

import enum
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Final

from fichegen.diagnostics import Span


@dataclass(frozen=True, slots=True)
class Mark:
    """Where a stretch of some words stands in its file."""

    offset: int
    """Offset of the stretch's first character in the words."""
    line: int
    col: int
    """Line and column in the file, from 1."""


@dataclass(frozen=True, slots=True)
class Words:
    """A text as the editor wrote it, and the place of each of its stretches."""

    text: str
    marks: tuple[Mark, ...]
    """At least one, the first at offset 0, in order."""

    def span(self, path: str, start: int = 0, end: int | None = None) -> Span:
        """Return the place of `text[start:end]`, cut at the end of its first line."""
        end = len(self.text) if end is None else end
        mark = self.marks[max(0, bisect_right(self.marks, start, key=lambda m: m.offset) - 1)]
        line_end = self.text.find("\n", start, end)
        stop = end if line_end < 0 else line_end
        return Span(path, mark.line, mark.col + start - mark.offset, max(1, stop - start))

    def part(self, start: int, end: int | None = None) -> Words:
        """Return `text[start:end]` without white space around it, at its place."""
        end = len(self.text) if end is None else end
        while start < end and self.text[start].isspace():
            start += 1
        while end > start and self.text[end - 1].isspace():
            end -= 1
        return self.cut(start, end)

    def cut(self, start: int, end: int) -> Words:
        """Return exactly `text[start:end]`, at its place."""
        first = max(0, bisect_right(self.marks, start, key=lambda m: m.offset) - 1)
        head = self.marks[first]
        marks = [Mark(0, head.line, head.col + start - head.offset)]
        for index in range(first + 1, len(self.marks)):
            mark = self.marks[index]
            if mark.offset >= end:
                break
            marks.append(Mark(mark.offset - start, mark.line, mark.col))
        return Words(self.text[start:end], tuple(marks))

    def lines(self) -> list[Words]:
        """Return the lines, blank ones left out, each at its place."""
        found, start = [], 0
        for line in self.text.split("\n"):
            if line.strip():
                found.append(self.part(start, start + len(line)))
            start += len(line) + 1
        return found

    def places(self) -> tuple[tuple[int, int], ...]:
        """Return line and column of the beginning of each line of the text."""
        starts, offset = [], 0
        for line in self.text.split("\n"):
            span = self.span("", offset)
            starts.append((span.line, span.col))
            offset += len(line) + 1
        return tuple(starts)


def located(text: str, line: int = 1) -> Words:
    """Give every line of a text its place, the first being `line` of its file."""
    marks, offset = [], 0
    for number, content in enumerate(text.split("\n")):
        marks.append(Mark(offset, line + number, 1))
        offset += len(content) + 1
    return Words(text, tuple(marks))


def joined(parts: Sequence[Words], by: str = "\n") -> Words:
    """Put words behind one another; each keeps its place. There must be at least one."""
    if len(parts) == 1:
        return parts[0]
    marks: list[Mark] = []
    offset = 0
    for part in parts:
        marks.extend(Mark(m.offset + offset, m.line, m.col) for m in part.marks)
        offset += len(part.text) + len(by)
    return Words(by.join(part.text for part in parts), tuple(marks))


class Doubt(enum.Enum):
    """How sure it is that the items of a list are things apart."""

    NONE = enum.auto()
    APART = enum.auto()
    """Most likely several: list items with dates."""
    TOGETHER = enum.auto()
    """Most likely the days of one: bare lines with dates."""


@dataclass(frozen=True, slots=True)
class Listing:
    """Several values in order."""

    items: tuple[Value, ...]
    line: int
    col: int
    doubt: Doubt = Doubt.NONE
    """Set where nothing but a list of dates tells whether the items are several sessions."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One key or heading with what stands under it."""

    key: Words
    value: Value


@dataclass(frozen=True, slots=True)
class Mapping:
    """Keys with their values, in the editor's order."""

    entries: tuple[Entry, ...]
    line: int
    col: int


TYPE_NAMES: Final = {Words: "un texte", Listing: "une liste", Mapping: "des clés"}
"""What each kind of value is called in findings."""

Value = Words | Listing | Mapping


def place(value: Value, path: str) -> Span:
    """Return where a value begins."""
    if isinstance(value, Words):
        return value.span(path)
    return Span(path, value.line, value.col)


def leaves(value: Value) -> Iterable[Words]:
    """Yield all words of a value, in order."""
    if isinstance(value, Words):
        yield value
    elif isinstance(value, Listing):
        for item in value.items:
            yield from leaves(item)
    else:
        for entry in value.entries:
            yield entry.key
            yield from leaves(entry.value)

"""The located tree in which the three notations meet: words with their places, lists, keys."""

from __future__ import annotations

import enum
from bisect import bisect_left
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final, NamedTuple

from fichegen.diagnostics import Span


class Mark(NamedTuple):
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
        mark = self.marks[self._index(start)]
        line_end = self.text.find("\n", start, end)
        stop = end if line_end < 0 else line_end
        return Span(path, mark.line, mark.col + start - mark.offset, max(1, stop - start))

    def _index(self, offset: int) -> int:
        """Return which mark an offset stands behind."""
        if len(self.marks) == 1:
            return 0
        return max(0, bisect_left(self.marks, (offset + 1,)) - 1)

    def part(self, start: int, end: int | None = None) -> Words:
        """Return `text[start:end]` without white space around it, at its place."""
        whole = self.text[start:end]
        kept = whole.strip()
        if len(kept) == len(self.text) > self.marks[-1].offset:
            return self
        kept = whole.lstrip()
        start += len(whole) - len(kept)
        return self.cut(start, start + len(kept.rstrip()))

    def cut(self, start: int, end: int) -> Words:
        """Return exactly `text[start:end]`, at its place."""
        marks = self.marks
        first = self._index(start) if len(marks) > 1 else 0
        offset, line, col = marks[first]
        mark = Mark(0, line, col + start - offset)
        if first + 1 == len(marks) or marks[first + 1].offset >= end:
            return Words(self.text[start:end], (mark,))
        last = bisect_left(marks, (end,), first + 1)
        further = [Mark(offset - start, line, col) for offset, line, col in marks[first + 1 : last]]
        return Words(self.text[start:end], (mark, *further))

    def lines(self) -> list[Words]:
        """Return the lines, blank ones left out, each at its place."""
        if "\n" not in self.text:
            return [self.part(0)] if self.text.strip() else []
        found, start = [], 0
        for line in self.text.split("\n"):
            if line.strip():
                found.append(self.part(start, start + len(line)))
            start += len(line) + 1
        return found

    def places(self) -> tuple[tuple[int, int], ...]:
        """Return line and column of the beginning of each line of the text."""
        marks = self.marks
        found, index = [], 0
        for start in _starts(self.text.split("\n")):
            while index + 1 < len(marks) and marks[index + 1].offset <= start:
                index += 1
            found.append((marks[index].line, marks[index].col + start - marks[index].offset))
        return tuple(found)


def located(text: str, line: int = 1) -> Words:
    """Give every line of a text its place, the first being `line` of its file."""
    starts = _starts(text.split("\n"))
    return Words(text, tuple([Mark(start, row, 1) for row, start in enumerate(starts, line)]))


def _starts(lines: Sequence[str]) -> Iterable[int]:
    """Yield the offsets at which the lines of a text begin."""
    return accumulate((len(line) + 1 for line in lines[:-1]), initial=0)


def joined(parts: Sequence[Words], by: str = "\n") -> Words:
    """Put words behind one another; each keeps its place. There must be at least one."""
    if len(parts) == 1:
        return parts[0]
    marks: list[Mark] = []
    offset = 0
    for part in parts:
        marks += [Mark(at + offset, line, col) for at, line, col in part.marks]
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

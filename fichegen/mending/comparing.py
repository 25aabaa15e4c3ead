"""What has changed between two states of a file, as git and its like show it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from itertools import takewhile
from typing import Final

from fichegen.expressions import expression

_AROUND: Final = 2
"""Lines that a difference shows before and behind a change."""
_LINE_ENDS: Final = expression(r"\r\n|\r|\n")
_UNENDED: Final = "\n\\ No newline at end of file"

Change = tuple[int, int, int, int]
"""Bounds of the lines that stood there, and of those that stand there now."""


def difference(path: str, before: bytes, after: bytes) -> tuple[str, ...]:
    """Return the lines of a unified difference between two states of a file."""
    old, new = _lines(before), _lines(after)
    lines = [f"--- {path}", f"+++ {path}"]
    for changes in _together([*_changes(old, new)]):
        lines += _hunk(old, new, changes)
    return tuple(lines) if len(lines) > 2 else ()


def _lines(body: bytes) -> list[str]:
    """Return the lines of a file, with a mark in the last where nothing ends it."""
    *lines, last = _LINE_ENDS.split(body.decode("utf-8-sig"))
    return [*lines, f"{last}{_UNENDED}"] if last else lines


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Yield what has changed, in order; line by line where there are as many, which is quick."""
    head = _alike(old, new)
    tail = min(_alike(old[::-1], new[::-1]), min(len(old), len(new)) - head)
    left, right = old[head : len(old) - tail], new[head : len(new) - tail]
    if len(left) == len(right):
        for at, pair in enumerate(zip(left, right, strict=True), head):
            if pair[0] != pair[1]:
                yield at, at + 1, at, at + 1
        return
    for tag, *bounds in SequenceMatcher(None, left, right).get_opcodes():
        if tag != "equal":
            first, last, first_now, last_now = (head + bound for bound in bounds)
            yield first, last, first_now, last_now


def _alike(old: Sequence[str], new: Sequence[str]) -> int:
    """Count the lines that both begin with."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))
    return sum(1 for _ in same)


def _together(changes: Sequence[Change]) -> Iterator[list[Change]]:
    """Yield the changes that are shown together, and join those without a line between them."""
    near: list[Change] = []
    for change in changes:
        if near and change[0] - near[-1][1] > 2 * _AROUND:
            yield near
            near = []
        if near and change[0] == near[-1][1]:
            near[-1] = (near[-1][0], change[1], near[-1][2], change[3])
        else:
            near.append(change)
    if near:
        yield near


def _hunk(old: Sequence[str], new: Sequence[str], changes: Sequence[Change]) -> Iterator[str]:
    start, end = max(0, changes[0][0] - _AROUND), min(len(old), changes[-1][1] + _AROUND)
    start_now = changes[0][2] - (changes[0][0] - start)
    end_now = changes[-1][3] + (end - changes[-1][1])
    yield f"@@ -{_bounds(start, end)} +{_bounds(start_now, end_now)} @@"
    at = start
    for first, last, first_now, last_now in changes:
        yield from _signed(" ", old[at:first])
        yield from _signed("-", old[first:last])
        yield from _signed("+", new[first_now:last_now])
        at = last
    yield from _signed(" ", old[at:end])


def _bounds(start: int, end: int) -> str:
    return f"{start + 1 if end > start else start},{end - start}"


def _signed(sign: str, lines: Sequence[str]) -> Iterator[str]:
    for line in lines:
        yield from f"{sign}{line}".split("\n")

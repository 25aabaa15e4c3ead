"""A line and the same one mended: which of its words differ."""

from __future__ import annotations

from itertools import takewhile
from typing import Final

SHOWN: Final = 60
"""Characters of a source that a finding quotes at the most."""
MOST: Final = 20
"""Findings of one kind a file gets at the most: one tells what is wrong."""
_BLANK: Final = " \t"


def changed(line: str, mended: str) -> tuple[int, int, str]:
    """Return the bounds, in a line, of the whole words that differ, and what they become.

    Both ends reach as far as no blank stands between them and what differs.
    """
    same = zip(line, mended, strict=False)
    start = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], same))
    tail = zip(reversed(line[start:]), reversed(mended[start:]), strict=False)
    after = sum(1 for _ in takewhile(lambda pair: pair[0] == pair[1], tail))
    end = len(line) - after
    while start and line[start - 1] not in _BLANK:
        start -= 1
    while end < len(line) and line[end] not in _BLANK:
        end += 1
    return start, end, mended[start : len(mended) - (len(line) - end)]


def cut(words: str) -> str:
    """Shorten words to what a finding may quote."""
    return words if len(words) <= SHOWN else words[:SHOWN].rstrip() + "…"

"""Markdown text to its headings and what stands under each, by lines; nothing else is parsed.

Follows CommonMark 0.31 for ATX and setext headings and for fenced code, in which no line is a
heading. Headings inside quotes and list items stay part of the text around them. Beyond it, a
space forgotten behind two or more signs (`##Objectifs`), or in the first line, is forgiven.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Final

from fichegen.expressions import expression
from fichegen.reading.draft import Mark, Words, joined, located

_ATX: Final = re.compile(r" {0,3}(#{1,6}(?=[ \t]|$)|#{2,6}(?=\w))")
_TITLE: Final = expression(r" {0,3}#(?=[A-ZÀ-Ý])")
_SETEXT: Final = expression(r" {0,3}(=+|-+)[ \t]*$")
_FENCE: Final = expression(r" {0,3}(`{3,}|~{3,})(.*)$")
_BREAK: Final = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_OTHER_BLOCK: Final = re.compile(r" {4}|\t| {0,3}(?:[>|]|(?:[-*+]|\d{1,9}[.)])(?:\s|$))")

_SIGN: Final = re.compile(r" {0,3}[#`~=\-*_>|+\d]| {4}|\t")
"""How lines begin that any of these may match."""


@dataclass(frozen=True, slots=True)
class Head:
    """A heading and the text under it, up to the next heading."""

    level: int
    """1 to 6; 0 for what stands before the first heading."""
    words: Words
    """The heading without its signs; empty words at level 0."""
    body: Words
    """What stands below, without blank lines or thematic breaks at either end."""
    raw: str = ""
    """The heading as a Markdown line, to put it back into a prose."""


def read_outline(text: str, *, line: int = 1) -> tuple[Head, ...]:
    """Split a Markdown text whose first line is `line` of its file."""
    return outline_of(located(text, line))


def outline_of(source: Words) -> tuple[Head, ...]:
    """Split a Markdown text; heads and bodies keep their places. Linear in its length."""
    lines = source.text.split("\n")
    starts = [0, *accumulate(len(content) + 1 for content in lines)]
    heads: list[tuple[int, Words, int, int]] = [(0, source.cut(0, 0), 0, 0)]
    fence = ""
    opening_line = next((n for n, content in enumerate(lines) if content.strip()), 0)
    paragraph = -1  # first line of the open paragraph, if any
    for number, content in enumerate(lines):
        if fence:
            fence = "" if _closes(content, fence) else fence
            continue
        if content[:1].isalpha() or not _SIGN.match(content):  # most lines
            if not content.strip():
                paragraph = -1
            elif paragraph == -1:
                paragraph = number
            continue
        opening = _FENCE.match(content) if "```" in content or "~~~" in content else None
        if opening and not (opening[1][0] == "`" and "`" in opening[2]):
            fence, paragraph = opening[1], -1
            continue
        first = _TITLE.match(content) if number == opening_line else None
        if atx := first or _ATX.match(content):
            words = _without_closing(content[atx.end() :].rstrip())
            start = starts[number] + atx.end()
            title = source.part(start, start + len(words))
            heads.append((len(atx[0].strip()), title, number, number + 1))
            paragraph = -1
        elif paragraph >= 0 and (setext := _SETEXT.match(content)):
            level = 1 if setext[1][0] == "=" else 2
            title = joined(source.cut(starts[paragraph], starts[number]).lines(), " ")
            heads.append((level, title, paragraph, number + 1))
            paragraph = -1
        elif not content.strip() or _BREAK.match(content):
            paragraph = -1
        elif (block := _OTHER_BLOCK.match(content)) and not (block[0].isspace() and paragraph >= 0):
            paragraph = -2  # a list, quote, table or code: its lazy lines make no setext heading
        elif paragraph == -1:
            paragraph = number
    ends = [start for _, _, start, _ in heads[1:]] + [len(lines)]
    return tuple(
        Head(
            level,
            words,
            _body(source, lines, starts, (start, end)),
            f"{'#' * level} {words.text}",
        )
        for (level, words, _, start), end in zip(heads, ends, strict=True)
    )


def _closes(line: str, fence: str) -> bool:
    closing = _FENCE.match(line)
    return bool(closing and closing[1].startswith(fence) and not closing[2].strip())


def _without_closing(words: str) -> str:
    bare = words.rstrip("#")
    return bare if not bare or bare[-1] in " \t" else words


def _body(
    source: Words, lines: Sequence[str], starts: Sequence[int], bounds: tuple[int, int]
) -> Words:
    """Return lines without blank ones and thematic breaks at either end."""
    start, end = bounds
    while start < end and (not lines[start].strip() or _BREAK.match(lines[start])):
        start += 1
    while end > start and (not lines[end - 1].strip() or _BREAK.match(lines[end - 1])):
        end -= 1
    if start == len(lines):
        return Words("", (Mark(0, source.span("", len(source.text)).line + 1, 1),))
    return source.cut(starts[start], max(starts[start], starts[end] - 1))

"""Markdown text to its headings and what stands under each, by lines; nothing else is parsed.

Follows CommonMark 0.31 for ATX and setext headings and for fenced code, in which no line is a
heading. Headings inside quotes and list items stay part of the text around them. Beyond it, a
space forgotten behind two or more signs (`##Objectifs`), or in the first line, is forgiven.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fichegen.reading.draft import Mark, Words

_ATX: Final = re.compile(r" {0,3}(#{1,6}(?=[ \t]|$)|#{2,6}(?=\w))")
_TITLE: Final = re.compile(r" {0,3}#(?=[A-ZÀ-Ý])")
_SETEXT: Final = re.compile(r" {0,3}(=+|-+)[ \t]*$")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})(.*)$")
_BREAK: Final = re.compile(r" {0,3}(?:(?:\*[ \t]*){3,}|(?:-[ \t]*){3,}|(?:_[ \t]*){3,})$")
_OTHER_BLOCK: Final = re.compile(r" {4}|\t| {0,3}(?:[>|]|(?:[-*+]|\d{1,9}[.)])(?:\s|$))")


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
    """Split a Markdown text whose first line is `line` of its file; linear in its length."""
    lines = text.split("\n")
    heads: list[tuple[int, Words, int, int]] = [(0, Words("", (Mark(0, line, 1),)), 0, 0)]
    fence = ""
    opening_line = next((n for n, content in enumerate(lines) if content.strip()), 0)
    paragraph = -1  # first line of the open paragraph, if any
    for number, content in enumerate(lines):
        if fence:
            closing = _FENCE.match(content)
            if closing and closing[1].startswith(fence) and not closing[2].strip():
                fence = ""
            continue
        opening = _FENCE.match(content)
        if opening and not (opening[1][0] == "`" and "`" in opening[2]):
            fence, paragraph = opening[1], -1
            continue
        first = _TITLE.match(content) if number == opening_line else None
        if atx := first or _ATX.match(content):
            words = _without_closing(content[atx.end() :].rstrip())
            col = atx.end() + len(words) - len(words.lstrip()) + 1
            place = (Mark(0, line + number, col),)
            heads.append((len(atx[0].strip()), Words(words.strip(), place), number, number + 1))
            paragraph = -1
        elif paragraph >= 0 and (setext := _SETEXT.match(content)):
            level = 1 if setext[1][0] == "=" else 2
            title = _joined_lines(lines, paragraph, number, line)
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
        Head(level, words, _body(lines, start, end, line), f"{'#' * level} {words.text}")
        for (level, words, _, start), end in zip(heads, ends, strict=True)
    )


def _joined_lines(lines: Sequence[str], start: int, end: int, shift: int) -> Words:
    """Join the lines of a paragraph that a setext rule makes a heading."""
    marks, offset = [], 0
    for number in range(start, end):
        indent = len(lines[number]) - len(lines[number].lstrip())
        marks.append(Mark(offset, shift + number, indent + 1))
        offset += len(lines[number].strip()) + 1
    return Words(" ".join(part.strip() for part in lines[start:end]), tuple(marks))


def _without_closing(words: str) -> str:
    bare = words.rstrip("#")
    return bare if not bare or bare[-1] in " \t" else words


def _body(lines: Sequence[str], start: int, end: int, shift: int) -> Words:
    while start < end and (not lines[start].strip() or _BREAK.match(lines[start])):
        start += 1
    while end > start and (not lines[end - 1].strip() or _BREAK.match(lines[end - 1])):
        end -= 1
    marks, offset = [], 0
    for number in range(start, end):
        marks.append(Mark(offset, shift + number, 1))
        offset += len(lines[number]) + 1
    return Words("\n".join(lines[start:end]), tuple(marks) or (Mark(0, shift + start, 1),))

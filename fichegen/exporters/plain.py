"""Prose without its marks, line by line: for those who cannot show Markdown."""

from __future__ import annotations

import re
from typing import Final

from fichegen import text
from fichegen.model import Prose

_MARKS: Final = re.compile(r"[\[<`*_\\]")
"""Without one of these a line holds no inline Markdown."""
_BLOCK: Final = re.compile(r"\s*(?:#{1,6}\s+|>\s?)")
_ITEM: Final = re.compile(r"(\s*)[-*+]\s+(?=\S)")
_BULLET: Final = "• "
_FENCE: Final = re.compile(r"\s{0,3}(?:`{3,}|~{3,})")
_RULE: Final = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?|(?:[-*_=]\s*){3,}")
"""The line under a table's head or a heading, or one across the page."""
_BLANK_LINES: Final = re.compile(r"\n{3,}")


def plain_text(prose: Prose) -> str:
    """Return the words of a prose, its lines kept; list items begin with a bullet.

    The addresses of web links stand in brackets behind their words. Code is left as it is.
    """
    lines: list[str] = []
    in_code = False
    for line in prose.markdown.split("\n"):
        if _FENCE.match(line):
            in_code = not in_code
        elif in_code:
            lines.append(line.rstrip())
        elif not _RULE.fullmatch(line.strip()):
            lines.append(_plain_line(line.rstrip()))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _plain_line(line: str) -> str:
    block = _BLOCK.match(line)
    bare = line[block.end() :] if block else line
    item = _ITEM.match(bare)
    head = f"{item[1]}{_BULLET}" if item else ""
    words = bare[item.end() :] if item else bare
    if _MARKS.search(words):
        margin = words[: len(words) - len(words.lstrip())]
        words = margin + text.plain(text.open_links(words))
    return head + words

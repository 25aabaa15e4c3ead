"""Prose without its marks, line by line: for those who cannot show Markdown."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from fichegen import text
from fichegen.expressions import expression
from fichegen.model import Prose

_MARKS: Final = re.compile(r"[\[<`*_\\]")
"""Without one of these a line holds no inline Markdown."""
_OPENING: Final = re.compile(r"\s*[-#>*+`~|:_=]")
"""What a line begins with that is more than words: a block, an item, a fence or a rule."""
_BLOCK: Final = expression(r"\s*(?:#{1,6}\s+|>\s?)")
_ITEM: Final = expression(r"(\s*)[-*+]\s+(?=\S)")
_BULLET: Final = "• "
_FENCE: Final = expression(r"\s{0,3}(?:`{3,}|~{3,})")
_RULE: Final = expression(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?|(?:[-*_=]\s*){3,}")
"""The line under a table's head or a heading, or one across the page."""
_BLANK_LINES: Final = expression(r"\n{3,}")


def plain_text(prose: Prose) -> str:
    """Return the words of a prose, its lines kept; list items begin with a bullet.

    The addresses of web links stand in brackets behind their words. Code is left as it is.
    """
    return _plain_text(prose.markdown)


@lru_cache(maxsize=512)
def _plain_text(markdown: str) -> str:
    """Return the words of a Markdown text, which several exports ask for in a row."""
    lines: list[str] = []
    in_code = False
    for line in markdown.split("\n"):
        bare = line.rstrip()
        if in_code:
            if _FENCE.match(line):
                in_code = False
            else:
                lines.append(bare)
        elif not _OPENING.match(line):
            lines.append(_words(bare))
        elif _FENCE.match(line):
            in_code = True
        elif not _RULE.fullmatch(line.strip()):
            lines.append(_plain_line(bare))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip("\n")


def _plain_line(line: str) -> str:
    block = _BLOCK.match(line)
    bare = line[block.end() :] if block else line
    item = _ITEM.match(bare)
    if item is None:
        return _words(bare)
    return f"{item[1]}{_BULLET}{_words(bare[item.end() :])}"


def _words(words: str) -> str:
    if not _MARKS.search(words):
        return words
    margin = words[: len(words) - len(words.lstrip())]
    return margin + text.plain(text.open_links(words))

"""The blocks of a plain Markdown text: headings, paragraphs, tight lists of one line an item.

Most proses are no more than that, and a parser of all of Markdown takes its time over them. What may
be anything else is left to it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from fichegen.expressions import expression

_OPENING_MARK: Final = r"\*{1,2}(?=[^\W_])|\[[^\[\]\\\n]{1,300}\]\("
"""Emphasis and links at the beginning: neither a bullet, a rule nor the definition of a link."""
_LINE: Final = expression(
    r"(?:(- )|([0-9]{1,9})\. |(\#{1,6}) )?"
    rf"(?=[^\W_]|[«“\"'’(…]|{_OPENING_MARK})(?![0-9]{{1,9}}[.)])(.*\S)"
)
"""Words that can open nothing but a paragraph, by themselves, in an item of a list or a heading."""
_BARRED: Final = re.compile(r"[\x00-\x09\x0b-\x1f\x7f]")
_LISTS: Final = ("ul", "ol")


@dataclass(slots=True)
class Block:
    """A heading, a paragraph, or a list."""

    kind: str
    """Its element: `p`, `ul`, `ol`, `h1` … `h6`."""
    start: int
    """Of a list with numbers, the first."""
    lines: list[tuple[int, str]]
    """The lines of words, each with its number, from 0: those of a paragraph, the items of a list."""

    @property
    def is_list(self) -> bool:
        """True where each line is an item."""
        return self.kind in _LISTS

    @property
    def level(self) -> int:
        """That of a heading, 0 for all else."""
        return int(self.kind[1]) if self.kind[0] == "h" else 0

    def stretches(self) -> list[tuple[int, str]]:
        """Return the words that stand together, with the number of the line they begin on."""
        if self.is_list or len(self.lines) == 1:
            return self.lines
        return [(self.lines[0][0], "\n".join(words for _, words in self.lines))]


def plain_blocks(markdown: str) -> list[Block] | None:
    """Return the blocks of a text as a parser would see them; None where it may see others."""
    if _BARRED.search(markdown):
        return None
    blocks: list[Block] = []
    last = ""
    beside = False
    for at, line in enumerate(markdown.split("\n")):
        if not line:
            beside = False
            continue
        found = _LINE.fullmatch(line)
        if found is None:
            return None
        bullet, number, signs, words = found.groups()
        kind = "ul" if bullet else "ol" if number else f"h{len(signs)}" if signs else "p"
        if signs and words.endswith("#"):
            return None  # they may close the heading
        if not (beside and kind == last) or signs:
            if last in _LISTS and (beside or kind in _LISTS):
                return None  # an item of several lines, or a list with blank lines in it
            start = int(number) if number else 1
            if beside and start != 1:
                return None  # no list: words that begin with a number
            blocks.append(Block(kind, start, []))
        blocks[-1].lines.append((at, words))
        last, beside = kind, True
    return blocks


def written(blocks: Sequence[Block], top: int, shown: Callable[[int, str], str]) -> str:
    """Write blocks in HTML, the highest headings as `<h{top}>`.

    `shown` gives the markup of words that begin on a line.
    """
    shift = top - min((block.level for block in blocks if block.level), default=top)
    parts: list[str] = []
    for block in blocks:
        words = [shown(*stretch) for stretch in block.stretches()]
        if block.is_list:
            start = f' start="{block.start}"' if block.start != 1 else ""
            items = "</li>\n<li>".join(words)
            parts.append(f"<{block.kind}{start}>\n<li>{items}</li>\n</{block.kind}>\n")
        else:
            level = block.level and min(6, block.level + shift)
            name = f"h{level}" if level else block.kind
            parts.append(f"<{name}>{words[0]}</{name}>\n")
    return "".join(parts)

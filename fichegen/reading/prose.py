"""Words of a prose field to Markdown in one form: ornaments as lists, headings from one level."""

from __future__ import annotations

import dataclasses
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from fichegen import text
from fichegen.expressions import expression
from fichegen.model import Prose
from fichegen.reading.draft import Words
from fichegen.reading.outline import read_outline

TOP_LEVEL: Final = 3
"""Level of the highest heading inside a prose: its own heading is of level 2 on the page."""

_ORNAMENT: Final = re.compile(
    rf"[ \t]*(?:(?!·[a-zà-ÿ])[{text.ORNAMENTS}]+[ \t\u00a0]*|ü[ \t\u00a0]+|[–—][ \t\u00a0]+(?=\S))"
)
_LOOSE: Final = re.compile(r"[ \t]*(?:(o)[ \t\u00a0]+(?=\S)|([-–—])(?=[^\W\d_]|«))")
"""What is a bullet beside others alone: Word's hollow one, and a dash without its space."""
_INLINE: Final = expression(rf"[ \t\u00a0]*[{re.escape('☞☛➢➤➣▪◆❖•●')}]+[ \t\u00a0]*")
_SHORT_LINE: Final = 60
"""A wrapped text has longer lines than this."""
_BEGINS: Final = expression(r"\s*[*_«]{0,3}(?:[A-ZÀ-ÝŒ]|\d{1,2} ?[h:])")
"""How a line begins that is no wrapped rest of the one before."""
_HEADS_LIST: Final = expression(
    r"(?:\*\*[^*\n]{2,90}\*\*|__[^_\n]{2,90}__)[ \u00a0]?:?\s*|[A-ZÀ-ÝŒ][^.;!?\n]{1,58}[ \u00a0]?:\s*"
)
_FENCE: Final = expression(r" {0,3}(`{3,}|~{3,})")
_ITEM: Final = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(.*)")

_Line = tuple[str, int, int]


def read_prose(words: Words) -> Prose:
    """Bring a prose into the one form all notations share; every word stays."""
    lines = _broken(_listed(_parted(_levelled(words))))
    while lines and not lines[0][0].strip():
        lines.pop(0)
    while lines and not lines[-1][0].strip():
        lines.pop()
    return Prose(
        markdown="\n".join(line for line, _, _ in lines),
        items=_items(lines),
        lines=tuple((row, col) for _, row, col in lines),
    )


def _broken(lines: list[_Line]) -> list[_Line]:
    """Keep the line breaks of a paragraph whose lines are too short to have been wrapped."""
    kept = list(lines)
    start = 0
    plain = [not code and _is_text(line[0]) for line, code in _fenced(lines)]
    while start < len(lines):
        end = start
        while end < len(lines) and plain[end]:
            end += 1
        before, after = lines[start : end - 1], lines[start + 1 : end]
        short = all(len(line[0]) <= _SHORT_LINE for line in before)
        if before and short and all(_BEGINS.match(line[0]) for line in after):
            for at in range(start, end - 1):
                kept[at] = (f"{lines[at][0].rstrip()}  ", *lines[at][1:])
        start = end + 1
    return kept


def _is_text(line: str) -> bool:
    """Tell whether a line is text of a paragraph, not the beginning of another block."""
    return (
        bool(line.strip())
        and not _ITEM.match(line)
        and line[:1] not in "#>|"
        and line[:4] != "    "
    )


def _levelled(words: Words) -> list[_Line]:
    """Return the lines with their places, the highest heading at `TOP_LEVEL`, all as ATX."""
    places = words.places()
    lines = [
        (line.rstrip() if not line.endswith("  ") else line.rstrip() + "  ", *place)
        for line, place in zip(words.text.split("\n"), places, strict=True)
    ]
    if "#" not in words.text and "\n--" not in words.text and "\n==" not in words.text:
        return lines
    heads = read_outline(words.text, line=0)
    levels = [head.level for head in heads if head.level]
    if not levels:
        return lines
    shift = TOP_LEVEL - min(levels)
    levelled: list[_Line] = []
    for head in heads:
        if head.level:
            row = head.words.marks[0].line
            signs = "#" * min(6, head.level + shift)
            title = text.strip_ornaments(head.words.text)
            levelled += [
                ("", *places[row]),
                (f"{signs} {title}".rstrip(), *places[row]),
                ("", *places[row]),
            ]
        if head.body.text:
            first = head.body.marks[0].line
            levelled += lines[first : first + head.body.text.count("\n") + 1]
    return levelled


def _fenced(lines: Iterable[_Line]) -> Iterator[tuple[_Line, bool]]:
    """Tell of each line whether it belongs to fenced code."""
    fence = ""
    for line in lines:
        content = line[0]
        marker = _FENCE.match(content) if "```" in content or "~~~" in content else None
        yield line, bool(fence or marker)
        if marker and not fence:
            fence = marker[1]
        elif marker and marker[1].startswith(fence):
            fence = ""


def _parted(lines: Sequence[_Line]) -> list[_Line]:
    """Set what heads a list apart from the list above it: "**Jour 2**", "Après-midi :"."""
    parted: list[_Line] = []
    in_list = False
    for line, code in _fenced(lines):
        content = line[0]
        if in_list and not code and _HEADS_LIST.fullmatch(content):
            parted.append(("", *line[1:]))
        item = not code and bool(_ITEM.match(content) or _ORNAMENT.match(content))
        in_list = item or (in_list and bool(content.strip()) and not code)
        parted.append(line)
    return parted


@dataclass(slots=True)
class _Lister:
    """The lines so far, and whether the last of them belong to an item we made."""

    lines: list[_Line] = dataclasses.field(default_factory=list)
    in_item: bool = False

    def item(self, words: str, row: int, col: int) -> None:
        """Add an item, close to the one before it, apart from any other text."""
        if self.in_item:
            while self.lines and not self.lines[-1][0].strip():
                self.lines.pop()
        elif self.lines and self.lines[-1][0].strip():
            self.lines.append(("", row, col))
        guard = "\\" if words[:1] in "#>|=" else ""  # else the words might begin a block
        self.lines.append((f"- {guard}{words}", row, col))
        self.in_item = True

    def text(self, line: _Line, *, code: bool) -> None:
        """Add a line that begins no item: it may go on with one."""
        words = line[0].strip()
        own_item = bool(_ITEM.match(line[0]))
        if self.in_item and words and not own_item and not code and self.lines[-1][0].strip():
            line = (f"  {words}", *line[1:])
        elif code or (words and not own_item):
            self.in_item = False
        self.lines.append(line)


def _listed(lines: Iterable[_Line]) -> list[_Line]:
    """Make a list item of every line, or part of one, that a person's bullet begins."""
    marked = [*_fenced(lines)]
    loose = _loose_bullets(marked)
    ornaments = [None if code else _ORNAMENT.match(content) for (content, _, _), code in marked]
    if not loose and not any(ornaments):
        return [line for line, _ in marked]
    lister = _Lister()
    lone = False
    for at, ((content, row, col), code) in enumerate(marked):
        ornament = _LOOSE.match(content) if at in loose else ornaments[at]
        if ornament and content[ornament.end() :].strip():
            for part, offset in _split(content, ornament.end()):
                lister.item(part, row, col + offset)
            lone = False
        elif ornament and ornament[0].strip():
            lone = True  # the sign alone on its line: the words come on the next
        elif lone and content.strip() and not code:
            lister.item(content.strip(), row, col)
            lone = False
        else:
            lister.text((content, row, col), code=code)
    return lister.lines


def _loose_bullets(marked: Sequence[tuple[_Line, bool]]) -> frozenset[int]:
    """Find the lines that begin like an item beside other items, or beside their like."""
    if not any(_LOOSE.match(content) for (content, _, _), _ in marked):
        return frozenset()
    told: list[tuple[int, str, bool]] = []
    """The lines that say something: where, what bullet they may have, if it is surely one."""
    blank = True
    starts: list[int] = []
    """For each of them, which paragraph it stands in."""
    for at, ((content, _, _), code) in enumerate(marked):
        if not code and content.strip():
            sure = bool(_ITEM.match(content) or _ORNAMENT.match(content))
            found = None if sure else _LOOSE.match(content)
            told.append((at, "" if not found else "o" if found[1] else "-", sure))
            starts.append(at if blank else starts[-1])
        blank = code or not content.strip()
    kinds = [kind for _, kind, _ in told]
    alike = Counter(pair for pair in zip(starts, kinds, strict=True) if pair[1])
    taken: set[int] = set()
    for index, (at, kind, _) in enumerate(told):
        if not kind:
            continue
        before = index > 0 and (told[index - 1][2] or told[index - 1][0] in taken)
        after = index + 1 < len(told) and (kinds[index + 1] == kind or told[index + 1][2])
        if before or after or alike[starts[index], kind] > 1:
            taken.add(at)
    return frozenset(taken)


def _split(content: str, start: int) -> list[tuple[str, int]]:
    """Split a line behind its first bullet at the further ones: (words, offset) each."""
    parts = []
    for sign in _INLINE.finditer(content, start):
        parts.append((content[start : sign.start()].strip(), start))
        start = sign.end()
    parts.append((content[start:].strip(), start))
    return [(part, offset) for part, offset in parts if part]


def _items(lines: Iterable[_Line]) -> tuple[str, ...]:
    """Return the list items as plain words, their further lines with them."""
    items: list[list[str]] = []
    open_item = False
    for (content, _, _), code in _fenced(lines):
        item = None if code else _ITEM.match(content)
        if item:
            items.append([item[1]])
        elif open_item and content.strip() and not code:
            items[-1].append(content.strip())
        open_item = bool(item) or (open_item and bool(content.strip()) and not code)
    return tuple(words for item in items if (words := text.plain(" ".join(item))))

"""Words of a prose field to Markdown in one form: ornaments as lists, headings from one level."""

from __future__ import annotations

import re
from typing import Final

from fichegen import text
from fichegen.model import Prose
from fichegen.reading.draft import Words
from fichegen.reading.outline import read_outline

TOP_LEVEL: Final = 3
"""Level of the highest heading inside a prose: its own heading is of level 2 on the page."""

_ORNAMENT: Final = re.compile(rf"[ \t]*(?:[{text.ORNAMENTS}]+[ \t\u00a0]*|ü[ \t\u00a0]+|[–—][ \t\u00a0]+(?=\S))")
_INLINE: Final = re.compile(rf"[ \t\u00a0]*[{re.escape('☞☛➢➤➣▪◆❖•●')}]+[ \t\u00a0]*")
_FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_ITEM: Final = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(.*)")
_LAZY: Final = re.compile(r"[ \t]*\S")

_Line = tuple[str, int, int]


def read_prose(words: Words) -> Prose:
    """Bring a prose into the one form all notations share; every word stays."""
    lines = _listed(_levelled(words))
    while lines and not lines[0][0].strip():
        lines.pop(0)
    while lines and not lines[-1][0].strip():
        lines.pop()
    return Prose(
        markdown="\n".join(line for line, _, _ in lines),
        items=_items(lines),
        lines=tuple((row, col) for _, row, col in lines),
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
            levelled += [("", *places[row]), (f"{signs} {title}".rstrip(), *places[row]), ("", *places[row])]
        if head.body.text:
            first = head.body.marks[0].line
            levelled += lines[first : first + head.body.text.count("\n") + 1]
    return levelled


def _listed(lines: list[_Line]) -> list[_Line]:
    """Make a list item of every line, or part of one, that a person's bullet begins."""
    listed: list[_Line] = []
    fence = ""
    in_item = False
    lone = False
    for content, row, col in lines:
        marker = _FENCE.match(content)
        if fence or marker:
            if marker and (not fence or marker[1].startswith(fence)):
                fence = "" if fence else marker[1]
            listed.append((content, row, col))
            in_item = False
            continue
        ornament = _ORNAMENT.match(content)
        if ornament and content[ornament.end() :].strip():
            if in_item:
                while listed and not listed[-1][0].strip():
                    listed.pop()
            elif listed and listed[-1][0].strip():
                listed.append(("", row, col))
            start = ornament.end()
            for part, offset in _split(content, start):
                listed.append((f"- {_guarded(part)}", row, col + offset))
            in_item, lone = True, False
        elif ornament and ornament.group().strip():
            lone = True  # the sign alone on its line: the words come on the next
        elif lone and content.strip():
            while in_item and listed and not listed[-1][0].strip():
                listed.pop()
            listed.append((f"- {_guarded(content.strip())}", row, col))
            in_item, lone = True, False
        elif in_item and content.strip() and listed[-1][0].strip() and not _ITEM.match(content):
            listed.append((f"  {content.strip()}", row, col))
        else:
            if content.strip() and in_item and not _ITEM.match(content):
                in_item = False
            listed.append((content, row, col))
    return listed


def _split(content: str, start: int) -> list[tuple[str, int]]:
    """Split a line behind its first bullet at the further ones: (words, offset) each."""
    parts = []
    for sign in _INLINE.finditer(content, start):
        parts.append((content[start : sign.start()].strip(), start))
        start = sign.end()
    parts.append((content[start:].strip(), start))
    return [(part, offset) for part, offset in parts if part]


def _guarded(words: str) -> str:
    """Keep words behind a bullet from beginning a block of their own."""
    return f"\\{words}" if words[:1] in "#>|=" else words


def _items(lines: list[_Line]) -> tuple[str, ...]:
    items: list[list[str]] = []
    fence = ""
    open_item = False
    for content, _, _ in lines:
        marker = _FENCE.match(content)
        if fence or marker:
            if marker and (not fence or marker[1].startswith(fence)):
                fence = "" if fence else marker[1]
            open_item = False
        elif item := _ITEM.match(content):
            items.append([item[1]])
            open_item = True
        elif open_item and _LAZY.match(content):
            items[-1].append(content.strip())
        else:
            open_item = False
    return tuple(words for item in items if (words := text.plain(" ".join(item))))

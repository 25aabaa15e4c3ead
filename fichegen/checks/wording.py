"""The lines of a source without what is no wording of it: code, addresses, signs that are quoted alone.

A fiche may show damage as such: « é » devient « Ã© ». And what an address is made of, its server
knows. So code is not looked at; addresses and quoted signs are hidden while words are mended, and
come back as they were.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from fichegen import text
from fichegen.diagnostics import Finding, finding
from fichegen.expressions import expression

_HIDDEN: Final = "\x00"
"""Stands for a character that is hidden; no source holds it."""
_OF_HIDDEN: Final = expression(f"{_HIDDEN}+")
_IN_ADDRESS: Final = "essayez cette adresse ; si elle ne mène nulle part, recopiez-la"
_FENCE: Final = expression(r"[ \t>]*(?:[-*+][ \t]+)?(?P<sign>`{3,}(?=[^`]*$)|~{3,})(?P<rest>.*)")
_ITEM: Final = expression(rf"[ \t]*(?:(?:[-*+]|\d{{1,9}}[.)])(?:[ \t]|$)|[{text.ORNAMENTS}])")
_INDENTED: Final = expression(r"(?: {4}| {0,3}\t)")
_TICKS: Final = expression(r"`+")
_ADDRESS: Final = expression(
    r"(?:https?://|ftp://|www\.)[^\s<>\"«»]+"
    r"|(?<=\]\()[^\s)]+"  # the target of a link
    r"|^[ \t]{0,3}\[[^\]\n]{1,200}\]:[ \t]*\S+",
    re.IGNORECASE,
)
_YAML: Final = (".yml", ".yaml")
OPENING, CLOSING = "[«“\"'‘`(\\[]\\s?", "\\s?[»”\"'’`)\\]]"
"""What stands around a sign that is quoted, as pieces of a pattern."""


def quoted(sign: str) -> re.Pattern[str]:
    """Return a pattern for signs that are quoted alone or as a list, `sign` being one for any of them."""
    return expression(
        rf"{OPENING}(?:{sign})(?:\s?(?:[,;/]|et|ou)\s?(?:{sign})){{0,20}}(?:{CLOSING})"
    )


def code_lines(path: str, lines: Sequence[str]) -> frozenset[int]:
    """Return the indexes of the lines that are code: between fences, in Markdown those indented too."""
    indents = not path.lower().endswith(_YAML)
    found: set[int] = set()
    fence, margin = "", 0
    blank, listed = True, False
    for index, line in enumerate(lines):
        bare = line.strip()
        indent = len(line) - len(line.lstrip())
        sign = _FENCE.match(line)
        if fence and bare and indent < margin:
            fence = ""  # the item, or the value, that holds the code is over
        if fence:
            found.add(index)
            if sign and sign["sign"].startswith(fence) and not sign["rest"].strip():
                fence = ""
        elif sign:
            found.add(index)
            fence, margin = sign["sign"], indent
        elif indents and not listed and bare and _INDENTED.match(line) and blank:
            found.add(index)
            continue  # what follows at once is code as well
        if bare:
            listed = bool(_ITEM.match(line)) or (listed and (indent > 0 or not blank))
        blank = not bare
    return frozenset(found)


@dataclass(frozen=True, slots=True)
class Hidden:
    """A line some of whose characters are hidden; mending it leaves those as they are."""

    line: str
    shown: str
    """The line with a sign of its own for each hidden character."""

    def told(self, found: Finding) -> Finding:
        """Put the hidden characters back in what was found in the shown line."""
        values = tuple((name, _OF_HIDDEN.sub("…", value)) for name, value in found.values)
        fix = found.fix
        if fix and _HIDDEN in fix:
            start = found.span.col - 1
            place = slice(start, start + found.span.width)
            pairs = zip(self.line[place], self.shown[place], strict=True)
            chars = iter([char for char, shown in pairs if shown == _HIDDEN])
            fix = "".join(next(chars) if char == _HIDDEN else char for char in fix)
        return replace(found, values=values, fix=fix)


def hide(line: str, alone: re.Pattern[str], *, addresses: bool = True) -> Hidden:
    """Hide code, signs that are quoted `alone` and, unless they are to be seen, addresses."""
    pieces, at = [], 0
    for start, end in _code_spans(line):
        pieces += [line[at:start], _HIDDEN * (end - start)]
        at = end
    shown = "".join((*pieces, line[at:]))
    for pattern in (alone, _ADDRESS) if addresses else (alone,):
        shown = pattern.sub(lambda found: _HIDDEN * len(found[0]), shown)
    return Hidden(line, shown)


def in_address(found: Finding) -> Finding:
    """Tell of a sign in an address without a fix: whether it belongs there, only a server knows."""
    values = {**dict(found.values), "conseil": _IN_ADDRESS}
    return finding(found.code, found.span, **values)


def _code_spans(line: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of code between backticks; it ends at as many of them as it begins with."""
    if "`" not in line:
        return
    runs = [(run.start() + (line[run.start() - 1 : run.start()] == "\\"), run.end())
            for run in _TICKS.finditer(line)]  # fmt: skip
    last: dict[int, int] = {}
    """For each length the index of the last run that has it."""
    for index, (start, end) in enumerate(runs):
        last[end - start] = index
    index = 0
    while index < len(runs):
        start, end = runs[index]
        if last[end - start] > index and end > start:
            index = next(
                i for i in range(index + 1, len(runs)) if runs[i][1] - runs[i][0] == end - start
            )
            yield start, runs[index][1]
        index += 1

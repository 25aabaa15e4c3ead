"""Bullets and pictograms that begin nothing: alone on a line, or two in place of one.

The reader takes such a sign for the beginning of a list item, whose words may stand on the next
line; what is told here is only what it makes nothing good of.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import Final

from fichegen import text
from fichegen.checks.wording import code_lines
from fichegen.diagnostics import Finding, Span, finding, with_fix
from fichegen.expressions import expression

_BULLETS: Final = "☞☛➢➤➣➥►▶▷▸❖•▪◦‣⁃∙\uf0b7\uf0a7\uf0d8"
"""Signs that say nothing but "here begins an item": no box to tick, no star, no arrow."""
_HANDS: Final = "☞☛➢➤➣➥►▶"
"""Those that nobody doubles to mean a lower level."""
_GAP: Final = "[ \t\u00a0]*"
_ITEM: Final = r"(?:[-*+]|\d{1,3}[.)])[ \t]+[\"']?"
_QUICK: Final = expression(
    rf"^[ \t]*(?:(?:#{{1,6}}[ \t]+|{_ITEM})[{text.ORNAMENTS}]|[{text.ORNAMENTS}]{_GAP}(?:$|[{text.ORNAMENTS}–—*+-]))",
    re.MULTILINE,
)
_LONE: Final = expression(
    rf"[ \t]*(?P<before>#{{1,6}}[ \t]+|[-*+][ \t]+)?"
    rf"(?P<signs>[{text.ORNAMENTS}](?:{_GAP}[{text.ORNAMENTS}])*){_GAP}$"
)
_TWICE: Final = expression(
    rf"[ \t]*(?:(?P<sign>{_ITEM})(?P<bullet>[{_BULLETS}]{_GAP})"
    rf"|(?P<first>[{_BULLETS}]){_GAP}(?P<dash>[-*+–—][ \t]+)"
    rf"|(?P<one>[{_BULLETS}])[ \t\u00a0]+(?P<again>(?P=one){_GAP})"
    rf"|(?P<hand>[{_HANDS}])(?P<other>(?P=hand)){_GAP})(?=[\w«(])(?!\d+[.)])"
)
_BLANKS: Final = expression("[ \t\u00a0]+")
_BREAK: Final = 3
"""Signs on a line of their own from which on they part two passages, as `* * *` does."""
_RATINGS: Final = frozenset("★☆")
_UNDERLINE: Final = expression(r" {0,3}(?:=+|-+)[ \t]*$")
_NEW_BLOCK: Final = expression(rf"\s*(?:---|[-*+][ \t]|\d{{1,3}}[.)][ \t]|[{text.ORNAMENTS}])")
_HEADING: Final = expression(r" {0,3}#{1,6}(?:\s|$)")
_KEY: Final = expression(r"[ \t]*(?:- )?[^\W\d_][^:\n]{0,60}:(?:[ \t]|$)")


def ornaments_that_begin_nothing(path: str, source: str) -> Iterator[Finding]:
    """FG120: a sign alone on its line, with nothing behind it; two signs where one would do."""
    marked = [*_marked(source)]
    is_yaml = path.lower().endswith((".yml", ".yaml"))
    lines = source.split("\n") if marked else []
    code: frozenset[int] | None = None
    for index in marked:
        found = _lone(path, lines, index, is_yaml=is_yaml) or _twice(path, index + 1, lines[index])
        if not found:
            continue
        code = code_lines(path, lines) if code is None else code
        if index not in code:
            yield found


def _marked(source: str) -> Iterator[int]:
    """Yield the indexes of the lines that may begin so."""
    index = at = 0
    for found in _QUICK.finditer(source):
        index += source.count("\n", at, found.start())
        at = found.start()
        yield index


def _lone(path: str, lines: Sequence[str], index: int, *, is_yaml: bool) -> Finding | None:
    lone = _LONE.match(lines[index])
    if not lone or _RATINGS & {*lone["signs"]}:
        return None
    signs = lone["signs"]
    if len(_BLANKS.sub("", signs)) >= _BREAK:
        return None
    of_heading = (lone["before"] or "").startswith("#")
    if of_heading and is_yaml:  # a comment
        return None
    if not lone["before"] and not _nothing_behind(lines, index, signs, is_yaml=is_yaml):
        return None
    start, end = lone.span("signs")
    underlined = index + 1 < len(lines) and _UNDERLINE.match(lines[index + 1])
    certain = len(signs) == 1 and signs in _BULLETS and not (of_heading or underlined)
    if lone["before"]:
        start = lone.start("before")
        certain = certain and not is_yaml
    found = finding(
        "FG120",
        Span(path, index + 1, start + 1, end - start),
        quoi=f"« {signs[:20]} » est seul sur sa ligne, sans rien à sa suite",
        conseil="complétez ce titre, ou supprimez-le"
        if of_heading
        else "supprimez-le, ou écrivez à sa suite le texte qu'il annonce",
    )
    return with_fix(found, "") if certain else found


def _nothing_behind(lines: Sequence[str], index: int, signs: str, *, is_yaml: bool) -> bool:
    """Tell whether no words follow that the reader would put behind the sign.

    Of a section that holds nothing else, FG206 tells.
    """
    if len(signs) > 1:
        return True
    before, after = _next(lines, index, -1), _next(lines, index, 1)
    ends = not after or _opens(after, is_yaml=is_yaml)
    if not ends and not _NEW_BLOCK.match(after):
        return False
    return not (ends and _opens(before, is_yaml=is_yaml))


def _opens(line: str, *, is_yaml: bool) -> bool:
    """Tell whether a line opens a section."""
    return bool((_KEY if is_yaml else _HEADING).match(line))


def _next(lines: Sequence[str], index: int, step: int) -> str:
    """Return the nearest line that is not blank; empty for none."""
    index += step
    while 0 <= index < len(lines):
        if lines[index].strip():
            return lines[index]
        index += step
    return ""


def _twice(path: str, number: int, line: str) -> Finding | None:
    twice = _TWICE.match(line)
    if not twice:
        return None
    name = next(name for name in ("bullet", "dash", "again", "other") if twice[name])
    start, end = twice.span(name)
    found = finding(
        "FG120",
        Span(path, number, start + 1, end - start),
        quoi=f"« {line[:end].strip()} » : deux puces se suivent",
        conseil=f"gardez-en une seule : supprimez « {twice[name].strip()} »",
    )
    return with_fix(found, "")

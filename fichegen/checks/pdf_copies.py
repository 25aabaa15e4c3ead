"""What a copy from a PDF breaks: accents that stand beside their letters, words cut at the ends of lines.

A PDF may draw « é » as an accent and a letter, one behind the other or before it. Which letter takes
the accent is certain where French has only one such letter there, or where all others of the file
stand on the same side. `l´école` is somebody's apostrophe, a sign of its own in pairs a quotation or
code: both are left alone.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from fichegen.checks.changes import changed, cut
from fichegen.checks.wording import code_lines, hide, quoted
from fichegen.diagnostics import Finding, Span, finding, with_fix
from fichegen.expressions import expression

_ACCENTS: Final[Mapping[str, tuple[str, str]]] = {
    "\u00b4": ("\u0301", "eE"),
    "\u02ca": ("\u0301", "eE"),
    "`": ("\u0300", "aeuAEU"),
    "\u02cb": ("\u0300", "aeuAEU"),
    "\u02c6": ("\u0302", "aeiouAEIOU\u0131"),
    "\u00a8": ("\u0308", "eiuEIU\u0131"),
    "\u00b8": ("\u0327", "cC"),
}
"""For each sign the accent that it stands for, and the letters that have it in French."""
_SIGN: Final = expression(f"[{''.join(_ACCENTS)}]")
_APOSTROPHES: Final = "\u00b4\u02ca`\u02cb"
"""Signs that people type for one."""
_ELIDED: Final = expression(r"(?:[cdjlmnsty]|\w{0,20}qu)", re.IGNORECASE)
"""What stands before an apostrophe, from the beginning of its word."""
_BEFORE: Final = expression(r"[^\W\d_]{0,40}$")
_BEHIND: Final = expression(r"[^\W\d_]{0,40}")
_WORD: Final = expression(r"[^\W\d_]+")
_CUT: Final = expression(r"(?<![\w-])([^\W\d_]{2,40})[-\u2010][ \t]*$")
_CUT_AT: Final = ("-", "\u2010")
_REST: Final = expression(r"[ \t]*([^\W\d_]{2,40})(?![\w-])")
_COMPOUND: Final = expression(r"[^\W\d_]+-[^\W\d_]+")
_ALONE: Final = quoted(f"[{''.join({*_ACCENTS} - {'`'})}]")
_INNER: Final = expression(r"(?<=[^\W\d_])`(?=[^\W\d_])")
_GRAVE: Final = "\u02cb"
_LEFT, _RIGHT = -1, 1
_REACH: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class _Sign:
    """An accent in a line, by where it stands and which of its neighbours may take it."""

    at: int
    before: str
    behind: str
    """The letters of its word on both sides."""
    sides: tuple[int, ...]
    """The sides on which a letter may take it."""
    elided: bool
    """Whether it may be an apostrophe: `l´eau`."""
    plural: bool
    """Whether it may be that of "Nestle´s"."""

    @property
    def sure(self) -> bool:
        """Whether nothing else can be meant, so that others of the file follow it."""
        return len(self.sides) == 1 and not self.elided and not self.plural


def accents_beside_letters(path: str, source: str) -> Iterator[Finding]:
    """FG119: `rep´erer`, `fragilite´`, `fran¸cais`; one a line."""
    if not _SIGN.search(source):
        return
    lines = source.split("\n")
    code = code_lines(path, lines)
    seen = {
        n: _wording(line) for n, line in enumerate(lines) if n not in code and _SIGN.search(line)
    }
    signs = {number: found for number, line in seen.items() if (found := _signs(line))}
    sides = {sign.sides[0] for found in signs.values() for sign in found if sign.sure}
    side = sides.pop() if len(sides) == 1 else 0
    words = _words(source) if signs else frozenset()
    for number, found in signs.items():
        told = _accents(path, number + 1, lines[number], found, side, words)
        if told:
            yield told


def _wording(line: str) -> str:
    """Hide what is no wording; graves that all stand within words are no signs of code."""
    inner, count = _INNER.subn(_GRAVE, line)
    return hide(inner if count == line.count("`") else line, _ALONE).shown


def _signs(line: str) -> list[_Sign]:
    """Return the signs of a line that stand beside a letter which may take them.

    A sign that opens a word and closes another is a quotation; a grave that does either is code.
    """
    found: list[_Sign] = []
    opening, closing = set[str](), set[str]()
    for match in _SIGN.finditer(line):
        at, sign = match.start(), match[0]
        before = _BEFORE.search(line[max(0, at - _REACH) : at])
        behind = _BEHIND.match(line, at + 1)
        left, right = before[0] if before else "", behind[0] if behind else ""
        if not left:
            opening.add(sign)
        if not right:
            closing.add(sign)
        letters = _ACCENTS[sign][1]
        sides = [side for side, beside in ((_LEFT, left[-1:]), (_RIGHT, right[:1]))
                 if beside and beside in letters]  # fmt: skip
        if sides:
            elided = sign in _APOSTROPHES and bool(right) and bool(_ELIDED.fullmatch(left))
            plural = sides == [_LEFT] and right == "s"
            found.append(_Sign(at=at, before=left, behind=right, sides=tuple(sides),
                               elided=elided, plural=plural))  # fmt: skip
    kept_apart = (opening & closing) | ({"`"} & (opening | closing))
    return [sign for sign in found if line[sign.at] not in kept_apart]


def _accents(
    path: str, number: int, line: str, signs: Sequence[_Sign], side: int, words: frozenset[str]
) -> Finding | None:
    """Tell the accents of a line, with the fix where it is certain."""
    quoi = "un accent à côté de sa lettre"
    mended = list(line)
    unsure = []
    for sign in signs:
        taken = _side(line, sign, side, words)
        at = sign.at + taken
        if taken and mended[at] == line[at]:
            mended[sign.at], mended[at] = "", _accented(line[sign.at], line[at])
        elif side == _RIGHT if sign.elided else len(sign.sides) > 1:
            unsure.append(sign)
    if (right := "".join(mended)) != line:
        start, end, new = changed(line, right)
        letter = next(char for char, was in zip(mended, line, strict=True) if char and char != was)
        found = finding("FG119", Span(path, number, start + 1, end - start), quoi=quoi,
                        mots=cut(new.split(" ")[0]), conseil=f"retapez « {letter} »")  # fmt: skip
        return with_fix(found, new)
    if not unsure:
        return None
    word = unsure[0]
    whole = f"{word.before}{line[word.at]}{word.behind}"
    span = Span(path, number, word.at - len(word.before) + 1, len(whole))
    return finding("FG119", span, mots=cut(whole), quoi=quoi,
                   conseil="retapez la lettre accentuée, ou l'apostrophe, à la place de ce signe")  # fmt: skip


def _side(line: str, sign: _Sign, side: int, words: frozenset[str]) -> int:
    """Return on which side of a sign stands its letter; 0 where that is not certain."""
    if sign.sure:
        return sign.sides[0]
    known = [taken for taken in sign.sides if _word(line, sign, taken).casefold() in words]
    if len(known) == 1:
        return known[0]
    return side if side in sign.sides and not sign.elided else 0


def _word(line: str, sign: _Sign, taken: int) -> str:
    """Return the word of a sign, with the accent on one of its neighbours."""
    letter = _accented(line[sign.at], line[sign.at + taken])
    if taken == _LEFT:
        return f"{sign.before[:-1]}{letter}{sign.behind}"
    return f"{sign.before}{letter}{sign.behind[1:]}"


def _accented(sign: str, letter: str) -> str:
    return unicodedata.normalize("NFC", letter.replace("\u0131", "i") + _ACCENTS[sign][0])


def words_cut_in_two(path: str, source: str) -> Iterator[Finding]:
    """FG119: `douce-` at the end of a line and `ment` below it, where the file has `doucement` too."""
    lines = source.split("\n")
    cuts = [
        (number, left, right)
        for number, (line, below) in enumerate(pairwise(lines))
        if line.rstrip(" \t\r").endswith(_CUT_AT)
        and (left := _CUT.search(line.rstrip("\r")[-_REACH * 2 :]))
        and (right := _REST.match(below))
    ]
    if not cuts:
        return
    words, code = _words(source), code_lines(path, lines)
    compounds = frozenset(_COMPOUND.findall(source.casefold()))
    for number, left, right in cuts:
        whole, compound = left[1] + right[1], f"{left[1]}-{right[1]}".casefold()
        known = whole.casefold() in words and compound not in compounds
        if known and right[1].islower() and number not in code:
            col = len(lines[number].rstrip().removesuffix(left[0].strip())) + 1
            yield finding("FG119", Span(path, number + 1, col, len(left[1]) + 1), mots=cut(whole),
                          quoi="une coupure de fin de ligne",
                          conseil=f"réunissez les deux lignes, et écrivez « {cut(whole)} »")  # fmt: skip


def _words(source: str) -> frozenset[str]:
    return frozenset(_WORD.findall(source.casefold()))

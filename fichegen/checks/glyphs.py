"""Signs that a copy from PDF or Word leaves behind: they look right, or are not seen at all.

A search does not find « ﬁn » for « fin », nor a word with an invisible sign in it. What the reader
of fiches understands anyway is left alone: a bullet of Word's own fonts at the beginning of a line.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from typing import Final

from fichegen import text
from fichegen.checks.changes import changed, cut
from fichegen.checks.wording import code_lines, hide, in_address, quoted
from fichegen.diagnostics import Finding, Span, finding, with_fix
from fichegen.expressions import expression

_QUICK: Final = expression(
    "[\u00ad\u0300-\u036f\u200b-\u200f\u2060\ue000-\uf8ff\ufb00-\ufb06\ufeff]"
)
_LIGATURE: Final = expression("[\ufb00-\ufb06]")
_SOFT_HYPHEN: Final = expression("\u00ad+")
_INVISIBLE: Final = expression("[\u200b-\u200f\u2060\ufeff]")
_JOINERS: Final = "\u200c\u200d"
_OTHER_SCRIPT: Final = expression("[\u0590-\u1cff\ufb1d-\ufdff\ufe70-\ufefc]")
"""Letters of scripts in which such signs have work to do."""
_BEYOND_LATIN: Final = "\u0250"
_PRIVATE: Final = expression("[\ue000-\uf8ff]")
_DETACHED: Final = expression("[A-Za-zÀ-ÿ][\u0300-\u036f]{1,4}")
_ALONE: Final = quoted(
    "[\ufb00-\ufb06]|[A-Za-zÀ-ÿ][\u0300-\u036f]{1,4}|[\u00ad\u200b-\u200f\u2060\ue000-\uf8ff\ufeff]"
)
"""A sign that a text speaks of."""
_BULLET: Final = expression(
    r"[\s#>*+\"'–—-]*(?:[^\W\d_][^:\n]{0,40}:[ \t]+[\"']?)?"  # what may stand before it, a key too
    rf"[{text.ORNAMENTS}\ue000-\uf8ff \t\u00a0]*"
)
_WORD: Final = expression(r"[^\W\d_]+")
_PARTS: Final = expression(
    "(?<![^\\W\\d_])(?P<left>[^\\W\\d_]{1,40})\u00ad+(?P<right>(?:[^\\W\\d_]|\u00ad){1,40})"
)
_ENDINGS: Final = expression(
    "(?:[ts]ions?|tionn\\w+|gn?ements?|ments?|t?eurs?|trices?|[ai]bles?|[ai]ques?|[ai]ves?)"
)
"""Ends of French words that are no words: no compound has them behind its hyphen."""
_EVERYWHERE: Final = {
    "\uf04a": "☺", "\uf04c": "☹", "\uf0b7": "•", "\uf0df": "←", "\uf0e0": "→", "\uf0e8": "➔",
    "\uf0fc": "✓",
}  # fmt: skip
"""Signs of Wingdings and Symbol that Word itself puts in place of what people type: `-->`, `:-)`."""
_AT_THE_HEAD: Final = {
    "\uf02d": "–", "\uf046": "☞", "\uf06e": "■", "\uf06f": "□", "\uf071": "□", "\uf072": "□",
    "\uf075": "◆", "\uf076": "❖", "\uf0a7": "▪", "\uf0a8": "□", "\uf0d8": "➢", "\uf0fb": "✗",
    "\uf0fd": "☒", "\uf0fe": "☑",
}  # fmt: skip
"""What they are where they begin a line."""


def copied_glyphs(path: str, source: str) -> Iterator[Finding]:
    """FG119: ligatures, detached accents, invisible signs, glyphs of Word's fonts; one a line and kind."""
    if not _QUICK.search(source):
        return
    lines = source.split("\n")
    code = code_lines(path, lines)
    words: frozenset[str] | None = None
    for index, line in enumerate(lines):
        if index in code or not _QUICK.search(line):
            continue
        if words is None and "\u00ad" in line:
            words = frozenset(_WORD.findall(source.casefold()))
        wording = hide(line, _ALONE)
        whole = hide(line, _ALONE, addresses=False)
        for look in _LOOKS:
            if found := look(path, index + 1, wording.shown, words or frozenset()):
                yield wording.told(found)
            elif look is not _detached and whole != wording:
                found = look(path, index + 1, whole.shown, words or frozenset())
                if found:
                    yield in_address(whole.told(found))


def _told(path: str, number: int, line: str, mended: str, quoi: str, conseil: str) -> Finding:
    """Make the finding for a line that is surely mended."""
    start, end, new = changed(line, mended)
    span = Span(path, number, start + 1, end - start)
    return with_fix(
        finding("FG119", span, mots=_quoted(new.split(" ")[0], mended), quoi=quoi, conseil=conseil),
        new,
    )


def _quoted(words: str, line: str) -> str:
    """Quote the words, or those of the line where nothing of them can be seen."""
    seen = text.strip_ornaments(_QUICK.sub("", words))
    return cut(seen or text.strip_ornaments(_QUICK.sub("", line)) or "…")


def _ligatures(path: str, number: int, line: str, _words: frozenset[str]) -> Finding | None:
    ligature = _LIGATURE.search(line)
    if not ligature:
        return None
    letters = unicodedata.normalize("NFKC", ligature[0])
    mended = _LIGATURE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), line)
    return _told(
        path, number, line, mended, f"une ligature, les lettres « {letters} » en un seul signe",
        f"retapez ces lettres une à une : « {letters} »",
    )  # fmt: skip


def _detached(path: str, number: int, line: str, _words: frozenset[str]) -> Finding | None:
    mended = _DETACHED.sub(lambda found: unicodedata.normalize("NFC", found[0]), line)
    if mended == line:
        return None
    letter = next(
        composed
        for found in _DETACHED.finditer(line)
        if (composed := unicodedata.normalize("NFC", found[0])) != found[0]
    )
    return _told(
        path, number, line, mended, "un accent détaché de sa lettre", f"retapez « {letter} »"
    )


def _invisible(path: str, number: int, line: str, _words: frozenset[str]) -> Finding | None:
    other = bool(_OTHER_SCRIPT.search(line))

    def kept(found: re.Match[str]) -> str:
        before, after = (
            line[max(0, found.start() - 1) : found.start()],
            line[found.end() : found.end() + 1],
        )
        needed = found[0] in _JOINERS and max(before, after) >= _BEYOND_LATIN
        return found[0] if other or needed else ""

    mended = _INVISIBLE.sub(kept, line) if _INVISIBLE.search(line) else line
    if mended == line:
        return None
    sign = next(found[0] for found in _INVISIBLE.finditer(line) if not kept(found))
    return _told(
        path, number, line, mended, f"un signe invisible (U+{ord(sign):04X})",
        "supprimez-le ; il vient souvent d'un copier-coller",
    )  # fmt: skip


def _private(path: str, number: int, line: str, _words: frozenset[str]) -> Finding | None:
    if not _PRIVATE.search(line):
        return None
    head = _BULLET.match(line)
    reach = head.end() if head else 0
    icons = "@" in line  # beside an address it may be an envelope of some font of icons

    def sign(found: re.Match[str]) -> str:
        if found.start() < reach:
            return found[0] if found[0] in text.ORNAMENTS else _AT_THE_HEAD.get(found[0], found[0])
        return found[0] if icons else _EVERYWHERE.get(found[0], found[0])

    mended = _PRIVATE.sub(sign, line)
    quoi = "un signe d'une police de Word, qui s'affiche comme un carré"
    first = next((found for found in _PRIVATE.finditer(line) if sign(found) != found[0]), None)
    if first:
        return _told(path, number, line, mended, quoi, f"remplacez-le par « {sign(first)} »")
    unknown = (
        f for f in _PRIVATE.finditer(line) if f.start() >= reach or f[0] not in text.ORNAMENTS
    )
    lost = next(unknown, None)
    if not lost:
        return None
    span = Span(path, number, lost.start() + 1)
    around = line[max(0, lost.start() - 20) : lost.end() + 20]
    return finding("FG119", span, mots=_quoted(around, line), quoi=quoi,
                   conseil="retapez ce qu'il montrait dans Word, ou supprimez-le")  # fmt: skip


def _soft_hyphens(path: str, number: int, line: str, words: frozenset[str]) -> Finding | None:
    """Take soft hyphens out of words; where one may be a true hyphen that was lost, tell it alone."""
    if "\u00ad" not in line:
        return None
    quoi = "un trait d'union invisible"
    mended = _PARTS.sub(lambda found: _joined(found, words), line)
    if mended != line:
        return _told(path, number, line, mended, quoi, "supprimez-le")
    found = _SOFT_HYPHEN.search(line)
    if not found:
        return None
    at = found.start()
    around = (
        re.split(r"\s", line[max(0, at - 20) : at])[-1] + re.split(r"\s", line[at : at + 20])[0]
    )
    return finding("FG119", Span(path, number, at + 1, len(found[0])), mots=_quoted(around, line),
                   quoi=quoi,
                   conseil="supprimez-le, ou tapez un vrai trait d'union s'il en faut un")  # fmt: skip


def _joined(found: re.Match[str], words: frozenset[str]) -> str:
    """Join a word that surely was one: cut more than once, at an ending, or whole elsewhere."""
    right = found["right"].replace("\u00ad", "")
    whole = found["left"] + right
    sure = "\u00ad" in found["right"] or _ENDINGS.fullmatch(right) or whole.casefold() in words
    return whole if sure else found[0]


_LOOKS: Final[tuple[Callable[[str, int, str, frozenset[str]], Finding | None], ...]] = (
    _ligatures,
    _detached,
    _invisible,
    _private,
    _soft_hyphens,
)

"""Text that was written in UTF-8 and read as Windows-1252: « prÃ©requis » for « prérequis ».

Each accent or sign became two or three, the bytes of its UTF-8 form (lead and continuations). What
is told was tried: the signs are put back to bytes and read again. Some pairs are words of their own
(« MANHÃ », the letter « Â »): how sure a pair is, its neighbours tell.
"""

from __future__ import annotations

import enum
import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from fichegen import text
from fichegen.checks.changes import changed, cut
from fichegen.checks.wording import code_lines, hide, in_address, quoted
from fichegen.diagnostics import Finding, Span, finding, with_fix
from fichegen.expressions import expression

_ROUNDS: Final = 4
"""How many times over a text may have been damaged."""
_UNDEFINED: Final = (0x81, 0x8D, 0x8F, 0x90, 0x9D)
"""Bytes that are no sign in Windows-1252: mostly lost on the way."""
_BYTES: Final = {
    bytes([byte]).decode("cp1252"): byte for byte in range(0x80, 0x100) if byte not in _UNDEFINED
}
_REST: Final = "".join(re.escape(sign) for sign, byte in _BYTES.items() if byte < 0xC0)
"""Signs whose byte continues a UTF-8 sequence, for a class of a pattern."""
_PIECE: Final = expression(
    rf"[ÂÃÄÅ][{_REST}]|Æ’|Ë[†œ]|[âï][{_REST}]{{2}}|ð[{_REST}]{{3}}"
    rf"|[A-Za-z]Ì[€‚ƒˆ§]|eÌ(?![{_REST}])"  # an accent behind its letter
    rf"|[ÃÂ] |(?<=[a-zé])Ã(?=\n|\Z)|â€(?![{_REST}])|ï¬(?![{_REST}])"  # the last byte has changed or gone
)
_ALONE: Final = quoted(_PIECE.pattern)
_LOST: Final = expression("\ufffd+|(?:ï¿½)+")
_QUICK: Final = (
    *((lead, expression(rf"{lead}[{_REST} \n]")) for lead in "ÂÄÅÆËâïð"),
    ("Ã", expression(rf"Ã(?:[{_REST} \n]|\Z)")),
    *((lead, expression(lead)) for lead in "Ì\ufffd"),
)
"""Finds all of these and a little more, fast: from the sign they begin with, which most texts lack."""
_NATURAL: Final = "\u00a0»”’›…–—•·¹²³ªº®"
"""Continuations that a person may type behind a capital Ã or Â."""
_CLOSING: Final = "»”\"'’):;!?.,"
_UNLIKELY: Final = "ÒÐÞþ÷"
_NAMES: Final = "ŒœŸŠšŽžćłńřğş"
"""Letters beyond Latin-1 that French texts and names of persons hold."""
_TWICE: Final = "ƒˆ˜"
"""Signs that only a text damaged twice holds on the way."""
_WORDS: Final = {"\ufeff": "", "\u200b": "", "\u200e": "", "\u200f": "", "\u2028": " "}
_LAST_SIGN, _FIRST_PICTOGRAM = "\u27bf", "\U0001f000"
_SIGN_KINDS: Final = ("Pd", "Pi", "Pf", "Po", "Ps", "Sc", "Sm", "So", "Zs")


class _Grade(enum.Enum):
    SURE = enum.auto()
    SAME_LINE = enum.auto()
    """Damage where the same line holds some that is sure."""
    SAME_FILE = enum.auto()
    """Damage where the file holds some that is sure."""


@dataclass(frozen=True, slots=True)
class _Piece:
    start: int
    end: int
    words: str
    """What was written."""
    grade: _Grade


def text_in_a_wrong_encoding(path: str, source: str) -> Iterator[Finding]:
    """FG121: signs that are the bytes of others, with the fix; letters that are lost, without."""
    if not _may_be_damaged(source):
        return
    lines = source.split("\n")
    code = code_lines(path, lines)
    damaged = [n for n, line in enumerate(lines) if n not in code and _may_be_damaged(line)]
    wordings = {number: hide(lines[number], _ALONE) for number in damaged}
    sure_file = any(_is_sure(wording.shown) for wording in wordings.values())
    for number, wording in wordings.items():
        found = [*_found(path, number + 1, wording.shown, sure_file=sure_file)]
        yield from map(wording.told, found)
        whole = hide(wording.line, _ALONE, addresses=False)
        if not found and whole != wording:
            for told in _found(path, number + 1, whole.shown, sure_file=sure_file):
                yield in_address(whole.told(told))


def _may_be_damaged(words: str) -> bool:
    return any(lead in words and pattern.search(words) for lead, pattern in _QUICK)


def _found(path: str, number: int, line: str, *, sure_file: bool) -> Iterator[Finding]:
    """Tell what is damaged in a line, and what is lost of it."""
    if (mended := _mended(line, sure_file=sure_file)) != line:
        yield _damaged(path, number, line, mended)
    if lost := _LOST.search(line):
        span = Span(path, number, lost.start() + 1, len(lost[0]))
        yield _lost(span, line, lost.start(), lost.end())
    elif (quote := mended.find("â€")) >= 0 and (at := line.find("â€")) >= 0:
        yield _lost(Span(path, number, at + 1, 2), mended, quote, quote + 2)


def _damaged(path: str, number: int, line: str, mended: str) -> Finding:
    start, end, words = changed(line, mended)
    before, after = line[start:end].split(" "), words.split(" ")
    rest = " ; corrigez de même la suite de la ligne" if len(before) > 1 else ""
    found = finding(
        "FG121",
        Span(path, number, start + 1, end - start),
        mots=cut(before[0]),
        conseil=f"écrivez « {cut(after[0])} »{rest}" if after[0].strip() else "supprimez ce signe",
    )
    return with_fix(found, words)


def _lost(span: Span, line: str, start: int, end: int) -> Finding:
    first = line.rfind(" ", 0, start) + 1
    last = line.find(" ", end)
    word = line[first : last if last >= 0 else len(line)]
    advice = "retapez ce qui est perdu ; le fichier d'origine l'a peut-être encore"
    return finding("FG121", span, mots=cut(word), conseil=advice)


def _is_sure(line: str) -> bool:
    return any(piece.grade is _Grade.SURE for piece in _pieces(line))


def _mended(line: str, *, sure_file: bool) -> str:
    """Put the signs of a line back, again where they had been damaged more than once."""
    for _ in range(_ROUNDS):
        pieces = [*_pieces(line)]
        sure_line = any(piece.grade is _Grade.SURE for piece in pieces)
        told = {
            _Grade.SURE: True,
            _Grade.SAME_LINE: sure_line,
            _Grade.SAME_FILE: sure_line or sure_file,
        }
        parts, at = [], 0
        for piece in pieces:
            if told[piece.grade]:
                parts += [line[at : piece.start], piece.words]
                at = piece.end
        if not at:
            break
        line = "".join((*parts, line[at:]))
    return line


def _pieces(line: str) -> Iterator[_Piece]:
    """Find what may be damaged, in order."""
    last = _Piece(0, -1, "", _Grade.SAME_FILE)
    quoted = False
    for match in _PIECE.finditer(line):
        signs, (start, end) = match[0], match.span()
        if signs == "â€":  # a closing quote, whose last byte is none in Windows-1252
            if quoted:
                yield _Piece(start, end, "”", _Grade.SURE)
            continue
        words = _read(signs, line[end : end + 1])
        if words is None:
            continue
        quoted = words == "“" or (quoted and words != "”")
        grade = _grade(line, match, words)
        if last.end == start and last.grade is _Grade.SURE:
            grade = _Grade.SURE
        if grade:
            last = _Piece(start, end, words, grade)
            yield last


def _read(signs: str, after: str) -> str | None:
    """Read the signs as UTF-8; None where that gives nothing a French text would hold."""
    if signs == "Ã":
        return "à"
    if signs == "ï¬":
        return "fi"
    if signs[-1] == " ":  # it was a no-break space
        return (
            ("à" if after in " -,.)'’" else "à ")
            if signs[0] == "Ã"
            else ""
            if after == " "
            else " "
        )
    if signs == "eÌ":
        return "é"
    letter = signs[0] if signs[1:2] == "Ì" else ""
    try:
        char = bytes(_BYTES[sign] for sign in signs[len(letter) :]).decode("utf-8")
    except UnicodeDecodeError:
        return None
    if letter:
        composed = unicodedata.normalize("NFC", letter + char)
        return composed if len(composed) == 1 else None
    if len(signs) == 2:
        known = (
            char in _NAMES + _TWICE
            if char > "\u00ff"
            else char not in _UNLIKELY and char >= "\u00a0"
        )
        return char if known else None
    return _sign(signs, char)


def _sign(signs: str, char: str) -> str | None:
    """Judge what three or four signs were: typography, bullets, ligatures, pictograms."""
    if char in _WORDS:
        return _WORDS[char]
    if "\ufb00" <= char <= "\ufb06":
        return unicodedata.normalize("NFKC", char)
    if "\uf000" <= char <= "\uf0ff":
        return char
    if signs[0] == "ï":
        return None
    if signs[1] in "–—…":  # « pâ–» » may be a word cut short
        return char if char in text.ORNAMENTS else None
    known = unicodedata.category(char) in _SIGN_KINDS
    return char if known and not _LAST_SIGN < char < _FIRST_PICTOGRAM else None


def _grade(line: str, match: re.Match[str], words: str) -> _Grade | None:
    """Tell how sure it is that two signs are one; None where they are surely two."""
    signs, (start, end) = match[0], match.span()
    before, after = line[max(0, start - 1) : start], line[end : end + 1]
    if len(signs) > 2 or signs in ("Ã", "ï¬", "eÌ"):
        cut_short = len(signs) > 2 and signs[1] in "–—…" and before.isalpha()
        return None if cut_short else _Grade.SURE
    if signs[1] not in _NATURAL + " " or before.islower() or before.isdigit():
        return _Grade.SURE
    if words == "Œ" and re.match(r"[^\W\d_]{2}", line[end : end + 2]):
        return _Grade.SURE
    if words.isalpha() and after.isalpha() and signs[1] not in "–—’":
        begins = not before.isalpha() or not line[max(0, start - 2) : start - 1].isalpha()
        if begins and (words.isupper() or after.islower()):
            return _Grade.SURE
    if before.isupper():
        return None if signs == "Ã " else _Grade.SAME_LINE
    if signs[1] in "\u00a0 " and after and after in _CLOSING:
        return None
    return _Grade.SURE if words == "à" and after == " " else _Grade.SAME_FILE

"""The numbers in a line about people: those one dials, and those that only look alike."""

from __future__ import annotations

import re
from typing import Final

from fichegen import text
from fichegen.expressions import expression

REMOVED: Final = "\ue000"
"""Stands where an address or a number was, so that the words leading to it go too."""

_NUMBER: Final = r"(?:\+|00)?\d(?:[\d .)\u00a0\u202f/-]|\((?=\s?\d{1,4}\s?\))){7,60}\d(?!\w)"
_PHONES: Final = expression(rf"(?<![\w/.]){_NUMBER}")
_NATIONAL: Final = expression(r"(?<!\d)0(?:[ .\u00a0\u202f-]{0,2}\d){9}(?!\.?\d)")
_BETWEEN: Final = expression(r"\s+[/-]\s+|/|\s{2,}")
_NOT_DIALLED: Final = expression(
    r"(?<!\w)(t[ée]l(?:[ée]phone)?\.?\s?(?:/|et|&|-)\s?)?"
    rf"(fax|t[ée]l[ée]copie|siret|siren|nda|d[ée]claration d['’]activit[ée])[^\w(]{{0,6}}({_NUMBER})",
    re.IGNORECASE,
)
_DIGITS: Final = expression(r"\d")
_MISTYPED: Final = expression(r"(?<![\w/.@-])[0Oo]([ .\u00a0-]?[\dOolI]){9}(?![\w@])")
_MOST_LETTERS: Final = 3
"""Letters that may have been typed in place of digits, "O2 98 44 1O 20"."""


def take_numbers(line: str) -> tuple[list[str], list[str], str]:
    """Take the numbers out of a line; gives those nobody dials, the others, the rest."""
    if not _DIGITS.search(line):
        return [], [], line
    notes: list[str] = []
    phones: list[str] = []

    def note(match: re.Match[str]) -> str:
        if match[1]:
            return match[0]
        notes.append(f"{match[2]} : {text.squeeze(match[3])}")
        return f" {REMOVED} "

    def take(match: re.Match[str]) -> str:
        found = _phones(match[0])
        phones.extend(found)
        return f" {REMOVED} " if found else match[0]

    def lettered(match: re.Match[str]) -> str:
        letters = sum(map(str.isalpha, match[0]))
        if not letters or letters > _MOST_LETTERS:
            return match[0]
        phones.append(match[0])
        return f" {REMOVED} "

    rest = _MISTYPED.sub(lettered, _NOT_DIALLED.sub(note, line))
    return notes, phones, _PHONES.sub(take, rest)


def _phones(run: str) -> list[str]:
    """Tell the numbers apart that stand behind one another."""
    if enough_digits(run):
        return [run.strip(" .-/")]
    parts = [part.strip(" .-/") for part in _BETWEEN.split(run) if enough_digits(part)]
    return parts or _NATIONAL.findall(run)


def enough_digits(words: str) -> bool:
    """Tell whether words hold as many digits as a telephone."""
    return 9 <= len(_DIGITS.findall(words)) <= 15

"""Rows in columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from typing import Final

from fichegen.expressions import expression

from .words import inert

_GAP: Final = "  "
_NARROWEST: Final = 8
"""Columns of a terminal that the folded column always has."""
_DUE: Final = 22
"""Columns that it has before another one is shown beside it."""
_BETWEEN_WORDS: Final = expression(r"(?<!«) (?![»:;!?])")
_SHOWN: Final = 60
"""Columns of its text that are shown, on as many lines as that takes; two lines in any case."""


def table(
    rows: Sequence[Sequence[str]], *, width: int | None, folds: int, spare: Sequence[int] = ()
) -> str:
    """Lay rows out in columns, no line wider than a terminal of `width` columns; None for no limit.

    Where they are too wide, the text of the column `folds` goes over several lines, and what is longer
    yet loses its middle: names that begin alike are told apart by their ends. Columns that are
    `spare` are left out where it would have too little room, the first of them first.
    """
    cells = [[inert(cell) for cell in row] for row in rows]
    widths = [max(map(columns, column)) for column in zip(*cells, strict=True)]
    shown = [*range(len(widths))]
    if width is not None:
        due = min(widths[folds], _DUE)
        for number in spare:
            if _room(widths, shown, folds, width) < due:
                shown.remove(number)
        room = _room(widths, shown, folds, width)
        widths[folds] = min(widths[folds], max(room, _NARROWEST))
    lines = (line for row in cells for line in _lines(row, widths, shown, folds))
    return "\n".join(line if width is None else _fitted(line, width) for line in lines)


def _room(widths: Sequence[int], shown: Sequence[int], folds: int, width: int) -> int:
    """Return what the other columns leave to the folded one."""
    return width - sum(widths[n] + len(_GAP) for n in shown if n != folds)


def _lines(
    row: Sequence[str], widths: Sequence[int], shown: Sequence[int], folds: int
) -> Iterator[str]:
    for at, part in enumerate(_folded(row[folds], max(1, widths[folds]))):
        cells = (part if n == folds else "" if at else row[n] for n in shown)
        padded = (
            cell + " " * (widths[n] - columns(cell)) for n, cell in zip(shown, cells, strict=True)
        )
        yield _GAP.join(padded).rstrip()


def _folded(text: str, width: int) -> list[str]:
    """Fold a text between its words; where it is too long, its middle is left out."""
    most = max(2, -(-_SHOWN // width))
    lines = _filled(_BETWEEN_WORDS.split(text), width)
    if len(lines) <= most:
        return lines
    kept = most // 2
    end = _filled_back(text, width, most - kept)
    return [*lines[:kept], *end]


def _filled(words: Sequence[str], width: int) -> list[str]:
    """Fill lines with words, a word that is too wide for any broken where it must be."""
    lines = [""]
    for word in words:
        joined = f"{lines[-1]} {word}" if lines[-1] else word
        if columns(joined) <= width:
            lines[-1] = joined
            continue
        *whole, rest = _broken(word, width)
        lines += [*whole, rest]
    return lines if lines[0] else lines[1:] or [""]


def _broken(word: str, width: int) -> list[str]:
    parts, room = [""], width
    for char in word:
        if (room := room - columns(char)) < 0 and parts[-1]:
            parts.append("")
            room = width - columns(char)
        parts[-1] += char
    return parts


def _filled_back(text: str, width: int, most: int) -> list[str]:
    """Fill lines with the end of a text, from a word on; an ellipsis says that it is no more."""
    end = text[-width * most :]
    while " " in end:
        end = end.partition(" ")[2]
        lines = _filled(["…", *_BETWEEN_WORDS.split(end)], width)
        if len(lines) <= most:
            return lines
    return [_fitted(text, width, at_start=True)]


def _fitted(cell: str, width: int, *, at_start: bool = False) -> str:
    """Cut a text to a width, at its end or at its beginning; an ellipsis says so."""
    if columns(cell) <= width:
        return cell
    kept, room = [], width - 1
    for char in reversed(cell) if at_start else cell:
        room -= columns(char)
        if room < 0:
            break
        kept.append(char)
    return f"…{''.join(reversed(kept))}" if at_start else f"{''.join(kept)}…"


def columns(text: str) -> int:
    """Count the columns a terminal gives a text: two for wide signs, none for those that combine."""
    if text.isascii():
        return len(text)
    return sum(map(_columns, text))


def _columns(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in "WF" else 1

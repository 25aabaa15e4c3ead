"""Rows in columns."""

from __future__ import annotations

import unicodedata
from collections.abc import Collection, Iterator, Sequence
from typing import Final

from .words import inert

_GAP: Final = "  "
_NARROWEST: Final = 8
"""Columns of a terminal that a column of the table keeps when it gives way."""


def table(
    rows: Sequence[Sequence[str]],
    *,
    width: int,
    ends: Collection[int] = (),
    starts: Collection[int] = (),
) -> str:
    """Lay rows out in columns, no line wider than a terminal of `width` columns.

    Where they are too wide, cells of the columns `ends` lose their ends, those of `starts` their
    beginnings (a path says most at its end), the widest column first.
    """
    cells = [[inert(cell) for cell in row] for row in rows]
    widths = [max(map(columns, column)) for column in zip(*cells, strict=True)]
    excess = sum(widths) + len(_GAP) * (len(widths) - 1) - width
    giving = [*ends, *starts]
    while excess > 0 and giving:
        widest = max(giving, key=lambda number: widths[number])
        if widths[widest] <= _NARROWEST:
            break
        widths[widest] -= 1
        excess -= 1
    return "\n".join(_fitted(_GAP.join(_row(row, widths, starts)).rstrip(), width) for row in cells)


def _row(cells: Sequence[str], widths: Sequence[int], starts: Collection[int]) -> Iterator[str]:
    for number, (cell, width) in enumerate(zip(cells, widths, strict=True)):
        shown = _fitted(cell, width, at_start=number in starts)
        yield shown + " " * (width - columns(shown))


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

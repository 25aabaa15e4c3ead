"""Tables that are no tables: labels beside their text, above it, or several columns of a page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest
from typing import Final

from fichegen import text
from fichegen.reading import Scope, find

from .blocks import Block, Cell, Table
from .labels import Form, Label, field_of
from .splitting import read_blocks

Piece = Label | Block | Table
_SHORT: Final = 90


def spread(table: Table, usual: float) -> Iterator[Piece]:
    """Yield what a table holds as labels and blocks; the table itself where it is one."""
    rows = [[cell for cell in row if cell] for row in table.rows]
    rows = [row for row in rows if row]
    width = max(map(len, rows), default=0)
    if width == 1 or _is_page(rows, usual):
        yield from _flat(rows, usual)
    elif is_of_sessions(table):
        yield table
    elif _by_pairs(whole := [_even(row) for row in table.rows if any(row)]):
        yield from _pairs(whole, table.at, usual)
    elif len(rows) == 2 and _is_head(rows[0]) and len(rows[1]) <= len(rows[0]):
        for head, cell in zip_longest(rows[0], rows[1], fillvalue=()):
            yield from _row(head, cell, f"{table.at}, ligne 1", usual)
    elif _are_boxes(rows, usual):
        yield from _flat(rows, usual)
    else:
        yield table


def is_of_sessions(table: Table) -> bool:
    """Tell whether the head of a table names what sessions have: place, dates, hours."""
    head = [find(words_of(cell), Scope.GROUP) for cell in table.rows[0] if cell]
    names = {known.name for known in head if known}
    return len(table.rows) > 1 and len(names) > 1 and "dates" in names


def words_of(cell: Cell) -> str:
    """Return the words of a cell as one line."""
    return text.squeeze(" ".join(block.text for block in cell))


def _flat(rows: Sequence[Sequence[Cell]], usual: float) -> Iterator[Piece]:
    for row in rows:
        for cell in row:
            yield from read_blocks(cell, usual)


def _known_in(cell: Cell, usual: float) -> int:
    return sum(
        isinstance(piece, Label) and piece.known is not None for piece in read_blocks(cell, usual)
    )


def _is_page(rows: Sequence[Sequence[Cell]], usual: float) -> bool:
    """Tell whether cells are columns of a page: one of them holds several labels."""
    return any(_known_in(cell, usual) > 1 for row in rows for cell in row)


def _are_boxes(rows: Sequence[Sequence[Cell]], usual: float) -> bool:
    """Tell whether most cells are boxes of a label and its text."""
    cells = [cell for row in rows for cell in row]
    boxes = 0
    for cell in cells:
        pieces = [*read_blocks(cell, usual)]
        first = pieces[0] if pieces else None
        boxes += isinstance(first, Label) and bool(first.known) and (len(pieces) > 1 or bool(first.body))  # fmt: skip
    return boxes * 2 >= len(cells)


def _is_label(cell: Cell) -> bool:
    return len(cell) == 1 and field_of(words_of(cell)) is not None


def _is_head(row: Sequence[Cell]) -> bool:
    return len(row) > 1 and all(map(_is_label, row))


def _by_pairs(rows: Sequence[Sequence[Cell]]) -> bool:
    """Tell whether cells go two by two: a label, then its text."""
    told = [row for row in rows if len(row) > 1]
    firsts = [cell for row in told for cell in row[::2] if cell]
    seconds = [cell for row in told for cell in row[1::2] if cell]
    known = sum(map(_is_label, firsts))
    return bool(told) and known * 2 >= len(firsts) and known > sum(map(_is_label, seconds))


def _even(row: Sequence[Cell]) -> tuple[Cell, ...]:
    """Return a row without the empty cells at its end, but for the text of a last label."""
    kept = [*row]
    while len(kept) > 1 and not kept[-1]:
        kept.pop()
    return (*kept, ()) if len(kept) > 1 and len(kept) % 2 else tuple(kept)


def _pairs(rows: Sequence[Sequence[Cell]], at: str, usual: float) -> Iterator[Piece]:
    """Yield labels with their text; a text beside no label belongs to the label above it."""
    last: Label | None = None
    for number, row in enumerate(rows, 1):
        if len(row) == 2 and not row[0] and last:
            last = replace(last, body=(*last.body, *row[1]))
            continue
        if last:
            yield last
            last = None
        if len([cell for cell in row if cell]) == 1 and not (len(row) > 1 and _is_label(row[0])):
            yield from _flat([row], usual)
            continue
        for head, cell in zip_longest(row[::2], row[1::2], fillvalue=()):
            for piece in _row(head, cell, f"{at}, ligne {number}", usual):
                if last:
                    yield last
                last = piece if isinstance(piece, Label) else None
                if last is None:
                    yield piece
    if last:
        yield last


def _row(head: Cell, cell: Cell, at: str, usual: float) -> Iterator[Label | Block]:
    """Yield a cell as the label of another; one that holds more is text like it."""
    words = words_of(head)
    if len(head) > 1 and field_of(words) is None:
        yield from (*read_blocks(head, usual), *read_blocks(cell, usual))
    elif words and len(words) <= _SHORT:
        words = words.rstrip(" :\u00a0")
        yield Label(words=words, form=Form.ROW, at=at, known=field_of(words), body=cell)
    else:
        yield from (*head, *cell)

"""Tables of sessions, or of the days of one: rows to the words of groups, columns to their keys."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from fichegen import text
from fichegen.expressions import expression
from fichegen.reading.bounds import behind, bound_of
from fichegen.reading.draft import Words, joined
from fichegen.reading.fields import Field, Scope, find
from fichegen.reading.gathered import Gathered
from fichegen.reading.lines import bare_of, state_of

_CELL: Final = expression(r"(?<!\\)\|")
_RULE: Final = expression(r"[ \t|:-]+")
_ENDS_OF_ROWS: Final = {"du": "Début", "au": "Fin"}
_DAY_COLUMN: Final = expression(
    r"(?:jour|journee|date|j) ?\d|(?:\d(?:er|ere|e|eme)|premier|second|deuxieme) jour"
)
_PART: Final = expression(
    r"(?:module|jour|journee|seance|sequence|etape|partie|demi journee|theme)\b"
)
"""How a column begins whose rows are parts of one session, by its key."""
_TELLING: Final = frozenset(
    {"nom", "territoire", "places", "statut", "date_limite", "interlocuteurs"}
)
"""What a row of a table says of a session of its own; days of one session may have several places."""


def rows_of(body: Words) -> list[Words]:
    """Return the lines of a pipe table, its head and rule first; empty where there is none."""
    lines = [line for line in body.lines() if "|" in line.text]
    return lines if len(lines) > 2 and _RULE.fullmatch(lines[1].text) else []


def read_table(body: Words) -> list[Gathered]:
    """Read a pipe table whose head names fields of a group; empty where there is none."""
    lines = rows_of(body)
    if not lines:
        return []
    columns = [(_column(cell), cell) for cell in _cells(lines[0])]
    if not any(entry and entry.name == "dates" for entry, _ in columns):
        return []
    groups = []
    for row in lines[2:]:
        group = Gathered(7, row)
        for (entry, head), cell in zip(columns, _cells(row), strict=False):
            _feed_cell(group, entry, head, cell)
        groups.append(group)
    others = [line for line in body.lines() if "|" not in line.text]
    for line in others:
        groups[-1].put("remarque", line)
    return groups


def tells_sessions(body: Words, rows: Sequence[Gathered]) -> bool:
    """Tell whether the rows of a table are sessions for sure, and not the days of one."""
    if any(row.values.keys() & _TELLING for row in rows):
        return True
    heads = next(line for line in body.lines() if "|" in line.text)
    names = [text.key(head.text) for head in _cells(heads)]
    if any(_PART.match(name) and not _DAY_COLUMN.fullmatch(name) for name in names):
        return False
    places = {row.values["lieu"][0].text for row in rows if "lieu" in row.values}
    return len(places) == len(rows) or any(_bound(head) for head in _cells(heads))


def _bound(head: Words) -> str:
    return _ENDS_OF_ROWS.get(text.key(head.text)) or bound_of(head.text)


def _column(head: Words) -> Field | None:
    """Find the field that a column tells; "Du" and "Au" stand for the two ends of the dates."""
    if _bound(head):
        return find("dates", Scope.GROUP)
    if _DAY_COLUMN.fullmatch(text.key(head.text)):
        return find("dates", Scope.GROUP)
    part = text.key(head.text) in ("matin", "matinee", "apres midi")
    return find("horaires" if part else head.text, Scope.GROUP)


def _feed_cell(group: Gathered, entry: Field | None, head: Words, cell: Words) -> None:
    """Put a cell under the field its column names."""
    status = None if entry and entry.name == "statut" else state_of(bare_of(cell))
    if status and (entry or not status[1].text):
        group.put("statut", status[0])
        cell = status[1]
    bound = _bound(head)
    if entry and bound and cell.text:
        group.put("dates", behind(bound, cell))
    elif entry and entry.name == "lieu":
        group.place(cell)
    elif entry:
        group.put(entry.name, cell)
    elif cell.text:
        group.put("remarque", joined([head, cell], " : "))


def _cells(row: Words) -> Iterator[Words]:
    start = 1 if row.text.startswith("|") else 0
    for sep in _CELL.finditer(row.text, start):
        yield row.part(start, sep.start())
        start = sep.end()
    if row.text[start:].strip():
        yield row.part(start)

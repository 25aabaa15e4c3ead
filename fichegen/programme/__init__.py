"""A programme taken apart at the lines that name its days.

Nothing is guessed: unless such lines come in the order of the days (1, 2, 3…), the prose stays whole.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fichegen import text
from fichegen.expressions import expression
from fichegen.model import Prose

from .marks import BULLET, FENCE, HEADING, ITEM, MARKUP, Line, Mark, find_marks, in_code

__all__ = ["Stage", "by_day"]

_REFERENCE: Final = re.compile(r" {0,3}\[[^\]]{1,300}\]:")
_SENTENCE: Final = expression(r"[.;!?](?:\s|$)")
_TITLE_LENGTH: Final = 90
"""A longer text behind a day is what is done on it, not its title."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One day, or half of one, of a programme; or what stands under a heading among the days."""

    heading: str
    """In plain words, as the editor named it."""
    prose: Prose


def by_day(prose: Prose) -> tuple[Prose, tuple[Stage, ...]]:
    """Split a programme at its days: what stands before the first one, then each.

    The prose comes back whole, without stages, where fewer than two days are marked, or not in
    their order.
    """
    lines = _lines(prose)
    if any(_REFERENCE.match(line) for line, _, _ in lines):
        return prose, ()  # a link defined at the end may be used on any day
    marks = find_marks(lines)
    if not marks or (marks[0].form == "item" and not _is_list(lines[marks[0].at :])):
        return prose, ()
    ends = [*(mark.at for mark in marks[1:]), len(lines)]
    stages = [
        Stage(heading=heading, prose=_part(body, placed=bool(prose.lines)))
        for heading, body in map(_opened, [lines] * len(marks), marks, ends)
    ]
    return _part(lines[: marks[0].at], placed=bool(prose.lines)), tuple(stages)


def _lines(prose: Prose) -> list[Line]:
    contents = prose.markdown.split("\n")
    places = prose.lines if len(prose.lines) == len(contents) else ((0, 0),) * len(contents)
    return [(content, *place) for content, place in zip(contents, places, strict=True)]


def _is_list(lines: Sequence[Line]) -> bool:
    """Tell whether nothing stands behind a list of days that would pass for part of the last."""
    return all(not line.strip() or line[:1] == " " or BULLET.match(line) for line, _, _ in lines)


def _opened(lines: Sequence[Line], mark: Mark, end: int) -> tuple[str, list[Line]]:
    """Return the heading of a stage and the lines under it.

    Words behind the day on its line are its title where they are short and something follows.
    """
    line, row, col = lines[mark.at]
    body = [*lines[mark.at + 1 : end]]
    start = 0
    if mark.form == "item" and (bullet := BULLET.match(line)):
        start = bullet.end()
        body = _dedented(body, start)
    if not mark.rest:
        return mark.name, body
    if mark.form != "heading" and _is_title(mark, line, body):
        return text.plain(line[start:]), body
    rest = (mark.rest, row, col + mark.col)
    if body and body[0][0].strip() and mark.form == "heading":
        return mark.name, [rest, ("", row, col), *body]
    if body and body[0][0].strip() and line.endswith("  "):
        rest = (f"{mark.rest}  ", *rest[1:])
    return mark.name, [rest, *body]


def _is_title(mark: Mark, line: str, body: Sequence[Line]) -> bool:
    if not any(content.strip() for content, _, _ in body):
        return False
    behind = body[0][0]
    ends = (
        not behind.strip()
        or line.endswith("  ")
        or any(form.match(behind) for form in (ITEM, HEADING, FENCE))
        or line[mark.col :].rstrip() != mark.rest  # the emphasis closes behind it
    )
    short = len(mark.rest) <= _TITLE_LENGTH and not _SENTENCE.search(mark.rest)
    return ends and short and not any(sign in mark.rest for sign in MARKUP)


def _dedented(lines: Sequence[Line], width: int) -> list[Line]:
    """Bring what an item holds to the left, up to the next line outside it."""
    dedented: list[Line] = []
    for at, (line, row, col) in enumerate(lines):
        if line.strip() and line[:1] != " ":
            return [*dedented, *lines[at:]]
        cut = min(width, len(line) - len(line.lstrip(" ")))
        dedented.append((line[cut:], row, col + cut))
    return dedented


def _part(lines: Sequence[Line], *, placed: bool) -> Prose:
    """Make a prose of some lines of another."""
    first, last = 0, len(lines)
    while first < last and not lines[first][0].strip():
        first += 1
    while first < last and not lines[last - 1][0].strip():
        last -= 1
    kept = lines[first:last]
    return Prose(
        markdown="\n".join(line for line, _, _ in kept),
        items=_items(kept),
        lines=tuple((row, col) for _, row, col in kept) if placed else (),
    )


def _items(lines: Sequence[Line]) -> tuple[str, ...]:
    """Return the list items as plain words, as the reader gives them for a whole prose."""
    items: list[list[str]] = []
    open_item = False
    for (line, _, _), fenced in zip(lines, in_code(lines), strict=True):
        item = None if fenced else ITEM.match(line)
        if item:
            items.append([item[1]])
        elif open_item and line.strip() and not fenced:
            items[-1].append(line.strip())
        open_item = bool(item) or (open_item and bool(line.strip()) and not fenced)
    return tuple(words for item in items if (words := text.plain(" ".join(item))))

"""The lines of a programme that open a day: headings, emphasised lines, lines of text, list items."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from fichegen import text
from fichegen.expressions import expression

from .days import END, SIGN, Day, in_order, read_day

HEADING: Final = re.compile(r" {0,3}(#{1,6})[ \t]+(\S.*)")
BULLET: Final = expression(r"[-*+][ \t]{1,4}(?=\S)")
ITEM: Final = re.compile(r"[ \t]*(?:[-*+]|\d{1,9}[.)])[ \t]+(.*)")
_EMPHASIS: Final = expression(r"(\*{1,3}|_{1,3})(?=[^\s*_])([^*_]{1,200}?)(?<![\s\\])\1(?![*_\w])")
FENCE: Final = re.compile(r" {0,3}(`{3,}|~{3,})")
_HALF_DAY: Final = expression(r"(?:le )?(?:matin(?:ee)?|apres midi|soir(?:ee)?)\b")
MARKUP: Final = "[<`"
"""Signs of what plain words would lose: a link, code."""
_MARK_REACH: Final = 400

Line = tuple[str, int, int]
"""Words of a line, with its row and column in the file."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """A line that opens a stage."""

    at: int
    form: str
    """`heading`, `text` or `item`."""
    level: int
    day: Day | None
    """None for a heading among the days."""
    name: str
    """The words that name the day, plain."""
    rest: str = ""
    """What follows them on the line, as it is written."""
    col: int = 0
    """Offset of the rest in the line."""


def in_code(lines: Sequence[Line]) -> Iterator[bool]:
    """Tell of each line whether it belongs to fenced code."""
    fence = ""
    for line, _, _ in lines:
        marker = FENCE.match(line)
        yield bool(fence or marker)
        if marker and not fence:
            fence = marker[1]
        elif marker and marker[1].startswith(fence):
            fence = ""


def find_marks(lines: Sequence[Line]) -> list[Mark]:
    """Return the marks that open the stages of a programme, in order; none where it has no days."""
    code = [*in_code(lines)]
    marks = _chosen([*_marks(lines, code)])
    return [*_with_headings(lines, code, marks)] if marks else []


def _chosen(marks: Sequence[Mark]) -> list[Mark]:
    """Return the marks that stand in the order of days; those of a list only on their own."""
    beside = [mark for mark in marks if mark.form != "item"]
    headings = [mark for mark in marks if mark.form == "heading"]
    items = [mark for mark in marks if mark.form == "item"]
    texts = [mark for mark in marks if mark.form == "text"]
    return next(
        (
            some
            for some in (beside, headings, texts, items)
            if in_order([mark.day for mark in some if mark.day])
        ),
        [],
    )


def _marks(lines: Sequence[Line], code: Sequence[bool]) -> Iterator[Mark]:
    """Yield every line that names a day where a block may begin."""
    fresh, in_list, seen, marked = True, False, False, False
    for at, (line, _, _) in enumerate(lines):
        mark = None
        begins = fresh or (marked and not line[:1].islower())
        if not code[at] and line[:1] not in ("", ">", "|", "\t") and not line.startswith("    "):
            mark = _mark(at, line, fresh=begins, inside=in_list)
        if mark and (line[:1] != " " or not in_list or seen):
            yield mark
            seen = True
        blank = not line.strip()
        if not blank:
            item = bool(ITEM.match(line))
            in_list = (item or (in_list and line[:1] == " ")) and not code[at]
        marked = bool(mark) or (marked and not blank)
        over = blank or code[at] or in_list or bool(mark or HEADING.match(line))
        fresh = over or (line[:1] not in (">", "|") and line.endswith(("  ", "\\")))


def _mark(at: int, line: str, *, fresh: bool, inside: bool) -> Mark | None:
    """Read a line as a mark; one of plain text must begin a block."""
    if heading := HEADING.match(line):
        return _headed(at, heading)
    bullet = BULLET.match(line)
    indent = len(line) - len(line.lstrip(" "))
    if not (bullet or fresh) or (inside and indent > 2) or "|" in line[:_MARK_REACH]:
        return None
    start = bullet.end() if bullet else indent
    form = "item" if bullet else "text"
    emphasis = _EMPHASIS.match(line, start)
    if emphasis is None:
        return _plain_mark(at, form, line, start, len(line), strong=False)
    behind = line[emphasis.end() :]
    if not behind.strip():
        return _plain_mark(at, form, line, *emphasis.span(2), strong=True)
    found = read_day(emphasis[2], strong=True)
    if found is None:
        return None
    day, end = found
    inner = emphasis[2][end:]
    sign = SIGN.match(behind)
    closed = bool(END.match(inner) and inner.strip()) or bool(sign)
    if not closed and not behind.lstrip()[:1].isupper():
        return None  # "**Jour 1** et **Jour 2**": words of a sentence
    if inner.strip() and not END.match(inner) and not SIGN.match(inner):
        return None
    col = emphasis.end() + (sign.end() if sign else len(behind) - len(behind.lstrip()))
    return Mark(
        at=at,
        form=form,
        level=7,
        day=day,
        name=_plain(emphasis[2]),
        rest=line[col:].rstrip(),
        col=col,
    )


def _headed(at: int, heading: re.Match[str]) -> Mark | None:
    words, level = heading[2].rstrip(), len(heading[1])
    whole = not any(sign in words for sign in MARKUP)
    found = read_day(text.plain(words[:_MARK_REACH]) if whole else words, strong=True)
    if found is None:
        return None
    if whole:
        return Mark(at=at, form="heading", level=level, day=found[0], name=_plain(words))
    sign = SIGN.match(words, found[1])  # a link or code stays Markdown: it goes below
    col = sign.end() if sign else found[1]
    return Mark(at=at, form="heading", level=level, day=found[0], name=_plain(words[:found[1]]),
                 rest=words[col:].strip(), col=heading.start(2) + col)  # fmt: skip


def _plain_mark(
    at: int, form: str, line: str, start: int, end: int, *, strong: bool
) -> Mark | None:
    words = line[start:end]
    found = read_day(words[:_MARK_REACH], strong=strong)
    if found is None:
        return None
    day, behind = found
    sign = SIGN.match(words, behind)
    ends = bool(END.match(words, behind))
    if not (
        ends or sign or (strong and words[behind : behind + 1].isspace() and day.scheme != "date")
    ):
        return None
    col = len(words) if ends else sign.end() if sign else behind + 1
    return Mark(at=at, form=form, level=7, day=day, name=_plain(words[:behind]),
                 rest=words[col:].strip(), col=start + col)  # fmt: skip


def _plain(words: str) -> str:
    return text.plain(words).strip(" \t:–—-.→=•/")


def _with_headings(
    lines: Sequence[Line], code: Sequence[bool], marks: Sequence[Mark]
) -> Iterator[Mark]:
    """Yield the marks, and among them the headings that are no part of a day."""
    own = {mark.at: mark for mark in marks}
    level = min(mark.level for mark in marks)
    for at in range(marks[0].at, len(lines)):
        if at in own:
            yield own[at]
        elif not code[at] and (heading := HEADING.match(lines[at][0])) and heading[2]:
            words, rank = heading[2], len(heading[1])
            inside = level == 7 and _HALF_DAY.match(text.key(words))
            if rank <= level and not inside and not any(sign in words for sign in MARKUP):
                yield Mark(at=at, form="heading", level=rank, day=None, name=_plain(words))

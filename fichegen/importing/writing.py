"""The parts of a fiche as the heading dialect: signs that Markdown would read stand as the signs they are."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, zip_longest
from typing import Final
from urllib.parse import urlsplit

from fichegen import text
from fichegen.expressions import expression
from fichegen.reading import Kind

from .blocks import Block, Cell, Run, Table
from .layouts import is_of_sessions, words_of
from .recognising import Part, Recognised

_SIGNS: Final = expression(
    r"\\(?=[!-/:-@\[-`{-~]|$)|`|\*|_|~~|<(?=!--)|&(?=#?\w{1,31};)|\[(?=[^\[\]]*\]\()|!(?=\[)",
    re.MULTILINE,
)
_BEGINS: Final = expression(
    r"(?P<indent>[ \t]*)(?:(?P<sign>#{1,6}(?!\w)|##|[-+*=](?=\s|$)|>|\||~~~|\[(?=[^\[\]]*\]:)|(?:[-=_*][ \t]*)+$)|(?P<number>\d{1,9})(?P<dot>[.)])(?=\s|$))"
)
_DELIMITER: Final = expression(r"[ \t]*[|:-][ \t|:-]*")
_SHORT: Final = 60
"""Characters of the head of a column."""
_LISTED_UP_TO: Final = 99
"""A number that begins a line and is no larger counts items; "2021." does not."""
_SCHEMES: Final = frozenset({"http", "https", "mailto", "tel"})
_ADDRESS: Final = str.maketrans({" ": "%20", "(": "%28", ")": "%29", "<": "%3C", ">": "%3E", '"': "%22", "\\": "%5C", "\n": "", "\t": "", "`": "%60", "*": "%2A", "[": "%5B", "]": "%5D"})  # fmt: skip
_AUTOMATIC: Final = expression(r"[\w.+-]{1,100}@[\w.-]{1,100}|https?://[^\s<>\"`*\\]{1,500}")
_PUNCTUATION: Final = frozenset(".,;:!?…)]}»\"'’“”«([{/-–—")
_FREE: Final = (Kind.PROSE, Kind.CONTACTS)
"""Kinds of fields in which bold type says something."""
_HEAD: Final = "brouillon: oui  # tiré de {} ; relisez, puis supprimez cette ligne pour publier"
"""What keeps a draft from being published; without that line what is left of it is no front matter."""


def write_draft(recognised: Recognised, name: str, *, wrapped: bool) -> str:
    """Write a draft; `name` is what the document is called, `wrapped` true where lines were cut."""
    blocks = [f"# {_heading(recognised.title.words)}"]
    for part in recognised.parts:
        if part.heading:
            blocks.append(f"{'#' * part.depth} {_heading(part.heading)}")
        blocks.extend(_blocks(part, wrapped=wrapped))
    body = "\n\n".join(block for block in blocks if block.strip())
    return f"---\n{_HEAD.format(name)}\n---\n\n{body}\n"


def lost_links(blocks: Sequence[Block | Table]) -> Iterator[str]:
    """Yield the addresses that no page may link to, whose words alone are in the draft."""
    for block in blocks:
        inner = [b for row in block.rows for cell in row for b in cell] if isinstance(block, Table) else [block]  # fmt: skip
        for run in (run for each in inner for run in each.runs):
            link = run.look.link
            if link and not link.startswith("#") and not _is_allowed(link):
                yield f"{text.squeeze(run.text)} : {link}"


# ---------------------------------------------------------------------- blocks


def _blocks(part: Part, *, wrapped: bool) -> Iterator[str]:
    """Yield the blocks of a part, the items of a list together."""
    plain = part.known is not None and part.known.kind not in _FREE
    sessions = part.gathers_sessions
    for is_list, group in groupby(part.body, lambda b: isinstance(b, Block) and b.depth > 0 and not b.level):  # fmt: skip
        members = [*group]
        if is_list:
            items = [block for block in members if isinstance(block, Block)]
            if plain and not sessions and len(part.body) == 1:
                yield _text(items[0], plain=plain, wrapped=wrapped)
            else:
                yield _list(items, plain=plain, wrapped=wrapped)
            continue
        for block in members:
            if isinstance(block, Table):
                yield from _table(block, plain=plain)
            elif block.level:
                yield f"{'#' * block.level} {_heading(block.text)}"
            else:
                yield _text(block, plain=plain, wrapped=wrapped)


def _text(block: Block, *, plain: bool, wrapped: bool) -> str:
    lines = inline(block.runs, plain=plain).split("\n")
    lines = [_guarded(line.strip(" \t"), listed=not plain) for line in lines]
    return ("\n" if wrapped or plain else "  \n").join(lines)


def _list(items: Sequence[Block], *, plain: bool, wrapped: bool) -> str:
    """Write items below one another, each under what its depth says."""
    lines: list[str] = []
    offsets: list[int] = []
    counts: list[int] = []
    for item in items:
        depth = min(item.depth, len(offsets) + 1)
        if item.further and depth <= len(offsets):
            indent = " " * sum(offsets[:depth])
            lines += ["", *(f"{indent}{line}" for line in _text(item, plain=plain, wrapped=wrapped).split("\n"))]  # fmt: skip
            continue
        del offsets[depth - 1 :], counts[depth:]
        counts += [0] * (depth - len(counts))
        counts[depth - 1] += 1
        mark = f"{counts[depth - 1]}. " if item.ordered else "- "
        indent = " " * sum(offsets)
        offsets.append(len(mark))
        first, *further = _text(item, plain=plain, wrapped=wrapped).split("\n")
        lines.append(f"{indent}{mark}{first}")
        lines += [f"{indent}{' ' * len(mark)}{line}" for line in further]
    return "\n".join(lines)


def _table(table: Table, *, plain: bool) -> Iterator[str]:
    """Write a table as one; where cells hold several paragraphs, cell by cell under its column's head."""
    if is_of_sessions(table) or all(len(cell) < 2 for row in table.rows for cell in row):
        width = max(map(len, table.rows))
        cells = [[_cell(cell) for cell in row] + [""] * (width - len(row)) for row in table.rows]
        lines = [cells[0], ["---"] * width, *cells[1:]]
        yield "\n".join(f"| {' | '.join(line)} |" for line in lines)
        return
    heads = [words_of(cell) for cell in table.rows[0]]
    headed = all(len(cell) < 2 and len(words) <= _SHORT for cell, words in zip(table.rows[0], heads, strict=True))  # fmt: skip
    for row in table.rows[1:] if headed else table.rows:
        for head, cell in zip_longest(heads if headed else (), row, fillvalue=()):
            if head and (cell or row is table.rows[1]):
                yield f"**{_heading(str(head))}**"
            yield from _blocks(Part("", body=[*cell]), wrapped=plain)


def _cell(cell: Cell) -> str:
    pieces = [inline(block.runs, plain=True).replace("\n", " ") for block in cell]
    return ", ".join(pieces).replace("|", "\\|") if words_of(cell) else ""


def _heading(words: str) -> str:
    line = inline((Run(text.squeeze(words)),), plain=True)
    return f"{line[:-1]}\\#" if line.endswith("#") else line


# ---------------------------------------------------------------------- lines


def inline(runs: Sequence[Run], *, plain: bool) -> str:
    """Write words with their look; without bold type where `plain`."""
    whole = "".join(run.text for run in runs)
    escaped = _escaped_signs(whole)
    written: list[str] = []
    at = 0
    for (link, strong, struck), group in groupby(runs, lambda r: (r.look.link, r.look.strong and not plain, r.look.struck)):  # fmt: skip
        start = at
        at += sum(len(run.text) for run in group)
        piece = _escape(whole, escaped, start, at)
        around = whole[start - 1 : start], whole[at : at + 1]
        if link and _is_allowed(link):
            piece = _linked(piece, whole[start:at], link)
        if struck:
            piece = _wrapped(piece, "~~", *around)
        if strong:
            piece = _wrapped(piece, "**", *around)
        written.append(piece)
    return "".join(written)


def _escaped_signs(whole: str) -> frozenset[int]:
    """Return the offsets of signs that Markdown would read."""
    found = set()
    for sign in _SIGNS.finditer(whole):
        start, end = sign.span()
        before, after = whole[start - 1 : start], whole[end : end + 1]
        if sign[0] == "_" and before.isalnum() and after.isalnum():
            continue
        if sign[0] == "*" and not before.strip() and not after.strip() and before and after:
            continue
        found.add(start)
    return frozenset(found)


def _escape(whole: str, escaped: frozenset[int], start: int, end: int) -> str:
    if not escaped:
        return whole[start:end]
    return "".join(f"\\{whole[n]}" if n in escaped else whole[n] for n in range(start, end))


def _linked(piece: str, shown: str, link: str) -> str:
    """Write a link; the address by itself where it is what is shown."""
    words = piece.strip()
    if not words:
        return piece
    address = link.strip().translate(_ADDRESS)
    bare = shown.strip()
    if bare.casefold() == link.removeprefix("mailto:").casefold() and _AUTOMATIC.fullmatch(bare):
        made = f"<{bare}>"
    else:
        made = f"[{words.replace('[', chr(92) + '[').replace(']', chr(92) + ']')}]({address})"
    head, tail = piece[: len(piece) - len(piece.lstrip())], piece[len(piece.rstrip()) :]
    return f"{head}{made.replace(chr(10), ' ')}{tail}"


def _is_allowed(link: str) -> bool:
    try:
        return urlsplit(link.strip()).scheme.lower() in _SCHEMES
    except ValueError:
        return False


def _wrapped(piece: str, signs: str, before: str, after: str) -> str:
    """Put signs around the words of each line, where Markdown reads them as such."""
    lines = piece.split("\n")
    if not _is_edge(before, piece[:1]) or not _is_edge(after, piece[-1:]):
        return piece
    return "\n".join(_between(line, signs) for line in lines)


def _between(line: str, signs: str) -> str:
    words = line.strip()
    if not words:
        return line
    head, tail = line[: len(line) - len(line.lstrip())], line[len(line.rstrip()) :]
    return f"{head}{signs}{words}{signs}{tail}"


def _is_edge(outside: str, inside: str) -> bool:
    """Tell whether words end where a stretch of look does, not in their middle."""
    return not outside.strip() or outside in _PUNCTUATION or not inside.strip()


def _guarded(line: str, *, listed: bool) -> str:
    """Keep the sign that begins a line from beginning a block.

    `listed` where a number before a line may count items; elsewhere "+ Le 17" and "- EST" are read
    by the reader itself.
    """
    found = _BEGINS.match(line)
    if found and found["number"]:
        if listed and int(found["number"]) <= _LISTED_UP_TO:
            return line
        return f"{line[: found.start('dot')]}\\{line[found.start('dot') :]}"
    if found and found["sign"] in ("+", "-") and not listed and line[1:].strip():
        return line
    if found or (line and _DELIMITER.fullmatch(line)):
        at = found.start("sign") if found else 0
        return line if line[at : at + 1] == "\\" else f"{line[:at]}\\{line[at:]}"
    return line

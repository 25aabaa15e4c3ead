"""Another address for the page of a fiche: its `slug`, and the one it had among its former ones.

Written in the notation of the file, where such facts stand in it already, else among the keys; a
fiche in headings alone gets keys at its head. The addresses that were there keep their places, the
one just lost comes last. What comes out is read again: nothing else may have changed.
"""

from __future__ import annotations

import posixpath
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from typing import Final
from urllib.parse import quote, unquote

from fichegen.expressions import expression
from fichegen.model import Fiche
from fichegen.reading import Entry, Node, find, is_container, read_fiche
from fichegen.reading import leaves as leaves_of

from .body import entries_of
from .keys import KeyEdits, Pair, end_of, keys_of, new_line, pairs_of
from .sheet import Edit, Sheet, insertion

_LINK: Final = expression(
    r"\]\([ \t]*(?:<(?P<quoted>[^<>\n]{1,1000})>|(?P<bare>[^\s<>()]{1,1000}))"
    r"|^ {0,3}\[[^\[\]\n]{1,200}\]:[ \t]*(?:<(?P<quoted_below>[^<>\n]{1,1000})>|(?P<below>[^\s<>]{1,1000}))",
    re.MULTILINE,
)
_NOT_TYPED: Final = expression(r"[\x00-\x20()<>%\\?#]")
"""Signs of a file's name that a link has only percent-encoded."""
_BULLETS: Final = frozenset(("", "-", "*", "+"))


def readdressed(sheet: Sheet, new: str) -> Sheet | None:
    """Give a fiche another slug; None where that cannot be written with certainty."""
    before, known = read_fiche(sheet.path, sheet.text())
    made = _written(sheet, before, new) if before else None
    after, found = read_fiche(sheet.path, made.text()) if made else (None, ())
    if before is None or made is None or after is None:
        return None
    told = after.slug == new and [term.words for term in after.aliases] == _former(before, new)
    same = replace(after, slug=before.slug, aliases=before.aliases) == before
    worse = Counter(f.code for f in found) - Counter(f.code for f in known)
    return made if told and same and not worse else None


def _former(fiche: Fiche, new: str) -> list[str]:
    """Return the former addresses to be written; one that the page takes back makes room."""
    words = [term.words for term in fiche.aliases]
    if new in words:
        return [fiche.slug if word == new else word for word in words]
    return words if fiche.slug in words else [*words, fiche.slug]


# ---------------------------------------------------------------- in its notation


def _written(sheet: Sheet, fiche: Fiche, new: str) -> Sheet | None:
    top = keys_of(sheet)
    pairs = {known.name: pair for pair in (_all_pairs(top) if top else ())
             if (known := find(pair.key.text))}  # fmt: skip
    entries = {known.name: entry for entry in entries_of(sheet) if (known := find(entry.key.text))}
    edits = KeyEdits(sheet)
    missing = []
    if "slug" in pairs:
        edits.put(pairs["slug"], new)
    elif "slug" in entries:
        edits.edits += _replaced(sheet, entries["slug"], new)
    else:
        missing.append(f"slug: {new}")
    taken_back = next((term for term in fiche.aliases if term.words == new), None)
    if taken_back and taken_back.span:
        at = taken_back.span
        edits.edits.append(Edit(at.line, at.col, at.line, at.col + at.width, fiche.slug))
    elif fiche.slug in (term.words for term in fiche.aliases):
        pass
    elif "alias" in pairs:
        edits.edits += _appended(sheet, pairs["alias"], fiche.slug)
    elif "alias" in entries:
        edits.edits += _appended_below(sheet, entries["alias"], fiche.slug)
    else:
        missing.append(f"alias: {fiche.slug}")
    return _with_keys(sheet, top, edits.edits, missing)


def _all_pairs(node: Node) -> Iterator[Pair]:
    """Yield the keys of a fiche, those under a key that only gathers others too."""
    for pair in pairs_of(node):
        if pair.value.pairs and is_container(pair.key.text):
            yield from _all_pairs(pair.value)
        yield pair


def _with_keys(sheet: Sheet, top: Node | None, edits: list[Edit], keys: list[str]) -> Sheet | None:
    """Make the changes, and write keys that are not there yet."""
    if not keys:
        return sheet.with_edits(edits)
    if top is not None and top.pairs:
        between = ", " if top.style else f"\n{' ' * (top.pairs[0][0].at.col - 1)}"
        return sheet.with_edits([*edits, new_line(sheet, top, between.join(keys))])
    if sheet.is_yaml:
        return None
    blank = "\n" if sheet.lines[0].strip() else ""
    return sheet.with_edits([insertion(1, 1, "\n".join(("---", *keys, f"---\n{blank}"))), *edits])


def _replaced(sheet: Sheet, entry: Entry, new: str) -> Iterator[Edit]:
    """Put another slug below its heading."""
    for words in leaves_of(entry.value):
        start = words.span(sheet.path)
        yield Edit(start.line, start.col, start.line, start.col + start.width, new)


def _appended(sheet: Sheet, pair: Pair, old: str) -> Iterator[Edit]:
    """Add an address to those under a key, as the ones before it are written."""
    items = pair.value.items or (pair.value,)
    last = items[-1]
    if not last.text.strip():
        edits = KeyEdits(sheet)
        edits.put(pair, old)
        yield from edits.edits
        return
    before = sheet.lines[last.at.line - 1][: last.at.col - 1]
    if pair.value.items and pair.value.style != "[" and not before.strip(" -"):
        end = last.at.end_line
        yield insertion(end, len(sheet.lines[end - 1]) + 1, f"\n{before}{old}")
    elif last.style in ("|", ">"):
        yield from _in_block(sheet, last, old)
    else:
        inside = last.style in ("'", '"')
        yield insertion(last.at.end_line, last.at.end_col - inside, f", {old}")


def _in_block(sheet: Sheet, node: Node, old: str) -> Iterator[Edit]:
    """Add a line to a text in a block."""
    last, col = end_of(sheet, node)
    content = sheet.lines[last - 1]
    indent = content[: len(content) - len(content.lstrip())]
    yield insertion(last, col, f"\n{indent}{old}")


def _appended_below(sheet: Sheet, entry: Entry, old: str) -> Iterator[Edit]:
    """Add an address below a heading, as the ones before it are written."""
    told = [line for words in leaves_of(entry.value) for line in words.lines()]
    if not told:
        at = entry.key.marks[0].line
        yield insertion(at, len(sheet.lines[at - 1]) + 1, f"\n\n{old}")
        return
    last = told[-1].marks[0]
    content = sheet.lines[last.line - 1]
    before = content[: len(content) - len(content.lstrip(" -*+\t"))]
    if before.strip() in _BULLETS and last.line != entry.key.marks[0].line:
        yield insertion(last.line, len(content) + 1, f"\n{before}{old}")
    else:
        yield insertion(last.line, last.col + len(told[-1].text), f", {old}")


# ---------------------------------------------------------------- links to its file


def relinked(sheet: Sheet, old: str, new: str) -> Sheet | None:
    """Let the links to a file lead to its new name, in the same folder; None where there are none.

    `old` and `new` are paths as findings show them.
    """
    name = posixpath.basename(new)
    edits = []
    for number, line in enumerate(sheet.lines, 1):
        for link in _LINK.finditer(line) if "]" in line else ():
            kind = link.lastgroup or ""
            target = link[kind]
            path = re.split(r"[?#]", target, maxsplit=1)[0]
            if ":" in path.partition("/")[0] or not _leads_to(path, sheet.path, old):
                continue
            end = link.start(kind) + len(path)
            start = link.start(kind) + path.rfind("/") + 1
            typed = name if kind.startswith("quoted") else _typed(name)
            edits.append(Edit(number, start + 1, number, end + 1, typed))
    return sheet.with_edits(edits) if edits else None


def _leads_to(path: str, source: str, target: str) -> bool:
    here = posixpath.dirname(source)
    return bool(path) and posixpath.normpath(posixpath.join(here, unquote(path))) == target


def _typed(name: str) -> str:
    return _NOT_TYPED.sub(lambda sign: quote(sign[0]), name)

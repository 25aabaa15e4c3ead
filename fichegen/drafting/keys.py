"""Changes to a fiche written in keys: in YAML all through, or at the head of its Markdown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from fichegen import text
from fichegen.reading import Node, read_front_matter, read_yaml, yaml_nodes

from .body import dated
from .sheet import Edit, Sheet, insertion

_BLOCKS: Final = ("|", ">")


@dataclass(frozen=True, slots=True)
class Pair:
    """A key with its value, and where it stands."""

    key: Node
    value: Node
    inside: Node
    """The keys it is one of."""


def keys_of(sheet: Sheet) -> Node | None:
    """Return the keys of a fiche; None for one in headings alone."""
    whole = sheet.text()
    if sheet.is_yaml:
        _, unreadable = read_yaml(sheet.path, whole)
        return None if unreadable else yaml_nodes(whole)
    _, broken, body, line = read_front_matter(sheet.path, whole)
    if broken or line == 1:
        return None
    above = whole[: len(whole) - len(body)].split("\n")[: line - 2]  # up to the closing fence
    opening = next(number for number, content in enumerate(above) if content.strip())
    return yaml_nodes("\n".join(above[opening + 1 :]), line=opening + 2)


def pairs_of(node: Node) -> Iterator[Pair]:
    """Yield the keys of a mapping."""
    for key, value in node.pairs:
        yield Pair(key, value, node)


def words_of(node: Node) -> Iterator[str]:
    """Yield the words of a value, its keys' too."""
    if node.items or node.pairs:
        for key, value in node.pairs:
            yield from (f"{key.text}: {' '.join(words_of(value))}",)
        for item in node.items:
            yield from words_of(item)
    elif node.text.strip():
        yield text.squeeze(node.text)


def new_line(sheet: Sheet, top: Node, words: str, note: str = "") -> Edit:
    """Put a key in below the title where that is the first and on one line, else above the first.

    `note` is a comment behind it; there is no room for one between braces.
    """
    pairs = [*pairs_of(top)]
    first = pairs[0].key.at
    ends = end_of(sheet, pairs[0].value)[0] if text.key(pairs[0].key.text) == "titre" else 0
    alone = len(pairs) == 1 or pairs[1].key.at.line > ends
    if top.style:
        return insertion(first.line, first.col, f"{words}, ")
    if ends == first.line and alone and ends < len(sheet.lines):
        return insertion(ends + 1, 1, f"{' ' * (first.col - 1)}{words}{note}\n")
    return insertion(first.line, first.col, f"{words}{note}\n{' ' * (first.col - 1)}")


@dataclass(slots=True)
class KeyEdits:
    """The changes to one fiche's keys, and what is told at the end of their lines."""

    sheet: Sheet
    edits: list[Edit] = field(default_factory=list)
    told: defaultdict[int, list[str]] = field(default_factory=lambda: defaultdict(list))
    """By line, words that were there."""

    def put(self, pair: Pair, words: str) -> None:
        """Give a key another value."""
        at = pair.value.at
        close = words and self.sheet.lines[at.line - 1][at.col - 2 : at.col - 1] == ":"
        new = f" {words}" if close else words
        self.edits.append(Edit(at.line, at.col, *end_of(self.sheet, pair.value), new))

    def replace(self, pair: Pair, words: str) -> None:
        """Give a key another value, and tell the old one behind it."""
        if pair.value.style in _BLOCKS and self._has_lines(pair):
            self.reset(pair, words)
        elif old := [*words_of(pair.value)]:
            self.put(pair, words)
            self.told[end_of(self.sheet, pair.value)[0]] += old

    def replace_days(self, pair: Pair, words: str) -> None:
        """Put other words for the days in a value on one line, whose place stays, and tell those."""
        node, line = pair.value, self.sheet.lines[pair.value.at.line - 1]
        start = node.at.col - 1 + (node.style in ("'", '"'))
        first, last = dated(node.text)
        if line[start : start + len(node.text)] != node.text or last - first == len(node.text):
            self.replace(pair, words)
            return
        at = node.at.line
        self.edits.append(Edit(at, start + first + 1, at, start + last + 1, words))
        self.told[at].append(text.squeeze(node.text[first:last]))

    def hide(self, pair: Pair) -> None:
        """Make a comment of a key and its value; where others share its lines, of the value alone."""
        if not self._has_lines(pair):
            self.replace(pair, "")
            return
        for line in range(pair.key.at.line, end_of(self.sheet, pair.value)[0] + 1):
            if self.sheet.lines[line - 1].strip():
                self.edits.append(insertion(line, pair.key.at.col, "# "))

    def reset(self, pair: Pair, words: str) -> None:
        """Give a key another value above the old ones, whose lines become comments."""
        if not self._has_lines(pair):
            self.replace(pair, words)
            return
        at, before = pair.key.at, len(self.edits)
        self.hide(pair)
        new = f"{pair.key.text}: {words}\n{' ' * (at.col - 1)}# "
        self.edits[before] = insertion(at.line, at.col, new)

    def _has_lines(self, pair: Pair) -> bool:
        """Tell whether a key begins a line and shares none with another."""
        at = pair.key.at
        return not (pair.inside.style or self.sheet.lines[at.line - 1][: at.col - 1].strip())

    def all(self, words: str) -> list[Edit]:
        """Return the changes; `words` open what is told of a line."""
        told = [
            insertion(line, len(self.sheet.lines[line - 1]) + 1, f"  # {words} {' ; '.join(old)}")
            for line, old in self.told.items()
        ]
        return [*self.edits, *told]


def end_of(sheet: Sheet, node: Node) -> tuple[int, int]:
    """Return where a value ends, without the blank lines and comments below it."""
    if not node.style and (node.items or node.pairs):
        last = node.items[-1] if node.items else node.pairs[-1][1]
        return end_of(sheet, last)
    if node.style not in _BLOCKS:
        return node.at.end_line, node.at.end_col
    line = min(node.at.end_line, len(sheet.lines))
    if node.at.end_col == 1 or line < node.at.end_line:
        line -= 1 if line == node.at.end_line else 0
    while line > node.at.line and _says_nothing(sheet.lines[line - 1]):
        line -= 1
    return line, len(sheet.lines[line - 1]) + 1


def _says_nothing(line: str) -> bool:
    return not line.strip() or line.lstrip().startswith("#")

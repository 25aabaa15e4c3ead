"""What a document is read to, whatever its format: blocks in their order, and what is set aside."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import Final

from fichegen.expressions import expression

from .refusals import refused

_MOST_SIGNS: Final = 300_000
"""Characters a document may hold: as many as sixty usual fiches do."""
_MOST_BLOCKS: Final = 6_000
"""Paragraphs, lines and cells that it may hold."""

TYPED_BULLET: Final = (
    r"(?:[-*–—·.§Øüo\uf0a7\uf0b7\uf0d8\uf0fc][ \t\u00a0]+(?=\S)"
    r"|[-–](?=[A-ZÀ-Ý][a-zà-ÿ’'])|[-=]>[ \t]*(?=\S))"
)
"""What people type, or an office leaves behind, before an item: a pattern."""
_MOST_COLUMNS: Final = 60
_BREAKS: Final = str.maketrans({"\r": "\n", "\v": "\n", "\f": "\n", "\x85": " ", "\u2028": "\n", "\u2029": "\n"})  # fmt: skip
_UNSEEN: Final = expression(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u202a-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff]"
)
"""Signs that no fiche may hold, and those that only tell where a word may be cut."""


@dataclass(frozen=True, slots=True)
class Look:
    """How words look: of all that a format knows, what tells something in a fiche."""

    strong: bool = False
    """In bold type, underlined or shown in capitals: what labels are told by."""
    struck: bool = False
    link: str = ""
    """Where the words lead."""
    size: float = 0.0
    """In points; 0 where nothing says it."""


PLAIN: Final = Look()


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of words that look alike; a line feed in it is a break the writer made."""

    text: str
    look: Look = PLAIN


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A heading, a paragraph, or an item of a list."""

    runs: tuple[Run, ...]
    at: str
    """Where it stands, in words for people: "paragraphe 12"."""
    level: int = 0
    """Of a heading, 1 to 6; 0 for no heading."""
    title: bool = False
    """True where the document calls it its title."""
    depth: int = 0
    """Of a list item, from 1; 0 for no item."""
    ordered: bool = False
    """True where the items have numbers."""
    further: bool = False
    """True for a further paragraph of the item above."""

    @property
    def text(self) -> str:
        """The words, without their look."""
        return "".join(run.text for run in self.runs)

    @property
    def size(self) -> float:
        """The size of the first words, in points; 0 where nothing says it."""
        return next((run.look.size for run in self.runs if run.text.strip()), 0.0)


Cell = tuple[Block, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """Rows of cells; a table inside a cell has become the blocks of that cell."""

    rows: tuple[tuple[Cell, ...], ...]
    at: str


@dataclass(frozen=True, slots=True)
class Left:
    """Something of a document that goes into no draft, and is told instead."""

    what: str
    words: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """A document as it was read."""

    blocks: tuple[Block | Table, ...]
    left: tuple[Left, ...] = ()
    remarks: tuple[str, ...] = ()
    """What had to be decided to read it at all, in sentences for people."""
    named: str = ""
    """What the document is called by the way: the title of a page's window."""
    wrapped: bool = False
    """True where lines may end for want of room: a break in a text that was pasted."""


@dataclass(slots=True)
class _OpenTable:
    at: str
    rows: list[list[list[Block]]] = field(default_factory=list)


@dataclass(slots=True)
class Gathering:
    """The blocks of a document while it is read, in the order in which readers meet them."""

    blocks: list[Block | Table] = field(default_factory=list)
    left: list[Left] = field(default_factory=list)
    runs: list[Run] = field(default_factory=list)
    """Of the paragraph that is being read."""
    _table: _OpenTable | None = None
    _nested: int = 0
    _count: int = 0
    _tables: int = 0
    _signs: int = 0
    _sized: int = 0

    def say(self, words: str, look: Look = PLAIN) -> None:
        """Add words to the paragraph; signs that nobody sees are dropped."""
        clean = _UNSEEN.sub("", words.replace("\r\n", "\n").translate(_BREAKS))
        if not clean:
            return
        self._grow(len(clean), blocks=clean.count("\n"))
        if self.runs and self.runs[-1].look == look:
            self.runs[-1] = Run(self.runs[-1].text + clean, look)
        else:
            self.runs.append(Run(clean, look))

    def end(self, like: Block | None = None) -> None:
        """End the paragraph; `like` tells what it is, its words and place apart."""
        runs, self.runs = trimmed(self.runs), []
        if not runs:
            return
        self._count += 1
        at = f"paragraphe {self._count}" if self._table is None else self._table.at
        self.put(replace(like or Block(runs=(), at=""), runs=runs, at=at))

    def put(self, block: Block) -> None:
        """Add a block as it stands."""
        self._grow(0, blocks=1)
        if self._table is None:
            self.blocks.append(block)
        else:
            rows = self._table.rows
            if not rows:
                rows.append([])
            if not rows[-1]:
                rows[-1].append([])
            rows[-1][-1].append(block)

    def leave(self, what: str, words: str) -> None:
        """Set something aside, to be told; the same thing once."""
        told = Left(what, " ".join(_UNSEEN.sub("", words.translate(_BREAKS)).split()))
        self._grow(len(told.words))
        if told.words and told not in self.left[-50:]:
            self.left.append(told)

    def _grow(self, signs: int, *, blocks: int = 0) -> None:
        self._signs += signs
        self._sized += blocks
        if self._signs > _MOST_SIGNS or self._sized > _MOST_BLOCKS:
            raise refused("trop long")

    # ------------------------------------------------------------------ tables

    def open_table(self) -> None:
        """Begin a table; one inside a cell is read as more of that cell."""
        self.end()
        if self._table is None:
            self._tables += 1
            self._table = _OpenTable(f"tableau {self._tables}")
        else:
            self._nested += 1

    def open_row(self) -> None:
        """Begin a row of the table."""
        self.end()
        if self._table and not self._nested:
            self._table.rows.append([])
            self._table.at = f"tableau {self._tables}, ligne {len(self._table.rows)}"

    def open_cell(self) -> None:
        """Begin a cell of the row."""
        self.end()
        if self._table and not self._nested:
            if not self._table.rows:
                self.open_row()
            self._table.rows[-1].append([])
            self._grow(0, blocks=1)

    def span_cell(self, columns: int) -> None:
        """Let the cell take several columns: the further ones are empty."""
        self.end()
        if self._table and not self._nested and self._table.rows:
            self._table.rows[-1].extend([] for _ in range(min(columns, _MOST_COLUMNS) - 1))

    def close_table(self) -> None:
        """End the table; one that says nothing leaves none."""
        self.end()
        if self._nested:
            self._nested -= 1
            return
        if self._table is None:
            return
        rows = tuple(tuple(tuple(cell) for cell in row) for row in self._table.rows if any(row))
        self._table = None
        if rows:
            self.blocks.append(Table(rows=rows, at=f"tableau {self._tables}"))

    def document(self, *, wrapped: bool = False) -> Document:
        """Return what was read; refuses a document without a word."""
        self.end()
        while self._table is not None:
            self.close_table()
        if not self.blocks:
            raise refused("vide")
        return Document(
            blocks=tuple(self.blocks),
            left=tuple(self.left),
            wrapped=wrapped,
        )


def trimmed(runs: list[Run] | tuple[Run, ...]) -> tuple[Run, ...]:
    """Take white space off both ends of a paragraph; empty where nothing else is there."""
    kept = [*runs]
    while kept and not kept[-1].text.rstrip():
        kept.pop()
    first = next((n for n, run in enumerate(kept) if run.text.strip()), len(kept))
    kept = kept[first:]
    if kept:
        kept[-1] = Run(kept[-1].text.rstrip(), kept[-1].look)
        kept[0] = Run(kept[0].text.lstrip(), kept[0].look)
    return tuple(kept)

"""Paragraphs to the lines that are things by themselves: people break lines, and type their own bullets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from typing import Final

from fichegen.expressions import expression

from .blocks import TYPED_BULLET, Block, Run, trimmed
from .labels import IN_LINE, Form, Label, cut, label_of

_BULLET: Final = expression(rf"[ \t\u00a0]*{TYPED_BULLET}")
_BESIDE: Final = expression(r"\s[|•·]\s|\t|[ \u00a0]{3,}")
"""What stands between facts on one line: "Durée : 14 h | Tarif : 520 €"."""
_LONGEST: Final = 300
"""Characters of a line of several facts."""


def read_blocks(blocks: Sequence[Block], usual: float) -> Iterator[Label | Block]:
    """Yield the labels and the text of blocks; `usual` is the size of the text, in points."""
    for block in blocks:
        for line in _lines_of(block, usual):
            yield label_of(line, usual) or line


def _lines_of(block: Block, usual: float) -> Iterator[Block]:
    """Split a paragraph before the lines, and behind the lines, that are labels by themselves.

    What a sign begins that people type for a bullet becomes an item.
    """
    if block.level or block.title:
        yield block
        return
    opened: list[tuple[Run, ...]] = []
    for whole in _each_line(block.runs, usual):
        bullet = _BULLET.match(_text(whole))
        line = cut(whole, bullet.end()) if bullet else whole
        if bullet:
            yield from _joined(block, opened)
            opened = []
            block = replace(block, depth=block.depth or 1)
        label = label_of(replace(block, runs=line, depth=0), usual) if line else None
        alone = label is not None and not label.body and (bool(label.known) or label.form is Form.STRONG)  # fmt: skip
        if opened and label is not None and (label.known or alone):
            yield from _joined(block, opened)
            opened = []
        opened.append(line)
        if alone:
            yield from _joined(block, opened)
            opened = []
            block = replace(block, depth=0)
    yield from _joined(block, opened)


def _each_line(runs: Sequence[Run], usual: float) -> Iterator[tuple[Run, ...]]:
    """Yield the lines, and facts that stand beside one another on one as lines."""
    line: list[Run] = []
    for run in runs:
        first, *further = run.text.split("\n")
        line.append(Run(first, run.look))
        for piece in further:
            yield from _facts(trimmed(line), usual)
            line = [Run(piece, run.look)]
    yield from _facts(trimmed(line), usual)


def _facts(line: tuple[Run, ...], usual: float) -> Iterator[tuple[Run, ...]]:
    """Split a line between its facts, where each part has a label that is known."""
    whole = _text(line)
    if len(whole) > _LONGEST:
        yield line
        return
    bounds = [(0, 0), *(sign.span() for sign in _BESIDE.finditer(whole)), (len(whole), len(whole))]
    parts = [trimmed(cut(line, start, end)) for (_, start), (end, _) in pairwise(bounds)]
    parts = [part for part in parts if part]
    labels = [label_of(Block(runs=part, at=""), usual) for part in parts]
    if len(parts) > 1 and all(label and label.known and label.form in IN_LINE for label in labels):
        yield from parts
    else:
        yield line


def _joined(block: Block, lines: Sequence[tuple[Run, ...]]) -> Iterator[Block]:
    runs: list[Run] = []
    for line in lines:
        if runs:
            runs.append(Run("\n"))
        runs += line
    if kept := trimmed(runs):
        yield replace(block, runs=kept)


def _text(runs: Sequence[Run]) -> str:
    return "".join(run.text for run in runs)

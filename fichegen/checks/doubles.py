"""A passage that stands twice in one fiche, as a copy left behind."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from fichegen import text
from fichegen.checks.changes import cut
from fichegen.checks.passages import Passage, passages
from fichegen.diagnostics import Finding, finding
from fichegen.model import Fiche

_LETTERS: Final = 60
"""Fewer letters may well be said twice."""
_LONG: Final = 200
"""So many letters are never said twice on purpose."""
_MOST: Final = 10


@dataclass(frozen=True, slots=True)
class _Told:
    """A passage and where it stands among the others."""

    passage: Passage
    words: str
    section: int
    number: int
    """Position among all long passages of the fiche."""
    whole: bool
    """True where the section holds nothing else."""
    size: int
    """How many words it has: so have its copies."""

    @property
    def letters(self) -> int:
        return sum(map(str.isalpha, self.words))


def doubled_passages(fiche: Fiche, today: dt.date) -> Iterator[Finding]:  # noqa: ARG001
    """FG214: a paragraph or list item that the fiche has already, one finding for those in a row.

    What a fiche may say twice is left alone: the same step on two days, a short notice that is all
    of two sections, an item in two lists; and what it says of its groups.
    """
    told = [*_long_passages(fiche)]
    lengths = Counter(each.size for each in told)
    earlier: dict[str, list[_Told]] = {}
    twins: list[tuple[_Told, _Told]] = []
    for each in told:
        if lengths[each.size] == 1:
            continue
        alike = earlier.setdefault(text.key(each.words), [])
        first = next((one for one in alike if _is_copy(one, each)), None)
        if first and each.letters >= _LETTERS:
            twins.append((first, each))
        elif len(alike) < _MOST:
            alike.append(each)
    for run in _runs(twins)[:_MOST]:
        first, second = run[0]
        kind = "cette ligne de liste" if second.passage.is_item else "ce paragraphe"
        there = first.passage.span(fiche.path)
        yield finding(
            "FG214", second.passage.span(fiche.path), there,
            quoi=kind if len(run) == 1 else f"ce passage ({len(run)} alinéas)",
            ligne=there.line, debut=cut(text.plain(second.words)),
        )  # fmt: skip


def _long_passages(fiche: Fiche) -> Iterator[_Told]:
    number = 0
    for index, section in enumerate(fiche.sections):
        if len(section.prose.markdown) < _LETTERS:
            continue
        found = passages(fiche, section.prose)
        for passage in found:
            words = passage.words
            if len(words) > _LETTERS and not words.endswith(":"):
                number += 1
                whole = len(found) == 1
                yield _Told(passage, words, index, number, whole, len(words.split()))


def _is_copy(first: _Told, second: _Told) -> bool:
    """Tell whether the second can only be a slip."""
    one, other = first.passage, second.passage
    together = first.section == second.section and one.head == other.head
    if one.is_item or other.is_item:
        return together and one.run == other.run and one.is_item == other.is_item
    if together or second.letters >= _LONG:
        return True
    return first.section != second.section and not (first.whole or second.whole)


def _runs(twins: Sequence[tuple[_Told, _Told]]) -> list[list[tuple[_Told, _Told]]]:
    """Put together copies that follow one another as their firsts do."""
    runs: list[list[tuple[_Told, _Told]]] = []
    for first, second in twins:
        last = runs[-1][-1] if runs else None
        follows = last and (first.number, second.number) == (last[0].number + 1, last[1].number + 1)
        if follows:
            runs[-1].append((first, second))
        else:
            runs.append([(first, second)])
    return runs

"""Lines of a difference as people can read them: what has changed in a long one, not all of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import chain, groupby, takewhile
from typing import Final

_WIDEST: Final = 300
"""Characters of a line that are shown at the most."""
_BEFORE: Final = 60
"""Of these, how many stand before what has changed."""
_TOLD: Final = "\\ Une ligne de plus de 300 signes est coupée autour de son premier changement"


def shortened(lines: Sequence[str]) -> list[str]:
    """Cut the long lines of a unified difference around the first change of each, and say so."""
    if all(len(line) <= _WIDEST for line in lines):
        return [*lines]
    runs = [[*run] for _, run in groupby(lines, key=lambda line: line[:1])]
    return [*chain.from_iterable(_of_runs(runs)), _TOLD]


def _of_runs(runs: Sequence[list[str]]) -> Iterator[list[str]]:
    """Yield the runs of lines of one sign, those that take the place of others cut as they are."""
    number = 0
    while number < len(runs):
        run, behind = runs[number], runs[number + 1] if number + 1 < len(runs) else []
        if run[0][:1] == "-" and behind and behind[0][:1] == "+" and len(run) == len(behind):
            starts = [_first_change(*pair) for pair in zip(run, behind, strict=True)]
            yield [*map(_cut, run, starts)]
            yield [*map(_cut, behind, starts)]
            number += 2
        else:
            yield [_cut(line, 0) for line in run]
            number += 1


def _first_change(old: str, new: str) -> int:
    same = takewhile(lambda pair: pair[0] == pair[1], zip(old[1:], new[1:], strict=False))
    return 1 + sum(1 for _ in same)


def _cut(line: str, change: int) -> str:
    """Show of a long line what stands around a place, behind the sign it begins with."""
    if len(line) <= _WIDEST:
        return line
    start = max(1, change - _BEFORE)
    end = start + _WIDEST
    return f"{line[:1]}{'…' * (start > 1)}{line[start:end]}{'…' * (end < len(line))}"

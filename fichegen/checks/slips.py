"""Words that differ by a slip of the keyboard: a letter missing, doubled, swapped, or a like one.

Found through the words with one letter left out (two in long ones), which near words share: no word
is compared with all others.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import combinations
from typing import Final

_SHORTEST: Final = 5
_LONG: Final = 10
"""Letters of a word in which two slips count."""
_LONGEST: Final = 24
_FOLDED: Final = 16
"""Letters of the longest word that is looked for with two slips."""
_CROWD: Final = 8
"""More words on one shelf are a family of codes, no slips."""
_COMPARED: Final = 60
"""Times a word is compared: one like so many others is no slip of one of them."""
_ALIKE: Final = ("aeiouy", "cksz", "mn", "dt", "gj", "vw", "bp")
"""Letters taken for one another; others make another word: "hématologie", "hépatologie"."""
_KIN: Final = {(a, b) for letters in _ALIKE for a in letters for b in letters}
_HOMOPHONES: Final = frozenset(
    map(frozenset, ("iy", "sz", "cs", "ck", "cq", "kq", "gj", "ae", "mn"))
)
_FAR: Final = 9
_SOFT: Final = frozenset("aeiouyh")
"""Letters that spelling leaves out; a word without another one may well be another word."""


def near_words(words: Iterable[str]) -> dict[str, tuple[str, ...]]:
    """Return for each word those near it, in order; words near none are left out."""
    shelves: dict[str, list[str]] = {}
    for word in sorted(words):
        if _SHORTEST <= len(word) <= _LONGEST:
            for variant in _variants(word):
                shelves.setdefault(variant, []).append(word)
    found: dict[str, set[str]] = {}
    compared = Counter[str]()
    for shelf in shelves.values():
        for one, other in combinations(shelf, 2) if len(shelf) <= _CROWD else ():
            if compared[one] < _COMPARED and other not in found.get(one, ()):
                compared[one] += 1
                if _is_slip(one, other):
                    found.setdefault(one, set()).add(other)
                    found.setdefault(other, set()).add(one)
    return {word: tuple(sorted(others)[:_CROWD]) for word, others in found.items()}


def is_misspelling(one: str, other: str) -> bool:
    """Tell a slip that makes no other word: "adictologie"; "médiation" is not "méditation"."""
    short, long = sorted((one, other), key=len)
    if len(short) == len(long):
        changed = [pair for pair in zip(short, long, strict=True) if pair[0] != pair[1]]
        swapped = len(changed) == 2 and changed[0] == changed[1][::-1]
        return swapped or (len(changed) == 1 and frozenset(changed[0]) in _HOMOPHONES)
    at = next((n for n, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    doubled = long[at] in long[at - 1 : at] + long[at + 1 : at + 2]
    return (long[at] in _SOFT or doubled) and long[:at] + long[at + 1 :] == short


def _variants(word: str) -> Iterator[str]:
    """Yield a word and the words left when letters behind the first are taken out, each once."""
    shorter = {word[:at] + word[at + 1 :] for at in range(1, len(word))}
    if _LONG <= len(word) <= _FOLDED:
        shorter |= {w[:at] + w[at + 1 :] for w in shorter for at in range(1, len(w))}
    yield word
    yield from sorted(shorter)


def _is_slip(one: str, other: str) -> bool:
    slips = 2 if min(len(one), len(other)) >= _LONG else 1
    return one[0] == other[0] and _distance(one, other) <= slips


def _distance(one: str, other: str) -> int:
    """Count the letters left out, doubled, swapped with the next, or taken for a like one.

    In words of one length none is left out: a letter out and another in is another word.
    """
    gap = _FAR if len(one) == len(other) else 1
    before: list[int] = []
    row = [gap * n for n in range(len(other) + 1)]
    for i, a in enumerate(one, 1):
        last, row, older = row, [gap * i], before
        before = last
        for j, b in enumerate(other, 1):
            change = 0 if a == b else 1 if (a, b) in _KIN else _FAR
            cost = min(last[j] + gap, row[-1] + gap, last[j - 1] + change)
            if i > 1 and j > 1 and a == other[j - 2] and one[i - 2] == b:
                cost = min(cost, older[j - 2] + 1)
            row.append(cost)
    return row[-1]

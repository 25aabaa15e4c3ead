"""What is told of a finding, ready to be laid out on a terminal or in the guide."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from fichegen.codes import CODES, Severity
from fichegen.expressions import expression

from .kinds import Example
from .remedies import HEADLINES, REMEDIES

FAMILIES: Final = {
    "FG1": "Lire les fichiers",
    "FG2": "Rubriques et clés",
    "FG3": "Dates et durées",
    "FG4": "Interlocuteurs et liens",
    "FG5": "Catalogue",
    "FG6": "Gabarits et réglages",
    "FG7": "Ce qui manque",
    "FG8": "Écrire le site",
}
"""What findings speak of, by the beginning of their codes."""

_LONGEST: Final = 92
"""Characters of a line that are shown."""
_GIVEN: Final = expression(r"\s*(?:FG)?[\s_-]*(\d{1,3})\s*", re.IGNORECASE)
_GAP: Final = expression(r"\{\w+\}")
_AT_END: Final = expression(r"(?: \([^()]*…\)| [:–] …)$")
_ONLY_ADVICE: Final = expression(r"\{\w+\}")
_WEIGHTS: Final = {
    Severity.ERROR: "rien n'est publié tant qu'il en reste une ; ce poids ne se change pas",
    Severity.WARNING: "n'empêche de publier qu'avec --strict",
    Severity.REMARK: "n'empêche jamais de publier",
}
_CHANGEABLE: Final = (
    "« severites: » dans content/catalogue.yml peut en changer le poids ({code}: {other})"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One line of an example."""

    number: int
    text: str
    """Without its end; a very long one is cut."""
    marked: bool
    """True where it is the one that is wrong, or the one that was mended."""


def codes_of(given: str) -> tuple[str, ...]:
    """Return the codes that somebody means: `fg301`, `301`; `FG3` is a family. Empty for none."""
    if not (found := _GIVEN.fullmatch(given)):
        return ()
    return tuple(code for code in CODES if _means(found[1], code))


def _means(digits: str, code: str) -> bool:
    return (
        code == f"FG{digits}"
        if len(digits) == 3
        else digits == code.removeprefix("FG")[: len(digits)]
    )


def nearest(given: str) -> tuple[str, ...]:
    """Return the codes nearest to one that is not known, at most three."""
    from difflib import get_close_matches  # only a mistake pays for the import

    digits = _GIVEN.fullmatch(given)
    asked = f"FG{digits[1]}" if digits else given[:20].upper()
    return tuple(get_close_matches(asked, CODES, n=3, cutoff=0.7))


def sentence(code: str) -> str:
    """Return what a finding says, its gaps shown."""
    return with_gaps(CODES[code].words)


def mend(code: str) -> str:
    """Return what to do about a finding, in general words where its advice is made for each case."""
    words = CODES[code].mend
    general = "suivez le conseil donné avec le constat" if _ONLY_ADVICE.fullmatch(words) else words
    return with_gaps(REMEDIES.get(code, general))


def headline(code: str) -> str:
    """Return what a finding says in a line to look it up by, its gaps left open."""
    said, _, _ = CODES[code].words.partition(" ; ")
    return HEADLINES.get(code) or _AT_END.sub("", _GAP.sub("…", said))


def weight(code: str) -> str:
    """Say what a finding weighs, and whether that can be changed."""
    severity = CODES[code].severity
    words = _WEIGHTS[severity]
    if severity is Severity.ERROR:
        return words
    other = Severity.ERROR if severity is Severity.WARNING else Severity.WARNING
    return f"{words} ; {_CHANGEABLE.format(code=code, other=other)}"


def with_gaps(words: str) -> str:
    """Show the values a sentence is filled with as gaps."""
    return words.replace("{", "‹").replace("}", "›")


def lines_of(example: Example) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
    """Return the lines to show of the bad text and of the good one."""
    from difflib import SequenceMatcher

    bad, good = example.bad.split("\n"), example.good.split("\n")
    wrong: set[int] = set()
    mended: set[int] = set()
    for kind, i, j, k, n in SequenceMatcher(None, bad, good, autojunk=False).get_opcodes():
        if kind != "equal":
            wrong |= {*range(i, j)}
            mended |= {*range(k, n)}
    if example.line:
        wrong = {example.line - 1}
    return tuple(_shown(bad, wrong, example)), tuple(_shown(good, mended, example))


def _shown(lines: list[str], marked: set[int], example: Example) -> Iterator[Line]:
    first, last = example.excerpt or (1, len(lines))
    last = min(last, len(lines) - 1 - example.tail) if example.tail else min(last, len(lines))
    while last > first and not lines[last - 1].strip():
        last -= 1
    for number, line in enumerate(lines[first - 1 : last], first):
        cut = f"{line[:_LONGEST]}…" if len(line) > _LONGEST else line
        yield Line(number=number, text=cut, marked=number - 1 in marked and bool(line.strip()))

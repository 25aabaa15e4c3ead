"""Letters in place of digits, in amounts: "12O €", "l50 euros"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from fichegen.diagnostics import Finding, Span, finding, with_fix
from fichegen.expressions import expression

_EUROS: Final = expression(r"\beuros?\b", re.IGNORECASE)
_AMOUNT: Final = expression(
    r"(?<![\w.,/@-])(?=[OolI]*\d)([\dOolI]{1,6}(?:[ .\u00a0\u202f][\dOolI]{3}){0,2}(?:,[\dOolI]{2})?)"
    r"(?=[ \u00a0\u202f]?(?:€|euros?\b))"
)
_AS_DIGITS: Final = str.maketrans("OolI", "0011")
_SHOWN: Final = 500
"""Characters of a line, from its beginning, that are read: longer ones are no amounts."""


def letters_in_amounts(path: str, source: str) -> Iterator[Finding]:
    """FG124: an O, an l or an I among the digits of an amount in euros."""
    if "€" not in source and not ("euro" in source and _EUROS.search(source)):
        return
    for row, line in enumerate(source.split("\n"), 1):
        for found in _AMOUNT.finditer(line[:_SHOWN]) if _may_hold_some(line) else ():
            meant = found[1].translate(_AS_DIGITS)
            if meant != found[1]:
                where = Span(path, row, found.start() + 1, len(found[1]))
                yield with_fix(finding("FG124", where, mots=found[1], nombre=meant), meant)


def _may_hold_some(words: str) -> bool:
    """Tell words that may hold an amount, faster than a search does: most hold none."""
    return "€" in words or "euro" in words

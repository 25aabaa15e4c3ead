"""Sentences too long to be read easily."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from typing import Final

from fichegen import text
from fichegen.checks.passages import Passage, passages
from fichegen.diagnostics import Finding, finding
from fichegen.expressions import expression
from fichegen.model import Fiche

LIMIT: Final = 40
"""Words of a sentence. Plain language asks for 15 to 20: twice as many are surely too many."""
_QUOTED: Final = 8
"""Words of it that the finding quotes."""
_END: Final = expression(r"[.!?…;:][»”\"')\]*_]*(?=\s)|\n")
"""Ends a sentence, or a part of it where a reader may rest."""
_ENUMERATES: Final = 6
"""A sentence with a comma every so many words is a list."""


def long_sentences(fiche: Fiche, today: dt.date) -> Iterator[Finding]:  # noqa: ARG001
    """FG216: a sentence of more than `LIMIT` words, the first of each section."""
    for section in fiche.sections:
        if section.prose.markdown.count(" ") < LIMIT:
            continue
        found = next(
            (f for p in passages(fiche, section.prose) if (f := _first(fiche.path, p))), None
        )
        if found:
            yield found


def _first(path: str, passage: Passage) -> Finding | None:
    words = passage.words
    if words.count(" ") < LIMIT:
        return None
    start = 0
    for end in [*(match.end() for match in _END.finditer(words)), len(words)]:
        sentence = words[start:end]
        if sentence.count(" ") >= LIMIT:
            counted = _words(sentence)
            if len(counted) > LIMIT and sentence.count(",") * _ENUMERATES < len(counted):
                begins = start + len(sentence) - len(sentence.lstrip())
                span = passage.span(path, begins, end)
                return finding("FG216", span, mots=len(counted), debut=" ".join(counted[:_QUOTED]))
        start = end
    return None


def _words(sentence: str) -> list[str]:
    """Split into words as people count them: what holds a letter or a digit."""
    return [word for word in text.plain(sentence).split() if any(map(str.isalnum, word))]

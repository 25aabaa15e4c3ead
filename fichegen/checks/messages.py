"""What is left of an e-mail that a fiche was copied from: its greeting, its closing words."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from fichegen.diagnostics import Finding, Span, finding
from fichegen.expressions import expression
from fichegen.model import Fiche, Section

_GREETING: Final = expression(
    r"(?:bonjour|bonsoir|salut|coucou|hello|ch[eè]re?s?)"
    r"(?: (?:[àa] tou(?:te)?s(?: et (?:[àa] )?tou(?:te)?s)?|madame|monsieur|mesdames|messieurs|coll[eè]gues?"
    r"|(?-i:[A-ZÀ-Ý])[\w'’-]{1,30})){0,3}[ \u00a0\u202f]?[,!]\s*",
    re.IGNORECASE,
)
_CLOSING: Final = re.compile(
    r"(?:(?:bien |tr[eè]s )?cordialement|bien [àa] (?:vous|toi)|(?:bonne|belle) (?:journ[ée]e|r[ée]ception)"
    r"|envoy[ée] de mon (?:iphone|mobile|smartphone|t[ée]l[ée]phone)[^\n]{0,40})[ \u00a0]?[,.!]?\s*",
    re.IGNORECASE,
)


def words_of_messages(fiche: Fiche, today: dt.date) -> Iterator[Finding]:  # noqa: ARG001
    """FG218: a greeting at the head of a fiche, or closing words alone on their line."""
    for section in fiche.sections:
        lines = section.prose.markdown.split("\n")
        if section.name == "chapeau" and _GREETING.fullmatch(lines[0]):
            yield _told(fiche, section, lines, 0)
        for at, line in enumerate(lines):
            if _CLOSING.fullmatch(line):
                yield _told(fiche, section, lines, at)
                break


def _told(fiche: Fiche, section: Section, lines: list[str], at: int) -> Finding:
    words = lines[at].strip()
    row, col = section.prose.lines[at]
    return finding("FG218", Span(fiche.path, row, col, len(words)), mots=words)

"""What a fiche still offers, against sessions that are all past."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from typing import Final

from fichegen import text
from fichegen.checks.sessions import last_day
from fichegen.dates import write_date
from fichegen.diagnostics import Finding, Span, finding
from fichegen.expressions import expression
from fichegen.model import Fiche, Status
from fichegen.states import State, fiche_timeline

_STILL: Final = r"(?:(?:est|sont|toujours|encore|actuellement|desormais) )*"
_OPEN: Final = expression(
    rf"(?:(?:la |les )?(?:session|formation|fiche|pre ?inscription|inscription|candidature)s? {_STILL})?"
    r"ouvert(?:e|s|es)?(?: aux (?:pre ?)?(?:inscription|candidature)s)?"
    r"|(?:(?:il )?reste (?:encore )?)?(?:des |quelques |\d+ )?places? (?:encore )?(?:disponible|restante|libre)s?"
    r"|il reste (?:encore )?(?:des |quelques |de la |\d+ )?places?|disponibles?"
    r"|(?:pre ?)?inscriptions? (?:possible|en cours)s?"
)
"""Words, by their key, that offer to register and name no time for it: "toute l'année" does."""
_HINT: Final = expression("ouvert|disponible|restante|libre|reste|possible|cours", re.IGNORECASE)
_SENTENCE: Final = expression(r"[.!?;\n]+")
_LONGEST: Final = 2000
_SHOWN: Final = 60


def offers_of_past_sessions(fiche: Fiche, today: dt.date) -> Iterator[Finding]:
    """FG512: every session is over, and the fiche says that one can register."""
    past = [last for group in fiche.groups if (last := last_day(group)) and last < today]
    put_off = any(fiche.status_of(group) is Status.POSTPONED for group in fiche.groups)
    offered = next(_offers(fiche, today), None) if past and not put_off else None
    if offered and fiche_timeline(today, fiche).now is State.OVER:
        where, words = offered
        yield finding("FG512", where, mots=words[:_SHOWN], dernier=write_date(max(past)))


def _offers(fiche: Fiche, today: dt.date) -> Iterator[tuple[Span, str]]:
    """Yield where a fiche says that one can register, and its words for it."""
    if _is_open(fiche.status_words):
        yield fiche.span("statut"), fiche.status_words
    limit = fiche.deadline
    if limit and limit.date and limit.date >= today:
        yield fiche.span("date_limite"), f"date limite : {limit.words}"
    for group in fiche.groups:  # the words of its state that name none stand in its remark
        remark = group.remark.markdown if group.remark else ""
        if group.span and (words := _said(remark) or _said(group.seats)):
            yield group.span, words
    section = fiche.section("inscription")
    if section and (words := _said(section.prose.markdown)):
        yield fiche.span("inscription"), words


def _said(markdown: str) -> str:
    """Return the sentence that says one can register; empty where none does."""
    if not _HINT.search(markdown):
        return ""
    sentences = _SENTENCE.split(markdown[:_LONGEST])
    return next((text.squeeze(text.plain(words)) for words in sentences if _is_open(words)), "")


def _is_open(words: str) -> bool:
    return bool(words) and bool(_OPEN.fullmatch(text.key(text.plain(words))))

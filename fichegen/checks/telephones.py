"""Telephones that nobody can dial."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Final

from fichegen import text
from fichegen.diagnostics import Finding, Span, finding
from fichegen.expressions import expression
from fichegen.fillers import is_filler
from fichegen.identifiers import has_telephone
from fichegen.model import Contact, Fiche

_USUAL: Final = expression(r"0[1-9](?:[ .-]?\d\d){4}")
_BESIDE: Final = expression(
    r"\([^()]*[^\W\d][^()]*\)|(?<!\w)\d{1,2}\s?h(?:eures?)?(?:\s?\d\d(?!\d))?(?!\w)"
    r"|(?<!\w)(?:poste|postes|ext\.?|extension|code|touche|tapez|puis|int\.?)\s?:?\s?\d{1,6}(?!\d)",
    re.IGNORECASE,
)
"""Hours, extensions and remarks beside a number."""
_BETWEEN: Final = expression(r"\s/\s|[;,|\n]|(?<!\w)(?:ou|et|puis)(?!\w)|\s[–—-]\s", re.IGNORECASE)
_LETTERED: Final = expression(r"[^\W\d_](?=\d)|\d(?=[^\W\d_])")
_SHORT: Final = expression(r"1\d|1\d\d|11[68]\d{3}|[13]\d{3}")
"""The digits of numbers that serve the whole country: 15, 115, 3939, 116 117."""
_OF_FRANCE: Final = expression(
    r"(?<![\w.])(?:\+|00)[\s.]{0,2}(33|262|590|594|596)((?:[\s./()-]{0,3}\d){1,14})(?!\w)"
)
"""A code that nine digits follow, without the zero that is dialled within a country."""
_LOCAL: Final = expression(r"[1-9]\d{5}|[1-9]\d{7}")
"""New Caledonia, Wallis, Saint-Pierre; French Polynesia, Luxembourg, Monaco."""
_PARTIAL: Final = 6
"""Digits from which what begins with a zero is a number of its own, not the end of another."""
_SHOWN: Final = 40


def telephones_that_are_none(fiche: Fiche, _today: dt.date) -> Iterator[Finding]:
    """FG406: a telephone with digits missing or to spare, or with letters."""
    for contact in (*fiche.contacts, *(c for group in fiche.groups for c in group.contacts)):
        if contact.phone and (wrong := _wrong(contact.phone)):
            shown = wrong if len(wrong) <= _SHOWN else wrong[:_SHOWN].rstrip() + "…"
            yield finding("FG406", _place(contact, wrong) or fiche.span("interlocuteurs"),
                          numero=shown, raison=_reason(wrong))  # fmt: skip


def _place(contact: Contact, words: str) -> Span | None:
    """Return where a number of somebody stands; their place where it cannot be told."""
    for number, span in contact.phones_at:
        at = number.find(words)
        if at >= 0 and len(number) == span.width:
            return replace(span, col=span.col + at, width=len(words))
        if words in text.squeeze(text.plain(number)):
            return span
    return contact.span


def _wrong(telephone: str) -> str:
    """Return the words of a telephone that is none; empty where it is one, or still to come."""
    if _USUAL.fullmatch(telephone):
        return ""
    words = text.squeeze(text.plain(telephone))
    if is_filler(words):
        return ""
    parts = [part.strip() for part in _BETWEEN.split(_BESIDE.sub(" ", words)) if text.key(part)]
    good = [part for part in parts if _is_dialled(part)]
    if not good:
        return words
    return next((part for part in parts if part not in good and _is_number(part)), "")


def _is_dialled(part: str) -> bool:
    digits = "".join(re.findall(r"\d", part))
    if has_telephone(part):
        return not _zero_to_spare(part)
    return (
        "+" not in part
        and bool(_SHORT.fullmatch(digits) or _LOCAL.fullmatch(digits))
        and not _LETTERED.search(part)
    )


def _is_number(part: str) -> bool:
    digits = re.findall(r"\d", part)
    return len(digits) >= _PARTIAL and (digits[0] == "0" or bool(_OF_FRANCE.search(part)))


def _zero_to_spare(part: str) -> bool:
    """Tell whether the first zero stands behind the code, "+33 02"; "+33 (0)2" tells to leave it."""
    behind = _OF_FRANCE.search(part)
    if behind is None:
        return False
    return behind[2].replace("(0)", "").lstrip(" ./()-\u00a0\u202f").startswith("0")


def _reason(words: str) -> str:
    digits = len(re.findall(r"\d", words))
    if _LETTERED.search(words):
        return "une lettre s'est glissée entre ses chiffres"
    if not digits:
        return "il n'a pas de chiffres"
    if behind := _OF_FRANCE.search(words):
        if _zero_to_spare(words):
            return f"le 0 ne se compose pas derrière +{behind[1]}"
        count = len(re.findall(r"\d", behind[2].replace("(0)", "")))
        return f"il a {text.counted(count, 'chiffre')} derrière +{behind[1]}, au lieu de 9"
    return f"il a {text.counted(digits, 'chiffre')}"

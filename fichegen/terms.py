"""Words as a search knows them: `L’hôpital`, `hopitaux` and `HÔPITAL` are one term.

`templates/assets/js/catalogue/mots.js` does the same to what readers type, step by step; the table
`tests/cases/mots.json` holds both to it.
"""

from __future__ import annotations

import functools
import re
import unicodedata
from typing import Final

from fichegen.expressions import expression

STOP_WORDS: Final = frozenset(
    (
        "a au aux avec ce ces cet cette dans de des du elle elles en et eux il ils je la le les leur "
        "leurs lui ma mais me mes moi mon ne nos notre nous on ou par pas pour qu que qui sa se ses "
        "soi sont sur ta te tes toi ton tu un une vos votre vous y"
    ).split()
)
"""Terms that nearly every fiche holds. `est` is a territory, `son` and `si` are subjects: they stay."""

# What is left of them after normalisation is lower case without marks.
_LETTERS: Final = str.maketrans(
    {"œ": "oe", "æ": "ae", "ß": "ss", "ø": "o", "ς": "σ", "‐": "-"} | dict.fromkeys("’ʼ`´‘＇′", "'")
)
_WORD: Final = expression(r"[^\W_]+(?:['-][^\W_]+)*")
_ELISION: Final = re.compile(r"^(?:[cdjlmnst]|(?:jus|lors|pres|puis|quel|quoi)?qu)'")
_SAINT: Final = expression(r"(^|['-])st(e?)s?(?=['-]|$)")
_SIGNS: Final = expression(r"['-]")
_STEMS: Final = (
    (expression(r"(.*eau|.+[eo]u)x"), r"\1"),
    (expression(r"(.*trav|b|cor|soupir|vant|vitr)aux"), r"\1ail"),
    (expression(r"(.+)aux"), r"\1al"),
    (expression(r"(.{2,}[^s])s"), r"\1"),
)
"""French plurals, none of fewer than four letters; the first that fits is undone."""


def terms(text: str) -> list[str]:
    """Return the terms of a text in order.

    A word that hyphens or apostrophes hold together gives each of its parts, then the whole written
    in one: `pré-requis` is found by `requis` and by `prerequis`.
    """
    return [term for chunk in text.split() for term in _terms(chunk)]


def distinct_terms(text: str) -> set[str]:
    """Return the terms of a text, each once: the same as a set of them, in half the time."""
    return {term for chunk in {*text.split()} for term in _terms(chunk)}


@functools.lru_cache(maxsize=1 << 16)
def _terms(chunk: str) -> tuple[str, ...]:
    """Return the terms of a text without white space; the same few come again and again."""
    return tuple(_stem(word) for match in _WORD.findall(_fold(chunk)) for word in _words(match))


def _fold(chunk: str) -> str:
    """Reduce to lower case without marks, ligatures and invisible signs."""
    if chunk.isascii():
        return chunk.lower().translate(_LETTERS)
    # The acute accent that stands alone would come apart into a space and a mark.
    spread = unicodedata.normalize("NFKD", chunk.replace("´", "'"))
    return "".join(filter(_is_seen, spread)).lower().translate(_LETTERS)


def _is_seen(character: str) -> bool:
    category = unicodedata.category(character)
    return category[0] != "M" and category != "Cf"


def _words(match: str) -> list[str]:
    """Take a word apart; what it was comes last, if it had more than one part."""
    word = _SAINT.sub(r"\1saint\2", _ELISION.sub("", match))
    parts = [part for piece in word.split("-") for part in _ELISION.sub("", piece).split("'")]
    return parts if len(parts) == 1 else [*parts, _SIGNS.sub("", word)]


def _stem(word: str) -> str:
    """Undo a plural; stop words stay what they are."""
    if word in STOP_WORDS:
        return word
    for pattern, singular in _STEMS:
        if match := pattern.fullmatch(word):
            return match.expand(singular)
    return word

"""The numbers by which the administration knows an organisation, and other facts with a form of their own.

Words are read to the value they state for certain, or to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from fichegen import text

_SEPARATORS: Final = re.compile(r"[\s.\u00a0\u202f-]+")
_SIRET: Final = re.compile("[0-9]{14}")
_ACTIVITY: Final = re.compile("[0-9]{3}[0-9AB][0-9]{6}[0-9AB]")
_POSTAL_SERVICE: Final = "356000000"
"""SIREN of La Poste: the digits of its SIRETs add up to a multiple of five instead."""
POSTCODE: Final = re.compile(
    r"(?<![\w.,/-])(?<![0-9] )(?:F ?- ?|FR ?- ?)?"
    r"(?P<code>(?:0[1-9]|[1-8][0-9]|9[0-578]) ?[0-9]{3})(?![0-9]|[ .]?[0-9]{2}|,[0-9])(?!\w)"
)
"""A French postcode in a line of words: departments 01 to 95, 97 and 98 (overseas, Monaco)."""
_GAP: Final = r"[\s.\u00a0\u202f/()-]{0,3}"
_TELEPHONE: Final = re.compile(
    rf"(?<![\w.])(?:(?:\+|00){_GAP}(?:\d{_GAP}){{8,14}}\d|0{_GAP}[1-9](?:{_GAP}\d){{8}}"
    rf"|(?<!\d[\s.\u00a0\u202f/-])[13]\d{_GAP}\d\d)(?!{_GAP}\d)(?!\w)"
)
"""A number of ten digits, one of another country, or a short one (3949)."""

_SENTENCE: Final = re.compile(r"[;!?]|\.(?=\s+[^\W\d]|\s*$)|\n(?=\s*\n|\s*[-*+•#|])")
_REGISTERED: Final = re.compile(
    r"\b(?P<register>rncp|rs) ?(?:(?:sous )?(?:le )?(?:n|no|numero) ?)?(?P<number>[0-9]{3,6})\b"
)
"""A number of the national registers, by its key: "RNCP 36004", "RS n° 5616"."""
_CERTIFYING: Final = re.compile(
    r"\b(?:rncp|cqp|repertoire (?:national|specifique)|diplom(?:es?|ante?s?)"
    r"|titres? (?:professionnels?|a finalite|certifi|enregistre|inscrit|d ingenieur)"
    r"|certifi(?:cations?|ee?s?|er)\b(?! qualiopi\b)"
    r"|certifiante?s?\b(?! (?:que|qu|l|la|le|les|sa|son|ses|votre|vos)\b)|certificat(?:eur|rice)s?"
    r"|certificats?\b(?! (?:medica|(?:individuel )?(?:de |d )(?:fin|realisation|participation|presence"
    r"|assiduite|suivi|stage|formation|scolarite|travail)\b)))"
)
"""Words, by their key, of what certifies skills; not of what tells that somebody was there."""
_NOT_CERTIFYING: Final = re.compile(
    r"\b(?:aucune?|hors|ni|non|pas|sans)(?: \w+){0,4} (?:certifi|cqp|diplom|rncp|(?<!a )titre)"
    r"|\b(?:certifi|cqp|diplom|rncp)\w*(?: \w+){0,3} (?:aucune?|neant|non|sans objet)$"
)


def siret_of(words: str) -> str:
    """Return the fourteen digits of a SIRET whose check digit is right; empty for other words."""
    digits = _SEPARATORS.sub("", words)
    if not _SIRET.fullmatch(digits) or not digits.strip("0"):
        return ""
    if _luhn(digits) % 10 == 0:
        return digits
    of_post = digits.startswith(_POSTAL_SERVICE) and sum(map(int, digits)) % 5 == 0
    return digits if of_post else ""


def activity_number_of(words: str) -> str:
    """Return the eleven characters of a declaration of activity; empty for other words.

    All are digits but the second of a department, which in Corsica may be a letter: 2A, 2B.
    """
    number = _SEPARATORS.sub("", words).upper()
    return number if _ACTIVITY.fullmatch(number) and number.strip("0") else ""


@lru_cache(maxsize=256)
def certification(words: str) -> tuple[tuple[tuple[str, str], ...], bool]:
    """Read what words say of a certification: its codes, and whether they speak of one at all.

    A code is its register and its number, ("RNCP", "36004"), each once. What stands in a sentence
    behind "non certifiante", "sans diplôme", "hors RNCP" says nothing of the kind.
    """
    affirmed = [*_affirmed(words)]
    found = (code for said in affirmed for code in _REGISTERED.finditer(said))
    codes = tuple(dict.fromkeys((code["register"].upper(), code["number"]) for code in found))
    return codes, bool(codes) or any(map(_CERTIFYING.search, affirmed))


def _affirmed(words: str) -> Iterator[str]:
    """Yield the key of each sentence up to where it denies a certification, commas kept."""
    for sentence in _SENTENCE.split(words):
        said = " , ".join(map(text.key, sentence.split(",")))
        denied = _NOT_CERTIFYING.search(said)
        yield said[: denied.start()] if denied else said


def has_postcode(words: str) -> bool:
    """Tell whether words name a French postcode."""
    return bool(POSTCODE.search(words))


def has_telephone(words: str) -> bool:
    """Tell whether words hold a number that can be dialled."""
    return bool(_TELEPHONE.search(words))


def _luhn(digits: str) -> int:
    doubled = (int(d) * (2 if n % 2 else 1) for n, d in enumerate(reversed(digits)))
    return sum(sum(divmod(value, 10)) for value in doubled)

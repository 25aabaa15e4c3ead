"""The numbers by which the administration knows an organisation, and other facts with a form of their own.

Words are read to the value they state for certain, or to nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

from fichegen import text
from fichegen.expressions import expression

_ATOM: Final = r"[A-Za-z0-9!#$&'*+/=?^_{|}~-]+"
_EMAIL: Final = expression(
    rf"{_ATOM}(?:\.{_ATOM})*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{{2,63}}"
)
_SEPARATORS: Final = expression(r"[\s.\u00a0\u202f-]+")
_SIRET: Final = expression("[0-9]{14}")
_ACTIVITY: Final = expression("[0-9]{3}[0-9AB][0-9]{6}[0-9AB]")
_POSTAL_SERVICE: Final = "356000000"
"""SIREN of La Poste: the digits of its SIRETs add up to a multiple of five instead."""
POSTCODE: Final = expression(
    r"(?<![\w.,/-])(?<![0-9] )(?:F ?- ?|FR ?- ?)?"
    r"(?P<code>(?:0[1-9]|[1-8][0-9]|9[0-578]) ?[0-9]{3})(?![0-9]|[ .]?[0-9]{2}|,[0-9])(?!\w)"
)
"""A French postcode in a line of words: departments 01 to 95, 97 and 98 (overseas, Monaco)."""
_GAP: Final = r"[\s./()‐‑-]{0,3}"
_SIGN: Final = r"[\s./‐‑-]{0,3}"
_THIN: Final = r"(?:[.‐‑-]|\s{1,2})?"
_OF_TEN: Final = rf"0{_GAP}[1-9]{_GAP}\d{_GAP}\d\)?(?:{_SIGN}\d){{6}}"
"""A number within France; a bracket closes by its fourth digit, "(0262) 11 11 11"."""
_ABROAD: Final = (
    rf"(?:\+|00){_GAP}(?:"
    rf"(?:33|262|590|594|596){_GAP}(?:\(0\)|0)?{_GAP}[1-9](?:{_SIGN}\d){{8}}"
    rf"|508(?:{_SIGN}\d){{9}}|(?:508|687)(?:{_SIGN}\d){{6}}|689(?:{_SIGN}\d){{8}}"
    rf"|(?!33|262|59[046]|508|68[79])[1-9](?:\(0\)|{_GAP}\d){{4}}(?:{_THIN}\d){{4,10}})"
)
"""A number behind the code of its country (ITU-T E.164: fifteen digits at most)."""
_BELGIAN: Final = r"0\d[ ./]{1,3}\d{3}[ .]\d\d[ .]\d\d|0\d\d[ ./]{1,3}\d\d[ .]\d\d[ .]\d\d"
"""Nine digits, by their grouping: a French number that lacks one stands in pairs."""
_TELEPHONE: Final = expression(
    rf"(?<![\w.+])(?<!\d[\s./‐‑-])(?:{_ABROAD}|{_OF_TEN}|{_BELGIAN})(?!\w)"
)
_SHORT: Final = expression(rf"(?<![\w.])(?<!\d[\s./-])[13]\d{_GAP}\d\d(?!{_GAP}\d)(?!\w)")
"""A number of four digits (3949)."""
_SHORT_ALONE: Final = expression(
    r"(?:(?:t[ée]l(?:[ée]phone)?|num[ée]ro|appel(?:ez|er)|standard)\b[\s.:]{0,4}(?:au |le )?)?"
    r"(1[578]|1 ?\d\d|11[68] ?\d{3}|[13]\d ?\d\d)(?:\s?\([^()]{0,80}\))?",
    re.IGNORECASE,
)
"""A number that serves the whole country, with nothing but its name and a remark."""
_TRUNK: Final = expression(r"^(\+(?:33|262|590|594|596))0")
"""The zero that is dialled within a country only."""
_GOES_ON: Final = expression(_SIGN + r"\d")
_NEXT: Final = expression(
    rf"\s{{1,2}}\d{{1,2}}\s?(?:h|heures?)(?![^\W\d])|{_SIGN}(?:{_OF_TEN})(?!\w)|\s?00[1-9]"
    r"|\s?(?P<sign>[/‐‑-])\s?(?:\d{1,2}|\d\d ?\d\d)(?!\w)",
    re.IGNORECASE,
)
"""What begins with a digit behind a number and is none of its own: hours, another number, the end of
another line, "01 40 00 11 22/23"."""
_FAX: Final = expression(
    r"(?<![\w/-])(?<![/-] )(?<!et )(?:fax|t[ée]l[ée]copie(?:ur)?)[\s.:]{0,4}$", re.IGNORECASE
)

_SENTENCE: Final = expression(r"[;!?]|\.(?=\s+[^\W\d]|\s*$)|\n(?=\s*\n|\s*[-*+•#|])")
_REGISTERED: Final = expression(
    r"\b(?P<register>rncp|rs) ?(?:(?:sous )?(?:le )?(?:n|no|numero) ?)?(?P<number>[0-9]{3,6})\b"
)
"""A number of the national registers, by its key: "RNCP 36004", "RS n° 5616"."""
_CERTIFYING: Final = expression(
    r"\b(?:rncp|cqp|repertoire (?:national|specifique)|diplom(?:es?|ante?s?)"
    r"|titres? (?:professionnels?|a finalite|certifi|enregistre|inscrit|d ingenieur)"
    r"|certifi(?:cations?|ee?s?|er)\b(?! qualiopi\b)"
    r"|certifiante?s?\b(?! (?:que|qu|l|la|le|les|sa|son|ses|votre|vos)\b)|certificat(?:eur|rice)s?"
    r"|certificats?\b(?! (?:medica|(?:individuel )?(?:de |d )(?:fin|realisation|participation|presence"
    r"|assiduite|suivi|stage|formation|scolarite|travail)\b)))"
)
"""Words, by their key, of what certifies skills; not of what tells that somebody was there."""
_NOT_CERTIFYING: Final = expression(
    r"\b(?:aucune?|hors|ni|non|pas|sans)(?: \w+){0,4} (?:certifi|cqp|diplom|rncp|(?<!a )titre)"
    r"|\b(?:certifi|cqp|diplom|rncp)\w*(?: \w+){0,3} (?:aucune?|neant|non|sans objet)$"
)


def is_email(address: str) -> bool:
    """Tell whether an address is one that a mailto link can carry (RFC 5322 dot-atom, a host)."""
    return len(address) <= 254 and bool(_EMAIL.fullmatch(address))


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
    codes = tuple(
        dict.fromkeys(
            (code["register"].upper(), code["number"])
            for code in found
            if code["number"].strip("0")
        )
    )
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
    """Tell whether words hold a number that can be dialled, a fax included."""
    return any(_telephones(words)) or bool(_SHORT.search(words))


def telephone_of(words: str) -> str:
    """Return the digits of the first telephone in words, behind "+" where it names its country.

    Only a whole number counts: ten French digits, those of another country with its code, a Belgian
    number by its grouping, a short number that stands alone. Empty where there is none.
    """
    called = (found for found in _telephones(words) if not _FAX.search(_before(words, found)))
    number = next((found[0] for found in called), "")
    if not number:
        short = _SHORT_ALONE.fullmatch(words.strip())
        return short[1].replace(" ", "") if short else ""
    digits = re.sub(r"[^\d+]", "", number.replace("(0)", ""))
    digits = re.sub("^00", "+", digits)
    return _TRUNK.sub(r"\1", digits) if digits.isascii() else ""


def _before(words: str, found: re.Match[str]) -> str:
    return words[max(0, found.start() - 24) : found.start()]


def _telephones(words: str) -> Iterator[re.Match[str]]:
    """Yield the whole numbers; not the beginning of one with digits to spare."""
    start = 0
    while found := _TELEPHONE.search(words, start):
        behind = _NEXT.match(words, found.end())
        ends = not _GOES_ON.match(words, found.end())
        if ends or (behind and not (behind["sign"] and behind["sign"] in found[0])):
            yield found
            start = found.end()
        else:
            start = found.start() + 1


def _luhn(digits: str) -> int:
    doubled = (int(d) * (2 if n % 2 else 1) for n, d in enumerate(reversed(digits)))
    return sum(sum(divmod(value, 10)) for value in doubled)

"""The numbers by which the administration knows an organisation, and other facts with a form of their own.

Words are read to the value they state for certain, or to nothing.
"""

from __future__ import annotations

import re
from typing import Final

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
    rf"|[13]\d{_GAP}\d\d)(?!{_GAP}\d)(?!\w)"
)
"""A number of ten digits, one of another country, or a short one (3949)."""


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


def has_postcode(words: str) -> bool:
    """Tell whether words name a French postcode."""
    return bool(POSTCODE.search(words))


def has_telephone(words: str) -> bool:
    """Tell whether words hold a number that can be dialled."""
    return bool(_TELEPHONE.search(words))


def _luhn(digits: str) -> int:
    doubled = (int(d) * (2 if n % 2 else 1) for n, d in enumerate(reversed(digits)))
    return sum(sum(divmod(value, 10)) for value in doubled)

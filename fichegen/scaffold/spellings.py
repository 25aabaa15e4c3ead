"""Keys as people write them, as regular expressions that editors and Python read alike.

The reader matches a key without its accents, case, signs and plurals (`reading.matching_key`), and
so do these. It does not mind an article, a number or brackets around a name either: a key of several
words that no pattern knows may be one of those, and is not called wrong.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from fichegen import text
from fichegen.reading import Field, matching_key

_ACCENTS: Final = {"a": "àâ", "c": "ç", "e": "éèêë", "i": "îï", "o": "ô", "u": "ùûü"}
_LETTERS: Final = {
    char: f"[{char}{char.upper()}{accents}{accents.upper()}]"
    for char in "abcdefghijklmnopqrstuvwxyz"
    for accents in (_ACCENTS.get(char, ""),)
}
_SIGN: Final = "[^0-9A-Za-zÀ-ÿŒœ]"
SEVERAL_WORDS: Final = _SIGN
"""What a key holds that may be more than a name."""


def any_case(words: str) -> str:
    """Return the pattern of words in any case, with their accents or without."""
    return "".join(_LETTERS.get(char, re.escape(char)) for char in text.fold(words))


def key_pattern(
    spellings: Iterable[str], reduced: Callable[[str], str] = matching_key, ends: str = "[sSxX]?"
) -> str:
    """Return the pattern of a key that any of some spellings names.

    `reduced` gives what the key is matched by, `ends` the pattern of what may follow a word of it.
    """
    names = sorted({reduced(spelling) for spelling in spellings} - {""})
    known = "|".join(
        f"{_SIGN}+".join(
            any_case(word) + (ends if len(word) > 1 and word.isalpha() else "")
            for word in name.split(" ")
        )
        for name in names
    )
    return f"^{_SIGN}*(?:{known}){_SIGN}*$".replace("[oOôÔ][eEéèêëÉÈÊË]", "(?:[oO][eE]|[œŒ])")


def field_pattern(entry: Field) -> str:
    """Return the pattern of a key that names a field."""
    return key_pattern((entry.name, entry.label, *entry.synonyms))

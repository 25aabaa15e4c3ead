"""Where something is held, in French words: a postal address, a place to come to, or at a distance.

"12 rue des Lilas, 97400 Saint-Denis", "BP 12 – 35000 Rennes Cedex", "Saint-Benoît (97470)": exactly
one postcode, a town behind it, or right before it where nothing follows. Anything else is no address.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fichegen import text
from fichegen.expressions import expression
from fichegen.identifiers import POSTCODE

_LONGEST: Final = 600
"""Characters of what may be an address."""
_LONGEST_TOWN: Final = 50

_BOX: Final = expression(r"(?<!\w)(?:BP|B\.P\.|CS|TSA)\s*(?:n°\s*)?[0-9]{1,6}(?!\w)", re.IGNORECASE)
_NUMBER: Final = expression(
    r"(?<![\w])([0-9]{1,4}(?: ?(?:bis|ter|quater|[A-D]))?), ?(?=[^\W\d_]{2})", re.IGNORECASE
)
"""The comma behind a house number: it parts nothing."""
_PARTS: Final = expression(r"\s*[,;()\n]\s*|\s+[–—-]\s+")
_NAME: Final = expression(r"(?:[LlDd]['’])?[A-ZÀ-ÖØ-ÞŒŸ][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?")
_PARTICLES: Final = frozenset("de du des la le les lès lez sur sous en et aux".split())
"""Words inside a town's name that need no capital."""
_DISTRICT: Final = expression(
    r" (?:cedex(?: [0-9]{1,2})?|[0-9]{1,2}(?:er|e|ème)?(?: arrondissement)?)$", re.IGNORECASE
)
_STREET: Final = expression(
    r"(?:all[ée]e|avenue|av\.?|boulevard|bd|chauss[ée]e|chemin|cit[ée]|cours|impasse|lieu-?dit|mail|passage"
    r"|place|pl\.?|quai|r[ée]sidence|route|rte|rue|sentier|square|venelle|voie|zac?|zi|b[âa]timent|b[âa]t\.?"
    r"|immeuble|salle|étage|entr[ée]e|escalier|bp|cs|tsa|maison|centre|h[ôo]pital|mairie)(?!\w)",
    re.IGNORECASE,
)
"""What opens a line that is no town."""
_COUNTRY: Final = frozenset({"france", "fr"})

_DISTANT: Final = (
    r"(?:visio\w*|web ?conf\w*|webinaires?|distance|distanciel|ligne|virtuelle?s?|e learning|zoom|teams"
    r"|skype|google meet|jitsi|bigbluebutton)"
)
_MENTIONED: Final = expression(rf"\b{_DISTANT}\b")
_REMOTE: Final = expression(
    rf"(?:(?:100|a|avec|classe|en|entierement|formation|la|outil|par|session|sur|synchrone|tout|via) )*{_DISTANT}"
    rf"(?: (?:synchrones?|asynchrones?|seulement|uniquement|(?:(?:avec|par|sur|via) )?{_DISTANT}))*"
)
"""Whole texts, by their key, of what is no place one goes to."""


@dataclass(frozen=True, slots=True)
class PostalAddress:
    """A postal address of which no part is in doubt."""

    lines: tuple[str, ...]
    """What stands before the town: building, street, box; may be empty."""
    postcode: str
    """Five digits."""
    town: str


def read_postal(words: str) -> PostalAddress | None:
    """Read an address; None where any part of it is in doubt."""
    if len(words) > _LONGEST:
        return None
    hidden = _BOX.sub(lambda box: "x" * len(box[0]), words)
    codes = [*POSTCODE.finditer(hidden)]
    if len(codes) != 1:
        return None
    code = codes[0]
    before, behind = words[: code.start()], words[code.end() :]
    in_brackets = before.rstrip().endswith("(") and behind.lstrip().startswith(")")
    if in_brackets:
        before, behind = before.rstrip()[:-1], behind.lstrip()[1:]
    parts, further = [*_split(before)], [*_split(behind)]
    if not in_brackets and further and behind.lstrip()[0] not in ",;)":
        town, further = further[0], further[1:]
    elif in_brackets or not further:
        town = parts.pop() if parts else ""
    else:
        return None
    if not _is_town(town):
        return None
    lines = (*parts, *(part for part in further if text.key(part) not in _COUNTRY))
    return PostalAddress(lines, code["code"].replace(" ", ""), town)


def split_lines(words: str) -> tuple[str, ...]:
    """Take what might be the lines of an address apart, at commas and dashes."""
    return tuple(_split(words))


def _split(words: str) -> Iterator[str]:
    """Yield the parts of an address, the signs around them taken off."""
    for part in _PARTS.split(_NUMBER.sub(r"\1 ", words)):
        if bare := text.squeeze(part).strip(" ,;:–—-()"):
            yield bare


def _is_town(words: str) -> bool:
    """Tell whether words can be nothing but a town: each with a capital, save small words inside."""
    if not 1 < len(words) <= _LONGEST_TOWN or _STREET.match(words):
        return False
    first, *rest = _DISTRICT.sub("", words).split()
    return bool(_NAME.fullmatch(first)) and all(
        _NAME.fullmatch(word) or word in _PARTICLES for word in rest
    )


@lru_cache(maxsize=4096)
def is_remote(words: str) -> bool:
    """Tell whether words about a place leave no doubt that nobody goes there: "En visio (Zoom)"."""
    return bool(_REMOTE.fullmatch(text.key(words)))


def mentions_distance(words: str) -> bool:
    """Tell whether words about a place speak of following from elsewhere, perhaps as well."""
    return bool(_MENTIONED.search(text.key(words)))

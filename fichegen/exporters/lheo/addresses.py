"""French postal addresses in free words, read to lines, postcode and town where these are certain.

"12 rue des Lilas, 97400 Saint-Denis", "BP 12 – 35000 Rennes Cedex", "Saint-Benoît (97470)": exactly
one postcode, a town behind it, or right before it where nothing follows. Anything else is no address.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from fichegen import text
from fichegen.exporters.xml import clean

from .nodes import Node, branch
from .rules import highest, most
from .texts import leaf

_MOST_LINES: Final = highest("adresse", "ligne")
_LONGEST: Final = 600
"""Characters of what may be an address."""

_POSTCODE: Final = re.compile(
    r"(?<![\w.,/-])(?<![0-9] )(?:F ?- ?|FR ?- ?)?"
    r"(?P<code>(?:0[1-9]|[1-8][0-9]|9[0-578]) ?[0-9]{3})(?![0-9]|[ .]?[0-9]{2}|,[0-9])(?!\w)"
)
"""Departments 01 to 95, 97 and 98 (overseas, Monaco)."""
_BOX: Final = re.compile(r"(?<!\w)(?:BP|B\.P\.|CS|TSA)\s*(?:n°\s*)?[0-9]{1,6}(?!\w)", re.IGNORECASE)
_NUMBER: Final = re.compile(
    r"(?<![\w])([0-9]{1,4}(?: ?(?:bis|ter|quater|[A-D]))?), ?(?=[^\W\d_]{2})", re.IGNORECASE
)
"""The comma behind a house number: it parts nothing."""
_PARTS: Final = re.compile(r"\s*[,;()\n]\s*|\s+[–—-]\s+")
_NAME: Final = re.compile(r"(?:[LlDd]['’])?[A-ZÀ-ÖØ-ÞŒŸ][^\W\d_]*(?:['’.-][^\W\d_]+)*\.?")
_PARTICLES: Final = frozenset("de du des la le les lès lez sur sous en et aux".split())
"""Words inside a town's name that need no capital."""
_DISTRICT: Final = re.compile(
    r" (?:cedex(?: [0-9]{1,2})?|[0-9]{1,2}(?:er|e|ème)?(?: arrondissement)?)$", re.IGNORECASE
)
_STREET: Final = re.compile(
    r"(?:all[ée]e|avenue|av\.?|boulevard|bd|chauss[ée]e|chemin|cit[ée]|cours|impasse|lieu-?dit|mail|passage"
    r"|place|pl\.?|quai|r[ée]sidence|route|rte|rue|sentier|square|venelle|voie|zac?|zi|b[âa]timent|b[âa]t\.?"
    r"|immeuble|salle|étage|entr[ée]e|escalier|bp|cs|tsa|maison|centre|h[ôo]pital|mairie)(?!\w)",
    re.IGNORECASE,
)
"""What opens a line that is no town."""
_COUNTRY: Final = frozenset({"france", "fr"})


@dataclass(frozen=True, slots=True)
class Address:
    """A postal address; every member fits its element."""

    lines: tuple[str, ...]
    """One to four, each of fifty characters at most."""
    postcode: str
    """Five digits."""
    town: str


def read_address(words: str, *, named: str = "") -> Address | None:
    """Read an address; None where any part of it is in doubt, or would not fit.

    `named` stands as its line where the words hold only postcode and town: a building, a place.
    """
    words = clean(words)
    if len(words) > _LONGEST:
        return None
    hidden = _BOX.sub(lambda box: "x" * len(box[0]), words)
    codes = [*_POSTCODE.finditer(hidden)]
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
    lines = [*parts, *(part for part in further if text.key(part) not in _COUNTRY)]
    fitted = _fit(lines or [*_split(clean(named))] or [town])
    return Address(fitted, code["code"].replace(" ", ""), town) if fitted else None


def address_node(address: Address, denomination: str = "") -> Node:
    """Write an address, with the name of the place."""
    return branch(
        "adresse",
        leaf("denomination", denomination),
        *(leaf("ligne", line) for line in address.lines),
        leaf("codepostal", address.postcode),
        leaf("ville", address.town),
    )


def fold_lines(parts: Iterable[str], count: int) -> tuple[str, ...]:
    """Set parts as so many lines at most, each as long as one may be; empty where they do not fit.

    A part has lines of its own while there are enough; else parts share them, behind commas.
    """
    kept = [part for part in parts if part]
    length = most("ligne")
    for words in (kept, [", ".join(kept)]):
        lines = [line for part in words for line in _wrapped(part, length)]
        if len(lines) <= count and all(len(line) <= length for line in lines):
            return tuple(lines)
    return ()


def _fit(parts: Iterable[str]) -> tuple[str, ...]:
    return fold_lines(parts, _MOST_LINES)


def _split(words: str) -> Iterator[str]:
    """Yield the parts of an address, the signs around them taken off."""
    for part in _PARTS.split(_NUMBER.sub(r"\1 ", words)):
        if bare := text.squeeze(part).strip(" ,;:–—-()"):
            yield bare


def _is_town(words: str) -> bool:
    """Tell whether words can be nothing but a town: each with a capital, save small words inside."""
    if not 1 < len(words) <= most("ville") or _STREET.match(words):
        return False
    first, *rest = _DISTRICT.sub("", words).split()
    return bool(_NAME.fullmatch(first)) and all(
        _NAME.fullmatch(word) or word in _PARTICLES for word in rest
    )


def _wrapped(words: str, length: int) -> Iterator[str]:
    """Yield lines broken at spaces; a word longer than a line stays longer."""
    line = ""
    for word in words.split():
        if line and len(line) + 1 + len(word) > length:
            yield line.rstrip(" ")
            line = word
        else:
            line = f"{line} {word}" if line else word
    if line:
        yield line

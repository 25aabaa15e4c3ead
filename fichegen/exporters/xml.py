"""XML: whatever a source holds, it can neither end an element nor be refused by a reader."""

from __future__ import annotations

import unicodedata
from collections.abc import Sequence
from typing import Final
from xml.etree import ElementTree as ET

from fichegen.expressions import expression

_ILLEGAL: Final = expression("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""All but the characters that XML 1.0 (2.2, Char) admits."""
_DECLARATION: Final = "<?xml version='1.0' encoding='utf-8'?>"
_MARGIN: Final = "  "
"""Stands before a line, once for each element around it."""
_SIGNS: Final = {"&": "&amp;", "<": "&lt;", ">": "&gt;"}
_IN_TEXT: Final = str.maketrans(_SIGNS)
_IN_ATTRIBUTES: Final = str.maketrans(
    _SIGNS | {'"': "&quot;", "\r": "&#13;", "\n": "&#10;", "\t": "&#09;"}
)


def clean(words: str) -> str:
    """Write words as XML may hold them: NFC, a space for each character it refuses."""
    if words.isascii() and words.isprintable():
        return words
    return unicodedata.normalize("NFC", _ILLEGAL.sub(" ", words))


def in_text(words: str) -> str:
    """Write words as an element holds them."""
    return clean(words).translate(_IN_TEXT)


def in_attribute(words: str) -> str:
    """Write words as an attribute holds them, between quotes."""
    return f'"{clean(words).translate(_IN_ATTRIBUTES)}"'


def element(
    name: str, words: str = "", children: tuple[ET.Element, ...] = (), **attributes: str
) -> ET.Element:
    """Make an element of text, or of other elements; `xml_lang` stands for `xml:lang`."""
    made = ET.Element(
        name, {key.replace("_", ":", 1): clean(value) for key, value in attributes.items()}
    )
    made.text = clean(words) or None
    made.extend(children)
    return made


def tag(name: str, words: str = "", **attributes: str) -> str:
    """Write an element of text, on one line unless its words have several."""
    shown = in_text(words)
    opening = _opening(name, attributes)
    return f"<{opening}>{shown}</{name}>" if shown else f"<{opening} />"


def tree(name: str, children: Sequence[str], *, depth: int = 0, **attributes: str) -> str:
    """Write an element so deep of others that are written, each on lines of its own."""
    if not children:
        return tag(name, **attributes)
    margin = f"\n{_MARGIN * depth}"
    inside = "".join([f"{margin}{_MARGIN}{child}" for child in children])
    return f"<{_opening(name, attributes)}>{inside}{margin}</{name}>"


def document(root: str) -> bytes:
    """Write a document in UTF-8."""
    return f"{_DECLARATION}\n{root}\n".encode()


def _opening(name: str, attributes: dict[str, str]) -> str:
    """Write what stands between the signs; `xml_lang` stands for `xml:lang`."""
    given = [
        f" {key.replace('_', ':', 1)}={in_attribute(value)}" for key, value in attributes.items()
    ]
    return name + "".join(given)

"""XML, written by the standard library; nothing of a source can end an element or be refused."""

from __future__ import annotations

import re
import unicodedata
from typing import Final
from xml.etree import ElementTree as ET

_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""All but the characters that XML 1.0 (2.2, Char) admits."""
DECLARATION: Final = "<?xml version='1.0' encoding='utf-8'?>"


def clean(words: str) -> str:
    """Write words as XML may hold them: NFC, a space for each character it refuses."""
    if words.isascii() and words.isprintable():
        return words
    return unicodedata.normalize("NFC", _ILLEGAL.sub(" ", words))


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


def document(root: ET.Element) -> bytes:
    """Write a document in UTF-8, an element a line."""
    ET.indent(root)
    return f"{DECLARATION}\n{ET.tostring(root, encoding='unicode')}\n".encode()

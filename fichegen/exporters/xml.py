"""XML, written by the standard library; nothing of a source can end an element or be refused."""

from __future__ import annotations

import io
import re
import unicodedata
from collections.abc import Iterable
from typing import Final
from xml.etree import ElementTree as ET
from xml.sax.saxutils import XMLGenerator
from xml.sax.xmlreader import AttributesImpl

_ILLEGAL: Final = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
"""All but the characters that XML 1.0 (2.2, Char) admits."""
_DECLARATION: Final = "<?xml version='1.0' encoding='utf-8'?>"
_MARGIN: Final = "  "
"""Stands before a line, once for each element around it."""


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
    return f"{_DECLARATION}\n{ET.tostring(root, encoding='unicode')}\n".encode()


def long_document(shell: ET.Element, many: Iterable[ET.Element]) -> bytes:
    """Write a document whose innermost element holds many others, one of which is in memory at a time.

    The shell is a line of elements, each the only child of the one before it.
    """
    path = [*shell.iter()]
    body = io.BytesIO()
    writer = XMLGenerator(body, encoding="utf-8", short_empty_elements=True)
    writer.startDocument()
    for depth, outer in enumerate(path):
        writer.ignorableWhitespace(_MARGIN * depth)
        writer.startElement(outer.tag, AttributesImpl(outer.attrib))
        writer.ignorableWhitespace("\n")
    for inner in many:
        _send(inner, writer, len(path))
    for depth, outer in reversed([*enumerate(path)]):
        writer.ignorableWhitespace(_MARGIN * depth)
        writer.endElement(outer.tag)
        writer.ignorableWhitespace("\n")
    writer.endDocument()
    return body.getvalue()


def _send(made: ET.Element, writer: XMLGenerator, depth: int) -> None:
    """Write an element on lines of its own; one of words keeps them as they are."""
    writer.ignorableWhitespace(_MARGIN * depth)
    writer.startElement(made.tag, AttributesImpl(made.attrib))
    if len(made):
        writer.ignorableWhitespace("\n")
        for child in made:
            _send(child, writer, depth + 1)
        writer.ignorableWhitespace(_MARGIN * depth)
    elif made.text:
        writer.characters(made.text)
    writer.endElement(made.tag)
    writer.ignorableWhitespace("\n")

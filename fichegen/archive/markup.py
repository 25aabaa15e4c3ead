"""Pages of the archive: plain HTML that any browser opens, written by a serialiser."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Final
from urllib.parse import quote
from xml.etree import ElementTree as ET

from fichegen.dates import write_date
from fichegen.expressions import expression

STYLE: Final = "archive.css"
"""The style sheet of the pages of the archive, beside them."""
CSS: Final = b"""\
:root { color-scheme: light dark; }
body { font: 1rem/1.5 system-ui, sans-serif; margin: 0 auto; max-width: 60rem; overflow-wrap: anywhere; padding: 1rem; }
h1, h2 { line-height: 1.2; }
table { border-collapse: collapse; width: 100%; }
th, td { border-bottom: 1px solid; padding: .4rem .6rem .4rem 0; text-align: left; vertical-align: top; }
dt { font-weight: bold; }
dd { margin: 0 0 .6rem; }
del { text-decoration: line-through; }
ins { text-decoration: underline; }
@media (max-width: 40rem) {
  h1 { font-size: 1.5rem; }
  thead { clip-path: inset(50%); height: 1px; overflow: hidden; position: absolute; width: 1px; }
  tr { border-bottom: 1px solid; display: block; padding: .6rem 0; }
  td { border: 0; display: block; padding: 0; }
}
"""
Part = ET.Element | str
_CONTROL: Final = expression(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufffe\uffff]"
)
_BLOCKS: Final = frozenset(
    "body dd dl dt h1 h2 head li link main meta p table tbody thead title tr ul".split()
)


def visible(words: str) -> str:
    """Show by their names the signs that would turn or hide others."""
    return _CONTROL.sub(lambda sign: f"\\u{ord(sign[0]):04x}", words)


def in_french(day: str) -> str:
    """Write a day that is given in ISO form as people read it; what is no such day stays as it is."""
    try:
        return write_date(dt.date.fromisoformat(day))
    except ValueError:
        return day


def node(name: str, /, *parts: Part, **attributes: str) -> ET.Element:
    """Make an element of words and of other elements; `class_` stands for `class`."""
    made = ET.Element(name, {key.rstrip("_"): visible(v) for key, v in attributes.items()})
    last: ET.Element | None = None
    for part in parts:
        if isinstance(part, ET.Element):
            made.append(part)
            last = part
        elif last is None:
            made.text = (made.text or "") + visible(part)
        else:
            last.tail = (last.tail or "") + visible(part)
    if name in _BLOCKS:
        made.tail = "\n"
    return made


def link(words: str, path: str) -> ET.Element:
    """Make a link to a file, by its path from here."""
    return node("a", words, href=quote(path))


def rows(head: Iterable[str], body: Iterable[Iterable[Part]]) -> ET.Element:
    """Make a table."""
    titles = node("tr", *(node("th", words, scope="col") for words in head))
    lines = (node("tr", *(node("td", cell) for cell in cells)) for cells in body)
    return node("table", node("thead", titles), node("tbody", *lines))


def page(title: str, *parts: Part, above: str = "") -> bytes:
    """Write a page; `above` leads to the folder of its style sheet."""
    root = node(
        "html",
        node(
            "head",
            node("meta", charset="utf-8"),
            node("meta", name="viewport", content="width=device-width, initial-scale=1"),
            node("title", title),
            node("link", rel="stylesheet", href=f"{above}{STYLE}"),
        ),
        node("body", node("main", node("h1", title), *parts)),
        lang="fr",
    )
    written = ET.tostring(root, encoding="unicode", method="html")
    return f"<!DOCTYPE html>\n{written}\n".encode()

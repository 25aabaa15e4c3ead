"""Documents that are archives of XML parts, opened with bounds: nothing of them is trusted.

A part is inflated to a bounded size whatever the archive says of it, a document type (where
entities are declared) is refused, and nothing outside the archive is ever asked for.
"""

from __future__ import annotations

import io
import xml.etree.ElementTree as ET
import zipfile
import zlib
from collections.abc import Iterator
from typing import Final, NoReturn

from .refusals import refused

MOST_PART: Final = 12 * 1024 * 1024
"""Bytes of a part: the text of a fiche takes a few hundred thousand."""
_MOST_IN_ALL: Final = 40 * 1024 * 1024
_MOST_RATIO: Final = 300
"""How far a part of some size may have been compressed: real ones are by 10 to 60."""
_SMALL: Final = 1024 * 1024
_MOST_PARTS: Final = 20_000
_DEPTH: Final = 250
"""Elements in one another; a table in a cell takes four."""
_ENCRYPTED: Final = 0x1

Element = ET.Element


class _Builder(ET.TreeBuilder):
    """Builds a tree, of a document without a type."""

    def doctype(self, _name: str, _public: str | None, _system: str | None) -> NoReturn:
        """Refuse a document type: no office suite writes one, and entities are declared there."""
        raise refused("entites")


_BROKEN: Final = (
    zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError,
    RuntimeError,  # a compression that is not known, a password
)  # fmt: skip
"""What a damaged archive ends in."""


class Package:
    """The parts of an archive, by name."""

    def __init__(self, data: bytes) -> None:
        try:
            self._archive = zipfile.ZipFile(io.BytesIO(data))
            self._infos = {info.filename: info for info in self._archive.infolist()[:_MOST_PARTS]}
        except _BROKEN as error:
            raise refused("abime") from error
        self._left = _MOST_IN_ALL

    @property
    def names(self) -> tuple[str, ...]:
        """The names of the parts, in the order of the archive."""
        return tuple(self._infos)

    def bytes_of(self, name: str) -> bytes | None:
        """Return the bytes of a part; None where there is none of that name."""
        info = self._infos.get(name)
        if info is None:
            return None
        if info.flag_bits & _ENCRYPTED:
            raise refused("chiffre")
        most = min(MOST_PART, self._left)
        try:
            with self._archive.open(info) as stream:
                body = stream.read(most + 1)
        except _BROKEN as error:
            raise refused("abime") from error
        self._left -= len(body)
        packed = max(info.compress_size, 1)
        if len(body) > most or (len(body) > _SMALL and len(body) // packed > _MOST_RATIO):
            raise refused("gonfle")
        return body

    def tree_of(self, name: str) -> Element | None:
        """Return the root of an XML part; None where there is none of that name."""
        body = self.bytes_of(name)
        if body is None:
            return None
        parser = ET.XMLParser(target=_Builder())  # noqa: S314 - bounded, and without entities
        try:
            parser.feed(body)
            root: Element = parser.close()
        except (ET.ParseError, ValueError, LookupError) as error:
            raise refused("abime") from error
        if _is_deep(root):
            raise refused("profond")
        return root


def _is_deep(root: Element) -> bool:
    """Tell whether elements stand deeper in one another than any document's."""
    layer = [root]
    for _ in range(_DEPTH):
        layer = [child for element in layer for child in element]
        if not layer:
            return False
    return True


def local(element: Element) -> str:
    """Return the name of an element without its namespace, which differs between editions."""
    return element.tag.rpartition("}")[2]


def attribute(element: Element, name: str) -> str:
    """Return an attribute by its name without namespace; empty for none."""
    found = element.attrib.get(name)
    if found is not None:
        return found
    ending = "}" + name
    return next((value for key, value in element.attrib.items() if key.endswith(ending)), "")


def child(element: Element | None, name: str) -> Element | None:
    """Return the first child of a name, if there is one."""
    return next(children(element, name), None)


def children(element: Element | None, name: str) -> Iterator[Element]:
    """Yield the children of a name."""
    for inner in element if element is not None else ():
        if local(inner) == name:
            yield inner

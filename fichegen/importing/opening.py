"""What a file is, by its bytes before its name, and the reader for it."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from typing import Final

from fichegen.expressions import expression

from .blocks import Document
from .from_docx import read_docx
from .from_html import read_html
from .from_odt import read_odt
from .from_text import read_text
from .packages import Package
from .refusals import refused

MOST_BYTES: Final = 50 * 1024 * 1024
"""Of a file with its images, of which only the text is read."""
_MOST_TEXT: Final = 8 * 1024 * 1024

_ZIP: Final = (b"PK\x03\x04", b"PK\x05\x06")
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")
_OTHERS: Final = (
    (b"%PDF", "pdf"),
    (b"{\\rtf", "rtf"),
    (b"\x89PNG", "binaire"),
    (b"\xff\xd8\xff", "binaire"),
    (b"GIF8", "binaire"),
)
_IN_ARCHIVES: Final = (
    (expression(r"xl/workbook\.(?:xml|bin)"), "tableur"),
    (expression(r"ppt/presentation\.xml"), "diapositives"),
    (expression(r"Index/.*\.iwa|index\.apxl|QuickLook/.*"), "pages"),
)
_OF_OPEN_DOCUMENT: Final = (("spreadsheet", "tableur"), ("presentation", "diapositives"))
_NAMED: Final = {".md": "fiche", ".markdown": "fiche", ".yml": "fiche", ".yaml": "fiche"}
_MESSAGE: Final = expression(rb"(?:[A-Za-z-]{2,40}:[^\n]*\n(?:[ \t][^\n]*\n)*){0,40}?MIME-Version:", re.IGNORECASE)  # fmt: skip
_HTML: Final = expression(
    r"\s*(?:<!--.{0,2000}?-->\s*)?<(?:!doctype html|html|head|body|meta|div|p|h1|table|span|article|main|section)\b",
    re.IGNORECASE | re.DOTALL,
)
_CHARSET: Final = expression(rb"charset\s*=\s*[\"']?([A-Za-z0-9_-]{2,40})", re.IGNORECASE)
_CHARSETS: Final = {
    "windows-1252": "cp1252", "iso-8859-1": "cp1252", "iso-8859-15": "iso8859-15", "latin1": "cp1252",
    "macintosh": "mac-roman", "x-mac-roman": "mac-roman",
}  # fmt: skip
_BINARY_SHARE: Final = 0.02


def read_document(name: str, data: bytes) -> Document:
    """Read a file to blocks; raises what `refused` gives where it cannot be read.

    `name` counts only where the bytes leave it open: a page from a text.
    """
    if len(data) > MOST_BYTES:
        raise refused("trop gros")
    if data.startswith(_OLE):
        raise refused("chiffre" if _ENCRYPTED in data else "doc")
    for sign, why in _OTHERS:
        if data.startswith(sign):
            raise refused(why)
    if data.startswith(_ZIP):
        return _reader_of(Package(data))(data)
    ending = "." + name.lower().rpartition(".")[2]
    if ending in _NAMED:
        raise refused(_NAMED[ending])
    if ending in (".docx", ".odt"):
        raise refused("vide" if not data.strip(b"\0 \r\n\t") else "abime")
    if len(data) > _MOST_TEXT:
        raise refused("trop gros")
    if ending in (".eml", ".mht", ".mhtml") or _MESSAGE.match(data[:20_000]):
        raise refused("message")
    source, remark = _decoded(data)
    is_page = ending in (".html", ".htm", ".xhtml") or bool(_HTML.match(source[:4000]))
    document = read_html(source) if is_page else read_text(source)
    return replace(document, remarks=(*document.remarks, remark)) if remark else document


def _reader_of(package: Package) -> Callable[[bytes], Document]:
    """Tell which kind of document an archive is."""
    names = package.names
    if "word/document.xml" in names or any(name.startswith("word/document") for name in names):
        return read_docx
    kind = (package.bytes_of("mimetype") or b"")[:200].decode("ascii", "replace")
    for sign, why in _OF_OPEN_DOCUMENT:
        if sign in kind:
            raise refused(why)
    if "content.xml" in names:
        return read_odt
    for pattern, why in _IN_ARCHIVES:
        if any(map(pattern.fullmatch, names)):
            raise refused(why)
    raise refused("archive")


def _decoded(data: bytes) -> tuple[str, str]:
    """Return the text of a file, and what had to be supposed for it; empty for nothing.

    UTF-8 where it is; else what the page says or, of a text, the encoding of Windows in French.
    """
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace"), "lu comme de l'UTF-16"
    if data.count(b"\0") > len(data) * _BINARY_SHARE:
        raise refused("binaire")
    try:
        return data.decode("utf-8-sig"), ""
    except UnicodeDecodeError:
        said = _CHARSET.search(data[:4096])
        named = said[1].decode("ascii").lower() if said else ""
        encoding = _CHARSETS.get(named, "cp1252")
        shown = {"cp1252": "Windows-1252", "iso8859-15": "ISO 8859-15"}.get(encoding, "Mac Roman")
        text = data.decode(encoding, "replace")
        return text, f"lu comme du {shown}, car ce n'est pas de l'UTF-8 : vérifiez les accents"

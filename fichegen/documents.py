"""Documents among the sources that are no text: what they are, and how a fiche comes of them."""

from __future__ import annotations

import shlex
from typing import Final

KINDS: Final = {
    "docx": "un document Word",
    "odt": "un document LibreOffice",
    "archive": "une archive",
    "doc": "un document d'un ancien format de Word (.doc)",
    "rtf": "un document au format RTF",
    "pdf": "un PDF",
    "image": "une image",
}
"""What a file is, in words for editors."""
_SIGNATURES: Final = (
    (b"PK\x03\x04", "archive"), (b"PK\x05\x06", "archive"), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "doc"),
    (b"{\\rtf", "rtf"), (b"%PDF", "pdf"), (b"\x89PNG", "image"), (b"\xff\xd8\xff", "image"), (b"GIF8", "image"),
)  # fmt: skip
"""How files begin that are no text, whatever they are called."""
_IN_ARCHIVES: Final = (
    (b"word/", "docx"),
    (b"application/vnd.oasis.opendocument.text", "odt"),
)
"""What an archive holds that is a document."""

_IMPORTED: Final = "« fichegen import {nom} » en fait un brouillon de fiche ; retirez ensuite ce fichier du dossier"
_SAVED_ANEW: Final = (
    "enregistrez-le au format .docx hors de ce dossier, puis importez-le par « fichegen import »"
)
_COPIED: Final = "copiez son texte dans un fichier .txt hors de ce dossier, puis importez-le par « fichegen import »"
_WAYS: Final = {
    "docx": _IMPORTED,
    "odt": _IMPORTED,
    "html": _IMPORTED,
    "htm": _IMPORTED,
    "txt": f"si c'est une fiche, renommez-le en .md ; sinon, {_IMPORTED}",
    "doc": _SAVED_ANEW,
    "rtf": _SAVED_ANEW,
    "pdf": _COPIED,
}
"""How a document becomes a fiche, by what it is."""
_OF_FICHES: Final = ".md et .yml"


def kind_of(data: bytes) -> str:
    """Return what bytes are that are no text, one of `KINDS`; empty for what may be one."""
    kind = next((kind for sign, kind in _SIGNATURES if data.startswith(sign)), "")
    if kind != "archive":
        return kind
    return next((held for sign, held in _IN_ARCHIVES if sign in data), kind)


def way_out(path: str, kind: str) -> str:
    """Say what to do with a document that has the name of a text."""
    way = _WAYS.get(kind, "retirez-le de ce dossier, qui ne tient que des textes")
    return way.format(nom=shlex.quote(path))


def way_in(path: str, endings: str) -> str:
    """Say how a file that is not read can be; `endings` are those of what is read beside it."""
    if endings != _OF_FICHES:
        return f"enregistrez-le en texte, sous un nom en {endings}, ou retirez-le de ce dossier"
    return way_out(path, path.rpartition(".")[2].lower())

"""Importing: what exists as a document, a page or a message, to a draft in the heading dialect.

    bytes → Document (blocks) → Recognised (parts of a fiche) → draft, and a report of both

No library reads all that must be told here (deleted text, text boxes, notes, what stands above and
below pages), so each format is read from its own elements, with bounds: nothing is installed for it,
nothing of a document is trusted, and every word is in the draft or named in the report.
"""

from __future__ import annotations

from dataclasses import dataclass

from fichegen import text
from fichegen.intake import take
from fichegen.sources import MAX_BYTES, Role, SourceFile

from .blocks import Left
from .opening import MOST_BYTES, read_document
from .recognising import Recognised, recognise
from .refusals import refused
from .report import Read, Report, lines, summary
from .writing import lost_links, write_draft

__all__ = ["MOST_BYTES", "Draft", "Report", "checked", "draft_of", "lines", "refused", "summary"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Draft:
    """A document as a fiche."""

    text: str
    slug: str
    """What its title names its file."""
    read: tuple[Read, ...]
    unsure: tuple[str, ...]
    left: tuple[Left, ...]


def draft_of(name: str, data: bytes) -> Draft:
    """Make a draft of a document, by the name of its file; raises FichegenError (FG130) where it cannot.

    The place of that finding is for the caller to fill in, who knows the path.
    """
    document = read_document(name, data)
    found = recognise(document, name)
    shown = text.squeeze(name) if name != "-" else "texte collé"
    body = write_draft(found, f"« {shown} »" if name != "-" else shown, wrapped=document.wrapped)
    if len(body.encode()) > MAX_BYTES:
        raise refused("trop long")
    links = dict.fromkeys(lost_links(document.blocks))
    return Draft(
        text=body,
        slug=text.slug(found.title.words, fallback="fiche"),
        read=_read(found),
        unsure=(*document.remarks, *_of_title(found), *found.unsure),
        left=(
            *(Left("bandeau du document", words) for words in found.banners),
            *document.left,
            *(Left("lien", link) for link in links),
        ),
    )


def checked(draft: Draft, path: str) -> Report:
    """Read a draft as `check` would at its path; gives the whole report."""
    taken = take(SourceFile(path, Role.FICHE, draft.text))
    return Report(read=draft.read, unsure=draft.unsure, left=draft.left, findings=taken.findings)


def _read(found: Recognised) -> tuple[Read, ...]:
    named = (
        Read(part.known.label, text.squeeze(part.source), part.at)
        for part in found.parts
        if part.known and part.source
    )
    return (Read("Titre", found.title.words, found.title.at), *named)


def _of_title(found: Recognised) -> tuple[str, ...]:
    if found.title.sure:
        return ()
    return (f"titre supposé : « {found.title.words} » ({found.title.at})",)

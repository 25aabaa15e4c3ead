"""The entries of a source that is not a fiche: a training organisation, a free page."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import PurePosixPath
from typing import Any

from fichegen import text
from fichegen.diagnostics import Finding, Span
from fichegen.identifiers import is_email
from fichegen.model import FreePage, Organisation
from fichegen.reading.decode import UNTITLED, Decoding, is_blank
from fichegen.reading.draft import Entry, Words, place
from fichegen.reading.fields import TABLES, Kind, Scope, find
from fichegen.reading.outline import outline_of
from fichegen.reading.prose import read_prose


def decode_organisation(
    path: str, entries: Sequence[Entry]
) -> tuple[Organisation | None, tuple[Finding, ...]]:
    """Decode one record of `content/organismes/`; None, with FG207, where it has no name."""
    decoding = Decoding(path)
    values, spans = _values(decoding, entries, Scope.ORGANISATION)
    name = values.get("nom", "")
    if not name:
        decoding.report("FG207", spans.get("nom", Span(path)), nom="nom", trouve="rien",
                        attendu="le nom de l'organisme", conseil="ajoutez une ligne « nom: … »")  # fmt: skip
        return None, tuple(decoding.findings)
    email = values.get("courriel", "")
    if email and not is_email(email):
        decoding.report("FG401", spans["courriel"], adresse=email)
        email = ""
    disability = values.get("referent_handicap") or ()
    organisation = Organisation(
        name=name,
        slug=values.get("slug") or text.slug(name, fallback=_stem(path)),
        aliases=tuple(term.words for term in values.get("alias") or ()),
        legal_name=values.get("raison_sociale", ""),
        siret=values.get("siret", ""),
        activity_number=values.get("nda", ""),
        address=values.get("adresse", ""),
        website=values.get("site", ""),
        email=email,
        phone=values.get("telephone", ""),
        disability_contact=disability[0] if disability else None,
        presentation=values.get("presentation"),
        path=path,
        spans=tuple(_places(path, entries).items()),
    )
    return organisation, tuple(decoding.findings)


def _places(path: str, entries: Iterable[Entry]) -> dict[str, Span]:
    """Return where the value of each field stands, that of the first of two."""
    places: dict[str, Span] = {}
    for entry in entries:
        known = find(entry.key.text, Scope.ORGANISATION)
        if known and not is_blank(entry.value):
            places.setdefault(known.name, place(entry.value, path))
    return places


def decode_page(
    path: str, entries: Sequence[Entry], body: Words
) -> tuple[tuple[FreePage | None, bool], tuple[Finding, ...]]:
    """Decode a page of `content/pages/`: its front matter's keys, then Markdown kept as it is.

    Gives the page, None where it has no title, and whether it is a draft.
    """
    decoding = Decoding(path)
    values, _ = _values(decoding, entries, Scope.PAGE)
    heads = outline_of(body)
    title = values.get("titre", "")
    if not title and len(heads) > 1 and heads[1].level == 1 and not heads[0].body.text:
        title = text.plain(heads[1].words.text)
        below = heads[1].body.marks[0]
        start = next((m.offset for m in body.marks if m.line >= below.line), len(body.text))
        body = body.cut(start, len(body.text))
    draft = values.get("brouillon", False)
    if not title:
        decoding.report("FG201", Span(path), conseil=UNTITLED)
        return (None, draft), tuple(decoding.findings)
    prose = read_prose(body)
    slug = values.get("slug") or text.slug(PurePosixPath(path).stem, fallback="page")
    return (FreePage(title=title, slug=slug, prose=prose, path=path), draft), tuple(
        decoding.findings
    )


def _stem(path: str) -> str:
    return text.slug(PurePosixPath(path).stem)


def _values(
    decoding: Decoding, entries: Iterable[Entry], scope: Scope
) -> tuple[dict[str, Any], dict[str, Span]]:
    values: dict[str, Any] = {}
    spans: dict[str, Span] = {}
    for entry in entries:
        known = find(entry.key.text, scope)
        where = entry.key.span(decoding.path)
        if known is None:
            known_keys = ", ".join(field.name for field in TABLES[scope])
            decoding.report("FG205", where, nom=entry.key.text, connues=known_keys)
        elif known.name in spans:
            first = spans[known.name]
            decoding.report("FG204", where, first, nom=known.label, ailleurs=first.at)
        elif is_blank(entry.value):
            spans[known.name] = where
            if known.kind is not Kind.YESNO:
                decoding.report("FG206", where, nom=known.label)
        else:
            spans[known.name] = where
            values[known.name] = decoding.value(known, entry.value)
    return values, spans

"""The catalogue and its sessions as JSON and CSV, with their schemas; a record is made once for all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import Final

from fichegen import routes, text
from fichegen.artifacts import Artifact
from fichegen.model import Fiche
from fichegen.presenting import Presenter

from .records import CATALOGUE, FICHE, ORGANISATION, VERSION, lone_sessions
from .schemas import SCHEMAS, schema_file
from .shapes import Json
from .spreadsheet import FICHE_COLUMNS, SESSION_COLUMNS, row, table

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def data_files(presenter: Presenter) -> Iterator[Artifact]:
    """Yield the data of each fiche, of the catalogue and of its sessions, the tables, the schemas."""
    catalogue = presenter.catalogue
    organisations = {
        facet.slug: _written(ORGANISATION.of(presenter, facet)) for facet in catalogue.organisations
    }
    fiches: list[bytes] = []
    rows: list[list[str]] = []
    sessions: dict[tuple[str, str], tuple[bytes, list[str]]] = {}
    for fiche in catalogue.fiches:
        record = FICHE.of(presenter, fiche)
        fiches.append(_written(record))
        rows.append(row(FICHE_COLUMNS, record))
        for group, lone in zip(fiche.groups, lone_sessions(record), strict=True):
            sessions[fiche.slug, group.slug] = _written(lone), row(SESSION_COLUMNS, lone)
        path = routes.fiche_data_path(fiche)
        head = _head(presenter, path, routes.DATA_SCHEMA, dated=False)
        named = [organisations[slug] for slug in _organisations(presenter, fiche)]
        yield Artifact(path, _document(head, organismes=named, fiches=fiches[-1:]))
    held = [sessions[session.fiche.slug, session.group.slug] for session in catalogue.sessions]
    head = _head(presenter, routes.DATA, routes.DATA_SCHEMA)
    yield Artifact(
        routes.DATA, _document(head, organismes=[*organisations.values()], fiches=fiches)
    )
    head = _head(presenter, routes.SESSIONS_DATA, routes.SESSIONS_SCHEMA)
    yield Artifact(routes.SESSIONS_DATA, _document(head, sessions=[lone for lone, _ in held]))
    yield Artifact(routes.TABLE, table(FICHE_COLUMNS, rows))
    yield Artifact(routes.SESSIONS_TABLE, table(SESSION_COLUMNS, (cells for _, cells in held)))
    for path, document in SCHEMAS.items():
        address = routes.web(routes.canonical(catalogue.settings.url, path))
        yield Artifact(path, schema_file(document, address))


def _organisations(presenter: Presenter, fiche: Fiche) -> Iterator[str]:
    """Yield the names in addresses of the organisations of a fiche, each once."""
    index = presenter.catalogue.organisation_index
    found = (index.get(text.key(term.words)) for term in fiche.organisations)
    yield from dict.fromkeys(facet.slug for facet in found if facet)


def _head(presenter: Presenter, path: str, schema: str, *, dated: bool = True) -> dict[str, Json]:
    """Return what stands before the lists of a document.

    A fiche's own file does not tell the day of the build: it stays as it is until the fiche changes.
    """
    return {
        "$schema": routes.relative(schema, path),
        "version": VERSION,
        "jour": presenter.today.isoformat() if dated else None,
        "catalogue": CATALOGUE.of(presenter, presenter.catalogue.settings),
    }


def _document(head: dict[str, Json], **lists: Sequence[bytes]) -> bytes:
    """Write a document whose lists hold values already written, one a line.

    So a fiche is written once for all its files, ten thousand of them are never held as objects,
    and what changes in one is one line that changes.
    """
    parts = [_written(head).removesuffix(b"}")]
    for name, values in lists.items():
        parts += (b",\n", _written(name), b":[\n", b",\n".join(values), b"\n]")
    return b"".join((*parts, b"}\n"))


def _written(value: Json) -> bytes:
    # A lone surrogate, which no source holds, must not end a build.
    return _ENCODER.encode(value).encode("utf-8", "replace")

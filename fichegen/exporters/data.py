"""The catalogue and its sessions as JSON and CSV, with their schemas; a record is made once for all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from functools import partial
from typing import Final

from fichegen import routes, text
from fichegen.artifacts import Pending
from fichegen.catalogue import Facet
from fichegen.coding import codec
from fichegen.model import Fiche
from fichegen.presenting import Presenter, Step

from .records import CATALOGUE, FICHE, ORGANISATION, VERSION, lone_sessions
from .schemas import SCHEMAS, schema_file
from .shapes import Json
from .spreadsheet import FICHE_COLUMNS, SESSION_COLUMNS, rows, table

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


_ROWS: Final = codec(tuple[str, tuple[tuple[str, str, str], ...]])
"""The row of a fiche; of each session its slug, what is told of it by itself in JSON, and its row."""


def _told(presenter: Presenter, fiche: Fiche) -> tuple[bytes, bytes]:
    """Write the record of a fiche, and its rows."""
    record = FICHE.of(presenter, fiche)
    row, rows_of_sessions = rows(record)
    each = zip(fiche.groups, lone_sessions(record), rows_of_sessions, strict=True)
    sessions = tuple((group.slug, _written(lone).decode(), cells) for group, lone, cells in each)
    return _written(record), _ROWS.write((row, sessions))


RECORD: Final = Step("record", lambda presenter, fiche: presenter.once(_told, fiche)[0])
"""The record of a fiche in JSON."""
ROWS: Final = Step("rows", lambda presenter, fiche: presenter.once(_told, fiche)[1])
"""The rows of a fiche and of its sessions."""


def fiche_data(presenter: Presenter, fiche: Fiche) -> Pending:
    """Write the data of one fiche, with its organisations.

    They do not tell the day of the build: they stay as they are until the fiche changes.
    """
    path = routes.fiche_data_path(fiche)

    def document() -> bytes:
        catalogue = presenter.catalogue
        index = catalogue.organisation_index
        named = (index.get(text.key(term.words)) for term in fiche.organisations)
        facets = {facet.slug: facet for facet in named if facet}
        opening = _head(presenter, routes.relative(routes.DATA_SCHEMA, path))
        return _document(
            opening,
            organismes=[_organisation(presenter, facet) for facet in facets.values()],
            fiches=[presenter.kept(RECORD, fiche)],
        )

    return Pending(path, document)


def data_files(presenter: Presenter) -> Iterator[Pending]:
    """Yield the data of the catalogue and of its sessions, the tables, the schemas."""
    catalogue = presenter.catalogue
    today = presenter.today.isoformat()

    def held() -> Iterator[tuple[str, str]]:
        """Yield each session by itself, and its row."""
        told = {}
        for fiche, written in zip(
            catalogue.fiches, presenter.all_kept(ROWS, catalogue.fiches), strict=True
        ):
            for slug, *texts in _ROWS.read(written)[1]:
                told[fiche.slug, slug] = texts
        for session in catalogue.sessions:
            lone, row = told.pop((session.fiche.slug, session.group.slug))
            yield lone, row

    def rows_of_fiches() -> Iterator[str]:
        return (_ROWS.read(written)[0] for written in presenter.all_kept(ROWS, catalogue.fiches))

    yield Pending(
        routes.DATA,
        lambda: _document(
            _head(presenter, routes.relative(routes.DATA_SCHEMA, routes.DATA), today),
            organismes=[_organisation(presenter, facet) for facet in catalogue.organisations],
            fiches=presenter.all_kept(RECORD, catalogue.fiches),
        ),
    )
    yield Pending(
        routes.SESSIONS_DATA,
        lambda: _document(
            _head(presenter, routes.relative(routes.SESSIONS_SCHEMA, routes.SESSIONS_DATA), today),
            sessions=(lone.encode("utf-8", "replace") for lone, _ in held()),
        ),
    )
    yield Pending(routes.TABLE, lambda: table(FICHE_COLUMNS, rows_of_fiches()))
    yield Pending(routes.SESSIONS_TABLE, lambda: table(SESSION_COLUMNS, (row for _, row in held())))
    for path, document in SCHEMAS.items():
        address = routes.web(routes.canonical(catalogue.settings.url, path))
        yield Pending(path, partial(schema_file, document, address), lambda ties: (ties.ground,))


def _organisation(presenter: Presenter, facet: Facet) -> bytes:
    return _written(ORGANISATION.of(presenter, facet))


def _head(presenter: Presenter, schema: str, day: str | None = None) -> bytes:
    """Write what stands before the lists of a document."""
    told = CATALOGUE.of(presenter, presenter.catalogue.settings)
    return _written({"$schema": schema, "version": VERSION, "jour": day, "catalogue": told})


def _document(head: bytes, **lists: Iterable[bytes]) -> bytes:
    """Write a document whose head, and the values of whose lists, are written already, one a line.

    So a fiche is written once for all its files, ten thousand of them are never held as objects,
    and what changes in one is one line that changes.
    """
    parts = [head.removesuffix(b"}")]
    for name, values in lists.items():
        parts += (b",\n", _written(name), b":[\n", b",\n".join(values), b"\n]")
    return b"".join((*parts, b"}\n"))


def _written(value: Json) -> bytes:
    # A lone surrogate, which no source holds, must not end a build.
    return _ENCODER.encode(value).encode("utf-8", "replace")

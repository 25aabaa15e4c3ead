"""The catalogue and its sessions as JSON and CSV, with their schemas; a record is made once for all."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Sequence
from functools import partial
from typing import Any, Final

from fichegen import routes, text
from fichegen.artifacts import Pending, Reach
from fichegen.catalogue import Facet, Session
from fichegen.model import Fiche
from fichegen.presenting import Presenter, Step, Ties

from .parts import SIZES, Part, Sizes, parted
from .pieces import apart, together
from .records import CATALOGUE, FICHE, ORGANISATION, VERSION, lone_sessions
from .schemas import SCHEMAS, schema_file
from .shapes import Json
from .spreadsheet import FICHE_COLUMNS, SESSION_COLUMNS, rows, table

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


def _told(presenter: Presenter, fiche: Fiche) -> tuple[bytes, bytes, bytes]:
    """Write the record of a fiche, its row, and what is told of its sessions.

    Of each session there is what is told of it by itself in JSON, then its row.
    """
    record = FICHE.of(presenter, fiche)
    row, rows_of_sessions = rows(record)
    pieces: list[bytes] = []
    for lone, cells in zip(lone_sessions(record), rows_of_sessions, strict=True):
        pieces += (_written(lone), cells)
    return _written(record), row, together([group.slug for group in fiche.groups], pieces)


RECORD: Final = Step("record", lambda presenter, fiche: presenter.once(_told, fiche)[0])
"""The record of a fiche in JSON."""
ROW: Final = Step("row", lambda presenter, fiche: presenter.once(_told, fiche)[1])
"""The row of a fiche."""
SESSIONS: Final = Step("sessions", lambda presenter, fiche: presenter.once(_told, fiche)[2])
"""The sessions of a fiche, each by itself, and their rows."""


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


def data_files(presenter: Presenter, sizes: Sizes = SIZES) -> Iterator[Pending]:
    """Yield the data of the catalogue and of its sessions, the tables, the schemas."""
    catalogue = presenter.catalogue
    for fiches in parted(routes.DATA, catalogue.fiches, sizes.fiches):
        yield _fiches(presenter, fiches)
    for sessions in parted(routes.SESSIONS_DATA, catalogue.sessions, sizes.sessions):
        yield _sessions(presenter, sessions)
    for fiches in parted(routes.TABLE, catalogue.fiches, sizes.rows):
        yield _table(presenter, fiches)
    for sessions in parted(routes.SESSIONS_TABLE, catalogue.sessions, sizes.rows):
        yield _sessions_table(presenter, sessions)
    for path, document in SCHEMAS.items():
        address = routes.web(routes.canonical(catalogue.settings.url, path))
        yield Pending(path, partial(schema_file, document, address), lambda ties: (ties.ground,))


def _fiches(presenter: Presenter, part: Part[Fiche]) -> Pending:
    """Write the records of fiches; those of all organisations stand in the first file."""
    organisations = presenter.catalogue.organisations if part.path == routes.DATA else ()

    def document() -> bytes:
        return _document(
            _part_head(presenter, routes.DATA_SCHEMA, part),
            organismes=[_organisation(presenter, facet) for facet in organisations],
            fiches=presenter.all_kept(RECORD, part.members),
        )

    def reach(ties: Ties) -> Iterator[bytes]:
        yield from (ties.ground, part.following.encode())
        yield from map(ties.entry, organisations)
        yield from (ties.made(RECORD, fiche) for fiche in part.members)

    return Pending(part.path, document, reach)


def _sessions(presenter: Presenter, part: Part[Session]) -> Pending:
    def document() -> bytes:
        lone = _held(presenter, part.members, 0)
        return _document(_part_head(presenter, routes.SESSIONS_SCHEMA, part), sessions=lone)

    return Pending(part.path, document, _reach_of_sessions(part))


def _table(presenter: Presenter, part: Part[Fiche]) -> Pending:
    def written() -> bytes:
        return table(FICHE_COLUMNS, presenter.all_kept(ROW, part.members))

    def reach(ties: Ties) -> Iterator[bytes]:
        yield ties.ground
        yield from (ties.made(ROW, fiche) for fiche in part.members)

    return Pending(part.path, written, reach)


def _sessions_table(presenter: Presenter, part: Part[Session]) -> Pending:
    def written() -> bytes:
        return table(SESSION_COLUMNS, _held(presenter, part.members, 1))

    return Pending(part.path, written, _reach_of_sessions(part))


def _held(presenter: Presenter, sessions: Sequence[Session], place: int) -> Iterator[bytes]:
    """Yield what is at a place among the pieces of each session: itself as data, or its row."""
    fiches = {session.fiche.slug: session.fiche for session in sessions}
    told: dict[tuple[str, str], bytes] = {}
    every = presenter.all_kept(SESSIONS, [*fiches.values()])
    for fiche, written in zip(fiches, every, strict=True):
        slugs, pieces = apart(written)
        told.update(zip(((fiche, slug) for slug in slugs), pieces[place::2], strict=True))
    return (told[session.fiche.slug, session.group.slug] for session in sessions)


def _reach_of_sessions(part: Part[Session]) -> Reach:
    def reach(ties: Ties) -> Iterator[bytes]:
        yield from (ties.ground, part.following.encode())
        yield from ties.sessions(SESSIONS, part.members)

    return reach


def _organisation(presenter: Presenter, facet: Facet) -> bytes:
    return _written(ORGANISATION.of(presenter, facet))


def _part_head(presenter: Presenter, schema: str, part: Part[Any]) -> bytes:
    return _head(
        presenter,
        routes.relative(schema, part.path),
        presenter.today.isoformat(),
        part.following or None,
    )


def _head(
    presenter: Presenter, schema: str, day: str | None = None, following: str | None = None
) -> bytes:
    """Write what stands before the lists of a document."""
    told = CATALOGUE.of(presenter, presenter.catalogue.settings)
    return _written(
        {"$schema": schema, "version": VERSION, "jour": day, "suite": following, "catalogue": told}
    )


def _document(head: bytes, **lists: Iterable[bytes]) -> bytes:
    """Write a document whose head, and the values of whose lists, are written already, one a line.

    So a fiche is written once for all its files, ten thousand of them are never held as objects,
    and what changes in one is one line that changes.
    """
    parts = [head.removesuffix(b"}")]
    for name, values in lists.items():
        parts += (b",\n", _written(name), b":[\n")
        for place, value in enumerate(values):
            parts += (b",\n", value) if place else (value,)
        parts.append(b"\n]")
    return b"".join((*parts, b"}\n"))


def _written(value: Json) -> bytes:
    # A lone surrogate, which no source holds, must not end a build.
    return _ENCODER.encode(value).encode("utf-8", "replace")

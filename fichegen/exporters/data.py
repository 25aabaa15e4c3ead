"""The catalogue and its sessions as JSON and CSV, with their schemas; a record is made once for all."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, partial
from typing import Final

from fichegen import routes, text
from fichegen.artifacts import Pending
from fichegen.model import Fiche
from fichegen.presenting import Presenter

from .records import CATALOGUE, FICHE, ORGANISATION, VERSION, lone_sessions
from .schemas import SCHEMAS, schema_file
from .shapes import Json
from .spreadsheet import FICHE_COLUMNS, SESSION_COLUMNS, rows, table

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))


@dataclass(frozen=True, slots=True)
class _Written:
    """A fiche written once for all its files."""

    record: bytes
    row: list[str]
    sessions: dict[str, tuple[bytes, list[str]]]
    """By slug, what is told of each by itself and its row."""


def data_files(presenter: Presenter) -> Iterator[Pending]:
    """Yield the data of each fiche, of the catalogue and of its sessions, the tables, the schemas."""
    catalogue = presenter.catalogue
    fiches = {fiche.slug: fiche for fiche in catalogue.fiches}
    facets = {facet.slug: facet for facet in catalogue.organisations}

    @cache
    def organisation(slug: str) -> bytes:
        return _written(ORGANISATION.of(presenter, facets[slug]))

    @cache
    def written(slug: str) -> _Written:
        fiche = fiches[slug]
        record = FICHE.of(presenter, fiche)
        row, rows_of_sessions = rows(record)
        each = zip(fiche.groups, lone_sessions(record), rows_of_sessions, strict=True)
        sessions = {group.slug: (_written(lone), cells) for group, lone, cells in each}
        return _Written(_written(record), row, sessions)

    @cache
    def head(schema: str, day: str | None = None) -> bytes:
        """Write what stands before the lists of a document: the same for all fiches."""
        told = CATALOGUE.of(presenter, catalogue.settings)
        return _written({"$schema": schema, "version": VERSION, "jour": day, "catalogue": told})

    def of_fiche(fiche: Fiche) -> bytes:
        """Write the data of one fiche, with its organisations.

        They do not tell the day of the build: they stay as they are until the fiche changes.
        """
        opening = head(routes.relative(routes.DATA_SCHEMA, routes.fiche_data_path(fiche)))
        named = [organisation(slug) for slug in _organisations(presenter, fiche)]
        return _document(opening, organismes=named, fiches=[written(fiche.slug).record])

    def held() -> Iterator[tuple[bytes, list[str]]]:
        for session in catalogue.sessions:
            yield written(session.fiche.slug).sessions[session.group.slug]

    for fiche in catalogue.fiches:
        yield Pending(routes.fiche_data_path(fiche), partial(of_fiche, fiche))
    today = presenter.today.isoformat()
    yield Pending(
        routes.DATA,
        lambda: _document(
            head(routes.relative(routes.DATA_SCHEMA, routes.DATA), today),
            organismes=[*map(organisation, facets)],
            fiches=[written(slug).record for slug in fiches],
        ),
    )
    yield Pending(
        routes.SESSIONS_DATA,
        lambda: _document(
            head(routes.relative(routes.SESSIONS_SCHEMA, routes.SESSIONS_DATA), today),
            sessions=[lone for lone, _ in held()],
        ),
    )
    yield Pending(
        routes.TABLE, lambda: table(FICHE_COLUMNS, (written(slug).row for slug in fiches))
    )
    yield Pending(
        routes.SESSIONS_TABLE, lambda: table(SESSION_COLUMNS, (cells for _, cells in held()))
    )
    for path, document in SCHEMAS.items():
        address = routes.web(routes.canonical(catalogue.settings.url, path))
        yield Pending(path, partial(schema_file, document, address))


def _organisations(presenter: Presenter, fiche: Fiche) -> Iterator[str]:
    """Yield the names in addresses of the organisations of a fiche, each once."""
    index = presenter.catalogue.organisation_index
    found = (index.get(text.key(term.words)) for term in fiche.organisations)
    yield from dict.fromkeys(facet.slug for facet in found if facet)


def _document(head: bytes, **lists: Sequence[bytes]) -> bytes:
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

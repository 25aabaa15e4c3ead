"""The published JSON Schemas (2020-12), drawn from the tables of records.

They are closed: a key they do not name is refused, and every key they name is required.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import Any, Final

from fichegen import routes

from .records import CATALOGUE, FICHE, LONE_SESSION, ORGANISATION, VERSION
from .shapes import DATE, PATH, Json, Many, Member, Object, Record, Scalar, may

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"

_HEAD: Final[tuple[Member[Any], ...]] = (
    Member(
        "$schema",
        Scalar("adresse", {"type": "string", "pattern": r"\.schema\.json$"}),
        "l'adresse de ce schéma, depuis le fichier",
        lambda *_: None,
    ),
    Member(
        "version",
        Scalar(str(VERSION), {"const": VERSION}),
        "la version de cette forme ; elle change quand une clé s'en va ou change de sens",
        lambda *_: VERSION,
    ),
    may(
        "jour",
        DATE,
        "le jour où le site a été construit ; nul dans le fichier d'une seule fiche, qui ne change que lorsqu'elle change",
        lambda *_: None,
    ),
    may(
        "suite",
        PATH,
        "le fichier qui continue celui-ci, s'il y a plus qu'un fichier n'en contient ; nul dans le dernier",
        lambda *_: None,
    ),
    Member("catalogue", CATALOGUE, "ce qui vaut pour tout le catalogue", lambda *_: None),
)
CATALOGUE_DOCUMENT: Final[Record[Any]] = Record(
    "document",
    "Les fiches d'un catalogue avec leurs sessions et leurs organismes, ou l'une d'elles seule.",
    (
        *_HEAD,
        Member("organismes", Many(ORGANISATION), "les organismes que les fiches nomment ; tous dans le premier fichier quand le catalogue en prend plusieurs", lambda *_: []),
        Member("fiches", Many(FICHE), "les fiches : par parcours et module, puis par titre", lambda *_: []),
    ),
)  # fmt: skip
SESSIONS_DOCUMENT: Final[Record[Any]] = Record(
    "document",
    "Les sessions d'un catalogue.",
    (
        *_HEAD,
        Member("sessions", Many(LONE_SESSION), "les sessions : par premier jour, celles sans jour connu à la fin", lambda *_: []),
    ),
)  # fmt: skip
SCHEMAS: Final = {
    routes.DATA_SCHEMA: CATALOGUE_DOCUMENT,
    routes.SESSIONS_SCHEMA: SESSIONS_DOCUMENT,
}
"""What each published schema describes."""


def schema(document: Record[Any], address: str = "") -> Object:
    """Return the schema of a document; its `$id` is its full address, where that is known."""
    parts = {record.name: _object(record) for record in records_in(document)}
    whole = parts.pop(document.name)
    return {
        "$schema": DIALECT,
        **({"$id": address} if address else {}),
        "title": document.help.rstrip("."),
        **whole,
        "$defs": dict(sorted(parts.items())),
    }


def schema_file(document: Record[Any], address: str = "") -> bytes:
    """Write a schema for people and programs."""
    return (json.dumps(schema(document, address), ensure_ascii=False, indent=2) + "\n").encode()


def records_in(record: Record[Any]) -> Iterator[Record[Any]]:
    """Yield a record and all that it holds, each once, in the order in which they are met."""
    yield from _walk(record, set())


def _walk(record: Record[Any], seen: set[str]) -> Iterator[Record[Any]]:
    if record.name in seen:
        return
    seen.add(record.name)
    yield record
    for member in record.members:
        inner = member.shape.of if isinstance(member.shape, Many) else member.shape
        if isinstance(inner, Record):
            yield from _walk(inner, seen)


def _object(record: Record[Any]) -> Object:
    return {
        "description": record.help,
        "type": "object",
        "properties": {member.key: _property(member) for member in record.members},
        "required": [member.key for member in record.members],
        "additionalProperties": False,
    }


def _property(member: Member[Any]) -> Object:
    shape = _shape(member.shape)
    if member.may_miss:
        shape = _or_null(shape)
    return {"description": member.help, **shape}


def _shape(shape: Scalar | Many | Record[Any]) -> Object:
    match shape:
        case Scalar():
            return dict(shape.schema)
        case Many():
            return {"type": "array", "items": _shape(shape.of)}
        case Record():
            return {"$ref": f"#/$defs/{shape.name}"}


def _or_null(shape: Object) -> Object:
    """Let null be, in the terms of the shape itself where it has a type."""
    if "type" not in shape:
        return {"anyOf": [shape, {"type": "null"}]}
    values = shape.get("enum")
    also: Object = {"enum": [*values, None]} if isinstance(values, list) else {}
    kinds: list[Json] = [shape["type"], "null"]
    return {**shape, "type": kinds, **also}

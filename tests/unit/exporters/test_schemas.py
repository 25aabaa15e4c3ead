"""The published schemas: they hold for all we write, and for nothing else."""

from __future__ import annotations

import copy
import io
import json
import os
import re
from collections.abc import Iterable, Iterator
from functools import cache
from typing import Any, Final

import pytest
from conftest import ROOT
from data_sets import SETS, URL, bodies, catalogue, read
from exports import COMPLETE, data_files, presenter
from jsonschema import Draft202012Validator

from fichegen import routes
from fichegen.exporters.records import FICHE, ORGANISATION, PROSE_FIELDS, SESSION
from fichegen.exporters.schemas import CATALOGUE_DOCUMENT, SCHEMAS, SESSIONS_DOCUMENT, records_in
from fichegen.exporters.shapes import Many, Member, Record, Scalar
from fichegen.exporters.spreadsheet import FICHE_COLUMNS, SESSION_COLUMNS, Column
from fichegen.reading import TABLES, Scope
from fichegen.settings import SETTINGS

DOCUMENTS: Final = {
    routes.DATA: routes.DATA_SCHEMA,
    routes.SESSIONS_DATA: routes.SESSIONS_SCHEMA,
}
GUIDE: Final = ROOT / "docs" / "donnees.md"


@cache
def validator(path: str) -> Draft202012Validator:
    """Take the schema as it is published."""
    _, files = catalogue("one complete")
    return Draft202012Validator(
        read(files, path), format_checker=Draft202012Validator.FORMAT_CHECKER
    )


# ---------------------------------------------------------------- what we write


@pytest.mark.parametrize("path", SCHEMAS)
def test_the_schemas_are_schemas(path: str) -> None:
    Draft202012Validator.check_schema(validator(path).schema)


@pytest.mark.parametrize("name", SETS)
def test_all_that_is_written_is_valid(name: str) -> None:
    _, files = catalogue(name)
    checked = 0
    for path in files:
        if path.endswith(".json") and not path.startswith("schemas/"):
            schema = validator(DOCUMENTS.get(path, routes.DATA_SCHEMA))
            errors = [
                f"{e.json_path}: {e.message[:200]}" for e in schema.iter_errors(read(files, path))
            ]
            assert errors == [], path
            checked += 1
    assert checked >= 2


# ---------------------------------------------------------------- and nothing else


def places(value: Any, at: tuple[str | int, ...] = ()) -> Iterator[tuple[str | int, ...]]:
    """Yield the way to every value of a document."""
    yield at
    entries: Iterable[tuple[str | int, Any]] = ()
    if isinstance(value, dict):
        entries = value.items()
    elif isinstance(value, list):
        entries = enumerate(value)
    for key, inner in entries:
        yield from places(inner, (*at, key))


def changed(document: Any, at: tuple[str | int, ...], value: Any) -> Any:
    """Return a document with another value in one place; `...` takes it out."""
    if not at:
        return value
    made = copy.deepcopy(document)
    holder = made
    for key in at[:-1]:
        holder = holder[key]
    if value is ...:
        del holder[at[-1]]
    else:
        holder[at[-1]] = value
    return made


def value_at(document: Any, at: tuple[str | int, ...]) -> Any:
    for key in at:
        document = document[key]
    return document


def small(path: str) -> Any:
    """Return a valid document in which everything is said, with one fiche and one session."""
    full = COMPLETE.replace(
        "- nom: Groupe 2", "- nom: Groupe 2\n    remarque: Venir tôt\n    contact: {nom: Ana}"
    )
    _, _, groups = full.partition("groupes:\n")
    source = full.replace(groups, groups[groups.index("  - nom: Groupe 2") :])
    document = read(bodies(data_files(presenter(source))), path)
    assert validator(DOCUMENTS[path]).is_valid(document)
    return document


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_key_that_lacks_is_refused(path: str) -> None:
    document, schema = small(path), validator(DOCUMENTS[path])
    keys = [at for at in places(document) if at and isinstance(at[-1], str)]
    assert len(keys) > 100
    assert [at for at in keys if schema.is_valid(changed(document, at, ...))] == []


@pytest.mark.parametrize("path", DOCUMENTS)
def test_a_key_too_many_is_refused(path: str) -> None:
    document, schema = small(path), validator(DOCUMENTS[path])
    objects = [at for at in places(document) if isinstance(value_at(document, at), dict)]
    assert len(objects) > 20
    assert [
        at for at in objects if schema.is_valid(changed(document, (*at, "inconnue"), None))
    ] == []


@pytest.mark.parametrize("path", DOCUMENTS)
@pytest.mark.parametrize("wrong", [{"x": 1}, [[]], -1, "", "\u00a0=1", True])
def test_a_value_of_another_kind_is_refused(path: str, wrong: Any) -> None:
    """A free text is the only thing that words may stand in for, a fact of yes and no for truth."""
    document, schema = small(path), validator(DOCUMENTS[path])
    taken = {
        str(at[-1])
        for at in places(document)
        if at and isinstance(at[-1], str) and schema.is_valid(changed(document, at, wrong))
    }
    texts = {
        member.key
        for record in records_in(SCHEMA_OF[path])
        for member in record.members
        if _words_are_free(member)
    }
    flags = {"close", "maximum", "minimum", "demi_journees", "neant"}
    assert taken <= (
        texts if isinstance(wrong, str) and wrong else flags if wrong is True else set()
    )


SCHEMA_OF: Final = {routes.DATA: CATALOGUE_DOCUMENT, routes.SESSIONS_DATA: SESSIONS_DOCUMENT}


def _words_are_free(member: Member[Any]) -> bool:
    shape = member.shape
    return isinstance(shape, Scalar) and shape.schema == {"type": "string", "minLength": 1}


@pytest.mark.parametrize(
    ("path", "at", "wrong"),
    [
        (routes.DATA, ("jour",), "1er septembre 2021"),
        (routes.DATA, ("jour",), "2021-02-30"),
        (routes.DATA, ("version",), 2),
        (routes.DATA, ("catalogue", "titre"), None),
        (routes.DATA, ("fiches", 0, "modalite"), "sur place"),
        (routes.DATA, ("fiches", 0, "statut"), "fermé"),
        (routes.DATA, ("fiches", 0, "slug"), "Écouter"),
        (routes.DATA, ("fiches", 0, "chemin"), "../ailleurs.html"),
        (routes.DATA, ("fiches", 0, "chemin"), "/ailleurs.html"),
        (routes.DATA, ("fiches", 0, "url"), "javascript:alert(1)"),
        (routes.DATA, ("fiches", 0, "etats", 0, "etat"), "fermé"),
        (routes.DATA, ("fiches", 0, "interlocuteurs", 0, "courriel"), "marie"),
        (routes.DATA, ("fiches", 0, "date_limite", "heure"), "12h"),
        (routes.DATA, ("fiches", 0, "date_limite", "heure"), "25:00"),
        (routes.DATA, ("fiches", 0, "date_limite", "mots"), None),
        (routes.DATA, ("fiches", 0, "duree", "minutes", "min"), "840"),
        (routes.DATA, ("fiches", 0, "secteurs"), "Social"),
        (routes.DATA, ("fiches", 0, "secteurs"), None),
        (routes.DATA, ("fiches", 0, "rubriques", 0, "nom"), "inconnue"),
        (routes.SESSIONS_DATA, ("sessions", 0, "dates", "nature"), "toujours"),
        (routes.SESSIONS_DATA, ("sessions", 0, "dates", "jours", 0, "date"), "6/12/2021"),
        (routes.SESSIONS_DATA, ("sessions", 0, "dates", "jours", 0, "demi_journee"), "soir"),
    ],
)
def test_a_fact_out_of_its_form_is_refused(
    path: str, at: tuple[str | int, ...], wrong: Any
) -> None:
    assert not validator(DOCUMENTS[path]).is_valid(changed(small(path), at, wrong))


# ---------------------------------------------------------------- how it is told


@pytest.mark.parametrize("path", SCHEMAS)
def test_every_object_is_closed_and_every_key_described(path: str) -> None:
    whole = validator(path).schema
    assert isinstance(whole, dict)
    for name, part in {**whole["$defs"], "": whole}.items():
        assert part["additionalProperties"] is False, name
        assert part["required"] == [*part["properties"]], name
        assert part["description"], name
        for key, told in part["properties"].items():
            assert len(told["description"]) > 5, (name, key)


@pytest.mark.parametrize("document", SCHEMAS.values(), ids=SCHEMAS)
def test_no_two_records_of_a_document_share_a_name(document: Record[Any]) -> None:
    def every(record: Record[Any]) -> Iterator[Record[Any]]:
        yield record
        for member in record.members:
            inner = member.shape.of if isinstance(member.shape, Many) else member.shape
            if isinstance(inner, Record):
                yield from every(inner)

    names: dict[str, Record[Any]] = {}
    for record in every(document):
        assert names.setdefault(record.name, record) is record


def test_a_schema_has_an_address_where_the_site_has_one() -> None:
    _, without = catalogue("one complete")
    _, with_address = catalogue("with an address")
    for path in SCHEMAS:
        assert "$id" not in read(without, path)
        assert read(with_address, path)["$id"] == f"{URL}/{path}"


@pytest.mark.parametrize(
    ("record", "scope", "elsewhere"),
    [
        # "dates" of a lone session are its own; a draft is not published, or is like any other
        (
            FICHE,
            Scope.FICHE,
            {"groupes", "horaires", "lieu", "adresse", "lien", "territoire", "brouillon"},
        ),
        (SESSION, Scope.GROUP, {"horaires"}),
        (ORGANISATION, Scope.ORGANISATION, set()),
    ],
    ids=["fiche", "session", "organisme"],
)
def test_what_the_vocabulary_names_is_published_under_that_name(
    record: Record[Any], scope: Scope, elsewhere: set[str]
) -> None:
    keys = {member.key for member in record.members}
    sections = {field.name for field in PROSE_FIELDS} if scope is Scope.FICHE else set()
    assert {field.name for field in TABLES[scope]} - keys - sections == elsewhere


def test_the_keys_of_the_catalogue_are_those_of_its_settings() -> None:
    whole = validator(routes.DATA_SCHEMA).schema
    assert isinstance(whole, dict)
    assert whole["$defs"]["reglages"]["properties"].keys() <= {s.key for s in SETTINGS}


# ---------------------------------------------------------------- the guide


def shape_words(member: Member[Any]) -> str:
    """Say what a key holds."""
    shape = member.shape
    many = isinstance(shape, Many)
    inner = shape.of if isinstance(shape, Many) else shape
    words = f"[`{inner.name}`](#{inner.name})" if isinstance(inner, Record) else inner.words
    return f"liste : {words}" if many else f"{words}, ou nul" if member.may_miss else words


def rows(*cells: tuple[str, ...]) -> Iterator[str]:
    for row in cells:
        yield f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |"


def key_tables() -> str:
    """Write a table of keys a record, as the guide shows them."""
    lines: list[str] = []
    told: set[str] = set()
    for file, document in (
        (routes.DATA, CATALOGUE_DOCUMENT),
        (routes.SESSIONS_DATA, SESSIONS_DOCUMENT),
    ):
        for record in records_in(document):
            top = record is document
            name = f"`{file}`" if top else record.name
            if record.name == "session" and document is SESSIONS_DOCUMENT:
                name = f"session, dans `{file}`"
            if name in told:
                continue
            told.add(name)
            lines += [f"### {name}", "", record.help, ""]
            lines += rows(("Clé", "Valeur", "Ce qu'elle dit"), ("---", "---", "---"))
            lines += rows(*((f"`{m.key}`", shape_words(m), m.help) for m in record.members))
            lines.append("")
    return "\n".join(lines)


def column_table(columns: tuple[Column, ...]) -> str:
    """Write the columns of a table, as the guide shows them."""
    cells = ((c.heading, c.help) for c in columns)
    return "\n".join(rows(("Colonne", "Ce qu'elle dit"), ("---", "---"), *cells)) + "\n"


def guide(words: str) -> str:
    """Put the tables in their places in the guide."""
    for name, drawn in (
        ("clés", key_tables()),
        (routes.TABLE, column_table(FICHE_COLUMNS)),
        (routes.SESSIONS_TABLE, column_table(SESSION_COLUMNS)),
    ):
        opening, closing = f"<!-- {name} -->\n", f"<!-- fin {name} -->"
        before, opened, rest = words.partition(opening)
        _, closed, after = rest.partition(closing)
        assert opened, name
        assert closed, name
        words = f"{before}{opened}\n{drawn}\n{closed}{after}"
    return words


def test_the_tables_of_the_guide_are_drawn_from_ours() -> None:
    if os.environ.get("FICHEGEN_UPDATE"):
        GUIDE.write_text(guide(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
    words = GUIDE.read_text(encoding="utf-8")
    assert words == guide(words)


def test_the_example_of_the_guide_is_what_is_written() -> None:
    """What it shows of a session stands in a real one."""
    example = re.search(r"```json\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert example
    _, files = catalogue("with an address")
    session = read(files, routes.SESSIONS_DATA)["sessions"][0]
    shown = json.loads(example[1])
    assert shown.items() <= session.items()
    assert len(shown) > 5


def test_the_program_of_the_guide_runs(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    program = re.search(r"```python\n(.*?)```", GUIDE.read_text(encoding="utf-8"), re.DOTALL)
    assert program
    source = COMPLETE.replace("2021", "2121")
    body = bodies(data_files(presenter(source)))[routes.SESSIONS_DATA]
    monkeypatch.setattr("urllib.request.urlopen", lambda _: io.BytesIO(body))
    exec(compile(program[1], GUIDE, "exec"), {})
    assert "Accueillir – Module 1 « Écouter » Saint-Benoît 15, 16" in capsys.readouterr().out

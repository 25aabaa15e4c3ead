"""The JSON Schemas that editors use: they take what the reader takes, and refuse what it refuses.

The judge is the jsonschema library; YAML is read as programs read it, by its core types.
"""

from __future__ import annotations

import json
import subprocess
import sys
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Scratch
from corpus import write_corpus
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from jsonschema import Draft202012Validator

from fichegen.cli import main
from fichegen.diagnostics import Finding
from fichegen.reading import TABLES, Scope, read_fiche, read_organisation, read_page
from fichegen.scaffold import DOCUMENTS, SCHEMAS, project_files, schema_text
from fichegen.settings import SETTINGS, read_settings

FORMS = frozenset(("FG205", "FG207", "FG209", "FG210"))
"""Findings that say a key is unknown, or that a value has another form than its field takes."""
SCOPES = {"fiche": Scope.FICHE, "organisme": Scope.ORGANISATION, "page": Scope.PAGE}


@cache
def validator(name: str) -> Draft202012Validator:
    return Draft202012Validator(json.loads(schema_text(name)))


def errors(name: str, source: str) -> list[str]:
    """Validate a YAML text as an editor does; `Loader` here stands for any that knows types."""
    data = yaml.load(source, Loader=yaml.SafeLoader)
    plain = json.loads(json.dumps(data, default=str))
    return [error.message[:200] for error in validator(name).iter_errors(plain)]


def findings(name: str, source: str) -> set[str]:
    found: tuple[Finding, ...]
    if name == "fiche":
        _, found = read_fiche("a.yml", source)
    elif name == "organisme":
        _, found = read_organisation("a.yml", source)
    else:
        _, found = read_page("a.md", f"---\n{source}---\n# T\n")
    return {each.code for each in found}


@pytest.mark.parametrize("name", DOCUMENTS)
def test_they_are_schemas_and_name_everything(name: str) -> None:
    document = json.loads(schema_text(name))
    Draft202012Validator.check_schema(document)
    if name == "catalogue":
        for setting in SETTINGS:
            shape = document
            for part in setting.key.split("."):
                shape = shape["properties"][part]
            assert shape["description"].lower() == setting.help.lower()
        return
    for entry in TABLES[SCOPES[name]]:
        shape = document["properties"][entry.name]
        assert entry.help in shape["description"]
        assert entry.label in shape["markdownDescription"]


def test_the_command_writes_them(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["schema"]) == 0
    assert capsys.readouterr().out == schema_text("fiche")
    for name in DOCUMENTS:
        assert main(["schema", name]) == 0
        assert capsys.readouterr().out == schema_text(name)
    assert main(["schema", "chat"]) == 2


def test_they_are_the_same_bytes_in_every_run() -> None:
    code = "from fichegen.scaffold import *; print(*map(schema_text, DOCUMENTS))"
    runs = {
        subprocess.run(
            [sys.executable, "-c", code],
            capture_output=True,
            check=True,
            env={"PYTHONHASHSEED": seed},
        ).stdout
        for seed in ("1", "2")
    }
    assert len(runs) == 1


# ---------------------------------------------------------------- what people have written


def test_the_files_of_a_new_project_are_valid() -> None:
    import datetime as dt

    for new in project_files(dt.date(2026, 5, 4)):
        if not new.path.startswith("content/") or not new.path.endswith(".yml"):
            continue
        place = Path(new.path)
        name = (
            "catalogue"
            if place.stem == "catalogue"
            else "organisme"
            if "organismes" in place.parts
            else "fiche"
        )
        assert not errors(name, new.body)


def test_invented_and_real_fiches_are_judged_as_by_the_reader(tmp_path: Path) -> None:
    write_corpus(tmp_path, 150, seed=11)
    count = 0
    for folder in (tmp_path, ROOT / "content", ROOT / "tests" / "cases" / "reading"):
        for path in sorted(folder.rglob("*.yml")):
            if path.stem == "catalogue" or path.parent.name == "pages":
                continue
            name = "organisme" if path.parent.name == "organismes" else "fiche"
            source = path.read_text(encoding="utf-8")
            assert bool(errors(name, source)) == bool(findings(name, source) & FORMS), path
            count += 1
    assert count > 30


# ---------------------------------------------------------------- any spelling, any form


def spelt(words: str) -> st.SearchStrategy[str]:
    """Give a key as somebody might type it: capitals, no accents, other signs between."""
    plain = words.translate(str.maketrans("éèêëàâîïôûùçœ", "eeeeaaiiouuco"))
    return st.sampled_from([
        words, words.upper(), words.capitalize(), words.title(), plain, plain.upper(),
        words.replace(" ", "_"), words.replace("_", " "), words.replace(" ", "-"), f" {words} ",
        words.replace("'", "’"), f"☞ {words}",
    ])  # fmt: skip


def keys(name: str) -> st.SearchStrategy[str]:
    spellings = sorted({
        word for entry in TABLES[SCOPES[name]] for word in (entry.name, entry.label, *entry.synonyms)
    })  # fmt: skip
    return st.sampled_from(spellings).flatmap(spelt)


WORDS = st.sampled_from(
    ["oui", "non", "3 jours / 21 heures", "a-b", "A b", "présentiel", "complet", "peut-être", "12",
     "0262 12 34 56", "x@y.fr", "Ana", "15 octobre 2027", "https://a.example/x", "2027-10-15", "12:30"]
)  # fmt: skip
FLAT = st.one_of(WORDS, st.integers(0, 20), st.booleans())
PEOPLE = st.dictionaries(
    st.sampled_from(["nom", "Prénom", "courriel", "e-mail", "TÉL", "fonction", "couriel", "age"]),
    FLAT, min_size=1, max_size=3,
)  # fmt: skip
VALUES = st.one_of(
    FLAT,
    st.lists(FLAT, min_size=1, max_size=3),
    st.lists(st.lists(FLAT, min_size=1, max_size=2), min_size=1, max_size=2),
    st.dictionaries(st.sampled_from(["jours", "heures", "du", "au"]), FLAT, min_size=1, max_size=2),
    st.dictionaries(
        st.sampled_from(["jours", "a"]), st.lists(FLAT, min_size=1), min_size=1, max_size=2
    ),
    PEOPLE,
    st.lists(PEOPLE, min_size=1, max_size=2),
)


@pytest.mark.parametrize("name", SCOPES)
def test_every_spelling_and_form_is_judged_as_by_the_reader(name: str) -> None:
    @settings(max_examples=400, deadline=None)
    @given(keys(name), VALUES)
    def holds(key: str, value: Any) -> None:
        base: dict[str, Any] = {"fiche": {"titre": "T"}, "organisme": {"nom": "N"}, "page": {}}[
            name
        ]
        assume(not base or key.strip("☞ ").lower() not in ("titre", "nom"))
        source = yaml.safe_dump({**base, key: value}, allow_unicode=True, sort_keys=False)
        refused = findings(name, source) & FORMS
        assert bool(errors(name, source)) == bool(refused), source

    holds()


@pytest.mark.parametrize(
    ("name", "key"),
    [("organisme", "web"), ("organisme", "tva"), ("page", "auteur"), ("page", "date")],
)
def test_keys_that_are_lost_are_refused(name: str, key: str) -> None:
    source = f"{'nom' if name == 'organisme' else 'titre'}: X\n{key}: y\n"
    assert errors(name, source)
    assert findings(name, source) & {"FG205"}


@pytest.mark.parametrize(
    "key", ["Une rubrique à nous", "objectfs", "Programme 2026 (prévisionnel)"]
)
def test_headings_of_their_own_are_let_be(key: str) -> None:
    assert not errors("fiche", f"titre: T\n{key}:\n  a: [b, {{c: d}}]\n")


@pytest.mark.parametrize(
    ("source", "is_right"),
    [
        ("titre: T\nsous-titre: x\n", True),
        ("Titre: T\nSOUS TITRE: x\nÉditeur: y\n", True),
        ("titres: T\n", False),
        ("titre: [a, b]\n", False),
        ("couleurs:\n  principale: '#0b6e4f'\n", True),
        ("couleurs:\n  principale: vert\n", False),
        ("couleurs:\n  secondaire: '#0b6e4f'\n", False),
        ("accessibilité:\n  État: non conforme\n  pages: [a, b]\n", True),
        ("accessibilite:\n  etta: non conforme\n", False),
        ("severites:\n  FG203: avertissement\n", True),
        ("severites:\n  FG203: grave\n", False),
        ("completude: non\n", True),
    ],
)
def test_settings_are_judged_as_by_their_reader(source: str, is_right: bool) -> None:
    _, found = read_settings("content/catalogue.yml", source)
    assert (not found) == is_right
    assert (not errors("catalogue", source)) == is_right


def test_a_newcomers_settings_and_schemas_agree(scratch: Scratch) -> None:
    assert main(["init", "p"]) == 0
    for name, path in SCHEMAS.items():
        assert (scratch.root / "p" / path).read_text(encoding="utf-8") == schema_text(name)
    bound = json.loads(
        (scratch.root / "p" / ".vscode" / "settings.json").read_text(encoding="utf-8")
    )
    assert {*bound["yaml.schemas"]} == {f"./{path}" for path in SCHEMAS.values()}
    assert {*(scratch.root / "p" / "schemas").iterdir()} == {
        scratch.root / "p" / path for path in SCHEMAS.values()
    }

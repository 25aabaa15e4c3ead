"""JSON Schemas (2020-12) of what editors write in YAML, drawn from the tables of fields and settings.

They are for completion and for help while typing. What `fichegen check` would refuse for its form
they refuse too, and nothing that it takes: a fiche may say the same in many ways, and keys that no
field knows are headings of its own.
"""

from __future__ import annotations

import json
from typing import Any, Final

from fichegen import text
from fichegen.codes import CODES, Severity
from fichegen.model import Mode, Status
from fichegen.reading import EXAMPLE_YEAR, TABLES, Field, Kind, Scope
from fichegen.settings import SETTINGS, Conformity, Setting

from .spellings import SEVERAL_WORDS, any_case, field_pattern, key_pattern

DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
DOCUMENTS: Final = {
    "fiche": "Une fiche de formation, ou l'en-tête d'une fiche en Markdown",
    "organisme": "Un organisme de formation (content/organismes/)",
    "page": "L'en-tête d'une page libre (content/pages/)",
    "catalogue": "Les réglages du catalogue (content/catalogue.yml)",
}
"""The schemas by name, with what each describes."""

_SCALAR: Final = {"type": ["string", "number", "boolean", "null"]}
_TEXTS: Final = {"type": "array", "items": {"$ref": "#/$defs/mot"}}
_PARTS: Final = {"type": "object", "additionalProperties": {"$ref": "#/$defs/mot"}}
_SHORT: Final = {"anyOf": [{"$ref": "#/$defs/mot"}, _TEXTS, _PARTS]}
"""One fact: a text, its lines, or its parts under keys ("jours: 3")."""
_ANYTHING: Final[dict[str, Any]] = {}
_YES: Final = ("oui", "non", "vrai", "faux", "true", "false", "yes", "no", "on", "off", "0", "1")
_EXAMPLES: Final = {
    Kind.DURATION: "3 jours / 21 heures",
    Kind.DATES: f"15, 16 et 17 novembre {EXAMPLE_YEAR}",
    Kind.HOURS: "de 9h à 12h30 et de 13h30 à 17h",
    Kind.DAY: f"15 octobre {EXAMPLE_YEAR}",
}
_JUDGED: Final = (
    Kind.TEXT, Kind.TERMS, Kind.ADDRESSES, Kind.DURATION, Kind.HOURS, Kind.DAY, Kind.MODE,
    Kind.STATUS, Kind.YESNO, Kind.SLUG, Kind.CONTACTS,
)  # fmt: skip
"""Kinds of which not every form can be read."""
_ANY_FORM: Final = ("lien",)
"""Facts that become a text of their own where their form is another."""


def schema_text(name: str) -> str:
    """Write one of the `DOCUMENTS`."""
    made = _catalogue() if name == "catalogue" else _record(name)
    head = {"$schema": DIALECT, "title": DOCUMENTS[name], "type": "object"}
    return json.dumps({**head, **made}, ensure_ascii=False, indent=2) + "\n"


# ---------------------------------------------------------------- fields


def _record(name: str) -> dict[str, Any]:
    scope = {"fiche": Scope.FICHE, "organisme": Scope.ORGANISATION, "page": Scope.PAGE}[name]
    shape = _open(scope) if scope is Scope.FICHE else _closed(scope)
    parts = {"mot": _SCALAR, "personne": _closed(Scope.CONTACT, "#/$defs/personne")}
    if scope is Scope.FICHE:
        parts["groupe"] = _open(Scope.GROUP, "#/$defs/groupe")
    return {**shape, "$defs": parts}


def _open(scope: Scope, at: str = "#") -> dict[str, Any]:
    """Return the shape of keys among which there may be others; `at` is its place in the schema."""
    fields = TABLES[scope]
    judged = (f for f in fields if f.kind in _JUDGED and f.name not in _ANY_FORM)
    return {
        "properties": {entry.name: _property(entry) for entry in fields},
        "patternProperties": dict(_other(entry, at) for entry in judged),
    }


def _closed(scope: Scope, at: str = "#") -> dict[str, Any]:
    """Return the shape of keys that are all known, however they are spelt."""
    fields = TABLES[scope]
    others = dict(_other(entry, at) for entry in fields)
    return {
        "properties": {entry.name: _property(entry) for entry in fields},
        "patternProperties": {**others, SEVERAL_WORDS: _ANYTHING},
        "additionalProperties": False,
    }


def _other(entry: Field, at: str) -> tuple[str, dict[str, Any]]:
    """Return the pattern of a field's other spellings, and that they stand for it."""
    pattern = f"^(?!{entry.name}$)(?:{field_pattern(entry)})"
    return pattern, {"$ref": f"{at}/properties/{entry.name}"}


def _property(entry: Field) -> dict[str, Any]:
    shown = f"**{entry.label}** : {entry.help}"
    also = ", ".join(entry.synonyms[:4])
    example = _EXAMPLES.get(entry.kind)
    return {
        "title": entry.label,
        "description": f"{entry.label} : {entry.help}",
        "markdownDescription": f"{shown}\n\nAussi : {also}" if also else shown,
        **({"examples": [example]} if example else {}),
        **(_ANYTHING if entry.name in _ANY_FORM else _shape(entry.kind)),
    }


def _shape(kind: Kind) -> dict[str, Any]:
    match kind:
        case Kind.MODE:
            return _suggested([str(mode) for mode in Mode])
        case Kind.STATUS:
            return _suggested([str(status) for status in Status])
        case Kind.YESNO:
            pattern = "|".join(map(any_case, _YES))
            yes = {"type": "string", "pattern": rf"^\s*(?:{pattern})?\s*$"}
            return _alone(
                {"enum": ["oui", "non"]}, yes, {"type": ["boolean", "null"]}, {"enum": [0, 1]}
            )
        case Kind.SLUG:
            pattern = "^(?:[a-z0-9]+(?:-[a-z0-9]+)*)?$"
            typed: dict[str, Any] = {"type": "string", "pattern": pattern, "maxLength": 100}
            return _alone(typed, {"type": "integer", "minimum": 0}, {"type": ["boolean", "null"]})
        case Kind.GROUPS:
            return {"anyOf": [{"$ref": "#/$defs/mot"}, _listed("groupe"), {"type": "object"}]}
        case Kind.CONTACTS:
            person = {"type": "object", "$ref": "#/$defs/personne"}
            return {"anyOf": [{"$ref": "#/$defs/mot"}, _listed("personne"), person]}
        case Kind.PROSE | Kind.DATES:
            return _ANYTHING
    return _SHORT


def _alone(*shapes: dict[str, Any]) -> dict[str, Any]:
    """Return the shape of one value, be it the only one of a list or of some keys."""
    one = {"anyOf": [*shapes]}
    listed = {"type": "array", "maxItems": 1, "items": one}
    keyed = {"type": "object", "maxProperties": 1, "additionalProperties": one}
    return {"anyOf": [*shapes, listed, keyed]}


def _suggested(words: list[str]) -> dict[str, Any]:
    return {"anyOf": [{"enum": words}, *_SHORT["anyOf"]]}


def _listed(name: str) -> dict[str, Any]:
    """Return the shape of a list whose items are keys, texts, or lists of these."""
    item = {"if": {"type": "object"}, "then": {"$ref": f"#/$defs/{name}"}}
    return {"type": "array", "items": item}


# ---------------------------------------------------------------- settings


def _catalogue() -> dict[str, Any]:
    inner: dict[str, dict[str, Any]] = {}
    shapes: dict[str, dict[str, Any]] = {}
    for setting in SETTINGS:
        above, dot, key = setting.key.partition(".")
        if dot:
            inner.setdefault(above, {})[key] = _setting(setting)
            at = f"#/properties/{above}"
            shapes[above] = {"type": "object", **_settings(inner[above], at)}
        else:
            shapes[setting.key] = _setting(setting)
    return {**_settings(shapes), "$defs": {"mot": _SCALAR}}


def _settings(shapes: dict[str, dict[str, Any]], at: str = "#") -> dict[str, Any]:
    """Return the shape of keys of `catalogue.yml`, which are all known; `at` is its place."""
    return {
        "properties": shapes,
        "patternProperties": {
            f"^(?!{key}$)(?:{key_pattern([key], text.key, '')})": {"$ref": f"{at}/properties/{key}"}
            for key in shapes
        },
        "additionalProperties": False,
    }


def _setting(setting: Setting) -> dict[str, Any]:
    shape = _of_setting(setting.key)
    examples = {} if shape.get("type") == "object" else {"examples": [setting.example]}
    return {"description": text.capital(setting.help), **examples, **shape}


def _of_setting(key: str) -> dict[str, Any]:
    match key:
        case "couleurs":
            colour = {"type": ["string", "null"], "pattern": "^#[0-9a-fA-F]{6}$"}
            shapes = {"principale": {"description": "La couleur principale", **colour}}
            return {"type": "object", **_settings(shapes, f"#/properties/{key}")}
        case "severites":
            lighter = [c for c, entry in CODES.items() if entry.severity is not Severity.ERROR]
            weight = {"enum": [str(severity) for severity in Severity]}
            return {"type": "object", "properties": dict.fromkeys(lighter, weight)}
        case "completude":
            return {"anyOf": [{"enum": ["oui", "non"]}, _SCALAR]}
        case "accessibilite.etat":
            return {"anyOf": [{"enum": [str(state) for state in Conformity]}, _SCALAR]}
    return {"anyOf": [_SCALAR, _TEXTS]} if "." in key else _SCALAR

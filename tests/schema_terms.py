"""The vocabulary of schema.org, as the types of the package schema-dts tell it: what may stand where.

A term is looked up by the types' text: `interface CourseBase extends CreativeWorkBase, … {` holds
the properties of a type, `type Place = PlaceLeaf | Accommodation | …` what may stand for it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from functools import cache
from typing import Any, Final

import oracles

BASES: Final = re.compile(
    r"interface (?P<name>\w+)(?: extends (?P<above>[^{]+))? \{\n(?P<body>.*?)^\}",
    re.DOTALL | re.MULTILINE,
)
PROPERTY: Final = re.compile(
    r'^    "(?P<name>\w+)"\?: SchemaValue<(?P<types>[^,]+), "', re.MULTILINE
)
ALIAS: Final = re.compile(
    r"^export type (?P<name>\w+)(?:<[^=]*>)? = (?P<types>[^;]+);", re.MULTILINE
)
DURATION: Final = re.compile(r"P(?!$)(?:\d+D)?(?:T(?!$)(?:\d+H)?(?:\d+M)?)?")


class Terms:
    """The vocabulary, taken apart once."""

    def __init__(self, source: str) -> None:
        self.above: dict[str, list[str]] = {}
        self.own: dict[str, dict[str, list[str]]] = {}
        for found in BASES.finditer(source):
            name = found["name"]
            self.above[name] = re.findall(r"\w+", found["above"] or "")
            self.own[name] = {
                each["name"]: each["types"].split(" | ")
                for each in PROPERTY.finditer(found["body"])
            }
        self.aliases = {each["name"]: each["types"].split(" | ") for each in ALIAS.finditer(source)}

    def properties(self, kind: str) -> dict[str, list[str]]:
        """Return the properties of a type, those of its super-types too."""
        return dict(self._gathered(f"{kind}Leaf"))

    def _gathered(self, interface: str) -> Iterator[tuple[str, list[str]]]:
        for above in self.above[interface]:
            yield from self._gathered(above) if above in self.above else ()
        yield from self.own[interface].items()

    def allows(self, types: list[str], value: object) -> bool:
        """Tell whether a value may stand where one of some types is expected."""
        return any(self._is(each, value, set()) for each in types)

    def _is(self, kind: str, value: object, seen: set[str]) -> bool:
        if kind in seen:
            return False
        seen.add(kind)
        if isinstance(value, dict):
            named = value.get("@type")
            return kind == f"{named}Leaf" or self._one_of(kind, value, seen)
        if isinstance(value, bool):
            return kind == "Boolean"
        if isinstance(value, int):
            return kind in ("Integer", "Number")
        match kind:
            case "Date":
                return is_date(value)
            case "DateTime":
                return is_moment(value)
            case "Duration":
                return bool(DURATION.fullmatch(str(value)))
            case "Time" | "Number" | "Boolean":
                return False
            case "Text" | "URL" | "string":
                return True
        return kind == f'"{value}"' or self._one_of(kind, value, seen)

    def _one_of(self, kind: str, value: object, seen: set[str]) -> bool:
        return any(self._is(each, value, seen) for each in self.aliases.get(kind, ()))


def is_date(value: object) -> bool:
    """Tell whether a value is a day: 2021-11-15."""
    try:
        return dt.date.fromisoformat(str(value)).isoformat() == value
    except ValueError:
        return False


def is_moment(value: object) -> bool:
    """Tell whether a value is a day and an hour: 2021-11-15T09:00:00+04:00."""
    try:
        return "T" in str(value) and dt.datetime.fromisoformat(str(value)).isoformat() == value
    except ValueError:
        return False


@cache
def terms() -> Terms:
    """Read the vocabulary, or end the test where it is not installed."""
    return Terms(oracles.schema_terms())


def misused(data: Any) -> Iterator[str]:
    """Yield what schema.org does not know in a node: `Course.teachs`, `Offer.price = True`."""
    kind = data["@type"]
    known = terms().properties(kind)
    for name, told in data.items():
        if name.startswith("@") or ":" in name:
            continue
        for value in told if isinstance(told, list) else [told]:
            if name not in known:
                yield f"{kind}.{name}"
            elif not terms().allows(known[name], value):
                yield f"{kind}.{name} = {value!r}"
            if isinstance(value, dict):
                yield from misused(value)
    for name, owner in data.get("@reverse", {}).items():
        yield from misused({**owner, name: {"@type": kind}})

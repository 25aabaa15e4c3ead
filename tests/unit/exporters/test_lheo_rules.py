"""The table of rules against the schema of LHEO 2.3, and trees against the table."""

from __future__ import annotations

import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lheo import schema_path
from lxml import etree

from fichegen.exporters.lheo.nodes import Node, branch
from fichegen.exporters.lheo.rules import (
    ATTRIBUTES,
    CODES,
    DATE,
    DATES,
    MODELS,
    NAMESPACE,
    NUMBERS,
    TEXTS,
    children_of,
    most,
    violation,
)
from fichegen.exporters.lheo.texts import cut, leaf

_XS: Final = {"xs": "http://www.w3.org/2001/XMLSchema"}
_FREE: Final = "extras"
"""The third circle: what anybody may add, and nobody asks for."""


class _Schema:
    """What the schema says of an element, whose type extends or restricts another."""

    def __init__(self) -> None:
        self.root = etree.parse(schema_path()).getroot()

    def find(self, path: str, name: str) -> etree._Element:
        found = self.root.find(f"xs:{path}[@name='{name}']", _XS)
        assert found is not None, name
        return found

    def base(self, name: str) -> etree._Element:
        """Return the type that says what an element holds, its attributes left behind."""
        outer = self.find("complexType", self.local(self.find("element", name), "type"))
        extension = outer.find(".//xs:extension", _XS)
        assert extension is not None
        inner = self.local(extension, "base")
        kind = "simpleType" if outer.find("xs:simpleContent", _XS) is not None else "complexType"
        return self.find(kind, inner)

    def attributes(self, name: str) -> dict[str, str]:
        group = self.find("attributeGroup", f"{name}-attributes")
        return {str(a.get("name")): str(a.get("type")) for a in group.iterfind("xs:attribute", _XS)}

    @staticmethod
    def local(node: etree._Element, name: str) -> str:
        return str(node.get(name)).rpartition(":")[2]


def _count(words: str | None) -> int | None:
    return None if words == "unbounded" else int(words or 1)


def test_the_table_agrees_with_the_schema() -> None:
    schema = _Schema()
    assert schema.root.get("targetNamespace") == NAMESPACE
    for name in MODELS:
        sequence = [
            (schema.local(e, "ref"), int(e.get("minOccurs", "1")), _count(e.get("maxOccurs")))
            for e in schema.base(name).iterfind("xs:sequence/xs:element", _XS)
        ]
        ours = children_of(name)
        names = {child for child, _, _ in ours}
        assert tuple(entry for entry in sequence if entry[0] in names) == ours, name
        assert not [c for c, least, _ in sequence if least and c not in names and c != _FREE], name
    for name in (*TEXTS, *CODES, *DATES, *NUMBERS):
        restriction = schema.base(name).find("xs:restriction", _XS)
        assert restriction is not None
        facets = [(schema_facet(f), str(f.get("value"))) for f in restriction]
        if name in TEXTS:
            bounds = dict(facets)
            assert (int(bounds.pop("minLength", 0)), int(bounds.pop("maxLength"))) == TEXTS[name]
            assert not bounds, name
        elif name in CODES:
            assert {kind for kind, _ in facets} == {"enumeration"}
            assert {*CODES[name].split()} == {value for _, value in facets}, name
        elif name in DATES:
            assert dict(facets) == {"length": "8", "pattern": DATE}
        else:
            assert restriction.get("base") == "xs:long"
            assert not facets
    for name in (*MODELS, *TEXTS, *CODES, *DATES, *NUMBERS):
        if name not in ("lheo", "offres"):
            assert {*ATTRIBUTES} <= schema.attributes(name).keys(), name
    assert schema.attributes("formation")["horodatage-modification"] == "xs:dateTime"


def schema_facet(node: etree._Element) -> str:
    return etree.QName(node).localname


def test_every_child_has_a_rule_of_its_own() -> None:
    names = [*MODELS, *TEXTS, *CODES, *DATES, *NUMBERS]
    assert {child for name in MODELS for child, _, _ in children_of(name)} <= {*names}
    assert len({*names}) == len(names)


_PERIOD: Final = (Node("debut", "20211115"), Node("fin", "99999999"))


@pytest.mark.parametrize(
    ("node", "broken"),
    [
        (branch("periode", *_PERIOD), ""),
        (branch("periode", *reversed(_PERIOD)), "periode"),
        (branch("periode", _PERIOD[0]), "periode"),
        (branch("periode", *_PERIOD, _PERIOD[1]), "periode"),
        (Node("periode", "15 novembre", _PERIOD), "periode"),
        (branch("periode", Node("debut", "20215115"), _PERIOD[1]), "debut"),
        (branch("periode", Node("debut", "2021-11-15"), _PERIOD[1]), "debut"),
        (Node("ville", "Saint-Denis"), ""),
        (Node("ville", ""), "ville"),
        (Node("ville", "x" * 51), "ville"),
        (Node("ville", children=_PERIOD), "ville"),
        (Node("codepostal", "9740"), "codepostal"),
        (Node("certifiante", "2"), "certifiante"),
        (Node("type-contact", "14"), ""),
        (Node("nombre-heures-total", "14,5"), "nombre-heures-total"),
        (Node("inconnu", "x"), "inconnu"),
        (Node("ville", "Saint-Denis", attributes=(("style", "x"),)), "ville"),
        (branch("certification"), ""),
        (branch("telfixe", *(Node("numtel", "0") for _ in range(4))), "telfixe"),
        (branch("url-session", Node("urlweb", "ab")), "urlweb"),
    ],
)
def test_a_tree_is_held_to_the_table(node: Node, broken: str) -> None:
    assert violation(node) == broken


@given(
    st.sampled_from([name for name, (least, _) in TEXTS.items() if least < 2]),
    st.text(max_size=60),
    st.integers(1, 100),
)
def test_any_words_fit_their_element_and_come_back_from_it(
    name: str, words: str, times: int
) -> None:
    node = leaf(name, words * times)
    if node is None:
        assert not words.translate(_ILLEGAL).strip()
        return
    assert violation(node) == ""
    assert len(node.words) == most(name) or node.words[-1] == "…" or len(words * times) <= 2 * most(name)  # fmt: skip
    read = etree.fromstring(etree.tostring(etree.fromstring(node.written().encode())))
    assert read.text == node.words.replace("\r\n", "\n").replace("\r", "\n")


_ILLEGAL: Final = dict.fromkeys((*range(9), 11, 12, *range(14, 32), 65534, 65535), " ")


@pytest.mark.parametrize(
    ("words", "length", "told"),
    [
        ("un deux trois", 13, "un deux trois"),
        ("un deux trois", 12, "un deux…"),
        ("un deux trois", 8, "un deux…"),
        ("un deux trois", 7, "un…"),
        ("un, deux", 5, "un…"),
        ("anticonstitutionnellement", 10, "anticonst…"),
        ("e\u0301e\u0301e\u0301", 4, "e\u0301…"),
        ("🧑🏽🧑🏽🧑🏽", 4, "🧑🏽…"),
        ("🧑🏽\u200d🚒🧑🏽\u200d🚒", 6, "🧑🏽\u200d🚒…"),
    ],
)
def test_a_cut_keeps_words_and_signs_whole(words: str, length: int, told: str) -> None:
    assert cut(words, length) == told


def test_a_long_text_with_line_breaks_is_counted_whole() -> None:
    assert violation(Node("contenu-formation", "a\n" * 1500)) == ""
    assert violation(Node("contenu-formation", "a\n" * 1500 + "b")) == "contenu-formation"
    assert re.fullmatch(DATE, "00000000")

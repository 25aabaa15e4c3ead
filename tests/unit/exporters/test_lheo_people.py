"""Names, roles, numbers and prices as LHEO takes them."""

from __future__ import annotations

import pytest

from fichegen.exporters.lheo.nodes import Node
from fichegen.exporters.lheo.people import contact_node, contact_type, split_name, unfit
from fichegen.exporters.lheo.rules import violation
from fichegen.model import Contact


@pytest.mark.parametrize(
    ("name", "parts"),
    [
        ("Sandra DUGAND", ("Sandra", "DUGAND")),
        ("Ana LE ROUX", ("Ana", "LE ROUX")),
        ("Jean-Yves D'HERVÉ", ("Jean-Yves", "D'HERVÉ")),
        ("DUGAND Sandra", ("Sandra", "DUGAND")),
        ("Zoé Lefèvre", ("", "Zoé Lefèvre")),
        ("Marie de la TOUR", ("Marie de la", "TOUR")),
        ("ANA LE ROUX", ("", "ANA LE ROUX")),
        ("Accueil", ("", "Accueil")),
        ("", ("", "")),
    ],
)
def test_a_name_is_parted_where_capitals_tell_it(name: str, parts: tuple[str, str]) -> None:
    assert split_name(name) == parts


@pytest.mark.parametrize(
    ("role", "code"),
    [
        ("référente handicap", "1"),
        ("Référent pédagogique", "3"),
        ("coordinatrice pédagogique", "3"),
        ("responsable pédagogique", "3"),
        ("assistante pédagogique", ""),
        ("Accueil", "4"),
        ("Directrice", "5"),
        ("assistante de direction", ""),
        ("référent qualité", "6"),
        ("assistant de formation", ""),
        ("", ""),
    ],
)
def test_a_role_has_a_code_where_the_table_names_it(role: str, code: str) -> None:
    assert contact_type(role) == code


def _numbers(node: Node, kind: str) -> list[str]:
    found = next((child for child in node.children[-1].children if child.name == kind), None)
    return [child.words for child in found.children] if found else []


def test_numbers_are_told_apart_and_fit() -> None:
    contact = Contact(
        name="Ana", phone="0262 11 22 33 / 06 39 98 10 10 ou +262 (0)692 12 34 56 / 01 02 03 04 05"
    )
    node = contact_node("contact-formation", contact)
    assert violation(node) == ""
    assert _numbers(node, "telfixe") == ["0262 11 22 33", "01 02 03 04 05"]
    assert _numbers(node, "portable") == ["06 39 98 10 10", "+262 (0)692 12 34 56"]
    assert [*unfit(contact)] == []


@pytest.mark.parametrize(
    "contact",
    [
        Contact(name="x" * 51),
        Contact(email="a" * 150 + "@exemple.example"),
        Contact(name="Ana", role="r" * 51),
        Contact(name="Ana", role="mot " * 60),
        Contact(phone="0262 11 22 33, du lundi au vendredi"),
        Contact(phone=" / ".join(f"0262 11 22 3{n}" for n in range(5))),
    ],
)
def test_what_does_not_fit_is_said_and_breaks_no_rule(contact: Contact) -> None:
    assert [*unfit(contact)]
    assert violation(contact_node("contact-session", contact)) == ""

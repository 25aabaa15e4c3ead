"""People to write to, as real fiches name them."""

from __future__ import annotations

import pytest

from fichegen.model import Contact
from fichegen.reading.contacts import is_email, read_contacts
from fichegen.reading.draft import Mark, Words


def read(words: str) -> tuple[list[Contact], list[str]]:
    marks, offset = [], 0
    for number, line in enumerate(words.split("\n"), 1):
        marks.append(Mark(offset, number, 1))
        offset += len(line) + 1
    contacts, findings = read_contacts("f.md", Words(words, tuple(marks)))
    return list(contacts), [found.code for found in findings]


def person(name: str = "", email: str = "", role: str = "", phone: str = "") -> Contact:
    return Contact(name=name, email=email, role=role, phone=phone)


@pytest.mark.parametrize(
    ("words", "contacts"),
    [
        (
            "**Sandra DUGAND**\n\n[sandra.dugand@irts.fr](mailto:sandra.dugand@irts.fr)",
            [person("Sandra DUGAND", "sandra.dugand@irts.fr")],
        ),
        ("Sandra DUGAND, coordinatrice\ns@a.fr – 02 62 12 34 56",
         [person("Sandra DUGAND", "s@a.fr", "coordinatrice", "02 62 12 34 56")]),
        ("- Ana LE ROUX : ana@a.fr\n- Bob (accueil) – bob@b.fr",
         [person("Ana LE ROUX", "ana@a.fr"), person("Bob", "bob@b.fr", "accueil")]),
        ("ana@a.fr", [person(email="ana@a.fr")]),
        ("<ana@a.fr>", [person(email="ana@a.fr")]),
        ("[Ana](mailto:ana@a.fr?subject=x)", [person("Ana", "ana@a.fr")]),
        ("Ana\nTél. : 06 92 00 00 00\nCourriel : ana@a.fr", [person("Ana", "ana@a.fr", "", "06 92 00 00 00")]),
        ("Ana ana@a.fr\nBob bob@b.fr", [person("Ana", "ana@a.fr"), person("Bob", "bob@b.fr")]),
        ("Nom : Ana LE ROUX\nFonction : accueil\nCourriel : ana@a.fr",
         [person("Ana LE ROUX", "ana@a.fr", "accueil")]),
    ],
)  # fmt: skip
def test_free_text(words: str, contacts: list[Contact]) -> None:
    assert read(words) == (contacts, [])


@pytest.mark.parametrize(
    ("words", "codes"),
    [
        ("Ana ana@a", ["FG401"]),
        ("ana@a..fr", ["FG401"]),
        ("[ana@a.fr](mailto:bob@b.fr)", ["FG403"]),
        ("Ana LE ROUX", ["FG404"]),
    ],
)
def test_contacts_that_reach_nobody_are_told(words: str, codes: list[str]) -> None:
    assert read(words)[1] == codes


@pytest.mark.parametrize(
    "address",
    ["a@b.fr\n", "a@b.fr?bcc=x@y.z", "a@b.fr%0d%0aBcc:z", '"><script>@b.fr', "a b@c.fr", "a@b", "@b.fr", "a@-b.fr",
     "a@" + "b" * 260 + ".fr"],
)  # fmt: skip
def test_addresses_a_link_cannot_carry(address: str) -> None:
    assert not is_email(address)


def test_usual_addresses() -> None:
    assert all(map(is_email, ["a@b.fr", "a.b+c@d-e.co.fr", "O'Neil@x.example", "x_1@sub.dom.re"]))

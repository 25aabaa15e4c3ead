"""People to write to, as real fiches name them."""

from __future__ import annotations

import pytest

from fichegen.identifiers import is_email
from fichegen.model import Contact
from fichegen.reading.contacts import read_contacts
from fichegen.reading.draft import Entry, Listing, Mapping, Mark, Value, Words


def read(words: str) -> tuple[list[Contact], list[str]]:
    marks, offset = [], 0
    for number, line in enumerate(words.split("\n"), 1):
        marks.append(Mark(offset, number, 1))
        offset += len(line) + 1
    contacts, findings = read_contacts("f.md", Words(words, tuple(marks)))
    return list(contacts), [found.code for found in findings]


def words(line: str) -> Words:
    return Words(line, (Mark(0, 1, 1),))


def from_keys(**values: Value) -> tuple[list[Contact], list[str]]:
    entries = tuple(Entry(words(key), value) for key, value in values.items())
    contacts, findings = read_contacts("f.yml", Mapping(entries, 1, 1))
    return list(contacts), [found.message for found in findings]


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
        ("Prénom : Ana\nNom : LE ROUX\nana@a.fr\nPrénom : Bob\nNom : PAYET\nbob@b.fr",
         [person("Ana LE ROUX", "ana@a.fr"), person("Bob PAYET", "bob@b.fr")]),
        ("Ana LE ROUX\nCoordinatrice – Pôle social\nInstitut\n1 rue des Lilas\nSaint-Benoît\n02 62 11 22 33 / 06 92 11 22 33\nana@a.fr\nwww.a.example",
         [person("Ana LE ROUX", "ana@a.fr",
                 "Coordinatrice – Pôle social, Institut, 1 rue des Lilas, Saint-Benoît, www.a.example",
                 "02 62 11 22 33 / 06 92 11 22 33")]),
        ("| Nom | Fonction | Courriel |\n|---|---|---|\n| Ana | accueil | a@a.fr |\n| Bob | chef | b@a.fr |",
         [person("Ana", "a@a.fr", "accueil"), person("Bob", "b@a.fr", "chef")]),
        ("Ana ROUX (Pôle social) coordinatrice, 0262 11 22 33, bureau 12",
         [person("Ana ROUX", "", "Pôle social, coordinatrice, bureau 12", "0262 11 22 33")]),
        ("Secrétariat : f@a.fr – 02 98 55 44 33 (le matin)",
         [person("Secrétariat", "f@a.fr", "le matin", "02 98 55 44 33")]),
        ("Secrétariat : 02 98 55 44 33, du lundi au jeudi",
         [person("Secrétariat", "", "du lundi au jeudi", "02 98 55 44 33")]),
        ("Du lundi au jeudi : 02 98 55 44 33", [person("", "", "Du lundi au jeudi", "02 98 55 44 33")]),
        ("Anne Samedi, 02 98 55 44 33", [person("Anne Samedi", "", "", "02 98 55 44 33")]),
        ("service formation : 02 98 55 44 33", [person("service formation", "", "", "02 98 55 44 33")]),
        ("Ana LE ROUX\nO2 98 44 1O 20", [person("Ana LE ROUX", "", "", "O2 98 44 1O 20")]),
        ("Ana LE ROUX\nana@a.fr\n### Bob PAYET\nbob@b.fr",
         [person("Ana LE ROUX", "ana@a.fr"), person("Bob PAYET", "bob@b.fr")]),
    ],
)  # fmt: skip
def test_free_text(words: str, contacts: list[Contact]) -> None:
    assert read(words) == (contacts, [])


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Mme Lucie PAYET au 0692 11 22 33 ou x@a.fr", "Mme Lucie PAYET"),
        ("Lucie PAYET, joignable à l'adresse x@a.fr et par tél. : 0692 11 22 33", "Lucie PAYET"),
        ("Lucie PAYET (x@a.fr) – 0692 11 22 33 (portable)", "Lucie PAYET"),
        ("Lucie PAYET ☎ 0692 11 22 33 ✉ x@a.fr", "Lucie PAYET"),
        ("☎ 0692 11 22 33\n✉ x@a.fr", ""),
        ("📞 : 0692 11 22 33 – E-mail : **x@a.fr**", ""),
        ("Contact : Lucie PAYET – 0692 11 22 33, x@a.fr", "Lucie PAYET"),
        ("Contact : x@a.fr, tél/fax 0692 11 22 33", ""),
        ("Secrétariat : 0692 11 22 33 x@a.fr", "Secrétariat"),
        ("Le Port x@a.fr 0692 11 22 33", "Le Port"),
    ],
)
def test_what_leads_to_an_address_or_a_number_is_no_name(words: str, name: str) -> None:
    assert read(words) == ([person(name, "x@a.fr", "", "0692 11 22 33")], [])


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Pour tout renseignement, appelez le secrétariat de 9h à 17h au 02 62 00 00 00, ou lui écrire à x@a.fr", ""),
        ("Appelez-nous au 02 62 00 00 00 ou **écrivez** à x@a.fr",
         "Appelez-nous au 02 62 00 00 00 ou écrivez à x@a.fr"),
        ("Le secrétariat vous répond chaque matin de la semaine, sauf le mercredi, au 02 62 00 00 00 ou par x@a.fr", ""),
        ("x@a.fr ou 02 62 00 00 00 avant le 2 février 2026", "avant le 2 février 2026"),
    ],
)  # fmt: skip
def test_a_sentence_is_nobody(line: str, role: str) -> None:
    assert read(line) == ([person("", "x@a.fr", role or line, "02 62 00 00 00")], [])


@pytest.mark.parametrize(
    ("phone", "shown"),
    [
        ("02 62 11 22 33 / 06 92 11 22 33", "02 62 11 22 33 / 06 92 11 22 33"),
        ("02.62.11.22.33/06.92.11.22.33", "02.62.11.22.33 / 06.92.11.22.33"),
        ("02 62 11 22 33 - 06 92 11 22 33", "02 62 11 22 33 / 06 92 11 22 33"),
        ("02 62 11 22 33 ou le 06 92 11 22 33", "02 62 11 22 33 / 06 92 11 22 33"),
        ("02 62 11 22 33 06 92 11 22 33", "02 62 11 22 33 / 06 92 11 22 33"),
        ("+262 (0)692 11 22 33 / 0262 11 22 33", "+262 (0)692 11 22 33 / 0262 11 22 33"),
        ("02 62 11 22 33\n06 92 11 22 33", "02 62 11 22 33 / 06 92 11 22 33"),
        ("[02 62 11 22 33](tel:+262262112233)", "02 62 11 22 33"),
        ("Tél. : poste 1234", "poste 1234"),
    ],
)
def test_numbers(phone: str, shown: str) -> None:
    assert read(f"Ana\n{phone}") == ([person("Ana", phone=shown)], [])


@pytest.mark.parametrize(
    ("line", "role"),
    [
        ("Fax : 02 62 11 22 33", "Fax : 02 62 11 22 33"),
        ("**Fax :** 02 62 11 22 33", "Fax : 02 62 11 22 33"),
        ("SIRET : 123 456 789 00012", "SIRET : 123 456 789 00012"),
        ("https://x.example/page-123456789", "https://x.example/page-123456789"),
    ],
)
def test_a_number_that_nobody_dials_is_kept_as_words(line: str, role: str) -> None:
    assert read(f"Ana – x@a.fr – {line}") == ([person("Ana", "x@a.fr", role)], [])


def test_a_page_to_write_on_is_kept_and_is_not_the_next_person() -> None:
    form = "[Formulaire de contact](https://x.example/contact)"
    assert read(f"{form}\nIda Roux – 01 02 03 04 05") == (
        [
            person(role="Formulaire de contact : https://x.example/contact"),
            person("Ida Roux", phone="01 02 03 04 05"),
        ],
        [],
    )


def test_each_bullet_opens_a_person() -> None:
    people = [person("Ana", role="accueil"), person("Bob", role="secrétariat")]
    assert read("- Ana (accueil)\n- Bob (secrétariat)") == (people, ["FG404", "FG404"])
    labels = "- Nom : Ana\n- Fonction : accueil\n- Tél : 02 62 11 22 33"
    assert read(labels) == ([person("Ana", "", "accueil", "02 62 11 22 33")], [])


def test_a_heading_known_for_one_is_no_name_where_somebody_follows() -> None:
    lines = "\nPatrick NATIVEL\nFormateur\n02 62 11 22 33"
    assert read(f"**Secrétariat**{lines}") == (
        [person("Patrick NATIVEL", "", "Secrétariat, Formateur", "02 62 11 22 33")],
        [],
    )
    assert read(f"**Renseignements utiles**{lines}") == (
        [person("Renseignements utiles", "", "Patrick NATIVEL, Formateur", "02 62 11 22 33")],
        [],
    )


def test_keys() -> None:
    assert from_keys(nom=words("LE ROUX"), prénom=words("Ana"), tél=words("02 62 11 22 33")) == (
        [person("Ana LE ROUX", phone="02 62 11 22 33")],
        [],
    )


@pytest.mark.parametrize(
    ("key", "value", "found"),
    [
        ("telephone", Listing((), 1, 1), "« telephone » attend un texte, pas une liste"),
        ("nom", Mapping((), 1, 1), "« nom » attend un texte, pas des clés"),
        ("age", words("40"), "pas « age » (un texte)"),
        ("bureau", Mapping((), 1, 1), "pas « bureau » (des clés)"),
    ],
)
def test_keys_that_hold_something_else_are_told(key: str, value: Value, found: str) -> None:
    contacts, (message,) = from_keys(**{"courriel": words("a@a.fr"), key: value})
    assert contacts == [person(email="a@a.fr")]
    assert message.endswith(found)


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

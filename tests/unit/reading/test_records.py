"""Records of training organisations, and free pages."""

from __future__ import annotations

import pytest

from fichegen.model import FreePage, Organisation
from fichegen.reading import TABLES, Scope, read_organisation, read_page

RECORD = """\
nom: Institut Tamarin
slug: tamarin
alias:
  - IT
  - Tamarin
raison_sociale: Institut Tamarin SCOP
siret: 123 456 789 00012
nda: "04973012345"
adresse: 1 rue des Lilas, 97400 Saint-Denis
site: https://tamarin.example
courriel: contact@tamarin.example
telephone: 0262 11 22 33
referent_handicap:
  nom: Ana LE ROUX
  courriel: ana@tamarin.example
presentation: Un institut de **formation**.
"""


def organisation(source: str) -> tuple[Organisation | None, list[tuple[str, int]]]:
    """Read a record; gives codes and lines of the findings too."""
    record, findings = read_organisation("content/organismes/tamarin.yml", source)
    return record, [(found.code, found.span.line) for found in findings]


def page(source: str) -> tuple[FreePage | None, bool, list[tuple[str, int]]]:
    (read, draft), findings = read_page("content/pages/mentions-legales.md", source)
    return read, draft, [(found.code, found.span.line) for found in findings]


def test_every_field_of_an_organisation_is_read() -> None:
    record, findings = organisation(RECORD)
    assert record
    assert not findings
    assert (record.name, record.slug, record.aliases) == (
        "Institut Tamarin", "tamarin", ("IT", "Tamarin"),
    )  # fmt: skip
    assert (record.siret, record.activity_number) == ("123 456 789 00012", "04973012345")
    assert record.legal_name == "Institut Tamarin SCOP"
    assert record.address == "1 rue des Lilas, 97400 Saint-Denis"
    assert record.website == "https://tamarin.example"
    assert (record.email, record.phone) == ("contact@tamarin.example", "0262 11 22 33")
    assert record.disability_contact
    assert record.disability_contact.name == "Ana LE ROUX"
    assert record.presentation
    assert record.presentation.markdown == "Un institut de **formation**."
    assert all(f"{entry.name}:" in RECORD for entry in TABLES[Scope.ORGANISATION])


@pytest.mark.parametrize(
    ("source", "slug"),
    [("nom: Été & Cie", "ete-cie"), ("nom: 太陽", "tamarin"), ("nom: A\nslug: b", "b")],
)
def test_the_address_of_an_organisation(source: str, slug: str) -> None:
    record, findings = organisation(source)
    assert record
    assert (record.slug, findings) == (slug, [])


@pytest.mark.parametrize(
    ("source", "finding"),
    [
        ("nom: A\nnom_complet: B", ("FG205", 2)),
        ("nom: A\ntéléphonne: B", ("FG205", 2)),
        ("nom: A\nsiret:", ("FG206", 2)),
        ("nom: A\nsite: https://a.fr\nurl: https://b.fr", ("FG204", 3)),
        ("nom: A\ncourriel: a@b", ("FG401", 2)),
        ("nom: A\nslug: À B", ("FG209", 2)),
        ("nom: A\nnom: B", ("FG104", 2)),
    ],
)
def test_what_is_wrong_in_a_record_is_told_at_its_place(
    source: str, finding: tuple[str, int]
) -> None:
    record, findings = organisation(source)
    assert findings == [finding]
    assert (record is None) == (finding[0] == "FG104")
    assert record is None or (record.name, record.email) == ("A", "")


def test_the_first_of_two_values_is_kept() -> None:
    record, _ = organisation("nom: A\nsite: https://a.fr\nurl: https://b.fr")
    assert record
    assert record.website == "https://a.fr"


def test_a_record_without_a_name_is_refused() -> None:
    assert organisation("siret: 123") == (None, [("FG207", 1)])
    assert organisation("siret: 123\nnom:") == (None, [("FG206", 2), ("FG207", 2)])


def test_a_page_is_called_as_its_heading() -> None:
    read, draft, findings = page("# Mentions *légales*\n\nÉditeur : A.\n\n## Hébergeur\n\nB.\n")
    assert read
    assert (read.title, read.slug, draft, findings) == (
        "Mentions légales", "mentions-legales", False, [],
    )  # fmt: skip
    assert read.prose.markdown == "Éditeur : A.\n\n### Hébergeur\n\nB."
    assert read.prose.lines[0] == (3, 1)


def test_a_page_is_called_as_its_front_matter_says() -> None:
    read, draft, findings = page("---\ntitre: Mentions\nslug: ml\n---\n\n# Éditeur\n\nA.\n")
    assert read
    assert (read.title, read.slug, draft, findings) == ("Mentions", "ml", False, [])
    assert read.prose.markdown == "### Éditeur\n\nA."
    assert read.prose.lines[0] == (6, 1)


@pytest.mark.parametrize("source", ["Du texte.\n", "Du texte.\n\n# Titre\n", "## Titre\n"])
def test_a_page_without_a_title_is_refused(source: str) -> None:
    assert page(source) == (None, False, [("FG201", 1)])


def test_a_draft_is_told_apart_even_without_a_title() -> None:
    _, draft, findings = page("---\nbrouillon: oui\n---\n\n# Titre\n")
    assert (draft, findings) == (True, [])
    assert page("---\nbrouillon: oui\n---\n\nRien.\n")[:2] == (None, True)


def test_unknown_keys_of_a_page_are_told() -> None:
    read, _, findings = page("---\ntitre: A\ncouleur: vert\n---\n\nB.\n")
    assert read
    assert findings == [("FG205", 3)]


@pytest.mark.parametrize(
    "head", ["# Mentions légales\n", "Mentions légales\n===\n", "\n\n#  Mentions légales #\n"]
)
def test_the_heading_that_gives_the_title_is_not_in_the_text(head: str) -> None:
    (page, _), findings = read_page("content/pages/mentions.md", f"{head}\nTexte.\n")
    assert page
    assert (page.title, page.prose.markdown) == ("Mentions légales", "Texte.")
    assert findings == ()

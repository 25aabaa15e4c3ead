"""Headings that stand where they should not, titles that were forgotten, months mistyped."""

from __future__ import annotations

import pytest

from fichegen.model import Fiche
from fichegen.reading import read_fiche

BODY = """\
## Secteurs

Aide à domicile, EHPAD

## Public

Aides à domicile

## Lieux & dates

### Groupe 1

#### Brest

9 et 10 février 2027

## Contenu

### Jour 1

Observer
"""


def read(text: str) -> tuple[Fiche | None, list[tuple[str, int]]]:
    fiche, findings = read_fiche("f.md", text)
    return fiche, [(found.code, found.span.line) for found in findings]


@pytest.mark.parametrize(
    ("above", "title"),
    [
        ("# Repérer", "Repérer"),
        ("## Repérer", "Repérer"),
        ("#### Repérer", "Repérer"),
        ("Repérer\n=======", "Repérer"),
        ("## Fiche de formation\n\n## Repérer", "Repérer"),
        ("---\ntitre: Repérer\n---", "Repérer"),
    ],
)
def test_a_title_stands_before_the_headings_that_name_fields(above: str, title: str) -> None:
    fiche, codes = read(f"{above}\n\n{BODY}")
    assert fiche
    assert fiche.title.words == title
    assert [group.place for group in fiche.groups] == ["Brest"]
    assert all(group.schedule and group.schedule.first for group in fiche.groups)
    assert codes == []


@pytest.mark.parametrize(
    ("above", "line", "advice"),
    [
        ("", 1, "commencez-la par"),
        ("Repérer la fragilité\n\n", 1, "mettez # et une espace devant « Repérer la fragilité »"),
        ("\n**Repérer**\n\nUn mot.\n\n", 2, "mettez # et une espace devant « Repérer »"),
        ("Bonjour Katell,\n\nVoici la fiche.\n\n", 1, "commencez-la par"),
        ("Repérer la fragilité\nen deux lignes\n\n", 1, "commencez-la par"),
        ("Une phrase entière.\n\n", 1, "commencez-la par"),
    ],
)
def test_without_title_no_other_heading_is_taken_for_it(above: str, line: int, advice: str) -> None:
    fiche, findings = read_fiche("f.md", above + BODY)
    assert fiche is None
    assert [(found.code, found.span.line) for found in findings] == [("FG201", line)]
    assert advice in findings[0].mend


@pytest.mark.parametrize(
    "heading",
    ["## Public", "### Public", "#### Public", "**Public**", "**Public :**", "__Public__ :"],
)
def test_a_short_fact_ends_where_another_field_is_named(heading: str) -> None:
    fiche, codes = read("# Titre\n\n" + BODY.replace("## Public", heading))
    assert fiche
    assert [term.words for term in fiche.sectors] == ["Aide à domicile", "EHPAD"]
    section = fiche.section("public")
    assert section
    assert section.prose.markdown == "Aides à domicile"
    assert codes == []


@pytest.mark.parametrize(
    ("below", "codes"),
    [
        ("## Secteurs\n\nEHPAD\n\n### Nos valeurs\n\nÉcouter", [("FG203", 7)]),
        ("## Secteurs\n\n**EHPAD**\n\nSSIAD", []),
        ("## Secteurs\n\n**Public**\n\nTous", [("FG206", 3)]),
        ("## Contact\n\nAna LE ROUX\n\nana@a.fr\n\n#### Contexte\n\nUn mot.", []),
        ("## Contact\n\nAna LE ROUX\n\nana@a.fr\n\n### Secrétariat\n\nbob@a.fr", []),
    ],
)
def test_no_heading_becomes_part_of_a_short_fact(below: str, codes: list[tuple[str, int]]) -> None:
    fiche, found = read(f"# Titre\n\n{below}\n")
    assert fiche
    shown = [*(t.words for t in fiche.sectors), *(c.name for c in fiche.contacts)]
    shown += [contact.role for contact in fiche.contacts]
    assert not any("#" in words or "Contexte" in words or "Public" in words for words in shown)
    assert found == codes


@pytest.mark.parametrize(
    "below",
    ["### Jour 1\n\nLire\n\n#### Objectifs\n\nÉcrire", "Lire\n\n**Objectifs**\n\nÉcrire"],
)
def test_a_long_text_keeps_its_own_headings(below: str) -> None:
    fiche, codes = read(f"# Titre\n\n## Contenu\n\n{below}\n")
    assert fiche
    assert [section.name for section in fiche.sections] == ["contenu"]
    assert codes == []


@pytest.mark.parametrize(
    ("line", "meant"),
    [
        ("Les 9 et 10 févirer 2027, de 9h à 12h30", "« février » au lieu de « févirer »"),
        ("9 et 10 mras 2027", "« mars » au lieu de « mras »"),
        ("Le 9 fevrie de 9h à 17h", "« février » au lieu de « fevrie »"),
        ("Madri 9 et mercredi 10 février 2027", "« mardi » au lieu de « Madri »"),
        ("Les 9 et 1O février 2027", "« 10 » au lieu de « 1O »"),
    ],
)
@pytest.mark.parametrize("place", ["#### Brest", "Lieu : Brest"])
def test_a_mistyped_day_of_a_group_is_told_and_what_was_meant(
    line: str, meant: str, place: str
) -> None:
    fiche, findings = read_fiche(
        "f.md", f"# Titre\n\n## Dates\n\n### Groupe 1\n\n{place}\n\n{line}\n"
    )
    assert fiche
    (group,) = fiche.groups
    assert group.place == "Brest"
    assert group.schedule
    assert group.schedule.words == line
    assert group.schedule.first is None
    (found,) = findings
    assert (found.code, found.span.line) == ("FG304", 9)
    assert meant in found.mend


@pytest.mark.parametrize(
    "line", ["Salle 9 Mare", "12 mais pas plus", "9 places 2027", "10 rue du 8 mia 1945", "Mardié"]
)
def test_words_that_only_look_like_months_are_no_dates(line: str) -> None:
    body = f"### Groupe 1\n\n9 février 2027\n\n{line}\n"
    fiche, codes = read(f"# Titre\n\n## Dates\n\n{body}")
    assert fiche
    (group,) = fiche.groups
    assert group.schedule
    assert group.schedule.words == "9 février 2027"
    assert codes == []

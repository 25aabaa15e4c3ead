"""Headings that name a field and hold its value: « ## Durée : 2 jours », « ## Mis à jour le 3 novembre 2026 »."""

from __future__ import annotations

import pytest

from fichegen.model import Fiche
from fichegen.reading import read_fiche
from fichegen.reading.vocabulary import FICHE, Field, Kind

VALUES = {
    Kind.TEXT: "Brest", Kind.TERMS: "Santé, social", Kind.ADDRESSES: "ancien-nom", Kind.PROSE: "Un texte.",
    Kind.DURATION: "2 jours / 14 heures", Kind.DATES: "3 et 4 mars 2026", Kind.HOURS: "de 9h à 12h30", Kind.DAY: "15 octobre 2026",
    Kind.MODE: "présentiel", Kind.STATUS: "complet", Kind.YESNO: "oui", Kind.SLUG: "mon-adresse",
    Kind.GROUPS: "Brest, 3 et 4 mars 2026", Kind.CONTACTS: "Léa LE BIHAN, lea@exemple.fr",
}  # fmt: skip
BARE = (Kind.DURATION, Kind.DATES, Kind.HOURS, Kind.DAY)
"""Kinds whose values are known as such with no colon before them."""


def read(heading: str) -> tuple[Fiche, list[str]]:
    body = f"# T\n\n## Contexte\n\nx\n\n## {heading}\n\n## Objectifs\n\n- Lire\n"
    fiche, findings = read_fiche("f.md", body)
    assert fiche
    return fiche, [found.code for found in findings]


@pytest.mark.parametrize("field", FICHE[1:], ids=lambda field: field.name)
def test_a_value_may_stand_in_the_heading_of_any_field(field: Field) -> None:
    label, kind = field.label, field.kind
    expected = read(f"{label}\n\n{VALUES[kind]}")
    assert read(f"{label} : {VALUES[kind]}") == expected
    if kind in BARE:
        assert read(f"{label} {VALUES[kind]}") == expected


@pytest.mark.parametrize(
    ("heading", "day"),
    [
        ("Mis à jour le 3 novembre 2026", "2026-11-03"), ("Mise à jour du 3 novembre 2026", "2026-11-03"),
        ("Dernière mise à jour : 03/11/2026", "2026-11-03"), ("Mis à jour le mardi 3 novembre 2026", "2026-11-03"),
    ],
)  # fmt: skip
def test_the_day_of_an_update(heading: str, day: str) -> None:
    fiche, codes = read(heading)
    assert fiche.updated
    assert (str(fiche.updated.date), codes) == (day, [])


@pytest.mark.parametrize(
    ("heading", "day"),
    [("Inscriptions jusqu'au jeudi 15 octobre 2026 à 12h", "2026-10-15"), ("Inscription avant le 15/10/2026", "2026-10-15"),
     ("Date limite d'inscription le 15 octobre 2026", "2026-10-15"), ("Date limite : 15 octobre 2026", "2026-10-15")],
)  # fmt: skip
def test_a_deadline(heading: str, day: str) -> None:
    fiche, codes = read(heading)
    assert fiche.deadline
    assert (str(fiche.deadline.date), codes) == (day, [])


@pytest.mark.parametrize(
    ("heading", "code"),
    [("Date limite d'inscription le 15 octobre", "FG305"), ("Dates du 31 juin 2026", "FG301"),
     ("Inscriptions jusqu'au lundi 15 octobre 2026", "FG302")],
)  # fmt: skip
def test_a_wrong_value_is_told_as_that_of_its_field(heading: str, code: str) -> None:
    assert read(heading)[1] == [code]


@pytest.mark.parametrize(
    "heading",
    ["Mise à jour des compétences 2026", "Durée 3 mois de stage", "Dates 3 mars 2026 à Brest", "Public 3 à 6 ans",
     "Lieu 3 rue de Siam", "Évaluation 2", "Nombre de jours 2"],
)  # fmt: skip
def test_what_is_no_value_alone_stays_a_heading(heading: str) -> None:
    fiche, codes = read(heading)
    assert codes[0] in ("FG202", "FG203")
    assert not any((fiche.updated, fiche.duration, fiche.groups, fiche.deadline))


def test_within_a_text_a_deeper_heading_stays_in_it() -> None:
    body = "# T\n\n## Contenu\n\nPremier jour.\n\n### Durée 7 heures\n\nLire.\n"
    fiche, _ = read_fiche("f.md", body)
    assert fiche
    assert fiche.duration is None
    assert "### Durée 7 heures" in fiche.sections[0].prose.markdown

"""The vocabulary: one meaning a name, whatever way it is written."""

from __future__ import annotations

import pytest

from fichegen.reading.fields import (
    TABLES,
    Scope,
    find,
    is_container,
    is_group_heading,
    matching_key,
    nearest,
)


@pytest.mark.parametrize("scope", Scope)
def test_no_name_means_two_fields(scope: Scope) -> None:
    owners: dict[str, set[str]] = {}
    for entry in TABLES[scope]:
        for words in (entry.name, entry.label, *entry.synonyms):
            owners.setdefault(matching_key(words), set()).add(entry.name)
    assert {key: names for key, names in owners.items() if len(names) > 1} == {}


@pytest.mark.parametrize("scope", Scope)
def test_every_name_finds_its_field(scope: Scope) -> None:
    for entry in TABLES[scope]:
        for words in (entry.name, entry.label, *entry.synonyms):
            assert find(words, scope) is entry
            assert find(f"☞ {words.upper()} :", scope) is entry


@pytest.mark.parametrize(
    ("heading", "name"),
    [
        ("Objectif(s) de la formation", "objectifs"),
        ("3. Objectifs pédagogiques", "objectifs"),
        ("III – Contenu", "contenu"),
        ("Les objectifs", "objectifs"),
        ("Nos tarifs", "tarif"),
        ("PRÉ-REQUIS", "prerequis"),
        ("Prérequis de la formation", "prerequis"),
        ("A qui s'adresse cette formation ?", "public"),
        ("Pour qui ?", "public"),
        ("Public visé", "public"),
        ("Date limite d’inscription", "date_limite"),
        ("Durée du stage", "duree"),
        ("Modalités d'évaluation", "evaluation"),
        ("Référent handicap", "accessibilite"),
        ("Lieux & dates", "groupes"),
        ("🎯 Objectifs", "objectifs"),
        ("Interlocuteur OF", "interlocuteurs"),
        ("Dernière mise à jour", "mis_a_jour"),
        ("Coût", "tarif"),
    ],
)
def test_headings_of_real_fiches(heading: str, name: str) -> None:
    entry = find(heading)
    assert entry
    assert entry.name == name


@pytest.mark.parametrize(
    "heading", ["Restauration", "Jour 1", "Matin", "Module 1", "Introduction au droit"]
)
def test_other_headings_are_nobodys(heading: str) -> None:
    assert find(heading) is None


@pytest.mark.parametrize(
    "heading",
    [
        "☞ Groupe 1",
        "GROUPE B",
        "Session 2",
        "2e session",
        "Groupe n° 3",
        "Première session",
        "Session IV",
    ],
)
def test_headings_of_groups(heading: str) -> None:
    assert is_group_heading(heading)


@pytest.mark.parametrize(
    "heading", ["EST", "Objectifs du groupe de travail", "Grouper", "Travail en groupe"]
)
def test_headings_that_are_no_groups(heading: str) -> None:
    assert not is_group_heading(heading)


def test_containers_and_near_names() -> None:
    assert is_container("☞ FICHE TECHNIQUE")
    assert not is_container("Contenu")
    assert nearest("Objetifs") == "Objectifs"
    assert nearest("Organisme de formattion") == "Organisme de formation"
    assert nearest("Restauration") is None

"""Facts of a fiche, as people label and repeat them."""

from __future__ import annotations

import pytest

from fichegen.model import Fiche
from fichegen.reading import read_fiche


def read(source: str, name: str = "f.md") -> tuple[Fiche, list[str]]:
    fiche, findings = read_fiche(name, source)
    assert fiche
    return fiche, [found.code for found in findings]


@pytest.mark.parametrize(
    ("body", "section", "words"),
    [
        ("**Public :** Tous", "public", "Tous"),
        ("**Public** : Tous", "public", "Tous"),
        ("**Public**\nTous", "public", "Tous"),
        ("PUBLIC\nTous", "public", "Tous"),
        ("**PUBLIC:**Tous", "public", "Tous"),
        ("🎯 **Public :** Tous", "public", "Tous"),
        ("- Public : Tous", "public", "Tous"),
        ("| Public | Tous |\n|---|---|\n| Durée | 2 jours |", "public", "Tous"),
        (
            "**Programme :**\n\n*Jour 1*\n\nMatin : a\n\n**Tarif :** 3 €",
            "contenu",
            "*Jour 1*\n\nMatin : a",
        ),
    ],
)
def test_labels_without_headings(body: str, section: str, words: str) -> None:
    fiche, codes = read(f"# Titre\n\n{body}\n")
    found = fiche.section(section)
    assert found
    assert found.prose.markdown == words
    assert codes == []
    assert fiche.section("chapeau") is None


def test_a_short_fact_ends_with_its_line() -> None:
    fiche, _ = read(
        "# T\n\nNombre de participants : 10\nPause café : offerte\nMerci de prévenir.\n"
    )
    assert fiche.seats == "10"
    more = fiche.section("informations")
    assert more
    assert "Pause café : offerte" in more.prose.markdown
    assert "Merci de prévenir." in more.prose.markdown


@pytest.mark.parametrize(
    ("words", "mode"),
    [
        ("Présentiel", "présentiel"),
        ("Classe virtuelle interactive", "distanciel"),
        ("En ligne, avec un intervenant", "distanciel"),
        ("Présentiel (pas de distanciel)", "présentiel"),
        ("Mixte : un jour en salle, un jour à distance", "mixte"),
        ("14 h en présentiel et 7 h à distance", "mixte"),
        ("Intra ou inter", None),
    ],
)
def test_modes_by_whole_words(words: str, mode: str | None) -> None:
    fiche, codes = read(f"# T\n\n## Modalité\n\n{words}\n")
    assert (fiche.mode, fiche.mode_words, codes) == (mode, words, [])


def test_two_headings_may_tell_parts_of_one_fact() -> None:
    fiche, codes = read("# T\n\nDurée : 7 h\nNombre de jours : 1\nPlaces : 12\nEffectif : 8 à 12\n")
    assert fiche.duration
    assert fiche.duration.days
    assert fiche.duration.minutes
    assert (fiche.duration.days.most, fiche.duration.minutes.most) == (1, 420)
    assert fiche.seats == "12 ; 8 à 12"
    assert codes == []


def test_hours_of_the_day_are_no_length() -> None:
    fiche, codes = read("# T\n\n## Durée\n\n3 jours, de 9h00 à 17h30\n")
    assert fiche.duration
    assert (fiche.duration.minutes, fiche.duration.words) == (None, "3 jours, de 9h00 à 17h30")
    assert codes == []


def test_an_address_below_an_organisation_is_no_organisation() -> None:
    fiche, _ = read(
        "# T\n\n## Organisme\n\nInstitut X, 12 rue Y, 97400 Saint-Denis\nN° SIRET 123 456 789 00012\n"
    )
    assert [term.words for term in fiche.organisations] == ["Institut X"]
    assert "SIRET" in fiche.sections[0].prose.markdown


@pytest.mark.parametrize(
    ("line", "words"),
    [
        ("*Mise à jour : 05/03/2026*", "05/03/2026"),
        ("Dernière mise à jour le 5 mars 2026", "5 mars 2026"),
        ("Maj : janvier 2026", "janvier 2026"),
    ],
)
def test_a_last_line_that_tells_the_update(line: str, words: str) -> None:
    fiche, codes = read(f"# T\n\n## Contexte\n\nTexte.\n\n{line}\n")
    assert fiche.updated
    assert fiche.updated.words == words
    assert codes == []


@pytest.mark.parametrize(
    "source", ["#Accueillir\n\n## Public\n\nTous\n", "### Accueillir\n\n### Public\n\nTous\n"]
)
def test_a_title_in_another_form_is_a_title(source: str) -> None:
    fiche, codes = read(source)
    assert fiche.title.words == "Accueillir"
    assert codes == []


def test_a_heading_below_front_matter_is_no_second_title() -> None:
    fiche, codes = read("---\ntitre: Accueillir\n---\n\n## Restauration\n\nSur place.\n")
    assert fiche.title.words == "Accueillir"
    assert codes == ["FG203"]


def test_a_state_under_the_title_is_the_fiche_s() -> None:
    fiche, _ = read("# T\n\n**SESSION ANNULÉE**\n")
    assert fiche.status == "annulé"


def test_front_matter_may_begin_with_a_comment() -> None:
    fiche, codes = read("---\n# modèle\ntitre: Accueillir\n---\n\n## Public\n\nTous\n")
    assert (fiche.title.words, codes) == ("Accueillir", [])


def test_the_address_of_a_link_in_a_fact_is_kept() -> None:
    fiche, _ = read("# T\n\n## Effectif\n\n12, [voir](https://a.example/plan)\n")
    assert fiche.seats == "12, voir (https://a.example/plan)"


def test_two_names_of_a_module_contradict_each_other() -> None:
    _, codes = read("---\nnom du module: B\n---\n\n# S – Module 1 « A »\n\n## Public\n\nTous\n")
    assert codes == ["FG204"]


@pytest.mark.parametrize(
    ("words", "addresses"),
    [
        ("ancien", ["ancien"]),
        ("stages/ancien, stages-ancien", ["stages/ancien", "stages-ancien"]),
        ("- _ancien_\n- ../haut\n- /", ["_ancien_", "../haut", "/"]),
        ("`ancien` ; <https://exemple.fr/a>", ["ancien", "https://exemple.fr/a"]),
        ("ancien\nancien", ["ancien"]),
    ],
)
def test_old_addresses_are_kept_as_they_are_typed(words: str, addresses: list[str]) -> None:
    fiche, _ = read_fiche("f.md", f"# T\n\n## Anciennes adresses\n\n{words}\n")
    assert fiche
    assert [term.words for term in fiche.aliases] == addresses

"""`catalogue.yml`: what each key sets, and what is said of a value that cannot be used."""

from __future__ import annotations

import pytest

from fichegen.codes import Severity
from fichegen.settings import SETTINGS, Setting, Settings, read_settings, url_problem


def places(source: str) -> list[tuple[str, str, int, int]]:
    """Give the findings of a source: code, name of the setting, line and column."""
    _, findings = read_settings("catalogue.yml", source)
    return [(f.code, dict(f.values)["nom"], f.span.line, f.span.col) for f in findings]


def test_every_key_is_read() -> None:
    source = """\
titre: Formations en travail social
sous_titre: Réunion, 2026
url: https://formations.example.fr/catalogue/
langue: fr-RE
fuseau: Indian/Reunion
contact: contact@example.fr
editeur: Association Exemple
couleurs:
  principale: '#0B6E4F'
severites:
  FG203: avertissement
  fg404: Erreur
"""
    settings, findings = read_settings("catalogue.yml", source)
    assert not findings
    assert settings == Settings(
        title="Formations en travail social",
        subtitle="Réunion, 2026",
        url="https://formations.example.fr/catalogue",
        language="fr-RE",
        timezone="Indian/Reunion",
        contact="contact@example.fr",
        publisher="Association Exemple",
        accent="#0b6e4f",
        severities=(("FG203", Severity.WARNING), ("FG404", Severity.ERROR)),
    )
    assert all(f"{setting.key}:" in source for setting in SETTINGS)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_the_examples_of_the_documentation_are_read(setting: Setting) -> None:
    nested = setting.key in ("couleurs", "severites")
    source = f"{setting.key}:" + ("\n  " if nested else " ") + setting.example
    settings, findings = read_settings("catalogue.yml", source)
    assert not findings
    assert settings != Settings() or setting.key == "langue"


def test_keys_are_recognised_in_other_spellings() -> None:
    settings, findings = read_settings("catalogue.yml", "Sous-titre: x\nÉditeur: y\n")
    assert (settings.subtitle, settings.publisher, findings) == ("x", "y", ())


def test_an_empty_file_leaves_the_defaults() -> None:
    assert read_settings("catalogue.yml", "# rien\n") == (Settings(), ())


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("titre: A\n\ntitr: B", ("FG602", "titr", 3, 1)),
        ("couleurs:\n  fond: '#ffffff'", ("FG602", "couleurs.fond", 2, 3)),
        ("severites:\n  FG999: erreur", ("FG602", "severites.FG999", 2, 3)),
    ],
)
def test_unknown_keys_are_told(source: str, place: tuple[str, str, int, int]) -> None:
    assert places(source) == [place]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("titre: [a, b]", ("FG603", "titre", 1, 8)),
        ("titre: A\nurl: formations.example.fr", ("FG603", "url", 2, 6)),
        ("langue: français", ("FG603", "langue", 1, 9)),
        ("fuseau: Réunion", ("FG603", "fuseau", 1, 9)),
        ("fuseau: ../../etc/passwd", ("FG603", "fuseau", 1, 9)),
        ("contact: Ana LE ROUX", ("FG603", "contact", 1, 10)),
        ("contact: a@b.fr?bcc=c@d.fr", ("FG603", "contact", 1, 10)),
        ("couleurs: bleu", ("FG603", "couleurs", 1, 11)),
        ("couleurs:\n  principale: bleu", ("FG603", "couleurs.principale", 2, 15)),
        ("couleurs:\n  principale: '#fff'", ("FG603", "couleurs.principale", 2, 16)),
        ("severites: erreur", ("FG603", "severites", 1, 12)),
        ("severites:\n  FG203: grave", ("FG603", "severites.FG203", 2, 10)),
        ("severites:\n  FG203: [erreur]", ("FG603", "severites.FG203", 2, 10)),
        ("severites:\n  FG201: remarque", ("FG603", "severites.FG201", 2, 10)),
    ],
)
def test_wrong_values_are_told_and_keep_the_default(
    source: str, place: tuple[str, str, int, int]
) -> None:
    assert places(source) == [place]
    settings, _ = read_settings("catalogue.yml", source)
    assert settings == Settings(title="A" if source.startswith("titre: A") else Settings().title)


def test_the_nearest_key_is_proposed() -> None:
    _, (found,) = read_settings("catalogue.yml", "fuzeau: Europe/Paris")
    assert found.mend == "vouliez-vous dire « fuseau » ?"


def test_a_wrong_value_does_not_hide_the_others() -> None:
    settings, findings = read_settings("catalogue.yml", "langue: x y\ncontact: z\ntitre: T")
    assert [found.code for found in findings] == ["FG603", "FG603"]
    assert settings.title == "T"


def test_broken_yaml_is_told_once() -> None:
    settings, findings = read_settings("catalogue.yml", 'titre: "A\n')
    assert (settings, [found.code for found in findings]) == (Settings(), ["FG103"])


@pytest.mark.parametrize(
    "url",
    ["https://a.fr", "http://a.fr/b/", "https://a.fr:8080", "http://localhost:8000",
     "https://été.example"],
)  # fmt: skip
def test_addresses_of_a_site(url: str) -> None:
    assert url_problem(url) == ""


@pytest.mark.parametrize(
    "url",
    ["a.fr", "ftp://a.fr", "javascript:alert(1)", "https://", "//a.fr", "https://a.fr?x=1", "https://a.fr#x",
     "https://ana:secret@a.fr", "https://a.fr:port", "https://a.fr:0", "https://[a", "https://a.fr/b c",
     'https://a.fr/"><script>'],
)  # fmt: skip
def test_addresses_no_site_can_have(url: str) -> None:
    assert url_problem(url)

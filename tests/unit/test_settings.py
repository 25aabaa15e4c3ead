"""`catalogue.yml`: what each key sets, and what is said of a value that cannot be used."""

from __future__ import annotations

import datetime as dt
import zoneinfo
from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen import zones
from fichegen.codes import CODES, Severity
from fichegen.colours import palette
from fichegen.settings import (
    SETTINGS,
    Accessibility,
    Conformity,
    Packing,
    Setting,
    Settings,
    read_settings,
    site_address,
    url_problem,
    zone_findings,
)


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
logo: images/logo.svg
couleurs:
  principale: '#0B6E4F'
accessibilite:
  etat: partiellement conforme
  audit: 12 mars 2026
  auditeur: Cabinet Exemple
  taux: 72,5 %
  non_conformites:
    - les documents joints ne sont pas balisés
    - la carte n'a pas de texte
  derogations: les archives
  hors_champ: |
    - la carte de Saint-Pierre

    les vidéos d'avant 2019
  etabli_le: 2026-03-20
  schema: https://example.fr/schema
  plan: https://example.fr/plan?annee=2026#actions
  contact: accessibilite@example.fr
  pages: accueil, une fiche (celle de juin, en cours), plan du site
  environnements:
    - Firefox, NVDA
    - Safari et VoiceOver
  outils: axe ; vnu
  technologies: [HTML5, CSS]
identifiant: formations-social
completude: Non
compression: Br, gzip
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
        logo="images/logo.svg",
        accent="#0b6e4f",
        accessibility=Accessibility(
            claim=Conformity.PARTIAL,
            audit=dt.date(2026, 3, 12),
            auditor="Cabinet Exemple",
            rate=72.5,
            failures=("les documents joints ne sont pas balisés", "la carte n'a pas de texte"),
            exemptions=("les archives",),
            out_of_scope=("la carte de Saint-Pierre", "les vidéos d'avant 2019"),
            established=dt.date(2026, 3, 20),
            scheme="https://example.fr/schema",
            plan="https://example.fr/plan?annee=2026#actions",
            contact="accessibilite@example.fr",
            pages=("accueil", "une fiche (celle de juin, en cours)", "plan du site"),
            environments=("Firefox, NVDA", "Safari et VoiceOver"),
            tools=("axe", "vnu"),
            technologies=("HTML5", "CSS"),
        ),
        identifier="formations-social",
        shows_gaps=False,
        packings=(Packing.GZIP, Packing.BROTLI),
        severities=(("FG203", Severity.WARNING), ("FG404", Severity.ERROR)),
    )
    assert all(f"{setting.key.rpartition('.')[2]}:" in source for setting in SETTINGS)
    assert (settings.logo_at.line, settings.logo_at.col) == (8, 7)
    assert (settings.accessibility.audit_at.line, settings.accessibility.audit_at.col) == (13, 10)


@pytest.mark.parametrize("setting", SETTINGS, ids=lambda setting: setting.key)
def test_the_examples_of_the_documentation_are_read(setting: Setting) -> None:
    above, _, key = setting.key.rpartition(".")
    before = f"{above}:\n" if above else ""
    if key in ("etat", "auditeur", "taux"):  # what rests on an audit
        before += "  audit: 12 mars 2026\n"
    value = ("\n  " if key in ("couleurs", "severites") else " ") + setting.example
    source = before + ("  " if above else "") + f"{key}:{value}"
    settings, findings = read_settings("catalogue.yml", source)
    assert not findings
    assert settings != read_settings("catalogue.yml", before)[0] or key == "langue"


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
        ("accessibilite:\n  etatt: non", ("FG602", "accessibilite.etatt", 2, 3)),
    ],
)
def test_unknown_keys_are_told(source: str, place: tuple[str, str, int, int]) -> None:
    assert places(source) == [place]


@pytest.mark.parametrize(
    ("source", "place"),
    [
        ("titre: [a, b]", ("FG603", "titre", 1, 8)),
        ("titre: A\nurl: formations.example.fr", ("FG603", "url", 2, 6)),
        ("url: https://…", ("FG603", "url", 1, 6)),
        ("url: https://...", ("FG603", "url", 1, 6)),
        ("url: https://…/catalogue", ("FG603", "url", 1, 6)),
        ("url: https://mon-organisme", ("FG603", "url", 1, 6)),
        ("langue: français", ("FG603", "langue", 1, 9)),
        ("fuseau: Réunion", ("FG603", "fuseau", 1, 9)),
        ("fuseau: ../../etc/passwd", ("FG603", "fuseau", 1, 9)),
        ("fuseau: localtime", ("FG603", "fuseau", 1, 9)),
        ("fuseau: posixrules", ("FG603", "fuseau", 1, 9)),
        ("fuseau: Factory", ("FG603", "fuseau", 1, 9)),
        ("fuseau: posix/Europe/Paris", ("FG603", "fuseau", 1, 9)),
        ("fuseau: right/Europe/Paris", ("FG603", "fuseau", 1, 9)),
        ("fuseau:", ("FG603", "fuseau", 1, 8)),
        ("contact: Ana LE ROUX", ("FG603", "contact", 1, 10)),
        ("contact: a@b.fr?bcc=c@d.fr", ("FG603", "contact", 1, 10)),
        ("couleurs: bleu", ("FG603", "couleurs", 1, 11)),
        ("couleurs:\n  principale: bleu", ("FG603", "couleurs.principale", 2, 15)),
        ("couleurs:\n  principale: '#fff'", ("FG603", "couleurs.principale", 2, 16)),
        ("logo: /logo.svg", ("FG603", "logo", 1, 7)),
        ("logo: ../logo.svg", ("FG603", "logo", 1, 7)),
        ("logo: a/../../logo.svg", ("FG603", "logo", 1, 7)),
        ("logo: a//logo.svg", ("FG603", "logo", 1, 7)),
        ("logo: a\\logo.svg", ("FG603", "logo", 1, 7)),
        ("logo: C:/logo.svg", ("FG603", "logo", 1, 7)),
        ("logo: https://a.fr/logo.svg", ("FG603", "logo", 1, 7)),
        ("logo: ~/logo.svg", ("FG603", "logo", 1, 7)),
        ("logo: logo.gif", ("FG603", "logo", 1, 7)),
        ("logo: logo", ("FG603", "logo", 1, 7)),
        ("logo: [logo.svg]", ("FG603", "logo", 1, 7)),
        ("accessibilite: non conforme", ("FG603", "accessibilite", 1, 16)),
        ("accessibilite:\n  etat: conforme", ("FG603", "accessibilite.etat", 2, 9)),
        ("accessibilite:\n  etat: non totalement", ("FG603", "accessibilite.etat", 2, 9)),
        ("accessibilite:\n  etat: partielle", ("FG603", "accessibilite.etat", 2, 9)),
        ("accessibilite:\n  etat: totale", ("FG603", "accessibilite.etat", 2, 9)),
        ("accessibilite:\n  audit:\n  etat: totale", ("FG603", "accessibilite.etat", 3, 9)),
        (
            "accessibilite:\n  etat: totale\n  audit: 31 juin 2026",
            ("FG603", "accessibilite.audit", 3, 10),
        ),
        ("accessibilite:\n  audit: mars 2026", ("FG603", "accessibilite.audit", 2, 10)),
        ("accessibilite:\n  audit: 12 mars", ("FG603", "accessibilite.audit", 2, 10)),
        ("accessibilite:\n  audit: nous consulter", ("FG603", "accessibilite.audit", 2, 10)),
        ("accessibilite:\n  etabli_le: hier", ("FG603", "accessibilite.etabli_le", 2, 14)),
        ("accessibilite:\n  taux: 72", ("FG603", "accessibilite.taux", 2, 9)),
        ("accessibilite:\n  taux: beaucoup", ("FG603", "accessibilite.taux", 2, 9)),
        ("accessibilite:\n  taux: 101 %", ("FG603", "accessibilite.taux", 2, 9)),
        ("accessibilite:\n  auditeur: Cabinet", ("FG603", "accessibilite.auditeur", 2, 13)),
        ("accessibilite:\n  plan: plan.pdf", ("FG603", "accessibilite.plan", 2, 9)),
        ("accessibilite:\n  schema: javascript:alert(1)", ("FG603", "accessibilite.schema", 2, 11)),
        ("accessibilite:\n  contact: moi", ("FG603", "accessibilite.contact", 2, 12)),
        ("accessibilite:\n  outils: {a: b}", ("FG603", "accessibilite.outils", 2, 11)),
        ("accessibilite:\n  pages: [[a]]", ("FG603", "accessibilite.pages", 2, 10)),
        ("identifiant: Deux mots", ("FG603", "identifiant", 1, 14)),
        ("completude: peut-être", ("FG603", "completude", 1, 13)),
        ("compression: zip", ("FG603", "compression", 1, 14)),
        ("compression: oui", ("FG603", "compression", 1, 14)),
        ("compression: non, gzip", ("FG603", "compression", 1, 14)),
        ("compression: [gzip, zip]", ("FG603", "compression", 1, 14)),
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


@pytest.mark.parametrize(
    ("words", "packings"),
    [
        ("gzip", (Packing.GZIP,)),
        ("br", (Packing.BROTLI,)),
        ("BR, Gzip, br", (Packing.GZIP, Packing.BROTLI)),
        ("[br, gzip]", (Packing.GZIP, Packing.BROTLI)),
        ("non", ()),
    ],
)
def test_packings_are_told_in_one_order(words: str, packings: tuple[Packing, ...]) -> None:
    settings, findings = read_settings("catalogue.yml", f"compression: {words}")
    assert (settings.packings, findings) == (packings, ())


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
    ("written", "url"),
    [
        ("https://a.fr/", "https://a.fr"),
        ("HTTPS://A.fr/B//", "https://a.fr/B"),
        ("https://éx.fr/répertoire", "https://xn--x-9fa.fr/r%C3%A9pertoire"),
        ("https://ÉX.fr:8080/r%c3%a9pertoire/", "https://xn--x-9fa.fr:8080/r%C3%A9pertoire"),
        ("https://xn--x-9fa.fr/r%C3%A9pertoire", "https://xn--x-9fa.fr/r%C3%A9pertoire"),
        ("https://a.fr/%7Eana/100%", "https://a.fr/~ana/100%25"),
        ("http://[::1]:8000/a", "http://[::1]:8000/a"),
    ],
)
def test_an_address_has_one_form(written: str, url: str) -> None:
    settings, findings = read_settings("catalogue.yml", f"url: {written}")
    assert (settings.url, findings) == (url, ())
    assert site_address(url) == url


@given(st.text("aé.-_%:/[]@?2Ff 0ß\u0301中", max_size=30))
def test_whatever_is_typed_as_an_address_has_one_form_or_is_told(words: str) -> None:
    written = f"https://{words}"
    if not url_problem(written):
        url = site_address(written)
        assert url.isascii()
        assert url_problem(url) == ""
        assert site_address(url) == url


@pytest.mark.parametrize(
    "url",
    ["https://a..fr", "https://" + "é" * 70 + ".fr", "https://a.fr/%E9", "https://a.fr/%22", "https://a.fr/%0Ax",
     "https://a.fr/a%5Cb", "https://a.fr/a%3Fb", "https://a%2Fb.fr", "https://a,b.fr", "https://a.fr/$x",
     "https://a.fr/%24x", "https://a.fr/a{b}", "https://a.fr/%7B%24HOME%7D", "https://a.fr/%60id%60",
     "https://a.fr//b.fr", "https://a.fr/a/../b", "https://a.fr/%2E%2E", "https://a.fr/./b",
     "https://a.fr/%2Fb.fr"],
)  # fmt: skip
def test_escapes_hide_nothing(url: str) -> None:
    assert url_problem(url)


@pytest.mark.parametrize(
    "url",
    ["a.fr", "ftp://a.fr", "javascript:alert(1)", "https://", "//a.fr", "https://a.fr?x=1", "https://a.fr#x",
     "https://ana:secret@a.fr", "https://a.fr:port", "https://a.fr:0", "https://[a", "https://a.fr/b c",
     'https://a.fr/"><script>'],
)  # fmt: skip
def test_addresses_no_site_can_have(url: str) -> None:
    assert url_problem(url)


@pytest.mark.parametrize(
    ("written", "claim"),
    [
        ("non", Conformity.NONE),
        ("Non conforme", Conformity.NONE),
        ("non-conformité", Conformity.NONE),
        ("partielle", Conformity.PARTIAL),
        ("Conformité partielle", Conformity.PARTIAL),
        ("partiellement conforme", Conformity.PARTIAL),
        ("totale", Conformity.TOTAL),
        ("TOTALEMENT CONFORME", Conformity.TOTAL),
    ],
)
def test_the_state_is_read_in_its_usual_spellings(written: str, claim: Conformity) -> None:
    settings, findings = read_settings(
        "catalogue.yml", f"accessibilité:\n  état: {written}\n  audit: 12/03/2026"
    )
    assert (settings.accessibility.claim, findings) == (claim, ())


@pytest.mark.parametrize(
    ("written", "rate"),
    [("72 %", 72.0), ("72,5", 72.5), ("72.5\u00a0%", 72.5), ("0%", 0.0), ("100", 100.0)],
)
def test_a_rate_is_read_as_people_write_it(written: str, rate: float) -> None:
    settings, findings = read_settings(
        "catalogue.yml", f"accessibilite:\n  audit: 12 mars 2026\n  taux: {written}"
    )
    assert (settings.accessibility.rate, findings) == (rate, ())


@pytest.mark.parametrize(
    "results",
    ["  etat: partielle\n  taux: 49,9 %", "  etat: totale\n  taux: 99 %",
     "  etat: totale\n  non_conformites: une vidéo"],
)  # fmt: skip
def test_a_claim_its_results_belie_is_refused(results: str) -> None:
    settings, (found,) = read_settings(
        "catalogue.yml", f"accessibilite:\n{results}\n  audit: 12 mars 2026"
    )
    assert (found.code, dict(found.values)["nom"]) == ("FG603", "accessibilite.etat")
    assert settings.accessibility.claim is Conformity.NONE


@pytest.mark.parametrize(
    "results",
    ["  etat: partielle\n  taux: 50", "  etat: partielle", "  etat: totale\n  taux: 100 %",
     "  etat: totale\n  derogations: les archives", "  etat: non\n  taux: 12"],
)  # fmt: skip
def test_a_claim_its_results_carry_is_taken(results: str) -> None:
    _, findings = read_settings(
        "catalogue.yml", f"accessibilite:\n{results}\n  audit: 12 mars 2026"
    )
    assert not findings


def test_a_key_written_as_in_the_documentation_is_explained() -> None:
    _, (found,) = read_settings("catalogue.yml", "accessibilite.taux: 72")
    assert found.mend == "écrivez « taux: … » en retrait, sous « accessibilite: »"


def test_the_nearest_key_below_is_proposed() -> None:
    _, (found,) = read_settings("catalogue.yml", "accessibilite:\n  auditteur: x")
    assert found.mend == "vouliez-vous dire « auditeur » ?"


def test_a_colour_that_cannot_be_read_is_told_and_taken() -> None:
    settings, (found,) = read_settings("catalogue.yml", "couleurs:\n  principale: '#FFCC00'")
    assert settings.accent == "#ffcc00"
    assert (found.code, found.severity) == ("FG605", Severity.REMARK)
    assert (found.span.line, found.span.col, found.span.width) == (2, 16, 7)
    assert dict(found.values) == {
        "couleur": "#ffcc00", "contraste": "1,5", "lisible": palette("#ffcc00").light.link,
    }  # fmt: skip
    assert not CODES["FG605"].usage


def test_a_contrast_just_too_low_is_not_rounded_up() -> None:
    _, (found,) = read_settings("catalogue.yml", "couleurs:\n  principale: '#777777'")
    assert dict(found.values)["contraste"] == "4,4"  # 4,478


@pytest.fixture
def without_zones(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Make the machine one that has no data of time zones."""

    def unknown(name: str) -> None:
        raise zoneinfo.ZoneInfoNotFoundError(name)

    monkeypatch.setattr(zones, "ZoneInfo", unknown)
    zones.time_zone.cache_clear()
    yield
    zones.time_zone.cache_clear()


@pytest.mark.parametrize(
    ("source", "zone", "line"),
    [("titre: A", "Europe/Paris", 1), ("titre: A\nfuseau: Indian/Reunion", "Indian/Reunion", 2)],
)
@pytest.mark.usefixtures("without_zones")
def test_a_machine_without_zones_is_told_of_once(source: str, zone: str, line: int) -> None:
    settings, findings = read_settings("content/catalogue.yml", source)
    assert not findings
    (found,) = zone_findings(settings)
    assert (found.code, found.severity, found.span.line) == ("FG603", Severity.ERROR, line)
    assert zone in found.message
    assert "pip install tzdata" in found.mend
    assert CODES[found.code].usage


def test_a_machine_with_zones_has_nothing_to_tell() -> None:
    assert zone_findings(Settings()) == ()


@pytest.mark.parametrize(
    "url", ["http://intranet/formations", "https://localhost:8443", "https://formations.example.fr"]
)
def test_a_network_of_ones_own_needs_no_ending(url: str) -> None:
    assert read_settings("content/catalogue.yml", f"url: {url}")[1] == ()

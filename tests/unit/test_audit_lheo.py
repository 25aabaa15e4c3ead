"""What LHEO finds missing: every verdict has a case, and none disagrees with the file."""

from __future__ import annotations

from typing import Final

import pytest
from exports import ORGANISATION, presenter
from lheo import complete

from fichegen.audit.lheo import REQUIREMENTS, assess
from fichegen.codes import Destination
from fichegen.exporters.lheo import formation, lheo_files
from fichegen.gaps import Level, Verdict
from fichegen.reading import TABLES, Scope
from fichegen.settings import Settings

SITE: Final = Settings(url="https://catalogue.example")
LONG: Final = "mot " * 2000
GROUP: Final = "\n  - {nom: Groupe 1, lieu: Saint-Denis, dates: 15 novembre 2021"

FINE, DEFAULTED, TOO_LONG, WEAK, BLOCKING, NOT_ASKED = (
    Level.FINE, Level.DEFAULTED, Level.LONG, Level.WEAK, Level.BLOCKING, Level.NOT_ASKED,
)  # fmt: skip


def verdicts(
    fiche: dict[str, str | None], record: dict[str, str | None] | None = None, *,
    known: bool = True, site: Settings = SITE,
) -> dict[str, Verdict]:  # fmt: skip
    """Judge the complete fiche with other values; None takes a field away."""
    lines = [
        line for line in ORGANISATION.splitlines() if line.partition(":")[0] not in (record or {})
    ]
    lines += [f"{key}: {value}" for key, value in (record or {}).items() if value is not None]
    records = ("\n".join(lines),) if known else ()
    shown = presenter(complete(fiche), organisations=records, settings=site)
    (judged,) = shown.catalogue.fiches
    found = assess(shown, judged)
    blocked = any(verdict.level is Level.BLOCKING for verdict in found)
    assert blocked == (next(lheo_files(shown), None) is None)
    return {verdict.requirement.key: verdict for verdict in found}


def test_a_complete_fiche_meets_everything() -> None:
    found = verdicts({"partenariat": "Prise en charge possible par l'OPCO"})
    assert {key: v.level for key, v in found.items() if v.level is not FINE} == {}
    assert not [v for v in found.values() if v.reason or v.mend]


def test_requirements_are_the_outcomes_of_the_export() -> None:
    shown = presenter(complete(), organisations=(ORGANISATION,))
    outcomes = formation(shown, shown.catalogue.fiches[0]).outcomes
    keys = [asked.key for asked in REQUIREMENTS]
    assert sorted(outcome.key for outcome in outcomes) == sorted(keys)
    assert len({*keys}) == len(keys)
    assert {asked.destination for asked in REQUIREMENTS} == {Destination.LHEO}
    assert [v.requirement for v in assess(shown, shown.catalogue.fiches[0])] == [*REQUIREMENTS]


CASES: Final[list[tuple[str, Level, str, dict[str, str | None], dict[str, str | None]]]] = [
    ("intitule", TOO_LONG, "« Titre » compte", {"titre": "mot " * 100}, {}),
    ("objectifs", BLOCKING, "ne dit pas ses objectifs", {"objectifs": None}, {}),
    ("objectifs", BLOCKING, "ne dit pas ses objectifs", {"objectifs": "À compléter"}, {}),
    ("objectifs", TOO_LONG, "« Objectifs » compte 7\xa0999 caractères, LHEO en garde 3\xa0000",
     {"objectifs": LONG}, {}),
    ("resultats", BLOCKING, "ni ce que l'on obtient", {"validation": None, "évaluation": None}, {}),
    ("resultats", FINE, "", {"validation": None}, {}),
    ("resultats", TOO_LONG, "comptent ensemble", {"évaluation": LONG}, {}),
    ("contenu", BLOCKING, "ne dit pas son contenu", {"contenu": None}, {}),
    ("contenu", TOO_LONG, "« Contenu » compte", {"contenu": LONG}, {}),
    ("prerequis", BLOCKING, "s'il faut des prérequis", {"prérequis": None}, {}),
    ("prerequis", TOO_LONG, "« Prérequis » compte", {"prérequis": LONG}, {}),
    ("prerequis", FINE, "", {"prérequis": "Savoir lire"}, {}),
    ("prerequis", FINE, "", {"prérequis": None, "public": None, "public visé et prérequis": "Tous, sachant lire"}, {}),
    ("modalite", DEFAULTED, "présentiel, puisque", {"modalité": None}, {}),
    ("modalite", DEFAULTED, "distanciel, puisque",
     {"modalité": None, "groupes": '\n  - {lien: "https://visio.example", dates: 15 novembre 2021}'}, {}),
    ("modalite", BLOCKING, "sur place ou", {"modalité": None, "groupes": None}, {}),
    ("modalite", BLOCKING, "sur place ou",
     {"modalité": None, "groupes": GROUP + ', lien: "https://visio.example"}'}, {}),
    ("sessions", BLOCKING, "tout est annulé", {"statut": "annulé"}, {}),
    ("sessions", FINE, "1 session annulée hors du fichier",
     {"groupes": GROUP + "}" + GROUP.replace("1", "2", 1) + ", statut: annulé}"}, {}),
    ("sessions", DEFAULTED, "aucune session", {"groupes": None}, {}),
    ("sessions", DEFAULTED, "inconnu : « Groupe 1 »",
     {"groupes": "\n  - {nom: Groupe 1, lieu: Saint-Denis, dates: à définir}"}, {}),
    ("contact", DEFAULTED, "« Coopérative Tamarin » est donné", {"interlocuteur": None}, {}),
    ("contact", BLOCKING, "qui joindre", {"interlocuteur": None}, {"courriel": None, "téléphone": None}),
    ("contact", WEAK, "ni adresse électronique ni téléphone", {"interlocuteur": "{nom: Ana}"},
     {"courriel": None, "téléphone": None}),
    ("contact", TOO_LONG, "un nom compte plus de 50",
     {"interlocuteur": f"{{nom: {'Ana ' * 20}, courriel: a@a.example}}"}, {}),
    ("organisme", BLOCKING, "ne nomme pas d'organisme", {"organisme": None}, {}),
    ("organisme", FINE, "le premier", {"organisme": "[Tamarin, Autre]"}, {}),
    ("organisme", TOO_LONG, "compte", {}, {"raison_sociale": "mot " * 100}),
    ("siret", NOT_ASKED, "", {"organisme": None}, {}),
    ("siret", BLOCKING, "ne dit pas « siret »", {}, {"siret": None}),
    ("siret", BLOCKING, "n'est pas une valeur reconnue", {}, {"siret": "123 456 782 00017"}),
    ("nda", BLOCKING, "ne dit pas « nda »", {}, {"nda": None}),
    ("nda", BLOCKING, "n'est pas une valeur reconnue", {}, {"nda": "12"}),
    ("adresse-organisme", BLOCKING, "ne dit pas « adresse »", {}, {"adresse": None}),
    ("adresse-organisme", BLOCKING, "n'est pas une valeur reconnue", {}, {"adresse": "Saint-Denis"}),
    ("contact-organisme", WEAK, "ni courriel ni téléphone", {}, {"courriel": None, "téléphone": None}),
    ("contact-organisme", WEAK, "l'adresse d'un site", {}, {"site": "tamarin.example"}),
    ("contact-organisme", TOO_LONG, "un téléphone compte plus de 25", {}, {"téléphone": "0262 11 22 33 du lundi au jeudi"}),
    ("referent-handicap", WEAK, "ne nomme pas", {}, {"référent handicap": None}),
    ("referent-handicap", WEAK, "n'a ni courriel ni téléphone", {}, {"référent handicap": "{nom: Ana}"}),
    ("referent-handicap", TOO_LONG, "un nom compte", {},
     {"référent handicap": f"{{nom: {'Ana ' * 20}, courriel: a@a.example}}"}),
    ("domaine", DEFAULTED, "laissé vide", {"formacode": None}, {}),
    ("domaine", WEAK, "« 4407 » n'est pas un code", {"formacode": '["4407", "44072"]'}, {}),
    ("domaine", WEAK, "6 codes", {"formacode": "44072, 44073, 44074, 44075, 44076, 44077"}, {}),
    ("code-public", DEFAULTED, "83056, tout public", {"formacode public": None}, {}),
    ("code-public", WEAK, "n'est pas un code", {"formacode public": "salariés"}, {}),
    ("public", WEAK, "à qui elle s'adresse", {"public": None}, {}),
    ("public", TOO_LONG, "LHEO en garde 250", {"public": LONG}, {}),
    ("niveau", DEFAULTED, "non communiquée", {"prérequis": None}, {}),
    ("niveau", FINE, "", {"prérequis": "Savoir lire"}, {}),
    ("parcours", DEFAULTED, "en groupe", {"groupes": None}, {}),
    ("parcours", NOT_ASKED, "", {"groupes": None, "dates": "sur demande"}, {}),
    ("sessions", FINE, "sur demande", {"groupes": None, "dates": "sur demande"}, {}),
    ("sessions", FINE, "", {"groupes": "\n  - {nom: Groupe 1, lieu: Ici, statut: reporté}"}, {}),
    ("certification", DEFAULTED, "aucune certification n'est dite", {"validation": None}, {}),
    ("certification", DEFAULTED, "sans code RNCP ou RS", {"validation": "Titre professionnel"}, {}),
    ("certification", FINE, "", {"validation": "Formation non certifiante"}, {}),
    ("certification", TOO_LONG, "6 certifications", {"validation": ", ".join(f"RS{n}" for n in range(1000, 1006))}, {}),
    ("duree", WEAK, "ne dit pas sa durée", {"durée": None}, {}),
    ("duree", WEAK, "nombre exact", {"durée": "2 jours"}, {}),
    ("duree", FINE, "nombre exact", {"durée": "14 à 21 heures"}, {}),
    ("duree", FINE, "nombre exact", {"durée": "3 h 30"}, {}),
    ("duree", TOO_LONG, "« Durée » compte", {"durée": "14 heures, " + "mot " * 50}, {}),
    ("rythme", DEFAULTED, "« - » est donné", {"groupes": None, "durée": None, "effectif": None}, {}),
    ("rythme", TOO_LONG, "« Lieux et dates » compte", {"groupes": GROUP + f", remarque: {LONG}}}"}, {}),
    ("rythme", NOT_ASKED, "", {"statut": "annulé"}, {}),
    ("lieux", WEAK, "« Groupe 1 »", {"groupes": GROUP + "}"}, {}),
    ("lieux", NOT_ASKED, "", {"modalité": "distanciel"}, {}),
    ("lieux", NOT_ASKED, "", {"groupes": None}, {}),
    ("lieux", FINE, "", {"groupes": GROUP.replace("Saint-Denis", "Chez le client") + "}"}, {}),
    ("date-limite", WEAK, "dernier jour pour s'inscrire", {"date limite d'inscription": None}, {}),
    ("date-limite", NOT_ASKED, "", {"date limite d'inscription": None, "groupes": None}, {}),
    ("date-limite", NOT_ASKED, "", {"date limite d'inscription": None, "groupes": GROUP + ", statut: complet}"}, {}),
    ("date-limite", FINE, "", {"date limite d'inscription": "Inscriptions closes"}, {}),
    ("inscription", WEAK, "comment s'inscrire", {"inscription": None}, {}),
    ("inscription", TOO_LONG, "« Inscription » compte", {"inscription": LONG}, {}),
    ("delais", WEAK, "entre la demande et le début", {"délais d'accès": None}, {}),
    ("delais", TOO_LONG, "« Délais d'accès » compte", {"délais d'accès": LONG}, {}),
    ("methodes", WEAK, "comment on apprend", {"méthodes": None}, {}),
    ("methodes", TOO_LONG, "LHEO en garde 200", {"méthodes": LONG}, {}),
    ("accessibilite", WEAK, "situation de handicap", {"accessibilité": None}, {}),
    ("accessibilite", TOO_LONG, "LHEO en garde 250", {"accessibilité": LONG}, {}),
    ("prix", WEAK, "ne dit pas ce que la formation coûte", {"tarif": None}, {}),
    ("prix", WEAK, "ne dit pas ce que la formation coûte", {"tarif": "Nous consulter"}, {}),
    ("prix", WEAK, "un prix et un seul", {"tarif": "210 € par jour"}, {}),
    ("prix", NOT_ASKED, "pas un seul prix", {"tarif": "1 250 € TTC par groupe"}, {}),
    ("prix", NOT_ASKED, "pas un seul prix", {"tarif": "Sur devis"}, {}),
    ("prix", NOT_ASKED, "pas un seul prix", {"tarif": "420 € adhérents, 520 € non adhérents"}, {}),
    ("prix", WEAK, "ni TTC ni net de taxe", {"tarif": "420 € HT par personne"}, {}),
    ("prise-en-charge", DEFAULTED, "donnés pour des financeurs", {}, {}),
    ("prise-en-charge", DEFAULTED, "0, aucune, est donné", {"partenariat": None}, {}),
    ("prise-en-charge", FINE, "", {"tarif": "420 €, non finançable", "partenariat": None}, {}),
    ("prise-en-charge", TOO_LONG, "comptent ensemble", {"partenariat": LONG}, {}),
    ("mise-a-jour", WEAK, "n'est pas datée", {"mis à jour le": None}, {}),
    ("mise-a-jour", WEAK, "date non comprise : « janvier 2026 »", {"mis à jour le": "janvier 2026"}, {}),
]  # fmt: skip


@pytest.mark.parametrize(("key", "level", "reason", "fiche", "record"), CASES)
def test_every_verdict_has_a_case(
    key: str, level: Level, reason: str, fiche: dict[str, str | None], record: dict[str, str | None]
) -> None:
    verdict = verdicts(fiche, record)[key]
    assert verdict.level is level
    assert reason in verdict.reason
    assert bool(verdict.reason) == bool(reason)
    assert bool(verdict.mend) == (level not in (FINE, NOT_ASKED))
    assert verdict.field in {"", *(field.name for field in TABLES[Scope.FICHE])}


def test_the_site_and_the_rules_of_the_format_have_their_verdicts() -> None:
    assert verdicts({}, site=Settings())["adresse-web"].level is WEAK
    assert verdicts({})["schema"].level is FINE
    assert verdicts({"contenu": None})["schema"].level is NOT_ASKED


def test_no_requirement_is_without_a_case() -> None:
    told = {key for key, level, *_ in CASES if level is not FINE} | {"adresse-web", "schema"}
    assert told == {asked.key for asked in REQUIREMENTS}


def test_an_organisation_without_a_record_is_told_what_to_create() -> None:
    found = verdicts({}, known=False)
    for key, entry in {"siret": "siret:", "nda": "nda:", "adresse-organisme": "adresse:"}.items():
        assert found[key].level is BLOCKING
        assert "créez content/organismes/cooperative-tamarin.yml" in found[key].mend
        assert f"« {entry}" in found[key].mend
    assert found["organisme"].level is FINE


def test_a_record_is_named_where_it_lacks_something() -> None:
    assert "dans content/organismes/o0.yml" in verdicts({}, {"siret": None})["siret"].mend

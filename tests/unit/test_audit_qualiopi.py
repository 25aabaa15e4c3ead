"""Qualiopi, indicator 1: real wordings, and what an auditor would make of them."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace

import pytest
from conftest import SEED
from exports import ATTACKS, COMPLETE, ORGANISATION, presenter
from hypothesis import given
from hypothesis import strategies as st

from fichegen.audit.qualiopi import REQUIREMENTS, assess, update_edge
from fichegen.gaps import Level, Verdict, score
from fichegen.settings import Settings

TODAY = dt.date(2021, 9, 1)
NOBODY = "nom: Coopérative Tamarin\n"


def judged(
    source: str, *organisations: str, settings: Settings | None = None
) -> dict[str, Verdict]:
    """Judge one fiche; the verdicts by the keys of their requirements."""
    made = presenter(source, organisations=organisations, settings=settings, today=TODAY)
    found = assess(made, made.catalogue.fiches[0])
    assert [verdict.requirement for verdict in found] == [*REQUIREMENTS]
    return {verdict.requirement.key: verdict for verdict in found}


def level(key: str, source: str, *organisations: str) -> Level:
    return judged(f"titre: T\n{source}\n", *organisations)[key].level


def test_a_complete_fiche_meets_everything() -> None:
    found = judged(COMPLETE, ORGANISATION)
    assert {v.level for v in found.values()} == {Level.FINE, Level.NOT_ASKED}
    assert score(found.values()) == 100


def test_the_seed_lacks_what_it_does_not_say() -> None:
    found = judged(SEED.read_text(encoding="utf-8").strip(), "nom: ARFIS OI IRTS REUNION\n")
    by_level = {
        wanted: {key for key, verdict in found.items() if verdict.level is wanted}
        for wanted in Level
    }
    assert by_level[Level.FINE] == {"prerequis", "objectifs", "duree", "contacts"}
    assert by_level[Level.DEFAULTED] == {"modalites-acces", "delais-acces"}
    assert by_level[Level.WEAK] == {
        "tarifs", "methodes", "evaluation", "accessibilite", "mise-a-jour",
    }  # fmt: skip
    assert not by_level[Level.BLOCKING]
    assert not by_level[Level.LONG]


@pytest.mark.parametrize("name", ATTACKS)
def test_nothing_a_fiche_says_breaks_the_judgement(name: str) -> None:
    for verdict in judged(ATTACKS[name], ORGANISATION).values():
        assert len(verdict.reason) < 200
        assert "\n" not in verdict.reason


def test_what_is_not_met_says_why_and_what_to_write() -> None:
    for source in ("titre: Rien", SEED.read_text(encoding="utf-8").strip()):
        for verdict in judged(source).values():
            lacks = verdict.level not in (Level.FINE, Level.NOT_ASKED)
            assert bool(verdict.reason) == bool(verdict.mend) == lacks
            assert not verdict.reason.endswith(".")
            assert not verdict.mend.endswith(".")


def test_what_is_advised_is_understood() -> None:
    """Every heading that is advised, written with what is advised below it, meets the requirement."""
    bare = judged("# Rien de plus")
    words = {
        "prerequis": "Pas de prérequis", "duree": "3 jours / 21 heures", "tarifs": "Gratuit",
        "contacts": "ana@exemple.fr", "mise-a-jour": "1er septembre 2021",
        "objectifs": "- Repérer une demande\n- Orienter",
    }  # fmt: skip
    source = "# Rien de plus\n"
    for key, verdict in bare.items():
        if verdict.level is not Level.NOT_ASKED:
            heading = re.search(r"« (## [^»]+) »", verdict.mend)
            assert heading, verdict.mend
            source += f"\n{heading[1]}\n\n{words.get(key, 'Un mois, sur demande')}\n"
    assert {v.level for v in judged(source).values()} == {Level.FINE, Level.NOT_ASKED}


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("prérequis: Pas de prérequis", Level.FINE),
        ("prérequis: Aucun", Level.FINE),
        ("pré-requis: Avoir suivi le module 1", Level.FINE),
        ("conditions d'accès: Être salarié", Level.FINE),
        ("public et prérequis: Tout public, sans prérequis", Level.FINE),
        ("public: Tout public", Level.WEAK),
        ("prérequis: à préciser", Level.WEAK),
        ("prérequis: …", Level.WEAK),
    ],
)
def test_prerequisites(source: str, expected: Level) -> None:
    assert level("prerequis", source) is expected


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("objectifs: [Repérer, Orienter]", Level.FINE),
        ("objectifs: |\n  ☞ Connaître les enjeux. ☞ Comprendre les raisons.", Level.FINE),
        ("objectifs: Se perfectionner.\ncompétences: [Repérer, Orienter]", Level.FINE),
        ("objectifs: Se perfectionner.", Level.WEAK),
        ("objectifs: [Repérer]", Level.WEAK),
        ("objectifs: À compléter", Level.WEAK),
    ],
)
def test_objectives_can_be_assessed_one_by_one(source: str, expected: Level) -> None:
    assert level("objectifs", source) is expected


@pytest.mark.parametrize(
    ("key", "source", "expected"),
    [
        ("duree", "durée: 3 jours / 21 heures", Level.FINE),
        ("duree", "durée: Maximum 3 jours", Level.FINE),
        ("duree", "durée: variable selon les groupes", Level.WEAK),
        ("tarifs", "tarif: 420 € net de TVA par personne", Level.FINE),
        ("tarifs", "tarif: Gratuit", Level.FINE),
        ("tarifs", "tarif: Sur devis", Level.FINE),
        ("tarifs", "coût: Prise en charge par l'OPCO", Level.FINE),
        ("tarifs", "tarif: Nous consulter", Level.WEAK),
        ("tarifs", "tarif: Tarif à définir", Level.WEAK),
        ("tarifs", "tarif: Néant", Level.WEAK),
        ("tarifs", "tarif: NC", Level.WEAK),
        ("methodes", "méthodes: Exposés et ateliers", Level.FINE),
        ("methodes", "moyens pédagogiques: Salle équipée", Level.FINE),
        ("methodes", "modalité: présentiel", Level.WEAK),
        ("evaluation", "modalités d'évaluation: Quiz final", Level.FINE),
        ("evaluation", "évaluation: Aucune", Level.WEAK),
        ("evaluation", "validation: Attestation", Level.WEAK),
        ("accessibilite", "accessibilité: Oui", Level.FINE),
        ("accessibilite", "référent handicap: Ana LE ROUX, 0262 11 22 33", Level.FINE),
        ("accessibilite", "accessibilité: TODO", Level.WEAK),
    ],
)  # fmt: skip
def test_what_is_said_counts_and_what_holds_a_place_does_not(
    key: str, source: str, expected: Level
) -> None:
    assert level(key, source) is expected


CONTACT = "interlocuteur: {nom: Ana, courriel: a@b.fr}"


@pytest.mark.parametrize(
    ("source", "access", "delays"),
    [
        ("inscription: Bulletin à demander", Level.FINE, Level.WEAK),
        ("modalités et délais d'accès: Entretien, sous un mois", Level.FINE, Level.FINE),
        ("délais d'accès: Deux semaines", Level.WEAK, Level.FINE),
        (f"délais d'accès: Deux semaines\n{CONTACT}", Level.DEFAULTED, Level.FINE),
        (f"date limite: 15 octobre 2021\n{CONTACT}", Level.DEFAULTED, Level.DEFAULTED),
        ("date limite: dès que possible", Level.WEAK, Level.WEAK),
    ],
)
def test_access_and_its_delays_are_two_things(source: str, access: Level, delays: Level) -> None:
    assert level("modalites-acces", source) is access
    assert level("delais-acces", source) is delays


@pytest.mark.parametrize(
    ("source", "organisation", "expected"),
    [
        (CONTACT, NOBODY, Level.FINE),
        ("interlocuteur: {nom: Ana, téléphone: 0262 11 22 33}", NOBODY, Level.FINE),
        ("interlocuteur: {nom: Ana}", NOBODY, Level.WEAK),
        ("durée: 1 jour", NOBODY, Level.WEAK),
        ("organisme: Coopérative Tamarin", ORGANISATION, Level.DEFAULTED),
        ("organisme: Un autre", ORGANISATION, Level.WEAK),
        (f"groupes:\n  - {{nom: A, lieu: Brest, {CONTACT}}}", NOBODY, Level.FINE),
        (f"groupes:\n  - {{nom: A, lieu: Brest, {CONTACT}}}\n  - {{nom: B, lieu: Vannes}}", NOBODY, Level.WEAK),
    ],
)  # fmt: skip
def test_somebody_can_be_reached(source: str, organisation: str, expected: Level) -> None:
    assert level("contacts", source, organisation) is expected


def test_the_catalogue_answers_where_nobody_else_does() -> None:
    settings = Settings(contact="catalogue@exemple.fr")
    assert judged("titre: T", settings=settings)["contacts"].level is Level.DEFAULTED


@pytest.mark.parametrize(
    ("record", "expected"),
    [
        (ORGANISATION, Level.FINE),
        (NOBODY, Level.WEAK),
        (NOBODY + "référent handicap: {nom: Ana LE ROUX}\n", Level.DEFAULTED),
    ],
)
def test_the_referent_of_the_organisation_speaks_for_its_fiches(
    record: str, expected: Level
) -> None:
    assert level("accessibilite", "organisme: Coopérative Tamarin", record) is expected


@pytest.mark.parametrize(
    ("words", "expected", "reason"),
    [
        ("1er septembre 2021", Level.FINE, ""),
        ("1er septembre 2020", Level.FINE, ""),
        ("30 août 2020", Level.WEAK, "le 30 août 2020 remonte à plus d'un an"),
        ("2 septembre 2021", Level.WEAK, "le 2 septembre 2021 est encore à venir"),
        ("à la rentrée", Level.WEAK, "date non comprise : « à la rentrée »"),
    ],
)
def test_a_fiche_is_dated_and_up_to_date(words: str, expected: Level, reason: str) -> None:
    found = judged(f"titre: T\nmis à jour le: {words}\n")["mise-a-jour"]
    assert (found.level, found.reason) == (expected, reason)


@given(
    updated=st.dates(dt.date(2019, 1, 1), dt.date(2025, 1, 1)),
    today=st.dates(dt.date(2019, 1, 1), dt.date(2025, 1, 1)),
)
def test_the_day_on_which_an_update_ages_is_told(updated: dt.date, today: dt.date) -> None:
    """Between today and that day nothing changes; on it, something does."""
    made = presenter(f"titre: T\nmis à jour le: {updated:%d/%m/%Y}", today=today)
    (fiche,) = made.catalogue.fiches

    def at(day: dt.date) -> Level:
        found = assess(replace(made, today=day), fiche)
        return next(v.level for v in found if v.requirement.key == "mise-a-jour")

    edge = update_edge(today, fiche)
    if edge is None:
        assert at(today) is at(dt.date(9999, 12, 31)) is Level.WEAK
    else:
        assert edge > today
        assert at(edge) is not at(edge - dt.timedelta(days=1))
        assert at(today) is at(edge - dt.timedelta(days=1))


CERTIFIED = (
    "Titre professionnel Conseiller en insertion, RNCP 37274, certificateur : ministère du Travail,"
    " enregistré le 12 mars 2023"
)
OF_CERTIFICATION = (
    "certification-intitule",
    "certification-code",
    "certificateur",
    "certification-date",
)


@pytest.mark.parametrize(
    ("words", "missing"),
    [
        (CERTIFIED, ""),
        ("« Sauveteur secouriste du travail », RS727, délivrée par l'INRS, enregistrée le 1er janvier 2020", ""),
        ("Certification professionnelle (RS 5515)", "certification-intitule certificateur certification-date"),
        ("Formation certifiante", " ".join(OF_CERTIFICATION)),
        ("Diplôme d'État d'éducateur spécialisé", "certification-code certificateur certification-date"),
    ],
)  # fmt: skip
def test_a_certifying_course_says_what_it_certifies(words: str, missing: str) -> None:
    found = judged(f'titre: T\nvalidation: "{words}"\n')
    levels = {key: found[key].level for key in OF_CERTIFICATION}
    assert {k for k, one in levels.items() if one is Level.WEAK} == {*missing.split()}
    assert {*levels.values()} <= {Level.WEAK, Level.FINE}


@pytest.mark.parametrize(
    "words",
    [
        "Attestation de fin de formation",
        "Formation non certifiante",
        "Cette formation ne donne pas lieu à une certification professionnelle",
        "Sans certification",
        "Certificat de réalisation",
    ],
)
def test_nothing_of_it_is_asked_of_other_courses(words: str) -> None:
    found = judged(f"titre: T\nvalidation: {words}\n")
    assert {found[key].level for key in OF_CERTIFICATION} == {Level.NOT_ASKED}

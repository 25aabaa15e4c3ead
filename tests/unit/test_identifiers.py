"""The numbers of an organisation, read where they are certain."""

from typing import Any

import pytest
from exports import COMPLETE, ORGANISATION, presenter

from fichegen.audit.qualiopi import assess
from fichegen.checks import run_checks
from fichegen.exporters import course, formation
from fichegen.gaps import Level
from fichegen.identifiers import (
    activity_number_of,
    certification,
    has_postcode,
    has_telephone,
    siret_of,
)


@pytest.mark.parametrize(
    ("words", "siret"),
    [
        ("123 456 782 00010", "12345678200010"),
        ("12345678200010", "12345678200010"),
        ("123\u00a0456\u00a0782-00010", "12345678200010"),
        ("12345678200017", ""),  # the check digit is wrong
        ("1234567820001", ""),
        ("123456782000100", ""),
        ("00000000000000", ""),
        ("à compléter", ""),
        ("١٢٣٤٥٦٧٨٢٠٠٠١٠", ""),
        ("35600000000048", "35600000000048"),  # La Poste, its seat
        ("35600000049837", "35600000049837"),  # one of its offices: the sum is a multiple of 5
        ("35600000049838", ""),
    ],
)
def test_a_siret_is_checked_to_its_last_digit(words: str, siret: str) -> None:
    assert siret_of(words) == siret


@pytest.mark.parametrize(
    ("words", "number"),
    [
        ("04 97 30123 45", "04973012345"),
        ("53677129422", "53677129422"),
        ("94.2a.01234.56", "942A0123456"),
        ("5367712942", ""),
        ("00000000000", ""),
        ("en cours", ""),
    ],
)
def test_an_activity_number_has_eleven_characters(words: str, number: str) -> None:
    assert activity_number_of(words) == number


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("12 rue des Lilas, 97400 Saint-Denis", True),
        ("Saint-Benoît (97470)", True),
        ("BP 12 – 35000 Rennes Cedex", True),
        ("12 rue des Lilas, Saint-Denis", False),
        ("à préciser", False),
        ("9740 Saint-Denis", False),
        ("00000 Nulle-Part", False),
    ],
)
def test_a_postal_address_has_a_postcode(words: str, found: bool) -> None:
    assert has_postcode(words) is found


@pytest.mark.parametrize(
    ("words", "found"),
    [
        ("0262 11 22 33", True),
        ("02.62.11.22.33", True),
        ("+262 (0)262 11 22 33", True),
        ("+33 1 23 45 67 89", True),
        ("0033123456789", True),
        ("36 46", True),
        ("0262 11 22 33 du lundi au jeudi, ou 0692 11 22 33", True),
        ("0262 11 22 3", False),
        ("0262 11 22 333", False),
        ("à venir", False),
        ("12", False),
        ("", False),
    ],
)
def test_a_telephone_can_be_dialled(words: str, found: bool) -> None:
    assert has_telephone(words) is found


@pytest.mark.parametrize("siret", ["123 456 782 00010", "123 456 782 00017"])
def test_every_destination_takes_the_same_numbers(siret: str) -> None:
    """The exports and the check of the records never disagree about one."""
    made = presenter(COMPLETE, organisations=[ORGANISATION.replace("123 456 782 00010", siret)])
    (fiche,) = made.catalogue.fiches
    right = bool(siret_of(siret))
    told: dict[str, Any] = course(made, fiche)
    names = {each["propertyID"] for each in told["provider"]["identifier"]}
    assert ("SIRET" in names) is right
    assert (formation(made, fiche).node is not None) is right
    assert right is ("FG510" not in {found.code for found in run_checks(made.catalogue)})


RNCP = ("RNCP", "36004")


@pytest.mark.parametrize(
    ("words", "codes", "speaks"),
    [
        ("RNCP 36004", [RNCP], True),
        ("Titre professionnel Formateur, RNCP 00000", [], True),
        ("rncp 36004", [RNCP], True),
        ("RNCP36004", [RNCP], True),
        ("RNCP : 36004", [RNCP], True),
        ("RNCP N°36004", [RNCP], True),
        ("RNCP Nº 36004", [RNCP], True),
        ("RNCP no. 36004", [RNCP], True),
        ("RNCP numéro 36004", [RNCP], True),
        ("Inscrit au RNCP sous le numéro 36004", [RNCP], True),
        ("Inscrit au RNCP\nsous le n° 36004", [RNCP], True),
        ("Certificat CléA (RS5616) et RNCP n° 36004, RNCP 36004", [("RS", "5616"), RNCP], True),
        ("RNCP 36004. Une partie seule ne donne pas la certification.", [RNCP], True),
        ("Titre professionnel, RNCP 36004, sans diplôme requis", [RNCP], True),
        ("Formation non certifiante, hors RNCP 36004", [], False),
        ("Cette formation ne délivre pas\nde certification (RNCP 36004)", [], False),
        ("Sans certification ; ni diplôme ni titre", [], False),
        ("Certification : non", [], False),
        ("- Formation non certifiante\n- Prépare au titre RNCP 36004", [RNCP], True),
        ("Sans examen, certification TOSA", [], True),
        ("Certification TOSA", [], True),
        ("Diplôme universitaire", [], True),
        ("Diplôme d'État d'éducateur spécialisé", [], True),
        ("Titre professionnel", [], True),
        ("Formation certifiante", [], True),
        ("Inscrite au Répertoire spécifique", [], True),
        ("Certificat de qualification professionnelle", [], True),
        ("Certificat CléA", [], True),
        ("Certificat de réalisation", [], False),
        ("Certificat individuel de formation", [], False),
        ("Attestation certifiant la présence", [], False),
        ("Attestation de fin de formation", [], False),
        ("Organisme certifié Qualiopi", [], False),
        ("À titre indicatif", [], False),
        ("Cours n° 36004, salle RS", [], False),
        ("RNCP 1234567", [], True),
        ("", [], False),
    ],
)
def test_a_certification_is_read_with_its_denial(
    words: str, codes: list[tuple[str, str]], speaks: bool
) -> None:
    assert certification(words) == (tuple(codes), speaks)


@pytest.mark.parametrize(
    ("words", "qualiopi", "lheo", "certifying"),
    [
        ("rncp n°36004", Level.FINE, Level.FINE, True),
        ("Formation non certifiante, hors RNCP 36004", Level.NOT_ASKED, Level.FINE, False),
        ("Certificat de réalisation", Level.NOT_ASKED, Level.FINE, False),
        ("Certification TOSA", Level.WEAK, Level.DEFAULTED, False),
        ("Diplôme universitaire", Level.WEAK, Level.DEFAULTED, False),
    ],
)
def test_every_destination_reads_the_same_certification(
    words: str, qualiopi: Level, lheo: Level, certifying: bool
) -> None:
    made = presenter(COMPLETE.replace("Attestation de fin de formation", words))
    (fiche,) = made.catalogue.fiches
    asked = {verdict.requirement.key: verdict for verdict in assess(made, fiche)}
    told = formation(made, fiche)
    (outcome,) = [each for each in told.outcomes if each.key == "certification"]
    assert (asked["certification-code"].level, outcome.level) == (qualiopi, lheo)
    assert told.node
    (node,) = [child for child in told.node.children if child.name == "certifiante"]
    assert node.words == ("1" if certifying else "0")

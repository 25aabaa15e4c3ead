"""What search engines and directories find missing, by the data that a page carries."""

from typing import Any

import pytest
from corpus import EXTREMES
from exports import ATTACKS, COMPLETE, presenter

from fichegen.audit.moteurs import REQUIREMENTS, assess
from fichegen.codes import Destination
from fichegen.exporters.schema_org import PROFILES, course
from fichegen.gaps import Level, Verdict
from fichegen.reading import read_fiche
from fichegen.reading.vocabulary import FICHE
from fichegen.settings import Settings

KNOWN = Settings(url="https://formations.example")
POOR = "titre: T\ngroupes: [{nom: Groupe 1, dates: à définir}]"


def judged(source: str, settings: Settings = KNOWN) -> dict[str, Verdict]:
    given = presenter(source, settings=settings)
    return {v.requirement.key: v for v in assess(given, given.catalogue.fiches[0])}


def levels(source: str, settings: Settings = KNOWN) -> dict[str, Level]:
    return {key: verdict.level for key, verdict in judged(source, settings).items()}


def test_a_fiche_with_everything_is_fine() -> None:
    assert set(levels(COMPLETE).values()) == {Level.FINE}


def test_a_poor_one_is_told_all() -> None:
    assert levels(POOR) == {
        "nom": Level.FINE,
        "description": Level.BLOCKING,
        "mots-cles": Level.BLOCKING,
        "organisme": Level.BLOCKING,
        "modalite": Level.BLOCKING,
        "lieu": Level.BLOCKING,
        "sessions": Level.FINE,
        "dates": Level.WEAK,
        "duree": Level.WEAK,
        "prix": Level.WEAK,
        "offre": Level.WEAK,
        "objectifs": Level.WEAK,
        "prerequis": Level.WEAK,
        "sujet": Level.WEAK,
        "adresse": Level.FINE,
    }


def test_without_sessions_nothing_is_asked_of_them() -> None:
    told = levels("titre: T")
    assert told["sessions"] is Level.WEAK
    assert {told[key] for key in ("modalite", "lieu", "dates", "offre")} == {Level.NOT_ASKED}


def test_without_an_address_links_are_not_complete() -> None:
    assert levels(COMPLETE, Settings())["adresse"] is Level.WEAK


MENDS: tuple[tuple[str, str, str, str], ...] = (
    ("description", "", "chapeau: Un mot", "rien ne décrit la formation"),
    ("mots-cles", "", "thèmes: écoute", "ni secteur ni thème"),
    ("organisme", "organisme: à définir", "organisme: ARFIS", "la fiche ne nomme pas l'organisme"),
    (
        "modalite",
        "",
        "modalité: mixte",
        "la fiche ne dit pas si l'on vient ou si l'on suit à distance",
    ),
    ("modalite", "modalité: au choix", "modalité: distanciel", "la modalité n'est pas comprise"),
    ("duree", "", "durée: 14 heures", "la fiche ne dit pas sa durée"),
    (
        "duree",
        "durée: 2 jours",
        "durée: 2 jours / 14 heures",
        "n'est pas un nombre d'heures certain",
    ),
    ("prix", "", "tarif: Gratuit", "la fiche ne dit pas ce que la formation coûte"),
    ("prix", "tarif: 420 € le jour", "tarif: 420 €", "n'est pas un seul prix certain"),
    ("prix", "tarif: nous consulter", "tarif: Gratuit", "n'est pas un seul prix certain"),
    ("offre", "", "date limite d'inscription: 15/10/2021", "ni date limite ni prix certain"),
    ("objectifs", "", "compétences: Écouter", "la fiche ne dit pas ses objectifs"),
    ("prerequis", "", "prérequis: Pas de prérequis", "la fiche ne dit pas s'il faut des prérequis"),
    ("sujet", "", "secteurs: Social", "ni secteur ni code FORMACODE"),
)


@pytest.mark.parametrize(("key", "before", "after", "reason"), MENDS)
def test_what_is_mended_is_fine(key: str, before: str, after: str, reason: str) -> None:
    verdict = judged(f"{POOR}\n{before}")[key]
    assert verdict.level in (Level.BLOCKING, Level.WEAK)
    assert reason in verdict.reason
    assert verdict.mend
    assert judged(f"{POOR}\n{after}")[key].level is Level.FINE


def test_the_sessions_concerned_are_named() -> None:
    groups = ["{nom: A, lieu: Rennes}", "{nom: B}", "{nom: C, lieu: à définir}"]
    two = judged(f"titre: T\ngroupes: [{', '.join(groups)}]")["lieu"]
    assert two.reason == "lieu inconnu (Groupe B et Groupe C)"
    more = [*groups, "{nom: D}", "{nom: E}"]
    assert judged(f"titre: T\ngroupes: [{', '.join(more)}]")["lieu"].reason == (
        "lieu inconnu (4 sessions)"
    )
    assert judged(POOR)["lieu"].reason == "lieu inconnu"


def test_a_postponed_session_needs_no_days() -> None:
    told = levels("titre: T\ngroupes: [{nom: A, dates: 15 novembre 2021, statut: reporté}]")
    assert told["dates"] is Level.NOT_ASKED


def test_what_nobody_could_tell_better_is_not_asked() -> None:
    assert levels("titre: T\ntarif: sur devis")["prix"] is Level.NOT_ASKED
    assert levels("titre: T\ntarif: 420 € adhérents, 520 € sinon")["prix"] is Level.NOT_ASKED
    assert levels("titre: T\ndurée: 2 à 3 jours")["duree"] is Level.FINE
    assert levels("titre: T\ndates: sur demande")["sessions"] is Level.NOT_ASKED
    told = levels(
        "titre: T\ngroupes: [{nom: A, statut: annulé}, {nom: B, lieu: Ici, statut: complet}]"
    )
    assert told["lieu"] is Level.FINE  # of what is cancelled nothing is asked
    assert told["offre"] is Level.NOT_ASKED


def test_prerequisites_may_stand_with_the_public() -> None:
    assert levels("titre: T\npublic et prérequis: Tous, sachant lire")["prerequis"] is Level.FINE


def test_a_link_where_people_are_to_come_is_told() -> None:
    verdict = judged("titre: T\nmodalité: présentiel\ngroupes: [{lien: https://visio.example/a}]")
    assert "n'a qu'un lien" in verdict["modalite"].reason


def test_one_verdict_a_requirement_in_their_order() -> None:
    fields = {field.name for field in FICHE} | {""}
    for name, source in (EXTREMES | {f"{key}.yml": each for key, each in ATTACKS.items()}).items():
        fiche, _ = read_fiche(f"content/{name}", source)
        assert fiche
        found = assess(presenter("titre: T"), fiche)
        assert tuple(verdict.requirement for verdict in found) == REQUIREMENTS
        assert {verdict.field for verdict in found} <= fields
    assert {each.destination for each in REQUIREMENTS} == {Destination.SEARCH}
    assert len({each.key for each in REQUIREMENTS}) == len(REQUIREMENTS)


def test_all_that_bioschemas_asks_is_asked_or_always_told() -> None:
    given = presenter(COMPLETE, settings=KNOWN)
    data: dict[str, Any] = course(given, given.catalogue.fiches[0])
    asked = " ".join(requirement.source for requirement in REQUIREMENTS)
    for kind, told in (("Course", data), ("CourseInstance", data["hasCourseInstance"][0])):
        names = {*PROFILES[kind].minimum, *PROFILES[kind].recommended}
        assert names <= told.keys()
        assert {name for name in names if name not in asked} <= {"inLanguage"}
    least = [each for each in REQUIREMENTS if "minimum" in each.source or "list" in each.source]
    assert {each.key for each in least} == {
        key for key, level in levels(POOR).items() if level is Level.BLOCKING
    } | {"nom"}

"""What calendars find missing in a fiche, and that what they say to write is enough."""

from __future__ import annotations

import datetime as dt

import pytest
from calendar_readers import expected
from conftest import TODAY
from corpus import EXTREMES
from exports import ATTACKS, COMPLETE, calendars, presenter

from fichegen.audit.agendas import REQUIREMENTS, assess
from fichegen.catalogue import Session, assemble
from fichegen.exporters.ics import has_calendar
from fichegen.gaps import Level, Verdict, dated
from fichegen.presenting import Presenter
from fichegen.reading import read_fiche
from fichegen.reading.vocabulary import FICHE
from fichegen.settings import Settings

DAYS, HOURS, PLACE, LIMIT, CONTACT, UPDATE = (asked.key for asked in REQUIREMENTS)
NAMES = {field.name for field in FICHE}


def verdicts(source: str) -> dict[str, Verdict]:
    made = presenter(source)
    found = assess(made, made.catalogue.fiches[0])
    assert tuple(verdict.requirement for verdict in found) == REQUIREMENTS
    return {verdict.requirement.key: verdict for verdict in found}


def groups(*facts: str, head: str = "") -> str:
    own = "".join(f"  - nom: Groupe {n}\n    {words}\n" for n, words in enumerate(facts, 1))
    return f"titre: Titre\n{head}groupes:\n{own}"


def test_a_fiche_with_everything_lacks_but_the_hours_of_its_second_session() -> None:
    found = verdicts(COMPLETE)
    assert {key: v.level for key, v in found.items() if v.level is not Level.FINE} == {
        HOURS: Level.WEAK
    }
    assert found[HOURS].reason == "heures inconnues : « Groupe 2 »"


@pytest.mark.parametrize(
    ("source", "level", "reason"),
    [
        (groups("dates: 15 novembre 2021"), Level.FINE, ""),
        (groups("dates: à définir"), Level.BLOCKING, "aucune session n'a de jours connus"),
        (groups("dates: mars 2022", "lieu: Ici"), Level.BLOCKING, "aucune session n'a de jours connus"),
        (groups("dates: 15 novembre 2021", "dates: à définir"), Level.WEAK,
         "jours inconnus : « Groupe 2 »"),
        (groups("dates: 15 novembre 2021", *["dates: à définir"] * 4), Level.WEAK,
         "jours inconnus : 4 sessions"),
        (groups("dates: du 15 septembre 2021 au 30 juin 2022"), Level.FINE, ""),
        (groups("dates: à définir\n    statut: reporté"), Level.NOT_ASKED, ""),
        (groups("dates: 15 novembre 2021", "statut: annulé"), Level.FINE, ""),
        (groups("dates: à partir du 5 septembre 2022"), Level.WEAK,
         "seul le début est connu : « Groupe 1 »"),
        ("titre: Titre\ndates: sur demande\n", Level.NOT_ASKED, ""),
        ("titre: Titre\ndates: à définir\n", Level.WEAK, "aucune session n'est annoncée"),
        ("titre: Titre\n", Level.WEAK, "aucune session n'est annoncée"),
    ],
)  # fmt: skip
def test_days(source: str, level: Level, reason: str) -> None:
    found = verdicts(source)[DAYS]
    assert (found.level, found.reason) == (level, reason)


@pytest.mark.parametrize("source", ["titre: Titre\n", "titre: Titre\ndates: sur demande\n"])
def test_a_fiche_without_sessions_is_asked_for_nothing_but_one(source: str) -> None:
    assert {v.level for key, v in verdicts(source).items() if key != DAYS} == {Level.NOT_ASKED}


@pytest.mark.parametrize(
    ("dates", "level"),
    [
        ("15 novembre 2021 de 9h à 17h", Level.FINE),
        ("15 novembre 2021 de 9h à 17h ; 16 novembre 2021", Level.WEAK),
        ("15 novembre 2021, le matin", Level.WEAK),
        ("du 15 septembre 2021 au 30 juin 2022", Level.NOT_ASKED),
        ("à définir", Level.NOT_ASKED),
    ],
)
def test_hours(dates: str, level: Level) -> None:
    assert verdicts(groups(f"dates: {dates}"))[HOURS].level is level


@pytest.mark.parametrize(
    ("facts", "reason"),
    [
        ("lieu: Saint-Paul", ""),
        ("adresse: 1 rue Haute", ""),
        ("lien: https://visio.example", ""),
        ("territoire: OUEST", "seul le territoire est dit : « Groupe 1 »"),
        ("places: 12", "lieu inconnu : « Groupe 1 »"),
    ],
)
def test_place(facts: str, reason: str) -> None:
    found = verdicts(groups(facts))[PLACE]
    assert (found.level, found.reason) == (Level.WEAK if reason else Level.FINE, reason)


@pytest.mark.parametrize(
    ("facts", "head", "level"),
    [
        ("places: 12", "", Level.WEAK),
        ("places: 12", "date limite: 15 octobre 2021\n", Level.FINE),
        ("date limite: 15 octobre 2021", "", Level.FINE),
        ("places: 12", "date limite: Inscriptions closes\n", Level.FINE),
        ("places: 12", "date limite: dès que possible\n", Level.WEAK),
        ("statut: complet", "", Level.NOT_ASKED),
        ("statut: annulé", "", Level.NOT_ASKED),
        ("places: 12", "statut: reporté\n", Level.NOT_ASKED),
    ],
)
def test_deadline(facts: str, head: str, level: Level) -> None:
    assert verdicts(groups(facts, head=head))[LIMIT].level is level


@pytest.mark.parametrize(
    ("facts", "head", "level"),
    [
        (("places: 12",), "", Level.WEAK),
        (("places: 12",), "interlocuteur: {nom: Ana}\n", Level.WEAK),
        (("places: 12",), "interlocuteur: {nom: Ana, téléphone: 0262 11 22 33}\n", Level.FINE),
        (("places: 12",), "interlocuteur: {nom: Ana}\norganisme: Tamarin\n", Level.DEFAULTED),
        (("interlocuteur: {courriel: ana@a.example}",), "", Level.FINE),
        (("interlocuteur: {courriel: ana@a.example}", "places: 12"), "", Level.WEAK),
    ],
)
def test_contact(facts: tuple[str, ...], head: str, level: Level) -> None:
    assert verdicts(groups(*facts, head=head))[CONTACT].level is level


@pytest.mark.parametrize("facts", [(), ("statut: annulé",), ("statut: annulé", "statut: annulé")])
def test_of_what_is_not_held_nothing_is_asked(facts: tuple[str, ...]) -> None:
    found = verdicts(groups(*facts, "statut: annulé"))
    assert {verdict.level for verdict in found.values()} == {Level.NOT_ASKED}


@pytest.mark.parametrize(
    ("head", "level"),
    [
        ("", Level.DEFAULTED),
        ("mis à jour le: récemment\n", Level.DEFAULTED),
        ("mis à jour le: 20 août 2021\n", Level.FINE),
    ],
)
def test_update(head: str, level: Level) -> None:
    assert verdicts(groups("places: 12", head=head))[UPDATE].level is level


BARE = "# Titre\n\n## Lieux et dates\n\n### Groupe 1\n\n"


@pytest.mark.parametrize(
    ("key", "given", "written"),
    [
        (DAYS, "Places : 12", "Dates : 15, 16 novembre et 10 décembre 2021"),
        (HOURS, "Dates : 15 novembre 2021", "Horaires : de 9h à 12h30 et de 13h30 à 17h"),
        (PLACE, "Places : 12", "Adresse : 12 rue des Lilas, 97400 Saint-Denis"),
        (PLACE, "Places : 12", "Lien : https://visio.example/salle"),
        (LIMIT, "Places : 12", "## Date limite d'inscription\n\n15 octobre 2021"),
        (CONTACT, "Places : 12", "## Interlocuteur\n\n**Ana LE ROUX**\n\nana@exemple.fr"),
        (UPDATE, "Places : 12", "## Mis à jour le\n\n20 août 2021"),
    ],
)
def test_what_is_to_be_written_mends_it(key: str, given: str, written: str) -> None:
    before = verdicts(f"{BARE}{given}\n")[key]
    assert before.level not in (Level.FINE, Level.NOT_ASKED)
    start = written.partition(" : ")[0] if written[0] != "#" else written.partition("\n")[0]
    assert f"« {start}" in before.mend
    assert verdicts(f"{BARE}{given}\n\n{written}\n")[key].level is Level.FINE


def test_a_fiche_is_blocked_where_it_has_sessions_and_no_calendar() -> None:
    attacks = {f"{name}.yml": source for name, source in ATTACKS.items()}
    for name, source in (EXTREMES | attacks).items():
        fiche, _ = read_fiche(name, source)
        assert fiche
        made = Presenter(assemble([fiche], (), (), Settings())[0], TODAY)
        found = assess(made, fiche)
        blocked = any(verdict.level is Level.BLOCKING for verdict in found)
        assert blocked == (bool(dated(fiche)) and not has_calendar(fiche)), name
        events = expected(Session(fiche, group) for group in fiche.groups)
        assert bool(events) == has_calendar(fiche)
        paths = {artifact.path for artifact in calendars(made)}
        assert (f"fiches/{fiche.slug}/{fiche.slug}.ics" in paths) == has_calendar(fiche)
        for verdict in found:
            assert verdict.field in NAMES
            flawed = verdict.level not in (Level.FINE, Level.NOT_ASKED)
            assert bool(verdict.reason) == bool(verdict.mend) == flawed
            assert not verdict.mend.endswith(".")


def test_the_day_of_the_build_changes_nothing() -> None:
    early, late = (presenter(COMPLETE, today=dt.date(year, 1, 1)) for year in (2020, 2030))
    assert assess(early, early.catalogue.fiches[0]) == assess(late, late.catalogue.fiches[0])


@pytest.mark.parametrize("words", ["À définir", "Nous consulter", "xxx"])
def test_a_place_still_to_be_told_is_no_place(words: str) -> None:
    source = groups(f"dates: 15 novembre 2021\n    lieu: {words}")
    assert verdicts(source)[PLACE].level is Level.WEAK

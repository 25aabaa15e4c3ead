"""Deadlines behind the first day, updates to come, and offers of sessions that are past."""

from __future__ import annotations

import datetime as dt

import pytest
from judging import sheet, told

from fichegen.checks.deadlines import deadlines_behind_first_day
from fichegen.checks.offers import offers_of_past_sessions
from fichegen.checks.updates import updates_to_come
from fichegen.diagnostics import Finding
from fichegen.model import Fiche


def limited(limit: str, *sessions: str, before: str = "") -> Fiche:
    """A fiche of sessions, each by its lines; a deadline for all of them where one is given."""
    head = f"## Date limite d'inscription\n\n{limit}\n\n" if limit else ""
    groups = "".join(
        f"### Groupe {number}\n\n" + lines.replace("; ", "\n\n") + "\n\n"
        for number, lines in enumerate(sessions, 1)
    )
    return sheet(f"{head}{before}\n\n## Lieux et dates\n\n{groups}")


def behind(limit: str, *sessions: str, before: str = "") -> list[Finding]:
    return told(deadlines_behind_first_day, limited(limit, *sessions, before=before))


@pytest.mark.parametrize(
    ("limit", "sessions", "named", "line"),
    [
        ("20/11/2021", ("Brest; 15 et 16 nov. 2021",), "Groupe 1", 5),
        ("16 novembre 2021", ("Brest; 15 et 16 nov. 2021",), "Groupe 1", 5),
        ("20/11/2021", ("Brest; 15 nov. 2021", "Quimper; 6 déc. 2021"), "Groupe 1", 5),
        ("7/12/2021", ("Brest; 15 nov. 2021", "Quimper; 6 déc. 2021"), "Groupe 1", 5),
        ("7/12/2021", ("Quimper; 6 déc. 2021", "Brest; 15 nov. 2021"), "Groupe 2", 5),
        ("", ("Brest; 15 nov. 2021; Date limite : 18 novembre 2021",), "Groupe 1", 7),
        ("1/10/2021", ("Brest; 15 nov. 2021; Date limite : 18/11/2021",), "Groupe 1", 11),
        ("20/11/2020", ("Brest; 15 et 16 juin 2020",), "Groupe 1", 5),
        ("20/11/2021", ("Brest; 6 décembre 2021, avancé au 15 novembre 2021",), "Groupe 1", 5),
    ],
)  # fmt: skip
def test_a_deadline_behind_the_first_day(
    limit: str, sessions: tuple[str, ...], named: str, line: int
) -> None:
    (found,) = behind(limit, *sessions)
    assert (found.code, found.span.line) == ("FG315", line)
    assert f"« {named} »" in found.message


@pytest.mark.parametrize(
    ("limit", "sessions"),
    [
        ("15/11/2021", ("Brest; 15 et 16 nov. 2021",)),
        (
            "15/10/2021",
            ("EST; Les 15 & 16 nov. 2021; + Le 17 novembre 2021", "SUD; 6 & 7 déc. 2021"),
        ),
        ("20/11/2021", ("Brest; du 15 septembre 2021 au 30 juin 2022",)),
        ("20/11/2021", ("Brest; à partir du 15 novembre 2021",)),
        ("20/11/2021", ("Brest; 15 et 16 nov. 2021; Annulé",)),
        ("20/11/2021", ("Brest; 15 et 16 nov. 2021; Complet",)),
        ("20/11/2021", ("Brest; 15 nov. 2021, reporté au 6 décembre 2021",)),
        ("20/11/2021", ("Brest; 15 nov. 2021, reporté à une date ultérieure",)),
        ("20/11/2021", ("Brest; 14 juin 2021", "Quimper; 6 décembre 2021")),
        ("20/11/2020", ("Brest; 14 juin 2020", "Quimper; 6 décembre 2020")),
        ("20/11/2021", ("Brest; 14 juin 2021",)),
        ("20/11/2021", ("Brest; novembre 2021",)),
        ("20/11/2021", ("Brest; à définir",)),
        ("deux semaines avant", ("Brest; 15 et 16 nov. 2021",)),
        ("20/11/2021", ("Brest; 15 nov. 2021; Date limite : 18/10/2021",)),
    ],
)
def test_deadlines_that_are_right_or_do_not_matter(limit: str, sessions: tuple[str, ...]) -> None:
    assert not behind(limit, *sessions)


def test_a_short_course_whose_first_day_alone_is_known_cannot_be_joined_later() -> None:
    short = behind(
        "20/11/2021", "Brest; à partir du 15 novembre 2021", before="## Durée\n\n2 jours"
    )
    assert [found.code for found in short] == ["FG315"]


def test_all_sessions_concerned_are_shown() -> None:
    (found,) = behind("20/12/2021", "Brest; 15 nov. 2021", "Quimper; 6 déc. 2021")
    assert [other.line for other in found.others] == [11, 17]


@pytest.mark.parametrize(
    ("words", "found"),
    [("2 septembre 2021", True), ("15/10/2021", True), ("1er septembre 2021", False), ("15/06/2021", False),
     ("octobre 2021", False), ("à chaque session", False)],
)  # fmt: skip
def test_an_update_cannot_be_to_come(words: str, found: bool) -> None:
    fiche = sheet(f"## Dernière mise à jour\n\n{words}")
    assert [f.code for f in told(updates_to_come, fiche)] == ["FG316"] * found
    assert not told(updates_to_come, fiche, dt.date(2022, 1, 1))


PAST = "Brest; 14 et 15 juin 2021"


@pytest.mark.parametrize(
    "words",
    ["Ouvert", "Ouverte", "Inscriptions ouvertes", "Les inscriptions sont ouvertes", "ouvert aux inscriptions",
     "Places disponibles", "Il reste des places", "Il reste encore 3 places", "Inscriptions toujours ouvertes",
     "inscription possible", "Session ouverte"],
)  # fmt: skip
@pytest.mark.parametrize(
    "where", ["## Statut\n\n{}", "## Inscription\n\nBulletin sur demande. {}."]
)
def test_a_fiche_that_still_offers_what_is_past(words: str, where: str) -> None:
    (found,) = told(offers_of_past_sessions, limited("", PAST, before=where.format(words)))
    assert found.code == "FG512"
    assert f"« {words} »" in found.message
    assert "15 juin 2021" in found.message


@pytest.mark.parametrize(
    "words", ["Statut : ouvert", "Statut : inscriptions ouvertes", "Places : 4 places disponibles"]
)
def test_a_session_that_is_offered_still(words: str) -> None:
    (found,) = told(offers_of_past_sessions, limited("", f"{PAST}; {words}"))
    assert (found.code, found.span.line) == ("FG512", 7)


def test_a_deadline_to_come_is_an_offer() -> None:
    fiche = limited("15 octobre 2021", PAST)
    (found,) = told(offers_of_past_sessions, fiche)
    assert (found.code, found.span.line) == ("FG512", 5)
    assert not told(deadlines_behind_first_day, fiche)


@pytest.mark.parametrize(
    ("words", "sessions"),
    [
        ("Ouvert", (PAST, "Quimper; 6 et 7 décembre 2021")),
        ("Ouvert", (PAST, "Quimper; à définir")),
        ("Ouvert", (PAST, "Quimper; à partir du 14 juin 2021")),
        ("Ouvert", ("Brest; du 15 septembre 2020 au 30 juin 2022",)),
        ("Ouvert", (PAST, "Quimper; 6 et 7 juin 2021, reporté à une date ultérieure")),
        ("Ouvert à tous", (PAST,)),
        ("Inscriptions ouvertes toute l'année", (PAST,)),
        ("Confirmé", (PAST,)),
        ("Complet", (PAST,)),
        ("Inscriptions closes", (PAST,)),
    ],
)
def test_offers_that_may_stand(words: str, sessions: tuple[str, ...]) -> None:
    fiche = limited("", *sessions, before=f"## Statut\n\n{words}")
    assert not told(offers_of_past_sessions, fiche)


def test_a_cancelled_session_is_none_to_come() -> None:
    fiche = limited("", PAST, "Quimper; 6 décembre 2021; Annulé", before="## Statut\n\nOuvert")
    (found,) = told(offers_of_past_sessions, fiche)
    assert "dernier jour : 15 juin 2021" in found.message

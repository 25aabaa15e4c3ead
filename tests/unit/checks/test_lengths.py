"""Hours against days, and both against the sessions."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from judging import sheet, told

from fichegen.checks.lengths import lengths_that_disagree
from fichegen.diagnostics import Finding
from fichegen.model import Fiche


def course(length: str, sessions: str = "", *, also: str = "") -> Fiche:
    dates = f"## Lieux et dates\n\n{sessions}\n\n" if sessions else ""
    return sheet(f"## Durée\n\n{length}\n\n{also}\n\n{dates}")


def session(*lines: str, name: str = "Groupe 1") -> str:
    return "\n\n".join((f"### {name}", *lines)) + "\n\n"


def said(length: str, sessions: str = "", *, also: str = "") -> list[Finding]:
    return told(lengths_that_disagree, course(length, sessions, also=also))


@pytest.mark.parametrize(
    ("length", "reason", "sensible"),
    [
        ("3 jours / 35 heures", "35h pour 3 jours, soit 11h40 par jour", "3 jours (21 heures)"),
        ("2 jours (21 heures)", "21h pour 2 jours, soit 10h30 par jour", "2 jours (14 heures)"),
        ("21 heures (2 jours)", "21h pour 2 jours", "2 jours (14 heures)"),
        ("3 jours / 7 heures", "7h pour 3 jours, soit 2h20 par jour", "3 jours (21 heures)"),
        ("10 jours, 7 heures", "soit 42 min par jour", "10 jours (70 heures)"),
        ("35 journées (70 heures)", "soit 2h par jour", "35 jours (245 heures)"),
        ("Maximum 3 jours / 35 heures", "35h pour 3 jours", "3 jours (21 heures)"),
        ("1 à 2 jours / 35 heures", "35h pour 1 à 2 jours", "1 à 2 jours (7 à 14 heures)"),
        ("une demi-journée (7 heures)", "7h pour 1 demi-journée", "1 demi-journée (3h30)"),
    ],
)
def test_hours_that_days_do_not_hold(length: str, reason: str, sensible: str) -> None:
    (found,) = said(length)
    assert (found.code, found.span.line) == ("FG314", 5)
    assert reason in found.message
    assert f"« {sensible} »" in found.mend
    assert not said(sensible)


@pytest.mark.parametrize(
    "length",
    [
        "Maximum 3 jours / 21 heures", "21 heures (3 jours)", "14 heures (2 jours)", "2 jours - 14 heures",
        "3 jours soit 21 heures", "14 heures en présentiel sur 2 jours", "2 jours, de 9h à 17h30", "7h", "2 jours",
        "2 jours consécutifs ou 4 demi-journées", "1/2 journée ou 1 journée", "½ journée (3h30)", "1/2 journée / 5h",
        "14 h en présentiel + 07 h à distance", "245 heures (35 journées) + stage", "2,5 jours / 17h30",
        "2 jours et demi (17h30)", "4 demi-journées / 14 heures", "6 séances de 2 heures", "1 jour (9h)",
        "3 jours / 14 heures", "5 jours / 30 heures", "5 jours de 2 heures", "10 jours (20 heures, 2h par jour)",
        "35 jours / 400 heures dont 155 h de stage", "2 jours (14h) + 7h à distance", "7 heures, sur 3 jours maximum",
        "2 jours (cadres) / 21 heures (agents)", "1 à 2 jours / 7 à 14 heures", "2 jours ou 14 heures",
        "7 heures / 1 jour ou 14 heures / 2 jours", "3 jours (14 h présentiel + 7 h distanciel)", "à définir",
        "au moins 2 jours / 35 heures", "2 jours en salle et 20 heures de travail personnel",
    ],
)  # fmt: skip
def test_lengths_that_may_be_right(length: str) -> None:
    assert not said(length)


@given(st.integers(1, 40), st.integers(3, 9))
def test_three_to_nine_hours_a_day_are_right(days: int, hours: int) -> None:
    assert not said(f"{days} jours / {days * hours} heures")


@given(st.integers(1, 40), st.integers(10, 24) | st.integers(1, 2))
def test_other_days_are_told(days: int, hours: int) -> None:
    assert [f.code for f in said(f"{days} jours / {days * hours} heures")] == ["FG314"]


def test_what_contradicts_itself_is_told_where_it_is_read_alone() -> None:
    assert not said("60 heures en 2 jours")


@pytest.mark.parametrize(
    ("length", "days", "reason"),
    [
        (
            "3 jours",
            "Les 15 & 16 nov. 2021",
            "« Groupe 1 » a 2 jours, la durée annonce « 3 jours »",
        ),
        ("3 jours / 21 heures", "Les 15 & 16 nov. 2021", "a 2 jours"),
        ("2 jours", "Les 15, 16 et 17 nov. 2021", "a 3 jours"),
        ("2 jours", "Du 15 au 19 novembre 2021", "a 5 jours"),
        ("14 heures", "Le 15 novembre 2021", "a 1 jour, la durée annonce « 14 heures »"),
        ("Maximum 3 jours", "Du 15 au 18 nov. 2021", "a 4 jours"),
        ("1 à 2 jours", "Les 15, 16 et 17 nov. 2021", "a 3 jours"),
        ("35 heures", "15, 16 et 17 novembre 2021 de 9h à 17h", "a 3 jours et 24h d'horaires"),
        ("3 jours / 21 heures", "15, 16 et 17 novembre 2021 de 9h à 12h", "a 3 jours et 9h"),
        ("14 heures", "15 novembre 2021 de 9h à 12h30 et de 13h30 à 17h", "a 1 jour et 7h"),
        ("3 jours", "Les 15 & 16 juin 2021", "a 2 jours"),
        ("14 heures (3 jours)", "15 et 16 novembre 2021 de 9h à 17h", "a 2 jours et 16h"),
        (
            "3 jours / 16 h",
            "15 et 16 novembre 2021 de 9h à 12h et de 13h à 18h",
            "a 2 jours et 16h",
        ),
        ("7 heures, 2 jours", "15 novembre 2021 de 9h à 17h", "a 1 jour et 8h"),
    ],
)
def test_a_session_of_another_length(length: str, days: str, reason: str) -> None:
    (found,) = said(length, session("Brest", days))
    assert reason in found.message
    assert [other.line for other in found.others] == [5]


@pytest.mark.parametrize(
    ("length", "lines"),
    [
        ("3 jours", ("Les 15 & 16 nov. 2021", "+ Le 17 novembre 2021")),
        ("2 jours", ("À partir du 15 novembre 2021",)),
        ("2 jours", ("À définir",)),
        ("10 jours", ("Du 15 septembre 2021 au 30 juin 2022",)),
        ("2 jours", ("15, 16, 17 et 18 novembre 2021, de 9h à 12h30",)),
        ("4 demi-journées", ("15, 16, 17 et 18 novembre 2021",)),
        ("2 jours ou 4 demi-journées", ("15, 16, 17 et 18 novembre 2021",)),
        ("2,5 jours", ("15, 16 et 17 novembre 2021",)),
        ("1 jour", ("Le 15 novembre 2021 matin",)),
        ("1/2 journée", ("Le 15 novembre 2021",)),
        ("3 jours", ("Du jeudi 4 au lundi 8 novembre 2021",)),
        ("5 jours", ("Du jeudi 4 au lundi 8 novembre 2021",)),
        ("3 jours", ("Les 15 & 16 nov. 2021 (+ 1 jour à distance)",)),
        ("3 jours", ("Les 15 & 16 nov. 2021", "Une troisième journée de bilan suivra au printemps.")),
        ("2 jours + 1 jour de retour d'expérience", ("Les 15 & 16 nov. 2021",)),
        ("2 jours + 1 jour", ("Les 15 & 16 nov. 2021",)),
        ("12 heures", ("4 octobre, 8 novembre, 6 décembre 2021, 10 janvier et 7 février 2022",)),
        ("21 heures", ("15, 16 et 17 novembre 2021 de 9h à 17h",)),
        ("14 heures", ("15 et 16 novembre 2021", "Horaires : 9h-12h30 et 13h30-17h")),
        ("14 heures", ("15 et 16 novembre 2021", "Horaires : 9h-12h et 13h30-17h")),
        ("Maximum 3 jours / 21 heures", ("15 et 16 nov. 2021",)),
        ("14 heures (2 jours)", ("15, 16, 17 et 18 novembre 2021 de 9h à 12h30",)),
        ("14 heures (2 jours)", ("15, 16 et 17 novembre 2021 de 9h à 13h30",)),
        ("18 heures (2,5 jours)", ("15 et 16 novembre 2021 de 9h à 19h",)),
        ("14 heures (4 demi-journées)", ("15 et 16 novembre 2021 de 9h à 12h30 et de 13h30 à 17h",)),
        ("14 heures / 2 jours ou 3 jours", ("15 et 16 novembre 2021 de 9h à 17h",)),
        ("2 à 3 jours / 14 heures", ("15 et 16 novembre 2021 de 9h à 17h",)),
        ("3 jours maximum, 14 heures", ("15 et 16 novembre 2021 de 9h à 17h",)),
        ("3 jours", ("Annulé", "15 et 16 nov. 2021")),
        ("3 jours", ("15 et 16 novembre 2021, reporté à une date ultérieure",)),
    ],
)  # fmt: skip
def test_sessions_that_may_be_right(length: str, lines: tuple[str, ...]) -> None:
    assert not said(length, session("Brest", *lines))


@pytest.mark.parametrize("mode", ["Mixte", "Distanciel", "Présentiel et classe virtuelle"])
def test_a_part_followed_from_elsewhere_has_no_days(mode: str) -> None:
    days = session("Brest", "Les 15 & 16 nov. 2021")
    assert not said("3 jours", days, also=f"## Modalité\n\n{mode}")


def test_one_session_among_others_is_told_at_its_place() -> None:
    sessions = session("Brest", "15 et 16 nov. 2021") + session(
        "Quimper", "6, 7 et 8 décembre 2021", name="Groupe 2"
    )
    (found,) = said("3 jours", sessions)
    assert "« Groupe 1 »" in found.message
    assert "dates de cette session" in found.mend


def test_where_all_disagree_alike_the_length_is_told_once() -> None:
    sessions = session("Brest", "15 et 16 nov. 2021") + session(
        "Quimper", "6 et 7 décembre 2021", name="Groupe 2"
    )
    (found,) = said("3 jours", sessions)
    assert "les sessions ont chacune 2 jours" in found.message
    assert found.span.line == 5
    assert len(found.others) == 2


@pytest.mark.parametrize("names", [("Groupe 1", "Groupe 2", "Groupe 3"), ("Jour 1", "Jour 2", "Jour 3"),
                                   ("Module 1", "Module 2", "Bilan")])  # fmt: skip
def test_sessions_that_make_the_course_together(names: tuple[str, ...]) -> None:
    days = ("15 novembre 2021", "22 novembre 2021", "29 novembre 2021")
    assert not said(
        "3 jours", "".join(session(d, name=n) for d, n in zip(days, names, strict=True))
    )


def test_a_session_past_does_not_count_beside_one_to_come() -> None:
    sessions = session("Brest", "15 et 16 juin 2021") + session(
        "Quimper", "6, 7 et 8 décembre 2021", name="Groupe 2"
    )
    assert not said("3 jours", sessions)


def test_the_mends_lead_to_a_fiche_that_is_right() -> None:
    (found,) = said("2 jours", session("Brest", "15 novembre 2021"))
    assert "« à partir du 15 novembre 2021 »" in found.mend
    assert not said("2 jours", session("Brest", "À partir du 15 novembre 2021"))
    (found,) = said("2 jours", session("Brest", "Les 8 et 9 juin et les 10 et 11 juillet 2022"))
    assert "si ce sont 2 sessions, donnez à chacune un titre" in found.mend

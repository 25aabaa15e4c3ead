"""What the tables cannot say: the values of problems, offsets, words kept, limits."""

from __future__ import annotations

import datetime as dt

import pytest

from fichegen import dates
from fichegen.dates import (
    Day,
    Half,
    Hours,
    Kind,
    Schedule,
    mentions_dates,
    read_deadline,
    read_duration,
    read_schedule,
    with_hours,
    write_date,
    write_days,
    write_minutes,
    write_schedule,
)


def test_the_door_is_complete() -> None:
    assert [name for name in dates.__all__ if not hasattr(dates, name)] == []
    assert dates.__all__ == sorted(dates.__all__, key=lambda name: (not name.isupper(), name))


def test_words_are_kept_as_they_were_written() -> None:
    schedule, _ = read_schedule("Les 15 & 16\u00a0nov. 2021\n+ Le  17 novembre 2021")
    assert schedule.words == "Les 15 & 16 nov. 2021 + Le 17 novembre 2021"
    assert schedule.first == dt.date(2021, 11, 15)
    assert schedule.last == dt.date(2021, 11, 17)


def test_the_words_beside_are_told_by_their_offsets() -> None:
    text = "☞ Saint-Benoît, les 15 et 16 novembre 2021 (sous réserve)"
    schedule, _ = read_schedule(text)
    assert [text[start:end] for start, end in schedule.rest] == ["Saint-Benoît", "sous réserve"]


def test_offsets_count_the_characters_that_folding_drops() -> None:
    text = "Saint-Beno\u0131\u0302t, 31 fe\u0301\u00advrier 2021"
    _, (problem,) = read_schedule(text)
    assert text[problem.start : problem.end] == "31 fe\u0301\u00advrier 2021"


@pytest.mark.parametrize(
    ("text", "code", "values"),
    [
        ("31 juin 2021", "FG301", {"date": "31 juin 2021"}),
        ("32/13/2021", "FG301", {"date": "32/13/2021"}),
        (
            "lundi 16 novembre 2021",
            "FG302",
            {"date": "16 novembre 2021", "vrai": "mardi", "ecrit": "lundi"},
        ),
        (
            "du 8 au 6 décembre 2021",
            "FG303",
            {"debut": "8 décembre 2021", "fin": "6 décembre 2021"},
        ),
        ("15 mars 2025 sauf imprévu", "FG304", {"mots": "sauf"}),
        (
            "les 15 et 16 novembre",
            "FG305",
            {"mots": "15 et 16 novembre", "fin": "15 et 16 novembre"},
        ),
        ("05/09", "FG305", {"mots": "05/09", "fin": "05/09"}),
        (
            "15 décembre et 10 janvier 2022",
            "FG306",
            {"mots": "15 décembre", "lectures": "15 décembre 2022 ou 15 décembre 2021"},
        ),
        (
            "nov. 21",
            "FG306",
            {
                "mots": "nov. 21",
                "lectures": "21 novembre ou novembre 2021",
                "conseil": "écrivez « 21 novembre » ou « novembre 2021 »",
            },
        ),
        (
            "15 et 16 mars 2027 (matin)",
            "FG306",
            {
                "mots": "matin",
                "lectures": "pour le dernier jour, ou pour tous",
                "conseil": "pour tous les jours, mettez une virgule devant « matin » ;"
                " pour le dernier seul, mettez un point-virgule devant ce jour",
            },
        ),
        (
            "05/09/2025 - 09/09/2025",
            "FG306",
            {
                "mots": "05/09/2025 - 09/09/2025",
                "lectures": "une liste ou une période",
                "conseil": "pour une liste, écrivez « et » entre les deux ;"
                " pour une période, écrivez « du … au … »",
            },
        ),
        ("15 mars 2025 de 9h à 25h", "FG310", {"mots": "de 9h à 25h"}),
    ],
)
def test_problems_carry_the_values_of_their_code(
    text: str, code: str, values: dict[str, str]
) -> None:
    _, problems = read_schedule(text)
    assert [(p.code, dict(p.values)) for p in problems] == [(code, values)]


@pytest.mark.parametrize(
    ("doubtful", "mended", "days"),
    [
        ("15 et 16 mars 2027 (matin)", "15 et 16 mars 2027, (matin)", ["15 matin", "16 matin"]),
        ("15 et 16 mars 2027 matin", "15 ; 16 mars 2027 matin", ["15", "16 matin"]),
        ("3, 4 et 5 mars 2025 matin", "3, 4 ; 5 mars 2025 matin", ["3", "4", "5 matin"]),
        (
            "3, 4 et 5 mars 2025 matin",
            "3, 4 et 5 mars 2025, matin",
            ["3 matin", "4 matin", "5 matin"],
        ),
        ("05/09/2025 - 09/09/2025", "05/09/2025 et 09/09/2025", ["5", "9"]),
        ("5 juin - 9 juin 2023", "du 5 juin au 9 juin 2023", ["5", "6", "7", "8", "9"]),
        ("30 et 1er décembre 2021", "30 novembre 2021 et 1er décembre 2021", ["30", "1"]),
        ("Session 5 - 6 mars 2025", "6 mars 2025", ["6"]),
        ("Session 5 - 6 mars 2025", "5 - 6 mars 2025", ["5", "6"]),
        ("Parcours 2 - 9 octobre 2025", "2 et 9 octobre 2025", ["2", "9"]),
    ],
)
def test_what_to_write_in_place_of_a_doubt_is_none(
    doubtful: str, mended: str, days: list[str]
) -> None:
    assert [found.code for found in read_schedule(doubtful)[1]] == ["FG306"]
    schedule, problems = read_schedule(mended)
    assert not problems
    assert [f"{day.date.day} {day.half.value}".strip() for day in schedule.days] == days


def test_a_borrowed_year_is_said() -> None:
    _, (problem,) = read_schedule("les 15 et 16 novembre", neighbour=dt.date(2021, 10, 15))
    assert dict(problem.values) == {"annee": "2021", "mots": "15 et 16 novembre"}


def test_every_date_that_does_not_exist_is_told() -> None:
    _, problems = read_schedule("31 juin 2021, 31 septembre 2021 et 15 novembre 2021")
    assert [dict(p.values)["date"] for p in problems] == ["31 juin 2021", "31 septembre 2021"]


def test_a_phrase_of_more_than_8000_characters_is_not_read() -> None:
    text = "15 novembre 2021" + " " * 8000
    schedule, (problem,) = read_schedule(text)
    assert (schedule.kind, schedule.words) == (Kind.WORDS, "15 novembre 2021")
    assert (problem.code, problem.start, problem.end) == ("FG304", 0, len(text))
    assert read_deadline(text)[1][0].code == "FG311"
    assert read_duration(text)[1][0].code == "FG308"


@pytest.mark.parametrize(
    "text",
    [
        "15 novembre 2021",
        "Les 6 & 7 déc. 2021",
        "05/09",
        "2025-09-05",
        "novembre",
        "T2 2025",
        "dates à définir",
        "nous consulter",
        "Inscription avant le 15 octobre 2021",
        "Saint-Denis, du 6 au 8 décembre",
    ],
)
def test_lines_of_dates(text: str) -> None:
    assert mentions_dates(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "EST",
        "Saint-Denis",
        "97400 Saint-Denis",
        "12 rue du 8 mai 1945",
        "place du 11 novembre 1918, Saint-Pierre",
        "IRTS de La Réunion, 1 rue Sully Brunet",
        "salle 12",
        "bord de mer",
        "2 jours",
    ],
)
def test_places_and_other_lines(text: str) -> None:
    assert not mentions_dates(text)


def test_hours_of_a_session_without_days_stay_with_it() -> None:
    hours = (Hours(start=540, end=1020),)
    schedule, _ = read_schedule("mars 2025")
    assert with_hours(schedule, hours).hours == hours
    assert write_schedule(with_hours(schedule, hours)) == "mars 2025, de 9h à 17h"


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("Les 15 & 16 nov. 2021\n+ Le 17 novembre 2021", "du 15 au 17 novembre 2021"),
        ("le 1/3/2025", "1er mars 2025"),
        ("15/11/2021 et 16/11/2021", "15 et 16 novembre 2021"),
        ("24-25 novembre et 3 décembre 2025", "24 et 25 novembre et 3 décembre 2025"),
        ("5-9 juin et 4-8 décembre 2023", "du 5 au 9 juin et du 4 au 8 décembre 2023"),
        ("du 29 déc. 2021 au 3 janv. 2022", "du 29 décembre 2021 au 3 janvier 2022"),
        ("du 30 nov. au 2 déc. 2021", "du 30 novembre au 2 décembre 2021"),
        ("3 mars 2025 9h-12h30/13h30-17h", "3 mars 2025, de 9h à 12h30 et de 13h30 à 17h"),
        (
            "3 mars 2025 matin, 4 mars 2025 9h-17h",
            "3 mars 2025, le matin ; 4 mars 2025, de 9h à 17h",
        ),
        ("dès le 5/9/2025", "à partir du 5 septembre 2025"),
        ("février et mars 2025", "février et mars 2025"),
        ("octobre 2025 → mars 2026", "d'octobre 2025 à mars 2026"),
        ("T1 2025", "1er trimestre 2025"),
        ("2025/2026", "année 2025-2026"),
        ("nous  consulter", "nous consulter"),
    ],
)
def test_one_written_form(text: str, written: str) -> None:
    assert write_schedule(read_schedule(text)[0]) == written


def test_dates_and_lengths_are_written_as_french_does() -> None:
    assert write_date(dt.date(2025, 3, 1)) == "1er mars 2025"
    assert write_date(dt.date(2025, 3, 1), weekday=True) == "samedi 1er mars 2025"
    assert [write_minutes(m) for m in (510, 420, 45, 60)] == ["8h30", "7h", "45 min", "1h"]


def test_days_that_differ_are_told_apart() -> None:
    date = dt.date(2025, 3, 3)
    days = [
        Day(date=date, hours=(Hours(start=540, end=1020),)),
        Day(date=date + dt.timedelta(days=1), half=Half.MORNING),
    ]
    assert write_days(days) == "3 mars 2025, de 9h à 17h ; 4 mars 2025, le matin"


def test_a_schedule_knows_its_ends_only_where_they_are_known() -> None:
    start, _ = read_schedule("à partir du 5 septembre 2025")
    assert (start.first, start.last) == (dt.date(2025, 9, 5), None)
    nothing = Schedule(words="", kind=Kind.TO_DEFINE)
    assert (nothing.first, nothing.last) == (None, None)

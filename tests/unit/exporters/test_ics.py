"""Sessions as calendars, read back by a library we did not write."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from typing import Any

import pytest
from icalendar import Calendar

from fichegen.catalogue import Session
from fichegen.dates import runs
from fichegen.exporters import session_calendar
from fichegen.reading import read_fiche


def session(source: str, number: int = 0) -> Session:
    fiche, _ = read_fiche("f.md", source)
    assert fiche
    return Session(fiche, fiche.groups[number])


def events(body: bytes) -> list[tuple[dt.date, dt.date, str]]:
    return [
        (event.decoded("DTSTART"), event.decoded("DTEND"), str(event["SUMMARY"]))
        for event in Calendar.from_ical(body).walk("VEVENT")
    ]


FICHE = """# Aller vers, « préparer » ; suite

## Secteurs

Social, Médico-social

## Date limite d'inscription

15 octobre 2021

## Groupes

### Groupe 1

#### EST

15, 16 novembre et 10 décembre 2021, de 9h à 12h

## Contact

**Ana LE ROUX**

ana@exemple.fr
"""


def test_each_run_of_days_is_an_event_and_the_deadline_another() -> None:
    found = events(session_calendar(session(FICHE), language="fr"))
    title = "Aller vers, « préparer » ; suite"
    assert found == [
        (dt.date(2021, 11, 15), dt.date(2021, 11, 17), title),
        (dt.date(2021, 12, 10), dt.date(2021, 12, 11), title),
        (dt.date(2021, 10, 15), dt.date(2021, 10, 16), f"Fin des inscriptions : {title}"),
    ]


def test_the_days_are_those_of_the_session() -> None:
    held = session(FICHE)
    assert held.group.schedule
    days = {day.date for run in runs(held.group.schedule.days) for day in run}
    told = set()
    for event in Calendar.from_ical(session_calendar(held, language="fr")).walk("VEVENT"):
        if event.get("TRANSP") == "OPAQUE":
            day = event.decoded("DTSTART")
            while day < event.decoded("DTEND"):
                told.add(day)
                day += dt.timedelta(days=1)
    assert told == days


def test_an_event_says_what_one_wants_at_hand() -> None:
    event: Any = Calendar.from_ical(session_calendar(session(FICHE), language="fr")).walk("VEVENT")[
        0
    ]
    assert "de 9h à 12h" in event["DESCRIPTION"]
    assert "15 octobre 2021" in event["DESCRIPTION"]
    assert "Ana LE ROUX, ana@exemple.fr" in event["DESCRIPTION"]
    assert str(event["LOCATION"]) == "EST"
    assert event["CATEGORIES"].cats == ["Social", "Médico-social"]
    assert event["UID"] == "aller-vers-preparer-suite.groupe-1.1@fichegen"


def test_a_deadline_rings_before_and_takes_no_time() -> None:
    limit = Calendar.from_ical(session_calendar(session(FICHE), language="fr")).walk("VEVENT")[-1]
    assert limit["TRANSP"] == "TRANSPARENT"
    (alarm,) = limit.walk("VALARM")
    assert alarm.decoded("TRIGGER") == -dt.timedelta(days=3)


@pytest.mark.parametrize(
    ("status", "prefix", "state"),
    [("annulé", "Annulé : ", "CANCELLED"), ("reporté", "Reporté : ", "TENTATIVE"), ("complet", "Complet : ", "CONFIRMED")],
)  # fmt: skip
def test_what_is_declared_is_said_in_the_title(status: str, prefix: str, state: str) -> None:
    held = session(
        f"# Titre\n\n## Date limite\n\n15 octobre 2021\n\n## Dates\n\n15 novembre 2021\n\n## Statut\n\n{status}\n"
    )
    (event,) = Calendar.from_ical(session_calendar(held, language="fr")).walk("VEVENT")
    assert event["SUMMARY"] == f"{prefix}Titre"
    assert event["STATUS"] == state


@pytest.mark.parametrize("dates", ["à définir", "sur demande", "mars 2022", "quand il fera beau"])
def test_without_a_day_there_is_no_calendar(dates: str) -> None:
    held = session(f"# Titre\n\n## Groupes\n\n### Groupe 1\n\n#### EST\n\n{dates}\n")
    assert session_calendar(held, language="fr") == b""


@pytest.mark.parametrize(
    "title",
    ["é" * 200, "🎉" * 60, "a\\b;c,d", "x END:VEVENT BEGIN:VEVENT y", "mot " * 70],
)
def test_nothing_in_a_title_breaks_the_format(title: str) -> None:
    held = session(f"---\ntitre: {title!r}\n---\n\n## Dates\n\n15 novembre 2021\n")
    body = session_calendar(held, language="fr")
    assert all(len(line) <= 75 for line in body.split(b"\r\n"))
    assert b"\n" not in body.replace(b"\r\n", b"")
    (event,) = Calendar.from_ical(body).walk("VEVENT")
    assert str(event["SUMMARY"]) == held.fiche.title.words


def test_control_characters_of_a_place_end_no_line() -> None:
    held = session(FICHE)
    evil = Session(held.fiche, replace(held.group, place="x\r\nBEGIN:VEVENT\x00"))
    assert events(session_calendar(evil, language="fr")) == events(
        session_calendar(held, language="fr")
    )

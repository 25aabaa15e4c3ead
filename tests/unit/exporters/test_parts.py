"""Exports of a large catalogue: cut at stated sizes, nothing lost, each part whole by itself."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Iterable
from typing import Any, Final

import pytest
from exports import ORGANISATION, presenter
from hypothesis import given
from hypothesis import strategies as st
from icalendar import Calendar
from jsonschema import Draft202012Validator
from lheo import complete, validated

from fichegen import routes
from fichegen.artifacts import Pending
from fichegen.audit import gap_files, report
from fichegen.exporters.data import data_files
from fichegen.exporters.ics import calendars
from fichegen.exporters.jsonld import linked_data
from fichegen.exporters.lheo import lheo_files
from fichegen.exporters.parts import Sizes, parted
from fichegen.presenting import Presenter

TODAY: Final = dt.date(2021, 10, 1)
DAYS: Final = (
    "3 juin 2021",
    "1er octobre 2021",
    "7 octobre 2021",
    "4 mars 2021",
    "9 décembre 2021",
)
SMALL: Final = Sizes(fiches=2, sessions=2, rows=3)


@pytest.fixture(scope="module")
def five() -> Presenter:
    """Five fiches, each with a session; three sessions are not over."""
    return presenter(
        *(
            f"titre: Formation {letter}\norganisme: Tamarin\ndurée: 7 heures\npublic: tous\n"
            f"objectifs: Écouter\ncontenu: Parler\ngroupes: [{{dates: Le {day}, lieu: Metz}}]\n"
            for letter, day in zip("ABCDE", DAYS, strict=True)
        ),
        today=TODAY,
    )


def _bodies(files: Iterable[Pending], stem: str, suffix: str) -> dict[str, bytes]:
    return {
        file.path: file.body
        for file in files
        if file.path.startswith(stem) and file.path.endswith(suffix) and "/" not in file.path
    }


def _valid(document: Any, schema: bytes) -> None:
    Draft202012Validator(json.loads(schema)).validate(document)


def _followed(made: dict[str, bytes], first: str) -> list[dict[str, Any]]:
    """Read documents as their readers do: from the first, by what each says comes next."""
    found = []
    path: str | None = first
    while path:
        found.append(json.loads(made[path]))
        path = found[-1]["suite"]
    return found


@given(st.lists(st.integers(), max_size=30), st.integers(1, 40))
def test_parts_hold_every_member_once_in_order(members: list[int], size: int) -> None:
    made = [*parted("a/b.json", members, size)]
    assert [member for part in made for member in part.members] == members
    assert made[0].path == "a/b.json"
    assert all(0 < len(part.members) <= size for part in made) or not members
    assert [part.following for part in made] == [*(part.path for part in made[1:]), ""]
    assert len({part.path for part in made}) == len(made)


@pytest.mark.parametrize(
    ("first", "schema", "key", "count"),
    [
        (routes.DATA, routes.DATA_SCHEMA, "fiches", 3),
        (routes.SESSIONS_DATA, routes.SESSIONS_SCHEMA, "sessions", 3),
    ],
)
def test_data_lead_from_part_to_part(
    five: Presenter, first: str, schema: str, key: str, count: int
) -> None:
    whole = json.loads(_bodies(data_files(five), first, "")[first])
    made = {file.path: file.body for file in data_files(five, SMALL)}
    read = _followed(made, first)
    assert len(read) == count
    assert [each for document in read for each in document[key]] == whole[key]
    for document in read:
        _valid(document, made[schema])
        assert len(document[key]) <= 2


def test_organisations_stand_in_the_first_part(five: Presenter) -> None:
    made = {file.path: file.body for file in data_files(five, SMALL)}
    first, *others = _followed(made, routes.DATA)
    assert [each["nom"] for each in first["organismes"]] == ["Coopérative Tamarin"]
    assert [each["organismes"] for each in others] == [[], []]


@pytest.mark.parametrize("path", [routes.TABLE, routes.SESSIONS_TABLE])
def test_each_table_has_its_headings(five: Presenter, path: str) -> None:
    def rows(body: bytes) -> list[list[str]]:
        return [*csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";")]

    (whole,) = _bodies(data_files(five), path.removesuffix(".csv"), ".csv").values()
    first, second = _bodies(data_files(five, SMALL), path.removesuffix(".csv"), ".csv").values()
    assert rows(first)[0] == rows(second)[0] == rows(whole)[0]
    assert [*rows(first)[1:], *rows(second)[1:]] == rows(whole)[1:]
    assert len(rows(first)) == 1 + 3


def test_courses_are_all_in_one_graph_or_another(five: Presenter) -> None:
    made = [*linked_data(five, SMALL)]
    assert [file.path for file in made] == [
        "catalogue.jsonld", "catalogue-2.jsonld", "catalogue-3.jsonld",
    ]  # fmt: skip
    graphs = [json.loads(file.body)["@graph"] for file in made]
    assert [each["name"] for graph in graphs for each in graph] == [
        f"Formation {letter}" for letter in "ABCDE"
    ]


def test_the_first_calendar_holds_what_comes_next(five: Presenter) -> None:
    made = _bodies(calendars(five, SMALL), "catalogue", ".ics")

    def starts(body: bytes) -> list[dt.date]:
        return sorted(event.decoded("dtstart") for event in Calendar.from_ical(body).walk("VEVENT"))

    assert [starts(body) for body in made.values()] == [
        [dt.date(2021, 10, 1), dt.date(2021, 10, 7)],
        [dt.date(2021, 6, 3), dt.date(2021, 12, 9)],
        [dt.date(2021, 3, 4)],
    ]
    names = [str(Calendar.from_ical(body)["NAME"]) for body in made.values()]
    assert names[1:] == [f"{names[0]} (2)", f"{names[0]} (3)"]


def test_each_file_of_lheo_is_valid_and_none_is_empty() -> None:
    shown = presenter(
        *(
            complete({"titre": f"Formation {letter}"}) if can_be else f"titre: Formation {letter}"
            for letter, can_be in zip("ABCDEF", (1, 1, 0, 0, 1, 0), strict=True)
        ),
        organisations=(ORGANISATION,),
        today=TODAY,
    )
    made = [*lheo_files(shown, Sizes(fiches=2))]
    assert [file.path for file in made] == ["lheo.xml", "lheo-2.xml"]
    assert [len(validated(file.body)[0]) for file in made] == [2, 1]


def test_the_report_leads_from_part_to_part(five: Presenter) -> None:
    found = report(five)
    (whole, *_) = [json.loads(f.body) for f in gap_files(five, lambda: found)]
    made = {file.path: file.body for file in gap_files(five, lambda: found, SMALL)}
    read = _followed(made, routes.GAPS_DATA)
    assert [each for document in read for each in document["fiches"]] == whole["fiches"]
    assert {document["note"] for document in read} == {whole["note"]}
    for document in read:
        _valid(document, made[routes.GAPS_SCHEMA])

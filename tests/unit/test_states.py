"""Whether a session can be joined, day by day: the vectors that the script on the pages shares."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import pytest

from fichegen.dates import Kind, read_deadline, read_schedule
from fichegen.model import Fiche, Group, Status, Title
from fichegen.states import (
    CLOSING_DAYS,
    INCLUDED,
    State,
    Timeline,
    fiche_timeline,
    next_edge,
    timeline,
)

VECTORS: Final[list[dict[str, Any]]] = json.loads(
    (Path(__file__).parent.parent / "cases" / "etats.json").read_bytes()
)
DAYS: Final = "15, 16 et 17 novembre 2021"
LIMIT: Final = "15 octobre 2021"


def date(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso)


def group(dates: str = "", status: str = "", slug: str = "g") -> Group:
    return Group(
        label="G", slug=slug, status=Status(status) if status else None,
        schedule=read_schedule(dates)[0] if dates else None,
    )  # fmt: skip


def fiche(*groups: Group, limit: str = "", status: str = "") -> Fiche:
    return Fiche(
        title=Title(words="T"), slug="t", groups=groups, status=Status(status) if status else None,
        deadline=read_deadline(limit)[0] if limit else None,
    )  # fmt: skip


def at(line: Timeline, day: dt.date) -> State:
    """Look a day up in a timeline as the script does: the last step not later than it."""
    return [line.now, *(state for edge, state in line.steps if edge <= day)][-1]


def test_a_postponed_session_with_its_new_days_is_held_on_them() -> None:
    moved = replace(group(DAYS, "reporté"), previous=read_schedule("4 octobre 2021")[0])
    whole = fiche(moved, limit=LIMIT)
    assert timeline(date("2021-09-01"), whole, moved).now is State.OPEN
    assert timeline(date("2021-11-16"), whole, moved).now is State.RUNNING
    lost = replace(moved, schedule=None)
    assert timeline(date("2021-09-01"), fiche(lost), lost).now is State.POSTPONED


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["nom"])
def test_states_follow_the_days(vector: dict[str, Any]) -> None:
    only = group(vector["dates"], vector["statut"])
    whole = fiche(only, limit=vector["limite"], status=vector["fiche"])
    told = {day: str(timeline(date(day), whole, only).now) for day in vector["etats"]}
    assert told == vector["etats"]
    line = timeline(date(vector["debut"]), whole, only)
    later = {day: state for day, state in vector["etats"].items() if day >= vector["debut"]}
    assert later
    assert {day: str(at(line, date(day))) for day in later} == later


@pytest.mark.parametrize("vector", VECTORS, ids=lambda vector: vector["nom"])
def test_a_timeline_tells_every_change_and_nothing_else(vector: dict[str, Any]) -> None:
    only = group(vector["dates"], vector["statut"])
    whole = fiche(only, limit=vector["limite"], status=vector["fiche"])
    start = date(vector["debut"])
    line = timeline(start, whole, only)
    assert line.next_change == (line.steps[0][0] if line.steps else None)
    before = line.now
    for edge, state in line.steps:
        assert edge > start
        assert state is not before
        assert timeline(edge - dt.timedelta(days=1), whole, only).now is before
        before = state
    for ahead in range(0, 1500, 7):
        day = start + dt.timedelta(days=ahead)
        assert at(line, day) is timeline(day, whole, only).now, day


def test_every_state_has_a_vector() -> None:
    assert {state for vector in VECTORS for state in vector["etats"].values()} == {*State}


def test_the_written_form_alternates_states_and_days() -> None:
    only = group(DAYS)
    assert str(timeline(date("2021-09-01"), fiche(only, limit=LIMIT), only)) == (
        "ouvert 2021-09-30 bientot 2021-10-16 clos 2021-11-15 en-cours 2021-11-18 termine"
    )
    assert str(timeline(date("2022-01-01"), fiche(only), only)) == "termine"


def test_the_kinds_of_schedule_are_the_ones_meant() -> None:
    phrases = (DAYS, "du 15 septembre 2021 au 30 juin 2022", "mars 2025")
    kinds = [read_schedule(words)[0].kind for words in phrases]
    assert kinds == [Kind.DAYS, Kind.SPAN, Kind.PERIOD]


@pytest.mark.parametrize(
    ("groups", "limit", "day", "state"),
    [
        (("15 novembre 2021", "6 décembre 2021"), "", "2021-11-16", State.COMING),
        (("15 novembre 2021", "6 décembre 2021"), "", "2021-12-06", State.RUNNING),
        (("15 novembre 2021", "6 décembre 2021"), "", "2021-12-07", State.OVER),
        (("15 novembre 2021", "sur demande"), "", "2021-12-07", State.UNSCHEDULED),
        (("15 novembre 2021", "6 décembre 2021"), LIMIT, "2021-11-16", State.CLOSED),
        ((), "", "2021-11-16", State.UNSCHEDULED),
        ((), LIMIT, "2021-09-01", State.OPEN),
        ((), LIMIT, "2021-10-16", State.CLOSED),
    ],
)
def test_a_fiche_offers_what_its_best_session_does(
    groups: tuple[str, ...], limit: str, day: str, state: State
) -> None:
    whole = fiche(*(group(words, slug=f"g{n}") for n, words in enumerate(groups)), limit=limit)
    assert fiche_timeline(date(day), whole).now is state
    assert at(fiche_timeline(date("2021-08-01"), whole), date(day)) is state


def test_one_full_session_does_not_close_the_others() -> None:
    whole = fiche(group(DAYS, "complet"), group("6 décembre 2021", slug="h"), limit="")
    assert fiche_timeline(date("2021-09-01"), whole).now is State.COMING


@pytest.mark.parametrize("status", ["complet", "annulé", "reporté"])
def test_a_fiche_without_a_session_has_the_state_declared_for_it(status: str) -> None:
    whole = fiche(status=status)
    assert fiche_timeline(date("2021-09-01"), whole).now.words.casefold() == status


def test_lasting_states_are_those_no_later_day_undoes() -> None:
    assert {state for state in State if not state.lasting} == {
        State.OPEN, State.CLOSING, State.COMING, State.RUNNING, State.UNSCHEDULED,
    }  # fmt: skip


def test_what_closes_soon_is_open_still() -> None:
    assert INCLUDED[State.OPEN] == (State.OPEN, State.CLOSING)
    assert CLOSING_DAYS == 15


def test_what_was_not_held_counts_no_more_once_its_days_are_past() -> None:
    whole = fiche(group("10 janvier 2021", "reporté"), group("5 mars 2021", slug="h"))
    assert fiche_timeline(date("2021-01-05"), whole).now is State.COMING
    assert fiche_timeline(date("2021-04-01"), whole).now is State.OVER
    alone = fiche(group("10 janvier 2021", "reporté"))
    assert fiche_timeline(date("2021-04-01"), alone).now is State.POSTPONED


@pytest.mark.parametrize("status", ["complet", "annulé", ""])
def test_no_change_of_state_is_behind_the_next_edge(status: str) -> None:
    only = group(DAYS, status)
    whole = fiche(only, limit=LIMIT)
    day = date("2021-09-01")
    edges = []
    while edge := next_edge(day, whole, only):
        change = timeline(day, whole, only).next_change
        assert change is None or edge <= change
        edges.append(edge.isoformat())
        day = edge
    assert edges == ["2021-09-30", "2021-10-16", "2021-11-15", "2021-11-18"]


@pytest.mark.parametrize(
    "words", ["Inscriptions closes", "Les inscriptions sont terminées", "Clôturé", "close"]
)
def test_a_deadline_that_says_it_is_too_late_closes(words: str) -> None:
    only = group("15 novembre 2021")
    whole = fiche(only, limit=words)
    assert (
        str(timeline(date("2021-09-01"), whole, only))
        == "clos 2021-11-15 en-cours 2021-11-16 termine"
    )

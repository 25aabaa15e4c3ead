"""Whether a session can be joined, day by day."""

from __future__ import annotations

import datetime as dt

import pytest

from fichegen.dates import Kind, read_deadline, read_schedule
from fichegen.model import Fiche, Group, Status, Title
from fichegen.states import State, next_change, state_on

DAYS = "15, 16 et 17 novembre 2021"
SPAN = "du 15 septembre 2021 au 30 juin 2022"
LIMIT = "15 octobre 2021"


def date(iso: str) -> dt.date:
    return dt.date.fromisoformat(iso)


def session(
    dates: str = "", limit: str = "", status: Status | None = None, of_fiche: Status | None = None
) -> tuple[Fiche, Group]:
    """Make a fiche with a deadline and its one group."""
    group = Group(
        label="G", slug="g", status=status, schedule=read_schedule(dates)[0] if dates else None
    )
    fiche = Fiche(
        title=Title(words="T"), slug="t", groups=(group,), status=of_fiche,
        deadline=read_deadline(limit)[0] if limit else None,
    )  # fmt: skip
    return fiche, group


@pytest.mark.parametrize(
    ("dates", "limit", "story"),
    [
        (DAYS, LIMIT, [
            ("2021-10-15", State.OPEN), ("2021-10-16", State.CLOSED), ("2021-11-14", State.CLOSED),
            ("2021-11-15", State.RUNNING), ("2021-11-17", State.RUNNING), ("2021-11-18", State.OVER),
        ]),
        (DAYS, "", [("2021-11-14", State.COMING), ("2021-11-15", State.RUNNING), ("2021-11-18", State.OVER)]),
        (DAYS, "quinze jours avant", [("2021-11-14", State.COMING), ("2021-11-15", State.RUNNING)]),
        (DAYS, "16 novembre 2021", [("2021-11-14", State.OPEN), ("2021-11-15", State.RUNNING)]),
        (SPAN, "", [
            ("2021-09-14", State.COMING), ("2021-09-15", State.RUNNING), ("2022-06-30", State.RUNNING),
            ("2022-07-01", State.OVER),
        ]),
        ("à partir du 5 septembre 2025", "", [
            ("2025-09-04", State.COMING), ("2025-09-05", State.RUNNING), ("2035-01-01", State.RUNNING),
        ]),
        ("mars 2025", "", [
            ("2025-02-28", State.UNSCHEDULED), ("2025-03-31", State.UNSCHEDULED), ("2025-04-01", State.OVER),
        ]),
        ("mars 2025", "15 janvier 2025", [("2025-01-15", State.OPEN), ("2025-01-16", State.CLOSED)]),
        ("sur demande", "", [("2021-11-15", State.UNSCHEDULED)]),
        ("à définir", LIMIT, [("2021-10-15", State.OPEN), ("2021-10-16", State.CLOSED)]),
        ("", "", [("2021-11-15", State.UNSCHEDULED)]),
    ],
)  # fmt: skip
def test_states_follow_the_days(dates: str, limit: str, story: list[tuple[str, State]]) -> None:
    fiche, group = session(dates, limit)
    assert [(day, state_on(date(day), fiche, group)) for day, _ in story] == story


def test_the_kinds_of_schedule_are_the_ones_meant() -> None:
    kinds = [read_schedule(words)[0].kind for words in (DAYS, SPAN, "mars 2025")]
    assert kinds == [Kind.DAYS, Kind.SPAN, Kind.PERIOD]


@pytest.mark.parametrize(
    ("status", "before", "during", "after"),
    [
        (Status.CANCELLED, State.CANCELLED, State.CANCELLED, State.CANCELLED),
        (Status.POSTPONED, State.POSTPONED, State.POSTPONED, State.POSTPONED),
        (Status.FULL, State.FULL, State.FULL, State.OVER),
        (Status.CONFIRMED, State.OPEN, State.RUNNING, State.OVER),
    ],
)
def test_what_is_declared_comes_first(
    status: Status, before: State, during: State, after: State
) -> None:
    for fiche, group in (
        session(DAYS, LIMIT, status),
        session(DAYS, LIMIT, of_fiche=status),
        session(DAYS, LIMIT, status, of_fiche=Status.CANCELLED),
    ):
        days = map(date, ("2021-10-01", "2021-11-16", "2021-11-18"))
        assert [state_on(day, fiche, group) for day in days] == [before, during, after]


@pytest.mark.parametrize(
    ("dates", "limit", "status", "changes"),
    [
        (DAYS, LIMIT, None, ["2021-10-16", "2021-11-15", "2021-11-18"]),
        (DAYS, "16 novembre 2021", None, ["2021-11-15", "2021-11-18"]),
        (DAYS, LIMIT, Status.FULL, ["2021-11-18"]),
        (DAYS, LIMIT, Status.CANCELLED, []),
        (SPAN, "", None, ["2021-09-15", "2022-07-01"]),
        ("septembre 2021", "", None, ["2021-10-01"]),
        ("sur demande", "", None, []),
    ],
)
def test_the_next_change_leads_through_all_states(
    dates: str, limit: str, status: Status | None, changes: list[str]
) -> None:
    fiche, group = session(dates, limit, status)
    day, told = date("2021-09-01"), []
    while change := next_change(day, fiche, group):
        eve = change - dt.timedelta(days=1)
        assert state_on(eve, fiche, group) is state_on(day, fiche, group)
        assert state_on(change, fiche, group) is not state_on(day, fiche, group)
        told.append(change.isoformat())
        day = change
    assert told == changes


def test_lasting_states_are_those_no_later_day_undoes() -> None:
    fiche, group = session(DAYS, LIMIT)
    closed = date("2021-10-16")
    assert state_on(closed, fiche, group).lasting
    assert {state for state in State if not state.lasting} == {
        State.OPEN, State.COMING, State.RUNNING, State.UNSCHEDULED,
    }  # fmt: skip

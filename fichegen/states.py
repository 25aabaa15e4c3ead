"""Whether a session can still be joined: one table of rules, and the timeline drawn from it.

The rules stand here alone. A page carries their outcome, the timeline, in a data attribute; the
script on it only looks up the step of the reader's day, so the two can never disagree.
"""

from __future__ import annotations

import datetime as dt
import enum
from collections import Counter
from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass
from typing import Final

from fichegen.dates import Deadline, Kind
from fichegen.model import Fiche, Group, Status

CLOSING_DAYS: Final = 15
"""How long before a deadline registration is said to close soon."""

_DAY: Final = dt.timedelta(days=1)


class State(enum.StrEnum):
    """What a session is in on one day; the value is the key in addresses, styles and scripts.

    In the order of what they offer to a reader: the best state of its sessions is a fiche's.
    """

    OPEN = "ouvert"
    CLOSING = "bientot"
    COMING = "a-venir"
    UNSCHEDULED = "a-programmer"
    FULL = "complet"
    RUNNING = "en-cours"
    CLOSED = "clos"
    POSTPONED = "reporte"
    OVER = "termine"
    CANCELLED = "annule"

    @property
    def words(self) -> str:
        """The state as readers see it."""
        return _WORDS[self]

    @property
    def lasting(self) -> bool:
        """True where the passing of days alone cannot undo it: safe to print on a static page."""
        return self in _LASTING

    @property
    def joinable(self) -> bool:
        """True where asking for a place makes sense."""
        return self in JOINABLE


_WORDS: Final = {
    State.OPEN: "Inscriptions ouvertes",
    State.CLOSING: "Inscriptions bientôt closes",
    State.COMING: "À venir",
    State.UNSCHEDULED: "Dates à préciser",
    State.FULL: "Complet",
    State.RUNNING: "En cours",
    State.CLOSED: "Inscriptions closes",
    State.POSTPONED: "Reporté",
    State.OVER: "Terminé",
    State.CANCELLED: "Annulé",
}
_LASTING: Final = (State.CANCELLED, State.POSTPONED, State.OVER, State.FULL, State.CLOSED)
JOINABLE: Final = (State.OPEN, State.CLOSING, State.COMING, State.UNSCHEDULED)
SETTLED: Final = (State.CANCELLED, State.POSTPONED, State.FULL, State.OVER)
"""States in which it does not matter any more until when one could register."""
INCLUDED: Final = {State.OPEN: (State.OPEN, State.CLOSING)}
"""What a filter by a state shows besides that state: a session that closes soon is open still."""


@dataclass(frozen=True, slots=True)
class _Facts:
    """What the rules look at."""

    status: Status | None
    first: dt.date | None = None
    last: dt.date | None = None
    limit: dt.date | None = None
    closed: bool = False
    """True where the words of the deadline say that it is too late."""
    expected: dt.date | None = None
    """First day of the month or quarter it is announced for, where its own are not known."""


_Rule = Callable[[dt.date, _Facts], bool]

_RULES: Final[tuple[tuple[State, _Rule], ...]] = (
    # What the editor declares comes first, save that a full or confirmed session ends too.
    (State.CANCELLED, lambda _, f: f.status is Status.CANCELLED),
    (State.POSTPONED, lambda _, f: f.status is Status.POSTPONED),
    # A session whose last day is not known is never over.
    (State.OVER, lambda day, f: f.last is not None and day > f.last),
    (State.FULL, lambda _, f: f.status is Status.FULL),
    # A deadline behind the first day is meant: one can still join what has begun.
    (
        State.CLOSING,
        lambda day, f: f.limit is not None and 0 <= (f.limit - day).days <= CLOSING_DAYS,
    ),
    (State.OPEN, lambda day, f: f.limit is not None and day <= f.limit),
    (State.RUNNING, lambda day, f: f.first is not None and day >= f.first),
    (State.CLOSED, lambda _, f: f.limit is not None or f.closed),
    (State.COMING, lambda _, f: f.first is not None and f.expected is None),
    (State.COMING, lambda day, f: f.expected is not None and day < f.expected),
    (State.UNSCHEDULED, lambda *_: True),
)
"""The first rule that holds gives the state."""


@dataclass(frozen=True, slots=True)
class Timeline:
    """The state from one day on, step by step."""

    now: State
    steps: tuple[tuple[dt.date, State], ...] = ()
    """The later changes: from that day on, that state."""

    @property
    def next_change(self) -> dt.date | None:
        """The first later day on which the state is another, or None."""
        return self.steps[0][0] if self.steps else None

    def __str__(self) -> str:
        """Write the form that pages carry: `ouvert 2021-10-16 clos 2021-11-15 en-cours`."""
        return " ".join([self.now, *(f"{day.isoformat()} {state}" for day, state in self.steps)])


def timeline(day: dt.date, fiche: Fiche, group: Group) -> Timeline:
    """Tell a session's states from a day on."""
    return _timeline_of(day, _facts(fiche, group))


def fiche_timeline(day: dt.date, fiche: Fiche) -> Timeline:
    """Tell from a day on what a fiche offers: the best state of its sessions.

    A fiche without a session has the state that is declared for it, or its deadline gives.
    """
    facts = [_facts(fiche, group) for group in fiche.groups]
    if not facts:
        facts = [_Facts(fiche.status, limit=_limit(fiche), closed=_is_closed(fiche))]
    return _timeline_of(day, *facts) if len(facts) == 1 else _timeline(day, facts)


def _timeline_of(day: dt.date, facts: _Facts) -> Timeline:
    """Tell the states of one session, as most fiches have: nothing is to be weighed."""
    now = state = _state(day, facts)
    steps = []
    for edge in sorted({edge for edge in _edges(facts) if edge > day}):
        if (then := _state(edge, facts)) is not state:
            steps.append((edge, then))
            state = then
    return Timeline(now, tuple(steps))


def _timeline(day: dt.date, sessions: Iterable[_Facts]) -> Timeline:
    """Tell the best of the sessions' states, day after day.

    What was not held counts no more once its days are past, unless nothing else is left.
    """
    every = [*sessions]
    held = [_held(day, facts) for facts in every]
    states: Counter[State] = Counter()
    kept: Counter[State] = Counter()

    def count(number: int, by: int) -> None:
        state, counts = held[number]
        states[state] += by
        kept[state] += by * counts

    by_edge: dict[dt.date, set[int]] = {}
    for number, facts in enumerate(every):
        count(number, 1)
        for edge in _edges(facts):
            if edge > day:
                by_edge.setdefault(edge, set()).add(number)
    now = state = _best(+kept or states)
    steps = []
    for edge, concerned in sorted(by_edge.items()):
        for number in concerned:  # no other session is in another light that day
            count(number, -1)
            held[number] = _held(edge, every[number])
            count(number, 1)
        if (then := _best(+kept or +states)) is not state:
            steps.append((edge, then))
            state = then
    return Timeline(now, tuple(steps))


def next_edge(day: dt.date, fiche: Fiche, group: Group) -> dt.date | None:
    """Tell the next later day that may bring a session into another light.

    Its state need not change for that: a full session begins, a cancelled one is past.
    """
    return min((edge for edge in _edges(_facts(fiche, group)) if edge > day), default=None)


def _best(states: Collection[State]) -> State:
    return next(state for state in State if state in states)


def _held(day: dt.date, facts: _Facts) -> tuple[State, bool]:
    """Return the state of a session, and whether it counts beside others."""
    off = facts.status in (Status.CANCELLED, Status.POSTPONED)
    return _state(day, facts), not (off and facts.last is not None and day > facts.last)


def _state(day: dt.date, facts: _Facts) -> State:
    return next(state for state, holds in _RULES if holds(day, facts))


def _edges(facts: _Facts) -> Iterable[dt.date]:
    """Yield the days on which a rule may begin to hold, or to hold no more."""
    for edge in (facts.first, facts.expected):
        if edge:
            yield edge
    if facts.last and facts.last < dt.date.max:
        yield facts.last + _DAY
    if facts.limit and facts.limit < dt.date.max:
        yield facts.limit + _DAY
        if facts.limit.toordinal() > CLOSING_DAYS:
            yield facts.limit - CLOSING_DAYS * _DAY


def _facts(fiche: Fiche, group: Group) -> _Facts:
    """Return status, first and last day and registration deadline, as far as they are known."""
    schedule = group.schedule
    last = schedule.last if schedule else None
    expected = None
    first = schedule.first if schedule else None
    if schedule and schedule.kind in (Kind.PERIOD, Kind.START) and schedule.periods:
        ends = max(period.last for period in schedule.periods)
        expected = min(period.first for period in schedule.periods)
        if schedule.kind is Kind.PERIOD:
            last = ends
        elif ends < dt.date.max:
            first = ends + _DAY  # by then it has begun
    return _Facts(
        status=fiche.status_of(group),
        first=first,
        last=last,
        limit=_limit(fiche, group),
        closed=_is_closed(fiche, group),
        expected=expected,
    )


def _limit(fiche: Fiche, group: Group | None = None) -> dt.date | None:
    deadline = _deadline(fiche, group)
    return deadline.date if deadline else None


def _is_closed(fiche: Fiche, group: Group | None = None) -> bool:
    deadline = _deadline(fiche, group)
    return deadline is not None and deadline.closed


def _deadline(fiche: Fiche, group: Group | None) -> Deadline | None:
    return (group.deadline if group else None) or fiche.deadline

"""The hours of the days of a session, where they are told for themselves: "9h-17h (accueil à 8h45)"."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .beside import hour_count, pause, pause_told_behind, welcome
from .hours import Stretch, checked, parse_hours, problem, time_at
from .lexicon import SCHEDULES
from .roles import Role
from .tokens import LIMIT, Token, tokenise
from .values import Hours, Problem

_SIGNS: Final = frozenset(
    {
        Role.AND,
        Role.PLUS,
        Role.COMMA,
        Role.SEMICOLON,
        Role.SLASH,
        Role.DASH,
        Role.ARTICLE,
        Role.FILLER,
        Role.LABEL,
        Role.COLON,
        Role.OPEN,
        Role.CLOSE,
        Role.PREPOSITION,
        Role.MORNING,
        Role.AFTERNOON,
        Role.WHOLE,
        Role.DAY,
        Role.FROM,
    }
)
_REMARKS: Final = frozenset(
    "visio visioconference presentiel distanciel distance ligne teams zoom".split()
)
"""Words that say how the hours are spent, and change none."""
_UNSET: Final = frozenset({Role.TO_DEFINE, Role.ON_REQUEST})


def read_hours(text: str) -> tuple[tuple[Hours, ...], tuple[Problem, ...]]:
    """Read the hours of a day; none, and no problem, where the words say that they are not set.

    An impossible hour (25h, an end before its start, stretches that overlap) is FG310; anything
    beside hours that could change their meaning makes them not understood (FG318). What changes
    none, "accueil à 8h45", "pause 1h", "en visio", is passed over: see `tells_hours_alone`.
    """
    return _read(text)[:2]


def tells_hours_alone(text: str) -> bool:
    """Tell whether words hold nothing but hours."""
    return not _read(text)[2]


def _read(text: str) -> tuple[tuple[Hours, ...], tuple[Problem, ...], bool]:
    """Read hours, and tell whether something stands beside them."""
    tokens = tokenise(text, SCHEDULES)
    stretches: list[Stretch] = []
    lengths: list[tuple[int, int, int]] = []
    bounds: list[int] = []
    more = unset = False
    at = 0
    while len(text) <= LIMIT and (token := tokens[at]).role is not Role.END:
        behind = _remark(tokens, at) if bounds else None
        if behind is not None:
            more, at = True, behind
        elif found := parse_hours(tokens, at):
            stretches += found[0]
            at = found[1]
            bounds += (token.start, tokens[at - 1].end)
        elif (behind := _remark(tokens, at)) is not None:
            more, at = True, behind
        elif token.role in _UNSET:
            unset, at = True, at + 1
        elif token.role in _SIGNS:
            at += 1
        else:
            time = time_at(tokens, at)
            last = tokens[time[2] - 1] if time else token
            if not (time and bounds and tokens[at - 1].role is Role.OPEN):
                return (), (problem("FG318", text, token.start, last.end),), more
            lengths.append((time[0], token.start, last.end))
            at = time[2]
    if not bounds:
        return (), () if unset else (problem("FG318", text, 0, len(text)),), more
    hours = checked(stretches)
    if hours is None:
        return (), (problem("FG310", text, bounds[0], bounds[-1]),), more
    total = sum(h.end - h.start for h in hours)
    for minutes, start, end in lengths:
        if minutes != total:
            return (), (problem("FG318", text, start, end),), more
    return hours, (), more or unset or bool(lengths)


def _remark(tokens: Sequence[Token], at: int) -> int | None:
    """Return what stands behind words that change no hours; None for other words."""
    token = tokens[at]
    match token.role:
        case Role.WELCOME:
            return welcome(tokens, at)
        case Role.PAUSE:
            return pause(tokens, at)
        case Role.HOUR if tokens[at + 1].role in (Role.FROM, Role.WORD):
            return _clock(tokens, at + 1)
        case Role.WORD | Role.TO if token.text in (*_REMARKS, "a"):
            return at + 1 if token.text in _REMARKS or tokens[at + 1].text in _REMARKS else None
        case _:
            behind = pause_told_behind(tokens, at)
            return hour_count(tokens, at) if behind is None else behind


def _clock(tokens: Sequence[Token], at: int) -> int:
    """Read whose clock it is: `heure de Paris`, `heure de La Réunion`, `heure locale`."""
    while tokens[at].role in (Role.FROM, Role.ARTICLE):
        at += 1
    return at + (tokens[at].role is Role.WORD)

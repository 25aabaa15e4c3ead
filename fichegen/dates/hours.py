"""Hours of the day: `de 9h à 12h30 et 13h30-17h`, `9 h 00 - 17 h 00`, `de 9 heures à midi`.

    hours   := stretch (link stretch)*
    stretch := ["de"] time ("à" | "-" | "/" | "→") time
    time    := number "h" [number] | number ":" number | "midi" | "minuit" | number

A time that is a bare number needs a full one in the same hours: `de 9 à 16h`.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from fichegen.text import squeeze

from .roles import Role
from .tokens import Token
from .values import Hours, Problem

_BETWEEN_TIMES: Final = frozenset({Role.TO, Role.UNTIL, Role.DASH, Role.ARROW, Role.SLASH})
_BETWEEN_STRETCHES: Final = frozenset(
    {Role.AND, Role.PLUS, Role.COMMA, Role.SEMICOLON, Role.SLASH, Role.DASH, Role.ARTICLE}
)
_MIDNIGHT: Final = 24 * 60

Stretch = tuple[int, int]
"""Start and end in minutes as written, possible or not."""


def problem(code: str, text: str, start: int, end: int) -> Problem:
    """Name the words concerned, as they were written."""
    mots = squeeze(text[start:end])
    return Problem(code=code, start=start, end=end, values=(("mots", mots[:200]),))


def checked(stretches: Sequence[Stretch]) -> tuple[Hours, ...] | None:
    """Put stretches in order, or tell by None that they are not possible in one day.

    One that two others fill from its start to its end says nothing more: "9h-17h (9h-12h et 13h-17h)".
    """
    ordered = sorted({*stretches})
    whole = (ordered[0][0], max(end for _, end in ordered)) if len(ordered) > 2 else None
    if whole in ordered:
        ordered.remove(whole)
    behind = -1
    for start, end in ordered:
        if not behind <= start < end <= _MIDNIGHT:
            return None
        behind = end
    return tuple(Hours(start=start, end=end) for start, end in ordered)


def parse_hours(tokens: Sequence[Token], at: int) -> tuple[list[Stretch], int] | None:
    """Read all the stretches that begin at a token; give them and the token behind."""
    stretches: list[Stretch] = []
    signed = False
    behind = at
    while found := _stretch(tokens, at):
        stretches.append(found[0])
        signed |= found[1]
        behind = at = found[2]
        while tokens[at].role in _BETWEEN_STRETCHES:
            at += 1
    return (stretches, behind) if signed else None


def _stretch(tokens: Sequence[Token], at: int) -> tuple[Stretch, bool, int] | None:
    opened = tokens[at].role is Role.FROM and tokens[at].text in ("de", "des", "d")
    first = time_at(tokens, at + opened)
    if not first:
        return None
    start, start_signed, at = first
    link = tokens[at]
    if link.role not in _BETWEEN_TIMES or link.text in ("au", "aux"):
        return None
    second = time_at(tokens, at + 1)
    if not second:
        return None
    end, end_signed, behind = second
    if not (start_signed or end_signed) and not (opened and link.text == "a"):
        return None
    if not start_signed and link.role is Role.SLASH:
        return None
    if not end_signed and _is_day(tokens, behind):
        return None
    if end == 0 and tokens[behind - 1].role is Role.MIDNIGHT:
        end = _MIDNIGHT
    return (start, end), start_signed or end_signed, behind


def _is_day(tokens: Sequence[Token], behind: int) -> bool:
    """Tell whether the number before `behind` is the day of a date rather than an hour."""
    follower = tokens[behind]
    return follower.role is Role.MONTH or (
        follower.role in (Role.SLASH, Role.DOT) and tokens[behind + 1].role is Role.NUMBER
    )


def time_at(tokens: Sequence[Token], at: int) -> tuple[int, bool, int] | None:
    """Read a time: its minutes, whether a sign shows that it is one, the token behind."""
    first = tokens[at]
    if first.role is Role.NOON:
        return 12 * 60, True, at + 1
    if first.role is Role.MIDNIGHT:
        return 0, True, at + 1
    if not first.short:
        return None
    sign, minutes = tokens[at + 1], tokens[at + 2]
    if sign.role is Role.COLON:
        if sign.glued and minutes.glued and minutes.short and len(minutes.text) == 2:
            return _minutes(first.value, minutes.value), True, at + 3
        return first.value * 60, False, at + 1
    if sign.role is not Role.HOUR:
        return first.value * 60, False, at + 1
    if not minutes.short or len(minutes.text) != 2 or minutes.fresh:
        return first.value * 60, True, at + 2
    follower = tokens[at + 3]
    apart = follower.role in (Role.MONTH, Role.HOUR, Role.ORDINAL)
    second = tokens[at + 4]
    dated = follower.role is Role.SLASH and follower.glued and second.glued
    dated &= tokens[at + 5].role is not Role.HOUR
    if not minutes.glued and (apart or dated):
        return first.value * 60, True, at + 2
    behind = at + 4 if follower.role is Role.MINUTE else at + 3
    return _minutes(first.value, minutes.value), True, behind


def _minutes(hours: int, minutes: int) -> int:
    """Add up; minutes that do not exist give a time that does not either."""
    return hours * 60 + minutes if minutes < 60 else _MIDNIGHT + 1

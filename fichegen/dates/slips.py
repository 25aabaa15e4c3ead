"""Names of months and weekdays that a finger slipped on: "févirer", "madri", "1O février".

One letter more, less, other, or two of them swapped; only where the word stands as a month or a
weekday does, beside a day. What was meant is proposed, never taken.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from fichegen.expressions import expression
from fichegen.text import fold

from .lexicon import MONTHS, SCHEDULES, WEEKDAYS
from .marks import parse_mark
from .roles import Role
from .tokens import Token, tokenise

_FOLDED_MONTHS: Final = tuple((fold(name), name) for name in MONTHS)
_FOLDED_WEEKDAYS: Final = tuple((fold(name), name) for name in WEEKDAYS)
_LONG_MONTH: Final = 5
"""Letters of a month that few other words resemble: "mars" is one letter from "mais"."""
_LONG_WEEKDAY: Final = 6
_SHORT_NAME: Final = 4
_DAYS: Final = range(1, 32)
_MIXED: Final = expression(r"(?<![\w.-])(?=[OolI]*\d)(?=\d*[OolI])[\dOolI]{2,4}(?![\w.-])")
_AS_DIGITS: Final = str.maketrans("OolI", "0011")


@dataclass(frozen=True, slots=True)
class Slip:
    """A word that is most likely a mistyped one, and what was meant."""

    start: int
    end: int
    meant: str


def slips(text: str) -> Iterator[Slip]:
    """Yield the mistyped months, weekdays and numbers of a phrase about dates."""
    tokens = tokenise(text, SCHEDULES)
    for at, token in enumerate(tokens):
        if meant := month_meant(tokens, at) or weekday_meant(tokens, at):
            yield Slip(token.start, token.end, meant)
    for found in _MIXED.finditer(text):
        yield Slip(*found.span(), found[0].translate(_AS_DIGITS))


def month_meant(tokens: Sequence[Token], at: int) -> str:
    """Return the month that a word behind a day most likely means; empty for none."""
    token, day = tokens[at], tokens[at - 1] if at else tokens[-1]
    if token.role is not Role.WORD or len(token.text) < _SHORT_NAME - 1:
        return ""
    if day.role not in (Role.NUMBER, Role.ORDINAL) or day.value not in _DAYS or token.fresh:
        return ""
    sure = tokens[at + 1].year
    for name, month in _FOLDED_MONTHS:
        if sure or len(name) >= _LONG_MONTH:
            if len(name) >= _SHORT_NAME and _is_one_slip(token.text, name):
                return month
        elif len(name) >= _SHORT_NAME and _is_swap(token.text, name):
            return month
    return ""


def weekday_meant(tokens: Sequence[Token], at: int) -> str:
    """Return the weekday that a word before a day most likely means; empty for none.

    A letter more at the end is another word ("Mardié"), and so is one for another in a short name
    ("Landi").
    """
    token, day = tokens[at], tokens[at + 1] if at + 1 < len(tokens) else tokens[at]
    if token.role is not Role.WORD or not day.short or day.fresh or len(token.text) < _SHORT_NAME:
        return ""
    for name, weekday in _FOLDED_WEEKDAYS:
        if token.text.startswith(name) or not _is_one_slip(token.text, name):
            continue
        other = len(token.text) == len(name) and not _is_swap(token.text, name)
        if other and len(name) < _LONG_WEEKDAY:
            continue
        found = parse_mark(tokens, at + 1)
        return weekday if isinstance(found, tuple) and found[0].day else ""
    return ""


def _is_one_slip(typed: str, name: str) -> bool:
    """Tell whether one letter more, less or other, or two swapped, part two different words."""
    if typed == name or abs(len(typed) - len(name)) > 1:
        return False
    same = 0
    while same < min(len(typed), len(name)) and typed[same] == name[same]:
        same += 1
    if len(typed) == len(name):
        return typed[same + 1 :] == name[same + 1 :] or _is_swap(typed, name)
    longer, shorter = (typed, name) if len(typed) > len(name) else (name, typed)
    return longer[same + 1 :] == shorter[same:]


def _is_swap(typed: str, name: str) -> bool:
    """Tell whether two neighbouring letters changed their places."""
    if len(typed) != len(name):
        return False
    apart = [at for at, (one, other) in enumerate(zip(typed, name, strict=True)) if one != other]
    return (
        len(apart) == 2
        and apart[1] == apart[0] + 1
        and typed[apart[0]] == name[apart[1]]
        and typed[apart[1]] == name[apart[0]]
    )

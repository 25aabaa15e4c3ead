"""Dates as they are written, one by one, before months and years are shared between them.

mark    := [weekdays] day [month [year]] | numeric | stretch
numeric := dd/mm/yyyy | dd/mm/yy | dd.mm.yyyy | dd-mm-yyyy | yyyy-mm-dd | dd/mm
stretch := ["début" | "mi-" | "fin"] month [year] | mm/yyyy
         | nth ("trimestre" | "semestre") [year] | "T" n [year] | season [year]
         | ["année"] year "-" year
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .lexicon import MONTHS, SHORT
from .periods import Unit
from .roles import Role
from .tokens import Token


class Link(enum.Enum):
    """How a mark is joined to the one before."""

    NONE = enum.auto()
    LIST = enum.auto()
    RANGE = enum.auto()
    DASH = enum.auto()
    """A dash alone: a range or a list, which the other dates decide."""
    SLASH = enum.auto()
    """A slash alone between bare numbers."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Mark:
    """One date or named stretch, with only what is written on the spot."""

    start: int
    end: int
    day: int | None = None
    """None for a stretch."""
    month: int | None = None
    year: int | None = None
    weekdays: tuple[int, ...] = ()
    plural: bool = False
    """True for "mardis 3, 10 et 17", where the weekday speaks for the following marks too."""
    unit: Unit | None = None
    """What a stretch is; None for a date."""
    number: int = 0
    """The number of the stretch in its unit."""
    short_year: bool = False
    """True where the year has two digits."""
    numeric: bool = False
    written: str = ""
    """The date as it stands, where its numbers make no date at all."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Doubt:
    """A place that can be read in two ways."""

    start: int
    end: int
    readings: str
    mend: str
    """What to write in its place."""


def _either(first: Token, last: Token, one: str, other: str) -> Doubt:
    return Doubt(
        start=first.start,
        end=last.end,
        readings=f"{one} ou {other}",
        mend=f"écrivez « {one} » ou « {other} »",
    )


Found = tuple[Mark, int]
_SEPARATORS: Final = (Role.SLASH, Role.DOT, Role.DASH)
_SCHOOL: Final = (Role.DASH, Role.SLASH)
_BEFORE_DAY: Final = (Role.ARTICLE, Role.COMMA, Role.COLON)
_BETWEEN_WEEKDAYS: Final = (Role.AND, Role.COMMA, Role.DASH, Role.SLASH, Role.ARTICLE)
_NOT_AFTER_MONTH: Final = (Role.HOUR, Role.MONTH, Role.DAY, Role.HALF_DAY, Role.COUNTED)


def parse_mark(tokens: Sequence[Token], at: int) -> Found | Doubt | None:
    """Read the mark that begins at a token, with the token behind it."""
    token = tokens[at]
    if token.role is Role.NUMBER:
        return _numeric(tokens, at) or _date(tokens, at) or _years(tokens, at, token.start)
    if token.role in (Role.WEEKDAY, Role.WEEKDAYS):
        return _after_weekdays(tokens, at)
    if token.role is Role.ORDINAL:
        return _date(tokens, at) or _part_of_year(tokens, at)
    return _month(tokens, at) or _part_of_year(tokens, at) or _named(tokens, at)


def _after_weekdays(tokens: Sequence[Token], at: int) -> Found | None:
    start = tokens[at].start
    weekdays: list[int] = []
    plural = False
    while tokens[at].role in (Role.WEEKDAY, Role.WEEKDAYS) and len(weekdays) < 7:
        weekdays.append(tokens[at].value)
        plural |= tokens[at].role is Role.WEEKDAYS
        at += 1
        behind = at
        while tokens[at].role in _BETWEEN_WEEKDAYS:
            at += 1
        if tokens[at].role not in (Role.WEEKDAY, Role.WEEKDAYS):
            at = behind
    while tokens[at].role in _BEFORE_DAY:
        at += 1
    found = _numeric(tokens, at) or _date(tokens, at)
    if not found or found[0].unit:
        return None
    mark, behind = found
    return (
        Mark(
            start=start,
            end=mark.end,
            day=mark.day,
            month=mark.month,
            year=mark.year,
            weekdays=tuple(weekdays),
            plural=plural,
            short_year=mark.short_year,
            numeric=mark.numeric,
            written=mark.written,
        ),
        behind,
    )


def _date(tokens: Sequence[Token], at: int) -> Found | None:
    """Read `15`, `15 nov.`, `1er mars 2025`, `15 nov. 21`."""
    first, second = tokens[at], tokens[at + 1]
    if not (first.short or (first.role is Role.ORDINAL and first.value == 1)):
        return None
    if not (month := _month_number(tokens, at + 1)):
        if first.role is Role.ORDINAL and not _is_listed(second):
            return None
        return Mark(start=first.start, end=first.end, day=first.value), at + 1
    year, behind = _year_behind(tokens, at + 2)
    mark = Mark(
        start=first.start,
        end=tokens[behind - 1].end,
        day=first.value,
        month=month,
        year=year,
        short_year=year is not None and len(tokens[behind - 1].text) == 2,
    )
    return mark, behind


def _is_listed(token: Token) -> bool:
    """Tell whether a `1er` without a month goes on as a list: `1er et 2 mars`."""
    return token.role in (Role.AND, Role.COMMA, Role.DASH, Role.TO, Role.SLASH, Role.PLUS)


def _month_number(tokens: Sequence[Token], at: int) -> int:
    """Give the month a token names behind a day, or 0; `mar` is Tuesday unless a year follows."""
    token = tokens[at]
    if token.role is Role.MONTH:
        return token.value
    return 3 if token.text == "mar" and tokens[at + 1].year else 0


def _year_behind(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """Read the year behind a day and its month, if there is one."""
    token = tokens[at]
    if token.year:
        return token.value, at + 1
    two_digits = token.short and len(token.text) == 2 and not token.fresh
    follower = tokens[at + 1]
    if not two_digits or follower.role in _NOT_AFTER_MONTH or _is_clock(tokens, at + 1):
        return None, at
    if follower.role in _SEPARATORS and follower.glued and tokens[at + 2].role is Role.NUMBER:
        return None, at
    return 2000 + token.value, at + 1


def _is_clock(tokens: Sequence[Token], at: int) -> bool:
    return tokens[at].role is Role.COLON and tokens[at].glued and tokens[at + 1].glued


def _numeric(tokens: Sequence[Token], at: int) -> Found | None:
    """Read a date in digits; never the head of a longer number such as `27/2011/12-1/23`."""
    first, sign, second = tokens[at], tokens[at + 1], tokens[at + 2]
    if first.role is not Role.NUMBER or sign.role not in _SEPARATORS:
        return None
    if second.role is not Role.NUMBER or second.new_line:
        return None
    if (
        first.glued
        and tokens[at - 1].role in _SEPARATORS
        and tokens[at - 1].glued
        and not _ended(tokens, at)
    ):
        return None
    third = tokens[at + 4]
    whole = tokens[at + 3].role is sign.role and third.role is Role.NUMBER
    if whole and not _continues(tokens, at + 5):
        if first.year and second.short and third.short:
            return _in_digits(tokens, at, at + 5, third.value, second.value, first.value)
        if first.short and second.short and third.year:
            return _in_digits(tokens, at, at + 5, first.value, second.value, third.value)
        two_digits = third.short and len(third.text) == 2 and sign.role is not Role.DASH
        if first.short and two_digits and second.short and 1 <= second.value <= 12:
            year = 2000 + third.value
            return _in_digits(tokens, at, at + 5, first.value, second.value, year)
        return None
    return None if whole else _partly(tokens, at)


def _ended(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a glued sign before a number closes a date, as in `15/11/2021-17/11/2021`."""
    return at >= 2 and (tokens[at - 2].year or tokens[at - 1].role is Role.DASH)


def _partly(tokens: Sequence[Token], at: int) -> Found | None:
    """Read `15/11` (glued) or `11/2021`."""
    first, sign, second = tokens[at : at + 3]
    if sign.role is Role.DASH or not first.short or _continues(tokens, at + 3):
        return None
    if second.year and sign.role is Role.SLASH and 1 <= first.value <= 12:
        mark = Mark(
            start=first.start,
            end=second.end,
            month=first.value,
            year=second.value,
            unit=Unit.MONTH,
            number=first.value,
            numeric=True,
        )
        return mark, at + 3
    glued = sign.glued and second.glued
    if not (glued and second.short and 1 <= second.value <= 12 and 1 <= first.value <= 31):
        return None
    mark = Mark(
        start=first.start, end=second.end, day=first.value, month=second.value, numeric=True
    )
    return mark, at + 3


def _in_digits(
    tokens: Sequence[Token], at: int, behind: int, day: int, month: int, year: int
) -> Found:
    start, end = tokens[at].start, tokens[behind - 1].end
    written = "".join(token.text for token in tokens[at:behind])
    sound = 1 <= month <= 12
    mark = Mark(
        start=start,
        end=end,
        day=day,
        month=month if sound else None,
        year=year,
        short_year=len(tokens[behind - 1].text) == 2 and len(tokens[at].text) <= 2,
        numeric=True,
        written="" if sound else written,
    )
    return mark, behind


def _continues(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a number goes on behind: another glued number, or the month of a list."""
    sign, follower = tokens[at], tokens[at + 1]
    if sign.role is Role.MONTH:
        return True
    glued = sign.glued and follower.glued and follower.role is Role.NUMBER
    return glued and sign.role in (Role.SLASH, Role.DOT)


def _month(tokens: Sequence[Token], at: int) -> Found | Doubt | None:
    """Read `mars 2025`, `début mars 2025`, `mi-septembre`; `nov. 21` has two readings."""
    head = tokens[at]
    part = {Role.BEGIN: 0, Role.PART: 1, Role.FINISH: 2}.get(head.role)
    month_at = at if part is None else at + 1
    month = tokens[month_at]
    if month.role is not Role.MONTH:
        return None
    year, behind = _year_of_stretch(tokens, month_at + 1)
    if year is None:
        number = tokens[behind]
        bare = number.short and not number.fresh and len(number.text) == 2
        if bare and not _is_longer(tokens, behind):
            name = MONTHS[month.value - 1]
            return _either(head, number, f"{number.text} {name}", f"{name} {2000 + number.value}")
        listed = tokens[behind].role in (*_BETWEEN_WEEKDAYS, Role.COLON, Role.END)
        if month.text in SHORT and part is None and not (listed or tokens[at - 1].role in _SCHOOL):
            return None
    mark = Mark(
        start=head.start,
        end=tokens[behind - 1].end,
        month=month.value,
        year=year,
        unit=Unit.MONTH if part is None else Unit.THIRD,
        number=month.value if part is None else 3 * month.value + part,
    )
    return mark, behind


def _is_longer(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether a number belongs to what follows: an hour, another date, a count."""
    follower = tokens[at + 1]
    return (
        follower.role in (*_NOT_AFTER_MONTH, Role.AND, Role.TO, Role.SLASH, Role.DOT)
        or _is_clock(tokens, at + 1)
        or (follower.role in (Role.DASH, Role.COMMA) and tokens[at + 2].short)
    )


def _year_of_stretch(tokens: Sequence[Token], at: int) -> tuple[int | None, int]:
    """Read `2025`, `de l'année 2025`, `de 2025` behind a stretch."""
    behind = at
    while tokens[behind].role in (Role.FROM, Role.YEAR, Role.PREPOSITION):
        behind += 1
    if tokens[behind].year and behind - at <= 2:
        return tokens[behind].value, behind + 1
    return None, at


_NTH: Final = {Role.QUARTER: (Unit.QUARTER, 4), Role.SEMESTER: (Unit.SEMESTER, 2)}
_LETTERS: Final = {"t": Role.QUARTER, "q": Role.QUARTER, "s": Role.SEMESTER}


def _part_of_year(tokens: Sequence[Token], at: int) -> Found | None:
    """Read `1er trimestre 2025`, `T2 2025`, `2e semestre`, `1er et 2e trimestre 2025`."""
    head, follower = tokens[at], tokens[at + 1]
    if head.role in (Role.ORDINAL, Role.LAST):
        role, behind = follower.role, at + 2
        if role in (Role.AND, Role.COMMA) and tokens[at + 2].role is Role.ORDINAL:
            role, behind = tokens[at + 3].role, at + 1
        number = head.value
    elif head.text in _LETTERS and follower.glued and follower.short:
        role, number, behind = _LETTERS[head.text], follower.value, at + 2
    elif head.role in _NTH and follower.short and len(follower.text) == 1:
        role, number, behind = head.role, follower.value, at + 2
    else:
        return None
    if role not in _NTH:
        return None
    unit, count = _NTH[role]
    number = count if head.role is Role.LAST else number
    if not 1 <= number <= count:
        return None
    year, behind = _year_of_stretch(tokens, behind)
    month = 1 + (number - 1) * 12 // count
    mark = Mark(
        start=head.start,
        end=tokens[behind - 1].end,
        month=month,
        year=year,
        unit=unit,
        number=number,
    )
    return mark, behind


def _named(tokens: Sequence[Token], at: int) -> Found | Doubt | None:
    """Read `printemps 2025`, `hiver 2025-2026`, `rentrée 2025`, `année 2025-2026`."""
    head = tokens[at]
    if head.role is Role.YEAR:
        return _years(tokens, at + 1, head.start)
    if head.role is Role.RENTREE:
        if not tokens[at + 1].year or tokens[at + 2].role is Role.COLON:
            return None  # "Rentrée 2025 : 8 septembre" gives the day behind it
        mark = Mark(
            start=head.start,
            end=tokens[at + 1].end,
            month=9,
            year=tokens[at + 1].value,
            unit=Unit.MONTH,
            number=9,
        )
        return mark, at + 2
    if head.role is not Role.SEASON:
        return None
    year, behind = _year_of_stretch(tokens, at + 1)
    winter = head.value == 3
    if winter and year is not None:
        double = _second_year(tokens, behind)
        if not double:
            last = tokens[behind - 1]
            return _either(head, last, f"hiver {year - 1}-{year}", f"hiver {year}-{year + 1}")
        behind += 2
    elif year is None and (winter or head.text in SHORT):
        return None
    mark = Mark(
        start=head.start,
        end=tokens[behind - 1].end,
        month=3 * head.value + 3,
        year=year,
        unit=Unit.SEASON,
        number=head.value,
    )
    return mark, behind


def _years(tokens: Sequence[Token], at: int, start: int) -> Found | None:
    """Read `2025-2026`, with or without "année" before it; a single year is no mark."""
    first = tokens[at]
    if not first.year or not _second_year(tokens, at + 1):
        return None
    mark = Mark(
        start=start, end=tokens[at + 2].end, month=9, year=first.value, unit=Unit.SCHOOL_YEAR
    )
    return mark, at + 3


def _second_year(tokens: Sequence[Token], at: int) -> bool:
    """Tell whether `-2026` or `/26` goes on a year that stands just before."""
    sign, second = tokens[at], tokens[at + 1]
    if sign.role not in _SCHOOL or second.role is not Role.NUMBER or _continues(tokens, at + 2):
        return False
    following = tokens[at - 1].value + 1
    return second.text in (str(following), str(following)[2:])

"""Amounts with their unit: `3 jours`, `1 à 2 jours`, `3h30`, `4 modules de 3h30`, `une journée`.

quantity := [number ("x" | "modules" ["de"])] plain ["x" number]
plain    := amount [("à" | "-") amount] unit [minutes] ["et demi"]
amount   := number ["," number] | number "½" | "½" | "1/2" | "deux"
unit     := "heures" | "h" | "minutes" | "jours" | "demi-journées"
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from .roles import Role
from .tokens import Token
from .values import Extent

Tokens = Sequence[Token]

_SCALES: Final = {Role.HOUR: 60.0, Role.MINUTE: 1.0, Role.DAY: 1.0, Role.HALF_DAY: 0.5}
_DE: Final = frozenset({"de", "d", "d une duree de"})
_LARGEST: Final = {Role.HOUR: 600_000.0, Role.DAY: 10_000.0, Role.HALF_DAY: 10_000.0}
"""No course lasts ten thousand hours, or days."""


_EARLY: Final = 360.0
"""No course begins before six: `1h30 à 2h` is a length."""
_BESIDE_PARTS: Final = frozenset({Role.WORD, Role.PLUS, Role.AND, Role.COMMA, Role.SPREAD})
_SPENT: Final = (Role.REMOTE, Role.ONSITE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Quantity:
    """A length, and where it ends."""

    extent: Extent
    """In minutes or in days; `least` may be above `most` where it is written so."""
    unit: Role
    """HOUR for minutes of teaching, DAY, or HALF_DAY for days written in halves."""
    behind: int
    """Number of the token behind it."""

    @property
    def timed(self) -> bool:
        """True for hours and minutes."""
        return self.unit is Role.HOUR


def quantity(tokens: Tokens, at: int) -> Quantity | None:
    """Read a quantity with the count that stands before or behind it, if any."""
    if tokens[at].role in (Role.NUMBER, Role.NUMERAL):
        inner, by = at + 2, tokens[at + 1].role
        if by is Role.UNIT and tokens[inner].text not in _DE:
            return None
        if by in (Role.TIMES, Role.UNIT):
            one = plain(tokens, inner + (tokens[inner].text in _DE))
            return _times(one, tokens[at].value, one.behind) if one else None
    one = _range(tokens, plain(tokens, at) or _added(tokens, at))
    if one and tokens[one.behind].role is Role.TIMES:
        factor = tokens[one.behind + 1]
        if factor.role is Role.NUMBER and not plain(tokens, one.behind + 1):
            return _times(one, factor.value, one.behind + 2)
    return one


def _added(tokens: Tokens, at: int) -> Quantity | None:
    """Read `2 + 1 jours`, whose unit stands once."""
    if tokens[at].role is not Role.NUMBER or tokens[at + 1].text != "+":
        return None
    rest = plain(tokens, at + 2)
    more = float(tokens[at].value)
    if not rest or rest.unit is not Role.DAY:
        return None
    return _quantity(rest.extent.least + more, rest.extent.most + more, rest.unit, rest.behind)


def _range(tokens: Tokens, one: Quantity | None) -> Quantity | None:
    """Go on to `2 jours à 3 jours`; `9h à 17h` is rather a time of the day."""
    if not one or tokens[one.behind].text != "a":
        return one
    if tokens[one.behind - 1].text == "h" and one.extent.most > _EARLY:
        return one
    two = plain(tokens, one.behind + 1)
    if not two or two.unit is not one.unit:
        return one
    if tokens[two.behind - 1].text == "h" and two.extent.most > _EARLY:
        return one
    return _quantity(one.extent.least, two.extent.most, one.unit, two.behind)


def _times(one: Quantity, count: int, behind: int) -> Quantity | None:
    return _quantity(one.extent.least * count, one.extent.most * count, one.unit, behind)


def _quantity(least: float, most: float, unit: Role, behind: int) -> Quantity | None:
    """Make a quantity of sensible size."""
    if not all(0 < value < _LARGEST[unit] for value in (least, most)):
        return None
    return Quantity(extent=Extent(least=least, most=most), unit=unit, behind=behind)


def plain(tokens: Tokens, at: int) -> Quantity | None:
    """Read an amount or a range of amounts with its unit."""
    if not (first := _amount(tokens, at)):
        return None
    least, behind = first
    link = tokens[behind]
    between = link.role is Role.AND and at > 0 and tokens[at - 1].role is Role.BETWEEN
    ranged = between or link.role is Role.DASH or link.text == "a"
    second = _amount(tokens, behind + 1) if ranged else None
    most, behind = second or first
    unit = tokens[behind]
    # "9-17h" is rather a time of the day than a length
    if unit.role not in _SCALES or (second and unit.text == "h"):
        return None
    factor, role = _SCALES[unit.role], unit.role
    low, high, behind = least * factor, most * factor, behind + 1
    if role is Role.HOUR and not second and (minutes := _minutes(tokens, behind)):
        low, high, behind = low + minutes[0], high + minutes[0], minutes[1]
    if role is Role.DAY and _is_half(tokens, at):
        role = Role.HALF_DAY
    if half := _half_behind(tokens, behind):
        low, high, behind = low + 0.5 * factor, high + 0.5 * factor, half
    if role in (Role.HOUR, Role.MINUTE):
        role, low, high = Role.HOUR, float(round(low)), float(round(high))
    return _quantity(low, high, role, behind)


def _half_behind(tokens: Tokens, at: int) -> int | None:
    """Read what goes on to `1 jour et demi`, `1 jour ½`, `1j1/2`."""
    first, sign, second = tokens[at : at + 3]
    if first.text == "½" and sign.role not in _SCALES:
        return at + 1
    if first.role is Role.AND and sign.role is Role.HALF:
        return at + 2
    written = (first.text, sign.role, second.text) == ("1", Role.SLASH, "2")
    return at + 3 if written and tokens[at + 3].role not in _SCALES else None


def shared(tokens: Tokens, at: int) -> Quantity | None:
    """Read the first amount of `2 ou 3 jours`, whose unit stands behind the second."""
    second = plain(tokens, at + 2)
    if not second:
        return None
    value = tokens[at].value * {Role.HOUR: 60.0, Role.HALF_DAY: 0.5}.get(second.unit, 1.0)
    return _quantity(value, value, second.unit, at + 1)


def part_of(tokens: Tokens, at: int, whole: Quantity | None) -> Quantity | None:
    """Read the 140 of `400 heures dont 140 en entreprise`: hours too, told where they are spent."""
    if not whole or tokens[whole.behind - 1].role is not Role.HOUR:
        return None
    where = tokens[at + 1]
    spent = where.role in _SPENT or (where.text == "en" and tokens[at + 2].role is Role.WORD)
    minutes = tokens[at].value * 60.0
    if tokens[at - 1].role is not Role.OF_WHICH or not spent or minutes > whole.extent.least:
        return None
    return _quantity(minutes, minutes, Role.HOUR, at + 1)


def parts_of(tokens: Tokens, at: int, whole: Quantity | None) -> int | None:
    """Return what stands behind the `2 + 2` of `4 jours (2 + 2)`, whose sum is the whole."""
    if not whole or whole.behind != at - 1 or tokens[at - 1].role is not Role.OPEN:
        return None
    total, behind = float(tokens[at].value), at + 1
    while tokens[behind].role is Role.PLUS and tokens[behind + 1].role is Role.NUMBER:
        total += tokens[behind + 1].value
        behind += 2
    scale = _SCALES.get(tokens[whole.behind - 1].role, 0)
    same = total * scale == whole.extent.least == whole.extent.most
    return behind if behind > at + 1 and tokens[behind].role is Role.CLOSE and same else None


def repeated(tokens: Tokens, at: int, wholes: Sequence[Extent | None]) -> int | None:
    """Return what stands behind the parts of a whole, `(2 jours + 1 jour)`, `: 2 jours + 1 jour`.

    None where they do not add up to one of `wholes`, or tell where the time is spent.
    """
    total: dict[bool, float] = {}
    while tokens[at].role not in (Role.CLOSE, Role.END) and not tokens[at].new_line:
        if one := quantity(tokens, at):
            total[one.timed] = total.get(one.timed, 0.0) + one.extent.most
            at = one.behind
        elif tokens[at].role in _BESIDE_PARTS:
            at += 1
        else:
            return None
    same = len(total) == 1 and any(
        whole and whole.least == whole.most == total.get(timed)
        for whole, timed in zip(wholes, (True, False), strict=True)
    )
    return at if same else None


def _minutes(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Read the 30 of `3h30` or `3 heures 30 minutes`."""
    token, follower = tokens[at], tokens[at + 1]
    if not token.short or len(token.text) != 2 or token.value > 59:
        return None
    if not token.glued and follower.role in (Role.HOUR, Role.DAY, Role.HALF_DAY, Role.UNIT):
        return None
    return token.value, at + (2 if follower.role is Role.MINUTE else 1)


def _amount(tokens: Tokens, at: int) -> tuple[float, int] | None:
    """Read a number; a half-day without one is one half-day."""
    token = tokens[at]
    match token.role:
        case Role.HALF if token.text == "½":
            return 0.5, at + 1
        case Role.NUMERAL:
            return float(token.value), at + 1
        case Role.HALF_DAY:
            before = tokens[at - 1].role if at else Role.END
            return (1.0, at) if before in (Role.SPREAD, Role.END, Role.COLON) else None
        case Role.NUMBER if len(token.text) <= 6:
            return _number(tokens, at)
        case _:
            return None


def _number(tokens: Tokens, at: int) -> tuple[float, int]:
    token, sign, decimals = tokens[at : at + 3]
    if sign.text == "½":
        return token.value + 0.5, at + 2
    if len(token.text) <= 2 and len(sign.text) == 3 and sign.role is Role.NUMBER:
        return token.value * 1000.0 + sign.value, at + 2
    if sign.role is Role.SLASH and (token.text, decimals.text) == ("1", "2"):
        return 0.5, at + 3
    joined = sign.glued and decimals.glued and decimals.short
    if sign.role in (Role.COMMA, Role.DOT) and joined:
        return token.value + decimals.value / 10 ** len(decimals.text), at + 3
    return float(token.value), at + 1


def _is_half(tokens: Tokens, at: int) -> bool:
    """Tell `½ journée` and `1/2 journée`, which are half-days, from `0,5 jour`."""
    return tokens[at].text == "½" or (tokens[at].text == "1" and tokens[at + 1].role is Role.SLASH)

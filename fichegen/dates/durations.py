"""How long a course lasts: `3 jours soit 21 heures`, `1 à 2 jours`, `14 h + 7 h à distance`.

    length      := [bound] alternative ("ou" alternative)* [bound]
    alternative := term (("+" | "et") term)*
    term        := quantity ((sign | "soit" | "sur" | "de" | "(") quantity)*
    quantity    := [count ("modules de" | "x")] amount [("à" | "-") amount] unit
    amount      := number ["," number] | "½" | "1/2" | "deux" | "un … et demi"
    unit        := "heures" [minutes] | "minutes" | "jours" | "demi-journées"

Every digit must find its part; words that are none of these are kept as the rest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final, NoReturn

from fichegen.text import squeeze

from .hours import problem
from .lexicon import DURATIONS, Role
from .pieces import NotUnderstoodError
from .tokens import LIMIT, Token, tokenise
from .values import Duration, Extent, Option, Problem

_DAY: Final = 24 * 60
_LARGEST: Final = 100_000
"""Amounts are whole or have two decimals, and stay below this."""


@dataclass(slots=True)
class _Term:
    """Hours and days that stand for the same thing."""

    minutes: Extent | None = None
    days: Extent | None = None
    half_days: bool = False
    per_day: float | None = None
    remote: bool = False


@dataclass(slots=True)
class _Reading:
    """What was found so far; the last term of the last alternative is the open one."""

    alternatives: list[list[_Term]] = field(default_factory=lambda: [[_Term()]])
    maximum: bool = False
    minimum: bool = False
    remote: float | None = None
    inside: bool = False
    """True behind "dont": what follows is a part, not more."""
    share: float = 0
    """Minutes of the parts counted so far."""
    known: bool = False
    """True where the phrase says that there is no single length."""
    rest: list[tuple[int, int]] = field(default_factory=list)

    @property
    def term(self) -> _Term:
        return self.alternatives[-1][-1]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Quantity:
    extent: Extent
    """In minutes or in days."""
    unit: Role
    """HOUR (minutes of teaching), DAY or HALF_DAY."""
    behind: int
    bare: bool = False


def read_duration(text: str) -> tuple[Duration, tuple[Problem, ...]]:
    """Read a length; words that say there is none ("selon parcours") are no problem."""
    words = squeeze(text)
    try:
        if len(text) > LIMIT:
            raise NotUnderstoodError(problem("FG308", text, 0, len(text)))
        return _read(text, words), ()
    except NotUnderstoodError as reason:
        return Duration(words=words), reason.problems


def _read(text: str, words: str) -> Duration:
    tokens = tokenise(text, DURATIONS)
    parser = _Parser(text, tokens)
    parser.parse()
    found = parser.found
    options = tuple(
        option
        for terms in found.alternatives
        if (option := _option(text, terms, found)) is not None
    )
    if not options and not found.known:
        raise NotUnderstoodError(problem("FG308", text, 0, len(text)))
    return Duration(
        words=words,
        options=options,
        maximum=found.maximum and bool(options),
        minimum=found.minimum and bool(options),
        remote_minutes=found.remote if options else None,
        rest=tuple(found.rest),
    )


_SIGNS: Final = frozenset(
    {
        Role.COMMA,
        Role.SEMICOLON,
        Role.COLON,
        Role.DASH,
        Role.SLASH,
        Role.ARROW,
        Role.OPEN,
        Role.CLOSE,
        Role.SPREAD,
        Role.DOT,
        Role.PER,
        Role.TO,
        Role.PLUS,
        Role.AND,
        Role.TIMES,
    }
)
_APART: Final = frozenset({Role.COMMA, Role.SEMICOLON, Role.PLUS, Role.REMOTE})
_PARTING: Final = frozenset({Role.SLASH, Role.SEMICOLON})
_WORDS: Final = frozenset({Role.WORD, Role.SPREAD, Role.NUMERAL, Role.UNIT})
_OF: Final = frozenset({"de", "d", "d une duree de"})


class _Parser:
    """Walks once over the tokens and places each quantity it meets."""

    __slots__ = ("_at", "_depth", "_fresh_remote", "_last", "_since", "_tokens", "found", "text")

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.found = _Reading()
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._since: list[Token] = []
        """Tokens since the last quantity."""
        self._last: _Quantity | None = None
        self._fresh_remote = False

    def parse(self) -> None:
        """Walk to the end, or raise `NotUnderstoodError`."""
        while (token := self._tokens[self._at]).role is not Role.END:
            if quantity := self._quantity(self._at):
                self._place(token, quantity)
                self._last = quantity
                self._since.clear()
                self._at = quantity.behind
            else:
                self._other(token)

    def _refuse(self, first: Token, last: Token | None = None) -> NoReturn:
        raise NotUnderstoodError(problem("FG308", self.text, first.start, (last or first).end))

    # ------------------------------------------------------------------ quantities

    def _quantity(self, at: int) -> _Quantity | None:
        """Read a quantity with its count, if one stands before or behind it."""
        tokens = self._tokens
        if tokens[at].role in (Role.NUMBER, Role.NUMERAL):
            times = tokens[at + 1].role
            if times in (Role.TIMES, Role.UNIT):
                inner = at + 2
                if tokens[inner].text in _OF:
                    inner += 1
                elif times is Role.UNIT:
                    return None
                found = self._plain(inner)
                return self._scaled(found, tokens[at].value) if found else None
        found = self._plain(at)
        if found and tokens[found.behind].role is Role.TIMES:
            factor = tokens[found.behind + 1]
            if factor.role is Role.NUMBER and not self._plain(found.behind + 1):
                return self._scaled(found, factor.value, found.behind + 2)
        return found

    def _scaled(self, one: _Quantity, count: int, behind: int | None = None) -> _Quantity:
        extent = Extent(least=one.extent.least * count, most=one.extent.most * count)
        return _Quantity(extent=extent, unit=one.unit, behind=behind or one.behind)

    def _plain(self, at: int) -> _Quantity | None:
        """Read `3 jours`, `1 à 2 jours`, `3h30`, `une demi-journée`."""
        tokens = self._tokens
        first = self._amount(at)
        if not first:
            return None
        least, behind = first
        link = tokens[behind]
        ranged = link.role is Role.DASH or (link.role is Role.TO and link.text == "a")
        second = self._amount(behind + 1) if ranged else None
        if second:
            most, behind = second
            unit = tokens[behind]
            if unit.text == "h":
                return None
        else:
            most, unit = least, tokens[behind]
        scale = {Role.HOUR: 60.0, Role.MINUTE: 1.0, Role.DAY: 1.0, Role.HALF_DAY: 0.5}
        if unit.role not in scale:
            return None
        factor = scale[unit.role]
        low, high = least * factor, most * factor
        behind += 1
        half = unit.role is Role.HALF_DAY or (unit.role is Role.DAY and _is_half(tokens, at))
        if unit.role is Role.HOUR and not second and (extra := self._odd_minutes(behind)):
            low, high, behind = low + extra[0], high + extra[0], extra[1]
        if tokens[behind].role is Role.AND and tokens[behind + 1].role is Role.HALF:
            low, high, behind = low + 0.5 * factor, high + 0.5 * factor, behind + 2
            half = half and unit.role is not Role.DAY
        if low > high:
            reason = f"« {squeeze(self.text[tokens[at].start : unit.end])} » va en diminuant"
            raise _contradiction(self.text, tokens[at].start, unit.end, reason)
        timed = unit.role in (Role.HOUR, Role.MINUTE)
        if timed:
            low, high = float(round(low)), float(round(high))
        if not 0 < low <= high < _LARGEST:
            return None
        kind = Role.HOUR if timed else Role.HALF_DAY if half else Role.DAY
        return _Quantity(extent=Extent(least=low, most=high), unit=kind, behind=behind)

    def _odd_minutes(self, at: int) -> tuple[int, int] | None:
        """Read the 30 of `3h30` or `3 heures 30 minutes`."""
        token, follower = self._tokens[at], self._tokens[at + 1]
        if not token.short or len(token.text) != 2 or token.value > 59:
            return None
        if not token.glued and follower.role in (Role.HOUR, Role.DAY, Role.HALF_DAY, Role.UNIT):
            return None
        return token.value, at + (2 if follower.role is Role.MINUTE else 1)

    def _amount(self, at: int) -> tuple[float, int] | None:
        """Read a number: `3`, `2,5`, `½`, `1/2`, `1½`, `deux`, or the one of a bare half-day."""
        token, sign, decimals = (
            self._tokens[at : at + 3] if at < len(self._tokens) - 2 else (self._tokens[-1],) * 3
        )
        if token.role is Role.HALF:
            return (0.5, at + 1) if token.text == "½" else None
        if token.role is Role.NUMERAL:
            return float(token.value), at + 1
        if token.role is Role.HALF_DAY:
            before = self._tokens[at - 1]
            return (1.0, at) if before.role in (Role.SPREAD, Role.END) else None
        if token.role is not Role.NUMBER or len(token.text) > 5:
            return None
        if sign.role is Role.HALF and sign.text == "½":
            return token.value + 0.5, at + 2
        if decimals.role is Role.NUMBER:
            if sign.role is Role.SLASH and (token.value, decimals.value) == (1, 2):
                return 0.5, at + 3
            joined = sign.glued and decimals.glued and decimals.short
            if sign.role in (Role.COMMA, Role.DOT) and joined:
                return token.value + decimals.value / 10 ** len(decimals.text), at + 3
        return float(token.value), at + 1

    # ------------------------------------------------------------------ placing

    def _place(self, token: Token, quantity: _Quantity) -> None:
        """Put a quantity into the open term, or open a term or an alternative for it."""
        found, term = self.found, self.found.term
        roles = [t.role for t in self._since]
        timed = quantity.unit is Role.HOUR
        follower = self._tokens[quantity.behind]
        remote = timed and (self._fresh_remote or follower.role is Role.REMOTE)
        self._fresh_remote = False
        if timed and follower.role in (Role.TO, Role.DASH):
            other = self._quantity(quantity.behind + 1)
            if other and other.unit is Role.HOUR:
                self._refuse(token, self._tokens[other.behind - 1])
        if timed and self._is_per_day(quantity, roles):
            term.per_day = quantity.extent.least
            return
        if timed and term.minutes and (found.inside or (Role.OPEN in roles and self._depth)):
            found.inside = True
        if found.inside and timed:
            found.share += quantity.extent.most
        else:
            self._put(token, quantity, roles, remote)
        if remote:
            self._far(quantity)

    def _put(self, token: Token, quantity: _Quantity, roles: Sequence[Role], remote: bool) -> None:
        found, term = self.found, self.found.term
        timed = quantity.unit is Role.HOUR
        taken = term.minutes if timed else term.days
        adds = Role.PLUS in roles or Role.AND in roles
        split = remote or Role.ONSITE in roles or Role.REMOTE in roles
        if (adds or (taken and timed and split)) and (term.minutes or term.days):
            if Role.WORD in roles and taken and not split:
                self._refuse(token)
            if self._depth and timed and taken:
                term.minutes = _plus(taken, quantity.extent)
                return
            found.alternatives[-1].append(_Term(remote=remote))
        elif taken:
            parted = _PARTING.intersection(roles) or Role.WORD in roles or token.new_line
            if not parted:
                self._refuse(token)
            found.alternatives.append([_Term()])
        term = found.term
        if timed:
            term.minutes = quantity.extent
            term.remote = remote and term.days is None
        else:
            term.days = quantity.extent
            term.half_days = quantity.unit is Role.HALF_DAY

    def _is_per_day(self, quantity: _Quantity, roles: Sequence[Role]) -> bool:
        """Tell `7h par jour`, `7h/jour`, `2 jours de 7h`, `2 jours x 7h` from a total."""
        tokens, behind = self._tokens, quantity.behind
        if tokens[behind].role is Role.PER and "jour" in tokens[behind].text:
            return True
        if tokens[behind].role is Role.SLASH and tokens[behind + 1].role in (
            Role.DAY,
            Role.HALF_DAY,
        ):
            return True
        counted = self._last is not None and self._last.unit is not Role.HOUR
        linked = len(self._since) == 1 and (self._since[0].text == "de" or roles[0] is Role.TIMES)
        return counted and linked

    def _far(self, quantity: _Quantity) -> None:
        self.found.remote = (self.found.remote or 0) + quantity.extent.most

    # ------------------------------------------------------------------ the rest

    def _other(self, token: Token) -> None:
        found = self.found
        behind = self._at + 1
        self._since.append(token)
        match token.role:
            case Role.OR:
                found.alternatives.append([_Term()])
                self._since.clear()
            case Role.OPEN:
                self._depth += 1
            case Role.CLOSE:
                self._depth = max(0, self._depth - 1)
                found.inside = found.inside and self._depth > 0
            case Role.MAXIMUM:
                found.maximum = True
            case Role.MINIMUM | Role.MINUTE:
                found.minimum = True
            case Role.OF_WHICH:
                found.inside = True
            case Role.COLON if self._tells_parts(behind):
                found.inside = True
            case Role.REMOTE:
                self._distance(token)
            case Role.TO_DEFINE:
                found.known = True
                found.rest.append((token.start, token.end))
            case Role.ONSITE | Role.LONGER:
                found.rest.append((token.start, token.end))
            case Role.NUMBER:
                behind = self._number(token)
            case Role.DAY | Role.HALF_DAY if self._tokens[self._at - 1].role is Role.SLASH:
                pass
            case role if role in _SIGNS:
                pass
            case Role.REFUSED:
                self._refuse(token)
            case _:
                behind = self._words(token)
        self._at = behind

    def _tells_parts(self, behind: int) -> bool:
        """Tell `21 heures : 14 h …`, whose parts follow, from `7 h à distance : …`."""
        alone = len(self._since) == 1 and self._last is not None
        return alone and bool(self.found.term.minutes) and bool(self._quantity(behind))

    def _distance(self, token: Token) -> None:
        """Give "à distance" to the hours before it, else to those behind it."""
        before = [t.role for t in self._since[:-1]]
        last = self._last
        if not last or _APART.intersection(before):
            self._fresh_remote = True
        elif last.unit is Role.HOUR and before:
            self._far(last)
        if not last or last.unit is not Role.HOUR:
            self.found.rest.append((token.start, token.end))

    def _number(self, token: Token) -> int:
        """Keep `sur 6 mois`, `3 modules`, `100 %`; `2 ou 3 jours` takes the unit from behind."""
        at, tokens = self._at, self._tokens
        follower = tokens[at + 1]
        if follower.role in (Role.LONGER, Role.UNIT, Role.COUNTED):
            over = at > 0 and tokens[at - 1].text in ("sur", "en")
            self.found.rest.append((tokens[at - over].start, follower.end))
            return at + 2
        if follower.role is Role.OR and (shared := self._plain(at + 2)):
            value = float(token.value) * {Role.HOUR: 60.0, Role.HALF_DAY: 0.5}.get(shared.unit, 1.0)
            extent = Extent(least=value, most=value)
            self._since.pop()
            self._place(token, _Quantity(extent=extent, unit=shared.unit, behind=at + 1))
            return at + 1
        self._refuse(token)
        return at

    def _words(self, token: Token) -> int:
        at = behind = self._at
        while self._tokens[behind].role in _WORDS:
            if self._tokens[behind].role is Role.NUMERAL and self._quantity(behind):
                break
            behind += 1
        behind = max(behind, at + 1)
        while behind > at + 1 and self._tokens[behind - 1].role is Role.SPREAD:
            behind -= 1
        plus = at > 0 and self._tokens[at - 1].role is Role.PLUS
        start = self._tokens[at - plus].start
        self.found.rest.append((start, self._tokens[behind - 1].end))
        return behind


def _is_half(tokens: Sequence[Token], at: int) -> bool:
    """Tell `½ journée` and `1/2 journée`, which are half-days, from `0,5 jour`."""
    return tokens[at].text == "½" or (tokens[at].text == "1" and tokens[at + 1].role is Role.SLASH)


def _plus(one: Extent, two: Extent) -> Extent:
    return Extent(least=one.least + two.least, most=one.most + two.most)


def _contradiction(text: str, start: int, end: int, reason: str) -> NotUnderstoodError:
    found = Problem(code="FG309", start=start, end=end, values=(("raison", reason),))
    return NotUnderstoodError(found)


def _option(text: str, terms: Sequence[_Term], found: _Reading) -> Option | None:
    """Add up the terms of one alternative; what cannot be added is not understood."""
    for term in terms:
        _multiply(text, term)
    filled = [term for term in terms if term.minutes or term.days]
    if not filled:
        return None
    timed = [term.minutes for term in filled if term.minutes]
    dated = [term.days for term in filled if term.days]
    far = [term for term in filled if term.remote and not term.days]
    minutes = _sum(timed) if len(timed) == len(filled) else None
    days = _sum(dated) if dated and len(dated) + len(far) >= len(filled) else None
    if minutes is None and days is None:
        raise NotUnderstoodError(problem("FG308", text, 0, len(text)))
    if minutes:
        if days and minutes.least > days.most * _DAY:
            reason = f"{minutes.least / 60:g} heures ne tiennent pas en {days.most:g} jours"
            raise _contradiction(text, 0, len(text), reason)
        if found.share > minutes.most:
            reason = "une partie est plus longue que le tout"
            raise _contradiction(text, 0, len(text), reason)
    half = all(term.half_days for term in filled if term.days)
    return Option(minutes=minutes, days=days, half_days=bool(days) and half)


def _multiply(text: str, term: _Term) -> None:
    """Work out `2 jours de 7 heures`, and check it where the total is written too."""
    if term.per_day is None or term.days is None:
        return
    factor = term.per_day * (2 if term.half_days else 1)
    total = Extent(
        least=float(round(term.days.least * factor)), most=float(round(term.days.most * factor))
    )
    if term.minutes and term.minutes != total:
        reason = (
            f"{term.days.most:g} jours de {term.per_day / 60:g} heures"
            f" font {total.most / 60:g} heures, pas {term.minutes.most / 60:g}"
        )
        raise _contradiction(text, 0, len(text), reason)
    term.minutes = total


def _sum(extents: Sequence[Extent]) -> Extent:
    total = extents[0]
    for extent in extents[1:]:
        total = _plus(total, extent)
    return total

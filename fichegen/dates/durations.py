"""How long a course lasts: `3 jours soit 21 heures`, `1 à 2 jours`, `14 h + 7 h à distance`.

    length      := [bound] alternative ("ou" alternative)* [bound]
    alternative := term (("+" | "et") term)*
    term        := quantity ((sign | "soit" | "sur" | "de" | "(") quantity)*

Every digit must find its part; words that are none of these are kept as the rest. What a
`quantity` is: see `quantities`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Final, NoReturn

from fichegen.text import squeeze

from .beside import rhythm
from .hours import problem
from .lexicon import DURATIONS
from .pieces import NotUnderstoodError
from .quantities import Quantity, part_of, parts_of, quantity, repeated, shared
from .roles import Role
from .tokens import LIMIT, OFTEN_ASKED, Token, tokenise
from .values import Duration, Extent, Option, Problem

_DAY: Final = 24 * 60
_TOO_LONG: Final = "une partie est plus longue que le tout"


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


def read_duration(text: str) -> tuple[Duration, tuple[Problem, ...]]:
    """Read a length; words that say there is none ("selon parcours") are no problem."""
    return (_remembered if len(text) <= OFTEN_ASKED else _understood)(text)


@lru_cache(512)
def _remembered(text: str) -> tuple[Duration, tuple[Problem, ...]]:
    return _understood(text)


def _understood(text: str) -> tuple[Duration, tuple[Problem, ...]]:
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
    told = [option.minutes.most for option in options if option.minutes]
    if found.remote and told and found.remote > min(told):
        raise _contradiction(0, len(text), _TOO_LONG)
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
        Role.BETWEEN,
    }
)
_APART: Final = frozenset({Role.COMMA, Role.SEMICOLON, Role.PLUS, Role.REMOTE})
_PARTING: Final = frozenset({Role.SLASH, Role.SEMICOLON})
_WORDS: Final = frozenset({Role.WORD, Role.SPREAD, Role.NUMERAL, Role.UNIT})


class _Parser:
    """Walks once over the tokens and places each quantity it meets."""

    __slots__ = ("_ahead", "_at", "_depth", "_last", "_since", "_tokens", "found", "text")

    def __init__(self, text: str, tokens: Sequence[Token]) -> None:
        self.text = text
        self.found = _Reading()
        self._tokens = tokens
        self._at = 0
        self._depth = 0
        self._since: list[Token] = []
        """Tokens since the last quantity."""
        self._last: Quantity | None = None
        self._ahead = False
        """True behind "à distance :", which speaks for the hours that follow."""

    def parse(self) -> None:
        """Walk to the end, or raise `NotUnderstoodError`."""
        while (token := self._tokens[self._at]).role is not Role.END:
            if (behind := self._beside()) is not None:
                self.found.rest.append((token.start, self._tokens[behind - 1].end))
                self._at = behind
            elif found := quantity(self._tokens, self._at):
                self._place(token, found)
                self._at = found.behind
            else:
                self._other(token)

    def _refuse(self, first: Token, last: Token | None = None) -> NoReturn:
        raise NotUnderstoodError(problem("FG308", self.text, first.start, (last or first).end))

    def _beside(self) -> int | None:
        """Read what a length is told with: the parts it has, its rhythm."""
        term, before = self.found.term, self._tokens[self._at - 1] if self._at else None
        if not self._last or not before:
            return None
        opened = before.role in (Role.OPEN, Role.COLON) and self._since == [before]
        whole = (term.minutes, term.days)
        if opened and (behind := repeated(self._tokens, self._at, whole)) is not None:
            return behind
        return rhythm(self._tokens, self._at)

    # ------------------------------------------------------------------ placing

    def _place(self, token: Token, new: Quantity) -> None:
        """Put a quantity into the open term, or open a term or an alternative for it."""
        found, term = self.found, self.found.term
        roles = [t.role for t in self._since]
        follower = self._tokens[new.behind]
        if new.extent.least > new.extent.most:
            end = self._tokens[new.behind - 1].end
            words = squeeze(self.text[token.start : end])
            raise _contradiction(token.start, end, f"« {words} » va en diminuant")
        if new.timed and follower.role in (Role.TO, Role.DASH):
            other = quantity(self._tokens, new.behind + 1)
            if other and other.timed:
                self._refuse(token, self._tokens[other.behind - 1])
        remote = new.timed and (self._ahead or follower.role is Role.REMOTE)
        self._ahead = False
        if new.timed and self._is_per_day(new):
            term.per_day = new.extent.least
        else:
            if new.timed and term.minutes and Role.OPEN in roles and self._depth:
                found.inside = True
            if found.inside and new.timed:
                found.share += new.extent.most
            else:
                self._put(token, new, roles, remote=remote)
            if remote:
                self._far(new)
        self._last = new
        self._since.clear()

    def _put(self, token: Token, new: Quantity, roles: Sequence[Role], *, remote: bool) -> None:
        found, term = self.found, self.found.term
        taken = term.minutes if new.timed else term.days
        adds = Role.PLUS in roles or Role.AND in roles
        split = remote or Role.ONSITE in roles or Role.REMOTE in roles
        if taken == new.extent and not (adds or split):
            return  # "3 modules de 7 heures, soit 21 heures"
        if (adds or (taken and new.timed and split)) and (term.minutes or term.days):
            if Role.WORD in roles and taken and not split:
                self._refuse(token)
            if self._depth and new.timed and taken:
                term.minutes = _plus(taken, new.extent)
                return
            found.alternatives[-1].append(_Term())
        elif taken:
            if not (_PARTING.intersection(roles) or Role.WORD in roles or token.new_line):
                self._refuse(token)
            found.alternatives.append([_Term()])
        term = found.term
        if new.timed:
            term.minutes = new.extent
            term.remote = remote and term.days is None
        else:
            term.days = new.extent
            term.half_days = new.unit is Role.HALF_DAY

    def _is_per_day(self, new: Quantity) -> bool:
        """Tell `7h par jour`, `7h/jour`, `2 jours de 7h`, `2 jours x 7h` from a total."""
        sign, unit = self._tokens[new.behind], self._tokens[new.behind + 1]
        if sign.role is Role.PER:
            return "jour" in sign.text
        if sign.role is Role.SLASH and unit.role in (Role.DAY, Role.HALF_DAY):
            return True
        counted = self._last is not None and not self._last.timed
        linked = len(self._since) == 1 and (
            self._since[0].text == "de" or self._since[0].role is Role.TIMES
        )
        return counted and linked

    def _far(self, share: Quantity) -> None:
        self.found.remote = (self.found.remote or 0) + share.extent.most

    # ------------------------------------------------------------------ the rest

    def _other(self, token: Token) -> None:
        """Take a token that begins no quantity."""
        self._since.append(token)
        if self._structure(token) or self._said(token):
            self._at += 1
        elif token.role is Role.NUMBER:
            self._at = self._number(token)
        elif token.role is Role.REFUSED:
            self._refuse(token)
        else:
            self._at = self._words()

    def _structure(self, token: Token) -> bool:
        found = self.found
        match token.role:
            case Role.OR:
                found.alternatives.append([_Term()])
                self._since.clear()
            case Role.OPEN:
                self._depth += 1
            case Role.CLOSE:
                self._depth = max(0, self._depth - 1)
                found.inside = found.inside and self._depth > 0
            case Role.COLON if self._tells_parts():
                found.inside = True
            case Role.DAY | Role.HALF_DAY:
                return self._tokens[self._at - 1].role is Role.SLASH
            case _:
                return token.role in _SIGNS
        return True

    def _said(self, token: Token) -> bool:
        found = self.found
        match token.role:
            case Role.MAXIMUM:
                found.maximum = True
            case Role.MINIMUM | Role.MINUTE:
                found.minimum = True
            case Role.OF_WHICH:
                found.inside = True
            case Role.REMOTE:
                self._distance(token)
            case Role.TO_DEFINE | Role.ONSITE | Role.LONGER:
                found.known |= token.role is Role.TO_DEFINE
                found.rest.append((token.start, token.end))
            case _:
                return False
        return True

    def _tells_parts(self) -> bool:
        """Tell `21 heures : 14 h …`, whose parts follow, from `7 h à distance : …`."""
        alone = len(self._since) == 1 and self._last is not None
        return (
            alone and bool(self.found.term.minutes) and bool(quantity(self._tokens, self._at + 1))
        )

    def _distance(self, token: Token) -> None:
        """Give "à distance" to the hours before it, else to those behind it."""
        before = [t.role for t in self._since[:-1]]
        last = self._last
        if not last or _APART.intersection(before):
            self._ahead = True
        elif last.timed and before:
            self._far(last)
        if not last or not last.timed:
            self.found.rest.append((token.start, token.end))

    def _number(self, token: Token) -> int:
        """Keep `sur 6 mois`, `3 modules`, `100 %`; `2 ou 3 jours` takes the unit from behind."""
        at, tokens = self._at, self._tokens
        follower = tokens[at + 1]
        if follower.role in (Role.LONGER, Role.UNIT, Role.COUNTED):
            over = at > 0 and tokens[at - 1].text in ("sur", "en")
            self.found.rest.append((tokens[at - over].start, follower.end))
            return at + 2
        if follower.role is Role.OR and (first := shared(tokens, at)):
            self._since.pop()
            self._place(token, first)
            return first.behind
        if part := part_of(tokens, at, self._last):
            self._since.pop()
            self._place(token, part)
            return part.behind
        if behind := parts_of(tokens, at, self._last):
            self.found.rest.append((token.start, tokens[behind - 1].end))
            return behind
        named = at > 0 and tokens[at - 1].role in (Role.WORD, Role.UNIT) and not token.new_line
        counts = follower.role is Role.WORD and not follower.new_line and not named
        return self._refuse(tokens[at - named], follower if counts else token)

    def _words(self) -> int:
        at = behind = self._at
        while self._tokens[behind].role in _WORDS:
            if self._tokens[behind].role is Role.NUMERAL and quantity(self._tokens, behind):
                break
            behind += 1
        behind = max(behind, at + 1)
        while behind > at + 1 and self._tokens[behind - 1].role is Role.SPREAD:
            behind -= 1
        plus = at > 0 and self._tokens[at - 1].role is Role.PLUS
        start = self._tokens[at - plus].start
        self.found.rest.append((start, self._tokens[behind - 1].end))
        return behind


def _plus(one: Extent, two: Extent) -> Extent:
    return Extent(least=one.least + two.least, most=one.most + two.most)


def _contradiction(start: int, end: int, reason: str) -> NotUnderstoodError:
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
            raise _contradiction(0, len(text), reason)
        if found.share > minutes.most:
            raise _contradiction(0, len(text), _TOO_LONG)
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
        raise _contradiction(0, len(text), reason)
    term.minutes = total


def _sum(extents: Sequence[Extent]) -> Extent:
    total = extents[0]
    for extent in extents[1:]:
        total = _plus(total, extent)
    return total

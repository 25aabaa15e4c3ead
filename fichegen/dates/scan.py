"""What stands in a phrase about dates, in order: marks, hours, halves, and the words beside them.

    phrase := (mark | hours | half | label | count | remark | filler | word)*

Every digit must find its part; one that does not, or a word that turns the sense of a phrase
("sauf", "tous les", "loi du"), makes the whole phrase not understood. Nothing is shared or
checked here: see `resolve`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from .hours import Stretch, parse_hours, problem, time_at
from .lexicon import SHORT, Role
from .marks import Doubt, Link, Mark, parse_mark
from .tokens import Token
from .values import Half, Problem


class NotUnderstood(Exception):
    """Ends the reading of a phrase with the problems found; never leaves this package."""

    def __init__(self, *problems: Problem) -> None:
        self.problems = problems


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed:
    """A mark in its phrase."""

    mark: Mark
    link: Link
    opened: bool
    """True behind "du": a dash then makes a range."""
    line: int
    """Number of the line, or of the part between semicolons, it begins in."""
    added: bool
    """True behind "+" or "puis": the hours that follow may be meant for it alone."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """Hours or parts of the day, with the number of marks before them."""

    start: int
    end: int
    stretches: tuple[Stretch, ...] = ()
    half: Half | None = None
    index: int
    line: int
    apart: bool
    """True where a comma, a colon or a line sets them apart from the last date."""


@dataclass(slots=True)
class Scan:
    """All that was found in a phrase."""

    marks: list[Placed] = field(default_factory=list)
    blocks: list[Block] = field(default_factory=list)
    rest: list[tuple[int, int]] = field(default_factory=list)
    counts: list[tuple[float, int, int]] = field(default_factory=list)
    """Numbers of days beside the dates ("3 jours :"), with their offsets."""
    years: list[tuple[int, int, Token]] = field(default_factory=list)
    """Years standing alone: number of marks before, year, token."""
    times: list[tuple[int, Token]] = field(default_factory=list)
    """Times of the day alone, where they are allowed (deadlines)."""
    start: Token | None = None
    """The words that make the date a first day ("à partir du")."""
    begin: Token | None = None
    finish: Token | None = None
    between: Token | None = None
    last: Token | None = None
    """The words that point to the past ("dernier")."""
    request: Token | None = None
    define: Token | None = None
    confirm: Token | None = None
    relative: Token | None = None
    shifted: list[tuple[int, Token]] = field(default_factory=list)


_LINKS: Final = frozenset(
    {
        Role.AND,
        Role.PLUS,
        Role.COMMA,
        Role.SEMICOLON,
        Role.COLON,
        Role.DASH,
        Role.SLASH,
        Role.ARROW,
        Role.OPEN,
        Role.CLOSE,
        Role.FROM,
        Role.TO,
        Role.UNTIL,
        Role.ARTICLE,
        Role.PREPOSITION,
        Role.FILLER,
        Role.LABEL,
        Role.BEFORE,
        Role.DOT,
        Role.PER,
    }
)
_APART: Final = frozenset({Role.COMMA, Role.COLON, Role.SEMICOLON, Role.DASH})
_UNBROKEN: Final = frozenset(
    {Role.AND, Role.COMMA, Role.PLUS, Role.FROM, Role.ARTICLE, Role.TO, Role.OPEN, Role.COLON}
)
_HALVES: Final = {
    Role.MORNING: Half.MORNING,
    Role.AFTERNOON: Half.AFTERNOON,
    Role.WHOLE: Half.WHOLE,
}
_BESIDE_WORDS: Final = frozenset(
    {
        Role.WORD,
        Role.ARTICLE,
        Role.FROM,
        Role.TO,
        Role.PREPOSITION,
        Role.FILLER,
        Role.LABEL,
        Role.NUMERAL,
        Role.STREET,
        Role.ROOM,
        Role.COUNTED,
        Role.HALF,
        Role.AND,
    }
)
_DATED_LABELS: Final = frozenset(
    "session sessions date dates formation stage rencontre rencontres cours atelier ateliers"
    " regroupement regroupements seminaire rdv seance seances webinaire".split()
)
_AFTER_NUMBER: Final = frozenset(
    {
        Role.COLON,
        Role.CLOSE,
        Role.OPEN,
        Role.ARTICLE,
        Role.FROM,
        Role.WEEKDAY,
        Role.WEEKDAYS,
        Role.LABEL,
        Role.END,
        Role.ARROW,
        Role.MORNING,
        Role.AFTERNOON,
        Role.WHOLE,
        Role.WORD,
        Role.TO_DEFINE,
        Role.ON_REQUEST,
        Role.START,
        Role.BEGIN,
        Role.FILLER,
        Role.PREPOSITION,
    }
)


class Scanner:
    """Walks once over the tokens of a phrase; each rule takes its tokens and moves on."""

    __slots__ = ("_at", "_line", "_pending", "_times", "_tokens", "_words", "found", "text")

    def __init__(self, text: str, tokens: Sequence[Token], *, times: bool = False) -> None:
        self.text = text
        self.found = Scan()
        self._tokens = tokens
        self._times = times
        self._at = 0
        self._line = 0
        self._pending: list[Token] = []
        self._words = False

    def scan(self) -> Scan:
        """Walk to the end, or raise `NotUnderstood`."""
        rules = (
            self._address,
            self._label,
            self._count,
            self._counted,
            self._hours,
            self._time,
            self._mark,
            self._half,
            self._said,
            self._link,
            self._year,
            self._word,
        )
        while (token := self._tokens[self._at]).role is not Role.END:
            if self._at and token.new_line and self._tokens[self._at - 1].role not in _UNBROKEN:
                self._line += 1
            if not any(rule(token) for rule in rules):
                self._refuse(token)
        return self.found

    # ------------------------------------------------------------------ helpers

    def _refuse(self, first: Token, last: Token | None = None, code: str = "FG304") -> None:
        raise NotUnderstood(problem(code, self.text, first.start, (last or first).end))

    def _peek(self, ahead: int = 1) -> Token:
        return self._tokens[self._at + ahead]

    def _advance(self, behind: int, *, words: bool = False) -> bool:
        """Leave tokens behind; links before them are used up."""
        self._at = behind
        self._pending.clear()
        self._words = words
        return True

    def _keep(self, first: int, behind: int) -> bool:
        """Keep tokens as words beside the dates, with the preposition that leads to them."""
        while first and self._pending and self._pending[-1].role in (Role.PREPOSITION, Role.TO):
            self._pending.pop()
            first -= 1
        self.found.rest.append((self._tokens[first].start, self._tokens[behind - 1].end))
        self._at = behind
        self._words = True
        return True

    # ------------------------------------------------------------------ rules

    def _address(self, token: Token) -> bool:
        """`12 bis rue …`, `rue du 8 mai 1945`, `97400 Saint-Denis`, `salle 12`, `(974)`."""
        at, tokens = self._at, self._tokens
        if token.role is Role.NUMBER:
            street = at + 1
            if tokens[street].text in ("bis", "ter", "quater", "b", "a"):
                street += 1
            if tokens[street].role is Role.COMMA:
                street += 1
            if len(token.text) <= 4 and tokens[street].role is Role.STREET:
                return self._keep(at, self._street(street))
            postcode = len(token.text) == 5 and not token.glued
            if postcode and (self._is_name(at + 1) or self._is_name(at - 1)):
                return self._keep(at, at + 1)
            county = len(token.text) in (2, 3) and tokens[at - 1].role is Role.OPEN
            if county and tokens[at + 1].role is Role.CLOSE and at >= 2 and self._is_name(at - 2):
                return self._keep(at, at + 1)
            return False
        if token.role is Role.ORDINAL and at and self._words and self._is_name(at - 1):
            return tokens[at + 1].role not in (Role.DAY, Role.LABEL) and self._keep(at, at + 1)
        if token.role is Role.STREET and tokens[at + 1].text == "du":
            behind = self._street(at)
            return behind > at + 1 and self._keep(at, behind)
        if token.role is Role.ROOM:
            behind = at + 1
            if tokens[behind].role is Role.WORD and len(tokens[behind].text) == 1:
                behind += 1
            if tokens[behind].role is Role.NUMBER and tokens[behind + 1].role is not Role.MONTH:
                return self._keep(at, behind + 1)
        return False

    def _is_name(self, at: int) -> bool:
        return self._tokens[at].role in (Role.WORD, Role.STREET)

    def _street(self, at: int) -> int:
        """Give the token behind a street, with the date it may be named after."""
        tokens = self._tokens
        if tokens[at + 1].text == "du":
            found = parse_mark(tokens, at + 2)
            if isinstance(found, tuple) and found[0].day and found[0].month:
                return found[1]
        return at + 1

    def _label(self, token: Token) -> bool:
        """`Session 1 :`, `J1 et J2 :`, `Jours 1 et 2 :`, `1er jour :`, `Module 3 -`."""
        at, tokens = self._at, self._tokens
        if token.role is Role.ORDINAL:
            if tokens[at + 1].role in (Role.LABEL, Role.DAY, Role.HALF_DAY):
                return self._advance(at + 2)
            return False
        if token.role not in (Role.LABEL, Role.DAY) or not tokens[at + 1].short:
            return False
        if token.text == "j" or tokens[at + 1].glued:
            return self._advance(at + 2) if tokens[at + 1].glued else False
        behind = at + 2
        while tokens[behind].role in (Role.AND, Role.DASH, Role.COMMA) and tokens[behind + 1].short:
            behind += 2
        follower = tokens[behind]
        if follower.role in _AFTER_NUMBER or follower.fresh:
            return self._advance(behind)
        if behind == at + 2 and follower.short and token.text not in _DATED_LABELS:
            return self._advance(behind)
        return self._numbered(token, at + 2)

    def _numbered(self, token: Token, behind: int) -> bool:
        """`Module 3 - 15 nov.`, but `Session 15 - 16 nov.` says two things."""
        tokens = self._tokens
        sign = tokens[behind]
        if sign.role not in (Role.DASH, Role.COMMA) or sign.glued:
            return False
        if token.text not in _DATED_LABELS:
            return self._advance(behind)
        found = parse_mark(tokens, behind + 1)
        if isinstance(found, tuple) and found[0].month:
            day, name = tokens[behind - 1].text, token.text
            self._doubt(
                Doubt(
                    start=token.start,
                    end=found[0].end,
                    readings=f"{name} {day}, ou jour {day}",
                )
            )
        return False

    def _count(self, token: Token) -> bool:
        """`3 jours`, `2,5 j`, `deux demi-journées`, `21 heures`, `7h par jour`."""
        amount = self._amount(token)
        if not amount:
            return False
        value, at = amount
        unit = self._tokens[at]
        if unit.role in (Role.DAY, Role.HALF_DAY):
            behind = at + 1
            if self._tokens[behind].role is Role.AND and self._tokens[behind + 1].role is Role.HALF:
                value, behind = value + 0.5, behind + 2
            if self._tokens[behind].role is Role.BEFORE:
                self.found.relative = self._tokens[behind]
            days = value / 2 if unit.role is Role.HALF_DAY else value
            self.found.counts.append((days, token.start, self._tokens[behind - 1].end))
            return self._advance(behind)
        if unit.role is Role.HOUR and self._is_length(at):
            behind = at + 1
            if self._tokens[behind].short and self._tokens[behind].glued:
                behind += 1
            if self._tokens[behind].role is Role.SLASH and self._tokens[behind + 1].role is Role.DAY:
                behind += 2
            return self._advance(behind)
        return False

    def _amount(self, token: Token) -> tuple[float, int] | None:
        at, tokens = self._at, self._tokens
        if token.role is Role.HALF and token.text == "½":
            return 0.5, at + 1
        if token.role is Role.NUMERAL:
            return token.value, at + 1
        if token.role is Role.MONTH and token.text == "sept":
            return 7, at + 1
        if token.role is not Role.NUMBER or len(token.text) > 4:
            return None
        sign, second = tokens[at + 1], tokens[at + 2]
        if sign.glued and second.glued and second.short:
            if sign.role in (Role.COMMA, Role.DOT):
                return token.value + second.value / 10 ** len(second.text), at + 3
            if sign.role is Role.SLASH and (token.value, second.value) == (1, 2):
                return 0.5, at + 3
        return token.value, at + 1

    def _is_length(self, at: int) -> bool:
        """Tell whether hours are a length ("soit 21 heures") and not a time of the day."""
        tokens, before = self._tokens, self._tokens[self._at - 1]
        if parse_hours(tokens, self._at) or before.role in (Role.TO, Role.START, Role.FROM):
            return False
        if tokens[at].text in ("heures", "heure") or before.text in ("soit", "duree"):
            return True
        behind = at + 1 + (tokens[at + 1].short and tokens[at + 1].glued)
        after = tokens[behind]
        return (
            after.role is Role.PER
            or (after.role is Role.SLASH and tokens[behind + 1].role is Role.DAY)
            or after.text == "de formation"
            or self._beside_count(behind)
        )

    def _beside_count(self, behind: int) -> bool:
        """Tell whether a count of days stands just before or behind: `2 jours - 14h`, `(2j/14h)`."""
        counts = self.found.counts
        start = self._tokens[self._at].start
        if counts and not any(c.isalnum() for c in self.text[counts[-1][2] : start]):
            return True
        while self._tokens[behind].role in (Role.SLASH, Role.DASH, Role.COMMA, Role.OPEN):
            behind += 1
        return self._tokens[behind].short and self._tokens[behind + 1].role is Role.DAY

    def _counted(self, token: Token) -> bool:
        """`12 places`, `8 à 12 participants`, `350 €`; `dès 6 inscrits` is on request."""
        at, tokens = self._at, self._tokens
        if token.role not in (Role.NUMBER, Role.NUMERAL):
            return False
        behind = at + 1
        if tokens[behind].role in (Role.TO, Role.DASH) and tokens[behind + 1].role is Role.NUMBER:
            behind += 2
        if tokens[behind].role is not Role.COUNTED:
            return False
        before = tokens[at - 1] if at else tokens[behind]
        if before.role is Role.START or before.text in ("des", "minimum") or "minimum" in (
            tokens[behind].text.split()
        ):
            self.found.request = self.found.request or token
            self._pending.clear()
        return self._keep(at, behind + 1)

    def _hours(self, token: Token) -> bool:
        """`de 9h à 12h30 et 13h30-17h`."""
        if token.role not in (Role.NUMBER, Role.NOON, Role.FROM, Role.MIDNIGHT):
            return False
        found = parse_hours(self._tokens, self._at)
        return bool(found) and self._block(found[1], stretches=tuple(found[0]))

    def _block(
        self, behind: int, *, stretches: tuple[Stretch, ...] = (), half: Half | None = None
    ) -> bool:
        first = self._tokens[self._at]
        if self._words and self.found.blocks and stretches and (
            self.found.blocks[-1].index == len(self.found.marks) and self.found.blocks[-1].stretches
        ):
            self._refuse(first, self._tokens[behind - 1])
        self.found.blocks.append(
            Block(
                start=first.start,
                end=self._tokens[behind - 1].end,
                stretches=stretches,
                half=half,
                index=len(self.found.marks),
                line=self._line,
                apart=first.new_line or any(t.role in _APART for t in self._pending),
            )
        )
        return self._advance(behind)

    def _time(self, token: Token) -> bool:
        """A time alone, `à 12h`: allowed for deadlines, else a session without an end."""
        found = time_at(self._tokens, self._at)
        if not found or not found[1]:
            return False
        if not self._times:
            before = self._tokens[self._at - 1] if self._pending else token
            self._refuse(before, self._tokens[found[2] - 1])
        if token.role is Role.MIDNIGHT:
            found = (24 * 60, True, found[2])
        self.found.times.append((found[0], token))
        return self._advance(found[2])

    def _mark(self, token: Token) -> bool:
        """Any date or named stretch."""
        found = parse_mark(self._tokens, self._at)
        if isinstance(found, Doubt):
            self._doubt(found)
        if not isinstance(found, tuple):
            return False
        mark, behind = found
        link = self._joined(token)
        self.found.marks.append(
            Placed(
                mark=mark,
                link=link,
                opened=any(t.text in ("du", "de") for t in self._pending),
                line=self._line,
                added=any(t.role is Role.PLUS for t in self._pending),
            )
        )
        return self._advance(behind)

    def _joined(self, token: Token) -> Link:
        marks, pending = self.found.marks, self._pending
        if not marks:
            if any(t.role is Role.UNTIL for t in pending):
                self._refuse(next(t for t in pending if t.role is Role.UNTIL), token)
            return Link.NONE
        roles = [t.role for t in pending]
        if Role.FINISH in roles:
            return Link.RANGE if self.found.begin and len(marks) == 1 else Link.LIST
        if roles and roles[0] in (Role.TO, Role.ARROW, Role.UNTIL):
            return Link.RANGE
        if Role.TO in roles or Role.ARROW in roles or Role.UNTIL in roles:
            return Link.RANGE if not self._words else Link.LIST
        bare = marks[-1].mark.month is None and not marks[-1].mark.written
        if not roles and bare and not token.fresh and not self._words:
            self._refuse(token)
        if not self._words and roles == [Role.DASH]:
            return Link.DASH
        if not self._words and roles == [Role.SLASH] and bare:
            return Link.SLASH
        return Link.LIST

    def _doubt(self, doubt: Doubt) -> None:
        found = problem("FG306", self.text, doubt.start, doubt.end)
        raise NotUnderstood(
            Problem(
                code=found.code,
                start=found.start,
                end=found.end,
                values=(*found.values, ("lectures", doubt.readings)),
            )
        )

    def _half(self, token: Token) -> bool:
        """`matin`, `l'après-midi`, `journée`."""
        half = _HALVES.get(token.role)
        if token.role is Role.DAY and token.text in ("journee", "journees"):
            half = Half.WHOLE
        return half is not None and self._block(self._at + 1, half=half)

    def _said(self, token: Token) -> bool:
        """Words that settle what the phrase is about."""
        found = self.found
        match token.role:
            case Role.START:
                if found.marks or found.start:
                    self._refuse(token)
                found.start = token
            case Role.BEGIN:
                found.begin = found.begin or token
            case Role.FINISH:
                found.finish = found.finish or token
            case Role.BETWEEN:
                found.between = token
            case Role.LAST:
                found.last = token
            case Role.ON_REQUEST:
                found.request = found.request or token
            case Role.TO_DEFINE:
                found.define = found.define or token
            case Role.RELATIVE:
                found.relative = found.relative or token
            case Role.TO_CONFIRM:
                found.confirm = found.confirm or token
                return self._keep(self._at, self._at + 1)
            case Role.INTRA:
                found.confirm = found.confirm or token
                return self._keep(self._at, self._at + 1)
            case Role.SHIFTED:
                found.shifted.append((len(found.marks), token))
                return self._keep(self._at, self._at + 1)
            case Role.WELCOME:
                return self._welcome()
            case Role.REFUSED | Role.OR:
                self._refuse(token)
            case _:
                return False
        self._at += 1
        if token.role is not Role.FINISH:
            self._pending.clear()
        self._pending.append(token)
        return True

    def _welcome(self) -> bool:
        """`accueil à partir de 8h45` is a remark."""
        behind = self._at + 1
        while self._tokens[behind].role in (Role.TO, Role.FROM, Role.START, Role.COLON, Role.FILLER):
            behind += 1
        if time := time_at(self._tokens, behind):
            return self._keep(self._at, time[2])
        return self._keep(self._at, self._at + 1)

    def _link(self, token: Token) -> bool:
        if token.role not in _LINKS:
            return False
        if token.role is Role.SEMICOLON:
            self._line += 1
        self._pending.append(token)
        self._at += 1
        return True

    def _year(self, token: Token) -> bool:
        """A year alone: "Sessions 2025 :", "(2025)"."""
        if token.role is Role.YEAR and not self._peek().year:
            self._at += 1
            return True
        if not token.year:
            return False
        self.found.years.append((len(self.found.marks), token.value, token))
        self._at += 1
        return True

    def _word(self, token: Token) -> bool:
        """Any other words: a place, a remark. A weekday or a number alone is not one."""
        if token.role in (Role.NUMBER, Role.ORDINAL, Role.WEEKDAYS):
            if token.role is Role.ORDINAL and not token.text[0].isdigit():
                return self._keep(self._at, self._at + 1)
            return False
        if token.role is Role.WEEKDAY and token.text not in SHORT:
            return self._weekday_behind(token)
        behind = last = self._at + 1
        while self._tokens[behind].role in _BESIDE_WORDS and not self._tokens[behind].fresh:
            behind += 1
            if self._tokens[behind - 1].role is Role.WORD:
                last = behind
        return self._keep(self._at, last)

    def _weekday_behind(self, token: Token) -> bool:
        """`15/11/2021 (lundi)`: a weekday behind its date."""
        marks = self.found.marks
        bracketed = self._peek().role is Role.CLOSE and self._tokens[self._at - 1].role is Role.OPEN
        if not (marks and bracketed and not marks[-1].mark.weekdays and not self._words):
            return False
        placed = marks[-1]
        if placed.mark.month is None:
            return False
        mark = replace(placed.mark, weekdays=(token.value,), end=token.end)
        marks[-1] = replace(placed, mark=mark)
        self._at += 1
        return True

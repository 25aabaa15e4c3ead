"""What stands in a phrase about dates, in order: marks, hours, halves, and the words beside them.

    phrase := (mark | hours | half | label | count | remark | filler | word)*

Every digit must find its part; one that does not, or a word that turns the sense of a phrase
("sauf", "tous les", "loi du"), makes the whole phrase not understood. Nothing is shared or
checked here: see `resolve`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Final, NoReturn

from .beside import address, counted, day_count, hour_count, label, may_be_number, welcome
from .hours import Stretch, parse_hours, problem, time_at
from .lexicon import SHORT, Role
from .marks import Doubt, Link, Mark, parse_mark
from .pieces import Block, NotUnderstoodError, Placed, Scan
from .slips import weekday_meant
from .tokens import Token
from .values import Half

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
_CONNECTORS: Final = 6
"""Small words that may stand together between two words of a place: "à l'angle de la"."""
_BEGINNING: Final = ("a", "des")
"""What leads to the hour at which a day begins, folded."""
_ONLY_LINKS: Final = _LINKS - {Role.FROM, Role.LABEL}
"""Links that begin nothing else: most tokens of a list."""
_AFTER_DAY: Final = frozenset(
    {
        Role.AND,
        Role.PLUS,
        Role.COMMA,
        Role.SEMICOLON,
        Role.DASH,
        Role.SLASH,
        Role.ARROW,
        Role.DOT,
        Role.TO,
        Role.UNTIL,
        Role.FROM,
        Role.OPEN,
        Role.CLOSE,
        Role.ARTICLE,
        Role.PREPOSITION,
        Role.NUMBER,
        Role.NOON,
        Role.OR,
        Role.REFUSED,
        Role.END,
    }
)
_LEADING: Final = frozenset({Role.PREPOSITION, Role.TO, Role.FROM, Role.ARTICLE})
_APART: Final = frozenset({Role.COMMA, Role.COLON, Role.SEMICOLON, Role.DASH})
_UNBROKEN: Final = frozenset(
    {Role.AND, Role.COMMA, Role.PLUS, Role.FROM, Role.ARTICLE, Role.TO, Role.OPEN, Role.COLON}
)
_SAID: Final = {
    Role.START: "start",
    Role.RENTREE: "start",
    Role.BEGIN: "begin",
    Role.FINISH: "finish",
    Role.BETWEEN: "between",
    Role.LAST: "last",
    Role.ON_REQUEST: "request",
    Role.TO_DEFINE: "define",
    Role.TO_CONFIRM: "confirm",
    Role.INTRA: "confirm",
    Role.RELATIVE: "relative",
}
"""Where `Scan` keeps the first of such words."""
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
        """Walk to the end, or raise `NotUnderstoodError`; the order of the rules matters."""
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
            if token.role in _ONLY_LINKS:
                self._link(token)
                continue
            for rule in rules:
                if rule(token):
                    break
            else:
                self._refuse(token)
        return self.found

    # ------------------------------------------------------------------ helpers

    def _refuse(self, first: Token, last: Token | None = None, code: str = "FG304") -> NoReturn:
        raise NotUnderstoodError(problem(code, self.text, first.start, (last or first).end))

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
        lead = len(self._pending)
        while lead and self._pending[lead - 1].role in _LEADING:
            lead -= 1
            if self._pending[lead].role is not Role.FROM:
                first -= len(self._pending) - lead
                del self._pending[lead:]
        start, end = self._tokens[first].start, self._tokens[behind - 1].end
        rest = self.found.rest
        if rest and not self.text[rest[-1][1] : start].strip():
            start = rest.pop()[0]
        rest.append((start, end))
        self._at = behind
        self._words = True
        return True

    # ------------------------------------------------------------------ rules

    def _address(self, _: Token) -> bool:
        behind = address(self._tokens, self._at, behind_words=self._words)
        return behind is not None and self._keep(self._at, behind)

    def _label(self, _: Token) -> bool:
        found = label(self._tokens, self._at)
        if isinstance(found, Doubt):
            self._doubt(found)
        return found is not None and self._advance(found)

    def _count(self, token: Token) -> bool:
        """Lengths beside the dates; the days are kept to be compared with the dates."""
        if (hours := hour_count(self._tokens, self._at)) is not None:
            return self._advance(hours)
        found = day_count(self._tokens, self._at)
        if not found:
            return False
        days, behind = found
        if self._tokens[behind].role is Role.BEFORE:
            self.found.relative = self._tokens[behind]
        self.found.counts.append((days, token.start, self._tokens[behind - 1].end))
        return self._advance(behind)

    def _counted(self, token: Token) -> bool:
        found = counted(self._tokens, self._at)
        if not found:
            return False
        behind, on_request = found
        if on_request:
            self.found.request = self.found.request or token
            self._pending.clear()
        return self._keep(self._at, behind)

    def _hours(self, token: Token) -> bool:
        """`de 9h à 12h30 et 13h30-17h`."""
        if token.role not in (Role.NUMBER, Role.NOON, Role.FROM, Role.MIDNIGHT):
            return False
        found = parse_hours(self._tokens, self._at)
        return found is not None and self._block(found[1], stretches=tuple(found[0]))

    def _block(
        self, behind: int, *, stretches: tuple[Stretch, ...] = (), half: Half | None = None
    ) -> bool:
        first = self._tokens[self._at]
        if (
            self._words
            and self.found.blocks
            and stretches
            and (
                self.found.blocks[-1].index == len(self.found.marks)
                and self.found.blocks[-1].stretches
            )
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
        """A time alone, `à 12h`: of a deadline its end, of a session words beside its days."""
        found = time_at(self._tokens, self._at)
        if not found or not found[1]:
            return False
        if not self._times:
            before = self._tokens[self._at - 1] if self._pending else token
            # "à 14h" is when a day begins; "(7h)" and "- 7h" may be how long it is.
            if not self.found.marks or before.text not in _BEGINNING:
                self._refuse(before, self._tokens[found[2] - 1])
            self._pending.pop()
            return self._keep(self._at - 1, found[2])
        if token.role is Role.MIDNIGHT:
            found = (24 * 60, True, found[2])
        self.found.times.append((found[0], token.start, self._tokens[found[2] - 1].end))
        return self._advance(found[2])

    def _mark(self, token: Token) -> bool:
        """Any date or named stretch."""
        found = parse_mark(self._tokens, self._at)
        if isinstance(found, Doubt):
            self._doubt(found)
        if not isinstance(found, tuple):
            return False
        mark, behind = found
        if mark.day and not mark.month and not self._stands_alone(mark, behind):
            self._refuse(token, self._tokens[behind])
        if mark.day and not mark.month and may_be_number(self._tokens, self._at, behind):
            before = self._tokens[self._at - 1]
            readings = f"jour {mark.day}, ou « {before.text} {mark.day} »"
            mend = f"écrivez les dates seules, sans « {before.text} » devant elles"
            self._doubt(Doubt(start=before.start, end=token.end, readings=readings, mend=mend))
        if mark.unit and self._tokens[self._at - 1].role in (Role.NUMERAL, Role.ORDINAL):
            self._refuse(self._tokens[self._at - 1], token)
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

    def _stands_alone(self, mark: Mark, behind: int) -> bool:
        """Tell the 9 of `9 et 10 octobre` from the 3 of `3 soirées : 9 et 10 octobre`."""
        follower = self._tokens[behind]
        if mark.written or follower.role in _AFTER_DAY or follower.fresh:
            return True
        if follower.role is Role.COLON:
            return parse_hours(self._tokens, behind + 1) is not None
        weekday = follower.role is Role.WEEKDAY and bool(mark.weekdays)
        return weekday or follower.role in _HALVES or follower.role is Role.DAY

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

    def _doubt(self, doubt: Doubt) -> NoReturn:
        found = problem("FG306", self.text, doubt.start, doubt.end)
        told = ("lectures", doubt.readings), ("conseil", doubt.mend)
        raise NotUnderstoodError(replace(found, values=(*found.values, *told)))

    def _half(self, token: Token) -> bool:
        """`matin`, `l'après-midi`, `journée`."""
        half = _HALVES.get(token.role)
        if token.role is Role.DAY:
            if not token.text.startswith("journee"):
                self._at += 1
                return True
            half = Half.WHOLE
        return half is not None and self._block(self._at + 1, half=half)

    def _said(self, token: Token) -> bool:
        """Words that settle what the phrase is about."""
        if name := _SAID.get(token.role):
            if getattr(self.found, name) is None:
                setattr(self.found, name, token)
            elif token.role is Role.START:
                self._refuse(token)
        match token.role:
            case Role.REFUSED | Role.OR:
                self._refuse(token)
            case Role.START | Role.RENTREE if self.found.marks:
                self._refuse(token)
            case Role.WELCOME:
                return self._keep(self._at, welcome(self._tokens, self._at))
            case Role.SHIFTED:
                self.found.shifted.append((len(self.found.marks), token))
                return self._keep(self._at, self._at + 1)
            case Role.TO_CONFIRM | Role.INTRA | Role.LAST:
                return self._keep(self._at, self._at + 1)
            case role if role not in _SAID:
                return False
        self._at += 1
        if token.role is not Role.FINISH:
            self._pending.clear()
        self._pending.append(token)
        return True

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
        if token.role is Role.YEAR and self._peek().year:
            self._at += 1
            return True
        if not token.year or (self.found.marks and self._words):
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
            if behind - last > _CONNECTORS:
                break
            behind += 1
            if self._tokens[behind - 1].role is Role.WORD:
                last = behind
        if weekday_meant(self._tokens, last - 1):
            self._refuse(self._tokens[last - 1], self._tokens[last])
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

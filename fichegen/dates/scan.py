"""What stands in a phrase about dates, in order: marks, hours, halves, and the words beside them.

    phrase := (mark | hours | half | label | count | remark | filler | word)*

Every digit must find its part; one that does not, or a word that turns the sense of a phrase
("sauf", "tous les", "loi du"), makes the whole phrase not understood. Nothing is shared or
checked here: see `resolve`.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import NoReturn

from .beside import (
    address,
    counted,
    day_count,
    hour_count,
    label,
    may_be_number,
    meeting_count,
    monthly,
    pause,
    pause_told_behind,
    rhythm,
    week,
    welcome,
)
from .hours import Stretch, parse_hours, problem, time_at
from .lexicon import SHORT
from .marks import Doubt, Link, Mark, parse_mark
from .parts import (
    AFTER_DAY,
    APART,
    BEGINNING,
    BESIDE_WORDS,
    CONNECTORS,
    HALVES,
    LEADING,
    LINKS,
    ONLY_LINKS,
    SAID,
    UNBROKEN,
)
from .periods import Unit
from .pieces import Block, NotUnderstoodError, Placed, Scan
from .roles import Role
from .slips import weekday_meant
from .tokens import Token
from .values import Half


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
            self._week,
            self._label,
            self._count,
            self._counted,
            self._hours,
            self._time,
            self._mark,
            self._half,
            self._from_hour,
            self._remark,
            self._except,
            self._said,
            self._link,
            self._year,
            self._word,
        )
        while (token := self._tokens[self._at]).role is not Role.END:
            if self._at and token.new_line and self._tokens[self._at - 1].role not in UNBROKEN:
                self._line += 1
            if token.role in ONLY_LINKS:
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
        while lead and self._pending[lead - 1].role in LEADING:
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

    def _week(self, token: Token) -> bool:
        """The week of the dates, to be compared with them; a week alone has no days."""
        found = week(self._tokens, self._at)
        if found:
            self.found.weeks.append((found[0], token))
            return self._advance(found[1])
        return self._refuse(token) if token.role is Role.WEEK else False

    def _label(self, _: Token) -> bool:
        found = label(self._tokens, self._at)
        if isinstance(found, Doubt):
            self._doubt(found)
        return found is not None and self._advance(found)

    def _count(self, token: Token) -> bool:
        """Lengths beside the dates; the days are kept to be compared with the dates."""
        if (behind := rhythm(self._tokens, self._at)) is not None:
            self.found.rhythm.append(token)
            return self._keep(self._at, behind)
        if (hours := hour_count(self._tokens, self._at)) is not None:
            if self._tokens[hours].role is Role.BEFORE:
                self.found.relative = self._tokens[hours]
            return self._advance(hours)
        found = day_count(self._tokens, self._at)
        if not found:
            return self._meetings(token)
        days, behind = found
        if self._tokens[behind].role is Role.BEFORE:
            self.found.relative = self._tokens[behind]
        end = self._tokens[behind - 1].end
        self.found.counts.append((days, token.start, end, len(self.found.marks)))
        return self._advance(behind)

    def _meetings(self, token: Token) -> bool:
        """`3 ateliers :`, `4 samedis :`, `un jeudi par mois :`, compared with the dates."""
        if (behind := monthly(self._tokens, self._at)) is not None:
            self.found.every.append(self._peek())
            return self._advance(behind)
        found = meeting_count(self._tokens, self._at)
        if not found:
            return False
        self.found.meetings.append((found[0], token.start, self._peek().end))
        return self._advance(found[1])

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
        if (behind := pause_told_behind(self._tokens, self._at)) is not None:
            return self._keep(self._at, behind)
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
                apart=first.new_line or any(t.role in APART for t in self._pending),
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
            if self.found.marks and before.role in (Role.OPEN, Role.DASH, Role.COMMA):
                self.found.lengths.append((found[0], before.start, self._tokens[found[2] - 1].end))
                return self._advance(found[2])
            if not self.found.marks or before.text not in BEGINNING:
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
        if mark.unit is Unit.SCHOOL_YEAR and self._tokens[behind].role is Role.COLON:
            return self._advance(behind)  # "Promotion 2025-2026 : du 8 septembre 2025 au …"
        if mark.day and not mark.month and not self._stands_alone(mark, behind):
            self._refuse(token, self._tokens[behind])
        if mark.day and not mark.month and may_be_number(self._tokens, self._at, behind):
            before = self._tokens[self._at - 1]
            readings = f"jour {mark.day}, ou « {before.text} {mark.day} »"
            mend = f"écrivez les dates seules, sans « {before.text} » devant elles"
            self._doubt(Doubt(start=before.start, end=token.end, readings=readings, mend=mend))
        if mark.unit and self._tokens[self._at - 1].role in (Role.NUMERAL, Role.ORDINAL):
            self._refuse(self._tokens[self._at - 1], token)
        if token.role is Role.RENTREE:
            self.found.start = self.found.start or token
        link = self._joined(token)
        self.found.marks.append(
            Placed(
                mark=mark,
                link=link,
                opened=any(t.text in ("du", "de") for t in self._pending),
                line=self._line,
                added=any(t.role is Role.PLUS for t in self._pending),
                named=self._is_named(),
            )
        )
        return self._advance(behind)

    def _stands_alone(self, mark: Mark, behind: int) -> bool:
        """Tell the 9 of `9 et 10 octobre` from the 3 of `3 soirées : 9 et 10 octobre`."""
        follower = self._tokens[behind]
        if follower.role is Role.CLOSE and not self._in_brackets():
            return False
        if mark.written or follower.role in AFTER_DAY or follower.fresh:
            return True
        if follower.role is Role.COLON:
            return parse_hours(self._tokens, behind + 1) is not None
        weekday = follower.role is Role.WEEKDAY and bool(mark.weekdays)
        return weekday or follower.role in HALVES or follower.role is Role.DAY

    def _in_brackets(self) -> bool:
        """Tell the 4 of `mars 2025 (3 et 4)` from the 2 of `1) 3 mars 2025 2) 4 mars 2025`."""
        before = reversed(self._tokens[: self._at])
        roles = (t.role for t in before if t.role in (Role.OPEN, Role.CLOSE))
        return next(roles, None) is Role.OPEN

    def _is_named(self) -> bool:
        """Tell whether words stand between the last "+" and the date: "+ atelier le 2 avril"."""
        plus = [t.end for t in self._pending if t.role is Role.PLUS]
        return bool(plus and self.found.rest) and self.found.rest[-1][0] >= plus[-1]

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
        if Role.UNTIL in roles and self._words:  # "inscriptions jusqu'au 30 janvier"
            self._refuse(next(t for t in pending if t.role is Role.UNTIL), token)
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
        half = HALVES.get(token.role)
        if token.role is Role.DAY:
            if not token.text.startswith("journee"):
                self._at += 1
                return True
            half = Half.WHOLE
        return half is not None and self._block(self._at + 1, half=half)

    def _from_hour(self, token: Token) -> bool:
        """`à partir de 9h` behind a day: it speaks of the hour alone."""
        if token.role is not Role.START or not self.found.marks or self._times:
            return False
        begins = time_at(self._tokens, self._at + 1)
        return begins is not None and begins[1] and self._keep(self._at, begins[2])

    def _remark(self, token: Token) -> bool:
        """`accueil à 8h45`, `pause de 12h à 13h`: hours that are not those of the course."""
        if token.role is Role.WELCOME:
            return self._keep(self._at, welcome(self._tokens, self._at))
        return token.role is Role.PAUSE and self._keep(self._at, pause(self._tokens, self._at))

    def _said(self, token: Token) -> bool:
        """Words that settle what the phrase is about."""
        if name := SAID.get(token.role):
            if getattr(self.found, name) is None:
                setattr(self.found, name, token)
            elif token.role is Role.START:
                self._refuse(token)
        match token.role:
            case Role.REFUSED | Role.OR:
                self._refuse(token)
            case Role.START | Role.RENTREE if self.found.marks:
                self._refuse(token)
            case Role.SHIFTED:
                self.found.shifted.append((len(self.found.marks), token))
                return self._keep(self._at, self._at + 1)
            case Role.TO_CONFIRM | Role.INTRA | Role.LAST:
                return self._keep(self._at, self._at + 1)
            case role if role not in SAID:
                return False
        self._at += 1
        if token.role is not Role.FINISH:
            self._pending.clear()
        self._pending.append(token)
        return True

    def _except(self, token: Token) -> bool:
        """`sauf le 8`, which goes on to the end of the dates; `hors week-end` names none."""
        if token.role is not Role.EXCEPT:
            return False
        behind = self._at + 1
        while self._tokens[behind].role is Role.ARTICLE:
            behind += 1
        found = parse_mark(self._tokens, behind)
        dated = isinstance(found, tuple) and found[0].day is not None
        if not dated or not self.found.marks or self.found.excepted:
            self._refuse(token)
        self.found.excepted = len(self.found.marks), token
        return self._advance(behind)

    def _link(self, token: Token) -> bool:
        if token.role not in LINKS:
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
        while self._tokens[behind].role in BESIDE_WORDS and not self._tokens[behind].fresh:
            if behind - last > CONNECTORS:
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

"""What names a day of a programme: `Jour 1`, `1ère demi-journée`, `J2`, `Lundi 3 mars`, and in which order.

day     := unit number | ordinal unit | "J" number | weekday [number month]
unit    := "jour" | "journée" | "demi-journée"
name    := day ["matin" | "après-midi" | "soir"] ["(" … ")"]
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from fichegen import text
from fichegen.expressions import expression

_S: Final = r"[ \t\u00a0\u202f]"
_WORDS: Final = {
    word: number
    for number, said in enumerate(
        "un une premier première i, deux deuxième second seconde ii, trois troisième iii,"
        " quatre quatrième iv, cinq cinquième v, six sixième vi, sept septième, huit huitième,"
        " neuf neuvième, dix dixième".split(","),
        1,
    )
    for word in said.split()
}
_NTH: Final = (
    r"(?:\d{1,2} ?(?:[eè]re?|re|er|[eè](?:me)?|i[eè]me|nde?|de|ᵉʳ|ᵉ|°)|premi[eè]re?"
    r"|(?:deux|trois|quatr|cinqu|six|sept|huit|neuv|dix)i[eè]me|seconde?)"
)
_HALF: Final = rf"(?:demi{_S}?-?{_S}?|1/2{_S}?-?|½{_S}?-?)journ[ée]es?"
_UNIT: Final = rf"(?P<unit>{_HALF}|jours?|journ[ée]es?)"
_COUNT: Final = r"(?:\d{1,2}|(?-i:I{1,3}|IV|VI?)|un|deux|trois|quatre|cinq|six|sept|huit|neuf|dix)"
_LINKED: Final = (
    rf"(?:{_S}?(?P<link>et|&|à|au|sur|[-–/+]){_S}?(?:(?:jour|journée){_S}|J)?(?P<last>\d{{1,2}})"
    rf"(?={_S}*(?:$|[:–—(]|-{_S})))?"
)
_DAY: Final = expression(
    rf"(?:l[ea]{_S})?(?:(?P<nth>{_NTH}){_S}{_UNIT}"
    rf"|{_UNIT.replace('unit', 'named')}{_S}?(?:n[°ºo]\.?{_S}?)?(?P<count>{_COUNT})(?![\w°]|[.,]\d){_LINKED}"
    rf"|(?-i:J){_S}?(?P<short>\d{{1,2}})(?![\w°]|[.,]\d){_LINKED.replace('<l', '<short_l')})(?!\w)",
    re.IGNORECASE,
)
_COUNTED: Final = ("jour", "demi")
_WEEKDAYS: Final = "lundi mardi mercredi jeudi vendredi samedi dimanche".split()
_MONTHS: Final = "janv fevr mars avri mai juin juil aout sept octo nove dece".split()
_DATE: Final = expression(
    rf"(?:le{_S}|journ[ée]e{_S}du{_S})?(?:(?P<weekday>{'|'.join(_WEEKDAYS)})(?!\w){_S}?)?"
    rf"(?:(?P<day>\d{{1,2}})(?:er)?(?:{_S}(?P<month>janvier|f[ée]vrier|mars|avril|mai|juin|juillet"
    rf"|ao[uû]t|septembre|octobre|novembre|d[ée]cembre)|/(?P<numeric>\d{{1,2}}))?"
    rf"(?:(?:{_S}|/)20\d\d)?)?(?![\w/])",
    re.IGNORECASE,
)
_PICTOGRAM: Final = expression(rf"[\u2600-\u27bf\U0001f300-\U0001faff]\ufe0f?{_S}?")
_INTRODUCTION: Final = expression(
    rf"(?:programme|contenu|d[ée]roul[ée]){_S}(?:d[eu]{_S})?", re.IGNORECASE
)
_PART: Final = expression(
    rf"(?:{_S}*[,(/–—-])?{_S}*(?P<half>matin(?:ée)?|apr[èe]s{_S}?-?{_S}?midi|soir(?:ée)?)(?!\w)\)?"
    rf"(?={_S}*(?:$|[:–—(/,.=→-]))",
    re.IGNORECASE,
)
_BRACKETS: Final = expression(rf"{_S}*\([^()]{{1,40}}\)")
SIGN: Final = expression(
    rf"{_S}*[:–—→=•]+{_S}*|{_S}+[-/]+{_S}*|[-/]+{_S}+|\.{_S}+(?=[A-ZÀ-ÝŒ0-9«])"
)
END: Final = expression(rf"{_S}*(?:[:.–—-]+{_S}*)?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Day:
    """What a mark counts."""

    scheme: str
    """`jour`, `demi`, `date` or `semaine`: marks of one programme share it."""
    first: int
    last: int
    """`first` save in "Jours 1 et 2"."""
    part: int
    """0 in the morning, 1 in the afternoon, 2 in the evening, -1 where it is not said."""


def read_day(words: str, *, strong: bool) -> tuple[Day, int] | None:
    """Read the day that words begin with, and the offset behind its name.

    Dates ("Lundi 3 mars") name a day only where the line stands out by itself.
    """
    start = match.end() if (match := _PICTOGRAM.match(words)) else 0
    if strong and (match := _INTRODUCTION.match(words, start)):
        start = match.end()
    if found := _DAY.match(words, start):
        day = _numbered(found)
    elif strong and (found := _DATE.match(words, start)):
        day = _dated(found)
    else:
        return None
    if day is None:
        return None
    end = found.end()
    if part := _PART.match(words, end):
        day = replace(day, part="mas".index(part["half"][0].lower()))
        end = part.end()
    if brackets := _BRACKETS.match(words, end):
        end = brackets.end()
    if day.scheme not in _COUNTED and not (END.match(words, end) or SIGN.match(words, end)):
        return None
    return day, end


def _numbered(found: re.Match[str]) -> Day | None:
    unit = found["unit"] or found["named"] or "jour"
    said = found["nth"] or found["count"] or found["short"]
    number = re.match(r"\d+", said)
    first = int(number[0]) if number else _value(said)
    link, last_said = found["link"] or found["short_link"], found["last"] or found["short_last"]
    last = int(last_said) if last_said else first
    if link in ("/", "sur") and not unit.lower().endswith("s"):
        last = first if last >= first else 0  # "Jour 1/3" is the first of three
    if last < first or (last_said and link not in ("/", "sur") and last == first):
        return None
    scheme = "jour" if unit[0] in "jJ" else "demi"
    return Day(scheme=scheme, first=first, last=last, part=-1)


def _value(said: str) -> int:
    folded = text.fold(said)
    return next(number for word, number in _WORDS.items() if text.fold(word) == folded)


def _dated(found: re.Match[str]) -> Day | None:
    weekday, day = found["weekday"], found["day"]
    month = found["month"] or found["numeric"]
    if not weekday and not (day and month):
        return None
    if not day:
        number = _WEEKDAYS.index(weekday.lower())
        return Day(scheme="semaine", first=number, last=number, part=-1)
    if not month:
        return Day(scheme="date", first=int(day), last=int(day), part=-1)
    of_year = (
        int(month) if month.isdecimal() else 1 + _MONTHS.index((text.fold(month) + " ")[:4].strip())
    )
    number = 100 * of_year + int(day)
    return Day(scheme="date", first=number, last=number, part=-1)


def in_order(days: Sequence[Day]) -> bool:
    """Tell whether days come one after the other, the first one first; two at least."""
    if len(days) < 2 or len({day.scheme for day in days}) > 1:
        return False
    if days[0].scheme in _COUNTED and days[0].first != 1:
        return False
    return all(_follows(one, other) for one, other in pairwise(days))


def _follows(one: Day, other: Day) -> bool:
    if (one.first, one.last) == (other.first, other.last):
        return one.part < other.part
    if one.scheme in _COUNTED:
        return other.first == one.last + 1
    if one.scheme == "date" and one.first >= 1000 and 100 < other.first < 400:
        return True  # from the end of a year to the beginning of the next
    return one.first < other.first and (one.first > 100) == (other.first > 100)

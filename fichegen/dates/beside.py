"""Digits beside the dates of a phrase: addresses, labels, counts; and how far each one goes.

    address := number ["bis"] street … | street "du" date | postcode town | "salle" number
    label   := ("session" | "module" | "jour" | "J" …) number (("et" | "-" | ",") number)*
             | nth ("jour" | "session" …)
    meetings := number ("ateliers" | "samedis" …) | "un" weekday "par mois"
    count   := amount ("jours" | "demi-journées") ["et demi"] | number "heures" ["par jour"]
    week    := "semaine" number | "S" number | "semaine" "du"
    counted := number ["à" number] ("places" | "participants" | "€" …)

Each rule gives the number of the token behind what it read, or None.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Final

from .hours import parse_hours, time_at
from .marks import Doubt, parse_mark
from .roles import Role
from .tokens import Token

Tokens = Sequence[Token]

_DATED_LABELS: Final = frozenset(
    "session sessions date dates formation stage rencontre rencontres cours atelier ateliers"
    " regroupement regroupements seminaire rdv seance seances webinaire jours journees".split()
)
"""Labels that a date may follow at once: the 15 of "Session 15 - 16 novembre" is a day."""
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
_HOUSE_LETTERS: Final = frozenset({"bis", "ter", "quater", "a", "b"})
_SIGNS: Final = frozenset({Role.SLASH, Role.DASH, Role.COMMA, Role.OPEN})


# ---------------------------------------------------------------------- addresses


def address(tokens: Tokens, at: int, *, behind_words: bool) -> int | None:
    """Read `12 bis rue …`, `rue du 8 mai 1945`, `97400 Saint-Denis`, `salle 12`, `(974)`.

    A street and a town keep their other words for the rules of words.
    """
    token = tokens[at]
    match token.role:
        case Role.NUMBER:
            return _numbered_place(tokens, at)
        case Role.ORDINAL if behind_words and at and _is_name(tokens[at - 1]):
            return None if tokens[at + 1].role in (Role.DAY, Role.LABEL) else at + 1
        case Role.STREET:
            behind = _street(tokens, at)
            return behind if behind > at + 1 else None
        case Role.ROOM:
            behind = at + 1
            if tokens[behind].role is Role.WORD and len(tokens[behind].text) == 1:
                behind += 1
            numbered = tokens[behind].role is Role.NUMBER
            return behind + 1 if numbered and tokens[behind + 1].role is not Role.MONTH else None
        case _:
            return None


def _numbered_place(tokens: Tokens, at: int) -> int | None:
    token = tokens[at]
    street = at + 1
    if tokens[street].text in _HOUSE_LETTERS:
        street += 1
    if tokens[street].role is Role.COMMA:
        street += 1
    if len(token.text) <= 4 and tokens[street].role is Role.STREET:
        return _street(tokens, street)
    before = tokens[at - 1] if at else tokens[-1]
    if len(token.text) == 5 and not token.glued:
        return at + 1 if _is_name(tokens[at + 1]) or _is_name(before) else None
    county = len(token.text) in (2, 3) and before.role is Role.OPEN and at >= 2
    if county and tokens[at + 1].role is Role.CLOSE and _is_name(tokens[at - 2]):
        return at + 1
    return None


def _is_name(token: Token) -> bool:
    return token.role in (Role.WORD, Role.STREET)


def _street(tokens: Tokens, at: int) -> int:
    """Give the token behind a street, with the date it may be named after."""
    if tokens[at + 1].text == "du":
        found = parse_mark(tokens, at + 2)
        if isinstance(found, tuple) and found[0].day and found[0].month:
            return found[1]
    return at + 1


# ---------------------------------------------------------------------- labels


def label(tokens: Tokens, at: int) -> int | Doubt | None:
    """Read `Session 1 :`, `J1 et J2 :`, `Jours 1 et 2 :`, `1er jour :`, `Module 3 -`."""
    token, number = tokens[at], tokens[at + 1]
    if token.role is Role.ORDINAL:
        return at + 2 if number.role in (Role.LABEL, Role.DAY, Role.HALF_DAY) else None
    if token.role not in (Role.LABEL, Role.DAY):
        return None
    if number.text == "n" and tokens[at + 2].text == "°" and tokens[at + 3].short:
        return at + 4
    if not number.short or (token.text == "j" and not number.glued):
        return None
    if number.glued:
        return at + 2
    behind = at + 2
    while tokens[behind].role in (Role.AND, Role.DASH, Role.COMMA) and tokens[behind + 1].short:
        behind += 2
    follower = tokens[behind]
    if follower.role in _AFTER_NUMBER or follower.fresh:
        return behind
    if token.text not in _DATED_LABELS:
        return at + 2
    return _before_sign(tokens, at)


def _before_sign(tokens: Tokens, at: int) -> int | Doubt | None:
    """Read `Session 3 – du 15 nov.`; `Session 15 - 16 nov.` says two things."""
    token, number, sign, follower = tokens[at : at + 4]
    if sign.role is Role.DASH and sign.glued:
        return None
    if sign.role not in (Role.DASH, Role.COMMA) or token.text.endswith("s"):
        return None
    if follower.role in _AFTER_NUMBER:
        return at + 2
    readings = f"{token.text} {number.text}, ou jour {number.text}"
    mend = f"si c'est un numéro, écrivez les dates sans « {token.text} {number.text} » devant elles ; sinon, sans « {token.text} »"
    return Doubt(start=token.start, end=follower.end, readings=readings, mend=mend)


def may_be_number(tokens: Tokens, at: int, behind: int) -> bool:
    """Tell the 2 of `Parcours 2 - 9 octobre`, which may be no day, from `Saint-Denis 8-9 octobre`.

    `at` is a bare number and `behind` the token after it.
    """
    sign, follower = tokens[behind], tokens[behind + 1]
    if not at or tokens[at - 1].role is not Role.WORD or tokens[at].fresh:
        return False
    apart = sign.role is Role.COMMA or (sign.role is Role.DASH and not sign.glued)
    return apart and follower.value != tokens[at].value + 1


# ---------------------------------------------------------------------- counts


def day_count(tokens: Tokens, at: int) -> tuple[float, int] | None:
    """Read `3 jours`, `2,5 j`, `deux demi-journées`, `2 jours et demi`, `2 + 1 jours`, `2 x 2 jours`."""
    amount = _amount(tokens, at)
    if not amount:
        return None
    value, unit = amount
    sign, second = tokens[unit], _amount(tokens, unit + 1)
    if second and (sign.text == "+" or sign.role is Role.TIMES):
        value, unit = value + second[0] if sign.text == "+" else value * second[0], second[1]
    if tokens[unit].role not in (Role.DAY, Role.HALF_DAY):
        return None
    days = value / 2 if tokens[unit].role is Role.HALF_DAY else value
    if tokens[unit + 1].role is Role.AND and tokens[unit + 2].role is Role.HALF:
        return days + 0.5, unit + 3
    return days, unit + 1


def _amount(tokens: Tokens, at: int) -> tuple[float, int] | None:
    token, sign, second = tokens[at : at + 3]
    if token.role is Role.NUMERAL:
        return token.value, at + 1
    if token.text == "½":
        return 0.5, at + 1
    if token.text == "sept":
        return 7, at + 1
    if token.role is not Role.NUMBER or len(token.text) > 4:
        return None
    if sign.glued and second.glued and second.short:
        if sign.role in (Role.COMMA, Role.DOT):
            return token.value + second.value / 10 ** len(second.text), at + 3
        if sign.role is Role.SLASH and (token.value, second.value) == (1, 2):
            return 0.5, at + 3
    return token.value, at + 1


_MEETINGS: Final = frozenset(
    "seances ateliers rencontres regroupements dates webinaires rdv cours soirees temps".split()
)
"""What a number of dates may be a number of; "2 sessions" are two groups."""


def meeting_count(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Read `4 ateliers`, `3 soirées`; of `3 samedis`, `2 matinées` the number alone."""
    token, noun = tokens[at : at + 2]
    if token.role not in (Role.NUMBER, Role.NUMERAL) or not 2 <= token.value < 100:
        return None
    parts = noun.text in ("matinees", "matins", "apres midis", "apres midi")
    if noun.role is Role.WEEKDAYS or (parts and tokens[at + 2].role in (Role.COLON, Role.OPEN)):
        return token.value, at + 1
    return (token.value, at + 2) if noun.text in _MEETINGS else None


def monthly(tokens: Tokens, at: int) -> int | None:
    """Read `un jeudi par mois`, which its dates tell one by one."""
    token, weekday, rhythm = tokens[at : at + 3]
    one = token.role in (Role.NUMBER, Role.NUMERAL) and token.value == 1
    return at + 3 if one and weekday.role is Role.WEEKDAY and rhythm.text == "par mois" else None


_RHYTHMS: Final = frozenset({"par semaine", "par mois", "par trimestre"})
_CYCLES: Final = frozenset({"semaine", "mois", "trimestre"})


def rhythm(tokens: Tokens, at: int) -> int | None:
    """Read `2 jours par mois`, `1 jour/semaine`, `3h par semaine`."""
    amount = _amount(tokens, at)
    if not amount or tokens[amount[1]].role not in (Role.DAY, Role.HALF_DAY, Role.HOUR):
        return None
    behind = amount[1] + 1
    behind += tokens[amount[1]].role is Role.HOUR and tokens[behind].short
    if tokens[behind].text in _RHYTHMS:
        return behind + 1
    slashed = tokens[behind].role is Role.SLASH and tokens[behind + 1].text in _CYCLES
    return behind + 2 if slashed else None


def hour_count(tokens: Tokens, at: int) -> int | None:
    """Read hours that are a length and not a time of the day: `soit 21 heures`, `7h par jour`."""
    token, unit = tokens[at], tokens[at + 1]
    if token.role is not Role.NUMBER or unit.role is not Role.HOUR or parse_hours(tokens, at):
        return None
    before = tokens[at - 1] if at else tokens[-1]
    if before.role in (Role.TO, Role.START, Role.FROM):
        return None
    behind = at + 2
    if tokens[behind].short and tokens[behind].glued:
        behind += 1
    after = tokens[behind]
    per_day = after.role is Role.SLASH and tokens[behind + 1].role is Role.DAY
    told = unit.text != "h" or len(token.text) > 2 or before.text in ("soit", "duree")
    told |= after.role is Role.PER or after.text.startswith(("de formation", "avant"))
    told |= after.role is Role.FROM and tokens[behind + 1].role is Role.PAUSE
    if per_day:
        return behind + 2
    return behind if told or _beside_days(tokens, at, behind) else None


def _beside_days(tokens: Tokens, at: int, behind: int) -> bool:
    """Tell whether a count of days stands just before or behind: `2 jours - 14h`, `2j/14h`."""
    before = at - 1
    while before > 0 and tokens[before].role in _SIGNS:
        before -= 1
    if before > 0 and tokens[before].role in (Role.DAY, Role.HALF_DAY):
        return True
    while tokens[behind].role in _SIGNS:
        behind += 1
    return tokens[behind].short and tokens[behind + 1].role is Role.DAY


def counted(tokens: Tokens, at: int) -> tuple[int, bool] | None:
    """Read `12 places`, `350 €`; with True where it is a condition, as in `dès 6 inscrits`."""
    if tokens[at].role not in (Role.NUMBER, Role.NUMERAL):
        return None
    noun = at + 1
    if tokens[noun].role in (Role.TO, Role.DASH) and tokens[noun + 1].role is Role.NUMBER:
        noun += 2
    if tokens[noun].role is not Role.COUNTED:
        return None
    before = tokens[at - 1] if at else tokens[-1]
    least = "minimum" in tokens[noun].text or before.text in ("des", "minimum")
    return noun + 1, least or before.role is Role.START


def welcome(tokens: Tokens, at: int) -> int:
    """Read `accueil à partir de 8h45`, which is a remark."""
    behind = at + 1
    while tokens[behind].role in (Role.TO, Role.FROM, Role.START, Role.COLON, Role.FILLER):
        behind += 1
    time = time_at(tokens, behind)
    return time[2] if time else at + 1


def pause(tokens: Tokens, at: int) -> int:
    """Read `pause de 12h à 13h`, `déjeuner : 12h30-14h`, `pause 1h`, which are remarks."""
    behind = at + 1
    while tokens[behind].role in (Role.COLON, Role.ARTICLE):
        behind += 1
    hours = parse_hours(tokens, behind)
    return hours[1] if hours else welcome(tokens, at)


def pause_told_behind(tokens: Tokens, at: int) -> int | None:
    """Read the hours of `(12h30-13h30 : pause déjeuner)`, which are those of a pause."""
    hours = parse_hours(tokens, at) if at and tokens[at - 1].role is Role.OPEN else None
    behind = hours[1] if hours else at
    while hours and tokens[behind].role in (Role.COLON, Role.DASH, Role.ARTICLE, Role.FROM):
        behind += 1
    return behind + 1 if hours and tokens[behind].role is Role.PAUSE else None


# ---------------------------------------------------------------------- weeks

_OF_A_WEEK: Final = frozenset({Role.COLON, Role.OPEN, Role.DASH, Role.FROM, Role.COMMA})


def week(tokens: Tokens, at: int) -> tuple[int, int] | None:
    """Read the number of a week before its days, `semaine 11 (…)`, `S11 : …`; 0 for `semaine du …`."""
    token, number = tokens[at], tokens[at + 1]
    named = token.role is Role.WEEK
    if named and number.text == "du":
        return 0, at + 1
    if not (named or (token.text == "s" and number.glued)) or not number.short:
        return None
    behind = at + 2 + tokens[at + 2].year
    known = 1 <= number.value <= 53 and (named or number.value > 2)
    return (number.value, behind) if known and tokens[behind].role in _OF_A_WEEK else None

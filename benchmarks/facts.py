"""What invented fiches say, before they are written in any notation.

Everything is drawn from `random.random`, the one sequence that Python promises to keep for a seed;
each course has its own, so that a fiche is the same however many there are.
"""

# ruff: noqa: INP001 - scripts, no package
from __future__ import annotations

import datetime as dt
import random
import re
import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final, TypeVar

from benchmarks import words

T = TypeVar("T")

TODAY: Final = dt.date(2026, 1, 15)
"""The day that fiches are written around, and that builds are told."""
_STRIDE: Final = 7919
"""A prime that the number of titles is no multiple of: courses go through all of them, far apart."""
_FEW: Final = 9
"""Organisations of the smallest catalogue."""
_COURSES_EACH: Final = 40
"""Courses that one more organisation comes with."""
_LETTERS: Final = str.maketrans({"œ": "oe", "Œ": "Oe", "æ": "ae"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody to write to."""

    name: str
    role: str
    email: str
    phone: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """Who gives courses."""

    name: str
    slug: str
    siret: str
    nda: str
    address: str
    host: str
    advisor: Person


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One session of a course."""

    number: int
    territory: str
    place: str
    address: str
    link: str
    days: tuple[dt.date, ...]
    form: float
    """Which of the ways to write the days was taken."""
    hours: str
    seats: str
    status: str
    deadline: dt.date | None

    @property
    def name(self) -> str:
        """What the group is called."""
        return f"Groupe {self.number}"

    @property
    def slug(self) -> str:
        """Its name in addresses."""
        return f"groupe-{self.number}"

    @property
    def dates(self) -> str:
        """The days in words; one line for each stretch where there are several lines."""
        return dates_in_words(self.days, self.form)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sheet:
    """One fiche."""

    number: int
    """Its place in the catalogue, from 0."""
    title: str
    series: str
    """Empty for a course that is no module of any."""
    slug: str
    sectors: tuple[str, ...]
    audience: str
    length: str
    organisation: Organisation
    deadline: dt.date | None
    price: str
    seats: str
    mode: str
    reference: str
    groups: tuple[Group, ...]
    people: tuple[Person, ...]
    sections: tuple[tuple[str, str], ...]
    """Prose by the key of its field, as Markdown."""
    updated: dt.date

    @property
    def territories(self) -> tuple[str, ...]:
        """Where it is held."""
        return tuple(dict.fromkeys(group.territory for group in self.groups if group.territory))


class Draw:
    """Draws of lots, the same for the same key."""

    def __init__(self, *key: object) -> None:
        self._next = random.Random(":".join(map(str, key))).random  # noqa: S311 - no secret

    def between(self, low: int, high: int) -> int:
        """Draw a number, both bounds included."""
        return low + int(self._next() * (high - low + 1))

    def share(self) -> float:
        """Draw a number from 0 to 1."""
        return self._next()

    def happens(self, share: float) -> bool:
        """Tell whether what happens in a share of cases happens here."""
        return self._next() < share

    def one(self, among: Sequence[T]) -> T:
        """Draw one."""
        return among[int(self._next() * len(among))]

    def some(self, among: Sequence[T], count: int) -> list[T]:
        """Draw several, none twice."""
        rest = list(among)
        return [rest.pop(int(self._next() * len(rest))) for _ in range(min(count, len(rest)))]


def slug_of(name: str) -> str:
    """Make a name for addresses."""
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore")
    return re.sub("[^a-z0-9]+", "-", plain.decode().lower()).strip("-")


def sheets(seed: int) -> Iterator[Sheet]:
    """Give fiches without end, the modules of a series in a row."""
    number = 0
    for course in range(_titles()):
        for sheet in _course(seed, course):
            yield replace(sheet, number=number)
            number += 1


def organisation(seed: int, number: int) -> Organisation:
    """Give the organisation of a number."""
    draw = Draw(seed, "organisation", number)
    kinds, emblems = len(words.KINDS), len(words.EMBLEMS)
    emblem, rest = words.EMBLEMS[number % emblems], number // emblems
    kind = words.KINDS[(number + rest) % kinds]
    trade = words.TRADES[(number + rest // kinds) % len(words.TRADES)]
    name = f"{kind} {emblem} {trade}"
    host = f"{slug_of(name)}.example"
    street = f"{draw.between(1, 120)} {draw.one(words.STREETS)}"
    territory = draw.one(tuple(words.TERRITORIES))
    return Organisation(
        name=name,
        slug=slug_of(name),
        siret=_with_check_digit(f"{draw.between(10**12, 10**13 - 1)}"),
        nda=f"32{draw.between(10**8, 10**9 - 1)}",
        address=_postal(street, territory, draw.one(words.TERRITORIES[territory][1:])),
        host=host,
        advisor=replace(_person(draw, host), role="référent handicap"),
    )


def organisations(used: Iterable[Sheet]) -> list[Organisation]:
    """Give the organisations of some fiches, in the order in which they come."""
    return list({sheet.organisation.slug: sheet.organisation for sheet in used}.values())


def _titles() -> int:
    return len(words.FORMS) * len(words.SUBJECTS) * len(words.SETTINGS) * len(words.LEVELS)


def _named(course: int) -> str:
    """Return the title of a course: no other has the same."""
    rest, form = divmod(course * _STRIDE % _titles(), len(words.FORMS))
    rest, subject = divmod(rest, len(words.SUBJECTS))
    level, setting = divmod(rest, len(words.SETTINGS))
    name = words.FORMS[form].format(words.SUBJECTS[subject])
    return f"{name} {words.SETTINGS[setting]}".strip() + words.LEVELS[level]


def _course(seed: int, course: int) -> Iterator[Sheet]:
    """Give the one fiche of a course, or those of the modules of a series."""
    draw = Draw(seed, "course", course)
    name = _named(course)
    modules = draw.between(2, 4) if draw.happens(0.35) else 1
    start = TODAY + dt.timedelta(days=draw.between(-240, 300))
    tellers = [draw.between(0, _FEW + course // _COURSES_EACH) for _ in range(2)]
    sectors = tuple(draw.some(words.SECTORS, draw.between(1, 2)))
    before = ""
    for module in range(1, modules + 1):
        own = draw.one(words.MODULES[module - 1])
        title = f"{name} – Module {module} « {own[0].upper()}{own[1:]} »" if modules > 1 else name
        said = Draw(seed, "fiche", course, module)
        told_by = organisation(seed, tellers[module % 2])
        wanted = _wanted(said, module, before)
        yield _sheet(said, title, name if modules > 1 else "", told_by, sectors, start, wanted)
        before = own
        start += dt.timedelta(days=said.between(30, 60))


def _wanted(draw: Draw, module: int, before: str) -> str:
    """Say what is asked of those who come; of later modules, mostly the one before."""
    if not before or draw.happens(0.2):
        return draw.one(words.FREE)
    return draw.one(words.SEQUELS).format(n=module - 1, name=before)


def _sheet(
    draw: Draw, title: str, series: str, told_by: Organisation, sectors: tuple[str, ...],
    start: dt.date, wanted: str,
) -> Sheet:  # fmt: skip
    days = draw.between(1, 5)
    mode = draw.one(("présentiel", "présentiel", "présentiel", "mixte", "distanciel"))
    each = draw.happens(0.25)
    groups, first = [], start
    for number in range(1, draw.between(1, 4) + 1):
        groups.append(_group(draw, number, first, days, told_by, mode=mode, limited=each))
        first += dt.timedelta(days=draw.between(10, 60))
    opening = min(group.days[0] for group in groups)
    publics = ", ".join(draw.some(words.PUBLICS, draw.between(2, 4)))
    town = draw.one(words.TERRITORIES[draw.one(tuple(words.TERRITORIES))][1:])
    count = f"{days} jour" if days == 1 else f"{days} jours"
    return Sheet(
        number=0,
        title=title,
        series=series,
        slug=slug_of(title),
        sectors=sectors,
        audience=f"{publics[0].upper()}{publics[1:]}{draw.one(words.PRECISIONS)}",
        length=draw.one(words.LENGTHS).format(days=count, hours=7 * days),
        organisation=told_by,
        deadline=None if each else opening - dt.timedelta(days=draw.between(10, 40)),
        price=draw.one(words.PRICES).format(draw.between(8, 60) * 20) if draw.happens(0.8) else "",
        seats=draw.one(words.SEATS) if draw.happens(0.6) else "",
        mode=mode,
        reference=f"F{draw.between(1000, 9999)}" if draw.happens(0.3) else "",
        groups=tuple(groups),
        people=tuple(_person(draw, told_by.host) for _ in range(draw.one((1, 1, 2)))),
        sections=tuple(_sections(draw, town, days, wanted)),
        updated=TODAY - dt.timedelta(days=draw.between(2, 300)),
    )


def _group(
    draw: Draw, number: int, start: dt.date, count: int, told_by: Organisation, *, mode: str, limited: bool
) -> Group:  # fmt: skip
    days = [_working_day(start)]
    hole = draw.between(1, count - 1) if count > 1 and draw.happens(0.45) else 0
    for n in range(1, count):
        gap = draw.between(1, 4) * 7 if n == hole else 1
        days.append(_working_day(days[-1] + dt.timedelta(days=gap)))
    territory = draw.one(tuple(words.TERRITORIES))
    town = draw.one(words.TERRITORIES[territory][1:])
    hall = f", {draw.one(words.HALLS)}" if draw.happens(0.5) else ""
    street = f"{draw.between(1, 90)} {draw.one(words.STREETS)}"
    away = mode == "distanciel"
    return Group(
        number=number,
        territory="" if away else territory,
        place="" if away else f"{town}{hall}",
        address="" if away or draw.happens(0.5) else _postal(street, territory, town),
        link=f"https://visio.example/{told_by.slug[:20].strip('-')}-{number}" if away else "",
        days=tuple(days),
        form=draw.share(),
        hours=draw.one(words.HOURS) if draw.happens(0.6) else "",
        seats=f"{draw.between(6, 16)} places" if draw.happens(0.25) else "",
        status=draw.one(("complet", "confirmé", "annulé")) if draw.happens(0.12) else "",
        deadline=days[0] - dt.timedelta(days=draw.between(8, 35)) if limited else None,
    )


def _person(draw: Draw, host: str) -> Person:
    first, last = draw.one(words.FIRST_NAMES), draw.one(words.LAST_NAMES)
    return Person(
        name=f"{first} {last}",
        role=draw.one(words.ROLES),
        email=f"{slug_of(first)}.{slug_of(last)}@{host}",
        phone=f"03 53 01 {draw.between(10, 99)} {draw.between(10, 99)}"
        if draw.happens(0.6)
        else "",
    )


def _with_check_digit(digits: str) -> str:
    """Add the digit that a SIRET ends with."""
    doubled = (int(digit) * (1 + (n % 2 == 0)) for n, digit in enumerate(reversed(digits)))
    return f"{digits}{-sum(sum(divmod(value, 10)) for value in doubled) % 10}"


def _postal(street: str, territory: str, town: str) -> str:
    return f"{street}, {words.TERRITORIES[territory][0]}{len(town) % 9}00 {town}"


def _working_day(day: dt.date) -> dt.date:
    return day + dt.timedelta(days=max(0, 7 - day.weekday()) if day.weekday() > 4 else 0)


# ------------------------------------------------------------------------------------- prose


def _sections(draw: Draw, town: str, days: int, wanted: str) -> Iterator[tuple[str, str]]:
    yield "contexte", "\n\n".join(_context(draw, town))
    yield "objectifs", _aims(draw)
    yield "prerequis", wanted
    yield "contenu", "\n\n".join(_programme(draw, days))
    for name, choices in words.CLOSINGS.items():
        if draw.happens(0.55):
            yield name, draw.one(choices)
    if draw.happens(0.03):
        yield "repas_et_stationnement", draw.one(words.ASIDES)


def _context(draw: Draw, town: str) -> Iterator[str]:
    for n in range(draw.between(3, 6)):
        sentences = [_sentence(draw, town) for _ in range(draw.between(2, 3))]
        if draw.happens(0.3):
            sentences.append(f"On distinguera **{draw.one(words.NOTIONS)}** et *routine*.")
        if draw.happens(0.2):
            guide = draw.one(words.GUIDES)
            link = f"https://ressources.example/{slug_of(guide)}-{draw.between(1, 300)}"
            sentences.append(f"À lire : [{guide}]({link}).")
        yield " ".join(sentences)
        if n == 1 and draw.happens(0.3):
            yield "\n".join(f"- {what}" for what in draw.some(words.WHAT, draw.between(3, 4)))


def _sentence(draw: Draw, town: str) -> str:
    said = f"{draw.one(words.WHO)} {draw.one(words.DOES)} {draw.one(words.WHAT)}"
    if draw.happens(0.3):
        said = f"{said}, puis {draw.one(words.DOES)} {draw.one(words.WHAT)}"
    if draw.happens(0.3):
        said = f"{draw.one(words.OPENINGS)}{said[0].lower()}{said[1:]}"
    return f"{said}{draw.one(words.HOW).format(town=town)}."


def _aims(draw: Draw) -> str:
    verbs, targets = (draw.some(table, 6) for table in (words.AIMS, words.TARGETS))
    count = draw.between(3, 6)
    aims = [
        f"{verb} {target}{draw.one(words.CONDITIONS)}."
        for verb, target in zip(verbs[:count], targets[:count], strict=True)
    ]
    if draw.happens(0.3):
        return "\n\n".join(f"☞ {aim}" for aim in aims)
    return "\n".join(f"- {aim}" for aim in aims)


def _programme(draw: Draw, days: int) -> Iterator[str]:
    steps = draw.some(words.STEPS, 3 * days)
    for day in range(days):
        if days > 1:
            yield f"### Jour {day + 1} : {words.PARTS[day]}"
        yield "\n".join(f"- {step}" for step in steps[3 * day : 3 * day + 3])


# ------------------------------------------------------------------------------------- dates


def day_in_words(day: dt.date, form: float) -> str:
    """Write a day, in one of the ways people do."""
    if form < 0.4:
        return f"{day:%d/%m/%Y}"
    plain = f"{_number(day)} {words.MONTHS[day.month - 1]} {day.year}"
    return plain if form < 0.8 else f"{words.WEEKDAYS[day.weekday()]} {plain}"


def dates_in_words(days: Sequence[dt.date], form: float) -> str:
    """Write the days of a session: one, a range, months apart, or a list."""
    if len(days) == 1:
        return day_in_words(days[0], form)
    if form < 0.2:
        *heads, last = (f"{day:%d/%m/%Y}" for day in days)
        return f"{', '.join(heads)} et {last}"
    stretches = list(_stretches(days))
    if form < 0.6:
        return "\n\n+ ".join(_stretch(stretch, words.SHORT_MONTHS) for stretch in stretches)
    first, *rest = (_stretch(stretch, words.MONTHS) for stretch in stretches)
    return ", puis ".join((first, *(f"{one[0].lower()}{one[1:]}" for one in rest)))


def _stretches(days: Sequence[dt.date]) -> Iterator[list[dt.date]]:
    """Cut days where a month or a row of days ends."""
    row = [days[0]]
    for day in days[1:]:
        if day - row[-1] > dt.timedelta(days=3) or day.month != row[-1].month:
            yield row
            row = []
        row.append(day)
    yield row


def _stretch(days: Sequence[dt.date], months: Sequence[str]) -> str:
    end = f"{_number(days[-1])} {months[days[-1].month - 1]} {days[-1].year}"
    if len(days) == 1:
        return f"Le {end}"
    if len(days) > 2 and (days[-1] - days[0]).days == len(days) - 1:
        return f"Du {_number(days[0])} au {end}"
    return f"Les {', '.join(map(_number, days[:-1]))} & {end}"


def _number(day: dt.date) -> str:
    return "1er" if day.day == 1 else str(day.day)

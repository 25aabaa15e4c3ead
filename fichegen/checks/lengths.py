"""How long a course lasts: its hours against its days, and both against its sessions.

A day of training is about seven hours; between three and nine nothing is said. Where words can be
read in several ways, one that agrees is enough.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import Final

from fichegen import text
from fichegen.checks.measures import LONG_DAY, LONG_HALF, Measure, measured, together
from fichegen.checks.sessions import held, is_over
from fichegen.dates import (
    Day,
    Duration,
    Extent,
    Kind,
    Option,
    write_date,
    write_duration,
    write_minutes,
)
from fichegen.diagnostics import Finding, finding
from fichegen.expressions import expression
from fichegen.model import Fiche, Group, Mode
from fichegen.places import mentions_distance

_DAY: Final = 7 * 60
_SHORT_DAY: Final = 3 * 60
_SLACK: Final = 60
"""Minutes a day that breaks and rounding account for."""

_KNOWN: Final = frozenset(
    "h heure heures j d jour jours journee journees demi demie mn min minute minutes un une deux trois"
    " quatre cinq six sept huit neuf dix soit sur en de des du la le les l pour et ou a au total totale"
    " environ maximum max maxi jusqu duree formation presentiel presentielle salle consecutif consecutifs"
    " consecutives non reparti repartis reparties groupe participant participants personne personnes"
    " module modules seance seances session sessions nombre volume horaire".split()
)
"""Words, by their key, that leave what a length says as it is; any other may split it: "+ stage"."""
_AT_DISTANCE: Final = frozenset(
    "dont distance distanciel visio visioconference foad e learning ligne asynchrone synchrone".split()
)
_PER_GROUP: Final = expression(
    r"\bpar (?:groupe|session|jour|journee|participant|personne|stagiaire)\b"
)
"""What "per" may name without parting the length, as "per module" does."""
_BY_DAY: Final = expression(
    r"j(?:ours?|ournees?)? (?:de |x |a raison de )\d+ ?h|h(?:eures?)? ?(?:\d\d )?(?:par )?j(?:our(?:nee)?)?\b"
    r"(?! \d)"
)
"""Lengths of which the hours are those of each day: "5 jours de 2 heures", "7h/jour"."""
_PARTS: Final = expression(
    r"(?:jour|journee|demi journee|module|partie|etape|bloc|seance|sequence|volet|temps|phase|atelier"
    r"|rencontre|regroupement|matin|apres midi|soir)\b"
)
"""What sessions are called, by their key, that make up the course together."""
_FURTHER: Final = expression(
    r"\b(?:a (?:definir|fixer|convenir|preciser|confirmer|venir|programmer)|autres?|bilan|complementaires?|puis"
    r"|retours?|suivi|supplementaires?|ulterieure?s?|ulterieurement|stage|intersession|(?:un|une|\d) jour\w*)\b"
)
"""Words beside the days of a session, by their key, that speak of days still to come."""
_SHOWN: Final = 10
_SHOWN_WORDS: Final = 60


def lengths_that_disagree(fiche: Fiche, today: dt.date) -> Iterator[Finding]:
    """FG314: hours that days do not hold, or sessions longer or shorter than the course.

    That the words contradict themselves (60 hours in 2 days) is told where they are read (FG309).
    """
    duration = fiche.duration
    if (
        duration is None
        or duration.minimum
        or not _is_plain(duration.words, remote=bool(duration.remote_minutes))
    ):
        return
    if reason := _hours_of_days(duration):
        sensible = _sensible(duration)
        yield finding("FG314", fiche.span("duree"), raison=reason,
                      conseil=f"corrigez les heures ou les jours, par exemple « {sensible} »")  # fmt: skip
        return
    if duration.remote_minutes or fiche.mode in (Mode.MIXED, Mode.REMOTE):
        return  # part of it may be followed on no day that is told
    yield from _sessions(fiche, duration, today)


@lru_cache(maxsize=1024)
def _is_plain(length: str, *, remote: bool) -> bool:
    words = set(re.findall(r"[^\W\d]+", _PER_GROUP.sub("", text.key(length))))
    return words <= (_KNOWN | _AT_DISTANCE if remote else _KNOWN)


# ---------------------------------------------------------------------- hours and days


def _hours_of_days(duration: Duration) -> str:
    """Say which hours no day holds; empty where one alternative agrees."""
    told = [(option, option.minutes, option.days) for option in duration.options]
    both = [(option, hours, days) for option, hours, days in told if hours and days]
    if not both or _BY_DAY.search(text.key(duration.words)):
        return ""
    for option, hours, days in both:
        far = duration.remote_minutes or 0
        fits = min(hours.least, hours.most - far) <= _longest(days.most, half=option.half_days)
        fills = duration.maximum or hours.most >= days.least * _SHORT_DAY
        if fits and fills:
            return ""
    option, hours, days = both[0]
    length = write_duration(
        Duration(words="", options=(Option(days=days, half_days=option.half_days),))
    )
    a_day = write_minutes(hours.least / days.most)
    return f"{write_minutes(hours.least)} pour {length}, soit {a_day} par jour"


def _longest(days: float, *, half: bool) -> float:
    """Return the minutes that days may hold, half-days a little more than half of them."""
    if half:
        return days * 2 * LONG_HALF
    whole, rest = divmod(days, 1)
    return whole * LONG_DAY + (max(LONG_HALF, rest * LONG_DAY) if rest else 0)


def _sensible(duration: Duration) -> str:
    """Write the length with about seven hours a day."""
    option = next(option for option in duration.options if option.minutes and option.days)
    days = option.days or Extent(least=1, most=1)
    hours = Extent(least=days.least * _DAY, most=days.most * _DAY)
    return write_duration(
        Duration(words="", options=(Option(minutes=hours, days=days, half_days=option.half_days),))
    )


# ---------------------------------------------------------------------- sessions


def _sessions(fiche: Fiche, duration: Duration, today: dt.date) -> Iterator[Finding]:
    groups = [group for group in held(fiche) if group.schedule and group.schedule.kind is Kind.DAYS]
    if all(_is_as_told(duration, _days(group)) for group in groups):
        return
    if any(_PARTS.match(text.key(name)) for group in groups for name in (group.label, group.place)):
        return
    halves = any(o.half_days or (o.days and o.days.most % 1) for o in duration.options)
    told = [(group, measured(_days(group), halves=bool(halves))) for group in groups]
    if len(told) > 1 and _agrees(duration, together([each for _, each in told])):
        return  # they make up the course together
    coming = [each for each in told if not is_over(each[0], today)] or told
    wrong = [group for group, each in coming if not _agrees(duration, each) and _is_there(group)]
    lengths = {len(_days(group)) for group in wrong}
    if len(wrong) > 1 and len(wrong) == len(coming) and len(lengths) == 1:
        others = [group.span for group in wrong if group.span]
        what = f"les sessions ont chacune {text.counted(lengths.pop(), 'jour')}"
        yield finding("FG314", fiche.span("duree"), *others[:_SHOWN],
                      raison=f"{what}, la durée annonce « {_quoted(duration)} »",
                      conseil=_advice(duration, wrong[0], "les dates des sessions"))  # fmt: skip
        return
    for group in wrong:
        yield finding("FG314", group.span or fiche.span("groupes"), fiche.span("duree"),
                      raison=f"{_length_of(group)}, la durée annonce « {_quoted(duration)} »",
                      conseil=_advice(duration, group, "les dates de cette session"))  # fmt: skip


def _is_as_told(duration: Duration, days: Sequence[Day]) -> bool:
    """Tell a session of as many days as were announced, with no hours to compare: the common case."""
    timed = any(day.hours for day in days)
    return any(
        option.days
        and option.days.least <= len(days) <= option.days.most
        and not (timed and option.minutes)
        for option in duration.options
    )


def _is_there(group: Group) -> bool:
    """Tell whether all of a session is on its days: part may be followed from elsewhere, or later."""
    remark = group.remark.markdown if group.remark else ""
    words = f"{group.schedule.words if group.schedule else ''} {remark}"
    distant = group.link or mentions_distance(f"{words} {group.place}")
    return not (distant or _FURTHER.search(text.key(words)))


def _days(group: Group) -> tuple[Day, ...]:
    return group.schedule.days if group.schedule else ()


def _agrees(duration: Duration, told: Measure) -> bool:
    return not duration.options or any(_fits(duration, option, told) for option in duration.options)


def _fits(duration: Duration, option: Option, told: Measure) -> bool:
    hours, days = option.minutes, option.days
    fewer = duration.maximum or "+" in duration.words  # what is added may come later
    if hours and told.minutes:
        slack = _SLACK * max(1, told.days.most)
        enough = fewer or told.minutes.most + slack >= hours.least
        short = days and not fewer and told.days.most <= days.least - 1
        return enough and not short and told.minutes.least - slack <= hours.most
    if days:
        return (fewer or told.days.most >= days.least) and told.days.least <= days.most
    return hours is None or fewer or told.longest >= hours.least


# ---------------------------------------------------------------------- words


def _quoted(duration: Duration) -> str:
    words = duration.words
    return words if len(words) <= _SHOWN_WORDS else words[:_SHOWN_WORDS].rstrip() + "…"


def _length_of(group: Group) -> str:
    """Say how long a session is."""
    days = _days(group)
    count = text.counted(len(days), "jour")
    if all(day.hours for day in days):
        minutes = sum(h.end - h.start for day in days for h in day.hours)
        return f"« {group.label} » a {count} et {write_minutes(minutes)} d'horaires"
    return f"« {group.label} » a {count}"


def _advice(duration: Duration, group: Group, dates: str) -> str:
    days = _days(group)
    advice = f"corrigez la durée, ou {dates}"
    announced = duration.days.most if duration.days else 0
    hours = duration.minutes.most if duration.minutes else 0
    if len(days) == 1 and (announced > 1 or hours > LONG_DAY):
        first = write_date(days[0].date)
        advice += f" ; si seul le premier jour est connu, écrivez « à partir du {first} »"
    if 1 <= announced < len(days) and len(days) % announced == 0:
        count = len(days) // announced
        advice += f" ; si ce sont {count:g} sessions, donnez à chacune un titre, « ### Groupe 1 »"
    return advice

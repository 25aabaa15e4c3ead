"""Sessions that would be in one room at the same time, and sessions copied and left as they were.

A town, a building or a territory holds many sessions in one day, a room one: across fiches only a
room that is named counts, within one fiche a full address too.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import product
from typing import Final

from fichegen import text
from fichegen.catalogue import Catalogue
from fichegen.checks.sessions import held
from fichegen.dates import Day, Half, Kind, write_date
from fichegen.diagnostics import Finding, finding
from fichegen.expressions import expression
from fichegen.model import Fiche, Group
from fichegen.places import mentions_distance

_HINT: Final = expression(
    "salle|bureau|studio|atelier|labo|amphi|auditorium|plateau", re.IGNORECASE
)
_NUMBERED: Final = expression(
    r"\b(?:salles?|bureau|studio|atelier|labo|laboratoire|amphi|amphitheatre|auditorium|plateau)"
    r"(?: (?:de|d) [a-z]+)? (?:n |no |numero )?(?:[a-z]? ?\d+ ?[a-z]?|[b-xz]|[ay](?= \d|$))\b"
)
"""A room by its number or letter, in the key of a place; "a" and "y" may be words."""
_NAMED: Final = expression(
    r"(?<!\ben )\bsalle (?!(?:de|d|a|y|au|en|dans|non|ou|sur|selon|avec|equipee|accessible|adaptee|indiquee|precisee"
    r"|communiquee|reservee|climatisee|mise|qui|habituelle)\b)[a-z]{2}|\bauditorium\b"
)
_FROM_ROOM: Final = expression(rf"(?:{_HINT.pattern})[^,;()–—]*", re.IGNORECASE)
_TOWN: Final = expression(r"[^\W\d_]{3}")
_EITHER: Final = expression(
    r"\bou\b|\b[àa] (?:d[ée]finir|pr[ée]ciser|confirmer|d[ée]terminer|communiquer)\b", re.IGNORECASE
)
_BUILDING: Final = expression(
    r"\b(?:auberge|batiment|bibliotheque|campus|centre|cfa|chateau|chu?|college|domaine|ecole|ehpad|espace"
    r"|faculte|ferme|foyer|hopital|hotel|immeuble|institut|irts|iut|locaux|lycee|mairie|maison|mediatheque"
    r"|mjc|pole|residence|siege|tiers lieu|tour|universite|villa)\b"
)
_WORKDAY: Final = {
    Half.WHOLE: ((9 * 60, 17 * 60),),
    Half.MORNING: ((9 * 60, 12 * 60),),
    Half.AFTERNOON: ((14 * 60, 17 * 60),),
}
"""Minutes since midnight that a day without hours is sure to take."""
_SHOWN: Final = 60

_COMPARED: Final = 20
"""Sessions of a fiche with one first day that a further one is compared with."""

_Stretch = tuple[int, int]
_Keys = tuple[tuple[object, ...], ...]
_Places = dict[tuple[object, ...], list[tuple[tuple[_Stretch, ...], Fiche, Group]]]
"""By a place and a day, when it is taken and by whom."""


@dataclass(frozen=True, slots=True)
class _Where:
    """A room or street, by what may be told of it."""

    known_as: _Keys
    """What others find it by."""
    same_as: _Keys
    """What it is looked for by."""


def sessions_in_one_place(catalogue: Catalogue) -> Iterator[Finding]:
    """FG511: a session on days and in a place that another one has already.

    One that is told takes no room itself, so each is told once and compared with few.
    """
    rooms: _Places = {}
    for fiche in catalogue.fiches:
        dated = [group for group in held(fiche) if group.schedule and group.schedule.first]
        copies = _copies(dated)
        for group, first in copies:
            yield _told(group, first, fiche, "a les mêmes jours et le même lieu que")
        copied = {group.slug for group, _ in copies}
        meeting = len(dated) > 1 and _have_days_in_common(dated)
        streets: _Places = {}
        for group in dated:
            room = None if group.slug in copied else _room(fiche, group)
            street = None if room or group.slug in copied or not meeting else _street(group)
            if where := room or street:
                yield from _settle(rooms if room else streets, where, fiche, group)


def _copies(groups: Sequence[Group]) -> list[tuple[Group, Group]]:
    """Return the sessions of a fiche that repeat an earlier one, each with that."""
    by_first: dict[object, list[Group]] = {}
    found = []
    for group in groups:
        earlier = by_first.setdefault(group.schedule and group.schedule.first, [])
        if first := next((other for other in earlier if _is_copy(group, other)), None):
            found.append((group, first))
        elif len(earlier) < _COMPARED:
            earlier.append(group)
    return found


def _have_days_in_common(groups: Sequence[Group]) -> bool:
    dates = [day.date for group in groups if group.schedule for day in group.schedule.days]
    return len(set(dates)) < len(dates)


def _settle(taken: _Places, where: _Where, fiche: Fiche, group: Group) -> Iterator[Finding]:
    """Let a session take a place on its days, or tell that another has it."""
    days = group.schedule.days if group.schedule else ()
    if clash := _clash(taken, where.same_as, days):
        day, other_fiche, other = clash
        place = text.squeeze(group.place or group.address)[:_SHOWN]
        words = f"occupe {place} le {write_date(day.date)}, comme"
        yield _told(group, other, other_fiche, words)
        return
    for key, day in product(where.known_as, days):
        taken.setdefault((*key, day.date), []).append((_stretches(day), fiche, group))


def _told(group: Group, other: Group, fiche: Fiche, words: str) -> Finding:
    there = other.span or fiche.span("groupes")
    where = group.span or there
    return finding("FG511", where, there, session=group.label, constat=words, autre=other.label,
                   ailleurs=there.at)  # fmt: skip


def _is_copy(one: Group, other: Group) -> bool:
    """Tell whether two sessions of a fiche are held at the same time and place, and both are told."""
    first, second = one.schedule, other.schedule
    if first is None or second is None or first.kind not in (Kind.DAYS, Kind.SPAN):
        return False
    when = (first.days, first.periods, first.hours) == (second.days, second.periods, second.hours)
    where = (*_where(one), one.link)
    return when and any(where) and where == (*_where(other), other.link)


def _where(group: Group) -> tuple[str, str, str]:
    return text.key(group.place), text.key(group.address), text.key(group.territory)


def _room(fiche: Fiche, group: Group) -> _Where | None:
    """Return the room of a session, where it is named.

    Without an address or a building it is a room of the organisation. Told with its address once and
    without it elsewhere, it is one room where its town is told both times.
    """
    if not _names_room(group.place, group.address):
        return None
    place, address, territory = _where(group)
    owners = (
        () if _BUILDING.search(place) else sorted(text.key(t.words) for t in fiche.organisations)
    )
    alone, beside = (("room", place, territory, at, *owners) for at in (False, True))
    has_town = bool(territory or _TOWN.search(_FROM_ROOM.sub("", group.place)))
    if not address:
        return _Where((alone,), (alone, beside) if has_town else (alone,))
    full = ("address", place, address, territory)
    if has_town and _names_room(group.place, ""):
        return _Where((full, beside), (full, alone))
    return _Where((full,), (full,))


def _street(group: Group) -> _Where | None:
    """Return where a session is held, if it is told by a full address."""
    found = (("street", *_where(group)),)
    return _Where(found, found) if _names_street(group.place, group.address) else None


def _names_room(place: str, address: str) -> bool:
    if not (_HINT.search(place) or _HINT.search(address)):
        return False
    key = text.key(f"{place} {address}")
    named = _NUMBERED.search(key) or _NAMED.search(key)
    return bool(named) and not _is_unsure(place, address) and not mentions_distance(place)


def _names_street(place: str, address: str) -> bool:
    return bool(re.search(r"\d", address)) and not _is_unsure(place, address)


def _is_unsure(place: str, address: str) -> bool:
    return bool(_EITHER.search(place) or _EITHER.search(address))


def _clash(taken: _Places, where: _Keys, days: tuple[Day, ...]) -> tuple[Day, Fiche, Group] | None:
    """Find the first day on which a place is taken already."""
    for day, key in product(days, where):
        mine = _stretches(day)
        for theirs, fiche, group in taken.get((*key, day.date), ()):
            if any(a[0] < b[1] and b[0] < a[1] for a in mine for b in theirs):
                return day, fiche, group
    return None


def _stretches(day: Day) -> tuple[_Stretch, ...]:
    return tuple((h.start, h.end) for h in day.hours) or _WORKDAY[day.half]

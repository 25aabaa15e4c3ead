"""Calendars (iCalendar): what the events of a fiche need to be of use to who takes them up.

Nothing but days is indispensable: what else is missing only leaves an event poorer. Where a fiche
has no session, its calendar asks for nothing but one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from fichegen import text
from fichegen.dates import Deadline, Kind
from fichegen.gaps import Destination, Level, Requirement, Verdict
from fichegen.model import Fiche, Group, Status
from fichegen.presenting import Presenter

_MOST_NAMED: Final = 3
"""Sessions that a reason names; of more it gives the number."""
_UNREGISTERED: Final = (Status.FULL, Status.POSTPONED, Status.CANCELLED)
"""Nobody can register any more: no deadline is asked for."""


@dataclass(frozen=True, slots=True)
class _Lack:
    """What keeps a requirement from being met."""

    reason: str
    mend: str
    level: Level = Level.WEAK


_NOT_ASKED: Final = _Lack("", "", Level.NOT_ASKED)


def _named(groups: Iterable[Group]) -> str:
    """Name sessions, each in quotes, or count them."""
    found = [*groups]
    if len(found) > _MOST_NAMED:
        return text.counted(len(found), "session")
    return text.enumerate_french(f"« {group.label} »" for group in found)


def _kind(group: Group) -> Kind | None:
    return group.schedule.kind if group.schedule else None


def _has_event(group: Group) -> bool:
    return bool(group.schedule and group.schedule.first)


# ---------------------------------------------------------------- one function a requirement


def _days(fiche: Fiche) -> _Lack | None:
    if not fiche.groups:
        if fiche.dates_note and fiche.dates_note.kind is Kind.ON_REQUEST:
            return _NOT_ASKED
        return _Lack("aucune session n'est annoncée",
                     "ajoutez « ## Lieux et dates » : de chaque session, son lieu et ses jours")  # fmt: skip
    mend = "écrivez tous les jours, par exemple « Dates : 15, 16 novembre et 10 décembre 2021 »"
    unknown = [group for group in fiche.groups if not _has_event(group)]
    if len(unknown) == len(fiche.groups):
        return _Lack("aucune session n'a de jours connus", mend, Level.BLOCKING)
    if unknown:
        return _Lack(f"jours inconnus : {_named(unknown)}", mend)
    partly = [group for group in fiche.groups if _kind(group) is not Kind.DAYS]
    if partly:
        return _Lack(f"seuls le début ou la fin sont connus : {_named(partly)}", mend)
    return None


def _hours(fiche: Fiche) -> _Lack | None:
    dated = [g for g in fiche.groups if g.schedule and g.schedule.days]
    if not dated:
        return _NOT_ASKED
    without = [g for g in dated if g.schedule and not all(day.hours for day in g.schedule.days)]
    if without:
        return _Lack(f"heures inconnues : {_named(without)}",
                     "ajoutez « Horaires : de 9h à 12h30 et de 13h30 à 17h »")  # fmt: skip
    return None


def _place(fiche: Fiche) -> _Lack | None:
    without = [g for g in fiche.groups if not (g.place or g.address or g.link)]
    if not without:
        return None
    only_zone = all(group.territory for group in without)
    said = "seul le territoire est dit" if only_zone else "lieu inconnu"
    return _Lack(f"{said} : {_named(without)}",
                 "ajoutez « Lieu : … » avec la ville et l'adresse, ou à distance « Lien : https://… »")  # fmt: skip


def _deadline(fiche: Fiche) -> _Lack | None:
    registering = [g for g in fiche.groups if fiche.status_of(g) not in _UNREGISTERED]
    if not registering:
        return _NOT_ASKED
    limits = [(group, group.deadline or fiche.deadline) for group in registering]
    without = [group for group, limit in limits if not _is_limit(limit)]
    if not without:
        return None
    words = [limit.words for group, limit in limits if group in without and limit]
    said = "aucun jour précis dans la date limite" if words else "date limite inconnue"
    return _Lack(f"{said} : {_named(without)}",
                 "ajoutez « ## Date limite d'inscription » avec un jour, par exemple « 15 octobre 2021 »")  # fmt: skip


def _is_limit(limit: Deadline | None) -> bool:
    """Tell whether a deadline names its day, or says that it is too late for one."""
    return limit is not None and (limit.date is not None or limit.closed)


def _contact(fiche: Fiche) -> _Lack | None:
    without = [g for g in fiche.groups if not (g.contacts or fiche.contacts)]
    if not without:
        return None
    return _Lack(f"sans personne à joindre : {_named(without)}",
                 "ajoutez « ## Interlocuteur » avec un nom et une adresse électronique")  # fmt: skip


def _update(fiche: Fiche) -> _Lack | None:
    if fiche.updated and fiche.updated.date:
        return None
    return _Lack("sans date de mise à jour, les agendas reçoivent une date fixe",
                 "relisez la fiche, puis ajoutez « ## Mis à jour le » avec la date de ce jour-là",
                 Level.DEFAULTED)  # fmt: skip


# ---------------------------------------------------------------- the table


@dataclass(frozen=True, slots=True)
class _Item:
    """One requirement, the field it concerns, and the function that judges it."""

    requirement: Requirement
    field: str
    judge: Callable[[Fiche], _Lack | None]


def _item(
    key: str, label: str, field: str, rule: str, source: str, judge: Callable[[Fiche], _Lack | None]
) -> _Item:
    requirement = Requirement(
        destination=Destination.CALENDAR,
        key=key,
        label=label,
        rule=rule,
        source=f"RFC 5545, {source}",
    )
    return _Item(requirement, field, judge)


_ITEMS: Final = (
    _item("jours", "Jours", "groupes",
          "Chaque session dit tous ses jours. Une session sans aucun jour n'entre dans aucun agenda ;"
          " de celle dont on ne connaît que le début ou la fin, ces seuls jours y entrent.",
          "DTSTART (3.8.2.4)", _days),
    _item("horaires", "Horaires", "groupes",
          "Chaque jour a ses heures ; sans elles, il est noté en journée entière.",
          "DTSTART (3.8.2.4)", _hours),
    _item("lieu", "Lieu", "groupes",
          "Chaque session dit son lieu ou son adresse, ou le lien par lequel on la rejoint.",
          "LOCATION (3.8.1.7)", _place),
    _item("date-limite", "Date limite", "date_limite",
          "Le dernier jour pour s'inscrire est dit : il devient un rappel. D'une session complète,"
          " reportée ou annulée, il n'est pas demandé.",
          "VALARM (3.6.6)", _deadline),
    _item("contact", "Contact", "interlocuteurs",
          "La fiche, ou chacune de ses sessions, nomme quelqu'un à joindre.",
          "CONTACT (3.8.4.2)", _contact),
    _item("mise-a-jour", "Mise à jour", "mis_a_jour",
          "La fiche porte la date de sa mise à jour, par laquelle les agendas reconnaissent"
          " ce qui a changé.",
          "DTSTAMP, LAST-MODIFIED et SEQUENCE (3.8.7)", _update),
)  # fmt: skip
REQUIREMENTS: Final = tuple(item.requirement for item in _ITEMS)


def assess(presenter: Presenter, fiche: Fiche) -> tuple[Verdict, ...]:
    """Judge a fiche: one verdict a requirement, in the order of `REQUIREMENTS`."""
    del presenter  # the words of the fiche alone decide
    return tuple(_verdict(fiche, item, place) for place, item in enumerate(_ITEMS))


def _verdict(fiche: Fiche, item: _Item, place: int) -> Verdict:
    lack = _NOT_ASKED if place and not fiche.groups else item.judge(fiche)
    return Verdict(
        requirement=item.requirement,
        level=lack.level if lack else Level.FINE,
        reason=lack.reason if lack else "",
        mend=lack.mend if lack else "",
        field=item.field,
    )

"""Calendars (iCalendar): what the events of a fiche need to be of use to who takes them up.

Nothing but days is indispensable: what else is missing only leaves an event poorer. Where a fiche
has no session, its calendar asks for nothing but one.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Final

from fichegen import text
from fichegen.catalogue import contacts_of
from fichegen.codes import Destination
from fichegen.dates import Kind
from fichegen.fillers import is_filler
from fichegen.gaps import (
    Level,
    Outcome,
    Requirement,
    Verdict,
    dated,
    held,
    is_on_request,
    registering,
    undated,
    unlimited,
)
from fichegen.model import Contact, Fiche, Group
from fichegen.presenting import Presenter

from .advice import verdict

_MOST_NAMED: Final = 3
"""Sessions that a reason names; of more it gives the number."""
_NOT_ASKED: Final = Outcome(level=Level.NOT_ASKED)

_Judge = Callable[[Presenter, Fiche], Outcome | None]


def _named(groups: Iterable[Group]) -> str:
    """Name sessions, each in quotes, or count them."""
    found = [*groups]
    if len(found) > _MOST_NAMED:
        return text.counted(len(found), "session")
    return text.enumerate_french(f"« {group.label} »" for group in found)


def _lacking(
    reason: str, groups: Iterable[Group], part: str = "", level: Level = Level.WEAK
) -> Outcome:
    found = tuple(groups)
    said = f"{reason} : {_named(found)}"
    return Outcome(level=level, reason=said, part=part, groups=found)


# ---------------------------------------------------------------- one function a requirement


def _days(_: Presenter, fiche: Fiche) -> Outcome | None:
    if not fiche.groups:
        if is_on_request(fiche):
            return _NOT_ASKED
        return Outcome(level=Level.WEAK, reason="aucune session n'est annoncée")
    asked = dated(fiche)
    if not asked:
        return _NOT_ASKED
    unknown = [group for group in asked if fiche.calendar_of(group) is None]
    if not any(fiche.calendar_of(group) for group in fiche.groups):
        reason = "aucune session n'a de jours connus"
        return Outcome(level=Level.BLOCKING, reason=reason, part="dates", groups=asked)
    if unknown:
        return _lacking("jours inconnus", unknown, "dates")
    open_ended = [g for g in asked if g.schedule and g.schedule.kind is Kind.START]
    return _lacking("seul le début est connu", open_ended, "dates") if open_ended else None


def _hours(_: Presenter, fiche: Fiche) -> Outcome | None:
    asked = [g for g in dated(fiche) if g.schedule and g.schedule.days]
    if not asked:
        return _NOT_ASKED
    without = [g for g in asked if g.schedule and not all(day.hours for day in g.schedule.days)]
    return _lacking("heures inconnues", without, "horaires") if without else None


def _place(_: Presenter, fiche: Fiche) -> Outcome | None:
    without = [g for g in held(fiche) if all(map(is_filler, (g.place, g.address, g.link)))]
    if not without:
        return None
    only_zone = not any(is_filler(group.territory) for group in without)
    said = "seul le territoire est dit" if only_zone else "lieu inconnu"
    return _lacking(said, without, "adresse")


def _deadline(_: Presenter, fiche: Fiche) -> Outcome | None:
    if not registering(fiche):
        return _NOT_ASKED
    without = unlimited(fiche)
    if not without:
        return None
    words = [limit.words for g in without if (limit := fiche.deadline_of(g))]
    said = "aucun jour précis dans la date limite" if words else "date limite inconnue"
    return _lacking(said, without)


def _contact(presenter: Presenter, fiche: Fiche) -> Outcome | None:
    without = [g for g in held(fiche) if not _reaches(g.contacts or fiche.contacts)]
    if not without:
        return None
    if _reaches(contacts_of(presenter.catalogue, fiche, without[0])):
        reason = "seul l'organisme ou l'éditeur du catalogue peut être joint"
        return _lacking(reason, without, level=Level.DEFAULTED)
    return _lacking("sans personne à joindre", without)


def _reaches(contacts: Iterable[Contact]) -> bool:
    return any(contact.is_reachable for contact in contacts)


def _update(_: Presenter, fiche: Fiche) -> Outcome | None:
    if reason := undated(fiche):
        reason = f"{reason} : les agendas reçoivent une date fixe"
        return Outcome(level=Level.DEFAULTED, reason=reason)
    return None


# ---------------------------------------------------------------- the table


@dataclass(frozen=True, slots=True)
class _Item:
    """One requirement, the field it concerns, and the function that judges it."""

    requirement: Requirement
    field: str
    judge: _Judge


def _item(
    key: str,
    label: str,
    field: str,
    rule: str,
    source: str,
    judge: _Judge,
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
          "Chaque session dit tous ses jours, sauf si elle est annulée ou reportée. Une session sans aucun"
          " jour n'entre dans aucun agenda ; d'une longue période (« du 15 septembre au 30 juin »)"
          " n'y entrent que le début et la fin, et cela suffit.",
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
          "La fiche, ou chacune de ses sessions, nomme quelqu'un que l'on peut joindre par courriel ou"
          " téléphone. À défaut, l'organisme ou l'éditeur du catalogue est donné.",
          "CONTACT (3.8.4.2)", _contact),
    _item("mise-a-jour", "Mise à jour", "mis_a_jour",
          "La fiche porte la date de sa mise à jour, par laquelle les agendas reconnaissent"
          " ce qui a changé.",
          "DTSTAMP, LAST-MODIFIED et SEQUENCE (3.8.7)", _update),
)  # fmt: skip
REQUIREMENTS: Final = tuple(item.requirement for item in _ITEMS)


def assess(presenter: Presenter, fiche: Fiche) -> tuple[Verdict, ...]:
    """Judge a fiche: one verdict a requirement, in the order of `REQUIREMENTS`."""
    asked = bool(held(fiche))
    found = (
        (item, item.judge(presenter, fiche) if asked or not place else _NOT_ASKED)
        for place, item in enumerate(_ITEMS)
    )
    return tuple(
        verdict(presenter.today, fiche, item.requirement, outcome, item.field)
        for item, outcome in found
    )

"""What search engines and course directories ask: schema.org, by Bioschemas and by Google.

A requirement is met where the property stands in the data that the fiche's page carries, so that
report and export cannot disagree. What they recommend besides (licence, level, ratings, pictures)
no field of a fiche tells; it is not asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from fichegen.codes import Destination
from fichegen.exporters import course
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
    varies,
)
from fichegen.model import Fiche, Group, Mode
from fichegen.presenting import Presenter
from fichegen.prices import has_no_single_price
from fichegen.text import enumerate_french

from .advice import verdict

_NAMED: Final = 3
"""Sessions that a reason names; of more it gives the number."""

_Data = dict[str, object]
_Lack = Callable[[Fiche], Outcome]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One requirement, the field it concerns, and the properties that meet it."""

    requirement: Requirement
    field: str
    has: tuple[str, ...]
    """The properties that must stand in the course, or in each session."""
    sessions: Callable[[Fiche], tuple[Group, ...]] | None = None
    """The sessions in which they must stand; None for the course."""
    part: str = ""
    """Of sessions, the name of the group's field that gives them."""
    lack: _Lack
    """What it comes to where one is missing; the sessions concerned follow the reason."""


def assess(presenter: Presenter, fiche: Fiche) -> tuple[Verdict, ...]:
    """Judge a fiche by the data that its page carries; one verdict a requirement."""
    data: _Data = course(presenter, fiche)
    told = data.get("hasCourseInstance")
    sessions = dict(zip((group.slug for group in fiche.groups), told, strict=True)) \
        if isinstance(told, list) else {}  # fmt: skip
    return tuple(
        verdict(presenter.today, fiche, item.requirement,
                _judged(item, fiche, data, sessions), item.field)
        for item in _ITEMS
    )  # fmt: skip


def _judged(item: _Item, fiche: Fiche, data: _Data, sessions: dict[str, _Data]) -> Outcome | None:
    if item.sessions is None:
        return None if _holds(data, item.has) else item.lack(fiche)
    asked = item.sessions(fiche)
    if not asked:
        return Outcome(level=Level.NOT_ASKED)
    lacking = tuple(g for g in asked if not _holds(sessions[g.slug], item.has))
    if not lacking:
        return None
    found = replace(item.lack(fiche), part=item.part, groups=lacking)
    if len(lacking) == len(fiche.groups):
        return found
    few = len(lacking) <= _NAMED
    where = enumerate_french(g.label for g in lacking) if few else f"{len(lacking)} sessions"
    return replace(found, reason=f"{found.reason} ({where})")


def _holds(data: _Data, properties: tuple[str, ...]) -> bool:
    return all(_stands(data, each) for each in properties)


def _stands(data: _Data, name: str) -> bool:
    """Tell whether a property stands; `offers.price` is the `price` of the offer, in any form."""
    first, _, rest = name.partition(".")
    value = data.get(first)
    if first == "url":
        return str(value).startswith("http")
    return _stands(value, rest) if rest and isinstance(value, dict) else value is not None


def _lack(reason: str, level: Level = Level.WEAK) -> _Lack:
    return lambda _: Outcome(level=level, reason=reason)


def _no_time(fiche: Fiche) -> Outcome:
    if fiche.duration is None:
        return Outcome(level=Level.WEAK, reason="la fiche ne dit pas sa durée")
    reason = "la durée n'est pas un nombre d'heures certain : ses mots sont transmis tels quels"
    level = Level.FINE if varies(fiche.duration) else Level.WEAK
    return Outcome(level=level, reason=reason)


def _no_price(fiche: Fiche) -> Outcome:
    section = fiche.section("tarif")
    if section is None:
        return Outcome(level=Level.WEAK, reason="la fiche ne dit pas ce que la formation coûte")
    words = section.prose.markdown
    is_open = not (section.absent or is_filler(words)) and has_no_single_price(words)
    reason = "le tarif n'est pas un seul prix certain : il n'est pas transmis"
    return Outcome(level=Level.NOT_ASKED if is_open else Level.WEAK, reason=reason)


def _no_mode(fiche: Fiche) -> Outcome:
    level = Level.BLOCKING
    if fiche.mode is Mode.ON_SITE:
        reason = "la fiche dit « présentiel », la session n'a qu'un lien"
        return Outcome(level=level, reason=reason, mend="ajoutez le lieu à la session, ou corrigez")
    if fiche.mode_words:
        return Outcome(level=level, reason="la modalité n'est pas comprise")
    reason = "la fiche ne dit pas si l'on vient ou si l'on suit à distance"
    return Outcome(level=level, reason=reason)


def _no_session(fiche: Fiche) -> Outcome:
    level = Level.NOT_ASKED if is_on_request(fiche) else Level.WEAK
    return Outcome(level=level, reason="aucune session n'est annoncée")


def _item(
    key: str, label: str, field: str, rule: str, source: str, lack: _Lack, *has: str,
    sessions: Callable[[Fiche], tuple[Group, ...]] | None = None, part: str = "",
) -> _Item:  # fmt: skip
    requirement = Requirement(
        destination=Destination.SEARCH, key=key, label=label, rule=rule, source=source
    )
    return _Item(
        requirement=requirement, field=field, has=has, lack=lack, sessions=sessions, part=part
    )


_COURSE: Final = "Bioschemas Course 1.0"
_SESSION: Final = "Bioschemas CourseInstance 1.0"
_LIST: Final = "Google, Course list"
_INFO: Final = "Google, Course info"

_BLOCKING: Final = Level.BLOCKING

# A table reads by rows.
# fmt: off
_ITEMS: Final = (
    _item("nom", "Titre", "titre", "La formation a un titre.", f"{_COURSE}, minimum : name ; {_LIST}",
          _lack("la fiche n'a pas de titre", _BLOCKING), "name"),
    _item("description", "Description", "contexte",
          "Un chapeau, un contexte ou des objectifs décrivent la formation.",
          f"{_COURSE}, minimum : description ; {_LIST}",
          _lack("rien ne décrit la formation", _BLOCKING), "description"),
    _item("mots-cles", "Mots-clés", "themes", "Un secteur ou un thème au moins est dit.",
          f"{_COURSE}, minimum : keywords", _lack("ni secteur ni thème", _BLOCKING), "keywords"),
    _item("organisme", "Organisme", "organismes", "L'organisme qui assure la formation est nommé.",
          f"{_LIST} : provider ; {_COURSE}, recommandé",
          _lack("la fiche ne nomme pas l'organisme", _BLOCKING), "provider"),
    _item("modalite", "Modalité", "modalite",
          "La fiche dit présentiel, distanciel ou mixte ; à défaut, une session qui n'a qu'un lien"
          " est à distance.",
          f"{_SESSION}, minimum : courseMode ; {_INFO}", _no_mode, "courseMode", sessions=held),
    _item("lieu", "Lieu", "groupes",
          "Chaque session a un lieu, un territoire ou un lien, sauf si elle est annulée.",
          f"{_SESSION}, minimum : location", _lack("lieu inconnu", _BLOCKING), "location",
          sessions=held, part="adresse"),
    _item("sessions", "Sessions", "groupes",
          "La fiche annonce une session au moins, ou se tient sur demande.",
          f"{_INFO} : hasCourseInstance ; {_COURSE}, recommandé", _no_session, "hasCourseInstance"),
    _item("dates", "Dates", "groupes",
          "Le premier et le dernier jour de chaque session sont connus, sauf si elle est annulée ou"
          " reportée.",
          f"{_SESSION}, recommandé : startDate, endDate", _lack("jours inconnus"), "startDate", "endDate",
          sessions=dated, part="dates"),
    _item("duree", "Durée", "duree",
          "La durée est un nombre d'heures ; celle qui varie (« 2 à 3 jours ») n'est donnée qu'en"
          " toutes lettres.",
          f"{_COURSE}, recommandé : timeRequired ; {_INFO} : courseWorkload", _no_time, "timeRequired"),
    _item("prix", "Prix", "tarif",
          "Le tarif est un seul prix, ou « Gratuit », sans condition. Plusieurs prix, ou un devis, ne"
          " sont pas transmis, et rien de plus n'est demandé.",
          f"{_INFO} : offers, category", _no_price, "offers.category"),
    _item("offre", "Inscription", "date_limite",
          "Chaque session a une date limite ou un prix ; d'une session complète, reportée ou annulée,"
          " rien n'est demandé.",
          f"{_SESSION}, recommandé : offers", _lack("ni date limite ni prix certain"), "offers",
          sessions=registering),
    _item("objectifs", "Objectifs", "objectifs", "Les objectifs ou les compétences visées sont dits.",
          f"{_COURSE}, recommandé : teaches", _lack("la fiche ne dit pas ses objectifs"), "teaches"),
    _item("prerequis", "Prérequis", "prerequis",
          "Les prérequis sont dits, à part ou avec le public ; « Pas de prérequis » suffit.",
          f"{_COURSE}, recommandé : coursePrerequisites",
          _lack("la fiche ne dit pas s'il faut des prérequis"), "coursePrerequisites"),
    _item("sujet", "Secteurs", "secteurs", "Un secteur ou un code FORMACODE est dit.",
          f"{_COURSE}, recommandé : about", _lack("ni secteur ni code FORMACODE"), "about"),
    _item("adresse", "Adresse du site", "", "L'adresse du site est connue : les liens sont complets.",
          f"{_COURSE} et {_SESSION}, recommandé : url",
          lambda _: Outcome(level=Level.WEAK, reason="l'adresse du site n'est pas connue",
                            mend="ajoutez « url: https://… » dans content/catalogue.yml",
                            file="content/catalogue.yml"), "url"),
)
# fmt: on
REQUIREMENTS: Final = tuple(item.requirement for item in _ITEMS)
"""What is asked, in the order in which it is shown."""

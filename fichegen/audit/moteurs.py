"""What search engines and course directories ask: schema.org, by Bioschemas and by Google.

A requirement is met where the property stands in the data that the fiche's page carries, so that
report and export cannot disagree. What they recommend besides (licence, level, ratings, pictures)
no field of a fiche tells; it is not asked.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final

from fichegen.exporters import course
from fichegen.gaps import Destination, Level, Requirement, Verdict
from fichegen.model import Fiche, Mode
from fichegen.presenting import Presenter
from fichegen.text import enumerate_french

_NAMED: Final = 3
"""Sessions that a reason names; of more it gives the number."""

_Data = dict[str, object]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Item:
    """One requirement, the field it concerns, and the properties that meet it."""

    requirement: Requirement
    field: str
    has: tuple[str, ...]
    """The properties that must stand in the course, or in each session."""
    of_sessions: bool
    level: Level
    """What it comes to where one is missing."""
    lack: Callable[[Fiche], tuple[str, str]]
    """Reason and mend where one is missing; the sessions concerned follow the reason."""


def assess(presenter: Presenter, fiche: Fiche) -> tuple[Verdict, ...]:
    """Judge a fiche by the data that its page carries; one verdict a requirement."""
    data: _Data = course(presenter, fiche)
    told = data.get("hasCourseInstance")
    sessions = told if isinstance(told, list) else []
    return tuple(_verdict(item, fiche, data, sessions) for item in _ITEMS)


def _verdict(item: _Item, fiche: Fiche, data: _Data, sessions: list[_Data]) -> Verdict:
    asked = item.requirement
    if item.of_sessions and not sessions:
        return Verdict(requirement=asked, level=Level.NOT_ASKED)
    where = ""
    if item.of_sessions:
        lacking = [
            group.label
            for group, session in zip(fiche.groups, sessions, strict=True)
            if not _holds(session, item.has)
        ]
        met = not lacking
        if lacking and len(lacking) < len(sessions):
            named = len(lacking) <= _NAMED
            where = enumerate_french(lacking) if named else f"{len(lacking)} sessions"
    else:
        met = _holds(data, item.has)
    if met:
        return Verdict(requirement=asked, level=Level.FINE)
    reason, mend = item.lack(fiche)
    return Verdict(
        requirement=asked,
        level=item.level,
        reason=f"{reason} ({where})" if where else reason,
        mend=mend,
        field=item.field,
    )


def _holds(data: _Data, properties: tuple[str, ...]) -> bool:
    """Tell whether data hold all properties; what is not held on its days needs no day."""
    postponed = str(data.get("eventStatus", "")).endswith("/EventPostponed")
    days = ("startDate", "endDate") if postponed else ()
    return all(_stands(data, each) for each in properties if each not in days)


def _stands(data: _Data, name: str) -> bool:
    """Tell whether a property stands; `offers.price` is the `price` of the offer, in any form."""
    first, _, rest = name.partition(".")
    value = data.get(first)
    if first == "url":
        return str(value).startswith("http")
    return _stands(value, rest) if rest and isinstance(value, dict) else value is not None


def _says(reason: str, mend: str) -> Callable[[Fiche], tuple[str, str]]:
    return lambda _: (reason, mend)


def _no_time(fiche: Fiche) -> tuple[str, str]:
    mend = "écrivez le nombre d'heures, par exemple « 3 jours / 21 heures », sous « ## Durée »"
    if fiche.duration is None:
        return "la fiche ne dit pas sa durée", mend
    return "la durée n'est pas un nombre d'heures certain : ses mots sont transmis tels quels", mend


def _no_price(fiche: Fiche) -> tuple[str, str]:
    mend = "écrivez un seul prix, par exemple « 420 € net de taxe par personne » ou « Gratuit », sous « ## Tarif »"
    if fiche.section("tarif") is None:
        return "la fiche ne dit pas ce que la formation coûte", mend
    return "le tarif n'est pas un seul prix certain : il n'est pas transmis", mend


def _no_mode(fiche: Fiche) -> tuple[str, str]:
    mend = "ajoutez « ## Modalité » : présentiel, distanciel ou mixte"
    if fiche.mode is Mode.ON_SITE:
        return (
            "la fiche dit « présentiel », la session n'a qu'un lien",
            "ajoutez le lieu, ou corrigez « ## Modalité »",
        )
    if fiche.mode_words:
        return "la modalité n'est pas comprise", mend
    return "la fiche ne dit pas si l'on vient ou si l'on suit à distance", mend


def _of_course(
    key: str, label: str, field: str, rule: str, source: str, level: Level,
    lack: Callable[[Fiche], tuple[str, str]], *has: str,
) -> _Item:  # fmt: skip
    return _Item(
        requirement=Requirement(
            destination=Destination.SEARCH, key=key, label=label, rule=rule, source=source
        ),
        field=field,
        has=has,
        of_sessions=False,
        level=level,
        lack=lack,
    )


def _of_sessions(
    key: str, label: str, field: str, rule: str, source: str, level: Level,
    lack: Callable[[Fiche], tuple[str, str]], *has: str,
) -> _Item:  # fmt: skip
    item = _of_course(key, label, field, rule, source, level, lack, *has)
    return replace(item, of_sessions=True)


_COURSE: Final = "Bioschemas Course 1.0"
_SESSION: Final = "Bioschemas CourseInstance 1.0"
_LIST: Final = "Google, Course list"
_INFO: Final = "Google, Course info"

# A table reads by rows.
# fmt: off
_ITEMS: Final = (
    _of_course("nom", "Titre", "titre", "La formation a un titre.",
               f"{_COURSE}, minimum : name ; {_LIST}", Level.BLOCKING,
               _says("la fiche n'a pas de titre", "ajoutez un titre"), "name"),
    _of_course("description", "Description", "contexte",
               "Un chapeau, un contexte ou des objectifs décrivent la formation.",
               f"{_COURSE}, minimum : description ; {_LIST}", Level.BLOCKING,
               _says("rien ne décrit la formation", "ajoutez « ## Contexte », ou « ## Objectifs »"), "description"),
    _of_course("mots-cles", "Mots-clés", "themes", "Un secteur ou un thème au moins est dit.",
               f"{_COURSE}, minimum : keywords", Level.BLOCKING,
               _says("ni secteur ni thème", "ajoutez « ## Thèmes », ou « ## Secteurs »"), "keywords"),
    _of_course("organisme", "Organisme", "organismes", "L'organisme qui assure la formation est nommé.",
               f"{_LIST} : provider ; {_COURSE}, recommandé", Level.BLOCKING,
               _says("la fiche ne nomme pas l'organisme", "ajoutez « ## Organisme de formation »"), "provider"),
    _of_sessions("modalite", "Modalité", "modalite",
                 "La fiche dit présentiel, distanciel ou mixte ; à défaut, une session qui n'a qu'un lien"
                 " est à distance.",
                 f"{_SESSION}, minimum : courseMode ; {_INFO}", Level.BLOCKING, _no_mode, "courseMode"),
    _of_sessions("lieu", "Lieu", "groupes", "Chaque session a un lieu, un territoire ou un lien.",
                 f"{_SESSION}, minimum : location", Level.BLOCKING,
                 _says("lieu inconnu", "ajoutez à la session « Lieu : … », ou « Lien : … »"), "location"),
    _of_course("sessions", "Sessions", "groupes", "La fiche annonce une session au moins.",
               f"{_INFO} : hasCourseInstance ; {_COURSE}, recommandé", Level.WEAK,
               _says("aucune session n'est annoncée", "ajoutez « ## Lieux et dates », un titre « ### Groupe 1 » par session"),
               "hasCourseInstance"),
    _of_sessions("dates", "Dates", "groupes",
                 "Le premier et le dernier jour de chaque session sont connus, sauf si elle est reportée.",
                 f"{_SESSION}, recommandé : startDate, endDate", Level.WEAK,
                 _says("jours inconnus", "écrivez les jours de la session, par exemple « 15, 16 et 17 novembre 2021 »"),
                 "startDate", "endDate"),
    _of_course("duree", "Durée", "duree", "La durée est un nombre d'heures, sans minimum ni maximum.",
               f"{_COURSE}, recommandé : timeRequired ; {_INFO} : courseWorkload", Level.WEAK, _no_time, "timeRequired"),
    _of_course("prix", "Prix", "tarif", "Le tarif est un seul prix, ou « Gratuit », sans condition.",
               f"{_INFO} : offers, category", Level.WEAK, _no_price, "offers.category"),
    _of_sessions("offre", "Inscription", "date_limite",
                 "Chaque session a une date limite, un prix, ou se dit complète.",
                 f"{_SESSION}, recommandé : offers", Level.WEAK,
                 _says("ni date limite ni prix certain", "ajoutez « ## Date limite d'inscription »"), "offers"),
    _of_course("objectifs", "Objectifs", "objectifs", "Les objectifs ou les compétences visées sont dits.",
               f"{_COURSE}, recommandé : teaches", Level.WEAK,
               _says("la fiche ne dit pas ses objectifs", "ajoutez « ## Objectifs », un objectif par ligne derrière un tiret"),
               "teaches"),
    _of_course("prerequis", "Prérequis", "prerequis", "Les prérequis sont dits ; « Pas de prérequis » suffit.",
               f"{_COURSE}, recommandé : coursePrerequisites", Level.WEAK,
               _says("la fiche ne dit pas s'il faut des prérequis",
                     "ajoutez « ## Prérequis » ; « Pas de prérequis » s'il n'en faut pas"), "coursePrerequisites"),
    _of_course("sujet", "Secteurs", "secteurs", "Un secteur ou un code FORMACODE est dit.",
               f"{_COURSE}, recommandé : about", Level.WEAK,
               _says("ni secteur ni code FORMACODE", "ajoutez « ## Secteurs »"), "about"),
    _of_course("adresse", "Adresse du site", "", "L'adresse du site est connue : les liens sont complets.",
               f"{_COURSE} et {_SESSION}, recommandé : url", Level.WEAK,
               _says("l'adresse du site n'est pas connue", "ajoutez « url: https://… » dans content/catalogue.yml"), "url"),
)
# fmt: on
REQUIREMENTS: Final = tuple(item.requirement for item in _ITEMS)
"""What is asked, in the order in which it is shown."""

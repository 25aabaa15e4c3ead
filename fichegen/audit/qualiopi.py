"""Qualiopi, indicator 1: what the public must be told of a course before it signs.

The items are those of the reading guide of the Référentiel national qualité (version 9 of
8 January 2024). An absent item is a minor non-conformity, so nothing here is blocking.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Final

from fichegen import text
from fichegen.dates import write_date
from fichegen.fillers import is_filler
from fichegen.gaps import Destination, Level, Requirement, Verdict
from fichegen.model import Contact, Fiche, Organisation, Section
from fichegen.presenting import Presenter

_SHOWN: Final = 40
"""Characters quoted of an editor's words."""
_FRESH: Final = dt.timedelta(days=366)
"""For how long an update counts as one: a year, be it a leap year."""
_LAST_DAY: Final = dt.date.max.toordinal()
_CODE: Final = re.compile(r"\b(?:rncp|rs) ?(?:n |no |numero )?\d{3,6}\b")
_CERTIFYING: Final = re.compile(
    r"\b(?:rncp|repertoire (?:national|specifique)|titre professionnel|diplome d etat|cqp"
    r"|certification professionnelle|certifiante?s?)\b"
)
_NOT_CERTIFYING: Final = re.compile(
    r"\b(?:aucune?|ni|non|pas|sans)(?: \w+){0,4} (?:certifi|diplom|rncp|titre)"
)
_NAMED: Final = re.compile(r"\b(?:titre professionnel|diplome d etat|cqp) (?:de |d |du )?[a-z]{4}")
_QUOTED: Final = re.compile(r"[«“\"][^«»“”\"\n]{8,300}[»”\"]")
_CERTIFIER: Final = re.compile(
    r"\b(?:certificat(?:eur|rice)s?|(?:certifie|delivre)e? par|ministere)\b"
)
_REGISTERED: Final = re.compile(r"\benregistr\w*(?: \w+){0,6} (?:19|20)\d\d\b")


@dataclass(frozen=True, slots=True)
class _Lack:
    """What keeps an item from being met."""

    reason: str
    mend: str
    level: Level = Level.WEAK


_Judge = Callable[[Presenter, Fiche], _Lack | None]


# ---------------------------------------------------------------- words of a fiche


def _sections(fiche: Fiche, *names: str) -> tuple[Section, ...]:
    return tuple(section for section in fiche.sections if section.name in names)


def _says(section: Section) -> bool:
    """Tell whether a section says something: neither "à compléter" nor that there is none."""
    return not (section.absent or is_filler(section.prose.markdown))


def _quoted(words: str) -> str:
    shown = text.plain(words)
    return f"« {shown if len(shown) <= _SHOWN else shown[:_SHOWN].rstrip() + '…'} »"


def _told(*names: str, missing: str, mend: str) -> _Judge:
    """Ask for a section of one of some fields that says something."""

    def judge(_: Presenter, fiche: Fiche) -> _Lack | None:
        found = _sections(fiche, *names)
        if any(map(_says, found)):
            return None
        reason = f"{_quoted(found[0].prose.markdown)} ne suffit pas" if found else missing
        return _Lack(reason, mend)

    return judge


def _records(presenter: Presenter, fiche: Fiche) -> Iterator[Organisation]:
    """Yield what is known of the organisations of a fiche."""
    index = presenter.catalogue.organisation_index
    for term in fiche.organisations:
        facet = index.get(text.key(term.words))
        if facet and facet.organisation:
            yield facet.organisation


def _reachable(contact: Contact) -> bool:
    return bool(contact.email or contact.phone)


# ---------------------------------------------------------------- one function an item


def _prerequisites(_: Presenter, fiche: Fiche) -> _Lack | None:
    if any(section.absent or _says(section) for section in _sections(fiche, "prerequis")):
        return None
    if any("requis" in text.key(s.heading) and _says(s) for s in _sections(fiche, "public")):
        return None
    return _Lack("la fiche ne dit pas s'il faut des prérequis",
                 "ajoutez « ## Prérequis » ; « Pas de prérequis » s'il n'en faut pas")  # fmt: skip


def _objectives(_: Presenter, fiche: Fiche) -> _Lack | None:
    found = _sections(fiche, "objectifs", "competences")
    if max((len(section.prose.items) for section in found), default=0) > 1:
        return None
    if not any(_says(section) for section in found if section.name == "objectifs"):
        return _Lack("la fiche ne dit pas ses objectifs",
                     "ajoutez « ## Objectifs », un objectif par ligne derrière un tiret")  # fmt: skip
    return _Lack("un seul bloc : chaque objectif doit pouvoir être évalué à part",
                 "écrivez un objectif par ligne derrière un tiret : « - Repérer … »")  # fmt: skip


def _duration(_: Presenter, fiche: Fiche) -> _Lack | None:
    mend = "ajoutez « ## Durée », par exemple « 3 jours / 21 heures »"
    if fiche.duration is None:
        return _Lack("la fiche ne dit pas sa durée", mend)
    if not fiche.duration.options:
        return _Lack(f"durée non comprise : {_quoted(fiche.duration.words)}",
                     "écrivez la durée en heures ou en jours, par exemple « 3 jours / 21 heures »")  # fmt: skip
    return None


def _access(presenter: Presenter, fiche: Fiche) -> _Lack | None:
    if any(map(_says, _sections(fiche, "inscription"))):
        return None
    access = _sections(fiche, "delais_acces")
    if any("modalite" in text.key(section.heading) and _says(section) for section in access):
        return None
    mend = "ajoutez « ## Inscription » : comment on demande une place, et ce qui suit"
    if not _contacts(presenter, fiche):
        return _Lack("la page propose seulement d'écrire à l'interlocuteur", mend, Level.DEFAULTED)
    return _Lack("la fiche ne dit pas comment s'inscrire", mend)


def _delays(_: Presenter, fiche: Fiche) -> _Lack | None:
    mend = "ajoutez « ## Délais d'accès » : le temps entre la demande et le début de la formation"
    if any(map(_says, _sections(fiche, "delais_acces"))):
        return None
    limits = (fiche.deadline, *(group.deadline for group in fiche.groups))
    if any(limit and limit.date for limit in limits):
        return _Lack("seule la date limite d'inscription est dite", mend, Level.DEFAULTED)
    return _Lack("la fiche ne dit pas combien de temps passe avant le début", mend)


def _contacts(presenter: Presenter, fiche: Fiche) -> _Lack | None:
    groups = fiche.groups
    by_group = bool(groups) and all(any(map(_reachable, group.contacts)) for group in groups)
    if by_group or any(map(_reachable, fiche.contacts)):
        return None
    mend = "ajoutez « ## Interlocuteur » avec une adresse électronique ou un téléphone"
    if any(record.email or record.phone for record in _records(presenter, fiche)):
        return _Lack("seul l'organisme peut être joint", mend, Level.DEFAULTED)
    if presenter.catalogue.settings.contact:
        return _Lack("seul l'éditeur du catalogue peut être joint", mend, Level.DEFAULTED)
    if fiche.contacts:
        return _Lack("l'interlocuteur n'a ni adresse électronique ni téléphone", mend)
    return _Lack("la fiche ne dit pas qui joindre", mend)


def _methods(presenter: Presenter, fiche: Fiche) -> _Lack | None:
    mend = "ajoutez « ## Méthodes » : exposés, mises en situation, supports remis…"
    missing = (
        "seule la modalité est dite" if fiche.mode else "la fiche ne dit pas comment on apprend"
    )
    return _told("methodes", "moyens", missing=missing, mend=mend)(presenter, fiche)


def _accessibility(presenter: Presenter, fiche: Fiche) -> _Lack | None:
    if any(map(_says, _sections(fiche, "accessibilite"))):
        return None
    people = [r.disability_contact for r in _records(presenter, fiche) if r.disability_contact]
    if any(map(_reachable, people)):
        return None
    mend = "ajoutez « ## Accessibilité » : l'accueil possible et le référent handicap à joindre"
    if people:
        return _Lack(
            "le référent handicap de l'organisme ne peut pas être joint", mend, Level.DEFAULTED
        )
    return _Lack("rien n'est dit aux personnes en situation de handicap", mend)


def _update(presenter: Presenter, fiche: Fiche) -> _Lack | None:
    today = presenter.today
    if fiche.updated is None:
        return _Lack(
            "la fiche n'est pas datée",
            "relisez la fiche, puis ajoutez « ## Mis à jour le » avec la date de ce jour-là",
        )
    mend = "relisez la fiche, puis écrivez la date de ce jour-là sous « ## Mis à jour le »"
    day = fiche.updated.date
    if day is None:
        return _Lack(f"date non comprise : {_quoted(fiche.updated.words)}", mend)
    if day > today:
        return _Lack(f"le {write_date(day)} est encore à venir", mend)
    if today - day > _FRESH:
        return _Lack(f"le {write_date(day)} remonte à plus d'un an", mend)
    return None


def update_edge(today: dt.date, fiche: Fiche) -> dt.date | None:
    """Tell the next later day on which the update of a fiche is judged otherwise, if any."""
    day = fiche.updated.date if fiche.updated else None
    if day is None or day > today:
        return day
    edge = day.toordinal() + _FRESH.days + 1
    return dt.date.fromordinal(edge) if today.toordinal() < edge <= _LAST_DAY else None


# ---------------------------------------------------------------- certifying courses


def _certification(fiche: Fiche) -> str | None:
    """Return what is said of the certification, folded; None where the course has none."""
    said = text.key(" ".join(s.prose.markdown for s in _sections(fiche, "validation")))
    if _CODE.search(said):
        return said
    return said if _CERTIFYING.search(said) and not _NOT_CERTIFYING.search(said) else None


_NOT_CERTIFIED: Final = _Lack("", "", Level.NOT_ASKED)


def _of_certification(form: re.Pattern[str], missing: str, mend: str) -> _Judge:
    """Ask the words on the certification for something of a form."""

    def judge(_: Presenter, fiche: Fiche) -> _Lack | None:
        said = _certification(fiche)
        if said is None:
            return _NOT_CERTIFIED
        return None if form.search(said) else _Lack(missing, mend)

    return judge


def _certified_title(_: Presenter, fiche: Fiche) -> _Lack | None:
    said = _certification(fiche)
    if said is None:
        return _NOT_CERTIFIED
    quoted = any(_QUOTED.search(s.prose.markdown) for s in _sections(fiche, "validation"))
    if quoted or _NAMED.search(said):
        return None
    return _Lack("l'intitulé exact n'est pas donné",
                 "complétez « ## Validation » : l'intitulé de la certification, entre « guillemets »")  # fmt: skip


# ---------------------------------------------------------------- the table


@dataclass(frozen=True, slots=True)
class _Item:
    """One requirement, the field it concerns, and the function that judges it."""

    requirement: Requirement
    field: str
    judge: _Judge


def _item(key: str, label: str, field: str, rule: str, source: str, judge: _Judge) -> _Item:
    requirement = Requirement(
        destination=Destination.QUALIOPI,
        key=key,
        label=label,
        rule=rule,
        source=f"Qualiopi, guide de lecture V9, indicateur 1 : {source}",
    )
    return _Item(requirement, field, judge)


_CERTIFIED: Final = "formations certifiantes"
_ITEMS: Final = (
    _item("prerequis", "Prérequis", "prerequis",
          "Les prérequis sont dits, à part ou avec le public ; « Pas de prérequis » suffit.",
          "prérequis", _prerequisites),
    _item("objectifs", "Objectifs", "objectifs",
          "Deux objectifs au moins, ou deux compétences visées, chacun sur sa ligne.",
          "objectifs", _objectives),
    _item("duree", "Durée", "duree", "La durée est dite, et comprise : des heures ou des jours.",
          "durée", _duration),
    _item("modalites-acces", "Modalités d'accès", "inscription",
          "La fiche dit comment s'inscrire, sous « Inscription » ou « Modalités d'accès »."
          " À défaut, un interlocuteur à qui écrire compte pour moitié.",
          "modalités d'accès", _access),
    _item("delais-acces", "Délais d'accès", "delais_acces",
          "Le temps entre la demande et le début est dit. À défaut, une date limite compte pour moitié.",
          "délais d'accès", _delays),
    _item("tarifs", "Tarif", "tarif",
          "Le prix, ou comment il se calcule ; « Gratuit » et « Sur devis » se disent,"
          " « Nous consulter » ne suffit pas.",
          "tarifs",
          _told("tarif", missing="la fiche ne dit pas ce que la formation coûte",
                mend="ajoutez « ## Tarif » : le prix par personne ou par groupe, ou « Gratuit »")),
    _item("contacts", "Contacts", "interlocuteurs",
          "Une personne de la fiche, ou de chacun de ses groupes, peut être jointe par courriel ou"
          " téléphone. À défaut, l'organisme ou l'éditeur du catalogue compte pour moitié.",
          "contacts", _contacts),
    _item("methodes", "Méthodes", "methodes",
          "Les méthodes ou les moyens pédagogiques sont dits ; la modalité seule ne suffit pas.",
          "méthodes mobilisées", _methods),
    _item("evaluation", "Évaluation", "evaluation", "La fiche dit comment les acquis sont évalués.",
          "modalités d'évaluation",
          _told("evaluation", missing="la fiche ne dit pas comment les acquis sont évalués",
                mend="ajoutez « ## Évaluation » : questionnaire, mise en situation, auto-évaluation…")),
    _item("accessibilite", "Accessibilité", "accessibilite",
          "La fiche parle de l'accueil des personnes en situation de handicap, ou le référent handicap"
          " de son organisme peut être joint.",
          "accessibilité aux personnes handicapées", _accessibility),
    _item("mise-a-jour", "Mise à jour", "mis_a_jour",
          "La fiche porte la date de sa mise à jour, depuis moins d'un an.",
          "information datée et actualisée", _update),
    _item("certification-intitule", "Intitulé certifié", "validation",
          "D'une formation certifiante : l'intitulé exact de la certification, entre guillemets ou"
          " après « titre professionnel », « diplôme d'État », « CQP ».",
          _CERTIFIED, _certified_title),
    _item("certification-code", "Code RNCP ou RS", "validation",
          "D'une formation certifiante : son code, « RNCP 12345 » ou « RS 1234 ».",
          _CERTIFIED,
          _of_certification(_CODE, "le code RNCP ou RS n'est pas donné",
                            "complétez « ## Validation » : « RNCP 12345 » ou « RS 1234 »")),
    _item("certificateur", "Certificateur", "validation",
          "D'une formation certifiante : qui délivre la certification.",
          _CERTIFIED,
          _of_certification(_CERTIFIER, "le certificateur n'est pas nommé",
                            "complétez « ## Validation » : « Certificateur : … »")),
    _item("certification-date", "Date d'enregistrement", "validation",
          "D'une formation certifiante : la date d'enregistrement de la certification.",
          _CERTIFIED,
          _of_certification(_REGISTERED, "la date d'enregistrement n'est pas donnée",
                            "complétez « ## Validation » : « enregistrée le 12 mars 2021 »")),
)  # fmt: skip
REQUIREMENTS: Final = tuple(item.requirement for item in _ITEMS)


def assess(presenter: Presenter, fiche: Fiche) -> tuple[Verdict, ...]:
    """Judge a fiche: one verdict a requirement, in the order of `REQUIREMENTS`."""
    return tuple(_verdict(item, item.judge(presenter, fiche)) for item in _ITEMS)


def _verdict(item: _Item, lack: _Lack | None) -> Verdict:
    if lack is None:
        return Verdict(requirement=item.requirement, level=Level.FINE, field=item.field)
    return Verdict(
        requirement=item.requirement,
        level=lack.level,
        reason=lack.reason,
        mend=lack.mend,
        field=item.field,
    )

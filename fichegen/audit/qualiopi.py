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
from fichegen.codes import Destination
from fichegen.dates import write_date
from fichegen.expressions import expression
from fichegen.fillers import is_filler
from fichegen.gaps import Level, Outcome, Requirement, Verdict, quoted, undated
from fichegen.identifiers import certification
from fichegen.model import Fiche, Organisation, Section
from fichegen.presenting import Presenter

from .advice import verdict

_FRESH: Final = dt.timedelta(days=366)
"""For how long an update counts as one: a year, be it a leap year."""
_LAST_DAY: Final = dt.date.max.toordinal()
_NAMED: Final = expression(r"\b(?:titre professionnel|diplome d etat|cqp) (?:de |d |du )?[a-z]{4}")
_QUOTED: Final = expression(r"[«“\"][^«»“”\"\n]{8,300}[»”\"]")
_CERTIFIER: Final = expression(
    r"\b(?:certificat(?:eur|rice)s?|(?:certifie|delivre)e? par|ministere)\b"
)
_REGISTERED: Final = expression(r"\benregistr\w*(?: \w+){0,6} (?:19|20)\d\d\b")


_Judge = Callable[[Presenter, Fiche], Outcome | None]


# ---------------------------------------------------------------- words of a fiche


def _sections(fiche: Fiche, *names: str) -> tuple[Section, ...]:
    return tuple(section for section in fiche.sections if section.name in names)


def _says(section: Section) -> bool:
    """Tell whether a section says something: neither "à compléter" nor that there is none."""
    return not (section.absent or is_filler(section.prose.markdown))


def _lack(reason: str, level: Level = Level.WEAK) -> Outcome:
    return Outcome(level=level, reason=reason)


def _told(*names: str, missing: str) -> _Judge:
    """Ask for a section of one of some fields that says something."""

    def judge(_: Presenter, fiche: Fiche) -> Outcome | None:
        found = _sections(fiche, *names)
        if any(map(_says, found)):
            return None
        return _lack(f"{quoted(found[0].prose.markdown)} ne suffit pas" if found else missing)

    return judge


def _records(presenter: Presenter, fiche: Fiche) -> Iterator[Organisation]:
    """Yield what is known of the organisations of a fiche."""
    index = presenter.catalogue.organisation_index
    for term in fiche.organisations:
        facet = index.get(text.key(term.words))
        if facet and facet.organisation:
            yield facet.organisation


# ---------------------------------------------------------------- one function an item


def _prerequisites(_: Presenter, fiche: Fiche) -> Outcome | None:
    return None if fiche.prerequisites() else _lack("la fiche ne dit pas s'il faut des prérequis")


def _objectives(_: Presenter, fiche: Fiche) -> Outcome | None:
    found = _sections(fiche, "objectifs", "competences")
    if max((len(section.prose.items) for section in found), default=0) > 1:
        return None
    if not any(_says(section) for section in found if section.name == "objectifs"):
        return _lack("la fiche ne dit pas ses objectifs")
    return _lack("un seul bloc : chaque objectif doit pouvoir être évalué à part")


def _duration(_: Presenter, fiche: Fiche) -> Outcome | None:
    if fiche.duration is None:
        return _lack("la fiche ne dit pas sa durée")
    if not fiche.duration.options:
        return _lack(f"durée non comprise : {quoted(fiche.duration.words)}")
    return None


def _access(presenter: Presenter, fiche: Fiche) -> Outcome | None:
    if any(map(_says, _sections(fiche, "inscription"))):
        return None
    access = _sections(fiche, "delais_acces")
    if any("modalite" in text.key(section.heading) and _says(section) for section in access):
        return None
    if not _contacts(presenter, fiche):
        return _lack("la page propose seulement d'écrire à l'interlocuteur", Level.DEFAULTED)
    return _lack("la fiche ne dit pas comment s'inscrire")


def _delays(_: Presenter, fiche: Fiche) -> Outcome | None:
    if any(map(_says, _sections(fiche, "delais_acces"))):
        return None
    limits = (fiche.deadline, *(group.deadline for group in fiche.groups))
    if any(limit and limit.date for limit in limits):
        return _lack("seule la date limite d'inscription est dite", Level.DEFAULTED)
    return _lack("la fiche ne dit pas combien de temps passe avant le début")


def _contacts(presenter: Presenter, fiche: Fiche) -> Outcome | None:
    groups = fiche.groups
    by_group = all(any(contact.is_reachable for contact in group.contacts) for group in groups)
    if (groups and by_group) or any(contact.is_reachable for contact in fiche.contacts):
        return None
    if any(record.email or record.phone for record in _records(presenter, fiche)):
        return _lack("seul l'organisme peut être joint", Level.DEFAULTED)
    if presenter.catalogue.settings.contact:
        return _lack("seul l'éditeur du catalogue peut être joint", Level.DEFAULTED)
    if fiche.contacts:
        return _lack("l'interlocuteur n'a ni adresse électronique ni téléphone")
    return _lack("la fiche ne dit pas qui joindre")


def _methods(presenter: Presenter, fiche: Fiche) -> Outcome | None:
    missing = (
        "seule la modalité est dite" if fiche.mode else "la fiche ne dit pas comment on apprend"
    )
    return _told("methodes", "moyens", missing=missing)(presenter, fiche)


def _accessibility(presenter: Presenter, fiche: Fiche) -> Outcome | None:
    if any(map(_says, _sections(fiche, "accessibilite"))):
        return None
    people = [r.disability_contact for r in _records(presenter, fiche) if r.disability_contact]
    if any(person.is_reachable for person in people):
        return None
    if people:
        return _lack("le référent handicap de l'organisme ne peut pas être joint", Level.DEFAULTED)
    return _lack("rien n'est dit aux personnes en situation de handicap")


def _update(presenter: Presenter, fiche: Fiche) -> Outcome | None:
    day, today = fiche.updated.date if fiche.updated else None, presenter.today
    if day is None:
        return _lack(undated(fiche))
    if day > today:
        return _lack(f"le {write_date(day)} est encore à venir")
    if today - day > _FRESH:
        return _lack(f"le {write_date(day)} remonte à plus d'un an")
    return None


def update_edge(today: dt.date, fiche: Fiche) -> dt.date | None:
    """Tell the next later day on which the update of a fiche is judged otherwise, if any."""
    day = fiche.updated.date if fiche.updated else None
    if day is None or day > today:
        return day
    edge = day.toordinal() + _FRESH.days + 1
    return dt.date.fromordinal(edge) if today.toordinal() < edge <= _LAST_DAY else None


# ---------------------------------------------------------------- certifying courses


def _of_certification(tells: Callable[[str], object], missing: str) -> _Judge:
    """Ask the words on the certification for something; nothing where the course has none."""

    def judge(_: Presenter, fiche: Fiche) -> Outcome | None:
        words = "\n".join(s.prose.markdown for s in _sections(fiche, "validation") if _says(s))
        if not certification(words)[1]:
            return Outcome(level=Level.NOT_ASKED)
        return None if tells(words) else _lack(missing)

    return judge


def _by_key(form: re.Pattern[str]) -> Callable[[str], object]:
    return lambda words: form.search(text.key(words))


def _tells_title(words: str) -> bool:
    return bool(_QUOTED.search(words) or _NAMED.search(text.key(words)))


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
          _told("tarif", missing="la fiche ne dit pas ce que la formation coûte")),
    _item("contacts", "Contacts", "interlocuteurs",
          "Une personne de la fiche, ou de chacun de ses groupes, peut être jointe par courriel ou"
          " téléphone. À défaut, l'organisme ou l'éditeur du catalogue compte pour moitié.",
          "contacts", _contacts),
    _item("methodes", "Méthodes", "methodes",
          "Les méthodes ou les moyens pédagogiques sont dits ; la modalité seule ne suffit pas.",
          "méthodes mobilisées", _methods),
    _item("evaluation", "Évaluation", "evaluation", "La fiche dit comment les acquis sont évalués.",
          "modalités d'évaluation",
          _told("evaluation", missing="la fiche ne dit pas comment les acquis sont évalués")),
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
          _CERTIFIED,
          _of_certification(_tells_title, "l'intitulé exact n'est pas donné")),
    _item("certification-code", "Code RNCP ou RS", "validation",
          "D'une formation certifiante : son code, « RNCP 12345 » ou « RS 1234 ».",
          _CERTIFIED,
          _of_certification(lambda words: certification(words)[0], "le code RNCP ou RS n'est pas donné")),
    _item("certificateur", "Certificateur", "validation",
          "D'une formation certifiante : qui délivre la certification.",
          _CERTIFIED,
          _of_certification(_by_key(_CERTIFIER), "le certificateur n'est pas nommé")),
    _item("certification-date", "Date d'enregistrement", "validation",
          "D'une formation certifiante : la date d'enregistrement de la certification.",
          _CERTIFIED,
          _of_certification(_by_key(_REGISTERED), "la date d'enregistrement n'est pas donnée")),
)  # fmt: skip
REQUIREMENTS: Final = tuple(item.requirement for item in _ITEMS)


def assess(presenter: Presenter, fiche: Fiche) -> tuple[Verdict, ...]:
    """Judge a fiche: one verdict a requirement, in the order of `REQUIREMENTS`."""
    return tuple(
        verdict(presenter.today, fiche, item.requirement, item.judge(presenter, fiche), item.field)
        for item in _ITEMS
    )

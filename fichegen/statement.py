"""The accessibility statement, in the structure the order of 20 September 2019 imposes.

It claims what the settings enter and an audit of less than three years carries, nothing more.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fichegen import text
from fichegen.dates import write_date
from fichegen.diagnostics import Finding, finding
from fichegen.settings import Accessibility, Conformity, Settings

__all__ = [
    "Conformity",
    "Link",
    "Paragraph",
    "Statement",
    "StatementSection",
    "statement",
    "statement_findings",
]

VALID_YEARS: Final = 3
"""How long an audit counts."""


@dataclass(frozen=True, slots=True)
class Link:
    """Words of a paragraph that lead somewhere."""

    text: str
    href: str


Paragraph = tuple[str | Link, ...]
"""Pieces of one paragraph or list item, to be shown behind one another."""


def _says(words: str) -> Paragraph:
    return (words,)


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementSection:
    """A heading with its paragraphs, then its list."""

    heading: str
    level: int
    """2 or 3, below the page's title."""
    paragraphs: tuple[Paragraph, ...] = ()
    items: tuple[Paragraph, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """The whole statement."""

    conformity: Conformity
    """What every page's mention says: `Accessibilité : non conforme`."""
    opening: tuple[Paragraph, ...]
    """The commitment and what it holds for, before the first heading."""
    sections: tuple[StatementSection, ...]
    expires: dt.date | None
    """The next day on which this statement is another: its audit ceases to count then, or, dated
    in the future, begins to. None where no day changes it."""


@dataclass(frozen=True, slots=True)
class _Standing:
    """What the last audit is worth on a day."""

    counts: bool
    reason: str
    """Why it does not count."""
    changes: dt.date | None


def statement(settings: Settings, today: dt.date) -> Statement:
    """Say how accessible the site is, as far as that is known on a day."""
    told = settings.accessibility
    standing = _standing(told, today)
    return Statement(
        conformity=told.claim if standing.counts else Conformity.NONE,
        opening=tuple(_opening(settings)),
        sections=(
            _state(settings, standing),
            StatementSection(
                heading="Résultats des tests", level=3, paragraphs=(_results(told, standing),)
            ),
            *_contents(told, standing),
            *_making(told),
            _contact(settings),
            _RECOURSE,
        ),
        expires=standing.changes,
    )


def statement_findings(settings: Settings, today: dt.date) -> tuple[Finding, ...]:
    """Warn of an audit that no longer counts, where its date is written."""
    told = settings.accessibility
    if told.audit is None or today < _end(told.audit):
        return ()
    return (finding("FG607", told.audit_at, date=write_date(told.audit)),)


def _end(audit: dt.date) -> dt.date:
    """Return the first day on which an audit is more than three years old."""
    try:
        birthday = audit.replace(year=audit.year + VALID_YEARS)
    except ValueError:  # 29 February: a term without its day ends with the month
        birthday = dt.date(audit.year + VALID_YEARS, 2, 28)
    return birthday + dt.timedelta(days=1)


def _standing(told: Accessibility, today: dt.date) -> _Standing:
    if told.audit is None:
        return _Standing(counts=False, reason=_NO_AUDIT, changes=None)
    if told.audit > today:
        return _Standing(counts=False, reason=_NO_AUDIT, changes=told.audit)
    if today >= _end(told.audit):
        reason = "le dernier audit date de plus de trois ans"
        return _Standing(counts=False, reason=reason, changes=None)
    return _Standing(counts=True, reason="", changes=_end(told.audit))


_NO_AUDIT: Final = "aucun audit de conformité n'a été fait à ce jour"
_RGAA: Final = "référentiel général d'amélioration de l'accessibilité (RGAA)"


# ---------------------------------------------------------------------- sections


def _editor(settings: Settings) -> str:
    return settings.publisher or settings.title


def _opening(settings: Settings) -> Iterable[Paragraph]:
    told, editor = settings.accessibility, _editor(settings)
    yield _says(
        f"{editor} s'engage à rendre son site internet accessible conformément à l'article 47 de"
        " la loi n° 2005-102 du 11 février 2005."
    )
    strategy = [
        Link(name, href)
        for name, href in (
            ("schéma pluriannuel de mise en accessibilité", told.scheme),
            ("plan d'action de l'année en cours", told.plan),
        )
        if href
    ]
    if strategy:
        first, *rest = strategy
        more = [piece for link in rest for piece in (" et le ", link)]
        yield (f"À cette fin, {editor} met en œuvre le ", first, *more, ".")
    where: Paragraph = (" (", Link(settings.url, settings.url), ")") if settings.url else ()
    yield (
        f"Cette déclaration d'accessibilité s'applique au site « {settings.title} »", *where, ".",
    )  # fmt: skip


def _state(settings: Settings, standing: _Standing) -> StatementSection:
    told = settings.accessibility
    listed = [
        name
        for name, given in (
            ("des non-conformités", told.failures),
            ("des dérogations", told.exemptions),
        )
        if given
    ]
    site = f"Le site « {settings.title} » est"
    if not standing.counts:
        sentence = f"{site} {Conformity.NONE} au {_RGAA} : {standing.reason}."
    elif listed and told.claim is not Conformity.TOTAL:
        reasons = text.enumerate_french(listed)
        sentence = f"{site} {told.claim} au {_RGAA}, en raison {reasons} énumérées ci-dessous."
    else:
        sentence = f"{site} {told.claim} au {_RGAA}."
    return StatementSection(heading="État de conformité", level=2, paragraphs=((sentence,),))


def _results(told: Accessibility, standing: _Standing) -> Paragraph:
    if told.audit is None or standing.reason == _NO_AUDIT:
        return (f"{_NO_AUDIT.capitalize()} : il n'y a pas de résultats à donner.",)
    made = f"réalisé le {write_date(told.audit)}{_by(told.auditor)}"
    if not standing.counts:
        return _says(
            f"Le dernier audit de conformité, {made}, date de plus de trois ans : ses résultats"
            " ne valent plus."
        )
    if told.rate is None:
        return _says(
            f"L'audit de conformité a été {made}. La part des critères du RGAA qui sont"
            " respectés n'est pas indiquée."
        )
    rate = f"{told.rate:g}".replace(".", ",")
    verb = "sont respectés" if told.rate >= 2 else "est respecté"
    return (f"L'audit de conformité {made} révèle que {rate} % des critères du RGAA {verb}.",)


def _by(auditor: str) -> str:
    """Write ` par X`; what is done within the house is not done by anyone named so."""
    if not auditor:
        return ""
    return " en interne" if text.key(auditor) in ("interne", "en interne") else f" par {auditor}"


def _contents(told: Accessibility, standing: _Standing) -> Iterable[StatementSection]:
    listed = told.failures or told.exemptions or told.out_of_scope
    reasons = "Les contenus listés ci-dessous ne sont pas accessibles pour les raisons suivantes."
    unlisted = "Aucun contenu non accessible n'est déclaré."
    if not standing.counts:
        unlisted = "Faute d'audit en cours de validité, ces contenus ne sont pas recensés."
    yield _section(2, "Contenus non accessibles", (),
                   reasons if listed else unlisted)  # fmt: skip
    none = "Aucune non-conformité n'est déclarée."
    if not standing.counts:
        none = "Faute d'audit en cours de validité, les non-conformités ne sont pas recensées."
    yield _section(3, "Non-conformités", told.failures, none)
    yield _section(3, "Dérogations pour charge disproportionnée", told.exemptions,
                   "Aucune dérogation n'est invoquée.")  # fmt: skip
    yield _section(3, "Contenus non soumis à l'obligation d'accessibilité", told.out_of_scope,
                   "Aucun contenu de cette sorte n'est déclaré.")  # fmt: skip


def _making(told: Accessibility) -> Iterable[StatementSection]:
    day = (
        f"a été établie le {write_date(told.established)}"
        if told.established
        else "n'est pas datée"
    )
    yield _section(2, "Établissement de cette déclaration d'accessibilité", (),
                   f"Cette déclaration {day}.")  # fmt: skip
    yield _section(3, "Technologies utilisées pour la réalisation du site", told.technologies,
                   "Aucune technologie n'est déclarée.")  # fmt: skip
    yield _section(3, "Environnement de test", told.environments,
                   "Aucun test de restitution n'est déclaré.")  # fmt: skip
    yield _section(3, "Outils pour évaluer l'accessibilité", told.tools,
                   "Aucun outil d'évaluation n'est déclaré.")  # fmt: skip
    yield _section(3, "Pages du site ayant fait l'objet de la vérification de conformité",
                   told.pages, "Aucune page vérifiée n'est déclarée.")  # fmt: skip


def _section(level: int, heading: str, items: tuple[str, ...], otherwise: str) -> StatementSection:
    """Make a section of a list, or of the sentence that says there is none."""
    return StatementSection(
        heading=heading,
        level=level,
        paragraphs=() if items else ((otherwise,),),
        items=tuple((item,) for item in items),
    )


def _contact(settings: Settings) -> StatementSection:
    contact = settings.accessibility.contact or settings.contact
    asking = _says(
        "Si vous n'arrivez pas à accéder à un contenu ou à un service, vous pouvez contacter le"
        " responsable du site internet pour être orienté vers une alternative accessible ou"
        " obtenir le contenu sous une autre forme."
    )
    how = _says(
        "Aucune adresse n'est donnée pour l'ensemble du site : écrivez à l'interlocuteur que"
        " nomme la fiche de la formation."
    )
    if contact:
        how = (f"{_editor(settings)} : ", Link(contact, f"mailto:{contact}"))
    return StatementSection(
        heading="Retour d'information et contact",
        level=2,
        paragraphs=(asking,) if contact else (asking, how),
        items=(how,) if contact else (),
    )


_RECOURSE: Final = StatementSection(
    heading="Voies de recours",
    level=2,
    paragraphs=(
        _says(
            "Cette procédure est à utiliser dans le cas suivant : vous avez signalé au responsable"
            " du site internet un défaut d'accessibilité qui vous empêche d'accéder à un contenu"
            " ou à un des services du site, et vous n'avez pas obtenu de réponse satisfaisante."
        ),
        ("Vous pouvez :",),
    ),
    items=(
        (Link("écrire un message au Défenseur des droits",
              "https://formulaire.defenseurdesdroits.fr/"),),
        (Link("contacter le délégué du Défenseur des droits dans votre région",
              "https://www.defenseurdesdroits.fr/saisir/delegues"),),
        _says("envoyer un courrier par la poste (gratuit, ne pas mettre de timbre) : Défenseur des"
         " droits, Libre réponse 71120, 75342 Paris CEDEX 07"),
        ("téléphoner au Défenseur des droits : ", Link("09 69 39 00 00", "tel:+33969390000")),
    ),
)  # fmt: skip

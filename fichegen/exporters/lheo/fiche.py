"""A fiche as a formation of LHEO 2.3, and what the export made of it, requirement by requirement."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from fichegen import references, routes, text
from fichegen.catalogue import contacts_of
from fichegen.gaps import Level, Outcome, is_on_request, quoted, undated
from fichegen.model import Fiche
from fichegen.presenting import Presenter, series_of

from .action import actions
from .codes import certification, entry_level, subject
from .nodes import Node, branch
from .organisation import responsible
from .outcomes import worst
from .people import contact_node, is_web, unfit
from .rules import violation
from .texts import Text, judged, leaf, tell

_IN_GROUP: Final = "1"
"""Table dict-type-parcours: en groupe."""
_LONGEST_SERIES: Final = 60
"""Of a longer series no module is looked up: many organisations tell the same ones."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Formation:
    """What LHEO gets of a fiche."""

    node: Node | None
    """None where something blocks it."""
    outcomes: tuple[Outcome, ...]
    """One a requirement."""


def formation(presenter: Presenter, fiche: Fiche) -> Formation:
    """Write a fiche, and judge it: it is written where, and only where, no outcome blocks it."""
    return presenter.once(_formation, fiche)


def _formation(presenter: Presenter, fiche: Fiche) -> Formation:
    organisation = responsible(presenter.catalogue, fiche)
    texts = {asked.element: tell(fiche, asked) for asked in _TEXTS}
    domain, coded = subject(fiche)
    certifying, certifications, certified = certification(fiche)
    level, levelled = entry_level(fiche)
    contacts, reached = _contacts(presenter, fiche)
    together, grouped = _course(fiche)
    address, linked = _page(presenter, fiche)
    held = actions(presenter, fiche, organisation)
    outcomes = (
        _titled(fiche),
        *(outcome for _, outcome in texts.values()),
        coded, certified, levelled, reached, grouped, linked,
        _updated(fiche),
        *organisation.outcomes,
        *held.outcomes,
    )  # fmt: skip
    if any(outcome.level is Level.BLOCKING for outcome in outcomes):
        unasked = Outcome(key=_SCHEMA, level=Level.NOT_ASKED)
        return Formation(node=None, outcomes=(*outcomes, unasked))
    node = branch(
        "formation",
        domain,
        leaf("intitule-formation", fiche.title.words),
        *(node for node, _ in texts.values()),
        certifying,
        contacts,
        together,
        level,
        certifications,
        address,
        held.nodes,
        organisation.node,
        leaf("identifiant-module", fiche.slug) if fiche.title.module else None,
        _modules_before(presenter, fiche),
        numero=fiche.slug,  # a reference may be that of several modules
        info=fiche.reference,
        horodatage_modification=_instant(fiche),
    )
    broken = violation(node)
    return Formation(node=None if broken else node, outcomes=(*outcomes, _valid(broken)))


_SCHEMA: Final = "schema"


def _valid(broken: str) -> Outcome:
    """Judge what was written as a whole: the file never holds what breaks a rule."""
    if not broken:
        return Outcome(key=_SCHEMA)
    return Outcome(
        key=_SCHEMA,
        level=Level.BLOCKING,
        reason=f"l'élément « {broken} » ne respecte pas la règle de LHEO, pour une raison imprévue",
        mend="signalez-le aux auteurs de fichegen avec la fiche",
        field="titre",
    )


# ---------------------------------------------------------------- words

_TEXTS: Final = (
    Text(element="objectif-formation", key="objectifs", fields=("objectifs",), label="Objectifs",
         missing="la fiche ne dit pas ses objectifs", level=Level.BLOCKING),
    Text(element="resultats-attendus", key="resultats",
         fields=("validation", "evaluation", "competences"),
         label="Validation », « Évaluation » et « Compétences visées",
         missing="la fiche ne dit ni ce que l'on obtient ni comment c'est reconnu",
         level=Level.BLOCKING),
    Text(element="contenu-formation", key="contenu", fields=("contenu",), label="Contenu",
         missing="la fiche ne dit pas son contenu", level=Level.BLOCKING),
)  # fmt: skip
"""What is mandatory and in the editor's words; results are never invented."""


def _titled(fiche: Fiche) -> Outcome:
    return judged(
        "intitule", "intitule-formation", fiche.title.words, label="Titre", field="titre",
        level=Level.BLOCKING, missing="la fiche n'a pas de titre",
    )  # fmt: skip


# ---------------------------------------------------------------- people


def _contacts(presenter: Presenter, fiche: Fiche) -> tuple[tuple[Node, ...], Outcome]:
    """Write whom to ask: who stands behind the fiche, too, where it names nobody who can be reached."""
    key, element, field = "contact", "contact-formation", "interlocuteurs"
    known = contacts_of(presenter.catalogue, fiche)
    nodes = tuple(contact_node(element, contact) for contact in known)
    found = [Outcome(key=key, field=field)]
    if not nodes:
        found.append(Outcome(key=key, level=Level.BLOCKING, field=field,
                             reason="ni la fiche ni l'organisme ne disent qui joindre"))  # fmt: skip
    elif behind := known[len(fiche.contacts) :]:
        reason = f"personne ne peut être joint : {quoted(behind[0].name)} est donné"
        found.append(Outcome(key=key, level=Level.DEFAULTED, field=field, reason=reason))
    elif not any(contact.is_reachable for contact in known):
        found.append(Outcome(key=key, level=Level.WEAK, field=field,
                             reason="l'interlocuteur n'a ni adresse électronique ni téléphone"))  # fmt: skip
    of_groups = (contact for group in fiche.groups for contact in group.contacts)
    if reason := next((why for contact in (*known, *of_groups) for why in unfit(contact)), ""):  # fmt: skip
        found.append(Outcome(key=key, level=Level.LONG, reason=reason, field=field))  # fmt: skip
    return nodes, worst(found)


# ---------------------------------------------------------------- the course as a whole


def _course(fiche: Fiche) -> tuple[Node, Outcome]:
    """Tell that one learns in a group: so the sessions of a fiche are held."""
    node = Node("parcours-de-formation", _IN_GROUP)
    if fiche.groups:
        return node, Outcome(key="parcours", field="groupes")
    if is_on_request(fiche):
        return node, Outcome(key="parcours", level=Level.NOT_ASKED, field="groupes")
    reason = "aucun groupe n'est annoncé : 1, en groupe, est donné"
    return node, Outcome(key="parcours", level=Level.DEFAULTED, reason=reason, field="groupes")


def _page(presenter: Presenter, fiche: Fiche) -> tuple[Node | None, Outcome]:
    """Write the address of the fiche's page, where that of the site is known."""
    url = routes.canonical(presenter.catalogue.settings.url, routes.fiche_path(fiche))
    if is_web(url):
        return branch("url-formation", leaf("urlweb", url)), Outcome(key="adresse-web")
    return None, Outcome(
        key="adresse-web",
        level=Level.WEAK,
        reason="l'adresse du site n'est pas connue",
        mend="ajoutez « url: https://… » dans content/catalogue.yml",
        file="content/catalogue.yml",
    )


def _updated(fiche: Fiche) -> Outcome:
    reason = undated(fiche)
    level = Level.WEAK if reason else Level.FINE
    return Outcome(key="mise-a-jour", level=level, reason=reason, field="mis_a_jour")


def _instant(fiche: Fiche) -> str:
    """Return the day of the last change as xs:dateTime, without a zone: none is known."""
    day = fiche.updated.date if fiche.updated else None
    return f"{day.isoformat()}T00:00:00" if day else ""


def _modules_before(presenter: Presenter, fiche: Fiche) -> Node | None:
    """Write the modules that the prerequisites ask for by number, where each is certain."""
    section, series = fiche.section("prerequis"), series_of(presenter, fiche)
    if not section or section.absent or not series or len(series.fiches) > _LONGEST_SERIES:
        return None
    found = []
    for number in references.mentioned_modules(text.plain(section.prose.markdown)):
        same = [f for f in series.fiches if f.title.module == number and f.slug != fiche.slug]
        own = [other for other in same if _share_organisation(fiche, other)] or same
        if len(own) == 1:
            found.append(leaf("reference-module", own[0].slug))
    return branch("modules-prerequis", *found) if found else None


def _share_organisation(one: Fiche, other: Fiche) -> bool:
    names = {text.key(term.words) for term in one.organisations}
    return any(text.key(term.words) in names for term in other.organisations)

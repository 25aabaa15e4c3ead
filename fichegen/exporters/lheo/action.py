"""Actions: how, for whom and where a course is held (action)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fichegen import text
from fichegen.dates import Duration, Kind
from fichegen.exporters.facts import exact_minutes
from fichegen.gaps import Level, Outcome, dated, is_on_request, unlimited, varies
from fichegen.gaps import registering as registering_groups
from fichegen.model import Fiche, Group
from fichegen.presenting import Presenter

from .codes import audience
from .money import payment, price
from .nodes import Node, branch
from .organisation import Responsible
from .outcomes import worst
from .places import Place, located, mode, named, places_of
from .sessions import calendar, days_of, held_groups, is_dated, registering, session_node
from .texts import Text, asked_before, excess, judged, leaf, said, tell

NO_ALTERNATION: Final = "-"
"""What LHEO's own samples write where a mandatory text has no object."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Actions:
    """The actions of a course."""

    nodes: tuple[Node, ...]
    """Empty where something that is mandatory is missing."""
    outcomes: tuple[Outcome, ...]


def actions(presenter: Presenter, fiche: Fiche, organisation: Responsible) -> Actions:
    """Write an action for each place of a fiche, its sessions inside."""
    groups = held_groups(fiche)
    places = places_of(groups)
    codes, coded = audience(fiche)
    how, held = mode(fiche, groups)
    cost, priced = price(fiche)
    paid, conditions, payable = payment(fiche)
    required, asked = _conditions(fiche)
    length, timed = _length(fiche.duration)
    texts = {asked.element: tell(fiche, asked) for asked in _TEXTS}
    rhythms = [_rhythm(fiche, place) for place in places]
    outcomes = (
        *(outcome for _, outcome in texts.values()),
        coded, held, priced, payable, asked, timed,
        _dated(fiche, groups),
        located(fiche, places),
        worst(outcome for _, outcome in rhythms) if rhythms else _no_rhythm(Level.NOT_ASKED),
        _limited(fiche),
        _registered(fiche, groups),
    )  # fmt: skip
    register = organisation.address
    if register is None or organisation.node is None:
        return Actions(nodes=(), outcomes=outcomes)
    name = organisation.name
    language = presenter.catalogue.settings.language[:2].lower()
    nodes = tuple(
        branch(
            "action",
            leaf("rythme-formation", rhythm),
            codes,
            texts["info-public-vise"][0],
            Node("niveau-entree-obligatoire", "0"),
            Node("modalites-alternance", NO_ALTERNATION),
            how,
            required,
            paid,
            place.node(),
            Node("modalites-entrees-sorties", "1" if _is_permanent(fiche, place) else "0"),
            (session_node(presenter, fiche, group, register, name) for group in place.groups),
            texts["acces-handicapes"][0],
            leaf("langue-formation", language) if len(language) == 2 else None,
            texts["modalites-recrutement"][0],
            texts["modalites-pedagogiques"][0],
            cost,
            length,
            conditions,
        )
        for place, (rhythm, _) in zip(places, rhythms, strict=True)
    )
    return Actions(nodes=nodes, outcomes=outcomes)


# ---------------------------------------------------------------- texts

_TEXTS: Final = (
    Text(element="info-public-vise", key="public", fields=("public",), label="Public",
         missing="la fiche ne dit pas à qui elle s'adresse"),
    Text(element="acces-handicapes", key="accessibilite", fields=("accessibilite",),
         label="Accessibilité",
         missing="la fiche ne parle pas de l'accueil des personnes en situation de handicap"),
    Text(element="modalites-recrutement", key="delais", fields=("delais_acces",),
         label="Délais d'accès", missing="la fiche ne dit pas le temps entre la demande et le début"),
    Text(element="modalites-pedagogiques", key="methodes", fields=("methodes", "moyens"),
         label="Méthodes", missing="la fiche ne dit pas comment on apprend"),
)  # fmt: skip


def _conditions(fiche: Fiche) -> tuple[Node | None, Outcome]:
    """Write what is asked for first; "aucune" where the fiche says that nothing is, as LHEO wants it."""
    key, element, field = "prerequis", "conditions-specifiques", "prerequis"
    words, told = asked_before(fiche)
    if told and not words:
        return Node(element, "aucune"), Outcome(key=key, field=field)
    return leaf(element, words), judged(
        key, element, words, label="Prérequis", field=field, level=Level.BLOCKING,
        missing="la fiche ne dit pas s'il faut des prérequis",
    )  # fmt: skip


def _length(duration: Duration | None) -> tuple[tuple[Node, ...], Outcome]:
    """Write the length in the editor's words, and its hours where they are exact and whole."""
    key, field = "duree", "duree"
    if duration is None:
        reason = "la fiche ne dit pas sa durée"
        return (), Outcome(key=key, level=Level.WEAK, reason=reason, field=field)
    words = leaf("duree-indicative", duration.words)
    hours = _hours(duration)
    nodes = tuple(
        node for node in (words, Node("nombre-heures-total", str(hours)) if hours else None) if node
    )
    if reason := excess("duree-indicative", "Durée", duration.words):
        return nodes, Outcome(key=key, level=Level.LONG, reason=reason, field=field)
    if not hours:
        reason = "la durée ne dit pas un nombre exact d'heures entières : ses mots sont donnés"
        open_ended = varies(duration) or _is_broken(duration)
        level = Level.FINE if open_ended else Level.WEAK
        return nodes, Outcome(key=key, level=level, reason=reason, field=field)
    return nodes, Outcome(key=key, field=field)


def _hours(duration: Duration) -> int:
    """Return the hours of a course where the phrase settles them; 0 where it does not."""
    whole, rest = divmod(exact_minutes(duration), 60)
    return 0 if rest else whole


def _is_broken(duration: Duration) -> bool:
    """Tell whether a length is one that no number of whole hours tells."""
    parts = [extent.least for option in duration.options if (extent := option.minutes)]
    return duration.remote_minutes is not None or any(minutes % 60 for minutes in parts)


# ---------------------------------------------------------------- sessions


def _dated(fiche: Fiche, groups: Sequence[Group]) -> Outcome:
    """Judge whether the first and last days are known; what is cancelled is said to be left out."""
    key, field = "sessions", "groupes"
    if not groups:
        reason = "tout est annulé : il ne reste aucune session à donner"
        return Outcome(key=key, level=Level.BLOCKING, reason=reason, field=field)
    if is_on_request(fiche):
        reason = "sur demande : une seule session est donnée, à des dates inconnues"
        return Outcome(key=key, reason=reason, field=field)
    if not fiche.groups:
        reason = "aucune session : une seule est donnée, à des dates inconnues"
        return Outcome(key=key, level=Level.DEFAULTED, reason=reason, field=field)
    cancelled = len(fiche.groups) - len(groups)
    left_out = (
        f"{text.counted(cancelled, 'session annulée', 'sessions annulées')} hors du fichier"
        if cancelled
        else ""
    )
    unknown = tuple(group for group in dated(fiche) if not is_dated(fiche, group))
    if not unknown:
        return Outcome(key=key, reason=left_out, field=field)
    reason = f"premier ou dernier jour inconnu : {named(group.label for group in unknown)}"
    return Outcome(
        key=key,
        level=Level.DEFAULTED,
        reason=f"{reason} ; {left_out}" if left_out else reason,
        field=field,
        part="dates",
        groups=unknown,
    )


def _rhythm(fiche: Fiche, place: Place) -> tuple[str, Outcome]:
    """Say days and hours, session by session, the group's size, and what a code cannot of the mode."""
    lines = [f"Effectif : {fiche.seats}"] if fiche.seats else []
    if fiche.mode_words and text.key(fiche.mode_words) != text.key(fiche.mode or ""):
        lines.append(f"Modalité : {fiche.mode_words}")
    if fiche.groups:
        lines += [
            calendar(fiche, group, address="" if place.address else group.address)
            for group in place.groups
        ]
    elif fiche.dates_note and fiche.dates_note.words:
        lines.append(f"Dates : {fiche.dates_note.words}")
    elif fiche.duration:
        lines.append(fiche.duration.words)
    words = "\n".join(lines)
    if not words:
        return NO_ALTERNATION, _no_rhythm(Level.DEFAULTED)
    if reason := excess("rythme-formation", "Lieux et dates", words):
        return words, Outcome(key="rythme", level=Level.LONG, reason=reason, field="groupes")
    return words, Outcome(key="rythme", field="groupes")


def _no_rhythm(level: Level) -> Outcome:
    if level is Level.NOT_ASKED:
        return Outcome(key="rythme", level=level, field="groupes")
    reason = f"ni dates ni durée : « {NO_ALTERNATION} » est donné"
    return Outcome(key="rythme", level=level, reason=reason, field="groupes")


def _is_permanent(fiche: Fiche, place: Place) -> bool:
    """Tell whether one enters when one asks, at no fixed date, in all sessions of a place."""
    schedules = [days_of(fiche, group) for group in place.groups]
    return all(schedule and schedule.kind is Kind.ON_REQUEST for schedule in schedules)


def _limited(fiche: Fiche) -> Outcome:
    """Judge whether every session that one can register for says until when."""
    key, field = "date-limite", "date_limite"
    if not registering_groups(fiche):
        return Outcome(key=key, level=Level.NOT_ASKED, field=field)
    lacking = unlimited(fiche)
    if not lacking:
        return Outcome(key=key, field=field)
    reason = f"sans dernier jour pour s'inscrire : {named(group.label for group in lacking)}"
    return Outcome(key=key, level=Level.WEAK, reason=reason, field=field, groups=lacking)


def _registered(fiche: Fiche, groups: Sequence[Group]) -> Outcome:
    """Judge the words on how one registers."""
    key, field = "inscription", "inscription"
    words = said(fiche, "inscription")
    every = (registering(fiche, group) for group in groups)
    reason = excess("modalites-inscription", "Inscription", max(every, key=len, default=words))
    if not words:
        missing = "la fiche ne dit pas comment s'inscrire"
        return Outcome(
            key=key,
            level=Level.WEAK,
            reason=f"{missing} ; {reason}" if reason else missing,
            field=field,
        )
    if reason:
        return Outcome(key=key, level=Level.LONG, reason=reason, field=field)
    return Outcome(key=key, field=field)

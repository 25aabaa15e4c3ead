"""What to write, and where: one phrase for one field and one kind of lack, whoever asks for it.

It is told in the notation of the fiche, from where the field stands: a heading or a key to add, or
the line to complete. What stands between « » can be copied as it is.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from typing import Final

from fichegen import text
from fichegen.diagnostics import Span
from fichegen.expressions import expression
from fichegen.gaps import Level, Outcome, Requirement, Verdict, as_yaml, quoted
from fichegen.model import Fiche, Group
from fichegen.reading import TABLES, Field, Kind, Scope

_FIELDS: Final = {field.name: field for field in TABLES[Scope.FICHE]}
_OF_GROUP: Final = {field.name: field for field in TABLES[Scope.GROUP]}
_IN_BODY: Final = (Kind.PROSE, Kind.GROUPS, Kind.DATES)
"""Kinds of fields that a fiche whose front matter holds its facts tells below it."""
_CORRECTED: Final = (Kind.DAY, Kind.DURATION, Kind.MODE)
"""Kinds of fields that are not completed where they are given, but put right."""

_DAYS: Final = "15, 16 et 17 novembre {next}"
_TO_WRITE: Final = {
    "titre": "l'intitulé de la formation",
    "contexte": "quelques phrases qui décrivent la formation",
    "themes": "un ou plusieurs mots, entre virgules",
    "secteurs": "un ou plusieurs secteurs, entre virgules",
    "organismes": "le nom de l'organisme",
    "modalite": "présentiel, distanciel ou mixte",
    "duree": "le nombre exact d'heures, « 3 jours / 21 heures »",
    "public": "à qui la formation s'adresse",
    "prerequis": "ce qu'il faut avant, ou « Pas de prérequis »",
    "objectifs": "un objectif par ligne derrière un tiret, « - Repérer … »",
    "contenu": "le programme",
    "methodes": "exposés, mises en situation, supports remis…",
    "evaluation": "questionnaire, mise en situation, auto-évaluation…",
    "validation": "« Attestation de fin de formation », ou la certification sur le modèle « Titre"
    " professionnel Conseiller en insertion, RNCP 00000, certificateur ministère du Travail,"
    " enregistré le 12 mars {last} »",
    "accessibilite": "l'accueil possible et le référent handicap à joindre",
    "delais_acces": "le temps entre la demande et le début de la formation",
    "inscription": "comment on demande une place, et ce qui suit",
    "tarif": "un prix par personne, TTC ou net de taxe, « 420 € net de taxe par personne » ; « Gratuit »"
    " et « Sur devis » se disent",
    "partenariat": "« Prise en charge possible par l'OPCO », ou « Pas de prise en charge »",
    "date_limite": "un jour avec son année, « 15 octobre {next} »",
    "mis_a_jour": "la date de ce jour-là, avec son année",
    "interlocuteurs": "un nom, et une adresse électronique ou un téléphone",
    "formacode": "le code de cinq chiffres de ce qui est enseigné, par exemple 44072",
    "formacode_public": "le code de cinq chiffres du public, par exemple 82044 pour des salariés",
}
"""What is to be written in a field, so that all destinations are content with it."""
_FIRST: Final = {"mis_a_jour": "relisez la fiche, puis "}
"""What is to be done before."""
_OF_GROUP_TO_WRITE: Final = {
    "dates": _DAYS,
    "horaires": "de 9h à 12h30 et de 13h30 à 17h",
    "adresse": "12 rue des Lilas, 97400 Saint-Denis",
    "date_limite": "15 octobre {next}",
}
_UNNAMED: Final = expression(r"Session \d+")
"""What sessions are called that have no name of their own."""
_SHORTER: Final = {
    "interlocuteurs": "son nom, sa fonction, un numéro",
    "groupes": "les remarques des groupes",
}


def verdict(
    today: dt.date, fiche: Fiche, asked: Requirement, outcome: Outcome | None, field: str = ""
) -> Verdict:
    """Say what a destination makes of a fiche, with what to write where that is not all well.

    No outcome is that all is; a field stands for that of the outcome.
    """
    if outcome is None:
        return Verdict(requirement=asked, level=Level.FINE, field=field)
    name = field or outcome.field
    if outcome.level in (Level.FINE, Level.NOT_ASKED):
        return Verdict(requirement=asked, level=outcome.level, reason=outcome.reason, field=name)
    return Verdict(
        requirement=asked,
        level=outcome.level,
        reason=outcome.reason,
        mend=_mend(today, fiche, name, outcome),
        field=name,
        file=outcome.file,
    )


def _mend(today: dt.date, fiche: Fiche, name: str, outcome: Outcome) -> str:
    """Say what to write, and where."""
    if outcome.mend:
        at = _at(fiche, name) if name in _FIELDS and not outcome.file else ""
        return f"{outcome.mend} {at}".rstrip()
    if outcome.level is Level.LONG:
        return _shorter(fiche, name)
    if outcome.groups and outcome.part:
        return _in_groups(today, fiche, outcome.part, outcome.groups)
    if name == "groupes":
        return _sessions(today, fiche)
    if name == "date_limite" and (own := [group for group in outcome.groups if group.deadline]):
        return _in_groups(today, fiche, name, own)
    return _in_field(today, fiche, name)


def shows_year(today: dt.date, words: str) -> bool:
    """Tell whether an advice may be another one next year: its examples are of years to come."""
    return str(today.year + 1) in words or str(today.year - 1) in words


def _dated(today: dt.date, words: str) -> str:
    """Fill in the years of examples: the next, and the last where only the past makes sense."""
    return words.format(next=today.year + 1, last=today.year - 1)


# ---------------------------------------------------------------- places


def _given(fiche: Fiche, name: str) -> Span | None:
    """Return where a field is given, if it is."""
    return dict(fiche.spans).get(name)


def _is_keyed(fiche: Fiche, name: str) -> bool:
    """Tell whether a field is, or is best, given as a key: in YAML, or in a front matter."""
    if _is_yaml(fiche):
        return True
    if given := _given(fiche, name):
        return given.line <= fiche.head_lines
    if not fiche.head_lines or name not in _FIELDS:
        return False
    told = [span.line for name, span in fiche.spans if name != "titre"]
    return _FIELDS[name].kind not in _IN_BODY or all(line <= fiche.head_lines for line in told)


def _at(fiche: Fiche, name: str) -> str:
    """Name a field and its line: "« Tarif », ligne 12"."""
    given = _given(fiche, name)
    return f"« {_FIELDS[name].label} », ligne {given.line}" if given else ""


def _in_head(fiche: Fiche) -> str:
    """Say that a key goes to the front matter, where a fiche in Markdown has one."""
    return "" if _is_yaml(fiche) else " dans l'en-tête"


def _is_yaml(fiche: Fiche) -> bool:
    return fiche.path.lower().endswith((".yml", ".yaml"))


# ---------------------------------------------------------------- fields


def _in_field(today: dt.date, fiche: Fiche, name: str) -> str:
    field = _FIELDS[name]
    words = f"{_FIRST.get(name, '')}{_opening(fiche, field)}"
    return f"{words} : {_dated(today, _TO_WRITE[name])}"


def _opening(fiche: Fiche, field: Field) -> str:
    if at := _at(fiche, field.name):
        return f"{'corrigez' if field.kind in _CORRECTED else 'complétez'} {at}"
    if _is_keyed(fiche, field.name):
        return f"ajoutez « {field.name}: … »{_in_head(fiche)}"
    return f"ajoutez « ## {field.label} »"


def _shorter(fiche: Fiche, name: str) -> str:
    at = _at(fiche, name) or f"« {_FIELDS[name].label} »"
    what = _SHORTER.get(name, "ou mettez l'essentiel au début")
    return f"raccourcissez {at}{' : ' if name in _SHORTER else ', '}{what}"


# ---------------------------------------------------------------- sessions


def _sessions(today: dt.date, fiche: Fiche) -> str:
    """Say how a session is announced, in place of what is said in place of sessions."""
    days = _dated(today, _DAYS)
    given = _given(fiche, "groupes")
    number = len(fiche.groups) + 1
    if _is_keyed(fiche, "groupes"):
        item = f'{{nom: Groupe {number}, lieu: "…", dates: "{days}"}}'
        if fiche.groups and given:
            return f"ajoutez à « groupes », ligne {given.line}, une session « - {item} »"
        line = f"« groupes: [{item}] »"
        if fiche.dates_note and given:
            return f"remplacez la ligne {given.line}, {quoted(fiche.dates_note.words)}, par {line}"
        return f"ajoutez {line}{_in_head(fiche)}"
    session = f"« ### Groupe {number} », et dessous « Lieu : … » et « Dates : {days} »"
    if given and fiche.dates_note:
        there = f"{quoted(fiche.dates_note.words)} (ligne {given.line} ou dessous)"
        return f"à la place de {there}, écrivez {session}"
    if given:
        return f"ajoutez sous {_at(fiche, 'groupes')}, le titre {session}"
    return f"ajoutez « ## Lieux et dates », puis {session}"


def _in_groups(today: dt.date, fiche: Fiche, part: str, groups: Sequence[Group]) -> str:
    """Say what to write in the first of some sessions, and how many others lack the same."""
    first, others = groups[0], len(groups) - 1
    at = first.span.line if first.span else 0
    keyed = _is_yaml(fiche) or at <= fiche.head_lines
    there = _already(first, part)
    words = _dated(today, _OF_GROUP_TO_WRITE[part])
    if there:  # its key or label stands there already, in whatever form
        verb = f"à la place de {quoted(there)}, écrivez"
        written = f"« {as_yaml(words) if keyed else words} »"
    else:
        verb, written = "ajoutez", _line(part, words, keyed=keyed)
    if part == "adresse" and not there:
        written = f"{written}, ou à distance {_line('lien', 'https://…', keyed=keyed)}"
    more = text.counted(others, "autre session", "autres sessions")
    rest = f" ; de même pour {more}" if others else ""
    return f"{_within(fiche, first, keyed=keyed)}{verb} {written}{rest}"


def _line(name: str, words: str, *, keyed: bool) -> str:
    return f"« {name}: {as_yaml(words)} »" if keyed else f"« {_OF_GROUP[name].label} : {words} »"


def _within(fiche: Fiche, group: Group, *, keyed: bool) -> str:
    """Say where a session stands; nothing of one whose facts are keys of the fiche."""
    if group.span is None:
        return ""
    line = f"ligne {group.span.line}"
    if len(fiche.groups) == 1 and group.label == "Session":
        at_top = keyed and group.span.col == 1
        return "" if at_top else f"sous « {_FIELDS['groupes'].label} », {line}, "
    if _UNNAMED.fullmatch(group.label):
        return f"à la {line} (« {group.label} »), "
    if keyed:
        return f"dans « groupes », sous « nom: {as_yaml(group.label)} », {line}, "
    return f"sous « {group.label} », {line}, "


def _already(group: Group, name: str) -> str:
    """Return what a session says already in place of what it ought to."""
    if name == "dates":
        return group.schedule.words if group.schedule else ""
    if name == "date_limite":
        return group.deadline.words if group.deadline else ""
    return group.address if name == "adresse" else ""

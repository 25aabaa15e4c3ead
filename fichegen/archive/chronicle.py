"""What has changed in a fiche and when: a page for auditors and editors, in the words of its fields."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from xml.etree import ElementTree as ET

from .markup import Part, in_french, node, page

_LONGEST: Final = 4000
"""Signs of one value that are shown; what follows stands in the sources."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that a fiche says otherwise than before."""

    what: str
    """The name of the field, as readers know it."""
    before: str = ""
    """Empty where it said nothing of that."""
    after: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Era:
    """A state of a fiche, with how it differs from the one before."""

    day: str
    """When it was registered, in ISO form; empty for what is not registered yet."""
    commit: str = ""
    author: str = ""
    message: str = ""
    note: str = ""
    """What befell the fiche besides its fields: made, moved, unreadable."""
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Chronicle:
    """All that git tells of a fiche, the newest first."""

    title: str
    source: str
    eras: tuple[Era, ...]
    unknown: str = ""
    """Why what came before is not told, in French; empty where nothing did."""


def history_page(chronicle: Chronicle) -> bytes:
    """Write the page of the history of a fiche."""
    parts: list[Part] = [
        node("p", "Ce que disait la fiche, d'après git : ", node("code", chronicle.source),
             ". Les jours sont ceux où chaque changement a été enregistré sur la branche publiée ; ce que le public"
             " voyait un jour donné est dans les instantanés de l'archive."),
    ]  # fmt: skip
    for era in chronicle.eras:
        parts += _era(era)
    if chronicle.unknown:
        parts.append(node("p", f"Plus rien n'est dit de ce qui précède : {chronicle.unknown}."))
    return page(f"Historique – {chronicle.title}", *parts, above="../")


def _era(era: Era) -> Iterator[Part]:
    yield node("h2", *_when(era))
    if era.message or era.author:
        told = " – ".join(filter(None, (era.message, era.author, era.commit[:12])))
        yield node("p", told)
    if era.note:
        yield node("p", era.note)
    if era.changes:
        yield node("dl", *(part for change in era.changes for part in _change(change)))


def _when(era: Era) -> Iterator[Part]:
    if era.day:
        yield node("time", in_french(era.day), datetime=era.day)
    else:
        yield "Pas encore enregistré dans git"


def _change(change: Change) -> Iterator[ET.Element]:
    yield node("dt", change.what)
    parts: list[Part] = []
    if change.before:
        parts += ["" if change.after else "retiré : ", node("del", _short(change.before))]
    if change.after:
        parts += [" → " if change.before else "ajouté : ", node("ins", _short(change.after))]
    yield node("dd", *parts)


def _short(words: str) -> str:
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST].rstrip()}…"

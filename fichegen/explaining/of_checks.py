"""Examples of what the checks of a whole catalogue find."""

from __future__ import annotations

from typing import Final

from .kinds import CONTACT, DATES, Example, framed

_GROUP: Final = "## Lieux et dates\n\n### Groupe 1\n\nBrest\n\n"
_TWINS: Final = "## Lieux et dates\n\n### Groupe 1\n\n{}\n\n### Groupe 2\n\n{}\n"
_ROOM: Final = "Maison des associations, salle 2"


def _named(heading: str, name: str) -> str:
    return f"# Écrire un projet\n\n## {heading}\n\n{name}\n{DATES}{CONTACT}"


def _module(number: int) -> str:
    return f"# Aller vers – Module {number} « Étape {number} »\n{DATES}{CONTACT}"


def _after(number: int) -> str:
    asked = f"\n## Prérequis\n\nAvoir suivi le module {number}\n"
    return f"# Aller vers – Module 2 « Entrer en relation »\n{asked}{DATES}{CONTACT}"


OF_CHECKS: Final[dict[str, Example]] = {
    "FG314": framed("## Durée\n\n3 jours / 35 heures\n", "## Durée\n\n5 jours / 35 heures\n"),
    "FG315": framed(
        f"## Date limite d'inscription\n\n20/11/2021\n\n{_GROUP}15 et 16 novembre 2021\n",
        f"## Date limite d'inscription\n\n20/10/2021\n\n{_GROUP}15 et 16 novembre 2021\n",
        rest=CONTACT,
    ),
    "FG316": framed(
        "## Mis à jour le\n\n15 octobre 2099\n", "## Mis à jour le\n\n15 octobre 2020\n"
    ),
    "FG317": framed(
        f"{_GROUP}15 et 16 novembre 2072\n", f"{_GROUP}15 et 16 novembre 2027\n", rest=CONTACT
    ),
    "FG406": framed(
        "## Interlocuteur\n\nAna LE ROUX\n\nTél : 02 98 12 34 5\n",
        "## Interlocuteur\n\nAna LE ROUX\n\nTél : 02 98 12 34 56\n",
        rest=DATES,
    ),
    "FG511": framed(
        _TWINS.format(f"{_ROOM}\n\n6 et 7 décembre 2021", f"{_ROOM}\n\n6 et 7 décembre 2021"),
        _TWINS.format(f"{_ROOM}\n\n6 et 7 décembre 2021", f"{_ROOM}\n\n8 et 9 décembre 2021"),
        rest=CONTACT,
    ),
    "FG512": framed(
        f"## Statut\n\nOuvert\n\n{_GROUP}14 et 15 juin 2021\n",
        f"## Statut\n\nOuvert\n\n{_GROUP}Dates à définir\n",
        rest=CONTACT,
    ),
    "FG513": Example(
        file="content/module-4.md",
        bad=_module(4),
        good=_module(3),
        others=(("content/module-1.md", _module(1)), ("content/module-2.md", _module(2))),
        excerpt=(1, 1),
    ),
    "FG514": Example(
        file="content/module-2.md",
        bad=_after(4),
        good=_after(1),
        others=(("content/module-1.md", _module(1)),),
        excerpt=(1, 5),
    ),
    "FG515": framed(
        "## Organisme de formation\n\nASSO Tamaris\n",
        "## Organisme de formation\n\nAssociation Tamaris\n",
        others=(("content/projet.md", _named("Organisme de formation", "Association Tamaris")),),
    ),
    "FG516": framed(
        "## Secteurs\n\nAide à domicil\n",
        "## Secteurs\n\nAide à domicile\n",
        others=(("content/projet.md", _named("Secteurs", "Aide à domicile")),),
    ),
}

"""Examples of what a fiche lacks (FG7)."""

from __future__ import annotations

from typing import Final

from .kinds import CONTACT, DATES, Example, framed

_ORGANISATION: Final = (
    "content/organismes/tamarin.yml",
    """\
nom: Coopérative Tamarin
siret: 123 456 782 00010
nda: "04973012345"
adresse: 12 rue des Lilas, 97400 Saint-Denis
courriel: contact@tamarin.example
téléphone: 0262 11 22 33
référent handicap: {nom: Ana LE ROUX, courriel: ana@tamarin.example}
""",
)
_SETTINGS: Final = ("content/catalogue.yml", "url: https://formations.example.fr\n")
_COMPLETE: Final = """
## Secteurs

Grand âge

## Formacode

44072

## Formacode du public

82044

## Durée

2 jours / 14 heures

## Organisme de formation

Coopérative Tamarin

## Date limite d'inscription

15 octobre 2021

## Modalité

Présentiel

## Lieux et dates

### Groupe 1

Saint-Benoît

Adresse : 3 place du Marché, 97470 Saint-Benoît

Les 15 et 16 novembre 2021

Horaires : de 9h à 12h30 et de 13h30 à 17h

## Interlocuteur

Marie PAYET

marie@tamarin.example

## Contexte

La bientraitance s'apprend.

## Objectifs

- Repérer ce qui blesse
- Reformuler une demande

## Contenu

- Tour de table
- Jeux de rôle

## Prérequis

Pas de prérequis

## Méthodes

Exposés et jeux de rôle

## Évaluation

Mise en situation

## Validation

Attestation de fin de formation. Non certifiante.

## Tarif

420 € net de taxe par personne

## Partenariat et cofinancement

Prise en charge possible par l'OPCO

## Délais d'accès

Deux semaines

## Inscription

Bulletin à demander

## Accessibilité

Locaux accessibles

## Mis à jour le

20 août 2021
"""
_PUBLIC: Final = "## Public\n\nAides-soignants\n"
_PLANNED: Final = """\
## Lieux et dates

### Groupe 1

Saint-Benoît

Adresse : 3 place du Marché, 97470 Saint-Benoît

Les 15 et 16 novembre 2021

Horaires : de 9h à 12h30 et de 13h30 à 17h
"""
_UNPLANNED: Final = "## Lieux et dates\n\n### Groupe 1\n\nSaint-Benoît\n\nDates à définir\n"
_LONG: Final = "Aides-soignants, infirmiers, accompagnants, de jour ou de nuit, débutants ou non. "


def _lacking(part: str) -> Example:
    """Leave a part out of a fiche that is complete for all destinations."""
    rest = _COMPLETE.replace(f"\n{part}", "", 1)
    return framed(
        _PUBLIC, f"{_PUBLIC}\n{part}", rest=rest, line=1, others=(_SETTINGS, _ORGANISATION)
    )


OF_GAPS: Final[dict[str, Example]] = {
    "FG701": framed("## Public\n\nAides-soignants\n", f"{_PUBLIC}{DATES}", rest=CONTACT, line=1),
    "FG702": framed(_PUBLIC, f"{_PUBLIC}{CONTACT}", rest=DATES, line=1),
    "FG710": _lacking("## Évaluation\n\nMise en situation\n"),
    "FG711": _lacking("## Contenu\n\n- Tour de table\n- Jeux de rôle\n"),
    "FG712": _lacking("## Secteurs\n\nGrand âge\n"),
    "FG713": framed(
        f"{_PUBLIC}\n{_UNPLANNED}",
        f"{_PUBLIC}\n{_PLANNED}",
        rest=_COMPLETE.replace(f"\n{_PLANNED}", "", 1),
        others=(_SETTINGS, _ORGANISATION),
    ),
    "FG714": framed(
        f"## Public\n\n{_LONG * 4}\n",
        f"## Public\n\n{_LONG}\n",
        rest=_COMPLETE,
        others=(_SETTINGS, _ORGANISATION),
    ),
    "FG715": framed(f"## Contexte\n\n{_LONG * 450}\n", f"## Contexte\n\n{_LONG * 3}\n"),
    "FG716": _lacking("## Formacode\n\n44072\n"),
}

"""What LHEO 2.3 asks of the elements that are written here: order, number, lengths, values.

Told from the schema of the language, for these elements alone; a test holds the table to it.
"""

from __future__ import annotations

import sys
from functools import cache
from typing import Final

from fichegen.expressions import expression

from .nodes import Node

NAMESPACE: Final = "http://lheo.gouv.fr/2.3"

MODELS: Final = {
    "lheo": "offres",
    "offres": "formation+",
    "formation": (
        "domaine-formation intitule-formation objectif-formation resultats-attendus"
        " contenu-formation certifiante contact-formation+ parcours-de-formation"
        " code-niveau-entree certification{0,5} url-formation? action+"
        " organisme-formation-responsable identifiant-module? modules-prerequis?"
    ),
    "domaine-formation": "code-FORMACODE{0,5}",
    "certification": "code-RNCP? code-RS?",
    "modules-prerequis": "reference-module+",
    "action": (
        "rythme-formation code-public-vise{1,10} info-public-vise? niveau-entree-obligatoire"
        " modalites-alternance modalites-enseignement conditions-specifiques"
        " prise-en-charge-frais-possible lieu-de-formation* modalites-entrees-sorties session+"
        " acces-handicapes? langue-formation{0,5} modalites-recrutement? modalites-pedagogiques?"
        " prix-total-TTC? duree-indicative? nombre-heures-total?"
        " detail-conditions-prise-en-charge?"
    ),
    "lieu-de-formation": "coordonnees",
    "session": (
        "periode adresse-inscription modalites-inscription? periode-inscription?"
        " etat-recrutement? url-session? contact-session*"
    ),
    "periode": "debut fin",
    "periode-inscription": "periode",
    "adresse-inscription": "adresse",
    "organisme-formation-responsable": (
        "numero-activite SIRET-organisme-formation nom-organisme raison-sociale"
        " coordonnees-organisme contact-organisme+"
    ),
    "SIRET-organisme-formation": "SIRET",
    "coordonnees-organisme": "coordonnees",
    "contact-formation": "type-contact? coordonnees",
    "contact-organisme": "type-contact? coordonnees",
    "contact-session": "type-contact? coordonnees",
    "coordonnees": "nom? prenom? ligne{0,3} adresse? telfixe? portable? courriel? web?",
    "adresse": "denomination? ligne{1,4} codepostal ville",
    "telfixe": "numtel{1,3}",
    "portable": "numtel{1,3}",
    "web": "urlweb{1,3}",
    "url-formation": "urlweb{1,3}",
    "url-session": "urlweb{1,3}",
}
"""The children of an element, in order; a sign behind a name says how many, as in a pattern."""

TEXTS: Final = {
    "intitule-formation": (1, 255),
    "nom-organisme": (1, 250),
    "objectif-formation": (1, 3000),
    "resultats-attendus": (1, 3000),
    "contenu-formation": (1, 3000),
    "rythme-formation": (1, 3000),
    "modalites-alternance": (1, 3000),
    "conditions-specifiques": (1, 3000),
    "modalites-recrutement": (0, 3000),
    "identifiant-module": (1, 3000),
    "reference-module": (1, 3000),
    "duree-indicative": (0, 150),
    "info-public-vise": (1, 250),
    "acces-handicapes": (1, 250),
    "modalites-pedagogiques": (0, 200),
    "modalites-inscription": (1, 255),
    "detail-conditions-prise-en-charge": (1, 600),
    "prix-total-TTC": (1, 10),
    "langue-formation": (2, 2),
    "code-FORMACODE": (5, 5),
    "code-public-vise": (5, 5),
    "code-RNCP": (1, 10),
    "code-RS": (3, 10),
    "numero-activite": (11, 11),
    "SIRET": (14, 14),
    "raison-sociale": (1, 250),
    "denomination": (1, 255),
    "ligne": (1, 50),
    "codepostal": (5, 5),
    "ville": (1, 50),
    "nom": (1, 50),
    "prenom": (1, 50),
    "courriel": (3, 160),
    "numtel": (1, 25),
    "urlweb": (3, 400),
}
"""The least and the most characters of a text."""

CODES: Final = {
    "certifiante": "0 1",
    "niveau-entree-obligatoire": "0 1",
    "prise-en-charge-frais-possible": "0 1",
    "modalites-entrees-sorties": "0 1",
    "modalites-enseignement": "0 1 2",
    "etat-recrutement": "1 2 3",
    "parcours-de-formation": "1 2 3 4",
    "code-niveau-entree": "0 1 2 3 4 5 6 7 8 11 12 13 14 15 16 17 18",
    "type-contact": "0 1 2 3 4 5 6 7 8 9 10 11 12 13 14",
}
"""The values an element may have."""

DATES: Final = ("debut", "fin")
"""AAAAMMJJ; 00000000 and 99999999 where unknown, AAAAMM00 for a month, AAAA0000 for a year."""
DATE: Final = "[0-9][0-9][0-9][0-9][019][0-9][01239][0-9]"

NUMBERS: Final = ("nombre-heures-total",)

ATTRIBUTES: Final = ("numero", "info", "ref", "horodatage-modification")
"""Any element may have them; the last is a date and an hour (xs:dateTime)."""

_CHILD: Final = expression(r"([A-Za-z-]+)(\S*)")


def most(name: str) -> int:
    """Return how many characters a text may have."""
    return TEXTS[name][1]


def children_of(name: str) -> tuple[tuple[str, int, int | None], ...]:
    """Return each child's name, and the least and most number of it; None where there is no most."""
    counts: dict[str, tuple[int, int | None]] = {"": (1, 1), "?": (0, 1), "*": (0, None), "+": (1, None)}  # fmt: skip
    found = []
    for child, sign in _CHILD.findall(MODELS[name]):
        if sign in counts:
            found.append((child, *counts[sign]))
        else:
            fewest, _, maximum = sign.strip("{}").partition(",")
            found.append((child, int(fewest), int(maximum)))
    return tuple(found)


@cache
def highest(parent: str, child: str) -> int:
    """Return how many of an element another may hold, where that is bounded."""
    return next(count for name, _, count in children_of(parent) if name == child) or sys.maxsize


_ORDERS: Final = {
    name: expression("".join(f"(?:{child} ){sign}" for child, sign in _CHILD.findall(model)))
    for name, model in MODELS.items()
}
_VALUES: Final = {
    **{
        name: expression(rf"(?s:.){{{least},{longest}}}")
        for name, (least, longest) in TEXTS.items()
    },
    **{name: expression(codes.replace(" ", "|")) for name, codes in CODES.items()},
    **dict.fromkeys(DATES, expression(DATE)),
    **dict.fromkeys(NUMBERS, expression(r"-?[0-9]{1,18}")),
}


def violation(node: Node) -> str:
    """Return the first element, from this one down, that breaks a rule; empty where none does."""
    if node.attributes and any(name not in ATTRIBUTES for name, _ in node.attributes):
        return node.name
    if order := _ORDERS.get(node.name):
        if node.words or not order.fullmatch("".join([f"{each.name} " for each in node.children])):
            return node.name
        for child in node.children:
            if broken := violation(child):
                return broken
        return ""
    value = _VALUES.get(node.name)
    return "" if value and not node.children and value.fullmatch(node.words) else node.name

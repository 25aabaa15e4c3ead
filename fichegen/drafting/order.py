"""In which order a new fiche asks for what it can say."""

from __future__ import annotations

from typing import Final

from fichegen.reading import TABLES, Field, Scope, named

FIRST: Final = ("titre", "brouillon")
NEEDED: Final = (
    "organismes", "public", "duree", "date_limite", "groupes", "interlocuteurs", "objectifs",
    "prerequis", "contenu",
)  # fmt: skip
"""What readers look for first, and a check misses."""
OF_QUALIOPI: Final = (
    "delais_acces", "inscription", "tarif", "modalite", "methodes", "moyens", "evaluation",
    "accessibilite", "mis_a_jour",
)  # fmt: skip
"""What the public must be told besides."""


def optional() -> tuple[tuple[str, tuple[Field, ...]], ...]:
    """Return the fields that may be left out, under the words that lead to them."""
    told = {*FIRST, *NEEDED, *OF_QUALIOPI}
    rest = tuple(entry for entry in TABLES[Scope.FICHE] if entry.name not in told)
    return (
        ("Ce que Qualiopi demande aussi", tuple(map(named, OF_QUALIOPI))),
        ("Ce qui peut aider encore", rest),
    )


def needed() -> tuple[Field, ...]:
    """Return the fields that every fiche has, but for those it begins with."""
    return tuple(map(named, NEEDED))

"""What says nothing yet, told from what says something short."""

from __future__ import annotations

import pytest

from fichegen.fillers import is_filler


@pytest.mark.parametrize(
    "words",
    ["à définir", "À compléter", "Tarif à préciser", "le prix sera à confirmer", "Nous consulter", "NC", "N.C.",
     "n/a", "xxx", "…", "–", "", "en cours de rédaction", "Lieu non communiqué", "à venir", "Lorem ipsum dolor",
     "à définir avec le commanditaire", "non précisé", "TBD"],
)  # fmt: skip
def test_nothing_is_said(words: str) -> None:
    assert is_filler(words)


@pytest.mark.parametrize(
    "words",
    ["Saint-Benoît", "420 €", "Gratuit", "Sur demande", "Bulletin à demander à l'accueil", "Pas de prérequis",
     "Exercer en cours d'emploi auprès du public", "X est la variable", "Cours en ligne",
     "Définir le besoin", "En cours de formation", "En cours collectifs", "À définir ses priorités on gagne du temps",
     "Savoir à qui s'adresser", "à définir " + "mot " * 30],
)  # fmt: skip
def test_something_is_said(words: str) -> None:
    assert not is_filler(words)

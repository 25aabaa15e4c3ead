"""Titles taken apart."""

from __future__ import annotations

import pytest

from fichegen.reading.titles import read_title


@pytest.mark.parametrize(
    ("words", "series", "module", "name"),
    [
        (
            "La pratique de l'Aller Vers les publics – Module 1 « Aller vers : une nécessaire préparation »",
            "La pratique de l'Aller Vers les publics", "1", "Aller vers : une nécessaire préparation",
        ),
        ("Laïcité - Module 2 : Agir au quotidien", "Laïcité", "2", "Agir au quotidien"),
        ("MODULE 3 – Écrire", "", "3", "Écrire"),
        ("Protéger (module n° 4) Signaler", "Protéger", "4", "Signaler"),
        ("Analyse MOD1-5j", "Analyse", "1", "MOD1"),
        ("MODULE 3/5 : L'évaluation", "", "3", "L'évaluation"),
        ("Module 2 sur 4 – Les outils", "", "2", "Les outils"),
        ("Module 2 sur l'accueil", "", "2", "sur l'accueil"),
        ("A – Modules 1 à 3", "A", "1 à 3", "Modules 1 à 3"),
        ("A – Modules 1/2", "A", "1/2", "Modules 1/2"),
        ("A – Module 1 (2 jours)", "A", "1", "Module 1"),
        ("MODULE 4", "", "4", "MODULE 4"),
        ("Parcours – Modules 1 & 3 – Bilan", "Parcours", "1 & 3", "Bilan"),
        ("Accueil, 4 modules de 3h30", "", "", "Accueil, 4 modules de 3h30"),
        ("Protocole 5.93", "", "", "Protocole 5.93"),
        ("Modulation de la voix 2", "", "", "Modulation de la voix 2"),
        ("Série – Module 2b « Suite »", "Série", "2b", "Suite"),
    ],
)  # fmt: skip
def test_series_and_module_only_where_they_are_named(
    words: str, series: str, module: str, name: str
) -> None:
    title = read_title(words)
    assert (title.words, title.series, title.module, title.name) == (words, series, module, name)

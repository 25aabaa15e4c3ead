"""What prerequisites ask for: modules of the own series, titles between quotes."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen.references import mentioned_modules, quoted_titles


@pytest.mark.parametrize(
    ("words", "modules"),
    [
        ("Avoir suivi le module 1.", "1"),
        ("Avoir suivi le module 1", "1"),
        ("Module 1", "1"),
        ("Module n° 1", "1"),
        ("Module n°2 obligatoire", "2"),
        ("MODULE 1 VALIDÉ", "1"),
        ("Avoir validé les modules 1 et 2", "1 2"),
        ("Modules 1 & 3", "1 3"),
        ("les modules 1, 2 et 3", "1 2 3"),
        ("les modules 1, 2, et 3", "1 2 3"),
        ("Modules 1/2", "1 2"),
        ("Module 1/3", "1"),
        ("module 1 sur 3", "1"),
        ("module 1 ou 2", "1 2"),
        ("module 1 et/ou module 2", "1 2"),
        ("le module 1 et le module 2", "1 2"),
        ("Avoir participé au module 1 puis au module 2", "1 2"),
        ("du module 1 au module 3", "1 2 3"),
        ("modules 1 à 3", "1 2 3"),
        ("Modules 1-3", "1 2 3"),
        ("Modules 2 à 4 et 6", "2 3 4 6"),
        ("Module 2b", "2b"),
        ("Avoir suivi le module 1a ou 1b", "1a 1b"),
        ("Avoir suivi le premier module", "1"),
        ("Le 1er module est indispensable", "1"),
        ("Avoir suivi le deuxième module", "2"),
        ("Avoir suivi le second module", "2"),
        ("Avoir suivi les deux premiers modules", "1 2"),
        ("les 3 premiers modules", "1 2 3"),
        ("Avoir suivi le module 1 (ou équivalent)", "1"),
        ("Avoir suivi le module 1 et 2 ans d'expérience", "1"),
        ("Module 1, 3 ans d'expérience", "1"),
        ("Module 1 (2 jours)", "1"),
        ("Module 1 – 15/11/2021", "1"),
        ("Module 1 le 15 novembre", "1"),
        ("Être éducateur. Avoir suivi le module 1.", "1"),
        ("Pas de diplôme exigé. Avoir suivi le module 1.", "1"),
        ("Avoir suivi le module 1 ; aucune autre condition", "1"),
        ("Ce module n'est accessible qu'après le module 1", "1"),
        ("Réservé aux personnes ayant suivi le module 1", "1"),
        ("Le module 1 est conseillé", "1"),
        ("Avoir suivi le « module 1 »", "1"),
        ("Avoir suivi le module 1 « Aller vers : une nécessaire préparation »", "1"),
        ("Avoir suivi le module 1 « Pas à pas »", "1"),
        ("Ce module 2 fait suite au module 1", "1"),
        ("module\u00a01", "1"),
        ("Avoir suivi au préalable le module\n1", "1"),
    ],
)  # fmt: skip
def test_modules_that_are_asked_for(words: str, modules: str) -> None:
    assert mentioned_modules(words) == tuple(modules.split())


@pytest.mark.parametrize(
    "words",
    [
        "",
        "Pas de prérequis",
        "Aucun",
        "Néant",
        "Ce module ne demande pas d'avoir suivi le module 1",
        "il n'est pas nécessaire d'avoir suivi le module 1",
        "Il n’est pas obligatoire d’avoir suivi les modules 1 et 2.",
        "Accessible sans avoir suivi le module 1",
        "Le module 1 est facultatif",
        "Module indépendant du module 1",
        "Aucun des modules 1 et 2 n'est exigé",
        "Module 1 non obligatoire",
        "Le module 1 est conseillé mais pas exigé",
        "Les personnes sont dispensées du module 1",
        "5.93",
        "Protocole 5.93, module 5.93",
        "module de 3h30",
        "4 modules de 3 h",
        "un module 2 jours",
        "module 3h",
        "Avoir suivi un autre module",
        "Avoir suivi le module précédent",
        "Modulation 2",
        "Ce module prépare au module 3",
        "Il donne accès au module 2",
        "À suivre avant le module 2",
        "Avoir suivi le module 1 de la formation « Laïcité »",
        "Avoir suivi « Laïcité – Module 1 »",
        "Le présent module 1",
        "Les 5 modules du parcours",
        "Un niveau 2 ou un niveau 3",
    ],
)
def test_modules_that_are_not(words: str) -> None:
    assert mentioned_modules(words) == ()


@pytest.mark.parametrize(
    ("words", "titles"),
    [
        ("Avoir suivi « Laïcité »", ["Laïcité"]),
        ("Avoir suivi «\u00a0Laïcité\u00a0» ou « Écrire »", ["Laïcité", "Écrire"]),
        ("Avoir suivi “Laïcité”", ["Laïcité"]),
        ('Avoir suivi "Écrire pour être lu".', ["Écrire pour être lu"]),
        ("Avoir suivi « Qui suis-je ? Où vais-je ? »", ["Qui suis-je ? Où vais-je ?"]),
        ("« A – Module 1 « Préparer » »", ["A – Module 1 « Préparer »", "Préparer"]),
        ("le module 1 « Aller vers : une préparation »", ["Aller vers : une préparation"]),
        ("« Laïcité » et « Laïcité »", ["Laïcité"]),
        ("« Pas à pas »", ["Pas à pas"]),
        ("« sans fin", []),
        ("Il n'est pas nécessaire d'avoir suivi « Laïcité ».", []),
        ("Pas de diplôme. Avoir suivi « Laïcité ».", ["Laïcité"]),
        ("Le « module 1 »", []),
        ("« 12 »", []),
        ('Un écran de 15" et un de 17"', []),
        ("Aucun", []),
    ],
)
def test_titles_between_quotes(words: str, titles: list[str]) -> None:
    assert quoted_titles(words) == tuple(titles)


@given(st.text(alphabet='module 123nàet,&«»“”"./-pas\n', max_size=200))
def test_any_words_are_read(words: str) -> None:
    for module in mentioned_modules(words):
        assert module.rstrip("abcdef").isdecimal()
    for title in quoted_titles(words):
        assert title in words


@pytest.mark.parametrize(
    "unit", ["module 1 et ", "« ", "modules 1, 2, 3 ", '"a ', "» « ", "module ", "1, ", "pas "]
)
def test_the_time_grows_with_the_length(unit: str) -> None:
    started = time.perf_counter()
    mentioned_modules(unit * 20_000)
    quoted_titles(unit * 20_000)
    assert time.perf_counter() - started < 5

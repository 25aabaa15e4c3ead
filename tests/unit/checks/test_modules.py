"""Numbers of a series: what is missing, what is asked for in vain."""

from __future__ import annotations

import pytest
from judging import sheet, told_together

from fichegen.checks.modules import modules_asked_for_in_vain, numbers_of, series_with_gaps
from fichegen.model import Fiche


def series(*modules: str, asks: str = "") -> list[Fiche]:
    """Make the fiches of one series; the last asks for something first."""
    return [
        sheet(
            f"## Prérequis\n\n{asks}" if asks and at == len(modules) else "",
            path=f"content/{at}.md",
            title=f"Aller vers – Module {module} « Étape {at} »",
        )
        for at, module in enumerate(modules, 1)
    ]


@pytest.mark.parametrize(
    ("module", "numbers"),
    [("1", (1,)), ("2b", (2,)), ("1 & 3", (1, 3)), ("1 et 2", (1, 2)), ("1 à 4", (1, 2, 3, 4)), ("1-3", (1, 2, 3)),
     ("2/3", (2, 3)), ("1, 2, 4", (1, 2, 4)), ("A", None), ("introductif", None), ("", None), ("1.2", None)],
)  # fmt: skip
def test_numbers(module: str, numbers: tuple[int, ...] | None) -> None:
    assert numbers_of(module) == numbers


@pytest.mark.parametrize(
    ("modules", "missing"),
    [
        (("1", "2", "4"), "le module 3"),
        (("1", "3"), "le module 2"),
        (("1", "4"), "les modules 2 et 3"),
        (("1", "2b", "4"), "le module 3"),
        (("1 & 3", "4"), "le module 2"),
        (("2a", "2b", "4"), "le module 3"),
        (("1 à 3", "5"), "le module 4"),
    ],
)
def test_a_number_that_is_missing(modules: tuple[str, ...], missing: str) -> None:
    (found,) = told_together(series_with_gaps, *series(*modules))
    assert (found.code, found.severity) == ("FG513", "remarque")
    assert f"il manque {missing} dans « Aller vers »" in found.message


@pytest.mark.parametrize(
    "modules",
    [("1", "2", "3"), ("2", "3"), ("1",), ("3",), ("1", "1"), ("1 & 2", "3"), ("1", "2a", "2b", "3"), ("10", "20", "30"),
     ("1", "12")],
)  # fmt: skip
def test_series_without_a_gap(modules: tuple[str, ...]) -> None:
    assert not told_together(series_with_gaps, *series(*modules))


def test_a_module_alone_has_no_gap_around_it() -> None:
    assert not told_together(series_with_gaps, *series("1 & 3"))


@pytest.mark.parametrize(
    ("asks", "line"),
    [
        ("Avoir suivi le module 1", 5),
        ("Module 1", 5),
        ("- Exercer auprès du public\n- Avoir suivi le module 1", 6),
        ("Avoir suivi les modules 1 et 2.", 5),
        ("Le premier module de la formation", 3),
        ("Avoir suivi le module 1 du parcours.", 5),
        ("Avoir suivi le module 1 de cette formation", 5),
    ],
)
def test_a_module_that_nobody_describes(asks: str, line: int) -> None:
    (found,) = told_together(modules_asked_for_in_vain, *series("2", "3", asks=asks))
    assert (found.code, found.span.path, found.span.line) == ("FG514", "content/2.md", line)
    assert "le module 1 de « Aller vers » : aucune fiche ne le décrit" in found.message


@pytest.mark.parametrize("asks", ["Avoir suivi le module 3", "Avoir validé les modules 1 et 3"])
def test_a_module_that_comes_later(asks: str) -> None:
    first, third, second = series("1", "3", "2", asks=asks)
    (found,) = told_together(modules_asked_for_in_vain, first, second, third)
    assert "le module 3 de « Aller vers » : il vient après celui-ci, le 2" in found.message


@pytest.mark.parametrize(
    "asks",
    [
        "Pas de prérequis", "Aucun", "Avoir suivi le module 1", "Module 1", "Module 2",
        "Il n'est pas nécessaire d'avoir suivi le module 9", "Avoir suivi le module 9 du parcours Handicap",
        "Module 9 de PIX", "Ce module prépare au module 4", "Ce module est un préalable au module 4",
        "Module 4 conseillé ensuite", "Deux ans d'expérience", "Niveau 3",
    ],
)  # fmt: skip
def test_prerequisites_that_may_be_right(asks: str) -> None:
    assert not told_together(modules_asked_for_in_vain, *series("1", "2b", "3 & 5", "2", asks=asks))


def test_a_fiche_outside_a_series_asks_for_nobodys_module() -> None:
    alone = sheet("## Prérequis\n\nAvoir suivi le module 1")
    assert not told_together(modules_asked_for_in_vain, alone, *series("2", "3"))

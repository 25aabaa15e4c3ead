"""Telephones that nobody can dial."""

from __future__ import annotations

import pytest
from judging import TODAY, sheet, told

from fichegen.checks.telephones import telephones_that_are_none
from fichegen.diagnostics import Finding
from fichegen.reading import read_fiche


def by_key(number: str) -> list[Finding]:
    words = f'titre: T\ninterlocuteurs:\n  - nom: Ana LE ROUX\n    téléphone: "{number}"\n'
    fiche, _ = read_fiche("content/a.yml", words)
    assert fiche
    return told(telephones_that_are_none, fiche)


@pytest.mark.parametrize(
    "number",
    [
        "06 12 34 56 78", "0612345678", "06.12.34.56.78", "06-12-34-56-78", "06/12/34/56/78", "0262 11 11 11",
        "(0262) 11 11 11", "0 800 123 456", "+262 692 12 34 56", "+262692123456", "+33 (0)6 12 34 56 78",
        "00 33 6 12 34 56 78", "0033612345678", "+32 2 123 45 67", "02 123 45 67", "065/12.34.56", "+41 22 345 67 89",
        "022 345 67 89", "25 12 34", "40 12 34 56", "39 39", "3939", "15", "115", "112", "116 117", "118 218",
        "06 12 34 56 78 / 05 62 12 34 56", "06 12 34 56 78 ou 05 62 12 34 56", "0262 11 11 10 / 12",
        "06 12 34 56 78 poste 12", "01 23 45 67 89 (secrétariat)", "Standard : 01 23 45 67 89 puis tapez 2",
        "06 12 34 56 78 du lundi au vendredi, 9h-17h", "06 12 34 56 78 9h-12h", "tél. 06 12 34 56 78",
        "01 40 00 11 22/23", "01 40 00 11 22-23", "+33 1 40 00 11 22/23", "02 99 12 34 56 (poste 12)",
        "02 99 12 34 56 code 1234#", "0 825 12 34 56 (0,15 €/min)", "3949 (0,15 €/min)", "+687 25 12 34",
        "+508 41 12 34", "+508 508 41 12 34", "+689 40 12 34 56", "00 590 590 12 34 56", "+33(0)2 99 12 34 56",
        "+1 (514) 123-4567", "05 56 00 11 22 06 12 34 56 78", "à venir", "nous consulter",
    ],
)  # fmt: skip
def test_numbers_that_can_be_dialled(number: str) -> None:
    assert not by_key(number)


@pytest.mark.parametrize(
    ("number", "reason"),
    [
        ("06 12 34 56 7", "il a 9 chiffres"),
        ("06 12 34 56", "il a 8 chiffres"),
        ("0612 34 56", "il a 8 chiffres"),
        ("06 12 34 56 789", "il a 11 chiffres"),
        ("612345678", "il a 9 chiffres"),
        ("262 11 11 11", "il a 9 chiffres"),
        ("33 6 12 34 56 78", "il a 11 chiffres"),
        ("00 12 34 56 78", "il a 10 chiffres"),
        ("+33 2 99 12 34", "il a 7 chiffres derrière +33, au lieu de 9"),
        ("+33 (0)2 99 12 34", "il a 7 chiffres derrière +33, au lieu de 9"),
        ("+262 262 12 34 5", "il a 8 chiffres derrière +262, au lieu de 9"),
        ("+590 590 12 34 567", "il a 10 chiffres derrière +590, au lieu de 9"),
        ("+33 02 99 12 34 56", "le 0 ne se compose pas derrière +33"),
        ("+262 0262 12 34 56", "le 0 ne se compose pas derrière +262"),
        ("+687 25 12 3", "il a 8 chiffres"),
        ("+689 40 12 34", "il a 9 chiffres"),
        ("06/12/34/56/78/90", "il a 12 chiffres"),
        ("06 12 34 56 78 9", "il a 11 chiffres"),
        ("O6 12 34 56 78", "une lettre"),
        ("06 12 34 5X 78", "une lettre"),
        ("voir le site", "pas de chiffres"),
    ],
)
def test_numbers_that_are_none(number: str, reason: str) -> None:
    (found,) = by_key(number)
    assert (found.code, found.span.line) == ("FG406", 4)
    assert f"« {number} »" in found.message
    assert reason in found.message


def test_of_two_numbers_the_wrong_one_is_told() -> None:
    (found,) = by_key("06 12 34 56 78 / 05 62 12 34")
    assert "« 05 62 12 34 »" in found.message
    (found,) = by_key("06 12 34 56 78 / +33 5 62 12 34")
    assert "« +33 5 62 12 34 »" in found.message


def test_contacts_of_sessions_and_free_text_count_too() -> None:
    wrong = "Ana LE ROUX, 02 98 12 34 5"
    group = f"### Groupe 1\n\nBrest\n\n15 novembre 2021\n\nInterlocuteur : {wrong}"
    fiche = sheet(f"## Contact\n\n{wrong}\n\n## Lieux et dates\n\n{group}")
    assert [found.span.line for found in told(telephones_that_are_none, fiche)] == [5, 15]


@pytest.mark.parametrize(
    "words", ["Tél : " + "0" * 5000, "Tél : " + "1 " * 5000, "Tél : " + "(" * 5000 + "1"]
)
def test_long_words_take_no_time(words: str) -> None:
    fiche = sheet(f"## Contact\n\n{words}")
    assert len(told(telephones_that_are_none, fiche, TODAY)) <= 1

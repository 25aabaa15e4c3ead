"""Words as a search knows them; tests/browser/test_search.py holds the script to the same table."""

from __future__ import annotations

import json
import time

import pytest
from conftest import ROOT
from hypothesis import given
from hypothesis import strategies as st

from fichegen.terms import STOP_WORDS, distinct_terms, terms

TABLE = json.loads((ROOT / "tests" / "cases" / "mots.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", TABLE, ids=lambda case: ascii(case["texte"])[:40])
def test_a_text_has_the_terms_of_the_table(case: dict[str, object]) -> None:
    assert terms(str(case["texte"])) == case["mots"]


@pytest.mark.parametrize(
    ("typed", "text"),
    [
        ("hopital", "L’hôpital"),
        ("l'hopital", "les HÔPITAUX"),
        ("coeur", "cœurs"),
        ("cheval", "chevaux"),
        ("travaux", "travail"),
        ("st denis", "Saint-Denis"),
        ("prerequis", "pré-requis"),
        ("pré requis", "pré-requis"),
        ("aujourdhui", "aujourd’hui"),
        ("valdoise", "Val-d’Oise"),
        ("oise", "Val-d'Oise"),
    ],
)
def test_what_is_typed_finds_what_is_written(typed: str, text: str) -> None:
    assert set(terms(typed)) <= set(terms(text))


def test_stop_words_are_terms_themselves() -> None:
    assert [word for word in STOP_WORDS if terms(word) != [word]] == []


@given(st.text(), st.text())
def test_texts_beside_each_other_keep_their_terms(one: str, other: str) -> None:
    assert terms(f"{one} {other}") == terms(one) + terms(other)


@given(st.text())
def test_distinct_terms_are_the_terms_each_once(text: str) -> None:
    assert distinct_terms(text) == set(terms(text))


@given(st.text())
def test_terms_hold_letters_and_digits_alone(text: str) -> None:
    assert all(term.isalnum() for term in terms(text))


def test_a_catalogue_is_taken_apart_in_seconds() -> None:
    # Ten thousand fiches of 3.3 KB; the bound leaves room for a slow machine.
    seed = (ROOT / "content" / "aller-vers-module-1.md").read_text(encoding="utf-8")
    texts = [f"{seed[:3200]} Référence-{number} l’édition n° {number}" for number in range(10_000)]
    begun = time.perf_counter()
    for text in texts:
        terms(text)
    assert time.perf_counter() - begun < 8


def test_a_word_without_end_is_taken_apart_in_its_own_time() -> None:
    begun = time.perf_counter()
    for text in ("a'" * 200_000, "st-" * 100_000, "é" * 400_000, "a\u0301\u0327" * 100_000):
        terms(text)
    assert time.perf_counter() - begun < 8

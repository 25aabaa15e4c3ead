"""Words as words."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen import text


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Prérequis", "PREREQUIS"),
        ("L’hôpital", "l'hopital"),
        ("Œuvre", "oeuvre"),
        ("☞ Groupe 1", "groupe 1"),
        ("e\u0301t\u00e9", "été"),
        ("Date\u00a0limite", "date limite"),
    ],
)
def test_names_that_readers_take_for_the_same_have_one_key(one: str, other: str) -> None:
    assert text.key(one) == text.key(other)


@pytest.mark.parametrize(
    ("title", "slug"),
    [
        ("L'œuvre de l’été : 2e édition !", "l-oeuvre-de-l-ete-2e-edition"),
        ("  C++ & C#  ", "c-c"),
        ("CON", "con-x"),
        ("Straße", "strasse"),
    ],
)
def test_slugs_are_ascii_words(title: str, slug: str) -> None:
    assert text.slug(title) == slug


@given(st.text(max_size=200), st.integers(0, 200))
def test_the_key_of_a_beginning_is_the_beginning_of_the_key(words: str, end: int) -> None:
    assert text.key(words).startswith(text.key(words[:end]))


@given(st.text(max_size=400))
def test_a_key_is_that_of_the_words_folded(words: str) -> None:
    assert text.key(words) == re.sub(r"[\W_]+", " ", text.fold(words)).strip()
    assert text.fold(words) == text.squeeze(text.fold(words))


def test_names_in_other_scripts_keep_a_key_of_their_own() -> None:
    assert text.key("東京") != text.key("大阪")
    assert text.key("Ελλάς")
    assert text.is_slug(text.slug("東京"))


def test_a_long_title_is_cut_at_a_word_and_told_apart() -> None:
    one, other = text.slug("mot " * 60 + "un"), text.slug("mot " * 60 + "deux")
    assert one != other
    assert text.is_slug(one)
    assert text.is_slug(other)


def test_a_title_without_latin_letters_takes_the_fallback() -> None:
    assert text.slug("التدريب", fallback="fiche-7") == "fiche-7"
    assert text.is_slug(text.slug("التدريب"))


@given(st.text(max_size=400))
def test_every_slug_can_name_a_page(title: str) -> None:
    assert text.is_slug(text.slug(title))
    assert text.slug(text.slug(title)) == text.slug(title)


@pytest.mark.parametrize("name", ["", "A", "é", "a/b", "..", "a--b", "-a", "nul", "a\n", "a" * 101])
def test_what_cannot_name_a_page_is_told(name: str) -> None:
    assert not text.is_slug(name)


@pytest.mark.parametrize(
    ("typed", "shown"),
    [
        ("Objectifs : voir", "Objectifs\u00a0: voir"),
        ("Ah !", "Ah\u202f!"),
        ("« oui »", "«\u00a0oui\u00a0»"),
        ("«oui»", "«\u00a0oui\u00a0»"),
        ('dit "aller vers" ici', "dit «\u00a0aller vers\u00a0» ici"),
        ('un écran 15" et 17"', 'un écran 15" et 17"'),
        ("12:30 https://a.fr?x", "12:30 https://a.fr?x"),
        ("100 %", "100\u00a0%"),
    ],
)
def test_french_spacing_and_quotes(typed: str, shown: str) -> None:
    assert text.typeset(typed) == shown


@given(st.text(max_size=200))
def test_spacing_is_done_once(typed: str) -> None:
    assert text.typeset(text.typeset(typed)) == text.typeset(typed)


@given(st.text(max_size=200))
def test_spacing_loses_no_letter(typed: str) -> None:
    assert text.key(text.typeset(typed)) == text.key(typed)


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("**Sandra DUGAND**", "Sandra DUGAND"),
        ('[le site](https://a.fr "titre")', "le site"),
        ("<https://a.fr>", "https://a.fr"),
        ("nom_de_fichier et _emphase_", "nom_de_fichier et emphase"),
        (r"\*pas\* d'emphase", "*pas* d'emphase"),
        ("`code`", "code"),
        ("{{ 7*7 }} et 2 * 3", "{{ 7*7 }} et 2 * 3"),
        ("**fort et *penché***", "fort et penché"),
        ("***", "***"),
    ],
)
def test_plain_words_of_markdown(markdown: str, words: str) -> None:
    assert text.plain(markdown) == words


def test_the_nearest_name_is_proposed_and_no_other() -> None:
    assert text.near("objetifs", ["Objectifs", "Contenu"]) == "Objectifs"
    assert text.near("restauration", ["Objectifs", "Contenu"]) is None


def test_french_enumeration() -> None:
    assert text.enumerate_french(["a", "b", "c"]) == "a, b et c"
    assert text.enumerate_french([]) == ""


@pytest.mark.parametrize(
    ("number", "words"), [(0, "0 page"), (1, "1 page"), (2, "2 pages"), (1000, "1000 pages")]
)
def test_counting_in_french(number: int, words: str) -> None:
    assert text.counted(number, "page") == words


def test_counting_with_a_plural_of_its_own() -> None:
    assert text.counted(3, "niveau", "niveaux") == "3 niveaux"
    assert text.counted(1, "niveau", "niveaux") == "1 niveau"

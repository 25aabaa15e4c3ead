"""Ornaments become lists, headings one level, and no word is lost."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen.reading.draft import Mark, Words
from fichegen.reading.prose import read_prose


def words_of(markdown: str) -> Words:
    marks, offset = [], 0
    for number, line in enumerate(markdown.split("\n"), 1):
        marks.append(Mark(offset, number, 1))
        offset += len(line) + 1
    return Words(markdown, tuple(marks))


@pytest.mark.parametrize(
    ("typed", "markdown", "items"),
    [
        ("☞ A. ☞ B.\n\n☞ C.", "- A.\n- B.\n- C.", ("A.", "B.", "C.")),
        ("Vous saurez :\n• un\n• deux", "Vous saurez :\n\n- un\n- deux", ("un", "deux")),
        ("• un\nsuite\n• deux", "- un\n  suite\n- deux", ("un suite", "deux")),
        ("ü un\nü deux", "- un\n- deux", ("un", "deux")),
        ("☞\nun\n☞\ndeux", "- un\n- deux", ("un", "deux")),
        ("– un\n– deux", "- un\n- deux", ("un", "deux")),
        ("\uf0b7 un", "- un", ("un",)),
        ("· un\n·\tdeux", "- un\n- deux", ("un", "deux")),
        ("formateur·rice·s\n·e de plus", "formateur·rice·s\n·e de plus", ()),
        ("· un\no deux\no  trois", "- un\n- deux\n- trois", ("un", "deux", "trois")),
        ("- un\no deux", "- un\n\n- deux", ("un", "deux")),
        ("Il dit\no rage", "Il dit\no rage", ()),
        ("-Un\n-Deux", "- Un\n- Deux", ("Un", "Deux")),
        ("-Un\nsuite\n-Deux", "- Un\n  suite\n- Deux", ("Un suite", "Deux")),
        ("-Un\n\n-Deux", "- Un\n- Deux", ("Un", "Deux")),
        ("Vous saurez :\n-lire\n-écrire", "Vous saurez :\n\n- lire\n- écrire", ("lire", "écrire")),
        ("peut\n-être", "peut\n-être", ()),
        ("-5 % de rabais\n-10 % de plus", "-5 % de rabais\n-10 % de plus", ()),
        ("1. un\n2. deux", "1. un\n2. deux", ("un", "deux")),
        ("Deux phrases ☞ dans une.", "Deux phrases ☞ dans une.", ()),
        ("```\n☞ code\n```", "```\n☞ code\n```", ()),
        ("Adhérents : 180 €\nAutres : 240 €", "Adhérents : 180 €  \nAutres : 240 €", ()),
        ("Un paragraphe\n\nUn autre", "Un paragraphe\n\nUn autre", ()),
        ("- **un** [b](http://c)", "- **un** [b](http://c)", ("un b",)),
    ],
)
def test_bullets_of_people(typed: str, markdown: str, items: tuple[str, ...]) -> None:
    prose = read_prose(words_of(typed))
    assert (prose.markdown, prose.items) == (markdown, items)


@pytest.mark.parametrize(
    "heading", ["# Jour 1\n\nA\n\n## Matin\n\nB", "#### Jour 1\nA\n##### Matin\nB"]
)
def test_headings_come_to_one_level(heading: str) -> None:
    assert read_prose(words_of(heading)).markdown == "### Jour 1\n\nA\n\n#### Matin\n\nB"


@given(st.text(alphabet=st.sampled_from("ab ☞•–ü\n#-*`>"), max_size=120))
def test_no_word_is_lost(typed: str) -> None:
    letters = re.findall(r"[ab]+", typed)
    assert re.findall(r"[ab]+", read_prose(words_of(typed)).markdown) == letters


@given(st.text(alphabet=st.sampled_from("ab ☞•–\n#"), max_size=120))
def test_every_line_has_its_place(typed: str) -> None:
    prose = read_prose(words_of(typed))
    lines = prose.markdown.split("\n")
    if prose.markdown:
        assert len(prose.lines) == len(lines)
        assert all(1 <= line <= typed.count("\n") + 1 and col >= 1 for line, col in prose.lines)

"""Sentences too long for easy reading."""

from __future__ import annotations

import datetime as dt

import pytest

from fichegen.checks.sentences import LIMIT, long_sentences
from fichegen.diagnostics import Finding
from fichegen.reading import read_fiche

PART = "que les équipes disposent du temps et des moyens qui leur permettraient vraiment"
"""Thirteen words."""
LONG = f"Il arrive {PART} {PART} {PART} d'agir"
SHORT = f"Il arrive {PART}"


def told(path: str, text: str) -> list[Finding]:
    fiche, _ = read_fiche(path, text)
    assert fiche
    return [*long_sentences(fiche, dt.date(2021, 9, 1))]


def of_section(body: str) -> list[Finding]:
    return told("content/f.md", f"# Titre\n\n## Contexte\n\n{body}\n")


@pytest.mark.parametrize(
    ("body", "line", "col"),
    [
        (f"{LONG} ensemble au quotidien.", 5, 1),
        (f"{SHORT}. {LONG} ensemble au quotidien.", 5, len(SHORT) + 3),
        (f"Court.\n\n{LONG} ensemble\nau quotidien.", 7, 1),
        (f"- Court.\n- {LONG} ensemble au quotidien.", 6, 3),
        (f"☞ {LONG} ensemble au quotidien.", 5, 3),
        (f"{SHORT}.\nEt voici {LONG} ensemble.", 6, 1),
    ],
)
def test_a_long_sentence_is_told_where_it_begins(body: str, line: int, col: int) -> None:
    (found,) = of_section(body)
    assert (found.code, found.span.line, found.span.col) == ("FG216", line, col)


def test_it_says_how_many_words_and_which() -> None:
    (found,) = of_section(f"{LONG} ensemble [au quotidien](https://exemple.fr/une/page).")
    assert found.message == (
        "cette phrase compte 45 mots : « Il arrive que les équipes disposent du temps … »"
    )


@pytest.mark.parametrize(
    "body",
    [
        f"{SHORT}. {SHORT}. {SHORT}. {SHORT}.",
        f"{SHORT} ; {SHORT} ; {SHORT} ; {SHORT}.",
        f"{SHORT} : {SHORT} : {SHORT} : {SHORT}.",
        f"{SHORT} ! {SHORT} ? {SHORT}… {SHORT}.",
        f"{SHORT}  \n{SHORT}  \n{SHORT}  \n{SHORT}",
        f"- {SHORT}\n- {SHORT}\n- {SHORT}\n- {SHORT}",
        "Publics : " + ", ".join(f"les agents du service {n}" for n in range(20)),
        " ".join(["mot"] * LIMIT) + ".",
        " - ".join(["mot"] * LIMIT) + ".",
        f"> {LONG} ensemble au quotidien.",
        f"| {LONG} ensemble | au quotidien. |\n|---|---|",
        f"```\n{LONG} ensemble au quotidien.\n```",
    ],
)
def test_what_reads_as_several_passes(body: str) -> None:
    assert not of_section(body)


def test_a_section_gets_one_and_the_next_its_own() -> None:
    sentence = f"{LONG} ensemble au quotidien."
    found = of_section(f"{sentence}\n\n{sentence} Et.\n\n## Méthodes\n\n{sentence}")
    assert [each.span.line for each in found] == [5, 11]


@pytest.mark.parametrize(
    ("text", "line", "col"),
    [
        (f"titre: T\ncontexte: Court. {LONG} ensemble au quotidien.\n", 2, 18),
        (f"titre: T\ncontexte: |\n  Court.\n\n  {LONG} ensemble au quotidien.\n", 5, 3),
        (f"titre: T\ncontexte:\n  - Court.\n  - {LONG} ensemble au quotidien.\n", 4, 5),
    ],
)
def test_places_are_those_of_the_file_in_yaml_too(text: str, line: int, col: int) -> None:
    (found,) = told("content/f.yml", text)
    assert (found.span.line, found.span.col) == (line, col)

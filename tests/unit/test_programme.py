"""A programme by day, where the source has days; whole where it has none."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen.model import Prose
from fichegen.programme import by_day
from fichegen.reading.draft import Mark, Words
from fichegen.reading.prose import read_prose


def read(markdown: str) -> Prose:
    """Read a prose as the reader does, from the first line of a file."""
    marks, offset = [], 0
    for number, line in enumerate(markdown.split("\n"), 1):
        marks.append(Mark(offset, number, 1))
        offset += len(line) + 1
    return read_prose(Words(markdown, tuple(marks)))


def told(markdown: str) -> list[tuple[str, str]]:
    """Return the head, unless it is empty, then each stage: (heading, Markdown)."""
    head, stages = by_day(read(markdown))
    return [("", head.markdown)] * bool(head.markdown) + [
        (stage.heading, stage.prose.markdown) for stage in stages
    ]


def words(markdown: str) -> list[str]:
    return re.findall(r"[^\W_]+", markdown)


MARKS = [
    ("### Jour 1", "### Jour 2", "Jour 1"),
    ("# Jour 1 : la rencontre", "# Jour 2 : le lien", "Jour 1 : la rencontre"),
    ("#### JOUR 1 – Matin", "#### JOUR 1 – Après-midi", "JOUR 1 – Matin"),
    ("### **Jour 1** : cadre", "### **Jour 2** : outils", "Jour 1 : cadre"),
    ("### Jour n°1 : la rencontre", "### Jour n°2", "Jour n°1 : la rencontre"),
    ("### Jour 1 accueil", "### Jour 2 bilan", "Jour 1 accueil"),
    ("### 1er jour", "### 2e jour", "1er jour"),
    ("### 1er JOUR", "### 2ème JOUR", "1er JOUR"),
    ("### Première journée", "### Deuxième journée", "Première journée"),
    ("### Premier jour : accueil", "### Second jour : bilan", "Premier jour : accueil"),
    ("### Jours 1 et 2", "### Jour 3", "Jours 1 et 2"),
    ("### Jours 1 à 3 : socle", "### Jours 4 et 5 : pratique", "Jours 1 à 3 : socle"),
    ("### Jour 1/2", "### Jour 2/2", "Jour 1/2"),
    ("### Journée 1 sur 2", "### Journée 2 sur 2", "Journée 1 sur 2"),
    ("### Jour 1 (7 heures)", "### Jour 2 (7 heures)", "Jour 1 (7 heures)"),
    ("### Jour I", "### Jour II", "Jour I"),
    ("### Jour un", "### Jour deux", "Jour un"),
    ("### Programme de la 1ère journée", "### Programme de la 2ème journée", "Programme de la 1ère journée"),
    ("### Lundi 3 mars : accueil", "### Mardi 4 mars : bilan", "Lundi 3 mars : accueil"),
    ("### Lundi", "### Mardi", "Lundi"),
    ("### Lundi matin", "### Lundi après-midi", "Lundi matin"),
    ("### 30 décembre 2021", "### 3 janvier 2022", "30 décembre 2021"),
    ("### Journée du 3 mars", "### Journée du 4 mars", "Journée du 3 mars"),
    ("**Jour 1**", "**Jour 2**", "Jour 1"),
    ("**Jour 1 : la rencontre**", "**Jour 2 : le lien**", "Jour 1 : la rencontre"),
    ("**Jour 1 :** l'accueil", "**Jour 2 :** le bilan", "Jour 1 : l'accueil"),
    ("**Jour 1** : l'accueil", "**Jour 2** : le bilan", "Jour 1 : l'accueil"),
    ("**Jour 1** – l'accueil", "**Jour 2** – le bilan", "Jour 1 – l'accueil"),
    ("**Jour 1** Accueil", "**Jour 2** Bilan", "Jour 1 Accueil"),
    ("__Jour 1__", "__Jour 2__", "Jour 1"),
    ("*Jour 1*", "*Jour 2*", "Jour 1"),
    ("***Jour 1 :*** accueil", "***Jour 2 :*** bilan", "Jour 1 : accueil"),
    ("**Lundi 3 mars**", "**Jeudi 6 mars**", "Lundi 3 mars"),
    ("**Mardi 4 mars 2025 : accueil**", "**Jeudi 6 mars 2025 : bilan**", "Mardi 4 mars 2025 : accueil"),
    ("Jour 1", "Jour 2", "Jour 1"),
    ("Jour 1 :", "Jour 2 :", "Jour 1"),
    ("Jour 1 : la rencontre", "Jour 2 : le lien", "Jour 1 : la rencontre"),
    ("Jour 1: la rencontre", "Jour 2: le lien", "Jour 1: la rencontre"),
    ("JOUR 1 – Matin", "JOUR 1 – Après-midi", "JOUR 1 – Matin"),
    ("Jour 1 matin", "Jour 1 après-midi", "Jour 1 matin"),
    ("Jour 1 (matin) : cadre", "Jour 1 (après-midi) : outils", "Jour 1 (matin) : cadre"),
    ("Jour n°1 : la rencontre", "Jour n° 2 : le lien", "Jour n°1 : la rencontre"),
    ("JOUR1", "JOUR2", "JOUR1"),
    ("J1", "J2", "J1"),
    ("J1 :", "J2 :", "J1"),
    ("J1 : accueil", "J2 : bilan", "J1 : accueil"),
    ("J1 - accueil", "J2 - bilan", "J1 - accueil"),
    ("J1 et J2 : socle", "J3 : pratique", "J1 et J2 : socle"),
    ("1er JOUR", "2e JOUR", "1er JOUR"),
    ("1ère journée", "2ème journée", "1ère journée"),
    ("1ère journée : cadre", "2ème journée : outils", "1ère journée : cadre"),
    ("1re journée", "2nde journée", "1re journée"),
    ("1er jour :", "2e jour :", "1er jour"),
    ("Le premier jour : accueil", "Le deuxième jour : bilan", "Le premier jour : accueil"),
    ("Journée 1", "Journée 2", "Journée 1"),
    ("Journée 1 / Matin", "Journée 1 / Après-midi", "Journée 1 / Matin"),
    ("Journée 1. Le cadre", "Journée 2. Les outils", "Journée 1. Le cadre"),
    ("Première journée", "Deuxième journée", "Première journée"),
    ("1ère demi-journée", "2ème demi-journée", "1ère demi-journée"),
    ("Demi-journée 1 : cadre", "Demi-journée 2 : outils", "Demi-journée 1 : cadre"),
    ("1/2 journée 1", "1/2 journée 2", "1/2 journée 1"),
    ("📌 Jour 1 : accueil", "📌 Jour 2 : bilan", "📌 Jour 1 : accueil"),
    ("Jour\u00a01\u00a0: accueil", "Jour\u00a02\u00a0: bilan", "Jour 1 : accueil"),
    ("- Jour 1 : cadre\n  - détail", "- Jour 2 : outils\n  - détail", "Jour 1 : cadre"),
    ("☞ Jour 1", "☞ Jour 2", "Jour 1"),
]  # fmt: skip


@pytest.mark.parametrize(("first", "second", "heading"), MARKS)
def test_lines_that_name_a_day(first: str, second: str, heading: str) -> None:
    gap = "\n" if first[0] in "-☞" else "\n\n"
    markdown = f"{first}{gap}- Un thème\n{gap.strip(' ')[1:]}{second}{gap}- Un autre"
    head, stages = by_day(read(markdown))
    assert head.markdown == ""
    assert stages[0].heading == heading
    assert len(stages) == 2
    assert [stage.prose.items[-1] for stage in stages] == ["Un thème", "Un autre"]


@pytest.mark.parametrize(
    "markdown",
    [
        "",
        "Un paragraphe",
        "### Jour 1\n\nUn seul jour",
        "### Jour 1\n\na\n\n### Jour 3\n\nb",
        "### Jour 2\n\na\n\n### Jour 1\n\nb",
        "### Jour 1\n\na\n\n### Jour 1\n\nb",
        "### Jour 2\n\na\n\n### Jour 3\n\nb",
        "Au jour 1 nous verrons le cadre.\n\nAu jour 2 nous verrons les outils.",
        "Jour 1 nous verrons le cadre.\n\nJour 2 nous verrons les outils.",
        "Le premier jour, nous verrons le cadre.\n\nLe deuxième jour, les outils.",
        "Jour J\n\na\n\nJour J+1\n\nb",
        "J-1 : préparer\n\nJ-2 : relire",
        "J+1 : préparer\n\nJ+2 : relire",
        "3 jours\n\n4 jours",
        "1 jour : a\n\n2 jours : b",
        "Jours de formation : 1\n\nJours de formation : 2",
        "Journée type\n\nJournée de bilan",
        "### Journée type\n\n### Journée de bilan",
        "Lundi 3 mars : accueil\n\nMardi 4 mars : bilan",
        "### Mardi\n\na\n\n### Lundi\n\nb",
        "### Lundi au vendredi\n\n### Mardi au samedi",
        "> Jour 1\n\n> Jour 2",
        "> Jour 1\n> a\n>\n> Jour 2",
        "```\nJour 1\n\nJour 2\n```",
        "    Jour 1\n\n    Jour 2",
        "| Jour 1 | Accueil |\n|---|---|\n| Jour 2 | Bilan |",
        "Jour 1 | Accueil\n---|---\nJour 2 | Bilan",
        "1. Accueil\n   - Jour 1 : a\n   - Jour 2 : b",
        "- Programme\n  - Jour 1 : a\n  - Jour 2 : b",
        "- Programme :\n  Jour 1 : a\n  Jour 2 : b",
        "1. Jour 1 : a\n2. Jour 2 : b",
        "- Jour 1 : a\n- Jour 2 : b\n\nUne attestation est remise à tous.",
        "**Jour 1** et **Jour 2** : ateliers\n\n**Jour 2** et **Jour 3** : bilan",
        "Jour 1.5\n\nJour 2.5",
        "Jour 15 novembre\n\nJour 16 novembre",
        "Modules 1\n\nModule 2",
        "Séance 1 : a\n\nSéance 2 : b",
        "### Jour 1\n\na [x][r]\n\n### Jour 2\n\nb\n\n[r]: https://exemple.example",
        "### Jour 1\n\na\n\n### 2ème demi-journée\n\nb",
    ],
)
def test_no_day_is_guessed(markdown: str) -> None:
    prose = read(markdown)
    assert by_day(prose) == (prose, ())


@pytest.mark.parametrize(
    ("markdown", "parts"),
    [
        ("Avant.\n\n### Jour 1\n\na\n\n### Jour 2\n\nb", [("", "Avant."), ("Jour 1", "a"), ("Jour 2", "b")]),
        ("### Jour 1 : cadre\n\n#### Matin\n\na\n\n### Jour 2\n\nb",
         [("Jour 1 : cadre", "#### Matin\n\na"), ("Jour 2", "b")]),
        ("### Jour 1\n\n**1ère demi-journée**\n\na\n\n**2ème demi-journée**\n\nb\n\n### Jour 2\n\nc",
         [("Jour 1", "**1ère demi-journée**\n\na\n\n**2ème demi-journée**\n\nb"), ("Jour 2", "c")]),
        ("### Jour 1\n\na\n\n### Intersession\n\nb\n\n### Jour 2\n\nc\n\n### Bilan\n\nd",
         [("Jour 1", "a"), ("Intersession", "b"), ("Jour 2", "c"), ("Bilan", "d")]),
        ("**Jour 1**\n\na\n\n### Matin\n\nb\n\n**Jour 2**\n\nc",
         [("Jour 1", "a\n\n### Matin\n\nb"), ("Jour 2", "c")]),
        ("Jour 1 : cadre\nJour 2 : outils", [("Jour 1", "cadre"), ("Jour 2", "outils")]),
        ("- Jour 1 : cadre\n- Jour 2 : outils", [("Jour 1", "cadre"), ("Jour 2", "outils")]),
        ("- **Jour 1 :** cadre\n- **Jour 2 :** outils", [("Jour 1", "cadre"), ("Jour 2", "outils")]),
        ("- Jour 1 : cadre\n  - a\n  - b\n- Jour 2\n  - c", [("Jour 1 : cadre", "- a\n- b"), ("Jour 2", "- c")]),
        ("- Jour 1\n- a\n- Jour 2\n- b", [("Jour 1", "- a"), ("Jour 2", "- b")]),
        ("Jour 1\n- a\nJour 2\n- b", [("Jour 1", "- a"), ("Jour 2", "- b")]),
        ("Jour 1\n☞ a\nJour 2\n☞ b", [("Jour 1", "- a"), ("Jour 2", "- b")]),
        ("### Jour 1\n- a\n- Jour 2 : à préparer\n### Jour 2\n- b",
         [("Jour 1", "- a\n- Jour 2 : à préparer"), ("Jour 2", "- b")]),
        ("**Jour 1 :** Accueil. Tour de table.\n\n- a\n\n**Jour 2 :** Bilan.\n\n- b",
         [("Jour 1", "Accueil. Tour de table.\n\n- a"), ("Jour 2", "Bilan.\n\n- b")]),
        ("Jour 1 : accueil des participants et présentation du programme de la formation\net de ses règles.\n\nJour 2\n\nb",
         [("Jour 1", "accueil des participants et présentation du programme de la formation\net de ses règles."), ("Jour 2", "b")]),
        ("Jour 1 : présentation des participants, du programme et de ses objectifs,\nsuivie d'un tour de table.\nJour 2 : bilan.",
         [("Jour 1", "présentation des participants, du programme et de ses objectifs,\nsuivie d'un tour de table."), ("Jour 2", "bilan.")]),
        ("### Jour 1 : [le cadre](https://a.example)\n\na\n\n### Jour 2\n\nb",
         [("Jour 1", "[le cadre](https://a.example)\n\na"), ("Jour 2", "b")]),
        ("Jour 1 : le `code`\n\na\n\nJour 2\n\nb", [("Jour 1", "le `code`\n\na"), ("Jour 2", "b")]),
        ("### Jour 1\n\n```\n### Jour 2\n```\n\n### Jour 2\n\nb", [("Jour 1", "```\n### Jour 2\n```"), ("Jour 2", "b")]),
        ("### Jour 1\n\n### Jour 2\n\nb", [("Jour 1", ""), ("Jour 2", "b")]),
        ("Jour 1 – Matin : a\n\nJour 1 – Après-midi : b\n\nJour 2 : c",
         [("Jour 1 – Matin", "a"), ("Jour 1 – Après-midi", "b"), ("Jour 2", "c")]),
    ],
)  # fmt: skip
def test_what_belongs_to_each_day(markdown: str, parts: list[tuple[str, str]]) -> None:
    assert told(markdown) == parts


def test_every_line_keeps_its_place_in_the_file() -> None:
    markdown = "Avant.\n\n- Jour 1 : cadre\n  - a\n  - b\n- **Jour 2 :** outils"
    head, (one, two) = by_day(read(markdown))
    assert head.lines == ((1, 1),)
    assert (one.prose.markdown, one.prose.lines) == ("- a\n- b", ((4, 3), (5, 3)))
    assert (two.prose.markdown, two.prose.lines) == ("outils", ((6, 16),))


def test_items_go_with_their_day() -> None:
    head, stages = by_day(read("- avant\n\n### Jour 1\n\n- a\n- b\n\n### Jour 2\n\n- c\n  suite"))
    assert head.items == ("avant",)
    assert [stage.prose.items for stage in stages] == [("a", "b"), ("c suite",)]


def test_a_prose_without_places_is_split_too() -> None:
    head, stages = by_day(Prose(markdown="### Jour 1\n\na\n\n### Jour 2\n\nb"))
    assert head.lines == ()
    assert [(stage.heading, stage.prose.lines) for stage in stages] == [
        ("Jour 1", ()),
        ("Jour 2", ()),
    ]


LINES = st.sampled_from(
    [first for first, _, _ in MARKS]
    + [second for _, second, _ in MARKS]
    + ["", "", "- a", "  - b", "texte", "Une phrase assez longue pour avoir été coupée à la ligne ici.",
       "### Autre", "#### Matin", "```", "> citation", "| a | b |", "Jour 3", "**Jour 3 :** x", "    code",
       "Jour 2 : [lien](https://a.example/b) et `code`", "1. un", "---", "☞ c ☞ d", "Jour 1 : *a* **b**  "]
)  # fmt: skip


@given(st.lists(LINES, max_size=14))
def test_no_word_is_lost_and_none_moves(lines: list[str]) -> None:
    prose = read("\n".join(lines))
    head, stages = by_day(prose)
    parts = [head.markdown]
    for stage in stages:
        parts += [stage.heading, stage.prose.markdown]
        assert (
            len(stage.prose.lines) == stage.prose.markdown.count("\n") + 1
            or not stage.prose.markdown
        )
    assert words("\n".join(parts)) == words(prose.markdown)
    assert len(stages) != 1


@given(st.lists(LINES, max_size=14))
def test_each_line_is_found_where_it_is_said_to_be(lines: list[str]) -> None:
    source = "\n".join(lines)
    for stage in by_day(read(source))[1]:
        for line, (row, _) in zip(
            stage.prose.markdown.split("\n"), stage.prose.lines, strict=False
        ):
            assert set(words(line)) <= set(words(source.split("\n")[row - 1]))


@pytest.mark.parametrize(
    "unit",
    ["Jour 1 : a\n", "### Jour 1\n", "- Jour 1\n", "**Jour 1", "# " + " " * 50, "*_*", "Jour 1" + " " * 80,
     "Jour 1 (", "> Jour 1\n", "[", "Lundi ", "1/2 ", "```\n", "- a\n  "],
)  # fmt: skip
def test_the_time_grows_with_the_length(unit: str) -> None:
    prose = Prose(markdown=unit * 20_000)
    started = time.perf_counter()
    by_day(prose)
    assert time.perf_counter() - started < 5

"""Bullets that begin nothing."""

from __future__ import annotations

import pytest
from applying import mended

from fichegen.checks.ornaments import ornaments_that_begin_nothing as check


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("## Objectifs\n\n☞ Un\n\n☞\n", "## Objectifs\n\n☞ Un\n\n\n"),
        ("texte\n\n•\n\n## Contenu\n", "texte\n\n\n\n## Contenu\n"),
        ("☞\n☞ Deux", "\n☞ Deux"),
        ("➢\n\n- liste", "\n\n- liste"),
        ("- ☞\n- deux", "\n- deux"),
        ("- ☞ Connaître", "- Connaître"),
        ("1. ➢ Connaître", "1. Connaître"),
        ("☞ ☞ Connaître", "☞ Connaître"),
        ("☞☞ Connaître", "☞ Connaître"),
        ("• - Connaître", "• Connaître"),
        ("☞ – « Agir »", "☞ « Agir »"),
        ("\uf0b7 \uf0b7 Connaître", "\uf0b7 Connaître"),
    ],
)
def test_what_begins_nothing_is_taken_away(text: str, right: str) -> None:
    assert [found.code for found in check("f.md", text)][:1] == ["FG120"]
    assert mended(check, text) == right


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("f.md", "### ☞\n\ntexte"),
        ("f.md", "texte\n\n✓\n"),
        ("f.md", "texte\n\n→ →\n"),
        ("f.md", "texte\n\n☞ ☞\n\nTexte"),
        ("f.md", "texte\n\n☞\n---\n"),  # the underline of a heading
        ("f.yml", "objectifs:\n  - ☞\n  - Agir\n"),
    ],
)
def test_what_may_mean_something_is_told_without_a_fix(path: str, text: str) -> None:
    (found,) = check(path, text)
    assert found.fix is None


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("f.md", "☞ Connaître. ☞ Comprendre"),
        ("f.md", "### ☞ Groupe 1\n\n☞ ARFIS OI"),
        ("f.md", "☞\nConnaître le cadre\n\n☞\n\nComprendre"),
        ("f.md", "## Partenariat\n\n☞\n\n## Contexte"),  # an empty section: FG206 tells
        ("f.md", "- ✓ fait\n- ✗ pas fait\n- □ Oui\n- → suite"),
        ("f.md", "★★★★☆\n\n★ ★ ★\n"),
        ("f.md", "● Débutant\n●● Intermédiaire\n■■□□ Niveau"),
        ("f.md", "•• Sous-point"),
        ("f.md", "texte\n\n• • •\n\nTexte"),  # a break between two passages
        ("f.md", "texte\n\n☞ ☞ ☞\n\nTexte"),
        ("f.md", "texte\n\n❖\u00a0❖\u00a0❖\n\nTexte"),
        ("f.yml", "contexte: |\n  texte\n\n  •••\n\n  Texte\n"),
        ("f.md", "texte :\n\n    ☞ ☞ code\n    ☞\n"),
        ("f.md", "***\n\n---\n\n* * *"),
        ("f.md", "```\n☞\n```\n"),
        ("f.md", "- - deux\n- 1. trois"),
        ("f.yml", "partenariat: ☞ DGCS\n"),
        ("f.yml", "partenariat: |\n  ☞\ncontexte: x\n"),
        ("f.yml", "# ☞\ntitre: T\n"),
    ],
)
def test_what_the_reader_makes_good_of_is_left(path: str, text: str) -> None:
    assert not [*check(path, text)]


@pytest.mark.parametrize(
    "text", ["  - ☞ *Important*", "  - ☞ & co", "  - ☞ [x]", "  - ☞ #1", "  - ☞ 1. un"]
)
def test_nothing_is_left_that_would_be_read_otherwise(text: str) -> None:
    assert not [*check("f.yml", text)]


def test_the_span_is_the_sign() -> None:
    (found,) = check("f.md", "texte\n\n  - ☞ Connaître le cadre")
    assert (found.span.line, found.span.col, found.span.width) == (3, 5, 2)
    assert found.message == "« - ☞ » : deux puces se suivent"
    assert found.mend == "gardez-en une seule : supprimez « ☞ »"


def test_each_is_told() -> None:
    assert len([*check("f.md", "☞ ☞ Agir\n" * 500)]) == 500

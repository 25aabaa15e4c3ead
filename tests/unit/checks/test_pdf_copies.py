"""Accents beside their letters, and words cut in two, as a copy from a PDF leaves them."""

from __future__ import annotations

import unicodedata

import pytest
from applying import mended
from hypothesis import given
from hypothesis import strategies as st

from fichegen.checks import check_text
from fichegen.checks.changes import MOST
from fichegen.checks.pdf_copies import accents_beside_letters as check
from fichegen.checks.pdf_copies import words_cut_in_two


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Rep´erer la fragilite´", "Repérer la fragilité"),
        ("La pr´evention, les acquis ´evalu´es", "La prévention, les acquis évalués"),
        ("Pre´vention et e´valuation, E´cole", "Prévention et évaluation, École"),
        ("le probl`eme, apr`es, tr`es, voil`a", "le problème, après, très, voilà"),
        ("le proble`me, apre`s, de´ja`s", "le problème, après, déjàs"),
        ("l\u2019h\u02c6opital, la t\u02c6ache, conna\u02c6\u0131tre", "l\u2019hôpital, la tâche, connaître"),
        ("No\u00a8el, na\u00a8\u0131f, He\u00b4bergement", "Noël, naïf, Hébergement"),
        ("en fran\u00b8cais, une fac\u00b8on", "en français, une façon"),
        ("une ´equipe cr´e´ee, puis r´eunie", "une équipe créée, puis réunie"),
        ("- pr´eparer\n- cr´eer\n- la cre´ation", "- préparer\n- créer\n- la création"),
        ("pr´eparer, la go\u02c6ut", "préparer, la goût"),
        ("les retraite´s et la sante´ mentale", "les retraités et la santé mentale"),
        ("le m´edecin\nle médecin", "le médecin\nle médecin"),
        ("« e´ »", "« é »"),
    ],
)  # fmt: skip
def test_what_is_certain_is_mended(text: str, right: str) -> None:
    assert mended(check, text) == right
    assert all(found.code == "FG119" for found in check("f.md", text))


@pytest.mark.parametrize(
    "text",
    [
        "l´école, l´eau, d´entretien, s´exprimer, n´est, qu´elle, lorsqu´elle, jusqu´en, y´en a, c´est",
        "L´équipe, D´Eon, QU´ELLE", "aujourd´hui, O´Neill, rock´n´roll, p´tit", "l`enfant et d`accueil", "Nestle´s, Apple´s",
        "le mot ´entre´ deux signes", "écrire `code` ou `a`, puis `e`", "un `mot`e collé", "```\nx`e\n```", "https://exemple.fr/e´tat", "le signe « ´ » et (`)",
        "    code rep´erer", "```\nrep´erer\n```",
        "3´ de pause, 5´30", "¨mot¨ et ¨e¨", "é è ê ë ç", "a ´ b", "x^2, n^o 3, M^me", "José, Martin´, Rom´an",
    ],
)  # fmt: skip
def test_what_may_be_something_else_is_left_alone(text: str) -> None:
    assert not [*check("f.md", text)]


def test_either_of_two_letters_is_told_without_a_fix() -> None:
    (found,) = check("f.md", "Pour cre´er un lien")
    assert found.fix is None
    assert (found.span.col, found.span.width) == (6, 6)
    assert found.message == "« cre´er » contient un accent à côté de sa lettre"


def test_in_a_copy_what_may_be_an_apostrophe_is_told_without_a_fix() -> None:
    first, second = check("f.md", "- pr´eparer\n- le d´ebut")
    assert (first.fix, second.fix) == ("préparer", None)
    assert second.mend.startswith("retapez la lettre accentuée, ou l'apostrophe")


def test_few_are_told_of_a_whole_copy() -> None:
    assert len(check_text("f.md", "rep´erer\n" * 500)) == MOST


ACCENTS = {"é": "´e", "è": "`e", "ê": "ˆe", "à": "`a", "ô": "ˆo", "ç": "¸c", "ï": "¨ı"}


@given(st.text("abdfghklmnoprstuv éèêàôçï", max_size=60))
def test_a_fix_writes_only_words_that_were(text: str) -> None:
    copied = "".join(ACCENTS.get(char, char) for char in text)
    right = mended(check, copied)
    left = "".join(unicodedata.normalize("NFC", char) for char in right)
    assert all(word in text.split() for word in left.split() if not {*word} & {*"´`ˆ¸¨ı"})
    assert mended(check, right) == right


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("Il parle doucement.\nPuis douce-\nment, encore.", 2),
        ("La forma-  \n  tion commence. Une formation.", 1),
        ("# Accompagnement\n\nL\u2019accompa\u2010\ngnement", 3),
    ],
)
def test_a_word_cut_in_two_is_told_where_it_stands_whole_too(text: str, line: int) -> None:
    (found,) = words_cut_in_two("f.md", text)
    assert (found.code, found.span.line, found.fix) == ("FG119", line, None)


@pytest.mark.parametrize(
    "text",
    [
        "Puis douce-\nment, encore.", "Saint-\nDenis, et SaintDenis", "Peut-\nêtre, peut-être et peutêtre",
        "pré- et\npost-test", "- mot -\n- tion, motion", "douce-\n\nment, doucement", "douce\nment doucement",
        "1-\nment, ment", "vis-à-\nvis, avis",
    ],
)  # fmt: skip
def test_other_hyphens_at_the_end_of_a_line_are_left_alone(text: str) -> None:
    assert not [*words_cut_in_two("f.md", text)]

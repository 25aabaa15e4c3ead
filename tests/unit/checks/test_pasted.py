"""Codes and tags that a copy from a web page or an e-mail leaves."""

from __future__ import annotations

import pytest
from applying import mended
from hypothesis import given
from hypothesis import strategies as st

from fichegen.checks.pasted import codes_and_tags as check


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("# L'&eacute;t&eacute; &agrave; l'&oelig;uvre", "# L'été à l'œuvre"),
        ("lieu: Saint-Andr&eacute;", "lieu: Saint-André"),
        ("14&nbsp;heures &ndash; 420&nbsp;&euro;", "14\u00a0heures – 420\u00a0€"),
        ("L&#39;accueil, l&#8217;&eacute;coute, caf&#xE9;", "L'accueil, l’écoute, café"),
        ("R&amp;D &laquo;&nbsp;mot&nbsp;&raquo;", "R&D «\u00a0mot\u00a0»"),
        ("&bull; Rep&eacute;rer", "• Repérer"),
        ("une r=C3=A9union =C3=A0 l=E2=80=99=C3=A9cole", "une réunion à l’école"),
        ("l'=E9t=E9, une r=E9union, l'=E9quipe", "l'été, une réunion, l'équipe"),
        ("Un %C3%A9t%C3%A9 entier", "Un été entier"),
        ("contexte: un %c3%a9t%c3%a9", "contexte: un été"),
    ],
)
def test_letters_come_back(line: str, right: str) -> None:
    assert mended(check, line) == right
    assert {found.code for found in check("f.md", line)} == {"FG119"}


@pytest.mark.parametrize(
    "line", ["Un mot<br>un autre", "<p>mot</p>", "mot <BR/>", '<span style="color:red">x</span>', "x<o:p></o:p>"]
)  # fmt: skip
def test_a_tag_is_told_without_a_fix(line: str) -> None:
    (found,) = check("f.md", line)
    assert found.fix is None
    assert "balise" in found.message


@pytest.mark.parametrize(
    "text",
    [
        "A & B ; Q&R ; AT&T; suite",
        "&lt;!-- &gt; &#42; &shy; &zwnj; &amp;eacute; &inconnu;",
        '`&eacute;` et ``<br>`` et « &nbsp; » ou "<br>"',
        "```\n&eacute; <br> =C3=A9\n```",
        "texte :\n\n    <p>&eacute;</p>\n",
        "https://exemple.fr/?a=1&copy;=2&eacute;=%C3%A9t%C3%A9",
        "[x](r%C3%A9sum%C3%A9.md) et www.exemple.fr/%C3%A9t%C3%A9",
        "alias: r%C3%A9sum%C3%A9",
        "logo: caf%C3%A9.png",
        "voir dossier/r%C3%A9sum%C3%A9 ici",
        "100%DE et 50%FA",
        "x=E9 ; A1=E9 ; TOTAL=E9 ; total=E9 ; =E9",
        "2=E2 et k=F4",
        "a <b, c> d ; x < p > y ; <ana@exemple.fr> ; <https://exemple.fr>",
        "<!-- commentaire -->",
        "pour montrer \\&eacute; ou \\<br> tels quels",
    ],
)
def test_what_is_meant_so_is_left(text: str) -> None:
    assert not [*check("f.md", text)]


def test_the_advice_is_the_word() -> None:
    (found,) = check("f.md", "une rencontre &agrave; l'&eacute;cole")
    assert found.message == "« &agrave; » contient un code de page web"
    assert found.mend == "écrivez « à »"
    assert found.fix == "à l'école"


PIECES = st.sampled_from(
    ["&eacute;", "&amp;", "&nbsp;", "&#39;", "=C3=A9", "=E9", "%C3%A9", "<br>", "`", "«", "»", " ", "mot", "t", ";", "/", "\n"]
)  # fmt: skip


@given(st.lists(PIECES, max_size=20))
def test_mending_comes_to_an_end(pieces: list[str]) -> None:
    mended(check, "".join(pieces))

"""Signs left by a copy from PDF or Word."""

from __future__ import annotations

import unicodedata

import pytest
from applying import mended
from hypothesis import given
from hypothesis import strategies as st

from fichegen.checks import check_text
from fichegen.checks.changes import MOST
from fichegen.checks.glyphs import copied_glyphs as check

SOFT, ZERO = "\u00ad", "\u200b"


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("La certi\ufb01cation et le \ufb02ux, e\ufb00et, e\ufb03cace, a\ufb04ux", "La certification et le flux, effet, efficace, afflux"),
        ("e\u0301valuer la me\u0301moire a\u0300 l'e\u0301cole", "évaluer la mémoire à l'école"),
        ("c\u0327a et Noe\u0308l", "ça et Noël"),
        (f"infor{SOFT}ma{SOFT}tion", "information"),
        (f"forma{SOFT}tion", "formation"),
        (f"accompa{SOFT}gnement", "accompagnement"),
        (f"pré{SOFT}requis, et le prérequis", "prérequis, et le prérequis"),
        (f"avant{ZERO} le stage", "avant le stage"),
        ("\u200e15/10/2021", "15/10/2021"),
        ("ana\u2060@exemple.fr", "ana@exemple.fr"),
        ("un\ufeff mot", "un mot"),
        ("mot\u200dmot", "motmot"),
        ("\uf076 Connaître", "❖ Connaître"),
        ("- \uf0a8 Oui \uf0a8 Non", "- □ Oui \uf0a8 Non"),
        ("partenariat: \uf076 DGCS", "partenariat: ❖ DGCS"),
        ("Repérer \uf0e0 orienter", "Repérer → orienter"),
        ("Points forts \uf0b7 points faibles", "Points forts • points faibles"),
    ],
)  # fmt: skip
def test_what_is_certain_is_mended(line: str, right: str) -> None:
    assert mended(check, line) == right
    assert all(found.code == "FG119" for found in check("f.md", line))


@pytest.mark.parametrize(
    "line",
    [
        f"peut{SOFT}être",
        f"peuvent{SOFT}elles",
        f"Saint{SOFT}Denis",
        f"la forma{SOFT} suite",
        f"{SOFT} Identifier",
        "a \uf0b3 b",
        "\uf095 0262 00 00 00",
        "\uf0e0 ana@exemple.fr",
        "Écrire \uf0e0 ana@exemple.fr",
    ],
)
def test_what_only_a_person_knows_is_told_without_a_fix(line: str) -> None:
    (found,) = check("f.md", line)
    assert found.fix is None


@pytest.mark.parametrize(
    "line",
    [
        "\uf0b7 Connaître le cadre",
        "  \uf0d8 Connaître le cadre",
        "### \uf0a7 Groupe 1",
        "partenariat: \uf0fc DGCS",
        "- \uf0b7 DGCS",
        "👩\u200d👩\u200d👧 Familles",
        "شنبه\u200cها et \u200fעברית",
        "ไทย\u200bไทย",
        "x\u0302 et q\u0303",
        "12\u00a0h, 3\u202f%",
        "❤\ufe0f l'équipe",
        "Œuvre, cœur, æ, ß",
        "les ligatures « \ufb01 », \u201c\ufb02\u201d et « \ufb00, \ufb03 ou \ufb04 » en PAO",
        "`\ufb01` et ``e\u0301 `\ufb02` `` du code",
        "```bad = '\ufb01'```",
        "texte\n\n```\n\ufb01n e\u0301\n```\n",
        "- point\n\n  ~~~ python\n  \ufb01n\n  ~~~\n",
        "texte :\n\n    \ufb01n\n\n    e\u0301\n",
        "[site](https://e.fr/re\u0301sume\u0301.pdf) https://e.fr/re\u0301 www.e.fr/e\u0301",
        "[a]: re\u0301sume\u0301.md",
    ],
)
def test_what_the_reader_understands_or_others_need_is_left(line: str) -> None:
    assert not [*check("f.md", line)]


@pytest.mark.parametrize(
    "line",
    [
        f"https://e.fr/a{ZERO}b",
        "[x](https://e.fr/\ufb01n)",
        "[x](\ufb01n.md)",
        "[x]: www.e.fr/\ufb01n",
    ],
)
def test_a_sign_in_an_address_is_told_without_a_fix(line: str) -> None:
    (found,) = check("f.md", line)
    assert found.fix is None
    assert found.mend == "essayez cette adresse ; si elle ne mène nulle part, recopiez-la"


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("la \ufb01n `\ufb01` et l'e\ufb00et", "la fin `\ufb01` et l'effet"),
        ("**\ufb01n**`\ufb01 x`\ufb01n https://e.fr/\ufb01 o\ufb03ce", "**fin**`\ufb01 x`fin https://e.fr/\ufb01 office"),
        ("```\n\ufb01n\n```\n\ufb01n", "```\n\ufb01n\n```\nfin"),
        ("- a\n\n    \ufb01n", "- a\n\n    fin"),  # the words of an item
        ("mot ` seul \ufb01n", "mot ` seul fin"),
        ("> ```\n> \ufb01\n> ```\n> \ufb01n", "> ```\n> \ufb01\n> ```\n> fin"),
    ],
)  # fmt: skip
def test_words_beside_code_are_mended(text: str, right: str) -> None:
    assert mended(check, text) == right


def test_one_finding_a_line_and_kind_spans_the_words_that_differ() -> None:
    first, second = check("f.md", f"\n  La certi\ufb01cation en\ufb01n cla{ZERO}ire ici")
    assert (first.span.line, first.span.col, first.span.width) == (2, 6, 17)
    assert first.fix == "certification enfin"
    assert first.message == (
        "« certification » contient une ligature, les lettres « fi » en un seul signe"
    )
    assert first.mend == "retapez ces lettres une à une : « fi »"
    assert (second.span.col, second.span.width, second.fix) == (24, 7, "claire")
    assert second.message == "« claire » contient un signe invisible (U+200B)"


def test_findings_are_bounded() -> None:
    """What is told of a file is bounded, what is mended in it is not."""
    source = "\ufb01n\n" * 500
    assert len([*check("f.md", source)]) == 500
    told = [found for found in check_text("f.md", source) if found.code == "FG119"]
    assert len(told) == MOST


@given(st.text(max_size=80))
def test_mending_changes_no_letter(text: str) -> None:
    """The same letters stand there, in compatibility form."""

    def letters(words: str) -> str:
        folded = unicodedata.normalize("NFKD", words)
        return "".join(char for char in folded if char.isalpha())

    assert letters(mended(check, text)) == letters(text)

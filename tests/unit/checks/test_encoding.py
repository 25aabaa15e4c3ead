"""Text of a wrong encoding: mended where the bytes tell, left alone where people write so."""

from __future__ import annotations

import pytest
from applying import applied, mended
from hypothesis import given
from hypothesis import strategies as st

from fichegen.checks import check_text
from fichegen.checks.changes import MOST
from fichegen.checks.encoding import text_in_a_wrong_encoding as check

TEXTS = """
L’objectif : être « à l'aise » à l'oral
À l’issue de la formation, l'élève saura où aller
Déjà vu, là-bas, çà et là
Ça dépend ; Noël, naïf, Citroën, aïeul, maïs
Œuvrer, cœur, œdème, sœur, vœux, Œsophage
ÉTÉ, FORÊT, HÔTEL, IMPÔT, AOÛT, GRÂCE, ÎLE, ÇA
DÛ et Dû, dû, sûr, mûr
420 € net de taxe – 12 personnes…
“Bien vieillir” et ‘mieux vivre’
☞ ARFIS OI ; ➢ suite ; ✓ fait ; • point ; ■ autre
n° 12, N° 3, 2 × 3 h 30, 25 °C, ½ journée, m²
MUÑOZ GARCIA, Zoë, Müller, Peña, São Paulo, SÃO
Milošević, Dvořak
Durée\u00a0: 3\u00a0jours
fin de formation 🙂
""".strip().split("\n")


def damaged(text: str, times: int = 1) -> str:
    """Write as UTF-8 and read as Windows-1252, which loses five of its bytes."""
    for _ in range(times):
        text = text.encode().decode("cp1252", "ignore")
    return text


def is_whole(text: str, times: int) -> bool:
    """Tell whether all bytes come through."""
    try:
        for _ in range(times):
            text = text.encode().decode("cp1252")
    except UnicodeDecodeError:
        return False
    return True


@pytest.mark.parametrize("text", TEXTS)
def test_what_was_damaged_is_put_back(text: str) -> None:
    assert mended(check, damaged(text)) == text


@pytest.mark.parametrize(
    ("text", "times"), [(text, n) for text in TEXTS for n in (2, 3) if is_whole(text, n)]
)
def test_what_was_damaged_again_is_put_back(text: str, times: int) -> None:
    assert mended(check, damaged(text, times)) == text


@pytest.mark.parametrize("text", TEXTS)
def test_what_was_not_damaged_is_left(text: str) -> None:
    assert not [*check("f.md", text)]


@pytest.mark.parametrize(
    "text",
    [
        "« Ã » est une lettre du portugais",
        "MANHÃ : la matinée",
        "«\u00a0MANHÃ\u00a0» et «\u00a0Â\u00a0»",
        "les lettres Â, Ê et Î",
        "HÂLÂ\u00a0: un mot",
        "MANHÃ’s, “MANHÃ”, MANHÃ…",
        "IRMÃ–PORTO",
        "MAÇÃ®",
        "château, pâte – “âge”, âne",
        "« le châ…»",
        "gâ–» et naï—”",
        "L'ÎLE, Île, Âge, À, ROMÂNIA",
        "Ä “x”, Å “x”, Å’s, Æ’s",
        "Ã et Â sont deux lettres",
        "مرحبا بالعالم – שלום עולם – 東京",
        'pourquoi « é » devient « Ã© » ou `Ã©`, "â€™" et (Ã¨)',
        "« Ã©, Ã¨ et Ã  »",
        "```bad = 'Ã©tÃ© â€™ ﬁ'```",
        "```\nÃ©tÃ© \ufffd\n```",
        "texte :\n\n    Ã©tÃ©\n",
    ],
)
def test_letters_that_people_write_are_left(text: str) -> None:
    assert not [*check("f.md", text)]


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("DÃ©jÃ  vu, lÃ -bas, voilÃ ", "Déjà vu, là-bas, voilà"),  # the no-break space became one
        ("Ã la fin de l'Ã©tÃ©", "à la fin de l'été"),
        ("DurÃ©eÂ : 3Â jours", "Durée : 3 jours"),
        ("â€œtrÃ¨s bienâ€ dit-elle", "“très bien” dit-elle"),
        ("Â« motÂ\u00a0Â».", "« mot\u00a0»."),
        ("DURÃ‰EÂ\u00a0: 3 jours", "DURÉE\u00a0: 3 jours"),
        ("ï¬n, ï¬‚ux, eï¬€et, eï¬ƒcace", "fin, flux, effet, efficace"),
        ("ï»¿# Titre", "# Titre"),
        ("prÃ©sentation eÌ€ cÌ§a", "présentation è ça"),
        ("dejaÌ€ et formeÌ", "dejà et formé"),
        ("Tel. â€¯: 12", "Tel. \u202f: 12"),
    ],
)
def test_damage_that_was_damaged_further_is_mended(line: str, right: str) -> None:
    assert mended(check, line) == right


def test_a_finding_a_line_spans_the_words_that_differ() -> None:
    line = "Sans faute puis prÃ©requis et Ã©tÃ© puis plus rien"
    (found,) = check("f.md", f"# T\n\n{line}\n")
    assert (found.code, found.span.line, found.span.col) == ("FG121", 3, 17)
    assert line[16 : 16 + found.span.width] == "prÃ©requis et Ã©tÃ©"
    assert found.fix == "prérequis et été"
    assert found.message.startswith("« prÃ©requis » est abîmé")
    assert found.mend == "écrivez « prérequis » ; corrigez de même la suite de la ligne"


@pytest.mark.parametrize(
    ("line", "right"),
    [
        ("`Ã©` dit lâ€™Ã©tÃ© `Ã©`", "`Ã©` dit l’été `Ã©`"),
        ("« Ã© » dans un Ã©tÃ©", "« Ã© » dans un été"),
        ("Â« Ã© Â» dans un Ã©tÃ©", "« é » dans un été"),
        ("https://e.fr/Ã© un Ã©tÃ©", "https://e.fr/Ã© un été"),
    ],
)
def test_words_beside_code_are_mended(line: str, right: str) -> None:
    assert mended(check, line) == right


def test_damage_in_an_address_is_told_without_a_fix() -> None:
    (found,) = check("f.md", "[site](https://e.fr/rÃ©sumÃ©.pdf)")
    assert found.fix is None
    assert found.mend == "essayez cette adresse ; si elle ne mène nulle part, recopiez-la"


@pytest.mark.parametrize(
    ("line", "col", "width"),
    [
        ("Le d\ufffdbut", 5, 1),
        ("prï¿½requis", 3, 3),
        ("\ufffd\ufffd", 1, 2),
        ("il dit â€ et", 8, 2),
    ],
)
def test_what_is_lost_is_told_without_a_fix(line: str, col: int, width: int) -> None:
    (found,) = check("f.md", line)
    assert (found.span.col, found.span.width, found.fix) == (col, width, None)
    assert "retapez" in found.mend


def test_findings_are_bounded() -> None:
    """What is told of a file is bounded, what is mended in it is not."""
    source = "Ã©tÃ©\n" * 500
    assert len([*check("f.md", source)]) == 500
    told = [found for found in check_text("f.md", source) if found.code == "FG121"]
    assert len(told) == MOST


WORDS = [word for word in " ".join(TEXTS).split(" ") if is_whole(word, 1)]


@given(st.lists(st.sampled_from(WORDS), max_size=12))
def test_any_french_is_put_back_beside_a_sure_word(words: list[str]) -> None:
    written = " ".join(("élève", *words, "élève"))
    assert applied(damaged(written), check("f.md", damaged(written))) == written


@given(st.text(max_size=200))
def test_mending_comes_to_an_end(text: str) -> None:
    mended(check, text)

"""Control characters in a source: told, and mended where what stood there is certain."""

from __future__ import annotations

import pytest
from applying import applied

from fichegen.sources import decode


@pytest.mark.parametrize(
    ("text", "right"),
    [
        ("Durée\x0b14 heures", "Durée 14 heures"),  # a new line within a paragraph of Word
        ("Durée \x0b14 heures\x0c", "Durée 14 heures"),
        ("\x0c# Titre", "# Titre"),
        ("aller\x1evers, for\x1fmation", "aller-vers, formation"),
        ("\x1b[31mrouge\x1b[0m", "rouge"),
        ("bip\x07 et\x7f fin\ufffe", "bip et fin"),
        ("l\x92école \x96 \x93oui\x94, c\x9cur", "l’école – “oui”, cœur"),
        ("lâ\x80\x99école â\x80\x93 Ã\x89tÃ©", "l’école – ÉtÃ©"),
        ("â\x98\x9e ARFIS ð\x9f\x99\x82", "☞ ARFIS 🙂"),
        (
            "â€œouiâ€\x9d, Ã\x81 et Ã\x8d, Å\x8d",
            "â€œoui”, Á et Í, ō",
        ),  # Windows keeps five bytes as they are
    ],
)
def test_what_stood_there_is_put_back(text: str, right: str) -> None:
    read, found = decode("f.md", text.encode())
    assert read is None
    assert {each.code for each in found} == {"FG113"}
    assert applied(text, found) == right


@pytest.mark.parametrize("sign", ["\x00", "\x02", "\x13", "\x15", "\x1b", "\x81"])
def test_what_tells_of_more_damage_is_left_to_a_person(sign: str) -> None:
    _, (found,) = decode("f.md", f"# T\n\nmot{sign}mot".encode())
    assert (found.code, found.span.line, found.span.col, found.fix) == ("FG113", 3, 4, None)


@pytest.mark.parametrize(
    ("text", "advice"),
    [
        ("Lâ\x80\x99école", "écrivez « ’ » à sa place"),
        ("l\x92école", "écrivez « ’ » à sa place"),
        ("a\x0bb", "mettez une espace à sa place"),
        ("mot\x07", "supprimez-le ; il vient souvent d'un copier-coller"),
        ("mot\x00", "supprimez-le, et retapez ce qu'il remplaçait s'il manque quelque chose"),
    ],
)
def test_the_advice_is_what_the_fix_does(text: str, advice: str) -> None:
    _, (found,) = decode("f.md", text.encode())
    assert found.mend == advice


def test_signs_that_turn_the_reading_are_taken_out_by_their_fix() -> None:
    text = "# T\n\nab\u202ecd\u202c\n"
    read, found = decode("f.md", text.encode())
    assert read == applied(text, found) == "# T\n\nabcd\n"


def test_findings_are_bounded() -> None:
    for sign in ("\x00", "\u202e"):
        body = f"{sign}a\n".encode() * 500
        _, found = decode("f.md", body)
        assert len(found) == 20
        _, found = decode("f.md", body, bounded=False)
        assert [each.span.line for each in found] == [*range(1, 501)]

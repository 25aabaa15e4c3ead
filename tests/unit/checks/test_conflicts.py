"""What a merge leaves behind, and what only looks like it."""

from __future__ import annotations

import pytest

from fichegen.checks.conflicts import conflicts_left as check


@pytest.mark.parametrize(
    ("path", "text", "marks"),
    [
        ("f.md", "# T\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n", [[2, 4, 6]]),
        ("f.md", "<<<<<<< ours\na\n||||||| base\nb\n=======\nc\n>>>>>>> theirs", [[1, 3, 5, 7]]),
        ("f.md", "<<<<<<<\na\n=======\n>>>>>>>\n", [[1, 3, 4]]),
        ("f.md", "<<<<<<< HEAD\na\n", [[1]]),
        ("f.md", "a\n>>>>>>> 1a2b3c4 (Dates de Brest)\n", [[2]]),
        ("f.md", "<<<<<<< HEAD\n> a\n=======\n> b\n>>>>>>> main\n", [[1, 3, 5]]),
        ("f.md", "<<<<<<< a\n<<<<<<< b\n=======\n>>>>>>> b", [[1], [2, 3, 4]]),
        ("f.md", "<<<<<<< a\n~~~\n=======\n>>>>>>> b\n~~~\nx\n~~~\n", [[1, 3, 4]]),
        ("f.yml", "titre: T\n<<<<<<< HEAD\ntarif: 1\n=======\ntarif: 2\n>>>>>>> x", [[2, 4, 6]]),
        ("catalogue.yml", "<<<<<<< .mine\n=======\n>>>>>>> .r12\n", [[1, 2, 3]]),
    ],
)
def test_an_unsettled_conflict_is_told_once_with_all_its_marks(
    path: str, text: str, marks: list[list[int]]
) -> None:
    found = [*check(f"content/{path}", text)]
    assert {f.code for f in found} == {"FG122"}
    assert [[span.line for span in (f.span, *f.others)] for f in found] == marks


@pytest.mark.parametrize(
    "text",
    [
        "Le programme\n=======\n\nx",
        "Le programme\n=======\n\nx\n\nLa suite\n=======\n",
        "<<<<<<<< HEAD\n>>>>>>>> main",
        " <<<<<<< HEAD\n >>>>>>> main",
        "<<<<<<<HEAD\n>>>>>>>main",
        "De là >>>>>>> main",
        ">>>>>> Bonjour,\n>>>>>>> Bonjour,\n>>>>>>> merci\n>>>>>> ",
        "| a |\n||||||| b |\n",
        "Un conflit s'écrit ainsi :\n\n```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> main\n```\n",
    ],
)
def test_what_only_looks_like_one_is_not_told(text: str) -> None:
    assert [*check("content/f.md", text)] == []


def test_many_are_bounded() -> None:
    assert len([*check("content/f.md", "<<<<<<< a\n" * 5000)]) == 20

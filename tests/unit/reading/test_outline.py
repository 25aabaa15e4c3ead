"""Headings, and what stands under each."""

from __future__ import annotations

import pytest

from fichegen.reading.outline import read_outline


def outline(markdown: str) -> list[tuple[int, str, str]]:
    return [(head.level, head.words.text, head.body.text) for head in read_outline(markdown)]


@pytest.mark.parametrize(
    ("markdown", "heads"),
    [
        ("# T\n\na\n\n## S ##\n\nb\n", [(0, "", ""), (1, "T", "a"), (2, "S", "b")]),
        ("T\n===\n\nS\n---\nx", [(0, "", ""), (1, "T", ""), (2, "S", "x")]),
        ("a\n\n---\n\n# T", [(0, "", "a"), (1, "T", "")]),
        ("```\n# non\n```\n# oui", [(0, "", "```\n# non\n```"), (1, "oui", "")]),
        ("- un\n---\n# T", [(0, "", "- un"), (1, "T", "")]),
        ("##Objectifs\nx", [(0, "", ""), (2, "Objectifs", "x")]),
        ("#hashtag", [(0, "", "#hashtag")]),
        ("    # code", [(0, "", "    # code")]),
        ("#\n", [(0, "", ""), (1, "", "")]),
        ("# a#b #", [(0, "", ""), (1, "a#b", "")]),
        ("####### sept", [(0, "", "####### sept")]),
    ],
)
def test_headings_as_commonmark_reads_them(
    markdown: str, heads: list[tuple[int, str, str]]
) -> None:
    assert outline(markdown) == heads


def test_headings_and_bodies_have_their_places() -> None:
    _, head = read_outline("\n##  Durée  ##\n\n  3 jours\n", line=4)
    assert (head.words.span("f").line, head.words.span("f").col) == (5, 5)
    span = head.body.span("f", head.body.text.index("jours"))
    assert (span.line, span.col) == (7, 5)


def test_long_hostile_lines_take_linear_time() -> None:
    for line in (
        "# " + " " * 200_000 + "x",
        "# " + " #" * 100_000 + "x",
        "=" * 200_000,
        "-" * 200_000,
    ):
        assert read_outline(f"a\n{line}\n")

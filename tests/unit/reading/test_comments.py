"""Comments: on no page, wherever they stand; what is none is kept, and every word keeps its place."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen.reading import read_fiche, read_organisation, read_page
from fichegen.reading.comments import find_comments, uncommented
from fichegen.reading.draft import located


def bare(text: str) -> str:
    return uncommented("a.md", located(text))[0].text


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("Agents <!-- à vérifier -->", "Agents"),
        ("Agents <!-- à vérifier --> d'accueil", "Agents  d'accueil"),
        ("<!-- aide --> Agents", "Agents"),
        ("  <!-- aide -->\nAgents", "\nAgents"),
        ("a\n<!-- b\nc\n-->\nd", "a\n\nd"),
        ("a <!-- b\nc --> d", "a \nd"),
        ("a  <!-- deux espaces ne coupent pas la ligne -->\nb", "a\nb"),
        ("a <!-- b --> <!-- c -->", "a "),
        ("<!----> a <!--> b <!---> c", "a  b  c"),
        # no comment
        ("`<!-- code -->`", "`<!-- code -->`"),
        ("``<!-- ` -->`` <!-- oui -->", "``<!-- ` -->``"),
        ("```\n<!-- code -->\n```\n<!-- oui -->", "```\n<!-- code -->\n```\n"),
        ("~~~ html\n<!-- code -->", "~~~ html\n<!-- code -->"),
        (r"\<!-- montré -->", r"\<!-- montré -->"),
        ("un ` seul <!-- oui -->", "un ` seul"),
        ("un ` seul\n\n<!-- oui --> et ` un autre", "un ` seul\n\net ` un autre"),
        ("<! -- non -->", "<! -- non -->"),
        ("--> non", "--> non"),
    ],
)
def test_what_is_a_comment_and_what_is_not(source: str, expected: str) -> None:
    assert bare(source) == expected


def test_one_that_never_ends_hides_nothing_and_is_told() -> None:
    words, found = uncommented("a.md", located("a <!-- b --> c\nd <!-- e\nf"))
    assert words.text == "a  c\nd <!-- e\nf"
    assert [(f.code, f.span.line, f.span.col, f.span.width) for f in found] == [("FG118", 2, 3, 4)]


@given(
    st.lists(st.sampled_from(["<!--", "-->", "a", " ", "\n", "`", "``", "```\n", "~~~\n", "\\"]))
)
def test_what_is_left_stands_where_it_stood(parts: list[str]) -> None:
    source = "".join(parts)
    words, _ = uncommented("a.md", located(source))
    lines = source.split("\n")
    for line, (row, col) in zip(words.text.split("\n"), words.places(), strict=True):
        first = line[:1]
        assert not first.strip() or lines[row - 1][col - 1] == first
    comments, unclosed = find_comments(source)
    kept = source if unclosed is None else source[:unclosed]
    for start, end in comments:
        assert source[start : start + 4] == "<!--"
        assert source[end - 1] == ">"
    assert sum(char == "a" for char in words.text) == source.count("a") - sum(
        source[start:end].count("a") for start, end in comments
    )
    assert len(kept) <= len(source)


@pytest.mark.parametrize("sign", ["<!-- ", "` ", "`a` ``b ", "```\n", "<!-- a --> ", "-->"])
def test_time_is_in_proportion(sign: str) -> None:
    bare(sign * 100_000)  # a quadratic search would never end


FICHE = """\
# Titre{0}

## Public{0}

{0}
Agents {0}

## Durée

2 jours{0}

## Lieux & dates

### Groupe 1 {0}
{0}
#### EST

15 novembre 2026{0}

## Contenu

- a
{0}- b
"""


@pytest.mark.parametrize("comment", ["<!-- ## Objectifs -->", "<!-- x\n## Durée : 3 jours\n-->"])
def test_a_fiche_reads_as_if_they_were_not_there(comment: str) -> None:
    commented, found = read_fiche("a.md", FICHE.format(comment))
    without, expected = read_fiche("a.md", FICHE.format(""))
    assert commented == without
    assert [f.code for f in found] == [f.code for f in expected]


def test_findings_below_and_behind_a_comment_keep_their_places() -> None:
    _, found = read_fiche("a.md", "<!-- a\nb -->\n# T\n\n## Durée\n\n<!-- c --> trois lunes\n")
    assert [(f.code, f.span.line, f.span.col) for f in found] == [("FG308", 7, 12)]


def test_they_are_none_in_every_notation() -> None:
    source = (
        "titre: T <!-- a -->\npublic: |\n  Agents\n  <!-- b -->\nobjectifs:\n  - un <!-- c -->\n"
    )
    in_yaml, found = read_fiche("a.yml", source)
    in_markdown, also = read_fiche("a.md", "# T\n\n## Public\n\nAgents\n\n## Objectifs\n\n- un\n")
    assert in_yaml == in_markdown
    assert not (*found, *also)
    head, _ = read_fiche("a.md", f"---\n{source}---\n")
    assert head == in_yaml
    organisation, _ = read_organisation("o.yml", "nom: O <!-- a -->\n")
    assert organisation is not None
    assert organisation.name == "O"
    (page, _), _ = read_page("p.md", "<!-- a -->\n# P\n\nTexte <!-- b -->\n\n## Suite\n")
    assert page is not None
    assert (page.title, page.prose.markdown) == ("P", "Texte\n\n### Suite")

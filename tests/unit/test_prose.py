"""Markdown to what pages show: links that editors type as they are."""

from __future__ import annotations

import re
import time
from unittest import mock

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen.model import Prose
from fichegen.prose import links as links_of_prose
from fichegen.prose import render


def links(markdown: str) -> list[tuple[str, str]]:
    html = render(Prose(markdown=markdown), "f.md").html
    return re.findall(r'<a href="([^"]*)"[^>]*>(.*?)</a>', html)


@pytest.mark.parametrize(
    ("typed", "target"),
    [
        ("Sur https://www.exemple.fr/inscription.", "https://www.exemple.fr/inscription"),
        ("(https://exemple.fr/a?b=1&c=2)", "https://exemple.fr/a?b=1&amp;c=2"),
        ("« https://exemple.fr »", "https://exemple.fr"),
        ("HTTP://EXEMPLE.FR/X", "HTTP://EXEMPLE.FR/X"),
        ("Écrire à ana.le-roux@exemple.fr, merci", "mailto:ana.le-roux@exemple.fr"),
        ("**ana@exemple.fr**", "mailto:ana@exemple.fr"),
    ],
)
def test_an_address_typed_as_it_is_can_be_tapped(typed: str, target: str) -> None:
    ((found, shown),) = links(typed)
    assert found == target
    assert shown == target.removeprefix("mailto:")


@pytest.mark.parametrize(
    "typed",
    [
        "`https://exemple.fr`", "javascript:alert(1)", "ftp://exemple.fr", "a@b", "https://", "@exemple.fr",
        "data:text/html,x", "//evil.example", "x@y@exemple.fr",
    ],
)  # fmt: skip
def test_what_is_no_address_stays_words(typed: str) -> None:
    assert links(typed) == []


def test_a_link_is_not_linked_again() -> None:
    assert links("[https://un.example](https://deux.example)") == [
        ("https://deux.example", "https://un.example")
    ]
    assert links("[https://un.example](javascript:x)") == []


def test_the_apostrophe_of_an_address_stays_while_words_get_theirs() -> None:
    html = render(Prose(markdown="l'adresse https://exemple.fr/l'a"), "f.md").html
    assert "l’adresse" in html
    assert links("l'adresse https://exemple.fr/l'a") == [
        ("https://exemple.fr/l'a", "https://exemple.fr/l'a")
    ]


def test_long_words_take_time_in_proportion() -> None:
    def spent(size: int) -> float:
        started = time.perf_counter()
        for unit in ("a-", "a@", "https://", "a.b@c."):
            render(Prose(markdown=unit * size), "f.md")
        return time.perf_counter() - started

    spent(100)
    assert spent(4000) < 40 * max(spent(400), 0.01)


SIGNS = [*"aÉ9 .:;=-+!(|\"'«»\u00a0\u2028\t%#*_`&<>[]@", "mot", " et ", "l'", "\\", "htp:a.fr"]
MARKUP = ["**mot**", "*mot*", "[ici](b.md)", "[ici](https://a.fr)", "](", "]:", "&amp;", "**", "https://a.fr",
          "ana@exemple.fr", "![b](c.png)", "<https://a.fr>", "`mot`", "[a]", " **à b** ", " *b*, ", "(*c*)", "\n**d**.", " *e* *f*", " **g *h* i**", " [j](https://a.fr/b-c_d/~e.f) ",
          "[k *l*](https://a.fr)", "(http://a-b.fr/)", "[m](http://a..fr/-)", "[b c](d e.md)", "(mailto:x)"]  # fmt: skip
LINES = st.tuples(
    st.sampled_from(["", "", "- ", "1. ", "2. ", "01. ", "- 3. ", "* ", "# ", "> ", "  ", "1) ", "٣. ", "## ",
                     "###", "[a]: ", "- **", "**"]),
    st.lists(st.sampled_from([*SIGNS, *MARKUP, *MARKUP])),
).map(lambda parts: parts[0] + "".join(parts[1]))  # fmt: skip
DOCUMENTS = st.lists(st.one_of(st.just(""), LINES), max_size=9).map("\n".join)


@given(DOCUMENTS)
def test_plain_blocks_look_as_they_do_beside_others(markdown: str) -> None:
    """What is but plain blocks is not parsed whole; here it is."""
    places = tuple((number, 1) for number, _ in enumerate(markdown.split("\n"), 1))
    prose = Prose(markdown=markdown, lines=places)
    plain = render(prose, "f.md"), links_of_prose(prose, "f.md")
    with (
        mock.patch("fichegen.prose.plain_blocks", return_value=None),
        mock.patch("fichegen.prose._simple_words", return_value=None),
    ):
        parsed = render(prose, "f.md"), links_of_prose(prose, "f.md")
    assert plain == parsed


@pytest.mark.parametrize(
    ("target", "published"),
    [
        ("mailto:a@b.fr?bcc=x@y.fr&subject=z", "mailto:a@b.fr"),
        ("mailto:a@b.fr,c@d.fr", "mailto:a@b.fr,c@d.fr"),
        ("MAILTO:o'neil@b.fr", "mailto:o'neil@b.fr"),
        ("tel:0262%2011.22-33(44)", "tel:0262112233" + "44"),
        ("TEL:+262262112233", "tel:+262262112233"),
        ("tel:112", "tel:112"),
    ],
)
def test_a_link_writes_or_calls_and_does_nothing_else(target: str, published: str) -> None:
    assert links(f"[x]({target})") == [(published, "x")]


@pytest.mark.parametrize(
    "target",
    [
        "mailto:", "mailto:?to=x@y.fr", "mailto:a@b.fr%0d%0aBcc:x@y.fr", "mailto:a@b.fr%3Fbcc=x@y.fr",
        "mailto:%22%3Cscript%3E%22@b.fr", "mailto:a@b.fr,", "tel:", "tel:*%2306%23", "tel:javascript:x",
        "tel:0262;phone-context=y.fr", "tel:%0d%0a0262112233", "tel:٠٢٦٢١١٢٢٣٣",
    ],
)  # fmt: skip
def test_what_is_no_address_and_no_number_is_not_linked(target: str) -> None:
    done = render(Prose(markdown=f"[x]({target})"), "f.md")
    assert "<a" not in done.html
    assert [found.code for found in done.findings] == ["FG402"]


def test_cells_of_a_table_are_aligned_without_a_style() -> None:
    html = render(Prose(markdown="| a | b | c |\n|:--|:-:|--:|\n| 1 | 2 | 3 |"), "f.md").html
    assert "style" not in html
    assert '<td>1</td>\n<td class="au-centre">2</td>\n<td class="a-droite">3</td>' in html


def test_the_title_of_a_link_is_kept() -> None:
    markdown = (
        '[a](https://exemple.fr "Dit \\" onclick=\\"x") ![b](https://exemple.fr/b.png \'Vu\')'
    )
    html = render(Prose(markdown=markdown), "f.md").html
    assert 'title="Dit &quot; onclick=&quot;x"' in html
    assert 'title="Vu"' in html


# ---------------------------------------------------------------- definitions of links


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("[Lieu]: Lyon", "[Lieu]: Lyon"),
        ("[Horaires]: 9h-17h\n[Lieu]: Metz", "[Horaires]: 9h-17h\n[Lieu]: Metz"),
        ("[Contact]:\nana@exemple.fr", "ana@exemple.fr"),
        ("- [Lieu]: Lyon\n- [Dates]: 2027", "[Dates]: 2027"),
        ("> [Lieu]: Lyon", "[Lieu]: Lyon"),
        ('[1]: https://exemple.fr "un titre"', "https://exemple.fr"),
        ("Voir [là].\n\n[là]: https://a.fr\n\n[là]: https://b.fr", ": https://b.fr"),
        ("[a]: https://a.fr\n\n[a]: https://b.fr", "[a]: https://a.fr"),
    ],
)
def test_what_no_words_refer_to_is_no_definition(markdown: str, words: str) -> None:
    html = render(Prose(markdown=markdown), "f.md").html
    told = re.sub(r"<[^>]*>", "", html).replace("\u00a0", " ").replace("\u202f", " ")
    assert words in told


@pytest.mark.parametrize(
    "markdown",
    [
        "Voir [le plan].\n\n[le plan]: https://exemple.fr/plan",
        "[Le  PLAN]: https://exemple.fr/plan\n\nVoir [le plan].",
        "Voir [ce dessin][le plan].\n\n[le plan]: https://exemple.fr/plan",
        "Voir [le plan][].\n\n> [le plan]: https://exemple.fr/plan",
    ],
)
def test_what_words_refer_to_is_a_link(markdown: str) -> None:
    html = render(Prose(markdown=markdown), "f.md").html
    assert 'href="https://exemple.fr/plan"' in html
    assert "]:" not in html

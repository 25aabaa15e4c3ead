"""Markdown to what pages show: links that editors type as they are."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen.model import Prose
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


LINES = st.tuples(
    st.sampled_from(["", "", "- ", "1. ", "2. ", "01. ", "- 3. ", "* ", "# ", "> ", "  ", "1) ", "٣. "]),
    st.lists(st.sampled_from([*"aÉ9 .:;=-+!(|\"'«»\u00a0\u2028\t%", "mot", " et ", "l'", "\\", "htp:a.fr"])),
).map(lambda parts: parts[0] + "".join(parts[1]))  # fmt: skip
DOCUMENTS = st.lists(st.one_of(st.just(""), LINES), max_size=9).map("\n".join)


@given(DOCUMENTS)
def test_plain_words_look_as_they_do_beside_markup(markdown: str) -> None:
    """What holds no markup is not parsed; a definition, which shows nothing, has it parsed."""
    plain = render(Prose(markdown=markdown), "f.md")
    parsed = render(Prose(markdown=f"{markdown}\n\n[x]: y"), "f.md")
    assert plain == parsed

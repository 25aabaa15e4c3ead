"""Addresses: relative links, mailto, tel."""

from __future__ import annotations

from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen import routes


def test_links_lead_from_page_to_page_in_a_folder() -> None:
    assert routes.relative("index.html", "fiches/a/g/index.html") == "../../../index.html"
    assert routes.relative("fiches/a/index.html", "index.html") == "fiches/a/index.html"
    assert routes.relative("404.html", "404.html") == "404.html"


def test_a_message_is_percent_encoded_whole() -> None:
    link = routes.mailto("a.b+c@d.fr", subject="L'été & toi ?", body="Un\nDeux = 2")
    assert link == (
        "mailto:a.b+c@d.fr?subject=L%27%C3%A9t%C3%A9%20%26%20toi%20%3F&body=Un%0D%0ADeux%20%3D%202"
    )


def test_a_subject_cannot_add_a_header() -> None:
    link = routes.mailto("a@b.fr", subject="x\r\nBcc: z@z.fr\u202e")
    assert "%0D" not in link
    assert "%0A" not in link


@given(st.text(max_size=80), st.text(max_size=80))
def test_any_message_has_the_two_headers_and_no_other(subject: str, body: str) -> None:
    link = routes.mailto("a@b.fr", subject=f"s{subject}", body=f"b{body}")
    parts = urlsplit(link)
    names = [pair.partition("=")[0] for pair in parts.query.split("&")]
    assert names == ["subject", "body"]
    assert not parts.fragment
    decoded = unquote(parts.query.split("&")[1].removeprefix("body="))
    assert decoded.startswith("b")


@pytest.mark.parametrize(
    ("phone", "link"),
    [
        ("0262 12 34 56", "tel:0262123456"),
        ("12 34 56", ""),
        ("02 62 12 34 56", "tel:0262123456"),
        ("+262 (0)262 12 34 56", "tel:+262262123456"),
        ("00 33 1 23 45 67 89", "tel:+33123456789"),
        ("02 62 12 34 56 / 06 92 00 00 00", "tel:0262123456"),
        ("standard", ""),
        ("0262;phone-context=x", ""),
    ],
)
def test_only_numbers_are_dialled(phone: str, link: str) -> None:
    assert routes.tel(phone) == link


def test_canonical_addresses_drop_the_index() -> None:
    assert routes.canonical("https://a.fr/b", "fiches/x/index.html") == "https://a.fr/b/fiches/x/"
    assert routes.canonical("", "index.html") == ""

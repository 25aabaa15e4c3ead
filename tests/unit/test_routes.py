"""Addresses: relative links, mailto, tel."""

from __future__ import annotations

import re
from urllib.parse import unquote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen import routes

REMARKS = ("", " (poste 12)", " poste 4512", " (9h-12h)", " de 9h à 12h", " (0,15 €/min)", " code 1234#", ", p. 12",
           "/23", " / 23", " ou 06 12 34 56 78", " / +33 6 12 34 56 78", "\n06 12 34 56 78", "; 2e étage")  # fmt: skip


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
        ("02 99 12 34 56 (poste 12)", "tel:0299123456"),
        ("02 99 12 34 56 poste 12", "tel:0299123456"),
        ("02 99 12 34 56 code 1234#", "tel:0299123456"),
        ("02 99 12 34 56, p. 4512", "tel:0299123456"),
        ("03 20 00 11 22 (9h-12h)", "tel:0320001122"),
        ("03 20 00 11 22 9h-12h", "tel:0320001122"),
        ("03 20 00 11 22 de 9h à 12h", "tel:0320001122"),
        ("du lundi au jeudi de 9h à 12h : 03 20 00 11 22", "tel:0320001122"),
        ("0 825 12 34 56 (0,15 €/min)", "tel:0825123456"),
        ("05 56 00 11 22 ou 06 12 34 56 78", "tel:0556001122"),
        ("05 56 00 11 22 06 12 34 56 78", "tel:0556001122"),
        ("05 56 00 11 22 - 06 12 34 56 78", "tel:0556001122"),
        ("01 40 00 11 22/23", "tel:0140001122"),
        ("01 40 00 11 22 à 24", "tel:0140001122"),
        ("02 99 12 34 / 06 12 34 56 78", "tel:0612345678"),
        ("Fax : 02 99 12 34 57 / Tél. : 02 99 12 34 56", "tel:0299123456"),
        ("Tél/fax : 02 99 12 34 56", "tel:0299123456"),
        ("Fax : 02 99 12 34 57", ""),
        ("(0262) 11 11 11", "tel:0262111111"),
        ("06/12/34/56/78", "tel:0612345678"),
        ("0033612345678", "tel:+33612345678"),
        ("+33 02 99 12 34 56", "tel:+33299123456"),
        ("+33 2 99 12 34", ""),
        ("+33 2 99 12 34 56 (poste 12)", "tel:+33299123456"),
        ("+687 25 12 34", "tel:+687251234"),
        ("+32 (0)2 123 45 67", "tel:+3221234567"),
        ("+32 65/12.34.56", "tel:+3265123456"),
        ("+41 22 345 67 89 9h-12h", "tel:+41223456789"),
        ("+1 (514) 123-4567", "tel:+15141234567"),
        ("+39 06 1234 5678", "tel:+390612345678"),
        ("02 123 45 67", "tel:021234567"),
        ("06 12 34 56 789", ""),
        ("06 12 34 56 78 90", ""),
        ("33 6 12 34 56 78", ""),
        ("00 12 34 56 78", ""),
        ("SIRET 123 456 782 00010", ""),
        ("39 49", "tel:3949"),
        ("Tél. : 3949 (0,15 €/min)", "tel:3949"),
        ("115", "tel:115"),
        ("116 117", "tel:116117"),
        ("poste 3949", ""),
        ("standard", ""),
        ("0262;phone-context=x", ""),
    ],
)
def test_only_numbers_are_dialled(phone: str, link: str) -> None:
    assert routes.tel(phone) == link


@given(st.text("0123456789+-./() ,hfax\n\u00a0٣", max_size=60))
def test_a_tel_link_is_always_well_formed(phone: str) -> None:
    link = routes.tel(phone)
    assert not link or re.fullmatch(
        r"tel:(?:\+[1-9][0-9]{8,14}|0[1-9][0-9]{7,8}|1[0-9]{1,5}|3[0-9]{3})", link
    )


@given(st.from_regex(r"0[1-9]( [0-9]{2}){4}", fullmatch=True), st.sampled_from(REMARKS))
def test_what_stands_behind_a_number_is_not_dialled(phone: str, remark: str) -> None:
    assert routes.tel(f"{phone}{remark}") == f"tel:{phone.replace(' ', '')}"


def test_canonical_addresses_drop_the_index() -> None:
    assert routes.canonical("https://a.fr/b", "fiches/x/index.html") == "https://a.fr/b/fiches/x/"
    assert routes.canonical("", "index.html") == ""

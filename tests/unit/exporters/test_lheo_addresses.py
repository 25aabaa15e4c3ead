"""Addresses as people write them: read for certain, or not at all."""

from __future__ import annotations

import re
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen.exporters.lheo.addresses import Address, address_node, fold_lines, read_address
from fichegen.exporters.lheo.rules import violation

_READ: Final = [
    ("12 rue des Lilas, 97400 Saint-Denis", "12 rue des Lilas|97400|Saint-Denis"),
    ("12, rue des Lilas\n97400 Saint-Denis", "12 rue des Lilas|97400|Saint-Denis"),
    ("12 bis, avenue de l'Europe – 35000 Rennes", "12 bis avenue de l'Europe|35000|Rennes"),
    ("12 rue des Lilas 97400 Saint-Denis", "12 rue des Lilas|97400|Saint-Denis"),
    ("12 rue des Lilas, 97 400 Saint-Denis", "12 rue des Lilas|97400|Saint-Denis"),
    ("BP 12 – 35000 Rennes Cedex", "BP 12|35000|Rennes Cedex"),
    ("BP 12345, 35000 Rennes Cedex 7", "BP 12345|35000|Rennes Cedex 7"),
    ("2 allée A, CS 11021, 97400 Saint-Denis CEDEX", "2 allée A/CS 11021|97400|Saint-Denis CEDEX"),
    ("Saint-Benoît (97470)", "Saint-Benoît|97470|Saint-Benoît"),
    ("12 rue des Lilas, Saint-Denis (97400)", "12 rue des Lilas|97400|Saint-Denis"),
    ("12 rue des Lilas, Saint-Denis 97400", "12 rue des Lilas|97400|Saint-Denis"),
    ("Maison des associations, 97470 Saint-Benoît", "Maison des associations|97470|Saint-Benoît"),
    ("97400 Saint-Denis", "Saint-Denis|97400|Saint-Denis"),
    ("F-35000 Rennes", "Rennes|35000|Rennes"),
    ("Tour A, 3 av. Foch, 75016 Paris, France", "Tour A/3 av. Foch|75016|Paris"),
    ("1 rue B, 75011 Paris 11e", "1 rue B|75011|Paris 11e"),
    (
        "39 rue Jeanne-d'Arc, 93450 L'Île-Saint-Denis",
        "39 rue Jeanne-d'Arc|93450|L'Île-Saint-Denis",
    ),
    ("1 rue B, 97490 Sainte-Clotilde, La Réunion", "1 rue B/La Réunion|97490|Sainte-Clotilde"),
    ("4 rue B (bâtiment C), 35400 St. Malo", "4 rue B/bâtiment C|35400|St. Malo"),
    ("rue B, 35000 Rennes - salle 204", "rue B/salle 204|35000|Rennes"),
    ("3 rue B, 60200 Crèvecœur le Grand", "3 rue B|60200|Crèvecœur le Grand"),
]
_REFUSED: Final = [
    "",
    "12 rue des Lilas, Saint-Denis",
    "Saint-Benoît",
    "12 rue des Lilas Saint-Denis (97400)",
    "12 rue des Lilas, 97400",
    "10 rue A, 97400 Saint-Denis ou 11 rue B, 97410 Saint-Pierre",
    "1 rue A, 97400 Saint-Denis ou Saint-Pierre",
    "20 000 personnes à Paris",
    "01 23 45 67 89",
    "Accueil au 0262 11 22 33",
    "BP 97400 Saint-Denis",
    "1 rue A, 00100 Rome",
    "1 rue A, 99123 Berlin",
    "1 rue A, 975 Saint-Pierre",
    "123 456 782 00010",
    "1 rue A, 97400 rue B",
    "1 rue A, 44000 nantes",
    "1 rue A, 97400 Saint-Denis2",
    "1 rue A, ٩٧٤٠٠ Saint-Denis",
    f"{'a' * 51}, 35000 Rennes",
    f"{'mot ' * 60}, 35000 Rennes",
    f"1 rue A, 35000 R{'e' * 50}",
    "1 rue A, 35000 Rennes, " + "b, " * 400,
]


@pytest.mark.parametrize(("words", "told"), _READ)
def test_an_address_is_read(words: str, told: str) -> None:
    address = read_address(words)
    assert address
    assert f"{'/'.join(address.lines)}|{address.postcode}|{address.town}" == told


@pytest.mark.parametrize("words", _REFUSED)
def test_what_is_not_certain_is_no_address(words: str) -> None:
    assert read_address(words) is None


def test_a_place_is_the_line_of_an_address_that_has_none() -> None:
    assert read_address("97470 Saint-Benoît", named="Salle des fêtes") == Address(
        ("Salle des fêtes",), "97470", "Saint-Benoît"
    )


def test_long_lines_break_at_words() -> None:
    address = read_address(
        "Centre hospitalier universitaire Félix-Guyon, bâtiment administratif, 4e étage,"
        " allée des Topazes, 97400 Saint-Denis"
    )
    assert address
    assert max(map(len, address.lines)) <= 50
    assert " ".join(address.lines).replace(",", "") == (
        "Centre hospitalier universitaire Félix-Guyon bâtiment administratif 4e étage"
        " allée des Topazes"
    )


@pytest.mark.parametrize(
    ("parts", "lines"),
    [
        (["a", "b"], ("a", "b")),
        (["a", "", "b", "c"], ("a, b, c",)),
        (["mot " * 20], ("mot " * 11 + "mot", "mot " * 7 + "mot")),
        (["x" * 51], ()),
        ([], ()),
    ],
)  # fmt: skip
def test_parts_share_lines_where_there_are_too_few(
    parts: list[str], lines: tuple[str, ...]
) -> None:
    assert fold_lines(parts, 2) == lines


_PIECES: Final = st.sampled_from(
    [*("12 97400 35000 rue des Lilas Saint-Denis BP CS Cedex France é \u0301 ( ) - – , ; \n \x00 "
       "RENNES ou l' d’ 0262 11 22 33 🏠 ٩٧٤٠٠".split(" ")), " ", ", "]
)  # fmt: skip


@given(st.lists(_PIECES, max_size=14).map(" ".join) | st.text(max_size=80))
def test_whatever_is_read_is_the_editors_and_fits(words: str) -> None:
    address = read_address(words)
    if address is None:
        return
    assert violation(address_node(address)) == ""
    assert address.postcode in re.sub(" ", "", words)
    # Every word told stands in the source.
    source = re.findall(r"\w+", words)
    told = re.findall(r"\w+", " ".join((*address.lines, address.town)))
    assert {*told} <= {*source}

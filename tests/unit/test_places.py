"""What words about a place come to, told alike to every destination."""

from __future__ import annotations

import re

import pytest
from exports import COMPLETE, presenter

from fichegen.exporters import course, formation
from fichegen.places import PostalAddress, is_remote, mentions_distance, read_postal


@pytest.mark.parametrize(
    ("words", "address"),
    [
        ("12 rue des Lilas, 97400 Saint-Denis", (("12 rue des Lilas",), "97400", "Saint-Denis")),
        ("BP 12345, 97400 Saint-Denis", (("BP 12345",), "97400", "Saint-Denis")),
        ("CS 12345 – 35000 Rennes Cedex", (("CS 12345",), "35000", "Rennes Cedex")),
        ("Saint-Benoît (97470)", ((), "97470", "Saint-Benoît")),
        ("12, rue des Lilas, 97 400 Saint-Denis, France", (("12 rue des Lilas",), "97400", "Saint-Denis")),
        ("12 rue des Lilas, F-35000 Rennes", (("12 rue des Lilas",), "35000", "Rennes")),
        ("Rue X, 97400 selon inscription", None),
        ("99999 Nulle-Part", None),
        ("1 rue A, 97400 Saint-Denis, 2 rue B, 97410 Saint-Pierre", None),
        ("Saint-Benoît", None),
        ("", None),
        ("x" * 700, None),
    ],
)  # fmt: skip
def test_an_address_is_read_where_no_part_is_in_doubt(
    words: str, address: tuple[tuple[str, ...], str, str] | None
) -> None:
    assert read_postal(words) == (PostalAddress(*address) if address else None)


REMOTE = (
    "En visio", "100 % à distance", "E-learning", "Web-conférence", "Par Zoom", "Google Meet", "Skype",
    "Visioconférence Zoom", "À distance (Zoom)", "En distanciel synchrone", "Classe virtuelle", "En ligne",
)  # fmt: skip
VISITED = ("Saint-Benoît", "Centre Zoomer", "Salle Distance", "IRTS, rue de la Ligne", "Lyon")


@pytest.mark.parametrize("words", REMOTE)
def test_nobody_goes_there(words: str) -> None:
    assert is_remote(words)
    assert mentions_distance(words)


@pytest.mark.parametrize("words", VISITED)
def test_somebody_goes_there(words: str) -> None:
    assert not is_remote(words)


@pytest.mark.parametrize("words", [*REMOTE, "Saint-Benoît", "Lyon"])
def test_every_export_says_alike_whether_one_comes(words: str) -> None:
    """LHEO has a code for it, schema.org a mode; neither is told by the fiche itself."""
    source = COMPLETE.replace("modalité: présentiel\n", "").replace(
        "lieu: Le Tampon", f"lieu: {words}"
    )
    source = source.replace("    adresse: 1 rue Haute, 97430 Le Tampon\n", "")
    source = (
        source.partition("groupes:")[0]
        + "groupes:\n  - nom: G"
        + source.partition("nom: Groupe 2")[2]
    )
    shown = presenter(source)
    (fiche,) = shown.catalogue.fiches
    node = formation(shown, fiche).node
    assert node
    told = re.findall("<modalites-enseignement>(.*)</modalites-enseignement>", node.written())
    instance = course(shown, fiche)["hasCourseInstance"]
    remote = is_remote(words)
    assert told == ["2" if remote else "0"]
    assert ("Online" in str(instance)) is remote

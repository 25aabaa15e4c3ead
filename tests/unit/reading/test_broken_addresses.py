"""E-mail addresses as people break them: each is told as one, none is taken for a name."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen.reading import read_fiche


def read(words: str) -> tuple[list[str], list[str]]:
    """Return the addresses of a fiche's contacts, and those told to be none."""
    fiche, findings = read_fiche("content/a.md", f"# T\n\n## Interlocuteur\n\n{words}\n")
    assert fiche
    return [c.email for c in fiche.contacts if c.email], [
        dict(f.values)["adresse"] for f in findings if f.code == "FG401"
    ]


@pytest.mark.parametrize(
    ("words", "wrong"),
    [
        ("jean.dupont @exemple.fr", "jean.dupont @exemple.fr"),
        ("jean.dupont@ exemple.fr", "jean.dupont@ exemple.fr"),
        ("jean.dupont @ exemple.fr", "jean.dupont @ exemple.fr"),
        ("prenom.nom(at)exemple.fr", "prenom.nom(at)exemple.fr"),
        ("prenom.nom [at] exemple.fr", "prenom.nom [at] exemple.fr"),
        ("prenom.nom(arobase)sous.exemple.fr", "prenom.nom(arobase)sous.exemple.fr"),
        ("jean@@exemple.fr", "jean@@exemple.fr"),
        ("jean.dupont@exemple", "jean.dupont@exemple"),
        ("jean.dupont@exemple,fr", "jean.dupont@exemple"),
        ("jean.dupont@exemple..fr", "jean.dupont@exemple..fr"),
        ("jean.@exemple.fr", "jean.@exemple.fr"),
    ],
)
def test_a_broken_address_is_told(words: str, wrong: str) -> None:
    assert read(f"Jean DUPONT\n{words}") == ([], [wrong])
    assert read(f"Jean DUPONT, {words}") == ([], [wrong])


@pytest.mark.parametrize(
    "words",
    [
        "jean@exemple.fr", "jean@exemple.fr.", "jean@exemple.fr, secrétariat", "<jean@exemple.fr>",
        "[jean@exemple.fr](mailto:jean@exemple.fr)", "jean@exemple.fr – suivez-nous : @irts.reunion", "(jean@exemple.fr)",
    ],
)  # fmt: skip
def test_a_good_address_stays(words: str) -> None:
    assert read(f"Jean DUPONT\n{words}") == (["jean@exemple.fr"], [])


@given(st.text("ab.@ ()[]t", max_size=80))
def test_whatever_stands_around_a_sign_is_read(words: str) -> None:
    read(f"Jean {words}")


def test_long_words_take_no_time() -> None:
    start = time.monotonic()
    for words in ("a" * 100_000, "a." * 50_000, "a @" * 30_000, "a@ " + "b." * 50_000):
        read(words)
    assert time.monotonic() - start < 10

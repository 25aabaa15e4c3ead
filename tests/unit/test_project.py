"""How paths are shown: as they are, legibly, and no two alike."""

from __future__ import annotations

import os

import pytest
from conftest import Scratch
from hypothesis import given
from hypothesis import strategies as st

from fichegen.project import readable


@pytest.mark.parametrize("path", ["a/b.md", "été/l'œuvre.md", "a\\b.md", "C:\\users\\x"])
def test_a_name_that_can_be_read_is_shown_as_it_is(path: str) -> None:
    assert readable(path) == path


NAMES = st.lists(
    st.sampled_from(
        ["\udcff", "\x1b", "\\u001b", "\u202e", "\\udcff", "\\", "u", "dcff", "a", "é", "/"]
    )
).map("".join)


@given(NAMES, NAMES)
def test_no_two_names_are_shown_alike(one: str, other: str) -> None:
    assert (readable(one) == readable(other)) == (one == other)
    assert readable(one).isprintable()


@pytest.mark.skipif(os.name == "nt", reason="a disk whose names are always text")
def test_names_that_looked_alike_are_two_fiches(scratch: Scratch) -> None:
    content = scratch.root / "content"
    for name, title in (("\udcff.md", "Un"), ("\\udcff.md", "Deux")):
        try:
            (content / name).write_text(f"# {title}\n\n## Dates\n\n15 novembre 2021\n")
        except OSError:
            pytest.skip("a disk that refuses such a name")
    assert scratch.run("build").status == 0
    assert {"fiches/un/index.html", "fiches/deux/index.html"} <= scratch.pages().keys()
    (content / "\udcff.md").write_text("# Trois\n\n## Dates\n\n15 novembre 2021\n")
    scratch.run("build")
    fiches = {path.split("/")[1] for path in scratch.pages() if path.startswith("fiches/")}
    assert fiches == {"deux", "trois"}

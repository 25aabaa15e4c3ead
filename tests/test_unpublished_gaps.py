"""What a finding says of the rest where there are no pages to read it on."""

from __future__ import annotations

import re
from typing import Final

import pytest
from conftest import Scratch

FICHE: Final = "# Accueillir\n\n## Dates\n\nà définir\n\n## Contact\n\nana@exemple.fr\n"


@pytest.mark.parametrize(
    ("settings", "paged"),
    [
        ("titre: T\n", True),
        ("completude: non\n", False),
        ("severites:\n  FG710: erreur\n", False),  # nothing is published at all
        ("severites:\n  FG710: avertissement\n", True),
    ],
)
def test_only_pages_that_are_there_are_pointed_to(
    scratch: Scratch, settings: str, paged: bool
) -> None:
    scratch.write({"content/a.md": FICHE, "content/catalogue.yml": settings})
    told = scratch.run("check").out
    assert ("page completude/" in told) is paged
    every = re.findall(r"ajoutez « ## ([^»]+) »", told)
    assert ("Évaluation" in every) is not paged  # all is told here where it is told nowhere else


def test_a_strict_check_publishes_nothing_either(scratch: Scratch) -> None:
    scratch.write({
        "content/a.md": FICHE, "content/catalogue.yml": "severites:\n  FG710: avertissement\n",
    })  # fmt: skip
    assert "page completude/" not in scratch.run("check", "--strict").out


def test_what_bars_a_fiche_can_be_told_from_what_is_only_by_default(scratch: Scratch) -> None:
    settings = "severites:\n  FG711: erreur\n"
    scratch.write({"content/a.md": FICHE, "content/catalogue.yml": settings})
    out = scratch.run("check", "--format", "github").out
    assert len([line for line in out.splitlines() if line.startswith("::error")]) == 1
    assert "hors de lheo.xml" in out
    assert "FG716" in out

"""A source that cannot be read may be the very one that seems to be missing."""

from __future__ import annotations

import pytest
from conftest import Scratch

REST = "\n## Lieux et dates\n\nDates à définir\n\n## Interlocuteur\n\nAna LE ROUX, ana@exemple.fr\n"
SECOND = f"# Aller vers – Module 2 « Suite »\n\n## Prérequis\n\nAvoir suivi le module 1\n{REST}"
FOURTH = f"# Aller vers – Module 4 « Fin »\n{REST}"


@pytest.mark.parametrize(
    ("name", "first"),
    [
        ("module-1.yml", "titre: Aller vers – Module 1 : Bases\n"),
        ("module-1.md", "Aller vers, module 1, sans titre\n"),
        ("module-1.md", "# Aller vers – Module 1 « Bases »\n\x00\n"),
    ],
)
def test_nothing_is_missed_in_a_series_while_a_source_is_unread(
    name: str, first: str, scratch: Scratch
) -> None:
    scratch.write({"content/module-2.md": SECOND, "content/module-4.md": FOURTH})
    whole = scratch.run("check").out
    assert "[FG513]" in whole
    assert "[FG514]" in whole
    scratch.write({f"content/{name}": first})
    told = scratch.run("check").out
    assert "erreur[FG" in told
    assert "[FG513]" not in told
    assert "[FG514]" not in told

"""A catalogue with hostile fiches among many, in the bounded form."""

from __future__ import annotations

from pathlib import Path

import pytest
from trust import load


@pytest.mark.slow
def test_hostile_fiches_among_many_are_published_with_them(tmp_path: Path) -> None:
    (figure,) = load.run(0.006, 1, tmp_path, print)
    assert figure.failed == ()
    assert figure.tried > 60
    assert "dont 0 hostiles" not in figure.note

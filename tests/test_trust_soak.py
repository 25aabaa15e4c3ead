"""A preview under edits, in a bounded form; `trust/soak.py` has the long one."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from trust import soak


@pytest.mark.skipif(sys.platform != "linux", reason="what a process takes is looked up in /proc")
def test_every_edit_is_served_and_nothing_grows(tmp_path: Path) -> None:
    told: list[str] = []
    (figure,) = soak.run(0.0, 1, tmp_path, told.append)
    assert not figure.failed, "\n".join(figure.failed)
    assert figure.tried == len(soak.EDITS) + 6 + 30
    assert told

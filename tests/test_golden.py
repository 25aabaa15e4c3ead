"""The demonstration site, every byte. Rewrite with FICHEGEN_UPDATE=1, and read the difference."""

from __future__ import annotations

import os
import shutil
from pathlib import Path
from typing import Final

from conftest import Scratch

from fichegen.artifacts import MANIFEST

GOLDEN: Final = Path(__file__).parent / "golden" / "site"


def test_the_demonstration_site_is_the_golden_one(demo: Scratch) -> None:
    assert demo.run("build").status == 0
    built = {path: body for path, body in demo.pages().items() if path != MANIFEST}
    if os.environ.get("FICHEGEN_UPDATE"):
        shutil.rmtree(GOLDEN, ignore_errors=True)
        for path, body in built.items():
            (GOLDEN / path).parent.mkdir(parents=True, exist_ok=True)
            (GOLDEN / path).write_bytes(body)
    golden = {
        p.relative_to(GOLDEN).as_posix(): p.read_bytes() for p in GOLDEN.rglob("*") if p.is_file()
    }
    assert built.keys() == golden.keys()
    assert [path for path in built if built[path] != golden[path]] == []

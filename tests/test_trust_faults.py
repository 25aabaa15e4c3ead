"""All or nothing, in bounded forms; `trust/faults.py` has the long ones."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Final

import pytest
from trust import calls, disks, killing, stage
from trust.figures import Figure

pytestmark = pytest.mark.skipif(
    sys.platform != "linux", reason="what processes do is looked up in /proc"
)
LITTLE: Final = 0.002
"""Of what the long form tries: a few of each kind."""


def held(figure: Figure, tried: int | None = None) -> None:
    """Hold that all was tried, and nothing failed."""
    assert not figure.failed, "\n".join((figure.what, *figure.failed))
    assert figure.tried
    assert tried in (None, figure.tried)


def test_whatever_call_fails_the_site_is_whole_and_the_next_build_mends(tmp_path: Path) -> None:
    told: list[str] = []
    figures = [*calls.calls(LITTLE, 1, tmp_path, told.append)]
    assert len(told) == len(figures) == len({figure.what for figure in figures})
    for figure in figures:
        held(figure)


def test_builds_that_are_killed(tmp_path: Path) -> None:
    figure = killing.kills(3, 5, tmp_path, fiches=45)
    held(figure, 3)


def test_builds_at_the_same_time(tmp_path: Path) -> None:
    for figure in killing.rivals(1, (2,), tmp_path):
        held(figure, 2)


def test_a_build_while_a_preview_is_served(tmp_path: Path) -> None:
    held(killing.meanwhile(2, tmp_path), 2)


def test_places_where_a_site_may_and_may_not_be(tmp_path: Path) -> None:
    held(disks.places(tmp_path, LITTLE))


def test_small_files(tmp_path: Path) -> None:
    held(disks.small_files(tmp_path, LITTLE), 2)


def test_few_descriptors_and_little_memory(tmp_path: Path) -> None:
    held(disks.limits(tmp_path, 0.05), 3)


def test_full_disks(tmp_path: Path) -> None:
    if not disks.may_mount():
        pytest.skip("only root may mount a small disk; small files stand for it")
    figure = disks.full_disks(tmp_path, LITTLE)
    if not figure.tried:
        pytest.skip(figure.note)
    held(figure, 4)


def test_a_build_that_waits_for_another_says_so_even_if_quiet(tmp_path: Path) -> None:
    import fcntl  # not on Windows

    stage.write_project(tmp_path, 2)
    held_by_another = os.open(tmp_path, os.O_RDONLY)
    fcntl.flock(held_by_another, fcntl.LOCK_EX)
    with subprocess.Popen(
        [sys.executable, "-m", "fichegen", *stage.arguments()], cwd=tmp_path,
        env=stage.environment(), stderr=subprocess.PIPE, stdout=subprocess.PIPE, encoding="utf-8",
    ) as build:  # fmt: skip
        assert build.stderr
        assert "Une autre construction" in build.stderr.readline()
        assert not (tmp_path / "site").exists()
        os.close(held_by_another)
        assert build.communicate(timeout=stage.PATIENCE)[0] == ""
        assert build.returncode == 0
    assert (tmp_path / "site" / "index.html").is_file()

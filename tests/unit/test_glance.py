"""A glance tells what has changed since the last build, however soon after it."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest
from conftest import Scratch

from fichegen import glance, stamps
from fichegen.cache import open_cache
from fichegen.pipeline import build

FICHE = "# {title}\n\n## Public\n\nTous\n"
SECOND = 1_000_000_000


@pytest.fixture
def built(scratch: Scratch) -> Scratch:
    scratch.write({f"content/{n}.md": FICHE.format(title=f"Fiche {n}") for n in "abc"})
    assert build(scratch.request(uses_cache=True)).published
    return scratch


def is_unchanged(scratch: Scratch, *, publishes: bool = True) -> bool:
    request = scratch.request(uses_cache=True)
    with closing(open_cache(request.project, only_looks=True)) as cache:
        return glance.unchanged(request, cache, publishes=publishes) is not None


def test_what_was_built_is_unchanged_until_it_is_edited(built: Scratch) -> None:
    assert is_unchanged(built)
    built.write({"content/a.md": FICHE.format(title="Autre")})
    assert not is_unchanged(built)


def test_who_does_not_publish_does_not_look_at_the_site(built: Scratch) -> None:
    (built.site / "index.html").unlink()
    assert not is_unchanged(built)
    assert is_unchanged(built, publishes=False)


# ---------------------------------------------------------------- what a stamp does not tell


@pytest.fixture
def blind(monkeypatch: pytest.MonkeyPatch) -> None:
    """Look at a disk on which whatever is done to a file leaves it looking the same."""
    monkeypatch.setattr(stamps, "_stamp", lambda status: (status.st_mode, 1, 1, 9, 9))


def edit(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE.format(title="Fiche A")})


@pytest.mark.usefixtures("blind")
def test_an_edit_that_leaves_no_trace_while_it_was_built_is_seen(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE.format(title="Fiche a")})

    def meanwhile(stage: str, _done: int, _of: int) -> None:
        if stage == "Fiches":
            edit(scratch)

    assert build(scratch.request(uses_cache=True, progress=meanwhile)).published
    assert not is_unchanged(scratch)
    assert build(scratch.request(uses_cache=True)).published
    assert is_unchanged(scratch)


@pytest.mark.usefixtures("blind")
def test_in_the_moment_of_the_newest_change_files_are_read_to_be_known(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(stamps, "_YOUNG", 1 << 62)  # a disk with a very slow clock
    scratch.write({"content/a.md": FICHE.format(title="Fiche a")})
    assert build(scratch.request(uses_cache=True)).published
    assert is_unchanged(scratch)
    edit(scratch)
    assert not is_unchanged(scratch)


@pytest.mark.usefixtures("blind")
def test_once_the_clock_has_gone_on_none_is_read(
    built: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def read(file: str) -> str:
        raise AssertionError(file)

    monkeypatch.setattr(glance, "digest_of", read)
    assert is_unchanged(built)


def test_a_witness_vouches_for_its_own_disk_and_what_came_before_it(tmp_path: Path) -> None:
    witness, file = tmp_path / "cache", tmp_path / "fiche"
    witness.touch()
    file.touch()
    written = witness.stat().st_mtime_ns
    long_ago, just_now = written - SECOND, written - 1
    files = [str(file), str(tmp_path / "gone"), "/proc/version"]
    assert stamps.past_change(files, long_ago, witness) == {str(file)}
    assert stamps.past_change(files, just_now, witness) == frozenset()
    assert stamps.past_change(files, long_ago, tmp_path / "none") == frozenset()

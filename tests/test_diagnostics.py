"""Every code has a case that raises it: a small project, and what the command says of it.

A case is a folder `tests/cases/diagnostics/FGnnn[-variant]` with the files of a project and
`expected.txt`, the standard output of `fichegen check` and its exit code. Rewrite them with
FICHEGEN_UPDATE=1.
"""

from __future__ import annotations

import os
import re
import shutil
from pathlib import Path
from typing import Final

import pytest
from conftest import Scratch

from fichegen.codes import CODES

CASES: Final = Path(__file__).parent / "cases" / "diagnostics"
FOLDERS: Final = sorted(path for path in CASES.iterdir() if path.is_dir())

BY_TEST: Final = {
    "FG108": ("unit/test_sources.py", "test_size_is_bounded"),
    "FG114": ("unit/test_sources.py", "test_a_file_that_vanishes_is_told"),
    "FG610": ("test_baseline.py", "test_a_list_that_is_none_is_told"),
    "FG130": ("test_importing.py", "test_what_cannot_be_read_is_refused_in_clear_words"),
    "FG801": ("unit/test_output.py", "test_a_folder_that_is_not_ours_is_refused"),
    "FG802": ("unit/test_output.py", "test_a_failure_leaves_the_old_site"),
    "FG803": ("test_laws.py", "test_files_added_by_hand_are_kept_with_a_remark"),
    "FG804": ("test_starting.py", "test_a_file_in_the_way_of_a_folder_is_told"),
    "FG806": (
        "unit/test_cache.py",
        "test_a_file_that_is_none_of_ours_is_thrown_away_and_told_once",
    ),
    "FG820": ("test_archive.py", "test_a_folder_that_is_not_ours_is_refused"),
    "FG821": ("test_archive.py", "test_without_a_site_nothing_is_archived"),
    "FG822": ("test_archive.py", "test_what_differs_is_named"),
    "FG823": ("test_archive.py", "test_an_unseen_middle_is_named"),
    "FG824": ("test_archive.py", "test_a_digest_kept_elsewhere_is_found_in_an_archive_that_grew"),
    "FG825": ("test_archive.py", "test_a_full_disk_leaves_the_archive_as_it_was"),
    "FG826": ("test_archive.py", "test_what_a_killed_run_left_is_told_and_taken_away"),
    "FG827": ("test_archive.py", "test_without_what_git_needs_the_rest_is_archived"),
    "FG828": ("test_archive.py", "test_files_added_by_hand_are_kept_and_links_told"),
    "FG807": ("unit/test_labour.py", "test_without_the_module_for_clusters_it_is_told"),
    "FG808": ("test_compression.py", "test_without_the_module_nothing_is_published"),
}
"""Codes that no files alone can raise, and the test that does."""


def without_gaps(out: str) -> str:
    """Leave out what a fiche lacks for each destination: every short one lacks much."""
    found = re.split(r"^(?=\S+:\d+:\d+: )", out, flags=re.MULTILINE)
    return "".join(block for block in found if not re.match(r"\S+ remarque\[FG71[0-367]\]", block))


@pytest.mark.parametrize("case", FOLDERS, ids=lambda path: path.name)
def test_each_mistake_is_named_at_its_place(case: Path, scratch: Scratch) -> None:
    shutil.copytree(case, scratch.root, dirs_exist_ok=True)
    expected = scratch.root / "expected.txt"
    expected.unlink(missing_ok=True)
    for link in scratch.root.rglob("*.lien"):  # git keeps the target, the test makes the link
        link.with_suffix("").symlink_to(link.read_text().strip())
        link.unlink()
    if not (case / "content").is_dir():
        (scratch.root / "content").rmdir()
    ran = scratch.run("check")
    told = ran.out if case.name.startswith("FG71") else without_gaps(ran.out)
    said = f"{told}--- fin : {ran.status}\n"
    if os.environ.get("FICHEGEN_UPDATE"):
        (case / "expected.txt").write_text(said, encoding="utf-8")
    assert said == (case / "expected.txt").read_text(encoding="utf-8")
    assert f"[{case.name[:5]}]" in ran.out


def test_every_code_has_a_case() -> None:
    told = {path.name[:5] for path in FOLDERS} | BY_TEST.keys()
    assert told == CODES.keys()


@pytest.mark.parametrize("code", BY_TEST)
def test_codes_without_a_folder_have_the_test_they_name(code: str) -> None:
    file, name = BY_TEST[code]
    source = (Path(__file__).parent / file).read_text(encoding="utf-8")
    assert f"def {name}(" in source
    assert code in source


@pytest.mark.parametrize("code", CODES)
def test_words_and_mends_are_french_sentences(code: str) -> None:
    entry = CODES[code]
    assert entry.words[0].islower() or entry.words[0] in "«{"
    assert not entry.words.endswith(".")
    assert not entry.mend.endswith(".")
    assert entry.meaning.endswith(".")

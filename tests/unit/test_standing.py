"""What is noted of a site, so that a later build knows what still stands."""

from __future__ import annotations

import errno
import os
from pathlib import Path

import pytest

from fichegen.artifacts import Laid
from fichegen.cache import Cache, open_cache
from fichegen.output import publish, publishing
from fichegen.project import Project
from fichegen.standing import note_standing, recall_standing, stands

FILES = {"index.html": b"a", "x/index.html": b"b", "x/y/é.ics": "é".encode()}


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "content").mkdir()
    return Project.at(tmp_path)


@pytest.fixture
def cache(project: Project) -> Cache:
    return open_cache(project)


def build(
    project: Project, cache: Cache, files: dict[str, bytes] = FILES
) -> tuple[list[Laid], str]:
    with publishing(project) as desk:
        laid = [desk.lay(path, body) for path, body in files.items()]
        done = publish(desk, laid)
    mark = note_standing(cache, project.output, laid, is_swapped=done.is_swapped)
    return laid, mark


def test_what_stands_is_kept_by_a_later_build(project: Project, cache: Cache) -> None:
    laid, mark = build(project, cache)
    assert stands(cache, project.output, mark)
    stood = recall_standing(cache, project.output)
    with publishing(project) as desk:
        kept = stood.kept(desk, [(each.path, each.digest) for each in laid])
        assert kept
        assert [(each.path, each.is_new) for each in kept] == [(path, False) for path in FILES]
        assert not publish(desk, kept).is_swapped
    assert stands(cache, project.output, mark)


@pytest.mark.parametrize("path", [*FILES, ".fichegen-manifest.json"])
@pytest.mark.parametrize("how", ["lost", "longer", "another"])
def test_what_was_meddled_with_does_not_stand(
    project: Project, cache: Cache, path: str, how: str
) -> None:
    laid, mark = build(project, cache)
    place = project.output / path
    body = place.read_bytes()
    if how == "longer":
        place.write_bytes(body + b" ")
    else:
        place.unlink()
    if how == "another":
        place.write_bytes(body)
    assert not stands(cache, project.output, mark)
    if path in FILES:
        stood = recall_standing(cache, project.output)
        with publishing(project) as desk:
            known = [(each.path, each.digest) for each in laid if each.path == path]
            assert stood.kept(desk, known) is None


def test_a_file_laid_beside_them_is_seen(project: Project, cache: Cache) -> None:
    _, mark = build(project, cache)
    (project.output / "CNAME").write_text("exemple.fr")
    assert not stands(cache, project.output, mark)


def test_what_a_killed_build_has_left_beside_it_is_seen(project: Project, cache: Cache) -> None:
    _, mark = build(project, cache)
    left = project.output.with_name(".site.fichegen-new-1234")
    left.mkdir()
    assert not stands(cache, project.output, mark)
    left.rmdir()
    assert stands(cache, project.output, mark)


def test_another_site_at_the_same_place_is_not_the_first(project: Project, cache: Cache) -> None:
    _, first = build(project, cache)
    _, second = build(project, cache, {**FILES, "index.html": b"c"})
    assert not stands(cache, project.output, first)
    assert stands(cache, project.output, second)
    _, again = build(project, cache, {**FILES, "index.html": b"c"})
    assert again == second


def test_of_a_site_nobody_has_noted_nothing_stands(project: Project, cache: Cache) -> None:
    _, mark = build(project, cache)
    assert not stands(cache, project.root / "autre", mark)
    assert not recall_standing(cache, project.root / "autre").files


def test_without_hard_links_an_unchanged_site_is_noted_as_it_stands(
    project: Project, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "no links here")

    monkeypatch.setattr(os, "link", refused)
    build(project, cache)
    _, mark = build(project, cache)
    assert stands(cache, project.output, mark)

"""All or nothing: the folder is the old site or the new one, and never somebody else's."""

from __future__ import annotations

import errno
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from fichegen import output
from fichegen.artifacts import Artifact
from fichegen.output import MANIFEST, OutputError, Published, publish
from fichegen.project import Project


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "content").mkdir()
    return Project.at(tmp_path)


def site(*pairs: tuple[str, str]) -> list[Artifact]:
    return [Artifact(path, body.encode()) for path, body in pairs]


def held(project: Project) -> dict[str, str]:
    found = (p for p in project.output.rglob("*") if p.is_file() and p.name != MANIFEST)
    return {p.relative_to(project.output).as_posix(): p.read_text() for p in found}


OLD = site(("index.html", "a"), ("x/index.html", "b"), ("gone/index.html", "c"))
NEW = site(("index.html", "a"), ("x/index.html", "B"), ("y/index.html", "d"))


def test_the_folder_holds_exactly_the_artifacts(project: Project) -> None:
    assert publish(project, OLD) == Published(written=3)
    assert publish(project, NEW) == Published(written=2, kept=1, removed=1)
    assert held(project) == {"index.html": "a", "x/index.html": "B", "y/index.html": "d"}
    assert sorted(p.name for p in project.root.iterdir()) == ["content", "site"]


def test_nothing_is_written_where_nothing_changed(project: Project) -> None:
    publish(project, OLD)
    before = {p: (p.stat().st_ino, p.stat().st_mtime_ns) for p in project.output.rglob("*")}
    assert publish(project, OLD) == Published(kept=3)
    assert before == {p: (p.stat().st_ino, p.stat().st_mtime_ns) for p in project.output.rglob("*")}


def test_unchanged_files_keep_inode_and_time(project: Project) -> None:
    publish(project, OLD)
    before = (project.output / "index.html").stat()
    publish(project, NEW)
    after = (project.output / "index.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)


def test_a_damaged_file_is_mended(project: Project) -> None:
    publish(project, OLD)
    (project.output / "index.html").write_text("hacked")
    assert publish(project, OLD).written == 1
    assert held(project)["index.html"] == "a"


def test_files_added_by_hand_are_kept_and_named(project: Project) -> None:
    publish(project, OLD)
    (project.output / "CNAME").write_text("a.fr")
    (project.output / ".git").mkdir()
    (project.output / ".git" / "HEAD").write_text("ref")
    assert publish(project, NEW).foreign == (".git/HEAD", "CNAME")
    assert held(project)["CNAME"] == "a.fr"


def test_a_file_of_somebody_else_is_never_overwritten(project: Project) -> None:
    publish(project, OLD)
    (project.output / "y").mkdir()
    (project.output / "y" / "index.html").write_text("à moi")
    with pytest.raises(OutputError) as caught:
        publish(project, NEW)
    assert caught.value.finding.code == "FG801"
    assert held(project)["y/index.html"] == "à moi"


def _foreign_folder(project: Project) -> Project:
    project.output.mkdir()
    (project.output / "notes.txt").write_text("x")
    return project


def _link(project: Project) -> Project:
    (project.root / "ailleurs").mkdir()
    project.output.symlink_to(project.root / "ailleurs")
    return project


def _file(project: Project) -> Project:
    project.output.write_text("x")
    return project


@pytest.mark.parametrize(
    "arrange",
    [
        _foreign_folder,
        _link,
        _file,
        lambda p: Project.at(p.root, output="."),
        lambda p: Project.at(p.root, output="content"),
        lambda p: Project.at(p.root, output="content/site"),
        lambda p: Project.at(p.root, output=str(p.root.parent)),
    ],
)
def test_a_folder_that_is_not_ours_is_refused(
    project: Project, arrange: Callable[[Project], Project]
) -> None:
    arranged = arrange(project)
    before = sorted(arranged.root.rglob("*"))
    with pytest.raises(OutputError) as caught:
        publish(arranged, NEW)
    assert caught.value.finding.code == "FG801"
    assert sorted(arranged.root.rglob("*")) == before


def test_an_empty_folder_is_taken(project: Project) -> None:
    project.output.mkdir()
    assert publish(project, OLD).written == 3


@pytest.mark.parametrize("moment", ["write", "link", "rename"])
def test_a_failure_leaves_the_old_site(
    project: Project, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    publish(project, OLD)

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "plein")

    if moment == "write":
        monkeypatch.setattr(Path, "write_bytes", fail)
    elif moment == "link":
        monkeypatch.setattr(output, "_link", fail)
    else:
        monkeypatch.setattr(output, "_swap", fail)
    with pytest.raises(OutputError) as caught:
        publish(project, NEW)
    monkeypatch.undo()
    assert caught.value.finding.code == "FG802"
    assert held(project) == {"index.html": "a", "x/index.html": "b", "gone/index.html": "c"}
    assert sorted(p.name for p in project.root.iterdir()) == ["content", "site"]
    assert publish(project, NEW).written == 2


def test_without_an_atomic_exchange_two_moves_do(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(output, "_exchange", lambda *_: False)
    publish(project, OLD)
    publish(project, NEW)
    assert held(project) == {"index.html": "a", "x/index.html": "B", "y/index.html": "d"}
    assert sorted(p.name for p in project.root.iterdir()) == ["content", "site"]


def test_a_build_killed_between_the_two_moves_is_mended(project: Project) -> None:
    publish(project, OLD)
    project.output.rename(project.output.with_name(".site.fichegen-old"))
    project.output.with_name(".site.fichegen-new").mkdir()
    assert publish(project, OLD) == Published(kept=3)
    assert sorted(p.name for p in project.root.iterdir()) == ["content", "site"]


def test_no_link_leads_out_of_the_folder(project: Project, tmp_path: Path) -> None:
    publish(project, OLD)
    outside = tmp_path / "dehors"
    outside.mkdir()
    (outside / "index.html").write_text("secret")
    (project.output / "x" / "index.html").unlink()
    (project.output / "x").rmdir()
    (project.output / "x").symlink_to(outside)
    with pytest.raises(OutputError):
        publish(project, NEW)
    assert (outside / "index.html").read_text() == "secret"


def test_what_cannot_be_removed_behind_the_swap_fails_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    publish(project, OLD)
    swap = output._swap

    def swap_and_jam(staging: Path, target: Path) -> None:
        swap(staging, target)
        monkeypatch.setattr(output, "_discard", _busy)

    monkeypatch.setattr(output, "_swap", swap_and_jam)
    assert publish(project, NEW).written == 2
    assert held(project) == {"index.html": "a", "x/index.html": "B", "y/index.html": "d"}


def _busy(_: Path) -> None:
    raise OSError(errno.EBUSY, "occupé")


@pytest.mark.parametrize("output_folder", ["site/../content/v", "lien/out"])
def test_no_detour_leads_into_the_sources(project: Project, output_folder: str) -> None:
    (project.root / "lien").symlink_to(project.root / "content")
    with pytest.raises(OutputError) as caught:
        publish(Project.at(project.root, output=output_folder), NEW)
    assert caught.value.finding.code == "FG801"
    assert list((project.root / "content").iterdir()) == []


def test_file_systems_without_hard_links(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    def no_link(*_: object, **__: object) -> None:
        raise OSError(errno.EPERM, "non")

    publish(project, OLD)
    monkeypatch.setattr(os, "link", no_link)
    publish(project, NEW)
    assert held(project) == {"index.html": "a", "x/index.html": "B", "y/index.html": "d"}

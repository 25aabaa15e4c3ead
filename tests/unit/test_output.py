"""All or nothing: the folder is the old site or the new one, and never somebody else's."""

from __future__ import annotations

import errno
import hashlib
import os
import shutil
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from conftest import ROOT

from fichegen import disk, output
from fichegen.artifacts import MANIFEST, Artifact, Laid
from fichegen.output import Desk, OutputError, Published, publishing
from fichegen.project import Project
from fichegen.stamps import stamp_of


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "content").mkdir()
    return Project.at(tmp_path)


def site(*pairs: tuple[str, str]) -> list[Artifact]:
    return [Artifact(path, body.encode()) for path, body in pairs]


def publish(project: Project, files: Iterable[Artifact]) -> Published:
    """Lay some files and publish them, as a build does."""
    with publishing(project) as desk:
        laid = [desk.lay(file.path, file.body) for file in files]
        return output.publish(desk, laid)


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


@pytest.mark.parametrize("moment", ["write", "link", "list", "rename"])
def test_a_failure_leaves_the_old_site(
    project: Project, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    publish(project, OLD)

    def fail(*_: object, **__: object) -> None:
        raise OSError(errno.ENOSPC, "plein")

    if moment == "write":
        monkeypatch.setattr(output, "_write", fail)
    elif moment == "link":
        monkeypatch.setattr(output, "_link", fail)
    elif moment == "list":
        monkeypatch.setattr(Path, "write_text", fail)
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
    monkeypatch.setattr(output, "exchange", lambda *_: False)
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
        monkeypatch.setattr(output, "discard", _busy)

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


def no_link(*_: object, **__: object) -> None:
    raise OSError(errno.EPERM, "non")


def test_file_systems_without_hard_links(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(project, OLD)
    monkeypatch.setattr(os, "link", no_link)
    publish(project, NEW)
    assert held(project) == {"index.html": "a", "x/index.html": "B", "y/index.html": "d"}
    assert sorted(p.name for p in project.root.iterdir()) == ["content", "site"]


# ---------------------------------------------------------------- others at the same folder


def test_a_mount_point_is_refused_with_a_way_out(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    project.output.mkdir()
    monkeypatch.setattr(output, "is_mount_point", lambda folder: folder == project.output)
    with pytest.raises(OutputError) as caught:
        publish(project, NEW)
    assert caught.value.finding.code == "FG801"
    assert "--output site/public" in caught.value.finding.mend
    inside = Project.at(project.root, output="site/public")
    assert publish(inside, NEW).written == 3


def test_an_ordinary_folder_is_no_mount_point(tmp_path: Path) -> None:
    assert not disk.is_mount_point(tmp_path)
    assert disk.is_mount_point(Path("/proc" if sys.platform == "linux" else "/"))


def test_a_build_that_waits_says_so_once(project: Project, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(disk, "_MOMENT", 0.2)
    told: list[str] = []
    order: list[str] = []

    def second() -> None:
        with publishing(project, lambda: told.append("attend")) as desk:
            order.append("second")
            output.publish(desk, [desk.lay("index.html", b"second")])

    with publishing(project) as desk:
        other = threading.Thread(target=second)
        other.start()
        deadline = time.monotonic() + 30
        while not told and time.monotonic() < deadline:
            time.sleep(0.02)
        order.append("first")
        output.publish(desk, [desk.lay("index.html", b"first")])
    other.join(30)
    assert (told, order) == (["attend"], ["first", "second"])
    assert held(project) == {"index.html": "second"}


def test_a_lock_outlives_nobody(project: Project) -> None:
    """The process that has it is killed: the next build need not wait."""
    script = (
        "import sys, time; from pathlib import Path; from fichegen.disk import locked\n"
        "with locked(Path(sys.argv[1]), print): print('tient', flush=True); time.sleep(60)"
    )
    with subprocess.Popen(
        [sys.executable, "-c", script, str(project.root)],
        stdout=subprocess.PIPE, env={**os.environ, "PYTHONPATH": str(ROOT)},
    ) as holder:  # fmt: skip
        assert holder.stdout
        assert holder.stdout.readline() == b"tient\n"
        holder.kill()
        holder.wait()
        told: list[str] = []
        with publishing(project, lambda: told.append("attend")):
            assert not told


def no_lock(*_: object) -> None:
    raise OSError(errno.ENOLCK, "non")


@pytest.mark.parametrize("moment", ["while it lays", "before it publishes", "with nothing yet"])
def test_without_locks_one_of_two_builds_publishes_nothing(
    project: Project, monkeypatch: pytest.MonkeyPatch, moment: str
) -> None:
    fcntl = pytest.importorskip("fcntl")
    monkeypatch.setattr(fcntl, "flock", no_lock)
    if moment != "with nothing yet":
        publish(project, OLD)
    with pytest.raises(OutputError) as caught, publishing(project) as desk:  # noqa: PT012
        laid = [desk.lay("index.html", b"a"), desk.lay("x/index.html", b"perdu")]
        if moment == "before it publishes":
            laid.append(desk.lay("z/index.html", b"perdu"))
        publish(project, NEW)
        if moment != "before it publishes":
            laid.append(desk.lay("z/index.html", b"perdu"))
        output.publish(desk, laid)
    assert caught.value.finding.code == "FG802"
    assert "relancez" in caught.value.finding.mend
    assert held(project) == {"index.html": "a", "x/index.html": "B", "y/index.html": "d"}
    assert sorted(p.name for p in project.root.iterdir()) == ["content", "site"]


def test_a_site_that_is_replaced_during_a_build_is_left_alone(project: Project) -> None:
    with pytest.raises(OutputError) as caught, on_a_desk(project) as desk:  # noqa: PT012
        laid = [desk.lay("index.html", b"a")]
        project.output.rename(project.root / "ailleurs")
        project.output.mkdir()
        (project.output / "notes.txt").write_text("à moi")
        output.publish(desk, laid)
    assert caught.value.finding.code in ("FG801", "FG802")
    assert held(project) == {"notes.txt": "à moi"}


@pytest.mark.parametrize("moment", ["before", "amid", "after"])
def test_a_site_that_vanishes_during_a_build_is_made_anew(project: Project, moment: str) -> None:
    with on_a_desk(project) as desk:
        noted = stamp(desk.target / "gone" / "index.html")
        laid = [desk.lay("index.html", b"a")] if moment != "before" else []
        if moment != "after":
            shutil.rmtree(project.output)
        laid += [desk.lay(file.path, file.body) for file in OLD[len(laid) : 2]]
        assert (desk.keep("gone/index.html", known("c"), noted) is None) == (moment != "after")
        if moment == "after":
            shutil.rmtree(project.output)
        laid.append(desk.lay("gone/index.html", b"c"))
        output.publish(desk, laid)
    assert held(project) == {"index.html": "a", "x/index.html": "b", "gone/index.html": "c"}


@pytest.mark.parametrize("failing", [1, 2])
@pytest.mark.parametrize("fault", [OSError(errno.EIO, "disque"), KeyboardInterrupt()])
def test_two_moves_that_fail_put_the_old_site_back(
    project: Project, monkeypatch: pytest.MonkeyPatch, failing: int, fault: BaseException
) -> None:
    publish(project, OLD)
    monkeypatch.setattr(output, "exchange", lambda *_: False)
    rename, moves = Path.rename, iter(range(1, 9))

    def fail(self: Path, to: Path) -> Path:
        if next(moves) == failing:
            raise fault
        return rename(self, to)

    monkeypatch.setattr(Path, "rename", fail)
    with pytest.raises((OutputError, KeyboardInterrupt)):
        publish(project, NEW)
    assert held(project) == {"index.html": "a", "x/index.html": "b", "gone/index.html": "c"}
    assert sorted(p.name for p in project.root.iterdir()) == ["content", "site"]


@pytest.mark.parametrize(
    ("number", "words"),
    [
        (errno.ENOSPC, "place"), (errno.EACCES, "droits"), (errno.EROFS, "--output"), (errno.EIO, "disque"),
        (errno.EMFILE, "ulimit"), (errno.ESTALE, "relancez"), (errno.ENODATA, "relancez"), (None, "relancez"),
    ],
)  # fmt: skip
def test_what_fails_is_told_with_what_to_do(number: int | None, words: str) -> None:
    reason, advice = disk.why(OSError(number, "x"), "a{b}/site")
    assert words in advice
    assert reason
    assert "{dossier}" not in advice


# ---------------------------------------------------------------- the desk


@contextmanager
def on_a_desk(project: Project) -> Iterator[Desk]:
    """Give a desk beside the old site, once that stands."""
    publish(project, OLD)
    with publishing(project) as desk:
        yield desk


def known(body: str) -> str:
    return hashlib.sha256(body.encode()).hexdigest()


def stamp(path: Path) -> tuple[int, int, int]:
    status = path.lstat()
    return status.st_mtime_ns, status.st_size, status.st_ino


def test_what_is_laid_is_told_as_it_lies_there(project: Project) -> None:
    with on_a_desk(project) as desk:
        same, other = desk.lay("index.html", b"a"), desk.lay("y/z/index.html", b"d")
        old = stamp(desk.target / "index.html")
        new = stamp(desk.staging / "y" / "z" / "index.html")
        assert same == Laid("index.html", known("a"), old, is_new=False)
        assert other == Laid("y/z/index.html", known("d"), new, is_new=True)
        assert (desk.read("index.html"), desk.read("y/z/index.html")) == (b"a", b"d")
    assert held(project)["index.html"] == "a"


def test_what_is_laid_and_not_published_is_gone(project: Project) -> None:
    with on_a_desk(project) as desk:
        desk.lay("index.html", b"z")
        staging = desk.staging
        assert staging.is_dir()
    assert not staging.exists()
    assert held(project) == {"index.html": "a", "x/index.html": "b", "gone/index.html": "c"}


def test_a_file_is_kept_as_it_was_noted(project: Project) -> None:
    with on_a_desk(project) as desk:
        noted = stamp(desk.target / "x" / "index.html")
        laid = desk.keep("x/index.html", known("b"), noted)
        assert laid == Laid("x/index.html", known("b"), noted, is_new=False)
        assert desk.read("x/index.html") == b"b"
        assert output.publish(desk, [laid]) == Published(kept=1, removed=2)
    assert stamp(project.output / "x" / "index.html") == noted


def _edited(place: Path) -> None:
    place.write_text("B")
    os.utime(place, ns=(1, 1))


def _rewritten_with_its_time(place: Path) -> None:
    """Another file of the same size and the same time."""
    before = place.stat()
    other = place.with_name("autre")
    other.write_text("B")
    other.replace(place)
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))


def _longer(place: Path) -> None:
    before = place.stat()
    place.write_text("bb")
    os.utime(place, ns=(before.st_atime_ns, before.st_mtime_ns))


def _linked(place: Path) -> None:
    """A link to a copy that is like the old file to the nanosecond."""
    other = place.parent.parent.parent / "dehors"
    shutil.copy2(place, other)
    place.unlink()
    place.symlink_to(other)


def _moved_and_linked(place: Path) -> None:
    """A link to the old file itself."""
    other = place.parent.parent.parent / "dehors"
    place.rename(other)
    place.symlink_to(other)


def _folder(place: Path) -> None:
    place.unlink()
    place.mkdir()


CHANGES = (
    *(_edited, _rewritten_with_its_time, _longer, _linked, _moved_and_linked, _folder),
    *(Path.unlink, lambda place: shutil.rmtree(place.parent)),
)


@pytest.mark.parametrize("change", CHANGES)
def test_a_file_that_is_not_as_it_was_noted_is_not_kept(
    project: Project, change: Callable[[Path], None]
) -> None:
    with on_a_desk(project) as desk:
        place = desk.target / "x" / "index.html"
        noted = stamp(place)
        change(place)
        assert desk.keep("x/index.html", known("b"), noted) is None
        assert not (desk.staging / "x" / "index.html").exists()


@pytest.mark.parametrize("left", ["", "moitié", "old", "link"])
@pytest.mark.parametrize("body", ["b", "B"])
def test_what_a_lost_process_has_laid_is_laid_anew(project: Project, left: str, body: str) -> None:
    """It may be empty, half there, or the old file under another name: that is not written through."""
    with on_a_desk(project) as desk:
        old, place = (folder / "x" / "index.html" for folder in (desk.target, desk.staging))
        place.parent.mkdir()
        if left == "old":
            os.link(old, place)
        elif left == "link":
            place.symlink_to(old)
        else:
            place.write_text(left)
        before = stamp(old)
        laid = desk.lay("x/index.html", body.encode())
        assert (old.read_text(), stamp(old)) == ("b", before)
        assert (place.read_text(), place.is_symlink()) == (body, False)
        assert laid == Laid("x/index.html", known(body), stamp(place), is_new=body == "B")
        kept = desk.keep("x/index.html", known("b"), before)
        assert kept == Laid("x/index.html", known("b"), before, is_new=False)
        assert place.samefile(old)


def test_a_chunk_done_twice_gives_the_same(project: Project) -> None:
    with on_a_desk(project) as desk:
        for file in NEW:
            desk.lay(file.path, file.body)
        laid = [desk.lay(file.path, file.body) for file in NEW]
        assert output.publish(desk, laid) == Published(written=2, kept=1, removed=1)
    assert held(project) == {"index.html": "a", "x/index.html": "B", "y/index.html": "d"}


@pytest.mark.parametrize("words", ["a", "secret"])
def test_a_link_in_the_place_of_an_old_file_is_not_followed(project: Project, words: str) -> None:
    """Not even where what it leads to holds the same: the site is files."""
    outside = project.root / "dehors.html"
    outside.write_text(words)
    publish(project, OLD)
    place = project.output / "index.html"
    place.unlink()
    place.symlink_to(outside)
    publish(project, OLD)
    assert not place.is_symlink()
    assert not place.samefile(outside)
    assert (place.read_text(), outside.read_text()) == ("a", words)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="has no pipes")
def test_a_pipe_in_the_place_of_an_old_file_stops_nothing(project: Project) -> None:
    publish(project, OLD)
    place = project.output / "index.html"
    place.unlink()
    os.mkfifo(place)
    assert publish(project, OLD).written == 1
    assert held(project)["index.html"] == "a"


def test_without_hard_links_files_are_copied_and_kept(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", no_link)
    with on_a_desk(project) as desk:
        old = desk.target / "index.html"
        laid = [desk.keep("index.html", known("a"), stamp(old)), desk.lay("x/index.html", b"b")]
        copies = [each for each in laid if each]
        assert len(copies) == 2
        for each in copies:
            place = desk.staging / each.path
            assert (each.is_new, each.stamp) == (False, stamp(place))
            assert not place.samefile(desk.target / each.path)
            assert place.stat().st_mtime_ns == (desk.target / each.path).stat().st_mtime_ns
        assert output.publish(desk, copies) == Published(kept=2, removed=1)
    assert held(project) == {"index.html": "a", "x/index.html": "b"}
    assert [stamp(project.output / each.path) for each in copies] == [e.stamp for e in copies]


def test_without_hard_links_what_a_lost_process_has_laid_is_laid_anew(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(os, "link", no_link)
    with on_a_desk(project) as desk:
        place = desk.staging / "x" / "index.html"
        place.parent.mkdir()
        for body in ("b", "B"):
            place.write_text("moitié")
            desk.lay("x/index.html", body.encode())
            assert place.read_text() == body
            assert (desk.target / "x" / "index.html").read_text() == "b"


def test_a_file_in_the_place_of_an_old_folder_is_none_to_keep(project: Project) -> None:
    publish(project, OLD)
    stamp = stamp_of(project.output / "x/index.html")
    shutil.rmtree(project.output / "x")
    (project.output / "x").write_text("à moi")
    with output.publishing(project) as desk:
        assert desk.keep("x/index.html", "", stamp) is None


def test_a_fault_that_is_none_of_the_disk_comes_out_as_itself(project: Project) -> None:
    with pytest.raises(BlockingIOError), output.publishing(project):
        raise BlockingIOError(errno.EAGAIN, "no process can be made")

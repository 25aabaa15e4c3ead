"""What earlier runs have noted: it comes back, or it is not there; it is never wrong, never in the way."""

from __future__ import annotations

import errno
import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import ProcessPoolExecutor
from contextlib import closing
from multiprocessing import get_context
from pathlib import Path

import pytest
from conftest import ROOT, Scratch

from fichegen import cache as room
from fichegen.cache import (
    Cache,
    contents_below,
    no_cache,
    open_cache,
    place_of,
    temporary_cache,
)
from fichegen.project import Project

ENTRIES = {bytes([number]) * 16: f"valeur {number}".encode() * 40 for number in range(30)}
KEY = bytes([7]) * 16


@pytest.fixture
def project(tmp_path: Path) -> Project:
    (tmp_path / "content").mkdir()
    return Project.at(tmp_path)


@pytest.fixture
def file(project: Project) -> Path:
    """The file of a cache that holds the entries, closed."""
    with closing(open_cache(project)) as cache:
        cache.put_all(ENTRIES)
        assert cache.findings == []
    return place_of(project)


@pytest.fixture
def cache(project: Project) -> Iterator[Cache]:
    with closing(open_cache(project)) as found:
        yield found


def codes(cache: Cache) -> list[str]:
    return [found.code for found in cache.findings]


def only_true(held: dict[bytes, bytes]) -> bool:
    """Tell that nothing is held that was not noted."""
    return held.items() <= ENTRIES.items()


def test_entries_come_back(file: Path, cache: Cache) -> None:
    assert cache.get_all(ENTRIES) == ENTRIES
    assert cache.get(KEY) == ENTRIES[KEY]
    assert cache.get(b"inconnue") is None
    assert cache.get_all([KEY, b"inconnue", KEY]) == {KEY: ENTRIES[KEY]}
    assert cache.get_all([]) == {}
    assert cache.findings == []


def test_more_entries_than_can_be_asked_for_at_once(cache: Cache) -> None:
    many = {number.to_bytes(16): str(number).encode() for number in range(1, 2500)}
    cache.put_all(many)
    assert cache.get_all(many) == many


def test_the_last_value_counts(file: Path, cache: Cache) -> None:
    cache.put_all({KEY: b"autre"})
    cache.put_all({})
    assert cache.get_all(ENTRIES) == ENTRIES | {KEY: b"autre"}


def test_it_is_one_file_outside_the_site(project: Project, file: Path) -> None:
    assert file.relative_to(project.root).as_posix() == ".fichegen/cache.sqlite"
    assert [path.name for path in file.parent.iterdir()] == ["cache.sqlite"]


def test_nothing_is_made_before_it_is_asked(project: Project) -> None:
    open_cache(project).close()
    assert not place_of(project).parent.exists()


def test_it_can_be_let_go_of_and_taken_up(file: Path, cache: Cache) -> None:
    for _ in range(3):
        assert cache.get(KEY) == ENTRIES[KEY]
        cache.close()
    cache.put_all({b"plus": b"tard"})
    assert cache.get(b"plus") == b"tard"


ELSEWHERE = """
import sys
from pathlib import Path
from fichegen.cache import Cache
cache = Cache(Path(sys.argv[1]))
sys.stdout.buffer.write(cache.get(bytes([7]) * 16) or b"")
cache.put_all({b"ailleurs": b"vu"})
assert not cache.findings
cache.close()
"""


def python(code: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-c", code, *arguments],
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        check=False,
        timeout=60,
    )


def test_another_process_sees_them_and_is_seen(file: Path, cache: Cache) -> None:
    assert cache.get(KEY)
    ran = python(ELSEWHERE, str(file))
    assert (ran.returncode, ran.stdout) == (0, ENTRIES[KEY]), ran.stderr
    assert cache.get(b"ailleurs") == b"vu"
    assert cache.findings == []


KILLED = """
import os, sqlite3, sys
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("pragma cache_size = 1")
connection.execute("begin immediate")
connection.execute("update kept set value = zeroblob(20000)")
connection.execute("delete from kept where key < x'09'")
os._exit(9)
"""


def test_a_process_killed_while_it_writes_has_written_nothing(file: Path, cache: Cache) -> None:
    assert python(KILLED, str(file)).returncode == 9
    assert cache.get_all(ENTRIES) == ENTRIES
    assert cache.findings == []


# ---------------------------------------------------------------- damage


def edited(file: Path, *statements: str) -> None:
    with closing(sqlite3.connect(file)) as connection:
        for statement in statements:
            connection.execute(statement)
        connection.commit()


@pytest.mark.parametrize(
    "value",
    ["x''", "x'00'", "zeroblob(8)", "substr(value, 1, 20)", "value || x'00'", "'des mots'",
     "null", "7", "(select value from kept where key = x'08080808080808080808080808080808')"],
)  # fmt: skip
def test_a_damaged_entry_is_not_there(file: Path, cache: Cache, value: str) -> None:
    """Cut, longer, of another kind, or that of another key: the others are."""
    edited(file, f"update kept set value = {value} where key = x'{KEY.hex()}'")
    assert cache.get(KEY) is None
    assert cache.get_all(ENTRIES) == {key: ENTRIES[key] for key in ENTRIES if key != KEY}
    cache.put_all({KEY: ENTRIES[KEY]})
    assert cache.get(KEY) == ENTRIES[KEY]
    assert cache.findings == []


def _text(file: Path) -> None:
    file.write_text("Ceci n'est pas une mémoire.\n" * 300)


def _half(file: Path) -> None:
    file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def _half_a_page(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:2000])


def _head_alone(file: Path) -> None:
    file.write_bytes(file.read_bytes()[:100])


def _filled_with_nothing(file: Path) -> None:
    body = file.read_bytes()
    file.write_bytes(body[:100] + b"\0" * (len(body) - 100))


def _of_another_program(file: Path) -> None:
    file.unlink()
    edited(file, "create table notes (words text)", "insert into notes values ('à moi')")


def _signed_by_another_program(file: Path) -> None:
    edited(file, "pragma application_id = 12345")


def _empty_and_signed_by_another_program(file: Path) -> None:
    file.unlink()
    edited(file, "pragma application_id = 12345")


def _of_a_later_form(file: Path) -> None:
    edited(file, "pragma user_version = 2")


def _with_a_table_more(file: Path) -> None:
    edited(file, "create table notes (words text)")


def _with_a_trigger(file: Path) -> None:
    edited(file, "create trigger t after insert on kept begin delete from kept; end")


def _a_view_in_the_place_of_the_table(file: Path) -> None:
    edited(file, "alter table kept rename to held", "create view kept as select * from held")


DAMAGES = (
    _text, _half, _half_a_page, _head_alone, _filled_with_nothing, _of_another_program,
    _signed_by_another_program, _empty_and_signed_by_another_program, _of_a_later_form,
    _with_a_table_more, _with_a_trigger, _a_view_in_the_place_of_the_table,
)  # fmt: skip


@pytest.mark.parametrize("left", [b"", b"x"])
def test_a_file_that_holds_nothing_is_a_new_one(file: Path, cache: Cache, left: bytes) -> None:
    file.write_bytes(left)
    assert cache.get_all(ENTRIES) == {}
    cache.put_all(ENTRIES)
    assert cache.get_all(ENTRIES) == ENTRIES
    assert cache.findings == []


@pytest.mark.parametrize("damage", DAMAGES)
def test_a_file_that_is_none_of_ours_is_thrown_away_and_told_once(
    file: Path, cache: Cache, damage: Callable[[Path], None]
) -> None:
    damage(file)
    for _ in range(3):
        assert only_true(cache.get_all(ENTRIES))
    assert codes(cache) == ["FG806"]
    (told,) = cache.findings
    assert told.span.path == ".fichegen/cache.sqlite"
    assert "elle est refaite" in told.message
    cache.put_all(ENTRIES)
    assert cache.get_all(ENTRIES) == ENTRIES
    cache.close()
    with closing(Cache(file)) as later:
        assert later.get_all(ENTRIES) == ENTRIES
        assert later.findings == []


@pytest.mark.parametrize("damage", DAMAGES)
def test_who_only_looks_leaves_it_to_others_to_throw_away_and_to_tell(
    file: Path, damage: Callable[[Path], None]
) -> None:
    damage(file)
    before = file.read_bytes()
    with closing(Cache(file, only_looks=True)) as looking:
        for _ in range(2):
            assert only_true(looking.get_all(ENTRIES))
    assert file.read_bytes() == before
    with closing(Cache(file)) as working:
        working.get_all(ENTRIES)
        assert codes(working) == ["FG806"]


def test_who_only_looks_makes_nothing(file: Path) -> None:
    file.unlink()
    file.parent.rmdir()
    with closing(Cache(file, only_looks=True)) as looking:
        assert looking.get_all(ENTRIES) == {}
        looking.put_all(ENTRIES)
    assert not file.parent.exists()


def test_a_build_tells_of_a_damaged_cache(scratch: Scratch) -> None:
    scratch.write({"content/a.md": "# Écouter\n\n## Public\n\nTous\n"})
    scratch.run("build")
    file = scratch.root / ".fichegen/cache.sqlite"
    file.write_bytes(b"x" * 4096)
    assert "FG806" in scratch.run("build").out
    assert "FG806" not in scratch.run("build").out


@pytest.mark.parametrize("damage", DAMAGES)
def test_what_is_noted_first_is_noted_in_a_new_file(
    file: Path, cache: Cache, damage: Callable[[Path], None]
) -> None:
    """The damage may be found while writing: what is lost is made again by a later run."""
    damage(file)
    cache.put_all({KEY: b"neuf"})
    assert cache.get(KEY) in (b"neuf", None)
    assert cache.get_all(ENTRIES) in ({}, {KEY: b"neuf"})
    assert codes(cache) == ["FG806"]


def test_wherever_the_file_is_cut_nothing_is_wrong_and_the_next_run_is_well(
    project: Project, file: Path
) -> None:
    body = file.read_bytes()
    for size in range(0, len(body), 479):
        file.write_bytes(body[:size])
        with closing(open_cache(project)) as cache:
            assert only_true(cache.get_all(ENTRIES))
            cache.put_all(ENTRIES)
            assert set(codes(cache)) <= {"FG806"}
        with closing(open_cache(project)) as cache:
            cache.put_all(ENTRIES)
            assert (size, cache.get_all(ENTRIES) == ENTRIES) == (size, True)
            assert cache.findings == []


# ---------------------------------------------------------------- out of reach


def as_somebody(code: str, *arguments: str) -> subprocess.CompletedProcess[bytes]:
    """Run some Python without the rights of root, whoever runs the tests."""
    drop = "import os\nif os.geteuid() == 0:\n    os.setgid(65534)\n    os.setuid(65534)\n"
    warm = "import sqlite3\nfrom fichegen.cache import Cache\nfrom fichegen.codes import CODES\n"
    return python(warm + drop + code, *arguments)


READ_ONLY = """
import sys
from pathlib import Path
cache = Cache(Path(sys.argv[1]))
found = cache.get(bytes([7]) * 16)
cache.put_all({b"nouvelle": b"x"})
cache.put_all({b"autre": b"x"})
cache.keep_only([])
again = cache.get(bytes([7]) * 16)
print(found is not None, again is not None, len(cache.findings), cache.findings[0].message)
"""


@pytest.mark.skipif(os.name == "nt", reason="knows no such rights")
def test_a_disk_that_does_not_answer_is_told_once(
    project: Project, cache: Cache, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> bool:
        raise OSError(errno.EIO, "disque")

    monkeypatch.setattr(Path, "is_symlink", fail)
    for _ in range(2):
        assert cache.get(b"k") is None
    assert codes(cache) == ["FG806"]


@pytest.mark.parametrize("is_there", [True, False])
def test_a_folder_that_cannot_be_written_is_told_once(
    tmp_path: Path, project: Project, file: Path, is_there: bool
) -> None:
    """What is there already may serve."""
    for folder in (tmp_path, *tmp_path.parents):
        if folder.name.startswith(("pytest-", "popen-")) or folder == tmp_path:
            folder.chmod(0o755)
    if not is_there:
        file.unlink()
    else:
        file.chmod(0o444)
    file.parent.chmod(0o555)
    try:
        ran = as_somebody(READ_ONLY, str(file))
    finally:
        file.parent.chmod(0o755)
    assert ran.returncode == 0, ran.stderr.decode()
    said = ran.stdout.decode()
    assert said.startswith(f"{is_there} False 1 "), said
    assert "elle ne peut pas être écrite ; tout est refait" in said
    assert file.exists() == is_there


@pytest.mark.parametrize(("lock", "reads"), [("immediate", True)])
def test_one_that_another_build_holds_is_not_waited_for_for_ever(
    file: Path, cache: Cache, monkeypatch: pytest.MonkeyPatch, lock: str, reads: bool
) -> None:
    monkeypatch.setattr(room, "_PATIENCE", 0.05)
    with closing(sqlite3.connect(file, isolation_level=None)) as other:
        other.execute(f"begin {lock}")
        assert cache.get(KEY) == (ENTRIES[KEY] if reads else None)
        cache.put_all({b"nouvelle": b"x"})
        assert "une autre construction la tient" in cache.findings[0].message
        assert codes(cache) == ["FG806"]
        assert cache.get(KEY) is None
        other.execute("rollback")
    with closing(Cache(file)) as later:
        assert later.get_all(ENTRIES) == ENTRIES
        assert later.get(b"nouvelle") is None


HOLDING = """
import sqlite3, sys, time
connection = sqlite3.connect(sys.argv[1], isolation_level=None)
connection.execute("begin exclusive")
print(flush=True)
time.sleep(0.5)
connection.execute("commit")
"""


def test_one_that_another_build_lets_go_is_waited_for(
    file: Path, cache: Cache, tmp_path: Path
) -> None:
    with subprocess.Popen(
        [sys.executable, "-c", HOLDING, str(file)], stdout=subprocess.PIPE
    ) as holding:
        assert holding.stdout
        holding.stdout.readline()
        cache.put_all({b"nouvelle": b"x"})
        assert cache.get(b"nouvelle") == b"x"
        assert cache.findings == []


def test_a_full_disk_is_told(file: Path, cache: Cache) -> None:
    assert cache.get(KEY)
    assert cache._connection
    cache._connection.execute("pragma max_page_count = 1")
    cache.put_all({b"grosse": b"x" * 500_000})
    assert "le disque est plein ; tout est refait" in cache.findings[0].message
    assert cache.get(KEY) is None
    with closing(Cache(file)) as later:
        assert later.get_all(ENTRIES) == ENTRIES


# ---------------------------------------------------------------- bounded


def test_what_is_of_no_use_any_more_is_taken_out(file: Path, cache: Cache) -> None:
    used = [*ENTRIES][:10]
    before = file.stat().st_size
    cache.keep_only(used)
    cache.close()
    assert cache.get_all(ENTRIES) == {key: ENTRIES[key] for key in used}
    assert file.stat().st_size < before


def test_what_was_of_use_is_kept_while_it_is_not_much(file: Path, cache: Cache) -> None:
    """Somebody may go back to what it was made from, from one branch to another."""
    cache.keep_only([*ENTRIES][:15])
    assert cache.get_all(ENTRIES) == ENTRIES
    cache.keep_only([])
    assert cache.get_all(ENTRIES) == {}


def test_the_size_is_bounded_however_often_all_changes(cache: Cache) -> None:
    sizes = []
    for turn in range(12):
        new = {
            turn.to_bytes(8) + number.to_bytes(8): bytes([turn, number]) * 300
            for number in range(20)
        }
        cache.put_all(new)
        cache.keep_only(new.keys())
        assert cache.get_all(new) == new
        sizes.append(cache.file.stat().st_size)
    assert max(sizes[6:]) <= max(sizes[:6])
    assert cache.findings == []


# ---------------------------------------------------------------- others


def test_no_cache_has_nothing_and_keeps_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    with closing(no_cache()) as cache:
        cache.put_all(ENTRIES)
        cache.keep_only([])
        assert cache.get_all(ENTRIES) == {}
        assert cache.get(KEY) is None
        assert cache.findings == []
    assert [*tmp_path.iterdir()] == []


def test_nothing_is_left_of_a_temporary_one(tmp_path: Path) -> None:
    with temporary_cache(tmp_path) as cache:
        cache.put_all(ENTRIES)
        assert cache.get_all(ENTRIES) == ENTRIES
        assert cache.file.is_relative_to(tmp_path)
    assert [*tmp_path.iterdir()] == []


def test_contents_are_told_in_order_through_links_without_what_python_leaves(
    tmp_path: Path,
) -> None:
    """A designer may link to templates that several projects share; a link back ends nothing."""
    root = tmp_path / "dossier"
    for name in ("b/c.txt", "b/a.txt", "a.txt", "__pycache__/x.pyc", "b/__pycache__/y.pyc"):
        (root / name).parent.mkdir(parents=True, exist_ok=True)
        (root / name).write_text(f"de {name}")
    (tmp_path / "dehors").mkdir()
    (tmp_path / "dehors" / "commun").write_text("commun")
    (root / "lien").symlink_to(tmp_path / "dehors")
    (root / "lien.txt").symlink_to(tmp_path / "dehors" / "commun")
    (root / "b" / "retour").symlink_to(root)
    told = [*contents_below(root)]
    assert told == [
        each.encode()
        for name, body in (
            ("a.txt", "de a.txt"), ("lien.txt", "commun"), ("b/a.txt", "de b/a.txt"),
            ("b/c.txt", "de b/c.txt"), ("lien/commun", "commun"),
        )
        for each in (f"/{name}", body)
    ]  # fmt: skip


def test_whatever_byte_is_another_nothing_is_wrong(project: Project, file: Path) -> None:
    body = file.read_bytes()
    for at in (*range(100), *range(100, len(body), 97)):
        damaged = bytearray(body)
        damaged[at] ^= 0xFF
        file.write_bytes(damaged)
        with closing(open_cache(project)) as cache:
            assert only_true(cache.get_all(ENTRIES)), at
            assert set(codes(cache)) <= {"FG806"}, at


def unusable(cache: Cache) -> str:
    """Tell why a cache cannot be used; all goes on without it, and it is told once."""
    for _ in range(3):
        assert cache.get(KEY) is None
        cache.put_all(ENTRIES)
        cache.keep_only([KEY])
    assert codes(cache) == ["FG806"]
    assert "tout est refait" in cache.findings[0].message
    return cache.findings[0].message


def test_a_folder_in_its_place_is_left_alone(project: Project, cache: Cache) -> None:
    place_of(project).mkdir(parents=True)
    (place_of(project) / "à moi").touch()
    assert "ne peut pas être écrite" in unusable(cache)
    assert (place_of(project) / "à moi").exists()


def test_a_file_in_the_place_of_its_folder_is_left_alone(project: Project, cache: Cache) -> None:
    place_of(project).parent.write_text("à moi")
    unusable(cache)
    assert place_of(project).parent.read_text() == "à moi"


@pytest.mark.parametrize("is_there", [True, False])
def test_a_link_is_not_followed(project: Project, cache: Cache, is_there: bool) -> None:
    elsewhere = project.root / "ailleurs.sqlite"
    if is_there:
        with closing(Cache(elsewhere)) as other:
            other.put_all(ENTRIES)
    place_of(project).parent.mkdir()
    place_of(project).symlink_to(elsewhere)
    assert "c'est un lien" in unusable(cache)
    assert place_of(project).is_symlink()
    assert elsewhere.exists() == is_there


def test_builds_that_begin_at_once_share_one(tmp_path: Path) -> None:
    """Red about once in sixty rounds: the file is made in several steps that others see."""
    for turn in range(60):
        file = tmp_path / str(turn) / "cache.sqlite"
        with ProcessPoolExecutor(4, mp_context=get_context("fork")) as force:
            told = [*force.map(_noted, [file] * 4, range(4))]
        assert told == [[]] * 4
        with closing(Cache(file)) as cache:
            assert len(cache.get_all([bytes([n]) * 16 for n in range(4)])) == 4


def _noted(file: Path, number: int) -> list[str]:
    with closing(Cache(file)) as cache:
        cache.put_all({bytes([number]) * 16: b"x" * 100})
        return codes(cache)

"""Files compressed beside those of the site: whole, small, the same for everybody, made once."""

from __future__ import annotations

import gzip
import json
import shutil
from collections import Counter
from pathlib import Path

import brotli
import pytest
from conftest import TODAY, Scratch
from corpus import write_corpus
from sites import build_all

from fichegen import packing
from fichegen.artifacts import MANIFEST
from fichegen.exporters import PACKED
from fichegen.making import twins
from fichegen.packing import packed
from fichegen.pipeline import build
from fichegen.project import Project
from fichegen.request import Request
from fichegen.settings import Packing

FICHE = """\
# Accueillir

## Dates

15 novembre 2021

## Lieu

Brest

## Contact

ana@exemple.fr
"""


@pytest.fixture
def both(scratch: Scratch) -> Scratch:
    """A project of two fiches that asks for both."""
    scratch.write({
        "content/catalogue.yml": "titre: Essai\nurl: https://exemple.fr\ncompression: gzip, br\n",
        "content/a.md": FICHE,
        "content/b.md": FICHE.replace("Accueillir", "Écouter"),
    })  # fmt: skip
    return scratch


@pytest.fixture
def made(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Counts what is compressed."""
    counted: Counter[str] = Counter()

    def count(kind: Packing, body: bytes) -> bytes:
        counted[kind] += 1
        return packed(kind, body)

    monkeypatch.setattr(twins, "packed", count)
    return counted


def plain(files: dict[str, bytes]) -> dict[str, bytes]:
    return {path: body for path, body in files.items() if not path.endswith((".gz", ".br"))}


def worth(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the files that are compressed where they get smaller."""
    found = plain(files).items()
    return {path: body for path, body in found if path.endswith(PACKED) and path != MANIFEST}


def test_a_site_is_not_compressed_unless_it_is_asked_for(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE})
    assert scratch.run("build").status == 0
    assert plain(scratch.pages()) == scratch.pages()


def test_what_gets_smaller_has_a_twin_that_gives_it_back(both: Scratch) -> None:
    assert both.run("build", "--jobs", "1").status == 0
    files = both.pages()
    small = files.keys() - plain(files).keys()
    assert {twin[:-3] for twin in small} <= worth(files).keys()
    smaller = 0
    for path, body in worth(files).items():
        for kind, undone in ((Packing.GZIP, gzip.decompress), (Packing.BROTLI, brotli.decompress)):
            twin = files.get(f"{path}.{kind.ending}")
            if twin is None:
                assert len(packed(kind, body)) >= len(body), path
                continue
            assert len(twin) < len(body), path
            assert undone(twin) == body, path
            smaller += 1
    assert smaller > 100
    listed = json.loads(files[MANIFEST])["files"]
    assert listed.keys() == files.keys() - {MANIFEST}


def test_gzip_tells_neither_a_day_nor_a_name() -> None:
    made = packed(Packing.GZIP, b"a" * 1000)
    assert made[:10] == b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x02\xff"  # RFC 1952, 2.3
    assert made == packed(Packing.GZIP, b"a" * 1000)


def test_without_compression_the_site_is_otherwise_the_same(both: Scratch) -> None:
    both.run("build", "--jobs", "1")
    with_twins = both.pages()
    settings = both.root / "content/catalogue.yml"
    settings.write_text(settings.read_text("utf-8").replace("gzip, br", "non"), encoding="utf-8")
    assert both.run("build", "--jobs", "1").status == 0
    without = both.pages()
    assert plain(without) == without  # and no twin of the old site is left
    told = {MANIFEST, ".htaccess", "serveurs/nginx.conf", "serveurs/caddy.conf"}
    told |= {"serveurs/nginx-brotli.conf"}
    assert {path: body for path, body in without.items() if path not in told} == {
        path: body for path, body in plain(with_twins).items() if path not in told
    }


def test_a_file_that_did_not_change_is_not_compressed_again(
    both: Scratch, made: Counter[str]
) -> None:
    both.run("build", "--jobs", "1")
    before = both.pages()
    inodes = {path: (both.site / path).stat().st_ino for path in before}
    first = made.total()
    with (both.root / "content/a.md").open("a", encoding="utf-8") as fiche:
        fiche.write("\n## Objectifs\n\n- Repérer ce qui compte\n")
    made.clear()
    assert both.run("build", "--jobs", "1").status == 0
    after = both.pages()
    kept = {path for path in after if after[path] == before.get(path)}
    assert all((both.site / path).stat().st_ino == inodes[path] for path in kept)
    changed = worth(after).keys() - kept
    assert made == {Packing.GZIP: len(changed), Packing.BROTLI: len(changed)}
    assert 0 < made.total() < first


def test_a_file_that_is_made_again_and_comes_out_the_same_keeps_its_twin(
    both: Scratch, made: Counter[str]
) -> None:
    """Another day has every page made again; what the day does not show in comes out the same."""
    both.run("build", "--jobs", "1")
    before = both.pages()
    made.clear()
    assert both.run("build", "--jobs", "1", today="2021-09-02").status == 0
    after = both.pages()
    changed = [path for path, body in worth(after).items() if body != before[path]]
    assert made.total() == 2 * len(changed)
    assert len(changed) < len(worth(after))


def test_nothing_to_do_compresses_nothing(both: Scratch, made: Counter[str]) -> None:
    both.run("build", "--jobs", "1")
    made.clear()
    assert both.run("build", "--jobs", "1").status == 0
    assert not made


@pytest.mark.parametrize("how", ["lost", "written in"])
@pytest.mark.parametrize("ending", ["gz", "br"])
def test_a_twin_that_is_meddled_with_is_put_right(both: Scratch, how: str, ending: str) -> None:
    both.run("build", "--jobs", "1")
    before = both.pages()
    twin = both.site / f"index.html.{ending}"
    if how == "lost":
        twin.unlink()
    else:
        twin.write_bytes(twin.read_bytes() + b"x")
    assert both.run("build", "--jobs", "1").status == 0
    assert both.pages() == before


def test_another_library_has_everything_compressed_again(
    both: Scratch, made: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    both.run("build", "--jobs", "1")
    first = Counter(made)
    assert first
    made.clear()
    monkeypatch.setattr(twins, "method", lambda kind: f"{kind} 99".encode())
    both.write({"content/a.md": f"{FICHE}\n"})  # so that there is something to do
    both.run("build", "--jobs", "1")
    assert made == first


def test_without_a_cache_the_bytes_are_the_same(both: Scratch) -> None:
    both.run("build", "--jobs", "1")
    before = both.pages()
    assert both.run("build", "--no-cache").status == 0
    assert both.pages() == before
    shutil.rmtree(both.site)
    both.run("build", "--no-cache")
    assert both.pages() == before


@pytest.mark.parametrize("jobs", [1, 3])
def test_any_number_of_processes_compresses_the_same(tmp_path: Path, jobs: int) -> None:
    files = []
    for name, count in (("one", 1), ("many", jobs)):
        root = tmp_path / name
        write_corpus(root, 12, seed=5, today=TODAY)
        settings = root / "content/catalogue.yml"
        settings.write_text(
            f"{settings.read_text('utf-8')}compression: gzip, br\n", encoding="utf-8"
        )
        asked = Request(project=Project.at(root), today_in=lambda _: TODAY, jobs=count)
        files.append(build_all(asked).files)
    assert files[0] == files[1]


def test_without_the_module_nothing_is_published(
    both: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    both.run("build", "--jobs", "1")
    before = both.pages()
    monkeypatch.setattr(packing, "find_spec", lambda name: None)
    both.write({"content/a.md": f"{FICHE}\n## Objectifs\n\n- Voir\n"})
    ran = both.run("build", "--jobs", "1")
    assert ran.status == 2
    assert "content/catalogue.yml:3:14: erreur[FG808]" in ran.out
    assert both.pages() == before
    assert both.run("check").status == 0  # who does not publish need not have it
    assert "✗ le réglage « compression » demande br" in both.run("doctor").out


def test_gzip_alone_needs_no_module(both: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(packing, "find_spec", lambda name: None)
    both.write({"content/catalogue.yml": "compression: gzip\n"})
    assert both.run("build", "--jobs", "1").status == 0
    assert "index.html.gz" in both.pages()
    assert not [path for path in both.pages() if path.endswith(".br")]


def test_a_fault_in_the_fiches_is_told_with_the_missing_module(
    both: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(packing, "find_spec", lambda name: None)
    both.write({"content/a.md": FICHE.replace("15 novembre", "31 novembre")})
    built = build(both.request())
    assert built.published is None
    assert "FG301" in {found.code for found in built.survey.findings}

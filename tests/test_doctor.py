"""`fichegen doctor`: what it says of a place, sound or not; it never writes."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from importlib import metadata
from pathlib import Path

import pytest
from conftest import ROOT, Ran, Scratch

from fichegen import __version__
from fichegen.cli.doctor import machine
from fichegen.cli.doctor.versions import requirement

GIT = shutil.which("git")
FICHE = "# Accueillir\n\n## Dates\n\nDates à définir\n\n## Contact\n\nana@exemple.fr\n"


def tree(root: Path) -> dict[str, tuple[int, bytes]]:
    return {
        str(path.relative_to(root)): (path.stat().st_mtime_ns, path.read_bytes() if path.is_file() else b"")
        for path in root.rglob("*")
    }  # fmt: skip


def marks(ran: Ran, mark: str) -> list[str]:
    return [line for line in ran.out.splitlines() if line.startswith(f"{mark} ")]


def test_a_sound_project(demo: Scratch) -> None:
    before = tree(demo.root)
    ran = demo.run("doctor")
    assert (ran.status, ran.err) == (0, "")
    assert not marks(ran, "✗")
    assert "✓ content/ : 3 fiches, 6 sessions" in ran.out
    assert re.search(r"✓ Python 3\.\d+", ran.out)
    assert f"click {metadata.version('click')}" in ran.out
    assert tree(demo.root) == before


def test_every_advice_stands_under_its_line(demo: Scratch) -> None:
    for line in demo.run("doctor").out.splitlines():
        assert line.startswith(("✓ ", "! ", "✗ ", "  aide : ")), line


def test_outside_any_project(scratch: Scratch) -> None:
    (scratch.root / "content").rmdir()
    ran = scratch.run("doctor")
    assert ran.status == 0
    assert "! aucun projet ici" in ran.out
    assert "fichegen init" in ran.out
    assert not [*scratch.root.iterdir()]


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({"content/a.md": "# A\n\n## Dates\n\n31 juin 2022\n"}, "1 fiche, 0 session, 1 erreur : rien ne sera publié"),
        ({"content/a.md": FICHE, "content/catalogue.yml": "titer: x\n"}, "vouliez-vous dire « titre » ?"),
        ({"content/a.md": FICHE, "content/catalogue.yml": "titre: [\n"}, "content/catalogue.yml : 1 réglage à corriger"),
        ({"content/a.md": FICHE, "site/index.html": "à moi"}, "site/ contient autre chose qu'un site de fichegen"),
        ({"content/a.md": FICHE, "site": "un fichier"}, "site n'est pas un dossier"),
    ],
)  # fmt: skip
def test_what_will_not_work(files: dict[str, str], told: str, scratch: Scratch) -> None:
    scratch.write(files)
    ran = scratch.run("doctor")
    assert ran.status == 1
    assert marks(ran, "✗")
    assert told in ran.out
    quiet = scratch.run("doctor", "-q")
    assert (quiet.status, marks(quiet, "✓"), marks(quiet, "!")) == (1, [], [])
    assert told in quiet.out


@pytest.mark.parametrize(
    ("files", "told"),
    [
        ({}, "! content/ : 0 fiche, 0 session"),
        ({"content/a.md": FICHE}, "! pas de réglages (content/catalogue.yml)"),
        ({"content/a.md": FICHE, "content/catalogue.yml": "titre: x\n"}, "! le réglage « url » manque"),
        ({"content/a.md": FICHE, "templates/pages/fihce.html": "x"}, "vouliez-vous dire « pages/fiche.html » ?"),
        ({"content/a.md": FICHE, "templates/pages/fiche.html": "x"}, "✓ templates/ remplace pages/fiche.html"),
        ({"content/a.md": FICHE, "templates/partials/encart.html": "x"}, "✓ templates/ ne remplace rien"),
    ],
)  # fmt: skip
def test_what_is_worth_knowing(files: dict[str, str], told: str, scratch: Scratch) -> None:
    scratch.write(files)
    ran = scratch.run("doctor")
    assert ran.status == 0, ran.out
    assert told in ran.out


def test_a_mount_point_is_told_before_a_build_refuses_it(
    demo: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    (demo.root / "site").mkdir()
    monkeypatch.setattr("fichegen.cli.doctor.project.is_mount_point", lambda _: True)
    ran = demo.run("doctor")
    assert ran.status == 1
    assert "✗ site est un point de montage" in ran.out
    assert "--output site/public" in ran.out


def test_a_site_of_ours_is_known(demo: Scratch) -> None:
    demo.run("build")
    assert "✓ site/ : site déjà construit" in demo.run("doctor").out


def test_what_init_wrote_once_is_compared_with_this_version(scratch: Scratch) -> None:
    scratch.run("init", ".")
    told = scratch.run("doctor").out
    assert f"✓ vérification et publication automatiques par fichegen {__version__}" in told
    assert "✓ aides à la saisie (schemas/) à jour" in told
    for name, version in ((".gitlab-ci.yml", "0.0.9"), (".pre-commit-config.yaml", "99.1")):
        path = scratch.root / name
        path.write_text(
            path.read_text("utf-8").replace(f"=={__version__}", f"=={version}"), "utf-8"
        )
    (scratch.root / "schemas/fiche.schema.json").write_text("{}", encoding="utf-8")
    ran = scratch.run("doctor")
    assert ran.status == 0
    assert (
        f"! .gitlab-ci.yml demande fichegen 0.0.9, et cette machine a {__version__}\n  aide : écrivez-y « fichegen=={__version__} »"
        in ran.out
    )
    assert "! .pre-commit-config.yaml demande fichegen 99.1" in ran.out
    assert "aide : pip install fichegen==99.1" in ran.out
    assert "! schemas/fiche.schema.json n'est pas de cette version" in ran.out
    assert "aide : fichegen schema fiche > schemas/fiche.schema.json" in ran.out
    assert "✓ vérification" not in ran.out


def test_automation_that_is_not_read_where_it_is(scratch: Scratch) -> None:
    scratch.run("init", ".")
    (scratch.root.parent / ".git").mkdir()
    ran = scratch.run("doctor")
    assert "! .gitlab-ci.yml : n'est lu qu'à la racine du dépôt git" in ran.out
    assert "aide : retirez .gitlab-ci.yml, réglé pour un autre dossier" in ran.out
    (scratch.root / ".gitlab-ci.yml").unlink()
    scratch.run("init", ".")
    assert "aide : mv .gitlab-ci.yml ../\n" in scratch.run("doctor").out
    (scratch.root / ".gitlab-ci.yml").rename(scratch.root.parent / ".gitlab-ci.yml")
    ran = scratch.run("doctor")
    assert ".gitlab-ci.yml : n'est lu" not in ran.out


@pytest.mark.skipif(not GIT, reason="no git")
def test_fiches_in_git_and_not(scratch: Scratch) -> None:
    def git(*arguments: str) -> None:
        subprocess.run(["git", *arguments], cwd=scratch.root, check=True, capture_output=True)

    scratch.write({"content/été.md": FICHE})
    assert "! ce dossier n'est pas dans un dépôt git" in scratch.run("doctor").out
    git("init", "-q")
    assert "! pas encore suivis par git : été.md" in scratch.run("doctor").out
    git("add", "content")
    before = tree(scratch.root)
    assert "✓ fiches suivies par git" in scratch.run("doctor").out
    assert tree(scratch.root) == before


def test_without_git(scratch: Scratch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    scratch.write({"content/a.md": FICHE})
    monkeypatch.setenv("PATH", str(tmp_path))
    assert "! git n'est pas installé" in scratch.run("doctor").out


def test_a_port_that_is_taken(scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.create_server(("127.0.0.1", 0)) as busy:
        monkeypatch.setattr(machine, "_PORT", busy.getsockname()[1])
        assert "déjà pris : « fichegen serve » prendra un des suivants" in scratch.run("doctor").out


@pytest.mark.parametrize(
    ("asked", "status", "told"),
    [
        (["click>=8.4,<9"], 0, "✓ bibliothèques : click"),
        (["click<8,>=7"], 1, "il faut <8,>=7"),
        (["jinja2>=99"], 1, "aide : pip install 'jinja2>=99'"),
        (["absente-du-monde>=1"], 1, "✗ absente-du-monde absent"),
        (["absente-du-monde>=1; sys_platform == 'amiga'"], 0, "✓ bibliothèques"),
        (["absente-du-monde>=1; extra == 'import'"], 0, "! complément « import » absent"),
        (["click; extra == 'import'"], 0, "✓ complément « import »"),
        (["absente-du-monde>=1; extra == 'test'"], 0, "✓ bibliothèques"),
    ],
)
def test_libraries(
    asked: list[str], status: int, told: str, scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fichegen.cli.doctor.machine.metadata.requires", lambda name: asked)
    ran = scratch.run("doctor")
    assert ran.status == status
    assert told in ran.out


@pytest.mark.parametrize(
    ("version", "bounds", "within"),
    [
        ("8.5.1", ">=8.4,<9", True),
        ("8.4", ">=8.4.0", True),
        ("8.10", ">=8.9", True),
        ("9.0.0rc1", "<9", False),
        ("6.0.3", "!=6.0.3", False),
        ("6.0.3", "", True),
        ("2.7.1", "==2.7.1", True),
    ],
)
def test_versions_compare_by_their_numbers(version: str, bounds: str, within: bool) -> None:
    assert requirement(f"yaml{bounds}").takes(version) is within


def test_a_machine_without_time_zones(scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fichegen.zones.time_zone", lambda name: None)
    monkeypatch.setattr("fichegen.settings.zones.time_zone", lambda name: None)
    ran = scratch.run("doctor")
    assert ran.status == 1
    assert "✗ cette machine ne connaît aucun fuseau horaire" in ran.out
    assert "pip install tzdata" in ran.out


@pytest.mark.parametrize("encoding", ["ascii", "cp1252", "utf-8"])
def test_any_terminal_can_show_it(encoding: str, scratch: Scratch) -> None:
    ran = subprocess.run(
        [sys.executable, "-m", "fichegen", "doctor"],
        cwd=scratch.root, env={"PYTHONIOENCODING": encoding, "PYTHONPATH": str(ROOT)},
        capture_output=True, check=False,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr
    said = ran.stdout.decode("cp1252" if encoding == "cp1252" else "utf-8")
    assert ("✓ Python" if encoding == "utf-8" else "oui Python") in said
    assert ("terminal en UTF-8" in said) is (encoding == "utf-8")


def without_rights(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    """Run the command as somebody whom the system forbids what it forbids, even where we are root."""
    lent = "-dac_override,-dac_read_search"
    bare = ["setpriv", f"--bounding-set={lent}", f"--inh-caps={lent}"] if os.geteuid() == 0 else []
    return subprocess.run(
        [*bare, sys.executable, "-m", "fichegen", *arguments],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )


@pytest.mark.skipif(
    os.name == "nt" or (os.geteuid() == 0 and not shutil.which("setpriv")),
    reason="nothing is forbidden here",
)
@pytest.mark.parametrize(
    ("closed", "told"),
    [
        ("content", "1 erreur : rien ne sera publié"),
        ("content/catalogue.yml", "1 erreur : rien ne sera publié"),
        ("content/organismes", "1 erreur : rien ne sera publié"),
        ("templates/layouts", "templates/ ne remplace rien"),
        ("site", "site ne peut pas être lu"),
    ],
)
def test_what_one_may_not_read(scratch: Scratch, closed: str, told: str) -> None:
    scratch.write(
        {
            "content/a.md": FICHE,
            "content/catalogue.yml": "titre: T\n",
            "content/organismes/o.yml": "nom: O\n",
            "templates/layouts/base.html": "x",
            "site/x": "x",
        }
    )
    (scratch.root / closed).chmod(0)
    try:
        ran = without_rights(scratch.root, "doctor")
    finally:
        (scratch.root / closed).chmod(0o755)
    assert ran.returncode == 1, ran.stderr
    assert told in ran.stdout
    assert ran.stderr == ""

"""What becomes of a command whose streams fail under it, or who is stopped: its verdict is that of its work."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import ROOT, Scratch

FICHE = "# Fiche\n\n## Dates\n\n30 juin 2021\n\n## Contact\n\nana@exemple.fr\n"
WARNED = f"{FICHE}\n## Objetifs\n\nx\n"
WRONG = FICHE.replace("30 juin", "31 juin")
DAY = "--today 2021-09-01"

full = pytest.mark.skipif(not Path("/dev/full").exists(), reason="no disk that is always full")


def shell(folder: Path, script: str, **environment: str) -> subprocess.CompletedProcess[str]:
    """Run a script of bash in which `fichegen` is ours."""
    ours = f'fichegen() {{ "{sys.executable}" -m fichegen "$@"; }}\n'
    clean = {k: v for k, v in os.environ.items() if not k.startswith("GITHUB")}
    return subprocess.run(
        ["bash", "-c", ours + script],
        cwd=folder,
        env=clean | {"PYTHONPATH": str(ROOT), **environment},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


@pytest.fixture
def project(scratch: Scratch) -> Path:
    scratch.write({"content/a.md": WARNED})
    return scratch.root


@pytest.mark.parametrize(("body", "status"), [(WARNED, 0), (WRONG, 1)])
@pytest.mark.parametrize("ascii_only", [False, True])
@pytest.mark.parametrize(
    "command", ["check -v", "check -v --format sarif", "check --format json", "build", "list"]
)
def test_a_reader_who_goes_changes_no_verdict(
    scratch: Scratch, command: str, ascii_only: bool, body: str, status: int
) -> None:
    scratch.write({"content/a.md": body})
    plain = {"LC_ALL": "C", "PYTHONIOENCODING": "ascii", "PYTHONUTF8": "0"} if ascii_only else {}
    script = f'fichegen {command} {DAY} | true; echo "${{PIPESTATUS[0]}}"'
    ran = shell(scratch.root, script, **plain)
    assert ran.stdout == f"{status}\n"
    assert "défaut" not in ran.stderr
    assert "Traceback" not in ran.stderr


@full
@pytest.mark.parametrize(
    "command",
    ["check", "list --json", "schema fiche", "explain FG301", "build", "--version", "--help"],
)
def test_an_output_that_finds_no_room_is_told_and_fails(project: Path, command: str) -> None:
    ran = shell(project, f"fichegen {command} >/dev/full")
    assert ran.returncode == 1
    assert ran.stderr.endswith(
        "La sortie n'a pas pu être écrite en entier : le disque est-il plein ?\n"
    )
    assert "défaut" not in ran.stderr


@full
def test_an_output_that_finds_no_room_does_not_make_less_of_a_verdict(project: Path) -> None:
    (project / "content/catalogue.yml").write_text("titre: [\n", encoding="utf-8")
    assert shell(project, "fichegen check >/dev/full").returncode == 2


@full
@pytest.mark.parametrize(("body", "status"), [(WARNED, 0), (WRONG, 1)])
@pytest.mark.parametrize("command", ["check -v", "build -v", "check -v --fix"])
def test_words_beside_the_output_are_no_part_of_the_verdict(
    scratch: Scratch, command: str, body: str, status: int
) -> None:
    scratch.write({"content/a.md": body})
    for lost in ("2>/dev/full", "2>&-", ">&-"):
        ran = shell(scratch.root, f"fichegen {command} {DAY} {lost}")
        assert ran.returncode == status, lost
    assert shell(scratch.root, f"fichegen {command} {DAY} >/dev/full 2>&1").returncode == 1


@pytest.mark.parametrize(
    "command",
    ["check", "build", "list", "doctor", "new X", "init", "init y", "rename a b", "import x.docx"],
)
def test_a_folder_that_is_no_more_is_told(tmp_path: Path, command: str) -> None:
    gone = tmp_path / "parti"
    gone.mkdir()
    ran = shell(tmp_path, f"cd parti; rmdir ../parti; fichegen {command}")
    assert ran.returncode == 2
    assert "le dossier où vous êtes n'existe plus" in ran.stderr


def test_an_interruption_while_it_loads_is_none_of_its_faults(tmp_path: Path) -> None:
    """Somebody stops the command before it has begun."""
    (tmp_path / "click.py").write_text("raise KeyboardInterrupt\n", encoding="utf-8")
    ran = subprocess.run(
        [sys.executable, "-m", "fichegen", "check"],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": f"{tmp_path}{os.pathsep}{ROOT}"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert (ran.returncode, ran.stdout, ran.stderr) == (130, "", "Interrompu.\n")

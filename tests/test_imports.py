"""Every module stands alone, and the quick commands start quickly."""

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
HEAVY = {"jinja2", "livereload", "markdown_it", "tornado", "yaml"}


def modules_by_room() -> dict[str, list[str]]:
    """Every module, by the one of its names that is imported first."""
    found: dict[str, list[str]] = {}
    for path in sorted((ROOT / "fichegen").rglob("*.py")):
        parts = path.relative_to(ROOT).with_suffix("").parts
        if parts[-1] != "__main__":  # to import it is to run it
            name = ".".join(parts).removesuffix(".__init__")
            found.setdefault(".".join(name.split(".")[:2]), []).append(name)
    return found


ROOMS = modules_by_room()

# What a package loads is loaded before any module in it, so that a process which has loaded the
# package alone is for each of them what a fresh one is: they share it, and are forked from it.
ALONE = """
import importlib, json, os, sys, traceback
def alone(names):
    try:
        importlib.import_module(names[0])
    except BaseException:
        sys.exit(f"{names[0]}: {traceback.format_exc()}")
    packages = {}
    for name in names[1:]:
        inner = names[0] + "." + name[len(names[0]) + 1:].partition(".")[0]
        packages.setdefault(inner, []).append(name)
    failed = False
    for inner in packages.values():
        sys.stderr.flush()
        child = os.fork()
        if not child:
            alone(inner)
            sys.exit(0)
        failed |= bool(os.waitpid(child, 0)[1])
    if failed:
        sys.exit(1)
alone(json.loads(sys.argv[1]))
"""


def python(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *args], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("room", ROOMS)
def test_each_module_imports_alone(room: str) -> None:
    """As in a fresh interpreter, so that none leans on what another has imported before it."""
    result = python("-W", "error", "-c", ALONE, json.dumps(ROOMS[room]))
    assert result.returncode == 0, result.stderr
    assert result.stdout + result.stderr == ""


def test_version_pays_for_no_library() -> None:
    result = python("-X", "importtime", "-m", "fichegen", "--version")
    assert result.returncode == 0, result.stderr
    assert "fichegen" in result.stdout
    imported = loaded(result.stderr)
    assert "fichegen" in imported
    assert not (HEAVY | {"click"}) & imported


def loaded(told: str) -> set[str]:
    """Return the packages whose import Python tells of, and the rooms of ours."""
    return set(re.findall(r"\| +((?:fichegen\.)?[a-z_0-9]+)$", told, re.MULTILINE))


@pytest.fixture
def project(tmp_path: Path) -> Path:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("# Écouter\n\n## Public\n\nTous\n", encoding="utf-8")
    return tmp_path


def loaded_by(project: Path, *arguments: str) -> set[str]:
    """Return what a command loads."""
    command = ("-X", "importtime", "-m", "fichegen", *arguments, "--today", "2026-03-02")
    result = subprocess.run(
        [sys.executable, *command], cwd=project, capture_output=True, text=True, check=False,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )  # fmt: skip
    assert result.returncode == 0, result.stderr
    assert {"click", "fichegen.cli"} <= loaded(result.stderr)
    return loaded(result.stderr)


MAKING = {f"fichegen.{room}" for room in ("pipeline", "reading", "catalogue", "pages", "theme")}


def test_a_build_with_nothing_to_do_pays_for_no_library(project: Path) -> None:
    assert {"jinja2", "markdown_it", "sqlite3", *MAKING} <= loaded_by(project, "build")
    imported = loaded_by(project, "build")
    assert "sqlite3" in imported
    assert not (HEAVY | MAKING | {"multiprocessing", "tempfile"}) & imported


@pytest.mark.parametrize("more", [(), ("content/a.md",), ("-v",)])
def test_a_check_of_what_was_built_pays_for_no_library(
    project: Path, more: tuple[str, ...]
) -> None:
    loaded_by(project, "build")
    imported = loaded_by(project, "check", *more)
    assert "sqlite3" in imported
    assert not (HEAVY | MAKING | {"multiprocessing", "tempfile"}) & imported


@pytest.mark.parametrize("built", [True, False])
def test_a_check_pays_for_nothing_that_makes_pages(project: Path, *, built: bool) -> None:
    """Nor for what reads YAML where there is none, nor for processes where one does it all."""
    if built:
        loaded_by(project, "build")
        with (project / "content/a.md").open("a", encoding="utf-8") as fiche:
            fiche.write("\nEt leurs proches.\n")
    imported = loaded_by(project, "check", "content/a.md")
    assert {"markdown_it", *MAKING} <= imported
    assert not {"jinja2", "livereload", "multiprocessing", "tornado", "yaml"} & imported

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
    """Return the packages whose import Python tells of."""
    return set(re.findall(r"\| +([a-z_0-9]+)$", told, re.MULTILINE))


def test_a_build_with_nothing_to_do_pays_for_no_library(tmp_path: Path) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "a.md").write_text("# Écouter\n\n## Public\n\nTous\n", encoding="utf-8")
    build = ("-X", "importtime", "-m", "fichegen", "build", "--today", "2026-03-02")
    for heavy in (True, False):
        result = subprocess.run(
            [sys.executable, *build], cwd=tmp_path, capture_output=True, text=True, check=False,
            env={**os.environ, "PYTHONPATH": str(ROOT)},
        )  # fmt: skip
        assert result.returncode == 0, result.stderr
        assert {"click", "sqlite3"} <= loaded(result.stderr)
        assert bool(HEAVY & loaded(result.stderr)) == heavy

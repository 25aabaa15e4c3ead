"""What fichegen is made with: pinned, licensed, listed, and neither newer nor older than it works with."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import venv
from importlib import metadata
from pathlib import Path

import pytest
import supply
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.version import Version

ROOT = Path(__file__).parent.parent
PERMISSIVE = ("MIT", "BSD", "Apache", "Python Software Foundation", "PSF")
DEMONSTRATION_DAY = "2021-09-01"


def test_everything_that_is_installed_for_the_tests_is_pinned() -> None:
    pins = supply.pinned()
    for name in supply.closure(extras=("test",)):
        assert pins.get(name) == metadata.version(name), name


def test_the_lowest_versions_are_those_that_are_allowed() -> None:
    lowest = supply.pinned(supply.LOWEST)
    declared = supply.declared()["dependencies"]
    assert isinstance(declared, list)
    bounds = {}
    for line in declared:
        asked = Requirement(line)
        if asked.marker is None:
            (bound,) = (each.version for each in asked.specifier if each.operator == ">=")
            bounds[supply.canonical(asked.name)] = Version(bound)
    assert {name: Version(lowest[name]) for name in bounds} == bounds
    assert {*lowest} == {*supply.closure()}


def test_what_is_shipped_with_it_may_be_passed_on() -> None:
    table = supply.licences(supply.closure())
    rows = [[cell.strip() for cell in line.split("|")[1:-1]] for line in table.splitlines()[2:]]
    assert {supply.canonical(name) for name, *_ in rows} == {*supply.closure()}
    for name, _, licence in rows:
        assert licence.startswith(PERMISSIVE), f"{name} : {licence}"


# ---------------------------------------------------------------- the list of parts


def test_the_list_of_parts_is_that_of_the_pinned_versions() -> None:
    written = supply.SBOM.read_text(encoding="utf-8")
    assert written == supply.sbom(), "à refaire : python3 build.py supply --sbom"
    found = json.loads(written)
    parts = {part["name"]: part["version"] for part in found["components"]}
    assert parts == {name: supply.pinned()[name] for name in supply.closure()}
    asked = {each["ref"]: each.get("dependsOn", []) for each in found["dependencies"]}
    assert {*asked["fichegen"]} == {*supply.needed("fichegen")}


def test_the_list_of_parts_is_valid() -> None:
    written = supply.SBOM.read_text(encoding="utf-8")
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(written) is None
    broken = written.replace('"type": "library"', '"type": "bibliothèque"', 1)
    assert JsonStrictValidator(SchemaVersion.V1_6).validate_str(broken) is not None


# ---------------------------------------------------------------- known vulnerabilities


@pytest.mark.parametrize(
    ("answer", "status", "words"),
    [
        (
            '{"dependencies": [{"name": "click", "version": "8.5.1", "vulns": []}]}',
            0,
            "aucune connue",
        ),
        (
            '{"dependencies": [{"name": "click", "version": "8.5.1", "vulns": [{"id": "CVE-2026-1", "fix_versions": ["8.5.2"]}]}]}',
            1,
            "CVE-2026-1 ; corrigé dans : 8.5.2",
        ),
        ('{"dependencies": [{"name": "click", "skip_reason": "not found"}]}', 2, "n'a pas pu"),
        ('{"dependencies": []}', 2, "n'a pas pu"),
        ("", 2, "n'a pas pu"),
    ],
)
def test_not_to_know_is_not_told_as_none(
    answer: str,
    status: int,
    words: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    code = 1 if 'vulns": [{' in answer or "skip" in answer or not answer else 0
    stand_in = f"import sys\nprint({answer!r})\nsys.exit({code})\n"
    (tmp_path / "pip_audit.py").write_text(stand_in, encoding="utf-8")
    monkeypatch.setenv("PYTHONPATH", str(tmp_path))
    assert supply.vulnerabilities(["click"]) == status
    assert words in capsys.readouterr().out


# ---------------------------------------------------------------- old libraries


def _built(python: Path, folder: Path) -> dict[str, bytes]:
    """Build the demonstration catalogue with the Python given."""
    command = (python, "-m", "fichegen", "build", "-q", "--no-cache", "--today", DEMONSTRATION_DAY)
    places = ("--source", ROOT / "content", "--output", folder / "site")
    environment = {**os.environ, "PYTHONPATH": str(ROOT)}
    ran = subprocess.run(
        (*command, *places),
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    assert ran.returncode == 0, ran.stdout + ran.stderr
    site = folder / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in site.rglob("*")
        if path.is_file()
    }


@pytest.mark.slow
def test_the_lowest_versions_that_are_allowed_give_the_same_site(tmp_path: Path) -> None:
    folder = tmp_path / "venv"
    venv.EnvBuilder(symlinks=os.name != "nt", with_pip=False).create(folder)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    pip = (
        sys.executable,
        "-m",
        "pip",
        "--python",
        python,
        "install",
        "--quiet",
        "-r",
        supply.LOWEST,
    )
    ran = subprocess.run(pip, capture_output=True, text=True, check=False)
    if ran.returncode and not os.environ.get("CI"):
        pytest.skip("les bibliothèques ne peuvent pas être installées sans réseau")
    assert ran.returncode == 0, ran.stderr
    for name in ("lowest", "pinned"):
        (tmp_path / name).mkdir()
    lowest, newest = (
        _built(python, tmp_path / "lowest"),
        _built(Path(sys.executable), tmp_path / "pinned"),
    )
    assert len(newest) > 50
    assert lowest == newest

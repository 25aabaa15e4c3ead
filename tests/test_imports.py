"""Every module stands alone, and the quick commands start quickly."""

import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
MODULES = sorted(
    ".".join(path.relative_to(ROOT).with_suffix("").parts).removesuffix(".__init__")
    for path in (ROOT / "fichegen").rglob("*.py")
    if path.name != "__main__.py"  # to import it is to run it
)
HEAVY = {"jinja2", "livereload", "markdown_it", "tornado", "yaml"}


def python(*args: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, *args], cwd=ROOT, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize("module", MODULES)
def test_a_module_imports_alone(module: str) -> None:
    """In a fresh interpreter, so that none leans on what another has imported before it."""
    result = python("-W", "error", "-c", f"import {module}")
    assert result.returncode == 0, result.stderr
    assert result.stdout + result.stderr == ""


def test_version_pays_for_no_library() -> None:
    result = python("-X", "importtime", "-m", "fichegen", "--version")
    assert result.returncode == 0, result.stderr
    assert "fichegen" in result.stdout
    imported = set(re.findall(r"\| +([a-z_0-9]+)$", result.stderr, re.MULTILINE))
    assert "click" in imported
    assert not HEAVY & imported

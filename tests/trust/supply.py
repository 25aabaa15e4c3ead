"""The oldest and the newest libraries: the tests that need no tool from outside, with each."""

from __future__ import annotations

import os
import subprocess
import venv
import xml.etree.ElementTree as ET
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Final

import supply

from .figures import Figure

_PARTS: Final = (
    "tests/unit", "tests/test_golden.py", "tests/test_laws.py", "tests/test_reading.py",
    "tests/test_cli.py", "tests/test_exports.py", "tests/test_templates.py", "tests/test_serve.py",
)  # fmt: skip
_TAKEN: Final = {"les plus anciennes": (supply.LOWEST,), "les plus récentes": ()}
"""What constrains each set of libraries."""


def run(scale: float, seed: int, scratch: Path, say: Callable[[str], None]) -> tuple[Figure, ...]:
    """Run the tests in environments of their own; below scale 1 the reference site alone."""
    parts = _PARTS if scale >= 1 else ("tests/test_golden.py",)
    return tuple(
        _tested(name, constraints, parts, scratch, say) for name, constraints in _TAKEN.items()
    )


def _tested(
    name: str,
    constraints: Iterable[Path],
    parts: Iterable[str],
    scratch: Path,
    say: Callable[[str], None],
) -> Figure:
    what = f"tests avec les bibliothèques {name} que fichegen admet"
    folder = scratch / name.replace(" ", "-")
    say(f"Bibliothèques {name} : installation")
    venv.EnvBuilder(with_pip=True, symlinks=os.name != "nt").create(folder)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    bounds = [word for path in constraints for word in ("-c", str(path))]
    installed = _run(python, "-m", "pip", "install", "--quiet", *bounds, "-e", ".[test]")
    if installed.returncode:
        return Figure(what=what, tried=1, failed=(installed.stderr.strip()[-400:],))
    say(f"Bibliothèques {name} : tests")
    report = folder / "report.xml"
    options = ("-q", "-n", "auto", "-p", "no:cacheprovider", f"--junitxml={report}")
    _run(python, "-m", "pytest", *options, *parts)
    frozen = _run(python, "-m", "pip", "freeze", "--exclude-editable").stdout.split()
    shipped = {*supply.closure()}
    versions = (one for one in frozen if supply.canonical(one.partition("==")[0]) in shipped)
    tried, failed = _counted(report)
    return Figure(what=what, tried=tried, failed=failed, note=", ".join(versions))


def _counted(report: Path) -> tuple[int, tuple[str, ...]]:
    if not report.is_file():
        return 1, ("les tests n'ont pas pu être lancés",)
    cases = [*ET.parse(report).iter("testcase")]
    failed = tuple(
        f"{case.get('classname')}::{case.get('name')}"
        for case in cases
        if case.find("failure") is not None or case.find("error") is not None
    )
    skipped = sum(case.find("skipped") is not None for case in cases)
    return len(cases) - skipped, failed


def _run(*command: str | Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=supply.ROOT, capture_output=True, text=True, check=False)

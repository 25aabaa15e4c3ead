"""Supply: packages that come out the same wherever they are made, and libraries of any allowed version.

The lowest versions are those that pyproject.toml names, the newest what the registry has today; each
set lies in an environment of its own, and builds the demonstration catalogue.
"""

from __future__ import annotations

import hashlib
import os
import shutil
import subprocess
import sys
import venv
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

from .figures import Figure
from .sbom import ROOT, requirements

SHIPPED: Final = (
    "CHANGELOG.md", "LICENSE", "README.md", "fichegen", "fichegen.cdx.json", "pyproject.toml", "templates",
)  # fmt: skip
"""What the packages are made from."""
_DAY: Final = "2021-09-01"
_MACHINES: Final[tuple[tuple[str, int, int, Mapping[str, str]], ...]] = (
    ("un", 0o022, 1_000_000_000, {"TZ": "UTC", "LC_ALL": "C", "PYTHONHASHSEED": "1"}),
    ("été/à côté", 0o077, 1_700_000_000, {"TZ": "Pacific/Auckland", "LC_ALL": "C.UTF-8", "PYTHONHASHSEED": "2"}),
)  # fmt: skip
"""Folder, rights that are taken from new files, age of the files, environment."""


def packages_differ(scratch: Path) -> Iterator[str]:
    """Make wheel and sdist on two machines, as it were; yields what is not the same."""
    for target in ("wheel", "sdist"):
        made = [
            _packaged(scratch / folder, target, mask, age, environment)
            for folder, mask, age, environment in _MACHINES
        ]
        if made[0] != made[1]:
            yield f"supply : {target}, deux constructions diffèrent"


def _packaged(
    folder: Path, target: str, mask: int, age: int, environment: Mapping[str, str]
) -> tuple[str, str]:
    """Copy the checkout and make a package of it; gives its name and its digest."""
    shutil.rmtree(folder, ignore_errors=True)
    source = folder / "source"
    source.mkdir(parents=True)
    for name in SHIPPED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, source / name)
    for path in source.rglob("*"):
        os.utime(path, (age, age))
        path.chmod((0o777 if path.is_dir() else 0o666) & ~mask)
    kept = {k: v for k, v in os.environ.items() if k != "SOURCE_DATE_EPOCH"}
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", target, "-d", folder / "fait"],
        cwd=source, env={**kept, **environment}, umask=mask, check=True, capture_output=True,
    )  # fmt: skip
    (made,) = (folder / "fait").iterdir()
    return made.name, hashlib.sha256(made.read_bytes()).hexdigest()


# ---------------------------------------------------------------- any allowed version


def lowest() -> tuple[str, ...]:
    """Return the lowest versions that are allowed, as pip reads them."""
    pins = []
    for each in requirements():
        bounds = [part.version for part in each.specifier if part.operator == ">="]
        if bounds and not each.marker:
            pins.append(f"{each.name}=={bounds[0]}")
    return tuple(pins)


def newest() -> tuple[str, ...]:
    """Return the libraries themselves: pip takes the newest that is allowed."""
    return tuple(str(each) for each in requirements() if not each.marker)


def environment_of(folder: Path, versions: Sequence[str], *more: str) -> Path:
    """Make an environment with fichegen and some versions of its libraries; gives its Python.

    Raises CalledProcessError where pip cannot, as without a network.
    """
    shutil.rmtree(folder, ignore_errors=True)
    venv.EnvBuilder(symlinks=True).create(folder)
    python = folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    wheels = folder / "wheel"
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", wheels],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    subprocess.run(
        [
            sys.executable, "-m", "pip", "--python", python, "install", "--quiet", "--no-input",
            "--disable-pip-version-check", *wheels.glob("*.whl"), *versions, *more,
        ],
        check=True, capture_output=True,
    )  # fmt: skip
    return python


def demonstration(python: Path | str, folder: Path) -> dict[str, bytes]:
    """Build the demonstration catalogue by one Python; returns the files of the site."""
    shutil.rmtree(folder, ignore_errors=True)
    shutil.copytree(ROOT / "content", folder / "content")
    kept = {k: v for k, v in os.environ.items() if k not in ("PYTHONPATH", "GITHUB_ACTIONS")}
    if python == sys.executable:
        kept["PYTHONPATH"] = os.fspath(ROOT)
    subprocess.run(
        [python, "-m", "fichegen", "build", "-q", "--no-cache", "--today", _DAY],
        cwd=folder, env=kept, check=True, capture_output=True,
    )  # fmt: skip
    site = folder / "site"
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def versions_differ(scratch: Path, which: str, *, in_full: bool) -> Iterator[str]:
    """Build by some versions, `lowest` or `newest`; yields what comes out otherwise.

    In full, the tests of the parts and those of the golden site are run with them too.
    """
    versions = lowest() if which == "lowest" else newest()
    more = _test_tools() if in_full else ()
    python = environment_of(scratch / which, versions, *more)
    ours = demonstration(sys.executable, scratch / f"{which}-ici")
    theirs = demonstration(python, scratch / f"{which}-là")
    for path in sorted(ours.keys() | theirs.keys()):
        if ours.get(path) != theirs.get(path):
            yield f"supply : {which}, {path} diffère"
    if in_full:
        ran = subprocess.run(
            [python, "-m", "pytest", "-q", "-n0", "-p", "no:cacheprovider", "tests/unit", "tests/test_golden.py"],
            cwd=ROOT, check=False, capture_output=True, encoding="utf-8",
        )  # fmt: skip
        if ran.returncode:
            yield f"supply : {which}, tests : {ran.stdout.strip().splitlines()[-1]}"


def _test_tools() -> tuple[str, ...]:
    """Return the tools of the tests, at the versions that constraints.txt pins where it does."""
    pins = dict(
        line.split("==")
        for line in (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
        if "==" in line
    )
    known = {name.lower().replace("_", "-"): version for name, version in pins.items()}
    own = {each.name.lower() for each in requirements()}
    return tuple(
        f"{each.name}=={known[each.name.lower()]}"
        for each in requirements("test")
        if each.name.lower() in known and each.name.lower() not in own
    )


def run(scale: float, seed: int, scratch: Path, say: Callable[[str], None]) -> tuple[Figure, ...]:
    """Try the supply; the full form runs tests with the lowest and the newest versions."""
    say("Paquets : deux machines")
    figures = [
        Figure(what="paquets : roue et sdist, faits deux fois ailleurs", tried=2,
               failed=tuple(packages_differ(scratch)))
    ]  # fmt: skip
    in_full = scale >= 1
    for which, words in (("lowest", "les plus anciennes"), ("newest", "les plus récentes")):
        if which == "newest" and not in_full:
            continue
        say(f"Bibliothèques : {words}")
        failed = tuple(versions_differ(scratch, which, in_full=in_full))
        what = f"bibliothèques : {words} versions permises, même site"
        note = "avec les tests des parties et du site de référence" if in_full else ""
        figures.append(Figure(what=what, tried=1, failed=failed, note=note))
    return tuple(figures)

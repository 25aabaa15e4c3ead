"""What is shipped: the files of the wheel, and the wheel at work where nothing else is."""

import os
import shutil
import subprocess
import sys
import tarfile
import venv
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path

import pytest
from supply import closure

from fichegen import __version__

ROOT = Path(__file__).parent.parent
SHIPPED = (
    "CHANGELOG.md", "LICENSE", "README.md", "SECURITY.md", "fichegen", "pyproject.toml",
    "sbom.cdx.json", "templates",
)  # fmt: skip
INFO = f"fichegen-{__version__}.dist-info"

FICHE = """\
# Accompagnement - Module 1 « Aller vers »

## Durée
2 jours / 14 heures

## Date limite d'inscription
15/10/2021

## Lieux & dates
### Groupe 1
#### EST
Les 15 & 16 nov. 2021
"""


def run(*command: str | Path, cwd: Path, **changed: str) -> str:
    environment = {**os.environ, **changed}
    done = subprocess.run(
        command, cwd=cwd, env=environment, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


def build(source: Path, target: str, folder: Path, **changed: str) -> Path:
    """Build as pip would, without its isolation: the backend is here, the network may not be."""
    run(
        sys.executable,
        "-m",
        "hatchling",
        "build",
        "-t",
        target,
        "-d",
        folder,
        cwd=source,
        **changed,
    )
    (built,) = folder.iterdir()
    return built


@pytest.fixture(scope="module")
def checkout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The files of a checkout, and litter that must not be shipped."""
    folder = tmp_path_factory.mktemp("checkout")
    for name in SHIPPED:
        copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
        copy(ROOT / name, folder / name)
    for litter in ("fichegen/__pycache__/x.pyc", "site/index.html", "tests/test_x.py", "build.py"):
        (folder / litter).parent.mkdir(exist_ok=True)
        (folder / litter).touch()
    return folder


@pytest.fixture(scope="module")
def sdist(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(checkout, "sdist", tmp_path_factory.mktemp("sdist"))


@pytest.fixture(scope="module")
def wheel(checkout: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return build(checkout, "wheel", tmp_path_factory.mktemp("wheel"))


def tree(*names: str) -> Iterator[str]:
    """The files of the checkout under these names, without what Python leaves behind."""
    for name in names:
        path = ROOT / name
        for file in [path] if path.is_file() else path.rglob("*"):
            if file.is_file() and file.suffix != ".pyc":
                yield file.relative_to(ROOT).as_posix()


def test_the_wheel_holds_the_package_and_the_theme(wheel: Path) -> None:
    info = (
        "METADATA",
        "RECORD",
        "WHEEL",
        "entry_points.txt",
        "licenses/LICENSE",
        "sboms/sbom.cdx.json",
    )
    expected = [
        *tree("fichegen"),
        *(f"fichegen/{name}" for name in tree("templates")),
        *(f"{INFO}/{name}" for name in info),
    ]
    assert "fichegen/py.typed" in expected
    assert sorted(zipfile.ZipFile(wheel).namelist()) == sorted(expected)


def test_the_sdist_holds_what_the_wheel_is_made_from(sdist: Path) -> None:
    with tarfile.open(sdist) as archive:
        names = sorted(member.name.partition("/")[2] for member in archive if member.isfile())
    assert names == sorted([*tree(*SHIPPED), "PKG-INFO"])


def test_the_same_source_gives_the_same_wheel(
    checkout: Path, sdist: Path, wheel: Path, tmp_path: Path
) -> None:
    """Twice from the checkout, and once from the unpacked sdist."""
    with tarfile.open(sdist) as archive:
        if hasattr(tarfile, "data_filter"):  # Python 3.11.4, and 3.14 asks for it
            archive.extraction_filter = tarfile.data_filter
        archive.extractall(tmp_path)  # our own archive
    (unpacked,) = tmp_path.iterdir()
    again = build(checkout, "wheel", tmp_path / "again")
    assert again.read_bytes() == wheel.read_bytes()
    assert build(unpacked, "wheel", tmp_path / "from-sdist").read_bytes() == wheel.read_bytes()


@pytest.mark.parametrize("target", ["sdist", "wheel"])
def test_two_builds_are_one(checkout: Path, target: str, tmp_path: Path) -> None:
    """In another folder, with other times and rights of files, another zone, language and order."""
    one = build(checkout, target, tmp_path / "one")
    copy = tmp_path / "Autre dossier" / "copie"
    shutil.copytree(checkout, copy, copy_function=shutil.copy)
    for path in copy.rglob("*"):
        if path.is_file():
            path.chmod(0o600)
            os.utime(path, (1_000_000_000, 1_000_000_000))
    changed = {
        "TZ": "Pacific/Auckland",
        "LC_ALL": "C",
        "PYTHONHASHSEED": "7",
        "HOME": str(tmp_path),
    }
    other = build(copy, target, tmp_path / "other", **changed)
    assert other.name == one.name
    assert other.read_bytes() == one.read_bytes()


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment that holds the wheel and what it declares, and not one thing more.

    The libraries are copied from the environment of the tests: no network, and no time.
    """
    folder = tmp_path_factory.mktemp("installed") / "venv"
    venv.EnvBuilder(symlinks=True).create(folder)
    python = folder / "bin" / "python"
    pip = (sys.executable, "-m", "pip", "--python", python)
    run(*pip, "install", "--quiet", "--no-index", "--no-deps", wheel, cwd=folder)
    (packages,) = folder.glob("lib/python*/site-packages")
    for name in closure():
        for file in metadata.files(name) or ():
            if ".." not in file.parts:
                target = packages / file
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(file.locate(), target)
    run(*pip, "check", cwd=folder)
    return python


def test_the_installed_wheel_builds_a_project(installed: Path, tmp_path: Path) -> None:
    fiche = tmp_path / "content" / "aller-vers.md"
    fiche.parent.mkdir()
    fiche.write_text(FICHE, encoding="utf-8")
    command = installed.with_name("fichegen")
    assert __version__ in run(command, "--version", cwd=tmp_path)
    run(command, "build", "--today", "2021-09-01", cwd=tmp_path)
    (page,) = (tmp_path / "site" / "fiches").glob("*/index.html")
    assert "Aller vers" in page.read_text(encoding="utf-8")
    assert list((tmp_path / "site" / "assets").glob("*.css"))

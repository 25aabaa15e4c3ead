"""What fichegen stands on, and what is made of it: pinned, listed, allowed, the same everywhere."""

from __future__ import annotations

import os
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from importlib import metadata
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT
from cyclonedx.schema import SchemaVersion
from cyclonedx.validation.json import JsonStrictValidator
from packaging.requirements import Requirement
from packaging.utils import canonicalize_name
from packaging.version import Version

from fichegen import __version__
from trust import licences, supply
from trust.sbom import FILE, requirements, sbom


def pins() -> dict[str, Version]:
    lines = (ROOT / "constraints.txt").read_text(encoding="utf-8").splitlines()
    pairs = (line.split("==") for line in lines if not line.startswith("#"))
    return {canonicalize_name(name): Version(version) for name, version in pairs}


def needed(*wanted: Requirement) -> Iterator[Requirement]:
    """Everything that some requirements need here, through all the steps."""
    seen: set[tuple[str, tuple[str, ...]]] = set()
    left = [*wanted]
    while left:
        each = left.pop()
        key = canonicalize_name(each.name), tuple(sorted(each.extras))
        if key in seen or (each.marker and not each.marker.evaluate({"extra": ""})):
            continue
        seen.add(key)
        yield each
        for words in metadata.requires(each.name) or ():
            further = Requirement(words)
            extras = ("", *each.extras)
            if not further.marker or any(further.marker.evaluate({"extra": e}) for e in extras):
                further.marker = None
                left.append(further)


def test_every_library_of_run_time_tests_and_packaging_is_pinned() -> None:
    known = pins()
    found = [*needed(*requirements("test", "dask"), Requirement("hatchling"))]
    assert len(found) > 50
    lacking = {each.name for each in found if canonicalize_name(each.name) not in known}
    assert not lacking


@pytest.mark.parametrize("each", requirements("test", "dask", "supply"), ids=str)
def test_what_is_pinned_is_allowed(each: Requirement) -> None:
    assert each.specifier.contains(pins()[canonicalize_name(each.name)])


def test_the_bill_of_materials_is_that_of_the_project() -> None:
    if os.environ.get("FICHEGEN_UPDATE"):
        FILE.write_bytes(sbom())
    assert FILE.read_bytes() == sbom()
    assert f'"version": "{__version__}"'.encode() in sbom()


def test_the_bill_of_materials_is_one() -> None:
    validator = JsonStrictValidator(SchemaVersion.V1_6)
    assert validator.validate_str(sbom().decode()) is None
    broken = sbom().decode().replace('"library"', '"bibliothèque"', 1)
    assert validator.validate_str(broken) is not None


def test_packages_are_the_same_wherever_they_are_made(tmp_path: Path) -> None:
    assert not [*supply.packages_differ(tmp_path)]
    (wheel,) = tmp_path.glob("un/fait/*")
    assert wheel.name.endswith(".tar.gz")  # the last that was made


def test_packages_that_differ_are_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    made = iter([("x.whl", "1"), ("x.whl", "2"), ("x.tar.gz", "3"), ("x.tar.gz", "3")])
    monkeypatch.setattr(supply, "_packaged", lambda *_: next(made))
    assert [*supply.packages_differ(tmp_path)] == ["supply : wheel, deux constructions diffèrent"]


def test_the_wheel_carries_its_bill(tmp_path: Path) -> None:
    subprocess.run(
        [sys.executable, "-m", "hatchling", "build", "-t", "wheel", "-d", tmp_path],
        cwd=ROOT, check=True, capture_output=True,
    )  # fmt: skip
    (wheel,) = tmp_path.iterdir()
    with zipfile.ZipFile(wheel) as held:
        info = f"fichegen-{__version__}.dist-info/sboms/fichegen.cdx.json"
        assert held.read(info) == FILE.read_bytes()


def test_the_lowest_versions_are_those_that_are_named() -> None:
    named = {Requirement(pin).name: pin.partition("==")[2] for pin in supply.lowest()}
    assert named.keys() == {"click", "jinja2", "livereload", "markdown-it-py", "pyyaml"}
    for each in requirements():
        if each.name in named:
            assert each.specifier.contains(named[each.name])


def test_the_lowest_versions_build_the_same_site(tmp_path: Path) -> None:
    try:
        python = supply.environment_of(tmp_path / "lowest", supply.lowest())
    except subprocess.CalledProcessError as error:
        if os.environ.get("CI") or "No matching distribution" not in f"{error.stderr}":
            raise
        pytest.skip(
            "pip n'atteint aucun registre : les plus anciennes versions ne s'installent pas"
        )
    said = subprocess.run(
        [python, "-c", "from importlib.metadata import version as v; print(v('click'), v('markdown-it-py'))"],
        check=True, capture_output=True, encoding="utf-8",
    )  # fmt: skip
    named = dict(pin.split("==") for pin in supply.lowest())
    assert [*map(Version, said.stdout.split())] == [
        Version(named["click"]), Version(named["markdown-it-py"]),
    ]  # fmt: skip
    ours = supply.demonstration(sys.executable, tmp_path / "ici")
    assert len(ours) > 100
    assert supply.demonstration(python, tmp_path / "là") == ours


# ---------------------------------------------------------------- licences and flaws


@pytest.mark.parametrize(
    ("licence", "allowed"),
    [
        ("MIT", True),
        ("MIT License", True),
        ("Apache-2.0 OR BSD-2-Clause", True),
        ("MIT AND PSF-2.0", True),
        ("Apache Software License; BSD License", True),
        ("GPL-3.0-only OR MIT", True),
        ("GPL-3.0-only AND MIT", False),
        ("GNU General Public License v3 (GPLv3)", False),
        ("UNKNOWN", False),
        ("", False),
    ],
)
def test_which_licences_may_be_used(licence: str, allowed: bool) -> None:
    assert licences.is_allowed(licence) is allowed
    assert [*licences.refusals({"x": licence})] == (
        [] if allowed else [f"Licence à examiner : x ({licence})"]
    )


def audited(*flaws: str, unknown: bool = False) -> dict[str, Any]:
    if unknown:
        return {"name": "b", "skip_reason": "Dependency not found"}
    return {
        "name": "a", "version": "1", "vulns": [{"id": f, "fix_versions": ["2"]} for f in flaws],
    }  # fmt: skip


@pytest.mark.parametrize(
    ("libraries", "status", "words"),
    [
        ([audited()], 0, "Failles connues : aucune, dans 1 bibliothèques."),
        ([audited("CVE-1")], 1, "Faille connue : a 1, CVE-1 (corrigée en 2)"),
        ([audited(unknown=True)], 2, "il faut le réseau"),
        ([audited(), audited(unknown=True)], 2, "rien n'est su de b"),
    ],
)
def test_what_is_known_of_flaws_is_judged(
    libraries: list[dict[str, Any]], status: int, words: str
) -> None:
    """What the service does not know is never taken for safe."""
    got, told = licences.judged(libraries)
    assert got == status
    assert words in told[0]


@pytest.mark.parametrize("answer", ["", "Traceback", "{"])
def test_a_service_that_does_not_answer_is_no_good_news(
    monkeypatch: pytest.MonkeyPatch, answer: str
) -> None:
    ran = subprocess.CompletedProcess([], 1, answer, "")
    monkeypatch.setattr(subprocess, "run", lambda *_, **__: ran)
    status, (words,) = licences.flaws()
    assert status == 2
    assert "réseau" in words


def test_the_listing_ends_with_the_worst(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(licences, "licences", lambda: {"a": "MIT", "b": "GPL-3.0"})
    monkeypatch.setattr(licences, "flaws", lambda: (0, ("Failles connues : aucune",)))
    assert licences.main() == 1
    said = capsys.readouterr().out
    assert "a  MIT\n" in said
    assert "Licence à examiner : b (GPL-3.0)\n" in said

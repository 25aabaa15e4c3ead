"""What fichegen is made with: licences, known vulnerabilities, the list of parts (SBOM).

    python3 build.py supply [--sbom]

prints what a user installs with its licences, then what else the tests install, and asks the
package index for known vulnerabilities. Exit status 0 where none is known, 1 where one is, 2 where
nobody could be asked: not to know is never told as "none". With `--sbom` it writes `sbom.cdx.json`
anew (CycloneDX 1.6), which wheels carry (PEP 770), after constraints were renewed.
"""

from __future__ import annotations

import json
import re
import subprocess
import sys
import tomllib
from collections.abc import Iterable, Iterator, Mapping
from importlib import metadata
from pathlib import Path
from typing import Final

from cyclonedx.model.bom import Bom
from cyclonedx.model.component import Component, ComponentType
from cyclonedx.model.contact import OrganizationalEntity
from cyclonedx.model.license import DisjunctiveLicense
from cyclonedx.output.json import JsonV1Dot6
from packageurl import PackageURL

ROOT: Final = Path(__file__).parent.parent
SBOM: Final = ROOT / "sbom.cdx.json"
CONSTRAINTS: Final = ROOT / "constraints.txt"
LOWEST: Final = ROOT / "constraints-lowest.txt"
_MOMENTARY: Final = ("serialNumber",)
"""Members that differ each time a list is written: the same parts are to give the same bytes."""


def canonical(name: str) -> str:
    """Write the name of a distribution as indexes compare it (PEP 503)."""
    return re.sub(r"[-_.]+", "-", name).lower()


def pinned(path: Path = CONSTRAINTS) -> dict[str, str]:
    """Return the versions that a file of constraints pins, by canonical name."""
    lines = (line.partition("#")[0].strip() for line in path.read_text("utf-8").splitlines())
    pairs = (line.split("==") for line in lines if line)
    return {canonical(name): version for name, version in pairs}


def declared() -> dict[str, object]:
    """Return what pyproject.toml says of the project."""
    told: dict[str, object] = tomllib.loads((ROOT / "pyproject.toml").read_text("utf-8"))["project"]
    return told


def needed(name: str, extras: Iterable[str] = ()) -> Iterator[str]:
    """Yield the distributions that one asks for by itself on this system, canonical, with some extras."""
    from packaging.requirements import Requirement

    environments = [{"extra": extra} for extra in ("", *extras)]
    for line in metadata.requires(name) or ():
        asked = Requirement(line)
        if asked.marker is None or any(map(asked.marker.evaluate, environments)):
            yield canonical(asked.name)


def closure(name: str = "fichegen", extras: Iterable[str] = ()) -> Mapping[str, tuple[str, ...]]:
    """Return all that a distribution needs, through all the steps, each with what it asks for."""
    found: dict[str, tuple[str, ...]] = {}
    ahead = [*needed(name, extras)]
    while ahead:
        one = ahead.pop()
        if one not in found:
            found[one] = tuple(sorted({*needed(one)}))
            ahead += found[one]
    return dict(sorted(found.items()))


# ---------------------------------------------------------------- the list of parts


def sbom() -> str:
    """Write what is installed with fichegen, at the versions that it is tested with."""
    versions, parts = pinned(), closure()
    told = declared()
    whole = Component(
        type=ComponentType.APPLICATION,
        name="fichegen",
        version=_version(),
        description=str(told["description"]),
        licenses=[DisjunctiveLicense(id="MIT")],
        supplier=OrganizationalEntity(name="Les auteurs de fichegen"),
        purl=PackageURL("pypi", None, "fichegen", _version()),
        bom_ref="fichegen",
    )
    components = {
        name: Component(
            type=ComponentType.LIBRARY,
            name=name,
            version=versions[name],
            purl=PackageURL("pypi", None, name, versions[name]),
            bom_ref=name,
        )
        for name in parts
    }
    bom = Bom(components=components.values())
    bom.metadata.component = whole
    bom.register_dependency(whole, [components[name] for name in needed("fichegen")])
    for name, asked in parts.items():
        bom.register_dependency(components[name], [components[each] for each in asked])
    written = json.loads(JsonV1Dot6(bom).output_as_string())
    for name in _MOMENTARY:
        written.pop(name)
    written["metadata"].pop("timestamp")
    return json.dumps(written, ensure_ascii=False, indent=2, sort_keys=True) + "\n"


def _version() -> str:
    from fichegen import __version__

    return __version__


# ---------------------------------------------------------------- licences, vulnerabilities


def licences(names: Iterable[str]) -> str:
    """Return a table of distributions that are installed, with version and licence."""
    options = ("--format=markdown", "--order=name", "--packages", *names)
    command = (sys.executable, "-m", "piplicenses", *options)
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout


def vulnerabilities(names: Iterable[str]) -> int:
    """Tell what is known against the pinned versions; 0 nothing, 1 something, 2 nobody could tell."""
    versions = pinned()
    asked = "".join(f"{name}=={versions[name]}\n" for name in names)
    # Without --strict, what the index does not know would pass for what has no fault.
    options = ("--strict", "--no-deps", "--disable-pip", "--progress-spinner=off", "--format=json")
    command = (sys.executable, "-m", "pip_audit", *options, "-r", "/dev/stdin")
    ran = subprocess.run(command, input=asked, capture_output=True, text=True, check=False)
    try:
        found = json.loads(ran.stdout)["dependencies"]
    except (ValueError, KeyError):
        found = []
    faults = [(each, one) for each in found for one in each.get("vulns", ())]
    for each, one in faults:
        mends = ", ".join(one["fix_versions"]) or "pas de remède connu"
        print(f"{each['name']} {each['version']} : {one['id']} ; corrigé dans : {mends}")
    if faults:
        return 1
    if ran.returncode or {each["name"] for each in found} != {*names}:
        reason = (ran.stderr.strip().splitlines() or ["aucune réponse"])[-1]
        print(f"Vulnérabilités : l'index des paquets n'a pas pu être interrogé ({reason}).")
        return 2
    print(f"Vulnérabilités : aucune connue pour {len(found)} bibliothèques.")
    return 0


def main(args: list[str]) -> int:
    """Tell all of it."""
    if args == ["--sbom"]:
        SBOM.write_text(sbom(), encoding="utf-8")
        print(f"{SBOM.name} : {len(closure())} bibliothèques")
        return 0
    if args:
        print("On attend « supply » seul, ou « supply --sbom ».")
        return 2
    shipped = [*closure()]
    others = [name for name in closure(extras=("test",)) if name not in shipped]
    print(f"Ce qu'installe fichegen\n\n{licences(shipped)}")
    print(f"Ce qu'installent ses tests en plus\n\n{licences(others)}")
    return vulnerabilities(shipped)


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

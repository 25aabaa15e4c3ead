"""The bill of materials that the wheel carries (CycloneDX 1.6, PEP 770): what it holds, what it asks for.

It is drawn from pyproject.toml, so that the same source gives the same bytes. Libraries are not in the
wheel: they stand with the versions that are allowed, not with one of them.
"""

from __future__ import annotations

import json
import tomllib
from pathlib import Path
from typing import Any, Final

from packaging.requirements import Requirement

from fichegen import __version__

ROOT: Final = Path(__file__).parent.parent
FILE: Final = ROOT / "fichegen.cdx.json"


def project() -> dict[str, Any]:
    """Return what pyproject.toml says of the project."""
    said: dict[str, Any] = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    own: dict[str, Any] = said["project"]
    return own


def requirements(*extras: str) -> tuple[Requirement, ...]:
    """Return what the project asks for, by itself and by some of its extras."""
    told = project()
    words = [*told["dependencies"]]
    for extra in extras:
        words += told["optional-dependencies"][extra]
    return tuple(map(Requirement, words))


def sbom() -> bytes:
    """Write the bill of materials."""
    told = project()
    own = f"pkg:pypi/{told['name']}@{__version__}"
    asked = requirements()
    names = [f"pkg:pypi/{each.name.lower()}" for each in asked]
    document = {
        "$schema": "http://cyclonedx.org/schema/bom-1.6.schema.json",
        "bomFormat": "CycloneDX",
        "specVersion": "1.6",
        "version": 1,
        "metadata": {
            "component": {
                "type": "application",
                "bom-ref": own,
                "name": told["name"],
                "version": __version__,
                "description": told["description"],
                "licenses": [{"license": {"id": told["license"]}}],
                "purl": own,
            }
        },
        "components": [
            {
                "type": "library",
                "bom-ref": name,
                "name": each.name,
                "scope": "optional" if each.marker else "required",
                "purl": name,
                "properties": [
                    {"name": f"fichegen:{what}", "value": str(value)}
                    for what, value in (("versions", each.specifier), ("condition", each.marker))
                    if value
                ],
            }
            for each, name in zip(asked, names, strict=True)
        ],
        "dependencies": [{"ref": own, "dependsOn": names}],
        "compositions": [
            {"aggregate": "complete", "assemblies": [own]},
            {"aggregate": "incomplete", "dependencies": names},
        ],
    }
    return f"{json.dumps(document, ensure_ascii=False, indent=1)}\n".encode()

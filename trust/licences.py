"""What fichegen stands on: the licence of every library, and the flaws that are known of them.

`python3 build.py supply` lists both. It ends with 1 where a licence is not one of those that may be
used, or a flaw is known; with 2 where that cannot be told, as without a network.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, Final

from .sbom import ROOT

ALLOWED: Final = frozenset(
    "Apache-2.0 Apache BSD BSD-2-Clause BSD-3-Clause ISC MIT MPL-2.0 PSF-2.0 Python-2.0 Unlicense".split()
)
"""Licences under which a library may be used beside fichegen, by their SPDX names and what stands for them."""
_SPELT: Final = {
    "Apache Software License": "Apache",
    "BSD License": "BSD",
    "ISC License (ISCL)": "ISC",
    "MIT License": "MIT",
    "Mozilla Public License 2.0 (MPL 2.0)": "MPL-2.0",
    "Python Software Foundation License": "PSF-2.0",
    "The Unlicense (Unlicense)": "Unlicense",
}
"""Names that older packages give their licences."""
_SECONDS: Final = 300


def main() -> int:
    """List licences and known flaws; gives the exit status."""
    libraries = licences()
    refused = [*refusals(libraries)]
    width = max(map(len, libraries))
    for name, licence in sorted(libraries.items(), key=lambda each: (each[1], each[0].lower())):
        _say(f"{name:<{width}}  {licence}")
    for words in refused:
        _say(words)
    status, told = flaws()
    for words in told:
        _say(words)
    return max(status, 1 if refused else 0)


def licences() -> dict[str, str]:
    """Return the licence of every library that is installed here, by its name."""
    ran = subprocess.run(
        [sys.executable, "-m", "piplicenses", "--from=mixed", "--format=json", "--with-system"],
        capture_output=True, check=True, encoding="utf-8",
    )  # fmt: skip
    return {each["Name"]: each["License"] for each in json.loads(ran.stdout)}


def refusals(libraries: Mapping[str, str]) -> Iterator[str]:
    """Yield, in French, the libraries whose licence may not be used, or is not known."""
    for name, licence in sorted(libraries.items()):
        if not is_allowed(licence):
            yield f"Licence à examiner : {name} ({licence})"


def is_allowed(licence: str) -> bool:
    """Tell whether a licence may be used: one of several where one may choose, each where all hold."""
    named = _SPELT.get(licence, licence)
    if " OR " in named:
        return any(is_allowed(part.strip("() ")) for part in named.split(" OR "))
    parts = [
        _SPELT.get(part.strip("() "), part.strip("() "))
        for part in named.replace(";", " AND ").split(" AND ")
    ]
    return all(part in ALLOWED for part in parts)


def flaws() -> tuple[int, tuple[str, ...]]:
    """Ask which flaws are known of the versions that constraints.txt pins; gives the status, and words."""
    try:
        ran = subprocess.run(
            [
                sys.executable, "-m", "pip_audit", "--requirement", str(ROOT / "constraints.txt"),
                "--no-deps", "--disable-pip", "--progress-spinner=off", "--format=json",
            ],
            capture_output=True, check=False, encoding="utf-8", timeout=_SECONDS,
        )  # fmt: skip
        document = json.loads(ran.stdout)
    except (subprocess.TimeoutExpired, ValueError):
        return 2, (_UNTOLD,)
    return judged(document["dependencies"])


_UNTOLD: Final = "Failles connues : le service qui les tient ne répond pas ; il faut le réseau. Rien n'est donc dit ici."


def judged(libraries: Sequence[Mapping[str, Any]]) -> tuple[int, tuple[str, ...]]:
    """Judge what the service says of some libraries; one that it does not know leaves the question open."""
    told, unknown = [], []
    for each in libraries:
        if "skip_reason" in each:
            unknown.append(str(each["name"]))
            continue
        told += [
            f"Faille connue : {each['name']} {each['version']}, {flaw['id']}"
            f" (corrigée en {', '.join(flaw['fix_versions']) or 'aucune version'})"
            for flaw in each["vulns"]
        ]
    if libraries and len(unknown) == len(libraries):
        return 2, (_UNTOLD,)
    if unknown:
        told.append(f"Failles connues : rien n'est su de {', '.join(unknown)}.")
        return 2, tuple(told)
    if told:
        return 1, tuple(told)
    return 0, (f"Failles connues : aucune, dans {len(libraries)} bibliothèques.",)


def _say(words: str) -> None:
    sys.stdout.write(f"{words}\n")


if __name__ == "__main__":
    sys.exit(main())

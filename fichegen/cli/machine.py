"""Whether a machine has what fichegen needs: Python, libraries, encodings, time zones."""

from __future__ import annotations

import operator
import platform
import re
import socket
import sys
from collections.abc import Iterator
from importlib import metadata
from typing import Final

from fichegen import __version__

from .symptoms import Symptom, fine, note, wrong

_PYTHON: Final = (3, 11)
_PORT: Final = 8000
"""The port that `serve` tries first."""
_REQUIREMENT: Final = re.compile(r"\s*([\w.-]+)\s*(?:\[[^\]]*\])?\s*\(?([^;()]*)\)?\s*(?:;(.*))?")
_BOUND: Final = re.compile(r"(>=|<=|==|!=|<|>)\s*([\w.]+)")
_EXTRA: Final = re.compile(r"extra\s*==\s*['\"]([\w-]+)['\"]")
_PLATFORM: Final = re.compile(r"sys_platform\s*==\s*['\"](\w+)['\"]")
_COMPARISONS: Final = {
    ">=": operator.ge,
    "<=": operator.le,
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    ">": operator.gt,
}
_EXTRAS: Final = {"import": "lire des fiches Word, OpenDocument ou HTML"}
"""What can be added, and what for."""


def examine_machine() -> Iterator[Symptom]:
    """Look at the machine, whatever folder one stands in."""
    yield _python()
    yield fine(f"fichegen {__version__}")
    yield from _libraries()
    yield from _encodings()
    yield _time_zones()
    yield _port()


def _python() -> Symptom:
    running = f"Python {platform.python_version()}"
    if sys.version_info >= _PYTHON:
        return fine(running)
    return wrong(running, f"installez Python {'.'.join(map(str, _PYTHON))} ou plus récent")


def _libraries() -> Iterator[Symptom]:
    """Compare what is installed with what the package asks for."""
    try:
        asked = metadata.requires("fichegen") or []
    except metadata.PackageNotFoundError:
        yield note(
            "fichegen n'est pas installé comme paquet : ses bibliothèques ne sont pas vérifiées",
            "pour l'installer : python3 build.py, ou pip install . dans son dossier",
        )
        return
    present: list[str] = []
    missing: dict[str, list[str]] = {name: [] for name in _EXTRAS}
    for name, bounds, marker in map(_parts, asked):
        extra, system = _EXTRA.search(marker), _PLATFORM.search(marker)
        if system and system[1] != sys.platform:
            continue
        version = _version(name)
        right = version and _is_within(version, bounds)
        if extra:
            if extra[1] in missing and not right:
                missing[extra[1]].append(f"{name}{bounds}")
        elif right:
            present.append(f"{name} {version}")
        else:
            yield wrong(
                f"{name} {version or 'absent'}, il faut {bounds or 'une version'}",
                f"pip install '{name}{bounds}'",
            )
    yield fine(f"bibliothèques : {', '.join(present)}")
    for name, purpose in _EXTRAS.items():
        if not any(f"'{name}'" in line or f'"{name}"' in line for line in asked):
            continue
        if missing[name]:
            yield note(
                f"complément « {name} » absent ({purpose})", f"pip install 'fichegen[{name}]'"
            )
        else:
            yield fine(f"complément « {name} » ({purpose})")


def _parts(requirement: str) -> tuple[str, str, str]:
    """Take `click<9,>=8.4 ; marker` apart: name, bounds, marker."""
    found = _REQUIREMENT.fullmatch(requirement)
    return (found[1], found[2].strip(), found[3] or "") if found else (requirement, "", "")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


def _is_within(version: str, bounds: str) -> bool:
    return all(
        _COMPARISONS[sign](_numbers(version), _numbers(bound))
        for sign, bound in _BOUND.findall(bounds)
    )


def _numbers(version: str) -> tuple[int, ...]:
    """Return the numbers of a release, its last zeros left out: 8.4.0 is 8.4."""
    found = re.match(r"\d+(?:\.\d+)*", version)
    numbers = [int(number) for number in found[0].split(".")] if found else []
    while numbers and numbers[-1] == 0:
        numbers.pop()
    return tuple(numbers)


def _encodings() -> Iterator[Symptom]:
    shown = (sys.stdout.encoding or "").lower().replace("-", "").replace("_", "")
    if shown == "utf8":
        yield fine("terminal en UTF-8")
    else:
        yield note(
            f"terminal en {sys.stdout.encoding or '?'} : certains signes y paraîtront en \\u…",
            "sous Windows : set PYTHONUTF8=1 ; ailleurs : export LANG=C.UTF-8",
        )
    files = sys.getfilesystemencoding()
    if files.lower().replace("-", "") == "utf8":
        yield fine("noms de fichiers en UTF-8")
    else:
        yield wrong(
            f"noms de fichiers en {files}", "export LANG=C.UTF-8 (sous Windows : set PYTHONUTF8=1)"
        )


def _time_zones() -> Symptom:
    from fichegen.settings import Settings, time_zone

    if time_zone(Settings().timezone):
        return fine("fuseaux horaires connus")
    return wrong("cette machine ne connaît aucun fuseau horaire", "pip install tzdata")


def _port() -> Symptom:
    """Try the port of `serve`, on this machine alone; it is let go at once."""
    try:
        with socket.create_server(("127.0.0.1", _PORT)):
            return fine(f"port {_PORT} libre pour « fichegen serve »")
    except OSError:
        return note(f"port {_PORT} déjà pris : « fichegen serve » prendra un des suivants")

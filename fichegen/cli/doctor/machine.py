"""Whether a machine has what fichegen needs: Python, libraries, encodings, time zones."""

from __future__ import annotations

import platform
import socket
import sys
from collections.abc import Iterator
from importlib import metadata
from typing import Final

from fichegen import __version__

from .symptoms import Symptom, fine, note, wrong
from .versions import requirement

_PYTHON: Final = (3, 11)
_PORT: Final = 8000
"""The port that `serve` tries first."""
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
    needed = [requirement(words) for words in asked]
    lacking: set[str] = set()
    for each in needed:
        version = _version(each.name)
        if not each.is_for_here:
            continue
        if each.takes(version):
            present += [] if each.extra else [f"{each.name} {version}"]
        elif each.extra:
            lacking.add(each.extra)
        else:
            yield wrong(
                f"{each.name} {version or 'absent'}, il faut {each.bounds or 'une version'}",
                f"pip install '{each.name}{each.bounds}'",
            )
    yield fine(f"bibliothèques : {', '.join(present)}")
    for extra in sorted(_EXTRAS.keys() & {each.extra for each in needed}):
        told = f"complément « {extra} »"
        if extra in lacking:
            yield note(f"{told} absent ({_EXTRAS[extra]})", f"pip install 'fichegen[{extra}]'")
        else:
            yield fine(f"{told} ({_EXTRAS[extra]})")


def _version(name: str) -> str:
    try:
        return metadata.version(name)
    except metadata.PackageNotFoundError:
        return ""


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
    from fichegen.settings import Settings
    from fichegen.zones import time_zone

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

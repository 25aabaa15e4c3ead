"""Judges what a command says, in each of its forms: it is read back, and obeys nobody."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Final
from urllib.parse import unquote

_UNSEEN: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")
_OBEYED: Final = re.compile(r"^\s*::|##\[|##vso\[|##teamcity\[", re.MULTILINE)
_COMMAND: Final = re.compile(
    r"::(error|warning|notice) (file=[^:,]+,line=[0-9]+,col=[0-9]+,endColumn=[0-9]+,)?title=FG[0-9]{3}::[^\r\n]*"
)

Place = tuple[str, int, int]
"""A path as it is shown, a line, a column."""


def speech_faults(form: str, out: str, root: Path) -> Iterator[str]:
    """Yield what is wrong with the findings a command printed in a form; `root` is the project."""
    if "Traceback (most recent call last)" in out:
        yield "a traceback"
    try:
        places = [*_READERS[form](out)]
    except (ValueError, KeyError, TypeError) as error:
        yield f"{form} is not read: {error!r}"
        return
    for place in places:
        yield from _place_faults(root, place)


def aside_faults(err: str) -> Iterator[str]:
    """Yield what is wrong with what is said beside the findings."""
    if _UNSEEN.search(err):
        yield "a control character beside the findings"
    if _OBEYED.search(err):
        yield "a command beside the findings"


def _text(out: str) -> Iterator[Place]:
    if _UNSEEN.search(out):
        raise ValueError("a control character")
    if _OBEYED.search(out):
        raise ValueError("a command to a build server")
    for line in out.splitlines():
        found = re.match(r"(.+?):([0-9]+):([0-9]+): (?:erreur|avertissement|remarque)\[FG", line)
        if found:
            path = re.sub(r"## (?=\[|vso\[|teamcity\[)", "##", found[1]).removeprefix("./")
            yield path, int(found[2]), int(found[3])


def _json(out: str) -> Iterator[Place]:
    for found in json.loads(out)["findings"]:
        for span in (found, *found["others"]):
            yield span["path"], span["line"], span["col"]
        if not (found["message"] and found["mend"]):
            raise ValueError("a finding without words")


def _github(out: str) -> Iterator[Place]:
    for line in out.splitlines():
        if not _COMMAND.fullmatch(line):
            raise ValueError(f"line {line[:120]!r}")
        if found := re.search(r"file=([^:,]+),line=([0-9]+),col=([0-9]+)", line):
            path = found[1].replace("%3A", ":").replace("%2C", ",").replace("%25", "%")
            yield path, int(found[2]), int(found[3])


def _sarif(out: str) -> Iterator[Place]:
    for result in json.loads(out)["runs"][0]["results"]:
        for each in (*result["locations"], *result.get("relatedLocations", ())):
            place = each["physicalLocation"]
            region = place["region"]
            yield (
                unquote(place["artifactLocation"]["uri"]),
                region["startLine"],
                region["startColumn"],
            )
        if "](" in result["message"]["text"]:
            raise ValueError("a link in a message")


_READERS: Final[dict[str, Callable[[str], Iterator[Place]]]] = {
    "text": _text,
    "json": _json,
    "github": _github,
    "sarif": _sarif,
}


def _place_faults(root: Path, place: Place) -> Iterator[str]:
    """Yield why a place is none in its file; a name that is shown by signs for others is not looked up."""
    shown, line, col = place
    if line < 1 or col < 1:
        yield f"place {place}"
        return
    path = root / shown
    if "\\" in shown or not path.is_file() or path.is_symlink():
        if (line, col) != (1, 1) and "\\" not in shown:
            yield f"place {place} in no file"
        return
    text = (
        path.read_bytes().decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    )
    lines = text.split("\n")
    if line > len(lines) or col > len(lines[line - 1]) + 1:
        yield f"place {place} is outside its file"

"""A list of findings that are known of already: what it holds, and what it takes off a new check.

It serves an old stock of fiches: what is wrong in them today need not be told again at each check.
An entry knows a finding by its file, its code, what it says and the words of its line, but not by
the line's number: edits elsewhere in the file change nothing. Errors are never known.
"""

from __future__ import annotations

import hashlib
import json
import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from string import Formatter
from typing import Any, Final

from fichegen.codes import CODES
from fichegen.diagnostics import FichegenError, Finding, Severity, Span, finding
from fichegen.text import squeeze

_KIND: Final = "fichegen : constats connus"
_VERSION: Final = 1
_MARK: Final = 16
"""Hexadecimal digits of a mark."""


@dataclass(frozen=True, slots=True, order=True)
class Entry:
    """What a finding is known by."""

    path: str
    code: str
    mark: str
    """A digest of what it says and of the words of its line, 16 hexadecimal digits."""


Known = Mapping[Entry, int]
"""How many findings of each entry are known of."""


class BaselineError(FichegenError):
    """A list of known findings cannot be used; nothing was taken off (FG610)."""


@dataclass(frozen=True, slots=True)
class Sifted:
    """Findings parted by a list of known ones."""

    told: tuple[Finding, ...]
    """The new ones, and every error."""
    quiet: tuple[Finding, ...]
    """Those that the list holds."""
    gone: int
    """How many of the list occur no more; in a file with an error this cannot be told."""
    left: Known
    """The list without what is gone."""


def sift(findings: Sequence[Finding], known: Known, texts: Mapping[str, str]) -> Sifted:
    """Take off findings those that are known; `texts` holds the sources by path."""
    if not known:
        return Sifted(tuple(findings), (), 0, {})
    told, quiet = [], []
    met: Counter[Entry] = Counter()
    broken = {found.span.path for found in findings if found.severity is Severity.ERROR}
    for found, entry in zip(findings, entries(findings, texts), strict=True):
        if found.severity is not Severity.ERROR and met[entry] < known.get(entry, 0):
            met[entry] += 1
            quiet.append(found)
        else:
            told.append(found)
    left = {e: n if e.path in broken else met[e] for e, n in known.items()}
    gone = sum(known.values()) - sum(left.values())
    return Sifted(tuple(told), tuple(quiet), gone, {e: n for e, n in left.items() if n})


def stock(findings: Sequence[Finding], texts: Mapping[str, str]) -> Known:
    """Return all that can be known of findings."""
    known = [found for found in findings if found.severity is not Severity.ERROR]
    return Counter(entries(known, texts))


def entries(findings: Iterable[Finding], texts: Mapping[str, str]) -> Iterator[Entry]:
    """Yield what each finding is known by, in their order."""
    lines: dict[str, Sequence[str]] = {}
    for found in findings:
        path = found.span.path
        if path not in lines:
            lines[path] = texts.get(path, "").split("\n")
        parts = (path, found.code, *_said(found), _line(found.span, lines[path]))
        digest = hashlib.sha256("\0".join(parts).encode("utf-8", "surrogatepass")).hexdigest()
        yield Entry(path, found.code, digest[:_MARK])


def _line(span: Span, lines: Sequence[str]) -> str:
    return squeeze(lines[span.line - 1]) if span.line <= len(lines) else ""


def _said(found: Finding) -> Iterator[str]:
    """Yield the values that the sentence of a finding shows, without numbers of lines.

    Those of the advice alone change with the day and with what fichegen knows.
    """
    shown = {name for _, name, _, _ in Formatter().parse(CODES[found.code].words) if name}
    places = sorted({other.path for other in found.others}, key=len, reverse=True)
    for name, value in found.values:
        if name in shown and name != "ligne":
            yield name
            yield _without_lines(value, places)


def _without_lines(value: str, paths: Iterable[str]) -> str:
    for path in paths:
        value = re.sub(rf"({re.escape(path)}):\d+(?::\d+)?", r"\1", value)
    return value


def written(known: Known) -> bytes:
    """Write a list as a file, an entry a line, sorted."""
    rows = [
        json.dumps(
            {"path": entry.path, "code": entry.code, "mark": entry.mark, "count": known[entry]},
            ensure_ascii=False,
        )
        for entry in sorted(known)
    ]
    head = f'{{\n"kind": {json.dumps(_KIND)},\n"version": {_VERSION},\n"findings": ['
    return f"{head}{','.join(f'{chr(10)}{row}' for row in rows)}\n]\n}}\n".encode()


def parse(shown: str, body: bytes) -> Known:
    """Read the file named `shown`; raises BaselineError where it is no such list, or a damaged one."""
    try:
        document = json.loads(body.decode("utf-8-sig"))
    except (ValueError, RecursionError) as error:
        line = f", ligne {error.lineno}" if isinstance(error, json.JSONDecodeError) else ""
        raise refusal(
            shown, f"ce n'est pas une liste de constats, ou elle est abîmée{line}"
        ) from error
    if not (isinstance(document, dict) and document.get("kind") == _KIND):
        raise refusal(shown, "ce n'est pas une liste de constats connus")
    if document.get("version") != _VERSION:
        raise refusal(shown, "elle a été écrite par une autre version de fichegen")
    rows = document.get("findings")
    if not isinstance(rows, list):
        raise refusal(shown, "elle est abîmée : il n'y a pas de constats")
    known: dict[Entry, int] = {}
    for number, row in enumerate(rows, 1):
        entry, count = _entry(row)
        if entry is None:
            raise refusal(shown, f"elle est abîmée à son {number}e constat")
        if entry in known:
            raise refusal(shown, f"son {number}e constat y est deux fois")
        known[entry] = count
    return known


def _entry(row: Any) -> tuple[Entry | None, int]:
    match row:
        case {"path": str(path), "code": str(code), "mark": str(mark), "count": int(count)}:
            whole = len(row) == 4 and count > 0 and not isinstance(count, bool)
            return (Entry(path, code, mark), count) if whole else (None, 0)
    return None, 0


def refusal(shown: str, reason: str) -> BaselineError:
    """Say why a file cannot serve as a list of known findings."""
    return BaselineError(finding("FG610", Span(shown), fichier=shown, raison=reason))

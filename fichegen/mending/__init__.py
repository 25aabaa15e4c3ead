"""The certain fixes of findings, put into the bytes of a file; nothing else of it is touched."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from fichegen.diagnostics import Finding
from fichegen.intake import take
from fichegen.sources import Role, SourceFile, decode, legible

from .comparing import difference
from .judging import edited, fitting, harmless
from .views import LEFT_OUT, LEFT_OUT_FIRST, View

__all__ = ["MENDABLE", "Mended", "difference", "mend", "without_doubtful_fixes"]

MENDABLE: Final = frozenset({"FG113", "FG117", "FG119", "FG120", "FG121", "FG124"})
"""What is told of a file no more than so often; those that are not told may have a fix."""
_ROUNDS: Final = 50
"""Times that a mended text is looked at again: a fix may show what another one is needed for."""
_WITH_CARE: Final = " ; le reste de la ligne serait alors lu autrement : relisez-la"
_WITH_SIGNS: Final = ("FG113", "FG117")
"""Told before signs are taken out, so their places count them."""


@dataclass(frozen=True, slots=True)
class Mended:
    """A file with its certain fixes."""

    body: bytes
    fixes: int
    """How many were made; none where the file is as it was."""


def mend(path: str, role: Role, body: bytes, findings: Iterable[Finding]) -> Mended:
    """Make the certain fixes of findings in a file, and those of all that it is found to hold.

    Not made are fixes that would make a text unreadable, or be read as more than other words.
    """
    fixes, seen = 0, {body}
    text, signs = decode(path, body, bounded=False)
    for _ in range(_ROUNDS):
        source = SourceFile(path, role, text) if text is not None else None
        found = take(source, bounded=False).findings if source else ()
        after, made = _once(path, role, body, (*findings, *signs, *found))
        readable, findings = text is not None, ()
        text, signs = decode(path, after, bounded=False)
        if not made or after in seen or (readable and text is None):
            break
        body, fixes = after, fixes + made
        seen.add(after)
    return Mended(body, fixes)


def _once(path: str, role: Role, body: bytes, findings: Iterable[Finding]) -> tuple[bytes, int]:
    """Make the fixes that do not meet; gives the bytes and how many were made."""
    fixable = [*dict.fromkeys(found for found in findings if found.fix is not None)]
    if not fixable:
        return body, 0
    try:
        raw, signs = body.decode("utf-8"), legible(body)
    except UnicodeDecodeError:
        return body, 0
    text, _ = decode(path, body)
    source = SourceFile(path, role, signs if text is None else text)
    clean, with_signs = View.of(raw, LEFT_OUT), View.of(raw, LEFT_OUT_FIRST)
    edits = []
    for found in harmless(source, fixable):
        place = (with_signs if found.code in _WITH_SIGNS else clean).place(found.span)
        if place and raw[slice(*place)] != found.fix:
            edits.append((*place, found.fix or ""))
    chosen = [*fitting(edits)]
    return edited(raw, chosen).encode("utf-8"), len(chosen)


def without_doubtful_fixes(
    findings: Iterable[Finding], roles: Mapping[str, Role], texts: Mapping[str, str]
) -> tuple[Finding, ...]:
    """Take the fixes off findings that `mend` would not make.

    By path, `roles` tells what each source is, and `texts` holds what was read.
    """
    told = [*findings]
    by_path: dict[str, list[Finding]] = {}
    for found in told:
        if found.fix is not None and found.span.path in roles:
            by_path.setdefault(found.span.path, []).append(found)
    refused: set[Finding] = set()
    for path, own in by_path.items():
        text = texts.get(path)
        source = SourceFile(path, roles[path], text) if text is not None else None
        refused.update(set(own).difference(harmless(source, own) if source else ()))
    return tuple(_unfixed(found) if found in refused else found for found in told)


def _unfixed(found: Finding) -> Finding:
    """Leave a finding to a person, who is to know what else the mend does."""
    values = tuple(
        (name, value + _WITH_CARE if name == "conseil" else value) for name, value in found.values
    )
    return replace(found, fix=None, values=values)

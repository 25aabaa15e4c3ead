"""Findings: what is wrong in somebody's file, where, and how to mend it. Mistakes are values."""

from __future__ import annotations

import enum
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Final

from fichegen.codes import CODES, Severity

__all__ = [
    "Exit",
    "FichegenError",
    "Finding",
    "Severity",
    "Span",
    "exit_status",
    "finding",
    "ordered",
    "regraded",
    "with_fix",
]


_QUOTED, _COMPOSED = 200, 2000
"""Characters of a value at the most: what is quoted from a file, and what is our own sentence."""
_SENTENCES: Final = frozenset(
    {"ailleurs", "connues", "conseil", "manque", "manques", "raison", "raisons"}
)


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """A place in a source: one line, from `col` over `width` characters; all counted from 1."""

    path: str
    """Path from the project's folder, with slashes."""
    line: int = 1
    col: int = 1
    width: int = 1

    @property
    def at(self) -> str:
        """The place as people quote it, `path:line`."""
        return f"{self.path}:{self.line}"


class Exit(enum.IntEnum):
    """What a command tells the shell."""

    FINE = 0
    FINDINGS = 1
    USAGE = 2
    FAULT = 3
    INTERRUPTED = 130


@dataclass(frozen=True, slots=True)
class Finding:
    """One mistake or remark. Its words come from the table of codes."""

    code: str
    span: Span
    values: tuple[tuple[str, str], ...] = ()
    severity: Severity = Severity.ERROR
    others: tuple[Span, ...] = ()
    """The other places the finding speaks of: the twin of a doubled slug, the first of two facts."""
    fix: str | None = None
    """What the text at `span` must become, only where that is certain; None where a person decides."""

    @property
    def message(self) -> str:
        """The sentence for people, in French, without a final point."""
        return CODES[self.code].words.format(**dict(self.values))

    @property
    def mend(self) -> str:
        """What to do about it, in French."""
        return CODES[self.code].mend.format(**dict(self.values))


class FichegenError(Exception):
    """Says that a command cannot go on; carries the finding that tells people why."""

    def __init__(self, found: Finding) -> None:
        super().__init__(found.message)
        self.finding = found

    def __reduce__(self) -> tuple[type[FichegenError], tuple[Finding]]:
        """Be made again of the finding, where it comes from another process."""
        return type(self), (self.finding,)


def finding(code: str, span: Span, /, *others: Span, **values: str | int) -> Finding:
    """Make the finding `code` at `span`, and of `others`, with the severity its table gives it.

    A value that is much longer than what anybody reads is cut.
    """
    filled = tuple((name, _cut(name, str(value))) for name, value in values.items())
    return Finding(code, span, filled, CODES[code].severity, others)


def _cut(name: str, value: str) -> str:
    most = _COMPOSED if name in _SENTENCES else _QUOTED
    return value if len(value) <= most else f"{value[:most].rstrip()}…"


def with_fix(found: Finding, words: str) -> Finding:
    """Say what the text at the place of a finding must become; no doubt may be left."""
    return replace(found, fix=words)


def ordered(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Sort by path, line, column, code, words; drop what is said twice."""
    unique = dict.fromkeys(findings)
    return tuple(sorted(unique, key=lambda f: (f.span, f.code, f.values, f.others)))


def regraded(
    findings: Iterable[Finding], severities: Mapping[str, Severity]
) -> tuple[Finding, ...]:
    """Give each finding the severity the catalogue's settings ask for, where they ask."""
    return tuple(
        replace(f, severity=severities[f.code]) if f.code in severities else f for f in findings
    )


def exit_status(findings: Iterable[Finding], *, strict: bool) -> Exit:
    """Say what a run with these findings ends with; a mistake in the settings ranks first."""
    failing = {Severity.ERROR, Severity.WARNING} if strict else {Severity.ERROR}
    status = Exit.FINE
    for found in findings:
        if found.severity in failing:
            if CODES[found.code].usage:
                return Exit.USAGE
            status = Exit.FINDINGS
    return status

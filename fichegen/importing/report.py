"""What an import says of itself: what was recognised, what is unsure, what was left aside."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fichegen.diagnostics import Finding, Severity
from fichegen.text import counted

from .blocks import Left


@dataclass(frozen=True, slots=True)
class Read:
    """A field, and what in the document named it."""

    field: str
    words: str
    at: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Report:
    """What was made of a document."""

    read: tuple[Read, ...]
    unsure: tuple[str, ...]
    left: tuple[Left, ...]
    findings: tuple[Finding, ...]
    """What `check` says of the draft."""


def summary(report: Report) -> str:
    """Count, in one phrase."""
    checks = sum(found.severity is not Severity.REMARK for found in report.findings)
    parts = [
        counted(len(report.read), "rubrique reconnue", "rubriques reconnues"),
        counted(len(report.unsure), "point à vérifier", "points à vérifier"),
        counted(len(report.left), "élément laissé de côté", "éléments laissés de côté"),
        counted(checks, "point à corriger", "points à corriger"),
    ]
    return ", ".join(parts)


def lines(report: Report) -> Iterator[str]:
    """Yield the report, its findings apart, in lines for people."""
    if report.read:
        yield "  Reconnu :"
        width = max(len(read.field) for read in report.read)
        for read in report.read:
            yield f"    {read.field:<{width}} ← « {read.words} » ({read.at})"
    if report.unsure:
        yield "  À vérifier :"
        yield from (f"    - {words}" for words in report.unsure)
    if report.left:
        yield "  Laissé de côté, absent du brouillon :"
        yield from (f"    - {left.what} : {left.words}" for left in report.left)

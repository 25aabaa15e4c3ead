"""Findings as SARIF 2.1.0, the format that code hosts show findings from."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import Final
from urllib.parse import quote

from fichegen import __version__
from fichegen.baseline import entries
from fichegen.codes import CODES, LACKING
from fichegen.diagnostics import Finding, Severity, Span
from fichegen.text import counted

from .words import in_repository, inert, worst_first

_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.REMARK: "note"}
_WEIGHTS: Final = {
    Severity.ERROR: "error",
    Severity.WARNING: "warning",
    Severity.REMARK: "recommendation",
}
"""How GitHub names the weights of its own rules."""
_MOST: Final = 25_000
"""Results that GitHub takes of one run."""
_RUN: Final = "fichegen/"
"""What a code host tells our runs by, from those of other tools."""


def as_sarif(findings: Sequence[Finding], texts: Mapping[str, str], folder: str) -> str:
    """Write findings as one run; `folder` leads from the repository's folder to the project's.

    What fiches lack for each destination is no result, but counted in a notification: it is true of
    most fiches, and has no line to be shown at. Of more than a host takes the worst are written.
    """
    told = _of_a_line(findings)
    notes = [*_notes(len(findings) - len(told), len(told))]
    findings = worst_first(told)[:_MOST] if len(told) > _MOST else told
    codes = sorted({found.code for found in findings})
    ranks = {code: rank for rank, code in enumerate(codes)}
    driver = {
        "name": "fichegen",
        "version": __version__,
        "semanticVersion": __version__,
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": _RUN},
        "invocations": [{"executionSuccessful": True, "toolExecutionNotifications": notes}],
        "columnKind": "unicodeCodePoints",
        "language": "fr",
        "results": [
            _result(found, ranks[found.code], mark, folder)
            for found, mark in zip(findings, _marks(findings, texts), strict=True)
        ],
    }
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [run],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _of_a_line(findings: Sequence[Finding]) -> list[Finding]:
    return [f for f in findings if f.severity is not Severity.REMARK or f.code not in LACKING]


def _notes(gaps: int, told: int) -> Iterator[dict[str, object]]:
    """Yield what a run says of what it leaves out."""
    words = []
    if gaps:
        count = counted(gaps, "remarque", "remarques")
        words.append(f"{count} sur ce qui manque aux fiches : voir « fichegen check »")
    if told > _MOST:
        words.append(f"{told} constats, dont les {_MOST} plus graves sont ici")
    for said in words:
        yield {"level": "note", "message": {"text": f"{said} ; --format json dit tout."}}


def _rule(code: str) -> dict[str, object]:
    entry = CODES[code]
    more = f"« fichegen explain {code} » en montre un exemple."
    return {
        "id": code,
        "shortDescription": {"text": _title(entry.words)},
        "fullDescription": {"text": entry.meaning},
        "help": {
            "text": f"{entry.meaning}\n{more}",
            "markdown": f"{entry.meaning}\n\n`fichegen explain {code}` en montre un exemple.",
        },
        "defaultConfiguration": {"level": _LEVELS[entry.severity]},
        "properties": {
            "tags": [code[:3]],
            "precision": "very-high",
            "problem.severity": _WEIGHTS[entry.severity],
        },
    }


def _title(words: str) -> str:
    """Write the sentence of a code without the values of a finding."""
    pieces = (literal + ("…" if name else "") for literal, name, _, _ in Formatter().parse(words))
    return "".join(pieces)


def _marks(findings: Sequence[Finding], texts: Mapping[str, str]) -> list[str]:
    """Return what each finding is known by from run to run, however its file is edited elsewhere."""
    seen: Counter[str] = Counter()
    marks = []
    for entry in entries(findings, texts):
        seen[entry.mark] += 1
        marks.append(f"{entry.mark}:{seen[entry.mark]}")
    return marks


def _result(found: Finding, rank: int, mark: str, folder: str) -> dict[str, object]:
    result: dict[str, object] = {
        "ruleId": found.code,
        "ruleIndex": rank,
        "level": _LEVELS[found.severity],
        "message": {"text": _said(found)},
        "locations": [_location(found.span, folder)],
        "partialFingerprints": {"fichegen/v1": mark},
    }
    if found.others:
        result["relatedLocations"] = [_location(other, folder) for other in found.others]
    if found.fix is not None:
        replacement = {"deletedRegion": _region(found.span), "insertedContent": {"text": found.fix}}
        change = {
            "artifactLocation": _artifact(found.span, folder),
            "replacements": [replacement],
        }
        result["fixes"] = [{"description": {"text": found.mend}, "artifactChanges": [change]}]
    return result


def _said(found: Finding) -> str:
    """Write what a person reads; words of a fiche are no link, which a message of SARIF may hold."""
    return f"{inert(found.message)}\naide : {inert(found.mend)}".replace("](", "] (")


def _location(span: Span, folder: str) -> dict[str, object]:
    return {
        "physicalLocation": {"artifactLocation": _artifact(span, folder), "region": _region(span)},
    }


def _artifact(span: Span, folder: str) -> dict[str, object]:
    return {"uri": quote(in_repository(folder, span.path))}


def _region(span: Span) -> dict[str, object]:
    return {"startLine": span.line, "startColumn": span.col, "endColumn": span.col + span.width}

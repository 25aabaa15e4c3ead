"""Findings for programs, as JSON."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from fichegen.diagnostics import Finding, Severity, Span


def as_data(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Return findings as plain data for JSON."""
    return [
        {
            **_span(found.span),
            "severity": str(found.severity),
            "code": found.code,
            "message": found.message,
            "mend": found.mend,
            "fix": found.fix,
            "others": [_span(other) for other in found.others],
        }
        for found in findings
    ]


def as_json(findings: Sequence[Finding]) -> str:
    """Write findings and how many there are of each weight."""
    counts = {str(s): sum(f.severity is s for f in findings) for s in Severity}
    document = {"version": 1, "findings": as_data(findings), "counts": counts}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _span(span: Span) -> dict[str, object]:
    return {"path": span.path, "line": span.line, "col": span.col, "width": span.width}

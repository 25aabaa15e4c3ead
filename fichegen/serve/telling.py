"""What a page in the browser is told of the project: as plain data, bounded, nothing of it markup."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, Final

from fichegen.codes import CODES
from fichegen.console import inert
from fichegen.diagnostics import Finding, Severity, Span
from fichegen.expressions import expression

from .answering import FAULT, Answer, new_address
from .watching import View

_MOST: Final = 50
"""Findings that are told one by one."""
_LONGEST: Final = 600
"""Characters of a sentence."""
_EXCERPT: Final = 90
"""Characters of a line that is quoted, around the place."""
_MOST_OTHERS: Final = 5
_SPACE: Final = expression("(?<=«) | (?=[»;:!?])")
"""A space at which French breaks no line."""


def about(view: View | None, answer: Answer, path: str, source: str) -> dict[str, Any]:
    """Tell how the page at a path stands: what it is now, where it went, what is wrong, worst first.

    `source` is that of the fiche that the page in the browser shows, empty for other pages.
    """
    state = view.look.state if view else None
    findings = [*view.findings] if view else []
    if answer.finding and answer.finding not in findings:
        findings.append(answer.finding)
    fault = answer.fault or (view.look.fault if view else "")
    counts = {str(s): sum(found.severity is s for found in findings) for s in Severity}
    ranked = sorted(findings, key=lambda found: _rank(found, source))
    lines = _Lines(state.texts if state else {})
    return {
        "number": view.number if view else 0,
        "isCurrent": bool(
            view and view.look.is_current and not answer.finding and not answer.fault
        ),
        "isDraft": bool(state and source in state.drafts),
        "page": {
            "digest": answer.digest,
            "style": f"/{state.site.stylesheet}" if state and state.site else "",
            "address": new_address(state, path, source) if state else "",
        },
        "counts": counts,
        "fault": [FAULT, inert(fault)[:_LONGEST]] if fault else [],
        "findings": [_finding(found, lines) for found in ranked[:_MOST]],
    }


def _rank(found: Finding, source: str) -> tuple[int, bool, int]:
    """Order errors first, then what concerns the page that is looked at; else as they stand."""
    weight = [*Severity].index(found.severity)
    return min(weight, 1), found.span.path != source, weight


class _Lines:
    """The lines of sources, each split once."""

    def __init__(self, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._split: dict[str, Sequence[str]] = {}

    def line(self, span: Span) -> str:
        """Return the line of a place; empty where there is none."""
        if span.path not in self._split:
            self._split[span.path] = self._texts.get(span.path, "").split("\n")
        lines = self._split[span.path]
        return lines[span.line - 1] if span.line <= len(lines) else ""


def _finding(found: Finding, lines: _Lines) -> dict[str, Any]:
    return {
        "severity": str(found.severity),
        "code": found.code,
        "meaning": _told(CODES[found.code].meaning),
        "message": _told(found.message),
        "mend": _told(found.mend),
        "place": _place(found.span),
        "excerpt": _excerpt(found.span, lines.line(found.span)),
        "others": [_place(other) for other in found.others[:_MOST_OTHERS]],
    }


def _told(words: str) -> str:
    words = _SPACE.sub("\u00a0", inert(words))
    return words if len(words) <= _LONGEST else f"{words[:_LONGEST]}…"


def _place(span: Span) -> dict[str, Any]:
    return {"path": inert(span.path), "line": span.line, "col": span.col}


def _excerpt(span: Span, line: str) -> list[str]:
    """Cut a line in three: what stands before the place, there, and after; nothing of an empty one."""
    if not line.strip():
        return []
    start = min(span.col - 1, len(line))
    end = min(start + max(1, span.width), len(line))
    first = max(0, start - _EXCERPT // 2) if len(line) > _EXCERPT else 0
    last = first + _EXCERPT
    before, there, after = line[first:start], line[start : min(end, last)], line[end:last]
    return [
        ("…" if first else "") + inert(before.replace("\t", " ")),
        inert(there.replace("\t", " ")),
        inert(after.replace("\t", " ")) + ("…" if last < len(line) else ""),
    ]

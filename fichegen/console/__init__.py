"""What commands print: findings as text, JSON or CI annotations, differences, and the closing lines."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Final

import click

from fichegen.diagnostics import Finding, Severity

from .annotations import as_annotations, notice, set_apart
from .differences import shortened
from .documents import as_data, as_json
from .job_summary import job_summary
from .plain import as_text
from .progress import progress_bar
from .tables import table
from .words import COLOURS, inert, summary, unbroken, worst_first

__all__ = [
    "FORMATS",
    "FOR_PEOPLE",
    "as_data",
    "difference",
    "inert",
    "job_summary",
    "progress_bar",
    "remark",
    "render",
    "summary",
    "table",
    "tally",
    "unbroken",
    "worst_first",
]

FORMATS: Final = ("text", "json", "github", "sarif")
FOR_PEOPLE: Final = ("text", "github")
"""Those that people read, where much of one kind can be summed up."""


def render(
    findings: Sequence[Finding], form: str, texts: Mapping[str, str], *, folder: str = ""
) -> str:
    """Lay findings out in one of the `FORMATS`.

    `texts` holds the sources to quote from; `folder` leads from the repository's folder to the
    project's (`formations/`), for the code hosts that name files from there.
    """
    if form == "json":
        return as_json(findings)
    if form == "github":
        return as_annotations(findings, folder)
    if form == "sarif":
        from .sarif import as_sarif

        return as_sarif(findings, texts, folder)
    return as_text(findings, texts)


def remark(code: str, words: str, form: str) -> str:
    """Lay out, in a form for people, what sums up findings of a code and has no place of its own."""
    return notice(code, words) if form == "github" else tally(code, words, Severity.REMARK)


def tally(code: str, words: str, severity: Severity) -> str:
    """Lay out for a terminal what sums up findings of a code."""
    head = click.style(f"{severity}[{code}]", fg=COLOURS[severity], bold=True)
    return f"{head} {inert(words)}"


def difference(lines: Sequence[str], form: str) -> str:
    """Lay out the lines of a unified difference, in a form for people; long lines are cut."""
    shown = [_coloured(inert(line)) for line in shortened(lines)]
    return set_apart("\n".join(shown)) if form == "github" else "\n".join(shown)


def _coloured(line: str) -> str:
    if line.startswith(("---", "+++")):
        return click.style(line, bold=True)
    colour = {"-": "red", "+": "green", "@": "cyan"}.get(line[:1])
    return click.style(line, fg=colour) if colour else line

"""Findings for a terminal: one place a line, the line it speaks of, the mend."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Final

import click

from fichegen.diagnostics import Finding, Span

from .tables import columns
from .words import COLOURS, inert

_EXCERPT: Final = 100


def as_text(findings: Sequence[Finding], texts: Mapping[str, str]) -> str:
    """Lay findings out as lines; `texts` holds the sources to quote from."""
    named = {span.path for found in findings for span in (found.span, *found.others)}
    lines = {path: texts[path].split("\n") for path in named if path in texts}
    return "\n".join(line for found in findings for line in _lines(found, lines))


def _lines(found: Finding, lines: Mapping[str, Sequence[str]]) -> Iterator[str]:
    span = found.span
    head = click.style(f"{found.severity}[{found.code}]", fg=COLOURS[found.severity], bold=True)
    yield f"{_at_start(span.path)}:{span.line}:{span.col}: {head} {inert(found.message)}"
    yield from _excerpt(span, lines.get(span.path, ()))
    if found.mend:
        yield f"   aide : {inert(found.mend)}"
    if found.fix is not None:
        yield "   corrigé par « fichegen check --fix »"
    for other in found.others:
        yield f"   voir : {inert(other.path)}:{other.line}:{other.col}"
        yield from _excerpt(other, lines.get(other.path, ()))


def _at_start(path: str) -> str:
    """Show a path where a line begins: two colons there are a command to GitHub's build server."""
    shown = inert(path)
    return f"./{shown}" if shown.startswith("::") else shown


def _excerpt(span: Span, lines: Sequence[str]) -> Iterator[str]:
    """Quote the line with a caret under the place, cut around it where the line is long."""
    if span.line > len(lines) or not lines[span.line - 1].strip():
        return
    line = lines[span.line - 1].replace("\t", " ")
    start = min(span.col - 1, len(line))
    width = max(1, min(span.width, len(line) - start))
    cut = max(0, start - _EXCERPT // 2) if len(line) > _EXCERPT else 0
    shown = inert(line[cut : cut + _EXCERPT])
    before = "…" if cut else ""
    after = "…" if cut + _EXCERPT < len(line) else ""
    number = str(span.line)
    indent = columns(before + inert(line[cut:start]))
    carets = "^" * max(1, columns(inert(line[start : min(start + width, cut + _EXCERPT)])))
    yield f"{number:>5} | {before}{shown}{after}"
    yield (
        f"{'':>5} | {'':>{indent}}{click.style(carets, bold=True)}"
        if indent
        else f"{'':>5} | {click.style(carets, bold=True)}"
    )

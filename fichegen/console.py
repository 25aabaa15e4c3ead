"""What commands print: findings as text, JSON or CI annotations, and the closing lines."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Final
from urllib.parse import quote

import click

from fichegen import __version__
from fichegen.codes import CODES
from fichegen.diagnostics import Finding, Severity, Span
from fichegen.text import counted

FORMATS: Final = ("text", "json", "github", "sarif")
FOR_PEOPLE: Final = ("text", "github")
"""Those that people read, where much of one kind can be summed up."""

_CONTROL: Final = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)
_COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.REMARK: "cyan"}
_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.REMARK: "notice"}
_LEVELS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.REMARK: "note"}
_EXCERPT: Final = 100


def inert(text: str) -> str:
    """Show control and direction characters by their names, so that a terminal obeys none."""
    return _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def render(findings: Sequence[Finding], form: str, texts: Mapping[str, str]) -> str:
    """Lay findings out in one of the `FORMATS`; `texts` holds the sources to quote from."""
    if form == "json":
        return _as_json(findings)
    if form == "github":
        return "\n".join(map(_as_annotation, findings))
    if form == "sarif":
        return _as_sarif(findings)
    lines = {
        path: text.split("\n")
        for path, text in texts.items()
        if any(f.span.path == path for f in findings)
    }
    return "\n".join(line for found in findings for line in _as_text(found, lines))


def remark(code: str, words: str, form: str) -> str:
    """Lay out, in a form for people, what sums up findings of a code and has no place of its own."""
    if form == "github":
        return f"::{_COMMANDS[Severity.REMARK]} title={code}::{_data(inert(words))}"
    head = click.style(f"remarque[{code}]", fg=_COLOURS[Severity.REMARK], bold=True)
    return f"{head} {inert(words)}"


def _as_text(found: Finding, lines: Mapping[str, Sequence[str]]) -> Iterator[str]:
    span = found.span
    head = click.style(f"{found.severity}[{found.code}]", fg=_COLOURS[found.severity], bold=True)
    yield f"{inert(span.path)}:{span.line}:{span.col}: {head} {inert(found.message)}"
    yield from _excerpt(span, lines.get(span.path, ()))
    if found.mend:
        yield f"   aide : {inert(found.mend)}"
    for other in found.others:
        yield f"   voir : {inert(other.path)}:{other.line}:{other.col}"
        yield from _excerpt(other, lines.get(other.path, ()))


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
    indent = _columns(before + inert(line[cut:start]))
    carets = "^" * max(1, _columns(inert(line[start : min(start + width, cut + _EXCERPT)])))
    yield f"{number:>5} | {before}{shown}{after}"
    yield (
        f"{'':>5} | {'':>{indent}}{click.style(carets, bold=True)}"
        if indent
        else f"{'':>5} | {click.style(carets, bold=True)}"
    )


def _columns(text: str) -> int:
    """Count the columns a terminal gives a text."""
    wide = sum(unicodedata.east_asian_width(char) in "WF" for char in text)
    return len(text) + wide - sum(unicodedata.combining(char) > 0 for char in text)


def as_data(findings: Iterable[Finding]) -> list[dict[str, object]]:
    """Return findings as plain data for JSON."""
    return [
        {
            **_span(found.span),
            "severity": str(found.severity),
            "code": found.code,
            "message": found.message,
            "mend": found.mend,
            "others": [_span(other) for other in found.others],
        }
        for found in findings
    ]


def _as_json(findings: Sequence[Finding]) -> str:
    counts = {str(s): sum(f.severity is s for f in findings) for s in Severity}
    document = {"version": 1, "findings": as_data(findings), "counts": counts}
    return json.dumps(document, ensure_ascii=False, indent=2)


def _span(span: Span) -> dict[str, object]:
    return {"path": span.path, "line": span.line, "col": span.col, "width": span.width}


def _as_annotation(found: Finding) -> str:
    """Write a workflow command of GitHub Actions; nothing in it can begin another one."""
    span = found.span
    properties = {
        "file": inert(span.path),
        "line": str(span.line),
        "col": str(span.col),
        "endColumn": str(span.col + span.width),
        "title": found.code,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = _data(f"{inert(found.message)}\naide : {inert(found.mend)}")
    return f"::{_COMMANDS[found.severity]} {listed}::{message}"


def _as_sarif(findings: Sequence[Finding]) -> str:
    """Write SARIF 2.1.0, the format code hosts show findings from."""
    codes = sorted({found.code for found in findings})
    rules = [
        {
            "id": code,
            "shortDescription": {"text": CODES[code].meaning},
            "defaultConfiguration": {"level": _LEVELS[CODES[code].severity]},
        }
        for code in codes
    ]
    results = [
        {
            "ruleId": found.code,
            "ruleIndex": codes.index(found.code),
            "level": _LEVELS[found.severity],
            "message": {"text": f"{found.message}\naide : {found.mend}"},
            "locations": [_location(found.span)],
            "relatedLocations": [_location(other) for other in found.others],
        }
        for found in findings
    ]
    driver = {"name": "fichegen", "version": __version__, "rules": rules}
    document = {
        "$schema": "https://json.schemastore.org/sarif-2.1.0.json",
        "version": "2.1.0",
        "runs": [
            {"tool": {"driver": driver}, "columnKind": "unicodeCodePoints", "results": results}
        ],
    }
    return json.dumps(document, ensure_ascii=False, indent=2)


def _location(span: Span) -> dict[str, object]:
    region = {"startLine": span.line, "startColumn": span.col, "endColumn": span.col + span.width}
    return {
        "physicalLocation": {"artifactLocation": {"uri": quote(span.path)}, "region": region},
    }


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")


def summary(findings: Iterable[Finding]) -> str:
    """Count findings in one phrase; empty where there is none."""
    found = [*findings]
    counts = ((s, sum(f.severity is s for f in found)) for s in Severity)
    return ", ".join(counted(number, str(severity)) for severity, number in counts if number)


def table(rows: Sequence[Sequence[str]], *, width: int) -> str:
    """Lay rows out in columns; the last one is cut to the width of the terminal."""
    widths = [max(len(inert(cell)) for cell in column) for column in zip(*rows, strict=True)]
    lines = []
    for row in rows:
        cells = [f"{inert(cell):<{size}}" for cell, size in zip(row, widths, strict=True)]
        lines.append("  ".join(cells).rstrip()[: max(width, 40)])
    return "\n".join(lines)

"""Findings for GitHub Actions: workflow commands, which it shows beside the lines of a change."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence
from typing import Final

from fichegen.diagnostics import Finding, Severity

from .words import in_repository, inert, worst_first

_COMMANDS: Final = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.REMARK: "notice"}


def as_annotations(findings: Sequence[Finding], folder: str) -> str:
    """Write a command for each finding, the worst first: of each weight only ten are shown."""
    return "\n".join(_annotation(found, folder) for found in worst_first(findings))


def notice(code: str, words: str) -> str:
    """Write a remark that has no place of its own."""
    return f"::{_COMMANDS[Severity.REMARK]} title={code}::{_data(inert(words))}"


def set_apart(lines: str) -> str:
    """Quote lines of somebody's file: until they are over, nothing in them is a command."""
    token = f"fichegen-{hashlib.sha256(lines.encode('utf-8', 'surrogatepass')).hexdigest()}"
    return f"::stop-commands::{token}\n{lines}\n::{token}::"


def _annotation(found: Finding, folder: str) -> str:
    """Write one command; nothing in it can begin another one."""
    span = found.span
    properties = {
        "file": inert(in_repository(folder, span.path)),
        "line": str(span.line),
        "col": str(span.col),
        "endColumn": str(span.col + span.width),
        "title": found.code,
    }
    listed = ",".join(f"{name}={_property(value)}" for name, value in properties.items())
    message = _data(f"{inert(found.message)}\naide : {inert(found.mend)}")
    return f"::{_COMMANDS[found.severity]} {listed}::{message}"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")

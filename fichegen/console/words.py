"""Words as every form shows them: inert, and counted."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from fichegen.diagnostics import Finding, Severity
from fichegen.expressions import expression
from fichegen.text import counted

COLOURS: Final = {Severity.ERROR: "red", Severity.WARNING: "yellow", Severity.REMARK: "cyan"}
"""The colour a terminal gives each weight."""

_CONTROL: Final = expression(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]"
)

_OBEYED: Final = expression(r"##(?=\[|(?:vso|teamcity)\[)", re.IGNORECASE)
"""How commands begin that build servers look for anywhere in a line: `##[`, `##vso[`, `##teamcity[`."""
_APART: Final = expression(r"(?<=«) | (?=[»:;!?%€])")


def inert(text: str) -> str:
    """Show control and direction characters by their names, so that a terminal obeys none.

    A space parts the signs by which a command to a build server begins.
    """
    shown = _CONTROL.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return _OBEYED.sub("## ", shown) if "##" in shown else shown


def unbroken(words: str) -> str:
    """Bind French signs to their words with no-break spaces, before lines are filled."""
    return _APART.sub("\u00a0", words)


def summary(findings: Iterable[Finding]) -> str:
    """Count findings in one phrase; empty where there is none."""
    found = [*findings]
    counts = ((s, sum(f.severity is s for f in found)) for s in Severity)
    return ", ".join(counted(number, str(severity)) for severity, number in counts if number)


def worst_first(findings: Iterable[Finding]) -> list[Finding]:
    """Sort by weight; findings of one weight stay in their order."""
    weights = [*Severity]
    return sorted(findings, key=lambda found: weights.index(found.severity))


def in_repository(folder: str, path: str) -> str:
    """Return a path as it is named from the repository's folder, `folder` leading to the project's."""
    return path if path.startswith("/") else f"{folder}{path}"

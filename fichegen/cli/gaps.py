"""What fiches lack for each destination, apart from the other findings."""

from __future__ import annotations

from collections.abc import Sequence

from fichegen import console
from fichegen.diagnostics import Finding, Severity


def gaps_apart(
    findings: Sequence[Finding], form: str
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Part findings from the remarks on what fiches lack, which can be summed up for people.

    Programs are told everything; a gap that the settings make weigh more is told like the rest.
    """
    from fichegen.audit import GAP_CODES

    codes = {*GAP_CODES.values()} if form in console.FOR_PEOPLE else set()
    gaps = [f.severity is Severity.REMARK and f.code in codes for f in findings]
    told = tuple(f for f, gap in zip(findings, gaps, strict=True) if not gap)
    return told, tuple(f for f, gap in zip(findings, gaps, strict=True) if gap)

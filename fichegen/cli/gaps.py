"""What fiches lack for each destination, apart from the other findings."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from fichegen import console, text
from fichegen.codes import GAP_CODES, LACKING, OF_SETTINGS
from fichegen.diagnostics import Finding, Severity
from fichegen.project import Project


def gaps_apart(
    findings: Sequence[Finding], form: str
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Part findings from the remarks on what fiches lack, which can be summed up for people.

    Programs are told everything; a gap that the settings make weigh more is told like the rest.
    """
    codes = LACKING if form in console.FOR_PEOPLE else frozenset()
    gaps = [f.severity is Severity.REMARK and f.code in codes for f in findings]
    told = tuple(f for f, gap in zip(findings, gaps, strict=True) if not gap)
    return told, tuple(f for f, gap in zip(findings, gaps, strict=True) if gap)


def fiches_with(gaps: Sequence[Finding]) -> int:
    """Count the fiches that gaps are those of; the settings are none."""
    return len({gap.span.path for gap in gaps if gap.code != OF_SETTINGS})


def gap_counts(
    gaps: Sequence[Finding], project: Project, *, shows_gaps: bool
) -> Iterator[tuple[str, str]]:
    """Count the fiches of each code, and say where the rest is told; `shows_gaps` where pages tell it."""
    for gap in gaps:
        if gap.code == OF_SETTINGS:
            yield gap.code, f"{gap.message} : {gap.mend}"
    rest = "détails : « fichegen check -v », un chemin"
    if shows_gaps:
        rest += f" ou {project.display(project.output / 'completude')}/"
    for (destination, blocks), code in GAP_CODES.items():
        count = len({gap.span.path for gap in gaps if gap.code == code})
        if count:
            words = (
                ("fiche n'y entre pas", "fiches n'y entrent pas")
                if blocks
                else ("fiche incomplète", "fiches incomplètes")
            )
            yield code, f"{destination.words} : {text.counted(count, *words)} ; {rest}"

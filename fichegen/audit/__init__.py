"""What each destination finds missing in the fiches: the gap report, its findings, its data."""

from __future__ import annotations

from fichegen.codes import GAP_CODES

from .data import GAPS, gap_files
from .findings import SETTINGS_GAP, gap_findings
from .reporting import (
    DESTINATIONS,
    SCORE_RULE,
    DestinationGaps,
    FicheGaps,
    Report,
    judged,
    noted,
    recalled,
    report,
    requirements,
    summed,
)

__all__ = [
    "DESTINATIONS",
    "GAPS",
    "GAP_CODES",
    "SCORE_RULE",
    "SETTINGS_GAP",
    "DestinationGaps",
    "FicheGaps",
    "Report",
    "gap_files",
    "gap_findings",
    "judged",
    "noted",
    "recalled",
    "report",
    "requirements",
    "summed",
]

"""What each destination finds missing in the fiches: the gap report, its findings, its data."""

from __future__ import annotations

from fichegen.codes import GAP_CODES

from .data import GAPS, gap_files
from .findings import SETTINGS_GAP, gap_findings
from .reporting import (
    DESTINATIONS,
    JUDGED,
    SCORE_RULE,
    DestinationGaps,
    FicheGaps,
    Report,
    judged,
    recalled,
    report,
    requirements,
)

__all__ = [
    "DESTINATIONS",
    "GAPS",
    "GAP_CODES",
    "JUDGED",
    "SCORE_RULE",
    "SETTINGS_GAP",
    "DestinationGaps",
    "FicheGaps",
    "Report",
    "gap_files",
    "gap_findings",
    "judged",
    "recalled",
    "report",
    "requirements",
]

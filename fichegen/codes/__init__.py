"""The one table of findings: code, severity, French words, mend, and what it means.

FG1 reading · FG2 fields · FG3 dates and lengths · FG4 contacts and links · FG5 catalogue ·
FG6 templates and settings · FG7 completeness · FG8 output.
"""

from __future__ import annotations

from typing import Final

from .kinds import Code, Severity
from .of_catalogue import OF_CATALOGUE
from .of_fiches import OF_FICHES
from .of_gaps import GAP_CODES, LACKING, OF_SETTINGS, Destination

__all__ = [
    "CODES",
    "GAP_CODES",
    "LACKING",
    "OF_SETTINGS",
    "OF_WHOLE_SERIES",
    "Code",
    "Destination",
    "Severity",
]

CODES: Final[dict[str, Code]] = {**OF_FICHES, **OF_CATALOGUE}
OF_WHOLE_SERIES: Final = frozenset({"FG513", "FG514"})
"""What is told of a series only where every fiche was read: an unread one may be the one that is missed."""

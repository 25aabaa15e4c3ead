"""When a fiche was last updated, against the day it is."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from fichegen.dates import write_date
from fichegen.diagnostics import Finding, finding
from fichegen.model import Fiche


def updates_to_come(fiche: Fiche, today: dt.date) -> Iterator[Finding]:
    """FG316: the day of the last update has not come yet."""
    updated = fiche.updated.date if fiche.updated else None
    if updated and updated > today:
        yield finding("FG316", fiche.span("mis_a_jour"),
                      date=write_date(updated), jour=write_date(today))  # fmt: skip

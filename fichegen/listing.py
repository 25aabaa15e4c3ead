"""The fiches as a table: what one looks up without opening the site."""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Final

from fichegen.catalogue import Catalogue
from fichegen.model import Fiche

HEADINGS: Final = ("FICHE", "SESSIONS", "PROCHAINE", "LIMITE", "TITRE")


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fiche; days in ISO form, empty where there is none."""

    slug: str
    title: str
    path: str
    sessions: int
    next_day: str
    """First day of the next session that has not begun."""
    deadline: str
    organisations: tuple[str, ...]

    def cells(self) -> tuple[str, ...]:
        """Return the row under `HEADINGS`."""
        return (
            self.path,
            str(self.sessions),
            self.next_day or "–",
            self.deadline or "–",
            self.title,
        )


def rows(catalogue: Catalogue, today: dt.date) -> tuple[Row, ...]:
    """Return a row a fiche, in the order of the catalogue."""
    return tuple(_row(fiche, today) for fiche in catalogue.fiches)


def _row(fiche: Fiche, today: dt.date) -> Row:
    firsts = [g.schedule.first for g in fiche.groups if g.schedule and g.schedule.first]
    coming = min((day for day in firsts if day >= today), default=None)
    limit = fiche.deadline.date if fiche.deadline else None
    return Row(
        slug=fiche.slug,
        title=fiche.title.words,
        path=fiche.path,
        sessions=len(fiche.groups),
        next_day=coming.isoformat() if coming else "",
        deadline=limit.isoformat() if limit else "",
        organisations=tuple(term.words for term in fiche.organisations),
    )


def as_json(listed: Sequence[Row]) -> str:
    """Write the rows as JSON."""
    return json.dumps(
        {"version": 1, "fiches": [asdict(row) for row in listed]}, ensure_ascii=False, indent=2
    )

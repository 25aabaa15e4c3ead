"""What a trial tells."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One line of the table."""

    what: str
    """What was tried, in French."""
    tried: int
    failed: tuple[str, ...] = ()
    """Each so that it can be done again."""
    note: str = ""

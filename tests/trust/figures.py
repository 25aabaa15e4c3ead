"""What a trial tells: how often it was made, and each time that it failed."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """The outcome of many trials of one kind."""

    what: str
    """What was tried, in French."""
    tried: int
    failed: tuple[str, ...] = ()
    """Each failure, so that it can be made again."""
    note: str = ""

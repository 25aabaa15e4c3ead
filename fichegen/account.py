"""What a build has to say when it is done, in plain values: so that it can be said again."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fichegen.diagnostics import Exit, Finding


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What a build has found and done."""

    findings: tuple[Finding, ...]
    """Those that are not known, sorted."""
    quiet: tuple[Finding, ...] = ()
    """Those that a list holds of known ones."""
    gone: int = 0
    """How many of that list occur no more."""
    status: Exit
    today: dt.date
    timezone: str
    fiches: int
    sessions: int
    pages: int
    next_change: dt.date | None
    """The next day on which a rebuild may show something in another light."""
    score: int
    """What the fiches reach on the average, of 100."""
    accepted: int
    """How many of them LHEO takes."""
    shows_gaps: bool
    """True where the site holds the pages that tell what its fiches lack."""
    settings_paths: tuple[str, ...]
    """The files of the settings: what is wrong in them is a matter of usage."""
    is_published: bool
    written: int = 0
    removed: int = 0

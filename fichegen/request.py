"""What a command asks of a build."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable
from dataclasses import dataclass, field

from fichegen.baseline import Known
from fichegen.project import Project

Progress = Callable[[str, int, int], None]
"""Told the stage of a long work, how much of it is done, and of how much."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """What a command asks of a build."""

    project: Project
    today_in: Callable[[str], dt.date]
    """Tells the day it is in a time zone; the faces know the clock."""
    base_url: str = ""
    strict: bool = False
    max_warnings: int | None = None
    """More warnings than these fail, though none is an error."""
    known: Known = field(default_factory=dict)
    """What is neither told nor counted."""
    drafts: bool = False
    jobs: int = 1
    """How many processes may work at once."""
    executor: str = ""
    """Where else the work is done: `dask://host:port`; empty for here."""
    uses_cache: bool = False
    """True where what earlier runs have worked out may be taken up, and is noted for later ones."""
    progress: Progress = lambda _stage, _done, _of: None
    waiting: Callable[[], None] = lambda: None
    """Told that another build holds the site, where that lasts."""

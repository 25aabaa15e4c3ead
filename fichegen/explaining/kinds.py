"""What an explanation shows."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A small project that raises a finding, and the same one mended."""

    bad: str
    """What `file` holds; the finding is raised, at a line of it."""
    good: str
    """What it should hold; nothing is found there any more."""
    file: str = "content/ma-fiche.md"
    """The file that both are about."""
    others: tuple[tuple[str, str], ...] = ()
    """Further files of the project, path and text, that the finding needs."""
    excerpt: tuple[int, int] | None = None
    """First and last line to show of both, counted from 1; all of them where None."""

"""What an explanation shows."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A small project that raises a finding, and the same one mended."""

    bad: str
    """What `file` holds; the finding is raised, at a line of it."""
    good: str
    """What it should hold; nothing is found there any more."""
    file: str = "content/ma-fiche.md"
    """The file that both are about."""
    renamed: str = ""
    """What the file is to be called, where its name is what is wrong."""
    others: tuple[tuple[str, str], ...] = ()
    """Further files of the project, path and text, that the finding needs."""
    line: int | None = None
    """Line of `bad` where the finding is raised, where it is not among those that differ."""
    excerpt: tuple[int, int] | None = None
    """First and last line to show of both, counted from 1; all of them where None."""
    tail: int = 0
    """Lines at the end of both that are not shown."""


CONTACT: Final = "\n## Interlocuteur\n\nAna LE ROUX\n\nana.leroux@exemple.fr\n"
DATES: Final = "\n## Lieux et dates\n\nDates à définir\n"
REST: Final = DATES + CONTACT
"""What a fiche cannot do without, besides its title."""


def framed(
    bad: str,
    good: str,
    *,
    rest: str = REST,
    line: int | None = None,
    others: tuple[tuple[str, str], ...] = (),
) -> Example:
    """Set what differs under the title of a fiche that lacks nothing else; only that part is shown."""
    title = "# Bientraitance au quotidien\n\n"
    return Example(
        bad=f"{title}{bad}{rest}",
        good=f"{title}{good}{rest}",
        line=line,
        others=others,
        tail=rest.count("\n"),
    )

"""What was public, day by day: snapshots of the published site, dated, chained, and verified.

A snapshot is a folder named after its day. Its manifest holds the digest of every file and that of
the manifest before it, so that nothing can be changed, added or taken out unseen, but at the end; whoever
keeps the digest of a manifest elsewhere proves all that came before.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from fichegen.diagnostics import Finding, Span, finding
from fichegen.project import Project

from .chronicle import Change, Chronicle, Era, history_page
from .examining import ArchiveError, Examined, Snapshot, examine, refused
from .keeping import KeepingError, Kept, keep
from .manifest import Facts
from .site import Published, SiteError, published

__all__ = [
    "ArchiveError",
    "Change",
    "Chronicle",
    "Era",
    "Examined",
    "Facts",
    "KeepingError",
    "Kept",
    "Published",
    "SiteError",
    "Snapshot",
    "examine",
    "history_page",
    "keep",
    "published",
    "refuse_place",
    "told_of",
]


def refuse_place(project: Project, archive: Path, shown: str) -> None:
    """Raise ArchiveError for a folder that is, holds or lies in one of the project's own."""
    here = archive.resolve()
    elsewhere = "donnez à l'archive un dossier à elle, par exemple « archive »"
    for folder in (project.source, project.templates, project.output):
        place = folder.resolve()
        if here.is_relative_to(place):
            raise refused(shown, f"est dans {project.display(folder)}", elsewhere)
        if place.is_relative_to(here):
            raise refused(shown, f"contient {project.display(folder)}", elsewhere)
    if project.root.resolve().is_relative_to(here):
        raise refused(shown, "contient le projet", elsewhere)


def told_of(examined: Examined, shown: str, expected: str) -> Iterator[Finding]:
    """Yield all that is wrong with an archive; `expected` is the digest of a manifest that it must hold.

    Raises ArchiveError where it holds no snapshot at all.
    """
    yield from examined.findings
    if not examined.chain and not examined.findings:
        raise refused(shown, "ne tient aucun instantané", "« fichegen archive » en fait un")
    for name in examined.left:
        place = f"{shown}/{name}"
        yield finding("FG826", Span(place), dossier=place)
    if expected and expected not in {each.digest for each in examined.chain}:
        yield finding("FG824", Span(shown), dossier=shown, empreinte=expected)

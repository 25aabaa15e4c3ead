"""The fiche that somebody names: by its file, its title, or the address of its page."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from fichegen import console, text
from fichegen.layout import Read
from fichegen.model import Fiche
from fichegen.project import Project
from fichegen.sources import SourceFile

_SHOWN: Final = 5


@dataclass(frozen=True, slots=True)
class Found:
    """A fiche with its source."""

    source: SourceFile
    fiche: Fiche

    def file(self, project: Project) -> Path:
        """Return where its file lies."""
        return project.root / self.source.path


def fiches_in(read: Iterable[Read]) -> tuple[Found, ...]:
    """Return the fiches among the sources of a project, drafts too."""
    return tuple(
        Found(source, taken.said) for source, taken in read if isinstance(taken.said, Fiche)
    )


def fiche_named(project: Project, fiches: Sequence[Found], given: str) -> Found:
    """Return the one fiche that words name; wrong usage, with the nearest, where there is not one."""
    for names in _ways(project, given):
        named = [found for found in fiches if names(found)]
        if len(named) == 1:
            return named[0]
        if named:
            shown = ", ".join(found.source.path for found in named[:_SHOWN])
            raise click.UsageError(
                console.inert(f"« {given} » désigne plusieurs fiches : {shown} ; donnez le chemin")
            )
    near = text.near(_stem(given), (name for found in fiches for name in _names(found)))
    hint = f" ; vouliez-vous dire « {near} » ?" if near else ""
    raise click.UsageError(
        console.inert(
            f"aucune fiche ne s'appelle « {given} » dans {project.display(project.source)}{hint}"
        )
    )


def _ways(project: Project, given: str) -> Iterator[Callable[[Found], bool]]:
    """Yield what words can name a fiche by, the surest first."""
    here = project.display(Path(os.path.normpath(Path.cwd() / given)))
    below = project.display(Path(os.path.normpath(project.source / given)))
    yield lambda found: found.source.path in (here, below)
    yield lambda found: Path(found.source.path).name == given
    slug = _slug_in(given)
    yield lambda found: bool(slug) and found.fiche.slug == slug
    yield lambda found: Path(found.source.path).stem == given
    yield lambda found: text.key(found.fiche.title.words) == text.key(given)


def _slug_in(given: str) -> str:
    """Return the slug in the address of a page, `…/fiches/nom/`, or in words that are one."""
    bare = given.strip().removesuffix("index.html").rstrip("/")
    before, _, last = bare.rpartition("/")
    is_address = not before or before.rpartition("/")[2] == "fiches"
    return last.lower() if is_address and text.is_slug(last.lower()) else ""


def _stem(given: str) -> str:
    return Path(given).stem or given


def _names(found: Found) -> Iterator[str]:
    yield from (Path(found.source.path).stem, found.fiche.slug, found.fiche.title.words)

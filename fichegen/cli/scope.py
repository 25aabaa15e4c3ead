"""Which findings a check is about: all, those of some paths, those of what has changed in git."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import click

from fichegen import changes, console, text
from fichegen.codes import CODES
from fichegen.diagnostics import Finding
from fichegen.intake import take
from fichegen.model import Fiche, FreePage, Organisation
from fichegen.project import Project
from fichegen.sources import Role, SourceFile, decode

from .speaking import Manner, say

_SHORTEST: Final = 3
"""Characters of a name that tell anything where they are met again."""
_FEW: Final = 3
"""Files that are named where others are only counted."""
_ROLES: Final = {"organismes": Role.ORGANISATION, "pages": Role.PAGE}
"""What a file was, by the folder it was in."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a check is about."""

    below: frozenset[str] | None = None
    """Files and folders that were named, as findings show them; None for all."""
    changed: frozenset[str] | None = None
    """Files that have changed; None where nobody asked."""
    vanished: Collection[str] = ()
    """Names that lead nowhere any more: of vanished files, of their pages and titles."""

    @property
    def is_whole(self) -> bool:
        """Tell whether it is about everything."""
        return self.below is None and self.changed is None

    def holds(self, path: str) -> bool:
        """Tell whether a file is one of those."""
        if self.changed is not None and path not in self.changed:
            return False
        return self.below is None or any(place in self.below for place in _up_from(path))

    def findings(
        self, findings: Iterable[Finding], settings_paths: Collection[str]
    ) -> tuple[Finding, ...]:
        """Choose the findings that speak of one of those files; of settings and templates, all.

        One that names a file that has vanished is chosen too: it may be what now breaks.
        """
        if self.is_whole:
            return tuple(findings)
        names = _by_first_word(self.vanished)
        return tuple(
            found
            for found in findings
            if CODES[found.code].usage
            or found.span.path in settings_paths
            or any(self.holds(span.path) for span in (found.span, *found.others))
            or (names and any(_names(value, names) for _, value in found.values))
        )


def scope_of(project: Project, paths: Sequence[str], since: str | None, manner: Manner) -> Scope:
    """Return what a check is about; raises UsageError for what is not there to be checked."""
    below = _below(project, paths, manner) if paths else None
    if since is None:
        return Scope(below=below)
    try:
        found = changes.changes_since(since, project.source)
    except changes.ChangesError as error:
        raise click.UsageError(f"--since : {console.inert(str(error))}") from error
    return Scope(
        below=below,
        changed=frozenset(_shown(project, file) for file in found.changed),
        vanished=frozenset(_names_of(project, found.vanished)),
    )


def _below(project: Project, paths: Sequence[str], manner: Manner) -> frozenset[str] | None:
    """Return named paths as findings show them, None for all of them.

    A hook names every file of a commit: one outside of the fiches is passed over. A folder outside,
    and what does not exist, can only be a slip.
    """
    source, templates = project.source.resolve(), project.templates.resolve()
    below, outside = set(), []
    for given in paths:
        path = Path(given).resolve()
        if not path.exists():
            raise click.UsageError(f"« {console.inert(given)} » n'existe pas")
        if source.is_relative_to(path):
            return None
        if path.is_relative_to(source):
            below.add(_shown(project, path))
        elif path.is_relative_to(templates):
            continue  # what is wrong in a template is told in any case
        elif path.is_dir():
            raise click.UsageError(
                f"« {console.inert(given)} » n'est pas dans {project.display(project.source)}"
            )
        else:
            outside.append(given)
    if outside:
        words = text.counted(len(outside), "fichier laissé", "fichiers laissés")
        named = f"{', '.join(outside[:_FEW])}{' …' if len(outside) > _FEW else ''}"
        say(manner, f"{words} de côté, hors de {project.display(project.source)} : {named}")
    return frozenset(below)


def _shown(project: Project, file: Path) -> str:
    return project.display(project.source / file.relative_to(project.source.resolve()))


def _up_from(path: str) -> Iterator[str]:
    """Yield a path, the folder it is in, the folder of that one…"""
    while path:
        yield path
        path = path.rpartition("/")[0]


def _names_of(project: Project, vanished: Mapping[Path, bytes]) -> Iterator[str]:
    """Yield what vanished files could be called by: their name, that of their page, their title."""
    source = project.source.resolve()
    for file, body in vanished.items():
        yield from (file.name, file.stem)
        shown = _shown(project, file)
        held, _ = decode(shown, body)
        role = _ROLES.get(file.relative_to(source).parts[0], Role.FICHE)
        match take(SourceFile(shown, role, held)).said if held else None:
            case Fiche() as fiche:
                yield from (fiche.slug, fiche.title.words, fiche.title.name)
            case Organisation() as organisation:
                yield from (organisation.slug, organisation.name, *organisation.aliases)
            case FreePage() as page:
                yield from (page.slug, page.title)


def _by_first_word(names: Iterable[str]) -> dict[str, set[tuple[str, ...]]]:
    found: dict[str, set[tuple[str, ...]]] = {}
    for name in names:
        words = tuple(text.key(name).split())
        if len("".join(words)) >= _SHORTEST:
            found.setdefault(words[0], set()).add(words)
    return found


def _names(value: str, names: Mapping[str, Collection[tuple[str, ...]]]) -> bool:
    """Tell whether a text holds one of the names, word by word."""
    words = text.key(value).split()
    return any(
        tuple(words[at : at + len(name)]) == name
        for at, word in enumerate(words)
        for name in names.get(word, ())
    )

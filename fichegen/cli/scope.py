"""Which findings a check is about: all, those of some paths, those of what has changed in git."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from fichegen import console, text
from fichegen.baseline import Entry, Known, entries
from fichegen.codes import CODES
from fichegen.diagnostics import Finding
from fichegen.project import Project
from fichegen.sources import place_below, read_source

from .speaking import Manner, say

if TYPE_CHECKING:
    from fichegen.pipeline import Survey
    from fichegen.request import Request

_FEW: Final = 3
"""Files that are named where others are only counted."""
_SETTINGS: Final = ("catalogue.yml", "catalogue.yaml")


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What a check is about."""

    below: frozenset[str] | None = None
    """Files and folders that were named, as findings show them; None for all."""
    changed: frozenset[str] | None = None
    """Files, and folders, that have changed; None for all."""
    was: Mapping[Path, bytes] = field(default_factory=dict)
    """What files held before, by their way from the folder of the sources."""
    told: Known = field(default_factory=dict)
    """What was found before; it is found elsewhere than in what has changed, and not by the change."""

    @property
    def is_whole(self) -> bool:
        """Tell whether it is about everything."""
        return self.below is None and self.changed is None

    def holds(self, path: str) -> bool:
        """Tell whether a file is one of those."""
        places = [*_up_from(path)]
        return all(
            names is None or any(place in names for place in places)
            for names in (self.changed, self.below)
        )

    def findings(
        self,
        findings: Sequence[Finding],
        *,
        settings_paths: Collection[str],
        texts: Mapping[str, str],
    ) -> tuple[Finding, ...]:
        """Choose the findings that speak of one of those files; of settings and templates, all.

        Of what has changed, those elsewhere that were not found before are chosen too.
        """
        if self.is_whole:
            return tuple(findings)
        new = self._new_here(findings, texts)
        return tuple(
            found
            for number, found in enumerate(findings)
            if CODES[found.code].usage
            or found.span.path in settings_paths
            or any(map(self.holds, _paths(found)))
            or number in new
        )

    def _new_here(self, findings: Sequence[Finding], texts: Mapping[str, str]) -> frozenset[int]:
        """Return the numbers of findings that were not there before, where something has changed."""
        if self.changed is None or not (self.changed or self.was):
            return frozenset()
        anywhere = replace(self, changed=None)
        before = Counter(self.told)
        new = set()
        for number, (found, entry) in enumerate(
            zip(findings, entries(findings, texts), strict=True)
        ):
            before[entry] -= 1
            if before[entry] < 0 and any(map(anywhere.holds, _paths(found))):
                new.add(number)
        return frozenset(new)


def scope_of(project: Project, paths: Sequence[str], since: str | None, manner: Manner) -> Scope:
    """Return what a check is about; raises UsageError for what is not there to be checked."""
    below = _below(project, paths, manner) if paths else None
    if since is None:
        return Scope(below=below)
    from fichegen import changes
    from fichegen.git import GitError

    try:
        found = changes.changes_since(since, project.source, project.templates)
    except GitError as error:
        raise click.UsageError(f"--since : {console.inert(str(error))}") from error
    source = project.source.resolve()
    was = {file.relative_to(source): body for file, body in found.before.items()}
    changed = {file.relative_to(source) for file in found.changed}
    unknown = found.unknown
    if {*map(str, (*was, *changed))} & {*_SETTINGS}:
        unknown = "les réglages ont changé"
    if unknown:
        say(manner, f"Tout est montré : {unknown} (--since {since}).")
        return Scope(below=below)
    return Scope(below=below, changed=frozenset(_shown(project, file) for file in changed), was=was)


def with_the_past(scope: Scope, request: Request, surveyed: Survey) -> Scope:
    """Add what was found before the changes that a scope is about.

    What is on the disk and has not changed is what it was; what has, git still holds.
    """
    if scope.changed is None or not (scope.changed or scope.was):
        return scope
    from fichegen import pipeline
    from fichegen.intake import take
    from fichegen.making import known_of, marked

    project = request.project
    here = Scope(changed=scope.changed)
    read = [each for each in surveyed.read if not here.holds(each[0].path)]
    unread = [found for found in surveyed.unread if not here.holds(found.span.path)]
    texts = {mark.path: surveyed.texts.get(mark.path, "") for mark, _ in read}
    for relative, body in scope.was.items():
        if place := place_below(project, relative.parts):
            source, problems = read_source(place, body)
            unread += problems
            if source:
                read.append((marked(source), known_of(take(source))))
                texts[source.path] = source.text
    read.sort(key=lambda each: os.fsencode(each[0].path).split(b"/"))
    before = pipeline.judge(request, read, unread, texts)
    known: Counter[Entry] = Counter(entries(before.findings, before.texts))
    return replace(scope, told=known)


def _below(project: Project, paths: Sequence[str], manner: Manner) -> frozenset[str] | None:
    """Return named paths as findings show them, None for all of them.

    A hook names every file of a commit: one outside of the fiches is passed over. A folder outside,
    and what does not exist, can only be a slip.
    """
    source, templates = project.source.resolve(), project.templates.resolve()
    below, outside = set(), []
    for given in paths:
        path = Path(given).resolve()
        if not os.access(path, os.F_OK):
            raise click.UsageError(f"« {console.inert(given)} » n'existe pas")
        if source.is_relative_to(path):
            return None
        if path.is_relative_to(source):
            below.add(_shown(project, path.relative_to(source)))
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


def _paths(found: Finding) -> tuple[str, ...]:
    return tuple(span.path for span in (found.span, *found.others))


def _shown(project: Project, file: Path) -> str:
    return project.display(project.source / file)


def _up_from(path: str) -> Iterator[str]:
    """Yield a path, the folder it is in, the folder of that one…"""
    while path:
        yield path
        path = path.rpartition("/")[0]

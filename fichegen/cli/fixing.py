"""`fichegen check --fix` and `--diff`: the certain fixes, made in the editors' files or only shown."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fichegen import console, desk
from fichegen.diagnostics import Finding, ordered
from fichegen.mending import MENDABLE, Mended, difference, mend
from fichegen.project import Project
from fichegen.sources import Place, decode, find_sources
from fichegen.text import counted

from .options import Options
from .scope import Scope
from .speaking import say, show_difference

if TYPE_CHECKING:
    from fichegen.pipeline import Survey

_ROUNDS: Final = 10
"""Times that mended fiches are put together again to see what else can be mended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fixed:
    """What came of the fixes."""

    survey: Survey
    """The project as it is now, with what could not be written among its findings."""
    states: Mapping[str, tuple[bytes, bytes]]
    """What each mended file held before, and what it holds now or would hold."""
    fixes: int


def fix(
    project: Project, surveyed: Survey, scope: Scope, *, again: Callable[[], Survey] | None
) -> Fixed:
    """Make the certain fixes in the files of a scope, until there are none left to make.

    `again` surveys the project after some were made; without it they are only worked out, and
    nothing is written. A file that cannot be written is told among the findings; the others go on.
    """
    places = {place.path: place for place in find_sources(project)}
    states: dict[str, tuple[bytes, bytes]] = {}
    refused: dict[str, Finding] = {}
    fixes = 0
    for _ in range(_ROUNDS if again else 1):
        made = 0
        for path, found in _certain(surveyed, scope):
            if path not in places or path in refused:
                continue
            try:
                before, mended = _mended(places[path], found, surveyed.texts)
                if mended.fixes and again:
                    desk.rewrite(Path(places[path].file), before, mended.body, path)
            except desk.DeskError as error:
                refused[path] = error.finding
                continue
            if mended.fixes:
                first, _ = states.get(path, (before, before))
                states[path] = (first, mended.body)
                made += mended.fixes
        fixes += made
        if not (made and again):
            break
        surveyed = again()
    findings = ordered((*surveyed.findings, *refused.values()))
    return Fixed(survey=replace(surveyed, findings=findings), states=states, fixes=fixes)


def _certain(surveyed: Survey, scope: Scope) -> Iterator[tuple[str, list[Finding]]]:
    """Yield the files that may have certain fixes, known findings or not, each with its findings."""
    by_path: dict[str, list[Finding]] = {}
    for found in (*surveyed.findings, *surveyed.sifted.quiet):
        if (found.fix is not None or found.code in MENDABLE) and scope.holds(found.span.path):
            by_path.setdefault(found.span.path, []).append(found)
    yield from sorted(by_path.items())


def _mended(place: Place, found: list[Finding], texts: Mapping[str, str]) -> tuple[bytes, Mended]:
    """Mend what a file holds, where that is still what the findings speak of; raises DeskError."""
    before = desk.read(Path(place.file), place.path)
    text, _ = decode(place.path, before)
    if place.role is None or text != texts.get(place.path):
        return before, Mended(before, 0)
    return before, mend(place.path, place.role, before, () if text is None else found)


def show_fixes(fixed: Fixed, options: Options, *, made: bool) -> None:
    """Print what was changed, or would be, and count it."""
    if options.form in console.FOR_PEOPLE and not options.quiet:
        for path, (before, after) in sorted(fixed.states.items()):
            show_difference(difference(path, before, after), options)
    if not fixed.fixes:
        say(options, "Aucune correction certaine à faire.")
        return
    kind = "faite" if made else "possible"
    count = counted(fixed.fixes, f"correction {kind}", f"corrections {kind}s")
    where = f"dans {counted(len(fixed.states), 'fichier')}"
    say(options, f"{count} {where}{'' if made else ' ; « fichegen check --fix » les fait'}.")

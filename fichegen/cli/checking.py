"""`fichegen check`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from fichegen import console, text
from fichegen.codes import CODES
from fichegen.diagnostics import Finding, exit_status
from fichegen.project import Project

from .gaps import gaps_apart
from .options import Options, project_options, request_of
from .speaking import say, show

if TYPE_CHECKING:
    from fichegen.pipeline import Survey

_FEW: Final = 20
"""Fiches whose gaps a check tells one by one; of more it counts them, unless asked for all."""


@click.command()
@click.argument("paths", nargs=-1, metavar="[CHEMIN]…")
@project_options
def check(options: Options, paths: Sequence[str]) -> int:
    """Vérifier les fiches sans rien écrire ; avec des chemins, ne montrer que leurs constats.

    Ce qui manque à plus de 20 fiches est compté, une ligne par code ; « -v » ou un chemin le détaille.
    """
    from fichegen import pipeline

    request = request_of(options)
    surveyed = pipeline.survey(request)
    findings, status = surveyed.findings, surveyed.status
    if paths:
        chosen = [_below(request.project, path) for path in paths]
        findings = tuple(f for f in findings if _is_usage(f) or any(_touches(f, p) for p in chosen))
        status = exit_status(findings, strict=options.strict)
    told, gaps = gaps_apart(findings, options.form)
    if paths or options.verbose or len({gap.span.path for gap in gaps}) <= _FEW:
        told, gaps = findings, ()
    show(told, options, surveyed.texts)
    if not options.quiet:
        for code, words in _gap_counts(gaps, surveyed, request.project):
            click.echo(console.remark(code, words, options.form))
    found = console.summary(findings)
    say(options, f"{found}." if found else "Rien à signaler.")
    return status


def _gap_counts(
    gaps: Sequence[Finding], surveyed: Survey, project: Project
) -> Iterator[tuple[str, str]]:
    """Count the fiches of each code, and say where the rest is told."""
    from fichegen.audit import GAP_CODES

    rest = "détails : « fichegen check -v », un chemin"
    if surveyed.catalogue.settings.shows_gaps:
        rest += f" ou {project.display(project.output / 'completude')}/"
    for (destination, blocks), code in GAP_CODES.items():
        count = len({gap.span.path for gap in gaps if gap.code == code})
        if count:
            words = (
                ("fiche n'y entre pas", "fiches n'y entrent pas")
                if blocks
                else ("fiche incomplète", "fiches incomplètes")
            )
            yield code, f"{destination.words} : {text.counted(count, *words)} ; {rest}"


def _below(project: Project, given: str) -> str:
    """Return a path as findings show it, empty for all of them; other places are wrong usage."""
    path, source = Path(given).resolve(), project.source.resolve()
    if not path.exists():
        raise click.UsageError(f"« {console.inert(given)} » n'existe pas")
    if source.is_relative_to(path):
        return ""
    if not path.is_relative_to(source):
        raise click.UsageError(
            f"« {console.inert(given)} » n'est pas dans {project.display(project.source)}"
        )
    return project.display(project.source / path.relative_to(source))


def _is_usage(found: Finding) -> bool:
    """Tell whether a finding speaks of the settings or the templates, so of every fiche."""
    return CODES[found.code].usage


def _touches(found: Finding, path: str) -> bool:
    spans = (found.span, *found.others)
    return not path or any(s.path == path or s.path.startswith(f"{path}/") for s in spans)

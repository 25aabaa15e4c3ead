"""`fichegen build`."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from fichegen import console, text
from fichegen.diagnostics import Finding
from fichegen.project import Project

from .baseline import read_known, said_of_known
from .gaps import gaps_apart
from .options import Options, project_options, request_of, verdict_options
from .speaking import said_of_excess, say, show_all, show_some, summarise

if TYPE_CHECKING:
    from fichegen.output import Published
    from fichegen.pipeline import Survey
    from fichegen.request import Request

_REST: Final = "« fichegen build -v » ou « fichegen check -v » les montre"


@click.command()
@verdict_options
@project_options
def build(options: Options, *, max_warnings: int | None, baseline: str | None) -> int:
    """Construire le site. Une erreur dans une fiche ne publie rien.

    Ce qui manque aux fiches y tient en une ligne, sauf au format json ; « fichegen check » dit tout.
    """
    from fichegen import pipeline

    started = time.monotonic()
    request = request_of(options, max_warnings=max_warnings, known=read_known(baseline))
    with console.progress_bar(wanted=not options.quiet) as told:
        built = pipeline.build(replace(request, progress=told))
    surveyed, done = built.survey, built.published
    if options.verbose:
        project = request.project
        say(
            options,
            f"Fiches : {project.source} ; gabarits : {project.templates} ; jour : {surveyed.today}.",
        )
    findings, _ = gaps_apart(surveyed.findings, options.form)
    if options.verbose:
        show_all(findings, options, surveyed.texts)
    else:
        show_some(findings, options, surveyed.texts, rest=_REST)
    closing = []
    if done is None:
        closing.append(f"Rien n'est publié : {console.summary(findings)}.")
    else:
        seconds = f"{time.monotonic() - started:.1f} s".replace(".", ",")
        closing.append(f"Site construit en {seconds} : {_counts(surveyed, done, findings)}.")
        closing += _for_later(surveyed, request)
    closing += said_of_excess(findings, max_warnings)
    if baseline:
        sifted = surveyed.sifted
        closing += said_of_known(
            baseline, len(gaps_apart(sifted.quiet, options.form)[0]), sifted.gone
        )
    for words in closing:
        say(options, words)
    if done is not None:
        say(options, f"À regarder : {request.project.output / 'index.html'}")
    summarise("fichegen build", findings, closing)
    return surveyed.status


def _counts(surveyed: Survey, done: Published, findings: Sequence[Finding]) -> str:
    """Count what the site holds, what of it changed, and what was found."""
    held = (
        text.counted(len(surveyed.catalogue.fiches), "fiche"),
        text.counted(len(surveyed.catalogue.sessions), "session"),
        text.counted(surveyed.pages, "page"),
    )
    changes = (
        text.counted(done.written, "fichier écrit", "fichiers écrits"),
        text.counted(done.removed, "fichier retiré", "fichiers retirés"),
    )
    found = console.summary(findings)
    return f"{', '.join(held)} ({', '.join(changes)}{f' ; {found}' if found else ''})"


def _for_later(surveyed: Survey, request: Request) -> Iterator[str]:
    """Say when the site is to be built again, and how complete its fiches are."""
    if surveyed.next_change:
        day = surveyed.next_change.isoformat()
        yield f"À reconstruire le {day} : ce qu'il dit change ce jour-là."
    if surveyed.catalogue.fiches:
        yield _completeness(surveyed, request.project)


def _completeness(surveyed: Survey, project: Project) -> str:
    """Sum up what the fiches lack, and say where to read it."""
    from fichegen.gaps import Destination

    count, gaps = len(surveyed.catalogue.fiches), surveyed.gaps
    accepted = text.counted(gaps.accepted(Destination.LHEO), "fiche")
    ready = "prêtes" if gaps.accepted(Destination.LHEO) > 1 else "prête"
    page = f"{project.output / 'completude'}/ ou " if surveyed.catalogue.settings.shows_gaps else ""
    return (
        f"Complétude : {gaps.score} sur 100 en moyenne ; {accepted} sur {count} {ready} pour LHEO ;"
        f" voir {page}« fichegen check »."
    )

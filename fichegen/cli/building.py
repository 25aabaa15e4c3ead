"""`fichegen build`."""

from __future__ import annotations

import time
from typing import TYPE_CHECKING

import click

from fichegen import console, text
from fichegen.project import Project

from .gaps import gaps_apart
from .options import Options, project_options, request_of
from .speaking import say, show

if TYPE_CHECKING:
    from fichegen.pipeline import Survey


@click.command()
@project_options
def build(options: Options) -> int:
    """Construire le site. Une erreur dans une fiche ne publie rien.

    Ce qui manque aux fiches y tient en une ligne, sauf aux formats json et sarif ; « fichegen check » dit tout.
    """
    from fichegen import pipeline

    started = time.monotonic()
    request = request_of(options)
    built = pipeline.build(request)
    surveyed = built.survey
    if options.verbose:
        project = request.project
        say(
            options,
            f"Fiches : {project.source} ; gabarits : {project.templates} ; jour : {surveyed.today}.",
        )
    findings, _ = gaps_apart(surveyed.findings, options.form)
    show(findings, options, surveyed.texts)
    if built.published is None:
        say(options, f"Rien n'est publié : {console.summary(findings)}.")
        return surveyed.status
    done = built.published
    seconds = f"{time.monotonic() - started:.1f} s".replace(".", ",")
    pages = sum(artifact.path.endswith(".html") for artifact in surveyed.artifacts)
    counts = ", ".join((
        text.counted(len(surveyed.catalogue.fiches), "fiche"),
        text.counted(len(surveyed.catalogue.sessions), "session"),
        text.counted(pages, "page"),
    ))  # fmt: skip
    changes = f"{text.counted(done.written, 'fichier écrit', 'fichiers écrits')}, "
    changes += text.counted(done.removed, "fichier retiré", "fichiers retirés")
    found = console.summary(findings)
    say(
        options,
        f"Site construit en {seconds} : {counts} ({changes}{f' ; {found}' if found else ''}).",
    )
    say(options, f"À regarder : {request.project.output / 'index.html'}")
    if surveyed.next_change:
        say(
            options,
            f"À reconstruire le {surveyed.next_change.isoformat()} : ce qu'il dit change ce jour-là.",
        )
    if surveyed.catalogue.fiches:
        say(options, _completeness(surveyed, request.project))
    return surveyed.status


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

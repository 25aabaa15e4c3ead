"""`fichegen build`."""

from __future__ import annotations

import time
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Final

import click

from fichegen import console, text
from fichegen.diagnostics import Finding
from fichegen.expressions import expression
from fichegen.project import Project

from .baseline import read_known, said_of_known
from .gaps import gaps_apart
from .options import Options, project_options, request_of, verdict_options
from .speaking import said_of_excess, say, show_all, show_some, summarise

if TYPE_CHECKING:
    from fichegen.account import Account
    from fichegen.request import Request

_EXECUTOR: Final = expression(r"dask://[A-Za-z0-9.-]+:\d{1,5}|dask://\[[0-9A-Fa-f:]+\]:\d{1,5}")
_REST: Final = "« fichegen build -v » ou « fichegen check -v » les montre"

_WAITING: Final = "Une autre construction publie dans le même dossier : celle-ci attend qu'elle finisse (Ctrl+C pour y renoncer)."


def _checked_executor(_context: click.Context, _option: click.Parameter, given: str) -> str:
    if given and not _EXECUTOR.fullmatch(given):
        raise click.BadParameter("écrivez dask://HÔTE:PORT, par exemple dask://127.0.0.1:8786")
    return given


@click.command()
@click.option(
    "--executor",
    default="",
    metavar="dask://HÔTE:PORT",
    callback=_checked_executor,
    help="Confier le travail à un ordonnanceur Dask, dont les machines voient le même dossier.",
)
@verdict_options
@project_options
def build(
    options: Options, *, executor: str, max_warnings: int | None, baseline: str | None
) -> int:
    """Construire le site. Une erreur dans une fiche ne publie rien.

    Ce qui manque aux fiches y tient en une ligne, sauf au format json ; « fichegen check » dit tout.
    """
    started = time.monotonic()
    request = request_of(options, max_warnings=max_warnings, known=read_known(baseline))
    request = replace(request, executor=executor)
    account, texts = _unchanged(request, options) or _built(request, options)
    if options.verbose:
        project = request.project
        say(
            options,
            f"Fiches : {project.source} ; gabarits : {project.templates} ; jour : {account.today}.",
        )
    findings, _ = gaps_apart(account.findings, options.form)
    if options.verbose:
        show_all(findings, options, texts)
    else:
        show_some(findings, options, texts, rest=_REST)
    closing = []
    if account.is_published:
        seconds = f"{time.monotonic() - started:.1f} s".replace(".", ",")
        closing.append(f"Site construit en {seconds} : {_counts(account, findings)}.")
        closing += _for_later(account, request.project)
    else:
        closing.append(f"Rien n'est publié : {console.summary(findings)}.")
    closing += said_of_excess(findings, max_warnings)
    if baseline:
        known = len(gaps_apart(account.quiet, options.form)[0])
        closing += said_of_known(baseline, known, account.gone)
    for words in closing:
        say(options, words)
    if account.is_published:
        say(options, f"À regarder : {request.project.output / 'index.html'}")
    summarise("fichegen build", findings, closing)
    return account.status


def _unchanged(request: Request, options: Options) -> tuple[Account, Mapping[str, str]] | None:
    """Return what the last build said where there is nothing to do, without loading what makes pages."""
    if not request.uses_cache:
        return None
    from contextlib import closing

    from fichegen.cache import open_cache
    from fichegen.glance import unchanged
    from fichegen.sources import Texts

    with closing(open_cache(request.project, only_looks=True)) as cache:
        account = unchanged(request, cache, in_full=options.form not in console.FOR_PEOPLE)
    return (account, Texts(request.project)) if account else None


def _built(request: Request, options: Options) -> tuple[Account, Mapping[str, str]]:
    from fichegen import pipeline

    with console.progress_bar(wanted=not options.quiet) as told:
        built = pipeline.build(replace(request, progress=told, waiting=_told_of_waiting))
    return pipeline.account_of(built), built.survey.texts


def _told_of_waiting() -> None:
    """Say, even where all else is quiet, why nothing happens."""
    click.echo(_WAITING, err=True)


def _counts(account: Account, findings: Sequence[Finding]) -> str:
    """Count what the site holds, what of it changed, and what was found."""
    held = (
        text.counted(account.fiches, "fiche"),
        text.counted(account.sessions, "session"),
        text.counted(account.pages, "page"),
    )
    changes = (
        text.counted(account.written, "fichier écrit", "fichiers écrits"),
        text.counted(account.removed, "fichier retiré", "fichiers retirés"),
    )
    found = console.summary(findings)
    return f"{', '.join(held)} ({', '.join(changes)}{f' ; {found}' if found else ''})"


def _for_later(account: Account, project: Project) -> Iterator[str]:
    """Say when the site is to be built again, and how complete its fiches are."""
    if account.next_change:
        day = account.next_change.isoformat()
        yield f"À reconstruire le {day} : ce qu'il dit change ce jour-là."
    if account.fiches:
        yield _completeness(account, project)


def _completeness(account: Account, project: Project) -> str:
    """Sum up what the fiches lack, and say where to read it."""
    accepted = text.counted(account.accepted, "fiche")
    ready = "prêtes" if account.accepted > 1 else "prête"
    page = f"{project.output / 'completude'}/ ou " if account.shows_gaps else ""
    return (
        f"Complétude : {account.score} sur 100 en moyenne ; {accepted} sur {account.fiches} {ready} pour LHEO ;"
        f" voir {page}« fichegen check »."
    )

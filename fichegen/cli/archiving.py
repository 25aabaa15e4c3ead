"""`fichegen archive`: what was public on a day, kept so that it can be proved."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from fichegen import __version__, console, text
from fichegen.diagnostics import Finding, Span, exit_status, finding
from fichegen.expressions import expression
from fichegen.project import Project

from .options import Options, hiding, project_options, request_of
from .speaking import say, show_some

if TYPE_CHECKING:
    from fichegen.archive import Published
    from fichegen.request import Request

_DIGEST: Final = expression(r"[0-9a-f]{64}")
_REST: Final = "« --format json » les donne tous"
_WAITING: Final = "Un autre archivage est en cours dans ce dossier : celui-ci attend qu'il finisse (Ctrl+C pour y renoncer)."


@dataclass(frozen=True, slots=True, kw_only=True)
class _Past:
    """What git tells of a project, for a snapshot."""

    commit: str = ""
    is_edited: bool = False
    pages: dict[str, bytes]
    """By the slugs of fiches."""
    lacking: str = ""
    """Why the history is not told."""
    findings: tuple[Finding, ...] = ()


def _told_of_waiting() -> None:
    """Say, even where all else is quiet, why nothing happens."""
    click.echo(_WAITING, err=True)


def _checked_digest(_context: click.Context, _option: click.Parameter, given: str) -> str:
    digest = "".join(given.split()).lower()
    if digest and not _DIGEST.fullmatch(digest):
        raise click.BadParameter("une empreinte a 64 chiffres, de 0 à 9 et de a à f")
    return digest


@click.command()
@click.argument("folder", default="archive", metavar="[DOSSIER]")
@click.option("--verify", is_flag=True, help="Vérifier l'archive, sans rien y ajouter.")
@click.option("--expect", default="", metavar="EMPREINTE", callback=_checked_digest,
              help="Avec --verify : une empreinte gardée ailleurs, que l'archive doit tenir.")  # fmt: skip
@hiding("templates", "base_url", "drafts")
@project_options
def archive(options: Options, *, folder: str, verify: bool, expect: str) -> int:
    """Garder ce que le site montre au public ce jour : textes, pages, données, historique.

    L'instantané s'ajoute au DOSSIER (archive, si rien n'est dit), sous le nom du jour. Chacun note l'empreinte du
    précédent : « --verify » trouve tout ce qui a été changé, ôté ou ajouté depuis.
    """
    if expect and not verify:
        raise click.UsageError("--expect va avec --verify")
    request = request_of(options)
    place = request.project.root / folder
    shown = request.project.display(place)
    if verify:
        return _verified(options, place, shown, expect)
    return _kept(options, request, place, shown)


def _verified(options: Options, place: Path, shown: str, expect: str) -> int:
    from fichegen.archive import examine, told_of

    examined = examine(place, shown, in_full=True)
    found = [*told_of(examined, shown, expect)]
    show_some(found, options, {}, rest=_REST)
    status = exit_status(found, strict=options.strict)
    count = text.counted(len(examined.chain), "instantané")
    if status:
        say(
            options,
            f"L'archive n'est plus ce qui a été écrit : {console.summary(found)}, sur {count}.",
        )
        return status
    first, last = examined.chain[0].manifest.name, examined.chain[-1]
    say(options, f"Rien n'a changé dans {shown} : {count}, du {first} au {last.manifest.name}.")
    say(options, f"Empreinte du dernier : {last.digest}")
    return status


def _kept(options: Options, request: Request, place: Path, shown: str) -> int:
    from fichegen.archive import Facts, keep, published, refuse_place

    project = request.project
    refuse_place(project, place, shown)
    site = published(project.output, project.display(project.output))
    with console.progress_bar(wanted=not options.quiet) as told:
        past = _past(request, site, lambda done, of: told("Historique", done, of))
    facts = Facts(
        day=request.today_in(site.zone),
        tool=__version__,
        title=site.title,
        url=site.url,
        built_for=site.built_for,
        commit=past.commit,
        is_edited=past.is_edited,
        no_history=past.lacking,
    )
    kept = keep(place, shown, site, facts, past.pages, _told_of_waiting)
    found = [*past.findings, *_left_out(project, site)]
    show_some(found, options, {}, rest=_REST)
    manifest = kept.snapshot.manifest
    where = f"{shown}/{manifest.name}"
    if kept.is_new:
        new = sum(held.within == manifest.name for held in manifest.files.values())
        files = text.counted(len(manifest.files), "fichier")
        say(
            options,
            f"Archivé dans {where} : {text.counted(len(manifest.fiches), 'fiche')}, {files} dont {new} ici.",
        )
    else:
        say(options, f"Rien de nouveau depuis {where} : rien n'est écrit.")
    say(options, f"Empreinte, à garder ailleurs : {kept.snapshot.digest}")
    return exit_status(found, strict=options.strict)


def _left_out(project: Project, site: Published) -> Iterator[Finding]:
    for path, reason in site.left:
        place = project.display(project.output / path)
        yield finding("FG828", Span(place), fichier=place, raison=reason)


def _past(request: Request, site: Published, progress: Callable[[int, int], None]) -> _Past:
    """Ask git what a project is, and what its fiches were."""
    from fichegen.archive import history_page
    from fichegen.git import GitError
    from fichegen.history import chronicles, standing
    from fichegen.pipeline import ProjectError, read_catalogue, require
    from fichegen.sources import Role, read_sources

    project = request.project
    where = Span(project.display(project.source))
    try:
        require(project)
        stands = standing(project)
        slugs = {fiche.path: fiche.slug for fiche in read_catalogue(request).catalogue.fiches}
        sources = [
            source
            for source in read_sources(project)[0]
            if source.role is Role.FICHE and source.path in slugs
        ]
        told = chronicles(request, sources, site.zone, progress)
    except (GitError, ProjectError) as error:
        reason = str(error) if isinstance(error, GitError) else "les fiches ne sont pas là"
        advice = (
            "rien à faire si c'est voulu ; sinon « git init », et un commit à chaque changement"
        )
        return _Past(
            pages={}, lacking=reason,
            findings=(finding("FG827", where, constat="manque", raison=reason, conseil=advice),),
        )  # fmt: skip
    pages = {slugs[path]: history_page(chronicle) for path, chronicle in told.items()}
    found: tuple[Finding, ...] = ()
    if stands.is_shallow:
        advice = "« git fetch --unshallow », ou « fetch-depth: 0 » sur GitHub, avant d'archiver"
        reason = "ce dépôt est une copie sans son passé"
        found = (finding("FG827", where, constat="est incomplet", raison=reason, conseil=advice),)
    return _Past(commit=stands.commit, is_edited=stands.is_edited, pages=pages, findings=found)

"""`fichegen init`: a project to begin with."""

from __future__ import annotations

import datetime as dt
import os
import shlex
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from fichegen import console, text
from fichegen.diagnostics import Exit
from fichegen.project import Project, readable

from .options import here, today_in
from .repository import Repository, home, is_ours, repository_of

if TYPE_CHECKING:
    from fichegen.scaffold import NewFile

_ZONE: Final = "Europe/Paris"


@click.command()
@click.argument("folder", default=".", metavar="[DOSSIER]")
@click.option("--today", type=click.DateTime(["%Y-%m-%d"]), default=None, metavar="AAAA-MM-JJ",
              help="Jour d'où comptent les dates des exemples.")  # fmt: skip
def init(folder: str, today: dt.datetime | None) -> int:
    """Commencer un projet, ici ou dans un dossier : des réglages, trois fiches, la publication.

    Rien n'est remplacé : un fichier qui est déjà là est gardé tel quel.
    """
    from fichegen import desk
    from fichegen.scaffold import project_files

    root = _root(folder)
    repository = repository_of(root)
    day = today.date() if today else today_in(_ZONE)
    has_fiches = any(_fiches_below(root / "content"))
    where = "ici" if folder == "." else f"dans « {readable(folder)} »"
    click.echo(console.inert(f"Projet {where} :"), err=True)
    made = 0
    for new in project_files(day, repository.below):
        if new.is_example and has_fiches:
            continue
        if reason := _kept(root, new, repository):
            _tell("gardé", new, reason)
            continue
        desk.create(root / new.path, new.body.encode(), new.path)
        _tell("fait", new, new.what)
        made += 1
    if has_fiches:
        click.echo("  Il y a déjà des fiches : aucun exemple n'est ajouté.", err=True)
    _tell_moves(root, repository)
    _tell_next(folder, made)
    return Exit.FINE


def _root(folder: str) -> Path:
    """Return the folder to begin in; wrong usage for a place that is none, or is not one's to fill."""
    root = Path(os.path.normpath(here() / folder))  # a link stays what it is
    shown = console.inert(readable(folder))
    if os.path.lexists(root) and not root.is_dir():
        raise click.UsageError(f"« {shown} » est un fichier : donnez le nom d'un dossier")
    if root == Path(root.anchor) or root.resolve() == home():
        raise click.UsageError(
            f"« {shown} » contient bien autre chose qu'un catalogue : donnez un dossier à lui,"
            " par exemple « fichegen init formations »"
        )
    if any(_holds_fiches(place) for place in (root, *root.parents)):
        raise click.UsageError(
            f"« {shown} » est dans le dossier des fiches d'un projet, qui est déjà commencé : « fichegen new »"
            " y prépare une fiche ; pour un autre projet, donnez un autre dossier"
        )
    return root


def _holds_fiches(folder: Path) -> bool:
    """Tell whether a folder is that of the fiches of a project, by its name and what it holds."""
    if folder.name != "content":
        return False
    return (folder / "catalogue.yml").is_file() or any(_fiches_below(folder))


def _fiches_below(source: Path) -> Iterator[Path]:
    """Yield what may be a fiche of a project that is there already."""
    from fichegen.sources import Role, read_sources

    if source.is_dir():
        sources, _ = read_sources(Project.at(source.parent))
        yield from (Path(found.path) for found in sources if found.role is Role.FICHE)


def _kept(root: Path, new: NewFile, repository: Repository) -> str:
    """Say why a file is not written; empty where nothing stands in its place."""
    from fichegen.scaffold import AUTOMATION

    if repository.below and new.path in AUTOMATION and is_ours(repository.top / new.path):
        return "il est à la racine du dépôt git"
    path = root
    for part in new.path.split("/")[:-1]:
        path /= part
        if path.is_symlink():
            return f"{path.name} est un lien, et rien n'est écrit à travers un lien"
    return "il était là" if os.path.lexists(root / new.path) else ""


def _tell(what: str, new: NewFile, words: str) -> None:
    click.echo(console.inert(f"  {what:<6}{new.path} – {words}"), err=True)


def _tell_moves(root: Path, repository: Repository) -> None:
    """Say what to do with the files that are not read where they are."""
    astray = [advice for _, advice in repository.astray(root)]
    if astray:
        words = "Ce dossier est dans un dépôt git, et ces fichiers-ci n'y sont lus qu'à sa racine :"
        click.echo(words, err=True)
    for advice in astray:
        click.echo(console.inert(f"  {advice}"), err=True)


def _tell_next(folder: str, made: int) -> None:
    click.echo(
        f"{text.counted(made, 'fichier fait', 'fichiers faits')}. Tapez maintenant :", err=True
    )
    steps = ["fichegen check", "fichegen serve", 'fichegen new "Titre de ma formation"']
    if folder != ".":
        steps = [f"cd {shlex.quote(readable(folder))}", *steps[:2]]
    for step in steps:
        click.echo(console.inert(f"  {step}"), err=True)

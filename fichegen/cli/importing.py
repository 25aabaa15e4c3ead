"""`fichegen import`."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from dataclasses import replace
from itertools import count
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from fichegen import console, text
from fichegen.diagnostics import Exit, FichegenError, Finding, exit_status
from fichegen.project import Project, readable

from .options import here

if TYPE_CHECKING:
    from fichegen.importing import Draft

_STDIN: Final = "-"
_MOST_NAMES: Final = 99
_MOST_SHOWN: Final = 30
"""Findings of a draft that are told one by one; `check` tells them all."""
_APART: Final = ("organismes", "pages")
"""Folders below the source that hold other things than fiches."""


@click.command("import")
@click.argument("files", nargs=-1, required=True, metavar="FICHIER…")
@click.option(
    "--vers", default="", metavar="DOSSIER", help="Dossier des brouillons, parmi les fiches."
)
@click.option(
    "--sortie",
    default="",
    metavar="FICHIER",
    help="Écrire le brouillon là ; « - » pour l'afficher.",
)
@click.option("--source", default="content", metavar="DOSSIER", help="Dossier des fiches.", show_default=True)  # fmt: skip
def import_files(files: Sequence[str], vers: str, sortie: str, source: str) -> int:
    """Faire un brouillon de fiche d'un document .docx, .odt, .html ou .txt (« - » : texte collé).

    Rien n'est remplacé, et rien n'est perdu : chaque mot est dans le brouillon, ou dans le compte rendu.
    """
    project = Project.at(here(), source=source)
    folder = _folder(project, vers)
    if sortie and len(files) > 1:
        raise click.UsageError("--sortie ne vaut que pour un seul fichier")
    if sortie and vers:
        raise click.UsageError("--sortie dit déjà où écrire : retirez --vers")
    refusals: list[Finding] = []
    for given in files:
        try:
            _import(project, given, folder, sortie)
        except FichegenError as error:
            refused = _placed(error.finding, given)
            refusals.append(refused)
            click.echo(console.render([refused], "text", {}), err=True)
    made = len(files) - len(refusals)
    if len(files) > 1:
        words = f"{text.counted(made, 'brouillon écrit', 'brouillons écrits')} sur {len(files)} fichiers."
        click.echo(words, err=True)
    return exit_status(refusals, strict=False) if refusals else Exit.FINE


def _import(project: Project, given: str, folder: Path, target: str) -> None:
    from fichegen import desk
    from fichegen.importing import draft_of

    name = given if given == _STDIN else console.inert(readable(Path(given).name))
    draft = draft_of(name, _bytes(given))
    if target == _STDIN:
        click.echo(draft.text, nl=False)
        _report(draft, given, "brouillon.md")
        return
    path, taken = (Path(target), 0) if target else _free(folder, draft.slug)
    shown = project.display(here() / path)
    desk.create(path, draft.text.encode(), shown)
    note = f"{project.display(folder / draft.slug)}.md existait déjà : est-ce la même fiche ?" if taken else ""  # fmt: skip
    _report(draft, given, shown, note)


def _bytes(given: str) -> bytes:
    """Read a document, or what is pasted into the terminal; raises FichegenError."""
    from fichegen.importing import MOST_BYTES, refused

    if given == _STDIN:
        return sys.stdin.buffer.read(MOST_BYTES + 1)
    path = Path(given)
    try:
        if path.is_dir():
            raise refused("dossier")
        if not path.is_file():
            raise refused("illisible" if path.exists() else "absent")
        with path.open("rb") as stream:
            return stream.read(MOST_BYTES + 1)
    except (OSError, ValueError) as error:
        raise refused("illisible") from error


def _free(folder: Path, slug: str) -> tuple[Path, int]:
    """Return a path that nothing has, and how many before it something has."""
    from fichegen.importing import refused

    for number in count():
        if number >= _MOST_NAMES:
            raise refused("noms pris")
        stem = f"{slug}-{number + 1}" if number else slug
        others = (folder / f"{stem}{ending}" for ending in (".md", ".markdown", ".yml", ".yaml"))
        if not any(map(os.path.lexists, others)):
            return folder / f"{stem}.md", number
    raise AssertionError


def _folder(project: Project, given: str) -> Path:
    """Return the folder of the drafts, below that of the fiches: "2026" or "content/2026"."""
    if not given:
        return project.source
    source = project.source.resolve()
    below = [
        p for p in (Path(given).resolve(), (source / given).resolve()) if p.is_relative_to(source)
    ]
    shown = console.inert(given)
    if not below:
        raise click.UsageError(f"« {shown} » n'est pas dans {project.display(project.source)}")
    parts = below[0].relative_to(source).parts
    if any(part.startswith(("_", ".")) for part in parts):
        raise click.UsageError(
            f"« {shown} » n'est pas lu : un nom qui commence par _ ou . est ignoré"
        )
    if parts[:1] and parts[0] in _APART:
        raise click.UsageError(
            f"« {shown} » ne contient pas de fiches : choisissez un autre dossier"
        )
    return project.source.joinpath(*parts)


def _placed(found: Finding, given: str) -> Finding:
    """Say which document a finding speaks of, where it names none."""
    shown = "texte collé" if given == _STDIN else readable(given)
    return found if found.span.path else replace(found, span=replace(found.span, path=shown))


def _report(draft: Draft, given: str, shown: str, note: str = "") -> None:
    """Tell what was made of a document, beside the output."""
    from fichegen.importing import checked, lines, summary

    report = checked(draft, shown)
    if note:
        report = replace(report, unsure=(note, *report.unsure))
    source = "texte collé" if given == _STDIN else readable(given)
    click.echo(console.inert(f"{source} → {shown} : {summary(report)}."), err=True)
    for line in lines(report):
        click.echo(console.inert(line), err=True)
    if report.findings:
        click.echo("  Ce que « fichegen check » dit du brouillon :", err=True)
        told = report.findings[:_MOST_SHOWN]
        click.echo(console.render(told, "text", {shown: draft.text}), err=True)
        if rest := len(report.findings) - len(told):
            click.echo(
                f"  … et {rest} de plus : « fichegen check {console.inert(shown)} »", err=True
            )

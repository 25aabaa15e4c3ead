"""Whether a project is ready: its fiches, its settings, its templates, where its site goes, its past."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fichegen import changes, text
from fichegen.artifacts import MANIFEST
from fichegen.diagnostics import FichegenError, Severity
from fichegen.disk import is_mount_point
from fichegen.git import GitError
from fichegen.project import Project, readable

from .symptoms import Symptom, fine, note, wrong
from .upkeep import examine_upkeep

if TYPE_CHECKING:
    from fichegen.pipeline import Reading
    from fichegen.request import Request

_LITTLE: Final = 200 * 1024 * 1024
"""Bytes free on a disk below which a site may not find room."""
_SHOWN: Final = 5
"""Names that are listed of many."""


def examine_project(request: Request) -> Iterator[Symptom]:
    """Look at the project of the folder one stands in; outside any, say how to begin one."""
    from fichegen.pipeline import read_catalogue

    project = request.project
    source = project.display(project.source)
    try:
        read = read_catalogue(request)
    except FichegenError:
        yield note(
            f"aucun projet ici : il n'y a pas de dossier {source}/",
            "« fichegen init » en commence un ; ou allez dans le dossier du projet",
        )
        return
    yield from _fiches(read, source)
    can_be_read = os.access(project.source, os.R_OK | os.X_OK)  # if not, an error, told above
    if can_be_read:
        yield from _settings(read, project)
    yield from _templates(project)
    yield from _output(project)
    if can_be_read:
        yield from _history(project)
    yield from examine_upkeep(project.root)


def _fiches(read: Reading, source: str) -> Iterator[Symptom]:
    fiches = len(read.catalogue.fiches)
    counts = f"{source}/ : {text.counted(fiches, 'fiche')}, {text.counted(len(read.catalogue.sessions), 'session')}"
    errors = sum(found.severity is Severity.ERROR for found in read.findings)
    if errors:
        yield wrong(
            f"{counts}, {text.counted(errors, 'erreur')} : rien ne sera publié",
            "« fichegen check » dit lesquelles, et comment y remédier",
        )
    elif fiches:
        yield fine(counts)
    else:
        yield note(counts, "« fichegen new TITRE » en prépare une")


def _settings(read: Reading, project: Project) -> Iterator[Symptom]:
    from fichegen.packing import can_pack

    names = [project.source / name for name in ("catalogue.yml", "catalogue.yaml")]
    present = next((path for path in names if path.is_file()), None)
    if present is None:
        yield note(
            f"pas de réglages ({project.display(names[0])}) : ceux par défaut servent",
            "écrivez-y au moins titre:, url: et contact:",
        )
        return
    shown = project.display(present)
    found = [f for f in read.findings if f.span.path == shown and f.severity is not Severity.REMARK]
    if found:
        yield wrong(
            f"{shown} : {text.counted(len(found), 'réglage à corriger', 'réglages à corriger')}",
            f"{found[0].message} : {found[0].mend}",
        )
        return
    yield fine(f"{shown} : réglages compris")
    settings = read.catalogue.settings
    if not settings.url:
        yield note(
            "le réglage « url » manque : ni plan pour les moteurs (sitemap.xml), ni adresses complètes",
            f"écrivez dans {shown} l'adresse où le site sera publié",
        )
    if not settings.identifier:
        yield note(
            "le réglage « identifiant » manque : les agendas reconnaissent le catalogue à son titre",
            f"écrivez-le dans {shown} avant de publier, et n'y touchez plus",
        )
    if not all(map(can_pack, settings.packings)):
        yield wrong(
            "le réglage « compression » demande br, et le module brotli manque ici : rien ne sera publié",
            "pip install 'fichegen[brotli]', ou retirez br de ce réglage",
        )


def _templates(project: Project) -> Iterator[Symptom]:
    from fichegen.project import packaged_root

    shipped, own = packaged_root(), project.templates
    if not own.is_dir() or own.resolve() == shipped.resolve():
        yield fine("gabarits du thème, sans changement")
        return
    theirs = _names(own)
    known = _names(shipped)
    replaced, added = sorted(theirs & known), sorted(theirs - known)
    folder = project.display(own)
    yield (
        fine(f"{folder}/ remplace {_some(replaced)}")
        if replaced
        else fine(f"{folder}/ ne remplace rien")
    )
    for name in added:
        near = text.near(name, known) if name.endswith(".html") else None
        if near:
            yield note(
                f"{folder}/{name} ne remplace aucun gabarit du thème",
                f"vouliez-vous dire « {near} » ? S'il sert à un autre gabarit, tout va bien",
            )


def _names(folder: Path) -> set[str]:
    """Return the files below a folder by their ways from there; what cannot be read is passed over."""
    paths = (
        Path(at, name).relative_to(folder) for at, _, names in os.walk(folder) for name in names
    )
    return {path.as_posix() for path in paths if not any(p.startswith(".") for p in path.parts)}


def _some(names: list[str]) -> str:
    shown, more = ", ".join(names[:_SHOWN]), len(names) - _SHOWN
    return f"{shown} et {text.counted(more, 'autre')}" if more > 0 else shown


def _output(project: Project) -> Iterator[Symptom]:
    shown = project.display(project.output)
    try:
        yield from _room(project, project.output, shown)
    except OSError:
        yield wrong(
            f"{shown} ne peut pas être lu",
            "demandez-en le droit, ou donnez un autre dossier avec --output",
        )


def _room(project: Project, target: Path, shown: str) -> Iterator[Symptom]:
    """Look at the folder of the site; raises OSError where that is not allowed."""
    if target.is_symlink() or (target.exists() and not target.is_dir()):
        yield wrong(f"{shown} n'est pas un dossier", "donnez un autre nom avec --output")
        return
    if target.is_dir() and is_mount_point(target):
        inside = f"publiez dans un dossier à l'intérieur, par exemple --output {shown}/public"
        yield wrong(f"{shown} est un point de montage : rien n'y sera écrit", inside)
        return
    if target.is_dir() and not (target / MANIFEST).is_file() and any(target.iterdir()):
        yield wrong(
            f"{shown}/ contient autre chose qu'un site de fichegen : rien n'y sera écrit",
            "videz-le vous-même, ou donnez un autre dossier avec --output",
        )
        return
    parent = next(folder for folder in target.parents if folder.is_dir())
    if not os.access(parent, os.W_OK):
        yield wrong(f"vous n'avez pas le droit d'écrire dans {project.display(parent)}", "demandez-le, ou donnez un autre dossier avec --output")  # fmt: skip
        return
    free = shutil.disk_usage(parent).free
    room = f"{free / 1024**3:.1f} Go libres".replace(".", ",")
    state = "site déjà construit" if target.is_dir() else "sera créé"
    if free < _LITTLE:
        yield wrong(
            f"{shown}/ : {state}, mais {room} seulement", "libérez de la place sur ce disque"
        )
    else:
        yield fine(f"{shown}/ : {state}, {room}")


def _history(project: Project) -> Iterator[Symptom]:
    """Ask git, which is never told to do anything, whether the fiches are kept in a repository."""
    if not shutil.which("git"):
        yield note(
            "git n'est pas installé : facultatif, mais il garde chaque version de vos fiches"
        )
        return
    try:
        new = [readable(name) for name in changes.untracked(project.source)]
    except GitError as error:
        yield note(f"{error} : facultatif", "« git init » garde chaque version de vos fiches")
        return
    if new:
        yield note(
            f"pas encore suivis par git : {_some(new)}",
            f"git add {project.display(project.source)}",
        )
    else:
        yield fine("fiches suivies par git")

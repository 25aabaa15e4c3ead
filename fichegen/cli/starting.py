"""`fichegen init` and `fichegen new`: a project, and a fiche, to begin with."""

from __future__ import annotations

import datetime as dt
import os
import shlex
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from fichegen import console, text
from fichegen.diagnostics import Exit
from fichegen.project import Project, readable

from .completing import fiche_names
from .options import today_in

if TYPE_CHECKING:
    from fichegen.scaffold import NewFile

    from .lookup import Found

_NOTATIONS: Final = ("titres", "entete", "yaml")
_UNWRITTEN: Final = "à compléter"
"""Holds the room of a module's name."""
_ZONE: Final = "Europe/Paris"
_OF_FRESH: Final = (
    "C'est un brouillon : ouvrez ce fichier, écrivez sous chaque titre ou derrière chaque clé,",
    "puis « non » à « Brouillon ».",
)
_OF_RENEWED: Final = (
    "C'est un brouillon : ouvrez ce fichier, écrivez les nouvelles dates, puis retirez « brouillon ».",
    "Ce qui ne valait que pour l'an dernier y reste en commentaire, qui ne paraît pas.",
)


# ---------------------------------------------------------------- init


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
    day = today.date() if today else today_in(_ZONE)
    has_fiches = any(_fiches_below(root / "content"))
    where = "ici" if folder == "." else f"dans « {readable(folder)} »"
    click.echo(console.inert(f"Projet {where} :"), err=True)
    made = 0
    for new in project_files(day):
        if new.is_example and has_fiches:
            continue
        if reason := _kept(root, new):
            _tell("gardé", new, reason)
            continue
        desk.create(root / new.path, new.body.encode(), new.path)
        _tell("fait", new, new.what)
        made += 1
    if has_fiches:
        click.echo("  Il y a déjà des fiches : aucun exemple n'est ajouté.", err=True)
    _tell_next(folder, made)
    return Exit.FINE


def _root(folder: str) -> Path:
    """Return the folder to begin in; wrong usage for a place that is none, or is not one's to fill."""
    root = Path(os.path.abspath(folder))  # noqa: PTH100 - a link stays what it is
    shown = console.inert(readable(folder))
    if os.path.lexists(root) and not root.is_dir():
        raise click.UsageError(f"« {shown} » est un fichier : donnez le nom d'un dossier")
    if root == Path(root.anchor) or root == _home():
        raise click.UsageError(
            f"« {shown} » contient bien autre chose qu'un catalogue : donnez un dossier à lui,"
            " par exemple « fichegen init formations »"
        )
    return root


def _home() -> Path | None:
    try:
        return Path.home()
    except RuntimeError:
        return None


def _fiches_below(source: Path) -> Iterator[Path]:
    """Yield what may be a fiche of a project that is there already."""
    from fichegen.sources import Role, read_sources

    if source.is_dir():
        sources, _ = read_sources(Project.at(source.parent))
        yield from (Path(found.path) for found in sources if found.role is Role.FICHE)


def _kept(root: Path, new: NewFile) -> str:
    """Say why a file is not written; empty where nothing stands in its place."""
    path = root
    for part in new.path.split("/")[:-1]:
        path /= part
        if path.is_symlink():
            return f"{path.name} est un lien, et rien n'est écrit à travers un lien"
    return "il était là" if os.path.lexists(root / new.path) else ""


def _tell(what: str, new: NewFile, words: str) -> None:
    click.echo(console.inert(f"  {what:<6}{new.path} – {words}"), err=True)


def _tell_next(folder: str, made: int) -> None:
    click.echo(
        f"{text.counted(made, 'fichier fait', 'fichiers faits')}. Tapez maintenant :", err=True
    )
    steps = ["fichegen check", "fichegen serve", 'fichegen new "Titre de ma formation"']
    if folder != ".":
        steps = [f"cd {shlex.quote(readable(folder))}", *steps[:2]]
    for step in steps:
        click.echo(console.inert(f"  {step}"), err=True)


# ---------------------------------------------------------------- new


@click.command()
@click.argument("title", nargs=-1, required=True, metavar="TITRE")
@click.option("--module", type=click.IntRange(1, 99), default=None, metavar="N",
              help="Numéro du module ; TITRE est alors celui du parcours.")  # fmt: skip
@click.option("--notation", type=click.Choice(_NOTATIONS), default=None,
              help="Des titres seuls (d'office), un en-tête puis des titres, ou tout en YAML.")  # fmt: skip
@click.option("--comme", default="", metavar="FICHE", shell_complete=fiche_names,
              help="Repartir d'une fiche : son fichier, son titre ou son adresse.")  # fmt: skip
@click.option("--source", default="content", metavar="DOSSIER", help="Dossier des fiches.", show_default=True)  # fmt: skip
def new(
    title: Sequence[str], module: int | None, notation: str | None, comme: str, source: str
) -> int:
    """Préparer une fiche : chaque rubrique avec une ligne d'aide, les plus utiles d'abord.

    C'est un brouillon : elle ne paraît pas tant que vous ne le dites pas. Avec --comme, les mots
    d'une fiche de l'an dernier sont repris, sans ses dates ni ce qui ne valait que pour elle.
    """
    from fichegen import desk

    from .lookup import all_fiches, fiche_named

    project = Project.at(Path.cwd(), source=source)
    _, fiches = all_fiches(project)
    words = _title(" ".join(title), module)
    if comme and notation:
        raise click.UsageError("avec --comme, la notation est celle de la fiche reprise")
    model = fiche_named(project, fiches, comme) if comme else None
    if model:
        begun = _renewed(project, model, words)
    else:
        begun = _fresh(project, words, notation or _NOTATIONS[0])
    _refuse_taken(project, fiches, begun.path, text.slug(words))
    shown = project.display(begun.path)
    desk.create(begun.path, begun.body, shown)
    click.echo(console.inert(shown))
    for line in (*begun.advice, f"Pour savoir ce qui y manque : {_command(shown)}"):
        click.echo(console.inert(line), err=True)
    return Exit.FINE


def _command(shown: str) -> str:
    return f"fichegen check --drafts {shlex.quote(shown)}"


@dataclass(frozen=True, slots=True)
class _Begun:
    """A file to be written, and what to do with it."""

    path: Path
    body: bytes
    advice: tuple[str, ...]


def _title(given: str, module: int | None) -> str:
    """Return the title to write; wrong usage for words that cannot be one."""
    from fichegen.drafting import clean_title, title_problem

    words = clean_title(given)
    if module is not None and words:
        words = _of_module(words, module)
    if problem := title_problem(words):
        raise click.UsageError(
            console.inert(f"« {readable(given)} » ne peut pas être un titre : {problem}")
        )
    return words


def _of_module(words: str, module: int) -> str:
    """Make the title of a module from that of its series, or from both: `Série « Nom »`."""
    from fichegen.drafting import module_of

    if own := module_of(words):
        if own != str(module):
            raise click.UsageError(f"le titre dit déjà « Module {own} » : retirez --module")
        return words
    series, name = words, _UNWRITTEN
    if words.endswith("»") and words.count("«") == 1 and not words.startswith("«"):
        series, _, quoted = words.partition("«")
        series, name = series.rstrip(" \u00a0–—:-"), quoted.removesuffix("»").strip(" \u00a0")
    return f"{series} – Module {module} « {name} »"


def _fresh(project: Project, words: str, notation: str) -> _Begun:
    from fichegen.drafting import Notation, new_fiche
    from fichegen.scaffold import SCHEMAS

    way = Notation(notation)
    path = project.source / f"{text.slug(words)}{way.ending}"
    schema = project.root / SCHEMAS["fiche"]
    leads = os.path.relpath(schema, path.parent).replace(os.sep, "/") if schema.is_file() else ""
    return _Begun(path, new_fiche(words, way, schema=leads).encode(), _OF_FRESH)


def _renewed(project: Project, model: Found, words: str) -> _Begun:
    """Write a fiche of last year anew; wrong usage where that cannot be done with certainty."""
    from fichegen import desk
    from fichegen.drafting import open_sheet, renewed, years_left

    own, file = model.source.path, model.file(project)
    sheet = open_sheet(own, desk.read(file, own))
    made = renewed(sheet, words) if sheet else None
    if made is None:
        raise click.UsageError(
            console.inert(
                f"{own} ne peut pas être repris sans risque : « fichegen check {own} » dit peut-être"
                " pourquoi ; sinon copiez ce fichier, puis changez-en le titre et les dates"
            )
        )
    advice = [f"Reprise de {own}.", *_OF_RENEWED]
    if lines := years_left(made, words):
        named = text.enumerate_french(map(str, lines))
        advice.append(f"À relire, car une année y est nommée : ligne {named}.")
    path = file.with_name(text.slug(words) + file.suffix.lower())
    return _Begun(path, made.encoded(), tuple(advice))


def _refuse_taken(project: Project, fiches: Sequence[Found], path: Path, slug: str) -> None:
    """Refuse to write where a file is, or under the address of another page."""
    shown = project.display(path)
    if os.path.lexists(path):
        raise click.UsageError(
            console.inert(
                f"{shown} existe déjà : complétez ce fichier, ou choisissez un autre titre"
            )
        )
    for found in fiches:
        if found.fiche.slug == slug:
            raise click.UsageError(
                console.inert(
                    f"{found.source.path} a déjà l'adresse « {slug} » : choisissez un autre titre"
                )
            )

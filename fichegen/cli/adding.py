"""`fichegen new`: a fiche to begin with, or one of last year anew."""

from __future__ import annotations

import os
import shlex
import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Final

import click

from fichegen import console, text
from fichegen.diagnostics import Exit
from fichegen.project import Project, readable

from .completing import fiche_names
from .options import here

if TYPE_CHECKING:
    from .lookup import Found

_NOTATIONS: Final = ("titres", "entete", "yaml")
_UNWRITTEN: Final = "à compléter"
"""Holds the room of a module's name."""
_MOST_LINES: Final = 15
_SHOWN: Final = 90
"""Lines of a fiche that are shown, and the signs that are shown of each."""
_OF_FRESH: Final = (
    "C'est un brouillon : ouvrez ce fichier, écrivez sous chaque titre ou derrière chaque clé,",
    "puis « non » à « Brouillon ».",
)
_OF_RENEWED: Final = (
    "C'est un brouillon : ouvrez ce fichier, écrivez les nouvelles dates, puis retirez « brouillon ».",
    "Ce qui ne valait que pour l'an dernier y reste en commentaire, qui ne paraît pas.",
)


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
    from fichegen.pipeline import read_all

    from .lookup import fiche_named, fiches_in

    project = Project.at(here(), source=source)
    read, _ = read_all(project)
    fiches = fiches_in(read)
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
    from fichegen.drafting import lines_to_reread, open_sheet, renewed

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
    advice = [
        f"Reprise de {own}.",
        *_OF_RENEWED,
        *_reread(lines_to_reread(made, words, model.fiche)),
    ]
    path = file.with_name(text.slug(words) + file.suffix.lower())
    return _Begun(path, made.encoded(), tuple(advice))


def _reread(lines: Sequence[tuple[int, str]]) -> Iterator[str]:
    """Say which lines may still tell of last year: years, days and the reference that were kept."""
    if lines:
        yield "À relire, car une année, un jour ou une référence de l'an dernier peut y être resté :"
    for number, told in lines[:_MOST_LINES]:
        yield f"  ligne {number} : {textwrap.shorten(told, _SHOWN, placeholder='…')}"
    if more := len(lines[_MOST_LINES:]):
        yield f"  et {text.counted(more, 'autre ligne', 'autres lignes')}."


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

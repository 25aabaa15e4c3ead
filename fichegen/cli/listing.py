"""`fichegen list`."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any

import click
from click.core import ParameterSource

from fichegen import console
from fichegen.diagnostics import Exit

from .options import Options, hiding, project_options, request_of
from .speaking import say

if TYPE_CHECKING:
    from fichegen.states import State


def _state(
    _context: click.Context, _option: click.Parameter, given: Sequence[str]
) -> tuple[State, ...]:
    from fichegen import listing

    states = [(words, listing.state_of(words)) for words in given]
    for words, state in states:
        if state is None:
            near = listing.nearest_state(words)
            hint = (
                f"vouliez-vous dire « {near} » ?"
                if near
                else f"au choix : {', '.join(listing.STATES.values())}"
            )
            raise click.BadParameter(f"« {words} » n'est pas un état ; {hint}")
    return tuple(state for _, state in states if state)


def _known_states(_context: click.Context, _option: click.Parameter, incomplete: str) -> list[str]:
    """Propose the states by their keys, which hold no space."""
    from fichegen.states import State

    return [state.value for state in State if state.value.startswith(incomplete.lower())]


@click.command("list")
@click.option(
    "--etat",
    "states",
    multiple=True,
    metavar="ÉTAT",
    callback=_state,
    shell_complete=_known_states,
    help="Seulement les fiches dans cet état : ouvert, clos, complet… ; peut se répéter.",
)
@click.option(
    "--lieu",
    default="",
    metavar="MOTS",
    help="Celles dont un lieu, territoire ou adresse porte ces mots.",
)
@click.option(
    "--organisme", default="", metavar="MOTS", help="Celles dont un organisme porte ces mots."
)
@click.option(
    "--secteur", default="", metavar="MOTS", help="Celles dont un secteur porte ces mots."
)
@click.option(
    "--parcours", default="", metavar="MOTS", help="Celles dont le parcours porte ces mots."
)
@click.option(
    "--limite-dans",
    type=click.IntRange(min=0),
    default=None,
    metavar="N",
    help="Celles dont les inscriptions ferment d'ici N jours.",
)
@click.option(
    "--tri",
    type=click.Choice(["date", "limite"]),
    default=None,
    help="Trier par prochaine session ou par date limite.",
)
@click.option("--json", "as_json", is_flag=True, help="Écrire du JSON.")
@click.option("--csv", "as_csv", is_flag=True, help="Écrire un tableau pour tableur.")
@hiding("templates", "output", "base_url", "strict", "jobs", "no_cache", "form", "verbose")
@project_options
def list_fiches(options: Options, **asked: Any) -> int:
    """Lister les fiches : sessions, prochaine date, limite d'inscription, état.

    Les filtres se combinent ; accents et majuscules ne comptent pas. Un terminal étroit montre moins de
    colonnes ; --json et --csv les donnent toutes.
    """
    form = _form(options, as_json=asked["as_json"], as_csv=asked["as_csv"])
    from fichegen import listing
    from fichegen.pipeline import read_catalogue

    read = read_catalogue(request_of(options))
    wanted = listing.Wanted(
        states=asked["states"],
        place=asked["lieu"],
        organisation=asked["organisme"],
        sector=asked["secteur"],
        series=asked["parcours"],
        within=asked["limite_dans"],
    )
    rows = listing.rows(read.catalogue, read.today, wanted, by=asked["tri"] or "")
    if form == "csv":
        click.echo(listing.as_csv(rows), nl=False)
    elif form == "json":
        click.echo(listing.as_json(rows))
    elif rows:
        width = shutil.get_terminal_size((160, 24)).columns if sys.stdout.isatty() else None
        told = [listing.HEADINGS, *(row.cells() for row in rows)]
        click.echo(console.table(told, width=width, folds=listing.TITLE, spare=listing.SPARE))
    if not rows:
        reason = listing.nearest_name(read.catalogue, wanted)
        say(options, f"Aucune fiche : {reason or 'aucune ne répond à ces critères.'}")
    if read.status is not Exit.FINE:
        say(options, f"{console.summary(read.findings)} : voir « fichegen check ».")
    return read.status


def _form(options: Options, *, as_json: bool, as_csv: bool) -> str:
    """Return what to write: "table", "json" or "csv"; wrong usage for two at once, and for others."""
    asked = click.get_current_context().get_parameter_source("form")
    given = options.form if asked is ParameterSource.COMMANDLINE else "text"
    if given not in ("text", "json"):
        raise click.UsageError(
            f"--format {given} présente des constats, et list n'en écrit pas : choisissez text ou json"
        )
    if as_csv and (as_json or given == "json"):
        raise click.UsageError("donnez du JSON ou du CSV, pas les deux à la fois")
    return "csv" if as_csv else "json" if as_json or given == "json" else "table"

"""The command line: options, exit codes, and the outside world the floors below do not know."""

from __future__ import annotations

import os
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from fichegen import __version__, console
from fichegen.diagnostics import Exit, FichegenError, exit_status

from .french import Context, complaint
from .streams import kept_streams

COMMANDS: Final = {
    "init": ("starting", "init", "Commencer un projet : des réglages, des exemples."),
    "new": ("adding", "new", "Préparer une fiche, avec une aide à chaque rubrique."),
    "import": ("importing", "import_files", "Faire un brouillon d'un document Word, LibreOffice ou HTML."),
    "serve": ("serving", "serve", "Voir le site dans un navigateur pendant qu'on écrit."),
    "check": ("checking", "check", "Vérifier les fiches : ce qui ne va pas, où, que faire."),
    "build": ("building", "build", "Construire le site."),
    "archive": ("archiving", "archive", "Garder ce que le public voyait ce jour, et pouvoir le prouver."),
    "list": ("listing", "list_fiches", "Lister les fiches : sessions, dates, limites, états."),
    "rename": ("renaming", "rename", "Changer l'adresse d'une fiche, sans perdre l'ancienne."),
    "explain": ("explaining", "explain", "Expliquer un constat, avec un exemple."),
    "schema": ("schemas", "schema", "Écrire le schéma dont un éditeur de texte tire son aide."),
    "doctor": ("doctor", "doctor", "Dire si tout est prêt : la machine, le projet, la sortie."),
    "completions": ("completing", "completions", "Compléter les commandes par la touche Tab."),
}  # fmt: skip
"""Every command, as one meets them: the module beside this one that holds it, imported when it is asked
for, its name there, and what it does in a line."""

_REPORT: Final = (
    "C'est un défaut de fichegen, pas de vos fiches. Merci de le signaler avec ces lignes :"
)
_UNSAID: Final = "La sortie n'a pas pu être écrite en entier : le disque est-il plein ?"

_TOO_LITTLE: Final = (
    "La mémoire de cette machine n'a pas suffi ; rien n'est resté à moitié fait."
    " Fermez d'autres programmes, ou construisez avec --jobs 1."
)


class _Commands(click.Group):
    """The commands of the table, each imported when it is needed."""

    context_class = Context

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002
        """Return the names in the order of the table."""
        return [*COMMANDS]

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """Return a command; None for a name that is not in the table."""
        if cmd_name not in COMMANDS:
            return None
        module, name, words = COMMANDS[cmd_name]
        found: click.Command = getattr(import_module(f"fichegen.cli.{module}"), name)
        found.context_class, found.short_help = Context, words
        found.help = console.unbroken(found.help or "")
        return found

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """Find the command that is called; says the nearest where there is none of that name."""
        try:
            return super().resolve_command(ctx, args)
        except click.exceptions.NoSuchCommand as error:
            raise click.exceptions.NoSuchCommand(
                error.command_name, possibilities=COMMANDS, ctx=ctx
            ) from None


@click.group(
    cls=_Commands,
    subcommand_metavar="COMMANDE [ARGUMENTS]…",
    context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100},
)
@click.version_option(__version__, prog_name="fichegen", message="%(prog)s %(version)s")
def cli() -> None:
    """Un catalogue de formations, à partir de fiches en Markdown ou en YAML."""


def main(arguments: Sequence[str] | None = None) -> int:
    """Run a command; gives its exit status (see `Exit`). No traceback reaches a user.

    Where nobody listens any more the status is that of the work; where what was said could not be
    kept, for want of room on a disk, it is that of findings at the least.
    """
    with kept_streams() as out:
        status = _run(arguments)
        if out and out.is_lost:
            click.echo(_UNSAID, err=True)
            return status or Exit.FINDINGS
        return status


def _run(arguments: Sequence[str] | None) -> int:
    plain = os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb"  # see no-color.org
    try:
        status = cli.main(
            args=arguments,
            prog_name="fichegen",
            standalone_mode=False,
            color=False if plain else None,
        )
        return int(status or Exit.FINE)
    except click.exceptions.Exit as ended:
        return ended.exit_code
    except click.ClickException as error:
        click.echo(complaint(error), err=True)
        return Exit.USAGE
    except FichegenError as error:  # of a command without the options of a project
        click.echo(console.render([error.finding], "text", {}), err=True)
        return exit_status([error.finding], strict=True)
    except (KeyboardInterrupt, click.Abort):
        click.echo("Interrompu.", err=True)
        return Exit.INTERRUPTED
    except MemoryError:
        click.echo(_TOO_LITTLE, err=True)
        return Exit.FAULT
    except Exception as error:  # noqa: BLE001 - a fault of ours, whatever it is
        if isinstance(error.__cause__ or error.__context__, KeyboardInterrupt):  # while it loaded
            click.echo("Interrompu.", err=True)
            return Exit.INTERRUPTED
        return _fault(error)


def _fault(error: Exception) -> int:
    import traceback

    place = traceback.extract_tb(error.__traceback__)[-1]
    where = f"{Path(place.filename).name}:{place.lineno}"
    click.echo(_REPORT, err=True)
    click.echo(
        console.inert(f"  fichegen {__version__}, {where}, {type(error).__name__}: {error}"),
        err=True,
    )
    if os.environ.get("FICHEGEN_DEBUG"):
        traceback.print_exception(error)
    return Exit.FAULT

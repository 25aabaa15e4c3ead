"""The command line: options, exit codes, and the outside world the floors below do not know."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from contextlib import suppress
from importlib import import_module
from pathlib import Path
from typing import Final

import click

from fichegen import __version__, console
from fichegen.diagnostics import Exit, FichegenError, exit_status

from .french import Context, complaint

COMMANDS: Final = {
    "init": ("starting", "init"),
    "new": ("starting", "new"),
    "build": ("building", "build"),
    "check": ("checking", "check"),
    "serve": ("serving", "serve"),
    "list": ("listing", "list_fiches"),
    "rename": ("renaming", "rename"),
    "schema": ("schemas", "schema"),
    "explain": ("explaining", "explain"),
    "doctor": ("doctor", "doctor"),
    "completions": ("completing", "completions"),
    "import": ("importing", "import_files"),
}
"""Every command: the module beside this one that holds it, imported when it is asked for, and its name there."""

_REPORT: Final = (
    "C'est un défaut de fichegen, pas de vos fiches. Merci de le signaler avec ces lignes :"
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
        module, name = COMMANDS[cmd_name]
        found: click.Command = getattr(import_module(f"fichegen.cli.{module}"), name)
        found.context_class = Context
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
    """Run a command; gives its exit status (see `Exit`). No traceback reaches a user."""
    for stream in (sys.stdout, sys.stderr):
        with suppress(AttributeError, ValueError, OSError):
            stream.reconfigure(errors="backslashreplace")  # type: ignore[union-attr]
    try:
        status = cli.main(
            args=arguments,
            prog_name="fichegen",
            standalone_mode=False,
            color=False if os.environ.get("NO_COLOR") else None,  # see no-color.org
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
    except BrokenPipeError:
        # The reader of our output has gone; what was to be done may have been done already.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return Exit.FINDINGS
    except Exception as error:  # noqa: BLE001 - a fault of ours, whatever it is
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

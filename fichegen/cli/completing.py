"""`fichegen completions`, and what is proposed while a command is typed."""

from __future__ import annotations

from typing import Final

import click
from click.shell_completion import CompletionItem, ShellComplete, get_completion_class

from fichegen.diagnostics import Exit
from fichegen.expressions import expression

_SHELLS: Final = ("bash", "zsh", "fish")
_VARIABLE: Final = "_FICHEGEN_COMPLETE"
"""What click looks for to know that it is asked what to propose."""
_PLAIN: Final = expression(r"[\w./+-]+")


@click.command()
@click.argument("shell", type=click.Choice(_SHELLS), metavar="bash|zsh|fish")
@click.pass_context
def completions(context: click.Context, shell: str) -> int:
    """Écrire ce qui fait compléter les commandes par la touche Tab.

    \b
    bash, une fois pour toutes, dans ~/.bashrc :
      eval "$(fichegen completions bash)"
    zsh, dans ~/.zshrc, après « autoload -U compinit && compinit » :
      eval "$(fichegen completions zsh)"
    fish :
      fichegen completions fish > ~/.config/fish/completions/fichegen.fish

    Puis ouvrez un nouveau terminal.
    """
    maker = get_completion_class(shell)
    if maker is None:
        raise click.UsageError(f"« {shell} » n'est pas connu ici")
    root = context.find_root()
    # That of bash would ask which bash there is, and complain in English of an old one.
    script = ShellComplete.source(maker(root.command, {}, "fichegen", _VARIABLE))
    click.echo(script, nl=False)
    return Exit.FINE


def fiche_names(
    _context: click.Context, _param: click.Parameter, incomplete: str
) -> list[CompletionItem[str]]:
    """Propose the fiches of the project one stands in, by path.

    Where there is none, or names that a shell must protect, it proposes its own files instead.
    """
    from pathlib import Path

    from fichegen.project import Project
    from fichegen.sources import find_sources

    project = Project.at(Path.cwd())
    found: list[str] = []
    if project.source.is_dir():
        paths = (place.path for place in find_sources(project) if place.role)
        found = [path for path in paths if path.startswith(incomplete)]
    if not found or not all(map(_PLAIN.fullmatch, found)):
        return [CompletionItem(incomplete, type="file")]
    return [CompletionItem(path) for path in found]

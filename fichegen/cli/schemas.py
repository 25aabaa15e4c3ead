"""`fichegen schema`."""

from __future__ import annotations

from typing import Final

import click

from fichegen.diagnostics import Exit

_NAMES: Final = ("fiche", "organisme", "catalogue", "page")


@click.command()
@click.argument("name", type=click.Choice(_NAMES), default=_NAMES[0], metavar="[NOM]")
def schema(name: str) -> int:
    """Écrire le schéma JSON de ce qu'on écrit en YAML : fiche, organisme, catalogue ou page.

    Les éditeurs de texte s'en servent pour proposer les clés et les expliquer.
    """
    from fichegen.scaffold import schema_text

    click.echo(schema_text(name), nl=False)
    return Exit.FINE

"""`fichegen list`."""

from __future__ import annotations

import shutil
import sys

import click

from fichegen import console
from fichegen.diagnostics import Exit

from .options import Options, project_options, request_of
from .speaking import say


@click.command("list")
@project_options
def list_fiches(options: Options) -> int:
    """Lister les fiches : sessions, prochaine date, limite d'inscription."""
    from fichegen import listing, pipeline

    surveyed = pipeline.survey(request_of(options))
    rows = listing.rows(surveyed.catalogue, surveyed.today)
    if options.form == "json":
        click.echo(listing.as_json(rows))
    else:
        width = shutil.get_terminal_size((160, 24)).columns if sys.stdout.isatty() else 10_000
        click.echo(console.table([listing.HEADINGS, *(row.cells() for row in rows)], width=width))
    if surveyed.status is not Exit.FINE:
        say(options, f"{console.summary(surveyed.findings)} : voir « fichegen check ».")
    return surveyed.status

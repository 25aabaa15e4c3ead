"""`fichegen doctor`."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import Final

import click

from fichegen import console
from fichegen.cli.options import Options, hiding, project_options, request_of
from fichegen.diagnostics import Exit

from .machine import examine_machine
from .project import examine_project
from .symptoms import Mark, Symptom

_SIGNS: Final = {Mark.FINE: "✓", Mark.NOTE: "!", Mark.WRONG: "✗"}
_PLAIN: Final = {Mark.FINE: "oui", Mark.NOTE: " ! ", Mark.WRONG: "NON"}
"""The same for a terminal that lacks these signs."""
_COLOURS: Final = {Mark.FINE: "green", Mark.NOTE: "yellow", Mark.WRONG: "red"}


@click.command()
@hiding("base_url", "drafts", "strict", "jobs", "no_cache", "form", "verbose")
@project_options
def doctor(options: Options) -> int:
    """Dire si tout est prêt : la machine, le projet, la sortie. N'écrit rien.

    ✓ va bien, ! est à savoir, ✗ est à régler ; un seul ✗ fait finir la commande sur 1.
    """
    symptoms = [*examine_machine(), *examine_project(request_of(options))]
    for line in _lines(symptoms, quiet=options.quiet):
        click.echo(line)
    wrong = any(symptom.mark is Mark.WRONG for symptom in symptoms)
    return Exit.FINDINGS if wrong else Exit.FINE


def _lines(symptoms: list[Symptom], *, quiet: bool) -> Iterator[str]:
    signs = _SIGNS if _can_show("".join(_SIGNS.values())) else _PLAIN
    for symptom in symptoms:
        if quiet and symptom.mark is not Mark.WRONG:
            continue
        sign = click.style(signs[symptom.mark], fg=_COLOURS[symptom.mark], bold=True)
        yield f"{sign} {console.inert(symptom.words)}"
        if symptom.advice:
            yield f"{' ' * len(signs[symptom.mark])} aide : {console.inert(symptom.advice)}"


def _can_show(signs: str) -> bool:
    try:
        signs.encode(sys.stdout.encoding or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True

"""What every command says, and on which stream: findings are its output, the rest goes beside."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

import click

from fichegen import console
from fichegen.diagnostics import Finding, Severity


class Manner(Protocol):
    """How a command was asked to speak."""

    @property
    def form(self) -> str:
        """Return one of `console.FORMATS`."""

    @property
    def quiet(self) -> bool:
        """Tell whether errors alone are to be shown."""


def show(findings: Sequence[Finding], manner: Manner, texts: Mapping[str, str]) -> None:
    """Print findings, in the form asked for; `texts` holds the sources to quote from."""
    shown = [f for f in findings if f.severity is Severity.ERROR] if manner.quiet else findings
    if shown or manner.form == "json":
        click.echo(console.render(shown, manner.form, texts))


def say(manner: Manner, words: str) -> None:
    """Tell what goes on, beside the output."""
    if not manner.quiet:
        click.echo(console.inert(words), err=True)

"""What every command says, and on which stream: findings are its output, the rest goes beside."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

import click

from fichegen import console
from fichegen.diagnostics import Finding, Severity
from fichegen.text import counted

_OF_A_KIND: Final = 20
"""Findings of one code that a terminal shows: who has seen these knows what the others say."""
_EVEN_OF_NOTHING: Final = ("json", "sarif")
"""Forms that a program reads, which must find a document."""


class Manner(Protocol):
    """How a command was asked to speak."""

    @property
    def form(self) -> str:
        """Return one of `console.FORMATS`."""

    @property
    def quiet(self) -> bool:
        """Tell whether errors alone are to be shown."""


def show_some(
    findings: Sequence[Finding], manner: Manner, texts: Mapping[str, str], *, rest: str
) -> None:
    """Print findings as `show` does, but on a terminal no more than a few of a kind.

    The others are counted, with `rest` saying how to see them. Errors are all shown.
    """
    told: list[Finding] = []
    seen: Counter[tuple[str, Severity]] = Counter()
    for found in findings:
        kind = (found.code, found.severity)
        seen[kind] += 1
        if found.severity is Severity.ERROR or manner.form != "text" or seen[kind] <= _OF_A_KIND:
            told.append(found)
    show(told, manner, texts)
    if manner.form != "text" or manner.quiet:
        return
    for (code, severity), count in sorted(seen.items()):
        if severity is not Severity.ERROR and count > _OF_A_KIND:
            more = counted(count - _OF_A_KIND, "autre", "autres")
            click.echo(console.tally(code, f"et {more} ; {rest}", severity))


def show(findings: Sequence[Finding], manner: Manner, texts: Mapping[str, str]) -> None:
    """Print findings, in the form asked for; `texts` holds the sources to quote from."""
    shown = [f for f in findings if f.severity is Severity.ERROR] if manner.quiet else findings
    if shown or manner.form in _EVEN_OF_NOTHING:
        click.echo(console.render(shown, manner.form, texts, folder=_in_the_repository()))


def say(manner: Manner, words: str) -> None:
    """Tell what goes on, beside the output."""
    if not manner.quiet:
        click.echo(console.inert(words), err=True)


def said_of_excess(findings: Sequence[Finding], most: int | None) -> Iterator[str]:
    """Yield why a run fails that has no error, where more warnings are found than are allowed."""
    warnings = sum(found.severity is Severity.WARNING for found in findings)
    if most is not None and warnings > most:
        yield f"Trop d'avertissements : {warnings}, pour {most} au plus (--max-warnings)."


def summarise(title: str, findings: Sequence[Finding], notes: Sequence[str]) -> None:
    """Add a summary to the page of a GitHub job, where this is one; its failure changes nothing."""
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if not place:
        return
    try:
        with open(place, "a", encoding="utf-8") as page:  # noqa: PTH123 - it may hold any sign
            page.write(f"\n\n{console.job_summary(title, findings, notes)}")
    except (OSError, ValueError):
        words = f"Le résumé n'a pas pu être écrit : {place} (GITHUB_STEP_SUMMARY) ne s'ouvre pas."
        click.echo(console.inert(words), err=True)


def _in_the_repository() -> str:
    """Return the way from the repository's folder, in a GitHub job, to where we are: `formations/`."""
    top = os.environ.get("GITHUB_WORKSPACE")
    if top:
        with suppress(OSError, ValueError):
            way = Path.cwd().resolve().relative_to(Path(top).resolve()).as_posix()
            return "" if way == "." else f"{way}/"
    return ""

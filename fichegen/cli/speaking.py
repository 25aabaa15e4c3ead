"""What every command says, and on which stream: findings are its output, the rest goes beside."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from pathlib import Path
from typing import Final, Protocol

import click

from fichegen import console, text
from fichegen.diagnostics import Finding, Severity

from .gaps import fiches_with, gaps_apart

_OF_A_KIND: Final = 20
"""Findings of one code that a terminal shows in full; of more, it shows those of as many files."""
_IN_A_FILE: Final = 3
"""Of these, findings that it shows of each file: who has seen them knows what the others say."""
_NAMED: Final = 5
"""Files that it names of those with others."""
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
    if manner.form != "text":
        show_all(findings, manner, texts)
        return
    by_code: dict[str, list[Finding]] = {}
    for found in findings:
        if found.severity is not Severity.ERROR:
            by_code.setdefault(found.code, []).append(found)
    folded = {code: _folded(alike) for code, alike in by_code.items() if len(alike) > _OF_A_KIND}
    left = {id(found) for others in folded.values() for found in others}
    show_all([found for found in findings if id(found) not in left], manner, texts)
    if manner.quiet:
        return
    for code, others in sorted(folded.items()):
        if others:
            more = text.counted(len(others), "autre", "autres")
            words = f"et {more}, {_within(others)} ; {rest}"
            click.echo(console.tally(code, words, others[0].severity))


def _folded(alike: Sequence[Finding]) -> list[Finding]:
    """Return those of many findings of a code that are only counted: what files have too many of."""
    shown: Counter[str] = Counter()
    others = []
    for found in alike:
        path = found.span.path
        if shown[path] < _IN_A_FILE and (path in shown or len(shown) < _OF_A_KIND):
            shown[path] += 1
        else:
            others.append(found)
    return others


def _within(others: Sequence[Finding]) -> str:
    """Say in which files findings are, some of many: "dans 8 fichiers : a.md, b.md…"."""
    paths = [*dict.fromkeys(found.span.path for found in others)]
    named = f"{', '.join(paths[:_NAMED])}{'…' if len(paths) > _NAMED else ''}"
    return f"dans {named}" if len(paths) == 1 else f"dans {len(paths)} fichiers : {named}"


def show_all(findings: Sequence[Finding], manner: Manner, texts: Mapping[str, str]) -> None:
    """Print sorted findings as `show` does, but on a terminal the remarks on a file come last.

    Those on what a fiche lacks stand at its title, before what is wrong in it.
    """
    if manner.form == "text":
        findings = sorted(findings, key=lambda f: (f.span.path, f.severity is Severity.REMARK))
    show(findings, manner, texts)


def show(findings: Sequence[Finding], manner: Manner, texts: Mapping[str, str]) -> None:
    """Print findings, in the form asked for; `texts` holds the sources to quote from."""
    shown = [f for f in findings if f.severity is Severity.ERROR] if manner.quiet else findings
    if shown or manner.form in _EVEN_OF_NOTHING:
        click.echo(console.render(shown, manner.form, texts, folder=_in_the_repository()))


def say(manner: Manner, words: str) -> None:
    """Tell what goes on, beside the output."""
    if not manner.quiet:
        click.echo(console.inert(words), err=True)


def show_difference(lines: Sequence[str], manner: Manner) -> None:
    """Print the lines of a difference; in a GitHub job, nothing in them is a command to it."""
    form = "github" if os.environ.get("GITHUB_ACTIONS") else manner.form
    click.echo(console.difference(lines, form))


def said_of_excess(findings: Sequence[Finding], most: int | None) -> Iterator[str]:
    """Yield why a run fails that has no error, where more warnings are found than are allowed."""
    warnings = sum(found.severity is Severity.WARNING for found in findings)
    if most is not None and warnings > most:
        yield f"Trop d'avertissements : {warnings}, pour {most} au plus (--max-warnings)."


def summarise(title: str, findings: Sequence[Finding], notes: Sequence[str]) -> None:
    """Add a summary to the page of a GitHub job, where this is one; its failure changes nothing.

    What fiches lack is true of most of them: it is counted, and listed elsewhere.
    """
    place = os.environ.get("GITHUB_STEP_SUMMARY")
    if not place:
        return
    told, gaps = gaps_apart(findings, "github")
    if gaps:
        words = text.counted(len(gaps), "remarque", "remarques")
        fiches = text.counted(fiches_with(gaps), "fiche")
        notes = [*notes, f"{words} sur ce qui manque à {fiches} : « fichegen check -v » dit quoi."]
    try:
        with open(place, "a", encoding="utf-8") as page:  # noqa: PTH123 - it may hold any sign
            page.write(f"\n\n{console.job_summary(title, told, notes)}")
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

"""`fichegen explain`."""

from __future__ import annotations

import shutil
import textwrap
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

import click

from fichegen import console, explaining
from fichegen.codes import CODES
from fichegen.diagnostics import Exit

_WIDEST: Final = 100


def _known_codes(
    _context: click.Context, _param: click.Parameter, incomplete: str
) -> list[click.shell_completion.CompletionItem[str]]:
    begun = incomplete.upper()
    begun = begun if begun.startswith("F") else f"FG{begun}"
    return [
        click.shell_completion.CompletionItem(code, help=explaining.sentence(code))
        for code in CODES
        if code.startswith(begun)
    ]


@click.command()
@click.argument("codes", nargs=-1, metavar="[CODE]…", shell_complete=_known_codes)
def explain(codes: Sequence[str]) -> int:
    """Expliquer un constat : ce qu'il veut dire, que faire, un exemple.

    « fichegen explain FG301 », ou « 301 », ou plusieurs codes ; « FG3 » en donne la famille ; sans
    code, tous.
    """
    found = [code for given in codes for code in _found(given)]
    if not codes:
        click.echo("\n".join(_list(CODES)))
    elif any(len(explaining.codes_of(given)) > 1 for given in codes):
        click.echo("\n".join(_list(dict.fromkeys(found))))
    else:
        click.echo("\n\n".join("\n".join(_explanation(code)) for code in dict.fromkeys(found)))
    return Exit.FINE


def _found(given: str) -> tuple[str, ...]:
    """Return the codes that are meant; none at all is wrong usage."""
    if found := explaining.codes_of(given):
        return found
    near = explaining.nearest(given)
    families = "\n".join(f"  {family}  {title}" for family, title in explaining.FAMILIES.items())
    hint = f" Les plus proches : {', '.join(near)}." if near else ""
    raise click.UsageError(
        f"« {given} » n'est le code d'aucun constat.{hint} Les familles :\n{families}"
    )


def _list(codes: Iterable[str]) -> Iterator[str]:
    """Lay out a line a code, by families."""
    chosen, width = [*codes], _width()
    for family, title in explaining.FAMILIES.items():
        members = sorted(code for code in chosen if code.startswith(family))
        if not members:
            continue
        yield click.style(f"{family} – {title}", bold=True)
        for code in members:
            head = f"  {code}  {CODES[code].severity:<13}  "
            words = textwrap.shorten(explaining.sentence(code), width - len(head), placeholder="…")
            yield head + words


def _explanation(code: str) -> Iterator[str]:
    """Lay out all that is told of a code."""
    entry = CODES[code]
    yield console.tally(code, explaining.sentence(code), entry.severity)
    yield ""
    yield from _wrapped("Pourquoi : ", entry.meaning)
    yield from _wrapped("Que faire : ", explaining.mend(code))
    yield from _wrapped("Poids : ", f"{entry.severity} ; {explaining.weight(code)}")
    yield ""
    if code in explaining.OCCASIONS:
        yield from _wrapped("Quand : ", explaining.OCCASIONS[code])
    elif code in explaining.EXAMPLES:
        yield from _example(explaining.EXAMPLES[code])


def _example(example: explaining.Example) -> Iterator[str]:
    bad, good = explaining.lines_of(example)
    for path, body in example.others:
        yield f"Avec {path} :"
        yield from (f"      {line}".rstrip() for line in body.splitlines())
        yield ""
    yield f"À corriger, {example.file} :"
    yield from _marked(bad, "red")
    yield ""
    yield f"Corrigé, {example.renamed or example.file} :"
    yield from _marked(good, "green")


def _marked(lines: Sequence[explaining.Line], colour: str) -> Iterator[str]:
    if not any(line.text.strip() for line in lines):
        yield "      (rien)"
        return
    for line in lines:
        shown = (
            f"{'>' if line.marked else ' '}{line.number:>4} | {console.inert(line.text)}".rstrip()
        )
        yield click.style(shown, fg=colour) if line.marked else shown


def _wrapped(label: str, words: str) -> list[str]:
    lines = textwrap.wrap(
        console.unbroken(label + words), _width(), subsequent_indent="  " if label else "",
        break_on_hyphens=False,
    )  # fmt: skip
    return [line.replace("\u00a0", " ") for line in lines]


def _width() -> int:
    return min(shutil.get_terminal_size((_WIDEST, 24)).columns, _WIDEST)

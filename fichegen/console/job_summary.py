"""What a CI shows of a run on the page of its job: counts, and a table of the files that need a hand."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Final

from fichegen.diagnostics import Finding, Severity
from fichegen.text import capital, counted

from .words import inert, summary, worst_first

_FILES: Final = 50
_LENGTH: Final = 200
"""Characters shown of a sentence or a path."""


def job_summary(title: str, findings: Sequence[Finding], notes: Sequence[str]) -> str:
    """Write Markdown on findings under a title, with a paragraph for each note.

    What comes from a fiche stands in HTML, escaped, without an empty line: nothing of it is markup.
    """
    lines = [f"### {title}", "", f"{capital(summary(findings)) or 'Rien à signaler'}."]
    if findings:
        lines += ["", *_table(findings)]
    for note in notes:
        lines += ["", f"<p>{_plain(note)}</p>"]
    return "\n".join((*lines, ""))


def _table(findings: Sequence[Finding]) -> Iterator[str]:
    by_path: dict[str, list[Finding]] = {}
    for found in worst_first(findings):
        by_path.setdefault(found.span.path, []).append(found)
    yield "<table>"
    weights = "".join(f"<th>{capital(str(severity))}s</th>" for severity in Severity)
    yield f"<tr><th>Fichier</th>{weights}<th>À voir d'abord</th></tr>"
    shown = sorted(by_path.items(), key=lambda item: _worst_counts(item[1]))[:_FILES]
    for path, own in shown:
        counts = "".join(f"<td>{-count or ''}</td>" for count in _worst_counts(own))
        worst = own[0]
        first = f"{worst.code}, ligne {worst.span.line} : {worst.message}"
        yield f"<tr><td>{_code(path)}</td>{counts}<td>{_code(first)}</td></tr>"
    yield "</table>"
    if rest := len(by_path) - len(shown):
        yield ""
        yield f"Et {counted(rest, 'autre fichier', 'autres fichiers')}."


def _worst_counts(found: Sequence[Finding]) -> tuple[int, ...]:
    """Return how many there are of each weight, negative, so that the worst comes first."""
    return tuple(-sum(one.severity is severity for one in found) for severity in Severity)


def _code(words: str) -> str:
    """Show words as they are: nobody is mentioned, no address is linked."""
    return f"<code>{_plain(words)}</code>"


def _plain(words: str) -> str:
    shown = words if len(words) <= _LENGTH else f"{words[:_LENGTH]}…"
    from html import escape  # its tables of signs are of use in a job alone

    return escape(inert(shown))

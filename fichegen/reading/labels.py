"""Lines of the form "Durée : 14 heures", "**Public** : …", "- Lieu : Saint-Denis"."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from fichegen import text
from fichegen.reading.draft import Entry, Words, joined
from fichegen.reading.fields import Field, Scope, find

_BULLET: Final = re.compile(rf"[ \t]*(?:[-*+{text.ORNAMENTS}–—]|\d{{1,2}}[.)])[ \t]+")
_LABEL: Final = re.compile(
    r"[ \t]*[*_]{0,2}([^:*_|\n]{2,60}?)[ \t\u00a0]*[*_]{0,2}[ \t\u00a0]*:[*_]{0,2}(?=\s|$)"
    r"|[ \t]*(?:\*\*|__)([^:*_|\n]{2,60}?)(?:\*\*|__)(?=\s)"
)
_UPDATE: Final = re.compile(
    r"[*_(]{0,3}((?:fiche |programme |document )?(?:derni[eè]re )?(?:mise? [aà] jour|maj|actualis[ée]e?))"
    r"(?: le| en| au)?[ \u00a0]*:?[ \u00a0]*([^*_)]{4,60})[*_). ]{0,4}",
    re.IGNORECASE,
)


def unbulleted(line: Words) -> tuple[Words, str]:
    """Take the bullet off a line; gives the line without it and the sign, empty for none."""
    bullet = _BULLET.match(line.text)
    if bullet and not line.text.startswith("**"):
        return line.part(bullet.end()), bullet[0].strip()
    return line, ""


def labelled(line: Words, scope: Scope) -> tuple[Field, Words, Words] | None:
    """Take a line apart whose label names a field: the field, the label, the rest."""
    bare, _ = unbulleted(line)
    match = _LABEL.match(bare.text)
    if not match:
        return None
    group = 1 if match[1] else 2
    entry = find(match[group], scope)
    if entry is None:
        return None
    return entry, bare.part(match.start(group), match.end(group)), bare.part(match.end())


def split_update(body: Words) -> tuple[Words, Entry | None]:
    """Take off a last line that only says when the fiche was updated, wherever it stands."""
    last = body.part(body.text.rfind("\n") + 1)
    match = _UPDATE.fullmatch(last.text)
    if not match or not any(char.isdigit() for char in match[2]):
        return body, None
    entry = Entry(last.part(*match.span(1)), last.part(*match.span(2)))
    return body.part(0, len(body.text) - len(last.text)), entry


def split_heading(words: Words, scope: Scope) -> tuple[Field | None, Words, Words]:
    """Find the field a heading names, "Durée : 14 heures" giving the rest as its first words."""
    whole = find(words.text, scope)
    head, colon, _ = words.text.partition(":")
    if whole or not colon:
        return whole, words, words.part(len(words.text))
    return find(head, scope), words.part(0, len(head)), words.part(len(head) + 1)


def read_labels(body: Words, scope: Scope) -> tuple[list[Entry], list[Words]]:
    """Sort the lines of a text without headings into labelled fields and what is left over.

    A label reigns to the next label or, where it has words on its own line, to a blank line.
    """
    entries: list[Entry] = []
    left: list[Words] = []
    label: Words | None = None
    values: list[Words] = []
    for line in _lines_with_blanks(body):
        if not line.text:
            if label and values:
                entries.append(Entry(label, joined(values)))
                label, values = None, []
        elif found := labelled(line, scope):
            if label:
                entries.append(
                    Entry(label, joined(values) if values else label.part(len(label.text)))
                )
            _, label, rest = found
            values = [rest] if rest.text else []
        elif label:
            values.append(line)
        else:
            left.append(line)
    if label:
        entries.append(Entry(label, joined(values) if values else label.part(len(label.text))))
    return entries, left


def _lines_with_blanks(body: Words) -> Iterable[Words]:
    start = 0
    for line in body.text.split("\n"):
        yield body.part(start, start + len(line))
        start += len(line) + 1

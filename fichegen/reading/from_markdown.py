"""A Markdown fiche to a located tree: front matter, then headings that name the fields."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fichegen.diagnostics import Finding, Span, finding
from fichegen.expressions import expression
from fichegen.reading import groups
from fichegen.reading.bounds import bound_of
from fichegen.reading.comments import uncommented, without_comments
from fichegen.reading.draft import Entry, Mark, Words, joined, located
from fichegen.reading.fields import Field, Kind, Scope, find, is_container, is_group_heading
from fichegen.reading.labels import read_labels, split_heading, split_update
from fichegen.reading.moves import find_move
from fichegen.reading.outline import Head, outline_of
from fichegen.reading.yaml_text import read_yaml
from fichegen.text import key as key_of

_OPENING: Final = expression(r"\s*^---[ \t]*$", re.MULTILINE)
_FENCE: Final = expression(r"^---[ \t]*$", re.MULTILINE)
_KEY: Final = expression(r"(?:\s*#[^\n]*\n)*\s*[^\s:#][^\n:]*:")
_ALONE_STATUS: Final = expression(
    r"[*_ ]{0,4}(?:session|formation|stage)?\s?(?:compl[eè]te?|annul[ée]+|report[ée]+)[*_ !.]{0,4}",
    re.IGNORECASE,
)
_GROUP_KINDS: Final = (Kind.GROUPS, Kind.DATES)
_LONG_KINDS: Final = (*_GROUP_KINDS, Kind.PROSE, Kind.CONTACTS)
"""Kinds of fields whose text may have headings of its own."""
_DAY: Final = expression(
    r"(?:jour|journee|j ?)(?: ?\d{1,2})\b|\d{1,2}(?:er|ere|e|eme) (?:jour|journee)\b"
)
_STAGE: Final = expression(
    rf"{_DAY.pattern}|(?:matin|matinee|apres midi)\b|(?:demi journee|module|sequence|seance|partie|etape|bloc"
    r"|chapitre|atelier|phase|theme|unite|temps)(?: n)? ?(?:\d{1,2}|[ivx]{1,4})\b"
)
"""How a heading of a part of the programme begins, by its key."""
_BOLD_LINE: Final = expression(
    r"[ \t]*(\*\*|__)[ \t]*(?P<name>[^*_\n]{2,60}?)[ \t\u00a0]*:?[ \t]*\1[ \t\u00a0]*:?[ \t]*"
)


def read_markdown(path: str, text: str) -> tuple[tuple[Entry, ...], tuple[Finding, ...]]:
    """Read a fiche in Markdown; front matter first, then the headings, in the file's order."""
    entries, findings, body, line = read_front_matter(path, text)
    entries, unclosed = without_comments(path, entries)
    titled = any((known := find(entry.key.text)) and known.name == "titre" for entry in entries)
    words, open_sign = uncommented(path, located(body, line))
    return (*entries, *_read_body(words, titled=titled)), (*findings, *unclosed, *open_sign)


def read_front_matter(
    path: str, text: str
) -> tuple[tuple[Entry, ...], tuple[Finding, ...], str, int]:
    """Split a text at its YAML front matter; gives keys, findings, the rest and its first line."""
    opening = _OPENING.match(text)
    if not opening or not _KEY.match(text, opening.end()):
        return (), (), text, 1  # no fence, or a thematic break
    first = text.count("\n", 0, opening.end()) + 1
    closing = _FENCE.search(text, opening.end())
    if not closing:
        return (), (finding("FG109", Span(path, first, 1, 3)),), "", 1
    mapping, findings = read_yaml(path, text[opening.end() + 1 : closing.start()], line=first + 1)
    line = text.count("\n", 0, closing.end()) + 2
    return mapping.entries if mapping else (), findings, text[closing.end() + 1 :], line


def head_lines(text: str) -> int:
    """Count the lines of a text up to the end of its front matter; 0 where it has none."""
    opening = _OPENING.match(text)
    if not opening or not _KEY.match(text, opening.end()):
        return 0
    closing = _FENCE.search(text, opening.end())
    return text.count("\n", 0, closing.end()) + 1 if closing else 0


@dataclass(slots=True)
class _Part:
    """What is being gathered under one opened heading."""

    key: Words
    level: int
    field: Field | None
    lines: list[Words]
    raw: list[tuple[str, Words]]
    """Heads inside a prose, as Markdown, each with its body."""
    heads: list[Head] = dataclasses.field(default_factory=list)
    """Heads inside groups, to be read as such."""

    @property
    def gathers_groups(self) -> bool:
        return self.field is not None and self.field.kind in _GROUP_KINDS

    def take(self, head: Head) -> None:
        """Take a heading in, with its text."""
        if self.gathers_groups:
            self.heads.append(head)
            return
        self.raw.append((head.raw, Words(head.words.text, head.words.marks)))
        if head.body.text:
            self.raw.append(("", head.body))

    @property
    def blank(self) -> bool:
        return not self.lines and not self.raw and not self.heads


def _read_body(words: Words, *, titled: bool) -> list[Entry]:
    heads = [*outline_of(words)]
    last = find(heads[-1].words.text)
    updated = None
    if last is None or last.name != "mis_a_jour":
        body, updated = split_update(heads[-1].body)
        heads[-1] = dataclasses.replace(heads[-1], body=body)
    parts: list[_Part] = []
    entries: list[Entry] = []
    counts = _field_counts(heads)
    title = _title_of(heads, titled=titled)
    current: _Part | None = None
    for head in heads:
        if head.level == 0 or head is title:
            if head.words.text:
                entries.append(Entry(Words("titre", head.words.marks), head.words))
            entries.extend(_loose(head.body, None))
            continue
        deeper = current is not None and head.level > current.level
        entry, key, inline = split_heading(head.words, Scope.FICHE, bare=not deeper)
        if current and head.level > current.level and _stays_inside(current, head, entry, counts):
            current.take(head)
            continue
        if current and current.blank and head.level > current.level:
            parts.remove(current)  # a heading that only gathers others
        if is_container(head.words.text) and not (entry and head.body.text):
            current = None
            entries.extend(_flush(parts))
            entries.extend(_loose(head.body, head.words))
            continue
        if entry is None and (programme := _programme(parts, head)):
            current = programme
            current.take(head)
            continue
        if entry is None and is_group_heading(head.words.text.split(":")[0]):
            if not (current and current.gathers_groups):
                current = _Part(Words("groupes", head.words.marks), head.level - 1,
                                find("groupes"), [], [])  # fmt: skip
                parts.append(current)
            current.heads.append(head)
            continue
        lines = [words for words in (inline, head.body) if words.text]
        current = _Part(key, head.level, entry, lines, [])
        parts.append(current)
    entries.extend(_flush(parts))
    return [*entries, updated] if updated else entries


def _programme(parts: list[_Part], head: Head) -> _Part | None:
    """Find the programme that a heading such as "Jour 1", "Matin", "Module 2" goes on with.

    Behind a heading of the programme of the same level it is one of its parts; a day opens one.
    """
    name = key_of(head.words.text)
    part = parts[-1] if parts else None
    within = part is not None and part.field is find("contenu") and head.level == part.level
    if within and _STAGE.match(name):
        return part
    if not _DAY.match(name):
        return None
    parts.append(_Part(Words("contenu", head.words.marks), head.level, find("contenu"), [], []))
    return parts[-1]


def _title_of(heads: Sequence[Head], *, titled: bool) -> Head | None:
    """Find the heading that is the title: the first of level 1 or, where there is none, the first.

    Of several of level 1 one that names a field is none; without any, nor is one that stands behind
    a heading that names a field or a group. `titled` says that the front matter gives a title.
    """
    ones = [head for head in heads if head.level == 1]
    if titled or ones:
        return next((h for h in ones if len(ones) == 1 or find(h.words.text) is None), None)
    first = next((head for head in heads[1:] if not is_container(head.words.text)), None)
    return None if first is None or _is_known(first) else first


def _is_known(head: Head) -> bool:
    """Tell whether a heading names a field or a group."""
    named = is_group_heading(head.words.text) or split_heading(head.words, Scope.FICHE)[0]
    return bool(named)


def _field_counts(heads: Sequence[Head]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for head in heads:
        if entry := find(head.words.text):
            counts[entry.name] = counts.get(entry.name, 0) + 1
    return counts


def _stays_inside(part: _Part, head: Head, entry: Field | None, counts: dict[str, int]) -> bool:
    """Decide whether a deeper heading belongs to the part above it or opens a field of its own."""
    if part.gathers_groups:
        return entry is None or groups.belongs(entry, head.words.text)
    if part.field and part.field.kind not in _LONG_KINDS:
        return False  # a short fact has no headings
    if part.field and part.field.kind is Kind.CONTACTS and entry:
        return entry is part.field or find(head.words.text, Scope.CONTACT) is not None
    if entry is None:
        return part.field is None or part.field.kind is Kind.PROSE or not part.blank
    if part.blank:
        return False
    # "## Contexte" … "### Objectifs": a wrong level, unless days repeat the heading.
    return head.level > part.level + 1 or bool(part.raw) or counts.get(entry.name, 0) > 1


def _loose(body: Words, heading: Words | None) -> list[Entry]:
    """Read a text that stands under no field: labelled lines, and what introduces the fiche."""
    if not body.text:
        return []
    entries, before, after = read_labels(body, Scope.FICHE)
    read = [_gathered(entry) for entry in entries]
    if before:
        key = heading or Words("chapeau", before.marks[:1])
        alone = _ALONE_STATUS.fullmatch(before.text) or _is_alone_move(before)
        read.insert(0, Entry(Words("statut", before.marks[:1]) if alone else key, before))
    if after:
        read.append(Entry(Words("informations", after.marks[:1]), after))
    return read


def _is_alone_move(words: Words) -> bool:
    return "\n" not in words.text and bool((move := find_move(words)) and move.sure)


def _gathered(entry: Entry) -> Entry:
    """Read the groups in a labelled text that tells of sessions."""
    known = find(entry.key.text)
    if bound_of(entry.key.text):
        return entry
    if known and known.kind in _GROUP_KINDS and isinstance(entry.value, Words):
        return Entry(entry.key, groups.read_groups(entry.key, [entry.value]))
    return entry


def _flush(parts: list[_Part]) -> list[Entry]:
    entries = [entry for part in parts for entry in _entries(part)]
    parts.clear()
    return entries


def _entries(part: _Part) -> list[Entry]:
    """Read a part; a line in bold that names another field ends a short fact, and opens that one."""
    if part.lines and part.field and part.field.kind not in _LONG_KINDS:
        body = part.lines[-1]
        if (start := _bold_heading(body, part.field)) is not None:
            part.lines[-1:] = [own] if (own := body.part(0, start)).text else []
            return [_entry(part), *_loose(body.part(start), None)]
    return [_entry(part)]


def _bold_heading(body: Words, field: Field) -> int | None:
    """Find the first line of a text that is nothing but the name of another field, in bold."""
    offset = 0
    for line in body.text.split("\n"):
        found = _BOLD_LINE.fullmatch(line[:80]) if len(line) <= 80 else None
        if found and (known := find(found["name"])) and known is not field:
            return offset
        offset += len(line) + 1
    return None


def _entry(part: _Part) -> Entry:
    if part.gathers_groups and not part.heads and part.lines and bound_of(part.key.text):
        return Entry(part.key, joined(part.lines))
    if part.gathers_groups:
        return Entry(part.key, groups.read_groups(part.key, part.lines, part.heads))
    blocks = list(part.lines)
    for raw, words in part.raw:
        blocks.append(_as_heading(raw, words) if raw else words)
    if not blocks:
        return Entry(part.key, Words("", part.key.marks[:1]))
    return Entry(part.key, joined(blocks, "\n\n"))


def _as_heading(raw: str, words: Words) -> Words:
    """Give a heading's Markdown line the place of its words."""
    mark = words.marks[0]
    signs = len(raw) - len(words.text)
    return Words(raw, (Mark(0, mark.line, max(1, mark.col - signs)),))

"""Lines of the form "Durée : 14 heures", "**Public** : …", "- Lieu : Saint-Denis"."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from typing import Final

from fichegen import dates, text
from fichegen.expressions import expression
from fichegen.reading.draft import Entry, Mark, Words, joined
from fichegen.reading.fields import Field, Kind, Scope, find

_BULLET: Final = re.compile(rf"[ \t]*(?:[-*+{text.ORNAMENTS}–—]|\d{{1,2}}[.)])[ \t]+")
_LABEL: Final = expression(
    r"[ \t]*[*_]{0,2}([^:*_|\n]{2,60}?)[ \t\u00a0]*[*_]{0,2}[ \t\u00a0]*:[*_]{0,2}(?![\d/])"
    r"|[ \t]*(?:\*\*|__)([^:*_|\n]{2,60}?)(?:\*\*|__)(?=\s|$)"
    r"|[ \t]*[*_]{0,2}([^:*_|?\n]{1,40}?[ \t\u00a0\u202f]*\?)[*_]{0,2}(?=[ \t\u00a0]+\S)"
)
_ANY_LABEL: Final = expression(
    r"[ \t]*[*_]{0,2}[A-ZÀ-Ý][^:.*_|\n]{2,50}?[*_]{0,2}[ \u00a0]?:[*_]{0,2}\s"
)
_UPDATE: Final = expression(
    r"[*_(]{0,3}(?:fiche |programme |document )?(?:derni[eè]re )?"
    r"(?:mise? [aà] jour|maj|actualis[ée]e?)"
    r"(?: le| en| au)?[ \u00a0]*:?[ \u00a0]*([^*_)]{4,60})[*_). ]{0,4}",
    re.IGNORECASE,
)
_LABEL_REACH: Final = 160
_BARE: Final = expression(
    r"(?P<name>[^\d:]{2,60}?)[ \t\u00a0]+"
    r"(?:(?:le|du|au|des?)[ \t\u00a0]+)?"
    rf"(?P<value>(?:(?:{'|'.join(dates.WEEKDAYS)})[ \t\u00a0]+)?\d.{{0,100}})",
    re.IGNORECASE,
)
"""A heading of a name and its value, no colon between."""
_RULE: Final = expression(r"[ \t|:-]+")
_BETWEEN_FACTS: Final = expression(r"\s{1,9}[|–—•·/-]\s{1,9}|\s{0,9}[;|]\s{0,9}")
_FACTS_OF_A_LIST: Final = 3
_REIGNING: Final = (Kind.PROSE, Kind.GROUPS, Kind.DATES, Kind.CONTACTS)
"""Kinds of fields whose text may hold several lines and blank lines."""
_LINKING: Final = ("documents", "inscription", "interlocuteurs", "partenariat")
"""Fields with links of their own: "Lien : …" below them is no visioconference."""


def unbulleted(line: Words) -> tuple[Words, str]:
    """Take the bullet off a line; gives the line without it and the sign, empty for none."""
    bullet = _BULLET.match(line.text)
    if bullet and not line.text.startswith("**"):
        return line.part(bullet.end()), bullet[0].strip()
    return line, ""


def labelled(line: Words, scope: Scope) -> tuple[Field, Words, Words] | None:
    """Take a line apart whose label names a field: the field, the label, the rest."""
    bare = _without_pictograms(unbulleted(line)[0])
    match = _LABEL.match(bare.text[:_LABEL_REACH])
    if not match:
        return None
    group = next(number for number in (1, 2, 3) if match[number])
    entry = find(match[group], scope)
    if entry is None:
        return None
    return entry, bare.part(match.start(group), match.end(group)), bare.part(match.end())


def facts_of(line: Words, scope: Scope) -> list[Words]:
    """Split "Durée : 2 jours – Tarif : 890 € | Lieu : Lyon" at the signs behind which a label stands.

    The line alone where it does not begin with a label, or where no other follows.
    """
    if line.text.startswith("|") or not labelled(line, scope):
        return [line]
    bare = unbulleted(line)[0]
    found, start = [], 0
    for sign in _BETWEEN_FACTS.finditer(bare.text):
        if labelled(bare.part(sign.end()), scope):
            found.append(bare.part(start, sign.start()))
            start = sign.end()
    return [*found, bare.part(start)] if found else [line]


def _without_pictograms(line: Words) -> Words:
    start = 0
    while start < len(line.text) and (
        line.text[start].isspace()
        or unicodedata.category(line.text[start]) in ("So", "Sk", "Mn", "Cf")
    ):
        start += 1
    return line.part(start) if start else line


def split_update(body: Words) -> tuple[Words, Entry | None]:
    """Take off a last line that only says when the fiche was updated, wherever it stands."""
    last = body.part(body.text.rfind("\n") + 1)
    match = _UPDATE.fullmatch(last.text)
    if not match or not any(char.isdigit() for char in match[1]):
        return body, None
    value = last.part(*match.span(1))
    return body.part(0, len(body.text) - len(last.text)), Entry(
        Words("mis_a_jour", last.marks), value
    )


def split_heading(
    words: Words, scope: Scope, *, bare: bool = True
) -> tuple[Field | None, Words, Words]:
    """Find the field a heading names, "Durée : 14 heures" giving the rest as its first words.

    `bare`: "Durée 14 heures" and "Mis à jour le 3 novembre 2026" too, where all that follows the name
    is a value of its kind.
    """
    whole = find(words.text, scope)
    head, colon, _ = words.text.partition(":")
    told = _BARE.fullmatch(words.text) if bare and not whole else None
    for end in (told.start("value"), told.end("name")) if told else ():
        known = find(words.text[:end], scope)
        if known and _is_value(known.kind, words.text[end:]):
            return known, words.part(0, end), words.part(end)
    if whole or not colon:
        return whole, words, words.part(len(words.text))
    return find(head, scope), words.part(0, len(head)), words.part(len(head) + 1)


def _is_value(kind: Kind, words: str) -> bool:
    """Tell whether words are a day, days, hours or a length and nothing else, be it a wrong one."""
    if kind is Kind.DAY:
        return _is_understood(dates.read_deadline(words)[1])
    if kind is Kind.DATES:
        schedule, problems = dates.read_schedule(words)
        return _is_understood(problems) and not schedule.rest
    if kind is Kind.HOURS:
        hours, problems = dates.read_hours(words)
        return bool(hours) and not problems
    return kind is Kind.DURATION and not dates.read_duration(words)[1]


def _is_understood(problems: Iterable[dates.Problem]) -> bool:
    return not any(found.code in ("FG304", "FG311") for found in problems)


@dataclass(slots=True)
class _Labels:
    """The fields found so far, and the one whose text is being gathered."""

    entries: list[Entry] = field(default_factory=list)
    before: list[Words] = field(default_factory=list)
    """Lines that come before any label."""
    after: list[Words] = field(default_factory=list)
    """Lines that belong to no label, further down."""
    known: Field | None = None
    label: Words | None = None
    start: int = 0
    end: int = 0
    """Offsets of the gathered text."""
    sign: str = ""
    """The bullet before the label, where its words stand on its line."""
    bullets: int = 0
    """Labels behind bullets so far."""

    def opened(self, label: tuple[Field, Words, Words] | None) -> tuple[Field, Words, Words] | None:
        """Return a label, unless it is a link that belongs to the text being gathered."""
        inside = label and label[0].name == "lien" and self.known and self.known.name in _LINKING
        return None if inside else label

    def begin(self, known: Field, label: Words, start: int, end: int) -> None:
        self.known, self.label, self.start, self.end = known, label, start, end

    def listed(self, sign: str) -> None:
        """Take note of the bullet before a label with its words; empty for none."""
        self.sign = sign
        self.bullets += bool(sign)

    def is_left(self, line: Words) -> bool:
        """Tell whether a line is another fact in a list of facts: "- Coût : 12 €", "- Niveau : 5"."""
        bare, sign = unbulleted(line)
        among_facts = bool(sign) and sign == self.sign and self.bullets >= _FACTS_OF_A_LIST
        return among_facts and bool(_ANY_LABEL.match(f"{bare.text} "))

    def close(self, body: Words) -> None:
        if self.label:
            self.entries.append(Entry(self.label, body.part(self.start, self.end)))
        self.known = self.label = None


def read_labels(body: Words, scope: Scope) -> tuple[list[Entry], Words | None, Words | None]:
    """Sort a text without headings into labelled fields and what stands before and between them.

    The label of a text reigns to the next label; that of a short fact over its own line or, where
    it has no words of its own there, over the lines up to a blank one.
    """
    found = _Labels()
    offset = 0
    contents = body.text.split("\n")
    of_facts = _tables_of_facts(contents, scope)
    for number, content in enumerate(contents):
        start, offset = offset, offset + len(content) + 1
        line = body.part(start, start + len(content))
        facts = facts_of(line, scope)
        if number in of_facts and (row := _row(line, scope)):
            found.close(body)
            found.entries.append(row)
        elif len(facts) > 1:
            found.close(body)
            told = (labelled(fact, scope) for fact in facts)
            found.entries += [Entry(fact[1], fact[2]) for fact in told if fact]
        elif match := found.opened(labelled(line, scope) or _lone_label(line, scope)):
            found.close(body)
            known, label, rest = match
            at = start + content.find(rest.text) if rest.text else offset
            found.begin(known, label, at, at + len(rest.text) if rest.text else offset)
            found.listed(unbulleted(line)[1] if rest.text else "")
        elif found.known and found.known.kind in _REIGNING and not found.is_left(line):
            found.end = start + len(content)
        elif _closes(line, found, body) or found.is_left(line):
            found.close(body)
            kept = found.after if found.entries else found.before
            in_table = bool(kept) and _is_next_row(kept[-1], line)
            if line.text and (in_table or not _RULE.fullmatch(line.text)):
                kept.append(line)
        else:
            found.end = start + len(content)
    found.close(body)
    before = _stretch(body, found.before) if not found.entries else _joined(found.before)
    return found.entries, before, _joined(found.after)


def _closes(line: Words, found: _Labels, body: Words) -> bool:
    """Tell whether a line no longer belongs to the short fact above it, if there is one."""
    if found.label is None:
        return True
    own = body.part(found.start, found.end)
    if not line.text:
        return bool(own.text)
    return bool(own.text) and (
        own.marks[0].line == found.label.marks[0].line or bool(_ANY_LABEL.match(line.text))
    )


def _lone_label(line: Words, scope: Scope) -> tuple[Field, Words, Words] | None:
    """Take a line in capitals that is nothing but a name of a field for its label."""
    if not line.text.isupper() or len(line.text) > 60 or not (entry := find(line.text, scope)):
        return None
    return entry, line, line.part(len(line.text))


def _tables_of_facts(contents: Sequence[str], scope: Scope) -> set[int]:
    """Find the rows of tables whose first column names fields: more than one row, or each of them.

    "| Catégorie | Tarif |" above other words is the head of a table, and no fact.
    """
    found: set[int] = set()
    rows: list[int] = []
    for number, content in enumerate([*contents, ""]):
        if content.lstrip().startswith("|"):
            rows += [] if _RULE.fullmatch(content) else [number]
            continue
        known = [n for n in rows if _row(Words(contents[n].strip(), (Mark(0, 1, 1),)), scope)]
        if len(known) > 1 or len(known) == len(rows):
            found.update(known)
        rows = []
    return found


def _row(line: Words, scope: Scope) -> Entry | None:
    """Take a row "| Durée | 2 jours |" of a table of two columns apart."""
    cells = [cell for cell in re.finditer(r"[^|]+", line.text) if cell[0].strip()]
    if not line.text.startswith("|") or len(cells) != 2:
        return None
    if not find(cells[0][0].strip(" *_:"), scope):
        return None
    return Entry(line.part(*cells[0].span()), line.part(*cells[1].span()))


def _joined(lines: Sequence[Words]) -> Words | None:
    blocks: list[Words] = []
    for number, line in enumerate(lines):
        if number and _is_next_row(lines[number - 1], line):
            blocks[-1] = joined([blocks[-1], line])
        else:
            blocks.append(line)
    return joined(blocks, "\n\n") if blocks else None


def _is_next_row(before: Words, line: Words) -> bool:
    """Tell whether two lines are rows of one table."""
    rows = before.text.startswith("|") and line.text.startswith("|")
    return rows and line.marks[0].line == before.marks[-1].line + 1


def _stretch(body: Words, lines: Sequence[Words]) -> Words | None:
    """Return the whole text where no label divides it: its blank lines are paragraphs."""
    return body if lines else None

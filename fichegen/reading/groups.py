"""What stands under "Lieux & dates", in any of the ways people write it, to one mapping a group.

Headings, labelled lines, list items, table rows and bare lines all end as the keys that the
YAML notation has: `nom`, `territoire`, `lieu`, `dates`, `horaires`, …
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from fichegen import text
from fichegen.dates import Kind, mentions_dates, read_hours, read_schedule
from fichegen.reading.draft import Entry, Listing, Mapping, Words, joined
from fichegen.reading.fields import Field, Scope, find, is_group_heading
from fichegen.reading.labels import labelled, unbulleted
from fichegen.reading.outline import Head

_EMAIL: Final = re.compile(r"[^\s@<>()\[\]]{1,64}@[^\s@<>()\[\]]")
_STATUS: Final = re.compile(
    r"(?:^|[\s–—:,;(*-])(?:session |groupe )?"
    r"(compl[eè]te?|annul[ée]+|report[ée]+|confirm[ée]+)[\s)*!.]*$",
    re.IGNORECASE,
)
_STATUS_SIGNS: Final = " \t\u00a0–—:,;(*-"
_ZONE: Final = re.compile(r"(?:(?:nord|sud|est|ouest|centre|hauts|cirques)(?:[ -]|$)){1,2}")
_SPLIT: Final = re.compile(r"\s*[:(]\s*|\s+[–—-]\s+|,\s+")
_CELL: Final = re.compile(r"(?<!\\)\|")
_RULE: Final = re.compile(r"[ \t|:-]+")
_SHORT: Final = 90


def belongs(entry: Field, heading: str) -> bool:
    """Tell whether a known heading found under the groups speaks of one of them."""
    return find(heading, Scope.GROUP) is not None or entry.name in ("dates", "horaires", "lieu")


def is_zone(words: str) -> bool:
    """Tell whether a place is a zone: "EST", "Nord-Est"."""
    return bool(_ZONE.fullmatch(text.key(words)))


@dataclass(slots=True)
class _Gathered:
    """The words of one group, by key."""

    level: int
    """Level of the heading that opened it; 7 for none."""
    anchor: Words
    values: dict[str, list[Words]] = field(default_factory=dict)
    keys: dict[str, Words] = field(default_factory=dict)

    def put(self, name: str, words: Words, key: Words | None = None) -> None:
        """Add words under a key."""
        if words.text:
            self.values.setdefault(name, []).append(words)
            self.keys.setdefault(name, key or Words(name, words.marks[:1]))

    def place(self, words: Words) -> None:
        """Add what is most likely the place, the zone where it is one."""
        if is_zone(words.text) and "territoire" not in self.values:
            self.put("territoire", words)
        elif "lieu" not in self.values:
            self.put("lieu", words)
        else:
            self.put("remarque", words)

    def mapping(self) -> Mapping:
        """Give the group as the YAML notation would."""
        entries = [Entry(self.keys[name], joined(parts)) for name, parts in self.values.items()]
        mark = self.anchor.marks[0]
        return Mapping(tuple(entries), mark.line, mark.col)


def read_groups(key: Words, lines: Sequence[Words], heads: Sequence[Head] = ()) -> Listing:
    """Read the groups from the text under their common key and the headings below it."""
    groups: list[_Gathered] = []
    listed = False
    for body in lines:
        opened, listed = _read_unheaded(body)
        groups.extend(opened)
    for head in heads:
        groups = _read_head(head, groups)
    found = tuple(group.mapping() for group in groups if group.values)
    mark = key.marks[0]
    return Listing(found, mark.line, mark.col, supposed=listed)


def _read_head(head: Head, groups: list[_Gathered]) -> list[_Gathered]:
    """Read one heading below the common one, with its text; gives the groups so far."""
    words = _bare(head.words)
    current = groups[-1] if groups else None
    inside = current is not None and head.level > current.level
    name, rest = _group_name(words)
    entry = find(words.text, Scope.GROUP)
    if name:
        current = _Gathered(head.level, words)
        groups = [*groups, current]
        current.put("nom", name)
        for part in rest:
            _feed(current, part)
    elif entry:
        if current is None:
            current = _Gathered(head.level - 1, words)
            groups = [*groups, current]
        current.put(entry.name, _flat(head.body), head.words)
        return groups
    else:
        filled = current is not None and {"territoire", "lieu", "dates"} & current.values.keys()
        if current is None or (not inside and filled):
            current = _Gathered(head.level, words)
            groups = [*groups, current]
        _feed(current, words)
    for line in _logical_lines(head.body):
        _feed(current, line)
    return groups


def _read_unheaded(body: Words) -> tuple[list[_Gathered], bool]:
    """Read text with no group heading; tells too whether a list alone told the groups apart."""
    rows = _table(body)
    if rows:
        return rows, False
    lines = _logical_lines(body)
    dated = [line for line in lines if mentions_dates(unbulleted(line)[0].text)]
    signs = {unbulleted(line)[1] for line in dated}
    bulleted = len(dated) > 1 and not signs & {"", "+"}
    placed = (
        len(dated) > 1 and len({_beside_dates(unbulleted(line)[0]) for line in dated} - {""}) > 1
    )
    groups: list[_Gathered] = []
    for line in lines:
        bare, _ = unbulleted(line)
        name, _ = _group_name(bare)
        if (
            name
            or not groups
            or ((bulleted or placed) and line in dated and "dates" in groups[-1].values)
        ):
            groups.append(_Gathered(7, bare))
        _feed(groups[-1], line)
    named = any("nom" in group.values for group in groups)
    return groups, bulleted and not placed and not named and len(groups) > 1


def _beside_dates(line: Words) -> str:
    schedule, _ = read_schedule(line.text)
    if schedule.kind is not Kind.DAYS:
        return ""
    return text.key(" ".join(line.text[start:end] for start, end in schedule.rest))


def _feed(group: _Gathered, line: Words) -> None:
    """Sort one line of a group's text under the key it speaks of."""
    found = labelled(line, Scope.GROUP)
    bare, sign = unbulleted(line)
    if found and found[0].name != "nom":
        entry, label, rest = found
        group.put(entry.name, rest, label)
        return
    name, rest_parts = _group_name(bare)
    if name and "nom" not in group.values:
        group.put("nom", name)
        for part in rest_parts:
            _feed(group, part)
    elif _EMAIL.search(bare.text):
        group.put("interlocuteurs", bare)
    elif (status := _STATUS.search(bare.text)) and len(bare.text) <= _SHORT:
        group.put("statut", bare.part(status.start(1), status.end(1)))
        before = bare.text[: status.start()].rstrip(_STATUS_SIGNS)
        if before:
            _feed(group, bare.part(0, len(before)))
    elif mentions_dates(bare.text):
        group.put("dates", line if sign == "+" else bare)
    elif read_hours(bare.text)[0]:
        group.put("horaires", bare)
    elif len(bare.text) <= _SHORT and not bare.text.rstrip().endswith((".", "!", "?")):
        group.place(bare)
    else:
        group.put("remarque", bare)


def _group_name(words: Words) -> tuple[Words | None, list[Words]]:
    """Split "Groupe 1 – EST (complet)" at its signs; None where no group is named."""
    if is_group_heading(words.text) and not _SPLIT.search(words.text):
        return words, []
    split = _SPLIT.search(words.text)
    if not split or not is_group_heading(words.text[: split.start()]):
        return None, []
    rest = words.part(split.end())
    if rest.text.endswith(")") and rest.text.count("(") < rest.text.count(")"):
        rest = rest.part(0, len(rest.text) - 1)
    return words.part(0, split.start()), [rest] if rest.text else []


def _bare(words: Words) -> Words:
    """Take ornaments and emphasis off both ends of words, and a final colon."""
    signs = text.ORNAMENTS + "*_: \t\u00a0"
    start = len(words.text) - len(words.text.lstrip(signs))
    return words.part(start, max(start, len(words.text.rstrip(signs))))


def _flat(body: Words) -> Words:
    lines = body.lines()
    return joined(lines) if lines else body


def _logical_lines(body: Words) -> list[Words]:
    """Return the lines that say something, ornaments off, the sign of a list item kept."""
    return [_bare_line(line) for line in body.lines() if text.key(line.text)]


def _bare_line(line: Words) -> Words:
    bare, sign = unbulleted(line)
    return line if sign and sign not in text.ORNAMENTS else _bare(bare)


def _table(body: Words) -> list[_Gathered]:
    """Read a pipe table whose head names fields of a group; empty where there is none."""
    lines = [line for line in body.lines() if "|" in line.text]
    if len(lines) < 3 or not _RULE.fullmatch(lines[1].text):
        return []
    columns = [(find(cell.text, Scope.GROUP), cell) for cell in _cells(lines[0])]
    if not any(entry and entry.name == "dates" for entry, _ in columns):
        return []
    groups = []
    for row in lines[2:]:
        group = _Gathered(7, row)
        for (entry, head), cell in zip(columns, _cells(row), strict=False):
            if entry and entry.name == "lieu":
                group.place(cell)
            elif entry:
                group.put(entry.name, cell)
            elif cell.text:
                group.put("remarque", joined([head, cell], " : "))
        groups.append(group)
    others = [line for line in body.lines() if "|" not in line.text]
    for line in others:
        groups[-1].put("remarque", line)
    return groups


def _cells(row: Words) -> Iterator[Words]:
    start = 1 if row.text.startswith("|") else 0
    for sep in _CELL.finditer(row.text, start):
        yield row.part(start, sep.start())
        start = sep.end()
    if row.text[start:].strip():
        yield row.part(start)

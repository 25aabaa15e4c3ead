"""What stands under "Lieux & dates", in any of the ways people write it, to one mapping a group.

Headings, labelled lines, list items, table rows and bare lines all end as the keys that the
YAML notation has: `nom`, `territoire`, `lieu`, `dates`, `horaires`, …
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

from fichegen import text
from fichegen.dates import Kind, mentions_dates, read_hours, read_schedule
from fichegen.expressions import expression
from fichegen.reading.apart import deadline, trailing_deadline
from fichegen.reading.bounds import behind, bound_of
from fichegen.reading.draft import Doubt, Listing, Words, joined
from fichegen.reading.fields import Field, Scope, find
from fichegen.reading.fields import Kind as FieldKind
from fichegen.reading.gathered import Gathered
from fichegen.reading.labels import facts_of, labelled, unbulleted
from fichegen.reading.lines import (
    bare_of,
    beside_dates,
    group_name,
    has_dates,
    is_dated,
    is_struck,
    place_told,
    state_of,
    undated_place,
    with_days_of_their_own,
)
from fichegen.reading.moves import find_move, speaks_of_move
from fichegen.reading.outline import Head
from fichegen.reading.tables import read_table, rows_of, tells_sessions

_EMAIL: Final = expression(r"[^\s@<>()\[\]]{1,64}@[^\s@<>()\[\]]")
_OPEN_END: Final = expression(
    r"(?:(?:^|\s)(?:et|au|à|a|du|le|les|puis)|[,&/]|(?:^|\s)\d{1,2})$", re.IGNORECASE
)
_SHORT: Final = 90
_BETWEEN_PLACES: Final = tuple(map(re.compile, (r";", r"(?<!^)\|", r",\s")))
_BEFORE_GROUP: Final = expression(
    r"(?<=[\w)])(?:\s{0,9}[.;,|–—-]\s{0,9}|\s{1,9})(?=(?:session|groupe|promotion|promo) ?(?:n°? ?)?(?:\d{1,2}|[A-H])\b\s?[:(–-])",
    re.IGNORECASE,
)
_WHERE: Final = frozenset({"lieu", "territoire"})


def belongs(entry: Field, heading: str) -> bool:
    """Tell whether a known heading found under the groups speaks of one of them."""
    return find(heading, Scope.GROUP) is not None or entry.name in ("dates", "horaires", "lieu")


def read_groups(key: Words, lines: Sequence[Words], heads: Sequence[Head] = ()) -> Listing:
    """Read the groups from the text under their common key and the headings below it."""
    groups: list[Gathered] = []
    doubt = Doubt.NONE
    told: dict[str, int] = {}
    for body in lines:
        opened, doubt = _read_unheaded(body)
        groups.extend(opened)
    if (field := find(key.text)) and field.kind is FieldKind.DATES:
        for group in groups:
            group.take_words_for_dates()
    for head in heads:
        if _read_head(head, groups, told):
            doubt = Doubt.APART
    found = tuple(group.mapping() for group in groups if group.values)
    mark = key.marks[0]
    return Listing(found, mark.line, mark.col, doubt)


def _read_head(head: Head, groups: list[Gathered], told: dict[str, int]) -> bool:
    """Read one heading below the common one, with its text, into the groups so far.

    Tells whether a list alone told some of them apart. `told` counts, by key, the groups from the
    first on that are known to lack it no more: none is asked again at each heading.
    """
    words = head.words if is_struck(head.words) else bare_of(head.words)
    current = groups[-1] if groups else None
    inside = current is not None and head.level > current.level
    entry = find(words.text, Scope.GROUP)
    name, rest = group_name(words, loose=True)
    if entry and not (name and entry.name == "nom"):
        _read_field(head, entry, groups, told, inside=inside)
        return False
    if name:
        current = Gathered(head.level, words)
        groups.append(current)
        current.put("nom", name)
        for part in rest:
            _feed(current, part)
        _feed_all(current, head.body)
        return False
    around = _around(current, head)
    if around and current and not current.values.keys() - _WHERE:
        groups.pop()  # "### Réunion" only says where the places below it are
        told.update({name: min(count, len(groups)) for name, count in told.items()})
        current = None
    filled = current is not None and {"territoire", "lieu", "dates"} & current.values.keys()
    if current is not None and inside and not filled:
        _feed(current, words)
        _feed_all(current, head.body)
        return False
    listed = _several(head.body)
    for body in listed or [head.body]:
        own = Gathered(head.level, words, around)
        if around and around[1] == "territoire":
            own.put("territoire", around[2])
        _feed(own, words)
        _feed_all(own, body)
        if around and around[1] == "nom" and own.is_dated and own.values.keys() & _WHERE:
            own.put("nom", around[2])
        groups.append(own)
    return len(listed) > 1


def _around(current: Gathered | None, head: Head) -> tuple[int, str, Words] | None:
    """Find the larger place, or the named group, that a heading of a place stands in."""
    if current is None:
        return None
    if current.around and current.around[0] < head.level <= current.level:
        return current.around
    if head.level <= current.level:
        return None
    if name := current.values.get("nom"):
        return current.level, "nom", name[0]
    where = current.values.get("lieu") or current.values.get("territoire")
    return (current.level, "territoire", where[0]) if where and len(current.values) == 1 else None


def _read_field(
    head: Head, entry: Field, groups: list[Gathered], told: dict[str, int], *, inside: bool
) -> None:
    """Read "#### Dates" below a group; beside the groups it speaks of all that lack it."""
    body, further = _flat(head.body), []
    if entry.kind is FieldKind.TEXT:  # a short fact ends with its paragraph
        first = head.body.text.find("\n\n")
        body = _flat(head.body.part(0, first if first >= 0 else None))
        further = _logical_lines(head.body.part(first)) if first >= 0 else []
    if not groups:
        groups.append(Gathered(head.level - 1, bare_of(head.words)))
        inside = True
    if not (body.text or further):
        return
    name = entry.name
    if inside:
        targets = groups[-1:]
    else:
        targets = [group for group in groups[told.get(name, 0) :] if name not in group.values]
        told[name] = len(groups) if body.text else 0  # what stands further on is of another key
    for group in targets or groups[-1:]:
        group.put(entry.name, body, head.words)
        for line in further:
            _feed(group, line)


def _several(body: Words) -> list[Words]:
    """Return the bulleted lines of a place's text, where two or more of them hold dates."""
    lines = body.lines()
    items = [line for line in lines if unbulleted(line)[1] not in ("", "+")]
    dated = [line for line in items if has_dates(unbulleted(line)[0])]
    return items if len(dated) > 1 and len(dated) == len(items) == len(lines) else []


def _feed_all(group: Gathered, body: Words) -> None:
    for line in _logical_lines(body):
        _feed(group, line)


def _read_unheaded(body: Words) -> tuple[list[Gathered], Doubt]:
    """Read text with no group heading; tells too whether dates alone told the groups apart."""
    rows = read_table(body)
    if rows:
        apart = tells_sessions(body, rows)
        if not apart:
            for row in rows:
                row.join_hours()
        return rows, Doubt.NONE if apart or len(rows) < 2 else Doubt.APART
    if len(rows_of(body)) > 1:  # a table that tells nothing we know is no place
        group = Gathered(7, body)
        group.put("dates", body)
        return [group], Doubt.NONE
    whole = _logical_lines(body)
    lines = [part for line in whole for part in _at_signs(line)]
    dated = with_days_of_their_own([line for line in lines if has_dates(unbulleted(line)[0])])
    with_dates = {*dated}
    signs = {unbulleted(line)[1] for line in dated}
    several = len(dated) > 1
    bulleted = several and not signs & {"", "+"}
    places = {line: place_told(line) for line in lines if line in with_dates or undated_place(line)}
    if not all(places.values()):  # a room below the dates is no place of its own
        places = {line: beside_dates(unbulleted(line)[0]) for line in dated}
    placed = len(places) > 1 and len({*places.values()} - {""}) > 1
    bare = several and signs == {""} and len(dated) == len(lines) and all(map(is_dated, dated))
    apart = bulleted or placed or bare
    groups: list[Gathered] = []
    last: str | None = None
    for line in lines:
        unmarked, _ = unbulleted(line)
        name, _ = group_name(unmarked)
        where = places.get(line) if apart else None
        opens = where is not None and (line in with_dates or where != last)
        if name or not groups or (opens and (last is not None or groups[-1].is_dated)):
            groups.append(Gathered(7, unmarked))
            last = None
        last = where if opens else last
        _feed(groups[-1], line)
    if placed and len(lines) > len(whole) and any("," in line.text for line in whole):
        return groups, Doubt.APART  # a comma may also stand between the days of one session
    if placed or len(groups) < 2 or any("nom" in group.values for group in groups):
        return groups, Doubt.NONE
    return groups, Doubt.APART if bulleted else Doubt.TOGETHER if bare else Doubt.NONE


def _at_signs(line: Words) -> list[Words]:
    """Split "EST : 2 mars 2026 ; SUD : 9 mars 2026", where each part has dates and a place.

    "Session 1 : 12 mars 2026. Session 2 : 4 juin 2026" is split at the names.
    """
    named = _split_at(line, _BEFORE_GROUP)
    if len(named) > 1 and all(group_name(unbulleted(part)[0])[0] for part in named):
        return named
    for sign in _BETWEEN_PLACES:
        parts = _split_at(line, sign)
        placed = {place_told(part) for part in parts}
        if len(parts) > 1 and "" not in placed and len(placed) == len(parts):
            return parts
    return [line]


def _split_at(line: Words, sign: re.Pattern[str]) -> list[Words]:
    parts, start = [], 0
    for found in sign.finditer(line.text):
        parts.append(line.part(start, found.start()))
        start = found.end()
    return [*parts, line.part(start)]


def _feed(group: Gathered, line: Words) -> None:
    """Sort one line of a group's text under the keys it speaks of."""
    for fact in facts_of(line, Scope.GROUP):
        _feed_fact(group, fact)


def _feed_fact(group: Gathered, line: Words) -> None:
    found = labelled(line, Scope.GROUP)
    bare, sign = unbulleted(line)
    if found and found[0].name != "nom":
        entry, label, rest = found
        bound = bound_of(label.text) if rest.text else ""
        group.put(entry.name, behind(bound, rest) if bound else rest, label)
        return
    name, rest_parts = group_name(bare)
    if name and "nom" not in group.values:
        group.put("nom", name)
        for part in rest_parts:
            _feed(group, part)
    elif _EMAIL.search(bare.text):
        group.put("interlocuteurs", bare)
    elif limit := deadline(bare) or trailing_deadline(bare):
        group.put("date_limite", limit[1])
        if limit[0].text:
            _feed(group, limit[0])
    elif find_move(bare):
        group.put("statut", bare)
    elif status := state_of(bare):
        _feed_status(group, *status)
    elif mentions_dates(bare.text) or read_schedule(bare.text)[0].kind is not Kind.WORDS:
        group.put("dates", line if sign == "+" else bare)
    elif read_hours(bare.text)[0]:
        group.put("horaires", bare)
    elif (
        len(bare.text) <= _SHORT
        and not speaks_of_move(bare)
        and not bare.text.rstrip().endswith((".", "!", "?"))
    ):
        group.place(bare)
    else:
        group.put("remarque", bare)


def _feed_status(group: Gathered, status: Words, before: Words) -> None:
    """Give a group its state; beside one of several lines of dates it is no state of all."""
    if mentions_dates(before.text) and "dates" in group.values:
        group.put("remarque", joined([before, status], " : "))
        group.put("dates", before)
        return
    group.put("statut", status)
    if before.text:
        _feed(group, before)


def _flat(body: Words) -> Words:
    lines = body.lines()
    return joined(lines) if lines else body


def _logical_lines(body: Words) -> list[Words]:
    """Return the lines that say something, ornaments off, the sign of a list item kept.

    A line that breaks off ("Les 21, 22 et") goes on with the next, unless that has a label.
    """
    lines: list[Words] = []
    for line in body.lines():
        if not text.key(line.text):
            continue
        breaks_off = lines and _OPEN_END.search(lines[-1].text) and not unbulleted(line)[1]
        goes_on = breaks_off and not labelled(line, Scope.GROUP)
        if goes_on and mentions_dates(f"{lines[-1].text} {line.text}"):
            lines[-1] = joined([lines[-1], line])
        else:
            lines.append(_bare_line(line))
    return lines


def _bare_line(line: Words) -> Words:
    bare, sign = unbulleted(line)
    if not sign and find_move(bare):
        return line  # what is struck out is part of what it says
    return line if sign and sign not in text.ORNAMENTS else bare_of(bare)

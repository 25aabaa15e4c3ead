"""Lines that tell another fact than the key they stand under: a deadline, an address, a contact."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from fichegen.dates import mentions_dates
from fichegen.reading.draft import Entry, Listing, Value, Words, joined
from fichegen.reading.fields import Scope, find
from fichegen.reading.labels import labelled, unbulleted

_LIMIT: Final = re.compile(
    r"(?:les )?(?:pr[ée]-?)?(?:inscriptions?|candidatures?|date limite|cl[oô]ture|limite)\b[^\d:]{0,60}?"
    r"(?:avant le|jusqu['’ ]?au|d['’ ]ici le|d['’ ]ici au|au plus tard le"
    r"|(?:report|repouss|prolong|d[ée]cal)[ée]+s? (?:aux?|jusqu['’ ]?aux?)|\ble|:)\s",
    re.IGNORECASE,
)
_PUT_OFF: Final = re.compile(r"report|repouss|d[ée]cal", re.IGNORECASE)
_BEFORE_LIMIT: Final = re.compile(r"\s{1,9}[–—-]\s{1,9}|\s{0,9}[,;(|]\s{0,9}")
_REACH: Final = 90
"""Characters within which a place stands before a deadline."""
_BESIDE_PLACE: Final = frozenset({"adresse", "lien", "territoire", "horaires", "interlocuteurs"})


def deadline(words: Words) -> tuple[Words, Words] | None:
    """Take "Inscriptions reportées au 4 janvier" apart: the place before it, if any, and the day."""
    start = words.text.rfind(":", 0, _REACH) if not _LIMIT.match(words.text) else -1
    told = words.part(start + 1)
    limit = _LIMIT.match(told.text)
    if not limit:
        return None
    before, day = words.part(0, max(start, 0)), told.part(limit.end())
    if before.text and (mentions_dates(before.text) or not mentions_dates(day.text)):
        return None
    return before, day


def trailing_deadline(line: Words) -> tuple[Words, Words] | None:
    """Take "12 et 13 mars 2026 – inscriptions avant le 15 février 2026" apart: the dates, the day."""
    for sign in _BEFORE_LIMIT.finditer(line.text):
        told = line.part(sign.end())
        if (limit := _LIMIT.match(told.text)) and not _PUT_OFF.search(limit[0]):
            before, day = line.part(0, sign.start()), told.part(limit.end())
            if sign[0].strip() == "(" and day.text.endswith(")"):
                day = day.part(0, len(day.text) - 1)
            dated = mentions_dates(before.text) and mentions_dates(day.text)
            return (before, day) if dated else None
    return None


def _dated_limit(line: Words) -> tuple[Words, Words] | None:
    limit = deadline(line) or trailing_deadline(line)
    return limit if limit and mentions_dates(limit[1].text) else None


def told_apart(entries: Iterable[Entry], scope: Scope) -> Iterator[Entry]:
    """Yield entries, lines in them that tell another fact as entries of their own.

    Under a place "Adresse : …", "Lien : …", "Contact : …"; under a state or dates a deadline.
    """
    late: list[Entry] = []
    for entry in entries:
        known, lines = find(entry.key.text, scope), _told_lines(entry.value)
        if known is None or not lines:
            yield entry
        elif known.name == "lieu":
            yield from _facts_of_place(entry, lines, scope)
        elif known.name in ("statut", "dates") and any(map(_dated_limit, lines)):
            limits = [limit for line in lines if (limit := _dated_limit(line))]
            kept = [limit[0] if (limit := _dated_limit(line)) else line for line in lines]
            kept = [line for line in kept if line.text]
            yield from [Entry(entry.key, joined(kept))] if kept else []
            late += [Entry(Words("date_limite", day.marks[:1]), day) for _, day in limits]
        else:
            yield entry
    yield from late  # a deadline put off comes after the one first told


def _told_lines(value: Value) -> list[Words]:
    """Return the lines of words, or of a list of words; empty for keys."""
    items = value.items if isinstance(value, Listing) else (value,)
    words = [item for item in items if isinstance(item, Words)]
    return [line for item in words for line in item.lines()] if len(words) == len(items) else []


def _facts_of_place(entry: Entry, lines: Sequence[Words], scope: Scope) -> Iterator[Entry]:
    kept, apart = [], []
    for line in lines:
        found = labelled(line, scope)
        if found and found[0].name in _BESIDE_PLACE:
            apart.append(Entry(found[1], found[2]))
        else:
            kept.append(unbulleted(line)[0])
    listed = isinstance(entry.value, Listing) or any(unbulleted(line)[1] for line in lines)
    if kept or not apart:
        yield Entry(entry.key, joined(kept, ", " if listed else "\n"))
    yield from apart

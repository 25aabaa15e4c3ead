"""What one line about a session tells: its name, its place, days of its own, its state."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

from fichegen import text
from fichegen.dates import Kind, mentions_dates, read_schedule
from fichegen.expressions import expression
from fichegen.reading.apart import deadline, trailing_deadline
from fichegen.reading.draft import Listing, Mapping, Value, Words, joined, leaves
from fichegen.reading.fields import Scope, is_group_heading
from fichegen.reading.labels import labelled, unbulleted
from fichegen.reading.moves import find_move
from fichegen.reading.naming import town

_STATUS: Final = expression(
    r"(?:^|[–—:,;(~-])[\s*_~]*(?:session |groupe )?"
    r"(compl[eè]te?s?|annul[ée]+s?|re(?:port|pouss)[ée]+s?|confirm[ée]+s?)[\s)*_!.]*$",
    re.IGNORECASE,
)
_HEDGE: Final = expression(
    r"\b(?:presque|quasi|quasiment|bient[oô]t|non|pas|pr[eé]-?)[\s-]*$", re.IGNORECASE
)
_NO_PLACE: Final = expression(
    r"(?:attention|important|nb|note|information|la|les?|session|formation|stage|groupe|dates?|statut"
    r"|etat|inscriptions?| )+"
)
_SPACED_STATUS: Final = expression(
    r"(.{3,40}?)\s+(?:compl[eè]te?|annul[ée]+|report[ée]+)", re.IGNORECASE
)
_STATUS_SIGNS: Final = " \t\u00a0–—:,;(*_-"
_SPLIT: Final = expression(r"(?<!\s)\s*[:(]\s*|(?<!\s)\s+[–—-]\s+|,\s+")
_STRUCK: Final = expression(r"~~[^~]+~~")
_SHORT: Final = 90


def bare_of(words: Words) -> Words:
    """Take ornaments and emphasis off both ends of words, and a final colon."""
    signs = text.ORNAMENTS + "*_~: \t\u00a0"
    start = len(words.text) - len(words.text.lstrip(signs))
    return words.part(start, max(start, len(words.text.rstrip(signs))))


def is_struck(words: Words) -> bool:
    """Tell whether all of a line is struck out."""
    return bool(_STRUCK.fullmatch(words.text))


def group_name(words: Words, *, loose: bool = False) -> tuple[Words | None, list[Words]]:
    """Split "Groupe 1 – EST (complet)" at its signs; None where no group is named."""
    if is_struck(words):
        named, told = group_name(words.part(2, len(words.text) - 2), loose=loose)
        line = Words("~~", words.marks[:1])
        return named, [joined([line, part, line], "") for part in told]
    split = _SPLIT.search(words.text)
    head = bare_of(words.part(0, split.start() if split else len(words.text)))
    move = find_move(head)
    if move and is_group_heading(head.text[: move.start]):  # "Groupe 1 reporté au 4 janvier 2027"
        rest = [words.part(split.end())] if split else []
        return head.part(0, move.start), [head.part(move.start), *rest]
    if status := _SPACED_STATUS.fullmatch(head.text):  # "Groupe 1 complet"
        name = head.part(0, status.end(1))
        if is_group_heading(name.text):
            rest = [words.part(split.end())] if split else []
            return name, [head.part(status.end(1)), *rest]
    dated = any(char.isdigit() for char in head.text) and mentions_dates(head.text)
    if dated or not is_group_heading(head.text, loose=loose):
        return None, []
    if not split:
        return head, []
    rest_words = words.part(split.end())
    if rest_words.text.endswith(")") and rest_words.text.count("(") < rest_words.text.count(")"):
        rest_words = rest_words.part(0, len(rest_words.text) - 1)
    rest_words = bare_of(rest_words)
    return head, [rest_words] if rest_words.text else []


def state_of(line: Words) -> tuple[Words, Words] | None:
    """Take a state off the end of a line: its word, and what stands before it."""
    found = _STATUS.search(line.text) if len(line.text) <= _SHORT else None
    if not found or _HEDGE.search(line.text[: found.start(1)]):
        return None
    if text.key(found[1]) == "confirmes":  # "groupe confirmés": people of some experience
        return None
    before = line.text[: found.start()].rstrip(_STATUS_SIGNS + "~")
    return line.part(found.start(1), found.end(1)), line.part(0, len(before))


def has_dates(line: Words) -> bool:
    """Tell whether a line gives dates of its own, and not only those of the one above put off."""
    move = find_move(line)
    return mentions_dates(line.text) and not (move and move.follows) and not deadline(line)


def is_dated(line: Words) -> bool:
    """Tell whether the days of a line are understood."""
    return read_schedule(_announced(line))[0].kind is Kind.DAYS


def with_days_of_their_own(dated: list[Words]) -> list[Words]:
    """Leave out lines that put off days told by others: "La session du 12 octobre est reportée …"."""
    moves: dict[Words, set[dt.date]] = {}
    told: set[dt.date] = set()
    for line in dated:
        move = find_move(unbulleted(line)[0])
        old = move.old if move else None
        days = {day.date for day in read_schedule((old or line).text)[0].days}
        if old:
            moves[line] = days
        else:
            told |= days
    return [line for line in dated if not (days := moves.get(line, set())) or not days <= told]


def beside_dates(line: Words) -> str:
    """Return the key of what a line tells beside the days announced; empty where there are none."""
    words = _announced(line)
    schedule, _ = read_schedule(words)
    if schedule.kind is not Kind.DAYS:
        return ""
    return text.key(" ".join(words[start:end] for start, end in schedule.rest))


def place_told(line: Words) -> str:
    """Return the key of the place that a line tells beside its days, or beside a state alone."""
    bare, _ = unbulleted(line)
    if limit := trailing_deadline(bare):
        bare = limit[0]
    move = find_move(bare)
    if move and move.beside:
        return text.key(move.beside.text)
    return beside_dates(bare) or undated_place(line)


def undated_place(line: Words) -> str:
    """Return the key of a place of which a state or a deadline is all that is told; else empty."""
    bare, _ = unbulleted(line)
    if labelled(line, Scope.GROUP) or labelled(line, Scope.FICHE) or group_name(bare)[0]:
        return ""
    where: Words | None = None
    if limit := deadline(bare):
        where = limit[0]
    elif move := find_move(bare):
        where = None if move.new or move.old else move.beside
    elif status := state_of(bare):
        where = None if has_dates(status[1]) else status[1]
    key = text.key(where.text) if where is not None else ""
    return key if where is not None and town(where.text) and not _NO_PLACE.fullmatch(key) else ""


def _announced(line: Words) -> str:
    """Return the words of a line without those that put its dates off."""
    move = find_move(line)
    return line.text[: move.start].rstrip(_STATUS_SIGNS) if move else line.text


def dates_as_lines(value: Value) -> Value:
    """Make a line of each item of a list of dates, its keys ("date", "horaires") in order."""
    if isinstance(value, Listing) and any(isinstance(item, Mapping) for item in value.items):
        lines = []
        for item in value.items:
            entries = item.entries if isinstance(item, Mapping) else ()
            parts = [leaf for e in entries for leaf in leaves(e.value)] or [*leaves(item)]
            lines.append(joined(parts, ", "))
        return joined(lines)
    return value

"""The index that the catalogue's page searches: files that a script loads as it needs them.

Each file calls `fichegen.part` with plain JSON, so that it loads as a script does, from a folder
too. `templates/assets/js/catalogue/recherche.js` reads what is written here:

- `index`: entries per document (0: one entry that is no session), and of every other file the
  digest in its name; of postings the first key as well.
- `mots-N`: pairs of a term and its postings: documents by distance from the one before, doubled,
  plus one where the term stands in the strong text.
- `facettes-N`: pairs of a facet and its entries by distance.
- `sessions-N`: the entries' first days, deadlines, and timelines. Few timelines differ once their
  dates are counted from the first day (`f3`) or from the deadline (`l-14`): each such shape is
  written once.
- `titres`: each document's place in the order by title.
- `fiches-N`: cards.

Lists of numbers are text: five bits a character, the sixth says that more follow.
"""

from __future__ import annotations

import datetime as dt
import json
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from itertools import islice, pairwise
from typing import Final

from fichegen import routes
from fichegen.artifacts import Artifact, hashed
from fichegen.terms import STOP_WORDS, distinct_terms

_DIGITS: Final = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
_POSTINGS_SIZE: Final = 48_000
"""Bytes of JSON in one file of postings, if more than one key is in it."""
_SESSIONS: Final = 4_000
"""Entries in one file: about 16 KB."""
_CARDS: Final = 24
"""Cards in one file: as many as a page of results shows."""
_EPOCH: Final = dt.date(1970, 1, 1).toordinal()


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One session, or a fiche without any."""

    first: dt.date | None
    limit: dt.date | None
    states: str
    """Its timeline: `key date key date key`."""
    facets: tuple[str, ...]
    """What it can be narrowed by: `territoire:est`, `mois:2021-11`."""
    is_session: bool = True
    """False for the only entry of a fiche without sessions, which is not counted as one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Document:
    """One fiche."""

    strong: tuple[str, ...]
    """The terms of title, series, places, organisations, themes: what ranks first where it matches."""
    weak: tuple[str, ...]
    """Those of its prose that are not among them."""
    title_rank: int
    """Its place in the order by title."""
    card: str
    """The HTML of its card, links relative to the site's root."""
    entries: tuple[Entry, ...]
    """At least one."""


def terms_of(strong: str, weak: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Return the terms of what ranks first, and those of the rest, each once and sorted."""
    first = distinct_terms(strong) - STOP_WORDS
    rest = distinct_terms(weak) - STOP_WORDS - first
    return tuple(sorted(first)), tuple(sorted(rest))


def search_parts(documents: Iterable[Document]) -> tuple[str, tuple[Artifact, ...]]:
    """Return the path of the index's head and all its files.

    The order of the documents is that of the catalogue's first page; ties are broken by it. They
    are asked for a few at a time, and let go of.
    """
    cards: list[Artifact] = []
    ranks: list[int] = []
    counts: list[int] = []
    entries: list[Entry] = []
    in_words, in_facets = _postings(), _postings()
    coming = iter(documents)
    while some := [*islice(coming, _CARDS)]:
        cards.append(_part(f"fiches-{len(cards)}", [document.card for document in some]))
        for number, document in enumerate(some, len(ranks)):
            for term in document.strong:
                in_words[term].append(number * 2 + 1)
            for term in document.weak:
                in_words[term].append(number * 2)
            for place, entry in enumerate(document.entries, len(entries)):
                for facet in {*entry.facets}:
                    in_facets[facet].append(place)
            entries += (replace(entry, facets=()) for entry in document.entries)
            is_held = any(entry.is_session for entry in document.entries)
            counts.append(len(document.entries) if is_held else 0)
        ranks += (document.title_rank for document in some)
    words = [*_postings_parts("mots", _word_postings(in_words, len(ranks)))]
    facets = [*_postings_parts("facettes", _facet_postings(in_facets))]
    sessions = [
        _part(f"sessions-{start // _SESSIONS}", _sessions(entries[start : start + _SESSIONS]))
        for start in range(0, len(entries), _SESSIONS)
    ]
    titles = _part("titres", _numbers(ranks))
    head = _part(
        "index",
        {
            "entries": counts,
            "words": [(first, _digest(part)) for first, part in words],
            "facets": [(first, _digest(part)) for first, part in facets],
            "sessions": [_digest(part) for part in sessions],
            "sessionsEach": _SESSIONS,
            "cards": [_digest(part) for part in cards],
            "cardsEach": _CARDS,
            "titles": _digest(titles),
        },
    )
    postings = (part for _, part in (*words, *facets))
    return head.path, (head, *postings, *sessions, *cards, titles)


# ---------------------------------------------------------------- files


def _part(name: str, value: object) -> Artifact:
    """Write one file, named after what it holds."""
    # A card may hold `</script>`; this file may end up inside a page one day.
    body = f'fichegen.part("{name}",{_json(value)});\n'.replace("<", "\\u003c").encode("ascii")
    return hashed(f"{routes.SEARCH}/{name}.js", body)


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=True, separators=(",", ":"))


def _digest(part: Artifact) -> str:
    """Return what the script cannot know of a file's name."""
    return part.path.split(".")[-2]


def _postings_parts(name: str, postings: Mapping[str, str]) -> Iterator[tuple[str, Artifact]]:
    """Yield the files of sorted keys, each with its first key."""
    # Scripts compare text by its UTF-16 units.
    keys = sorted(postings, key=lambda key: key.encode("utf-16-be", "surrogatepass"))
    number, size, part = 0, 0, list[tuple[str, str]]()
    for key in keys:
        pair = (key, postings[key])
        length = len(_json(pair)) + 1
        if part and size + length > _POSTINGS_SIZE:
            yield part[0][0], _part(f"{name}-{number}", part)
            number, size, part = number + 1, 0, []
        part.append(pair)
        size += length
    if part:
        yield part[0][0], _part(f"{name}-{number}", part)


# ---------------------------------------------------------------- postings


def _postings() -> defaultdict[str, array[int]]:
    """Return what takes the numbers of documents or entries by key: millions, of four bytes each."""
    return defaultdict(lambda: array("I"))


def _word_postings(found: Mapping[str, array[int]], documents: int) -> dict[str, str]:
    """Return where each term stands, coded."""
    # Millions of them: looking them up is twice as fast as writing each.
    written = [_number(distance) for distance in range(2 * documents)]
    return {
        term: "".join([written[here - (before & ~1)] for before, here in pairwise((0, *postings))])
        for term, postings in found.items()
    }


def _facet_postings(found: Mapping[str, array[int]]) -> dict[str, str]:
    """Return which entries each facet has, coded."""
    return {
        facet: _numbers(number - before for before, number in pairwise((0, *numbers)))
        for facet, numbers in found.items()
    }


# ---------------------------------------------------------------- sessions


def _sessions(entries: Iterable[Entry]) -> dict[str, object]:
    """Code days and timelines, column by column: 0 is no day, others count from their base."""
    shapes: dict[tuple[str, ...], int] = {}
    firsts, limits, shapes_of = list[int](), list[int](), list[int]()
    before = 0
    for entry in entries:
        first, limit = _day(entry.first), _day(entry.limit)
        firsts.append(_distance(first, before))
        limits.append(_distance(limit, first or 0))
        before = before if first is None else first
        shapes_of.append(shapes.setdefault(_shape(entry.states, first, limit), len(shapes)))
    return {
        "first": _numbers(firsts),
        "limit": _numbers(limits),
        "shape": _numbers(shapes_of),
        "shapes": [*shapes],
    }


def _day(date: dt.date | None) -> int | None:
    return None if date is None else date.toordinal() - _EPOCH


def _distance(day: int | None, base: int) -> int:
    """Fold a distance, of either sign or none at all, into a number that is never negative."""
    if day is None:
        return 0
    distance = day - base
    return 1 + (distance * 2 if distance >= 0 else -distance * 2 - 1)


def _shape(timeline: str, first: int | None, limit: int | None) -> tuple[str, ...]:
    """Count a timeline's dates from the deadline up to the day behind it, else from the first day."""
    steps = timeline.split()
    return tuple(
        _step(dt.date.fromisoformat(step).toordinal() - _EPOCH, first, limit) if i % 2 else step
        for i, step in enumerate(steps)
    )


def _step(day: int, first: int | None, limit: int | None) -> str:
    if limit is not None and (first is None or day <= limit + 1):
        return f"l{day - limit}"
    return f"t{day}" if first is None else f"f{day - first}"


# ---------------------------------------------------------------- numbers


def _numbers(numbers: Iterable[int]) -> str:
    return "".join(map(_number, numbers))


def _number(number: int) -> str:
    """Write a number, its lowest bits first."""
    digits = ""
    while number >= 32:
        digits += _DIGITS[32 + number % 32]
        number //= 32
    return digits + _DIGITS[number]

"""Dates told by their two ends, each under a name of its own: "Date de début", "Date de fin", "Rentrée".

A day under such a name is not the day of a session but where one begins: the words go on to the
grammar of dates behind "Début :" and "Fin :", which knows the difference.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from fichegen import dates
from fichegen.reading.draft import Entry, Words, joined
from fichegen.reading.fields import matching_key

_STARTS: Final = frozenset(
    map(
        matching_key,
        (
            "début", "date début", "date de début", "début de la formation", "début de formation",
            "début de session", "début de la session", "début du stage", "début des cours",
            "démarrage", "date de démarrage", "prochain démarrage", "rentrée", "prochaine rentrée",
            "date de rentrée", "date de la rentrée", "entrée en formation", "date d'entrée",
            "date d'entrée en formation",
        ),
    )
)  # fmt: skip
_ENDS: Final = frozenset(
    map(
        matching_key,
        (
            "fin", "date fin", "date de fin", "fin de la formation", "fin de formation",
            "fin de session", "fin de la session", "fin du stage", "fin des cours",
        ),
    )
)  # fmt: skip


def bound_of(name: str) -> str:
    """Return what leads to a day told under a name, "Début" or "Fin"; empty for other names."""
    key = matching_key(name)
    return "Début" if key in _STARTS else "Fin" if key in _ENDS else ""


def with_bounds(entries: Iterable[Entry]) -> list[Entry]:
    """Join a beginning and the end that goes with it to one entry of dates, where the first stood."""
    found: list[Entry] = []
    told: dict[str, tuple[int, Words]] = {}
    for entry in entries:
        bound = bound_of(entry.key.text)
        if not bound or not isinstance(entry.value, Words) or not entry.value.text.strip():
            found.append(entry)
            continue
        words = behind(bound, entry.value)
        other = "Fin" if bound == "Début" else "Début"
        if other in told and bound not in told:
            at, first = told.pop(other)
            parts = [first, words] if bound == "Fin" else [words, first]
            found[at] = Entry(found[at].key, joined(parts))
        else:
            told[bound] = len(found), words
            found.append(Entry(Words("dates", entry.key.marks[:1]), words))
    return found


def behind(bound: str, value: Words) -> Words:
    """Put a day behind the bound it is; days that are more than one speak for themselves."""
    schedule, _ = dates.read_schedule(value.text)
    several = len(schedule.days) + len(schedule.periods) > 1
    if several or schedule.kind in (dates.Kind.ON_REQUEST, dates.Kind.TO_DEFINE):
        return value
    return joined([Words(f"{bound} :", value.marks[:1]), value], " ")

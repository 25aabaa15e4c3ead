"""The names of sessions in addresses: what stays when an hour, a room or the days change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import count
from typing import Final

from fichegen import text
from fichegen.expressions import expression

LONE: Final = "session"
_ROOM: Final = expression(
    r"\b(?:salles?|b[âa]t(?:iments?)?|[ée]tages?|bureaux?|amphi\w*|hall|porte|local|rdc|locaux)\b.*",
    re.IGNORECASE | re.DOTALL,
)
_PART: Final = expression(r"[,;:()\n]|\s[–—-]\s")
_POSTCODE: Final = expression(r"\b\d{5}\b")


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity:
    """What may name a session, in the editor's words; all empty where nothing does."""

    name: str = ""
    territory: str = ""
    place: str = ""


def slugs(sessions: Sequence[Identity]) -> tuple[str, ...]:
    """Name each session of a fiche.

    By the name it is given and, where several share it or have none, by what tells them apart: the
    territory, else the town, else its number. Two that share a name and nothing tells apart get
    the same slug.
    """
    if len(sessions) == 1 and not sessions[0].name:
        return (LONE,)
    families: dict[str, list[int]] = {}
    for number, session in enumerate(sessions):
        families.setdefault(text.slug(session.name) if session.name else "", []).append(number)
    found: dict[int, str] = {}
    for name, members in families.items():
        told = _told_apart([sessions[number] for number in members])
        for number, where in zip(members, told, strict=True):
            found[number] = text.slug(f"{name} {where}") if name and where else name or where
    counts = Counter(found.values())
    taken = {*counts}
    for number in families.get("", ()):
        if not found[number] or counts[found[number]] > 1:
            numbered = (f"{LONE}-{n}" for n in count(number + 1))
            found[number] = next(slug for slug in numbered if slug not in taken)
            taken.add(found[number])
    return tuple(found[number] for number in range(len(sessions)))


def town(place: str) -> str:
    """Return the part of a place that names the town or the house: no room, number or street."""
    for number, part in enumerate(_PART.split(place)):
        bare = _ROOM.sub("", _POSTCODE.sub("", part)).strip()
        is_name = text.key(bare) and not any(char.isdigit() for char in bare)
        if is_name and (number == 0 or bare[0].isupper()):
            return bare
    return ""


def _told_apart(sessions: Sequence[Identity]) -> Sequence[str]:
    """Return for each session of one name the place that it alone has; empty for none."""
    if len(sessions) == 1 and sessions[0].name:
        return ("",)
    zones = [text.key(session.territory) and text.slug(session.territory) for session in sessions]
    towns = [(found := town(session.place)) and text.slug(found) for session in sessions]
    zone_counts, town_counts = Counter(zones), Counter(towns)
    own = [
        zone if zone and zone_counts[zone] == 1 else place if town_counts[place] == 1 else ""
        for zone, place in zip(zones, towns, strict=True)
    ]
    counts = Counter(own)
    return [where if counts[where] == 1 else "" for where in own]

"""Where a session is held, as far as its words name a place, an address, a link."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Final

from fichegen import routes, text
from fichegen.model import Fiche, Group, Mode

from .nodes import Node, node, one_or_all, said

_REMOTE: Final = re.compile(
    r"(?:formation |session )?(?:(?:en |a )?(?:visio(?:conference)?s?|distanciel|distance|ligne)"
    r"|(?:en )?classe virtuelle|(?:en )?webinaire|zoom|teams|google meet)"
    r"(?: (?:par|sur|via|avec) (?:zoom|teams|google meet))?"
)
"""Whole texts, by their key, that say that there is no place to go to."""
_NO_NAME: Final = re.compile(r"\b(?:chez|client|in situ|ou|selon|votre|vos)\b|^sur (?:site|place)$")
"""Words, by their key, with which a text about places is the name of none."""
_ADDRESS: Final = re.compile(
    r"(?:(?P<street>\S(?:.*\S)?)\s*[\s,;–-]\s*)?(?P<code>\d{5})\s+"
    r"(?P<town>[^\W\d_](?:[\w'’.-]|\s(?![-–]))*?(?:\s+(?i:cedex)(?:\s+\d{1,2})?)?)\.?"
)
_CODE: Final = re.compile(r"\b\d{5}\b")
_LONGEST: Final = 300
"""Characters of an address that is looked into."""
_WEB: Final = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)
_MODES: Final = {
    Mode.ON_SITE: ("Onsite", "OfflineEventAttendanceMode"),
    Mode.REMOTE: ("Online", "OnlineEventAttendanceMode"),
    Mode.MIXED: ("Blended", "MixedEventAttendanceMode"),
}
"""How a session is held, as `courseMode` (in the words Google asks for) and `eventAttendanceMode`."""


def postal_address(words: str, **known: str) -> Node | None:
    """Read street, postal code and town; None where the words are not that and nothing else."""
    read = _ADDRESS.fullmatch(text.squeeze(words)) if len(words) <= _LONGEST else None
    if not read or _CODE.search(read["street"] or ""):
        return None
    return node(
        "PostalAddress",
        streetAddress=(read["street"] or "").rstrip(" ,;–-"),
        postalCode=read["code"],
        addressLocality=read["town"],
        **known,
    )


def ways(fiche: Fiche, group: Group) -> tuple[str, str]:
    """Return how a session is held, as its `courseMode` and `eventAttendanceMode`, or nothing.

    The fiche says so; else a session that has a link, or words like "en visio", and no place.
    """
    away = _is_away(group)
    if fiche.mode is None:
        return _MODES[Mode.REMOTE] if away else ("", "")
    return ("", "") if away and fiche.mode is Mode.ON_SITE else _MODES[fiche.mode]


def location(fiche: Fiche, group: Group) -> object:
    """Return place and link of a session: a node, some words, a list of both; nothing if unknown."""
    told = [_place(fiche, group), _virtual_place(group)]
    return one_or_all([each for each in told if each])


def _is_away(group: Group) -> bool:
    """Tell whether the words of a session leave no doubt that it is followed from elsewhere."""
    if said(group.address):
        return False
    return _is_remote(group.place) or bool(said(group.link) and not said(group.place))


@lru_cache(maxsize=4096)
def _is_remote(words: str) -> bool:
    return bool(_REMOTE.fullmatch(text.key(words)))


def _place(fiche: Fiche, group: Group) -> Node | str:
    told = (group.place, group.address, group.territory)
    place, address, territory = (said(words) for words in told)
    if _is_remote(place):
        place = ""
    if not (place or address) and (fiche.mode is Mode.REMOTE or _is_away(group)):
        return ""  # a territory tells then for whom it is, not where
    known = {"addressRegion": territory} if territory else {}
    if not address and place and _NO_NAME.search(text.key(place)):
        return place
    read = postal_address(address or place, **known)
    region = node("PostalAddress", **known) if known else None
    where = [read] if read else [each for each in (address, region) if each]
    name = "" if read and not address else place or ("" if address else territory)
    return node("Place", name=name, address=one_or_all(where)) if name or where else ""


def _virtual_place(group: Group) -> Node | None:
    if _WEB.fullmatch(group.link):
        return node("VirtualLocation", url=routes.web(group.link))
    words = said(group.link) or (group.place if _is_remote(group.place) else "")
    return node("VirtualLocation", name=words) if words else None

"""Where a session is held, as far as its words name a place, an address, a link."""

from __future__ import annotations

import re
from typing import Final

from fichegen import routes, text
from fichegen.expressions import expression
from fichegen.model import Fiche, Group, Mode
from fichegen.places import is_remote, read_postal

from .nodes import Node, node, one_or_all, said

_NO_NAME: Final = expression(r"\b(?:chez|client|in situ|ou|selon|votre|vos)\b|^sur (?:site|place)$")
"""Words, by their key, with which a text about places is the name of none."""
_WEB: Final = expression(r"https?://[^\s<>\"]+", re.IGNORECASE)
_MODES: Final = {
    Mode.ON_SITE: ("Onsite", "OfflineEventAttendanceMode"),
    Mode.REMOTE: ("Online", "OnlineEventAttendanceMode"),
    Mode.MIXED: ("Blended", "MixedEventAttendanceMode"),
}
"""How a session is held, as `courseMode` (in the words Google asks for) and `eventAttendanceMode`."""


def postal_address(words: str, **known: str) -> Node | None:
    """Read street, postal code and town; None where the words are not that and nothing else."""
    read = read_postal(words)
    if read is None:
        return None
    return node(
        "PostalAddress",
        streetAddress=", ".join(read.lines),
        postalCode=read.postcode,
        addressLocality=read.town,
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
    return is_remote(group.place) or bool(said(group.link) and not said(group.place))


def _place(fiche: Fiche, group: Group) -> Node | str:
    told = (group.place, group.address, group.territory)
    place, address, territory = (said(words) for words in told)
    if is_remote(place):
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
    words = said(group.link) or (group.place if is_remote(group.place) else "")
    return node("VirtualLocation", name=words) if words else None

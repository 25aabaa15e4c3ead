"""Where sessions are held, and whether people come there: one action a place."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from fichegen import text
from fichegen.expressions import expression
from fichegen.gaps import Level, Outcome, held
from fichegen.model import Fiche, Group, Mode
from fichegen.places import is_remote, mentions_distance

from .addresses import Address, address_node, read_address
from .nodes import Node, branch

_CODES: Final = {Mode.ON_SITE: "0", Mode.MIXED: "1", Mode.REMOTE: "2"}
"""Table modalites-enseignement."""
_AT_THE_CLIENT: Final = expression(
    r"\b(?:chez (?:la|le|les|l|vous|votre|un|nos)|in situ|intra|sur site|clients?"
    r"|(?:vos|votre|leurs|leur) (?:locaux|etablissements?|structures?|entreprises?|services?|equipes?))\b"
)
"""What names no address that anybody could write before it is agreed upon."""
_SHOWN: Final = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place and the sessions held there, in the fiche's order."""

    groups: tuple[Group, ...]
    address: Address | None
    """None where it is not certain, or nobody comes there."""
    label: str
    """Zone and place in the editor's words."""

    def node(self) -> Node | None:
        """Write the place; None where its address is not certain."""
        if self.address is None:
            return None
        lodged = address_node(self.address, self.label)
        return branch("lieu-de-formation", branch("coordonnees", lodged))


def places_of(groups: Iterable[Group]) -> tuple[Place, ...]:
    """Put sessions of one place together, in the order in which places are first named."""
    found: dict[tuple[str, str, str], list[Group]] = {}
    for group in groups:
        key = (text.key(group.territory), text.key(group.place), text.key(group.address))
        found.setdefault(key, []).append(group)
    return tuple(
        Place(
            groups=tuple(held),
            address=_address(held[0]),
            label=" – ".join(part for part in (held[0].territory, held[0].place) if part),
        )
        for held in found.values()
    )


def _address(group: Group) -> Address | None:
    if _mentions_distance(group):
        return None
    if not group.address:
        return read_address(group.place)
    # The town may stand with the place: "3 place du Marché" at "Saint-Benoît (97470)".
    return read_address(group.address, named=group.place) or read_address(
        f"{group.address}, {group.place}"
    )


def _is_remote(group: Group) -> bool:
    """Tell whether a session is attended at a distance, and not elsewhere as well."""
    words = f"{group.place} {group.address}".strip()
    return is_remote(words) or bool(group.link and not text.key(words))


def _is_at_the_client(group: Group) -> bool:
    """Tell whether a session is held at the place of whoever asks for it."""
    return bool(_AT_THE_CLIENT.search(text.key(f"{group.place} {group.address}")))


def _mentions_distance(group: Group) -> bool:
    return mentions_distance(f"{group.place} {group.address}")


def _is_visited(group: Group) -> bool:
    """Tell whether a session names a place to come to, and no other way to attend it."""
    where = group.place or group.address or group.territory
    return bool(where) and not group.link and not _mentions_distance(group)


def located(fiche: Fiche, places: Iterable[Place]) -> Outcome:
    """Judge whether the addresses of the places are all certain."""
    key, field = "lieux", "groupes"
    every = [*places]
    if (
        not held(fiche)
        or fiche.mode is Mode.REMOTE
        or all(_is_remote(g) for place in every for g in place.groups)
    ):
        return Outcome(key=key, level=Level.NOT_ASKED, field=field)
    doubtful = tuple(
        group
        for place in every
        if place.address is None
        for group in place.groups
        if not (_is_remote(group) or _is_at_the_client(group))
    )
    if not doubtful:
        return Outcome(key=key, field=field)
    names = named(group.label for group in doubtful)
    reason = f"sans adresse complète, le lieu n'est donné qu'en toutes lettres : {names}"
    return Outcome(key=key, level=Level.WEAK, reason=reason, field=field, part="adresse",
                   groups=doubtful)  # fmt: skip


def mode(fiche: Fiche, groups: Iterable[Group]) -> tuple[Node | None, Outcome]:
    """Tell how the course is held; where it is not said, what all its sessions let no doubt of.

    The element is mandatory and has no code for "unknown": where the places tell nothing either,
    the fiche cannot be written.
    """
    key, element, field = "modalite", "modalites-enseignement", "modalite"
    if fiche.mode:
        return Node(element, _CODES[fiche.mode]), Outcome(key=key, field=field)
    held = [*groups]
    for holds, implied, why in (
        (_is_visited, Mode.ON_SITE, "chaque session a un lieu"),
        (_is_remote, Mode.REMOTE, "chaque session se tient en ligne"),
    ):
        if held and all(map(holds, held)):
            reason = f"la modalité n'est pas dite : {implied}, puisque {why}"
            return Node(element, _CODES[implied]), Outcome(
                key=key, level=Level.DEFAULTED, reason=reason, field=field
            )
    reason = "la fiche ne dit pas si l'on vient sur place ou se forme à distance"
    return None, Outcome(key=key, level=Level.BLOCKING, reason=reason, field=field)


def named(labels: Iterable[str]) -> str:
    """Name a few sessions: "Groupe 1", "Groupe 2" and how many more."""
    every = [*labels]
    shown = ", ".join(f"« {label} »" for label in every[:_SHOWN])
    more = len(every) - _SHOWN
    return f"{shown} et {more} de plus" if more > 0 else shown

"""Files of the site once more, compressed, beside themselves: `index.html.gz`, `index.html.br`.

What a file gives is noted by what it holds: one that did not change, whatever made it anew, keeps
its twin, which is neither read nor made again. A twin that would be no smaller there is none of.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator
from dataclasses import dataclass
from typing import Final

from fichegen.artifacts import Laid, digest
from fichegen.cache import Cache
from fichegen.exporters import PACKED
from fichegen.labour import Workforce
from fichegen.output import Desk
from fichegen.packing import method, packed
from fichegen.settings import Packing
from fichegen.standing import Standing

_SIZE: Final = 60
"""Twins made in one go."""
_FEW: Final = 3
"""Chunks that are made by one process: to have more come costs as much."""
_NONE: Final = b"none"
"""What is noted of a file that has no twin."""


@dataclass(frozen=True, slots=True)
class Pair:
    """A file, and how it is to be compressed."""

    path: str
    packing: Packing
    key: bytes
    """What its twin is noted by."""

    @property
    def twin(self) -> str:
        """The path of the compressed file."""
        return f"{self.path}.{self.packing.ending}"


@dataclass(frozen=True, slots=True)
class Parcel:
    """Some pairs, for any process."""

    desk: Desk
    pairs: tuple[Pair, ...]


@dataclass(frozen=True, slots=True)
class Twins:
    """What came of it."""

    laid: tuple[Laid, ...]
    keys: tuple[bytes, ...]
    """What they are noted by."""


def make_twins(parcel: Parcel) -> list[Laid | None]:
    """Compress files that are laid already; None for one that would be no smaller."""
    return [_made(parcel.desk, pair) for pair in parcel.pairs]


def _made(desk: Desk, pair: Pair) -> Laid | None:
    body = desk.read(pair.path)
    twin = packed(pair.packing, body)
    return desk.lay(pair.twin, twin) if len(twin) < len(body) else None


def lay_twins(
    desk: Desk,
    laid: Iterable[Laid],
    packings: Collection[Packing],
    *,
    cache: Cache,
    stood: Standing,
    force: Workforce,
    progress: Callable[[str, int, int], None],
) -> Twins:
    """Lay the twins of files; those that stand are taken over."""
    pairs = [*_pairs(laid, packings)]
    known = cache.get_all(pair.key for pair in pairs)
    found: list[Laid] = []
    missing: list[Pair] = []
    for pair in pairs:
        held = known.get(pair.key)
        if held == _NONE:
            continue
        kept = stood.kept(desk, ((pair.twin, held.hex()),)) if held else None
        if kept is None:
            missing.append(pair)
        else:
            found += kept
    parcels = [
        Parcel(desk, tuple(missing[start : start + _SIZE]))
        for start in range(0, len(missing), _SIZE)
    ]
    cache.close()  # processes made from this one must not have it in hand
    done = 0
    for parcel, made in zip(parcels, force.each(make_twins, parcels, least=_FEW), strict=True):
        found += filter(None, made)
        cache.put_all(
            {
                pair.key: bytes.fromhex(twin.digest) if twin else _NONE
                for pair, twin in zip(parcel.pairs, made, strict=True)
            }
        )
        done += len(parcel.pairs)
        progress("Compression", done, len(missing))
    return Twins(laid=tuple(found), keys=tuple(pair.key for pair in pairs))


def _pairs(laid: Iterable[Laid], packings: Collection[Packing]) -> Iterator[Pair]:
    methods = {packing: method(packing) for packing in packings}
    for each in laid:
        if each.path.endswith(PACKED):
            held = bytes.fromhex(each.digest)
            for packing, how in methods.items():
                yield Pair(each.path, packing, digest(b"twin", how, held))

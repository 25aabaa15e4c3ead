"""The files of a site as a build has left them: by these a later one knows what still stands."""

from __future__ import annotations

import os
import sys
from array import array
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING, Final

from fichegen.artifacts import MANIFEST, Laid, Stamp, beside, digest
from fichegen.cache import Cache
from fichegen.stamps import stamp_of

if TYPE_CHECKING:
    from fichegen.output import Desk

_ROOT: Final = "."
_NONE: Final = "0" * 64
_NUMBERS: Final = 3
"""How many numbers a stamp has."""
_DIGEST: Final = 32
_POSITIVE: Final = (1 << 63) - 1
_PARTS: Final = ("paths", "stamps", "digests")
_SEEN: Final = ("paths", "stamps")
"""What a glance looks at."""


@dataclass(frozen=True, slots=True)
class Standing:
    """The files of a site, with what they are known by."""

    files: Mapping[str, tuple[str, Stamp]] = field(default_factory=dict)
    """By path, digest and stamp."""

    def kept(self, desk: Desk, files: Iterable[tuple[str, str]]) -> list[Laid] | None:
        """Take files over to a new site; None where one of them is not there as it should be."""
        laid = []
        for path, known in files:
            held, stamp = self.files.get(path, ("", None))
            one = desk.keep(path, known, stamp) if stamp and held == known else None
            if one is None:
                return None
            laid.append(one)
        return laid


def keys_of(target: Path) -> dict[str, bytes]:
    """Return the keys that a site at a place is noted by."""
    place = os.fsencode(target)
    return {part: digest(b"site", part.encode(), place) for part in _PARTS}


def note_standing(cache: Cache, target: Path, laid: Iterable[Laid], *, is_swapped: bool) -> str:
    """Note a site that has just been published; unless it was swapped in, the old one stands.

    Gives what this site is known by among all that are ever noted at this place.
    """
    files = [
        (each.path, each.stamp if is_swapped else _stamp(target / each.path), each.digest)
        for each in laid
    ]
    folders = {folder for path, *_ in files for folder in _above(path)}
    files += [(path, _stamp(target / path), _NONE) for path in (MANIFEST, *sorted(folders))]
    files.sort(key=lambda file: file[0].rpartition("/")[::2])
    keys = keys_of(target)
    written = {
        keys["paths"]: "\n".join(_by_folder(path for path, *_ in files)).encode(),
        keys["stamps"]: _packed(stamp for _, stamp, _ in files),
        keys["digests"]: b"".join(bytes.fromhex(known) for *_, known in files),
    }
    cache.put_all(written)
    return _mark(written, keys)


def _by_folder(paths: Iterable[str]) -> Iterator[str]:
    """Yield the names of files, those of a folder behind the folder, which ends in a slash."""
    above = None
    for path in paths:
        folder, _, name = path.rpartition("/")
        if folder != above:
            above = folder
            yield f"{folder}/"
        yield name


def _paths(written: bytes) -> Iterator[str]:
    """Yield the paths that were noted by their folders; raises ValueError for what was not."""
    folder = ""
    for line in written.decode().split("\n"):
        if line.endswith("/"):
            folder = line.removeprefix("/")  # that of the site itself is but a slash
        else:
            yield folder + line


def _packed(stamps: Iterable[Stamp]) -> bytes:
    """Return the numbers of stamps, alike on every machine."""
    numbers = array("q")
    for stamp in stamps:
        numbers.extend(stamp)
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers.tobytes()


def _mark(written: Mapping[bytes, bytes], keys: Mapping[str, bytes]) -> str:
    return digest(*(written.get(keys[part], b"") for part in _SEEN)).hex()


def _above(path: str) -> Iterator[str]:
    """Yield the folders that a file is in: what is laid in one of them by hand is seen."""
    while path != _ROOT:
        path = path.rpartition("/")[0] or _ROOT
        yield path


def recall_standing(cache: Cache, target: Path) -> Standing:
    """Recall what a build has left at a place; nothing where that is not known."""
    keys = keys_of(target)
    written = cache.get_all(keys.values())
    digests = written.get(keys["digests"], b"")
    found = {}
    for number, (path, stamp) in enumerate(_noted(written, keys)):
        known = digests[number * _DIGEST : (number + 1) * _DIGEST]
        found[path] = known.hex(), stamp
    return Standing(found)


def stands(cache: Cache, target: Path, mark: str) -> bool:
    """Tell, by a glance at each file, whether a site is as a build has left it, and is that of a mark."""
    keys = keys_of(target)
    written = cache.get_all(keys[part] for part in _SEEN)
    if _mark(written, keys) != mark or _is_littered(target):
        return False
    try:
        places = [f"{target}/{path}" for path in _paths(written.get(keys["paths"], b""))]
    except ValueError:
        return False
    return _packed(map(_stamp, places)) == written.get(keys["stamps"])


def _is_littered(target: Path) -> bool:
    """Tell whether something lies beside a site that a build has left, which was killed."""
    ours = beside(target).name
    try:
        return any(name.startswith(ours) for name in os.listdir(target.parent))  # noqa: PTH208 - names alone
    except OSError:
        return True


def _noted(written: Mapping[bytes, bytes], keys: Mapping[str, bytes]) -> list[tuple[str, Stamp]]:
    """Return paths and stamps; none where what was noted has not the form it should."""
    try:
        paths = [*_paths(written.get(keys["paths"], b""))]
        numbers = array("q", written.get(keys["stamps"], b""))
    except ValueError:
        return []
    if sys.byteorder == "big":
        numbers.byteswap()
    if len(numbers) != _NUMBERS * len(paths):
        return []
    every = iter(numbers)
    return [*zip(paths, zip(every, every, every, strict=True), strict=True)]


def _stamp(place: Path | str) -> Stamp:
    try:
        found = stamp_of(place)
    except OSError:
        return (0, 0, 0)
    return (found[0] & _POSITIVE, found[1], found[2] & _POSITIVE)

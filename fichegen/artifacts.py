"""What a build makes: files not yet written, some of them not yet made."""

from __future__ import annotations

import hashlib
import struct
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

MANIFEST: Final = ".fichegen-manifest.json"
"""List of our files in the output folder, with their hashes: the proof that the folder is ours."""

DIGEST: Final = 16
"""Bytes of what values are known by."""
Stamp = tuple[int, int, int]
"""What a file is known by to be unchanged: when it was changed, in nanoseconds, size, inode."""
Reach = Callable[[Any], Iterable[bytes]]
"""Tells, from what a catalogue is known by (`presenting.Ties`), what a file depends on."""


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the site."""

    path: str
    """From the site's root, with slashes, ASCII."""
    body: bytes


@dataclass(frozen=True, slots=True)
class Pending:
    """A file of the site that is known by its path, and made when its bytes are asked for.

    So a preview makes the one page that is looked at, and a build shares the work out.
    """

    path: str
    make: Callable[[], bytes]
    reach: Reach | None = None
    """None for a file that depends on everything."""

    @property
    def body(self) -> bytes:
        """Make the bytes, each time they are asked for."""
        return self.make()


def hashed(name: str, body: bytes) -> Artifact:
    """Name an asset after what it holds, so that caches may keep it for ever."""
    stem, dot, suffix = name.rpartition(".")
    digest = hashlib.sha256(body).hexdigest()[:10]
    return Artifact(
        f"assets/{stem}.{digest}{dot}{suffix}" if dot else f"assets/{name}.{digest}", body
    )


@dataclass(frozen=True, slots=True)
class Laid:
    """A file of the site that has been made and put in its place."""

    path: str
    digest: str
    """SHA-256 of its bytes, in hexadecimal digits."""
    stamp: Stamp
    is_new: bool
    """False where the site held the same bytes before."""


def beside(site: Path, kind: str = "") -> Path:
    """Return the place beside a site at which a build keeps something for a while."""
    return site.with_name(f".{site.name}.fichegen-{kind}")


def digest(*parts: bytes) -> bytes:
    """Return what some values in their order are known by, `DIGEST` bytes."""
    count = len(parts)
    lengths = struct.pack(f"<{count + 1}Q", count, *map(len, parts))
    return hashlib.blake2b(b"".join((lengths, *parts)), digest_size=DIGEST).digest()

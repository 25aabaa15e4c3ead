"""What a build makes: files not yet written, some of them not yet made."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from dataclasses import dataclass


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

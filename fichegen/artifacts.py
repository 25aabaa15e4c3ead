"""What a build makes: files not yet written."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the site."""

    path: str
    """From the site's root, with slashes, ASCII."""
    body: bytes


def hashed(name: str, body: bytes) -> Artifact:
    """Name an asset after what it holds, so that caches may keep it for ever."""
    stem, dot, suffix = name.rpartition(".")
    digest = hashlib.sha256(body).hexdigest()[:10]
    return Artifact(
        f"assets/{stem}.{digest}{dot}{suffix}" if dot else f"assets/{name}.{digest}", body
    )

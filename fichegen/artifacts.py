"""What a build makes: files not yet written."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Artifact:
    """One file of the site."""

    path: str
    """From the site's root, with slashes, ASCII."""
    body: bytes

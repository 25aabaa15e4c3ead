"""The guides, drawn from the tables so that they cannot drift from what the tool does."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .editors import editors_guide
from .findings import findings_guide
from .hosting import hosting_guide
from .settings import settings_guide

__all__ = ["GUIDES", "editors_guide", "findings_guide", "hosting_guide", "settings_guide"]

GUIDES: Final[dict[str, Callable[[], str]]] = {
    "editeurs.md": editors_guide,
    "constats.md": findings_guide,
    "hebergement.md": hosting_guide,
    "reglages.md": settings_guide,
}
"""The pages of `docs/` that are drawn here."""

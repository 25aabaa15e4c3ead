"""Examples of what the checks of a whole catalogue find."""

from __future__ import annotations

from typing import Final

from .kinds import Example

OF_CHECKS: Final[dict[str, Example]] = {}

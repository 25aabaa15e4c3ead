"""Examples of what the checks of words and signs find."""

from __future__ import annotations

from typing import Final

from .kinds import Example

OF_WORDS: Final[dict[str, Example]] = {}

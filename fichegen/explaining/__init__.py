"""What each finding means, with an example of it and the same one mended."""

from __future__ import annotations

from typing import Final

from .kinds import Example
from .of_checks import OF_CHECKS
from .of_words import OF_WORDS

__all__ = ["EXAMPLES", "Example"]

EXAMPLES: Final[dict[str, Example]] = {**OF_CHECKS, **OF_WORDS}
"""By code. Codes that no file alone can raise have none (a full disk, a foreign folder)."""

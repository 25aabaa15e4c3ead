"""A project kept at hand while somebody works on it: what changed is read again, a page made when asked for.

Nothing is written. Reading, putting together and judging happen in `refresh` and `complete`, called
from one thread; pages may be asked for from any.
"""

from __future__ import annotations

from .keeping import State, Workshop
from .site import Site

__all__ = ["Site", "State", "Workshop"]

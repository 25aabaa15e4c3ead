"""Time zones: the only door to what the machine knows about them."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError


@cache
def time_zone(name: str) -> ZoneInfo | None:
    """Find the rules of a zone; None where there is no such zone, or this machine knows of none.

    What a machine calls its own (`localtime`, `posixrules`) is no zone, nor are `Factory`, which
    stands for one that is not set, and the variants below `posix/` and `right/`: zones have names
    that mean the same everywhere, and these begin with a capital.
    """
    if not name[:1].isupper() or name == "Factory":
        return None
    try:
        return ZoneInfo(name)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        return None

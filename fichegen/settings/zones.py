"""Time zones: the only door to what the machine knows about them."""

from __future__ import annotations

from functools import cache
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fichegen.diagnostics import Finding, finding
from fichegen.settings.values import Settings


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


def has_time_zones() -> bool:
    """Tell whether this machine has data of time zones at all."""
    return time_zone(Settings().timezone) is not None


def zone_findings(settings: Settings) -> tuple[Finding, ...]:
    """Say where a catalogue's zone cannot be told: its hours, and the day it is, would be guessed."""
    if time_zone(settings.timezone):
        return ()
    return (
        finding("FG603", settings.timezone_at, nom="fuseau",
                raison=f"cette machine ne sait rien du fuseau {settings.timezone}",
                conseil="installez les données des fuseaux horaires : pip install tzdata"),
    )  # fmt: skip

"""The zone of a catalogue, as far as the machine knows it."""

from __future__ import annotations

from fichegen.diagnostics import Finding, finding
from fichegen.settings.values import Settings
from fichegen.zones import time_zone


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

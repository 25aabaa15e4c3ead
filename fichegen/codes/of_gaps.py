"""Where the facts of fiches go, and the codes that tell what is lacking for it."""

from __future__ import annotations

import enum
from typing import Final


class Destination(enum.StrEnum):
    """Where the facts of a fiche go; the value is its key in addresses and data."""

    QUALIOPI = "qualiopi"
    LHEO = "lheo"
    SEARCH = "moteurs"
    CALENDAR = "agendas"

    @property
    def words(self) -> str:
        """The destination as editors know it."""
        return _DESTINATIONS[self]


_DESTINATIONS: Final = {
    Destination.QUALIOPI: "Qualiopi, indicateur 1",
    Destination.LHEO: "LHEO 2.3",
    Destination.SEARCH: "Moteurs et annuaires (schema.org, Bioschemas)",
    Destination.CALENDAR: "Agendas (iCalendar)",
}


GAP_CODES: Final = {
    (Destination.QUALIOPI, False): "FG710",
    (Destination.LHEO, True): "FG711",
    (Destination.LHEO, False): "FG716",
    (Destination.SEARCH, False): "FG712",
    (Destination.CALENDAR, False): "FG713",
}
"""The code that tells what a fiche lacks, by destination and by whether it keeps the fiche out of it;
what does not keep it out tells both where there is no code apart."""
OF_SETTINGS: Final = "FG717"
"""What the settings lack, for whatever destinations."""
LACKING: Final = frozenset((*GAP_CODES.values(), OF_SETTINGS))
"""What fiches and settings lack: true of most of them, and summed up for people."""

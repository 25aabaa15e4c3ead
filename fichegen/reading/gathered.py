"""The words of one group while they are gathered, by the key they stand for."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from fichegen import text
from fichegen.expressions import expression
from fichegen.reading.draft import Entry, Mapping, Words, joined
from fichegen.reading.moves import find_move

_BARE_DAYS: Final = expression(r"[\d\s,&]*(?:(?:les?|du|au|et|de)\b[\d\s,&]*)*", re.IGNORECASE)
_ZONE: Final = expression(r"(?:(?:nord|sud|est|ouest|centre|hauts|cirques)(?:[ -]|$)){1,2}")
_YEAR: Final = expression(r"(?<!\d)20\d\d(?!\d)")


def is_zone(words: str) -> bool:
    """Tell whether a place is a zone: "EST", "Nord-Est"."""
    return bool(_ZONE.fullmatch(text.key(words)))


@dataclass(slots=True)
class Gathered:
    """The words of one group, by key."""

    level: int
    """Level of the heading that opened it; 7 for none."""
    anchor: Words
    around: tuple[int, str, Words] | None = None
    """Level of a heading above that holds for it too, what that gives (`territoire`, the larger
    place, or `nom`) and its words."""
    values: dict[str, list[Words]] = field(default_factory=dict)
    keys: dict[str, Words] = field(default_factory=dict)

    def put(self, name: str, words: Words, key: Words | None = None) -> None:
        """Add words under a key."""
        if words.text:
            self.values.setdefault(name, []).append(words)
            self.keys.setdefault(name, key or Words(name, words.marks[:1]))

    def place(self, words: Words) -> None:
        """Add what is most likely the place, the zone where it is one."""
        if _BARE_DAYS.fullmatch(words.text) or (
            _YEAR.search(words.text) and "dates" not in self.values
        ):
            self.put("dates", words)
        elif is_zone(words.text) and "territoire" not in self.values:
            self.put("territoire", words)
        elif "lieu" not in self.values:
            self.put("lieu", words)
        else:
            self.put("remarque", words)

    def join_hours(self) -> None:
        """Put the hours of a row behind its dates, of which they tell one by one."""
        if "dates" in self.values and (hours := self.values.pop("horaires", None)):
            self.values["dates"] = [joined([*self.values["dates"], *hours], ", ")]

    def take_words_for_dates(self) -> None:
        """See words under a heading of dates, "Voir le calendrier", as what is said of them."""
        if not self.is_dated and "lieu" in self.values:
            for words in self.values.pop("lieu"):
                self.put("dates", words)

    @property
    def is_dated(self) -> bool:
        """True where it has days, were they told by the state: "Metz : reporté au 4 janvier"."""
        return "dates" in self.values or any(map(find_move, self.values.get("statut", ())))

    def mapping(self) -> Mapping:
        """Give the group as the YAML notation would."""
        entries = [
            Entry(self.keys[name], joined(parts, ", " if name == "lieu" else "\n"))
            for name, parts in self.values.items()
        ]
        mark = self.anchor.marks[0]
        return Mapping(tuple(entries), mark.line, mark.col)

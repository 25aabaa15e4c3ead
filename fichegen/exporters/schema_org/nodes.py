"""Nodes of JSON-LD: how one is made, how it is named, how days and hours are written."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final

from fichegen import routes, text
from fichegen.dates import Day
from fichegen.exporters.plain import plain_text
from fichegen.expressions import expression
from fichegen.fillers import is_filler
from fichegen.model import Fiche
from fichegen.presenting import Presenter
from fichegen.zones import time_zone

from .profiles import PROFILES

Node = dict[str, object]

VOCABULARY: Final = "https://schema.org"
CONFORMS_TO: Final = "http://purl.org/dc/terms/conformsTo"
"""Bioschemas asks for the whole name in place of `dct:conformsTo`."""
_DAY_MINUTES: Final = 24 * 60
_ON_REQUEST: Final = "sur demande"
"""By its key."""
_LONGER: Final = expression(r"(?:[^A-Za-z]*[A-Za-z]){11}")
"""What has more letters of ASCII than that: each of them stands in the key of its text."""


@dataclass(frozen=True, slots=True)
class Origin:
    """From where data speak: links lead from there as long as the site's address is not known."""

    presenter: Presenter
    page: str
    """Path of the page or file that holds the data."""

    @property
    def language(self) -> str:
        """The language of the catalogue (BCP 47)."""
        return self.presenter.catalogue.settings.language

    def link(self, target: str, part: str = "") -> str:
        """Name a page, or a thing told on it: the same from everywhere (RFC 3986, 5)."""
        link = routes.canonical(self.presenter.catalogue.settings.url, target)
        if not link:
            folder = self.page[: self.page.rfind("/") + 1]
            below = target.startswith(folder)
            link = target[len(folder) :] if below else routes.root(self.page) + target
            link = link.removesuffix(routes.INDEX) or "./"
        return f"{link}#{part}" if part else link

    def moment(self, day: dt.date, minutes: int) -> str:
        """Write a time of day with its offset from UTC, in the zone of the catalogue.

        The offset is left out where the machine does not know the zone, or it holds seconds,
        as offsets did before zones were agreed on.
        """
        if minutes == _DAY_MINUTES and day == dt.date.max:
            return day.isoformat()
        local = dt.datetime.combine(day, dt.time()) + dt.timedelta(minutes=minutes)
        return self._placed(local)

    def last_moment(self, day: dt.date) -> str:
        """Write the last second of a day."""
        return self._placed(dt.datetime.combine(day, dt.time(23, 59, 59)))

    def _placed(self, local: dt.datetime) -> str:
        placed = local.replace(tzinfo=time_zone(self.presenter.catalogue.settings.timezone))
        offset = placed.utcoffset()
        return (local if offset and offset.seconds % 60 else placed).isoformat()

    def begin(self, day: Day) -> str:
        """Write when a day begins: at its first hour, where hours are told."""
        return self.moment(day.date, day.hours[0].start) if day.hours else day.date.isoformat()

    def end(self, day: Day) -> str:
        """Write when a day ends: at its last hour, where hours are told."""
        return self.moment(day.date, day.hours[-1].end) if day.hours else day.date.isoformat()


def node(kind: str, identity: str = "", /, **properties: object) -> Node:
    """Make a node of a type and an `@id`, without the properties that say nothing."""
    told = {key: value for key, value in properties.items() if value or value == 0}
    return {"@type": kind, **({"@id": identity} if identity else {}), **told}


def profiled(made: Node) -> Node:
    """Claim the profile of a node's type, where it holds what the profile asks at the least."""
    profile = PROFILES[str(made["@type"])]
    if not {"@id", *profile.minimum} <= made.keys():
        return made
    return {**made, CONFORMS_TO: {"@type": "CreativeWork", "@id": profile.iri}}


def one_or_all(values: Sequence[object]) -> object:
    """Return the only value by itself, or all as a list; nothing of nothing."""
    return values[0] if len(values) == 1 else list(values)


def said(words: str) -> str:
    """Return words that say something: not "à définir", "nous consulter", "xxx"."""
    if is_filler(words):
        return ""
    is_longer = _LONGER.match(words)  # whole sections are asked for, and their keys cost much
    return "" if not is_longer and text.key(words) == _ON_REQUEST else words


def section_words(fiche: Fiche, name: str) -> str:
    """Return what a section says; nothing where it says that there is none, or is to be written."""
    section = fiche.section(name)
    return said(plain_text(section.prose)) if section and not section.absent else ""

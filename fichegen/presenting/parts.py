"""The parts of a fiche's page, and the words that name them in links."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from typing import Final

from fichegen import text
from fichegen.model import Fiche, Prose, Section
from fichegen.prose import part_ids
from fichegen.reading import TABLES, Scope

SUMMARY: Final = "essentiel"
SESSIONS: Final = "sessions"
PAST: Final = "passees"

_SHORT_PROSE: Final = 320
_OF_SESSIONS: Final = ("groupes", "dates", "lieu", "adresse", "horaires", "territoire")
"""The fields that say where and when."""


def with_ids(sections: Iterable[Section]) -> Iterator[tuple[Section, str]]:
    """Yield each section with an anchor of its own."""
    known = tuple(sections)
    return zip(known, part_ids(section.heading for section in known), strict=True)


def is_short(source: Prose) -> bool:
    """Tell whether a prose is one short paragraph, fit for a summary."""
    return (
        len(source.markdown) <= _SHORT_PROSE and not source.items and "\n\n" not in source.markdown
    )


def is_above(section: Section) -> bool:
    """Tell whether a section stands in the summary, above the fold: for whom, if that is short."""
    return section.name == "public" and len(section.prose.markdown) <= _SHORT_PROSE


def is_headed(section: Section) -> bool:
    """Tell whether a section stands on the page of its fiche under its own heading."""
    return section.name != "chapeau" and not is_above(section)


def part_of(fiche: Fiche, words: str, *, over: bool) -> str:
    """Return the id of the part of a fiche's page that words name; empty where none is known.

    A part goes by its heading, by its field in any of the words for it, and by its id. Where all
    sessions are `over`, they stand in a part of their own.
    """
    key, own = text.key(words), text.slug(words)
    headed = [(section, name) for section, name in with_ids(fiche.sections) if is_headed(section)]
    for section, name in headed:
        if text.key(section.heading) == key or own in (name, name.removeprefix("rubrique-")):
            return name
    field = "groupes" if own in (SESSIONS, PAST) else _fields().get(key, "")
    by_field = (name for section, name in headed if section.name == field)
    if field and (found := next(by_field, "")):
        return found
    if field in _OF_SESSIONS and fiche.groups:
        return PAST if over else SESSIONS
    given = fiche.dates_note if field in _OF_SESSIONS else field in dict(fiche.spans)
    return SUMMARY if given else ""


@cache
def _fields() -> Mapping[str, str]:
    """Index the names of the fields by all words for them."""
    index: dict[str, str] = {}
    for field in TABLES[Scope.FICHE]:
        for words in (field.name, field.label, *field.synonyms):
            index.setdefault(text.key(words), field.name)
    return index

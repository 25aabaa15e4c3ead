"""Two states of a fiche, field by field: what it said and what it says, in words of the page."""

from __future__ import annotations

from collections.abc import Iterator
from difflib import SequenceMatcher
from typing import Final

from fichegen import text
from fichegen.archive import Change
from fichegen.dates import (
    Deadline,
    Duration,
    Schedule,
    write_deadline,
    write_duration,
    write_schedule,
)
from fichegen.model import Contact, Fiche, Group, Prose, Term
from fichegen.reading import TABLES, Scope

_FICHE: Final = {field.name: field.label for field in TABLES[Scope.FICHE]}
_GROUP: Final = {field.name: field.label for field in TABLES[Scope.GROUP]}

Told = tuple[str, str]
"""What a field says as the page shows it, and the editor's own words, which may differ alone."""


def compared(before: Fiche, after: Fiche) -> tuple[Change, ...]:
    """Return what two states of a fiche say otherwise, in the order in which the newer one says it."""
    was, now = dict(_told(before)), dict(_told(after))
    names = [*now, *(name for name in was if name not in now)]
    return tuple(
        change for name in names for change in _changed(name, was.get(name), now.get(name))
    )


def _changed(name: str, was: Told | None, now: Told | None) -> Iterator[Change]:
    if was == now:
        return
    old, new = was or ("", ""), now or ("", "")
    before, after = (old[0], new[0]) if old[0] != new[0] else (old[1], new[1])
    if "\n" in before or "\n" in after:
        before, after = _lines_that_differ(before, after)
    if before or after:
        yield Change(what=name, before=before, after=after)


def _lines_that_differ(before: str, after: str) -> tuple[str, str]:
    """Leave out the lines that both have."""
    old, new = before.split("\n"), after.split("\n")
    gone: list[str] = []
    come: list[str] = []
    for tag, first, last, first_now, last_now in SequenceMatcher(None, old, new).get_opcodes():
        if tag != "equal":
            gone += old[first:last]
            come += new[first_now:last_now]
    return "\n".join(gone).strip("\n"), "\n".join(come).strip("\n")


def _told(fiche: Fiche) -> Iterator[tuple[str, Told]]:
    """Yield the fields of a fiche by their names for readers; those that say nothing are left out."""
    for name, told in _facts(fiche):
        if told and told != ("", ""):
            yield _FICHE[name], told
    for group in fiche.groups:
        for words, told in _of_group(group):
            if told and told != ("", ""):
                yield f"{group.label} – {words}", told
    seen: dict[str, int] = {}
    for section in fiche.sections:
        seen[section.heading] = seen.get(section.heading, 0) + 1
        again = f" ({seen[section.heading]})" if seen[section.heading] > 1 else ""
        yield f"{section.heading}{again}", _alike(_prose(section.prose))


def _facts(fiche: Fiche) -> Iterator[tuple[str, Told | None]]:
    yield "titre", _alike(fiche.title.words)
    yield "parcours", _alike(fiche.title.series)
    yield "module", _alike(fiche.title.module)
    yield "slug", _alike(fiche.slug)
    yield "alias", _terms(fiche.aliases)
    yield "brouillon", _alike("oui" if fiche.draft else "")
    yield "secteurs", _terms(fiche.sectors)
    yield "themes", _terms(fiche.themes)
    yield "organismes", _terms(fiche.organisations)
    yield "region", _alike(fiche.region)
    yield "reference", _alike(fiche.reference)
    yield "formacode", _terms(fiche.domain_codes)
    yield "formacode_public", _terms(fiche.audience_codes)
    yield "duree", _duration(fiche.duration)
    yield "date_limite", _deadline(fiche.deadline)
    yield "mis_a_jour", _deadline(fiche.updated)
    yield "effectif", _alike(fiche.seats)
    yield "modalite", (fiche.mode or fiche.mode_words, fiche.mode_words)
    yield "statut", (fiche.status or fiche.status_words, fiche.status_words)
    yield "dates", _schedule(fiche.dates_note)
    yield "interlocuteurs", _contacts(fiche.contacts)


def _of_group(group: Group) -> Iterator[tuple[str, Told | None]]:
    yield _GROUP["territoire"], _alike(group.territory)
    yield _GROUP["lieu"], _alike(group.place)
    yield _GROUP["adresse"], _alike(group.address)
    yield _GROUP["lien"], _alike(group.link)
    yield _GROUP["dates"], _schedule(group.schedule)
    yield _GROUP["dates_initiales"], _schedule(group.previous)
    yield _GROUP["places"], _alike(group.seats)
    yield _GROUP["statut"], _alike(group.status or "")
    yield _GROUP["date_limite"], _deadline(group.deadline)
    yield _GROUP["interlocuteurs"], _contacts(group.contacts)
    yield _GROUP["remarque"], _alike(_prose(group.remark)) if group.remark else None


def _alike(words: str) -> Told:
    return words, words


def _terms(terms: tuple[Term, ...]) -> Told:
    return _alike(", ".join(term.words for term in terms))


def _contacts(contacts: tuple[Contact, ...]) -> Told:
    told = (", ".join(filter(None, (c.name, c.role, c.email, c.phone))) for c in contacts)
    return _alike(" ; ".join(told))


def _deadline(deadline: Deadline | None) -> Told | None:
    return (write_deadline(deadline), deadline.words) if deadline else None


def _duration(duration: Duration | None) -> Told | None:
    return (write_duration(duration), duration.words) if duration else None


def _schedule(schedule: Schedule | None) -> Told | None:
    return (write_schedule(schedule), schedule.words) if schedule else None


def _prose(prose: Prose) -> str:
    """Return the words of a prose, line by line, without the marks within lines."""
    return "\n".join(text.plain(line) for line in prose.markdown.split("\n"))

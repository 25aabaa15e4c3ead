"""The groups of a fiche, from their mappings: place, days, hours, deadline, people."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from fichegen import dates, text
from fichegen.diagnostics import Span
from fichegen.model import Contact, Group, Prose, Status
from fichegen.reading import groups
from fichegen.reading.decode import Decoding, is_blank, shown_heading
from fichegen.reading.draft import Entry, Listing, Mapping, Value, Words, joined, leaves, place
from fichegen.reading.fields import Field, Scope, find, is_group_heading
from fichegen.reading.prose import read_prose

_NOTE_KINDS: Final = (dates.Kind.ON_REQUEST, dates.Kind.TO_DEFINE, dates.Kind.WORDS)
_SMALL_WORDS: Final = re.compile(
    r"^(?:à|a|au|aux|en|sur|dans|chez|lieu|-|–|:|,|\s)+(?=\s|$|(?<=[:,–-]))\s*", re.IGNORECASE
)
_AROUND_DATES: Final = " \t\u00a0:,;–—-()[]+&*_"
_PLACE_LENGTH: Final = 80
_NUMBER: Final = re.compile(r"\d{1,3}|[A-Z]")
_STATUS_LENGTH: Final = 20
"""Longer words on a state say more than the state, and are kept as a remark."""


@dataclass(slots=True)
class _Draft:
    """One group while its keys are read."""

    span: Span
    name: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    schedule: dates.Schedule | None = None
    hours: tuple[dates.Hours, ...] = ()
    status: Status | None = None
    deadline: dates.Deadline | None = None
    contacts: tuple[Contact, ...] = ()
    remarks: list[Words] = field(default_factory=list)

    @property
    def is_note(self) -> bool:
        """Only says why there are no dates."""
        return (
            not (self.name or self.texts or self.contacts or self.status)
            and self.schedule is not None
            and self.schedule.kind in _NOTE_KINDS
        )


@dataclass(frozen=True, slots=True)
class Shared:
    """What a fiche says once for all its groups: keys `lieu`, `territoire`, `horaires`."""

    entries: tuple[Entry, ...] = ()
    neighbour: dt.date | None = None
    """A date of the fiche that may give a year to dates without one."""


def read_sessions(
    decoding: Decoding, value: Value, shared: Shared
) -> tuple[tuple[Group, ...], dates.Schedule | None]:
    """Read all groups of a fiche; gives them and, where there is none, what is said instead."""
    drafts = []
    neighbour = shared.neighbour
    mappings, supposed = _mappings(value)
    if supposed:
        decoding.report("FG312", place(mappings[0], decoding.path), nombre=len(mappings))
    for mapping in mappings:
        own = {
            entry_field.name
            for e in mapping.entries
            if (entry_field := find(e.key.text, Scope.GROUP))
        }
        extra = tuple(e for e in shared.entries if e.key.text not in own)
        draft = _read(decoding, replace(mapping, entries=mapping.entries + extra), neighbour)
        neighbour = neighbour or (draft.schedule.first if draft.schedule else None)
        drafts.append(draft)
    if len(drafts) == 1 and drafts[0].is_note and not drafts[0].remarks:
        return (), drafts[0].schedule
    return _finished(decoding, drafts), None


def _mappings(value: Value) -> tuple[list[Mapping], bool]:
    """Bring every way of writing groups to one mapping a group; tells if that was a guess."""
    if isinstance(value, Words):
        return _mappings(groups.read_groups(value, [value]))
    if isinstance(value, Mapping):
        if not value.entries or any(find(e.key.text, Scope.GROUP) for e in value.entries):
            return [value], False
        return [_named(entry) for entry in value.entries], False
    read = [_mappings(item) for item in value.items]
    supposed = value.supposed or any(guess for _, guess in read)
    return [mapping for found, _ in read for mapping in found], supposed


def _named(entry: Entry) -> Mapping:
    """Make a group of "Groupe 1: …" in YAML, whatever stands behind the colon."""
    mark = entry.key.marks[0]
    name = "nom" if is_group_heading(entry.key.text) else "lieu"
    head = Entry(Words(name, (mark,)), entry.key)
    inner = entry.value
    if isinstance(inner, Mapping):
        return Mapping((head, *inner.entries), mark.line, mark.col)
    if isinstance(inner, Words):
        read, _ = _mappings(inner)
        rest = read[0].entries if len(read) == 1 else (Entry(Words("dates", (mark,)), inner),)
        return Mapping((head, *rest), mark.line, mark.col)
    return Mapping((head, Entry(Words("dates", (mark,)), inner)), mark.line, mark.col)


def _read(decoding: Decoding, mapping: Mapping, neighbour: dt.date | None) -> _Draft:
    draft = _Draft(span=place(mapping, decoding.path))
    for entry in mapping.entries:
        known = find(entry.key.text, Scope.GROUP)
        if known is None:
            decoding.unknown(entry.key, Scope.GROUP)
            label = Words(f"{shown_heading(entry.key.text)} :", entry.key.marks[:1])
            draft.remarks.append(joined([label, *leaves(entry.value)], " "))
        elif not is_blank(entry.value):
            _read_entry(decoding, draft, known, entry.value, neighbour)
    if draft.schedule and draft.hours:
        draft.schedule = dates.with_hours(draft.schedule, draft.hours)
    return draft


def _read_entry(
    decoding: Decoding, draft: _Draft, known: Field, value: Value, neighbour: dt.date | None
) -> None:
    name = known.name
    if name == "interlocuteurs":
        draft.contacts = decoding.contacts(value)
        return
    if name == "dates":
        value = _dates_as_lines(value)
    words = decoding.words(known, value)
    if words is None:
        return
    if name == "dates":
        _read_dates(decoding, draft, words, neighbour)
    elif name == "horaires":
        draft.hours, problems = dates.read_hours(words.text)
        decoding.lift(words, problems)
        draft.remarks += [] if draft.hours else [words]
    elif name == "date_limite":
        draft.deadline = decoding.day(words)
    elif name == "remarque":
        draft.remarks.append(words)
    else:
        _read_text(decoding, draft, known, words)


def _read_text(decoding: Decoding, draft: _Draft, known: Field, words: Words) -> None:
    """Read a name, a state, a place."""
    shown = decoding.text(known, words)
    if known.name == "nom":
        draft.name = f"Groupe {shown}" if _NUMBER.fullmatch(shown) else shown
    elif known.name == "statut":
        draft.status, _ = decoding.status(known.label, words)
        if draft.status is None or len(shown) > _STATUS_LENGTH:
            draft.remarks.append(words)
    else:
        zone = known.name == "lieu" and groups.is_zone(shown) and "territoire" not in draft.texts
        name = "territoire" if zone else known.name
        draft.texts[name] = f"{draft.texts[name]}, {shown}" if name in draft.texts else shown


def _dates_as_lines(value: Value) -> Value:
    """Make a line of each item of a list of dates, its keys ("date", "horaires") in order."""
    if isinstance(value, Listing) and any(isinstance(item, Mapping) for item in value.items):
        lines = []
        for item in value.items:
            entries = item.entries if isinstance(item, Mapping) else ()
            parts = [leaf for e in entries for leaf in leaves(e.value)] or [*leaves(item)]
            lines.append(joined(parts, ", "))
        return joined(lines)
    return value


def _read_dates(decoding: Decoding, draft: _Draft, words: Words, neighbour: dt.date | None) -> None:
    schedule, problems = dates.read_schedule(words.text, neighbour=neighbour)
    decoding.lift(words, problems)
    draft.schedule = schedule
    if schedule.kind is dates.Kind.WORDS or not schedule.rest:
        return
    kept, at = "", 0
    for start, end in schedule.rest:
        _place_rest(draft, words.part(start, end))
        kept, at = kept + words.text[at:start], end
    shown = text.squeeze(text.plain(kept + words.text[at:])).strip(_AROUND_DATES)
    draft.schedule = replace(schedule, words=shown, rest=())


def _place_rest(draft: _Draft, rest: Words) -> None:
    """Take words that stand beside the dates as the place, or else as a remark."""
    bare = text.strip_ornaments(text.plain(rest.text)).strip(_AROUND_DATES)
    shown = _SMALL_WORDS.sub("", bare)
    if not text.key(shown):
        return
    if groups.is_zone(shown) and "territoire" not in draft.texts:
        draft.texts["territoire"] = shown
    elif "lieu" not in draft.texts and shown[:1].isupper() and len(shown) <= _PLACE_LENGTH:
        draft.texts["lieu"] = shown
    else:
        draft.remarks.append(rest)


def _finished(decoding: Decoding, drafts: Sequence[_Draft]) -> tuple[Group, ...]:
    """Name the groups, so that each has a page of its own, and refuse doubles."""
    finished: list[Group] = []
    taken: dict[str, Span] = {}
    for number, draft in enumerate(drafts, 1):
        label = draft.name or (f"Session {number}" if len(drafts) > 1 else "Session")
        where = draft.texts.get("territoire") or draft.texts.get("lieu") or ""
        name = text.slug(draft.name or where or label, fallback=f"session-{number}")
        if not draft.name and name in taken:
            name = f"{name[:90]}-{number}"
        if name in taken:
            decoding.report("FG502", draft.span, taken[name], nom=label)
            continue
        taken[name] = draft.span
        if not (draft.texts or draft.schedule):
            decoding.report("FG211", draft.span, nom=label)
        finished.append(_group(draft, label, name))
    return tuple(finished)


def _group(draft: _Draft, label: str, name: str) -> Group:
    remark: Prose | None = read_prose(joined(draft.remarks, "\n\n")) if draft.remarks else None
    return Group(
        label=label,
        slug=name,
        territory=draft.texts.get("territoire", ""),
        place=draft.texts.get("lieu", ""),
        address=draft.texts.get("adresse", ""),
        link=draft.texts.get("lien", ""),
        seats=draft.texts.get("places", ""),
        schedule=draft.schedule,
        status=draft.status,
        deadline=draft.deadline,
        contacts=draft.contacts,
        remark=remark,
        span=draft.span,
    )

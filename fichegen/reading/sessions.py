"""The groups of a fiche, from their mappings: place, days, hours, deadline, people."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from fichegen import dates, text
from fichegen.diagnostics import Span
from fichegen.model import Contact, Group, Prose, Status
from fichegen.reading import groups
from fichegen.reading.decode import Decoding, is_blank, shown_heading, stated
from fichegen.reading.draft import (
    Doubt,
    Entry,
    Listing,
    Mapping,
    Value,
    Words,
    joined,
    leaves,
    place,
)
from fichegen.reading.fields import Field, Scope, find, is_group_heading
from fichegen.reading.labels import unbulleted
from fichegen.reading.prose import read_prose

_NOTE_KINDS: Final = (dates.Kind.ON_REQUEST, dates.Kind.TO_DEFINE, dates.Kind.WORDS)
_HINT: Final = re.compile(
    r"(?<!non )(?<!pas )(?<!etre )(?<!sera )\b(annulee?s?|reportee?s?)\b(?! si\b| en cas\b| dans le cas\b)"
)
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
    previous: dates.Schedule | None = None
    hours: tuple[dates.Hours, ...] = ()
    hours_unused: bool = False
    """True where every day has hours of its own already."""
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
    by_group: tuple[tuple[str, Mapping], ...] = ()
    """Facts that the fiche states group by group: the field's name, and each group's words."""
    length: float | None = None
    """Days the course takes, where the fiche says it: it tells several sessions from one."""
    neighbour: dt.date | None = None
    """A date of the fiche that may give a year to dates without one."""


@dataclass(frozen=True, slots=True)
class Sessions:
    """What a fiche says of its sessions."""

    groups: tuple[Group, ...] = ()
    note: dates.Schedule | None = None
    """What is said where there is no group."""
    unused: tuple[Entry, ...] = ()
    """Shared facts that every group states for itself."""


def read_sessions(decoding: Decoding, value: Value, shared: Shared) -> Sessions:
    """Read all groups of a fiche."""
    drafts: list[_Draft] = []
    used: set[str] = set()
    neighbour = shared.neighbour
    mappings, doubt = _mappings(value)
    if doubt is not Doubt.NONE:
        mappings = _settled(decoding, mappings, doubt, shared.length)
    mappings = [*mappings, *_further_groups(mappings, shared)]
    for mapping in mappings:
        own = {
            entry_field.name
            for e in mapping.entries
            if (entry_field := find(e.key.text, Scope.GROUP))
        }
        extra = tuple(e for e in shared.entries if e.key.text not in own)
        used |= {e.key.text for e in extra}
        extra += tuple(e for e in _own_words(mapping, shared) if e.key.text not in own)
        draft = _read(decoding, replace(mapping, entries=mapping.entries + extra), neighbour)
        neighbour = neighbour or (draft.schedule.first if draft.schedule else None)
        drafts.append(draft)
    if drafts and all(draft.hours_unused for draft in drafts):
        used.discard("horaires")
    unused = tuple(entry for entry in shared.entries if entry.key.text not in used)
    if len(drafts) == 1 and drafts[0].is_note and not drafts[0].remarks:
        return Sessions(note=drafts[0].schedule, unused=unused)
    return Sessions(groups=_finished(decoding, drafts), unused=unused)


def by_group(value: Value) -> Mapping | None:
    """Take "Groupe 1 : Saint-Denis", "Groupe 2 : Saint-Pierre" apart; None for other words."""
    if not isinstance(value, Words):
        return None
    entries = []
    for line in value.lines():
        bare, _ = unbulleted(line)
        name, colon, rest = bare.text.partition(":")
        if not colon or not rest.strip() or not is_group_heading(text.plain(name)):
            return None
        entries.append(Entry(bare.part(0, len(name)), bare.part(len(name) + 1)))
    mark = value.marks[0]
    return Mapping(tuple(entries), mark.line, mark.col) if entries else None


def _name_of(mapping: Mapping) -> str:
    """Return the key of the name a group is given, empty for none."""
    given = (entry for entry in mapping.entries if entry.key.text == "nom")
    return next((text.key(e.value.text) for e in given if isinstance(e.value, Words)), "")


def _further_groups(mappings: Sequence[Mapping], shared: Shared) -> Iterable[Mapping]:
    """Yield the groups that only such facts name: nothing said of them may be lost."""
    names = {_name_of(mapping) for mapping in mappings}
    for _, told in shared.by_group:
        for entry in told.entries:
            if text.key(entry.key.text) not in names:
                names.add(text.key(entry.key.text))
                mark = entry.key.marks[0]
                yield Mapping((Entry(Words("nom", (mark,)), entry.key),), mark.line, mark.col)


def _own_words(mapping: Mapping, shared: Shared) -> Iterable[Entry]:
    """Yield what the fiche states elsewhere for this very group."""
    own = _name_of(mapping)
    for name, told in shared.by_group:
        for entry in told.entries:
            if own and text.key(entry.key.text) == own:
                yield Entry(Words(name, entry.key.marks[:1]), entry.value)


def _settled(
    decoding: Decoding, mappings: list[Mapping], doubt: Doubt, length: float | None
) -> list[Mapping]:
    """Let the length of the course tell whether dates are those of one session or of several."""
    counts = [_count_days(mapping) for mapping in mappings]
    alone = all({entry.key.text for entry in mapping.entries} == {"dates"} for mapping in mappings)
    if length and all(count == length for count in counts):
        return mappings
    if alone and (doubt is Doubt.TOGETHER or sum(counts) == length):
        parts = [leaf for mapping in mappings for leaf in leaves(mapping.entries[0].value)]
        return [
            replace(mappings[0], entries=(replace(mappings[0].entries[0], value=joined(parts)),))
        ]
    decoding.report("FG312", place(mappings[0], decoding.path), nombre=len(mappings))
    return mappings


def _count_days(mapping: Mapping) -> float:
    given = [entry.value for entry in mapping.entries if entry.key.text == "dates"]
    if not given or not isinstance(given[0], Words):
        return 0
    schedule, _ = dates.read_schedule(given[0].text)
    return sum(1 if day.half is dates.Half.WHOLE else 0.5 for day in schedule.days)


def _mappings(value: Value) -> tuple[list[Mapping], Doubt]:
    """Bring every way of writing groups to one mapping a group; tells if that was a guess."""
    if isinstance(value, Words):
        return _mappings(groups.read_groups(value, [value]))
    if isinstance(value, Mapping):
        if not value.entries or any(find(e.key.text, Scope.GROUP) for e in value.entries):
            return [value], Doubt.NONE
        read = [_named(entry) for entry in value.entries]
        return [m for found, _ in read for m in found], _strongest(doubt for _, doubt in read)
    read = [_mappings(item) for item in value.items]
    doubts = (value.doubt, *(doubt for _, doubt in read))
    return [mapping for found, _ in read for mapping in found], _strongest(doubts)


def _strongest(doubts: Iterable[Doubt]) -> Doubt:
    given = {*doubts}
    return next((d for d in (Doubt.APART, Doubt.TOGETHER) if d in given), Doubt.NONE)


def _named(entry: Entry) -> tuple[list[Mapping], Doubt]:
    """Make a group of "Groupe 1: …" in YAML, or those of a place, whatever stands behind it."""
    mark = entry.key.marks[0]
    is_group = is_group_heading(entry.key.text, loose=True)
    head = Entry(Words("nom" if is_group else "lieu", (mark,)), entry.key)
    inner = entry.value
    if isinstance(inner, Mapping):
        return [Mapping((head, *inner.entries), mark.line, mark.col)], Doubt.NONE
    if isinstance(inner, Words):
        read, _ = _mappings(inner)
        rest = read[0].entries if len(read) == 1 else (Entry(Words("dates", (mark,)), inner),)
        return [Mapping((head, *rest), mark.line, mark.col)], Doubt.NONE
    dates_of = [Entry(Words("dates", (mark,)), item) for item in inner.items]
    if is_group or len(dates_of) < 2:
        return [
            Mapping((head, Entry(Words("dates", (mark,)), inner)), mark.line, mark.col)
        ], Doubt.NONE
    return [Mapping((head, each), mark.line, mark.col) for each in dates_of], Doubt.APART


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
        before = draft.schedule
        draft.schedule = dates.with_hours(before, draft.hours)
        draft.hours_unused = draft.schedule == before
    return draft


def _read_entry(
    decoding: Decoding, draft: _Draft, known: Field, value: Value, neighbour: dt.date | None
) -> None:
    name = known.name
    if name == "interlocuteurs":
        draft.contacts = decoding.contacts(value)
        return
    if name in ("dates", "dates_initiales"):
        value = _dates_as_lines(value)
    words = decoding.words(known, value)
    if words is None:
        return
    if name == "dates":
        _read_dates(decoding, draft, words, neighbour)
    elif name == "dates_initiales":
        draft.previous, problems = dates.read_schedule(words.text, neighbour=neighbour)
        decoding.lift(words, problems)
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
    if schedule.kind in _NOTE_KINDS and not any(words.text[a].isupper() for a, _ in schedule.rest):
        return  # "dès 6 inscrits": no place, part of what is said in place of dates
    start, end = 0, len(words.text)
    for first, last in schedule.rest:  # in order: those that come first, then those that come last
        if not words.text[start:first].strip(_AROUND_DATES):
            _place_rest(draft, words.part(first, last))
            start = last
    behind = [(first, last) for first, last in schedule.rest if first >= start]
    ends = [last for _, last in behind]
    starts = [*(first for first, _ in behind[1:]), len(words.text)]
    gaps = zip(ends, starts, strict=bool(ends))
    if behind and all(not words.text[a:b].strip(_AROUND_DATES) for a, b in gaps):
        for first, last in behind:  # words between dates stay where they are: they tell days apart
            _place_rest(draft, words.part(first, last))
            end = min(end, first)
    shown = text.squeeze(text.plain(words.text[start:end])).strip(_AROUND_DATES)
    shown += ")" * (shown.count("(") - shown.count(")"))
    draft.schedule = replace(schedule, words=shown, rest=())


def _place_rest(draft: _Draft, rest: Words) -> None:
    """Take words that stand beside the dates as a state, a place, or else as a remark."""
    bare = text.strip_ornaments(text.plain(rest.text)).strip(_AROUND_DATES)
    shown = _SMALL_WORDS.sub("", bare)
    if not text.key(shown):
        return
    if draft.status is None and (status := stated(shown)):
        draft.status = status
    elif groups.is_zone(shown) and "territoire" not in draft.texts:
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
        if draft.status is None and (state := _hinted(draft)):
            decoding.report("FG212", draft.span, nom=label, etat=state)
        finished.append(_group(draft, label, name))
    return tuple(finished)


def _hinted(draft: _Draft) -> str:
    """Return the state that the words of a group speak of; empty for none, or for an if."""
    words = [draft.schedule.words] if draft.schedule else []
    told = text.key(" ".join([*words, *(remark.text for remark in draft.remarks)]))
    found = _HINT.search(told)
    return ("annulé" if found[1].startswith("annul") else "reporté") if found else ""


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
        previous=draft.previous,
        status=draft.status,
        deadline=draft.deadline,
        contacts=draft.contacts,
        remark=remark,
        span=draft.span,
    )

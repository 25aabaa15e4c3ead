"""One mapping a group, from every way of writing groups, with what the fiche says for all of them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from fichegen import dates, text
from fichegen.reading import groups
from fichegen.reading.decode import Decoding, as_item
from fichegen.reading.draft import (
    Doubt,
    Entry,
    Mapping,
    Value,
    Words,
    joined,
    leaves,
    place,
)
from fichegen.reading.fields import Scope, find, is_group_heading
from fichegen.reading.labels import unbulleted

_NOTE_KINDS: Final = (dates.Kind.ON_REQUEST, dates.Kind.TO_DEFINE)
_FURTHER: Final = "sont lues comme une session de plus"
_NO_SESSION: Final = "sont gardées telles quelles, sans faire de session"
_LOOSE: Final = frozenset({"lieu", "remarque"})
"""What a line that tells no dates is taken for, for want of better."""
_PLACING: Final = frozenset({"nom", "territoire", "lieu", "adresse", "lien"})
"""What tells a group from mere dates."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """What a fiche says once for all its groups: keys `lieu`, `territoire`, `horaires`, …"""

    entries: tuple[Entry, ...] = ()
    by_group: tuple[tuple[str, Mapping], ...] = ()
    """Facts that the fiche states group by group: the field's name, and each group's words."""
    dates: Value | None = None
    """Dates given beside the groups."""
    length: float | None = None
    """Days the course takes, where the fiche says it: it tells several sessions from one."""
    neighbour: dt.date | None = None
    """A date of the fiche that may give a year to dates without one."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Gathered:
    """The groups, each with what it shares."""

    mappings: tuple[Mapping, ...]
    unused: tuple[Entry, ...]
    """Shared facts that no group takes over."""


def gather(decoding: Decoding, value: Value, shared: Shared) -> Gathered:
    """Bring the groups of a fiche to one mapping each; dates beside them are shared or told."""
    own = _one_each(decoding, value, shared.length)
    beside = _one_each(decoding, shared.dates, shared.length) if shared.dates else []
    own, beside, notes = _sorted(own, beside) if own else (beside, [], [])
    own = [*own, *_further_groups(own, shared)]
    undated = sum("dates" not in names_of(mapping) for mapping in own)
    entries = shared.entries
    if len(beside) == 1 and undated == len(own):
        own_names = names_of(beside[0])
        entries = (*(e for e in entries if e.key.text not in own_names), *_renamed(beside.pop()))
    elif notes and undated:
        entries = (*entries, *_as_dates([notes.pop(0)]))
    for mapping in beside:
        first = mapping.entries[0]
        _twice(decoding, next(iter(leaves(first.value)), first.key), _FURTHER)
    for words in notes:
        _twice(decoding, words, _NO_SESSION)
    if len(own) + len(beside) > 1:
        entries = (*_of_several(decoding, entries),)
    used: set[str] = set()
    gathered = []
    ordered = sorted((*own, *beside), key=lambda m: m.line) if beside else own
    for mapping in ordered:
        names = names_of(mapping)
        taken = [entry for entry in entries if entry.key.text not in names]
        used |= {entry.key.text for entry in taken}
        taken += [e for e in _own_words(mapping, shared) if e.key.text not in names]
        gathered.append(replace(mapping, entries=(*mapping.entries, *_placed(taken, names))))
    unused = [entry for entry in entries if entry.key.text not in used]
    return Gathered(mappings=tuple(gathered), unused=(*unused, *_as_dates(notes)))


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


def names_of(mapping: Mapping) -> set[str]:
    """Return the names of the fields that a group's own keys stand for."""
    found = (find(entry.key.text, Scope.GROUP) for entry in mapping.entries)
    return {field.name for field in found if field}


# ---------------------------------------------------------------------- dates beside the groups


def _sorted(
    own: list[Mapping], beside: list[Mapping]
) -> tuple[list[Mapping], list[Mapping], list[Words]]:
    """Tell groups, dates that stand beside them, and notes on dates ("nous consulter") apart.

    Without anything else a note stays: it says why there is no session. Beside groups that have
    neither name nor place it is one of them: "2 mars 2026", then "à définir".
    """
    notes = [m for m in beside if _is_note(m) or names_of(m) <= _LOOSE]
    beside = [m for m in beside if m not in notes]
    own = [*own, *filter(_is_placed, beside)]
    beside = [m for m in beside if not _is_placed(m)]
    sessions = [m for m in own if not _is_note(m)]
    if beside or any(map(_is_placed, sessions)):
        notes += filter(_is_note, own)
        own = sessions
    words = [leaf for note in notes for entry in note.entries for leaf in leaves(entry.value)]
    return (own, beside, words) if own else (beside, [], words)


def _is_placed(mapping: Mapping) -> bool:
    return bool(names_of(mapping) & _PLACING)


def _is_note(mapping: Mapping) -> bool:
    """Tell whether a mapping only says that, or why, there are no dates."""
    if names_of(mapping) != {"dates"} or len(mapping.entries) > 1:
        return False
    words = mapping.entries[0].value
    if not isinstance(words, Words):
        return False
    kind = dates.read_schedule(words.text)[0].kind
    return kind in _NOTE_KINDS or (
        kind is dates.Kind.WORDS and not dates.mentions_dates(words.text)
    )


def _twice(decoding: Decoding, words: Words, outcome: str) -> None:
    mots = text.squeeze(words.text)
    decoding.report("FG213", words.span(decoding.path), mots=mots, suite=outcome)


def _as_dates(words: Sequence[Words]) -> Iterator[Entry]:
    """Yield words as the dates they speak of."""
    if words:
        yield Entry(Words("dates", words[0].marks[:1]), joined(words, "\n\n"))


def _renamed(mapping: Mapping) -> Iterator[Entry]:
    """Yield the entries of dates that stand for all groups, each under its field's name."""
    for entry in mapping.entries:
        known = find(entry.key.text, Scope.GROUP)
        yield Entry(Words(known.name if known else entry.key.text, entry.key.marks), entry.value)


# ---------------------------------------------------------------------- facts for several groups


def _of_several(decoding: Decoding, entries: Iterable[Entry]) -> Iterator[Entry]:
    """Yield what can be shared by several groups: nobody knows which of them is put off."""
    for entry in entries:
        if entry.key.text != "statut":
            yield entry
        for words in leaves(entry.value) if entry.key.text == "statut" else ():
            decoding.report("FG313", words.span(decoding.path), mots=text.squeeze(words.text))


def _placed(taken: Sequence[Entry], own: set[str]) -> Iterator[Entry]:
    """Yield shared facts; an address is the place where no other is named."""
    named = own | {entry.key.text for entry in taken}
    for entry in taken:
        alone = entry.key.text == "adresse" and "lieu" not in named
        yield Entry(Words("lieu", entry.key.marks[:1]), entry.value) if alone else entry


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


# ---------------------------------------------------------------------- ways of writing groups


def _one_each(decoding: Decoding, value: Value, length: float | None) -> list[Mapping]:
    mappings, doubt = _mappings(value)
    return mappings if doubt is Doubt.NONE else _settled(decoding, mappings, doubt, length)


def _settled(
    decoding: Decoding, mappings: list[Mapping], doubt: Doubt, length: float | None
) -> list[Mapping]:
    """Let the length of the course tell whether dates are those of one session or of several."""
    counts = [_count_days(mapping) for mapping in mappings]
    names = [{entry.key.text for entry in mapping.entries} for mapping in mappings]
    alone = all("dates" in told and told <= {"dates", "remarque"} for told in names)
    if length and all(count == length for count in counts):
        return mappings
    if alone and (doubt is Doubt.TOGETHER or sum(counts) == length):
        return [replace(mappings[0], entries=(*_together(mappings),))]
    decoding.report("FG312", place(mappings[0], decoding.path), nombre=len(mappings))
    return mappings


def _together(mappings: Sequence[Mapping]) -> Iterator[Entry]:
    """Yield the dates and the remarks of all mappings, each under its first key."""
    for name in ("dates", "remarque"):
        told = [e for mapping in mappings for e in mapping.entries if e.key.text == name]
        if told:
            parts = [leaf for entry in told for leaf in leaves(entry.value)]
            yield Entry(told[0].key, joined(parts, "\n" if name == "dates" else "\n\n"))


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
    if not is_group and all(isinstance(item, Words) for item in inner.items):
        listed = [as_item(item) for item in leaves(inner)]
        read, doubt = _mappings(groups.read_groups(entry.key, [joined(listed)]))
        return [Mapping((head, *m.entries), mark.line, mark.col) for m in read], doubt
    dates_of = [Entry(Words("dates", (mark,)), item) for item in inner.items]
    if is_group or len(dates_of) < 2:
        return [
            Mapping((head, Entry(Words("dates", (mark,)), inner)), mark.line, mark.col)
        ], Doubt.NONE
    return [Mapping((head, each), mark.line, mark.col) for each in dates_of], Doubt.APART

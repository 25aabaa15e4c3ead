"""The groups of a fiche, from their mappings: place, days, hours, deadline, people."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from fichegen import dates, text
from fichegen.diagnostics import Span
from fichegen.expressions import expression
from fichegen.model import Contact, Group, Prose, Status
from fichegen.reading.apart import told_apart
from fichegen.reading.bounds import with_bounds
from fichegen.reading.decode import Decoding, is_blank, shown_heading, stated
from fichegen.reading.draft import Entry, Mapping, Value, Words, joined, leaves, place
from fichegen.reading.fields import Field, Scope, find
from fichegen.reading.gathered import is_zone
from fichegen.reading.gathering import Shared, gather
from fichegen.reading.lines import dates_as_lines
from fichegen.reading.moves import KNOWN, Move, find_move
from fichegen.reading.naming import Identity, slugs
from fichegen.reading.prose import read_prose

_UNSET: Final = (dates.Kind.ON_REQUEST, dates.Kind.TO_DEFINE)
_NOTE_KINDS: Final = (*_UNSET, dates.Kind.WORDS)
_HINT: Final = expression(
    r"(?<!non )(?<!pas )(?<!etre )(?<!sera )"
    r"\b(annulee?s?|reportee?s?|repoussee?s?|(?:decal|deplac)ee?s?(?! (?:en|dans|a|au|vers)\b))\b"
    r"(?! si\b| en cas\b| dans le cas\b)"
)
_OF_OTHERS: Final = expression(
    r"\b(?:inscriptions?|candidatures?|date limite|cloture|horaires?)(?: [a-z]+){0,4}?"
    r" (?:annul|report|repouss|decal|deplac)ee?s?\b"
)
"""What is put off here is not the session."""
_SMALL_WORDS: Final = expression(
    r"^(?:à|a|au|aux|en|sur|dans|chez|lieu|-|–|:|,|\s)+(?=\s|$|(?<=[:,–-]))\s*", re.IGNORECASE
)
_AROUND_DATES: Final = " \t\u00a0:,;–—-()[]+&*_"
_PLACES: Final = re.compile(r"\s*[,;/]\s*|\s+(?:et|ou)\s+")
"""Between the places of a course, of which a session has one."""
_PLACE_LENGTH: Final = 80
_NUMBER: Final = expression(r"\d{1,3}|[A-Z]")
_WEB: Final = expression(r"https?://\S+", re.IGNORECASE)
_STATUS_LENGTH: Final = 20
"""Longer words on a state say more than the state, and are kept as a remark."""


@dataclass(slots=True)
class _Draft:
    """One group while its keys are read."""

    span: Span
    name: str = ""
    texts: dict[str, str] = field(default_factory=dict)
    places: dict[str, Span] = field(default_factory=dict)
    """Where each of these is first told."""
    schedule: dates.Schedule | None = None
    previous: dates.Schedule | None = None
    hours: tuple[dates.Hours, ...] = ()
    hours_unused: bool = False
    """True where every day has hours of its own already."""
    status: Status | None = None
    moves: list[Words] = field(default_factory=list)
    """Phrases such as "Reporté au 4 janvier 2027"."""
    listed: bool = False
    """True where its dates stand on several lines."""
    moved: bool = False
    """True where its days are those it was put off to."""
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
class Sessions:
    """What a fiche says of its sessions."""

    groups: tuple[Group, ...] = ()
    note: dates.Schedule | None = None
    """What is said where there is no group."""
    unused: tuple[Entry, ...] = ()
    """Shared facts that every group states for itself."""
    moved: bool = False
    """True where every session is told to have been put off to the days it has."""


def read_sessions(decoding: Decoding, value: Value, shared: Shared) -> Sessions:
    """Read all groups of a fiche."""
    gathered = gather(decoding, value, shared)
    drafts: list[_Draft] = []
    neighbour = shared.neighbour
    for mapping in gathered.mappings:
        draft = _read(decoding, mapping, neighbour)
        neighbour = neighbour or (draft.schedule.first if draft.schedule else None)
        drafts.append(draft)
    unused = gathered.unused
    if drafts and all(draft.hours_unused for draft in drafts):
        left = [entry.key.text for entry in unused]
        unused += tuple(
            e for e in shared.entries if e.key.text == "horaires" and "horaires" not in left
        )
    if len(drafts) == 1 and drafts[0].is_note and not drafts[0].remarks:
        return Sessions(note=drafts[0].schedule, unused=unused)
    return Sessions(
        groups=_finished(decoding, drafts),
        unused=unused,
        moved=bool(drafts) and all(draft.moved for draft in drafts),
    )


def _read(decoding: Decoding, mapping: Mapping, neighbour: dt.date | None) -> _Draft:
    draft = _Draft(span=place(mapping, decoding.path))
    for entry in told_apart(with_bounds(mapping.entries), Scope.GROUP):
        known = find(entry.key.text, Scope.GROUP)
        if known is None:
            decoding.unknown(entry.key, Scope.GROUP)
            label = Words(f"{shown_heading(entry.key.text)} :", entry.key.marks[:1])
            draft.remarks.append(joined([label, *leaves(entry.value)], " "))
        elif not is_blank(entry.value):
            _read_entry(decoding, draft, known, entry.value, neighbour)
    if draft.moves:
        _read_moves(decoding, draft, neighbour)
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
        draft.contacts += decoding.contacts(value)
        return
    if name in ("dates", "dates_initiales"):
        value = dates_as_lines(value)
    words = decoding.words(known, value)
    if words is None:
        return
    if name == "dates" and find_move(words):
        draft.moves.append(words)
    elif name == "dates":
        draft.listed = sum(line.text[0] != "+" for line in words.lines()) > 1
        _read_dates(decoding, draft, words, neighbour)
    elif name == "dates_initiales":
        draft.previous, problems = dates.read_schedule(words.text, neighbour=neighbour)
        decoding.lift(words, problems)
    elif name == "horaires":
        draft.hours, problems = dates.read_hours(words.text)
        decoding.lift(words, problems)
        alone = draft.hours and dates.tells_hours_alone(words.text)
        draft.remarks += [] if alone else [words]
    elif name == "date_limite":
        draft.deadline = decoding.day(words)
    elif name == "remarque":
        (draft.moves if find_move(words) else draft.remarks).append(words)
    else:
        _read_text(decoding, draft, known, words)


def _read_text(decoding: Decoding, draft: _Draft, known: Field, words: Words) -> None:
    """Read a name, a state, a place."""
    shown = decoding.text(known, words)
    if known.name == "nom":
        draft.name = f"Groupe {shown}" if _NUMBER.fullmatch(shown) else shown
    elif known.name == "statut":
        moves = [line for line in words.lines() if find_move(line)]
        draft.moves += moves
        states = [line for line in words.lines() if line not in moves]
        if moves and states and _is_undone(states[0], moves[0]):
            states = states[1:]
        if states:
            _read_status(decoding, draft, known, joined(states))
    else:
        name = known.name
        if name == "lieu" and is_zone(shown) and "territoire" not in draft.texts:
            name = "territoire"
        elif name == "lieu" and _WEB.fullmatch(shown) and "lien" not in draft.texts:
            name = "lien"
        own = draft.texts.get(name, "")
        if not (own and text.key(own) in map(text.key, _PLACES.split(shown))):
            draft.texts[name] = f"{own}, {shown}" if own else shown
        draft.places.setdefault(name, words.span(decoding.path))


def _read_status(decoding: Decoding, draft: _Draft, known: Field, words: Words) -> None:
    draft.status, shown = decoding.status(known.label, words)
    if draft.status is None or len(shown) > _STATUS_LENGTH:
        draft.remarks.append(words)


def _is_undone(state: Words, move: Words) -> bool:
    """Tell whether what is cancelled are the days that were put off: "Annulé", "Reporté au …"."""
    first, then = state.marks[0], move.marks[0]
    before = (first.line, first.col) < (then.line, then.col)
    return before and stated(text.plain(state.text)) is Status.CANCELLED


def _read_moves(decoding: Decoding, draft: _Draft, neighbour: dt.date | None) -> None:
    """Read to which days a session is put off: these are its days, the old ones `previous`.

    Where it is not sure from when or to when, the words are kept as they are, and told.
    """
    moves = [(words, move) for words in draft.moves if (move := find_move(words))]
    words, move = moves[0]
    if len(moves) == 1 and move.sure:
        if move.new is None:
            _put_off(decoding, draft, words, move, neighbour)
            return
        if _move(decoding, draft, words, move.new, move, neighbour):
            return
        if dates.read_schedule(move.new.text)[0].kind not in KNOWN:
            decoding.report("FG313", words.span(decoding.path), mots=text.squeeze(words.text))
            _put_off(decoding, draft, words, move, neighbour)
            return
    if any(move.declared for _, move in moves):
        draft.status = draft.status or Status.POSTPONED
    for words, move in moves:
        decoding.report("FG313", words.span(decoding.path), mots=text.squeeze(words.text))
        if move.new or move.declared or not move.old:
            _keep_words(draft, words, dates.Kind.WORDS)
        else:  # days struck out are none to be shown as those of the session
            draft.remarks.append(words)


def _put_off(
    decoding: Decoding, draft: _Draft, words: Words, move: Move, neighbour: dt.date | None
) -> None:
    """Put a session off to days that are not known yet."""
    draft.status = Status.POSTPONED
    if move.beside:
        _place_rest(draft, move.beside)
    if move.old and not draft.schedule:
        _read_dates(decoding, draft, move.old, neighbour)
    _keep_words(draft, _phrase(words, move), dates.Kind.TO_DEFINE)


def _phrase(words: Words, move: Move) -> Words:
    """Return the words of a move without the place beside them, which is told apart."""
    return words.part(move.start) if move.beside else words


def _keep_words(draft: _Draft, words: Words, kind: dates.Kind) -> None:
    """Keep words about days in the place of days or, where there are some, as a remark."""
    if draft.schedule:
        draft.remarks.append(words)
    else:
        draft.schedule = dates.Schedule(words=text.squeeze(text.plain(words.text)), kind=kind)


def _move(
    decoding: Decoding,
    draft: _Draft,
    words: Words,
    new: Words,
    move: Move,
    neighbour: dt.date | None,
) -> bool:
    """Give a session its new days; False, and nothing done, where the old ones contradict them."""
    told = [schedule for schedule in (draft.previous, draft.schedule) if schedule]
    known = next((schedule.first for schedule in told if schedule.first), None)
    old = _dated(move.old, new) if move.old else None
    if old:
        told.insert(0, dates.read_schedule(old.text, neighbour=known)[0])
        known = told[0].first or known
    to, _ = dates.read_schedule(new.text, neighbour=known or neighbour)
    before = [schedule for schedule in told if _days_of(schedule) != _days_of(to)]
    if to.kind not in KNOWN or (draft.listed and not old):
        return False
    if any(_days_of(s) != _days_of(before[0]) or s.kind in _UNSET for s in before):
        return False
    if before and not _in_order(_first_day(before[0]), _first_day(to), move):
        return False
    draft.previous = before[0] if before else None
    places = dict(draft.texts)
    _read_dates(decoding, draft, new, known or neighbour)
    if old or move.beside:
        _read_former(decoding, draft, words, old, move, known, placed=draft.texts != places)
    if words not in draft.remarks and (not draft.previous or move.earlier):
        draft.remarks.append(_phrase(words, move))  # no state says the word
    if draft.status in (None, Status.POSTPONED):
        draft.status = Status.POSTPONED if draft.previous else None
    draft.moved = True
    return True


def _read_former(
    decoding: Decoding,
    draft: _Draft,
    words: Words,
    old: Words | None,
    move: Move,
    known: dt.date | None,
    *,
    placed: bool,
) -> None:
    """Read the old days; their state is past, and so is their place where the new ones have one."""
    former = _Draft(span=draft.span)
    if move.beside:
        _place_rest(former, move.beside)
    if old:
        _read_dates(decoding, former, old, known)
        draft.previous = former.schedule
    draft.texts = draft.texts if placed else {**former.texts, **draft.texts}
    lost = any(draft.texts.get(name) != told for name, told in former.texts.items())
    if lost or former.status not in (None, Status.CANCELLED, Status.POSTPONED):
        draft.remarks.append(words)
    draft.remarks += former.remarks


def _in_order(old: dt.date, new: dt.date, move: Move) -> bool:
    if move.earlier is None:
        return old != new
    return new < old if move.earlier else old < new


def _dated(old: Words, new: Words) -> Words:
    """Give old days the year they share with the new ones, as in "12 octobre, 9 novembre 2026"."""
    _, problems = dates.read_schedule(old.text)
    if {found.code for found in problems} == {"FG305"}:
        both, doubts = dates.read_schedule(f"{old.text}, {new.text}")
        if both.first and not doubts:
            return Words(f"{old.text} {both.first.year}", old.marks)
    return old


def _days_of(schedule: dates.Schedule) -> object:
    days = tuple(day.date for day in schedule.days)
    return (days, schedule.periods) if days or schedule.periods else text.key(schedule.words)


def _first_day(schedule: dates.Schedule) -> dt.date:
    first = schedule.first or (schedule.periods[0].first if schedule.periods else None)
    return first or dt.date.min


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
    elif is_zone(shown) and "territoire" not in draft.texts:
        draft.texts["territoire"], draft.places["territoire"] = shown, rest.span(draft.span.path)
    elif "lieu" not in draft.texts and shown[:1].isupper() and len(shown) <= _PLACE_LENGTH:
        draft.texts["lieu"], draft.places["lieu"] = shown, rest.span(draft.span.path)
    else:
        draft.remarks.append(rest)


def _finished(decoding: Decoding, drafts: Sequence[_Draft]) -> tuple[Group, ...]:
    """Name the groups, so that each has a page of its own, and refuse doubles."""
    finished: list[Group] = []
    taken: dict[str, Span] = {}
    names = slugs([_identity(draft) for draft in drafts])
    for number, (draft, name) in enumerate(zip(drafts, names, strict=True), 1):
        label = draft.name or (f"Session {number}" if len(drafts) > 1 else "Session")
        if name in taken:
            decoding.report("FG502", draft.span, taken[name], nom=label)
            continue
        taken[name] = draft.span
        if not (draft.texts or draft.schedule or draft.moves):
            decoding.report("FG211", draft.span, nom=label)
        if draft.status is None and not draft.moves and (state := _hinted(draft)):
            decoding.report("FG212", draft.span, nom=label, etat=state)
        finished.append(_group(draft, label, name))
    return tuple(finished)


def _identity(draft: _Draft) -> Identity:
    return Identity(
        name=draft.name,
        territory=draft.texts.get("territoire", ""),
        place=draft.texts.get("lieu", ""),
    )


def _hinted(draft: _Draft) -> str:
    """Return the state that the words of a group speak of; empty for none, or for an if."""
    words = [draft.schedule.words] if draft.schedule else []
    told = text.key(" ".join([*words, *(remark.text for remark in draft.remarks)]))
    found = _HINT.search(_OF_OTHERS.sub(" ", told))
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
        zone_at=draft.places.get("territoire" if draft.texts.get("territoire") else "lieu"),
    )

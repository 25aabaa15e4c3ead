"""A new fiche from one of last year: its words under a new title, without what was true then only.

Days become « à définir », and what else has had its time becomes a comment; the words that stood
there are told beside, on no page. All other bytes stay. What comes out is read again: where it
still said something of last year, or lost something else, there is no new fiche.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import replace
from typing import Any, Final

from fichegen.dates import Kind, Schedule, mentions_dates, read_deadline, read_schedule
from fichegen.model import Fiche
from fichegen.reading import Entry, Node, Scope, Words, find, is_container, read_fiche
from fichegen.reading import leaves as leaves_of

from .body import BodyEdits, entries_of
from .keys import KeyEdits, Pair, keys_of, new_line, pairs_of, words_of
from .sheet import Edit, Sheet, insertion
from .spelling import heading, module_of, title_scalar

UNSET: Final = "à définir"
_LABEL: Final = "l'an dernier :"
_DRAFT: Final = "brouillon: oui"
_WHY_DRAFT: Final = "  # quand les dates y sont, retirez cette ligne"


class _Fate(enum.Enum):
    """What becomes of a fact of last year."""

    UNSET = enum.auto()
    HIDDEN = enum.auto()


_OF_FICHE: Final = {
    "date_limite": _Fate.UNSET,
    "mis_a_jour": _Fate.HIDDEN,
    "statut": _Fate.HIDDEN,
    "alias": _Fate.HIDDEN,
    "slug": _Fate.HIDDEN,
    "brouillon": _Fate.HIDDEN,
    "lien": _Fate.HIDDEN,
    "nom_module": _Fate.HIDDEN,
}
_OF_GROUP: Final = {
    "dates": _Fate.UNSET,
    "dates_initiales": _Fate.HIDDEN,
    "date_limite": _Fate.HIDDEN,
    "statut": _Fate.HIDDEN,
    "lien": _Fate.HIDDEN,
}
_OF_SERIES: Final = ("parcours", "module")
"""What the title of a module says itself."""
_OF_SESSIONS: Final = ("groupes", "dates")
_NONE_YET: Final = (Kind.TO_DEFINE, Kind.ON_REQUEST)


def renewed(sheet: Sheet, title: str) -> Sheet | None:
    """Write the fiche anew under a title; None where that cannot be done with certainty."""
    before, _ = read_fiche(sheet.path, sheet.text())
    if before is None:
        return None
    for coarse in (False, True):
        made = _marked_draft(sheet.with_edits(_edits(sheet, title, coarse=coarse)))
        after, _ = read_fiche(sheet.path, made.text()) if made else (None, ())
        if made and after and _is_renewed(before, after, title):
            return made
    return None


# ---------------------------------------------------------------- what must change


def _edits(sheet: Sheet, title: str, *, coarse: bool) -> list[Edit]:
    fates = dict(_OF_FICHE)
    if module_of(title):
        fates |= dict.fromkeys(_OF_SERIES, _Fate.HIDDEN)
    keys, body = KeyEdits(sheet), BodyEdits(sheet, _LABEL)
    if top := keys_of(sheet):
        _renew_keys(keys, top, title, fates, coarse=coarse)
    for entry in entries_of(sheet):
        known = find(entry.key.text)
        fate = fates.get(known.name) if known else None
        if known and known.name == "titre" and isinstance(entry.value, Words):
            body.title(entry.value, heading(title))
        elif known and known.name in _OF_SESSIONS:
            (_reset_sessions if coarse else _renew_sessions)(body, entry.value)
        elif fate is _Fate.UNSET:
            _unset(body, entry)
        elif fate is _Fate.HIDDEN:
            body.hide(entry)
    return [*keys.all(_LABEL), *body.edits]


def _renew_keys(
    edits: KeyEdits, node: Node, title: str, fates: dict[str, _Fate], *, coarse: bool
) -> None:
    for pair in pairs_of(node):
        known = find(pair.key.text)
        name = known.name if known else ""
        if name == "titre":
            edits.put(pair, title_scalar(title))
        elif name in _OF_SESSIONS:
            if coarse:
                edits.reset(pair, UNSET)
            elif name == "dates" and not _holds_groups(pair.value):
                _renew(edits, pair, _Fate.UNSET)
            else:
                _renew_groups(edits, pair.value, pair)
        elif name in fates:
            _renew(edits, pair, fates[name])
        elif not name and pair.value.pairs and is_container(pair.key.text):
            _renew_keys(edits, pair.value, title, fates, coarse=coarse)


def _renew(edits: KeyEdits, pair: Pair, fate: _Fate) -> None:
    if fate is _Fate.HIDDEN:
        edits.hide(pair)
    elif any(_has_passed(words) for words in words_of(pair.value)):
        known = find(pair.key.text)
        put = edits.replace_days if known and known.name == "dates" else edits.replace
        put(pair, UNSET)


def _holds_groups(node: Node) -> bool:
    return any(item.pairs for item in node.items) or any(
        find(key.text, Scope.GROUP) for key, _ in node.pairs
    )


def _renew_groups(edits: KeyEdits, node: Node, pair: Pair) -> None:
    """Renew what stands under the groups, however they are written."""
    for inner in pairs_of(node):
        known = find(inner.key.text, Scope.GROUP)
        if known and known.name in _OF_GROUP:
            _renew(edits, inner, _OF_GROUP[known.name])
        elif known is None:
            _renew_groups(edits, inner.value, inner)
    for item in node.items:
        _renew_groups(edits, item, Pair(item, item, node))
    if not (node.items or node.pairs) and _tells_days(node.text):
        edits.replace_days(pair if pair.value is node else Pair(node, node, node), UNSET)


def _renew_sessions(body: BodyEdits, value: Any) -> None:
    """Renew the groups that headings and lines tell."""
    for mapping in value.items if hasattr(value, "items") else (value,):
        for entry in getattr(mapping, "entries", ()):
            known = find(entry.key.text, Scope.GROUP)
            fate = _OF_GROUP.get(known.name) if known else None
            if fate is _Fate.UNSET:
                _unset(body, entry)
            elif fate is _Fate.HIDDEN:
                body.hide(entry)


def _unset(body: BodyEdits, entry: Entry) -> None:
    told = [words for words in leaves_of(entry.value) if _has_passed(words.text)]
    body.replace(told, UNSET)


def _reset_sessions(body: BodyEdits, value: Any) -> None:
    """Make comments of all that is told of sessions, « à définir » in their place."""
    lines: dict[int, None] = {}
    for mapping in value.items if hasattr(value, "items") else (value,):
        for words in leaves_of(mapping):
            lines.update(dict.fromkeys(line for line, _ in words.places()))
    for number, line in enumerate(sorted(lines)):
        edit = body.commented(line)
        body.edits.append(replace(edit, words=f"{UNSET}\n\n{edit.words}") if not number else edit)


def _has_passed(words: str) -> bool:
    """Tell whether words name days, or say that one may no longer register."""
    return _tells_days(words) or read_deadline(words)[0].closed


# ---------------------------------------------------------------- a draft


def _marked_draft(sheet: Sheet) -> Sheet | None:
    """Mark the new fiche as a draft, at its head."""
    if top := keys_of(sheet):
        return sheet.with_edits([new_line(sheet, top, _DRAFT, _WHY_DRAFT)]) if top.pairs else None
    if sheet.is_yaml:
        return None
    blank = "\n" if sheet.lines[0].strip() else ""
    head = f"---\n{_DRAFT}{_WHY_DRAFT}\n---\n{blank}"
    return sheet.with_edits([insertion(1, 1, head)])


# ---------------------------------------------------------------- what came out


def _is_renewed(before: Fiche, after: Fiche, title: str) -> bool:
    new = after.draft and after.title.words == title and not any(_of_last_year(after))
    return new and _lasting(before) == _lasting(after)


def _of_last_year(fiche: Fiche) -> Iterator[object]:
    """Yield what is told of days, states and addresses; nothing of it may be true."""
    yield from (fiche.aliases, fiche.status, _has_days(fiche.dates_note))
    yield from (limit and (limit.date or limit.closed) for limit in (fiche.deadline, fiche.updated))
    for group in fiche.groups:
        yield from (group.status, group.link, group.deadline and group.deadline.date)
        yield from (_has_days(group.schedule), _has_days(group.previous))


def _has_days(schedule: Schedule | None) -> bool:
    return schedule is not None and bool(
        schedule.days or schedule.periods or _tells_days(schedule.words)
    )


def _tells_days(words: str) -> bool:
    """Tell whether words name days, understood or not, and not only that there are none yet."""
    return mentions_dates(words) and read_schedule(words)[0].kind not in _NONE_YET


def _lasting(fiche: Fiche) -> Fiche:
    """Return a fiche without what the new one must not have, and what its sessions are read as."""
    return replace(
        fiche,
        title=replace(fiche.title, words="", series="", module="", name=""),
        slug="",
        aliases=(),
        deadline=None,
        updated=None,
        status=None,
        status_words="",
        groups=(),
        dates_note=None,
        sections=tuple(s for s in fiche.sections if s.prose.markdown != UNSET),
        draft=False,
    )

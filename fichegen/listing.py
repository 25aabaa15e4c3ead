"""The fiches as a table: what one looks up without opening the site."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from fichegen import text
from fichegen.catalogue import Catalogue
from fichegen.dates import write_short_date
from fichegen.exporters import disarmed
from fichegen.model import Fiche, Status
from fichegen.states import INCLUDED, State, fiche_timeline

HEADINGS: Final = ("ÉTAT", "PROCHAINE", "LIMITE", "TITRE", "SESSIONS", "FICHE")
"""The columns of the table."""
TITLE: Final = 3
"""The column that may be wide."""
SPARE: Final = (5, 4, 1, 2)
"""The columns that give way to it where there is little room, the first first."""

STATES: Final = {
    State.OPEN: "ouvert",
    State.CLOSING: "bientôt clos",
    State.COMING: "à venir",
    State.UNSCHEDULED: "à préciser",
    State.FULL: "complet",
    State.RUNNING: "en cours",
    State.CLOSED: "clos",
    State.POSTPONED: "reporté",
    State.OVER: "terminé",
    State.CANCELLED: "annulé",
}
"""The states in as few words as a column has room for."""

_CSV_HEADINGS: Final = (
    "Fiche", "Titre", "État", "Sessions", "Prochaine session", "Date limite", "Jours restants", "Lieux", "Organismes",
)  # fmt: skip
_BETWEEN: Final = " | "

Names = Callable[[Catalogue, Fiche], Iterable[str]]
"""Yields the names of one kind that a fiche holds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fiche; days in ISO form, empty where there is none."""

    slug: str
    title: str
    path: str
    state: State
    """The best state of its sessions."""
    sessions: int
    next_day: str
    """First day of the next session that has not begun and is not called off."""
    deadline: str
    """The next deadline of a session that can be joined, else the last one."""
    days_left: int | None
    """Days until the deadline, that day not counted; None where it is past, or there is none."""
    places: tuple[str, ...]
    organisations: tuple[str, ...]

    def cells(self) -> tuple[str, ...]:
        """Return the row under `HEADINGS`."""
        left = {None: "", 0: " (ce jour)"}.get(self.days_left, f" (J-{self.days_left})")
        return (
            STATES[self.state],
            _short(self.next_day),
            f"{_short(self.deadline)}{left}",
            self.title,
            str(self.sessions),
            self.path,
        )


def _short(day: str) -> str:
    """Write a day in ISO form as people read it."""
    return write_short_date(dt.date.fromisoformat(day)) if day else "–"


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """Which fiches are asked for; what is empty asks nothing."""

    states: tuple[State, ...] = ()
    place: str = ""
    """Words that a place, a territory, an address or the region holds, accents and case aside."""
    organisation: str = ""
    """Words that a name of an organisation holds."""
    sector: str = ""
    series: str = ""
    """Words that the name of a sector, and of the series, holds."""
    within: int | None = None
    """The deadline is within so many days."""


def state_of(words: str) -> State | None:
    """Return the state that somebody names, by its short words, those of the site or its key."""
    asked = text.key(words)
    return next((state for state in State if asked in map(text.key, _names(state))), None)


def nearest_state(words: str) -> str | None:
    """Return the short words of the state that a mistyped one most likely means."""
    names = {name: STATES[state] for state in State for name in _names(state)}
    near = text.near(words, names)
    return names[near] if near else None


def _names(state: State) -> tuple[str, ...]:
    return (STATES[state], state.words, state.value)


def rows(
    catalogue: Catalogue, today: dt.date, wanted: Wanted | None = None, *, by: str = ""
) -> tuple[Row, ...]:
    """Return a row a fiche that is wanted.

    In the order of the catalogue; `by` "date" puts the next session first, by "limite" the next
    deadline.
    """
    asked = wanted or Wanted()
    found = [_row(fiche, today) for fiche in catalogue.fiches if _is_told(catalogue, fiche, asked)]
    chosen = [row for row in found if _is_timely(row, asked)]
    if by == "date":
        chosen.sort(key=lambda row: (not row.next_day, row.next_day))
    elif by == "limite":
        chosen.sort(key=lambda row: (row.days_left is None, row.days_left or 0))
    return tuple(chosen)


def nearest_name(catalogue: Catalogue, wanted: Wanted) -> str:
    """Say which name may be meant by one that no fiche knows; empty where all are known."""
    for asked, names_of in _asked(wanted):
        names = [name for fiche in catalogue.fiches for name in names_of(catalogue, fiche)]
        if asked and not _holds(names, asked):
            near = text.near(asked, (*names, *(word for name in names for word in name.split())))
            words = f" ; vouliez-vous dire « {near} » ?" if near else "."
            return f"« {asked} » n'est nommé dans aucune fiche{words}"
    return ""


def _is_told(catalogue: Catalogue, fiche: Fiche, wanted: Wanted) -> bool:
    return all(_holds(names_of(catalogue, fiche), asked) for asked, names_of in _asked(wanted))


def _asked(wanted: Wanted) -> tuple[tuple[str, Names], ...]:
    """Return the words that are asked for, each with the names that may hold them."""
    return (
        (wanted.place, _places),
        (wanted.organisation, _organisations),
        (wanted.sector, _sectors),
        (wanted.series, _series),
    )


def _is_timely(row: Row, wanted: Wanted) -> bool:
    states = {kin for state in wanted.states for kin in INCLUDED.get(state, (state,))}
    if states and row.state not in states:
        return False
    if wanted.within is None:
        return True
    return row.days_left is not None and row.days_left <= wanted.within


def _holds(names: Iterable[str], asked: str) -> bool:
    """Tell whether a name holds the words asked for, whole or begun: "est" is not in "Ouest"."""
    sought = text.key(asked)
    return not sought or any(f" {sought}" in f" {text.key(name)}" for name in names)


def _places(_catalogue: Catalogue, fiche: Fiche) -> Iterator[str]:
    """Yield whatever says where a fiche's sessions are held."""
    for group in fiche.groups:
        yield from filter(None, (group.place, group.territory, group.address))
    if fiche.region:
        yield fiche.region


def _sectors(_catalogue: Catalogue, fiche: Fiche) -> Iterator[str]:
    yield from (term.words for term in fiche.sectors)


def _series(_catalogue: Catalogue, fiche: Fiche) -> Iterator[str]:
    if fiche.title.series:
        yield fiche.title.series


def _organisations(catalogue: Catalogue, fiche: Fiche) -> Iterator[str]:
    """Yield all names that a fiche's organisations go by."""
    for term in fiche.organisations:
        yield term.words
        facet = catalogue.organisation_index.get(text.key(term.words))
        if facet and facet.organisation:
            yield from (facet.organisation.name, *facet.organisation.aliases)


def _row(fiche: Fiche, today: dt.date) -> Row:
    limit = _limit(fiche, today)
    coming = min(_coming(fiche, today), default=None)
    return Row(
        slug=fiche.slug,
        title=fiche.title.words,
        path=fiche.path,
        state=fiche_timeline(today, fiche).now,
        sessions=len(fiche.groups),
        next_day=coming.isoformat() if coming else "",
        deadline=limit.isoformat() if limit else "",
        days_left=(limit - today).days if limit and limit >= today else None,
        places=tuple(dict.fromkeys(g.place or g.territory for g in fiche.groups if g.place or g.territory)),
        organisations=tuple(term.words for term in fiche.organisations),
    )  # fmt: skip


def _coming(fiche: Fiche, today: dt.date) -> Iterator[dt.date]:
    for group in fiche.groups:
        held = fiche.status_of(group) not in (Status.CANCELLED, Status.POSTPONED)
        first = group.schedule.first if group.schedule else None
        if held and first and first >= today:
            yield first


def _limit(fiche: Fiche, today: dt.date) -> dt.date | None:
    """Return the next deadline of what one can register for; the last one where all are past."""
    open_for = [fiche.deadline_of(group) for group in fiche.groups if fiche.registers(group)]
    if not fiche.groups and fiche.registers():
        open_for = [fiche.deadline]
    days = [deadline.date for deadline in open_for if deadline and deadline.date]
    return min((day for day in days if day >= today), default=max(days, default=None))


def as_json(listed: Sequence[Row]) -> str:
    """Write the rows as JSON."""
    fiches = [{name: getattr(row, name) for name in Row.__slots__} for row in listed]
    return json.dumps({"version": 1, "fiches": fiches}, ensure_ascii=False, indent=2)


def as_csv(listed: Sequence[Row]) -> bytes:
    """Write the rows as the tables of the site are written: as a spreadsheet in French opens them."""
    written = io.StringIO(newline="")
    writer = csv.writer(written, delimiter=";", lineterminator="\r\n")
    writer.writerow(_CSV_HEADINGS)
    for row in listed:
        left = "" if row.days_left is None else str(row.days_left)
        words = (row.path, row.title, STATES[row.state])
        names = (_BETWEEN.join(row.places), _BETWEEN.join(row.organisations))
        writer.writerow([
            *map(disarmed, words), str(row.sessions), row.next_day, row.deadline, left, *map(disarmed, names),
        ])  # fmt: skip
    return written.getvalue().encode("utf-8-sig", "backslashreplace")

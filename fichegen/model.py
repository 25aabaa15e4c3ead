"""What a fiche says, as values: no files, no clock, nothing filled in later.

Equality speaks of the facts alone: where they were written (`path`, spans, marks) does not
count, so the same fiche in another notation is the same object.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Final

from fichegen import text
from fichegen.dates import Deadline, Duration, Kind, Schedule
from fichegen.diagnostics import Span
from fichegen.fillers import is_filler


class Mode(enum.StrEnum):
    """How a course is held (LHEO modalites-enseignement)."""

    ON_SITE = "présentiel"
    REMOTE = "distanciel"
    MIXED = "mixte"


class Status(enum.StrEnum):
    """What the editor declares about a session or a whole fiche."""

    CONFIRMED = "confirmé"
    FULL = "complet"
    POSTPONED = "reporté"
    CANCELLED = "annulé"


@dataclass(frozen=True, slots=True, kw_only=True)
class Prose:
    """A stretch of Markdown, ornaments already made into lists."""

    markdown: str
    items: tuple[str, ...] = ()
    """The list items as plain text, whatever sign the editor used for them; else empty."""
    lines: tuple[tuple[int, int], ...] = field(default=(), compare=False, repr=False)
    """File line and column of each line of `markdown`, for findings."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One headed part of a fiche, in the editor's order."""

    name: str
    """Name of the field, or empty for a heading of the editor's own."""
    heading: str
    """The heading shown: the field's label, or the editor's own words."""
    prose: Prose
    absent: bool = False
    """True where the words state that there is none: "Pas de prérequis"."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Title:
    """A title, with what it says about a series taken apart."""

    words: str
    series: str = ""
    """"La pratique de l'Aller Vers les publics" in "… – Module 1 « … »"."""
    module: str = ""
    """The module's number as written, "1" or "2b" or "1 & 3"; empty outside a series."""
    name: str = ""
    """The module's own name; the whole title where there is no series."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Term:
    """A word of a list that readers browse by: a sector, a theme, an organisation."""

    words: str
    span: Span | None = field(default=None, compare=False, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Contact:
    """Somebody to write to. At least one member is not empty."""

    name: str = ""
    role: str = ""
    email: str = ""
    """A well-formed address, or empty."""
    phone: str = ""
    """As written."""
    span: Span | None = field(default=None, compare=False, repr=False)
    phones_at: tuple[tuple[str, Span], ...] = field(default=(), compare=False, repr=False)
    """Where each number stands that `phone` holds, with its words."""

    @property
    def is_reachable(self) -> bool:
        """True where it says how: an e-mail address or a telephone."""
        return bool(self.email or self.phone)


@dataclass(frozen=True, slots=True, kw_only=True)
class Group:
    """One session of a course: its own place, days, deadline and people."""

    label: str
    """"Groupe 1"; never empty: a lone session without a name is called "Session"."""
    slug: str
    territory: str = ""
    """The zone people look for ("EST")."""
    place: str = ""
    """Town, building, room, as written."""
    address: str = ""
    link: str = ""
    """Where a session at a distance is joined."""
    schedule: Schedule | None = None
    previous: Schedule | None = None
    """The days it was first announced for, where it has been moved to those of `schedule`."""
    seats: str = ""
    status: Status | None = None
    deadline: Deadline | None = None
    """Its own deadline, where it has one."""
    contacts: tuple[Contact, ...] = ()
    remark: Prose | None = None
    span: Span | None = field(default=None, compare=False, repr=False)
    zone_at: Span | None = field(default=None, compare=False, repr=False)
    """Where its zone is told, or its place where it has none."""

    @property
    def is_moved(self) -> bool:
        """True where it is held on other days than those first announced.

        What both say counts, not how they say it, nor the hours: days first announced seldom have any.
        """
        before, now = self.previous, self.schedule
        if before is None or before.kind in _NOTHING_ANNOUNCED or now is None or not now.first:
            return False
        return _bounds(before) != _bounds(now)


_NOTHING_ANNOUNCED: Final = (Kind.TO_DEFINE, Kind.ON_REQUEST)


def _bounds(schedule: Schedule) -> tuple[object, ...]:
    return tuple(day.date for day in schedule.days), schedule.periods


@dataclass(frozen=True, slots=True, kw_only=True)
class Fiche:
    """One training sheet."""

    title: Title
    slug: str
    aliases: tuple[Term, ...] = ()
    """Addresses its page had before, as written: `ancien-nom`, `stages/ancien.html`."""
    sectors: tuple[Term, ...] = ()
    themes: tuple[Term, ...] = ()
    organisations: tuple[Term, ...] = ()
    region: str = ""
    reference: str = ""
    domain_codes: tuple[Term, ...] = ()
    """FORMACODE of what is taught, five digits each (LHEO domaine-formation)."""
    audience_codes: tuple[Term, ...] = ()
    """FORMACODE of whom it is for (LHEO code-public-vise)."""
    duration: Duration | None = None
    deadline: Deadline | None = None
    updated: Deadline | None = None
    seats: str = ""
    mode: Mode | None = None
    mode_words: str = ""
    status: Status | None = None
    status_words: str = ""
    groups: tuple[Group, ...] = ()
    dates_note: Schedule | None = None
    """Why there is no group: dates on request, to be defined; or words not understood."""
    contacts: tuple[Contact, ...] = ()
    sections: Sequence[Section] = ()
    """All prose, in the editor's order; empty sections are left out. Seldom looked at but when the
    fiche itself is shown: what was noted is read then (`coding.Folded`).
    """
    draft: bool = False
    path: str = field(default="", compare=False)
    """The source, from the project's folder, with slashes."""
    spans: tuple[tuple[str, Span], ...] = field(default=(), compare=False, repr=False)
    """Where each field was given, by the field's name."""
    head_lines: int = field(default=0, compare=False, repr=False)
    """The last line of the front matter of a fiche in Markdown; 0 where it has none."""

    def status_of(self, group: Group) -> Status | None:
        """Return what is declared of a session, for itself or for the whole fiche.

        A postponed session that has its new days is one like any other, moved.
        """
        status = group.status or self.status
        return None if status is Status.POSTPONED and group.is_moved else status

    def deadline_of(self, group: Group) -> Deadline | None:
        """Return the deadline that is told of a session, its own or that of the whole fiche."""
        return group.deadline or self.deadline

    def registers(self, group: Group | None = None) -> bool:
        """Tell whether what is declared of a session, or of the fiche itself, lets one register.

        For one that is cancelled, full, or postponed without new days, no deadline is offered.
        """
        status = self.status_of(group) if group else self.status
        return status not in (Status.CANCELLED, Status.POSTPONED, Status.FULL)

    def calendar_of(self, group: Group) -> Schedule | None:
        """Return what calendars tell of a session; None where none of its days is known.

        Where it is postponed or cancelled and has no day any more, they are those first announced:
        who has noted them must learn what has become of them.
        """
        days = group.schedule
        if not (days and days.first) and self.status_of(group) in (
            Status.POSTPONED,
            Status.CANCELLED,
        ):
            days = group.previous
        return days if days and days.first else None

    def section(self, name: str) -> Section | None:
        """The section of the field `name`, if the fiche has it."""
        return next((s for s in self.sections if s.name == name), None)

    def prerequisites(self) -> Section | None:
        """The section that says what is asked for first, or that nothing is.

        That of the field, or one on the public whose heading names them.
        """
        own = (s for s in self.sections if s.name == "prerequis")
        others = (
            s for s in self.sections if s.name == "public" and "requis" in text.key(s.heading)
        )
        told = (s for s in (*own, *others) if s.absent or not is_filler(s.prose.markdown))
        return next(told, None)

    def span(self, name: str) -> Span:
        """Where the field `name` was given; the head of the file where it was not."""
        return dict(self.spans).get(name, Span(self.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class Organisation:
    """A training organisation, told once for all its fiches (`content/organismes/`)."""

    name: str
    slug: str
    aliases: tuple[str, ...] = ()
    legal_name: str = ""
    """Raison sociale, where it is not the name (LHEO raison-sociale)."""
    siret: str = ""
    activity_number: str = ""
    """Numéro de déclaration d'activité (LHEO numero-activite), 11 characters."""
    address: str = ""
    website: str = ""
    email: str = ""
    phone: str = ""
    disability_contact: Contact | None = None
    """The référent handicap."""
    presentation: Prose | None = None
    path: str = field(default="", compare=False)
    spans: tuple[tuple[str, Span], ...] = field(default=(), compare=False, repr=False)
    """Where the value of each field stands, by the field's name."""

    def span(self, name: str) -> Span:
        """Where the value of the field `name` stands; the head of the file where it has none."""
        return dict(self.spans).get(name, Span(self.path))


@dataclass(frozen=True, slots=True, kw_only=True)
class FreePage:
    """A page of `content/pages/`: legal notice, accessibility statement, …"""

    title: str
    slug: str
    prose: Prose
    path: str = field(default="", compare=False)

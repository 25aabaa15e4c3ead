"""What each page template is given.

The variables of `pages/<name>.html` are the members of the class that names it below. Text is
escaped by the templates; members of type `Html` are markup made by us and stand as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fichegen.prose import Html

from .gaps import GapFile, GapMark, GapMatrixRow, GapRow, GapRule, GapSheet
from .parts import (
    AgendaCell,
    AgendaDay,
    Alternate,
    Fact,
    Filters,
    FormatGroup,
    Limit,
    Line,
    Link,
    LinkGroup,
    Moment,
    Paging,
    Person,
    Related,
    SectionView,
    SessionView,
    Site,
    Tag,
    TextPart,
    When,
    Writing,
    Year,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class CataloguePage:
    """`pages/catalogue.html`: every fiche, in one of three orders."""

    template: ClassVar = "pages/catalogue.html"
    site: Site
    heading: str
    count: int
    sessions: int
    cards: tuple[Html, ...]
    """The cards of this page, rendered (`partials/carte.html`)."""
    lists: tuple[Link, ...]
    """The lists readers can browse by, with their counts."""
    orders: tuple[Link, ...]
    """The same list in other orders, for those without scripts."""
    filters: Filters | None
    """On the first page of the first order alone."""
    follow: tuple[Alternate, ...]
    """How to be kept informed: calendars and feeds."""
    paging: Paging | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FichePage:
    """`pages/fiche.html`: one fiche."""

    template: ClassVar = "pages/fiche.html"
    site: Site
    title: str
    description: str
    """A sentence for search engines and previews; empty where nothing says it."""
    series: Link | None
    module: str
    name: str
    lead: Html | None
    """The chapeau."""
    states: str
    """What it offers from the day of the build on (`states.Timeline`)."""
    tag: Tag | None
    writing: Writing
    facts: tuple[Fact, ...]
    """For whom, how long, by whom, …: the short facts above the fold."""
    limit: Limit | None
    lines: tuple[Line, ...]
    """The sessions that have not ended, in the editor's order; where all have, the last first."""
    moments: tuple[Moment, ...]
    """The sessions that have not ended and their deadlines, in the order of time."""
    past: tuple[Line, ...]
    """The sessions that have ended, the last first."""
    dates_note: str
    people: tuple[Person, ...]
    sections: tuple[SectionView, ...]
    """In the editor's order."""
    before: Link | None
    """The module before it in the series."""
    after: Link | None
    siblings: tuple[Link, ...]
    """All modules of the series, this one current; empty outside a series."""
    related: tuple[Related, ...]
    follow: tuple[Alternate, ...]
    """How to be kept informed: calendars and feeds."""
    linked_data: Html
    """The fiche in JSON-LD, as a data block may hold it."""
    updated: When | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GroupPage:
    """`pages/groupe.html`: all that is needed to enrol in one session."""

    template: ClassVar = "pages/groupe.html"
    site: Site
    title: str
    """The fiche's."""
    description: str
    fiche: Link
    session: SessionView
    facts: tuple[Fact, ...]
    """For whom, how long, how, by whom, and what registration asks for."""
    linked_data: Html
    """The session in JSON-LD, as a data block may hold it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """`pages/liste.html`: all sectors, territories, organisations, series, …"""

    template: ClassVar = "pages/liste.html"
    site: Site
    heading: str
    entries: tuple[Link, ...]
    empty: str
    """What to say where there is none."""
    paging: Paging | None


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetPage:
    """`pages/rubrique.html`: one sector, territory, organisation, series, mode or state."""

    template: ClassVar = "pages/rubrique.html"
    site: Site
    parent: Link
    """The list it belongs to."""
    heading: str
    note: str
    """What holds for the whole list, such as the day it was made; may be empty."""
    count: str
    """"12 formations", "31 sessions"."""
    agenda: Link | None
    """The months of a territory."""
    follow: tuple[Alternate, ...]
    """How to be kept informed: calendars and feeds."""
    presentation: Html | None
    facts: tuple[Fact, ...]
    """What is known of an organisation."""
    cards: tuple[Html, ...]
    """The cards of this page, rendered (`partials/carte.html`); or else `rows`."""
    rows: tuple[Line, ...]
    """The sessions of this page, by date."""
    paging: Paging | None


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaPage:
    """`pages/agenda.html`: the months that have sessions, of everything or of a territory."""

    template: ClassVar = "pages/agenda.html"
    site: Site
    heading: str
    parent: Link | None
    """The territory, or none."""
    years: tuple[Year, ...]
    coming: tuple[Line, ...]
    """The next sessions."""
    undated: int
    """Sessions that no month holds."""
    territories: tuple[Link, ...]
    follow: tuple[Alternate, ...]
    """How to be kept informed: calendars and feeds."""


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthPage:
    """`pages/mois.html`: one month as a calendar and as a list."""

    template: ClassVar = "pages/mois.html"
    site: Site
    heading: str
    parent: Link
    """The agenda it belongs to."""
    weeks: tuple[tuple[AgendaCell, ...], ...]
    """The calendar; on the first page of a long month alone."""
    days: tuple[AgendaDay, ...]
    count: str
    previous: Link | None
    next: Link | None
    territories: tuple[Link, ...]
    """The same month by territory."""
    paging: Paging | None


@dataclass(frozen=True, slots=True, kw_only=True)
class PlanPage:
    """`pages/plan.html`: all pages of the site."""

    template: ClassVar = "pages/plan.html"
    site: Site
    groups: tuple[LinkGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class DataPage:
    """`pages/donnees.html`: the catalogue in other formats, and how to follow it."""

    template: ClassVar = "pages/donnees.html"
    site: Site
    groups: tuple[FormatGroup, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class GapsPage:
    """`pages/completude.html`: what fiches lack for all destinations, for their editors."""

    template: ClassVar = "pages/completude.html"
    site: Site
    heading: str
    score: int
    """The mean of all fiches."""
    count: int
    """Of all fiches."""
    rule: str
    """How scores are made."""
    legend: tuple[GapMark, ...]
    ways: tuple[Link, ...]
    """To all fiches by title; on further pages, to the destinations too."""
    summary: tuple[Link, ...]
    """The destinations by their full names, with how far the catalogue is; on the first page."""
    files: tuple[GapFile, ...]
    """What is to be written once for many fiches, what frees the most first; on the first page."""
    files_notes: tuple[str, ...]
    """How many fiches these files alone free, and how many of them are shown."""
    files_place: str
    """Link to where they stand."""
    columns: tuple[str, ...]
    """The destinations."""
    rows: tuple[GapRow, ...]
    """The fiches of this page, those that lack most first."""
    sheets: tuple[GapSheet, ...]
    """What is to be written in each of them."""
    paging: Paging | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapIndexPage:
    """`pages/completude-titres.html`: the way to what one fiche lacks, by its title."""

    template: ClassVar = "pages/completude-titres.html"
    site: Site
    parent: Link
    heading: str
    letters: tuple[Link, ...]
    """Those that titles begin with."""
    groups: tuple[LinkGroup, ...]
    """The fiches of this page by letter, each with its score, leading to what it lacks."""
    paging: Paging | None


@dataclass(frozen=True, slots=True, kw_only=True)
class GapMatrixPage:
    """`pages/completude-destination.html`: what one destination asks, fiche by fiche."""

    template: ClassVar = "pages/completude-destination.html"
    site: Site
    parent: Link
    heading: str
    note: str
    """How far the catalogue is."""
    legend: tuple[GapMark, ...]
    index: Link
    """To all fiches by title."""
    columns: tuple[str, ...]
    """The requirements."""
    told: Link
    """To their rules, which stand in the same order."""
    rows: tuple[GapMatrixRow, ...]
    rules: tuple[GapRule, ...]
    """On the first page of a long list alone."""
    others: tuple[Link, ...]
    """The other destinations."""
    paging: Paging | None


@dataclass(frozen=True, slots=True, kw_only=True)
class StatementPage:
    """`pages/accessibilite.html`: the accessibility statement."""

    template: ClassVar = "pages/accessibilite.html"
    site: Site
    conformity: str
    parts: tuple[TextPart, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPage:
    """`pages/page.html`: a free page."""

    template: ClassVar = "pages/page.html"
    site: Site
    heading: str
    html: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class NotFoundPage:
    """`pages/404.html`. Its links start from the site's root, wherever the address led."""

    template: ClassVar = "pages/404.html"
    site: Site

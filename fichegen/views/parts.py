"""What each page template is given: plain words and links, everything already computed.

The variables of `pages/<name>.html` are the members of the class that names it below. Text is
escaped by the templates; members of type `Html` are markup made by us and stand as they are.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar

from fichegen.prose import Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of the site, relative to the page it stands on."""

    text: str
    href: str
    current: bool = False
    """True on the page it leads to, or for a list on the pages below it."""
    note: str = ""
    """A few words beside it, such as a count; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the frame of every page shows."""

    title: str
    subtitle: str
    language: str
    publisher: str
    home: str
    """Link to the catalogue's first page."""
    stylesheet: str
    icon: str
    """Link to the site's icon; empty for none."""
    canonical: str
    """Full address of this page; empty where the site's address is not known."""
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    contact: Link | None
    """To write about the catalogue as a whole."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A state in words, with the name its colour goes by."""

    text: str
    kind: str
    """One of: annule, reporte, termine, complet, clos, confirme."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """One day, for `<time datetime>`."""

    iso: str
    text: str
    """"lundi 15 novembre 2021", with its hours or half where they are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Until when one can register."""

    sentence: str
    """"Inscriptions jusqu'au", "Inscription" before words that are no date."""
    iso: str
    """Empty where the words name no day."""
    text: str
    passed: bool
    """True where the day of the build is later."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Person:
    """Somebody to write to."""

    name: str
    role: str
    email: str
    mailto: str
    """Link with subject and body; empty without an address."""
    phone: str
    tel: str
    """Link; empty where the number is not one a telephone can dial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Fact:
    """A short fact of the summary: a label and its words, perhaps with a link."""

    name: str
    """The field's name, for icons and styles."""
    label: str
    words: tuple[Link, ...] = ()
    """The words one by one; `href` is empty where they lead nowhere."""
    html: Html | None = None
    """Markup in place of the words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A headed part of a fiche."""

    id: str
    """Unique on the page."""
    heading: str
    html: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """One session, in a list or on its own page."""

    label: str
    href: str
    fiche_title: str
    fiche_href: str
    territory: str
    place: str
    address: str
    link: str
    """Where a session at a distance is joined."""
    dates: str
    """The days in one phrase, or the editor's words; never empty."""
    words: str
    """What the editor wrote, where it says it in other words than `dates`; else empty."""
    days: tuple[When, ...]
    limit: Limit | None
    tag: Tag | None
    seats: str
    remark: Html | None
    people: tuple[Person, ...]
    """Its own, or else those of the fiche."""

    @property
    def where(self) -> str:
        """Zone and place in one phrase."""
        return " – ".join(part for part in (self.territory, self.place) if part)


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """A fiche in a list."""

    title: str
    href: str
    series: str
    module: str
    name: str
    """The module's own name, the title where there is no series."""
    organisations: tuple[str, ...]
    sectors: tuple[str, ...]
    duration: str
    sessions: tuple[SessionView, ...]
    dates_note: str
    """What is said in place of sessions; empty where there are some."""
    limit: Limit | None
    tag: Tag | None


@dataclass(frozen=True, slots=True, kw_only=True)
class CataloguePage:
    """`pages/catalogue.html`: every fiche."""

    template: ClassVar = "pages/catalogue.html"
    site: Site
    count: int
    cards: tuple[Card, ...]
    lists: tuple[Link, ...]
    """The lists readers can browse by, with their counts."""


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
    tag: Tag | None
    facts: tuple[Fact, ...]
    """For whom, how long, by whom, …: the short facts above the fold."""
    limit: Limit | None
    sessions: tuple[SessionView, ...]
    dates_note: str
    people: tuple[Person, ...]
    sections: tuple[SectionView, ...]
    """In the editor's order."""
    siblings: tuple[Link, ...]
    """All modules of the series, this one current; empty outside a series."""
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
    others: tuple[SessionView, ...]
    """The other groups of the fiche."""


@dataclass(frozen=True, slots=True, kw_only=True)
class ListPage:
    """`pages/liste.html`: all sectors, territories, organisations or series."""

    template: ClassVar = "pages/liste.html"
    site: Site
    heading: str
    entries: tuple[Link, ...]
    empty: str
    """What to say where there is none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FacetPage:
    """`pages/rubrique.html`: one sector, territory, organisation or series."""

    template: ClassVar = "pages/rubrique.html"
    site: Site
    kind: Link
    """The list it belongs to."""
    heading: str
    presentation: Html | None
    facts: tuple[Fact, ...]
    """What is known of an organisation."""
    cards: tuple[Card, ...]
    sessions: tuple[SessionView, ...]
    """For a territory, the sessions held there, by date; else empty."""


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


PAGES = (CataloguePage, FichePage, GroupPage, ListPage, FacetPage, TextPage, NotFoundPage)
"""Every page class; its docstring names its template."""

PageView = CataloguePage | FichePage | GroupPage | ListPage | FacetPage | TextPage | NotFoundPage

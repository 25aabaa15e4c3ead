"""What pages are put together from: plain words and links, everything already computed."""

from __future__ import annotations

from dataclasses import dataclass

from fichegen.prose import Html


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link of the site, relative to the page it stands on."""

    text: str
    href: str
    current: str = ""
    """What `aria-current` says: `page` on the page it leads to, `true` on those below it."""
    note: str = ""
    """A few words beside it, such as a count; empty for none."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Tag:
    """A state in words, with the name its colour and its sign go by."""

    text: str
    kind: str
    """A key of `states.State`, or `confirme`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Logo:
    """The catalogue's own picture beside its name."""

    src: str
    width: int
    """In pixels; 0 where it is not known."""
    height: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Alternate:
    """What a page says in another format: a calendar, a feed, data."""

    text: str
    """What it is, for people."""
    href: str
    type: str
    """Its media type."""
    short: str = ""
    """Of a feed, what it is in a line with the others: "inscriptions ouvertes"; else empty."""
    guide: str = ""
    """Link to how to subscribe to it; empty for data."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Site:
    """What the frame of every page shows."""

    kind: str
    """The kind of page, one word: `fiche`, `groupe`, `catalogue`, …"""
    title: str
    subtitle: str
    language: str
    timezone: str
    """The zone that says which day it is for the reader's script."""
    day: When
    """The day of the build."""
    publisher: str
    home: str
    """Link to the catalogue's first page."""
    stylesheet: str
    scripts: tuple[str, ...]
    """Links to the scripts of this page, in order; it works without them."""
    icon: str
    """Link to the site's icon; empty for none."""
    logo: Logo | None
    canonical: str
    """Full address of this page; empty where the site's address is not known."""
    locale: str
    """The language as previews of links ask for it: `fr_FR`."""
    image: str
    """Full address of a picture for previews of links; empty for none."""
    alternates: tuple[Alternate, ...]
    """This page in other formats."""
    navigation: tuple[Link, ...]
    footer: tuple[Link, ...]
    contact: Link | None
    """To write about the catalogue as a whole."""
    legend: tuple[Tag, ...]
    """Every state in words, for the script that keeps the states of this page true."""


@dataclass(frozen=True, slots=True, kw_only=True)
class When:
    """One day, for `<time datetime>`."""

    iso: str
    """Empty where the words name no day."""
    text: str
    """"lundi 15 novembre 2021", with its hours or half where they are known."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Limit:
    """Until when one can register."""

    sentence: str
    """"Inscriptions jusqu'au", "Inscriptions :" before words that are no date, or nothing."""
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
    """Link that begins a request for a place; empty without an address."""
    notify: str
    """Link that begins a request to be told of the next session; empty without an address."""
    phone: str
    tel: str
    """Link; empty where the number is not one a telephone can dial."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Writing:
    """What a message to somebody asks for, as the state of what it is about makes it."""

    joinable: bool
    """True where one could ask for a place on the day of the build."""
    asking: str
    """The states, by their keys, in which one asks for a place rather than for news."""
    news: str
    """The other states, by their keys."""


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
class StageView:
    """One day, or half of one, of a programme."""

    heading: str
    html: Html


@dataclass(frozen=True, slots=True, kw_only=True)
class SectionView:
    """A headed part of a fiche."""

    name: str
    """The field's name; empty for a heading of the editor's own."""
    id: str
    """Unique on the page."""
    heading: str
    html: Html
    stages: tuple[StageView, ...] = ()
    """The programme day by day, where the source has days; `html` is then what stands before."""
    links: tuple[Link, ...] = ()
    """The fiches it speaks of: for prerequisites, the modules to take first."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """One square of a month."""

    number: int
    """Day of the month; 0 for a square outside it."""
    iso: str = ""
    marked: bool = False
    """True on a day of the session."""
    starts: bool = False
    """True where a stretch of days begins, or a week within it."""
    ends: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MonthGrid:
    """A month as a calendar, weeks from Monday to Sunday."""

    caption: str
    """"novembre 2021"."""
    weeks: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """One session in one line: where, when, until when, and whether it is open."""

    label: str
    name: str
    """What it goes by among the sessions of its fiche: its place, its label where that tells less."""
    href: str
    fiche_title: str
    where: str
    """Zone and place in one phrase; may be empty."""
    dates: str
    """The days in one phrase, without their hours, or the editor's words; never empty."""
    first: str
    """The first day in ISO form; empty where it is not known."""
    limit: Limit | None
    states: str
    """Its states from the day of the build on (`states.Timeline`)."""
    tag: Tag | None
    """The state, where the passing of days cannot make it false; the script shows the others."""
    confirmed: bool
    """True where the editor says that it will be held."""
    moved: bool
    """True where it will be held on other days than those first announced."""
    over: bool
    """True where its days lie before the day of the build."""
    entry: int = 0
    """Its number among the sessions of its fiche, as the search counts them."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SessionView:
    """One session with everything about it."""

    line: Line
    dates: str
    """The days in one phrase, with their hours."""
    territory: str
    place: str
    address: str
    link: str
    """Where a session at a distance is joined."""
    words: str
    """What the editor wrote, where it says it in other words than `dates`; else empty."""
    previous: str
    """The days first announced, as they follow "annoncée": "les 4 et 5 mars 2025"; may be empty."""
    days: tuple[When, ...]
    """One by one; empty where `dates` names the only one."""
    months: tuple[MonthGrid, ...]
    """The months it has days in, with those days marked; empty where days are not known."""
    more_months: bool
    """True where it has days in more months than are drawn."""
    calendar: str
    """Link to its calendar file; empty where no day is known."""
    held: str
    """The states, by their keys, in which that makes sense."""
    seats: str
    remark: Html | None
    people: tuple[Person, ...]
    """Its own, or else those of the fiche."""
    own_people: bool
    """True where they are its own."""
    writing: Writing


@dataclass(frozen=True, slots=True, kw_only=True)
class Moment:
    """One moment on the timeline of a fiche: a deadline, or a session that begins."""

    when: When
    """Without a day for a session whose first day is not known."""
    text: str
    """What a deadline is of; empty for a session, which says it itself."""
    session: SessionView | None
    passed: bool
    """True of a deadline that lies before the day of the build."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Related:
    """Other sessions that share something with a fiche."""

    heading: str
    href: str
    """Link to all of them."""
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """`partials/carte.html`: a fiche in a list."""

    title: str
    href: str
    series: str
    module: str
    name: str
    """The module's own name, the title where there is no series."""
    organisations: tuple[str, ...]
    sectors: tuple[str, ...]
    duration: str
    mode: str
    lines: tuple[Line, ...]
    """All its sessions: those to come first, by date."""
    shown: int
    """How many of them a list shows."""
    dates_note: str
    """What is said in place of sessions; empty where there are some."""
    limit: Limit | None
    """The deadline that all its sessions share."""
    states: str
    """What the fiche offers from the day of the build on (`states.Timeline`)."""
    tag: Tag | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Paging:
    """Where a page of a long list stands among its others."""

    number: int
    total: int
    previous: Link | None
    next: Link | None
    links: tuple[Link, ...]
    """First, last and near pages; one without `href` stands for those left out."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Choice:
    """One value a filter can take."""

    value: str
    text: str
    busy: str = ""
    """What it is called while words are searched for; empty for the same."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filter:
    """One thing the catalogue can be narrowed by."""

    name: str
    """The name of its parameter in the address."""
    label: str
    any: str
    """What is shown while it narrows nothing."""
    choices: tuple[Choice, ...]
    past: tuple[Choice, ...] = ()
    """Months whose sessions have all ended."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Filters:
    """The form above the catalogue; the script that answers it makes it visible."""

    index: str
    """Link to the head of the search index."""
    filters: tuple[Filter, ...]
    orders: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaCell:
    """One day of a month's calendar."""

    number: int
    """Day of the month; 0 for a square outside it."""
    iso: str = ""
    count: int = 0
    """Sessions held on it."""
    href: str = ""
    """Link to them in the list below."""
    lines: tuple[Line, ...] = ()
    """The first of them."""
    others: int = 0
    """How many more there are."""


@dataclass(frozen=True, slots=True, kw_only=True)
class AgendaDay:
    """One day of a month's list."""

    id: str
    """Anchor on the page; empty for the part without days."""
    heading: str
    lines: tuple[Line, ...]
    """The sessions that begin, as far as this month goes."""
    continued: tuple[Line, ...]
    """Those that go on."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Year:
    """The months of a year that have sessions."""

    year: int
    months: tuple[Link, ...]
    """Twelve: a month without sessions has no `href`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class LinkGroup:
    """A headed list of links."""

    heading: str
    href: str
    """Link of the heading itself; empty for none."""
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Format:
    """The catalogue, or a part of it, in one format besides pages."""

    text: str
    """What it holds."""
    href: str
    note: str
    """In which format, and what that is good for; may be empty."""
    address: str = ""
    """Its full address, where it is one to give to another program and the site's is known."""
    subscribe: str = ""
    """Link that opens the reader's own calendar; empty without `address`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class FormatGroup:
    """A headed list of formats, for one use of them."""

    heading: str
    note: str
    """What the formats are for; may be empty."""
    formats: tuple[Format, ...]
    steps: tuple[str, ...] = ()
    """How to go about it, program by program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TextPart:
    """A part of a text: paragraphs of pieces, a piece without `href` being plain words."""

    heading: str
    """Empty for what opens the text."""
    level: int
    paragraphs: tuple[tuple[Link, ...], ...]
    items: tuple[tuple[Link, ...], ...] = ()

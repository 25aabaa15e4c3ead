"""The frame of every page: its name, its links around the site, its scripts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, count, takewhile
from typing import Final, NamedTuple
from urllib.parse import urlsplit

from fichegen import routes
from fichegen.artifacts import Reach
from fichegen.catalogue import Facet, Session
from fichegen.dates import write_date
from fichegen.model import Fiche
from fichegen.presenting import Presenter, Ties, state_tag
from fichegen.statement import Statement
from fichegen.states import INCLUDED, State
from fichegen.text import counted
from fichegen.theme import Theme
from fichegen.views import Alternate, Link, Logo, PageView, Site, Tag, When


class Page(NamedTuple):
    """A page known by its path: it is not made before it is asked for."""

    path: str
    make: Callable[[], PageView]
    reach: Reach | None = None
    """What it depends on; None where that is everything."""


Pages = Iterator[Page]


def shows(*told: object, fiches: Iterable[Fiche] = (), sessions: Iterable[Session] = ()) -> Reach:
    """Say that a page depends on what the catalogue holds in all, some values, and some fiches.

    Of the fiches, and of those of the sessions, it shows everything but their prose.
    """

    def reach(ties: Ties) -> Iterator[bytes]:
        yield ties.outline
        yield repr(told).encode("utf-8", "surrogatepass")
        yield from map(ties.face, fiches)
        for session in sessions:
            yield ties.face(session.fiche)
            yield session.group.slug.encode()

    return reach


def both(one: Reach, other: Reach) -> Reach:
    """Say that a page depends on what two do."""
    return lambda ties: chain(one(ties), other(ties))


def of_ground(ties: Ties) -> Iterable[bytes]:
    """Say that a page depends on what every page does, and on nothing else."""
    return (ties.ground,)


LEGEND: Final[tuple[Tag, ...]] = tuple(state_tag(state) for state in State)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kind:
    """A kind of list readers browse by."""

    path: str
    label: str
    empty: str
    by_session: bool = False
    """True where an entry lists sessions by date rather than whole fiches."""
    in_menu: bool = True


KINDS: Final = (
    Kind(path=routes.SECTORS, label="Secteurs", empty="Aucun secteur n'est indiqué."),
    Kind(path=routes.TERRITORIES, label="Territoires", empty="Aucun territoire n'est indiqué.",
         by_session=True),
    Kind(path=routes.ORGANISATIONS, label="Organismes", empty="Aucun organisme n'est indiqué."),
    Kind(path=routes.SERIES, label="Parcours", empty="Aucun parcours n'est indiqué."),
    Kind(path=routes.MODES, label="Modalités", empty="Aucune modalité n'est indiquée.",
         in_menu=False),
    Kind(path=routes.STATES, label="États des inscriptions", empty="Aucune session n'est annoncée.",
         by_session=True, in_menu=False),
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Frame:
    """What every page of a build is framed with."""

    presenter: Presenter
    theme: Theme
    statement: Statement
    logo: Logo | None
    """With its path on the site as `src`."""
    files: Callable[[], frozenset[str]]
    """Gives the paths of all exports; pages of fiches do without, as there are many."""
    sites: dict[tuple[str, str], Site] = field(default_factory=dict)
    """What frames share, by the page or else its depth, and by the section."""

    def facets(self, kind: Kind) -> tuple[Facet, ...]:
        """Return the entries of a kind of list."""
        catalogue = self.presenter.catalogue
        known: dict[str, Callable[[], tuple[Facet, ...]]] = {
            routes.SECTORS: lambda: catalogue.sectors,
            routes.TERRITORIES: lambda: catalogue.territories,
            routes.ORGANISATIONS: lambda: catalogue.organisations,
            routes.SERIES: lambda: catalogue.series,
            routes.MODES: lambda: catalogue.modes,
            routes.STATES: self._states,
        }
        return known[kind.path]()

    def _states(self) -> tuple[Facet, ...]:
        """Gather the sessions by their state on the day of the build."""
        presenter = self.presenter
        by_state: dict[State, list[int]] = {}
        sessions = presenter.catalogue.sessions
        for number, session in enumerate(sessions):
            now = presenter.timeline(session.fiche, session.group).now
            by_state.setdefault(now, []).append(number)
        found = []
        for state in State:
            numbers = [n for each in INCLUDED.get(state, (state,)) for n in by_state.get(each, ())]
            without = tuple(
                fiche
                for fiche in presenter.catalogue.fiches
                if not fiche.groups
                and presenter.timeline(fiche).now in INCLUDED.get(state, (state,))
            )
            if numbers or without:
                held = tuple(sessions[number] for number in sorted(numbers))
                found.append(Facet(name=state.words, slug=state, fiches=without, sessions=held))
        return tuple(found)

    def parts(self, path: str) -> Iterator[str]:
        """Yield the exports at a path: none, one, or the parts that it is cut into."""
        numbered = (routes.part_path(path, number) for number in count(1))
        return takewhile(self.files().__contains__, numbered)

    # ---------------------------------------------------------------- links

    def href(self, target: str, page: str) -> str:
        """Link relatively, save from the page that any address may show."""
        url = self.presenter.catalogue.settings.url
        if page == routes.NOT_FOUND and url:
            return f"{urlsplit(url).path}/{target}"
        return routes.root(page) + target

    def link(self, text: str, target: str, page: str, *, own: bool = False, note: str = "") -> Link:
        """Link a page of the site; `own` where the page linked from lies below it."""
        current = "page" if page == target else "true" if own else ""
        return Link(text=text, href=self.href(target, page), current=current, note=note)

    def kinds(self, page: str) -> tuple[Link, ...]:
        """Link the lists that have entries, with their counts."""
        return tuple(
            self.link(kind.label, routes.list_path(kind.path), page, note=str(len(entries)))
            for kind in KINDS
            if (entries := self.facets(kind))
        )

    # ---------------------------------------------------------------- frame

    def site(
        self, page: str, kind: str, *, section: str = "", scripts: tuple[str, ...] = (),
        alternates: tuple[Alternate, ...] = (),
    ) -> Site:  # fmt: skip
        """Make the frame of a page; `section` is the list or the agenda it belongs to."""
        # It links no page in a folder of a folder: for those of one depth it is the same.
        key = (page if page.count("/") < 2 else routes.root(page), section)
        if key not in self.sites:
            self.sites[key] = self._site(page, section)
        url = self.presenter.catalogue.settings.url
        names = [name for name in ("site", *scripts) if name in self.theme.scripts]
        return replace(
            self.sites[key],
            kind=kind,
            scripts=tuple(self.href(self.theme.scripts[name], page) for name in names),
            canonical="" if page == routes.NOT_FOUND else routes.canonical(url, page),
            alternates=alternates,
        )

    def _site(self, page: str, section: str) -> Site:
        """Make what the frames of many pages share."""
        settings = self.presenter.catalogue.settings
        today = self.presenter.today
        contact = Link(
            text=settings.contact, href=routes.mailto(settings.contact, subject=settings.title)
        )
        return Site(
            kind="",
            title=settings.title,
            subtitle=settings.subtitle,
            language=settings.language,
            timezone=settings.timezone,
            day=When(iso=today.isoformat(), text=write_date(today)),
            publisher=settings.publisher,
            home=self.href(routes.INDEX, page),
            stylesheet=self.href(self.theme.stylesheet, page),
            scripts=(),
            icon=self.href(self.theme.icon, page) if self.theme.icon else "",
            logo=self._logo(page),
            canonical="",
            locale=_locale(settings.language),
            image=self._image(),
            alternates=(),
            navigation=self._navigation(page, section),
            footer=self._footer(page),
            contact=contact if settings.contact else None,
            legend=LEGEND,
        )

    def _logo(self, page: str) -> Logo | None:
        logo = self.logo
        return logo and Logo(src=self.href(logo.src, page), width=logo.width, height=logo.height)

    def _image(self) -> str:
        """Return the full address of the logo, where previews of links can show it."""
        url = self.presenter.catalogue.settings.url
        if not (self.logo and url) or self.logo.src.endswith(".svg"):
            return ""
        return f"{url}/{self.logo.src}"

    def _navigation(self, page: str, section: str) -> tuple[Link, ...]:
        links = [self.link("Catalogue", routes.INDEX, page, own=section == routes.INDEX)]
        if self.presenter.catalogue.sessions:
            own = section == routes.agenda_path()
            links.append(self.link("Agenda", routes.agenda_path(), page, own=own))
        links += [
            self.link(kind.label, routes.list_path(kind.path), page, own=section == kind.path)
            for kind in KINDS
            if kind.in_menu and self.facets(kind)
        ]
        return tuple(links)

    def _footer(self, page: str) -> tuple[Link, ...]:
        free = [
            self.link(free.title, routes.page_path(free), page)
            for free in self.presenter.catalogue.pages
            if routes.page_path(free) != routes.STATEMENT
        ]
        mention = f"Accessibilité : {self.statement.conformity}"
        return (
            *free,
            self.link("Données et abonnements", routes.REUSE, page),
            self.link("Plan du site", routes.PLAN, page),
            self.link(mention, routes.STATEMENT, page),
        )


def _locale(language: str) -> str:
    """Write a language with its country, as previews of links ask: `fr` is `fr_FR`."""
    name, _, country = language.replace("-", "_").partition("_")
    return f"{name}_{country.rpartition('_')[2] or name.upper()}"


def count_of(kind: Kind, facet: Facet) -> str:
    """Count what an entry lists."""
    if kind.by_session and (facet.sessions or kind.path != routes.STATES):
        return counted(len(facet.sessions), "session")
    return counted(len(facet.fiches), "formation")

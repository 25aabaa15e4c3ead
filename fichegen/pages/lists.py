"""Lists of fiches and of sessions, in pages where they are long."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Final, TypeVar

from fichegen import routes
from fichegen.artifacts import Reach
from fichegen.catalogue import Facet, Session
from fichegen.dates import write_date
from fichegen.model import Fiche
from fichegen.presenting import (
    Presenter,
    Step,
    date_order,
    deadline_order,
    make_card,
    title_order,
)
from fichegen.prose import Html
from fichegen.text import key
from fichegen.theme import Theme, render_card
from fichegen.views import (
    CataloguePage,
    FacetPage,
    Fact,
    Filters,
    Line,
    Link,
    ListPage,
    Paging,
)

from . import following
from .frame import KINDS, Frame, Kind, Page, Pages, both, count_of, shows

CARDS: Final = 24
"""Cards on a page of a list."""
ROWS: Final = 50
"""Sessions on a page of a list."""
ENTRIES: Final = 300
"""Entries on a page of all sectors, territories, …"""
_NEAR: Final = 2
_LINKING: Final = ("](", "]:", "://")
"""What stands in every prose that links."""

_UP: Final = "\0"
"""Stands in a card that is kept for the way up to the site's root: no words of a source hold it."""

Item = TypeVar("Item")


@dataclass(frozen=True, slots=True)
class Shelf:
    """The cards of fiches, each rendered once for all pages."""

    presenter: Presenter
    theme: Theme

    def cards(self, fiches: Sequence[Fiche], page: str) -> Iterator[Html]:
        """Yield the cards of fiches for a page."""
        root = routes.root(page)
        for written in self.presenter.all_kept(self.step, fiches):
            yield Html(written.decode("utf-8", "surrogatepass").replace(_UP, root))

    @property
    def step(self) -> Step:
        """The step that makes cards."""
        return Step("card", self._rendered)

    def _rendered(self, presenter: Presenter, fiche: Fiche) -> bytes:
        card = render_card(self.theme, make_card(presenter, fiche, _UP))
        return card.encode("utf-8", "surrogatepass")


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One page of a long list."""

    path: str
    number: int
    paging: Paging | None


def parts(path: str, items: Sequence[Item], size: int) -> Iterator[tuple[Part, Sequence[Item]]]:
    """Split a list into pages that link one another; an empty one has a page too."""
    total = max(1, -(-len(items) // size))
    for number in range(1, total + 1):
        page = routes.numbered(path, number)
        paging = _paging(path, page, number, total) if total > 1 else None
        chosen = items[(number - 1) * size : number * size]
        yield Part(path=page, number=number, paging=paging), chosen


def _paging(path: str, page: str, number: int, total: int) -> Paging:
    def link(target: int, words: str = "") -> Link:
        href = routes.relative(routes.numbered(path, target), page)
        return Link(
            text=words or str(target), href=href, current="page" if target == number else ""
        )

    near = range(max(1, number - _NEAR), min(total, number + _NEAR) + 1)
    links: list[Link] = []
    last = 0
    for target in sorted({1, *near, total}):
        if target - last > 1:
            links.append(Link(text="…", href=""))
        links.append(link(target))
        last = target
    return Paging(
        number=number,
        total=total,
        previous=link(number - 1, "Page précédente") if number > 1 else None,
        next=link(number + 1, "Page suivante") if number < total else None,
        links=tuple(links),
    )


# ---------------------------------------------------------------- the catalogue


def by_date(presenter: Presenter) -> tuple[Fiche, ...]:
    """Order the fiches of the first page: by the next session one can join."""
    return tuple(sorted(presenter.catalogue.fiches, key=lambda f: date_order(presenter, f)))


_ORDERS: Final = (
    (routes.INDEX, "Prochaine date", "Toutes les formations"),
    (routes.BY_DEADLINE, "Date limite", "Toutes les formations, par date limite"),
    (routes.BY_TITLE, "Titre", "Toutes les formations, par titre"),
)
"""The orders of the catalogue: where each begins, its name, its heading."""


def catalogue_pages(
    frame: Frame, shelf: Shelf, filters: Callable[[], Filters], searched: Reach
) -> Pages:
    """Yield every fiche in each of the three orders.

    The first page asks for the filters, and so depends on what they do: `searched`.
    """
    presenter = frame.presenter
    ordered = by_date(presenter)
    listed_by = {
        routes.INDEX: ordered,
        routes.BY_DEADLINE: sorted(ordered, key=lambda f: deadline_order(presenter, f)),
        routes.BY_TITLE: sorted(ordered, key=title_order),
    }
    counts = [(kind.path, len(frame.facets(kind))) for kind in KINDS]
    for path, _, heading in _ORDERS:
        for part, chosen in parts(path, listed_by[path], CARDS):
            told = (heading, part, counts if part.number == 1 else ())
            shown = shows(*told, fiches=chosen)
            yield Page(
                part.path,
                partial(_catalogue, frame, shelf, filters, (path, heading), part, chosen),
                both(shown, searched) if part.path == routes.INDEX else shown,
            )


def _catalogue(
    frame: Frame, shelf: Shelf, filters: Callable[[], Filters], order: tuple[str, str], part: Part,
    chosen: Sequence[Fiche],
) -> CataloguePage:  # fmt: skip
    presenter = frame.presenter
    fiches = presenter.catalogue.fiches
    path, heading = order
    page = part.path
    first = page == routes.INDEX
    follow = following.of_catalogue(frame, page) if first else ()
    scripts = ("catalogue",) if first else ()
    return CataloguePage(
        site=frame.site(
            page, "catalogue", section=routes.INDEX, scripts=scripts, alternates=follow
        ),
        heading=titled(heading, part),
        count=len(fiches),
        sessions=len(presenter.catalogue.sessions),
        cards=tuple(shelf.cards(chosen, page)),
        lists=frame.kinds(page) if part.number == 1 else (),
        orders=tuple(
            frame.link(words, target, page, own=target == path) for target, words, _ in _ORDERS
        )
        if len(fiches) > 1
        else (),
        filters=filters() if first else None,
        follow=follow,
        paging=part.paging,
    )


# ---------------------------------------------------------------- lists to browse by


def list_pages(frame: Frame, shelf: Shelf) -> Pages:
    """Yield the lists of sectors, territories, … and the pages of their entries."""
    for kind in KINDS:
        entries = frame.facets(kind)
        for part, chosen in parts(routes.list_path(kind.path), entries, ENTRIES):
            counts = [(facet.slug, facet.name, count_of(kind, facet)) for facet in chosen]
            yield Page(part.path, partial(_list, frame, kind, part, chosen), shows(part, counts))
        for facet in entries:
            yield from _facet_pages(frame, shelf, kind, facet)


def _list(frame: Frame, kind: Kind, part: Part, chosen: Sequence[Facet]) -> ListPage:
    page = part.path
    return ListPage(
        site=frame.site(page, "liste", section=kind.path),
        heading=titled(kind.label, part),
        entries=tuple(entry_link(frame, kind, facet, page) for facet in chosen),
        empty=kind.empty,
        paging=part.paging,
    )


def entry_link(frame: Frame, kind: Kind, facet: Facet, page: str) -> Link:
    """Link an entry of a list, with its count."""
    target = routes.facet_path(kind.path, facet.slug)
    return frame.link(facet.name, target, page, note=count_of(kind, facet))


def titled(heading: str, part: Part) -> str:
    """Name a page of a long list apart from the others."""
    return heading if part.number == 1 else f"{heading}, page {part.number}"


def _facet_pages(frame: Frame, shelf: Shelf, kind: Kind, facet: Facet) -> Pages:
    path = routes.facet_path(kind.path, facet.slug)
    if kind.by_session:
        for part, rows in parts(path, _held(frame, kind, facet), ROWS):
            yield Page(
                part.path,
                partial(_facet, frame, shelf, (kind, facet), part, rows=rows),
                _reach(kind, facet, part, rows),
            )
        return
    for part, fiches in parts(path, _fiches(frame, kind, facet), CARDS):
        yield Page(
            part.path,
            partial(_facet, frame, shelf, (kind, facet), part, fiches=fiches),
            _reach(kind, facet, part, fiches),
        )


def _reach(kind: Kind, facet: Facet, part: Part, items: Sequence[Session | Fiche]) -> Reach | None:
    """Tell what a page of an entry shows; the prose of an organisation may link anywhere."""
    record = facet.organisation
    words = record.presentation.markdown if record and record.presentation else ""
    if part.number == 1 and any(sign in words for sign in _LINKING):
        return None
    told = (kind.path, facet.slug, facet.name, count_of(kind, facet), part, record)
    fiches = (item for item in items if isinstance(item, Fiche))
    sessions = (item for item in items if not isinstance(item, Fiche))
    return shows(*told, fiches=(*fiches,), sessions=(*sessions,))


def _facet(
    frame: Frame, shelf: Shelf, entry: tuple[Kind, Facet], part: Part, *,
    fiches: Sequence[Fiche] = (), rows: Sequence[Session | Fiche] = (),
) -> FacetPage:  # fmt: skip
    """Show one page of an entry, with its fiches or else its sessions."""
    kind, facet = entry
    presenter = frame.presenter
    record = facet.organisation
    page = part.path
    head = part.number == 1
    follow = following.of_facet(frame, kind.path, facet, page) if head else ()
    shows_agenda = kind.path == routes.TERRITORIES
    return FacetPage(
        site=frame.site(page, "rubrique", section=kind.path, alternates=follow),
        parent=frame.link(kind.label, routes.list_path(kind.path), page),
        heading=titled(facet.name, part),
        note=f"Liste établie le {write_date(presenter.today)}."
        if kind.path == routes.STATES
        else "",
        count=count_of(kind, facet),
        agenda=frame.link(f"Agenda : {facet.name}", routes.agenda_path(facet.slug), page)
        if shows_agenda
        else None,
        follow=follow,
        presentation=presenter.html(record.presentation, record.path, page, top_level=2, parts=True)
        if head and record and record.presentation
        else None,
        facts=_organisation_facts(facet) if head else (),
        cards=tuple(shelf.cards(fiches, page)),
        rows=tuple(_row(presenter, each, page) for each in rows),
        paging=part.paging,
    )


def _held(frame: Frame, kind: Kind, facet: Facet) -> tuple[Session | Fiche, ...]:
    """Return the sessions of an entry in the order in which they are listed, the past ones last."""
    presenter = frame.presenter
    sessions = sorted(
        facet.sessions, key=lambda s: presenter.is_past(s.fiche, s.group)
    )  # stable: by date within each
    # Of a state, fiches without sessions too: they are in it, and the search finds them there.
    return (*sessions, *(facet.fiches if kind.path == routes.STATES else ()))


def _fiches(frame: Frame, kind: Kind, facet: Facet) -> Sequence[Fiche]:
    """Return the fiches of an entry in the order in which they are listed."""
    if kind.path == routes.SERIES:  # a series keeps the order of its modules
        return facet.fiches
    return sorted(facet.fiches, key=lambda fiche: date_order(frame.presenter, fiche))


def _row(presenter: Presenter, each: Session | Fiche, page: str) -> Line:
    if isinstance(each, Fiche):
        return presenter.fiche_line(each, page)
    return presenter.line(each, page)


def _organisation_facts(facet: Facet) -> tuple[Fact, ...]:
    record = facet.organisation
    if record is None:
        return ()
    person = record.disability_contact
    rows = (
        ("adresse", "Adresse", record.address, ""),
        ("site", "Site", record.website, routes.web(record.website) if _is_web(record.website) else ""),
        ("courriel", "Courriel", record.email, routes.mailto(record.email) if record.email else ""),
        ("telephone", "Téléphone", record.phone, routes.tel(record.phone)),
        ("referent_handicap", "Référent handicap",
         " – ".join(p for p in (person.name, person.email, person.phone) if p) if person else "",
         routes.mailto(person.email) if person and person.email else ""),
        ("siret", "SIRET", record.siret, ""),
        ("nda", "Numéro de déclaration d'activité", record.activity_number, ""),
    )  # fmt: skip
    return tuple(
        Fact(name=name, label=label, words=(Link(text=words, href=href),))
        for name, label, words, href in rows
        if key(words)
    )


def _is_web(address: str) -> bool:
    return address.lower().startswith(("https://", "http://"))

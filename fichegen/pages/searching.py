"""What the search of the catalogue finds, and what it can be narrowed by."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from fichegen import routes, text
from fichegen.artifacts import Artifact, Reach
from fichegen.catalogue import Facet, schedule_months, zone_of
from fichegen.coding import codec
from fichegen.exporters import Document, Entry, search_parts, terms_of
from fichegen.model import Fiche, Group, Term
from fichegen.presenting import Presenter, Step, Ties, month_name, ordered_groups, title_order
from fichegen.states import State
from fichegen.text import capital, counted
from fichegen.views import Choice, Filter, Filters

from .frame import KINDS, Frame, count_of
from .lists import Shelf

_SECTOR: Final = "secteur"
_TERRITORY: Final = "territoire"
_ORGANISATION: Final = "organisme"
_MODE: Final = "modalite"
_MONTH: Final = "mois"
_STATE: Final = "etat"

_ORDERS: Final = (
    Choice(value="", text="Prochaine date", busy="Pertinence"),
    Choice(value="date", text="Prochaine date"),
    Choice(value="limite", text="Date limite"),
    Choice(value="titre", text="Titre"),
)


def search_index(
    frame: Frame, shelf: Shelf, ordered: Sequence[Fiche]
) -> tuple[Filters, tuple[Artifact, ...]]:
    """Return the form of the first page, and the files of the index it asks."""
    ranks = {
        fiche.slug: rank
        for rank, fiche in enumerate(sorted(frame.presenter.catalogue.fiches, key=title_order))
    }
    documents = _documents(frame.presenter, shelf, ordered, ranks)
    head, artifacts = search_parts(documents)
    return Filters(index=head, filters=tuple(_filters(frame)), orders=_ORDERS), artifacts


def search_reach(shelf: Shelf) -> Reach:
    """Say what the files of the search depend on: all that they tell of each fiche, and the lists."""

    def reach(ties: Ties) -> Iterator[bytes]:
        yield ties.outline
        yield ties.all_made(TOLD, shelf.step)

    return reach


@dataclass(frozen=True, slots=True)
class _Told:
    """What the index tells of a fiche, save its card and its place among the others."""

    strong: tuple[str, ...]
    weak: tuple[str, ...]
    entries: tuple[Entry, ...]


_TOLD: Final = codec(_Told)


def _documents(
    presenter: Presenter, shelf: Shelf, fiches: Sequence[Fiche], ranks: Mapping[str, int]
) -> Iterator[Document]:
    every = map(_TOLD.read, presenter.all_kept(TOLD, fiches))
    for fiche, card, told in zip(fiches, shelf.cards(fiches, routes.INDEX), every, strict=True):
        yield Document(
            strong=told.strong,
            weak=told.weak,
            title_rank=ranks[fiche.slug],
            card=card,
            entries=told.entries,
        )


def _told(presenter: Presenter, fiche: Fiche) -> bytes:
    """Write what the index tells of a fiche."""
    terms = (*fiche.organisations, *fiche.themes, *fiche.sectors)
    places = (words for g in fiche.groups for words in (g.territory, g.place))
    strong = (fiche.title.words, fiche.title.series, fiche.reference, fiche.region,
              fiche.mode_words or fiche.mode or "",
              *(term.words for term in terms), *_names(presenter, fiche), *places)  # fmt: skip
    contacts = (*fiche.contacts, *(c for g in fiche.groups for c in g.contacts))
    weak = (
        *(section.prose.markdown for section in fiche.sections),
        *(words for contact in contacts for words in (contact.name, contact.role)),
        *(words for group in fiche.groups for words in (group.label, group.address)),
        *(group.remark.markdown for group in fiche.groups if group.remark),
        *(
            month_name(*month)
            for group in fiche.groups
            for month in schedule_months(group.schedule)
        ),
        fiche.dates_note.words if fiche.dates_note else "",
        fiche.duration.words if fiche.duration else "",
    )
    first, rest = terms_of(" \n ".join(filter(None, strong)), " \n ".join(filter(None, weak)))
    return _TOLD.write(_Told(first, rest, tuple(_entries(presenter, fiche))))


TOLD: Final = Step("search", _told)
"""What the index tells of a fiche."""


def _names(presenter: Presenter, fiche: Fiche) -> Iterator[str]:
    """Yield what the organisations of a fiche go by besides."""
    index = presenter.catalogue.organisation_index
    for term in fiche.organisations:
        facet = index.get(text.key(term.words))
        if facet and facet.organisation:
            yield from (facet.organisation.name, *facet.organisation.aliases)


def _entries(presenter: Presenter, fiche: Fiche) -> Iterator[Entry]:
    """Yield the sessions of a fiche in the order of its card; itself where it has none."""
    shared = [*_fiche_facets(presenter, fiche)]
    groups: Iterable[Group | None] = ordered_groups(presenter, fiche) or (None,)
    for group in groups:
        deadline = (group.deadline if group else None) or fiche.deadline
        yield Entry(
            first=group.schedule.first if group and group.schedule else None,
            limit=deadline.date if deadline else None,
            states=str(presenter.timeline(fiche, group)),
            is_session=group is not None,
            facets=(*shared, *(_group_facets(presenter, group) if group else ())),
        )


def _fiche_facets(presenter: Presenter, fiche: Fiche) -> Iterator[str]:
    catalogue = presenter.catalogue
    yield from _of(_SECTOR, fiche.sectors, catalogue.sector_index)
    yield from _of(_ORGANISATION, fiche.organisations, catalogue.organisation_index)
    if fiche.mode:
        yield f"{_MODE}:{text.slug(fiche.mode)}"


def _of(name: str, terms: Iterable[Term], index: Mapping[str, Facet]) -> Iterator[str]:
    for term in terms:
        if facet := index.get(text.key(term.words)):
            yield f"{name}:{facet.slug}"


def _group_facets(presenter: Presenter, group: Group) -> Iterator[str]:
    zone = presenter.catalogue.territory_index.get(text.key(zone_of(group)))
    if zone:
        yield f"{_TERRITORY}:{zone.slug}"
    for year, month in schedule_months(group.schedule):
        yield f"{_MONTH}:{routes.month_key(year, month)}"


def _filters(frame: Frame) -> Iterator[Filter]:
    """Yield what there is a choice of."""
    catalogue = frame.presenter.catalogue
    months = {
        (month.year, month.month): Choice(
            value=routes.month_key(month.year, month.month),
            text=f"{capital(month_name(month.year, month.month))} ({counted(len(month.sessions), 'session')})",
        )
        for month in catalogue.months
    }
    over = {
        (month.year, month.month)
        for month in catalogue.months
        if all(frame.presenter.is_past(session.fiche, session.group) for session in month.sessions)
    }
    to_come = [choice for month, choice in months.items() if month not in over]
    past = [choice for month, choice in months.items() if month in over]
    states = [Choice(value=state, text=state.words) for state in State]
    found = (
        (_TERRITORY, "Territoire", "Tous les territoires", _choices(frame, routes.TERRITORIES)),
        (_STATE, "Inscription", "Tous les états", states if catalogue.fiches else []),
        (_MONTH, "Mois", "Tous les mois", to_come),
        (_SECTOR, "Secteur", "Tous les secteurs", _choices(frame, routes.SECTORS)),
        (_ORGANISATION, "Organisme", "Tous les organismes", _choices(frame, routes.ORGANISATIONS)),
        (_MODE, "Modalité", "Toutes les modalités", _choices(frame, routes.MODES)),
    )
    for name, label, anything, choices in found:
        before = tuple(past[::-1]) if name == _MONTH else ()
        if choices or before:
            yield Filter(name=name, label=label, any=anything, choices=tuple(choices), past=before)


def _choices(frame: Frame, path: str) -> list[Choice]:
    kind = next(kind for kind in KINDS if kind.path == path)
    return [
        Choice(value=facet.slug, text=f"{facet.name} ({count_of(kind, facet)})")
        for facet in frame.facets(kind)
    ]

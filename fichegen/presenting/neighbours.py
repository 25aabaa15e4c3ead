"""What stands near a fiche: the modules of its series, what it asks for first, like sessions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Final

from fichegen import references, routes, text
from fichegen.catalogue import Facet, Session, zone_of
from fichegen.model import Fiche
from fichegen.views import Link, Related

from .presenter import Presenter

_MOST_RELATED: Final = 3
"""Sessions shown for each thing they share with a fiche."""
_MOST_SHARED: Final = 2
_SHARED: Final = {
    routes.TERRITORIES: "Dans le même territoire",
    routes.ORGANISATIONS: "Du même organisme",
}
_NEAR: Final = 15
"""Modules looked at on either side of one: a series told by many organisations is long."""


def series_of(presenter: Presenter, fiche: Fiche) -> Facet | None:
    """Return the series of a fiche."""
    return presenter.catalogue.series_index.get(text.key(fiche.title.series))


def siblings(presenter: Presenter, fiche: Fiche, page: str) -> tuple[Link, ...]:
    """Link the modules of the series, of a long one those nearby; none for a fiche alone in it."""
    series = series_of(presenter, fiche)
    if series is None or len(series.fiches) < 2:
        return ()
    return tuple(
        _module_link(other, page, current="page" if other is fiche else "")
        for other in near_modules(presenter, series, fiche)
    )


def near_modules(presenter: Presenter, series: Facet, fiche: Fiche) -> Sequence[Fiche]:
    """Return the modules on either side of one in its series, itself among them."""
    place = presenter.place_in(series, fiche)
    return series.fiches[max(0, place - _NEAR) : place + _NEAR + 1]


def around(presenter: Presenter, fiche: Fiche, page: str) -> tuple[Link | None, Link | None]:
    """Link the modules before and after, rather those of the same organisation."""
    series = series_of(presenter, fiche)
    if series is None:
        return None, None
    place = presenter.place_in(series, fiche)
    before = _nearest(fiche, series.fiches[max(0, place - _NEAR) : place][::-1])
    after = _nearest(fiche, series.fiches[place + 1 : place + 1 + _NEAR])
    return (
        _module_link(before, page) if before else None,
        _module_link(after, page) if after else None,
    )


def _nearest(fiche: Fiche, others: Iterable[Fiche]) -> Fiche | None:
    """Return the first module of another number; of that number, the organisation's own."""
    found = [other for other in others if other.title.module != fiche.title.module]
    same = [other for other in found if other.title.module == found[0].title.module]
    return next((other for other in same if _shares_organisation(fiche, other)), (*same, None)[0])


def _shares_organisation(one: Fiche, other: Fiche) -> bool:
    names = {text.key(term.words) for term in one.organisations}
    return any(text.key(term.words) in names for term in other.organisations)


def asks(fiche: Fiche) -> bool:
    """Tell whether anything is asked for before a fiche, and so others may be named."""
    section = fiche.section("prerequis")
    return section is not None and not section.absent


def prerequisites(presenter: Presenter, fiche: Fiche, page: str) -> tuple[Link, ...]:
    """Link the fiches that the prerequisites name: modules of the series, titles in quotes."""
    section = fiche.section("prerequis")
    if section is None or section.absent:
        return ()
    words = text.plain(section.prose.markdown)
    return tuple(_module_link(other, page) for other in _asked(presenter, fiche, words))


def _asked(presenter: Presenter, fiche: Fiche, words: str) -> Iterator[Fiche]:
    series = series_of(presenter, fiche)
    members = series.fiches if series else ()
    named = references.mentioned_modules(words) if series else ()
    found: dict[str, Fiche] = {}
    for module in named:
        same = [f for f in members if f.title.module == module]
        own = next((f for f in same if _shares_organisation(fiche, f)), (*same, None)[0])
        if own:
            found[own.slug] = own
    for title in references.quoted_titles(words):
        inside = [f for f in members if text.key(f.title.name) == text.key(title)]
        other = inside[0] if len(inside) == 1 else presenter.titled(title)
        if other:
            found[other.slug] = other
    found.pop(fiche.slug, None)
    yield from found.values()


def _module_link(fiche: Fiche, page: str, *, current: str = "") -> Link:
    href = routes.root(page) + routes.fiche_path(fiche)
    return Link(text=module_name(fiche), href=href, current=current)


def module_name(fiche: Fiche) -> str:
    """Name a fiche inside its series."""
    title = fiche.title
    return f"Module {title.module} – {title.name}" if title.module else title.words


def related(presenter: Presenter, fiche: Fiche, page: str) -> tuple[Related, ...]:
    """Show other sessions to come at the same places and of the same organisation."""
    root = routes.root(page)
    return tuple(
        Related(
            heading=f"{_SHARED[kind]} : {facet.name}",
            href=root + routes.facet_path(kind, facet.slug),
            lines=tuple(presenter.line(session, page) for session in sessions),
        )
        for kind, facet, sessions in related_sessions(presenter, fiche)
    )


def related_sessions(
    presenter: Presenter, fiche: Fiche
) -> Iterator[tuple[str, Facet, tuple[Session, ...]]]:
    """Yield the entries that a fiche shares with sessions to come of others, with the first of these.

    Each with the kind of its list (`routes.TERRITORIES`, `routes.ORGANISATIONS`).
    """
    catalogue = presenter.catalogue
    zones = dict.fromkeys(text.key(zone_of(group)) for group in fiche.groups)
    places = [f for zone in zones if zone and (f := catalogue.territory_index.get(zone))]
    named = (text.key(term.words) for term in fiche.organisations[:_MOST_SHARED])
    organisations = [f for name in named if (f := catalogue.organisation_index.get(name))]
    shown: set[tuple[str, str]] = set()
    for kind, facets in (
        (routes.TERRITORIES, places[:_MOST_SHARED]),
        (routes.ORGANISATIONS, organisations),
    ):
        for facet in facets:
            if others := _others(presenter, facet, fiche, shown):
                yield kind, facet, others


def _others(
    presenter: Presenter, facet: Facet, fiche: Fiche, shown: set[tuple[str, str]]
) -> tuple[Session, ...]:
    """Return the next sessions of an entry that are not of the fiche and not shown yet."""
    found = []
    for session in presenter.coming(facet):
        key = (session.fiche.slug, session.group.slug)
        if session.fiche.slug != fiche.slug and key not in shown:
            shown.add(key)
            found.append(session)
            if len(found) == _MOST_RELATED:
                break
    return tuple(found)

"""What stands near a fiche: the modules of its series, what it asks for first, like sessions."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from fichegen import references, routes, text
from fichegen.catalogue import Facet, Session, zone_of
from fichegen.model import Fiche
from fichegen.views import Line, Link, Related

from .presenter import Presenter

_MOST_RELATED: Final = 3
"""Sessions shown for each thing they share with a fiche."""
_MOST_SHARED: Final = 2
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
    place = presenter.place_in(series, fiche)
    near = series.fiches[max(0, place - _NEAR) : place + _NEAR + 1]
    return tuple(
        _module_link(other, page, current="page" if other is fiche else "") for other in near
    )


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
    catalogue = presenter.catalogue
    zones = dict.fromkeys(text.key(zone_of(group)) for group in fiche.groups)
    places = [f for zone in zones if zone and (f := catalogue.territory_index.get(zone))]
    shown: set[tuple[str, str]] = set()
    found = []
    for facet in places[:_MOST_SHARED]:
        lines = _others(presenter, facet, fiche, page, shown)
        href = routes.root(page) + routes.facet_path(routes.TERRITORIES, facet.slug)
        found.append(
            Related(heading=f"Dans le même territoire : {facet.name}", href=href, lines=lines)
        )
    for term in fiche.organisations[:_MOST_SHARED]:
        if organisation := catalogue.organisation_index.get(text.key(term.words)):
            lines = _others(presenter, organisation, fiche, page, shown)
            href = routes.root(page) + routes.facet_path(routes.ORGANISATIONS, organisation.slug)
            heading = f"Du même organisme : {organisation.name}"
            found.append(Related(heading=heading, href=href, lines=lines))
    return tuple(each for each in found if each.lines)


def _others(
    presenter: Presenter, facet: Facet, fiche: Fiche, page: str, shown: set[tuple[str, str]]
) -> tuple[Line, ...]:
    """Show the next sessions of an entry that are not of the fiche and not shown yet."""
    lines = []
    for session in presenter.coming(facet):
        key = (session.fiche.slug, session.group.slug)
        if session.fiche.slug != fiche.slug and key not in shown:
            shown.add(key)
            lines.append(presenter.line(Session(session.fiche, session.group), page))
            if len(lines) == _MOST_RELATED:
                break
    return tuple(lines)

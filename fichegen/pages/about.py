"""Pages about the site itself: its plan, its accessibility, free pages, the lost address."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial
from typing import Final

from fichegen import routes
from fichegen.artifacts import Reach
from fichegen.model import Fiche, FreePage
from fichegen.presenting import title_order
from fichegen.statement import Paragraph
from fichegen.views import (
    Link,
    LinkGroup,
    NotFoundPage,
    PlanPage,
    StatementPage,
    TextPage,
    TextPart,
)

from .completeness import plan_links
from .frame import KINDS, Frame, Page, Pages, count_of, of_ground, shows
from .lists import CARDS, entry_link, parts

_MOST: Final = 150
"""Entries of a list, and fiches, that the plan names; of more it links the pages that do."""


def about_pages(frame: Frame) -> Pages:
    """Yield the free pages and those that every site has."""
    presenter = frame.presenter
    free_paths = set()
    for free in presenter.catalogue.pages:
        path = routes.page_path(free)
        free_paths.add(path)
        yield Page(path, partial(_free, frame, free, path))
    yield Page(routes.PLAN, partial(_plan, frame, routes.PLAN), _reach_of_plan(frame))
    if routes.STATEMENT not in free_paths:
        make = partial(_statement, frame, routes.STATEMENT)
        yield Page(routes.STATEMENT, make, of_ground)
    yield Page(routes.NOT_FOUND, partial(_not_found, frame, routes.NOT_FOUND), of_ground)


def _free(frame: Frame, free: FreePage, page: str) -> TextPage:
    html = frame.presenter.html(free.prose, free.path, page, top_level=2, parts=True)
    return TextPage(site=frame.site(page, "page"), heading=free.title, html=html)


def _not_found(frame: Frame, page: str) -> NotFoundPage:
    return NotFoundPage(site=frame.site(page, "introuvable"))


def _statement(frame: Frame, page: str) -> StatementPage:
    statement = frame.statement
    opening = TextPart(heading="", level=2, paragraphs=_pieces(statement.opening))
    sections = (
        TextPart(
            heading=section.heading,
            level=section.level,
            paragraphs=_pieces(section.paragraphs),
            items=_pieces(section.items),
        )
        for section in statement.sections
    )
    return StatementPage(
        site=frame.site(page, "accessibilite"),
        conformity=statement.conformity,
        parts=(opening, *sections),
    )


def _pieces(paragraphs: Iterable[Paragraph]) -> tuple[tuple[Link, ...], ...]:
    return tuple(
        tuple(
            Link(text=piece, href="")
            if isinstance(piece, str)
            else Link(text=piece.text, href=piece.href)
            for piece in paragraph
        )
        for paragraph in paragraphs
    )


def _plan(frame: Frame, page: str) -> PlanPage:
    catalogue = frame.presenter.catalogue
    top = [
        frame.link("Toutes les formations, par prochaine date", routes.INDEX, page),
        frame.link("Toutes les formations, par date limite", routes.BY_DEADLINE, page),
        frame.link("Toutes les formations, par titre", routes.BY_TITLE, page),
    ]
    if catalogue.sessions:
        top.append(frame.link("Agenda", routes.agenda_path(), page))
    groups = [LinkGroup(heading="Catalogue", href="", links=tuple(top))]
    for kind in KINDS:
        if entries := frame.facets(kind):
            href = frame.href(routes.list_path(kind.path), page)
            links = tuple(entry_link(frame, kind, facet, page) for facet in entries[:_MOST])
            if len(entries) > _MOST:
                target = routes.list_path(kind.path)
                links = (*links, frame.link(f"Les {len(entries)} en tout", target, page))
            groups.append(LinkGroup(heading=kind.label, href=href, links=links))
    groups.append(LinkGroup(heading="Formations", href="", links=_fiches(frame, page)))
    about = [
        frame.link(free.title, routes.page_path(free), page)
        for free in catalogue.pages
        if routes.page_path(free) != routes.STATEMENT
    ]
    about.append(frame.link("Déclaration d'accessibilité", routes.STATEMENT, page))
    groups.append(LinkGroup(heading="À propos", href="", links=tuple(about)))
    if catalogue.settings.shows_gaps:
        groups.append(plan_links(frame, page))
    return PlanPage(site=frame.site(page, "plan"), groups=tuple(groups))


def _reach_of_plan(frame: Frame) -> Reach:
    """Tell what the plan shows: the first entries of each list with their counts, all titles."""
    told = [
        (kind.path, len(entries), [(e.slug, e.name, count_of(kind, e)) for e in entries[:_MOST]])
        for kind in KINDS
        if (entries := frame.facets(kind))
    ]
    return shows(told, fiches=frame.presenter.catalogue.fiches)


def _fiches(frame: Frame, page: str) -> tuple[Link, ...]:
    """Link every fiche by title, or the pages of the list that do where they are many."""
    fiches: list[Fiche] = sorted(frame.presenter.catalogue.fiches, key=title_order)
    if len(fiches) <= _MOST:
        return tuple(
            frame.link(fiche.title.words, routes.fiche_path(fiche), page) for fiche in fiches
        )
    return tuple(
        frame.link(
            f"De « {chosen[0].title.words} » à « {chosen[-1].title.words} »", part.path, page
        )
        for part, chosen in parts(routes.BY_TITLE, fiches, CARDS)
    )

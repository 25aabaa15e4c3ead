"""The page of a fiche, and the page of each of its sessions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from fichegen import presenting as shown
from fichegen import routes
from fichegen.catalogue import Session
from fichegen.dates import Deadline, write_date
from fichegen.exporters import as_script, course, course_instance
from fichegen.model import Fiche, Group
from fichegen.presenting import lasting_tag
from fichegen.views import FichePage, GroupPage, Link, When

from . import following
from .frame import Frame, Page, Pages


def pages_of(frame: Frame, fiche: Fiche) -> Pages:
    """Yield the pages of one fiche and of its groups."""
    path = routes.fiche_path(fiche)
    yield Page(path, partial(_fiche, frame, fiche, path))
    for group in fiche.groups:
        path = routes.group_path(fiche, group)
        yield Page(path, partial(_group, frame, fiche, group, path))


def paths_of(fiche: Fiche) -> Iterator[str]:
    """Yield the paths of those pages."""
    yield routes.fiche_path(fiche)
    yield from (routes.group_path(fiche, group) for group in fiche.groups)


def _fiche(frame: Frame, fiche: Fiche, page: str) -> FichePage:
    presenter = frame.presenter
    series = shown.series_of(presenter, fiche)
    chapeau = fiche.section("chapeau")
    states = presenter.timeline(fiche)
    current = tuple(
        presenter.line(Session(fiche, group), page)
        for group in sorted(
            shown.ordered_groups(presenter, fiche),
            key=lambda group: not presenter.timeline(fiche, group).now.joinable,
        )
        if not presenter.is_past(fiche, group)
    )
    past = shown.past_lines(presenter, fiche, page)
    follow = following.of_fiche(frame, fiche, page)
    before, after = shown.around(presenter, fiche, page)
    return FichePage(
        site=frame.site(
            page,
            "fiche",
            section=routes.INDEX,
            alternates=(*follow, *following.data_of(frame, fiche, page)),
        ),
        title=fiche.title.words,
        description=shown.description(fiche),
        series=frame.link(series.name, routes.facet_path(routes.SERIES, series.slug), page)
        if series
        else None,
        module=fiche.title.module,
        name=fiche.title.name,
        lead=presenter.html(chapeau.prose, fiche.path, page) if chapeau else None,
        states=str(states),
        tag=lasting_tag(states.now),
        writing=shown.writing(presenter, fiche),
        facts=shown.summary_facts(presenter, fiche, page),
        limit=presenter.fiche_limit(fiche),
        lines=current or past,
        moments=shown.moments(presenter, fiche, page),
        past=past,
        dates_note=shown.dates_note(fiche),
        people=shown.people(presenter, fiche),
        sections=shown.sections(presenter, fiche, page),
        before=before,
        after=after,
        siblings=shown.siblings(presenter, fiche, page),
        related=shown.related(presenter, fiche, page),
        follow=follow,
        linked_data=as_script(course(presenter, fiche)),
        updated=_updated(fiche.updated) if fiche.updated else None,
    )


def _group(frame: Frame, fiche: Fiche, group: Group, page: str) -> GroupPage:
    presenter = frame.presenter
    return GroupPage(
        site=frame.site(
            page,
            "groupe",
            section=routes.INDEX,
            alternates=following.of_group(frame, fiche, group, page),
        ),
        title=fiche.title.words,
        description=shown.description(fiche, group),
        fiche=Link(text=fiche.title.words, href=routes.relative(routes.fiche_path(fiche), page)),
        session=shown.show_session(presenter, Session(fiche, group), page),
        facts=shown.enrol_facts(presenter, fiche, page),
        linked_data=as_script(course_instance(presenter, fiche, group)),
    )


def _updated(updated: Deadline) -> When:
    if updated.date is None:
        return When(iso="", text=updated.words)
    return When(iso=updated.date.isoformat(), text=write_date(updated.date))

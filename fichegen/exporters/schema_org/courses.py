"""A fiche as a Course, with its sessions."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fichegen import routes, text
from fichegen.exporters.facts import price_of
from fichegen.exporters.plain import plain_text
from fichegen.model import Fiche, Group
from fichegen.presenting import Presenter

from .nodes import VOCABULARY, Node, Origin, node, one_or_all, profiled, said, section_words
from .offers import course_offer, funders
from .organisations import providers
from .sessions import exact_duration, session_node

_ABOUT: Final = ("chapeau", "contexte", "objectifs")
"""The sections of which the first describes a course, whole."""


def course(presenter: Presenter, fiche: Fiche) -> Node:
    """Tell a fiche and all its sessions, for its page."""
    return {"@context": VOCABULARY, **presenter.once(_on_its_page, fiche)}


def _on_its_page(presenter: Presenter, fiche: Fiche) -> Node:
    return _course_node(Origin(presenter, routes.fiche_path(fiche)), fiche)


def course_instance(presenter: Presenter, fiche: Fiche, group: Group) -> Node:
    """Tell a session, for its page, and of which course it is one.

    schema.org has a property from a course to its sessions, and none back: it is told in reverse.
    """
    origin = Origin(presenter, routes.group_path(fiche, group))
    page = routes.fiche_path(fiche)
    name, url = fiche.title.words, origin.link(page)
    owner = node("Course", origin.link(page, "formation"), name=name, url=url)
    told = session_node(origin, fiche, group)
    return {"@context": VOCABULARY, **told, "@reverse": {"hasCourseInstance": owner}}


def course_node(origin: Origin, fiche: Fiche) -> Node:
    """Tell a fiche and all its sessions. Its `@id` is the part `formation` of its page."""
    if origin.presenter.catalogue.settings.url:  # all links are the same from everywhere
        return origin.presenter.once(_on_its_page, fiche)
    return _course_node(origin, fiche)


def _course_node(origin: Origin, fiche: Fiche) -> Node:
    page = routes.fiche_path(fiche)
    told = dict(origin.presenter.once(_facts, fiche))
    told["url"] = origin.link(page)
    told["provider"] = one_or_all(providers(origin, fiche))
    told["isPartOf"] = _series(origin, fiche)
    told["hasCourseInstance"] = [session_node(origin, fiche, group) for group in fiche.groups]
    return profiled(node("Course", origin.link(page, "formation"), **told))


def _facts(presenter: Presenter, fiche: Fiche) -> Node:
    """Return what is told of a fiche from wherever.

    The properties that are links, or hold some, are left empty in their places.
    """
    price = price_of(fiche)
    return {
        "name": fiche.title.words,
        "url": "",
        "description": next(filter(None, (section_words(fiche, each) for each in _ABOUT)), ""),
        "inLanguage": presenter.catalogue.settings.language,
        "courseCode": said(fiche.reference),
        "keywords": ", ".join(_keywords(fiche)),
        "about": [*_subjects(fiche)],
        "audience": _audience(fiche),
        "provider": [],
        "funder": one_or_all(funders(presenter, fiche)),
        "teaches": _teaches(fiche),
        "coursePrerequisites": _prerequisites(fiche),
        "educationalCredentialAwarded": section_words(fiche, "validation"),
        "accessibilitySummary": section_words(fiche, "accessibilite"),
        "timeRequired": exact_duration(fiche.duration),
        "isPartOf": None,
        "position": fiche.title.module if fiche.title.series else "",
        "isAccessibleForFree": price.free if price else None,
        "offers": course_offer(fiche),
        "dateModified": _updated(fiche),
        "syllabusSections": _syllabus(fiche),
        "hasCourseInstance": [],
    }


def _keywords(fiche: Fiche) -> Iterator[str]:
    """Yield sectors and themes, each once."""
    seen: set[str] = set()
    for term in (*fiche.themes, *fiche.sectors):
        if said(term.words) and (key := text.key(term.words)) not in seen:
            seen.add(key)
            yield term.words


def _subjects(fiche: Fiche) -> Iterator[Node]:
    """Yield what a course is about: its sectors, and its codes of the national thesaurus."""
    for term in fiche.sectors:
        if said(term.words):
            yield node("Thing", name=term.words)
    if fiche.domain_codes:
        thesaurus = node("DefinedTermSet", name="FORMACODE")
        for term in fiche.domain_codes:
            yield node("DefinedTerm", termCode=term.words, inDefinedTermSet=thesaurus)


def _audience(fiche: Fiche) -> Node | None:
    words = section_words(fiche, "public")
    return node("EducationalAudience", audienceType=words) if words else None


def _prerequisites(fiche: Fiche) -> str:
    """Return what is asked before; that nothing is asked is worth telling."""
    section = fiche.prerequisites()
    return plain_text(section.prose) if section else ""


def _teaches(fiche: Fiche) -> list[str]:
    """Return objectives, or competences, item by item; their whole words where no list is made."""
    for name in ("objectifs", "competences"):
        if words := section_words(fiche, name):
            section = fiche.section(name)
            return [*section.prose.items] if section and section.prose.items else [words]
    return []


def _series(origin: Origin, fiche: Fiche) -> Node | None:
    facet = origin.presenter.catalogue.series_index.get(text.key(fiche.title.series))
    if not (facet and fiche.title.series):
        return None
    page = routes.facet_path(routes.SERIES, facet.slug)
    return node("CreativeWorkSeries", origin.link(page, "parcours"), name=facet.name)


def _updated(fiche: Fiche) -> str:
    return fiche.updated.date.isoformat() if fiche.updated and fiche.updated.date else ""


def _syllabus(fiche: Fiche) -> list[Node]:
    """Return the items of a programme; one without items is for people to read."""
    section = fiche.section("contenu")
    items = section.prose.items if section and not section.absent else ()
    return [node("Syllabus", name=item) for item in items]

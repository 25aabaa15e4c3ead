"""What a fiche says: its short facts, its sections, and a sentence about it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Final

from fichegen import programme, routes, text
from fichegen.catalogue import Facet
from fichegen.dates import write_deadline, write_schedule
from fichegen.model import Fiche, Group, Term
from fichegen.prose import Html
from fichegen.text import capital
from fichegen.views import Fact, Link, SectionView, StageView

from .neighbours import prerequisites
from .parts import is_above, is_headed, is_short, with_ids
from .presenter import Presenter

_DESCRIPTION: Final = 155
_TO_ENROL: Final = ("public", "prerequis", "tarif", "inscription", "delais_acces", "accessibilite")
"""The sections whose words one needs before writing."""


def summary_facts(presenter: Presenter, fiche: Fiche, page: str) -> tuple[Fact, ...]:
    """Show the short facts of a fiche."""
    facts = [*_first_facts(presenter, fiche, page)]
    if fiche.sectors:
        label = "Secteurs" if len(fiche.sectors) > 1 else "Secteur"
        index = presenter.catalogue.sector_index
        links = _facet_links(routes.SECTORS, fiche.sectors, index, page)
        facts.append(Fact(name="secteurs", label=label, words=links))
    unused = fiche.deadline if fiche.groups and all(g.deadline for g in fiche.groups) else None
    rest = (
        ("limite_generale", "Date limite générale", [write_deadline(unused) if unused else ""]),
        ("themes", "Thèmes", [term.words for term in fiche.themes]),
        ("region", "Région", [fiche.region]),
        ("effectif", "Effectif", [fiche.seats]),
        ("reference", "Référence", [fiche.reference]),
        ("formacode", "Formacode", [term.words for term in fiche.domain_codes]),
        ("formacode_public", "Formacode du public", [term.words for term in fiche.audience_codes]),
        ("statut", "Statut", [fiche.status_words]),
    )
    facts += [
        Fact(name=name, label=label, words=_plain(*words))
        for name, label, words in rest
        if any(words)
    ]
    return tuple(facts)


def enrol_facts(presenter: Presenter, fiche: Fiche, page: str) -> tuple[Fact, ...]:
    """Show what one needs to know of a fiche before registering for a session."""
    facts = [*_first_facts(presenter, fiche, page)]
    target = routes.relative(routes.fiche_path(fiche), page)
    for section, anchor in with_ids(fiche.sections):
        if section.name not in _TO_ENROL or is_above(section):
            continue
        if is_short(section.prose):
            html = presenter.html(section.prose, fiche.path, page)
            facts.append(Fact(name=section.name, label=section.heading, html=html))
        else:
            link = Link(text="Lire sur la fiche", href=f"{target}#{anchor}")
            facts.append(Fact(name=section.name, label=section.heading, words=(link,)))
    return tuple(facts)


def _first_facts(presenter: Presenter, fiche: Fiche, page: str) -> Iterator[Fact]:
    """Yield for whom, how long, how and by whom."""
    public = fiche.section("public")
    if public and is_above(public):
        html = presenter.html(public.prose, fiche.path, page)
        yield Fact(name="public", label="Public", html=html)
    if fiche.duration:
        yield Fact(name="duree", label="Durée", words=_plain(fiche.duration.words))
    if fiche.mode_words or fiche.mode:
        words = capital(fiche.mode_words or str(fiche.mode))
        yield Fact(name="modalite", label="Modalité", words=_plain(words))
    if fiche.organisations:
        index = presenter.catalogue.organisation_index
        links = _facet_links(routes.ORGANISATIONS, fiche.organisations, index, page)
        yield Fact(name="organismes", label="Organisme de formation", words=links)


def description(fiche: Fiche, group: Group | None = None) -> str:
    """Say a page in a sentence: where and when a session is, or what a course is about."""
    if group:
        schedule = group.schedule
        dates = write_schedule(schedule) if schedule else ""
        parts = (group.label, group.territory, group.place, dates)
        return _shortened(", ".join(part for part in parts if part) + f" : {fiche.title.words}")
    about = (fiche.section(name) for name in ("chapeau", "contexte", "objectifs", "public"))
    first = next((section.prose for section in about if section), None)
    return _shortened(" ".join(first.items) or _opening(first.markdown)) if first else ""


def _opening(markdown: str) -> str:
    """Return a prose as plain words, of a long one those of its first lines."""
    end = markdown.find("\n", 4 * _DESCRIPTION)
    if end > 0 and "[" not in markdown[:end]:  # nothing but a link reaches beyond its line
        words = text.plain(markdown[:end])
        if len(words) > _DESCRIPTION:
            return words
    return text.plain(markdown)


def _shortened(words: str) -> str:
    """Cut words for a description at a space, and show that they are cut."""
    if len(words) <= _DESCRIPTION:
        return words
    return words[:_DESCRIPTION].rpartition(" ")[0].rstrip(" ,;:.–") + "…"


def sections(presenter: Presenter, fiche: Fiche, page: str) -> tuple[SectionView, ...]:
    """Show the prose of a fiche in the editor's order, save what stands above the fold."""
    shown = []
    for section, anchor in with_ids(fiche.sections):
        if not is_headed(section):
            continue
        by_day = section.name == "contenu"
        head, stages = programme.by_day(section.prose) if by_day else (section.prose, ())
        links = prerequisites(presenter, fiche, page) if section.name == "prerequis" else ()
        shown.append(
            SectionView(
                name=section.name,
                id=anchor,
                heading=section.heading,
                html=presenter.html(head, fiche.path, page) if head.markdown else Html(),
                stages=tuple(
                    StageView(
                        heading=stage.heading,
                        html=presenter.html(stage.prose, fiche.path, page, top_level=4),
                    )
                    for stage in stages
                ),
                links=links,
            )
        )
    return tuple(shown)


def _plain(*words: str) -> tuple[Link, ...]:
    return tuple(Link(text=each, href="") for each in words)


def _facet_links(
    kind: str, terms: Iterable[Term], index: Mapping[str, Facet], page: str
) -> tuple[Link, ...]:
    """Link terms, in the words the editor used, to their entries in a list."""
    return tuple(
        Link(text=term.words, href=routes.root(page) + routes.facet_path(kind, facet.slug))
        if (facet := index.get(text.key(term.words)))
        else Link(text=term.words, href="")
        for term in terms
    )

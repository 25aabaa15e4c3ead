"""The catalogue to pages: which there are, and what each shows."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final
from urllib.parse import urlsplit

from fichegen import routes, text
from fichegen.artifacts import Artifact
from fichegen.catalogue import Catalogue, Facet, Session
from fichegen.dates import write_date
from fichegen.diagnostics import Finding
from fichegen.model import Fiche, FreePage, Group
from fichegen.presenting import Presenter, dates_note
from fichegen.theme import Theme, ThemeError, render
from fichegen.views import (
    CataloguePage,
    FacetPage,
    Fact,
    FichePage,
    GroupPage,
    Link,
    ListPage,
    NotFoundPage,
    PageView,
    Site,
    TextPage,
    When,
)


@dataclass(frozen=True, slots=True)
class _List:
    """A kind of list readers browse by."""

    path: str
    label: str
    empty: str
    by_session: bool = False
    """True where an entry lists sessions by date rather than whole fiches."""


_LISTS: Final = (
    _List(routes.SECTORS, "Secteurs", "Aucun secteur n'est indiqué."),
    _List(routes.TERRITORIES, "Territoires", "Aucun territoire n'est indiqué.", by_session=True),
    _List(routes.ORGANISATIONS, "Organismes", "Aucun organisme n'est indiqué."),
    _List(routes.SERIES, "Parcours", "Aucun parcours n'est indiqué."),
)


def make_pages(
    catalogue: Catalogue, theme: Theme, today: dt.date
) -> tuple[tuple[Artifact, ...], tuple[Finding, ...]]:
    """Render every page and gather the assets; a page whose template fails is a finding."""
    presenter = Presenter(catalogue, today)
    artifacts = [*theme.assets]
    findings: list[Finding] = []
    for path, view in _views(presenter, theme):
        try:
            artifacts.append(Artifact(path, render(theme, view)))
        except ThemeError as error:
            findings.append(error.finding)
    return tuple(artifacts), (*findings, *presenter.findings)


def _facets(catalogue: Catalogue, kind: _List) -> tuple[Facet, ...]:
    return {
        routes.SECTORS: catalogue.sectors,
        routes.TERRITORIES: catalogue.territories,
        routes.ORGANISATIONS: catalogue.organisations,
        routes.SERIES: catalogue.series,
    }[kind.path]


def _views(presenter: Presenter, theme: Theme) -> Iterator[tuple[str, PageView]]:
    """Yield the path and the content of every page."""
    catalogue = presenter.catalogue
    maker = _Maker(presenter, theme)
    yield routes.INDEX, maker.catalogue(routes.INDEX)
    for fiche in catalogue.fiches:
        path = routes.fiche_path(fiche)
        yield path, maker.fiche(fiche, path)
        for group in fiche.groups:
            path = routes.group_path(fiche, group)
            yield path, maker.group(fiche, group, path)
    for kind in _LISTS:
        path = routes.list_path(kind.path)
        yield path, maker.list(kind, path)
        for facet in _facets(catalogue, kind):
            path = routes.facet_path(kind.path, facet.slug)
            yield path, maker.facet(kind, facet, path)
    for page in catalogue.pages:
        path = routes.page_path(page)
        yield path, maker.text(page, path)
    yield routes.NOT_FOUND, maker.not_found()


@dataclass(frozen=True, slots=True)
class _Maker:
    """Makes the view of each kind of page."""

    presenter: Presenter
    theme: Theme

    def site(self, page: str, section: str = "") -> Site:
        """Make the frame of a page; `section` is the list it belongs to."""
        catalogue = self.presenter.catalogue
        settings = catalogue.settings
        navigation = [self._nav(page, section, routes.INDEX, "Catalogue", routes.INDEX)]
        navigation += [
            self._nav(page, section, routes.list_path(kind.path), kind.label, kind.path)
            for kind in _LISTS
            if _facets(catalogue, kind)
        ]
        footer = tuple(
            Link(text=free.title, href=self._href(routes.page_path(free), page),
                 current=routes.page_path(free) == page)
            for free in catalogue.pages
        )  # fmt: skip
        contact = Link(
            text=settings.contact, href=routes.mailto(settings.contact, subject=settings.title)
        )
        return Site(
            title=settings.title,
            subtitle=settings.subtitle,
            language=settings.language,
            publisher=settings.publisher,
            home=self._href(routes.INDEX, page),
            stylesheet=self._href(self.theme.stylesheet, page),
            icon=self._href(self.theme.icon, page) if self.theme.icon else "",
            canonical="" if page == routes.NOT_FOUND else routes.canonical(settings.url, page),
            navigation=tuple(navigation),
            footer=footer,
            contact=contact if settings.contact else None,
        )

    def _nav(self, page: str, section: str, target: str, words: str, own: str) -> Link:
        return Link(
            text=words, href=self._href(target, page), current=page == target or section == own
        )

    def _href(self, target: str, page: str) -> str:
        """Link relatively, save from the page that any address may show."""
        url = self.presenter.catalogue.settings.url
        if page == routes.NOT_FOUND and url:
            return f"{urlsplit(url).path}/{target}"
        return routes.relative(target, page)

    def catalogue(self, page: str) -> CataloguePage:
        """Make the first page."""
        catalogue = self.presenter.catalogue
        lists = tuple(
            Link(text=kind.label, href=self._href(routes.list_path(kind.path), page),
                 note=str(len(_facets(catalogue, kind))))
            for kind in _LISTS
            if _facets(catalogue, kind)
        )  # fmt: skip
        return CataloguePage(
            site=self.site(page, routes.INDEX),
            count=len(catalogue.fiches),
            cards=tuple(self.presenter.card(fiche, page) for fiche in catalogue.fiches),
            lists=lists,
        )

    def fiche(self, fiche: Fiche, page: str) -> FichePage:
        """Make the page of a fiche."""
        presenter = self.presenter
        series = presenter.catalogue.series_index.get(text.key(fiche.title.series))
        chapeau = fiche.section("chapeau")
        updated = fiche.updated
        return FichePage(
            site=self.site(page, routes.INDEX),
            title=fiche.title.words,
            description=presenter.description(fiche),
            series=self._series_link(series, page),
            module=fiche.title.module,
            name=fiche.title.name,
            lead=presenter.html(chapeau.prose, fiche.path) if chapeau else None,
            tag=presenter.fiche_tag(fiche),
            facts=presenter.facts(fiche, page),
            limit=presenter.fiche_limit(fiche),
            sessions=tuple(
                presenter.session(Session(fiche, group), page) for group in fiche.groups
            ),
            dates_note=dates_note(fiche),
            people=presenter.people(fiche),
            sections=presenter.sections(fiche),
            siblings=self._siblings(series, fiche, page),
            updated=_updated(updated.date, updated.words) if updated else None,
        )

    def _series_link(self, series: Facet | None, page: str) -> Link | None:
        if series is None:
            return None
        return Link(
            text=series.name,
            href=routes.relative(routes.facet_path(routes.SERIES, series.slug), page),
        )

    def _siblings(self, series: Facet | None, fiche: Fiche, page: str) -> tuple[Link, ...]:
        if series is None or len(series.fiches) < 2:
            return ()
        return tuple(
            Link(
                text=_module_name(other),
                href=routes.relative(routes.fiche_path(other), page),
                current=other is fiche,
            )
            for other in series.fiches
        )

    def group(self, fiche: Fiche, group: Group, page: str) -> GroupPage:
        """Make the page of one session."""
        presenter = self.presenter
        others = tuple(
            presenter.session(Session(fiche, o), page) for o in fiche.groups if o is not group
        )
        return GroupPage(
            site=self.site(page, routes.INDEX),
            title=fiche.title.words,
            description=presenter.description(fiche, group),
            fiche=Link(
                text=fiche.title.words, href=routes.relative(routes.fiche_path(fiche), page)
            ),
            session=presenter.session(Session(fiche, group), page),
            facts=presenter.facts(fiche, page, brief=True),
            others=others,
        )

    def list(self, kind: _List, page: str) -> ListPage:
        """Make the list of all entries of a kind."""
        entries = tuple(
            Link(text=facet.name, href=routes.relative(routes.facet_path(kind.path, facet.slug), page),
                 note=_count(kind, facet))
            for facet in _facets(self.presenter.catalogue, kind)
        )  # fmt: skip
        return ListPage(
            site=self.site(page, kind.path), heading=kind.label, entries=entries, empty=kind.empty
        )

    def facet(self, kind: _List, facet: Facet, page: str) -> FacetPage:
        """Make the page of one entry."""
        presenter = self.presenter
        record = facet.organisation
        by_session = kind.by_session
        return FacetPage(
            site=self.site(page, kind.path),
            kind=Link(text=kind.label, href=routes.relative(routes.list_path(kind.path), page)),
            heading=facet.name,
            presentation=presenter.html(record.presentation, record.path, top_level=2)
            if record and record.presentation
            else None,
            facts=_organisation_facts(facet),
            cards=()
            if by_session
            else tuple(presenter.card(fiche, page) for fiche in facet.fiches),
            sessions=tuple(presenter.session(s, page) for s in facet.sessions)
            if by_session
            else (),
        )

    def text(self, free: FreePage, page: str) -> TextPage:
        """Make a free page."""
        html = self.presenter.html(free.prose, free.path, top_level=2)
        return TextPage(site=self.site(page), heading=free.title, html=html)

    def not_found(self) -> NotFoundPage:
        """Make the page shown for an address that leads nowhere."""
        return NotFoundPage(site=self.site(routes.NOT_FOUND))


def _updated(date: dt.date | None, words: str) -> When:
    return When(iso=date.isoformat(), text=write_date(date)) if date else When(iso="", text=words)


def _module_name(fiche: Fiche) -> str:
    title = fiche.title
    return f"Module {title.module} – {title.name}" if title.module else title.words


def _count(kind: _List, facet: Facet) -> str:
    number = len(facet.sessions) if kind.by_session else len(facet.fiches)
    noun = "session" if kind.by_session else "formation"
    return f"{number} {noun}{'s' if number > 1 else ''}"


def _organisation_facts(facet: Facet) -> tuple[Fact, ...]:
    record = facet.organisation
    if record is None:
        return ()
    person = record.disability_contact
    rows = (
        ("adresse", "Adresse", record.address, ""),
        ("site", "Site", record.website, record.website if _is_web(record.website) else ""),
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
        if text.key(words)
    )


def _is_web(address: str) -> bool:
    return address.lower().startswith(("https://", "http://"))

"""The page that tells what the catalogue is besides pages: calendars, feeds, data."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from typing import Final

from fichegen import routes
from fichegen.views import DataPage, Format, FormatGroup

from .following import FEEDS
from .frame import Frame, Page, Pages

_COPY: Final = "clic droit sur le lien (ou appui long), puis « Copier l'adresse du lien »"
_TO_FOLLOW: Final = (routes.CALENDAR, *(feed.name for feed in FEEDS), routes.LHEO)
"""The files whose address one gives to another program."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Use:
    """What one may do with the catalogue, and the files for it."""

    heading: str
    note: str = ""
    files: tuple[tuple[str, str, str], ...]
    """Each path with what it holds and its format."""
    steps: tuple[str, ...] = ()


_USES: Final = (
    _Use(
        heading="Dans votre agenda",
        note="Donnez l'adresse du calendrier à votre agenda : abonné, il se tient à jour seul, en général dans"
        " la journée. Ouvrir le fichier n'en donne que la copie d'aujourd'hui.",
        files=((routes.CALENDAR, "Toutes les sessions et leurs dates limites", "iCalendar (.ics)"),),
        steps=(
            "Google Agenda, sur un ordinateur : « Autres agendas », +, « À partir de l'URL », collez l'adresse.",
            "iPhone, iPad : Réglages, comptes de Calendrier, « Ajouter un compte », « Autre », l'abonnement à un calendrier.",
            "Outlook : « Ajouter un calendrier », « S'abonner à partir du web », collez l'adresse.",
            f"Chaque territoire, secteur, organisme, parcours et fiche a son calendrier, sous « Suivre » : {_COPY}.",
        ),
    ),
    _Use(
        heading="Dans un lecteur de flux",
        note="Un flux (au format Atom) annonce ce qui est nouveau dans un lecteur de flux, ou une"
        " messagerie qui en lit : donnez-lui l'adresse. Chaque territoire, secteur, organisme et parcours"
        " a les siens, sous « Suivre ».",
        files=tuple((feed.name, feed.words, "") for feed in FEEDS),
    ),
    _Use(
        heading="Dans un tableur",
        files=(
            (routes.TABLE, "Les fiches", "CSV, une ligne par fiche"),
            (routes.SESSIONS_TABLE, "Les sessions", "CSV, une ligne par session"),
        ),
    ),
    _Use(
        heading="Chez les Carif-Oref et dans les annuaires",
        files=(
            (routes.LHEO, "L'offre pour les Carif-Oref et les collecteurs",
             "LHEO 2.3 (XML), le format national d'échange de l'offre de formation"),
            (routes.LINKED_DATA, "Les formations pour les moteurs et les annuaires",
             "JSON-LD, dans les mots de schema.org que lisent les moteurs de recherche"),
        ),
    ),
    _Use(
        heading="Dans un programme",
        files=(
            (routes.DATA, "Les fiches et leurs sessions", "JSON"),
            (routes.SESSIONS_DATA, "Les sessions", "JSON"),
            (routes.DATA_SCHEMA, "Ce que contient catalogue.json",
             "JSON Schema : chaque champ décrit, pour qu'un programme vérifie ce qu'il lit"),
            (routes.SESSIONS_SCHEMA, "Ce que contient sessions.json", "JSON Schema"),
        ),
    ),
    _Use(
        heading="Pour qui tient le catalogue",
        files=(
            (routes.GAPS, "Ce qui manque aux fiches",
             "Des pages à parcourir, fiche par fiche et destination par destination"),
            (routes.GAPS_DATA, "Ce qui manque aux fiches, en données", "JSON"),
            (routes.GAPS_SCHEMA, "Ce que contient completude.json", "JSON Schema"),
        ),
    ),
)  # fmt: skip


def reuse_pages(frame: Frame) -> Pages:
    """Yield the page, with the files that this site has."""
    yield Page(routes.REUSE, partial(_page, frame, routes.REUSE))


def _page(frame: Frame, page: str) -> DataPage:
    groups = (_group(frame, use) for use in _USES)
    return DataPage(
        site=frame.site(page, "donnees"),
        groups=tuple(group for group in groups if group.formats),
    )


def _group(frame: Frame, use: _Use) -> FormatGroup:
    settings = frame.presenter.catalogue.settings
    formats = tuple(
        _format(
            frame,
            path,
            text if number == 1 else f"{text} (suite, {number})",
            note,
            is_followed=whole in _TO_FOLLOW,
        )
        for whole, text, note in use.files
        for number, path in enumerate(_parts(frame, whole), 1)
    )
    told = settings.url or not any(path in _TO_FOLLOW for path, *_ in use.files)
    hint = () if told else (f"Pour avoir une adresse : {_COPY}.",)
    return FormatGroup(
        heading=use.heading, note=use.note, formats=formats, steps=(*hint, *use.steps)
    )


def _parts(frame: Frame, path: str) -> Iterable[str]:
    """Give the files at a path that this site has: none, one, or the parts it is cut into."""
    if path == routes.GAPS:
        return (path,) if frame.presenter.catalogue.settings.shows_gaps else ()
    return frame.parts(path)


def _format(frame: Frame, path: str, text: str, note: str, *, is_followed: bool) -> Format:
    url = frame.presenter.catalogue.settings.url
    address = routes.canonical(url, path) if is_followed else ""
    own = path.endswith(".ics") and address
    return Format(
        text=text,
        href=frame.href(path, routes.REUSE),
        note=note,
        address=address,
        # The scheme by which calendars know an address to follow from a file to copy.
        subscribe=f"webcal:{address.partition(':')[2]}" if own else "",
    )

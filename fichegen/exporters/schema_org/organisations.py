"""Who gives a course, and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import Final

from fichegen import routes, text
from fichegen.catalogue import Facet
from fichegen.identifiers import activity_number_of, siret_of
from fichegen.model import Contact, Fiche, Organisation

from .nodes import Node, Origin, node, said
from .places import postal_address

_WEB: Final = re.compile(r"https?://[^\s<>\"]+", re.IGNORECASE)


def providers(origin: Origin, fiche: Fiche) -> list[Node]:
    """Tell who gives a course; the contacts of a fiche are those of its only organisation."""
    return _organisations(origin, fiche, fiche.contacts, whole=True)


def organisers(origin: Origin, fiche: Fiche, contacts: tuple[Contact, ...]) -> list[Node]:
    """Name who gives a session, with the people who answer for it alone."""
    return _organisations(origin, fiche, contacts, whole=False)


def _organisations(
    origin: Origin, fiche: Fiche, contacts: tuple[Contact, ...], *, whole: bool
) -> list[Node]:
    names = [term.words for term in fiche.organisations if said(term.words)]
    told = contacts if len(names) == 1 else ()
    return [_organisation(origin, name, told, whole=whole) for name in names]


def _organisation(origin: Origin, words: str, contacts: Iterable[Contact], *, whole: bool) -> Node:
    facet = origin.presenter.catalogue.organisation_index.get(text.key(words))
    record = facet.organisation if facet else None
    points = [_contact_point(contact) for contact in contacts]
    if record and whole and record.disability_contact:
        points.append(_contact_point(record.disability_contact, "Référent handicap"))
    told = _record(record) if record and whole else {}
    return node(
        "Organization",
        _page(origin, facet, "organisme") if facet else "",
        **({"name": record.name if record else words} | told),
        contactPoint=points,
    )


def _page(origin: Origin, facet: Facet, part: str) -> str:
    return origin.link(routes.facet_path(routes.ORGANISATIONS, facet.slug), part)


def _record(record: Organisation) -> dict[str, object]:
    return {
        "legalName": record.legal_name,
        "identifier": [
            node("PropertyValue", propertyID=name, value=number)
            for name, number in (
                ("SIRET", siret_of(record.siret)),
                ("NDA", activity_number_of(record.activity_number)),
            )
            if number
        ],
        "address": postal_address(record.address) or said(record.address),
        "email": record.email,
        "telephone": record.phone,
        "url": routes.web(record.website) if _WEB.fullmatch(record.website) else "",
    }


def _contact_point(contact: Contact, kind: str = "") -> Node:
    return node(
        "ContactPoint",
        name=contact.name,
        contactType=contact.role or kind,
        email=contact.email,
        telephone=contact.phone,
    )

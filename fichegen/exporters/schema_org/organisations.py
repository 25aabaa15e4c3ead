"""Who gives a course, and whom to ask."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from fichegen import routes, text
from fichegen.catalogue import Facet
from fichegen.expressions import expression
from fichegen.identifiers import activity_number_of, siret_of
from fichegen.model import Contact, Fiche, Group, Organisation

from .nodes import Node, Origin, node, said
from .places import postal_address

_WEB: Final = expression(r"https?://[^\s<>\"]+", re.IGNORECASE)


def providers(origin: Origin, fiche: Fiche) -> list[Node]:
    """Tell who gives a course; the contacts of a fiche are those of its only organisation."""
    return _organisations(origin, fiche, fiche.contacts, _record)


def organisers(origin: Origin, fiche: Fiche, group: Group) -> list[Node]:
    """Name who gives a session, with the people who answer for it alone.

    On the page of a session nothing else tells whom to ask: there its organisation's ways to be
    reached stand too, and the contacts of its fiche where it has none.
    """
    if origin.page == routes.group_path(fiche, group):
        return _organisations(origin, fiche, group.contacts or fiche.contacts, _ways)
    return _organisations(origin, fiche, group.contacts, lambda _: {})


_Facts = Callable[[Organisation], dict[str, object]]


def _organisations(
    origin: Origin, fiche: Fiche, contacts: tuple[Contact, ...], facts: _Facts
) -> list[Node]:
    names = [term.words for term in fiche.organisations if said(term.words)]
    points = [_contact_point(contact) for contact in contacts] if len(names) == 1 else []
    return [_organisation(origin, name, points, facts) for name in names]


def _organisation(origin: Origin, words: str, points: list[Node], facts: _Facts) -> Node:
    facet = origin.presenter.catalogue.organisation_index.get(text.key(words))
    record = facet.organisation if facet else None
    told = {"name": record.name, **facts(record)} if record else {"name": words}
    if record and facts is _record and record.disability_contact:
        points = [*points, _contact_point(record.disability_contact, "Référent handicap")]
    identity = _page(origin, facet, "organisme") if facet else ""
    return node("Organization", identity, **told, contactPoint=points)


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
        **_ways(record),
        "url": routes.web(record.website) if _WEB.fullmatch(record.website) else "",
    }


def _ways(record: Organisation) -> dict[str, object]:
    return {"email": record.email, "telephone": record.phone}


def _contact_point(contact: Contact, kind: str = "") -> Node:
    return node(
        "ContactPoint",
        name=contact.name,
        contactType=contact.role or kind,
        email=contact.email,
        telephone=contact.phone,
    )

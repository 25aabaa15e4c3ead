"""What a reader needs and a fiche does not say."""

from __future__ import annotations

from collections.abc import Iterator

from fichegen.catalogue import Catalogue
from fichegen.diagnostics import Finding, finding


def fiches_without_session(catalogue: Catalogue) -> Iterator[Finding]:
    """FG701: neither a session nor a word on why there is none."""
    for fiche in catalogue.fiches:
        if not fiche.groups and fiche.dates_note is None:
            yield finding("FG701", fiche.span("titre"))


def fiches_without_contact(catalogue: Catalogue) -> Iterator[Finding]:
    """FG702: nobody to write to or call, neither for the fiche nor for each of its groups."""
    for fiche in catalogue.fiches:
        people = (*fiche.contacts, *(c for group in fiche.groups for c in group.contacts))
        if any(contact.email or contact.phone for contact in people):
            continue
        records = [f.organisation for t in fiche.organisations if (f := catalogue.organisation_of(t))]
        if not any(record and (record.email or record.phone) for record in records):
            where = fiche.span("interlocuteurs" if fiche.contacts else "titre")
            yield finding("FG702", where)

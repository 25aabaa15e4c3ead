"""What a reader needs and a fiche does not say."""

from __future__ import annotations

from collections.abc import Iterator

from fichegen import text
from fichegen.catalogue import Catalogue
from fichegen.diagnostics import Finding, finding


def fiches_without_session(catalogue: Catalogue) -> Iterator[Finding]:
    """FG701: neither a session nor a word on why there is none."""
    for fiche in catalogue.fiches:
        if not fiche.groups and fiche.dates_note is None:
            yield finding("FG701", fiche.span("titre"))


def fiches_without_contact(catalogue: Catalogue) -> Iterator[Finding]:
    """FG702: nobody is named, neither for the fiche nor for its groups or its organisation.

    Somebody who is named without a way to be reached is told where it is read (FG401, FG404).
    """
    for fiche in catalogue.fiches:
        if fiche.contacts or any(group.contacts for group in fiche.groups):
            continue
        known = (catalogue.organisation_index.get(text.key(t.words)) for t in fiche.organisations)
        records = [facet.organisation for facet in known if facet]
        if not any(record and (record.email or record.phone) for record in records):
            yield finding("FG702", fiche.span("titre"))

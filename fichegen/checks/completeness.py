"""What a reader needs and a fiche does not say."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fichegen import text
from fichegen.catalogue import Catalogue
from fichegen.diagnostics import Finding, Span, finding
from fichegen.model import Fiche

_CALLED: Final = {
    "groupes": ("la rubrique « Lieux et dates »", "la clé « groupes: »"),
    "dates": ("la rubrique « Dates »", "la clé « dates: »"),
    "interlocuteurs": ("la rubrique « Interlocuteur »", "la clé « interlocuteur: »"),
}
"""What fields are called in Markdown and in YAML."""


def fiches_without_session(catalogue: Catalogue) -> Iterator[Finding]:
    """FG701: neither a session nor a word on why there is none."""
    for fiche in catalogue.fiches:
        if not fiche.groups and fiche.dates_note is None:
            where, advice = _to_write(fiche, "groupes", "dates")
            yield finding("FG701", where, conseil=advice)


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
            where, advice = _to_write(fiche, "interlocuteurs")
            yield finding("FG702", where, conseil=advice)


def _to_write(fiche: Fiche, *names: str) -> tuple[Span, str]:
    """Return where a field stands empty, or the title where it does not, and what is to be done there."""
    given = dict(fiche.spans)
    notation = fiche.path.lower().endswith((".yml", ".yaml"))
    for name in names:
        if name in given:
            return given[name], f"complétez {_CALLED[name][notation]}, ligne {given[name].line}"
    return fiche.span("titre"), f"ajoutez {_CALLED[names[0]][notation]}"

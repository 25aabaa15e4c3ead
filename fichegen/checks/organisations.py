"""What the records of organisations say and cannot be true."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fichegen import text
from fichegen.catalogue import Catalogue
from fichegen.diagnostics import Finding, finding
from fichegen.identifiers import activity_number_of, has_postcode, has_telephone, siret_of
from fichegen.model import Organisation

_SHOWN: Final = 60
_KNOWN: Final = {
    "siret": (siret_of, "un SIRET", "corrigez ses 14 chiffres : le dernier contrôle les autres"),
    "nda": (activity_number_of, "un numéro de déclaration d'activité",
            "corrigez ses 11 caractères"),
    "adresse": (has_postcode, "une adresse postale",
                "ajoutez le code postal, « 12 rue des Lilas, 97400 Saint-Denis »"),
    "telephone": (has_telephone, "un numéro de téléphone", "corrigez ses 10 chiffres"),
}  # fmt: skip
"""For each field its rule, what its value should be, and how to mend it."""


def organisations_with_wrong_facts(catalogue: Catalogue) -> Iterator[Finding]:
    """FG510: a number that fails its own check, an address without postcode, a telephone that is none."""
    records = [facet.organisation for facet in catalogue.organisations if facet.organisation]
    for record in records:
        for name, words in _facts(record):
            rule, expected, mend = _KNOWN[name]
            if text.key(words) and not rule(words):  # signs alone hold its room, FG217 tells them
                shown = words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + "…"
                yield finding(
                    "FG510", record.span(name), valeur=shown, attendu=expected, conseil=mend
                )


def _facts(record: Organisation) -> Iterator[tuple[str, str]]:
    yield "siret", record.siret
    yield "nda", record.activity_number
    yield "adresse", record.address
    yield "telephone", record.phone

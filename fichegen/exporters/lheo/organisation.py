"""The organisation that answers for a course (organisme-formation-responsable)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from fichegen import text
from fichegen.catalogue import Catalogue
from fichegen.gaps import Level, Outcome, as_yaml, quoted
from fichegen.identifiers import activity_number_of, siret_of
from fichegen.model import Contact, Fiche, Organisation

from .addresses import Address, read_address
from .nodes import Node, branch
from .people import DISABILITY, contact_node, details, is_web, unfit
from .texts import excess, leaf


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsible:
    """What is known of the organisation of a course."""

    node: Node | None = None
    """None where something that is mandatory is missing."""
    name: str = ""
    address: Address | None = None
    """Where one registers."""
    outcomes: tuple[Outcome, ...]


def responsible(catalogue: Catalogue, fiche: Fiche) -> Responsible:
    """Tell of the organisation that a fiche names first."""
    if not fiche.organisations:
        asked = Outcome(
            key="organisme",
            level=Level.BLOCKING,
            reason="la fiche ne nomme pas d'organisme de formation",
            field="organismes",
        )
        none = (Outcome(key=key, level=Level.NOT_ASKED) for key in _FROM_RECORD)
        return Responsible(outcomes=(asked, *none))
    words = fiche.organisations[0].words
    facet = catalogue.organisation_index.get(text.key(words))
    record = facet.organisation if facet else None
    told = _of_record(record, (record.path, record.spans)) if record else _without_record(words)
    named = _named(fiche, (record.legal_name or record.name) if record else words)
    return replace(told, outcomes=(named, *told.outcomes))


def _named(fiche: Fiche, name: str) -> Outcome:
    others = len(fiche.organisations) - 1
    if reason := excess("raison-sociale", "Organisme de formation", name):
        mend = "donnez à l'organisme un nom plus court, « raison_sociale: … » dans son fichier"
        return Outcome(
            key="organisme", level=Level.LONG, reason=reason, mend=mend, field="organismes"
        )
    reason = f"{quoted(name)}, nommé le premier, est donné comme seul responsable" if others else ""
    return Outcome(key="organisme", reason=reason, field="organismes")


_MANDATORY: Final = ("siret", "nda", "adresse-organisme")
_FROM_RECORD: Final = (*_MANDATORY, "contact-organisme", "referent-handicap")
"""What the record of the organisation must tell."""
_MODELS: Final = {
    "siret": "000 000 000 00000",
    "nda": "00 00 00000 00",
    "adresse": "12 rue des Lilas, 97400 Saint-Denis",
    "courriel": "…",
    "référent handicap": "{nom: …, courriel: …}",
}
"""What its lines look like. No number of them can be taken for somebody's: each fails its own rule."""


@lru_cache(maxsize=1024)
def _without_record(words: str) -> Responsible:
    path = f"content/organismes/{text.slug(words, fallback='organisme')}.yml"
    reason = f"{quoted(words)} n'a pas de fichier dans content/organismes"
    lines = (f"nom: {as_yaml(words)}", *(f"{entry}: {model}" for entry, model in _MODELS.items()))
    mend = f"créez {path} : {', '.join(f'« {line} »' for line in lines)}"
    blocking = len(_MANDATORY)
    levels = [Level.BLOCKING] * blocking + [Level.WEAK] * (len(_FROM_RECORD) - blocking)
    return Responsible(
        outcomes=tuple(
            Outcome(key=key, level=level, reason=reason, field="organismes", mend=mend, file=path)
            for key, level in zip(_FROM_RECORD, levels, strict=True)
        )
    )


@lru_cache(maxsize=1024)
def _of_record(record: Organisation, place: object) -> Responsible:
    """Write what a record tells, once for all the fiches of the organisation, at its place."""
    del place  # equal records do not stand at the same lines
    siret, number = siret_of(record.siret), activity_number_of(record.activity_number)
    address = read_address(record.address)
    disability = record.disability_contact
    outcomes = (
        _checked(record, "siret", siret, record.siret, "siret", "14 chiffres, le dernier contrôlé"),
        _checked(record, "nda", number, record.activity_number, "nda", "11 caractères"),
        _checked(record, "adresse-organisme", address, record.address, "adresse",
                 "rue, code postal et ville"),
        _reached(record),
        _disability(record),
    )  # fmt: skip
    node = None
    if siret and number and address:
        ways = details(
            address=address, denomination=record.name, phone=record.phone, email=record.email,
            website=record.website,
        )  # fmt: skip
        node = branch(
            "organisme-formation-responsable",
            leaf("numero-activite", number),
            branch("SIRET-organisme-formation", leaf("SIRET", siret)),
            leaf("nom-organisme", record.name),
            leaf("raison-sociale", record.legal_name or record.name),
            branch("coordonnees-organisme", ways),
            branch("contact-organisme", ways),
            contact_node("contact-organisme", disability, kind=DISABILITY) if disability else None,
        )
    return Responsible(
        node=node,
        name=record.name,
        address=address,
        outcomes=outcomes,
    )


def _checked(
    record: Organisation, key: str, value: object, words: str, entry: str, form: str
) -> Outcome:
    """Judge a fact of the record without which no course of the organisation can be written."""
    if value:
        return Outcome(key=key, field="organismes")
    reason = f"{record.path} ne dit pas « {entry} »"
    mend = f"ajoutez « {entry}: {_MODELS[entry]} » dans {record.path}, avec ce qui est le vôtre"
    if words:
        reason = f"{quoted(words)} n'est pas une valeur reconnue ({form})"
        mend = f"corrigez « {entry} » {_at(record, entry)}, sur le modèle « {entry}: {_MODELS[entry]} »"
    return _elsewhere(record, key, Level.BLOCKING, reason, mend)


def _elsewhere(record: Organisation, key: str, level: Level, reason: str, mend: str) -> Outcome:
    """Judge what is to be written in the record."""
    return Outcome(
        key=key, level=level, reason=reason, field="organismes", mend=mend, file=record.path
    )


def _at(record: Organisation, name: str) -> str:
    """Say where a field of the record stands."""
    return f"dans {record.path}, ligne {record.span(name).line}"


def _reached(record: Organisation) -> Outcome:
    key, contact = "contact-organisme", Contact(email=record.email, phone=record.phone)
    if not contact.is_reachable:
        reason = f"{record.path} ne donne ni courriel ni téléphone"
        mend = f"ajoutez « courriel: … » ou « téléphone: … » dans {record.path}"
        return _elsewhere(record, key, Level.WEAK, reason, mend)
    if record.website and not is_web(record.website):
        reason = f"{quoted(record.website)} n'est pas l'adresse d'un site"
        mend = f"corrigez « site » {_at(record, 'site')} : « site: https://… »"
        return _elsewhere(record, key, Level.WEAK, reason, mend)
    if reason := next(unfit(contact), ""):
        mend = f"raccourcissez « courriel » ou « téléphone » dans {record.path}"
        return _elsewhere(record, key, Level.LONG, reason, mend)
    return Outcome(key=key, field="organismes")


def _disability(record: Organisation) -> Outcome:
    key, contact = "referent-handicap", record.disability_contact
    if contact is None:
        reason = f"{record.path} ne nomme pas de référent handicap"
        mend = f"ajoutez « référent handicap: {{nom: …, courriel: …}} » dans {record.path}"
        return _elsewhere(record, key, Level.WEAK, reason, mend)
    where = _at(record, "referent_handicap")
    if not contact.is_reachable:
        reason = "le référent handicap n'a ni courriel ni téléphone"
        mend = f"complétez « référent handicap » {where} : « courriel: … » ou « téléphone: … »"
        return _elsewhere(record, key, Level.WEAK, reason, mend)
    if reason := next(unfit(contact), ""):
        return _elsewhere(record, key, Level.LONG, reason, f"raccourcissez « référent handicap » {where}")  # fmt: skip
    return Outcome(key=key, field="organismes")

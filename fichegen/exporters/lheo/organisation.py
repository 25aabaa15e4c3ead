"""The organisation that answers for a course (organisme-formation-responsable)."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Final

from fichegen import text
from fichegen.catalogue import Catalogue
from fichegen.gaps import Level
from fichegen.model import Contact, Fiche, Organisation

from .addresses import Address, read_address
from .nodes import Node, branch
from .outcomes import Outcome
from .people import DISABILITY, contact_node, details, is_web, unfit
from .texts import excess, leaf

_SIRET: Final = re.compile("[0-9]{14}")
_ACTIVITY: Final = re.compile("[0-9A-Z]{11}")
_SEPARATORS: Final = re.compile(r"[\s.\u00a0\u202f-]+")
_POSTAL_SERVICE: Final = "356000000"
"""SIREN of La Poste: the digits of its SIRETs add up to a multiple of five instead."""
_SHOWN: Final = 40


@dataclass(frozen=True, slots=True, kw_only=True)
class Responsible:
    """What is known of the organisation of a course."""

    node: Node | None = None
    """None where something that is mandatory is missing."""
    name: str = ""
    address: Address | None = None
    """Where one registers."""
    contact: Contact | None = None
    """The organisation itself, where it can be reached."""
    outcomes: tuple[Outcome, ...]


def responsible(catalogue: Catalogue, fiche: Fiche) -> Responsible:
    """Tell of the organisation that a fiche names first."""
    if not fiche.organisations:
        asked = Outcome(
            key="organisme",
            level=Level.BLOCKING,
            reason="la fiche ne nomme pas d'organisme de formation",
            mend="ajoutez « ## Organisme de formation » avec son nom",
            field="organismes",
        )
        none = (Outcome(key=key, level=Level.NOT_ASKED) for key in _FROM_RECORD)
        return Responsible(outcomes=(asked, *none))
    words = fiche.organisations[0].words
    facet = catalogue.organisation_index.get(text.key(words))
    record = facet.organisation if facet else None
    told = _of_record(record) if record else _without_record(words)
    named = _named(fiche, (record.legal_name or record.name) if record else words)
    return replace(told, outcomes=(named, *told.outcomes))


def siret_of(words: str) -> str:
    """Return the fourteen digits of a SIRET whose check digit is right; empty for other words."""
    digits = _SEPARATORS.sub("", words)
    if not _SIRET.fullmatch(digits) or not digits.strip("0"):
        return ""
    if _luhn(digits) % 10 == 0:
        return digits
    of_post = digits.startswith(_POSTAL_SERVICE) and sum(map(int, digits)) % 5 == 0
    return digits if of_post else ""


def activity_number_of(words: str) -> str:
    """Return the eleven characters of a declaration of activity; empty for other words."""
    number = _SEPARATORS.sub("", words).upper()
    return number if _ACTIVITY.fullmatch(number) and number.strip("0") else ""


def _luhn(digits: str) -> int:
    doubled = (int(d) * (2 if n % 2 else 1) for n, d in enumerate(reversed(digits)))
    return sum(sum(divmod(value, 10)) for value in doubled)


def _named(fiche: Fiche, name: str) -> Outcome:
    others = len(fiche.organisations) - 1
    if reason := excess("raison-sociale", "Organisme de formation", name):
        return Outcome(key="organisme", level=Level.LONG, reason=reason, field="organismes",
                       mend="donnez à l'organisme un nom plus court dans son fichier")  # fmt: skip
    if others:
        return Outcome(
            key="organisme",
            level=Level.DEFAULTED,
            reason=f"« {_shown(name)} », nommé le premier, est donné comme seul responsable",
            mend="nommez en premier l'organisme responsable : LHEO n'en prend qu'un",
            field="organismes",
        )
    return Outcome(key="organisme", field="organismes")


_FROM_RECORD: Final = (
    "siret",
    "nda",
    "adresse-organisme",
    "contact-organisme",
    "referent-handicap",
)
"""What the record of the organisation must tell."""


def _without_record(words: str) -> Responsible:
    path = f"content/organismes/{text.slug(words)}.yml"
    reason = f"« {_shown(words)} » n'a pas de fichier dans content/organismes"
    entries = (
        ("siret: …", Level.BLOCKING),
        ("nda: …", Level.BLOCKING),
        ("adresse: 12 rue des Lilas, 97400 Saint-Denis", Level.BLOCKING),
        ("courriel: …", Level.WEAK),
        ("référent handicap: …", Level.WEAK),
    )
    return Responsible(
        outcomes=tuple(
            Outcome(key=key, level=level, reason=reason, field="organismes",
                    mend=f"créez {path} avec « nom: {_shown(words)} » et « {entry} »")
            for key, (entry, level) in zip(_FROM_RECORD, entries, strict=True)
        )
    )  # fmt: skip


@lru_cache(maxsize=1024)
def _of_record(record: Organisation) -> Responsible:
    """Write what a record tells, once for all the fiches of the organisation."""
    siret, number = siret_of(record.siret), activity_number_of(record.activity_number)
    address = read_address(record.address)
    contact = Contact(name=record.name, email=record.email, phone=record.phone)
    reachable = bool(record.email or record.phone)
    disability = record.disability_contact
    outcomes = (
        _checked(record, "siret", siret, record.siret, "siret", "14 chiffres, le dernier contrôlé",
                 "123 456 782 00010"),
        _checked(record, "nda", number, record.activity_number, "nda", "11 caractères",
                 "04 97 30123 45"),
        _checked(record, "adresse-organisme", address, record.address, "adresse",
                 "rue, code postal et ville", "12 rue des Lilas, 97400 Saint-Denis"),
        _reached(record, contact, reachable=reachable),
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
        contact=contact if reachable else None,
        outcomes=outcomes,
    )


def _checked(
    record: Organisation, key: str, value: object, words: str, entry: str, form: str, example: str
) -> Outcome:
    """Judge a fact of the record without which no course of the organisation can be written."""
    if value:
        return Outcome(key=key, field="organismes")
    wrong = f"« {_shown(words)} » n'est pas une valeur reconnue ({form})"
    return Outcome(
        key=key,
        level=Level.BLOCKING,
        reason=wrong if words else f"{record.path} ne dit pas « {entry} »",
        mend=f"{'corrigez' if words else 'ajoutez'} « {entry}: … » dans {record.path},"
        f" sur le modèle « {entry}: {example} »",
        field="organismes",
    )


def _reached(record: Organisation, contact: Contact, *, reachable: bool) -> Outcome:
    key, field = "contact-organisme", "organismes"
    if not reachable:
        return Outcome(
            key=key,
            level=Level.WEAK,
            reason=f"{record.path} ne donne ni courriel ni téléphone",
            mend=f"ajoutez « courriel: … » ou « téléphone: … » dans {record.path}",
            field=field,
        )
    if record.website and not is_web(record.website):
        return Outcome(
            key=key,
            level=Level.WEAK,
            reason=f"« {_shown(record.website)} » n'est pas l'adresse d'un site",
            mend=f"écrivez « site: https://… » dans {record.path}",
            field=field,
        )
    if reason := next(unfit(replace(contact, name="")), ""):
        mend = f"raccourcissez « courriel » ou « téléphone » dans {record.path}"
        return Outcome(key=key, level=Level.LONG, reason=reason, mend=mend, field=field)
    return Outcome(key=key, field=field)


def _disability(record: Organisation) -> Outcome:
    key, contact = "referent-handicap", record.disability_contact
    if contact and (contact.email or contact.phone):
        reason = next(unfit(contact), "")
        return Outcome(key=key, level=Level.LONG if reason else Level.FINE, reason=reason,
                       mend=f"raccourcissez « référent handicap » dans {record.path}" if reason else "",
                       field="organismes")  # fmt: skip
    return Outcome(
        key=key,
        level=Level.WEAK,
        reason="le référent handicap n'a ni courriel ni téléphone"
        if contact
        else f"{record.path} ne nomme pas de référent handicap",
        mend=f"ajoutez « référent handicap: {{nom: …, courriel: …}} » dans {record.path}",
        field="organismes",
    )


def _shown(words: str) -> str:
    return words if len(words) <= _SHOWN else words[:_SHOWN].rstrip() + "…"

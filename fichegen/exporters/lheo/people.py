"""People and services to write to, as LHEO names them (coordonnees, type-contact)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from fichegen import routes, text
from fichegen.exporters.xml import clean
from fichegen.expressions import expression
from fichegen.model import Contact

from .addresses import Address, address_node, fold_lines
from .nodes import Node, branch
from .rules import highest, most
from .texts import leaf

DISABILITY: Final = "1"
"""Référent handicap (table type-contact)."""
_TYPES: Final = (
    (expression(r".*handicap"), DISABILITY),
    (expression(r"(?:referent|responsable|coord\w*nat|direct)\w* pedagogi"), "3"),
    (expression(r"(?:l )?accueil|standard"), "4"),
    (expression(r"(?:la )?direct(?:ion|eur|rice)"), "5"),
    (expression(r"referente? qualite"), "6"),
)
"""What a role, folded, says of a contact; the first that fits (table type-contact)."""

_BETWEEN: Final = expression(r"\s*(?:/|;|\bou\b)\s*")
_MOBILE: Final = expression(r"(?:0|(?:\+|00)(?:33|262|590|594|596)(?:0)?)[67]")
"""Numbers that begin so are mobile ones, overseas too."""
_CAPITALS: Final = expression(r"[A-ZÀ-ÖØ-ÞŒŸ][A-ZÀ-ÖØ-ÞŒŸ'’.-]+")
_MOST_NUMBERS: Final = highest("telfixe", "numtel")
_MOST_LINES: Final = highest("coordonnees", "ligne")


def contact_node(name: str, contact: Contact, *, kind: str = "") -> Node:
    """Write a contact in the element of that name; its kind is that of its role where none is given."""
    kind = kind or contact_type(contact.role) or contact_type(contact.name)
    first, last = split_name(clean(contact.name))
    return branch(
        name,
        Node("type-contact", kind) if kind else None,
        details(name=last, first_name=first, role=contact.role, phone=contact.phone,
                email=contact.email),
    )  # fmt: skip


def details(
    *, name: str = "", first_name: str = "", role: str = "", address: Address | None = None,
    denomination: str = "", phone: str = "", email: str = "", website: str = "",
) -> Node:  # fmt: skip
    """Write name, address, telephone, e-mail and web address; what does not fit is left out."""
    fixed, mobile = _numbers(phone)
    return branch(
        "coordonnees",
        leaf("nom", name),
        leaf("prenom", first_name),
        (Node("ligne", line) for line in fold_lines([clean(role)], _MOST_LINES)),
        address_node(address, denomination) if address else None,
        branch("telfixe", fixed) if fixed else None,
        branch("portable", mobile) if mobile else None,
        leaf("courriel", email) if fits("courriel", email) else None,
        branch("web", leaf("urlweb", routes.web(website))) if is_web(website) else None,
    )


def contact_type(role: str) -> str:
    """Return the code of a role, or nothing where it is none of the table's for certain."""
    folded = text.key(role)
    return next((code for words, code in _TYPES if words.match(folded)), "")


def split_name(name: str) -> tuple[str, str]:
    """Part first and last name where capitals tell them apart: "Ana LE ROUX"; else all is the name."""
    words = name.split()
    high = [bool(_CAPITALS.fullmatch(word)) for word in words]
    count = sum(high)
    if 0 < count < len(words):
        if all(high[-count:]):
            return " ".join(words[:-count]), " ".join(words[-count:])
        if all(high[:count]):
            return " ".join(words[count:]), " ".join(words[:count])
    return "", name


def unfit(contact: Contact) -> Iterator[str]:
    """Yield what of a contact is too long to be written whole, in words for editors."""
    first, last = split_name(clean(contact.name))
    if len(first) > most("prenom") or len(last) > most("nom"):
        yield f"un nom compte plus de {most('nom')} caractères"
    if contact.email and not fits("courriel", contact.email):
        yield f"une adresse électronique compte plus de {most('courriel')} caractères"
    if contact.role and not fold_lines([clean(contact.role)], _MOST_LINES):
        yield f"une fonction ne tient pas en {_MOST_LINES} lignes de {most('ligne')} caractères"
    fixed, mobile = _numbers(contact.phone)
    if len(fixed) + len(mobile) < len(_split_numbers(contact.phone)):
        yield f"un téléphone compte plus de {most('numtel')} caractères, ou il y en a trop"


def fits(name: str, words: str) -> bool:
    """Tell whether words can stand in an element uncut."""
    return 0 < len(words) <= most(name)


def is_web(address: str) -> bool:
    """Tell whether an address is one of the web that can be written."""
    return fits("urlweb", routes.web(address)) and address.lower().startswith(
        ("http://", "https://")
    )


def _split_numbers(phone: str) -> list[str]:
    return [number for number in _BETWEEN.split(clean(phone).strip()) if number]


def _numbers(phone: str) -> tuple[tuple[Node, ...], tuple[Node, ...]]:
    """Return the fixed and the mobile numbers, as many as may be given."""
    fixed: list[Node] = []
    mobile: list[Node] = []
    for number in _split_numbers(phone):
        digits = re.sub(r"[^0-9+]", "", number.replace("(0)", ""))
        kind = mobile if _MOBILE.match(digits) else fixed
        if fits("numtel", number) and len(kind) < _MOST_NUMBERS:
            kind.append(Node("numtel", number))
    return tuple(fixed), tuple(mobile)

"""What of a fiche LHEO tells in codes: subject and audience (FORMACODE), certification, entry level."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Final

from fichegen import identifiers
from fichegen.expressions import expression
from fichegen.gaps import Level, Outcome
from fichegen.model import Fiche, Term

from .nodes import Node, branch
from .rules import highest
from .texts import asked_before, leaf, said

FORMACODE: Final = "V14"
"""The edition of the thesaurus that codes are taken from (attribute ref)."""
EVERYBODY: Final = "83056"
"""FORMACODE: tout public."""
_CODE: Final = expression("[0-9]{5}")

_UNTOLD_LEVEL, _NO_LEVEL = "0", "1"
"""Table dict-niveaux: information non communiquée, sans niveau spécifique."""


def subject(fiche: Fiche) -> tuple[Node, Outcome]:
    """Write the codes of what is taught, the main one first; an empty element where none is given."""
    key, field = "domaine", "formacode"
    codes, wrong = _read(fiche.domain_codes, highest("domaine-formation", "code-FORMACODE"))
    node = branch("domaine-formation", _formacodes("code-FORMACODE", codes))
    if wrong:
        return node, Outcome(key=key, level=Level.WEAK, reason=wrong, field=field)
    if not codes:
        reason = "le domaine n'a pas de code : il est laissé vide"
        return node, Outcome(key=key, level=Level.DEFAULTED, reason=reason, field=field)
    return node, Outcome(key=key, field=field)


def audience(fiche: Fiche) -> tuple[tuple[Node, ...], Outcome]:
    """Write the codes of whom the course is for; everybody where none is given."""
    key, element, field = "code-public", "code-public-vise", "formacode_public"
    codes, wrong = _read(fiche.audience_codes, highest("action", element))
    nodes = _formacodes(element, codes or (EVERYBODY,))
    if wrong:
        return nodes, Outcome(key=key, level=Level.WEAK, reason=wrong, field=field)
    if not codes:
        reason = f"le public n'a pas de code : {EVERYBODY}, tout public, est donné"
        return nodes, Outcome(key=key, level=Level.DEFAULTED, reason=reason, field=field)
    return nodes, Outcome(key=key, field=field)


def _read(terms: Iterable[Term], most: int) -> tuple[tuple[str, ...], str]:
    """Return the well-formed codes, as many as there may be, and what is wrong with the terms."""
    given = [*dict.fromkeys(term.words for term in terms)]
    codes = tuple(words for words in given if _CODE.fullmatch(words))
    wrong = next((words for words in given if not _CODE.fullmatch(words)), "")
    if wrong:
        return codes[:most], f"« {wrong[:40]} » n'est pas un code de cinq chiffres : il est omis"
    if len(codes) > most:
        return codes[:most], f"{len(codes)} codes sont donnés, LHEO en garde {most}"
    return codes, ""


def _formacodes(element: str, codes: Iterable[str]) -> tuple[Node, ...]:
    return tuple(Node(element, code, attributes=(("ref", FORMACODE),)) for code in codes)


def certification(fiche: Fiche) -> tuple[Node, tuple[Node, ...], Outcome]:
    """Tell whether the course certifies, and the certifications of its registers' numbers.

    It does where the validation gives a number of the RNCP or the RS; it is said not to where no word
    of it speaks of a certification.
    """
    key, field = "certification", "validation"
    words = said(fiche, "validation")
    most = highest("formation", "certification")
    codes, spoken = identifiers.certification(words)
    nodes = tuple(
        branch("certification", leaf(f"code-{register}", f"{register}{number}"))
        for register, number in codes[:most]
    )
    node = Node("certifiante", "1" if nodes else "0")
    if len(codes) > most:
        reason = f"{len(codes)} certifications sont nommées, LHEO en garde {most}"
        mend = f"nommez d'abord les {most} certifications principales"
        told = Outcome(key=key, level=Level.LONG, reason=reason, mend=mend, field=field)
        return node, nodes, told
    if nodes or (words and not spoken):
        return node, nodes, Outcome(key=key, field=field)
    reason = (
        "la validation parle d'une certification sans code RNCP ou RS"
        if words
        else "aucune certification n'est dite"
    )
    reason += " : la formation est donnée pour non certifiante"
    return node, nodes, Outcome(key=key, level=Level.DEFAULTED, reason=reason, field=field)  # fmt: skip


def entry_level(fiche: Fiche) -> tuple[Node, Outcome]:
    """Tell the level asked for: none where the fiche states that nothing is asked, else not told.

    Of prerequisites in words no code can be certain; the words themselves are told elsewhere.
    """
    key, element, field = "niveau", "code-niveau-entree", "prerequis"
    words, told = asked_before(fiche)
    level = Node(element, _NO_LEVEL if told and not words else _UNTOLD_LEVEL)
    if told:
        return level, Outcome(key=key, field=field)
    reason = "le niveau demandé n'est pas dit : 0, information non communiquée, est donné"
    return level, Outcome(key=key, level=Level.DEFAULTED, reason=reason, field=field)

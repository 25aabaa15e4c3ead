"""What a course costs and who may pay for it (prix-total-TTC, prise en charge des frais)."""

from __future__ import annotations

from typing import Final

from fichegen import text
from fichegen.exporters.facts import price_of
from fichegen.expressions import expression
from fichegen.gaps import Level, Outcome
from fichegen.model import Fiche
from fichegen.prices import Per, Tax, has_no_single_price

from .nodes import Node
from .rules import most
from .texts import excess, leaf, said

_PAID: Final = expression(
    r"\b(?:co ?financ|financ|subvention|pris(?:es?)? en charge|opco|cpf|fne|faf|agefiph|fiphfp"
    r"|bourse|mobilisable|eligible)"
)
"""What speaks of somebody who pays, in folded words."""
_NOT_PAID: Final = expression(r"\b(?:non|pas|aucune?|ni|sans|hors)\b[^.]{0,40}$")
_SENTENCES: Final = expression(r"[.;!?\n]|\bmais\b")


def price(fiche: Fiche) -> tuple[Node | None, Outcome]:
    """Write the price of the course for a person, tax included; nothing where it is any other."""
    key, field = "prix", "tarif"
    words = said(fiche, "tarif")
    level = Level.WEAK
    if not words:
        reason = "la fiche ne dit pas ce que la formation coûte"
        return None, Outcome(key=key, level=level, reason=reason, field=field)
    found = price_of(fiche)
    if has_no_single_price(words):
        level, reason = Level.NOT_ASKED, "le tarif n'est pas un seul prix : ses mots sont donnés"
    elif found is None:
        reason = "le tarif ne dit pas un prix et un seul : ses mots sont donnés à la place"
    elif found.free:
        return leaf("prix-total-TTC", "0"), Outcome(key=key, field=field)
    elif found.per is not Per.PERSON:
        reason = "le tarif ne s'entend pas par personne : ses mots sont donnés à la place"
    elif found.tax not in (Tax.INCLUDED, Tax.NONE):
        reason = "le tarif n'est ni TTC ni net de taxe : ses mots sont donnés à la place"
    elif len(amount := f"{found.amount:f}") <= most("prix-total-TTC"):
        return leaf("prix-total-TTC", amount), Outcome(key=key, field=field)
    else:
        reason = "le prix est trop long : ses mots sont donnés à la place"
    return None, Outcome(key=key, level=level, reason=reason, field=field)


def payment(fiche: Fiche) -> tuple[Node, Node | None, Outcome]:
    """Tell whether somebody may pay for it, and on which conditions, in the editor's words."""
    key, element = "prise-en-charge", "detail-conditions-prise-en-charge"
    partners, tariff = said(fiche, "partenariat"), said(fiche, "tarif")
    words = "\n".join(
        f"{label} : {part}"
        for label, part in (("Partenariat et cofinancement", partners), ("Tarif", tariff))
        if part
    )
    longest = "tarif" if len(tariff) > len(partners) else "partenariat"
    claim = _claim(f"{partners}\n{tariff}")
    possible = bool(partners) if claim is None else claim
    node = Node("prise-en-charge-frais-possible", "1" if possible else "0")
    detail = leaf(element, words)
    if reason := excess(element, "Partenariat et cofinancement » et « Tarif", words):
        return node, detail, Outcome(key=key, level=Level.LONG, reason=reason, field=longest)
    if claim is not None:
        return node, detail, Outcome(key=key, field="partenariat")
    reason = (
        "les partenaires sont donnés pour des financeurs (1, prise en charge possible)"
        if partners
        else "la fiche ne parle pas de prise en charge : 0, aucune, est donné"
    )
    return node, detail, Outcome(key=key, level=Level.DEFAULTED, reason=reason, field="partenariat")


def _claim(words: str) -> bool | None:
    """Tell whether words say that somebody pays, or that nobody does; None where they say neither."""
    claims = [
        not _NOT_PAID.search(phrase[: found.start()])
        for sentence in _SENTENCES.split(words)
        if (phrase := text.key(sentence)) and (found := _PAID.search(phrase))
    ]
    return any(claims) if claims else None

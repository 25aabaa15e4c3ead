"""French phrases about a price: read to a value where the whole phrase says one price for certain.

The phrase is a row of known pieces, one of them the amount: "Tarif : 1 250,00 € TTC / participant".
A second amount, a condition ("à partir de", "pour les salariés"), a price by the day, any word that
is not known, and there is no price: the words are then what is shown.
"""

from __future__ import annotations

import enum
import re
from dataclasses import dataclass
from decimal import Decimal
from typing import Final

from fichegen import text
from fichegen.expressions import expression


class Tax(enum.StrEnum):
    """What the amount says about the tax on it."""

    INCLUDED = "TTC"
    NONE = "net de taxe"
    """No tax is due: the amount is what one pays."""
    EXCLUDED = "HT"
    UNSAID = ""


class Per(enum.StrEnum):
    """For whom one pays the amount."""

    PERSON = "personne"
    GROUP = "groupe"
    UNSAID = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """What the whole course costs."""

    amount: Decimal
    """In euros, with as many decimals as were written; 0 where it is free."""
    currency: str = "EUR"
    """ISO 4217."""
    tax: Tax = Tax.UNSAID
    per: Per = Per.UNSAID

    @property
    def free(self) -> bool:
        """True where nothing is to be paid."""
        return not self.amount


_FREE: Final = Decimal(0)
_LONGEST: Final = 200
"""Characters of a phrase that says one price."""

# Patterns see the phrase folded: lower case, no accents, plain spaces and apostrophes.
_PERSON: Final = (
    r"(?:personnes?|pers\b\.?|pax|participant(?:\(e\)|e)?s?|stagiaires?|apprenante?s?|inscrite?s?)"
)
_EACH: Final = (
    r"(?:par |/ ?)(?:agent(?:\(e\)|e)?|salarie(?:\(e\)|e)?|professionnel(?:\(le\)|le)?|beneficiaire"
    r"|candidate?|inscription)"
)
"""People for each of whom one pays; without "par" the price may be for them alone: "tarif salarié"."""
_PEOPLE: Final = rf"(?:de |jusqu'a )?\d{{1,3}}(?: ?(?:a|-) ?\d{{1,3}})? {_PERSON}"
_LENGTH: Final = (
    r"(?:\d{1,3}|deux|trois|quatre|cinq|six|sept|huit|neuf|dix) (?:jours?|journees?|heures?)"
)
_EXTRA: Final = (
    r"(?:repas|dejeuners?|pauses?|restauration|hebergement|transports?|deplacements?|supports?)"
)
_EXTRAS: Final = rf"{_EXTRA}(?: pedagogiques?)?(?: et (?:de |d')?{_EXTRA})?"
_ARTICLE: Final = (
    r"(?:(?:selon|en application de|au titre de) )?(?:l')?art(?:icle|\.)? ?"
    r"(?:293 ?-? ?b|261[ .,-]{1,3}4[ .,-]{1,3}4°?(?: ?-? ?a)?)(?: du (?:cgi|code general des impots))?"
)
"""The articles of the tax code by which training bears no tax."""
_EURO: Final = r"(?:€|eur\b|euros?\b)"
_AMOUNT: Final = expression(
    rf"(?P<before>{_EURO} ?)?"
    r"(?P<whole>[1-9]\d{0,2}(?:(?P<gap>[ .])\d{3}(?:(?P=gap)\d{3})?)?|[1-9]\d{3,6}|0)"
    rf"(?:[,.](?P<cents>\d{{1,2}}|-))?(?!\d)(?P<after> ?{_EURO})?"
)
_MEANINGS: Final[tuple[tuple[Tax | Per | Decimal | None, tuple[str, ...]], ...]] = (
    (_FREE, (r"gratuite?s?(?: totale)?", "sans frais", "aucun (?:frais|cout)")),
    (Tax.INCLUDED, (r"t\.t\.c\.?", "ttc", "toutes taxes comprises", "tva (?:comprise|incluse)")),
    (Tax.EXCLUDED, (r"h\.t\.?", "ht", "htva", "hors (?:taxes?|tva)")),
    (
        Tax.NONE,
        (
            "nets?(?: de (?:toutes? )?(?:taxes?|tva))?",
            "(?:organisme )?(?:exoneree?s?|exoneration) de (?:la )?tva",
            "tva non applicable",
            "non (?:assujettie?s?|soumise?s?) a (?:la )?tva",
            _ARTICLE,
        ),
    ),
    (Per.PERSON, (rf"(?:par |la |le |une? )?{_PERSON}", _EACH)),
    (
        Per.GROUP,
        (rf"(?:par |(?:pour )?(?:un |le ))?groupe(?: \(?{_PEOPLE}(?: max(?:imum|\.)?)?\)?)?",),
    ),
    # What changes nothing: labels, what the price is for, what else is paid or is not.
    (
        None,
        (
            r"(?:le |les |la )?(?:tarifs?|prix|couts?|montant|frais)(?: total| unique)?",
            "(?:de |frais )?pedagogiques?",
            "inter(?:-?entreprises?)?",
            "(?:(?:de |pour )?(?:la |cette |l'ensemble de la |toute la ))?formation(?: complete)?",
            "(?:(?:du |pour )?(?:le |ce )?)stage",
            "c'est|est(?: de)?|coute|de",
            rf"(?:(?:pour )?les|pour|/) ?(?!1 ){_LENGTH}",
            "entierement|totalement|pour tous|pour toutes et tous",
            rf"hors (?:frais (?:de |d'))?{_EXTRAS}|hors frais annexes",
            rf"{_EXTRAS} (?:non )?(?:comprise?s?|incluse?s?)",
            r"[ ,;:=/().!]|[\u2013\u2014-](?!\d)",
        ),
    ),
)
# A word is known whole or not at all.
_VARYING: Final = expression(
    r"\b(?:a partir de|a compter de|des \d|entre \d|jusqu'a|selon|suivant|si|sauf|adherente?s?|membres?|devis"
    r"|gratuite?s?|reduite?|minimum|maximum|par groupe)\b|\d ?(?:a|ou|[-–/]) ?\d"
)
"""What makes of an amount one price among others."""
_PIECES: Final = tuple(
    (expression(rf"(?:{'|'.join(patterns)})(?:(?<!\w)|(?!\w))"), value)
    for value, patterns in _MEANINGS
)


def read_price(words: str) -> Price | None:
    """Read what a course costs; None where the words do not say one price and nothing else.

    An amount is in euros: "350 euros", "1 250,00 €", "1.250 €" (three digits behind a point are
    thousands, prices have no thousandths; behind a comma they may be either, and are refused).
    """
    phrase = text.fold(_bare(words))
    if not phrase or len(phrase) > _LONGEST:
        return None
    amounts: set[Decimal] = set()
    taxes: set[Tax] = set()
    pers: set[Per] = set()
    at = count = 0
    while at < len(phrase):
        end, value = _piece(phrase, at)
        if end == at:
            return None
        at = end
        match value:
            case Tax():
                taxes.add(value)
            case Per():
                pers.add(value)
            case Decimal():
                amounts.add(value)
                count += 1
    if count != 1 or len(taxes) > 1 or len(pers) > 1:
        return None
    return Price(
        amount=amounts.pop(),
        tax=taxes.pop() if taxes else Tax.UNSAID,
        per=pers.pop() if pers else Per.UNSAID,
    )


def has_no_single_price(words: str) -> bool:
    """Tell whether words let no single price per person be told: on quotation, for a group, several.

    Where they name one amount, or a bare number, it is only its terms that are not clear yet.
    """
    phrase = text.fold(text.plain(words))
    if price := read_price(words):
        return price.per is Per.GROUP and not price.free
    if _VARYING.search(phrase):
        return True
    amounts = {
        (found["whole"], found["cents"])
        for found in _AMOUNT.finditer(phrase)
        if found["before"] or found["after"]
    }
    return len(amounts) != 1 and not phrase.replace(" ", "").isdigit()


def _bare(words: str) -> str:
    """Take Markdown and a lone bullet off."""
    line = text.strip_ornaments(text.plain(words))
    return re.sub(r"^[-+*\u2013] ", "", line)


def _piece(phrase: str, at: int) -> tuple[int, Tax | Per | Decimal | None]:
    """Return the end of the piece that begins at `at`, and what it says; `at` where none does."""
    found = _AMOUNT.match(phrase, at)
    if found and (found["before"] or found["after"]):
        cents = (found["cents"] or "").strip("-")
        whole = found["whole"].replace(" ", "").replace(".", "")
        return found.end(), Decimal(f"{whole}.{cents}" if cents else whole)
    ends = [(m.end(), value) for pattern, value in _PIECES if (m := pattern.match(phrase, at))]
    return max(ends, key=lambda end: end[0], default=(at, None))

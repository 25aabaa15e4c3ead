"""What a course costs, until when one can register, who pays besides."""

from __future__ import annotations

import re
from typing import Final

from fichegen import text
from fichegen.dates import Deadline
from fichegen.exporters.facts import price_of
from fichegen.exporters.plain import plain_text
from fichegen.expressions import expression
from fichegen.model import Fiche, Group, Status
from fichegen.presenting import Presenter
from fichegen.prices import Per, Price, Tax

from .nodes import VOCABULARY, Node, Origin, node

_AVAILABILITY: Final = {Status.FULL: "SoldOut", Status.CANCELLED: "Discontinued"}
_FUNDED: Final = expression(
    r"(?:formation |action |session |stage )?(?:co-?)?financ(?:ée?s? par|eurs?(?:\(s\))? ?:)\s*"
    r"(?:le |la |les |l['’])?(?P<name>[^\W\d_][^,;:.!?&/+()]{1,80}?)\s*\.?",
    re.IGNORECASE,
)
"""A line that names one funder and says nothing else."""
_UNSURE: Final = expression(
    r"\b(?:et|ou|puis|avec|dont|sous|selon|pour|si|votre|vos|cpf|opco)\b", re.IGNORECASE
)
"""Words of what is several funders, or depends on who asks."""


def course_offer(fiche: Fiche) -> Node | None:
    """Offer a course at its price, where that is known."""
    price = price_of(fiche)
    return node("Offer", **_priced(price)) if price else None


def session_offer(origin: Origin, fiche: Fiche, group: Group) -> Node | None:
    """Offer a session, its page apart: its price, its deadline, whether there are places.

    There is no offer where nothing of it is known.

    Whether there are places is what the editor declares, never what a day makes of it: the page
    stays true. One that nobody can register for any more has no deadline: a full session is offered
    as sold out, and available until no day.
    """
    status = fiche.status_of(group)
    deadline = fiche.deadline_of(group) if fiche.registers(group) else None
    price = price_of(fiche)
    available = _AVAILABILITY.get(status) if status else None
    if deadline and deadline.closed:
        available = "OutOfStock"
    ends = _ends(origin, deadline) if deadline else ""
    told = node(
        "Offer",
        **(_priced(price) if price else {}),
        availability=available and f"{VOCABULARY}/{available}",
        availabilityEnds=ends,
        validThrough=ends,
    )
    return told if len(told) > 1 else None


def _ends(origin: Origin, deadline: Deadline) -> str:
    if deadline.date is None:
        return ""
    if deadline.time is None:
        return origin.last_moment(deadline.date)
    return origin.moment(deadline.date, deadline.time)


def _priced(price: Price) -> dict[str, object]:
    """Tell a price; one before tax, or for a group, only where no reader can take it for another."""
    amount: dict[str, object] = {"price": f"{price.amount:f}", "priceCurrency": price.currency}
    category = {"category": "Free" if price.free else "Paid"}
    if price.free or (price.per is not Per.GROUP and price.tax is not Tax.EXCLUDED):
        return category | amount
    taxed = {Tax.INCLUDED: True, Tax.EXCLUDED: False}.get(price.tax)
    unit = str(price.per)
    details = node("UnitPriceSpecification", **amount, unitText=unit, valueAddedTaxIncluded=taxed)
    return category | {"priceSpecification": details}


def funders(presenter: Presenter, fiche: Fiche) -> list[Node]:
    """Name who pays for a course, where a line says just that: "Financé par la DGCS"."""
    return presenter.once(_funders, fiche)  # all its sessions tell it too


def _funders(_: Presenter, fiche: Fiche) -> list[Node]:
    section = fiche.section("partenariat")
    if section is None or section.absent:
        return []
    named: dict[str, str] = {}
    for line in plain_text(section.prose).split("\n"):
        found = _FUNDED.fullmatch(text.strip_ornaments(line))
        if found and found["name"][0].isupper() and not _UNSURE.search(found["name"]):
            named.setdefault(text.key(found["name"]), found["name"])
    return [node("Organization", name=name) for name in named.values()]

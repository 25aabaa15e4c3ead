"""Facts of a fiche that several exports give: read here, so that all give the same."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from fichegen import text
from fichegen.dates import Duration
from fichegen.expressions import expression
from fichegen.model import Fiche
from fichegen.prices import Price, read_price

from .plain import plain_text

_BESIDE_HOURS: Final = expression(
    r"(?:(?:en )?(?:presentiel|distanciel|continu)|a distance|consecuti(?:f|ve)s?|de (?:formation|cours)| )*"
)
"""Words beside a length, by their key, that leave it what it is."""


def price_of(fiche: Fiche) -> Price | None:
    """Return what a fiche costs, where its words say that for certain."""
    section = fiche.section("tarif")
    return _price(plain_text(section.prose)) if section and not section.absent else None


@lru_cache(maxsize=1024)
def _price(words: str) -> Price | None:
    return read_price(words)


def exact_minutes(duration: Duration | None) -> int:
    """Return the length in minutes where the words give one number of hours; else 0.

    Neither a bound ("maximum 21 h"), nor a choice, nor more beside it ("14 h + stage") is exact.
    """
    if duration is None or duration.maximum or duration.minimum:
        return 0
    extent = duration.minutes
    if extent is None or len({option.minutes for option in duration.options}) > 1:
        return 0
    beside = " ".join(duration.words[start:end] for start, end in duration.rest)
    certain = "+" not in beside and _BESIDE_HOURS.fullmatch(text.key(beside))
    if not certain or extent.least != extent.most or extent.least % 1:
        return 0
    return int(extent.least)

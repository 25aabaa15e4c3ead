"""What each finding means, with an example of it and the same one mended."""

from __future__ import annotations

from typing import Final

from .kinds import Example
from .occasions import OCCASIONS
from .of_catalogue import OF_CATALOGUE
from .of_checks import OF_CHECKS
from .of_contacts import OF_CONTACTS
from .of_dates import OF_DATES
from .of_gaps import OF_GAPS
from .of_reading import OF_READING
from .of_words import OF_WORDS
from .showing import (
    FAMILIES,
    Line,
    codes_of,
    headline,
    lines_of,
    mend,
    nearest,
    sentence,
    weight,
    with_gaps,
)

__all__ = [
    "EXAMPLES",
    "FAMILIES",
    "OCCASIONS",
    "Example",
    "Line",
    "codes_of",
    "headline",
    "lines_of",
    "mend",
    "nearest",
    "sentence",
    "weight",
    "with_gaps",
]

EXAMPLES: Final[dict[str, Example]] = {
    **OF_READING,
    **OF_DATES,
    **OF_CONTACTS,
    **OF_CATALOGUE,
    **OF_GAPS,
    **OF_CHECKS,
    **OF_WORDS,
}
"""By code. Those that no file alone can raise have their sentence in `OCCASIONS` instead."""

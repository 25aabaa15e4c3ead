"""What can be wrong in a fiche that was read well, one room a question; every check is a function.

A check sees as little as it needs: the text of a source, a fiche by itself, or the whole catalogue.
So what was found in one file holds until that file changes.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator
from itertools import islice
from typing import Final

from fichegen.catalogue import Catalogue
from fichegen.checks import (
    completeness,
    conflicts,
    deadlines,
    doubles,
    encoding,
    far_years,
    glyphs,
    lengths,
    lettered,
    messages,
    modules,
    near_names,
    objectives,
    offers,
    organisations,
    ornaments,
    overlaps,
    pasted,
    pdf_copies,
    placeholders,
    sentences,
    telephones,
    updates,
)
from fichegen.checks.changes import MOST
from fichegen.diagnostics import Finding
from fichegen.model import Fiche

__all__ = [
    "CATALOGUE_CHECKS",
    "FICHE_CHECKS",
    "TEXT_CHECKS",
    "check_fiche",
    "check_text",
    "run_checks",
]

TEXT_CHECKS: Final[tuple[Callable[[str, str], Iterator[Finding]], ...]] = (
    conflicts.conflicts_left,
    encoding.text_in_a_wrong_encoding,
    glyphs.copied_glyphs,
    ornaments.ornaments_that_begin_nothing,
    pasted.codes_and_tags,
    pdf_copies.accents_beside_letters,
    pdf_copies.words_cut_in_two,
    placeholders.placeholders_left,
    lettered.letters_in_amounts,
)
"""Checks of the text of one source, given its path and its text."""
FICHE_CHECKS: Final[tuple[Callable[[Fiche, dt.date], Iterator[Finding]], ...]] = (
    lengths.lengths_that_disagree,
    deadlines.deadlines_behind_first_day,
    updates.updates_to_come,
    far_years.years_too_far,
    offers.offers_of_past_sessions,
    telephones.telephones_that_are_none,
    doubles.doubled_passages,
    objectives.objectives_without_a_verb,
    sentences.long_sentences,
    messages.words_of_messages,
)
"""Checks of one fiche by itself, on a day."""
CATALOGUE_CHECKS: Final[tuple[Callable[[Catalogue], Iterator[Finding]], ...]] = (
    completeness.fiches_without_session,
    completeness.fiches_without_contact,
    organisations.organisations_with_wrong_facts,
    overlaps.sessions_in_one_place,
    modules.series_with_gaps,
    modules.modules_asked_for_in_vain,
    near_names.near_organisations,
    near_names.near_territories,
    near_names.near_sectors,
    near_names.near_series,
)
"""Checks of fiches together. In no order that matters: findings are sorted before anyone sees them."""


def check_text(path: str, text: str, *, bounded: bool = True) -> tuple[Finding, ...]:
    """Return what the checks of a source find in its text, each no more than `MOST` if `bounded`."""
    most = MOST if bounded else None
    return tuple(found for check in TEXT_CHECKS for found in islice(check(path, text), most))


def check_fiche(fiche: Fiche, today: dt.date) -> tuple[Finding, ...]:
    """Return what the checks of a fiche find in it."""
    return tuple(found for check in FICHE_CHECKS for found in check(fiche, today))


def run_checks(catalogue: Catalogue) -> tuple[Finding, ...]:
    """Return what the checks of a whole catalogue find."""
    return tuple(found for check in CATALOGUE_CHECKS for found in check(catalogue))

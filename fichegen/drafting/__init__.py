"""The text of fiches, written for their editors: a new one, one from last year's, another address."""

from __future__ import annotations

from .notations import Notation, new_fiche
from .readdressing import readdressed, relinked
from .renewing import renewed
from .rereading import lines_to_reread
from .sheet import Sheet, open_sheet
from .spelling import clean_title, heading, module_of, scalar, title_problem, title_scalar

__all__ = [
    "Notation",
    "Sheet",
    "clean_title",
    "heading",
    "lines_to_reread",
    "module_of",
    "new_fiche",
    "open_sheet",
    "readdressed",
    "relinked",
    "renewed",
    "scalar",
    "title_problem",
    "title_scalar",
]

"""What of last year a person must look for in a new fiche: years, days and the reference that were kept."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from fichegen import text
from fichegen.expressions import expression
from fichegen.model import Fiche
from fichegen.reading import head_lines, read_fiche

from .sheet import Sheet
from .spelling import heading, title_scalar

_MONTH: Final = (
    r"(?:(?:janv|f[ée]vr)(?:ier)?|mars|avr(?:il)?|mai|juin|juill?(?:et)?|ao[ûu]t"
    r"|(?:sept|nov|d[ée]c)(?:embre)?|oct(?:obre)?)\.?(?!\w)"
)
_DAY: Final = expression(rf"(?<![\d/])(?:1er|[0-3]?\d)[ \t\u00a0]+{_MONTH}", re.IGNORECASE)
_DATED: Final = expression(
    rf"(?:(?:1er|[0-3]?\d)[ \t\u00a0]+)?(?:{_MONTH}[ \t\u00a0]+)?(?<!\d)(?P<year>(?:19|20)\d\d)(?!\d)",
    re.IGNORECASE,
)
_SHORT: Final = expression(r"(?<![\d/])[0-3]?\d/[01]?\d/\d\d(?:\d\d)?(?![\d/])")
_HIDDEN: Final = expression(r"<!--.*?-->", re.DOTALL)
_NOTE: Final = expression(r"(?:^|\s)#\s.*")
_AHEAD: Final = 6
"""Years from the first on in which a number is a year: later ones are prices or hours."""


def lines_to_reread(sheet: Sheet, title: str, model: Fiche) -> tuple[tuple[int, str], ...]:
    """Return the lines of a new fiche that may still tell of the model's year, each with its words.

    Those that name a day, or a year from the one before the model's first on, and the line of the
    reference; not the title, which is new, nor comments.
    """
    after, _ = read_fiche(sheet.path, sheet.text())
    reference = dict(after.spans).get("reference") if after else None
    first = min(_years(model), default=0) - 1
    own = (heading(title), title_scalar(title))
    return tuple(
        (number, text.squeeze(words))
        for number, words in enumerate(_told(sheet), 1)
        if (reference and number == reference.line)
        or (not words.endswith(own) and _tells_time(words, first))
    )


def _told(sheet: Sheet) -> Iterator[str]:
    """Yield the lines without their comments, be they empty then."""
    whole = sheet.text()
    keys = len(sheet.lines) if sheet.is_yaml else head_lines(whole)
    shown = whole if sheet.is_yaml else _HIDDEN.sub(lambda note: "\n" * note[0].count("\n"), whole)
    for number, line in enumerate(shown.split("\n"), 1):
        yield _NOTE.sub("", line) if number <= keys else line


def _years(fiche: Fiche) -> Iterator[int]:
    """Yield the years that a fiche's days are of."""
    limits = (fiche.deadline, fiche.updated, *(group.deadline for group in fiche.groups))
    yield from (limit.date.year for limit in limits if limit and limit.date)
    for group in fiche.groups:
        yield from (day.date.year for day in (group.schedule.days if group.schedule else ()))


def _tells_time(line: str, first: int) -> bool:
    """Tell whether a line names a day, or a year from `first` on; a law of long ago does not count."""

    def recent(found: re.Match[str]) -> str:
        return found[0] if first <= int(found["year"]) <= first + _AHEAD or first < 0 else ""

    kept = _DATED.sub(recent, line)
    return bool(_DATED.search(kept) or _DAY.search(kept) or _SHORT.search(kept))

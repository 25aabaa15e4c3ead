"""The numbers of a series: modules that are missing, and modules that are asked for in vain."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise
from typing import Final

from fichegen import text
from fichegen.catalogue import Catalogue, Facet
from fichegen.diagnostics import Finding, Span, finding
from fichegen.expressions import expression
from fichegen.model import Fiche, Section
from fichegen.references import mentioned_modules

_NUMBERS: Final = expression(r"\d{1,2}[a-z]?(?: ?(?:&|et|,|à|-|–|/|\+) ?\d{1,2}[a-z]?){0,20}")
_NUMBER: Final = expression(r"(?P<link>[^\d]*?)(?P<number>\d{1,2})[a-z]?", re.IGNORECASE)
_RANGE: Final = frozenset({"à", "-", "–"})
_OF_OTHERS: Final = expression(
    r"\s?(?:(?:de|des) (?!(?:cette|ce|la formation|le parcours)\b)|d['’]|du (?!parcours\s?(?:[.,;:!)]|$|\n)))",
    re.IGNORECASE,
)
"""What follows a module of another series: "module 1 du parcours Handicap"."""
_DONE: Final = expression(
    r"\b(?:avoir|ayant|a|ont|aura)\s(?:\w+\s){0,2}"
    r"(?:suivi|valid|particip|effectu|réalis|realis|complét|complet|termin|acquis|obtenu)",
    re.IGNORECASE,
)
_MENTION: Final = expression(r"\b(?:modules?|mod\.)\s?(?:n[°ºo]\s?)?\d", re.IGNORECASE)
_NOBODY: Final = "aucune fiche ne le décrit"
_SHOWN: Final = 5


def series_with_gaps(catalogue: Catalogue) -> Iterator[Finding]:
    """FG513: a number is missing between those of a series.

    Numbers with more holes than modules count something else, and one that cannot be read may be
    the missing one.
    """
    for series in catalogue.series:
        first: dict[int, Fiche] = {}
        for fiche in series.fiches:
            numbers = numbers_of(fiche.title.module)
            if numbers is None:
                break
            for number in numbers:
                first.setdefault(number, fiche)
        else:
            known = sorted(first)
            if len(series.fiches) > 1 and known and known[-1] - known[0] + 1 <= 2 * len(known):
                for before, after in pairwise(known):
                    if after - before > 1:
                        yield _gap(series, first, before, after)


def _gap(series: Facet, first: dict[int, Fiche], before: int, after: int) -> Finding:
    missing = [*range(before + 1, after)]
    named = text.enumerate_french(map(str, missing[:_SHOWN]))
    which = f"les modules {named}" if len(missing) > 1 else f"le module {named}"
    return finding("FG513", _numbered_at(first[after]), _numbered_at(first[before]),
                   modules=which, serie=series.name, avant=before, apres=after)  # fmt: skip


def modules_asked_for_in_vain(catalogue: Catalogue) -> Iterator[Finding]:
    """FG514: prerequisites name a module of the series that nobody describes, or a later one."""
    for series in catalogue.series:
        known: set[str] = set()
        for fiche in series.fiches:
            known.add(text.key(fiche.title.module))
            known.update(map(str, numbers_of(fiche.title.module) or ()))
        for fiche in series.fiches:
            section = fiche.prerequisites()
            if section and not section.absent and "mod" in section.prose.markdown.lower():
                yield from _in_vain(fiche, section, series, known)


def _in_vain(fiche: Fiche, section: Section, series: Facet, known: set[str]) -> Iterator[Finding]:
    words = text.plain(section.prose.markdown)
    own = numbers_of(fiche.title.module)
    for module in mentioned_modules(words):
        number = int(re.sub(r"\D", "", module))
        missing = module not in known and str(number) not in known
        if own is None or number in own or _is_of_another(words, module):
            continue
        later = number > max(own)
        if later and not _DONE.search(words):
            continue  # more likely what it leads to
        if later or missing:
            where = _mention(fiche, section, module)
            reason = _NOBODY if missing else f"il vient après celui-ci, le {fiche.title.module}"
            yield finding("FG514", where, _numbered_at(fiche), module=module, serie=series.name,
                          raison=reason)  # fmt: skip


def _is_of_another(words: str, module: str) -> bool:
    mentions = re.finditer(rf"(?<!\w){re.escape(module)}(?!\w)", words)
    return any(_OF_OTHERS.match(words, found.end()) for found in mentions)


def _mention(fiche: Fiche, section: Section, module: str) -> Span:
    """Return the line that names a module; the heading where lines cannot be told apart."""
    prose = section.prose
    named = re.compile(rf"(?<!\w){re.escape(module)}(?!\w)")
    for line, (number, col) in zip(prose.markdown.split("\n"), prose.lines, strict=False):
        if _MENTION.search(line) and named.search(line):
            return Span(fiche.path, number, col, max(1, len(line.strip())))
    return fiche.span(section.name or section.heading)


def _numbered_at(fiche: Fiche) -> Span:
    """Return where the number of a module is given."""
    told = dict(fiche.spans)
    return told.get("module", fiche.span("titre"))


def numbers_of(module: str) -> tuple[int, ...] | None:
    """Return the numbers that "2b", "1 & 3" or "1 à 3" stand for; None for other words."""
    words = module.strip().lower()
    if not _NUMBERS.fullmatch(words):
        return None
    numbers: list[int] = []
    for found in _NUMBER.finditer(words):
        number = int(found["number"])
        if numbers and found["link"].strip() in _RANGE and number > numbers[-1]:
            numbers += range(numbers[-1] + 1, number)
        numbers.append(number)
    return tuple(dict.fromkeys(numbers))

"""What editors are told to write: each job once, wherever several destinations ask for it."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from typing import Final

from fichegen.audit import DESTINATIONS, FicheGaps
from fichegen.catalogue import Catalogue
from fichegen.codes import Destination
from fichegen.expressions import expression
from fichegen.gaps import Level, Verdict, as_yaml
from fichegen.model import Fiche
from fichegen.reading import TABLES, Scope
from fichegen.text import capital, counted, enumerate_french, slug
from fichegen.views import GapAdvice, GapFile, GapMark, GapSource, GapTask

SHORT: Final = {
    Destination.QUALIOPI: "Qualiopi",
    Destination.LHEO: "LHEO",
    Destination.SEARCH: "Moteurs",
    Destination.CALENDAR: "Agendas",
}
"""The destinations where there is little room."""

_CONTENT: Final = "content/"
_RECORDS: Final = f"{_CONTENT}organismes/"
_QUOTED: Final = expression("« ([^«»]+) »")
"""What an advice tells to write."""
_ENTRY: Final = re.compile(r"([^:]*[^:\s]): (.+)")
_BLANK: Final = "…"
_LABELS: Final = {field.name: field.label for field in TABLES[Scope.FICHE]}
_ORDER: Final = {name: number for number, name in enumerate(_LABELS)}
_WORST_FIRST: Final = (Level.BLOCKING, Level.WEAK, Level.LONG, Level.DEFAULTED)

_Found = tuple[Destination, Verdict]


def mark_of(verdict: Verdict) -> GapMark:
    """Show the level of a verdict, with its reason."""
    return _mark(verdict.level, verdict.reason)


@lru_cache(1024)
def _mark(level: Level, reason: str) -> GapMark:
    return GapMark(key=level, sign=level.sign, words=level.words, reason=reason)


def below_content(path: str) -> str:
    """Shorten the path of a source to what tells it from the others."""
    return path.removeprefix(_CONTENT)


# ---------------------------------------------------------------- in a fiche


def tasks_of(gaps: FicheGaps) -> tuple[GapTask, ...]:
    """Gather what is to be written in a fiche by the field it is written in, the worst first."""
    found: dict[str, list[_Found]] = {}
    for part in gaps.parts:
        for verdict in part.gaps:
            if not verdict.file:
                found.setdefault(verdict.field, []).append((part.destination, verdict))
    ordered = sorted(found.items(), key=lambda item: _urgency(*item))
    return tuple(
        GapTask(
            label=_LABELS.get(name) or verdicts[0][1].requirement.label, advice=_advice(verdicts)
        )
        for name, verdicts in ordered
    )


def _urgency(name: str, found: Sequence[_Found]) -> tuple[int, int, int]:
    worst = min(_WORST_FIRST.index(verdict.level) for _, verdict in found)
    return worst, -len({destination for destination, _ in found}), _ORDER.get(name, len(_ORDER))


def _advice(found: Sequence[_Found]) -> tuple[GapAdvice, ...]:
    """Tell each job once, with all who ask for it."""
    jobs: dict[str, list[GapSource]] = {}
    for destination, verdict in found:
        source = GapSource(
            destination=SHORT[destination], asked=verdict.requirement.label, mark=mark_of(verdict)
        )
        jobs.setdefault(verdict.mend, []).append(source)
    return tuple(
        GapAdvice(words=_sentence(mend), sources=tuple(sources)) for mend, sources in jobs.items()
    )


def _sentence(words: str) -> str:
    return f"{capital(words)}{'' if words.endswith((_BLANK, '.')) else '.'}" if words else ""


# ---------------------------------------------------------------- once for many fiches


@dataclass(frozen=True, slots=True, kw_only=True)
class _Shared:
    """A file besides the fiches, and what the fiches that lean on it lack in it."""

    organisation: str
    """The name of the organisation it has to tell of; empty where the file is there."""
    found: dict[_Found, None] = field(default_factory=dict)
    fiches: set[str] = field(default_factory=set)
    frees: Counter[Destination] = field(default_factory=Counter)
    """The fiches that nothing but this file blocks."""


@dataclass(frozen=True, slots=True, kw_only=True)
class SharedFiles:
    """What is to be written once for many fiches."""

    files: tuple[GapFile, ...]
    """What frees the most fiches first, then what concerns the most."""
    notes: tuple[str, ...]
    """How many fiches they free together."""


def files_of(gaps: FicheGaps) -> tuple[str, ...]:
    """Return the paths of the files that a fiche leans on and that lack something."""
    found = (verdict.file for part in gaps.parts for verdict in part.gaps)
    return tuple(dict.fromkeys(filter(None, found)))


def shared_files(catalogue: Catalogue, fiches: Iterable[FicheGaps]) -> SharedFiles:
    """Tell once what fiches lack in the files that they lean on."""
    records = {facet.organisation.path for facet in catalogue.organisations if facet.organisation}
    shared: dict[str, _Shared] = {}
    blocked: Counter[Destination] = Counter()
    freed: Counter[Destination] = Counter()
    for gaps in fiches:
        for part in gaps.parts:
            blocking = set()
            for verdict in part.gaps:
                path = verdict.file
                if path and path not in shared:
                    name = "" if path in records else _organisation(gaps.fiche, path)
                    shared[path] = _Shared(organisation=name)
                if path:
                    shared[path].found[part.destination, verdict] = None
                    shared[path].fiches.add(gaps.fiche.slug)
                if verdict.level is Level.BLOCKING:
                    blocking.add(path)
            blocked[part.destination] += bool(blocking)
            freed[part.destination] += bool(blocking) and "" not in blocking
            if len(blocking) == 1 and (path := blocking.pop()):
                shared[path].frees[part.destination] += 1
    ordered = sorted(
        shared.items(), key=lambda item: (-item[1].frees.total(), -len(item[1].fiches), item[0])
    )
    return SharedFiles(
        files=tuple(_file(path, file) for path, file in ordered),
        notes=tuple(
            f"Pour {SHORT[destination]}, {counted(blocked[destination], 'fiche bloquée', 'fiches bloquées')} :"
            f" ces fichiers à eux seuls en débloquent {freed[destination]}."
            for destination in DESTINATIONS
            if freed[destination]
        ),
    )


def _organisation(fiche: Fiche, path: str) -> str:
    names = (term.words for term in fiche.organisations)
    return next(
        (name for name in names if f"{_RECORDS}{slug(name, fallback='organisme')}.yml" == path), ""
    )


def _file(path: str, file: _Shared) -> GapFile:
    by_destination: dict[Destination, list[Verdict]] = {}
    for destination, verdict in file.found:
        by_destination.setdefault(destination, []).append(verdict)
    entries, advice = _entries(file)
    return GapFile(
        path=below_content(path),
        note=_note(file),
        block="\n".join(f"{key}: {value}" for key, value in entries.items()),
        advice=advice,
        sources=tuple(
            _source(destination, by_destination[destination])
            for destination in DESTINATIONS
            if destination in by_destination
        ),
    )


def _note(file: _Shared) -> str:
    words = "à créer" if file.organisation else "à compléter"
    words += f", pour {counted(len(file.fiches), 'fiche')}"
    frees = [f"{count} pour {SHORT[d]}" for d in DESTINATIONS if (count := file.frees[d])]
    return f"{words} ; à lui seul, en débloque {enumerate_french(frees)}" if frees else words


def _entries(file: _Shared) -> tuple[dict[str, str], tuple[str, ...]]:
    """Draw the lines to add to a file from pieces of advice; return also those on lines it has.

    A value is what the editor has to find: what stands in its place, if not "…", is a model.
    """
    entries: dict[str, str] = {}
    others: dict[str, None] = {}
    if file.organisation:
        entries["nom"] = as_yaml(file.organisation)
    for _, verdict in file.found:
        quoted = _QUOTED.findall(verdict.mend)
        added = [*filter(None, map(_ENTRY.fullmatch, quoted))]
        if not file.organisation and (not added or len(added) < len(quoted)):
            others[_sentence(verdict.mend)] = None
            continue
        for key, value in (entry.groups() for entry in added):
            entries.setdefault(
                key, value if _BLANK in value else f"{_BLANK}  # sur le modèle {value}"
            )
    return entries, tuple(others)


def _source(destination: Destination, verdicts: Sequence[Verdict]) -> GapSource:
    """Tell in one line what a destination asks of a file.

    A reason that only names the file again says no more than what is to be written there.
    """
    worst = min(verdicts, key=lambda verdict: _WORST_FIRST.index(verdict.level))
    reasons = dict.fromkeys(v.reason for v in verdicts if _CONTENT not in v.reason)
    return GapSource(
        destination=SHORT[destination],
        asked=", ".join(dict.fromkeys(v.requirement.label for v in verdicts)),
        mark=replace(mark_of(worst), reason=" ; ".join(filter(None, reasons))),
    )

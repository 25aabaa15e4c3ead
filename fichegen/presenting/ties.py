"""What the pages and exports of a fiche show that it does not say itself.

What a file depends on is told by digests: of sources, of what one fiche shows of another, of the
entries of lists. Files whose digests are what they were are what they were, and need not be made.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from fichegen import text
from fichegen.artifacts import DIGEST, digest
from fichegen.catalogue import Facet, Session, zone_of
from fichegen.model import Fiche

from .neighbours import near_modules, related_sessions, series_of
from .presenter import Presenter, Step


def face_of(fiche: Fiche) -> str:
    """Return what tells all that other pages may show of a fiche: everything but its prose."""
    shown = repr(replace(fiche, sections=()))
    return digest(shown.encode("utf-8", "surrogatepass")).hex()


@dataclass(slots=True)
class Ties:
    """What a catalogue is known by, as a whole and in its parts."""

    presenter: Presenter
    ground: bytes
    """What everything depends on: the tool, the settings, the templates, the day."""
    marks: Mapping[str, bytes]
    """By path, what each source is known by."""
    faces: Mapping[str, bytes]
    """By path, what each fiche is known by to the pages of others."""
    links: Mapping[str, bool]
    """By path, whether the prose of a fiche links within the site."""
    asks: Mapping[str, bool]
    """By path, whether a fiche asks for anything before it: prose is seldom at hand."""
    steps: Mapping[str, int] = field(default_factory=dict)
    """The place of each step among those that `made` tells of."""
    pieces: Mapping[str, bytes] = field(default_factory=dict)
    """By slug, what all steps have made of a fiche, a digest after another."""
    _own: dict[str, bytes] = field(default_factory=dict)
    _faces: dict[str, bytes] = field(default_factory=dict)
    _entries: dict[int, bytes] = field(default_factory=dict)
    _series: dict[int, bytes] = field(default_factory=dict)
    _all_made: dict[tuple[str, ...], bytes] = field(default_factory=dict)
    _members: dict[int, bytes] = field(default_factory=dict)
    _everything: bytes = b""
    _outline: bytes = b""
    _titles: bytes = b""

    @property
    def everything(self) -> bytes:
        """All that was read."""
        if not self._everything:
            marks = (
                part for path in sorted(self.marks) for part in (path.encode(), self.marks[path])
            )
            unread = sorted(self.presenter.sources.pageless)
            self._everything = digest(self.ground, *marks, b"", *map(str.encode, unread))
        return self._everything

    @property
    def outline(self) -> bytes:
        """What the catalogue holds, counted: entries of lists and months with their names, no fiche."""
        if not self._outline:
            catalogue = self.presenter.catalogue
            kinds = (catalogue.sectors, catalogue.territories, catalogue.organisations,
                     catalogue.series, catalogue.modes)  # fmt: skip
            told = (
                len(catalogue.fiches),
                len(catalogue.sessions),
                [
                    [(e.slug, e.name, len(e.fiches), len(e.sessions)) for e in kind]
                    for kind in kinds
                ],
                [(month.year, month.month, len(month.sessions)) for month in catalogue.months],
            )
            self._outline = digest(self.ground, repr(told).encode("utf-8", "surrogatepass"))
        return self._outline

    def own(self, fiche: Fiche) -> bytes:
        """A fiche with what its terms stand for: what its exports and its card are made of."""
        if fiche.slug not in self._own:
            told = (self.ground, self.marks[fiche.path], fiche.slug.encode(), *self._shelves(fiche))
            self._own[fiche.slug] = digest(*told, *self._asked_before(fiche))
        return self._own[fiche.slug]

    def made(self, step: Step, fiche: Fiche) -> bytes:
        """What a step has made of a fiche, as far as that is known: it may be the same as before."""
        pieces = self.pieces.get(fiche.slug)
        if not pieces:
            return self.own(fiche)
        start = self.steps[step.name] * DIGEST
        return pieces[start : start + DIGEST]

    def sessions(self, step: Step, sessions: Iterable[Session]) -> Iterator[bytes]:
        """What a step has made of the fiches of some sessions, with the names of these."""
        for session in sessions:
            yield self.made(step, session.fiche)
            yield session.group.slug.encode()

    def all_made(self, *steps: Step) -> bytes:
        """All fiches in their order, without their prose, and what some steps have made of each."""
        names = tuple(step.name for step in steps)
        if names not in self._all_made:
            self._all_made[names] = digest(
                *(
                    part
                    for fiche in self.presenter.catalogue.fiches
                    for part in (self.face(fiche), *(self.made(step, fiche) for step in steps))
                )
            )
        return self._all_made[names]

    def members(self, facet: Facet) -> bytes:
        """All fiches and sessions of an entry of a list, with what their terms stand for."""
        key = id(facet)
        if key not in self._members:
            self._members[key] = digest(
                *map(self.own, facet.fiches),
                *(
                    part
                    for s in facet.sessions
                    for part in (self.own(s.fiche), s.group.slug.encode())
                ),
            )
        return self._members[key]

    def page(self, fiche: Fiche) -> bytes:
        """A fiche with all that its pages show of others."""
        if self.links.get(fiche.path, True):
            return digest(self.own(fiche), self.everything)
        return digest(self.own(fiche), *self._neighbours(fiche))

    def face(self, fiche: Fiche) -> bytes:
        """What pages of others may show of a fiche, with what its terms stand for."""
        if fiche.slug not in self._faces:
            self._faces[fiche.slug] = digest(self._face(fiche), *self._shelves(fiche))
        return self._faces[fiche.slug]

    def _face(self, fiche: Fiche) -> bytes:
        """What a fiche shows of itself alone; its address may come from another of its title."""
        return self.faces[fiche.path] + fiche.slug.encode()

    def entry(self, facet: Facet) -> bytes:
        """An entry of a list: its name, its address, the record of its organisation."""
        key = id(facet)
        if key not in self._entries:
            record = facet.organisation
            told = self.marks[record.path] if record else b""
            self._entries[key] = digest(facet.slug.encode(), facet.name.encode(), told)
        return self._entries[key]

    def _shelves(self, fiche: Fiche) -> Iterator[bytes]:
        catalogue = self.presenter.catalogue
        named = (
            (catalogue.sector_index, (term.words for term in fiche.sectors)),
            (catalogue.organisation_index, (term.words for term in fiche.organisations)),
            (catalogue.territory_index, (zone_of(group) for group in fiche.groups)),
            (catalogue.series_index, (fiche.title.series,)),
        )
        for index, names in named:
            for words in names:
                facet = index.get(text.key(words)) if words else None
                yield self.entry(facet) if facet else b""

    def _asked_before(self, fiche: Fiche) -> Iterator[bytes]:
        """Yield the modules that prerequisites can name by their numbers, as exports do."""
        series = series_of(self.presenter, fiche) if self._asks(fiche) else None
        if series:
            yield self._of_series(series)

    def _asks(self, fiche: Fiche) -> bool:
        return self.asks.get(fiche.path, True)

    def _neighbours(self, fiche: Fiche) -> Iterator[bytes]:
        series = series_of(self.presenter, fiche)
        if series:
            yield str(len(series.fiches)).encode()
            yield from (self._face(f) for f in near_modules(self.presenter, series, fiche))
        yield b"|"
        if self._asks(fiche):
            yield self._all_titles()
        for kind, facet, sessions in related_sessions(self.presenter, fiche):
            yield kind.encode()
            yield self.entry(facet)
            yield from self._sessions(sessions)

    def _sessions(self, sessions: Iterable[Session]) -> Iterator[bytes]:
        for session in sessions:
            yield self._face(session.fiche)
            yield session.group.slug.encode()

    def _of_series(self, series: Facet) -> bytes:
        key = id(series)
        if key not in self._series:
            self._series[key] = digest(*map(self._face, series.fiches))
        return self._series[key]

    def _all_titles(self) -> bytes:
        if not self._titles:
            fiches = self.presenter.catalogue.fiches
            self._titles = digest(
                *(f"{f.slug} {f.title!r}".encode("utf-8", "surrogatepass") for f in fiches)
            )
        return self._titles

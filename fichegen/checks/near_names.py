"""Names that are most likely one, written two ways: only told, never united.

`text.key` unites what differs by case, accents and hyphens alone (FG505). Here names meet that have
the same words in another order, number or abbreviation, the same letters spaced otherwise, a sigle
beside them, or a slip of the keyboard in a long word. The names of series are phrases: in them the
order counts, and so does a slip that makes another word. What differs by a number, a short word or the
first letter of a word stays apart: "Groupe 1" and "Groupe 2", "Est" and "Ouest", "Vannes" and "Cannes".
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations, product
from typing import Final

from fichegen import text
from fichegen.catalogue import Catalogue, Facet, zone_of
from fichegen.checks.slips import is_misspelling, near_words
from fichegen.diagnostics import Finding, finding
from fichegen.expressions import expression
from fichegen.model import Term

_SMALL: Final = frozenset("a au aux d de des du et l la le les".split())
_ABBREVIATED: Final = {
    "st": "saint", "ste": "sainte", "sts": "saint", "stes": "sainte", "asso": "association",
    "assoc": "association", "ass": "association", "fed": "federation", "fede": "federation",
    "inst": "institut", "univ": "universite", "dept": "departement", "dpt": "departement",
    "ctre": "centre", "gd": "grand", "gde": "grande", "cie": "compagnie",
    "coop": "cooperative",
}  # fmt: skip
_SIGLE: Final = expression(r"(?:[A-ZÀ-Þ]\.?){2,10}")
_PIECES: Final = expression(r"\s+[–—-]\s+|\s*\(|\)\s*")
_LONG_NAME: Final = 11
"""Letters of a name in which a slip in a word of six counts; elsewhere the word has seven."""
_TWO_SLIPS: Final = 15
"""Letters of a name in which two words may each hold a slip."""
_MOST_WORDS: Final = 12
_SHORT_WORD: Final = 4
"""Letters that a word keeps whose doubled ones count once: "Skol" and "Skoll", not "Ane" and "Anne"."""
_SHORT_NAME: Final = 8
"""Letters of a name of several words in which such a word counts."""
_DOUBLED: Final = expression(r"(.)\1")
_EITHER: Final = "choisissez une des deux écritures pour toutes les fiches"
"""What to do about two ways of writing that are used alike."""


@dataclass(frozen=True, slots=True)
class _Name:
    """An entry of a list, by the words that count in its name."""

    facet: Facet
    words: tuple[str, ...]
    letters: str
    """All of them, run together."""
    sigle: str = ""
    """The sigle told beside the name."""
    alone: str = ""
    """The sigle that it is, where it is nothing else."""


def near_organisations(catalogue: Catalogue) -> Iterator[Finding]:
    """FG515: an organisation written in two ways; each with a file of its own is meant."""

    def uses(facet: Facet) -> Iterator[Term]:
        for fiche in facet.fiches:
            for term in fiche.organisations:
                if catalogue.organisation_index.get(text.key(term.words)) is facet:
                    yield term
        if record := facet.organisation:
            yield Term(words=record.name, span=record.span("nom"))

    unnamed = (
        Facet(name=record.name, slug=record.slug, fiches=(), sessions=(), organisation=record)
        for record in catalogue.unnamed
    )
    for rare, often in _near((*catalogue.organisations, *unnamed), doubled=True):
        yield from _told("FG515", rare, often, uses)


def near_territories(catalogue: Catalogue) -> Iterator[Finding]:
    """FG516: a territory or town written in two ways."""

    def uses(facet: Facet) -> Iterator[Term]:
        for session in facet.sessions:
            group = session.group
            yield Term(words=zone_of(group), span=group.zone_at or group.span)

    for rare, often in _near(catalogue.territories):
        yield from _told("FG516", rare, often, uses)


def near_sectors(catalogue: Catalogue) -> Iterator[Finding]:
    """FG516: a sector written in two ways."""

    def uses(facet: Facet) -> Iterator[Term]:
        for fiche in facet.fiches:
            for term in fiche.sectors:
                if catalogue.sector_index.get(text.key(term.words)) is facet:
                    yield term

    for rare, often in _near(catalogue.sectors):
        yield from _told("FG516", rare, often, uses)


def near_series(catalogue: Catalogue) -> Iterator[Finding]:
    """FG516: a series written in two ways, whose modules stand apart."""

    def uses(facet: Facet) -> Iterator[Term]:
        for fiche in facet.fiches:
            where = dict(fiche.spans).get("parcours", fiche.span("titre"))
            yield Term(words=fiche.title.series, span=where)

    for rare, often in _near(catalogue.series, phrases=True):
        yield from _told("FG516", rare, often, uses)


def _told(
    code: str, rare: Facet, often: Facet, uses: Callable[[Facet], Iterable[Term]]
) -> Iterator[Finding]:
    told = next((term for term in uses(rare) if term.span), None)
    other = next((term for term in uses(often) if term.span), None)
    if told and told.span and other and other.span:
        surer = often.organisation or _uses(often) != _uses(rare)
        choice = f"écrivez partout « {other.words} »" if surer else _EITHER
        yield finding(code, told.span, other.span, nom=told.words, autre=other.words,
                      ailleurs=other.span.at, choix=choice)  # fmt: skip


def _uses(facet: Facet) -> tuple[int, int]:
    return len(facet.fiches), len(facet.sessions)


# ---------------------------------------------------------------------- which are near


def _near(
    facets: Sequence[Facet], *, phrases: bool = False, doubled: bool = False
) -> Iterator[tuple[Facet, Facet]]:
    """Yield each entry that is most likely another one, with the most used such.

    `phrases`: the names are sentences more than names; `doubled`: a letter too many counts in a short
    word too.
    """
    names = [_read(facet, name) for facet in facets for name in _names(facet)]
    order = {id(facet): at for at, facet in enumerate(facets)}
    best: dict[int, tuple[Facet, Facet]] = {}
    for one, other in _pairs(names, phrases=phrases, doubled=doubled):
        if one is other or (one.organisation and other.organisation):
            continue
        often, rare = sorted((one, other), key=lambda f: _weight(f, order))
        known = best.get(id(rare))
        if known is None or _weight(often, order) < _weight(known[1], order):
            best[id(rare)] = rare, often
    yield from best.values()


def _weight(facet: Facet, order: dict[int, int]) -> tuple[object, ...]:
    """Order entries: those with a file of their own first, then the most used, the fullest, the first."""
    fiches, sessions = _uses(facet)
    uses = (-fiches, -sessions)
    full = (-len(text.key(facet.name).split()), -len(facet.name))
    first = min((fiche.path for fiche in facet.fiches), default="")
    return facet.organisation is None, *uses, *full, first, order[id(facet)]


def _pairs(
    names: Sequence[_Name], *, phrases: bool, doubled: bool
) -> Iterator[tuple[Facet, Facet]]:
    shelves: dict[object, list[_Name]] = {}
    for name in names:
        for key in _keys(name, ordered=phrases, doubled=doubled):
            shelves.setdefault(key, []).append(name)
    for alike in shelves.values():
        for other in alike[1:]:
            yield alike[0].facet, other.facet
    yield from _with_sigles(names)
    yield from _with_slips(names, strict=phrases)


def _with_sigles(names: Sequence[_Name]) -> Iterator[tuple[Facet, Facet]]:
    """Yield a sigle with the one name that it is told beside."""
    told: dict[str, list[_Name]] = {}
    for name in names:
        if name.sigle:
            told.setdefault(name.sigle, []).append(name)
    for name in names:
        full = told.get(name.alone, ()) if name.alone else ()
        if full and len({each.words for each in full}) == 1:
            yield name.facet, full[0].facet


def _keys(name: _Name, *, ordered: bool, doubled: bool) -> Iterator[object]:
    """Yield what two ways to write one name have in common."""
    if not name.words:
        return
    ordered = ordered or any(map(_is_number, name.words))
    yield "words", name.words if ordered else tuple(sorted(name.words))
    yield "letters", name.letters
    if doubled and len(name.words) > 1 and len(name.letters) >= _SHORT_NAME:
        yield "doubled", tuple(map(_undoubled, name.words))


def _undoubled(word: str) -> str:
    bare = _DOUBLED.sub(r"\1", word)
    return bare if word.isalpha() and len(bare) >= _SHORT_WORD else word


def _with_slips(names: Sequence[_Name], *, strict: bool) -> Iterator[tuple[Facet, Facet]]:
    """Yield names that differ by a slip in one long word, in a longer name in two."""
    known: dict[tuple[str, ...], Facet] = {}
    kept = [name for name in names if name.words]
    for name in kept:
        known.setdefault(name.words, name.facet)
    near = near_words({word for name in kept for word in name.words if word.isalpha()})
    for name in kept:
        least = 6 if len(name.letters) >= _LONG_NAME else 7
        others = [[w for w in near.get(word, ()) if max(len(w), len(word)) >= least]
                  for word in name.words[:_MOST_WORDS]]  # fmt: skip
        slipped = [at for at, words in enumerate(others) if words]
        places: list[tuple[int, ...]] = [(at,) for at in slipped]
        if len(name.letters) >= _TWO_SLIPS:
            places += combinations(slipped, 2)
        for at in places:
            for words in product(*(others[place] for place in at)):
                written = dict(zip(at, words, strict=True))
                changed = tuple(written.get(n, word) for n, word in enumerate(name.words))
                slips = (is_misspelling(word, name.words[n]) for n, word in written.items())
                if (strict or len(changed) == 1) and not all(slips):
                    continue  # two words of the language, as likely as not
                if other := known.get(changed):
                    yield name.facet, other


# ---------------------------------------------------------------------- words of a name


def _names(facet: Facet) -> tuple[str, ...]:
    """Return what an entry goes by; for an organisation with a file of its own, what that says too."""
    record = facet.organisation
    told = (facet.name, *((record.name, *record.aliases) if record else ()))
    return tuple({text.squeeze(name): None for name in told})


def _read(facet: Facet, name: str) -> _Name:
    if _SIGLE.fullmatch(name):
        letters = text.key(name.replace(".", ""))
        return _Name(facet, (letters,), letters, alone=letters)
    pieces = [piece for piece in _PIECES.split(name) if piece]
    if len(pieces) == 2:
        for sigle, base in (pieces, pieces[::-1]):
            if _SIGLE.fullmatch(sigle) and _stands_for(sigle, base):
                words = _words(base)
                return _Name(facet, _singular(words), _run_together(words),
                             sigle=text.key(sigle.replace(".", "")))  # fmt: skip
    words = _words(name)
    return _Name(facet, _singular(words), _run_together(words))


def _stands_for(sigle: str, name: str) -> bool:
    """Tell whether letters are the initials of a name, those of its small words or not."""
    letters = text.key(sigle.replace(".", ""))
    words = text.key(name).split()
    initials = ("".join(w[0] for w in words), "".join(w[0] for w in words if w not in _SMALL))
    return letters in initials


def _words(name: str) -> list[str]:
    """Return the words that count, abbreviations written out."""
    words = text.key(name).split()
    return [_ABBREVIATED.get(word, word) for word in words if word not in _SMALL]


def _singular(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(_without_plural(word) if word.isalpha() else word for word in words)


def _without_plural(word: str) -> str:
    if word.endswith("aux") and not word.endswith("eaux"):
        return f"{word[:-3]}al"
    return word[:-1] if len(word) > 3 and word[-1] in "sx" else word


def _is_number(word: str) -> bool:
    return any(char.isdigit() for char in word)


def _run_together(words: Iterable[str]) -> str:
    """Write the words as one, numbers set apart: "GRETA 1 2" is not "GRETA 12"."""
    return "".join(f"|{word}|" if _is_number(word) else word for word in words)

"""Headings and keys to the fields they name, whatever way people write them."""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import Final

from fichegen import text
from fichegen.expressions import expression
from fichegen.reading.vocabulary import FICHE, TABLES, Field, Kind, Scope

__all__ = [
    "FICHE",
    "TABLES",
    "Field",
    "Kind",
    "Scope",
    "find",
    "is_container",
    "is_group_heading",
    "matching_key",
    "named",
    "nearest",
]

_CONTAINERS: Final = (
    "fiche technique", "informations pratiques", "infos pratiques", "en pratique", "organisation",
    "modalités pratiques", "informations", "informations générales", "renseignements pratiques",
    "caractéristiques", "la fiche", "fiche de formation", "fiche formation", "informations clés",
    "l'essentiel", "fiche programme", "programme de formation", "détails", "carte d'identité",
    "fiche d'identité", "fiche pédagogique", "infos clés", "à savoir", "présentation détaillée",
    "modalités d'organisation", "organisation pratique", "données pratiques",
)  # fmt: skip

_SMALL_WORD: Final = 3
_ALIKE: Final = 0.7
_ORDER: Final = r"[0-9]{1,3}[a-z]?|[a-z]|i{1,3}|iv|vi{0,3}"
_GROUP: Final = "groupe|session|gr|promotion|promo|cohorte|edition"
_GROUP_HEADING: Final = expression(
    rf"(?:{_GROUP})(?: (?:n |no |numero )?(?:{_ORDER}))?"
    rf"|[0-9]{{1,2}}(?:e|er|ere|re|eme|nde?|de?)? (?:{_GROUP})"
    rf"|(?:premier|deuxieme|second|troisieme|quatrieme|cinquieme)e? (?:{_GROUP})"
)
_LOOSE_GROUP_HEADING: Final = expression(
    rf"(?:{_GROUP}) [^0-9]{{1,40}}|(?:{_GROUP}) (?:{_ORDER}) .{{1,40}}"
)
_TAIL: Final = expression(
    r" (?:de (?:groupe|session)$|(?:de la|de cette|de notre|de votre|du|de ce|de|a la|pour la|pour cette)"
    r" (?:formation|module|stage|session|parcours|action|atelier|journee|programme)$)"
)
_ENUMERATION: Final = re.compile(r"^(?:[0-9]{1,2}|[ivx]{1,4}|[a-h]) (?=\w\w)")
_ARTICLE: Final = expression(
    r"^(?:le|la|l|no|notre|vo|votre|quel sont le|quel est le|quelle est la|quelle sont le|quel|quelle) "
)
_DECORATION: Final = expression(
    r"\([^()]{0,60}\)|(?<!\d)20\d\d(?:\s?[-/–]\s?(?:20)?\d\d)?(?!\d)|(?<!\w)pr[ée]visionnel(?:le)?s?(?!\w)"
)
_JUNCTION: Final = expression(r"\s+(?:et|&|ou)\s+|\s*[,/+]\s*")
_SESSIONS: Final = frozenset({"groupes", "dates", "lieu", "adresse", "horaires", "territoire"})
_OPTIONAL: Final = expression(r"\((?:s|e|es|x)\)", re.IGNORECASE)
_OF: Final = expression(r"^(?:de l[a'’]|d[eu'’]|des)\s*", re.IGNORECASE)
_PLURAL: Final = expression(r"(?<=[a-z]{2})[sx]\b")


@lru_cache(4096)
def matching_key(words: str) -> str:
    """Reduce a heading or key to what it is matched by: no accent, case, sign or plural."""
    return _PLURAL.sub("", text.key(_OPTIONAL.sub("", words) if "(" in words else words))


@cache
def _index(scope: Scope) -> dict[str, Field]:
    index: dict[str, Field] = {}
    for entry in TABLES[scope]:
        for words in (entry.name, entry.label, *entry.synonyms):
            index.setdefault(matching_key(words), entry)
    return index


@cache
def _containers() -> frozenset[str]:
    return frozenset(matching_key(words) for words in _CONTAINERS)


@lru_cache(maxsize=4096)  # the fiches of a catalogue share most of their headings
def find(words: str, scope: Scope = Scope.FICHE) -> Field | None:
    """Find the field a heading or key names, or None.

    A number before it, an article, a year, brackets, or "de la formation" behind it do not hide
    a name; of several names joined ("Modalités d'évaluation et de validation") the first counts,
    where every one is known.
    """
    return _find_one(words, scope) or _find_joined(words, scope)


def _find_one(words: str, scope: Scope) -> Field | None:
    index = _index(scope)
    name = matching_key(words)
    plain = matching_key(_DECORATION.sub(" ", words))
    for bare in (name, plain) if plain != name else (name,):
        for form in (bare, _ENUMERATION.sub("", bare), _TAIL.sub("", bare)):
            if form in index:
                return index[form]
    return index.get(_ARTICLE.sub("", _TAIL.sub("", _ENUMERATION.sub("", plain))))


def _find_joined(words: str, scope: Scope) -> Field | None:
    parts = _JUNCTION.split(_DECORATION.sub(" ", words)[:120])
    if not 1 < len(parts) < 5:
        return None
    found = [_find_one(part, scope) or _find_one(_OF.sub("", part), scope) for part in parts]
    known = [entry for entry in found if entry]
    if len(known) < len(parts):
        return None
    if scope is Scope.FICHE and {entry.name for entry in known} <= _SESSIONS:
        return named("groupes")
    return known[0] if all(entry.kind is Kind.PROSE for entry in known) else None


def named(name: str, scope: Scope = Scope.FICHE) -> Field:
    """Return the field of that very name."""
    return next(entry for entry in TABLES[scope] if entry.name == name)


def is_container(words: str) -> bool:
    """Tell whether a heading only gathers others, as "Fiche technique" does."""
    name = matching_key(words)
    return name in _containers() or _ENUMERATION.sub("", name) in _containers()


def is_group_heading(words: str, *, loose: bool = False) -> bool:
    """Tell whether words name a group: "☞ Groupe 1", "Session B", "2e session".

    `loose`, for headings that stand under the groups: "Session de printemps" too.
    """
    name = text.key(words)
    return bool(_GROUP_HEADING.fullmatch(name) or (loose and _LOOSE_GROUP_HEADING.fullmatch(name)))


def nearest(words: str, scope: Scope = Scope.FICHE) -> str | None:
    """Propose the known heading, as its label, that a mistyped one most likely means."""
    spellings = {
        spelling: entry.label
        for entry in TABLES[scope]
        for spelling in (*entry.synonyms, entry.name.replace("_", " "), entry.label)
    }
    close = text.near(words, spellings)
    return spellings[close] if close and _is_slip(text.key(words), text.key(close)) else None


def _is_slip(given: str, meant: str) -> bool:
    """Tell whether all in which two keys differ is a slip: of "durée en centre" no word is mistyped."""
    from difflib import SequenceMatcher  # only a mistake pays for the import

    one, other = given.split(), meant.split()
    left = " ".join(word for word in one if word not in other)
    right = " ".join(word for word in other if word not in one)
    if not left or not right:
        return len(left or right) <= _SMALL_WORD
    return SequenceMatcher(None, left, right).ratio() >= _ALIKE

"""Fiches for hypothesis to draw, in each notation: known names, likely values, and noise among them."""

from __future__ import annotations

import json
from typing import Final

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from fichegen.reading import TABLES, Kind, Scope

_SIGNS: Final = st.sampled_from(
    ["# ", "## ", "- ", "+ ", "☞ ", "| ", "|---|", "> ", "**", "_", "`", "```\n", "[x](", ")", "<", "&#x202e;", "{{ ",
     " : ", ": ", " – ", "«", "»", "\n", "\n\n", "\t", "\u00a0", "---\n", "\\", '"', "'", "@", "%", "\u200b", "é", "🎓"]
)  # fmt: skip
_WORDS: Final = st.sampled_from(
    ["Groupe 1", "Module 2", "EST", "Saint-Denis", "à définir", "complet", "annulé", "reporté au", "du", "au", "et",
     "non", "Marie PAYET", "rue de la Paix", "97400", "RNCP 1234", "42 €", "novembre", "15", "31 juin", "2021", "lundi"]
)  # fmt: skip
noise: Final[SearchStrategy[str]] = st.lists(
    st.one_of(_SIGNS, _WORDS, st.text(max_size=6)), max_size=12
).map("".join)
"""Words, signs of each notation and any text, in any order."""

_DATES: Final = (
    "15 novembre 2021", "Les 15 & 16 nov. 2021", "du 30 nov. au 2 déc. 2021", "15/11/2021", "1er mars", "31 juin 2021",
    "mardi 15 novembre 2021", "15, 16 et 17 novembre", "novembre 2021", "à définir", "29 février 2022", "2021-11-15",
)  # fmt: skip
_LIKELY: Final = {
    Kind.DATES: _DATES,
    Kind.DAY: _DATES,
    Kind.DURATION: ("3 jours / 21 heures", "2 j", "1/2 journée", "21h", "trois jours", "à définir", "0 heure"),
    Kind.HOURS: ("9h-12h30 et 13h30-17h", "de 9 h à 17 h", "25h", "matin", "9h30"),
    Kind.MODE: ("présentiel", "distanciel", "mixte", "à distance", "autre"),
    Kind.STATUS: ("complet", "annulé", "reporté", "confirmé", "reporté au 4 janvier 2022"),
    Kind.YESNO: ("oui", "non", "vrai"),
    Kind.SLUG: ("une-adresse", "../x", "É", "con"),
    Kind.CONTACTS: ("Marie PAYET, marie@exemple.fr", "0262 11 22 33", "**Ana**\n\n[a@b.fr](mailto:a@b.fr)", "a@b"),
    Kind.GROUPS: ("### Groupe 1\n\n#### EST\n\n15 novembre 2021", "| EST | 15 nov. 2021 |\n|---|---|", "Groupe 1 : 15 nov."),
    Kind.TERMS: ("Social, Médico-social", "- Social\n- Santé", "Social et Médico-social"),
    Kind.PROSE: ("- Savoir\n- Faire", "Du texte.", "1. un\n2. deux", "[x](autre.md)", "Pas de prérequis"),
}  # fmt: skip


def value(kind: Kind) -> SearchStrategy[str]:
    """Draw what somebody may write in a field of a kind, rightly or not."""
    likely = st.sampled_from(_LIKELY.get(kind, ("Un texte", "12", "https://exemple.fr")))
    return st.one_of(likely, likely, st.tuples(likely, noise).map("".join), noise)


def _names(scope: Scope) -> SearchStrategy[tuple[str, Kind]]:
    """Draw a name that is known there, as people write it, with what it holds."""
    pairs = [
        (name, field.kind)
        for field in TABLES[scope]
        for name in (field.label, field.name, *field.synonyms)
    ]
    return st.sampled_from(pairs)


def _facts(scope: Scope, most: int) -> SearchStrategy[list[tuple[str, str]]]:
    named = _names(scope).flatmap(lambda one: st.tuples(st.just(one[0]), value(one[1])))
    unknown = st.tuples(noise, noise)
    return st.lists(st.one_of(named, named, named, unknown), max_size=most)


_LEVELS: Final = st.sampled_from(["## ", "## ", "### ", "#### ", "# "])
_BODY: Final = st.lists(
    st.tuples(_LEVELS, _facts(Scope.FICHE, 1), _facts(Scope.GROUP, 2)), max_size=8
)


def _headings(parts: list[tuple[str, list[tuple[str, str]], list[tuple[str, str]]]]) -> str:
    lines = []
    for level, facts, below in parts:
        lines += [f"{level}{name}\n\n{words}" for name, words in facts]
        lines += [f"#{level}{name}\n\n{words}" for name, words in below]
    return "\n\n".join(lines) + "\n"


headings: Final[SearchStrategy[str]] = st.tuples(noise, _BODY).map(
    lambda drawn: f"# T {drawn[0]}\n\n{_headings(drawn[1])}"
)
"""Fiches whose headings name the fields."""


def _scalar(words: str) -> str:
    return json.dumps(words, ensure_ascii=False)


def _keys(facts: list[tuple[str, str]], write: list[int]) -> str:
    styles = (_scalar, _scalar, str, lambda words: "|\n  " + words.replace("\n", "\n  "))
    return "".join(
        f"{_scalar(name) if style % 5 == 0 else name}: {styles[style % 4](words)}\n"
        for (name, words), style in zip(facts, [*write, *([0] * len(facts))], strict=False)
    )


_STYLES: Final = st.lists(st.integers(0, 19), max_size=10)
_GROUPS: Final = st.lists(_facts(Scope.GROUP, 4), max_size=3).map(
    lambda groups: "".join(
        "  - {" + ", ".join(f"{_scalar(n)}: {_scalar(w)}" for n, w in facts) + "}\n"
        for facts in groups
    )
)
yaml: Final[SearchStrategy[str]] = st.tuples(_facts(Scope.FICHE, 10), _STYLES, _GROUPS).map(
    lambda drawn: f"titre: T\n{_keys(drawn[0], drawn[1])}groupes:\n{drawn[2]}"
)
"""Fiches that are keys throughout."""

front: Final[SearchStrategy[str]] = st.tuples(_facts(Scope.FICHE, 5), _STYLES, _BODY).map(
    lambda drawn: f"---\ntitre: T\n{_keys(drawn[0], drawn[1])}---\n\n{_headings(drawn[2])}"
)
"""Fiches with facts in keys, and the rest under headings."""

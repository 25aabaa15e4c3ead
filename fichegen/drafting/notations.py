"""A new fiche in each notation: every field, the needed ones first, each with its line of help.

Help stands in comments, which never reach a page; what may be left out stands in comments too, one
sign away from use.
"""

from __future__ import annotations

import enum
from collections.abc import Iterable, Iterator
from typing import Final

from fichegen.reading import TABLES, Field, Kind, Scope

from .order import needed, optional
from .spelling import comment, heading, title_scalar


class Notation(enum.StrEnum):
    """The three ways of writing a fiche."""

    HEADINGS = "titres"
    HEAD = "entete"
    YAML = "yaml"

    @property
    def ending(self) -> str:
        """What the name of its file ends in."""
        return ".yml" if self is Notation.YAML else ".md"


_WELCOME: Final = {
    Notation.HEADINGS: (
        "Écrivez sous chaque titre. Ce qui est entre ces signes est une aide, qui ne paraît sur aucune page.",
        "Tout en bas, ce qui est facultatif : pour l'employer, retirez les signes autour du titre.",
    ),
    Notation.HEAD: (
        "Une ligne qui commence par # est une aide : elle ne paraît sur aucune page.",
        "Écrivez derrière les deux-points. Pour employer une clé facultative, retirez le # devant elle.",
    ),
    Notation.YAML: (
        "Une ligne qui commence par # est une aide : elle ne paraît sur aucune page.",
        "Écrivez derrière les deux-points ; pour plusieurs lignes, mettez-y | et écrivez dessous, en retrait.",
        "Pour employer une clé facultative, retirez le # devant elle.",
    ),
}
_PUBLISH: Final = "oui : la fiche n'est pas publiée ; quand tout est rempli, écrivez non"
_GROUPS: Final = (
    "Groupe 1",
    "le lieu, puis les jours ; « à définir » se dit aussi ; un titre de plus pour chaque autre session",
)
_PEOPLE: Final = ("nom", "fonction", "courriel", "telephone")
_SESSION: Final = ("lieu", "dates")


def new_fiche(title: str, notation: Notation, *, schema: str = "") -> str:
    """Write a fiche that only has its title; it is a draft.

    `schema` is the path from its file to the JSON Schema of fiches, for editors that know them.
    """
    if notation is Notation.YAML:
        lines = _yaml(title, schema)
    else:
        lines = _headings(title) if notation is Notation.HEADINGS else _head(title)
    return "\n".join(lines) + "\n"


# ---------------------------------------------------------------- headings


def _headings(title: str) -> Iterator[str]:
    yield from (f"# {heading(title)}", "")
    for words in _WELCOME[Notation.HEADINGS]:
        yield f"<!-- {words} -->"
    yield from ("", "## Brouillon", "", f"<!-- {_PUBLISH} -->", "", "oui", "")
    yield from _sections(needed())
    for words, fields in optional():
        yield from (f"<!-- {words} -->", "")
        yield from _sections(fields, hidden=True)


def _sections(fields: Iterable[Field], *, hidden: bool = False) -> Iterator[str]:
    for entry in fields:
        title = f"## {entry.label}"
        yield f"<!-- {title} -->" if hidden else title
        yield from ("", f"<!-- {comment(entry.help)} -->", "")
        if entry.kind is Kind.GROUPS:
            yield from (f"### {_GROUPS[0]}", "", f"<!-- {_GROUPS[1]} -->", "")


# ---------------------------------------------------------------- a head, then headings


def _head(title: str) -> Iterator[str]:
    facts = [
        (words, [f for f in fields if f.kind is not Kind.PROSE]) for words, fields in optional()
    ]
    texts = [(words, [f for f in fields if f.kind is Kind.PROSE]) for words, fields in optional()]
    yield "---"
    for words in _WELCOME[Notation.HEAD]:
        yield f"# {words}"
    yield from ("", f"# {_PUBLISH}", "brouillon: oui", "")
    yield from _keys(entry for entry in needed() if entry.kind is not Kind.PROSE)
    for words, fields in facts:
        yield from _rule(words)
        yield from _keys(fields, hidden=True)
    yield from ("---", "", f"# {heading(title)}", "")
    yield from _sections(entry for entry in needed() if entry.kind is Kind.PROSE)
    for words, fields in texts:
        yield from (f"<!-- {words} : retirez les signes autour du titre -->", "")
        yield from _sections(fields, hidden=True)


# ---------------------------------------------------------------- keys


def _yaml(title: str, schema: str) -> Iterator[str]:
    if schema:
        yield f"# yaml-language-server: $schema={schema}"
    for words in _WELCOME[Notation.YAML]:
        yield f"# {words}"
    yield from ("", f"titre: {title_scalar(title)}", "")
    yield from (f"# {_PUBLISH}", "brouillon: oui", "")
    yield from _keys(needed())
    for words, fields in optional():
        yield from _rule(words)
        yield from _keys(fields, hidden=True)


def _rule(words: str) -> Iterator[str]:
    yield from (f"# ---- {words}", "")


def _keys(fields: Iterable[Field], *, hidden: bool = False) -> Iterator[str]:
    for entry in fields:
        yield f"# {entry.help}"
        yield f"#{entry.name}:" if hidden else f"{entry.name}:"
        if entry.kind is Kind.GROUPS:
            yield from _item(Scope.GROUP, ("nom", *_SESSION), f" {_GROUPS[0]}")
        elif entry.kind is Kind.CONTACTS:
            yield from _item(Scope.CONTACT, _PEOPLE)
        yield ""


def _item(scope: Scope, names: tuple[str, ...], first: str = "") -> Iterator[str]:
    """Write the first of several: the keys it needs, then the others, one sign away."""
    yield f"  - {names[0]}:{first}"
    for entry in TABLES[scope]:
        if entry.name in names[1:]:
            yield from (f"    # {entry.help}", f"    {entry.name}:")
    for entry in TABLES[scope]:
        if entry.name not in names:
            yield from (f"    # {entry.help}", f"    #{entry.name}:")

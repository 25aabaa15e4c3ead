"""The guide to the settings, with a file that gives them all."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fichegen.settings import SETTINGS, Setting

from .findings import heading
from .markdown import HEAD, anchor, fenced, table

_INTRODUCTION: Final = f"""# Les réglages

{HEAD}

Ce qui vaut pour tout le catalogue s'écrit dans `content/catalogue.yml`. Tout y est facultatif ; un
réglage mal écrit est un constat ([FG602](constats.md#{anchor(heading("FG602"))}),
[FG603](constats.md#{anchor(heading("FG603"))})), à sa ligne.

Trois réglages sont à écrire avant de publier : `titre`, `url` (l'adresse du site, sans laquelle il n'a
ni plan pour les moteurs, ni adresses complètes dans les agendas et les flux) et `identifiant` (ce à quoi
agendas et flux reconnaissent votre catalogue ; n'y touchez plus ensuite).

## Un fichier entier

Gardez les lignes qui vous servent. Une ligne qui commence par `#` n'est pas lue.
"""
_TABLE: Final = """## Chaque réglage

« accessibilite.taux » est la clé `taux`, en retrait sous la clé `accessibilite`.
"""
_WEIGHTS: Final = """## Le poids des constats

`severites` change le poids d'un avertissement ou d'une remarque, par son code ; une erreur reste une
erreur. Les poids sont `erreur`, `avertissement`, `remarque`. [Les constats](constats.md) les dit tous ;
`fichegen explain` aussi.
"""


def settings_guide() -> str:
    """Return the guide to the settings, `docs/reglages.md`."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    yield from fenced("yaml", _whole_file())
    yield _TABLE
    yield from table(
        ("Clé", "Ce qu'elle règle", "Exemple"),
        ((f"`{s.key}`", s.help, f"`{s.example}`") for s in SETTINGS),
    )
    yield _WEIGHTS


def _whole_file() -> Iterator[str]:
    """Write the examples of the table as one file of settings."""
    above = ""
    for setting in SETTINGS:
        head, dot, name = setting.key.partition(".")
        if dot and head != above:
            yield f"{head}:"
        above = head if dot else ""
        yield f"  {name}: {setting.example}" if dot else _line(setting)


def _line(setting: Setting) -> str:
    """Write a setting of the top; an example that is itself a key goes below, set in."""
    inner = ": " in setting.example
    return f"{setting.key}:\n  {setting.example}" if inner else f"{setting.key}: {setting.example}"

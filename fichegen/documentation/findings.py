"""The guide to findings: each with what it means, what to do, an example and the same one mended."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final

from fichegen import console, explaining
from fichegen.audit import DESTINATIONS, SCORE_RULE, requirements
from fichegen.codes import CODES
from fichegen.explaining import EXAMPLES, FAMILIES, OCCASIONS, Example, Line

from .markdown import HEAD, anchor, fenced, prose, table

_INTRODUCTION: Final = f"""# Les constats

{HEAD}

`fichegen check` et `fichegen build` disent ce qu'ils trouvent, à quelle ligne, et comment y remédier :

```text
content/ma-fiche.md:5:11: erreur[FG301] le 31 juin 2022 n'existe pas
    5 | Les 30 et 31 juin 2022
      |           ^^^^^^^^^^^^
   aide : corrigez le jour ou le mois
```

Le fichier, la ligne 5, le 11e signe ; le poids et le code ; la phrase ; l'endroit ; le remède. Cette
page dit la même chose que `fichegen explain FG301`, pour chaque code. Les mots entre ‹ › sont
remplacés, dans le constat, par les vôtres. Cherchez le code, ou quelques mots de la phrase.

Une **erreur** empêche la publication : l'ancien site reste en place. Un **avertissement** ne l'empêche
qu'avec `--strict`. Une **remarque** ne l'empêche jamais. Le poids d'un avertissement ou d'une remarque
se règle, celui d'une erreur non :

```yaml
severites:             # dans content/catalogue.yml
  FG203: avertissement
  FG307: remarque
  FG710: erreur        # une fiche incomplète pour Qualiopi empêche la publication
```
"""
_DEMANDS: Final = """## Ce que demande chaque destination

Les constats FG710 à FG717 et les pages `completude/` du site suivent ces règles.
"""
_LANGUAGES: Final = {
    "md": "markdown",
    "yml": "yaml",
    "html": "html",
    "txt": "markdown",
    "svg": "xml",
}


def findings_guide() -> str:
    """Return the guide to findings, `docs/constats.md`."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    for family, title in FAMILIES.items():
        yield f"- [{_family(family, title)}](#{anchor(_family(family, title))})"
    yield "- [Ce que demande chaque destination](#ce-que-demande-chaque-destination)\n"
    for family, title in FAMILIES.items():
        yield f"## {_family(family, title)}\n"
        codes = [code for code in sorted(CODES) if code.startswith(family)]
        for code in codes:
            yield f"- [{code}](#{anchor(heading(code))}) {prose(explaining.headline(code))}"
        yield ""
        for code in codes:
            yield from _finding(code)
    yield _DEMANDS
    yield f"{SCORE_RULE}\n"
    for destination in DESTINATIONS:
        yield f"### {destination.words}\n"
        yield from table(
            ("Exigence", "Elle est remplie quand", "Source"),
            ((f"**{r.label}**", prose(r.rule), prose(r.source)) for r in requirements(destination)),
        )


def _family(family: str, title: str) -> str:
    return f"{family} – {title}"


def heading(code: str) -> str:
    """Return the heading under which a finding is told."""
    return f"{code} – {prose(explaining.headline(code))}"


def _finding(code: str) -> Iterator[str]:
    entry = CODES[code]
    yield f"### {heading(code)}\n"
    yield f"*{entry.severity}* – {prose(explaining.sentence(code))}. {prose(entry.meaning)}\n"
    yield f"Remède : {prose(explaining.mend(code))}.\n"
    if code in OCCASIONS:
        yield f"Quand : {prose(OCCASIONS[code])}\n"
    elif code in EXAMPLES:
        yield from _example(EXAMPLES[code])


def _example(example: Example) -> Iterator[str]:
    bad, good = explaining.lines_of(example)
    for path, body in example.others:
        yield f"Avec `{path}` :\n"
        yield from fenced(_language(path), map(console.inert, body.rstrip().split("\n")))
    yield f"À corriger, `{example.file}` :\n"
    yield from _part(example.file, bad)
    mended = example.renamed or example.file
    yield f"Corrigé, `{mended}` :\n"
    yield from _part(mended, good)


def _part(path: str, lines: tuple[Line, ...]) -> Iterator[str]:
    shown = [console.inert(line.text) for line in lines]
    yield from fenced(_language(path), shown if any(shown) else ["(rien)"])


def _language(path: str) -> str:
    return _LANGUAGES.get(path.rpartition(".")[2], "text")

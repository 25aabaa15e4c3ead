"""The guide to templates, drawn from the classes that templates are given."""

from __future__ import annotations

import ast
import inspect
from collections.abc import Iterator
from dataclasses import fields
from typing import Final

from fichegen import views

_INTRODUCTION: Final = """# Templates

<!-- Drawn from fichegen/views: FICHEGEN_UPDATE=1 python3 build.py test -k templates -->

The shipped theme lies in `templates/`: `layouts/` (the frame), `pages/` (one template for each kind
of page), `partials/` (pieces that are included), `macros/` (pieces that are called) and `assets/`.
A project overrides it file by file: a file of the same name below the project's own `templates/`
takes the place of the shipped one, and `{% extends "fichegen/layouts/base.html" %}` reaches the
shipped one from the file that replaces it.

- **Style**: the files of `assets/css/{global,compositions,blocks,utilities,print}/` are joined in
  that order, each folder by name; files beside the folders come last. Colours, faces and measures
  are custom properties of `global/tokens.css`.
- **Scripts**: the files of each folder of `assets/js/` are joined, by name, into one script;
  `site` stands on every page, `catalogue` on the first page. Pages work without them.
- **Everything else** in `assets/` is copied under the name of what it holds
  (`icon.svg` → `assets/icon.6bbaa815fd.svg`).

Templates are Jinja with `autoescape` on and undefined names refused; `typo` sets French spacing and
quotes. Templates show, they do not compute: what they need stands ready in the values below.
Templates are trusted like programs; content is not.

## What the scripts look for

| attribute | on | what happens |
| --- | --- | --- |
| `data-fuseau`, `data-jour` | `<html>` | the zone that says which day it is, and the day of the build, before which it never is |
| `data-etats` | a fiche, a session | its states from that day on; the script keeps `data-etat` at the one of today |
| `data-etat-tag` | below it | receives the state in words, from `<template id="etats">` |
| `data-si` | below it | shown only in the states it names |
| `data-apres` | anything | shown only once that day is past |
| `data-montre` | a list of sessions | how many of them are shown: the first that have not ended |
| `data-copie`, `data-fait` | a button | copies those words, then says these |
| `data-entree` | a line of a card | the number of the session, as the search counts them |
"""


def template_guide() -> str:
    """Return the whole guide, `docs/templates.md`."""
    return "\n".join(_lines()).rstrip() + "\n"


def _lines() -> Iterator[str]:
    yield _INTRODUCTION
    yield "## Pages\n"
    yield "Every page is given `site` and the members of its class.\n"
    for page in views.PAGES:
        yield from _described(page, f"`{page.template}`")
    yield "## Values\n"
    pages = {page.__name__ for page in views.PAGES}
    for name in views.__all__:
        part = getattr(views, name)
        if inspect.isclass(part) and name not in pages:
            yield from _described(part, name)


def _described(described: type, heading: str) -> Iterator[str]:
    """Yield a class with its members, as its source tells them."""
    yield f"### {heading}\n"
    summary = (described.__doc__ or "").partition(": ")
    words = summary[2] if summary[0].startswith("`") else (described.__doc__ or "")
    yield f"{' '.join(words.split())[:1].upper()}{' '.join(words.split())[1:]}\n"
    told = _members(described)
    yield "| name | type | what it holds |"
    yield "| --- | --- | --- |"
    for member in fields(described):
        kind = str(member.type).replace("|", r"\|")
        yield f"| `{member.name}` | `{kind}` | {told.get(member.name, '')} |"
    yield ""


def _members(described: type) -> dict[str, str]:
    """Read the words below each member in the source of a class."""
    (node,) = ast.parse(inspect.getsource(described)).body
    told: dict[str, str] = {}
    name = ""
    for statement in node.body if isinstance(node, ast.ClassDef) else ():
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name):
            name = statement.target.id
        elif name and isinstance(statement, ast.Expr) and isinstance(statement.value, ast.Constant):
            told[name] = " ".join(str(statement.value.value).split()).replace("|", r"\|")
    return told

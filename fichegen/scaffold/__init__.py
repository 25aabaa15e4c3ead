"""What a new project begins with, and the JSON Schemas of what its editors write."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from dataclasses import dataclass

from fichegen import __version__

from .automation import AUTOMATION, IGNORED, is_for
from .editors import EDITORCONFIG, SCHEMAS, vscode_extensions, vscode_settings
from .examples import ORGANISATION, example_fiches
from .schemas import DOCUMENTS, schema_text
from .settings_file import settings_file
from .words import LEGAL, README

__all__ = [
    "AUTOMATION",
    "DOCUMENTS",
    "SCHEMAS",
    "NewFile",
    "is_for",
    "project_files",
    "schema_text",
]


@dataclass(frozen=True, slots=True)
class NewFile:
    """A file of a new project."""

    path: str
    """From the project's folder, with slashes."""
    body: str
    what: str
    """What it is for, in a few words."""
    is_example: bool = False
    """True for what a catalogue that has its own fiches does not need."""


def project_files(today: dt.date, below: str = "") -> Iterator[NewFile]:
    """Yield the files of a new project; the sessions of its fiches lie ahead of a day.

    `below` is the way to it from the folder of its git repository, empty where they are the same.
    """
    yield NewFile("LISEZMOI.md", README.format(version=__version__), "par où commencer")
    yield NewFile("content/catalogue.yml", settings_file(), "les réglages")
    for name, body in example_fiches(today):
        yield NewFile(f"content/{name}", body, "une fiche d'exemple", is_example=True)
    organisation = "content/organismes/atelier-des-passerelles.yml"
    yield NewFile(organisation, ORGANISATION, "un organisme d'exemple", is_example=True)
    legal = "content/pages/mentions-legales.md"
    yield NewFile(legal, LEGAL, "une page d'exemple", is_example=True)
    yield NewFile(".gitignore", IGNORED, "ce que Git laisse de côté")
    yield NewFile(".editorconfig", EDITORCONFIG, "l'encodage et les retraits")
    for path, (write, what) in AUTOMATION.items():
        yield NewFile(path, write(below), what)
    yield NewFile(".vscode/settings.json", vscode_settings(), "l'aide à la saisie dans VS Code")
    yield NewFile(".vscode/extensions.json", vscode_extensions(), "les extensions qu'il y faut")
    for name, path in SCHEMAS.items():
        yield NewFile(path, schema_text(name), "les clés admises, pour les éditeurs de texte")

"""What everything a build makes depends on: the tool itself, the settings, the templates, the day."""

from __future__ import annotations

import sys
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from fichegen import routes
from fichegen.artifacts import digest
from fichegen.cache import contents_below
from fichegen.layout import Layout
from fichegen.theme import packaged_root

_LIBRARIES: Final = {"jinja2": "jinja2", "markdown_it": "markdown_it_py", "yaml": "pyyaml"}
"""The packages whose work is in what is made, by the names of their distributions."""


@cache
def tool() -> bytes:
    """Return what this fichegen is known by: its own files, its libraries, its Python.

    Not its version alone: a checkout has one version for many states.
    """
    own = Path(__file__).parent.parent
    return digest(
        sys.version.encode(), *_libraries(), *contents_below(own), *contents_below(packaged_root())
    )


def _libraries() -> list[bytes]:
    """Return the names and versions of the libraries, by the folders that tell of them."""
    found = []
    for package, distribution in _LIBRARIES.items():
        spec = find_spec(package)
        if spec and spec.origin:
            around = Path(spec.origin).parent.parent
            found += sorted(
                path.name.encode()
                for path in around.glob("*.dist-info")
                if path.name.lower().replace("-", "_").startswith(f"{distribution}_")
            )
    return found


def ground_of(layout: Layout, *, drafts: bool) -> bytes:
    """Return what every file of a site depends on, whatever its fiches say."""
    presenter, theme = layout.presenter, layout.theme
    catalogue = presenter.catalogue
    around = (
        *(f"{page.slug} {page.title}" for page in catalogue.pages),
        *(
            f"{path} {bool(entries)}"
            for path, entries in (
                (routes.SECTORS, catalogue.sectors),
                (routes.TERRITORIES, catalogue.territories),
                (routes.ORGANISATIONS, catalogue.organisations),
                (routes.SERIES, catalogue.series),
                (routes.MODES, catalogue.modes),
                ("sessions", catalogue.sessions),
                ("fiches", catalogue.fiches),
            )
        ),
    )
    told = (catalogue.settings, layout.statement, presenter.today, theme.is_shipped, drafts)
    logo = layout.logo
    return digest(
        tool(),
        *(() if theme.is_shipped else contents_below(theme.project.templates)),
        *(repr(one).encode("utf-8", "surrogatepass") for one in told),
        *((logo.name.encode(), logo.body) if logo else ()),
        *(words.encode("utf-8", "surrogatepass") for words in around),
    )

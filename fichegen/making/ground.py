"""What everything a build makes depends on: the tool itself, the settings, the templates, the day."""

from __future__ import annotations

from fichegen import routes
from fichegen.artifacts import digest
from fichegen.cache import tool
from fichegen.layout import Layout


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
        theme.digest,
        theme.project.display(theme.project.templates).encode("utf-8", "surrogatepass"),
        *(repr(one).encode("utf-8", "surrogatepass") for one in told),
        *((logo.name.encode(), logo.body) if logo else ()),
        *(words.encode("utf-8", "surrogatepass") for words in around),
    )

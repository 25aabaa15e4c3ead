"""What the settings come to: plain values with their defaults."""

from __future__ import annotations

import datetime as dt
import enum
from dataclasses import dataclass, field
from typing import Final

from fichegen.codes import Severity
from fichegen.diagnostics import Span

IMAGE_ENDINGS: Final = (".svg", ".png", ".jpg", ".jpeg", ".webp")
"""What the name of a logo may end in."""
_SOMEWHERE: Final = Span("content/catalogue.yml")


class Conformity(enum.StrEnum):
    """The three states the law knows, in its words."""

    NONE = "non conforme"
    PARTIAL = "partiellement conforme"
    TOTAL = "totalement conforme"


class Packing(enum.StrEnum):
    """How a file lies compressed beside itself, in the words of the settings."""

    GZIP = "gzip"
    BROTLI = "br"

    @property
    def ending(self) -> str:
        """What is added to the name of the file, behind a point."""
        return "gz" if self is Packing.GZIP else "br"


@dataclass(frozen=True, slots=True, kw_only=True)
class Accessibility:
    """What the editor says of the site's accessibility; nothing here is assumed."""

    claim: Conformity = Conformity.NONE
    """The state declared; never more than `NONE` without a dated audit."""
    audit: dt.date | None = None
    """The day of the last audit."""
    audit_at: Span = field(default=_SOMEWHERE, compare=False)
    """Where that day is written."""
    auditor: str = ""
    rate: float | None = None
    """Share of the criteria that are met, in percent."""
    failures: tuple[str, ...] = ()
    """What does not conform."""
    exemptions: tuple[str, ...] = ()
    """What is left as it is because mending it would be out of proportion."""
    out_of_scope: tuple[str, ...] = ()
    """What the law does not ask to be accessible."""
    established: dt.date | None = None
    """The day of the statement."""
    scheme: str = ""
    """Address of the multi-year scheme."""
    plan: str = ""
    """Address of this year's plan."""
    contact: str = ""
    """E-mail address for these matters, where it is not the catalogue's."""
    pages: tuple[str, ...] = ()
    """Pages that were checked."""
    environments: tuple[str, ...] = ()
    """Browsers and assistive technologies they were checked with."""
    tools: tuple[str, ...] = ()
    technologies: tuple[str, ...] = ("HTML5", "CSS", "JavaScript", "SVG")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The catalogue's settings, with their defaults."""

    title: str = "Catalogue des formations"
    subtitle: str = ""
    url: str = ""
    """Where the site is published, as `site_address` writes it; empty where it is not said."""
    language: str = "fr"
    timezone: str = "Europe/Paris"
    timezone_at: Span = field(default=_SOMEWHERE, compare=False)
    """Where that zone is written."""
    contact: str = ""
    """The e-mail address readers may write to about the catalogue."""
    publisher: str = ""
    logo: str = ""
    """Name of an image below `content/`, with slashes; empty for none."""
    logo_at: Span = field(default=_SOMEWHERE, compare=False)
    """Where that name is written."""
    accent: str = ""
    """Main colour, `#rrggbb`; empty for the theme's."""
    accessibility: Accessibility = Accessibility()
    identifier: str = ""
    """What tells this catalogue from others in calendars and feeds; drawn from the title if empty."""
    shows_gaps: bool = True
    """True where the site holds the pages that tell what its fiches lack."""
    packings: tuple[Packing, ...] = ()
    """What files of the site lie compressed as beside themselves, in the order of the class."""
    packings_at: Span = field(default=_SOMEWHERE, compare=False)
    """Where that is written."""
    severities: tuple[tuple[str, Severity], ...] = ()

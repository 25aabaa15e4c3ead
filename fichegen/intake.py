"""One source to what it says, whatever it is: a pure step, whose outcome holds until the source changes."""

from __future__ import annotations

from dataclasses import dataclass

from fichegen.checks import check_text
from fichegen.diagnostics import Finding
from fichegen.model import Fiche, FreePage, Organisation
from fichegen.reading import read_fiche, read_organisation, read_page
from fichegen.settings import Settings, read_settings
from fichegen.sources import Role, SourceFile

Said = Fiche | Organisation | FreePage | Settings | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Taken:
    """What one source says; `said` is None where it could not be read."""

    said: Said
    findings: tuple[Finding, ...]
    """What reading it found, and the checks of its text."""
    draft: bool = False


def take(source: SourceFile, *, bounded: bool = True) -> Taken:
    """Read a source by its role; unless it is `bounded`, all that the checks of its text find is told."""
    said: Said
    found: tuple[Finding, ...]
    draft = False
    match source.role:
        case Role.SETTINGS:
            said, found = read_settings(source.path, source.text)
        case Role.ORGANISATION:
            said, found = read_organisation(source.path, source.text)
        case Role.PAGE:
            (said, draft), found = read_page(source.path, source.text)
        case Role.FICHE:
            fiche, found = read_fiche(source.path, source.text)
            said, draft = fiche, bool(fiche and fiche.draft)
    checked = check_text(source.path, source.text, bounded=bounded)
    if any(one.code == "FG122" for one in checked):  # the marks are what no YAML can hold
        found = tuple(one for one in found if one.code != "FG103")
    return Taken(said=said, findings=(*found, *checked), draft=draft)

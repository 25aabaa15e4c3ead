"""A catalogue read and put together, no page made: what is enough to look things up."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass

from fichegen import pipeline
from fichegen.catalogue import Catalogue, assemble
from fichegen.diagnostics import Exit, Finding, ordered, regraded
from fichegen.intake import take
from fichegen.settings import zone_findings
from fichegen.sources import read_sources


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the sources of a project say together."""

    catalogue: Catalogue
    today: dt.date
    findings: tuple[Finding, ...]
    """What reading and putting together found; the checks of a survey are not made."""
    status: Exit


def read_catalogue(request: pipeline.Request) -> Reading:
    """Read a project's sources; raises ProjectError where there is none."""
    pipeline.require(request.project)
    sources, unreadable = read_sources(request.project)
    said, found = pipeline.gather(map(take, sources), drafts=request.drafts)
    settings = said.settings
    catalogue, clashes = assemble(said.fiches, said.organisations, said.pages, settings)
    every = ordered((*unreadable, *found, *clashes, *zone_findings(settings)))
    findings = regraded(every, dict(settings.severities))
    return Reading(
        catalogue=catalogue,
        today=request.today_in(settings.timezone),
        findings=findings,
        status=pipeline.status_of(findings, sources, strict=request.strict),
    )

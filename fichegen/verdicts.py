"""What all findings together come to, and which of them are told."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import replace
from typing import TYPE_CHECKING

from fichegen.codes import GAP_CODES, OF_WHOLE_SERIES
from fichegen.diagnostics import Exit, Finding, Severity, Span, exit_status, finding
from fichegen.project import Project
from fichegen.request import Request
from fichegen.sources import Place, Role, SourceFile

if TYPE_CHECKING:
    from fichegen.intake import Taken


def nothing_found(
    project: Project, roles: Iterable[Role | None], unreadable: Iterable[Finding]
) -> tuple[Finding, ...]:
    """Tell that there is not a single fiche, unless one could not be read (FG506)."""
    if [*unreadable] or Role.FICHE in roles:
        return ()
    return (finding("FG506", Span(project.display(project.source))),)


def told_for_sure(
    found: Iterable[Finding], takings: Iterable[Taken], unreadable: Iterable[Finding]
) -> tuple[Finding, ...]:
    """Leave out what a source that could not be read may contradict."""
    unread = any(taken.said is None for taken in takings)
    unread = unread or any(each.severity is Severity.ERROR for each in unreadable)
    return tuple(each for each in found if not (unread and each.code in OF_WHOLE_SERIES))


def in_full(told: Iterable[Finding], longer: Iterable[Finding]) -> tuple[Finding, ...]:
    """Put what fiches lack in the place of the same in fewer words."""
    codes = {*GAP_CODES.values()}
    by_place = {(found.code, found.span): found for found in longer if found.code in codes}
    return tuple(
        replace(by_place.get((found.code, found.span), found), severity=found.severity)
        for found in told
    )


def status_of(
    findings: Iterable[Finding], sources: Iterable[Place | SourceFile], *, strict: bool
) -> Exit:
    """Judge the findings; whatever is wrong in the settings is a matter of usage."""
    settings = {source.path for source in sources if source.role is Role.SETTINGS}
    return _status([*findings], settings, strict=strict, max_warnings=None)


def verdict(
    findings: Collection[Finding], settings_paths: Collection[str], request: Request
) -> Exit:
    """Judge findings as a request asks; those of the files of settings are a matter of usage."""
    return _status(
        findings, settings_paths, strict=request.strict, max_warnings=request.max_warnings
    )


def _status(
    findings: Collection[Finding],
    settings_paths: Collection[str],
    *,
    strict: bool,
    max_warnings: int | None,
) -> Exit:
    settings = [found for found in findings if found.span.path in settings_paths]
    if exit_status(settings, strict=strict) is not Exit.FINE:
        return Exit.USAGE
    status = exit_status(findings, strict=strict)
    warnings = sum(found.severity is Severity.WARNING for found in findings)
    too_many = max_warnings is not None and warnings > max_warnings
    return Exit.FINDINGS if too_many and status is Exit.FINE else status

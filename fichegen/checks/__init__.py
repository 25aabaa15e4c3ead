"""Checks over a whole catalogue, one room each; every check is a plain function."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from fichegen.catalogue import Catalogue
from fichegen.checks import completeness, organisations
from fichegen.diagnostics import Finding

__all__ = ["CHECKS", "run_checks"]

CHECKS: Final[tuple[Callable[[Catalogue], Iterator[Finding]], ...]] = (
    completeness.fiches_without_session,
    completeness.fiches_without_contact,
    organisations.organisations_with_wrong_facts,
)
"""Every check, in no order that matters: findings are sorted before anyone sees them."""


def run_checks(catalogue: Catalogue) -> tuple[Finding, ...]:
    """Return what all checks find."""
    return tuple(found for check in CHECKS for found in check(catalogue))

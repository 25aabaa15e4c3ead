"""What is told of templates that cannot be used."""

from __future__ import annotations

from typing import Final

from fichegen import text
from fichegen.diagnostics import FichegenError, Finding, Span, finding

UNREADABLE: Final = "ce gabarit ne peut pas être lu"
_REASON_LENGTH: Final = 200


class ThemeError(FichegenError):
    """A template cannot give its page."""


def broken(where: Span, reason: str) -> Finding:
    """Return the finding of a template that is wrong at a place (FG601)."""
    return finding("FG601", where, raison=text.squeeze(reason)[:_REASON_LENGTH])

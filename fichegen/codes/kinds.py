"""What the table of findings is made of."""

from __future__ import annotations

import enum
from dataclasses import dataclass
from functools import partial


class Severity(enum.StrEnum):
    """How much a finding weighs: an error publishes nothing, a remark never fails anything."""

    ERROR = "erreur"
    WARNING = "avertissement"
    REMARK = "remarque"


@dataclass(frozen=True, slots=True)
class Code:
    """One kind of finding."""

    severity: Severity
    words: str
    """The sentence, with the names of the finding's values in braces."""
    mend: str
    """What the editor can do, with the same values."""
    meaning: str
    """Why it matters, for the documentation."""
    usage: bool = False
    """True where it speaks of the settings or the command, not of a fiche (exit 2)."""


error = partial(Code, Severity.ERROR)
warning = partial(Code, Severity.WARNING)
remark = partial(Code, Severity.REMARK)

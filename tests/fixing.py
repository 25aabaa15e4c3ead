"""A check that is certain of its fix, for the tests of what is done with fixes."""

from __future__ import annotations

import re
from typing import Final

import pytest

from fichegen.diagnostics import Finding, Span, finding, with_fix

FAULTS: Final = re.compile("ﬁ|colour|aa")
MENDED: Final = {"ﬁ": "fi", "colour": "couleur", "aa": "a"}
"""`aaaa` takes two rounds, each other fault one."""


def faults(path: str, text: str) -> tuple[Finding, ...]:
    """Tell every fault of a text, at its place, with its fix."""
    return tuple(
        with_fix(
            finding(
                "FG203", Span(path, number, at.start() + 1, at.end() - at.start()), nom=at.group()
            ),
            MENDED[at.group()],
        )
        for number, line in enumerate(text.split("\n"), 1)
        for at in FAULTS.finditer(line)
    )


def teach(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let every reading of a source tell its faults, and nothing else of its words."""
    monkeypatch.setattr("fichegen.intake.check_text", lambda path, text, **_: faults(path, text))

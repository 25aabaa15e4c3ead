"""What an examination finds, line by line."""

from __future__ import annotations

import enum
from dataclasses import dataclass


class Mark(enum.Enum):
    """How much a symptom matters."""

    FINE = enum.auto()
    NOTE = enum.auto()
    """Worth knowing; nothing depends on it."""
    WRONG = enum.auto()
    """Something will not work."""


@dataclass(frozen=True, slots=True)
class Symptom:
    """One line of an examination, in French."""

    mark: Mark
    words: str
    advice: str = ""
    """What to do, where something is to be done."""


def fine(words: str) -> Symptom:
    """Tell what is as it should be."""
    return Symptom(Mark.FINE, words)


def note(words: str, advice: str = "") -> Symptom:
    """Tell what is worth knowing."""
    return Symptom(Mark.NOTE, words, advice)


def wrong(words: str, advice: str) -> Symptom:
    """Tell what will not work, and what to do about it."""
    return Symptom(Mark.WRONG, words, advice)

"""The work of a build: each step a chunk that any process can do, and whose outcome later runs take up."""

from __future__ import annotations

from .bench import LISTED, Bench, Listed, Plan, set_up
from .taking import Known, Mark, Told, known_of, marked, take_all, take_project
from .through import Outcome, Work

__all__ = [
    "LISTED",
    "Bench",
    "Known",
    "Listed",
    "Mark",
    "Outcome",
    "Plan",
    "Told",
    "Work",
    "known_of",
    "marked",
    "set_up",
    "take_all",
    "take_project",
]

"""The Bioschemas profiles that courses may claim to meet, and what each asks at the least."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Final


@dataclass(frozen=True, slots=True, kw_only=True)
class Profile:
    """One profile, for one type of schema.org."""

    iri: str
    """Its name with its version, as `dct:conformsTo` asks."""
    minimum: tuple[str, ...]
    """The properties without which nobody may claim it, besides `@context`, `@type` and `@id`."""
    recommended: tuple[str, ...]
    """Those recommended that a fiche has words for."""


PROFILES: Final[Mapping[str, Profile]] = MappingProxyType(
    {
        "Course": Profile(
            iri="https://bioschemas.org/profiles/Course/1.0-RELEASE",
            minimum=("description", "keywords", "name"),
            recommended=("about", "coursePrerequisites", "hasCourseInstance", "provider", "teaches",
                         "timeRequired", "url"),
        ),
        "CourseInstance": Profile(
            iri="https://bioschemas.org/profiles/CourseInstance/1.0-RELEASE",
            minimum=("courseMode", "location"),
            recommended=("endDate", "inLanguage", "offers", "startDate", "url"),
        ),
    }
)  # fmt: skip
"""Profiles by type. Of what they recommend besides (licence, level, ratings) a fiche says nothing."""

"""Courses and their sessions in the terms of schema.org, as JSON-LD data.

What is not certain is left out: no property is empty, none holds a placeholder or a guess.
"""

from .courses import course, course_instance, course_node
from .nodes import CONFORMS_TO, VOCABULARY, Node, Origin
from .profiles import PROFILES, Profile

__all__ = [
    "CONFORMS_TO",
    "PROFILES",
    "VOCABULARY",
    "Node",
    "Origin",
    "Profile",
    "course",
    "course_instance",
    "course_node",
]

"""Links of prose: where they lead, and what is wrong with those that lead nowhere."""

from __future__ import annotations

from .atlas import Atlas, Nowhere, Sources, Target, Why, linked_sources
from .judging import all_links, link_findings, links_of

__all__ = [
    "Atlas",
    "Nowhere",
    "Sources",
    "Target",
    "Why",
    "all_links",
    "link_findings",
    "linked_sources",
    "links_of",
]

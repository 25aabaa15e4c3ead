"""Reading: one source's text to one value, with everything that is wrong with it."""

from __future__ import annotations

from dataclasses import replace

from fichegen.diagnostics import Finding
from fichegen.model import Fiche, FreePage, Organisation
from fichegen.reading.comments import uncommented, without_comments
from fichegen.reading.draft import Entry, Listing, Mapping, Value, Words, leaves, located, place
from fichegen.reading.fiche import decode_fiche
from fichegen.reading.fields import (
    TABLES,
    Field,
    Kind,
    Scope,
    find,
    is_container,
    is_group_heading,
    matching_key,
    named,
)
from fichegen.reading.from_markdown import head_lines, read_front_matter, read_markdown
from fichegen.reading.records import decode_organisation, decode_page
from fichegen.reading.vocabulary import EXAMPLE_YEAR
from fichegen.reading.yaml_text import read_yaml, yaml_nodes
from fichegen.reading.yaml_tree import Node, Stretch

__all__ = [
    "EXAMPLE_YEAR",
    "TABLES",
    "Entry",
    "Field",
    "Kind",
    "Listing",
    "Mapping",
    "Node",
    "Scope",
    "Stretch",
    "Value",
    "Words",
    "find",
    "head_lines",
    "is_container",
    "is_group_heading",
    "leaves",
    "matching_key",
    "named",
    "place",
    "read_fiche",
    "read_front_matter",
    "read_markdown",
    "read_organisation",
    "read_page",
    "read_yaml",
    "yaml_nodes",
]


def read_fiche(path: str, text: str) -> tuple[Fiche | None, tuple[Finding, ...]]:
    """Read a fiche in any of the three notations; YAML by the file's ending."""
    if path.lower().endswith((".yml", ".yaml")):
        mapping, broken = read_yaml(path, text)
        entries, unclosed = without_comments(path, mapping.entries if mapping else ())
        broken += unclosed
        above = 0
    else:
        entries, broken = read_markdown(path, text)
        above = head_lines(text)
    fiche, findings = decode_fiche(path, entries)
    if fiche and above:
        fiche = replace(fiche, head_lines=above)
    if any(found.code.startswith("FG1") for found in broken) and fiche is None:
        findings = tuple(f for f in findings if f.code != "FG201")  # the title may be in what broke
    return fiche, (*broken, *findings)


def read_organisation(path: str, text: str) -> tuple[Organisation | None, tuple[Finding, ...]]:
    """Read one record of `content/organismes/`, in YAML."""
    mapping, findings = read_yaml(path, text)
    if mapping is None:
        return None, findings
    entries, unclosed = without_comments(path, mapping.entries)
    organisation, found = decode_organisation(path, entries)
    return organisation, (*unclosed, *found)


def read_page(path: str, text: str) -> tuple[tuple[FreePage | None, bool], tuple[Finding, ...]]:
    """Read a free page in Markdown; gives it with whether it is a draft."""
    entries, broken, body, line = read_front_matter(path, text)
    entries, unclosed = without_comments(path, entries)
    words, open_sign = uncommented(path, located(body, line))
    page, findings = decode_page(path, entries, words)
    return page, (*broken, *unclosed, *open_sign, *findings)

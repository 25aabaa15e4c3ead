"""YAML, for those who may meet some: what reads it, and the library, are loaded when they do."""

from __future__ import annotations

from fichegen.diagnostics import Finding
from fichegen.reading.draft import Mapping
from fichegen.reading.yaml_tree import Node


def read_yaml(path: str, text: str, *, line: int = 1) -> tuple[Mapping | None, tuple[Finding, ...]]:
    """Read a YAML text whose first line is `line` of its file.

    Gives the top mapping, or None with the one finding that explains why not.
    """
    from fichegen.reading.from_yaml import read_yaml as read

    return read(path, text, line=line)


def yaml_nodes(text: str, *, line: int = 1) -> Node | None:
    """Return the nodes of a YAML text whose first line is `line` of its file; None for none.

    The text must be one that `read_yaml` reads: it is not judged again.
    """
    from fichegen.reading.from_yaml import yaml_nodes as nodes

    return nodes(text, line=line)

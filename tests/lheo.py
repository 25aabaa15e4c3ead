"""What the tests of LHEO share: its schema, and a fiche and a record that lack nothing.

The schema states no licence, so the project holds no copy of it: the environment variable
FICHEGEN_LHEO_XSD names it, and without it what asks for it skips and says so.
"""

from __future__ import annotations

import os
import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Final

import pytest
from exports import COMPLETE
from lxml import etree

VARIABLE: Final = "FICHEGEN_LHEO_XSD"
NAMESPACE: Final = {"l": "http://lheo.gouv.fr/2.3"}

_BLOCKS: Final = {
    block.partition(":")[0]: block
    for block in re.findall(r"^\S.*(?:\n\s.*)*", COMPLETE, re.MULTILINE)
}
FIELDS: Final = tuple(_BLOCKS)
"""What the complete fiche says, by the keys it uses."""


def complete(changed: Mapping[str, str | None] | None = None) -> str:
    """Write the complete fiche with other values, as YAML; None takes a field away."""
    blocks: dict[str, str | None] = dict(_BLOCKS)
    for name, value in (changed or {}).items():
        blocks[name] = None if value is None else f"{name}: {value}"
    return "\n".join(block for block in blocks.values() if block) + "\n"


def schema_path() -> Path:
    named = os.environ.get(VARIABLE)
    if not named:
        pytest.skip(f"{VARIABLE} n'est pas posée : nommez-y le fichier lheo.xsd de LHEO 2.3")
    path = Path(named)
    assert path.is_file(), f"{VARIABLE} nomme {named}, qui n'existe pas"
    return path


@cache
def schema() -> etree.XMLSchema:
    return etree.XMLSchema(etree.parse(schema_path()))


def validated(body: bytes) -> etree._Element:
    """Read a file that the schema admits; its errors fail the test."""
    root = etree.fromstring(body)
    schema().assertValid(root)
    return root

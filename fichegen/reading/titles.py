"""Titles such as "La pratique de l'Aller Vers – Module 1 « Se préparer »", taken apart."""

from __future__ import annotations

import re
from typing import Final

from fichegen import text
from fichegen.expressions import expression
from fichegen.model import Title

_MODULE: Final = expression(
    r"(?<!\w)(?:module(?P<several>s)?|mod\.?)[ \u00a0]?(?:n[°o]\.?[ \u00a0]?)?"
    r"(?P<number>\d{1,2}[a-z]?(?: ?(?:&|et|,|à|-) ?\d{1,2}(?![\d,.])){0,20})"
    r"(?P<total> ?(?:/|sur) ?\d{1,2})?(?!\w)",
    re.IGNORECASE,
)
_EDGES: Final = " \t\u00a0\u202f–—:;,.|/•-"
_QUOTES: Final = (("«", "»"), ("“", "”"), ('"', '"'), ("‘", "’"))
_LENGTH: Final = expression(r"^[ (/–-]*\d{1,2} ?(?:jours?|heures?|j|h)(?!\w)[ )–-]*", re.IGNORECASE)


def read_title(words: str) -> Title:
    """Take series, module number and module name out of a title that names them.

    "4 modules de 3h30" and "5.93" name no module; without one the whole title is the name. A
    module without a name of its own goes by its number: "Module 1".
    """
    match = _MODULE.search(words)
    if not match:
        return Title(words=words, name=words)
    series = _unquoted(words[: match.start()].strip(_EDGES + "("))
    name = _unquoted(_LENGTH.sub("", words[match.end() :].lstrip(")")).strip(_EDGES))
    module, total = match["number"], match["total"] or ""
    if match["several"]:  # "Modules 1/2" are two, "Module 1/2" is one of two
        module += total
    own = name or match[0].strip(_EDGES)
    return Title(words=words, series=series, module=text.squeeze(module), name=text.squeeze(own))


def _unquoted(words: str) -> str:
    for opening, closing in _QUOTES:
        inner = words[1:-1]
        if (
            len(words) > 1
            and words[0] == opening
            and words[-1] == closing
            and opening not in inner
            and closing not in inner
        ):
            return inner.strip(" \u00a0\u202f")
    return words

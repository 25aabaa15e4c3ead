"""Which addresses typed in a source may be linked, and what is said of the others."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from fichegen import routes
from fichegen.diagnostics import Finding, Span, finding
from fichegen.expressions import expression

_SCHEME: Final = expression(r"([a-z][a-z0-9+.-]*):", re.IGNORECASE)
_ALLOWED: Final = ("http", "https", "mailto", "tel")
_ADMITTED: Final = "liez une adresse http:, https:, mailto:, tel: ou une page du site"
_CALLING: Final = {
    "mailto": "écrivez une adresse électronique, et rien d'autre : mailto:accueil@exemple.fr",
    "tel": "écrivez un numéro en chiffres, et rien d'autre : tel:0262112233",
}
_SLIPPED: Final = expression(
    r"(?<![\w@/.:-])(?!https?://[^/\s])(h[tps]{2,6})(?:[:;]/{0,3}|//)"
    r"(?=(?:[a-z0-9-]{1,63}\.){1,5}[a-z]{2,24}(?![a-z0-9]))([^\s<>\"«»()\[\]]{1,300}(?<![.,;:!?'’…*_]))",
    re.IGNORECASE,
)
"""The address of a site whose beginning is mistyped: `htpps://`, `http//`, `https:/`."""
_MAY_SLIP: Final = re.compile(r"[:;]\S|//")
_BLANKS: Final = re.compile(r"[\x00-\x20\x7f-\xa0\u200b-\u200f\u2028-\u202f\u2060-\u2069\ufeff]")
_WORD_LIMIT: Final = 60


def is_safe_link(target: str) -> bool:
    """Tell whether a link may be published: http, https, mailto, tel, or relative.

    White space and invisible signs hide no scheme; an address that names a host without a scheme
    (`//host`), or with a mistyped one (`htpps://host`), is refused.
    """
    bare = _BLANKS.sub("", target)
    if _SLIPPED.match(bare):
        return False
    if bare.startswith("//") or "\\" in bare or "%5c" in bare.lower():
        return False  # browsers read a backslash as a slash: it may begin another host
    if scheme := _SCHEME.match(bare):
        name = scheme[1].lower()
        return name in _ALLOWED and (name not in _CALLING or bool(routes.called(bare)))
    # A colon before any slash could begin a scheme once entities or escapes are undone.
    return ":" not in bare.partition("/")[0].partition("?")[0].partition("#")[0]


def published(target: str) -> str:
    """Return a link as it may be published: of one that writes or calls, whom alone; empty for none."""
    if not is_safe_link(target):
        return ""
    bare = _BLANKS.sub("", target)
    return routes.called(bare) if scheme_of(bare) in _CALLING else target


def refused_link(target: str, where: Span) -> Finding:
    """Say that a link is not published: FG402, with the address meant where it is clear."""
    slip = _SLIPPED.match(target)
    meant = f"http{'s' if 's' in slip[1].lower() else ''}://{slip[2]}" if slip else ""
    advice = _CALLING.get(scheme_of(target), _ADMITTED)
    if slip:
        advice = f"écrivez « {meant[:_WORD_LIMIT]} »"
    return finding("FG402", where, cible=target[:_WORD_LIMIT], conseil=advice)


def slips(words: str) -> Iterator[str]:
    """Yield the addresses among words whose beginning is mistyped."""
    if _MAY_SLIP.search(words):
        yield from (slip[0] for slip in _SLIPPED.finditer(words))


def calls(target: str) -> bool:
    """Tell whether a link writes or calls somebody."""
    return scheme_of(target) in _CALLING


def scheme_of(target: str) -> str:
    """Return the scheme a target names, in lower case; empty for one of the site's own."""
    found = _SCHEME.match(_BLANKS.sub("", target))
    return found[1].lower() if found else ""

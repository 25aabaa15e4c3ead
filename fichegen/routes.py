"""The only room that knows addresses: pages of the site, relative links, mailto, tel."""

from __future__ import annotations

import posixpath
import unicodedata
from functools import lru_cache
from typing import Final
from urllib.parse import quote, unquote

from fichegen.expressions import expression
from fichegen.identifiers import is_email, telephone_of
from fichegen.model import Fiche, FreePage, Group

INDEX: Final = "index.html"
NOT_FOUND: Final = "404.html"

SECTORS: Final = "secteurs"
TERRITORIES: Final = "territoires"
ORGANISATIONS: Final = "organismes"
SERIES: Final = "parcours"
MODES: Final = "modalites"
STATES: Final = "etats"

BY_DEADLINE: Final = "par-date-limite/index.html"
BY_TITLE: Final = "par-titre/index.html"
PLAN: Final = "plan-du-site/index.html"
STATEMENT: Final = "accessibilite/index.html"

CALENDAR: Final = "catalogue.ics"
DATA: Final = "catalogue.json"
TABLE: Final = "catalogue.csv"
SESSIONS_DATA: Final = "sessions.json"
SESSIONS_TABLE: Final = "sessions.csv"
DATA_SCHEMA: Final = "schemas/catalogue.schema.json"
SESSIONS_SCHEMA: Final = "schemas/sessions.schema.json"
LINKED_DATA: Final = "catalogue.jsonld"
LHEO: Final = "lheo.xml"
FEED: Final = "feed.xml"
OPENINGS: Final = "ouvertures.xml"
CLOSINGS: Final = "clotures.xml"
SITEMAP: Final = "sitemap.xml"
ROBOTS: Final = "robots.txt"
REUSE: Final = "donnees/index.html"
SEARCH: Final = "recherche"
"""The folder of the files that the search asks for, below `assets/`."""
GAPS: Final = "completude/index.html"
FOR_EDITORS: Final = GAPS.removesuffix(INDEX)
"""The folder of the pages on what fiches lack."""
GAPS_DATA: Final = "completude.json"
GAPS_SCHEMA: Final = "schemas/completude.schema.json"

_ODD: Final = frozenset(("", ".", ".."))
"""What is no name of a folder in a path."""
_DIALLED: Final = expression(r"\+?[0-9]{2,20}")
_IN_NUMBERS: Final = expression(r"[ ().\u00a0\u202f-]")
"""What parts the digits of a number for the eye (RFC 3966, 5.1.1)."""
_LINE_BREAK: Final = "%0D%0A"
_CONTROL: Final = expression(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]+")


def fiche_path(fiche: Fiche) -> str:
    """Return the path of a fiche's page."""
    return f"fiches/{fiche.slug}/index.html"


def group_path(fiche: Fiche, group: Group) -> str:
    """Return the path of the page of one group."""
    return f"fiches/{fiche.slug}/{group.slug}/index.html"


def calendar_path(fiche: Fiche, group: Group) -> str:
    """Return the path of the calendar of one group, beside its page."""
    return f"fiches/{fiche.slug}/{group.slug}/{group.slug}.ics"


def fiche_calendar_path(fiche: Fiche) -> str:
    """Return the path of the calendar of all sessions of a fiche, beside its page."""
    return f"fiches/{fiche.slug}/{fiche.slug}.ics"


def fiche_data_path(fiche: Fiche) -> str:
    """Return the path of a fiche as JSON, beside its page."""
    return f"fiches/{fiche.slug}/fiche.json"


def facet_calendar_path(kind: str, slug: str) -> str:
    """Return the path of the calendar of one entry of a list."""
    return f"{kind}/{slug}/{slug}.ics"


def facet_feed_path(kind: str, slug: str, feed: str = FEED) -> str:
    """Return the path of a feed of one entry of a list."""
    return f"{kind}/{slug}/{feed}"


def part_path(path: str, number: int) -> str:
    """Return the path of a part of a file that is cut, from 1: the first has the file's own."""
    stem, dot, suffix = path.rpartition(".")
    return path if number == 1 else f"{stem}-{number}{dot}{suffix}"


def gaps_path(destination: str) -> str:
    """Return the path of what fiches lack for one destination."""
    return f"completude/{destination}/index.html"


def list_path(kind: str) -> str:
    """Return the path of the list of all sectors, territories, …"""
    return f"{kind}/index.html"


def facet_path(kind: str, slug: str) -> str:
    """Return the path of one entry of such a list."""
    return f"{kind}/{slug}/index.html"


def page_path(page: FreePage) -> str:
    """Return the path of a free page."""
    return f"{page.slug}/index.html"


def agenda_path(territory: str = "") -> str:
    """Return the path of the agenda of everything, or of the territory of that slug."""
    return f"{TERRITORIES}/{territory}/agenda/index.html" if territory else "agenda/index.html"


def month_path(year: int, month: int, territory: str = "") -> str:
    """Return the path of one month of an agenda."""
    return f"{agenda_path(territory).removesuffix(INDEX)}{month_key(year, month)}/index.html"


def month_key(year: int, month: int) -> str:
    """Name a month in addresses: `2021-11`."""
    return f"{year:04}-{month:02}"


def numbered(path: str, number: int) -> str:
    """Return the path of the page `number`, counted from 1, of a list that begins at `path`."""
    return path if number == 1 else f"{path.removesuffix(INDEX)}page-{number}/index.html"


def root(page: str) -> str:
    """Return what leads from a page to the site's root: `../../`, or nothing on the first page."""
    return "../" * page.count("/")


def relative(target: str, page: str) -> str:
    """Return the link from one page of the site to another, right from a folder too."""
    there, here = target.split("/"), page.split("/")[:-1]
    if not _ODD.isdisjoint(there) or not _ODD.isdisjoint(here):
        return posixpath.relpath(target, posixpath.dirname(page) or ".")
    shared = 0
    for one, other in zip(there, here, strict=False):
        if one != other:
            break
        shared += 1
    return "/".join([".."] * (len(here) - shared) + there[shared:]) or "."


def canonical(url: str, page: str) -> str:
    """Return the full address of a page, where the site's is known; empty otherwise.

    Both are ASCII: `url` as the settings hold it, `page` made of slugs.
    """
    if not url:
        return ""
    return f"{url}/{page.removesuffix('index.html')}"


def mailto(address: str, *, subject: str = "", body: str = "") -> str:
    """Write a mailto link (RFC 6068) to a checked address.

    Everything is percent-encoded as UTF-8; lines of the body are broken by CR LF; control
    characters cannot reach a header.
    """
    local, _, domain = address.rpartition("@")
    encoded = quote(local, safe="!$'*+-._~")
    headers = []
    if subject:
        headers.append(f"subject={_quoted(subject)}")
    if body:
        lines = map(_quoted, body.split("\n"))
        headers.append(f"body={_LINE_BREAK.join(lines)}")
    query = f"?{'&'.join(headers)}" if headers else ""
    return f"mailto:{encoded}@{quote(domain, safe='.-')}{query}"


def called(target: str) -> str:
    """Return a mailto or tel link of somebody's as it may be published; empty where it may not.

    Of the one its addresses are left and no header, so no hidden copy; of the other the digits, so no
    code that a telephone obeys.
    """
    scheme, _, rest = target.partition(":")
    if scheme.lower() == "tel":
        digits = _IN_NUMBERS.sub("", unquote(rest))
        return f"tel:{digits}" if _DIALLED.fullmatch(digits) else ""
    addresses = unquote(rest.partition("?")[0]).split(",")
    if not all(map(is_email, addresses)):
        return ""
    return f"mailto:{','.join(mailto(address).removeprefix('mailto:') for address in addresses)}"


def web(address: str) -> str:
    """Write a checked web address so that no character of it is illegal in a link (RFC 3986)."""
    return quote(address, safe="%/:?#[]@!$&'()*+,;=-._~")


@lru_cache(1024)
def tel(phone: str) -> str:
    """Write a tel link (RFC 3966) to the first whole number in words; empty where there is none."""
    digits = telephone_of(phone)
    return f"tel:{digits}" if digits else ""


@lru_cache(4096)
def _quoted(line: str) -> str:
    """Encode a line of a message; most lines stand in many messages."""
    return quote(unicodedata.normalize("NFC", _CONTROL.sub(" ", line)).strip(), safe="")

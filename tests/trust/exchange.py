"""Judges the files that programs read, each by a reader of its format that is none of ours."""

from __future__ import annotations

import csv
import io
import json
import os
import re
from collections.abc import Callable, Iterator
from functools import cache
from pathlib import Path
from typing import Final

from icalendar import Calendar
from lxml import etree

from trust.pages import fragment_faults

_LINE: Final = re.compile(rb"[^\r\n]{1,75}\r\n")
_COMPONENTS: Final = frozenset("VCALENDAR VTIMEZONE STANDARD DAYLIGHT VEVENT VALARM".split())
_PROPERTIES: Final = frozenset(
    "VERSION PRODID CALSCALE NAME X-WR-CALNAME REFRESH-INTERVAL X-PUBLISHED-TTL URL SOURCE X-WR-TIMEZONE"
    " TZID DTSTART TZOFFSETFROM TZOFFSETTO RDATE UID DTSTAMP LAST-MODIFIED SEQUENCE DTEND RRULE SUMMARY"
    " DESCRIPTION LOCATION CONFERENCE CONTACT CATEGORIES RELATED-TO STATUS TRANSP ACTION TRIGGER".split()
)
_UID: Final = re.compile(r"[a-z0-9-]+(\.[a-z0-9-]+)*@[a-z0-9-]+\.fichegen")
_FORMULA: Final = ("=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠")
_CONTROL: Final = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")
_P: Final = r"/(?:[A-Za-z0-9._~/-]|%[0-9A-F]{2})*"
_REDIRECT: Final = re.compile(rf"{_P}\*? {_P}(:splat)? 301")
_WORD: Final = r"(?:/[^\s;{}\"'$]*|\"/[^\"\\\s]*\")"
_NGINX: Final = re.compile(
    rf"location = {_WORD} {{ return 301 {_P}; }}"
    rf"|location \^~ {_WORD} {{ rewrite \"?\^/[^\s;{{}}\"'$]*\(\.\*\)\$\"? {_P}\$1 permanent; }}"
)
_APACHE: Final = re.compile(
    r'RedirectMatch 301 "\^/[A-Za-z0-9._~/\\-]*\$" "/[^"\s]*"|Redirect 301 "/[^"\s]*" "/[^"\s]*"'
)
_CADDY: Final = re.compile(
    r"@ancienne_\d+ path_regexp \^/[^\s;\"'$`]*\$"
    r"|@dossier_\d+ path_regexp d\d+ \^/[^\s;\"'$`]*\(\.\*\)\$"
    rf"|redir @ancienne_\d+ {_P} 301|redir @dossier_\d+ {_P}\{{re\.d\d+\.1\}} 301"
)
_NO_MOVE: Final = re.compile("(?!)")
_PATH: Final = re.compile(
    r"\"[^\"\n]*/[^\"\n]*\"|(?:[^\s\"'{};$`]|\\x\{[0-9a-f]+\})*/(?:[^\s\"'{};`]|\\x\{[0-9a-f]+\})*"
)
_REFERENCE: Final = Path(__file__).parent.parent / "golden" / "site"
_PART: Final = re.compile(r'fichegen\.part\("[a-z0-9-]+",(.*)\);\n', re.DOTALL)

Judge = Callable[[bytes], Iterator[str]]


def file_faults(path: str, body: bytes) -> Iterator[str]:
    """Yield what is wrong with a file of the site that is no page, by its path."""
    if judge := next((each for fits, each in _JUDGES if fits.fullmatch(path)), None):
        yield from judge(body)
    else:
        yield "a file of a kind nobody judges"


def calendar_faults(body: bytes) -> Iterator[str]:
    """Yield what a reader of calendars finds that was not meant."""
    if b"".join(_LINE.findall(body)) != body:
        yield "a line is too long, or not ended by CR LF"
    if _CONTROL.search(body.decode("utf-8")):
        yield "a control character"
    try:
        calendar = Calendar.from_ical(body)
    except (ValueError, IndexError) as error:
        yield f"not read: {error}"
        return
    found = [*calendar.walk()]
    opened = len(re.findall(rb"^BEGIN:", body, re.MULTILINE))
    if len(found) != opened:
        yield f"{opened} components are opened, {len(found)} read"
    uids = []
    for component in found:
        if component.name not in _COMPONENTS:
            yield f"a {component.name}"
        if odd := {*component} - _PROPERTIES:
            yield f"a {component.name} with {odd}"
        if component.errors:
            yield f"errors: {component.errors[:2]}"
        if component.name == "VEVENT":
            uids.append(str(component.get("UID", "")))
            if not {"DTSTAMP", "DTSTART", "SUMMARY"} <= {*component}:
                yield "an event without day, stamp or name"
    if len(uids) != len({*uids}):
        yield "two events with one UID"
    yield from (f"UID {uid[:80]!r}" for uid in uids if not _UID.fullmatch(uid))


def lheo_faults(body: bytes) -> Iterator[str]:
    """Yield what is wrong with an offer in LHEO, its schema asked where there is one."""
    yield from xml_faults(body)
    if (schema := _lheo()) is not None and not schema.validate(etree.fromstring(body)):
        yield f"against the schema: {str(schema.error_log)[:200]}"


def xml_faults(body: bytes) -> Iterator[str]:
    """Yield what is wrong with an XML file: it is read, and holds no more than elements."""
    try:
        root = etree.fromstring(body, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError as error:
        yield f"not read: {error}"
        return
    if b"<!" in body or body.count(b"<?") > 1:
        yield "more than elements"
    for element in root.iter():
        if element.get("type") == "html":
            yield from fragment_faults(element.text or "")
        for name, value in element.attrib.items():
            if name in ("href", "src", "url", "uri") and not re.match(
                r"(https?://|mailto:|[a-z0-9./_-]*$)", str(value)
            ):
                yield f"address {str(value)[:80]!r}"


@cache
def _lheo() -> etree.XMLSchema | None:
    """Return the schema of LHEO, which states no licence and so is named by the environment."""
    named = os.environ.get("FICHEGEN_LHEO_XSD")
    return etree.XMLSchema(etree.parse(named)) if named else None


def table_faults(body: bytes) -> Iterator[str]:
    """Yield the cells of a table that a spreadsheet would obey, and rows that are cut or grown."""
    rows = [*csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";")]
    for number, row in enumerate(rows, 1):
        if len(row) != len(rows[0]):
            yield f"row {number} has {len(row)} cells, not {len(rows[0])}"
        for cell in row:
            if cell.lstrip(" \u00a0\u200b\ufeff\n").startswith(_FORMULA):
                yield f"row {number}: {cell[:60]!r} is a formula"
            if _CONTROL.search(cell):
                yield f"row {number}: a control character"


def data_faults(body: bytes) -> Iterator[str]:
    """Yield what keeps data from being JSON with plain words."""
    try:
        json.loads(body.decode("utf-8"))
    except ValueError as error:
        yield f"not read: {error}"
    if _CONTROL.search(body.decode("utf-8")):
        yield "a control character"


def part_faults(body: bytes) -> Iterator[str]:
    """Yield what keeps a file of the search from being one call with data alone."""
    found = _PART.fullmatch(body.decode("utf-8"))
    if found is None:
        yield "more than one call"
        return
    try:
        json.loads(found[1])
    except ValueError as error:
        yield f"not read: {error}"
    if re.search("<|\u2028|\u2029", found[1]):
        yield "a sign that may end a script"


def _lines(pattern: re.Pattern[str]) -> Judge:
    """Judge the lines of a server's file, all of one form."""

    def judge(body: bytes) -> Iterator[str]:
        for line in body.decode("utf-8").splitlines():
            if line and not line.startswith("# Anciennes adresses") and not pattern.fullmatch(line):
                yield f"line {line[:100]!r}"

    return judge


def _configuration(path: str, moved: re.Pattern[str]) -> Judge:
    """Judge the configuration of a server: no line but of the shapes of the reference site, and moves."""
    lines = (_REFERENCE / path).read_text("utf-8").splitlines()
    shapes = {_shape(line) for line in lines if not moved.fullmatch(line.strip())}
    shapes.add("location ^~ / {")  # that of a site in a folder, in nginx

    def judge(body: bytes) -> Iterator[str]:
        for line in body.decode("utf-8").splitlines():
            if not moved.fullmatch(line.strip()) and _shape(line) not in shapes:
                yield f"line {line[:100]!r}"

    return judge


def _shape(line: str) -> str:
    """Return a line with all that holds a slash left out: paths, and patterns of them."""
    return _PATH.sub("/", line.strip())


def _nothing(_body: bytes) -> Iterator[str]:
    yield from ()


_JUDGES: Final[tuple[tuple[re.Pattern[str], Judge], ...]] = tuple(
    (re.compile(pattern), judge)
    for pattern, judge in (
        (r".*\.ics", calendar_faults),
        (r"lheo\.xml", lheo_faults),
        (r".*\.xml", xml_faults),
        (r".*\.csv", table_faults),
        (r".*\.(json|jsonld)", data_faults),
        (r"assets/recherche/[a-z0-9.-]+\.js", part_faults),
        (r"assets/[a-z0-9-]+\.[0-9a-f]{10}\.(js|css)", _nothing),  # ours, whatever content says
        (r"assets/[a-z0-9-]+\.[0-9a-f]{10}\.(png|jpg|jpeg|webp)", _nothing),
        (r"assets/[a-z0-9-]+\.[0-9a-f]{10}\.svg", xml_faults),
        (r"_redirects", _lines(_REDIRECT)),
        (r"_headers", _configuration("_headers", _NO_MOVE)),
        (r"serveurs/nginx\.conf", _configuration("serveurs/nginx.conf", _NGINX)),
        (r"serveurs/caddy\.conf", _configuration("serveurs/caddy.conf", _CADDY)),
        (r"\.htaccess", _configuration(".htaccess", _APACHE)),
        (
            r"robots\.txt",
            _lines(re.compile(r"User-agent: \*|Disallow: ?\S*|Sitemap: https?://\S+")),
        ),
    )
)

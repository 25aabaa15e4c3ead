"""The catalogue and its sessions as tables: CSV as spreadsheets in French open it.

UTF-8 with a byte order mark, semicolons, CRLF between rows, LF inside a cell. Numbers have a decimal
comma, days are AAAA-MM-JJ: what a spreadsheet reads alike in every language. A cell that it would
take for a formula, or for a number or a day that was not meant, begins with an apostrophe. A whole
day, "15 octobre 2026" or 15/10/2026, does not: in French it is that day, and the typed column
stands beside it.
"""

from __future__ import annotations

import codecs
import csv
import io
import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Final

from fichegen.diagnostics import Finding, finding
from fichegen.model import Fiche
from fichegen.presenting import Presenter

from .records import FICHE, LONE_SESSION, OF_FICHE, PROSE_FIELDS
from .shapes import Many, Object, Record, Scalar

LONGEST: Final = 32_767
"""UTF-16 units that a cell of a spreadsheet holds; the rest of a longer one would be lost unsaid."""
BETWEEN: Final = " | "
"""Stands between several values in a cell; inside one of them `|` is written `¦`."""
CUT: Final = "…"

_SECTIONS: Final = "rubriques"
_CONTROL: Final = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_EDGE: Final = re.compile("[\\s\"'`´’‘“”«»\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2069\ufeff]+")
"""What may stand before a sign without hiding it: spaces, quotes, invisible characters."""
_FORMULA_SIGNS: Final = "=+-@"
_MONTH: Final = (
    r"(?:janv?(?:ier)?|f[ée]vr?(?:ier)?|mars|avr(?:il)?|mai|juin|juil(?:let)?|ao[uû]t"
    r"|sept?(?:embre)?|oct(?:obre)?|nov(?:embre)?|d[ée]c(?:embre)?)\.?"
)
_MISTAKEN: Final = re.compile(
    r"0\d+"  # the zero goes
    r"|\d{12,}"  # digits go: 1,23E+13
    r"|\d+e\d+"
    # "8-12" would be the 8th of December; 2021-12-08 and 08/12/2021 are the day they look like
    r"|(?!\d{4}-\d\d-\d\d$|\d\d?/\d\d?/\d{4}$)"
    r"\d{1,4} ?[-/.] ?\d{1,4}(?: ?[-/.] ?\d{1,4})?"
    # a month would become its first day, a day without a year one of this year
    rf"|{_MONTH}[\s/-]?\d{{1,4}}|\d{{1,2}}[\s/-]?{_MONTH}",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One column of a table."""

    heading: str
    help: str
    path: tuple[str, ...]
    """The keys that lead to its value in the record; of prose the name of the field behind them."""
    shape: Scalar | Many


@dataclass(frozen=True, slots=True, kw_only=True)
class Cut:
    """A cell that says the beginning only."""

    fiche: Fiche
    column: str
    """The heading of its column."""
    length: int
    """What it would have held, in UTF-16 units; more than `LONGEST`."""


def _columns(
    record: Record[Any], path: tuple[str, ...] = (), labels: tuple[str, ...] = (), about: str = ""
) -> Iterator[Column]:
    """Yield a column a member; the members of a record inside it have each their own."""
    for member in record.members:
        if not member.in_table:
            continue
        at, named = (*path, member.key), (*labels, record.label(member))
        if isinstance(member.shape, Record):
            yield from _columns(member.shape, at, named, about or member.help)
        elif at == (_SECTIONS,):
            yield from _prose_columns(member.shape, named[0])
        else:
            first, *rest = filter(None, named)
            yield Column(
                heading=f"{first} ({', '.join(rest)})" if rest else first,
                help=f"{about} : {member.help}" if about else member.help,
                path=at,
                shape=member.shape,
            )


def _prose_columns(shape: Many | Scalar, others: str) -> Iterator[Column]:
    """Yield a column a field of prose, and one for the headings of the editor's own."""
    for field in PROSE_FIELDS:
        words = f"la rubrique « {field.label} », sans mise en forme"
        yield Column(heading=field.label, help=words, path=(_SECTIONS, field.name), shape=shape)
    words = "les rubriques de la fiche qui ont un autre titre"
    yield Column(heading=others, help=words, path=(_SECTIONS,), shape=shape)


FICHE_COLUMNS: Final = tuple(_columns(FICHE))
SESSION_COLUMNS: Final = tuple(_columns(LONE_SESSION))
_PLACES: Final = {column.path: place for place, column in enumerate(FICHE_COLUMNS)}
_SESSION_CELLS: Final = tuple(
    (column, _PLACES.get((OF_FICHE.get(column.path[0], ""), *column.path[1:])))
    for column in SESSION_COLUMNS
)
"""The columns of sessions, with the column of fiches that says the same of them all."""


def table(columns: Iterable[Column], rows: Iterable[bytes]) -> bytes:
    """Write a table of rows that are written, its headings first."""
    headings = _line(column.heading for column in columns)
    return b"".join((codecs.BOM_UTF8, headings, *rows))


def rows(record: Object) -> tuple[bytes, list[bytes]]:
    """Write the row of a fiche's record, and those of each of its sessions."""
    of_fiche, of_sessions = _rows(record)
    written = [_line(map(shortened, cells)) for cells in (of_fiche, *of_sessions)]
    return written[0], written[1:]


def _line(cells: Iterable[str]) -> bytes:
    """Write a row."""
    written = io.StringIO(newline="")
    csv.writer(written, delimiter=";", lineterminator="\r\n").writerow([*cells])
    return written.getvalue().encode()


def cuts(presenter: Presenter, fiche: Fiche) -> Iterator[Cut]:
    """Yield the cells of a fiche and its sessions that the tables hold the beginning of."""
    of_fiche, of_sessions = _rows(FICHE.of(presenter, fiche))
    told = [(FICHE_COLUMNS, of_fiche), *((SESSION_COLUMNS, cells) for cells in of_sessions)]
    for columns, cells in told:
        for column, cell in zip(columns, cells, strict=True):
            if (length := _length(cell)) > LONGEST:
                yield Cut(fiche=fiche, column=column.heading, length=length)


def cut_findings(presenter: Presenter) -> Iterator[Finding]:
    """Tell what the tables hold the beginning of (FG715)."""
    for fiche in presenter.catalogue.fiches:
        texts = [section.prose.markdown for section in fiche.sections]
        texts += [group.remark.markdown for group in fiche.groups if group.remark]
        if 2 * sum(map(len, texts)) > LONGEST:  # two units a character at the most
            for cut in cuts(presenter, fiche):
                yield finding("FG715", fiche.span("titre"), colonne=cut.column, longueur=cut.length)


def disarmed(words: str) -> str:
    """Return words as a cell that a spreadsheet shows as they are.

    An apostrophe goes before what begins with a sign that opens a formula, full-width or behind
    spaces, quotes and invisible characters too; and before what it would turn into another number
    or into another day. Control characters become spaces, line ends LF.
    """
    if words[:1].isalpha() and not words.rstrip()[-1:].isdigit() and words.isprintable():
        return words  # nearly all are such
    clean = _CONTROL.sub(" ", words.replace("\r\n", "\n").replace("\r", "\n")).strip()
    if clean[:1].isalpha() and not clean[-1:].isdigit():
        return clean
    edge = _EDGE.match(clean)
    first = clean[edge.end() if edge else 0 :][:1]
    begins = unicodedata.normalize("NFKC", first)[:1] if first else ""
    if (begins and begins in _FORMULA_SIGNS) or _MISTAKEN.fullmatch(clean):
        return f"'{clean}"
    return clean


def shortened(cell: str) -> str:
    """Cut what a cell cannot hold, between characters, and say so by an ellipsis."""
    if len(cell) * 2 <= LONGEST or _length(cell) <= LONGEST:
        return cell
    units = cell.encode("utf-16-le")[: 2 * (LONGEST - len(CUT))]
    return units.decode("utf-16-le", "ignore").rstrip() + CUT


def _length(cell: str) -> int:
    return len(cell.encode("utf-16-le", "surrogatepass")) // 2


def _rows(record: Any) -> tuple[list[str], list[list[str]]]:
    """Return the cells of a fiche and of its sessions; what is said of it in all is written once."""
    told = _prose(record[_SECTIONS])
    of_fiche = [
        disarmed(told.get(column.path[-1], ""))
        if column.path[0] == _SECTIONS
        else _cell(record, column)
        for column in FICHE_COLUMNS
    ]
    of_sessions = [
        [
            _cell(session, column) if place is None else of_fiche[place]
            for column, place in _SESSION_CELLS
        ]
        for session in record["sessions"]
    ]
    return of_fiche, of_sessions


def _prose(sections: Iterable[Any]) -> dict[str, str]:
    """Return the words of sections by their field; those of none under their titles, by `_SECTIONS`."""
    told: dict[str, list[str]] = {}
    for section in sections:
        if words := section["texte"]:
            if name := section["nom"]:
                told.setdefault(name, []).append(words)
            else:
                told.setdefault(_SECTIONS, []).append(f"{section['titre']} : {words}")
    return {name: "\n\n".join(parts) for name, parts in told.items()}


def _cell(record: Any, column: Column) -> str:
    """Write what stands at the end of a column's path; nothing where it, or a record on it, is null."""
    value = record
    for key in column.path:
        value = value[key]
        if value is None:
            return ""
    if isinstance(value, str):
        return disarmed(value)
    if isinstance(value, bool):
        return "oui" if value else "non"
    if not isinstance(value, list):
        return str(value).replace(".", ",")
    shape = column.shape
    inner = shape.of if isinstance(shape, Many) else shape
    line = inner.line if isinstance(inner, Record) else str
    return disarmed(BETWEEN.join([line(item).replace("|", "¦") for item in value]))

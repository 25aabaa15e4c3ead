"""The only reader of content: regular files below the source folder, as clean text."""

from __future__ import annotations

import enum
import errno
import os
import re
import stat
from bisect import bisect_right
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import islice
from pathlib import Path
from typing import Final

from fichegen import documents
from fichegen.diagnostics import Finding, Span, finding, with_fix
from fichegen.expressions import expression
from fichegen.images import Image, read_image
from fichegen.project import Project, readable

MAX_BYTES: Final = 1_048_576
"""Largest source, in bytes: three hundred times a usual fiche."""
MAX_LOGO: Final = 200 * 1024
"""Largest logo, in bytes: it is loaded with each page, on a phone, over a weak link."""

_FORBIDDEN: Final = expression("[\x00-\x08\x0b-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
_DIRECTION: Final = expression("[\u202a-\u202e\u2066-\u2069]")
_MOST_SIGNS: Final = 20
"""Findings a file gets for either kind of signs at the most: one tells what is wrong."""
_COMMAND: Final = expression(r"\x1b\[[0-?]{0,40}[ -/]{0,9}[@-~]")
"""What a terminal is told by: colours and the like (ECMA-48)."""
_UNDEFINED: Final = "\x81\x8d\x8f\x90\x9d"
_BYTES: Final = {
    **{chr(byte): byte for byte in range(0x80, 0x100)},
    **{
        bytes([byte]).decode("cp1252"): byte
        for byte in range(0x80, 0xA0)
        if chr(byte) not in _UNDEFINED
    },
}
"""The byte that a sign was taken for, in Latin-1 or in Windows-1252."""
_OF_WORD: Final = {"\x1e": "-", "\x1f": ""}
"""Hyphens of Word, one that never breaks and one that is seen at the end of a line only."""
_DOUBTFUL: Final = "\x00\x02\x13\x14\x15\x1b"
"""Signs that tell of more damage than their own: another encoding, a lost hyphen, a field of Word."""
_NEXT_LINES: Final = "\x85\u2028\u2029"
_MARKDOWN: Final = (".md", ".markdown")
_YAML: Final = (".yml", ".yaml")
ENDINGS: Final = (*_MARKDOWN, *_YAML)
"""How the names of sources end, in small letters."""
_HIDDEN: Final = ("_", ".")
"""How names begin that are passed over."""
_DEPTH: Final = 40
"""Folders within folders: more can only be a mistake."""
_LOOKALIKES: Final = (".txt", ".doc", ".docx", ".odt", ".rtf", ".html", ".htm", ".pdf")


class Role(enum.Enum):
    """What a source is, by its place below `content/`."""

    SETTINGS = enum.auto()
    ORGANISATION = enum.auto()
    PAGE = enum.auto()
    FICHE = enum.auto()


@dataclass(frozen=True, slots=True)
class SourceFile:
    """One source, read whole: UTF-8 without byte-order mark, lines ended by a line feed."""

    path: str
    """As findings show it: `content/a/b.md`."""
    role: Role
    text: str


@dataclass(frozen=True, slots=True)
class Place:
    """Where a file lies below the source folder, and what it is there."""

    file: str
    """Its path on the disk."""
    path: str
    """As findings show it: `content/a/b.md`."""
    role: Role | None
    """None for what is not read, or could not be looked at."""
    finding: Finding | None = None
    """Why it is not read, where people must know."""


def stamp_of(file: str) -> tuple[int, int, int]:
    """Tell what changes with a file: when it was changed, its size, which one it is; zeros for none."""
    try:
        status = os.lstat(file)
    except OSError:
        return (0, 0, 0)
    return (status.st_mtime_ns, status.st_size, status.st_ino)


def read_sources(project: Project) -> tuple[tuple[SourceFile, ...], tuple[Finding, ...]]:
    """Read every source in the order of their paths; what cannot be read is a finding."""
    files: list[SourceFile] = []
    findings: list[Finding] = []
    for place in find_sources(project):
        source, problems = read_source(place)
        findings.extend(problems)
        files += [source] if source else []
    return tuple(files), tuple(findings)


class Texts(Mapping[str, str]):
    """The texts of sources by their paths, each read when it is asked for; one of them is held."""

    def __init__(
        self, project: Project, is_meant: Callable[[SourceFile], bool] = lambda _source: True
    ) -> None:
        """`is_meant` tells whether a source still says what is asked for: else it is not there."""
        self._project = project
        self._is_meant = is_meant
        self._last = "", ""
        """The path last asked for, and its text: who quotes goes from file to file."""

    @cached_property
    def _places(self) -> dict[str, Place]:
        return {place.path: place for place in find_sources(self._project)}

    def __getitem__(self, path: str) -> str:
        """Return the text at a path; raises KeyError where what is meant cannot be read there."""
        if path != self._last[0]:
            source, _ = read_source(self._places[path])
            if source is None or not self._is_meant(source):
                raise KeyError(path)
            self._last = path, source.text
        return self._last[1]

    def __iter__(self) -> Iterator[str]:
        """Yield the paths of all that lies among the sources."""
        return iter(self._places)

    def __len__(self) -> int:
        """Count them."""
        return len(self._places)


def find_sources(project: Project) -> Iterator[Place]:
    """Yield all that lies below the source folder, in the order of the paths, nothing read yet."""
    base = project.display(project.source)
    above = _above(project)
    for file, relative, error in _walk(os.fspath(project.source), ()):
        if error is not None:
            shown = readable(f"{above}{'/'.join(relative)}") if relative else base
            yield Place(file, shown, None, finding("FG114", Span(shown), raison=_reason(error)))
            continue
        place = _place(file, above, relative)
        if place.role is None and os.path.islink(file) and os.path.isdir(file):  # noqa: PTH112, PTH114 - by the thousand
            place = replace(place, finding=finding("FG115", Span(place.path), quoi="ce lien"))
        yield place


def place_below(project: Project, relative: tuple[str, ...]) -> Place | None:
    """Return what a regular file would be under a name, by its parts; None for what is passed over."""
    if any(part.startswith(_HIDDEN) for part in relative):
        return None
    return _place(os.fspath(project.source.joinpath(*relative)), _above(project), relative)


def _above(project: Project) -> str:
    base = project.display(project.source)
    return "" if base == "." else f"{base.removesuffix('/')}/"


def _place(file: str, above: str, relative: tuple[str, ...]) -> Place:
    shown, role = readable(f"{above}{'/'.join(relative)}"), _role(relative)
    told: Finding | None = None
    if role is None and relative[-1].lower().endswith((*_LOOKALIKES, *ENDINGS)):
        endings = _endings(relative)
        told = finding("FG116", Span(shown), nom=relative[-1], attendus=endings,
                       conseil=documents.way_in(shown, endings))  # fmt: skip
    return Place(file, shown, role, told)


def read_source(
    place: Place, body: bytes | None = None
) -> tuple[SourceFile | None, tuple[Finding, ...]]:
    """Read what lies at a place, or would lie there; None, mostly with why, where it is no source."""
    if place.role is None:
        return None, (place.finding,) if place.finding else ()
    if body is None:
        text, problems = _read(Path(place.file), place.path)
    else:
        text, problems = decode(place.path, body)
    return SourceFile(place.path, place.role, text) if text is not None else None, problems


def _walk(
    folder: str, above: tuple[str, ...]
) -> Iterator[tuple[str, tuple[str, ...], OSError | None]]:
    """Yield the files below a folder with their parts from `content/`, sorted, no link followed.

    A folder that cannot be listed, or lies too deep, comes with the error that says why.
    """
    try:
        if len(above) > _DEPTH:
            raise OSError(errno.ENAMETOOLONG, "")
        entries = sorted(os.scandir(folder), key=lambda entry: os.fsencode(entry.name))
    except OSError as error:
        yield folder, above, error
        return
    for entry in entries:
        if entry.name.startswith(_HIDDEN):
            continue
        parts = (*above, entry.name)
        if entry.is_dir(follow_symlinks=False):
            yield from _walk(entry.path, parts)
        else:
            yield entry.path, parts, None


def _role(parts: tuple[str, ...]) -> Role | None:
    name = parts[-1].lower()
    markdown, is_yaml = name.endswith(_MARKDOWN), name.endswith(_YAML)
    if not (markdown or is_yaml):
        return None
    if len(parts) == 1 and name in ("catalogue.yml", "catalogue.yaml"):
        return Role.SETTINGS
    if len(parts) > 1 and parts[0] == "organismes":
        return Role.ORGANISATION if is_yaml else None
    if len(parts) > 1 and parts[0] == "pages":
        return Role.PAGE if markdown else None
    return Role.FICHE


def _endings(parts: tuple[str, ...]) -> str:
    """Name the endings that are read in a folder."""
    in_folder = parts[0] if len(parts) > 1 else ""
    return {"organismes": ".yml", "pages": ".md"}.get(in_folder, ".md et .yml")


def _read(path: Path, shown: str) -> tuple[str | None, tuple[Finding, ...]]:
    """Read one file; gives its text, None with the finding that says why not."""
    try:
        data, size = _bytes(path, MAX_BYTES)
    except OSError as error:
        if error.errno == errno.ELOOP or path.is_symlink():
            return None, (finding("FG115", Span(shown), quoi="ce lien"),)
        if error.errno == errno.ENODEV:
            return None, (finding("FG115", Span(shown), quoi="ceci (ni fichier ni dossier)"),)
        return None, (finding("FG114", Span(shown), raison=_reason(error)),)
    if size > MAX_BYTES:
        return None, (_too_big(shown, size),)
    return decode(shown, data)


def read_logo(project: Project, name: str, at: Span) -> tuple[Image | None, tuple[Finding, ...]]:
    """Read the image `name` below the source folder; FG606 at a place where it cannot be used."""
    path = project.source
    advice = f"mettez l'image à cette place : {project.display(path / name)}"
    try:
        for part in name.split("/"):
            path /= part
            if part in ("", ".", "..") or path.is_symlink():
                raise OSError(errno.ELOOP, "")
        data, size = _bytes(path, MAX_LOGO)
        if size <= MAX_LOGO:
            return read_image(name, data, at)
        reason = f"il pèse {-(-size // 1024)} Ko, plus de {MAX_LOGO // 1024}"
        advice = "enregistrez l'image plus petite ou plus comprimée"
    except UnicodeEncodeError:  # a disk whose names have fewer letters
        reason = "ce nom ne peut pas être celui d'un fichier"
    except OSError as error:
        if error.errno == errno.ELOOP:
            reason = "ce nom passe par un lien, et rien n'est lu à travers un lien"
        elif error.errno in (errno.ENOENT, errno.ENOTDIR):
            reason = "ce fichier n'existe pas"
        elif error.errno == errno.ENODEV:
            reason = "ce n'est pas un fichier"
        else:
            reason = _reason(error)
    return None, (finding("FG606", at, nom=name, raison=reason, conseil=advice),)


def _bytes(path: Path, most: int) -> tuple[bytes, int]:
    """Read a regular file, no link followed; gives its bytes and size, none of those above `most`.

    Raises `OSError`: ELOOP for a link, ENODEV for what is neither file nor folder.
    """
    flags = os.O_RDONLY | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    flags |= getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise OSError(errno.EISDIR if stat.S_ISDIR(status.st_mode) else errno.ENODEV, "")
        if status.st_size > most:
            return b"", status.st_size
        data = _whole(descriptor, most + 1)
    finally:
        os.close(descriptor)
    return data, len(data)  # it may have grown since it was measured


def _whole(descriptor: int, most: int) -> bytes:
    chunks = []
    while most > 0 and (chunk := os.read(descriptor, most)):
        chunks.append(chunk)
        most -= len(chunk)
    return b"".join(chunks)


def decode(
    shown: str, data: bytes, *, bounded: bool = True
) -> tuple[str | None, tuple[Finding, ...]]:
    """Decode a source's bytes; FG101, FG102, FG113 or FG123 at its place where they are no text.

    Signs that turn the direction of reading are taken out, each with FG117 and this as its fix.
    Unless it is `bounded`, each sign is told, however many there are.
    """
    most = _MOST_SIGNS if bounded else None
    if kind := documents.kind_of(data):
        advice = documents.way_out(shown, kind)
        return None, (finding("FG123", Span(shown), quoi=documents.KINDS[kind], conseil=advice),)
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        before = data[: error.start].decode("utf-8-sig", "replace")
        span = _at_end(shown, before)
        return None, (finding("FG101", span, octet=f"0x{data[error.start]:02X}"),)
    text = _cleaned(text)
    if _FORBIDDEN.search(text):
        return None, tuple(islice(_forbidden(shown, text), most))
    if not text.strip():
        return None, (finding("FG102", Span(shown)),)
    if not _DIRECTION.search(text):
        return text, ()
    turns = tuple(islice(_turning(shown, text), most))
    return _DIRECTION.sub("", text), turns


def legible(data: bytes) -> str:
    """Return a source's text sign for sign, U+FFFD in the place of each that forbids to read it.

    Raises `UnicodeDecodeError` where it is not in UTF-8.
    """
    return _FORBIDDEN.sub("\ufffd", _cleaned(data.decode("utf-8-sig")))


def _cleaned(text: str) -> str:
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for sign in _NEXT_LINES:
        text = text.replace(sign, " ")
    return text


def _turning(shown: str, text: str) -> Iterator[Finding]:
    """Yield FG117 for the signs of a text that turn the direction of reading."""
    starts = _line_starts(text)
    for turn in _DIRECTION.finditer(text):
        told = finding(
            "FG117", _span(shown, starts, *turn.span()), caractere=f"U+{ord(turn[0]):04X}"
        )
        yield with_fix(told, "")


def _forbidden(shown: str, text: str) -> Iterator[Finding]:
    """Yield FG113 for the control characters of a text, with the fix where there is one."""
    at, starts = 0, _line_starts(text)
    while bad := _FORBIDDEN.search(text, at):
        start, at, words = _instead(text, bad)
        told = finding("FG113", _span(shown, starts, start, at), caractere=f"U+{ord(bad[0]):04X}",
                       conseil=_advice(words))  # fmt: skip
        yield told if words is None else with_fix(told, words)


def _advice(words: str | None) -> str:
    """Say what to do where a control character stands, `words` being what should stand there."""
    if words is None:
        return "supprimez-le, et retapez ce qu'il remplaçait s'il manque quelque chose"
    if not words:
        return "supprimez-le ; il vient souvent d'un copier-coller"
    return f"écrivez « {words} » à sa place" if words.strip() else "mettez une espace à sa place"


def _line_starts(text: str) -> Sequence[int]:
    return [0, *(end.end() for end in re.finditer("\n", text))]


def _span(shown: str, starts: Sequence[int], start: int, end: int) -> Span:
    """Return the place of a stretch within one line, by where the lines of its text start."""
    line = bisect_right(starts, start)
    return Span(shown, line, start - starts[line - 1] + 1, end - start)


def _instead(text: str, bad: re.Match[str]) -> tuple[int, int, str | None]:
    """Return the bounds of what stands wrongly in a text, and what should; None where none can tell."""
    (start, end), sign = bad.span(), bad[0]
    if command := _COMMAND.match(text, start):
        return start, command.end(), ""
    if "\x80" <= sign <= "\x9f":
        for first in range(max(0, start - 3), start):
            if whole := _in_utf8(text, first):
                behind, words = whole
                if behind > start:
                    return first, behind, words
        with suppress(UnicodeDecodeError):
            return start, end, sign.encode("latin-1").decode("cp1252")
        return start, end, None
    if sign in "\x0b\x0c":  # a new line or page in Word
        beside = text[max(0, start - 1) : start], text[end : end + 1]
        return start, end, " " if all(near and not near.isspace() for near in beside) else ""
    return start, end, None if sign in _DOUBTFUL else _OF_WORD.get(sign, "")


def _in_utf8(text: str, start: int) -> tuple[int, str] | None:
    """Read the signs from a place on as the bytes of one sign; gives where they end, and that sign."""
    lead = _BYTES.get(text[start], 0)
    length = 2 if 0xC2 <= lead <= 0xDF else 3 if 0xE0 <= lead <= 0xEF else 4
    signs = text[start : start + length]
    if lead < 0xC2 or not all(sign in _BYTES for sign in signs):
        return None
    with suppress(UnicodeDecodeError):
        return start + length, bytes(_BYTES[sign] for sign in signs).decode("utf-8")
    return None


def _at_end(shown: str, before: str) -> Span:
    before = before.replace("\r\n", "\n").replace("\r", "\n")
    return Span(shown, before.count("\n") + 1, len(before) - before.rfind("\n"))


def _too_big(shown: str, size: int) -> Finding:
    return finding("FG108", Span(shown), taille=f"{size / MAX_BYTES:.1f} Mo", limite="1 Mo")


def _reason(error: OSError) -> str:
    reasons = {
        errno.EACCES: "accès refusé",
        errno.EPERM: "accès refusé",
        errno.ENOENT: "il a disparu",
        errno.EISDIR: "c'est un dossier",
        errno.EIO: "erreur du disque",
        errno.ENAMETOOLONG: "trop de dossiers les uns dans les autres",
    }
    return reasons.get(error.errno or 0, errno.errorcode.get(error.errno or 0, "erreur"))

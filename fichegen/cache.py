"""What earlier runs have worked out, by what it was worked out from: one file, outside the site.

Entries are found by a digest of all that their making depends on, so none is ever wrong, only of
no use any more. Each carries a check of its bytes: what was damaged is not there. Nothing in the
file runs when it is read; a file of another form is thrown away and told of (FG806).
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import sys
import zlib
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final, TypeVar

from fichegen.artifacts import digest
from fichegen.diagnostics import Finding, Span, finding
from fichegen.project import Project, packaged_root
from fichegen.stamps import files_below, stamps_through

FOLDER: Final = ".fichegen"
_NAME: Final = "cache.sqlite"
_OURS: Final = Path(__file__).parent
_LIBRARIES: Final = {
    "brotli": "brotli",
    "jinja2": "jinja2",
    "markdown_it": "markdown_it_py",
    "yaml": "pyyaml",
}
"""The packages whose work is in what is made, by the names of their distributions."""
_APPLICATION: Final = 0x46434847
"""`FCHG`, as the header of the file says whose it is."""
_FORM: Final = 1
"""Number of the form of the tables."""
_CHECK: Final = 8
"""Bytes before each value that tell whether it is what was noted."""
_PATIENCE: Final = 20.0
"""Seconds to wait for another build that writes."""
_AT_ONCE: Final = 500
_ROOM: Final = 2
"""How many times what a run needs the file may hold before the rest is taken out."""


_FAILURES: Final = (sqlite3.DatabaseError, UnicodeDecodeError)
"""What SQLite fails with on a file that it cannot use; the second where its own tables are damaged."""
Answer = TypeVar("Answer")


class _UnusableError(Exception):
    """The file cannot be used, for the reason given in French."""


@dataclass(slots=True)
class Cache:
    """The entries of earlier runs, and of this one. Every process has its own.

    Where the file cannot be used there are no entries, and none is noted.
    """

    file: Path
    shown: str = ".fichegen"
    """The file as findings name it."""
    findings: list[Finding] = field(default_factory=list)
    """Why it could not be used."""
    only_looks: bool = False
    """True where the file is neither made nor thrown away: who works with it tells what is wrong."""
    _connection: sqlite3.Connection | None = None
    _is_off: bool = False

    def get(self, key: bytes) -> bytes | None:
        """Return the value of an entry, None where there is none that can be trusted."""
        return self.get_all((key,)).get(key)

    def get_all(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return those of some entries that are there."""
        wanted = [*keys]

        def found(connection: sqlite3.Connection) -> dict[bytes, bytes]:
            there: dict[bytes, bytes] = {}
            for start in range(0, len(wanted), _AT_ONCE):
                some = wanted[start : start + _AT_ONCE]
                marks = ",".join("?" * len(some))
                rows = connection.execute(
                    f"select key, value from kept where key in ({marks})",  # noqa: S608 - marks alone
                    some,
                )
                there.update((k, value) for k, value in map(_checked, rows) if value is not None)
            return there

        return self._asked(found, {})

    def put_all(self, entries: Mapping[bytes, bytes]) -> None:
        """Note entries, in one step."""

        def noted(connection: sqlite3.Connection) -> None:
            rows = ((key, _check(key, value) + value) for key, value in entries.items())
            with connection:
                connection.executemany("insert or replace into kept values (?, ?)", rows)

        if entries:
            self._asked(noted, None)

    def holds_more_than(self, needed: int) -> bool:
        """Tell whether there are so many entries that those of no use are to be taken out."""
        return self._asked(_count, 0) > _ROOM * needed

    def keep_only(self, used: Collection[bytes]) -> None:
        """Take out what was of no use, once it is more than what was."""
        wanted = frozenset(used)

        def tidied(connection: sqlite3.Connection) -> None:
            if _count(connection) <= _ROOM * len(wanted):
                return
            keys = [key for (key,) in connection.execute("select key from kept")]
            with connection:
                connection.executemany(
                    "delete from kept where key = ?", ((k,) for k in keys if k not in wanted)
                )
            connection.execute("vacuum")

        self._asked(tidied, None)

    def close(self) -> None:
        """Let go of the file: before other processes are made, and at the end."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    # ------------------------------------------------------------ the file

    def _asked(self, work: Callable[[sqlite3.Connection], Answer], otherwise: Answer) -> Answer:
        """Do something with the file; whatever fails, the run goes on without it."""
        try:
            connection = self._open()
            if connection:
                return work(connection)
        except _UnusableError as error:
            self._give_up(str(error))
        except _FAILURES as error:
            self.close()
            if _is_damage(error):
                self._throw_away("elle est abîmée")
            else:
                self._give_up(_reason(error))
        return otherwise

    def _open(self) -> sqlite3.Connection | None:
        if self._is_off or self._connection is not None:
            return self._connection
        if self.only_looks and not self.file.is_file():
            self._is_off = True
            return None
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _UnusableError("son dossier ne peut pas être créé") from error
        try:
            is_link = self.file.is_symlink() or self.file.parent.is_symlink()
        except OSError as error:
            raise _UnusableError("le disque ne répond pas") from error
        if is_link:
            raise _UnusableError("c'est un lien")
        self._connection = self._connected(is_last=self.only_looks) or self._connected(is_last=True)
        return self._connection

    def _connected(self, *, is_last: bool) -> sqlite3.Connection | None:
        """Connect to the file; one that is none of ours is thrown away, and there is no connection."""
        connection = sqlite3.connect(
            self.file, timeout=_PATIENCE, check_same_thread=False, isolation_level="IMMEDIATE"
        )
        try:
            if _prepare(connection):
                connection.text_factory = bytes  # an entry of words is damaged, not the file
                return connection
            wrong = "elle est d'un autre programme, ou d'une autre version"
        except _FAILURES as error:
            if is_last or not _is_damage(error):
                connection.close()
                raise
            wrong = "elle est abîmée"
        connection.close()
        self._throw_away(wrong)
        return None

    def _throw_away(self, reason: str) -> None:
        if self.only_looks:
            self._is_off = True
            return
        self._tell(f"{reason} ; elle est refaite")
        with suppress(OSError):
            self.file.unlink()

    def _give_up(self, reason: str) -> None:
        self._is_off = True
        self._tell(f"{reason} ; tout est refait")

    def _tell(self, reason: str) -> None:
        told = finding("FG806", Span(self.shown), memoire=self.shown, raison=reason)
        if told not in self.findings:
            self.findings.append(told)


def _count(connection: sqlite3.Connection) -> int:
    count: int = connection.execute("select count(*) from kept").fetchone()[0]
    return count


def _prepare(connection: sqlite3.Connection) -> bool:
    """Make a new file ours; tell whether one that is there already is so."""
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma synchronous = off")  # what a loss of power takes is made again
    connection.execute("begin")  # what is looked at is of one moment: others may be making it
    form = _form(connection)
    connection.rollback()
    if form == _NEW:
        connection.execute("begin immediate")
        form = _form(connection)
        if form == _NEW:
            connection.execute(f"pragma application_id = {_APPLICATION}")
            connection.execute(f"pragma user_version = {_FORM}")
            connection.execute("create table kept (key blob primary key, value blob)")
            form = _form(connection)
        connection.commit()
    return form == _OUR_FORM


def _form(connection: sqlite3.Connection) -> tuple[object, ...]:
    """Return what tells a file of ours: its numbers, and its tables."""
    (application,) = connection.execute("pragma application_id").fetchone()
    (form,) = connection.execute("pragma user_version").fetchone()
    tables = connection.execute("select type, name from sqlite_schema order by type")
    return (application, form, *tables)


_NEW: Final = (0, 0)
_OUR_FORM: Final = (_APPLICATION, _FORM, ("index", "sqlite_autoindex_kept_1"), ("table", "kept"))


def _check(key: bytes, value: bytes) -> bytes:
    made = hashlib.sha256(key)  # processors know how to: it takes half the time of the others
    made.update(value)
    return made.digest()[:_CHECK]


def _checked(row: tuple[object, object]) -> tuple[bytes, bytes | None]:
    key, held = row
    if not (isinstance(key, bytes) and isinstance(held, bytes)):
        return b"", None
    value = held[_CHECK:]
    return key, value if held[:_CHECK] == _check(key, value) else None


_OF_THE_MOMENT: Final = {
    "locked": "une autre construction la tient",
    "readonly": "elle ne peut pas être écrite",
    "unable to open": "elle ne peut pas être écrite",
    "full": "le disque est plein",
    "disk I/O": "le disque ne répond pas",
}
"""What SQLite says of a file that is as it should be, and cannot be reached now."""


def _is_damage(error: Exception) -> bool:
    return not any(sign in str(error) for sign in _OF_THE_MOMENT)


def _reason(error: Exception) -> str:
    return next(words for sign, words in _OF_THE_MOMENT.items() if sign in str(error))


# ---------------------------------------------------------------- which one


def place_of(project: Project) -> Path:
    """Return where the cache of a project lies."""
    return project.root / FOLDER / _NAME


def has_cache(project: Project) -> bool:
    """Tell whether a build has noted anything in a project."""
    return place_of(project).is_file()


def open_cache(project: Project, *, only_looks: bool = False) -> Cache:
    """Return the cache of a project; nothing is opened before it is asked."""
    file = place_of(project)
    return Cache(file, shown=project.display(file), only_looks=only_looks)


@contextmanager
def temporary_cache(folder: Path | None = None) -> Iterator[Cache]:
    """Give a cache for one run alone, that nothing is left of; in a folder that others see too."""
    import tempfile  # with all that it loads, a glance need not pay for it

    with tempfile.TemporaryDirectory(prefix=".fichegen-", dir=folder) as place:
        made = Cache(Path(place) / _NAME)
        with closing(made):
            yield made


def no_cache() -> Cache:
    """Return a cache that has nothing and keeps nothing."""
    return Cache(Path(_NAME), _is_off=True)


def contents_below(root: Path) -> Iterator[bytes]:
    """Yield names and contents of the files below a folder of the tool, in order.

    What lies behind links counts too, as a checkout may have some; what Python leaves beside its
    modules is passed over.
    """
    for path in files_below(root):
        yield path.removeprefix(os.fspath(root)).encode("utf-8", "surrogateescape")
        with suppress(OSError):
            yield Path(path).read_bytes()


@cache
def tool() -> bytes:
    """Return what this fichegen is known by: its own files, its libraries, its Python.

    Not its version alone: a checkout has one version for many states.
    """
    return digest(*_around(), *contents_below(_OURS), *contents_below(packaged_root()))


def tool_at_a_glance() -> bytes:
    """Return what tells this fichegen from another by what the disk says of its files, none being read."""
    found = {**stamps_through(_OURS), **stamps_through(packaged_root())}
    return digest(*_around(), repr(sorted(found.items())).encode("utf-8", "surrogatepass"))


def _around() -> Iterator[bytes]:
    """Yield what is known of Python and the libraries."""
    yield sys.version.encode()
    yield zlib.ZLIB_RUNTIME_VERSION.encode()
    yield from _libraries()


def _libraries() -> list[bytes]:
    """Return the names and versions of the libraries, by the folders that tell of them."""
    found = []
    for package, distribution in _LIBRARIES.items():
        spec = find_spec(package)
        if spec and spec.origin:
            around = Path(spec.origin).parent
            if spec.submodule_search_locations:  # a package: a folder of its own
                around = around.parent
            found += sorted(
                path.name.encode()
                for path in around.glob("*.dist-info")
                if path.name.lower().replace("-", "_").startswith(f"{distribution}_")
            )
    return found

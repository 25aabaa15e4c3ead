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
import tempfile
from collections.abc import Collection, Iterable, Iterator, Mapping
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass, field
from functools import cache
from importlib.util import find_spec
from pathlib import Path
from typing import Final

from fichegen.artifacts import digest
from fichegen.diagnostics import Finding, Span, finding
from fichegen.project import Project, packaged_root

FOLDER: Final = ".fichegen"
_NAME: Final = "cache.sqlite"
_OURS: Final = Path(__file__).parent
_LIBRARIES: Final = {"jinja2": "jinja2", "markdown_it": "markdown_it_py", "yaml": "pyyaml"}
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
    _connection: sqlite3.Connection | None = None
    _is_off: bool = False

    def get(self, key: bytes) -> bytes | None:
        """Return the value of an entry, None where there is none that can be trusted."""
        return self.get_all((key,)).get(key)

    def get_all(self, keys: Iterable[bytes]) -> dict[bytes, bytes]:
        """Return those of some entries that are there."""
        found: dict[bytes, bytes] = {}
        with self._guarded() as connection:
            if connection:
                wanted = [*keys]
                for start in range(0, len(wanted), _AT_ONCE):
                    some = wanted[start : start + _AT_ONCE]
                    marks = ",".join("?" * len(some))
                    rows = connection.execute(
                        f"select key, value from kept where key in ({marks})",  # noqa: S608 - marks alone
                        some,
                    )
                    found.update(
                        (k, value) for k, value in map(_checked, rows) if value is not None
                    )
        return found

    def put_all(self, entries: Mapping[bytes, bytes]) -> None:
        """Note entries, in one step."""
        with self._guarded() as connection:
            if connection and entries:
                rows = ((key, _check(key, value) + value) for key, value in entries.items())
                with connection:
                    connection.executemany("insert or replace into kept values (?, ?)", rows)

    def holds_more_than(self, needed: int) -> bool:
        """Tell whether there are so many entries that those of no use are to be taken out."""
        count = 0
        with self._guarded() as connection:
            if connection:
                (count,) = connection.execute("select count(*) from kept").fetchone()
        return count > _ROOM * needed

    def keep_only(self, used: Collection[bytes]) -> None:
        """Take out what was of no use, once it is more than what was."""
        with self._guarded() as connection:
            if connection is None:
                return
            (count,) = connection.execute("select count(*) from kept").fetchone()
            if count <= _ROOM * len(used):
                return
            keys = [key for (key,) in connection.execute("select key from kept")]
            wanted = frozenset(used)
            with connection:
                connection.executemany(
                    "delete from kept where key = ?", ((k,) for k in keys if k not in wanted)
                )
            connection.execute("vacuum")

    def close(self) -> None:
        """Let go of the file: before other processes are made, and at the end."""
        if self._connection is not None:
            with suppress(sqlite3.Error):
                self._connection.close()
            self._connection = None

    # ------------------------------------------------------------ the file

    @contextmanager
    def _guarded(self) -> Iterator[sqlite3.Connection | None]:
        """Give the connection; whatever fails, the run goes on without the cache."""
        try:
            yield self._open()
        except _UnusableError as error:
            self._give_up(str(error))
        except sqlite3.DatabaseError as error:
            self.close()
            if _is_damage(error):
                self._throw_away("elle est abîmée")
            else:
                self._give_up(_reason(error))

    def _open(self) -> sqlite3.Connection | None:
        if self._is_off or self._connection is not None:
            return self._connection
        try:
            self.file.parent.mkdir(parents=True, exist_ok=True)
        except OSError as error:
            raise _UnusableError(os.strerror(error.errno or 0)) from error
        if self.file.is_symlink():
            raise _UnusableError("c'est un lien")
        connection = self._connected(is_last=False) or self._connected(is_last=True)
        self._connection = connection
        return connection

    def _connected(self, *, is_last: bool) -> sqlite3.Connection | None:
        """Connect to the file; one that is none of ours is thrown away, and there is no connection."""
        connection = sqlite3.connect(
            self.file, timeout=_PATIENCE, check_same_thread=False, isolation_level="IMMEDIATE"
        )
        try:
            if _prepare(connection):
                return connection
            wrong = "elle est d'un autre programme, ou d'une autre version"
        except sqlite3.DatabaseError as error:
            if is_last or not _is_damage(error):
                connection.close()
                raise
            wrong = "elle est abîmée"
        connection.close()
        self._throw_away(wrong)
        return None

    def _throw_away(self, reason: str) -> None:
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


def _prepare(connection: sqlite3.Connection) -> bool:
    """Make a new file ours; tell whether one that is there already is so."""
    connection.execute("pragma trusted_schema = off")
    connection.execute("pragma synchronous = off")  # what a loss of power takes is made again
    (application,) = connection.execute("pragma application_id").fetchone()
    (form,) = connection.execute("pragma user_version").fetchone()
    tables = connection.execute("select type, name from sqlite_schema").fetchall()
    if not tables and not application:
        connection.execute(f"pragma application_id = {_APPLICATION}")
        connection.execute(f"pragma user_version = {_FORM}")
        connection.execute("create table if not exists kept (key blob primary key, value blob)")
        return True
    ours = {("table", "kept"), ("index", "sqlite_autoindex_kept_1")}
    return (application, form) == (_APPLICATION, _FORM) and {*tables} == ours


def _check(key: bytes, value: bytes) -> bytes:
    return hashlib.blake2b(value, digest_size=_CHECK, key=key).digest()


def _checked(row: tuple[object, object]) -> tuple[bytes, bytes | None]:
    key, held = row
    if not (isinstance(key, bytes) and isinstance(held, bytes)):
        return b"", None
    value = held[_CHECK:]
    return key, value if held[:_CHECK] == _check(key, value) else None


def _is_damage(error: sqlite3.DatabaseError) -> bool:
    """Tell a file that is no cache, or one that was damaged, from one that cannot be reached now."""
    return not isinstance(error, sqlite3.OperationalError) or "malformed" in str(error)


def _reason(error: sqlite3.DatabaseError) -> str:
    words = str(error)
    if "locked" in words:
        return "une autre construction la tient"
    if "readonly" in words or "unable to open" in words:
        return "elle ne peut pas être écrite"
    return "le disque est plein" if "full" in words else "elle ne peut pas être lue"


# ---------------------------------------------------------------- which one


def place_of(project: Project) -> Path:
    """Return where the cache of a project lies."""
    return project.root / FOLDER / _NAME


def open_cache(project: Project) -> Cache:
    """Return the cache of a project; nothing is opened before it is asked."""
    file = place_of(project)
    return Cache(file, shown=project.display(file))


@contextmanager
def temporary_cache(folder: Path | None = None) -> Iterator[Cache]:
    """Give a cache for one run alone, that nothing is left of; in a folder that others see too."""
    with tempfile.TemporaryDirectory(prefix=".fichegen-", dir=folder) as place:
        made = Cache(Path(place) / _NAME)
        with closing(made):
            yield made


def no_cache() -> Cache:
    """Return a cache that has nothing and keeps nothing."""
    return Cache(Path(_NAME), _is_off=True)


def contents_below(root: Path) -> Iterator[bytes]:
    """Yield names and contents of the files below a folder of the tool or of templates, in order.

    No link is followed, and what Python leaves beside its modules is passed over.
    """
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        for name in sorted(names):
            file = Path(folder, name)
            if file.is_file() and not file.is_symlink():
                yield file.relative_to(root).as_posix().encode("utf-8", "surrogateescape")
                with suppress(OSError):
                    yield file.read_bytes()


@cache
def tool() -> bytes:
    """Return what this fichegen is known by: its own files, its libraries, its Python.

    Not its version alone: a checkout has one version for many states.
    """
    return digest(
        sys.version.encode(),
        *_libraries(),
        *contents_below(_OURS),
        *contents_below(packaged_root()),
    )


def _libraries() -> list[bytes]:
    """Return the names and versions of the libraries, by the folders that tell of them."""
    found = []
    for package, distribution in _LIBRARIES.items():
        spec = find_spec(package)
        if spec and spec.origin:
            around = Path(spec.origin).parent.parent
            found += sorted(
                path.name.encode()
                for path in around.glob("*.dist-info")
                if path.name.lower().replace("-", "_").startswith(f"{distribution}_")
            )
    return found

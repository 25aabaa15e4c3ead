"""Values to plain JSON and back, drawn from their types: what one run notes for the next to read.

A frozen dataclass is the list of its members in their order, an enumeration its value, a date its
ISO form; of a union of classes the value carries the name of its own. A `Sequence` is kept folded:
written on a line of its own, for which an object with its number stands, and read when it is asked
for. Nothing that is read back runs. What has another form is refused; words are not looked at one by
one, as who keeps them tells by a check of the bytes whether they are what was written.
"""

from __future__ import annotations

import datetime as dt
import enum
import json
import sys
import types
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from functools import cache, lru_cache
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

_PLAIN: Final = (str, int, float, bool, type(None))
_LINE: Final = ""
"""The key under which an object names the line it stands for, from the one below the first."""
_MOST_UNFOLDED: Final = 64

Step = Callable[[Any], Any]


class DamageError(Exception):
    """What was read back is not what it should be."""


@dataclass(frozen=True, slots=True)
class Codec:
    """Writes the values of one type, and reads them."""

    _to_plain: Step | None
    _from_plain: Step | None

    def write(self, value: object) -> bytes:
        """Return a value as JSON in UTF-8."""
        plain = self._to_plain(value) if self._to_plain else value
        below: list[bytes] = []

        def folded(line: bytes) -> dict[str, int]:
            below.append(line)
            return {_LINE: len(below) - 1}

        first = json.dumps(plain, ensure_ascii=False, separators=(",", ":"), default=folded)
        return b"\n".join((first.encode("utf-8", "surrogatepass"), *below))

    def read(self, written: bytes) -> Any:
        """Return the value that was written; raises DamageError where it cannot have been."""
        try:
            first, *below = written.split(b"\n")
            words = first.decode("utf-8", "surrogatepass")
            if below:
                plain = json.loads(words, object_hook=lambda named: below[named[_LINE]])
            else:
                plain = json.loads(words)
            return self._from_plain(plain) if self._from_plain else plain
        except (ValueError, TypeError, LookupError, RecursionError) as error:
            raise DamageError from error


class Folded(Sequence[Any]):
    """Values as they were written, read whenever they are looked at: much of what few ask for."""

    __slots__ = ("_codec", "written")

    def __init__(self, codec: Codec, written: bytes) -> None:
        self._codec, self.written = codec, written

    @property
    def _values(self) -> tuple[Any, ...]:
        return _unfolded(self._codec, self.written)

    def __getitem__(self, place: Any) -> Any:
        """Return a value by its place, or some."""
        return self._values[place]

    def __len__(self) -> int:
        """Count the values."""
        return len(self._values)

    def __iter__(self) -> Iterator[Any]:
        """Yield the values."""
        return iter(self._values)

    def __eq__(self, other: object) -> bool:
        """Compare the values with others, folded or not."""
        return self._values == (other._values if isinstance(other, Folded) else other)

    def __hash__(self) -> int:
        """Return the hash of the values."""
        return hash(self._values)

    def __repr__(self) -> str:
        """Show the values."""
        return repr(self._values)


@lru_cache(_MOST_UNFOLDED)
def _unfolded(how: Codec, written: bytes) -> tuple[Any, ...]:
    values: tuple[Any, ...] = how.read(written)
    return values


@cache
def codec(kind: Any) -> Codec:
    """Return the codec of a type: a frozen dataclass, or a tuple, a union, … of such."""
    return Codec(_writer(kind), _reader(kind))


# ---------------------------------------------------------------- writing


@cache
def _writer(kind: Any) -> Step | None:
    """Return what makes a value of a type plain; None where it is so already."""
    if kind in _PLAIN:
        return None
    if kind is dt.date:
        return dt.date.isoformat
    if get_origin(kind) is tuple:
        return _tuple_writer(get_args(kind))
    if get_origin(kind) is Sequence:
        return _folding(codec(types.GenericAlias(tuple, (*get_args(kind), ...))))
    if isinstance(kind, types.UnionType) or get_origin(kind) is Union:
        return _union_writer(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return lambda value: value.value
    if isinstance(kind, type) and is_dataclass(kind):
        return _record_writer(kind)
    raise TypeError(f"no way to write {kind}")


def _tuple_writer(members: tuple[Any, ...]) -> Step | None:
    if len(members) == 2 and members[1] is Ellipsis:
        each = _writer(members[0])
        return (lambda value: [each(one) for one in value]) if each else None
    writers = [_writer(member) for member in members]
    if not any(writers):
        return None
    return lambda value: [w(one) if w else one for w, one in zip(writers, value, strict=True)]


def _folding(inner: Codec) -> Step:
    return lambda value: value.written if isinstance(value, Folded) else inner.write(value)


def _union_writer(members: tuple[Any, ...]) -> Step | None:
    records = [member for member in members if member is not type(None)]
    if len(records) == 1:
        one = _writer(records[0])
        return (lambda value: None if value is None else one(value)) if one else None
    if all(record in _PLAIN for record in records):
        return None
    writers = {record.__name__: _writer(record) for record in records}

    def write(value: Any) -> Any:
        if value is None:
            return None
        name = type(value).__name__
        one = writers[name]
        return [name, one(value) if one else value]

    return write


def _record_writer(kind: type) -> Step:
    members = tuple((name, _writer(hint)) for name, hint in _members(kind))

    def write(value: Any) -> Any:
        return [w(getattr(value, n)) if w else getattr(value, n) for n, w in members]

    return write


# ---------------------------------------------------------------- reading


@cache
def _reader(kind: Any) -> Step | None:
    """Return what makes a value of a type of what is plain; None where it is one already."""
    if kind in _PLAIN:
        return None
    if kind is dt.date:
        return dt.date.fromisoformat
    if get_origin(kind) is tuple:
        return _tuple_reader(get_args(kind))
    if get_origin(kind) is Sequence:
        return _unfolding(codec(types.GenericAlias(tuple, (*get_args(kind), ...))))
    if isinstance(kind, types.UnionType) or get_origin(kind) is Union:
        return _union_reader(get_args(kind))
    if isinstance(kind, type) and issubclass(kind, enum.Enum):
        return kind
    return _record_reader(kind)


def _tuple_reader(members: tuple[Any, ...]) -> Step:
    if len(members) == 2 and members[1] is Ellipsis:
        each = _reader(members[0])
        if each is _as_tuple:  # pairs of numbers, by the hundred
            each = tuple
        return (lambda plain: tuple(map(each, _listed(plain)))) if each else _as_tuple
    readers = [_reader(member) for member in members]
    if not any(readers):
        return _as_tuple
    readers = [
        sys.intern if member is str else r for member, r in zip(members, readers, strict=True)
    ]
    return lambda plain: tuple(
        r(one) if r else one for r, one in zip(readers, _listed(plain), strict=True)
    )


def _as_tuple(plain: Any) -> tuple[Any, ...]:
    return tuple(_listed(plain))


def _listed(plain: Any) -> list[Any]:
    if type(plain) is not list:
        raise TypeError
    return plain


def _unfolding(inner: Codec) -> Step:
    def read(line: Any) -> Folded:
        if type(line) is not bytes:
            raise TypeError
        return Folded(inner, line)

    return read


def _union_reader(members: tuple[Any, ...]) -> Step | None:
    records = [member for member in members if member is not type(None)]
    if len(records) == 1:
        one = _reader(records[0])
        return (lambda plain: None if plain is None else one(plain)) if one else None
    if all(record in _PLAIN for record in records):
        return None
    readers = {record.__name__: _reader(record) for record in records}

    def read(plain: Any) -> Any:
        if plain is None:
            return None
        name, value = plain
        one = readers[name]
        return one(value) if one else value

    return read


def _record_reader(kind: type) -> Step:
    """Make a record without its constructor, whose keywords cost as much as all the rest."""
    new: Step = object.__new__
    parts = [
        (getattr(kind, name).__set__, sys.intern if hint is str else _reader(hint))
        for name, hint in _members(kind)
    ]
    count = len(parts)

    def read(plain: Any) -> Any:
        if type(plain) is not list or len(plain) != count:
            raise TypeError
        made = new(kind)
        for (put, reader), one in zip(parts, plain, strict=True):
            put(made, reader(one) if reader else one)
        return made

    return read


def _members(kind: type) -> list[tuple[str, Any]]:
    """Return the members of a frozen dataclass with slots, in their order, with their types."""
    hints = get_type_hints(kind)
    return [(member.name, hints[member.name]) for member in fields(kind)]

"""Records of facts: what each member is called and may hold, told once.

The data, its JSON Schema, the spreadsheets and the documentation are all drawn from tables of
these, so that none can say another thing than the others.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeAlias, TypeVar

from fichegen.presenting import Presenter
from fichegen.reading import TABLES, Scope

T = TypeVar("T")
Json: TypeAlias = "str | int | float | bool | list[Json] | dict[str, Json] | None"
Object: TypeAlias = dict[str, Json]


@dataclass(frozen=True, slots=True)
class Scalar:
    """A single value."""

    words: str
    """What it is, for people."""
    schema: Mapping[str, Json]
    """The keywords of JSON Schema that say it."""


@dataclass(frozen=True, slots=True)
class Many:
    """A list, empty where there is nothing."""

    of: Scalar | Record[Any]


@dataclass(frozen=True, slots=True)
class Member(Generic[T]):
    """One key of a record."""

    key: str
    shape: Scalar | Many | Record[Any]
    help: str
    """What it says, in a phrase for whoever reads the data."""
    value: Callable[[Presenter, T], Json]
    label: str = ""
    """Its name for people; empty for the vocabulary's, where a field has its key."""
    may_miss: bool = False
    """True where it is null when the fiche does not say it."""
    in_table: bool = True
    """False for what a spreadsheet does not show."""


@dataclass(frozen=True, slots=True)
class Record(Generic[T]):
    """An object that has all its keys, whatever is said or not."""

    name: str
    """Its name among the definitions of a schema."""
    help: str
    members: tuple[Member[T], ...]
    line: Callable[[Any], str] = str
    """Writes one in a line, as a cell holds several of them."""
    scope: Scope | None = None
    """Whose fields name its members."""

    def of(self, presenter: Presenter, subject: T) -> Object:
        """Return the record of a subject."""
        return {member.key: member.value(presenter, subject) for member in self.members}

    def all(self, presenter: Presenter, subjects: Iterable[T]) -> list[Json]:
        """Return the records of several subjects."""
        return [self.of(presenter, subject) for subject in subjects]

    def maybe(self, presenter: Presenter, subject: T | None) -> Object | None:
        """Return the record of a subject, null where there is none."""
        return None if subject is None else self.of(presenter, subject)

    def label(self, member: Member[T]) -> str:
        """Return a member's name for people; may be empty inside another record."""
        fields = TABLES[self.scope] if self.scope else ()
        known = (field.label for field in fields if field.name == member.key)
        return member.label or next(known, "")


def may(
    key: str,
    shape: Scalar | Record[Any],
    help: str,  # noqa: A002
    value: Callable[[Presenter, T], Json],
    label: str = "",
    *,
    in_table: bool = True,
) -> Member[T]:
    """Make a member that is null where nothing is said."""
    return Member(key, shape, help, value, label, may_miss=True, in_table=in_table)


def choice(values: Iterable[str], words: str) -> Scalar:
    """Make the shape of one word of a closed list."""
    return Scalar(words, {"type": "string", "enum": [str(value) for value in values]})


TEXT: Final = Scalar("texte", {"type": "string", "minLength": 1})
DATE: Final = Scalar("jour, AAAA-MM-JJ", {"type": "string", "format": "date"})
CLOCK: Final = Scalar(
    "heure, HH:MM", {"type": "string", "pattern": "^(([01][0-9]|2[0-3]):[0-5][0-9]|24:00)$"}
)
NUMBER: Final = Scalar("nombre", {"type": "number", "minimum": 0})
YESNO: Final = Scalar("vrai ou faux", {"type": "boolean"})
SLUG: Final = Scalar("nom en a-z, 0-9 et tirets", {"type": "string", "pattern": "^[a-z0-9]+(-[a-z0-9]+)*$"})  # fmt: skip
PATH: Final = Scalar(
    "chemin depuis la racine du site", {"type": "string", "pattern": "^[A-Za-z0-9][A-Za-z0-9._/-]*$"}
)  # fmt: skip
URL: Final = Scalar(
    "adresse complète", {"type": "string", "format": "uri", "pattern": "^https?://[!-~]+$"}
)
EMAIL: Final = Scalar("adresse électronique", {"type": "string", "format": "email"})

"""Values to JSON and back: nothing is lost on the way, and what was damaged is no value."""

from __future__ import annotations

import datetime as dt
import enum
import json
import types
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields, is_dataclass
from typing import Any, Final, Union, get_args, get_origin, get_type_hints

import pytest
from conftest import ROOT
from corpus import EXTREMES, write_corpus
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from fichegen.codes import Severity
from fichegen.coding import Codec, DamageError, Folded, codec
from fichegen.diagnostics import Finding, Span, finding
from fichegen.intake import Taken, take
from fichegen.project import Project
from fichegen.settings import Settings, read_settings
from fichegen.sources import read_sources

TAKEN, FINDING, SETTINGS = codec(Taken), codec(Finding), codec(Settings)

Told = tuple[object, ...]


def told(value: object) -> Told:
    """Tell a value with all its members, those that do not count for equality too, and their types."""
    kind = type(value)
    if is_dataclass(value):
        return (kind, *((each.name, told(getattr(value, each.name))) for each in fields(value)))
    if isinstance(value, tuple | Folded):
        return (tuple, *map(told, value))
    return (kind, value)


def comes_back(coded: Codec, value: object) -> None:
    back = coded.read(coded.write(value))
    assert back == value
    assert told(back) == told(value)
    assert hash(back) == hash(value)
    assert coded.write(back) == coded.write(value)


# ---------------------------------------------------------------- real fiches


@pytest.fixture(scope="module")
def real(tmp_path_factory: pytest.TempPathFactory) -> list[Taken]:
    """What all sources of the demonstration, of an invented catalogue and of extreme fiches say."""
    root = tmp_path_factory.mktemp("corpus")
    write_corpus(root, 60)
    (root / "content" / "extremes").mkdir()
    for name, body in EXTREMES.items():
        (root / "content" / "extremes" / name).write_text(body, encoding="utf-8")
    projects = (Project.at(ROOT), Project.at(root))
    return [take(source) for project in projects for source in read_sources(project)[0]]


def test_what_real_sources_say_comes_back(real: list[Taken]) -> None:
    assert {type(taken.said).__name__ for taken in real} >= {
        "Fiche",
        "FreePage",
        "Organisation",
        "Settings",
    }
    for taken in real:
        comes_back(TAKEN, taken)


def test_what_is_written_is_as_short_as_it_can_be_and_plain(real: list[Taken]) -> None:
    """A list of members: no name of a class but in a union, and no way to run anything."""
    for taken in real:
        first, *below = TAKEN.write(taken).split(b"\n")
        plain = json.loads(first.decode("utf-8", "surrogatepass"))
        assert len(plain) == 3
        assert plain[0] is None or plain[0][0] == type(taken.said).__name__
        folded = [each for each in _everything(plain) if isinstance(each, dict)]
        assert folded == [{"": number} for number in range(len(below))]
        for line in below:
            inner = json.loads(line.decode("utf-8", "surrogatepass"))
            assert not any(isinstance(each, dict) for each in _everything(inner))


def _everything(plain: object) -> Iterator[object]:
    yield plain
    for each in plain if isinstance(plain, list) else ():
        yield from _everything(each)


def test_settings_with_everything_come_back() -> None:
    read, found = read_settings(
        "content/catalogue.yml",
        """\
titre: Catalogue
url: https://exemple.fr/a
logo: images/logo.svg
couleurs: {principale: '#7a1f1f'}
severites: {FG203: avertissement, FG404: erreur}
accessibilité:
  état: partiellement conforme
  audit: 3 mars 2021
  auditeur: Tamarin
  taux: 87,5 %
  non conformités: [un, deux]
""",
    )
    assert read.accessibility.rate == 87.5, found
    assert read.severities
    comes_back(SETTINGS, read)
    for each in found:
        comes_back(FINDING, each)


# ---------------------------------------------------------------- made-up values


WORDS: Final = st.text(st.characters(), max_size=8) | st.sampled_from(
    ["\ud800", "\ud83d\ude00", "\U0001f600", "\x00", '"\\', "\u2028", "é", "e\u0301", "[]", "null"]
)
"""Half signs too, which no file holds, but a value that was cut may."""
PLAIN: Final[dict[Any, st.SearchStrategy[Any]]] = {
    str: WORDS,
    int: st.integers(),
    float: st.floats(allow_nan=False),
    bool: st.booleans(),
    type(None): st.none(),
    dt.date: st.dates(),
}


def some(kind: Any) -> st.SearchStrategy[Any]:
    """Give values of a type, by the types of its members."""
    if kind in PLAIN:
        return PLAIN[kind]
    members = get_args(kind)
    if get_origin(kind) is Sequence:
        return st.lists(some(members[0]), max_size=2).map(tuple)
    if get_origin(kind) is tuple:
        if members[-1] is Ellipsis:
            return st.lists(some(members[0]), max_size=2).map(tuple)
        return st.tuples(*map(some, members))
    if isinstance(kind, types.UnionType) or get_origin(kind) is Union:
        return st.one_of(*map(some, members))
    if issubclass(kind, enum.Enum):
        return st.sampled_from(kind)
    hints = get_type_hints(kind)
    given_members = {each.name: some(hints[each.name]) for each in fields(kind)}
    return st.deferred(lambda: st.builds(kind, **given_members))


MANY = settings(
    max_examples=60,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)


@MANY
@given(some(Taken))
def test_whatever_a_source_says_comes_back(taken: Taken) -> None:
    comes_back(TAKEN, taken)


@given(some(Finding))
@example(Finding("FG301", Span("content/é.md", 3, 4, 5), (("date", "\ud800"),), Severity.REMARK))
@example(Finding("FG301", Span("a"), (), Severity.ERROR, (Span("b", 2),), fix=""))
def test_whatever_is_found_comes_back(found: Finding) -> None:
    comes_back(FINDING, found)


@given(some(Settings))
def test_whatever_settings_ask_comes_back(asked: Settings) -> None:
    comes_back(SETTINGS, asked)


@dataclass(frozen=True, slots=True)
class Inner:
    words: str


@dataclass(frozen=True, slots=True)
class Other:
    words: str


@dataclass(frozen=True, slots=True)
class Outer:
    either: Inner | Other | str | None
    number: int | str
    perhaps: Inner | None
    pairs: tuple[tuple[str, Inner], ...]
    day: dt.date | None
    three: tuple[int, int, dt.date] | None


@dataclass(frozen=True, slots=True)
class Rare:
    seldom: Sequence[Inner]
    often: str
    plain: Sequence[str]


@given(some(Outer))
def test_unions_tuples_and_what_may_be_missing_come_back(value: Outer) -> None:
    comes_back(codec(Outer), value)


@given(some(Rare))
def test_what_is_folded_comes_back(value: Rare) -> None:
    comes_back(codec(Rare), value)


@pytest.mark.parametrize(
    ("kind", "value"),
    [
        (tuple[str, ...], ()),
        (tuple[str, ...], ("a", "b")),
        (tuple[int, str], (1, "a")),
        (tuple[Inner, ...], (Inner("a"), Inner("b"))),
        (Inner | Other, Other("a")),
        (str | None, None),
        (dt.date, dt.date(1, 1, 1)),
        (Severity, Severity.WARNING),
        (Sequence[Inner], (Inner("a\n"), Inner("b"))),
        (tuple[Sequence[int], Sequence[int]], ((), (1, 2))),
    ],
)
def test_what_is_no_record_comes_back_too(kind: Any, value: object) -> None:
    comes_back(codec(kind), value)


def test_what_is_folded_is_read_when_it_is_looked_at_and_is_what_was_written() -> None:
    kind = codec(tuple[str, Sequence[Inner]])
    words, seldom = kind.read(kind.write(("a", (Inner("b"), Inner("c")))))
    assert (words, type(seldom), len(seldom)) == ("a", Folded, 2)
    assert (seldom[1], seldom[:1]) == (Inner("c"), (Inner("b"),))
    assert seldom == (Inner("b"), Inner("c")) == tuple(seldom)
    assert seldom != (Inner("b"),)
    assert hash(seldom) == hash((Inner("b"), Inner("c")))
    assert repr(seldom) == repr((Inner("b"), Inner("c")))


@pytest.mark.parametrize(
    "written",
    [b'["a",{"":1}]\n[]', b'["a",{"":0}]', b'["a",[]]', b'["a",{"b":0}]\n[]', b'["a",7]\n[]'],
)
def test_what_is_folded_is_where_it_is_said_to_be(written: bytes) -> None:
    with pytest.raises(DamageError):
        codec(tuple[str, Sequence[Inner]]).read(written)


@pytest.mark.parametrize("kind", [bytes, object, set[str], dict[str, str], list[str], dt.datetime])
def test_a_type_without_a_way_is_refused_before_anything_is_written(kind: Any) -> None:
    with pytest.raises(TypeError):
        codec(kind)


# ---------------------------------------------------------------- damage


FOUND: Final = finding("FG301", Span("content/a.md", 3), Span("content/b.md"), date="31 juin")


def refused_or_read(coded: Codec, written: bytes) -> None:
    """Whatever the bytes are, there is a value or DamageError, of what is folded when it is looked at."""
    try:
        told(coded.read(written))
    except DamageError:
        return


@given(st.binary())
@example(b"")
@example(b"\xff")
@example(b"[" * 200_000)
@example(b"1" * 5000)
@example(b"NaN")
def test_bytes_of_somebody_else_are_refused(written: bytes) -> None:
    for coded in (TAKEN, FINDING, SETTINGS, codec(tuple[Outer, ...])):
        refused_or_read(coded, written)


@MANY
@given(st.data())
def test_no_damaged_byte_raises_anything_else(data: st.DataObject) -> None:
    coded, value = data.draw(
        st.sampled_from([(FINDING, FOUND), (SETTINGS, Settings()), (TAKEN, _taken())])
    )
    written = bytearray(coded.write(value))
    for _ in range(data.draw(st.integers(1, 3))):
        written[data.draw(st.integers(0, len(written) - 1))] = data.draw(st.integers(0, 255))
    refused_or_read(coded, bytes(written[: data.draw(st.integers(0, len(written)))]))


def _taken() -> Taken:
    sources, _ = read_sources(Project.at(ROOT))
    return take(next(source for source in sources if source.path.endswith("module-1.md")))


@pytest.mark.parametrize("cut", range(1, 12))
def test_what_was_cut_is_refused(cut: int) -> None:
    with pytest.raises(DamageError):
        FINDING.read(FINDING.write(FOUND)[:-cut])


JSON: Final = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=4),
    lambda inner: st.lists(inner, max_size=7) | st.dictionaries(st.text(max_size=4), inner),
    max_leaves=12,
)


@given(JSON)
def test_no_other_json_raises_anything_else(plain: object) -> None:
    written = json.dumps(plain).encode()
    for coded in (TAKEN, FINDING, SETTINGS, codec(Outer), codec(Inner | Other)):
        refused_or_read(coded, written)


@MANY
@given(st.data(), JSON)
def test_no_member_of_another_kind_raises_anything_else(data: st.DataObject, plain: object) -> None:
    """One value somewhere in what was written is another."""
    coded, value = data.draw(
        st.sampled_from([(FINDING, FOUND), (SETTINGS, Settings()), (TAKEN, _taken())])
    )
    whole = [json.loads(line) for line in coded.write(value).split(b"\n")]
    places = [
        each for line in whole for each in _everything(line) if isinstance(each, list) and each
    ]
    place = data.draw(st.sampled_from(places))
    assert isinstance(place, list)
    place[data.draw(st.integers(0, len(place) - 1))] = plain
    refused_or_read(coded, b"\n".join(json.dumps(line).encode() for line in whole))


GOOD: Final = [["Inner", ["a"]], 1, ["a"], [["a", ["b"]]], "2021-09-01", [1, 2, "2021-09-01"]]


def test_the_good_one_of_the_next_test_is_read() -> None:
    assert codec(Outer).read(json.dumps(GOOD).encode()) == Outer(
        Inner("a"), 1, Inner("a"), (("a", Inner("b")),), dt.date(2021, 9, 1),
        (1, 2, dt.date(2021, 9, 1)),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("member", "wrong"),
    [
        (0, ["Inconnu", ["a"]]),
        (0, ["Inner", ["a", "b"]]),
        (0, ["Inner", []]),
        (0, ["Inner"]),
        (0, ["Inner", ["a"], 1]),
        (0, [["Inner"], ["a"]]),
        (0, [{}, ["a"]]),
        (0, 7),
        (2, []),
        (2, ["a", "b"]),
        (2, 7),
        (3, 7),
        (3, [["a"]]),
        (3, [["a", ["b"], "c"]]),
        (3, [["a", []]]),
        (4, "2021-02-31"),
        (4, "demain"),
        (4, 20210901),
        (4, ["2021-09-01"]),
        (5, [1, 2]),
        (5, [1, 2, "2021-09-01", 3]),
        (5, [1, 2, 3]),
    ],
)
def test_a_member_of_another_form_is_refused(member: int, wrong: object) -> None:
    damaged = [wrong if number == member else each for number, each in enumerate(GOOD)]
    with pytest.raises(DamageError):
        codec(Outer).read(json.dumps(damaged).encode())


@pytest.mark.parametrize("count", [0, 1, 5, 7])
def test_a_record_with_other_members_is_refused(count: int) -> None:
    """As an older or a later fichegen may have written it."""
    with pytest.raises(DamageError):
        codec(Outer).read(json.dumps([*GOOD, 1, 2][:count]).encode())


@pytest.mark.parametrize("value", ["fatal", "ERROR", 3, None, [], {}])
def test_no_value_of_an_enumeration_is_made_up(value: object) -> None:
    with pytest.raises(DamageError):
        codec(Severity).read(json.dumps(value).encode())

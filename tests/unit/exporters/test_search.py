"""The files of the search, read back by a reader of their own; a browser reads them in tests/browser."""

from __future__ import annotations

import datetime as dt
import gzip
import hashlib
import json
import os
import random
import subprocess
import sys
from collections.abc import Iterator, Sequence
from itertools import chain, pairwise
from typing import Any

import pytest
from conftest import ROOT

from fichegen.artifacts import Artifact
from fichegen.exporters import Document, Entry, search_parts, terms_of

DIGITS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
EPOCH = dt.date(1970, 1, 1).toordinal()
BARE = Entry(first=None, limit=None, states="a-programmer", facets=(), is_session=False)
WORDS = (
    "L’hôpital, les hôpitaux, Saint-Denis, pré-requis, cœur, chevaux, accueil, équipe, écrit, "
    "écouter, écoutes, évaluation, de la, en, projet, art, article, artisan, santé, social"
).split(", ")


def document(strong: str = "", weak: str = "", *entries: Entry, **others: object) -> Document:
    facts: dict[str, Any] = {"title_rank": 0, "card": "<li></li>", **others}
    first, rest = terms_of(strong, weak)
    return Document(strong=first, weak=rest, entries=entries or (BARE,), **facts)


def invented(count: int, seed: int = 1) -> list[Document]:
    chance = random.Random(seed)
    ranks = chance.sample(range(count), count)
    return [
        document(
            " ".join(chance.choices(WORDS, k=3)),
            " ".join(chance.choices(WORDS, k=8)),
            *(session(chance) for _ in range(chance.randrange(4))),
            title_rank=rank,
            card=f"<li>fiche {rank}</li>",
        )
        for rank in ranks
    ]


def session(chance: random.Random) -> Entry:
    first = dt.date(2021, 1, 1) + dt.timedelta(days=chance.randrange(500))
    limit = first - dt.timedelta(days=chance.choice([0, 15, 30]))
    day = dt.timedelta(days=1)
    last = first + chance.randrange(4) * day
    return Entry(
        first=chance.choice([first, first, None]),
        limit=chance.choice([limit, None]),
        states=f"ouvert {limit - 15 * day} bientot {limit + day} clos {first} en-cours {last + day} termine",
        facets=tuple(chance.sample(["territoire:est", "territoire:sud", "mois:2021-11"], k=2)),
    )


# ---------------------------------------------------------------- reading back


class Index:
    """What the script would know once it had loaded every file."""

    def __init__(self, documents: Sequence[Document]) -> None:
        path, self.artifacts = search_parts(documents)
        self.parts = dict(map(part, self.artifacts))
        self.head = self.parts["index"]
        files = {artifact.path for artifact in self.artifacts}
        assert len(files) == len(self.artifacts)
        assert path in files
        named = {f"titres.{self.head['titles']}"}
        for name, digests in (
            ("mots", [digest for _, digest in self.head["words"]]),
            ("facettes", [digest for _, digest in self.head["facets"]]),
            ("sessions", self.head["sessions"]),
            ("fiches", self.head["cards"]),
        ):
            named |= {f"{name}-{number}.{digest}" for number, digest in enumerate(digests)}
        assert files == {path} | {f"assets/recherche/{name}.js" for name in named}

    def all(self, name: str) -> list[Any]:
        """Return the files of one kind, in order."""
        numbers = range(sum(part.startswith(f"{name}-") for part in self.parts))
        return [self.parts[f"{name}-{number}"] for number in numbers]

    def words(self) -> dict[str, dict[int, bool]]:
        """Return the documents of each term, with whether it stands in the strong text."""
        found: dict[str, dict[int, bool]] = {}
        for key, postings in (pair for part in self.all("mots") for pair in part):
            number, documents = 0, found.setdefault(key, {})
            for coded in numbers(postings):
                number += coded >> 1
                documents[number] = bool(coded & 1)
        return found

    def facets(self) -> dict[str, list[int]]:
        found = {}
        for key, postings in (pair for part in self.all("facettes") for pair in part):
            distances = [*numbers(postings)]
            found[key] = [sum(distances[: n + 1]) for n in range(len(distances))]
        return found

    def sessions(self) -> Iterator[tuple[dt.date | None, dt.date | None, str]]:
        for part in self.all("sessions"):
            before = 0
            columns = (numbers(part[name]) for name in ("first", "limit", "shape"))
            for coded_first, coded_limit, shape in zip(*columns, strict=True):
                first = day(coded_first, before)
                before = before if first is None else first
                limit = day(coded_limit, first or 0)
                bases = {"f": first, "l": limit, "t": 0}
                steps = [
                    str(date((bases[step[0]] or 0) + int(step[1:]))) if i % 2 else step
                    for i, step in enumerate(part["shapes"][shape])
                ]
                yield date(first), date(limit), " ".join(steps)


def part(artifact: Artifact) -> tuple[str, Any]:
    name, _, rest = artifact.path.removeprefix("assets/recherche/").partition(".")
    body = artifact.body.decode("ascii")
    assert rest == hashlib.sha256(artifact.body).hexdigest()[:10] + ".js"
    start, end = f'fichegen.part("{name}",', ");\n"
    assert body.startswith(start)
    assert body.endswith(end)
    return name, json.loads(body[len(start) : -len(end)])


def numbers(text: str) -> Iterator[int]:
    number, shift = 0, 0
    for digit in map(DIGITS.index, text):
        number += digit % 32 << shift
        shift += 5
        if digit < 32:
            yield number
            number, shift = 0, 0
    assert shift == 0


def day(coded: int, base: int) -> int | None:
    if coded == 0:
        return None
    return base - coded // 2 if coded % 2 == 0 else base + coded // 2


def date(number: int | None) -> dt.date | None:
    return None if number is None else dt.date.fromordinal(number + EPOCH)


# ---------------------------------------------------------------- what is in it


@pytest.mark.parametrize("count", [0, 1, 24, 25, 400])
def test_terms_lead_to_the_documents_that_hold_them(count: int) -> None:
    documents = invented(count)
    expected: dict[str, dict[int, bool]] = {}
    for number, each in enumerate(documents):
        for found, strong in ((each.weak, False), (each.strong, True)):
            for term in found:
                expected.setdefault(term, {})[number] = strong
    assert Index(documents).words() == expected


@pytest.mark.parametrize("count", [0, 1, 24, 25, 400])
def test_facets_lead_to_the_entries_that_have_them(count: int) -> None:
    documents = invented(count)
    expected: dict[str, list[int]] = {}
    for number, entry in enumerate(entry for each in documents for entry in each.entries):
        for facet in entry.facets:
            expected.setdefault(facet, []).append(number)
    assert Index(documents).facets() == expected


def test_a_facet_said_twice_counts_once() -> None:
    entry = Entry(first=None, limit=None, states="ouvert", facets=("mois:x", "mois:x"))
    assert Index([document("", "", entry)]).facets() == {"mois:x": [0]}


@pytest.mark.parametrize("count", [0, 1, 24, 25, 5000])
def test_days_and_timelines_are_kept(count: int) -> None:
    documents = invented(count)
    kept = [(e.first, e.limit, e.states) for each in documents for e in each.entries]
    assert [*Index(documents).sessions()] == kept


@pytest.mark.parametrize(
    ("first", "limit", "states"),
    [
        (dt.date(1970, 1, 1), dt.date(1970, 1, 1), "ouvert 1970-01-01 en-cours 1970-01-02 termine"),
        (dt.date(1969, 12, 31), dt.date(1970, 1, 2), "ouvert 1969-12-01 en-cours 1971-01-02 termine"),
        (dt.date.min, dt.date.max, "ouvert 0001-01-01 termine"),
        (dt.date.max, dt.date.min, "ouvert 9999-12-31 termine"),
        (None, dt.date(2021, 10, 15), "ouvert 2021-10-16 clos 2022-01-01 termine"),
        (None, None, "complet 2021-11-18 termine"),
        (dt.date(2021, 11, 15), None, "annule"),
    ],
)  # fmt: skip
def test_odd_days_are_kept(first: dt.date | None, limit: dt.date | None, states: str) -> None:
    entry = Entry(first=first, limit=limit, states=states, facets=())
    common = session(random.Random(3))
    read = [*Index([document("", "", common, entry, common)]).sessions()]
    assert read[1] == (first, limit, states)
    assert read[0] == read[2] == (common.first, common.limit, common.states)


def test_a_fiche_without_sessions_is_told_apart() -> None:
    held = Entry(first=None, limit=None, states="a-programmer", facets=())
    documents = [document(), document("", "", held), document("", "", held, held)]
    assert Index(documents).head["entries"] == [0, 1, 2]


def test_cards_and_titles_are_kept() -> None:
    documents = invented(100)
    index = Index(documents)
    cards = index.all("fiches")
    assert [len(each) for each in cards] == [24, 24, 24, 24, 4]
    assert [*chain(*cards)] == [each.card for each in documents]
    assert [*numbers(index.parts["titres"])] == [each.title_rank for each in documents]


def test_keys_are_in_the_order_of_scripts() -> None:
    # By code points the two signs stand the other way round.
    facets = ("x:\uffee", "x:\U0001f4cc", "x:é", "x:a", "x:~", "x:" + "z" * 60_000)
    entry = Entry(first=None, limit=None, states="ouvert", facets=facets)
    index = Index([document("", "", entry)])
    keys = [key for part in index.all("facettes") for key, _ in part]
    assert keys == ["x:a", facets[-1], "x:~", "x:é", "x:\U0001f4cc", "x:\uffee"]
    assert [first for first, _ in index.head["facets"]] == [part[0][0] for part in index.all("facettes")]  # fmt: skip


# ---------------------------------------------------------------- what it is as files

HOSTILE = (
    "</script><script>alert(1)</script><!-- ]]> \u2028\u2029 \\ \" ' \x00 \ud800 ${x} `y` __proto__"
)


def test_hostile_text_stays_json() -> None:
    entry = Entry(first=None, limit=None, states="ouvert", facets=(f"x:{HOSTILE}",))
    index = Index([document(HOSTILE, HOSTILE, entry, card=HOSTILE)])
    assert index.parts["fiches-0"] == [HOSTILE]
    assert index.facets() == {f"x:{HOSTILE}": [0]}
    for artifact in index.artifacts:
        assert b"<" not in artifact.body
        assert artifact.path.isascii()


def test_the_same_documents_give_the_same_bytes_under_any_hash_seed() -> None:
    script = (
        "import hashlib, sys; sys.path[:0] = ['tests', 'tests/unit/exporters'];"
        "from test_search import invented; from fichegen.exporters import search_parts;"
        "print(hashlib.sha256(repr(search_parts(invented(60))).encode()).hexdigest())"
    )
    digests = {
        subprocess.run(
            [sys.executable, "-c", script],
            cwd=ROOT,
            env={**os.environ, "PYTHONHASHSEED": seed},
            capture_output=True,
            text=True,
            check=True,
        ).stdout
        for seed in ("1", "2", "3")
    }
    assert len(digests) == 1


def large(count: int) -> list[Document]:
    """Invent fiches of the size of real ones, with words as unevenly spread as real ones."""
    chance = random.Random(7)
    vocabulary = [f"{chance.choice(WORDS)[:6]}{number:x}" for number in range(20_000)]
    weights = [1 / (rank + 5) for rank in range(len(vocabulary))]
    drawn = iter(chance.choices(vocabulary, weights, k=count * 520))
    return [
        document(
            " ".join(next(drawn) for _ in range(20)),
            " ".join(next(drawn) for _ in range(500)),
            *(session(chance) for _ in range(chance.randrange(1, 4))),
            title_rank=rank,
        )
        for rank in chance.sample(range(count), count)
    ]


@pytest.mark.slow
def test_a_large_catalogue_is_cut_into_small_files() -> None:
    index = Index(large(10_000))
    head, *others = index.artifacts
    assert len(gzip.compress(head.body)) < 40_000
    postings = [a for a in others if "/mots-" in a.path or "/facettes-" in a.path]
    assert len(postings) > 50
    for artifact in postings:
        assert len(artifact.body) < 49_000 or len(part(artifact)[1]) == 1, artifact.path
    keys = [key for each in index.all("mots") for key, _ in each]
    assert all(one < other for one, other in pairwise(keys))

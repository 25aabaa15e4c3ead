"""Feeds, read back by two readers we did not write."""

from __future__ import annotations

import datetime as dt
import posixpath
import uuid
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

import feedparser
import pytest
from conftest import ROOT, TODAY
from corpus import EXTREMES, write_corpus
from exports import ATTACKS, COMPLETE, ORGANISATION, presenter
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fichegen import routes, text
from fichegen.catalogue import assemble
from fichegen.dates import Kind, Schedule, write_date
from fichegen.exporters.feeds import feeds, updated_on
from fichegen.model import Term
from fichegen.presenting import Presenter
from fichegen.reading import read_fiche
from fichegen.settings import Settings
from fichegen.states import CLOSING_DAYS, State

ATOM: Final = "{http://www.w3.org/2005/Atom}"
URL: Final = "https://formations.example/catalogue"
DAY: Final = dt.timedelta(days=1)


def made(given: Presenter) -> dict[str, bytes]:
    found = [(artifact.path, artifact.body) for artifact in feeds(given)]
    assert len(dict(found)) == len(found)
    return dict(found)


def read(body: bytes) -> Any:
    parsed = feedparser.parse(body)
    assert not parsed.bozo, parsed.get("bozo_exception")
    assert parsed.version == "atom10"
    return parsed


def entries(given: Presenter, path: str) -> list[Any]:
    return list(read(made(given)[path]).entries)


def titles(given: Presenter, path: str) -> list[str]:
    return [entry.title for entry in entries(given, path)]


def folder(root: Path) -> Presenter:
    """Bring the fiches of a folder together."""
    found = []
    for path in sorted((root / "content").rglob("*")):
        if path.suffix in (".md", ".yml") and path.parent.name not in ("organismes", "pages"):
            fiche, _ = read_fiche(path.relative_to(root).as_posix(), path.read_text("utf-8"))
            found += [fiche] if fiche and path.name != "catalogue.yml" else []
    catalogue, _ = assemble(found, (), (), Settings())
    return Presenter(catalogue, TODAY)


@pytest.fixture(scope="module", params=["golden", "large", "extreme", "attacks"])
def catalogue(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Presenter:
    if request.param == "golden":
        return folder(ROOT)
    if request.param == "attacks":
        return presenter(*ATTACKS.values(), today=dt.date(2021, 11, 10))
    root: Path = tmp_path_factory.mktemp(request.param)
    if request.param == "large":
        write_corpus(root, 300)
    for name, body in EXTREMES.items() if request.param == "extreme" else ():
        (root / "content").mkdir(exist_ok=True)
        (root / "content" / name).write_text(body, encoding="utf-8")
    return folder(root)


# ---------------------------------------------------------------- the form


def test_both_readers_find_every_feed_well_made(catalogue: Presenter) -> None:
    for path, body in made(catalogue).items():
        root = etree.fromstring(body)
        assert root.tag == f"{ATOM}feed"
        parsed = read(body)
        assert parsed.feed.title
        assert parsed.feed.subtitle
        assert parsed.feed.language == "fr"
        assert parsed.feed.author == "Catalogue des formations"
        assert parsed.feed.updated_parsed
        ids = [entry.id for entry in parsed.entries]
        assert len({parsed.feed.id, *ids}) == len(ids) + 1, path
        assert all(uuid.UUID(each).version == 5 for each in (parsed.feed.id, *ids))
        days = [entry.updated for entry in parsed.entries]
        assert days == sorted(days, reverse=True)
        assert not days or parsed.feed.updated == days[0]
        for entry in parsed.entries:
            assert entry.title.strip()
            assert entry.summary_detail.type == entry.title_detail.type == "text/plain"
        # As RFC 4287 (4.1.1, 4.1.2) asks: these once each.
        for node in (root, *root.findall(f"{ATOM}entry")):
            for name in ("id", "title", "updated"):
                assert len(node.findall(ATOM + name)) == 1


def test_a_large_catalogue_has_news_of_every_kind(tmp_path: Path) -> None:
    write_corpus(tmp_path, 300)
    found = made(folder(tmp_path))
    assert all(
        read(found[name]).entries for name in (routes.FEED, routes.OPENINGS, routes.CLOSINGS)
    )


def test_ids_are_those_of_one_thing_in_all_feeds(catalogue: Presenter) -> None:
    said: dict[str, tuple[str, str, str]] = {}
    for body in made(catalogue).values():
        parsed = read(body)
        for entry in parsed.entries:
            told = (entry.title, entry.updated, entry.summary)
            assert said.setdefault(entry.id, told) == told


def test_each_page_that_is_followed_has_its_feeds(catalogue: Presenter) -> None:
    known = catalogue.catalogue
    three = (routes.FEED, routes.OPENINGS, routes.CLOSINGS)
    expected = {*three}
    for facet in known.territories:
        expected |= {routes.facet_feed_path(routes.TERRITORIES, facet.slug, f) for f in three}
    for kind, facets in (
        (routes.SECTORS, known.sectors),
        (routes.ORGANISATIONS, known.organisations),
        (routes.SERIES, known.series),
    ):
        expected |= {routes.facet_feed_path(kind, facet.slug) for facet in facets}
    assert made(catalogue).keys() == expected


# ---------------------------------------------------------------- the facts


def test_the_feed_of_fiches_holds_all_that_are_dated(catalogue: Presenter) -> None:
    dated = [fiche for fiche in catalogue.catalogue.fiches if updated_on(fiche)]
    expected = sorted(dated, key=lambda fiche: updated_on(fiche) or TODAY, reverse=True)[:100]
    found = entries(catalogue, routes.FEED)
    for fiche, entry in zip(expected, found, strict=True):
        assert entry.title.endswith(_shown(fiche.title.words))
        assert dt.date(*entry.updated_parsed[:3]) == updated_on(fiche)
        assert entry.link == routes.fiche_path(fiche)
        assert {tag.term for tag in entry.get("tags", ())} == {
            _shown(term.words) for term in fiche.sectors
        }


def test_the_openings_are_the_sessions_that_take_people(catalogue: Presenter) -> None:
    for facet in (None, *catalogue.catalogue.territories):
        sessions = facet.sessions if facet else catalogue.catalogue.sessions
        expected = {
            routes.group_path(s.fiche, s.group): s
            for s in sessions
            if s.first and updated_on(s.fiche) and catalogue.timeline(s.fiche, s.group).now.joinable
        }
        path = (
            routes.facet_feed_path(routes.TERRITORIES, facet.slug, routes.OPENINGS)
            if facet
            else routes.OPENINGS
        )
        found = {_target(path, entry): entry for entry in entries(catalogue, path)}
        assert len(found) == min(len(expected), 100)
        assert found.keys() <= expected.keys()
        for target, entry in found.items():
            session = expected[target]
            assert dt.date(*entry.updated_parsed[:3]) == updated_on(session.fiche)
            assert _shown(session.group.label) in entry.title
            schedule = session.group.schedule
            assert schedule
            if schedule.kind is Kind.DAYS and len(schedule.days) == 1:
                assert write_date(schedule.days[0].date) in entry.summary


def test_the_closings_are_the_deadlines_of_the_days_to_come(catalogue: Presenter) -> None:
    expected = set()
    for fiche in catalogue.catalogue.fiches:
        for group in fiche.groups or (None,):
            limit = (group.deadline if group else None) or fiche.deadline
            if catalogue.timeline(fiche, group).now is State.CLOSING and limit and limit.date:
                assert TODAY <= limit.date <= TODAY + CLOSING_DAYS * DAY or catalogue.today > TODAY
                expected.add((_shown(fiche.title.words), limit.date))
    found = entries(catalogue, routes.CLOSINGS)
    told = {
        (entry.title.partition(" : ")[2], dt.date(*entry.updated_parsed[:3]) + CLOSING_DAYS * DAY)
        for entry in found
    }
    assert told <= expected
    assert len(found) == min(len(expected), 100)
    for entry in found:
        assert entry.published == entry.updated
        assert write_date(dt.date(*entry.updated_parsed[:3]) + CLOSING_DAYS * DAY) in entry.title


def _shown(words: str) -> str:
    """Reduce words as a reader of XML does: those characters it may not hold are spaces."""
    root = etree.fromstring(f"<a>{text.squeeze(words).translate(_ESCAPES)}</a>")
    return text.squeeze(root.text or "")


_ESCAPES: Final = str.maketrans({"<": "&lt;", "&": "&amp;", ">": "&gt;"})


def _target(feed: str, entry: Any) -> str:
    return posixpath.normpath(posixpath.join(posixpath.dirname(feed), entry.link))


# ---------------------------------------------------------------- a fiche with everything


def test_an_entry_says_in_words_what_one_wants_to_know() -> None:
    (entry,) = entries(presenter(COMPLETE), routes.FEED)
    for said in (
        "Groupe 1 : 15 et 16 novembre et 10 décembre 2021, EST – Saint-Benoît",
        "inscriptions jusqu’au 15 octobre 2021",
        "Groupe 2 : 6 et 7 décembre 2021, SUD – Le Tampon",
        "inscriptions jusqu’au 22 novembre 2021",
        "dates annoncées d’abord : 4 et 5 octobre 2021",
        "Organisme : Coopérative Tamarin.",
    ):
        assert said in entry.summary
    assert "published" not in entry


def test_a_closing_says_how_to_register() -> None:
    given = presenter(COMPLETE, today=dt.date(2021, 10, 15))
    (entry,) = entries(given, routes.CLOSINGS)
    assert entry.title == "Clôture le 15 octobre 2021 : Accueillir – Module 1 « Écouter »"
    for said in (
        "Inscriptions jusqu’au 15 octobre 2021.",
        "Groupe 1 : 15 et 16 novembre et 10 décembre 2021, EST – Saint-Benoît.",
        "Pour s’inscrire : Marie PAYET, marie@tamarin.example, 0262 11 22 34.",
        "Bulletin à demander.",
    ):
        assert said in entry.summary
    assert "Groupe 2" not in entry.summary
    assert [tag.term for tag in entry.tags] == ["Social", "Médico-social", "EST"]


@pytest.mark.parametrize("distance", range(-2, CLOSING_DAYS + 3))
def test_a_closing_is_there_from_its_day_to_the_deadline(distance: int) -> None:
    limit = dt.date(2021, 10, 15)
    given = presenter(COMPLETE, today=limit - distance * DAY)
    found = {path: entries(given, path) for path in made(given) if path.endswith("clotures.xml")}
    told = {path for path, listed in found.items() if listed}
    is_near = 0 <= distance <= CLOSING_DAYS
    assert told == ({"clotures.xml", "territoires/est/clotures.xml"} if is_near else set())
    if is_near:
        entry = found["clotures.xml"][0]
        assert entry.updated == entry.published == "2021-09-30T10:00:00Z"
        assert entry.id == found["territoires/est/clotures.xml"][0].id


def test_sessions_of_one_deadline_share_an_entry_and_others_have_their_own() -> None:
    source = COMPLETE.replace("    date limite: 22 novembre 2021\n", "") + (
        "  - nom: Groupe 3\n    territoire: EST\n    dates: 8 décembre 2021\n"
        "    date limite: 12 octobre 2021\n"
    )
    given = presenter(source, today=dt.date(2021, 10, 10))
    newest, other = entries(given, routes.CLOSINGS)
    assert [newest.title[:25], other.title[:25]] == [
        "Clôture le 15 octobre 202",
        "Clôture le 12 octobre 202",
    ]
    assert "Groupe 1" in newest.summary
    assert "Groupe 2" in newest.summary
    assert newest.link == "fiches/accueillir-module-1-ecouter/index.html"
    assert other.link == "fiches/accueillir-module-1-ecouter/groupe-3/index.html"
    assert len(entries(given, "territoires/est/clotures.xml")) == 2
    (south,) = entries(given, "territoires/sud/clotures.xml")
    assert south.id == newest.id


def test_a_fiche_without_sessions_closes_too() -> None:
    source = "titre: Veille\ndate limite: 5 septembre 2021\ndates: sur demande\n"
    (entry,) = entries(presenter(source), routes.CLOSINGS)
    assert entry.title == "Clôture le 5 septembre 2021 : Veille"
    assert entry.link == "fiches/veille/index.html"


@pytest.mark.parametrize(
    ("status", "title", "is_open"),
    [
        ("annulé", "Annulé : Titre", False),
        ("reporté", "Reporté : Titre", False),
        ("complet", "Complet : Titre", False),
        ("confirmé", "Titre", True),
    ],
)
def test_what_is_declared_is_said_in_the_title(status: str, title: str, is_open: bool) -> None:
    given = presenter(
        f"titre: Titre\nstatut: {status}\ndates: 15 novembre 2021\ndate limite: 10 septembre 2021\n"
        "mis à jour le: 20 août 2021\n"
    )
    assert titles(given, routes.FEED) == [title]
    assert bool(titles(given, routes.OPENINGS)) is is_open
    assert bool(titles(given, routes.CLOSINGS)) is is_open


@pytest.mark.parametrize("status", ["annulé", "reporté", "complet", "confirmé"])
def test_a_deadline_is_said_where_one_can_register(status: str) -> None:
    given = presenter(
        f"titre: Titre\nmis à jour le: 20 août 2021\ngroupes:\n  - nom: A\n    statut: {status}\n"
        "    dates: 15 novembre 2021\n    date limite: 10 septembre 2021\n"
    )
    (body,) = [made.body for made in feeds(given) if made.path == routes.FEED]
    assert ("inscriptions jusqu’au" in body.decode()) is (status == "confirmé")


def test_a_moved_session_is_told_as_such() -> None:
    given = presenter(
        "titre: Titre\nmis à jour le: 20 août 2021\ngroupes:\n"
        "  - nom: A\n    dates: 6 décembre 2021\n    dates initiales: 4 octobre 2021\n"
    )
    assert titles(given, routes.FEED) == ["Nouvelles dates : Titre"]
    assert titles(given, routes.OPENINGS) == ["Nouvelles dates : Titre – Groupe A"]


def test_a_session_announced_for_the_same_days_is_not_moved() -> None:
    given = presenter(
        "titre: Titre\nmis à jour le: 20 août 2021\ngroupes:\n"
        "  - nom: A\n    dates: 6 décembre 2021\n    dates initiales: le 6/12/2021\n"
    )
    assert titles(given, routes.FEED) == ["Titre"]


def test_a_new_title_leaves_ids_where_an_alias_keeps_the_address() -> None:
    def ids(title: str, aliases: str) -> set[str]:
        given = presenter(
            f"titre: {title}\nmis à jour le: 20 août 2021\nalias: [{aliases}]\n"
            "dates: 15 novembre 2021\ndate limite: 10 septembre 2021\n"
        )
        names = (routes.FEED, routes.OPENINGS, routes.CLOSINGS)
        return {entry.id for name in names for entry in entries(given, name)}

    before = ids("Titre", "")
    assert len(before) == 3
    assert ids("Autre", "titre") == ids("Encore", "fiches/titre/, autre") == before
    assert not ids("Autre", "") & before


# ---------------------------------------------------------------- days


@pytest.mark.parametrize(
    "updated", ["", "mis à jour le: mars 2021\n", "mis à jour le: récemment\n"]
)
def test_a_fiche_that_tells_no_day_is_in_no_feed_that_needs_one(updated: str) -> None:
    source = f"titre: Sans date\n{updated}dates: 15 novembre 2021\ndate limite: 10 septembre 2021\n"
    given = presenter(source)
    assert updated_on(given.catalogue.fiches[0]) is None
    assert titles(given, routes.FEED) == titles(given, routes.OPENINGS) == []
    assert titles(given, routes.CLOSINGS) == ["Clôture le 10 septembre 2021 : Sans date"]


def test_a_feed_without_entries_has_the_day_of_the_content_or_none_that_is_news() -> None:
    given = presenter(COMPLETE)
    assert read(made(given)[routes.CLOSINGS]).feed.updated == "2021-08-20T10:00:00Z"
    bare = presenter("titre: Rien\n")
    assert read(made(bare)[routes.FEED]).feed.updated == "1970-01-01T10:00:00Z"


@pytest.mark.parametrize("offset", [-10, -4, -3, 0, 1, 2, 4, 11, 12])
def test_a_day_is_that_day_for_readers_all_over_france(offset: int) -> None:
    (entry,) = entries(presenter(COMPLETE), routes.FEED)
    there = dt.datetime.fromisoformat(entry.updated) + dt.timedelta(hours=offset)
    assert there.date() == dt.date(2021, 8, 20)


def test_the_feed_of_fiches_is_the_same_every_day(catalogue: Presenter) -> None:
    later = made(Presenter(catalogue.catalogue, catalogue.today + 200 * DAY))
    now = made(catalogue)
    same = [path for path in now if path.endswith(routes.FEED)]
    assert same
    assert [path for path in same if now[path] != later[path]] == []


# ---------------------------------------------------------------- ids and addresses


def _ids(given: Presenter) -> dict[str, list[str]]:
    return {
        path: [parsed.feed.id, *(entry.id for entry in parsed.entries)]
        for path, body in made(given).items()
        for parsed in [read(body)]
    }


def test_another_address_of_the_site_changes_links_alone(catalogue: Presenter) -> None:
    def bodies(url: str) -> dict[str, str]:
        settings = replace(catalogue.catalogue.settings, url=url)
        moved = Presenter(replace(catalogue.catalogue, settings=settings), catalogue.today)
        found = {}
        for path, body in made(moved).items():
            root = etree.fromstring(body)
            for link in root.iter(f"{ATOM}link"):
                assert str(link.get("href")).startswith(url)
                link.set("href", "")
            found[path] = etree.tostring(root, encoding="unicode")
        return found

    assert bodies(URL) == bodies("http://autre.example")


def test_ids_stay_when_a_title_changes_and_the_address_does_not() -> None:
    settings = Settings(identifier="mon-catalogue")
    before = presenter(f"slug: accueil\n{COMPLETE}", settings=settings)
    after = presenter(
        f"slug: accueil\n{COMPLETE}".replace("« Écouter »", "« Bien écouter »"),
        settings=replace(settings, title="Autre titre", url=URL),
    )
    assert _ids(before) == _ids(after)
    other = presenter(f"slug: accueil\n{COMPLETE}", settings=replace(settings, identifier="autre"))
    assert not {i for ids in _ids(before).values() for i in ids} & {
        i for ids in _ids(other).values() for i in ids
    }


def test_ids_do_not_change_from_one_version_to_the_next() -> None:
    given = presenter(COMPLETE, settings=Settings(identifier="mon-catalogue"))
    assert _ids(given)[routes.FEED] == [
        "urn:uuid:dc933451-305b-5a5a-8ca8-d2e33507a9ad",
        "urn:uuid:4402e2cf-cc78-5205-a0ba-fb02e66b5bc8",
    ]


def test_a_deadline_that_moves_is_another_closing() -> None:
    today = dt.date(2021, 10, 10)
    first = entries(presenter(COMPLETE, today=today), routes.CLOSINGS)
    moved = COMPLETE.replace("15 octobre 2021", "18 octobre 2021")
    second = entries(presenter(moved, today=today), routes.CLOSINGS)
    assert first[0].id != second[0].id


def test_links_are_full_where_the_address_is_known_and_lead_from_the_feed_elsewhere() -> None:
    def links(body: bytes) -> Iterator[tuple[str, str]]:
        for link in etree.fromstring(body).iter(f"{ATOM}link"):
            yield str(link.get("rel")), str(link.get("href"))

    path = "territoires/est/feed.xml"
    full = made(presenter(COMPLETE, settings=Settings(url=URL)))
    assert [*links(full[path])] == [
        ("alternate", f"{URL}/territoires/est/"),
        ("self", f"{URL}/territoires/est/feed.xml"),
        ("alternate", f"{URL}/fiches/accueillir-module-1-ecouter/"),
    ]
    local = made(presenter(COMPLETE))
    assert [*links(local[path])] == [
        ("alternate", "index.html"),
        ("alternate", "../../fiches/accueillir-module-1-ecouter/index.html"),
    ]


def test_the_publisher_speaks_or_else_the_catalogue() -> None:
    given = presenter(COMPLETE, settings=Settings(publisher="Carif & Oref"))
    assert read(made(given)[routes.FEED]).feed.author == "Carif & Oref"


# ---------------------------------------------------------------- limits


def _dated(number: int) -> str:
    day = dt.date(2021, 1, 1) + (number % 50) * DAY
    return (
        f"titre: Fiche {number:03}\nsecteurs: Social\nmis à jour le: {write_date(day)}\n"
        "dates: 15 novembre 2021\ndate limite: 10 septembre 2021\n"
    )


def test_a_feed_holds_the_newest_hundred_and_says_of_how_many() -> None:
    given = presenter(*map(_dated, range(130)))
    found = made(given)
    for path in (routes.FEED, routes.OPENINGS, routes.CLOSINGS, "secteurs/social/feed.xml"):
        parsed = read(found[path])
        assert len(parsed.entries) == 100
        assert parsed.feed.subtitle.endswith("Voici les 100 dernières sur 130.")
    days = [entry.updated for entry in read(found[routes.FEED]).entries]
    assert days[0].startswith("2021-02-19")
    assert min(days).startswith("2021-01-11")
    hundred = read(made(presenter(*map(_dated, range(100))))[routes.FEED])
    assert "Voici" not in hundred.feed.subtitle


def test_an_entry_counts_the_sessions_that_it_does_not_name() -> None:
    groups = "".join(f"  - nom: Groupe {n}\n    dates: {n} novembre 2021\n" for n in range(2, 14))
    (entry,) = entries(
        presenter(f"titre: Titre\nmis à jour le: 20 août 2021\ngroupes:\n{groups}"), routes.FEED
    )
    assert "Groupe 9 : " in entry.summary
    assert "Groupe 10" not in entry.summary
    assert "Et 4 autres sessions, sur la page." in entry.summary


def test_the_order_of_files_does_not_count(tmp_path: Path) -> None:
    sources = [_dated(number) for number in range(60)]
    assert made(presenter(*sources)) == made(presenter(*reversed(sources)))


# ---------------------------------------------------------------- whatever is typed

# Lone surrogates cannot be written in a source.
WORDS: Final = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=60)


@given(title=WORDS, sector=WORDS, place=WORDS, dates=WORDS, owner=WORDS)
def test_no_words_break_a_feed(title: str, sector: str, place: str, dates: str, owner: str) -> None:
    known = presenter(COMPLETE, organisations=(ORGANISATION,))
    fiche = known.catalogue.fiches[0]
    group = replace(
        fiche.groups[0],
        label=title,
        place=place,
        schedule=Schedule(words=dates, kind=Kind.WORDS),
    )
    hostile = replace(
        fiche,
        title=replace(fiche.title, words=title),
        sectors=(Term(words=sector),),
        organisations=(Term(words=owner),),
        groups=(group, *fiche.groups),
    )
    settings = Settings(title=title, publisher=owner)
    catalogue, _ = assemble([hostile], (), (), settings)
    for body in made(Presenter(catalogue, dt.date(2021, 10, 10))).values():
        root = etree.fromstring(body)
        assert {node.tag for node in root.iter()} <= {
            ATOM + name
            for name in ("feed", "id", "title", "subtitle", "updated", "link", "author", "name",
                         "generator", "entry", "published", "summary", "category")
        }  # fmt: skip
        read(body)

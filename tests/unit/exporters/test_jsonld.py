"""Fiches in the terms of schema.org: by its own vocabulary, against the facts of the model."""

from __future__ import annotations

import datetime as dt
import json
import re
import zlib
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import urljoin

import pytest
from conftest import ROOT, TODAY
from corpus import EXTREMES, write_corpus
from exports import ATTACKS, COMPLETE, ORGANISATION, presenter
from hypothesis import given
from hypothesis import strategies as st
from lxml import html
from schema_terms import misused

from fichegen import prose, routes, text
from fichegen.artifacts import Pending
from fichegen.catalogue import assemble
from fichegen.dates import Kind
from fichegen.exporters.jsonld import as_script, linked_data
from fichegen.exporters.schema_org import CONFORMS_TO, PROFILES, Origin, course, course_instance
from fichegen.model import Fiche, Group, Status
from fichegen.presenting import Presenter
from fichegen.reading import read_fiche, read_organisation
from fichegen.settings import Settings

URL = "https://formations.example/cat"
REUNION = Settings(url=URL, timezone="Indian/Reunion")


def from_files(files: dict[str, str], settings: Settings = REUNION) -> Presenter:
    """Bring the fiches and the organisations of a content folder together."""
    records, fiches = [], []
    for name, source in files.items():
        if name.startswith("organismes/"):
            records.append(read_organisation(f"content/{name}", source)[0])
        elif name != "catalogue.yml" and not name.startswith("pages/"):
            fiches.append(read_fiche(f"content/{name}", source)[0])
    catalogue, _ = assemble(
        [each for each in fiches if each], [each for each in records if each], (), settings
    )
    return Presenter(catalogue, TODAY)


def folder(content: Path) -> dict[str, str]:
    return {
        path.relative_to(content).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted(content.rglob("*"))
        if path.suffix in (".md", ".yml")
    }


@cache
def large(root: Path) -> Presenter:
    write_corpus(root, 300)
    return from_files(folder(root / "content"))


@pytest.fixture(params=["golden", "large", "extremes", "attacks", "complete"])
def many(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Presenter:
    match request.param:
        case "golden":
            return from_files(folder(ROOT / "content"))
        case "large":
            return large(tmp_path_factory.getbasetemp() / "jsonld")
        case "extremes":
            return from_files(EXTREMES)
        case "attacks":
            return presenter(*ATTACKS.values(), settings=REUNION)
    return presenter(COMPLETE)


def all_courses(given: Presenter) -> Iterator[tuple[Fiche, dict[str, Any]]]:
    assert given.catalogue.fiches
    for fiche in given.catalogue.fiches:
        yield fiche, course(given, fiche)


def all_sessions(given: Presenter) -> Iterator[tuple[Fiche, Group, dict[str, Any]]]:
    """Yield each session as the page of its fiche tells it."""
    for fiche, told in all_courses(given):
        sessions = told.get("hasCourseInstance", [])
        yield from ((fiche, *pair) for pair in zip(fiche.groups, sessions, strict=True))


def one(*sources: str, settings: Settings = REUNION) -> dict[str, Any]:
    """Tell the first fiche of some."""
    given = presenter(*sources, settings=settings)
    return course(given, given.catalogue.fiches[0])


def session(source: str, settings: Settings = REUNION) -> dict[str, Any]:
    """Tell the first session of a fiche of which only some lines are given."""
    told = one(f"titre: T\n{source}", settings=settings)["hasCourseInstance"]
    assert isinstance(told, list)
    first: dict[str, Any] = told[0]
    return first


def values(data: object) -> Iterator[object]:
    """Yield every value of data, at any depth."""
    yield data
    for each in data.values() if isinstance(data, dict) else data if isinstance(data, list) else ():
        yield from values(each)


# ---------------------------------------------------------------- every fiche there is


def test_schema_org_knows_all_that_is_said(many: Presenter) -> None:
    for fiche, told in all_courses(many):
        assert [*misused(told)] == []
        for group in fiche.groups:
            assert [*misused(course_instance(many, fiche, group))] == []


def test_the_vocabulary_would_tell_a_mistake() -> None:
    wrong = {
        "@type": "Course", "teachs": "x", "timeRequired": "14 h", "provider": {"@type": "Place"},
        "offers": [{"@type": "Offer", "price": True, "availability": "https://schema.org/Yes"}],
        "hasCourseInstance": {"@type": "Event", "startDate": "2021"}, "dateModified": "hier",
    }  # fmt: skip
    assert [found.partition(" ")[0] for found in misused(wrong)] == [
        "Course.teachs", "Course.timeRequired", "Course.provider", "Offer.price",
        "Offer.availability", "Course.hasCourseInstance", "Event.startDate", "Course.dateModified",
    ]  # fmt: skip


def test_nothing_is_empty(many: Presenter) -> None:
    for _, told in all_courses(many):
        assert not [value for value in values(told) if value in (None, "", [], {})]


def test_profiles_are_claimed_where_their_minimum_is_met_and_nowhere_else(many: Presenter) -> None:
    for _, told in all_courses(many):
        for data in (told, *told.get("hasCourseInstance", ())):
            profile = PROFILES[data["@type"]]
            met = {"@type", "@id", *profile.minimum} <= data.keys()
            assert data.get(CONFORMS_TO, {}).get("@id") == (profile.iri if met else None)


def test_days_are_those_of_the_model(many: Presenter) -> None:
    for fiche, group, told in all_sessions(many):
        schedule = group.schedule
        if fiche.status_of(group) is Status.POSTPONED:
            assert "startDate" not in told
            continue
        first = schedule.first if schedule else None
        last = schedule.last if schedule else None
        assert day_of(told.get("startDate")) == first
        assert day_of(told.get("endDate")) == last
        if schedule and schedule.kind is Kind.DAYS:
            parts = told.get("subEvent") or [told]
            spans = ((day_of(part["startDate"]), day_of(part["endDate"])) for part in parts)
            days = [day for start, end in spans if start and end for day in between(start, end)]
            assert days == [day.date for day in schedule.days]


def day_of(written: str | None) -> dt.date | None:
    return dt.date.fromisoformat(written[:10]) if written else None


def between(first: dt.date, last: dt.date) -> Iterator[dt.date]:
    for n in range((last - first).days + 1):
        yield first + dt.timedelta(days=n)


def test_deadlines_are_those_of_the_model(many: Presenter) -> None:
    for fiche, group, told in all_sessions(many):
        deadline = group.deadline or fiche.deadline
        off = fiche.status_of(group) in (Status.CANCELLED, Status.POSTPONED, Status.FULL)
        offer = told.get("offers", {})
        expected = deadline.date if deadline and not off else None
        assert day_of(offer.get("availabilityEnds")) == expected
        assert offer.get("validThrough") == offer.get("availabilityEnds")


def test_words_are_whole(many: Presenter) -> None:
    for fiche, told in all_courses(many):
        assert told["name"] == fiche.title.words
        objectives = fiche.section("objectifs")
        if objectives and objectives.prose.items and not objectives.absent:
            assert told["teaches"] == list(objectives.prose.items)


def test_a_description_has_the_words_of_the_page() -> None:
    for fiche, told in all_courses(from_files(folder(ROOT / "content"))):
        sections = (fiche.section(name) for name in ("chapeau", "contexte", "objectifs"))
        shown = next(section for section in sections if section)
        page = html.fromstring(f"<div>{prose.render(shown.prose, fiche.path).html}</div>")
        assert text.key(told["description"]) == text.key(str(page.xpath("string()")))


def test_data_in_a_page_are_one_block_that_ends_where_it_ends(many: Presenter) -> None:
    for fiche, told in all_courses(many):
        block = as_script(told)
        assert not re.search("[<>&\u2028\u2029\x7f-\x9f]", block)
        page = f'<html><head><script type="application/ld+json">{block}</script></head><p>fin'
        found = Blocks.of(page)
        assert len(found) == 1
        assert json.loads(found[0]) == told
        assert html.fromstring(page).xpath("//script/text()") == [block]
        assert fiche.title.words in json.loads(block)["name"]


class Blocks(HTMLParser):
    """The text of every script of a page."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.inside = False

    @classmethod
    def of(cls, page: str) -> list[str]:
        parser = cls()
        parser.feed(page)
        return parser.found

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.inside = tag == "script"
        if self.inside:
            self.found.append("")

    def handle_endtag(self, tag: str) -> None:
        self.inside = self.inside and tag != "script"

    def handle_data(self, data: str) -> None:
        if self.inside:
            self.found[-1] += data


@given(
    st.recursive(
        st.text()
        | st.sampled_from(["</script>", "<!--", "<script", "]]>", "\u2028", "&lt;", "\0"]),
        lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    )
)
def test_any_words_come_back_from_a_block(words: object) -> None:
    block = as_script({"name": words})
    assert not re.search("[<>&\u2028\u2029]", block)
    assert json.loads(block) == {"name": words}
    assert Blocks.of(f"<script>{block}</script><p>") == [block]


def test_half_a_character_breaks_nothing() -> None:
    assert json.loads(as_script({"name": "a\ud800b"}).encode()) == {"name": "a\ufffdb"}


# ---------------------------------------------------------------- the whole catalogue


def _whole(given: Presenter) -> Pending:
    (only,) = linked_data(given)
    return only


def test_the_graph_holds_every_course(many: Presenter) -> None:
    artifact = _whole(many)
    assert artifact.path == "catalogue.jsonld"
    graph = json.loads(artifact.body)
    assert graph.keys() == {"@context", "@graph"}
    assert [each["name"] for each in graph["@graph"]] == [
        fiche.title.words for fiche in many.catalogue.fiches
    ]
    assert _whole(many).body == artifact.body


def test_an_empty_catalogue_is_a_graph_too() -> None:
    assert json.loads(_whole(from_files({})).body)["@graph"] == []


@pytest.mark.parametrize("url", ["", URL])
def test_things_have_one_name_wherever_they_are_told(url: str) -> None:
    given = presenter(COMPLETE, settings=Settings(url=url))
    fiche = given.catalogue.fiches[0]
    group = fiche.groups[1]
    site = f"{URL}/"
    graph = json.loads(_whole(given).body)["@graph"][0]
    told: dict[str, Any] = course(given, fiche)
    alone: dict[str, Any] = course_instance(given, fiche, group)
    pages: dict[str, dict[str, Any]] = {
        routes.LINKED_DATA: graph["hasCourseInstance"][1],
        routes.fiche_path(fiche): told["hasCourseInstance"][1],
        routes.group_path(fiche, group): alone,
    }
    for page, instance in pages.items():
        base = urljoin(site, page)
        assert urljoin(base, instance["@id"]) == f"{site}fiches/{fiche.slug}/groupe-2/#session"
        assert urljoin(base, instance["url"]) == f"{site}fiches/{fiche.slug}/groupe-2/"
        assert urljoin(base, instance["organizer"]["@id"]) == (
            f"{site}organismes/cooperative-tamarin/#organisme"
        )
    owner = alone["@reverse"]["hasCourseInstance"]
    base = urljoin(site, routes.group_path(fiche, group))
    assert urljoin(base, owner["@id"]) == f"{site}fiches/{fiche.slug}/#formation"
    assert urljoin(urljoin(site, routes.fiche_path(fiche)), told["@id"]) == urljoin(
        base, owner["@id"]
    )
    assert owner["name"] == told["name"]
    if not url:
        links = [value for value in values(told) if isinstance(value, str) and URL in value]
        assert links == []


def test_every_thing_told_in_the_graph_has_a_name_of_its_own(many: Presenter) -> None:
    graph = json.loads(_whole(many).body)["@graph"]
    names = [each["@id"] for each in graph]
    names += [each["@id"] for told in graph for each in told.get("hasCourseInstance", ())]
    assert len(names) == len(set(names))


# ---------------------------------------------------------------- one fact at a time


def test_a_fiche_with_everything() -> None:
    told = one(COMPLETE)
    assert told["courseCode"] == "TAM-12"
    assert told["keywords"] == "écoute, Social, Médico-social"
    assert told["audience"]["audienceType"] == "Travailleurs sociaux"
    assert told["coursePrerequisites"] == "Pas de prérequis"
    assert told["educationalCredentialAwarded"] == "Attestation de fin de formation"
    assert told["timeRequired"] == "PT14H"
    assert told["dateModified"] == "2021-08-20"
    assert told["isPartOf"]["name"] == "Accueillir"
    assert told["position"] == "1"
    assert told["isAccessibleForFree"] is False
    assert told["offers"] == {
        "@type": "Offer", "category": "Paid", "price": "420", "priceCurrency": "EUR"
    }  # fmt: skip
    assert [each["name"] for each in told["syllabusSections"]] == ["Tour de table", "Jeux de rôle"]
    provider = told["provider"]
    assert provider["legalName"] == "SCIC Coopérative Tamarin Formation"
    assert {each["propertyID"]: each["value"] for each in provider["identifier"]} == {
        "SIRET": "12345678200010", "NDA": "04973012345"
    }  # fmt: skip
    assert provider["address"]["postalCode"] == "97400"
    assert [each["name"] for each in provider["contactPoint"]] == ["Marie PAYET", "Ana LE ROUX"]
    first, second = told["hasCourseInstance"]
    assert first["startDate"] == "2021-11-15T09:00:00+04:00"
    assert first["endDate"] == "2021-12-10T17:00:00+04:00"
    assert [(part["startDate"], part["endDate"]) for part in first["subEvent"]] == [
        ("2021-11-15T09:00:00+04:00", "2021-11-16T17:00:00+04:00"),
        ("2021-12-10T09:00:00+04:00", "2021-12-10T17:00:00+04:00"),
    ]
    assert first["maximumAttendeeCapacity"] == 12
    assert first["location"]["address"] == {
        "@type": "PostalAddress", "streetAddress": "3 place du Marché", "postalCode": "97470",
        "addressLocality": "Saint-Benoît", "addressRegion": "EST",
    }  # fmt: skip
    assert first["offers"]["availabilityEnds"] == "2021-10-15T23:59:59+04:00"
    assert second["eventStatus"] == "https://schema.org/EventRescheduled"
    assert second["previousStartDate"] == "2021-10-04"
    assert (second["startDate"], second["endDate"]) == ("2021-12-06", "2021-12-07")
    assert second["offers"]["validThrough"] == "2021-11-22T23:59:59+04:00"


def test_a_fiche_with_nothing_but_a_title() -> None:
    assert one("titre: Rien") == {
        "@context": "https://schema.org", "@type": "Course",
        "@id": f"{URL}/fiches/rien/#formation", "name": "Rien", "url": f"{URL}/fiches/rien/",
        "inLanguage": "fr",
    }  # fmt: skip


def test_the_zone_is_that_of_the_catalogue() -> None:
    paris = replace(REUNION, timezone="Europe/Paris")
    told = session("groupes: [{dates: 26 et 31 mars 2022, horaires: 9h-17h}]", paris)
    assert told["startDate"] == "2022-03-26T09:00:00+01:00"  # the clocks change on the 27th
    assert told["endDate"] == "2022-03-31T17:00:00+02:00"


def test_a_day_may_end_at_midnight() -> None:
    told = session("groupes: [{dates: 15 novembre 2021, horaires: 18h-24h}]")
    assert told["startDate"] == "2021-11-15T18:00:00+04:00"
    assert told["endDate"] == "2021-11-16T00:00:00+04:00"


def test_moments_at_the_edges() -> None:
    origin = Origin(presenter("titre: T", settings=REUNION), "index.html")
    assert origin.moment(dt.date.max, 24 * 60) == "9999-12-31"
    assert origin.moment(dt.date.max, 60) == "9999-12-31T01:00:00+04:00"
    assert origin.moment(dt.date(1900, 1, 1), 540) == "1900-01-01T09:00:00"  # +03:41:52
    nowhere = presenter("titre: T", settings=Settings(timezone="Mars/Olympe"))
    assert Origin(nowhere, "index.html").last_moment(TODAY) == "2021-09-01T23:59:59"


@pytest.mark.parametrize(
    ("status", "kind", "dates"),
    [
        ("", "EventScheduled", {"startDate", "endDate"}),
        ("confirmé", "EventScheduled", {"startDate", "endDate"}),
        ("complet", "EventScheduled", {"startDate", "endDate"}),
        ("annulé", "EventCancelled", {"startDate", "endDate"}),
        ("reporté", "EventPostponed", {"previousStartDate"}),
    ],
)
def test_what_is_declared(status: str, kind: str, dates: set[str]) -> None:
    told = session(
        "date limite d'inscription: 1er octobre 2021\n"
        f"groupes: [{{dates: 15 et 16 novembre 2021, statut: {status}}}]"
    )
    assert told["eventStatus"] == f"https://schema.org/{kind}"
    assert {name for name in told if name.endswith("Date")} == dates
    registers = status in ("", "confirmé")
    assert ("validThrough" in told.get("offers", {})) == registers


@pytest.mark.parametrize(
    ("status", "dates"),
    [
        ("annulé", {"startDate": "2021-10-04", "endDate": "2021-10-05"}),
        ("reporté", {"previousStartDate": "2021-10-04"}),
    ],
)
def test_what_has_no_days_any_more_has_those_first_announced(
    status: str, dates: dict[str, str]
) -> None:
    told = session(
        f"groupes: [{{dates: à définir, dates initiales: 4 et 5 octobre 2021, statut: {status}}}]"
    )
    assert {name: value for name, value in told.items() if name.endswith("Date")} == dates


@pytest.mark.parametrize(
    ("now", "kind"),
    [
        ("4 octobre 2021", "EventScheduled"),
        ("5 octobre 2021", "EventRescheduled"),
        ("du 4 octobre 2021 au 30 avril 2022", "EventRescheduled"),
    ],
)
def test_a_session_is_rescheduled_where_its_days_are_others(now: str, kind: str) -> None:
    told = session(f"groupes: [{{dates: {now}, dates initiales: le 04/10/2021}}]")
    assert told["eventStatus"] == f"https://schema.org/{kind}"
    assert ("previousStartDate" in told) == (kind == "EventRescheduled")


@pytest.mark.parametrize(
    ("status", "availability"),
    [("complet", "SoldOut"), ("annulé", "Discontinued"), ("", None), ("confirmé", None)],
)
def test_places_are_as_declared(status: str, availability: str | None) -> None:
    told = session(f"groupes: [{{dates: 15 novembre 2021, statut: {status}}}]")
    expected = f"https://schema.org/{availability}" if availability else None
    assert told.get("offers", {}).get("availability") == expected


def test_a_full_session_is_offered_as_sold_out_until_no_day() -> None:
    told = session(
        "tarif: 100 € TTC par personne\ndate limite d'inscription: 15/10/2021\n"
        "groupes: [{dates: 3/11/2021, statut: complet}]"
    )
    assert told["offers"]["availability"] == "https://schema.org/SoldOut"
    assert told["offers"]["price"] == "100"
    assert not {"availabilityEnds", "validThrough"} & told["offers"].keys()


def test_a_deadline_may_have_its_hour_or_be_behind_us() -> None:
    dated = session("date limite d'inscription: 15/10/2021 à 12h\ngroupes: [{dates: 3/11/2021}]")
    assert dated["offers"]["validThrough"] == "2021-10-15T12:00:00+04:00"
    closed = session(
        "date limite d'inscription: Inscriptions closes\ngroupes: [{dates: 3/11/2021}]"
    )
    assert closed["offers"]["availability"] == "https://schema.org/OutOfStock"


@pytest.mark.parametrize(
    ("words", "written"),
    [
        ("3 jours / 21 heures", "PT21H"),
        ("3h30", "PT3H30M"),
        ("45 minutes", "PT45M"),
        ("14 h + 7 h à distance", "PT21H"),
        ("21 heures en présentiel", "PT21H"),
        ("Maximum 3 jours / 21 heures", ""),
        ("14 à 21 heures", ""),
        ("14 heures ou 21 heures", ""),
        ("245 heures (35 journées) + stage", ""),
        ("2 jours", ""),
        ("deux mois environ", ""),
    ],
)
def test_a_length_is_written_where_it_is_exact(words: str, written: str) -> None:
    told = one(f"titre: T\ndurée: {words}\ngroupes: [{{dates: 15 novembre 2021}}]")
    assert told.get("timeRequired", "") == written
    assert told["hasCourseInstance"][0]["courseWorkload"] == (written or words)


MAURICE = {"@type": "PostalAddress", "addressRegion": "SUD"}
PLACES = {
    "lieu: Saint-Denis": {"@type": "Place", "name": "Saint-Denis"},
    "territoire: SUD": {"@type": "Place", "name": "SUD", "address": MAURICE},
    "lieu: Le Port, territoire: SUD": {"@type": "Place", "name": "Le Port", "address": MAURICE},
    'lieu: IRTS, adresse: "1 rue Haute, 97430 Le Tampon cedex 2"': {
        "@type": "Place", "name": "IRTS",
        "address": {"@type": "PostalAddress", "streetAddress": "1 rue Haute", "postalCode": "97430",
                    "addressLocality": "Le Tampon cedex 2"},
    },
    'adresse: "97430 Le Tampon"': {
        "@type": "Place",
        "address": {"@type": "PostalAddress", "postalCode": "97430", "addressLocality": "Le Tampon"},
    },
    'lieu: "12 rue des Bois, 97410 Saint-Pierre"': {
        "@type": "Place",
        "address": {"@type": "PostalAddress", "streetAddress": "12 rue des Bois",
                    "postalCode": "97410", "addressLocality": "Saint-Pierre"},
    },
    "lieu: IRTS, adresse: derrière la mairie": {
        "@type": "Place", "name": "IRTS", "address": "derrière la mairie"
    },
    "lieu: IRTS, adresse: derrière la mairie, territoire: SUD": {
        "@type": "Place", "name": "IRTS", "address": ["derrière la mairie", MAURICE]
    },
    'adresse: "1 rue A, 97400 Saint-Denis, 2 rue B, 97410 Saint-Pierre"': {
        "@type": "Place", "address": "1 rue A, 97400 Saint-Denis, 2 rue B, 97410 Saint-Pierre"
    },
    "lieu: Rennes ou Brest": "Rennes ou Brest",
    "lieu: Dans vos locaux": "Dans vos locaux",
    "lieu: à définir": None,
    "lieu: Lieu à préciser": None,
    "lieu: À définir avec les stagiaires": None,
    "lieu: nous consulter": None,
    "lieu: Salle à confirmer": None,
    "lieu: en visio": {"@type": "VirtualLocation", "name": "en visio"},
    "lieu: À distance, territoire: SUD": {"@type": "VirtualLocation", "name": "À distance"},
    "lien: https://visio.example/a": {"@type": "VirtualLocation", "url": "https://visio.example/a"},
    "lieu: Rennes, lien: https://visio.example/a": [
        {"@type": "Place", "name": "Rennes"},
        {"@type": "VirtualLocation", "url": "https://visio.example/a"},
    ],
    "lien: envoyé aux inscrits": {"@type": "VirtualLocation", "name": "envoyé aux inscrits"},
    "lien: à venir": None,
    "lieu: en visio, lien: à venir": {"@type": "VirtualLocation", "name": "en visio"},
    "lieu: à définir, adresse: à définir, territoire: à définir": None,
}  # fmt: skip


@pytest.mark.parametrize(("words", "location"), PLACES.items(), ids=PLACES)
def test_where_a_session_is(words: str, location: object) -> None:
    assert session(f"groupes: [{{{words}, dates: 15 novembre 2021}}]").get("location") == location


@pytest.mark.parametrize(
    ("mode", "words", "told"),
    [
        ("présentiel", "lieu: Rennes", "Onsite"),
        ("distanciel", "lieu: Rennes", "Online"),
        ("mixte", "lien: https://visio.example/a", "Blended"),
        ("", "lieu: Rennes", None),
        ("", "lien: https://visio.example/a", "Online"),
        ("", "lieu: en visio", "Online"),
        ("", "lien: à venir", None),
        ("", "lieu: Rennes, lien: https://visio.example/a", None),
        ("présentiel", "lien: https://visio.example/a", None),
        ("à définir", "lieu: Rennes", None),
    ],
)
def test_how_a_session_is_held_is_never_guessed(mode: str, words: str, told: str | None) -> None:
    made = session(f"modalité: {mode}\ngroupes: [{{{words}, dates: 15 novembre 2021}}]")
    assert made.get("courseMode") == told
    attendance = {"Onsite": "Offline", "Online": "Online", "Blended": "Mixed"}
    shown = f"https://schema.org/{attendance[told]}EventAttendanceMode" if told else None
    assert made.get("eventAttendanceMode") == shown


@pytest.mark.parametrize(
    ("words", "seats"),
    [
        ("12", 12),
        ("12 personnes", 12),
        ("12 participants maximum", 12),
        ("Maximum 12", 12),
        ("jusqu'à 12 stagiaires", 12),
        ("8 à 12", None),
        ("minimum 8", None),
        ("une douzaine", None),
        ("12 par salle", None),
    ],
)
def test_how_many_can_come(words: str, seats: int | None) -> None:
    told = session(f'groupes: [{{dates: 15 novembre 2021, places: "{words}"}}]')
    assert told.get("maximumAttendeeCapacity") == seats


def test_a_price_before_tax_or_for_a_group_cannot_be_taken_for_another() -> None:
    assert one("titre: T\ntarif: 1 250 € HT par personne")["offers"] == {
        "@type": "Offer", "category": "Paid",
        "priceSpecification": {"@type": "UnitPriceSpecification", "price": "1250",
                               "priceCurrency": "EUR", "unitText": "personne",
                               "valueAddedTaxIncluded": False},
    }  # fmt: skip
    assert one("titre: T\ntarif: 1 900,50 € par groupe")["offers"]["priceSpecification"] == {
        "@type": "UnitPriceSpecification", "price": "1900.50", "priceCurrency": "EUR",
        "unitText": "groupe",
    }  # fmt: skip


@pytest.mark.parametrize(
    ("words", "free"),
    [("Gratuit", True), ("420 €", False), ("Gratuit pour les salariés", None), ("Sur devis", None)],
)
def test_free_is_said_where_it_is_certain(words: str, free: bool | None) -> None:
    told = one(f"titre: T\ntarif: {words}")
    assert told.get("isAccessibleForFree") is free
    assert ("offers" in told) == (free is not None)


@pytest.mark.parametrize(
    ("words", "names"),
    [
        ("DGCS", []),
        ("Financé par la DGCS", ["DGCS"]),
        ("☞ Cofinancé par le Fonds social européen.", ["Fonds social européen"]),
        ("Financeur : DGCS", ["DGCS"]),
        (
            "- Financé par la DGCS\n- Cofinanceur : Département du Nord",
            ["DGCS", "Département du Nord"],
        ),
        ("Financé par la DGCS et la Région", []),
        ("Financement possible par le CPF", []),
        ("Financé par votre OPCO", []),
        ("Financé par l'employeur", []),
    ],
)
def test_who_pays_is_named_where_a_line_says_just_that(words: str, names: list[str]) -> None:
    told = one(f"titre: T\npartenariat: {json.dumps(words, ensure_ascii=False)}")
    funders = told.get("funder", [])
    assert [each["name"] for each in (funders if isinstance(funders, list) else [funders])] == names


@pytest.mark.parametrize(
    "filler", ["à définir", "À compléter", "Nous consulter", "xxx", "TODO", "N.C."]
)
def test_words_still_to_be_written_are_no_data(filler: str) -> None:
    fields = ("public", "contexte", "objectifs", "prérequis", "validation", "accessibilité", "durée",
              "organisme", "secteurs", "thèmes", "référence")  # fmt: skip
    told = one("titre: T\n" + "".join(f'{name}: "{filler}"\n' for name in fields))
    assert told.keys() == {"@context", "@type", "@id", "name", "url", "inLanguage"}


def test_a_declared_absence_is_said_of_prerequisites_alone() -> None:
    told = one("titre: T\nprérequis: Aucun\nvalidation: Aucune")
    assert told["coursePrerequisites"] == "Aucun"
    assert "educationalCredentialAwarded" not in told


def test_contacts_are_those_of_the_only_organisation() -> None:
    two = one(COMPLETE.replace("organisme: Coopérative Tamarin", "organisme: [ARFIS, ESOI]"))
    assert [each["name"] for each in two["provider"]] == ["ARFIS", "ESOI"]
    assert not [each for each in two["provider"] if "contactPoint" in each]


def test_the_page_of_a_session_tells_whom_to_ask() -> None:
    made = presenter(COMPLETE)
    (fiche,) = made.catalogue.fiches
    organiser: Any = course_instance(made, fiche, fiche.groups[0])["organizer"]
    assert [point["name"] for point in organiser["contactPoint"]] == ["Marie PAYET"]
    assert organiser["email"] == "contact@tamarin.example"
    own: Any = course(made, fiche)["hasCourseInstance"]
    assert own[0]["organizer"].keys() == {"@type", "@id", "name"}  # the course tells them already


def test_numbers_of_another_form_are_left_out() -> None:
    record = ORGANISATION.replace("123 456 782 00010", "en cours").replace("04973012345", "049730")
    given = presenter(COMPLETE, organisations=[record])
    told: dict[str, Any] = course(given, given.catalogue.fiches[0])
    assert "identifier" not in told["provider"]


def test_a_programme_without_items_is_not_taken_apart() -> None:
    assert "syllabusSections" not in one("titre: T\ncontenu: On écoute, puis on dit.")


def test_a_stretch_without_its_days_has_bounds_and_no_parts() -> None:
    told = session("groupes: [{dates: du 15 septembre 2025 au 30 juin 2026}]")
    assert (told["startDate"], told["endDate"]) == ("2025-09-15", "2026-06-30")
    assert "subEvent" not in told
    begun = session("groupes: [{dates: à partir du 5 septembre 2025}]")
    assert begun["startDate"] == "2025-09-05"
    assert "endDate" not in begun
    assert "eventStatus" not in session("groupes: [{lieu: Rennes, dates: à définir}]")


def test_a_fiche_stays_light() -> None:
    given = from_files(folder(ROOT / "content"))
    for fiche, told in all_courses(given):
        assert len(zlib.compress(as_script(told).encode())) < 2_500
        for group in fiche.groups:
            alone = as_script(course_instance(given, fiche, group))
            assert len(zlib.compress(alone.encode())) < 1_000

"""What the editor typed once, at every destination: read back by readers we did not write."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import urljoin, urlsplit

import feedparser
import pytest
import vobject
from conftest import TODAY, Scratch
from corpus import write_corpus
from exports import ATTACKS, COMPLETE, ORGANISATION
from icalendar import Calendar
from jsonschema import Draft202012Validator
from lheo import validated
from lxml import etree
from sites import Built, Tags, build_all

from fichegen.dates import Hours
from fichegen.model import Status
from fichegen.project import Project
from fichegen.request import Request

URL: Final = "https://formations.example/catalogue"


def built(root: Path, url: str = URL, today: dt.date = TODAY) -> Built:
    return build_all(Request(project=Project.at(root), today_in=lambda _: today, base_url=url))


@pytest.fixture(scope="module", params=["golden", "large"])
def site(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Built:
    root: Path = tmp_path_factory.mktemp(request.param)
    if request.param == "golden":
        (root / "content").symlink_to(Path(__file__).parent.parent / "content")
    else:
        write_corpus(root, 300)
    return built(root)


def files(site: Built, ending: str) -> Iterator[tuple[str, bytes]]:
    """Yield what was made in one format; at least one file."""
    found = [(path, body) for path, body in site.files.items() if path.endswith(ending)]
    assert found
    yield from found


def stretches(site: Built) -> set[tuple[str, dt.date, int, int]]:
    """Return title, day, start and end in minutes of all the sessions are held at (0 to 0: no hours)."""
    return {
        (session.fiche.title.words, day.date, hours.start, hours.end)
        for session in site.catalogue.sessions
        if session.group.schedule
        for day in session.group.schedule.days
        for hours in day.hours or (Hours(start=0, end=0),)
    }


def told(body: bytes) -> Iterator[tuple[str, dt.date, int, int]]:
    """Read a calendar back, day by day; deadlines and bounds are left out."""
    event: Any
    for event in Calendar.from_ical(body).walk("VEVENT"):
        title = re.sub(r"^(Annulé|Reporté|Complet) : ", "", str(event["SUMMARY"]))
        if title.startswith(("Fin des inscriptions : ", "Début : ", "Fin : ")):
            continue
        title = re.sub(r" \((matin|après-midi)\)$", "", title)
        start, end = event.decoded("DTSTART"), event.decoded("DTEND")
        if not isinstance(start, dt.datetime):
            for number in range((end - start).days):
                yield title, start + dt.timedelta(days=number), 0, 0
            continue
        minutes = int((end - start).total_seconds()) // 60
        first = start.hour * 60 + start.minute
        count = event["RRULE"]["COUNT"][0] if "RRULE" in event else 1
        for number in range(count):
            yield title, start.date() + dt.timedelta(days=number), first, first + minutes


def test_the_calendar_holds_the_days_and_hours_of_the_model(site: Built) -> None:
    ((_, body),) = [found for found in files(site, ".ics") if found[0] == "catalogue.ics"]
    assert {*told(body)} == stretches(site)


def test_every_calendar_is_read_by_two_readers(site: Built) -> None:
    uids = set()
    for path, body in files(site, ".ics"):
        events = Calendar.from_ical(body).walk("VEVENT")
        assert events, path
        (other,) = vobject.readComponents(body.decode())
        assert [event.uid.value for event in other.vevent_list] == [str(e["UID"]) for e in events]
        assert all(len(line) <= 75 for line in body.split(b"\r\n")), path
        uids |= {str(event["UID"]) for event in events}
    whole = next(body for path, body in files(site, ".ics") if path == "catalogue.ics")
    assert uids == {str(event["UID"]) for event in Calendar.from_ical(whole).walk("VEVENT")}


def test_every_feed_is_read_without_a_complaint(site: Built) -> None:
    titles = {fiche.title.words for fiche in site.catalogue.fiches}
    seen = 0
    for path, body in files(site, ".xml"):
        if etree.fromstring(body).tag != "{http://www.w3.org/2005/Atom}feed":
            continue
        feed = feedparser.parse(body)
        assert not feed.bozo, (path, feed.get("bozo_exception"))
        assert feed.feed.id.startswith("urn:uuid:")
        assert len({entry.id for entry in feed.entries}) == len(feed.entries)
        for entry in feed.entries:
            assert entry.link.startswith(URL), (path, entry.link)
            assert any(title in entry.title for title in titles), (path, entry.title)
        seen += len(feed.entries)
    assert seen


def test_data_follow_the_schemas_that_are_published(site: Built) -> None:
    made = site.files
    for name in ("catalogue", "sessions"):
        schema = json.loads(made[f"schemas/{name}.schema.json"])
        Draft202012Validator.check_schema(schema)
        data = json.loads(made[f"{name}.json"])
        problems = [*Draft202012Validator(schema).iter_errors(data)]
        assert not problems, problems[:3]
        counted = site.catalogue.fiches if name == "catalogue" else site.catalogue.sessions
        assert len(data["fiches" if name == "catalogue" else "sessions"]) == len(counted)


def test_tables_hold_a_row_each_and_no_formula(site: Built) -> None:
    counts = {"catalogue.csv": site.catalogue.fiches, "sessions.csv": site.catalogue.sessions}
    for path, body in files(site, ".csv"):
        assert body.startswith(b"\xef\xbb\xbf")
        rows = [*csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";")]
        assert len(rows) == len(counts[path]) + 1
        assert {len(row) for row in rows} == {len(rows[0])}
        assert not [cell for row in rows for cell in row if re.match(r"\s*[=+@＝＋－＠-]", cell)]


def linked_data(body: bytes) -> dict[str, Any]:
    blocks = re.findall(
        r'<script type="application/ld\+json">(.*?)</script>', body.decode(), re.DOTALL
    )
    assert len(blocks) == 1
    found: dict[str, Any] = json.loads(blocks[0])
    return found


def test_pages_of_fiches_and_groups_hold_their_linked_data(site: Built) -> None:
    made = site.files
    for fiche in site.catalogue.fiches:
        body = made[f"fiches/{fiche.slug}/index.html"]
        data = linked_data(body)
        assert (data["@type"], data["name"]) == ("Course", fiche.title.words)
        assert len(data.get("hasCourseInstance", [])) == len(fiche.groups)
        for group in fiche.groups:
            body = made[f"fiches/{fiche.slug}/{group.slug}/index.html"]
            text = json.dumps(linked_data(body))
            assert "CourseInstance" in text
            first = group.schedule.first if group.schedule else None
            name = (
                "previousStartDate" if fiche.status_of(group) is Status.POSTPONED else "startDate"
            )
            assert not first or f'"{name}": "{first.isoformat()}' in text
    (dump,) = [body for path, body in files(site, ".jsonld")]
    assert len(json.loads(dump)["@graph"]) >= len(site.catalogue.fiches)


def test_lheo_is_valid(site: Built) -> None:
    body = next(body for path, body in files(site, ".xml") if path == "lheo.xml")
    assert validated(body).findall(".//{http://lheo.gouv.fr/2.3}formation")


def test_the_site_map_names_every_page_to_be_found(site: Built) -> None:
    made = site.files
    named = etree.fromstring(made["sitemap.xml"]).findall(".//{*}loc")
    found = {str(loc.text).removeprefix(f"{URL}/") for loc in named}
    assert len(found) == len(named)
    wanted = {
        path.removesuffix("index.html")
        for path, body in made.items()
        if path.endswith(".html") and b'name="robots"' not in body and path != "404.html"
    }
    assert found == wanted
    assert f"Sitemap: {URL}/sitemap.xml".encode() in made["robots.txt"]


def test_pages_say_their_address_and_their_preview(site: Built) -> None:
    for path, body in files(site, ".html"):
        if path == "404.html" or b"http-equiv" in body:
            continue  # a redirect names the page it leads to
        address = f"{URL}/{path.removesuffix('index.html')}"
        tags = Tags(body.decode()).tags
        assert ("link", {"rel": "canonical", "href": address}) in tags
        preview = {
            a["property"]: a["content"] for tag, a in tags if tag == "meta" and "property" in a
        }
        assert preview["og:url"] == address
        assert preview["og:title"]
        assert preview["og:locale"] == "fr_FR"


def test_an_old_address_leads_to_the_page(site: Built) -> None:
    made = site.files
    moved = [fiche for fiche in site.catalogue.fiches if fiche.aliases]
    assert moved
    for fiche in moved:
        for alias in fiche.aliases:
            page = made[f"fiches/{alias.words}/index.html"].decode()
            target = re.search(r'http-equiv="refresh" content="0; url=([^"]+)"', page)
            assert target
            assert target[1] == f"../{fiche.slug}/index.html"
        assert f"/fiches/{fiche.slug}/" in made["_redirects"].decode()


def test_what_machines_read_is_linked_from_a_page(site: Built) -> None:
    """All but what has an address of its own by convention, and what pages load."""
    known = re.compile(
        r"assets/.*|robots\.txt|sitemap\.xml|_headers|_redirects|\.htaccess|serveurs/.*|recherche/.*|.*\.html"
    )
    linked = set()
    for page, body in files(site, ".html"):
        for _, attrs in Tags(body.decode()).tags:
            linked.add(urlsplit(urljoin(f"{URL}/{page}", attrs.get("href", ""))).path)
    missing = [
        path
        for path in site.files
        if not known.fullmatch(path) and f"{urlsplit(URL).path}/{path}" not in linked
    ]
    assert not missing


def test_the_same_bytes_twice(tmp_path: Path) -> None:
    for folder in ("a", "b"):
        write_corpus(tmp_path / folder, 60)
    one, other = built(tmp_path / "a"), built(tmp_path / "b")
    assert one.files == other.files


def test_without_an_address_no_export_makes_one_up(scratch: Scratch) -> None:
    write_corpus(scratch.root, 20)
    site = built(scratch.root, url="")
    made = site.files
    assert "sitemap.xml" not in made
    assert b"Sitemap" not in made["robots.txt"]
    for path, body in made.items():
        assert b'property="og:' not in body, path
        assert b'rel="canonical"' not in body or b"http-equiv" in body, path


def test_a_moved_or_cancelled_session_is_told_everywhere(scratch: Scratch) -> None:
    scratch.write({"content/f.yml": """\
titre: T
mis_a_jour: 20 août 2021
interlocuteur: {nom: Ana, courriel: a@b.fr}
date limite: 15 octobre 2021
groupes:
  - {nom: Groupe 1, lieu: Metz, dates: 15 novembre 2021, dates initiales: 4 octobre 2021}
  - {nom: Groupe 2, lieu: Nancy, dates: 16 novembre 2021, statut: annulé}
"""})  # fmt: skip
    made = built(scratch.root).files
    page = made["fiches/t/groupe-1/index.html"].decode()
    assert "EventRescheduled" in page
    assert '"previousStartDate":"2021-10-04"' in page
    assert "4 octobre 2021" in page.partition("<main")[2].replace("\xa0", " ")
    assert "EventCancelled" in made["fiches/t/groupe-2/index.html"].decode()
    events = Calendar.from_ical(made["fiches/t/t.ics"]).walk("VEVENT")
    states = {str(event["SUMMARY"]): str(event.get("STATUS", "")) for event in events}
    assert states["T"] == "CONFIRMED"
    assert states["Annulé : T"] == "CANCELLED"
    (session,) = [s for s in json.loads(made["sessions.json"])["sessions"] if "Metz" in str(s)]
    assert "2021-10-04" in json.dumps(session)


@pytest.mark.parametrize("name", ATTACKS)
def test_no_attack_breaks_a_format(scratch: Scratch, name: str) -> None:
    scratch.write(
        {
            "content/bonne.yml": COMPLETE,
            "content/attaque.yml": ATTACKS[name],
            "content/organismes/tamarin.yml": ORGANISATION,
        }
    )
    site = built(scratch.root)
    made = site.files
    assert len(site.catalogue.fiches) == 2
    whole = Calendar.from_ical(made["catalogue.ics"]).walk("VEVENT")
    days = {
        day.date
        for session in site.catalogue.sessions
        if session.group.schedule
        for day in session.group.schedule.days
    }
    assert days == {day for _, day, _, _ in told(made["catalogue.ics"])}
    assert not [event for event in whole if str(event["SUMMARY"]) == "faux"]
    for path, body in made.items():
        if path.endswith(".xml"):
            etree.fromstring(body)
        elif path.endswith((".json", ".jsonld")):
            json.loads(body)
        elif path.endswith(".html"):
            assert b"<script>alert" not in body, path
        elif path.endswith(".csv"):
            rows = [*csv.reader(io.StringIO(body.decode("utf-8-sig"), newline=""), delimiter=";")]
            assert not [cell for row in rows for cell in row if re.match(r"\s*[=+@-]", cell)]

"""How readers are kept informed: sessions that change their dates, calendars, feeds and their addresses."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from conftest import Scratch
from playwright.sync_api import Browser, expect, sync_playwright
from sites import Visit, chromium, visit
from test_pages import build, part, plain, seen

from fichegen import routes
from fichegen.workshop import Workshop

MOVED = (
    "# Accueillir\n\n## Secteur\n\nSocial\n\n## Groupes\n\n### Groupe 1\n\n#### EST\n\n{dates}\n\n"
    "Dates initiales : {before}\n\n{more}\n\n## Contact\n\nana@exemple.fr\n"
)
FICHE = "fiches/accueillir/index.html"
GROUP = "fiches/accueillir/groupe-1/index.html"
URL = "https://formations.example/social"


def moved(
    dates: str = "10 et 11 mars 2022", before: str = "17 et 18 février 2022", more: str = ""
) -> dict[str, str]:
    return {"a.md": MOVED.format(dates=dates, before=before, more=more)}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        opened = chromium(started)
        yield opened
        opened.close()


# ---------------------------------------------------------------- new dates


@pytest.mark.parametrize(
    ("page", "start", "end"),
    [
        (FICHE, 'class="summary"', "</section>"),
        (FICHE, 'class="session-head"', "</header>"),
        (GROUP, 'class="stack ticket-head"', "</header>"),
        ("index.html", 'class="card"', "</ul>\n</li>"),
        ("agenda/index.html", 'class="row"', "</li>"),
        ("agenda/2022-03/index.html", 'class="row"', "</li>"),
        ("territoires/est/index.html", 'class="row"', "</li>"),
        ("secteurs/social/index.html", 'class="card"', "</ul>\n</li>"),
    ],
)
def test_a_session_that_was_moved_says_so_wherever_it_is_named(
    scratch: Scratch, page: str, start: str, end: str
) -> None:
    assert "Dates modifiées</span>" in part(build(scratch, moved())[page], start, end)


@pytest.mark.parametrize("page", [FICHE, GROUP])
def test_the_first_dates_stand_straight_under_the_new_ones(scratch: Scratch, page: str) -> None:
    source = plain(build(scratch, moved())[page].decode())
    dates = source.partition('<p class="dates"')[2]
    assert re.sub(r"<[^>]*>", "", dates.partition("<div")[0]).split("\n")[:2] == [
        ' dir="auto">10 et 11 mars 2022',
        "Dates modifiées : la session était annoncée les 17 et 18 février 2022",
    ]
    assert "annoncée" not in dates.partition('class="month"')[2]


@pytest.mark.parametrize(
    ("before", "words"),
    [
        ("17 février 2022", "annoncée le 17 février 2022"),
        ("du 1er au 4 février 2022", "annoncée du 1er au 4 février 2022"),
        ("1er et 2 février 2022", "annoncée les 1er et 2 février 2022"),
        ("à partir du 3 février 2022", "annoncée à partir du 3 février 2022"),
        ("février 2022", "annoncée pour « février 2022 »"),
    ],
)
def test_the_first_dates_make_a_sentence(scratch: Scratch, before: str, words: str) -> None:
    assert words in seen(build(scratch, moved(before=before))[GROUP])


@pytest.mark.parametrize(("more", "today"), [("Statut : annulé", "2021-09-01"), ("", "2022-04-01")])
def test_nobody_is_told_of_new_dates_that_are_past_or_cancelled(
    scratch: Scratch, more: str, today: str
) -> None:
    built = build(scratch, moved(more=more), today)
    for page in (FICHE, GROUP, "index.html", "agenda/2022-03/index.html"):
        assert "Dates modifiées" not in seen(built[page])
    assert "D'abord annoncée les 17 et 18 février 2022" in seen(built[GROUP])


def test_the_same_days_in_other_words_are_no_new_dates(scratch: Scratch) -> None:
    built = build(scratch, moved(before="Le jeudi 10 & le vendredi 11 mars 2022"))
    assert "Dates modifiées" not in seen(built[GROUP])


@pytest.fixture
def site(scratch: Scratch) -> Path:
    """A site whose address is known, with a session that was moved."""
    build(scratch, moved() | {"catalogue.yml": f"titre: T\nurl: {URL}\n"})
    return scratch.site


@pytest.mark.browser
def test_the_results_of_a_search_tell_new_dates_too_until_the_session_is_over(
    browser: Browser, site: Path
) -> None:
    for day, told in ((dt.date(2021, 9, 1), True), (dt.date(2022, 4, 1), False)):
        visited = visit(browser, site, day=day)
        page = visited.go("?q=accueillir")
        tag = page.locator("#resultats .card .line .tag", has_text="Dates modifiées")
        expect(tag).to_be_visible(visible=told)
        expect(visited.go("agenda/2022-03/").locator(".row .tag", has_text="Dates modifiées")).to_be_visible(
            visible=told
        )  # fmt: skip
        visited.context.close()


# ---------------------------------------------------------------- to follow


def follow(page: bytes) -> str:
    """Return the words of the part on how to follow a page."""
    source = part(page, 'aria-labelledby="suivre"')
    return " ".join(re.sub(r"<[^>]*>", "", source.partition(">")[2]).split())


FEEDS = "Par flux : nouveautés · inscriptions ouvertes · clôtures sous 15 jours"


@pytest.mark.parametrize(
    ("page", "words"),
    [
        (FICHE, "Suivre Les sessions de cette formation dans votre agenda (.ics) Comment s'abonner"),
        ("territoires/est/index.html", f"Suivre Les sessions EST dans votre agenda (.ics) Comment s'abonner {FEEDS}"),
        ("territoires/est/agenda/index.html", f"Suivre Les sessions EST dans votre agenda (.ics) Comment s'abonner {FEEDS}"),
        ("secteurs/social/index.html", "Suivre Les sessions « Social » dans votre agenda (.ics) Comment s'abonner Par flux : nouveautés"),
        ("index.html", f"Suivre Toutes les sessions dans votre agenda (.ics) Comment s'abonner {FEEDS}"),
    ],
)  # fmt: skip
def test_how_to_follow_a_page_is_said_in_plain_words(
    scratch: Scratch, page: str, words: str
) -> None:
    built = build(scratch, moved())
    assert follow(built[page]) == words
    guide = part(built[page], 'aria-labelledby="suivre"').partition(">Comment s'abonner")[0]
    assert guide.rpartition('href="')[2] == f'{routes.root(page)}{routes.REUSE}"'


def test_feeds_are_named_in_full_where_programs_find_them(scratch: Scratch) -> None:
    head = plain(build(scratch, moved())["index.html"].decode()).partition("</head>")[0]
    assert 'title="Fiches nouvelles et modifiées (flux Atom)"' in head
    assert 'title="Toutes les sessions dans votre agenda (.ics)"' in head


# ---------------------------------------------------------------- addresses


def test_addresses_to_follow_can_be_read_without_scripts(site: Path) -> None:
    page = (site / routes.REUSE).read_bytes()
    words = seen(page)
    for path in (routes.CALENDAR, routes.FEED, routes.OPENINGS, routes.CLOSINGS):
        assert f"{URL}/{path}" in words
    assert f"{URL}/{routes.DATA}" not in words
    assert re.findall(r'href="(webcal:[^"]*)"', page.decode()) == [
        "webcal://formations.example/social/catalogue.ics"
    ]
    for told in ("À partir de l'URL", "iPhone", "Outlook"):
        assert told in words
    assert "Pour avoir une adresse" not in words


def test_without_an_address_of_the_site_one_learns_how_to_copy_it(scratch: Scratch) -> None:
    page = build(scratch, moved())[routes.REUSE]
    assert "Pour avoir une adresse : clic droit sur le lien" in seen(page)
    assert "webcal" not in page.decode()
    assert "data-copie=" not in page.decode()


def test_a_large_catalogue_names_every_part_of_its_files(scratch: Scratch) -> None:
    day = "{dates: Le 7 octobre 2031, territoire: Est}"
    scratch.write({"content/catalogue.yml": f"url: {URL}\n"})
    scratch.write({"content/une.yml": f"titre: Une\ngroupes: [{', '.join([day] * 5_001)}]\n"})
    scratch.write({f"content/f{n}.yml": f"titre: Formation {n}\n" for n in range(1_000)})
    workshop = Workshop(scratch.request())
    site = workshop.refresh().site
    assert site
    page = site.body(routes.REUSE) or b""
    linked = re.findall(r'href="\.\./([^"/]*)"', page.decode())
    for name in (
        "catalogue.json",
        "catalogue.jsonld",
        "completude.json",
        "sessions.json",
        "catalogue.ics",
    ):
        assert linked.count(name) == linked.count(routes.part_path(name, 2)) == 1
    assert f"{URL}/catalogue-2.ics" in seen(page)
    assert "catalogue-2.csv" not in linked
    assert '/est-2.ics"' in (site.body("territoires/est/index.html") or b"").decode()
    assert all(site.has(path) for path in linked)


def test_what_editors_need_stands_apart_and_leads_to_the_pages(scratch: Scratch) -> None:
    page = build(scratch, moved())[routes.REUSE]
    source = plain(page.decode())
    for_editors = source.partition("Pour qui tient le catalogue</h2>")[2].partition("</section>")[0]
    assert re.findall(r'href="([^"]*)"', for_editors) == [
        "../completude/index.html", "../completude.json", "../schemas/completude.schema.json",
    ]  # fmt: skip
    assert "completude" not in source.partition("Pour qui tient le catalogue</h2>")[0]
    without = build(scratch, {"catalogue.yml": "completude: non\n"})[routes.REUSE]
    assert "Pour qui tient le catalogue" not in seen(without)


@pytest.mark.browser
def test_the_address_is_copied_and_the_row_leads_to_the_file(browser: Browser, site: Path) -> None:
    visited: Visit = visit(browser, site, width=360)
    visited.context.grant_permissions(["clipboard-read", "clipboard-write"])
    page = visited.go("donnees/")
    row = page.locator(".formats li").first
    row.get_by_role("button").click()
    expect(row.get_by_role("status")).to_have_text("Adresse copiée")
    expect(page).to_have_url(re.compile("donnees/$"))
    tables = page.locator(".formats li", has_text="une ligne par fiche")
    with page.expect_download() as started:
        tables.click(position={"x": 5, "y": 5})
    assert started.value.suggested_filename == "catalogue.csv"
    visited.context.close()


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
def test_a_heading_stands_nearer_to_its_own_list_than_to_the_one_before(
    browser: Browser, site: Path, width: int
) -> None:
    visited = visit(browser, site, width=width)
    for name in ("donnees/", "plan-du-site/"):
        gaps = visited.go(name).evaluate(
            """() => [...document.querySelectorAll("main section h2")].slice(1).map((heading) => {
              const box = heading.getBoundingClientRect();
              const before = heading.parentElement.previousElementSibling.getBoundingClientRect();
              const after = heading.nextElementSibling.getBoundingClientRect();
              return [box.top - before.bottom, after.top - box.bottom];
            })"""
        )
        assert gaps
        assert all(above > 2 * below for above, below in gaps), gaps
    visited.context.close()


@pytest.mark.browser
def test_titles_of_cards_and_rows_are_large_enough_for_a_thumb(
    browser: Browser, site: Path
) -> None:
    visited = visit(browser, site, width=360)
    for name, links in (("", ".card-title a"), ("territoires/est/", ".row-title a")):
        box = visited.go(name).locator(links).first.bounding_box()
        assert box
        assert box["height"] >= 44
    visited.context.close()


@pytest.mark.browser
def test_what_to_follow_keeps_one_gap_from_what_stands_above(browser: Browser, site: Path) -> None:
    visited = visit(browser, site)
    for name in ("fiches/accueillir/", "agenda/"):
        above, gap = visited.go(name).evaluate(
            """() => {
              const follow = document.querySelector(".follow");
              const before = follow.previousElementSibling.getBoundingClientRect();
              const gap = parseFloat(getComputedStyle(follow.parentElement).rowGap);
              return [follow.getBoundingClientRect().top - before.bottom, gap];
            }"""
        )
        assert abs(above - gap) < 1, name
    visited.context.close()

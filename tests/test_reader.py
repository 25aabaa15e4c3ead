"""What a reader does and sees, in a real browser under the strict policy."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Final
from urllib.parse import parse_qs, urlsplit

import oracles
import pytest
from conftest import TODAY
from playwright.sync_api import Browser, Page, expect, sync_playwright
from sites import HOST, SEED, Visit, chromium, html_files, kinds, make_site, visit

from fichegen.dates import read_deadline, read_schedule
from fichegen.model import Fiche, Group, Status, Title
from fichegen.pipeline import build
from fichegen.project import Project
from fichegen.request import Request
from fichegen.states import timeline

pytestmark = pytest.mark.browser

KINDS: Final = (
    "accessibilite", "agenda", "catalogue", "completude", "completude-destination", "completude-titres",
    "donnees", "fiche", "groupe", "introuvable", "liste", "mois", "page", "plan", "rubrique",
)  # fmt: skip
VECTORS: Final = Path(__file__).parent / "cases" / "etats.json"


@pytest.fixture(scope="module")
def demo_site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("demo"))


@pytest.fixture(scope="module")
def extreme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("extreme"), extremes=True)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return make_site(tmp_path_factory.mktemp("large"), count=300)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        found = chromium(started)
        yield found
        found.close()


@pytest.fixture
def on_large(browser: Browser, large: Path) -> Iterator[Visit]:
    reader = visit(browser, large)
    yield reader
    reader.context.close()
    assert reader.said == []
    assert reader.hosts <= {HOST}


@pytest.fixture
def on_demo(browser: Browser, demo_site: Path) -> Iterator[Visit]:
    reader = visit(browser, demo_site)
    yield reader
    reader.context.close()
    assert reader.said == []
    assert reader.hosts <= {HOST}


def violations(page: Page) -> list[tuple[str, str]]:
    page.evaluate(oracles.axe_source())
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [(v["id"], v["nodes"][0]["html"][:160]) for v in result["violations"]]


def overflow(page: Page) -> int:
    found: int = page.evaluate(
        "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    )
    return found


# ---------------------------------------------------------------- every kind of page


@pytest.mark.oracle
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("look", ["light", "dark", "print"])
@pytest.mark.parametrize("built", ["demo_site", "large"])
def test_axe_finds_no_violation(
    request: pytest.FixtureRequest, browser: Browser, built: str, kind: str, look: str
) -> None:
    site: Path = request.getfixturevalue(built)
    for width in (320, 1280):
        reader = visit(browser, site, width=width, scheme=look)
        page = reader.go(kinds(site)[kind])
        assert reader.said == []
        assert reader.hosts == {HOST}
        if look == "print":
            page.emulate_media(media="print")
        found, scroll = violations(page), overflow(page)
        reader.context.close()
        assert found == [], (kind, width)
        assert look == "print" or scroll <= 0, f"{kind} scrolls sideways at {width} px"


@pytest.mark.oracle
@pytest.mark.slow
def test_fiches_that_go_too_far_stay_legible(extreme: Path, browser: Browser) -> None:
    fiches = [
        path for path, _ in html_files(extreme) if re.fullmatch("fiches/[^/]+/index.html", path)
    ]
    for path in fiches:
        reader = visit(browser, extreme, width=320)
        page = reader.go(path)
        assert violations(page) == [], path
        assert overflow(page) <= 0, path
        assert reader.said == [], path
        assert reader.hosts == {HOST}, path
        reader.context.close()


def test_no_page_complains_or_asks_elsewhere(extreme: Path, browser: Browser) -> None:
    reader = visit(browser, extreme)
    for path in sorted(extreme.rglob("*.html"))[::7]:
        reader.go(path.relative_to(extreme).as_posix())
    reader.context.close()
    assert reader.said == []
    assert reader.hosts == {HOST}


@pytest.mark.parametrize("kind", KINDS)
def test_text_twice_as_large_is_read_without_scrolling_sideways(
    large: Path, browser: Browser, kind: str
) -> None:
    reader = visit(browser, large)
    page = reader.go(kinds(large)[kind])
    page.evaluate("document.documentElement.style.fontSize = '200%'")
    assert overflow(page) <= 0
    reader.context.close()


def test_a_page_works_from_a_folder(demo_site: Path, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((demo_site / "index.html").as_uri())
    page.fill("#q", "preparation")
    expect(page.locator("#resultats > li")).to_have_count(1)
    page.click("#resultats a")
    expect(page.locator("h1")).to_contain_text("nécessaire préparation")
    context.close()
    assert said == []


# ---------------------------------------------------------------- tasks


def test_a_word_without_its_accent_finds_the_hospital(on_large: Visit) -> None:
    page = on_large.go("index.html")
    page.fill("#q", "hopital")
    expect(page.locator("#compte")).not_to_contain_text("300 formations")
    cards = page.locator("#resultats > li")
    expect(cards.first).to_contain_text(re.compile("h[oô]pital", re.IGNORECASE))
    assert cards.count() >= 3
    assert "q=hopital" in page.url


def test_a_territory_and_a_state_together(on_large: Visit) -> None:
    page = on_large.go("index.html")
    page.select_option("[name=territoire]", "finistere")
    page.select_option("[name=etat]", "ouvert")
    expect(page.locator("#compte")).to_contain_text("session")
    expect(page.locator("#resultats")).not_to_have_attribute("aria-busy", "true")
    lines = page.locator("#resultats .line[data-entree]:visible")
    assert lines.count() > 3
    for text in lines.all_inner_texts():
        assert "Finistère" in text, text
        assert "Inscriptions ouvertes" in text or "bientôt closes" in text, text
    said = page.locator("#compte").inner_text()
    counted = re.search(r"(\d+) sessions?", said)
    assert counted
    assert page.locator("#compte").get_attribute("role") == "status"


def test_a_deep_link_shows_what_was_asked(on_large: Visit) -> None:
    page = on_large.go("index.html?territoire=finistere&etat=ouvert")
    expect(page.locator("[name=territoire]")).to_have_value("finistere")
    expect(page.locator("#compte")).not_to_contain_text("300 formations")
    assert all(
        "Finistère" in text
        for text in page.locator("#resultats .line[data-entree]:visible").all_inner_texts()
    )


def test_the_way_back_leads_to_what_was_there(on_large: Visit) -> None:
    page = on_large.go("index.html")
    first = page.locator("#resultats").inner_text()
    page.select_option("[name=territoire]", "finistere")
    expect(page.locator("#compte")).not_to_contain_text("300 formations")
    found = page.locator("#resultats").inner_text()
    page.locator("#resultats .card-title a").first.click()
    expect(page.locator("body")).to_have_attribute("data-page", "fiche")
    page.go_back()
    expect(page.locator("#compte")).not_to_contain_text("300 formations")
    expect(page.locator("#resultats")).to_have_text(re.compile(re.escape(found.split("\n")[0])))
    page.go_back()
    expect(page.locator("#compte")).to_contain_text("300 formations")
    assert page.locator("#resultats").inner_text() == first


@pytest.mark.parametrize(
    ("order", "first"), [("date", ""), ("limite", "par-date-limite/"), ("titre", "par-titre/")]
)
def test_the_search_orders_as_the_pages_do(
    on_large: Visit, large: Path, order: str, first: str
) -> None:
    """What puts fiches in order in Python and in the script is held by one another."""
    page = on_large.go("index.html")
    found: list[int] = page.evaluate(
        """async (sort) => {
          const index = await fichegen.openIndex(new URL(document.querySelector("#filtres").dataset.index, document.baseURI).href);
          const {documents} = await index.search({sort, today: fichegen.today()});
          return documents.map(({id}) => id);
        }""",
        order,
    )

    def titles(start: str) -> list[str]:
        parts = [large / start / "index.html"]
        parts += [large / start / f"page-{n}" / "index.html" for n in range(2, 14)]
        cards = r'<h2 class="card-title"[^>]*><a href="([^"]*)"'
        links = (link for part in parts for link in re.findall(cards, part.read_text("utf-8")))
        return [link.replace("../", "") for link in links]

    by_id = titles("")
    assert [by_id[number] for number in found] == titles(first)


def test_search_works_at_any_base_path(browser: Browser, large: Path) -> None:
    reader = visit(browser, large, base="/un/dossier/profond/")
    page = reader.go("index.html?q=coeur")
    expect(page.locator("#resultats")).to_contain_text("cœur")
    page.locator("#resultats .card-title a").first.click()
    expect(page.locator("body")).to_have_attribute("data-page", "fiche")
    reader.context.close()
    assert reader.said == []


def test_everything_can_be_done_by_keyboard(on_large: Visit) -> None:
    page = on_large.go("index.html")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Aller au contenu"
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.id") == "q"
    page.keyboard.type("chevaux")
    expect(page.locator("#compte")).not_to_contain_text("300 formations")
    for _ in range(12):
        page.keyboard.press("Tab")
        if page.evaluate("document.activeElement.closest('#resultats') !== null"):
            break
    outline = page.evaluate("getComputedStyle(document.activeElement, '::after').outlineStyle")
    assert outline == "solid"
    page.keyboard.press("Enter")
    expect(page.locator("body")).to_have_attribute("data-page", "fiche")


def test_the_address_is_copied(browser: Browser, demo_site: Path) -> None:
    reader = visit(browser, demo_site)
    reader.context.grant_permissions(["clipboard-read", "clipboard-write"], origin=f"http://{HOST}")
    page = reader.go(f"fiches/{SEED}/index.html")
    button = page.locator("button[data-copie]").first
    button.click()
    expect(page.locator("[data-copie-dit]").first).to_have_text("Adresse copiée")
    assert page.evaluate("navigator.clipboard.readText()") == "sandra.dugand@irtsreunion.fr"
    reader.context.close()


def test_the_message_says_which_session(on_demo: Visit) -> None:
    page = on_demo.go(f"fiches/{SEED}/groupe-2/index.html")
    link = page.get_by_role("link", name=re.compile("Demander une place"))
    query = parse_qs(urlsplit(link.get_attribute("href") or "").query)
    assert "Groupe 2" in query["subject"][0]
    assert "Du 6 au 8 décembre 2021".casefold() in query["body"][0].casefold()


def test_the_five_questions_are_answered_above_the_fold_on_a_phone(
    browser: Browser, demo_site: Path
) -> None:
    reader = visit(browser, demo_site, width=360)
    page = reader.go(f"fiches/{SEED}/index.html")
    page.set_viewport_size({"width": 360, "height": 740})
    for words in ("Les travailleurs sociaux", "EST", "15 au 17 novembre 2021", "21 heures",
                  "15 octobre 2021", "Inscriptions ouvertes"):  # fmt: skip
        found = (
            page.locator(".summary")
            .get_by_text(re.compile(re.escape(words).replace("\\ ", r"\s")))
            .first
        )
        box = found.bounding_box()
        assert box, words
        assert box["y"] + box["height"] <= 740, words
    reader.context.close()


@pytest.mark.parametrize("name", ["groupe-1", "groupe-2"])
def test_the_page_of_a_group_prints_on_one_sheet(on_demo: Visit, name: str) -> None:
    page = on_demo.go(f"fiches/{SEED}/{name}/index.html")
    pdf = page.pdf(format="A4")
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1


# ---------------------------------------------------------------- states


@pytest.mark.parametrize(
    ("day", "words", "action"),
    [
        ("2021-09-01", "Inscriptions ouvertes", "Demander une place"),
        ("2021-10-10", "Inscriptions bientôt closes", "Demander une place"),
        ("2021-10-16", "Inscriptions closes", "Être prévenu"),
        ("2021-11-16", "En cours", "Être prévenu"),
        ("2026-11-25", "Terminé", "Être prévenu"),
        ("1970-01-01", "Inscriptions ouvertes", "Demander une place"),
    ],
)
def test_a_page_built_in_september_is_true_on_any_later_day(
    browser: Browser, demo_site: Path, day: str, words: str, action: str
) -> None:
    reader = visit(browser, demo_site, day=dt.date.fromisoformat(day))
    page = reader.go(f"fiches/{SEED}/groupe-1/index.html")
    expect(page.locator(".ticket-head .state")).to_have_text(re.compile(words))
    expect(page.locator("main a.button:visible")).to_have_text(re.compile(action))
    reader.context.close()
    assert reader.said == []


def test_a_closed_fiche_says_so_and_offers_to_be_told(browser: Browser, demo_site: Path) -> None:
    reader = visit(browser, demo_site, day=dt.date(2021, 12, 24))
    page = reader.go(f"fiches/{SEED}/index.html")
    expect(page.locator(".fiche-head .notice")).to_be_visible()
    expect(page.locator(".summary a.button:visible")).to_have_text(re.compile("Être prévenu"))
    reader.context.close()


def test_the_summary_shows_what_is_left(browser: Browser, tmp_path: Path) -> None:
    """Of four sessions two have ended since the build: the first two shown are the others."""
    (tmp_path / "content").mkdir()
    groups = "".join(
        f"### Groupe {n}\n\n#### Lieu {n}\n\n{n} novembre 2021\n\n" for n in range(1, 5)
    )
    source = f"# T\n\n## Groupes\n\n{groups}## Contact\n\nana@exemple.fr\n"
    (tmp_path / "content" / "t.md").write_text(source, encoding="utf-8")
    assert build(Request(project=Project.at(tmp_path), today_in=lambda _: TODAY)).published
    for day, names in ((TODAY, ["Lieu 1", "Lieu 2"]), (dt.date(2021, 11, 3), ["Lieu 3", "Lieu 4"])):
        reader = visit(browser, tmp_path / "site", day=day)
        page = reader.go("fiches/t/index.html")
        expect(page.locator(".summary .line-where:visible")).to_have_text(names)
        reader.context.close()


def test_the_day_is_that_of_the_catalogue(browser: Browser, demo_site: Path) -> None:
    """At 21:00 in Paris on the last day, it is the day after in Saint-Denis de La Réunion."""
    reader = visit(browser, demo_site, day=None)
    reader.page.clock.set_fixed_time(dt.datetime(2021, 10, 15, 21, tzinfo=dt.UTC))
    page = reader.go(f"fiches/{SEED}/groupe-1/index.html")
    expect(page.locator(".ticket-head .state")).to_have_text(re.compile("Inscriptions closes"))
    reader.context.close()


def test_the_script_agrees_with_the_rules(on_demo: Visit) -> None:
    """The vectors that hold the rules of `states.py` hold the script too."""
    asked: list[tuple[str, str, str]] = []
    vectors: list[dict[str, Any]] = json.loads(VECTORS.read_bytes())
    for vector in vectors:
        schedule = read_schedule(vector["dates"])[0] if vector["dates"] else None
        status = Status(vector["statut"]) if vector["statut"] else None
        group = Group(label="G", slug="g", schedule=schedule, status=status)
        fiche = Fiche(
            title=Title(words="T"), slug="t", groups=(group,),
            status=Status(vector["fiche"]) if vector["fiche"] else None,
            deadline=read_deadline(vector["limite"])[0] if vector["limite"] else None,
        )  # fmt: skip
        line = str(timeline(dt.date.fromisoformat(vector["debut"]), fiche, group))
        asked += [
            (line, day, state) for day, state in vector["etats"].items() if day >= vector["debut"]
        ]
    page = on_demo.go("index.html")
    told = page.evaluate("asked => asked.map(([line, day]) => fichegen.stateAt(line, day))",
                         [[line, day] for line, day, _ in asked])  # fmt: skip
    assert told == [state for _, _, state in asked]


# ---------------------------------------------------------------- without scripts


def test_without_scripts_every_task_but_search_is_possible(
    browser: Browser, large: Path, demo_site: Path
) -> None:
    reader = visit(browser, large, scripts=False)
    page = reader.go("index.html")
    assert not page.locator("#filtres").is_visible()
    page.get_by_role("link", name="Date limite").click()
    expect(page.locator("h1")).to_contain_text("par date limite")
    page.get_by_role("link", name="Page suivante").click()
    expect(page.locator("h1")).to_contain_text("page 2")
    reader.go("index.html")
    for path, entry in (("Territoires", "Finistère"), ("Secteurs", "Handicap"),
                        ("Organismes", "Association Cœur de métier"), ("Modalités", "Présentiel"),
                        ("États des inscriptions", "Inscriptions ouvertes")):  # fmt: skip
        page = reader.go("index.html")
        page.locator(".browse").get_by_role("link", name=re.compile(path)).click()
        page.locator(".entries").get_by_role("link", name=entry).first.click()
        expect(page.locator("h1")).to_have_text(entry)
        assert page.locator(".card, .row").count() > 2
    page = reader.go("index.html")
    page.get_by_role("link", name="Agenda", exact=True).click()
    page.locator(".year-month[href*='2021-11']").click()
    expect(page.locator("h1")).to_have_text("Novembre 2021")
    page.locator(".wall a").first.click()
    reader.context.close()
    reader = visit(browser, demo_site, scripts=False)
    page = reader.go(f"fiches/{SEED}/groupe-1/index.html")
    expect(page.get_by_text("Inscriptions jusqu’au 15 octobre 2021")).to_be_visible()
    expect(page.get_by_role("link", name=re.compile("Demander une place"))).to_be_visible()
    expect(page.locator(".address")).to_have_text("sandra.dugand@irtsreunion.fr")
    expect(page.get_by_text(re.compile("Inscriptions ouvertes"))).to_have_count(0)
    reader.context.close()


def test_the_agenda_marks_what_is_past(browser: Browser, large: Path) -> None:
    reader = visit(browser, large, scripts=False)
    page = reader.go("agenda/2021-05/index.html")
    rows = page.locator(".row")
    assert rows.count() > 3
    marked = re.compile("Terminé|Annulé|Reporté|En cours")
    assert all(marked.search(text) for text in rows.all_inner_texts())
    reader.context.close()
    assert TODAY.isoformat() > "2021-05-31"

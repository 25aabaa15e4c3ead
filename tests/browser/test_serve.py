"""The preview in a real browser: what is wrong shows over the page, and goes when it is mended."""

from __future__ import annotations

import re
import time
from collections.abc import Iterator
from dataclasses import dataclass, field

import oracles
import pytest
from conftest import Scratch
from playwright.sync_api import Browser, Page, Route, expect, sync_playwright
from preview import PATIENCE, Preview, preview, until

pytestmark = pytest.mark.browser

FICHE = """\
# {title}

## Durée

2 jours (14 heures)

## Lieux & dates

### Groupe 1

Les 15 & 16 novembre 2021

## Contexte

{text}
"""
PAGE = "fiches/accueillir/index.html"
MILLISECONDS = PATIENCE * 1000

expect.set_options(timeout=MILLISECONDS)


def fiche(title: str = "Accueillir", text: str = "Des mots.") -> str:
    return FICHE.format(title=title, text=text)


BROKEN = fiche().replace("Les 15 & 16 novembre", "Le 31 juin")
LONG = "\n\n".join(f"Paragraphe {number}." for number in range(200))


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        chromium = started.chromium.launch(
            executable_path=str(oracles.chromium()), args=list(oracles.CHROMIUM_FLAGS)
        )
        yield chromium
        chromium.close()


@dataclass
class Reader:
    """A browser on the preview, and all that it complained of."""

    page: Page
    served: Preview
    said: list[str] = field(default_factory=list)

    def go(self, path: str) -> Page:
        self.page.goto(self.served.address + path)
        # From here on it hears what is new.
        self.page.wait_for_function(
            "() => performance.getEntriesByType('resource').some(r => /state.json/.test(r.name))"
        )
        return self.page


@pytest.fixture
def served(scratch: Scratch) -> Iterator[Preview]:
    scratch.write({"content/a.md": fiche(), "content/b.md": fiche("Bâtir")})
    with preview(scratch.root) as server:
        yield server.ready()


def read(browser: Browser, served: Preview, *, width: int = 1280, scheme: str = "light") -> Reader:
    context = browser.new_context(
        viewport={"width": width, "height": 800},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
    )
    context.set_default_timeout(MILLISECONDS)
    reader = Reader(context.new_page(), served)
    reader.page.on("console", lambda message: reader.said.append(message.text))
    reader.page.on("pageerror", lambda error: reader.said.append(str(error)))
    reader.page.on("dialog", lambda dialog: reader.said.append(dialog.message))
    return reader


@pytest.fixture
def reader(browser: Browser, served: Preview) -> Iterator[Reader]:
    reader = read(browser, served)
    yield reader
    reader.page.context.close()
    assert reader.said == []


# ---------------------------------------------------------------- what is wrong


def test_a_broken_edit_shows_over_the_page_and_goes_when_mended(
    reader: Reader, scratch: Scratch
) -> None:
    page = reader.go(PAGE)
    link = page.locator("main a").first
    link.focus()
    scratch.write({"content/a.md": BROKEN})
    panel = page.get_by_role("dialog")
    expect(panel).to_be_visible()
    expect(panel).to_have_accessible_name(re.compile("^1 erreur"))
    for words in (
        "le 31 juin 2021 n'existe pas",
        "content/a.md, ligne 11",
        "FG301",
        "Pour corriger",
    ):
        expect(panel).to_contain_text(words)
    expect(panel.locator("mark").first).to_contain_text("31 juin")
    expect(panel).to_contain_text("la dernière version sans erreur")
    expect(page.get_by_role("alert").first).to_contain_text("1 erreur. le 31 juin")
    expect(page.locator("main")).to_contain_text("novembre 2021")
    expect(link).to_be_focused()
    scratch.write({"content/a.md": fiche(text="Tout est bien.")})
    expect(page.locator("main")).to_contain_text("Tout est bien.")
    expect(panel).to_be_hidden()


def test_it_folds_to_a_badge_and_stays_so_until_there_is_something_else(
    reader: Reader, scratch: Scratch
) -> None:
    page = reader.go(PAGE)
    scratch.write({"content/a.md": BROKEN})
    panel = page.get_by_role("dialog")
    expect(panel).to_be_visible()
    page.keyboard.press("Escape")
    expect(panel).to_be_hidden()
    badge = page.get_by_role("button", name=re.compile("1 erreur"))
    expect(badge).to_be_visible()
    page.reload()
    expect(badge).to_be_visible()
    expect(panel).to_be_hidden()
    badge.click()
    expect(panel).to_be_visible()
    expect(panel).to_be_focused()
    panel.get_by_role("button", name=re.compile("Replier")).click()
    expect(panel).to_be_hidden()
    expect(badge).to_be_focused()
    scratch.write({"content/a.md": BROKEN.replace("31 juin", "32 mai")})
    expect(panel).to_be_visible()
    scratch.write({"content/a.md": fiche()})
    expect(panel).to_be_hidden()


def test_advice_is_a_badge_that_opens(reader: Reader, scratch: Scratch) -> None:
    scratch.write({"content/a.md": f"{fiche()}\n## Prérequis\n"})
    page = reader.go(PAGE)
    badge = page.get_by_role("button", name=re.compile("avertissement"))
    expect(badge).to_be_visible()
    panel = page.get_by_role("dialog")
    expect(panel).to_be_hidden()
    badge.click()
    expect(panel).to_contain_text("Rien de ceci n’empêche de publier")
    expect(panel).to_contain_text("FG206")
    scratch.write({"content/a.md": f"{fiche(text='Autre.')}\n## Prérequis\n"})
    expect(page.locator("main")).to_contain_text("Autre.")
    expect(panel).to_be_visible()  # over a reload too, as the reader wanted it


def test_five_hundred_findings_are_shown_in_bounds(reader: Reader, scratch: Scratch) -> None:
    wrong = "\n".join(f"### Groupe {n}\n\nLe 31 juin 2021\n" for n in range(500))
    page = reader.go(PAGE)
    scratch.write({"content/a.md": fiche(text="x").replace("### Groupe 1", wrong)})
    panel = page.get_by_role("dialog")
    expect(panel).to_be_visible()
    expect(panel.get_by_role("listitem")).to_have_count(50)
    expect(panel).to_contain_text(re.compile(r"et 4\d\d autres|et [5-9]\d\d autres"))
    box = panel.bounding_box()
    assert box
    assert box["height"] < 700


def test_hostile_words_stay_words(reader: Reader, scratch: Scratch) -> None:
    evil = "<img src=x onerror=alert(1)><script>alert(2)</script>"
    page = reader.go(PAGE)
    scratch.write({"content/<b>c.md": f'---\nslug: "{evil}"\n---\n{BROKEN}'})
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text("content/<b>c.md")
    expect(panel).to_contain_text(evil)
    assert panel.locator("img, script").count() == 0


def test_a_broken_template_shows_over_the_last_good_page(reader: Reader, scratch: Scratch) -> None:
    page = reader.go(PAGE)
    template = scratch.root / "templates/pages/fiche.html"
    scratch.write({
        str(template.relative_to(scratch.root)):
        '{% extends "layouts/base.html" %}{% block main %}{{ nope }}{% endblock %}'
    })  # fmt: skip
    panel = page.get_by_role("dialog")
    expect(panel).to_contain_text("FG601")
    expect(page.locator("h1")).to_have_text("Accueillir")
    template.unlink()
    expect(panel).to_be_hidden()


def test_the_first_build_may_fail(browser: Browser, scratch: Scratch) -> None:
    scratch.write({"content/a.md": BROKEN})
    with preview(scratch.root) as served:
        reader = read(browser, served.ready())
        page = reader.page
        page.goto(served.address + PAGE)
        expect(page.locator("h1")).to_have_text("Cette page attend une correction")
        expect(page.locator("main")).to_contain_text("FG301")
        expect(page.get_by_role("listitem").first).to_contain_text("le 31 juin 2021 n'existe pas")
        scratch.write({"content/a.md": fiche()})
        expect(page.locator("h1")).to_have_text("Accueillir")
        page.context.close()
        assert [line for line in reader.said if "500" not in line] == []


# ---------------------------------------------------------------- where the reader was


def test_a_reload_keeps_the_place(reader: Reader, scratch: Scratch) -> None:
    scratch.write({"content/a.md": fiche(text=LONG)})
    until(lambda: "Paragraphe 199" in reader.served.page(PAGE))
    page = reader.go(PAGE)
    page.evaluate("scrollTo(0, 1500)")
    page.evaluate("window.before = true")
    scratch.write({"content/a.md": fiche(text=LONG.replace("199", "dernier"))})
    expect(page.locator("main")).to_contain_text("Paragraphe dernier.")
    page.wait_for_function("() => document.readyState === 'complete' && scrollY === 1500")
    assert page.evaluate("window.before") is None


def test_a_reload_keeps_folds_and_what_is_being_typed(reader: Reader, scratch: Scratch) -> None:
    page = reader.go("")
    fold = page.locator("#filtres details")
    fold.evaluate("fold => fold.open = true")
    search = page.get_by_role("searchbox")
    search.fill("accue")
    scratch.write({"content/a.md": fiche("Accueillir vite")})
    expect(page.locator("#resultats")).to_contain_text("Accueillir vite")
    expect(search).to_have_value("accue")
    expect(search).to_be_focused()
    expect(fold).to_have_attribute("open", "")


def test_a_page_that_is_the_same_is_not_reloaded(reader: Reader, scratch: Scratch) -> None:
    page = reader.go(PAGE)
    page.evaluate("window.before = true")
    scratch.write({"content/b.md": fiche("Bâtir", "Autres mots.")})
    until(lambda: "Autres mots." in reader.served.page("fiches/batir/index.html"))
    scratch.write({"content/a.md": BROKEN})
    expect(page.get_by_role("dialog")).to_be_visible()
    assert page.evaluate("window.before")


def test_a_style_is_swapped_without_a_reload(reader: Reader, scratch: Scratch) -> None:
    page = reader.go(PAGE)
    page.evaluate("window.before = true")
    scratch.write({"templates/assets/css/propre.css": "h1 { color: rgb(1, 2, 3) }"})
    expect(page.locator("h1")).to_have_css("color", "rgb(1, 2, 3)")
    expect(page.locator("head link[rel=stylesheet]")).to_have_count(1)
    assert page.evaluate("window.before")


def test_a_page_whose_title_changes_is_followed(reader: Reader, scratch: Scratch) -> None:
    page = reader.go(PAGE)
    scratch.write({"content/a.md": fiche("Recevoir")})
    expect(page.locator("h1")).to_have_text("Recevoir")
    assert page.url == f"{reader.served.address}fiches/recevoir/"


def test_a_lost_page_comes_when_it_is_made(
    browser: Browser, served: Preview, scratch: Scratch
) -> None:
    reader = read(browser, served)
    page = reader.go("fiches/nouveau/")
    expect(page.locator("h1")).to_have_text("Page introuvable")
    scratch.write({"content/n.md": fiche("Nouveau")})
    expect(page.locator("h1")).to_have_text("Nouveau")
    (scratch.root / "content/n.md").unlink()
    expect(page.locator("h1")).to_have_text("Page introuvable")
    page.context.close()
    assert [line for line in reader.said if "404" not in line] == []


def test_two_hundred_edits_in_ten_seconds_end_with_the_last(
    reader: Reader, scratch: Scratch
) -> None:
    page = reader.go(PAGE)
    for number in range(200):
        began = time.monotonic()
        scratch.write({"content/a.md": fiche(text=f"Version {number}.")})
        page.wait_for_timeout(max(0.0, 50 - (time.monotonic() - began) * 1000))
    expect(page.locator("main")).to_contain_text("Version 199.")
    page.evaluate("window.before = true")
    number = until(lambda: reader.served.state(PAGE)["number"])
    page.wait_for_timeout(500)
    assert page.evaluate("window.before")  # and there it rests
    assert reader.served.state(PAGE)["number"] - number <= 1  # all judged


# ---------------------------------------------------------------- who may look


def test_a_page_of_another_site_learns_nothing(browser: Browser, served: Preview) -> None:
    context = browser.new_context()
    page = context.new_page()

    def serve(route: Route) -> None:
        route.fulfill(status=200, content_type="text/html", body="<h1>Ailleurs</h1>")

    context.route("http://evil.example/**", serve)
    page.goto("http://evil.example/")
    socket = f"ws://localhost:{served.port}/__fichegen/livereload"
    opened = page.evaluate(
        "url => new Promise(done => { const s = new WebSocket(url);"
        " s.onopen = () => done(true); s.onerror = () => done(false); })",
        socket,
    )
    assert opened is False
    fetched = page.evaluate(
        "url => fetch(url).then(answer => answer.text(), () => 'refusé')", served.address
    )
    assert fetched == "refusé"
    context.close()


def test_a_name_that_leads_here_is_not_answered(browser: Browser, served: Preview) -> None:
    """A page whose own name was made to lead to this machine."""
    flags = [*oracles.CHROMIUM_FLAGS, "--host-resolver-rules=MAP evil.example 127.0.0.1"]
    led = browser.browser_type.launch(executable_path=str(oracles.chromium()), args=flags)
    page = led.new_page()
    answer = page.goto(f"http://evil.example:{served.port}/{PAGE}")
    assert answer
    assert answer.status == 403
    assert "Accueillir" not in page.content()
    led.close()


def test_a_server_that_ends_is_told_and_found_again(browser: Browser, scratch: Scratch) -> None:
    scratch.write({"content/a.md": fiche()})
    with preview(scratch.root) as served:
        reader = read(browser, served.ready())
        page, port = reader.go(PAGE), served.port
        served.stop()
    badge = page.get_by_role("button", name="L’aperçu est arrêté")
    expect(badge).to_be_visible()
    scratch.write({"content/a.md": fiche(text="Entre-temps.")})
    with preview(scratch.root, "--port", str(port)):
        expect(page.locator("main")).to_contain_text("Entre-temps.")
        expect(badge).to_be_hidden()
    page.context.close()


def test_a_draft_has_its_mark(browser: Browser, scratch: Scratch) -> None:
    scratch.write({"content/a.md": f"---\nbrouillon: oui\n---\n{fiche()}"})
    with preview(scratch.root) as served:
        page = read(browser, served.ready()).go(PAGE)
        expect(page.get_by_role("button", name=re.compile("brouillon"))).to_be_visible()
        page.context.close()


# ---------------------------------------------------------------- for everybody


@pytest.mark.oracle
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("width", [320, 1280])
@pytest.mark.parametrize("first", [False, True])
def test_axe_finds_no_violation(
    browser: Browser, scratch: Scratch, scheme: str, width: int, first: bool
) -> None:
    text = fiche(text="Voir [là](rien.md).").replace("Le 15", "x")
    scratch.write({"content/a.md": BROKEN if first else text})
    with preview(scratch.root) as served:
        reader = read(browser, served.ready(), width=width, scheme=scheme)
        page = reader.page
        page.goto(served.address + PAGE)
        if not first:
            scratch.write({"content/a.md": BROKEN + "\n## Prérequis\n"})
            expect(page.get_by_role("dialog")).to_be_visible()
        expect(page.locator(".item").first).to_be_visible()
        _judge(page)
        assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
        for button in page.locator("aside[aria-label^=fichegen] button").all():
            box = button.bounding_box()
            assert box is None or box["height"] >= 44
        if not first:
            page.keyboard.press("Escape")
            expect(page.get_by_role("button", name=re.compile("1 erreur"))).to_be_visible()
            _judge(page)
        page.context.close()


def _judge(page: Page) -> None:
    page.evaluate(oracles.axe_source())
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    assert [
        (violation["id"], [node["html"][:200] for node in violation["nodes"]])
        for violation in result["violations"]
    ] == []

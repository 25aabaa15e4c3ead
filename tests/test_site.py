"""What is published: legal, linked, inert, and what a reader sees in a real browser."""

from __future__ import annotations

import json
import re
import shutil
import subprocess
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qs, unquote, urlsplit

import oracles
import pytest
from conftest import ROOT, TODAY, Scratch
from playwright.sync_api import Browser, Route, sync_playwright

from fichegen.pipeline import Request, build
from fichegen.project import Project

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
HOSTILE = (
    """# <script>alert(1)</script> {{ 7*7 }} "guillemets" & co – Module 1 « <b>gras</b> »

## Secteurs

<img src=x onerror=alert(1)>, "><svg onload=alert(1)>

## Public

<script>alert(1)</script> {% raw %} [x](javascript:alert(1)) ![i](https://evil.example/i.png) <!-- -->

## Durée

<b>3</b> jours

## Lieux & dates

### Groupe "1" <i>

Saint-<b>Denis</b>

15 novembre 2021

## Interlocuteur

**<script>alert(1)</script>**

ana@exemple.fr

## Contexte

[m](mailto:a@b.fr?bcc=x@y.fr) &#x202e; [a](JaVaScRiPt:alert(1)) [b](java&#x0A;script:alert(1)) [c](//evil.example) [d](data:text/html,x)
[e](feed:javascript:alert(1)) [f](vbscript:x) <javascript:alert(1)> [g](\\\\evil.example/x)

<div onclick="alert(1)">texte</div>

مرحبا بالعالم \u202e inversé 🎉 {{ config }}

## Programme

| Heure | Lundi | Mardi | Mercredi | Jeudi | Vendredi | Intervention |
|---|---|---|---|---|---|---|
| 9h | Accueil | Anticonstitutionnellement | Ateliers | Restitution | Bilan | Psychologue |

| Heure | Autre |
|---|---|
| 9h | Accueil |

## Rubrique <script>

MotSansEspace"""
    + "x" * 400
    + "\n"
)
MANY = (
    "# "
    + "Titre très long " * 18
    + "\n\n## Sessions\n\n"
    + "\n\n".join(f"### Groupe {n}\n\n{n % 28 + 1} mars 2022" for n in range(1, 41))
    + "\n\n## Objectifs\n\n"
    + "\n".join(f"- Savoir {n}" for n in range(200))
    + "\n"
)
BARE = "# Rien de plus\n"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration catalogue with hostile and extreme fiches among its own."""
    root = tmp_path_factory.mktemp("projet")
    shutil.copytree(ROOT / "content", root / "content")
    for name, body in (("hostile.md", HOSTILE), ("beaucoup.md", MANY), ("rien.md", BARE)):
        (root / "content" / name).write_text(body, encoding="utf-8")
    request = Request(project=Project.at(root), today_in=lambda _: TODAY, base_url="")
    built = build(request)
    assert built.published, [f"{f.span} {f.code} {f.message}" for f in built.survey.findings]
    return root / "site"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        chromium = started.chromium.launch(
            executable_path=str(oracles.chromium()), args=list(oracles.CHROMIUM_FLAGS)
        )
        yield chromium
        chromium.close()


class _Tags(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))


def pages(site: Path) -> list[tuple[str, list[tuple[str, dict[str, str]]]]]:
    found = []
    for path in sorted(site.rglob("*.html")):
        parser = _Tags()
        parser.feed(path.read_text(encoding="utf-8"))
        found.append((path.relative_to(site).as_posix(), parser.tags))
    return found


def test_every_link_leads_somewhere_in_the_folder(site: Path) -> None:
    for page, tags in pages(site):
        ids = [attrs["id"] for _, attrs in tags if "id" in attrs]
        assert len(ids) == len(set(ids)), page
        for tag, attrs in tags:
            target = attrs.get("href") or attrs.get("src") or ""
            parts = urlsplit(target)
            if parts.scheme in ("mailto", "tel") or not target:
                continue
            if parts.scheme:
                assert parts.scheme in ("http", "https"), (page, target)
                assert tag == "a", (page, tag, target)
                continue
            assert not target.startswith("/"), (page, target)
            if parts.path:
                linked = site / PurePosixPath(page).parent / unquote(parts.path)
                assert linked.resolve().is_file(), (page, target)
                assert linked.resolve().is_relative_to(site.resolve())
            else:
                assert parts.fragment in ids, (page, target)


def test_nothing_on_a_page_can_run_or_ask_another_host(site: Path) -> None:
    for page, tags in pages(site):
        for tag, attrs in tags:
            assert tag not in (
                "script",
                "style",
                "iframe",
                "object",
                "embed",
                "base",
                "form",
                "img",
            ), page
            handlers = [name for name in attrs if name.startswith("on") or name == "style"]
            assert not handlers, (page, tag, handlers)


def test_every_page_has_one_title_of_its_own_and_one_h1(site: Path) -> None:
    titles: dict[str, str] = {}
    for page, tags in pages(site):
        names = [tag for tag, _ in tags]
        assert names.count("h1") == 1, page
        assert names.count("main") == 1, page
        assert ("html", dict(tags)["html"].get("lang")) == ("html", "fr"), page
        levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
        assert all(deeper - level <= 1 for level, deeper in pairwise(levels)), page
        title = re.search(
            r"<title>(.*?)</title>", (site / page).read_text(encoding="utf-8"), re.DOTALL
        )
        assert title
        assert title[1].strip()
        assert titles.setdefault(title[1], page) == page


def test_what_editors_type_stays_text(site: Path) -> None:
    page = next(p for p in site.glob("fiches/script-alert*/index.html")).read_text(encoding="utf-8")
    assert "&lt;script&gt;alert(1)&lt;/script&gt;" in page
    assert "{{ 7*7 }}" in page
    assert "49" not in re.sub(r"\d{4}-\d\d-\d\d", "", page.split("<main")[1].split("</h1>")[0])
    assert "{% raw %}" in page
    assert "javascript:" not in re.findall(r'href="([^"]*)"', page)
    assert "bcc" not in page
    for target in re.findall(r'(?:href|src)="([^"]*)"', page):
        assert "evil" not in target or target.startswith("https://evil.example/i.png")
        assert not re.match(r"(?i)\s*(javascript|data|vbscript|feed)", target)


def test_a_message_is_begun_for_each_group(demo: Scratch) -> None:
    demo.run("build")
    path = next(p for p in demo.pages() if "module-1-" in p and p.endswith("groupe-1/index.html"))
    tags = _Tags()
    tags.feed(demo.pages()[path].decode())
    links = {
        a["href"] for t, a in tags.tags if t == "a" and a.get("href", "").startswith("mailto:")
    }
    (link,) = {link for link in links if "subject" in link}
    parts = urlsplit(link)
    assert parts.path == "sandra.dugand@irtsreunion.fr"
    assert "+" not in parts.query
    query = parse_qs(parts.query, strict_parsing=True)
    assert "Module 1" in query["subject"][0]
    assert "Groupe 1" in query["subject"][0]
    body = query["body"][0]
    assert "\r\n" in body
    for said in (
        "Module 1",
        "Groupe 1",
        "EST",
        "15",
        "17 novembre 2021",
        "Structure :",
        "Fonction :",
    ):
        assert said in body


@pytest.mark.oracle
def test_vnu_finds_no_error(site: Path) -> None:
    command = [str(oracles.java()), "-jar", str(oracles.vnu_jar()), "--format", "json", "--exit-zero-always",
               "--skip-non-html", str(site)]  # fmt: skip
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    messages = json.loads(ran.stderr)["messages"]
    assert [m for m in messages if m["type"] == "error" or m.get("subType") == "warning"] == []


@pytest.mark.oracle
def test_vnu_finds_no_error_in_the_style_sheet(site: Path) -> None:
    (sheet,) = (site / "assets").glob("style.*.css")
    command = [str(oracles.java()), "-jar", str(oracles.vnu_jar()), "--css", "--format", "json",
               "--exit-zero-always", str(sheet)]  # fmt: skip
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert [m["message"] for m in json.loads(ran.stderr)["messages"] if m["type"] == "error"] == []


def kinds(site: Path) -> dict[str, Path]:
    """Return one page of each kind, the hardest we have."""
    return {
        "catalogue": site / "index.html",
        "fiche": next(site.glob("fiches/*module-1-aller*/index.html")),
        "groupe": next(site.glob("fiches/*module-1-aller*/groupe-1/index.html")),
        "hostile": next(site.glob("fiches/script-alert*/index.html")),
        "beaucoup": next(site.glob("fiches/titre-tres-long*/index.html")),
        "rien": next(site.glob("fiches/rien-de-plus/index.html")),
        "liste": site / "territoires" / "index.html",
        "rubrique": site / "territoires" / "est" / "index.html",
        "organisme": site / "organismes" / "arfis-oi-irts-reunion" / "index.html",
        "page": site / "mentions-legales" / "index.html",
        "404": site / "404.html",
    }


KINDS = (
    "catalogue",
    "fiche",
    "groupe",
    "hostile",
    "beaucoup",
    "rien",
    "liste",
    "rubrique",
    "organisme",
    "page",
    "404",
)


@pytest.mark.browser
@pytest.mark.parametrize("kind", KINDS)
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_axe_finds_no_violation(site: Path, browser: Browser, kind: str, scheme: str) -> None:
    for width in (320, 1280):
        context = browser.new_context(
            viewport={"width": width, "height": 900},
            color_scheme="dark" if scheme == "dark" else "light",
            reduced_motion="reduce",
        )
        page = context.new_page()
        page.goto(kinds(site)[kind].as_uri())
        page.evaluate(oracles.axe_source())
        result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        found = [(v["id"], v["nodes"][0]["html"][:120]) for v in result["violations"]]
        scroll = page.evaluate(
            "document.documentElement.scrollWidth - document.documentElement.clientWidth"
        )
        context.close()
        assert found == []
        assert scroll <= 0, f"{kind} scrolls sideways at {width} px"


@pytest.mark.browser
def test_no_page_complains_or_asks_elsewhere_under_a_strict_policy(
    site: Path, browser: Browser
) -> None:
    context = browser.new_context(bypass_csp=False)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(dialog.message))
    base = "http://localhost:1/"

    def serve(route: Route) -> None:
        url = urlsplit(route.request.url)
        asked.append(url.netloc)
        if url.path == "/favicon.ico":
            route.fulfill(status=204)
            return
        path = site / unquote(url.path).lstrip("/")
        kind = "text/css" if path.suffix == ".css" else "text/html; charset=utf-8"
        headers = {"Content-Security-Policy": CSP, "Content-Type": kind}
        route.fulfill(status=200, body=path.read_bytes(), headers=headers)

    context.route("**/*", serve)
    for path in kinds(site).values():
        page.goto(base + path.relative_to(site).as_posix())
    context.close()
    assert said == []
    assert set(asked) == {"localhost:1"}


@pytest.mark.browser
def test_the_page_of_a_group_prints_on_one_sheet(site: Path, browser: Browser) -> None:
    context = browser.new_context()
    page = context.new_page()
    page.goto(kinds(site)["groupe"].as_uri())
    pdf = page.pdf(format="A4")
    context.close()
    assert len(re.findall(rb"/Type\s*/Page\b", pdf)) == 1

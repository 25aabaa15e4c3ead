"""Whole sites to judge: built once, served as a careful host would, kinds of pages by name."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote, urlsplit

import oracles
from conftest import ROOT, TODAY
from corpus import EXTREMES, write_corpus
from playwright.sync_api import Browser, BrowserContext, Page, Playwright, Route

from fichegen.artifacts import MANIFEST
from fichegen.catalogue import Catalogue
from fichegen.pipeline import Survey, build
from fichegen.project import Project
from fichegen.request import Request

HOST: Final = "localhost:1"
CSP: Final = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
TYPES: Final = {
    ".css": "text/css; charset=utf-8",
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".xml": "application/xml",
    ".ics": "text/calendar; charset=utf-8",
    ".html": "text/html; charset=utf-8",
    ".js": "text/javascript; charset=utf-8",
    ".svg": "image/svg+xml",
}
SEED: Final = (
    "la-pratique-de-l-aller-vers-les-publics-module-1-aller-vers-une-necessaire-preparation"
)


def make_site(
    root: Path, *, count: int = 0, extremes: bool = False, today: dt.date = TODAY
) -> Path:
    """Build a site in a folder: the demonstration, or a made-up catalogue, with extreme fiches."""
    if count:
        write_corpus(root, count, today=today)
    else:
        shutil.copytree(ROOT / "content", root / "content")
    for name, body in EXTREMES.items() if extremes else ():
        path = root / "content" / "extremes" / name
        path.parent.mkdir(exist_ok=True)
        path.write_text(body, encoding="utf-8")
    build_all(Request(project=Project.at(root), today_in=lambda _: today))
    return root / "site"


@dataclass(frozen=True)
class Built:
    """A site that was published, read back."""

    survey: Survey
    files: dict[str, bytes]
    """All files of the site, in the order of their paths."""

    @property
    def catalogue(self) -> Catalogue:
        """What the site shows."""
        return self.survey.catalogue


def build_all(request: Request) -> Built:
    """Build a site, which nothing may forbid, and read it back."""
    done = build(request)
    assert done.published, [f"{f.span} {f.code} {f.message}" for f in done.survey.findings]
    output = request.project.output
    paths = sorted(path for path in output.rglob("*") if path.is_file() and path.name != MANIFEST)
    return Built(
        done.survey, {path.relative_to(output).as_posix(): path.read_bytes() for path in paths}
    )


# ---------------------------------------------------------------- reading pages


class Tags(HTMLParser):
    """The start tags of a page, and its words."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str]]] = []
        self.words: list[str] = []
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, {name: value or "" for name, value in attrs}))

    def handle_data(self, data: str) -> None:
        self.words.append(data)


def html_files(site: Path) -> Iterator[tuple[str, str]]:
    """Yield path and source of every page of a site, but not of those that only lead on."""
    for path in sorted(site.rglob("*.html")):
        source = path.read_text(encoding="utf-8")
        if 'http-equiv="refresh"' not in source:
            yield path.relative_to(site).as_posix(), source


def pages(site: Path) -> Iterator[tuple[str, Tags]]:
    """Yield every page of a site, read."""
    for page, source in html_files(site):
        yield page, Tags(source)


def kinds(site: Path) -> dict[str, str]:
    """Return a page of each kind, the largest of its kind, by what `data-page` says."""
    found: dict[str, tuple[int, str]] = {}
    for page, source in html_files(site):
        kind = source.partition('<body data-page="')[2].partition('"')[0]
        if page == "index.html":
            found[kind] = (1 << 40, page)
        found[kind] = max(found.get(kind, (0, "")), (len(source), page))
    return {kind: page for kind, (_, page) in sorted(found.items())}


# ---------------------------------------------------------------- a browser


def chromium(started: Playwright) -> Browser:
    """Start the browser."""
    return started.chromium.launch(
        executable_path=str(oracles.chromium()), args=list(oracles.CHROMIUM_FLAGS)
    )


@dataclass
class Visit:
    """A reader's browser on a served site, and all that it complained of or asked for."""

    site: Path
    context: BrowserContext
    base: str
    page: Page = field(init=False)
    said: list[str] = field(default_factory=list)
    hosts: set[str] = field(default_factory=set)
    asked: list[str] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.context.route("**/*", self._serve)
        self.page = self.context.new_page()
        self.page.on("console", lambda message: self.said.append(message.text))
        self.page.on("pageerror", lambda error: self.said.append(str(error)))
        self.page.on("dialog", lambda dialog: self.said.append(dialog.message))

    def _serve(self, route: Route) -> None:
        url = urlsplit(route.request.url)
        self.hosts.add(url.netloc)
        path = unquote(url.path)
        self.asked.append(path)
        below = path.removeprefix(urlsplit(self.base).path)
        file = self.site / below
        if file.is_dir():
            file /= "index.html"
        if path == "/favicon.ico":
            route.fulfill(status=204)
        elif not file.is_file():
            route.fulfill(status=404, body="404", headers={"Content-Type": "text/plain"})
        else:
            headers = {"Content-Security-Policy": CSP, "Content-Type": TYPES[file.suffix]}
            route.fulfill(status=200, body=file.read_bytes(), headers=headers)

    def go(self, page: str) -> Page:
        """Open a page of the site."""
        self.page.goto(self.base + page)
        return self.page


def visit(
    browser: Browser,
    site: Path,
    *,
    day: dt.date | None = TODAY,
    base: str = "/",
    scripts: bool = True,
    width: int = 1280,
    scheme: str = "light",
) -> Visit:
    """Visit a site on a day, under the strict policy, at some base path."""
    context = browser.new_context(
        viewport={"width": width, "height": 900},
        color_scheme="dark" if scheme == "dark" else "light",
        reduced_motion="reduce",
        java_script_enabled=scripts,
        timezone_id="Europe/Paris",
    )
    visited = Visit(site=site, context=context, base=f"http://{HOST}{base}")
    if day and scripts:
        visited.page.clock.set_fixed_time(dt.datetime.combine(day, dt.time(12), dt.UTC))
    return visited

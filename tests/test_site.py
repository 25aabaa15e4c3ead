"""What is published: legal, linked, inert, small, on the demonstration and on 300 fiches."""

from __future__ import annotations

import json
import re
import subprocess
from html import unescape
from itertools import pairwise
from pathlib import Path, PurePosixPath
from urllib.parse import parse_qs, unquote, urlsplit

import brotli
import oracles
import pytest
from conftest import Scratch
from sites import SEED, Tags, kinds, make_site, pages

from fichegen.views import PAGES

HTML_BUDGET = 14 * 1024
CSS_BUDGET = 10 * 1024
JS_BUDGET = 15 * 1024


@pytest.fixture(scope="module")
def extreme(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration catalogue with fiches that go too far."""
    return make_site(tmp_path_factory.mktemp("extreme"), extremes=True)


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up catalogue of 300 fiches."""
    return make_site(tmp_path_factory.mktemp("large"), count=300)


@pytest.fixture(params=["extreme", "large"])
def site(request: pytest.FixtureRequest) -> Path:
    found: Path = request.getfixturevalue(request.param)
    return found


def test_every_kind_of_page_is_there(extreme: Path, large: Path) -> None:
    expected = {
        "catalogue", "fiche", "groupe", "liste", "rubrique", "agenda", "mois", "plan",
        "accessibilite", "page", "introuvable", "donnees", "completude", "completude-destination",
        "completude-titres",
    }  # fmt: skip
    assert kinds(extreme).keys() == kinds(large).keys() == expected
    assert len(expected) == len(PAGES)


def test_every_link_leads_somewhere_in_the_folder(site: Path) -> None:
    read = dict(pages(site))
    ids = {page: {a["id"] for _, a in tags.tags if "id" in a} for page, tags in read.items()}
    for page, tags in read.items():
        own = [attrs["id"] for _, attrs in tags.tags if "id" in attrs]
        assert len(own) == len(set(own)), page
        for tag, attrs in tags.tags:
            for name in ("href", "src", "data-index"):
                target = attrs.get(name, "")
                parts = urlsplit(target)
                if not target or parts.scheme in ("mailto", "tel"):
                    continue
                if parts.scheme:
                    assert parts.scheme in ("http", "https"), (page, target)
                    assert tag == "a", (page, tag, target)
                    continue
                assert not target.startswith("/"), (page, target)
                linked = page
                if parts.path:
                    file = (site / PurePosixPath(page).parent / unquote(parts.path)).resolve()
                    assert file.is_file(), (page, target)
                    assert file.is_relative_to(site.resolve()), (page, target)
                    linked = file.relative_to(site.resolve()).as_posix()
                if parts.fragment:
                    assert parts.fragment in ids[linked], (page, target)
            for name in ("for", "aria-labelledby", "aria-describedby"):
                if name in attrs:
                    assert attrs[name] in own, (page, attrs)


def test_every_page_can_be_reached_by_links_from_the_first(site: Path) -> None:
    read = dict(pages(site))
    found, ahead = {"index.html"}, ["index.html"]
    while ahead:
        page = ahead.pop()
        for tag, attrs in read[page].tags:
            parts = urlsplit(attrs.get("href", ""))
            if tag == "a" and parts.path and not parts.scheme:
                file = (site / PurePosixPath(page).parent / unquote(parts.path)).resolve()
                target = file.relative_to(site.resolve()).as_posix()
                if target in read and target not in found:
                    found.add(target)
                    ahead.append(target)
    assert read.keys() - found == {"404.html"}


def test_nothing_on_a_page_can_run_or_ask_another_host(site: Path) -> None:
    for page, tags in pages(site):
        for tag, attrs in tags.tags:
            assert tag not in ("style", "iframe", "object", "embed", "base"), (page, tag)
            handlers = [name for name in attrs if name.startswith("on") or name == "style"]
            assert not handlers, (page, tag, handlers)
            if tag == "script" and attrs.get("type") == "application/ld+json":
                assert attrs.keys() == {"type"}, (page, attrs)  # a block of data: it does not run
            elif tag == "script":
                assert re.fullmatch(
                    r"(\.\./)*assets/(site|catalogue)\.[0-9a-f]{10}\.js", attrs["src"]
                )
            if tag == "form":
                assert "action" not in attrs, page
            if tag == "img":
                assert attrs["src"].startswith(("assets/", "../")), (page, attrs)


def test_every_page_has_one_title_of_its_own_and_one_h1(site: Path) -> None:
    titles: dict[str, str] = {}
    for page, tags in pages(site):
        names = [tag for tag, _ in tags.tags]
        assert names.count("h1") == 1, page
        assert names.count("main") == 1, page
        assert dict(tags.tags)["html"].get("lang") == "fr", page
        levels = [int(name[1]) for name in names if re.fullmatch("h[1-6]", name)]
        assert all(deeper - level <= 1 for level, deeper in pairwise(levels)), page
        source = (site / page).read_text(encoding="utf-8")
        title = re.search(r"<title>(.*?)</title>", source, re.DOTALL)
        assert title
        assert title[1].strip()
        assert titles.setdefault(title[1], page) == page


def test_what_editors_type_stays_text(extreme: Path) -> None:
    """In every field of every notation: markup and templates are words, on every page."""
    seen = 0
    for page, tags in pages(extreme):
        source = (extreme / page).read_text(encoding="utf-8")
        seen += source.count("&lt;script&gt;") > 0
        for tag, attrs in tags.tags:
            assert not {"onerror", "onload", "onclick"} & attrs.keys(), (page, tag)
            for name in ("href", "src"):
                target = unescape(attrs.get(name, ""))
                assert not re.match(r"(?i)\s*(javascript|data|vbscript|feed):", target), page
        assert "{{" in source or "script&gt;" not in source, page
        assert "None" not in " ".join(tags.words).split(), page
    assert seen > 20


def test_what_is_listed_is_counted_and_split(large: Path) -> None:
    first = (large / "index.html").read_text(encoding="utf-8")
    assert "300 formations" in first
    for order in ("", "par-titre/", "par-date-limite/"):
        listed = []
        for number in range(1, 14):
            path = large / order / (f"page-{number}" if number > 1 else "") / "index.html"
            listed += re.findall(
                r'<h2 class="card-title".*?href="([^"]*)"', path.read_text("utf-8")
            )
        names = [target.rpartition("/fiches/")[2].removeprefix("fiches/") for target in listed]
        assert len(names) == len(set(names)) == 300, order
        assert not (large / order / "page-14").exists()


def test_a_message_is_begun_for_each_group(demo: Scratch) -> None:
    demo.run("build")
    page = demo.pages()[f"fiches/{SEED}/groupe-1/index.html"].decode()
    links = {a["href"] for t, a in Tags(page).tags if t == "a" and "subject" in a.get("href", "")}
    asked, news = sorted(links, key=lambda link: "Prochaine" in link)
    for link, wish in ((asked, "m'inscrire"), (news, "prévenu(e)")):
        parts = urlsplit(link)
        assert parts.path == "sandra.dugand@irtsreunion.fr"
        assert "+" not in parts.query
        query = parse_qs(parts.query, strict_parsing=True)
        assert "Module 1" in query["subject"][0]
        body = query["body"][0]
        assert "\r\n" in body
        for said in (wish, "Module 1", "EST", "Nom et prénom :", "Structure :", "Fonction :"):
            assert said in body
    query = parse_qs(urlsplit(asked).query)
    assert "Groupe 1" in query["subject"][0]
    for said in ("Groupe 1", "15", "17 novembre 2021", "Besoin d'aménagement"):
        assert said in query["body"][0]
    assert "novembre" not in parse_qs(urlsplit(news).query)["body"][0]


def test_pages_keep_to_their_budgets(demo: Scratch, large: Path) -> None:
    demo.run("build")
    for site in (demo.site, large):
        sizes = {
            path: len(brotli.compress(path.read_bytes(), quality=11))
            for path in site.rglob("*")
            if path.suffix in (".html", ".css", ".js") and "recherche" not in path.parts
        }
        assert not {p: s for p, s in sizes.items() if p.suffix == ".html" and s > HTML_BUDGET}
        assert sum(s for p, s in sizes.items() if p.suffix == ".css") <= CSS_BUDGET
        assert sum(s for p, s in sizes.items() if p.suffix == ".js") <= JS_BUDGET


def _vnu(*arguments: str) -> list[dict[str, str]]:
    """Return what the validator holds against pages.

    Its guess at their language is left out: it is by chance, and fiches of one long word have none.
    """
    command = [str(oracles.java()), "-jar", str(oracles.vnu_jar()), "--format", "json",
               "--no-langdetect", "--exit-zero-always", *arguments]  # fmt: skip
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    found: list[dict[str, str]] = json.loads(ran.stderr)["messages"]
    return [m for m in found if m["type"] == "error" or m.get("subType") == "warning"]


@pytest.mark.oracle
@pytest.mark.slow
def test_vnu_finds_no_error(site: Path) -> None:
    assert _vnu("--skip-non-html", str(site)) == []


@pytest.mark.oracle
def test_vnu_finds_no_error_in_the_style_sheet(extreme: Path) -> None:
    (sheet,) = (extreme / "assets").glob("style.*.css")
    found = [m["message"] for m in _vnu("--css", str(sheet)) if m["type"] == "error"]
    assert found == []

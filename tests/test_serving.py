"""The site on real servers, under the configurations that are written with it."""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

import oracles
import pytest
from playwright.sync_api import sync_playwright
from sites import chromium
from trust.hosts import Host, apache, caddy, nginx
from trust.serving import Served, judged, make_site, run, walked

from fichegen.exporters import server_files
from fichegen.exporters.hosting import Move
from fichegen.settings import Settings, site_address, url_problem

FOLDERS: Final = (
    "été",
    "a;b",
    "a b",
    "(a|b)",
    "a*b",
    ":splat",
    "a&2%",
    "a+b,c=d!",
    "x/y.z",
    "~ana",
)
"""Folders whose names are words of one server or another."""
PLACES: Final = {"": b"premiere", "404.html": b"perdue", "fiches/neuf/": b"neuve"}


@pytest.mark.oracle
@pytest.mark.browser
@pytest.mark.slow
def test_real_servers_serve_the_site_as_it_is_configured(tmp_path: Path) -> None:
    oracles.servers()
    oracles.chromium()
    figures = run(0.02, 7, tmp_path, lambda _: None)
    assert {figure.what: figure.failed for figure in figures if figure.failed} == {}
    assert all(figure.tried for figure in figures)
    servers = {figure.what.partition(" ")[0].strip(",") for figure in figures}
    assert servers == {"nginx", "Apache", "Caddy"}


@pytest.mark.oracle
@pytest.mark.slow
@pytest.mark.parametrize("serve", [nginx, apache, caddy])
def test_a_folder_of_any_name_is_served(
    tmp_path: Path, serve: Callable[[Path, Path, str], AbstractContextManager[Host]]
) -> None:
    oracles.servers()
    for number, name in enumerate(FOLDERS):
        url = f"https://x.example/{quote(name, safe='/;()|*:&+,=!~')}"
        assert url_problem(url) == ""
        root, base = tmp_path / str(number), f"/{name}"
        site = root / name
        told = server_files(
            Settings(url=site_address(url)), [Move(old="fiches/ancien/", new="fiches/neuf/")]
        )
        files = {f"{place}index.html" if place[-1:] in ("", "/") else place: body
                 for place, body in PLACES.items()}  # fmt: skip
        for path, body in (files | {each.path: each.body for each in told}).items():
            (site / path).parent.mkdir(parents=True, exist_ok=True)
            (site / path).write_bytes(body)
        (root / "index.html").write_bytes(b"autre")
        with serve(tmp_path / f"host-{number}", root, base) as host, host.connect() as line:
            for place, body in PLACES.items():
                answer = line.ask(quote(f"{base}/{place}"))
                assert (answer.status, answer.body) == (200, body), (name, place)
                assert "content-security-policy" in answer.headers, (name, place)
            lost = line.ask(quote(f"{base}/rien"))
            assert (lost.status, lost.body) == (404, PLACES["404.html"]), name
            for old, new in {"": "", "x/y.ics": "x/y.ics"}.items():
                moved = line.ask(quote(f"{base}/fiches/ancien/{old}"))
                where = unquote(urlsplit(moved.headers["location"]).path)
                assert (moved.status, where) == (301, f"{base}/fiches/neuf/{new}"), name
            beside = line.ask("/")
            assert "content-security-policy" not in beside.headers, name


@pytest.mark.oracle
@pytest.mark.parametrize("base", ["", "/a"])
def test_a_server_of_ones_own_holds_several_sites(tmp_path: Path, base: str) -> None:
    """With nginx, by a line each; Apache reads what lies in each, whatever there is beside."""
    oracles.servers()
    root = tmp_path / "root"
    for folder in ("a", "b"):
        url = f"https://x.example/{folder}" if base or folder == "b" else ""
        site = root / (folder if url else "")
        moved = [Move(old=f"fiches/ancien-{folder}/", new="fiches/neuf/")]
        for file in server_files(Settings(url=url), moved):
            (site / file.path).parent.mkdir(parents=True, exist_ok=True)
            (site / file.path).write_bytes(file.body)
        (site / "index.html").write_text(folder, encoding="utf-8")
        (site / "404.html").write_text(f"{folder} perdue", encoding="utf-8")
    first = root / base.removeprefix("/") / "serveurs/nginx.conf"
    other = root / "b/serveurs/nginx.conf"
    first.write_text(f"{first.read_text('utf-8')}include {other};\n", encoding="utf-8")
    with nginx(tmp_path / "host", root, base) as host, host.connect() as line:
        for at, folder in ((base, "a"), ("/b", "b")):
            assert line.ask(f"{at}/").body == folder.encode()
            assert line.ask(f"{at}/rien").body == f"{folder} perdue".encode()
            moved_to = line.ask(f"{at}/fiches/ancien-{folder}/x").headers["location"]
            assert moved_to == f"{at}/fiches/neuf/x"


# ---------------------------------------------------------------- trials that can fail


@pytest.fixture(scope="module")
def sound(tmp_path_factory: pytest.TempPathFactory) -> Served:
    return make_site(tmp_path_factory.mktemp("sound"), 2, 7)


@pytest.fixture
def spoilt(sound: Served, tmp_path: Path) -> Served:
    root = tmp_path / "root"
    shutil.copytree(sound.root, root)
    return Served(root, sound.base, sound.files, sound.twins)


@pytest.mark.oracle
@pytest.mark.parametrize(
    ("line", "instead", "what"),
    [
        ("frame-ancestors 'none'", "frame-ancestors 'self'", "fichiers demandés"),
        ("camera=(), ", "", "fichiers demandés"),
        ("add_header X-Content-Type-Options", "# ", "fichiers demandés"),
        ("gzip_static on;", "", "fichiers demandés"),
        ("gzip_vary on;", "", "fichiers demandés"),
        (", immutable", "", "fichiers demandés"),
        ("text/calendar ics", "text/plain ics", "fichiers demandés"),
        ('add_header Access-Control-Allow-Origin "*"', "# ", "fichiers demandés"),
        ("absolute_redirect off;", "if_modified_since off; etag off;", "fichiers demandés"),
        ("permanent;", "redirect;", "anciennes adresses"),
        ("error_page", "# ", "adresses perdues"),
        ("return 404;", "", "fichiers qui ne regardent personne"),
        ("location / {", "location / { autoindex on; alias /;", "demandes qui visent"),
    ],
)
def test_what_a_server_does_wrong_is_seen(
    spoilt: Served, tmp_path: Path, line: str, instead: str, what: str
) -> None:
    oracles.servers()
    file = spoilt.root / "serveurs/nginx.conf"
    told = file.read_text("utf-8")
    assert line in told
    file.write_text(told.replace(line, instead), encoding="utf-8")
    with nginx(tmp_path / "host", spoilt.root, "") as host:
        figures = judged(host, spoilt)
    assert [figure.what for figure in figures if figure.failed and what in figure.what]


@pytest.mark.oracle
@pytest.mark.browser
@pytest.mark.parametrize(
    "words",
    [
        "<script>1</script>",
        "<p style='color:red'>x</p>",
        "<img src='https://ailleurs.example/x.png' alt=''>",
        "<script src='rien.js'></script>",
    ],
)
def test_what_a_page_does_wrong_is_heard(spoilt: Served, tmp_path: Path, words: str) -> None:
    oracles.servers()
    for ending in ("", ".gz", ".br"):
        (spoilt.root / f"accessibilite/index.html{ending}").unlink()
    page = spoilt.files["accessibilite/index.html"].replace(b"</body>", words.encode() + b"</body>")
    (spoilt.root / "accessibilite/index.html").write_bytes(page)
    only = Served(spoilt.root, "", {"accessibilite/index.html": page}, {})
    with nginx(tmp_path / "host", spoilt.root, "") as host, sync_playwright() as started:
        browser = chromium(started)
        figure = walked(host, only, browser)
        browser.close()
    assert figure.tried == 1
    assert figure.failed

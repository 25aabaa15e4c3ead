"""The site on real servers, under the configurations that are written with it."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urlsplit

import oracles
import pytest

from fichegen.exporters import server_files
from fichegen.exporters.hosting import Move
from fichegen.settings import Settings, site_address, url_problem
from trust.hosts import Host, apache, caddy, nginx
from trust.serving import run

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
    """With nginx, by an `include` each."""
    oracles.nginx()
    for folder in ("a", "b"):
        url = f"https://x.example/{folder}" if base or folder == "b" else ""
        site = tmp_path / "root" / (folder if url else "")
        for file in server_files(Settings(url=url), ()):
            (site / file.path).parent.mkdir(parents=True, exist_ok=True)
            (site / file.path).write_bytes(file.body)
        (site / "index.html").write_text(folder, encoding="utf-8")
    first = tmp_path / "root" / base.removeprefix("/") / "serveurs/nginx.conf"
    other = tmp_path / "root/b/serveurs/nginx.conf"
    first.write_text(f"{first.read_text('utf-8')}include {other};\n", encoding="utf-8")
    with nginx(tmp_path / "host", tmp_path / "root", base) as host, host.connect() as line:
        assert [line.ask(f"{at}/").body for at in (base, "/b")] == [b"a", b"b"]

"""Serving: a site on real servers, as they are configured by what a build wrote, asked and read.

Every file is asked for plain and compressed, asked for again, and read by a browser; addresses that
have moved, that are lost, and that nobody should ask for are tried; and many files at once.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import random
import shutil
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Final
from urllib.parse import quote, unquote, urljoin, urlsplit

from playwright.sync_api import Browser, sync_playwright
from playwright.sync_api import Request as Asked

from benchmarks.corpus import write_fiches
from fichegen.pipeline import build
from fichegen.project import Project
from fichegen.request import Request

from .answers import YEAR, plain, unguarded, wrong
from .figures import Figure
from .hosts import Answer, Host, Line, UnservedError, apache, caddy, nginx

TODAY: Final = dt.date(2026, 3, 2)
_FICHES: Final = 300
_REQUESTS: Final = 20_000
"""Those of the full form."""
_LINES: Final = 8
"""Connections that ask at once."""
_FOLDER: Final = "/catalogue/été"
"""A folder below which the site lies too."""
_MOVED: Final = """\
titre: Retrouver une adresse
alias: [ancien-nom, stages/vieux.html, stages/v1.2/, stages/seul.php]
dates: 6 avril 2026
lieu: Brest
contact: ana@exemple.fr
"""
_NEW: Final = "fiches/retrouver-une-adresse/"
_MOVES: Final = {
    "fiches/ancien-nom": _NEW,
    "fiches/ancien-nom/": _NEW,
    "fiches/ancien-nom/fiche.json": f"{_NEW}fiche.json",
    "fiches/ancien-nom/ancien-nom.ics": f"{_NEW}retrouver-une-adresse.ics",
    "stages/vieux.html": _NEW,
    "stages/v1.2": _NEW,
    "stages/v1.2/fiche.json": f"{_NEW}fiche.json",
    "stages/seul.php": _NEW,
}
_LOST: Final = (
    *("rien/", "fiches/rien/", "assets/style.0123456789.css", "donnees/rien.json"),
    *("stages/v1x2/", "fiches/ancien-nom2/", "stages/seul.phpx"),
)
_KEPT_TO_ITSELF: Final = (
    *(".fichegen-manifest.json", ".htaccess", ".git/config", "fiches/.secret", "_headers"),
    *("_redirects", "serveurs/nginx.conf", "serveurs/caddy.conf", "%2Ehtaccess", "%2e%68taccess"),
)
_ATTACKS: Final = (
    *("../secret", "../../etc/passwd", "%2e%2e/secret", "..%2fsecret", "%2e%2e%2fsecret"),
    *(
        ".%2e/secret",
        "..%5csecret",
        "..\\secret",
        "fiches/../../secret",
        "fiches/%2e%2e/%2e%2e/secret",
    ),
    *("../../../secret", "%2e%2e/%2e%2e/%2e%2e/secret", "..%2f..%2f..%2fsecret"),
    *(
        "/secret",
        "//secret",
        "/../secret",
        "//evil.example/",
        "/evil.example/%2e%2e",
        "/\\evil.example",
    ),
    *("%00", "index.html%00", "index.html%00.ics", "%0d%0aX-Evil:%20y", "fiches/%0d%0aX-Evil:%20y"),
    *(
        "fiches/ancien-nom/%0d%0aX-Evil:%20y",
        "fiches/ancien-nom//evil.example",
        "%c0%ae%c0%ae/secret",
    ),
    *(
        "fiches/ancien-nom/..%2f..%2f..%2fsecret",
        "%252e%252e/secret",
        "....//secret",
        "%",
        "%zz",
        "%ff",
    ),
    *("assets/..;/secret", "index.html/secret", "404.html/../../secret", "~root/", "a" * 9000),
)
_MARK: Final = "CANARI-HORS-DU-SITE"


@dataclass(frozen=True, slots=True)
class Served:
    """A site on the disk, as it should be answered with."""

    root: Path
    base: str
    files: Mapping[str, bytes]
    """By path, those that readers ask for."""
    twins: Mapping[str, bytes]
    """Those that lie compressed beside them."""


def run(scale: float, seed: int, scratch: Path, say: Callable[[str], None]) -> tuple[Figure, ...]:
    """Serve a catalogue of `scale` × 300 fiches; nginx must be there, Apache and Caddy may.

    The whole of it is served at the root of a host, a small one in a folder too.
    """
    figures: list[Figure] = []
    whole = make_site(scratch / "racine", round(scale * _FICHES), seed)
    small = make_site(scratch / "dossier", 3, seed, base=_FOLDER)
    with nginx(scratch / "nginx", whole.root, whole.base) as host:
        say(f"{host.name} : {len(whole.files)} fichiers, lus un à un")
        figures += judged(host, whole)
        say(f"{host.name} : les pages dans un navigateur")
        with sync_playwright() as started:
            browser = started.chromium.launch(
                executable_path=_chromium(), args=["--no-sandbox", "--no-first-run"]
            )
            figures.append(walked(host, whole, browser))
            browser.close()
        say(f"{host.name} : sous charge")
        figures.append(loaded(host, whole, round(scale * _REQUESTS), seed))
    for name, serve in (("nginx", nginx), ("Apache", apache), ("Caddy", caddy)):
        sites = (
            (("dossier", small),) if name == "nginx" else (("racine", whole), ("dossier", small))
        )
        for place, site in sites:
            say(f"{name} : le site {'dans un dossier' if site.base else 'à la racine'}")
            try:
                with serve(scratch / f"{name}-{place}", site.root, site.base) as host:
                    figures += judged(host, site)
            except UnservedError as error:
                if name == "nginx" or "n'est pas installé" not in str(error):
                    raise
                figures.append(Figure(what=f"{name} : servir le site", tried=0, note=str(error)))
    return tuple(figures)


def make_site(folder: Path, count: int, seed: int, *, base: str = "") -> Served:
    """Build a catalogue of so many fiches and one that has moved, compressed both ways."""
    project = folder / "projet"
    write_fiches(project, count, seed)
    (project / "content/deplacee.yml").write_text(_MOVED, encoding="utf-8")
    settings = project / "content/catalogue.yml"
    lines = settings.read_text(encoding="utf-8").splitlines()
    kept = [line for line in lines if not line.startswith("url:")]
    url = f"url: https://catalogue.example{base}/"
    settings.write_text("\n".join((*kept, url, "compression: gzip, br", "")), encoding="utf-8")
    root = folder / "servi"
    site = root / base.removeprefix("/")
    request = Request(
        project=Project.at(project, output=str(site)), today_in=lambda _zone: TODAY, uses_cache=True
    )
    done = build(request)
    if done.published is None:
        raise AssertionError([f"{f.span} {f.code} {f.message}" for f in done.survey.findings])
    (folder / "secret").write_text(_MARK, encoding="utf-8")
    found = {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }
    private = {path for path in found if path.startswith((".", "_", "serveurs/"))}
    twins = {path: body for path, body in found.items() if path.endswith((".br", ".gz"))}
    moved = {path for path, body in found.items() if b'http-equiv="refresh"' in body}
    told = twins.keys() | private | moved
    files = {path: body for path, body in found.items() if path not in told}
    return Served(root=root, base=base, files=files, twins=twins)


def judged(host: Host, site: Served) -> tuple[Figure, ...]:
    """Ask a server for everything there is, for what has moved, is lost, or is nobody's business."""
    name = f"{host.name}{', dans un dossier' if site.base else ''}"
    parts = (
        ("fichiers demandés, en clair et comprimés, et redemandés", _answers),
        ("anciennes adresses suivies", _moves),
        ("adresses perdues", _lost),
        ("fichiers qui ne regardent personne", _kept_to_itself),
        ("demandes qui visent hors du site", _attacks),
    )
    figures = []
    with host.connect() as line:
        for what, try_all in parts:
            outcomes = [*try_all(line, host, site)]
            failed = tuple(f"{path} : {fault}" for path, fault in outcomes if fault)
            figures.append(Figure(what=f"{name} : {what}", tried=len(outcomes), failed=failed))
    return tuple(figures)


_Outcome = Iterator[tuple[str, str]]
"""What was asked for, and what was wrong with the answer; empty for nothing."""


def _answers(line: Line, host: Host, site: Served) -> _Outcome:
    for path, body in site.files.items():
        told = address(site, path)
        for coding in ("identity", "gzip", "br, gzip", ""):
            headers = {"Accept_Encoding": coding} if coding else {}
            answer = line.ask(told, **headers)
            twin = _twin(host, site, path, coding)
            fault = wrong(answer, path, body, twin)
            if not fault:
                fault = _not_known_again(line, told, answer, headers)
            yield f"{told} [{coding}]", fault


def _twin(host: Host, site: Served, path: str, coding: str) -> tuple[str, bytes] | None:
    """Return what a server must send for a coding that is asked for, where it lies on the disk."""
    if "br" in coding and host.sends_brotli and f"{path}.br" in site.twins:
        return "br", site.twins[f"{path}.br"]
    if "gzip" in coding and f"{path}.gz" in site.twins:
        return "gzip", site.twins[f"{path}.gz"]
    return None


def _not_known_again(line: Line, told: str, answer: Answer, headers: Mapping[str, str]) -> str:
    """Say what is wrong where a browser asks whether what it keeps is still so."""
    known = {
        asked: answer.headers[given]
        for asked, given in (("If_None_Match", "etag"), ("If_Modified_Since", "last-modified"))
        if given in answer.headers
    }
    if not known:
        return "sans empreinte ni date"
    again = line.ask(told, **headers, **known)
    return "" if (again.status, again.body) == (304, b"") else f"redemandé : {again.status}"


def _moves(line: Line, host: Host, site: Served) -> _Outcome:
    base = quote(site.base)
    for old, new in _MOVES.items():
        answer = line.ask(f"{base}/{old}")
        where = urljoin(f"http://localhost:{host.port}{base}/", answer.headers.get("location", ""))
        right = f"http://localhost:{host.port}{base}/{new}"
        is_right = (answer.status, unquote(where)) == (301, unquote(right))
        yield f"{base}/{old}", "" if is_right else f"{answer.status} {where}"


def _lost(line: Line, _host: Host, site: Served) -> _Outcome:
    page = site.files["404.html"]
    for path in _LOST:
        answer = line.ask(f"{quote(site.base)}/{path}")
        fault = unguarded(answer)
        if answer.status != 404 or plain(answer) != page:
            fault = f"{answer.status}, sans la page des adresses perdues"
        elif not answer.headers.get("content-type", "").startswith("text/html"):
            fault = f"type {answer.headers.get('content-type')}"
        elif YEAR in answer.headers.get("cache-control", ""):
            fault = "gardée un an"
        yield path, fault


def _kept_to_itself(line: Line, _host: Host, site: Served) -> _Outcome:
    for path in _KEPT_TO_ITSELF:
        answer = line.ask(f"{quote(site.base)}/{path}")
        is_right = answer.status == 404 and plain(answer) == site.files["404.html"]
        yield path, "" if is_right else f"{answer.status}"


def _attacks(_line: Line, host: Host, site: Served) -> _Outcome:
    """Ask on a connection each: a server ends one that it is asked nonsense on."""
    known = {*site.files.values()}
    own = f"localhost:{host.port}"
    for path in _ATTACKS:
        told = f"{quote(site.base)}/{path}"
        with host.connect() as line:
            answer = line.ask(told)
        where = urlsplit(urljoin(f"http://{own}{told}", answer.headers.get("location", ""))).netloc
        fault = ""
        if "x-evil" in answer.headers or _MARK.encode() in answer.body:
            fault = "passé"
        elif where != own:
            fault = f"mène à {where}"
        elif answer.status == 200 and answer.body and plain(answer) not in known:
            fault = "200, et rien du site"
        elif answer.status >= 500:
            fault = f"{answer.status}"
        yield told[:80], fault


def walked(host: Host, site: Served, browser: Browser) -> Figure:
    """Read every page in a browser that has kept nothing: it may not say a word, nor ask anybody else."""
    failed: list[str] = []
    said: list[str] = []
    own = f"localhost:{host.port}"
    context = browser.new_context(reduced_motion="reduce")
    page = context.new_page()
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", lambda dialog: said.append(f"boîte : {dialog.message}"))
    page.on("requestfailed", lambda asked: said.extend(_lost_request(asked)))
    page.on(
        "request",
        lambda asked: None if urlsplit(asked.url).netloc == own else said.append(asked.url),
    )
    page.on(
        "response",
        lambda got: said.append(f"{got.status} {got.url}") if got.status >= 400 else None,
    )
    pages = [path for path in site.files if path.endswith(".html") and path != "404.html"]
    expected = "br" if host.sends_brotli else "gzip"
    for path in pages:
        told = f"http://{own}{address(site, path)}"
        answer = page.goto(told, wait_until="load")
        if answer is None or answer.status != 200:
            failed.append(f"{path} : {answer and answer.status}")
            continue
        twin = f"{path}.{'br' if expected == 'br' else 'gz'}"
        coding = answer.headers.get("content-encoding", "")
        if twin in site.twins and coding != expected:
            failed.append(f"{path} : {coding or 'en clair'}")
        failed += [f"{path} : {words}" for words in said]
        said.clear()
    page.wait_for_timeout(500)
    failed += [f"après la dernière : {words}" for words in said]
    context.close()
    return Figure(
        what=f"{host.name} : pages lues dans Chromium, en {expected}",
        tried=len(pages),
        failed=tuple(failed),
    )


def _lost_request(asked: Asked) -> Iterator[str]:
    """Tell what did not come; what a browser gave up as it went to the next page is not asked for."""
    if asked.failure != "net::ERR_ABORTED":
        yield f"perdu : {asked.url} ({asked.failure})"


def loaded(host: Host, site: Served, count: int, seed: int) -> Figure:
    """Ask for files by chance, many at once, over connections that are kept; each must come whole."""
    draw = random.Random(seed)
    paths = [*site.files]
    asked = [(draw.choice(paths), draw.choice(("identity", "gzip", "br"))) for _ in range(count)]
    wanted = {path: hashlib.sha256(body).digest() for path, body in site.files.items()}
    shares = [asked[start::_LINES] for start in range(_LINES)]
    began = time.monotonic()
    with ThreadPoolExecutor(_LINES) as crowd:
        outcomes = [*crowd.map(partial(_asked, host, site, wanted), shares)]
    seconds = time.monotonic() - began
    octets = sum(size for _, size in outcomes)
    return Figure(
        what=f"{host.name} : demandes sous charge, {_LINES} connexions",
        tried=count,
        failed=tuple(fault for faults, _ in outcomes for fault in faults),
        note=f"{count / seconds:.0f} par seconde, {octets / 1e6:.0f} Mo",
    )


def _asked(
    host: Host, site: Served, wanted: Mapping[str, bytes], share: Sequence[tuple[str, str]]
) -> tuple[list[str], int]:
    faults, octets = [], 0
    with host.connect() as line:
        for path, coding in share:
            answer = line.ask(address(site, path), Accept_Encoding=coding)
            octets += len(answer.body)
            if answer.status != 200 or hashlib.sha256(plain(answer)).digest() != wanted[path]:
                faults.append(f"{path} [{coding}] : {answer.status}")
    return faults, octets


def address(site: Served, path: str) -> str:
    """Return the path by which readers ask for a file."""
    return quote(f"{site.base}/{path.removesuffix('index.html')}")


def _chromium() -> str:
    for name in ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable"):
        if found := shutil.which(name):
            return found
    raise UnservedError("Chromium n'est pas installé")

"""Former addresses: what editors paste, what is refused, and where it leads on a real server."""

from __future__ import annotations

import http.client
import json
import posixpath
import re
import shlex
import socket
import subprocess
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path, PurePosixPath
from typing import Any, Final
from urllib.parse import unquote, urlsplit

import oracles
import pytest
from exports import COMPLETE, presenter
from hypothesis import given
from hypothesis import strategies as st
from lxml import html

from fichegen import routes
from fichegen.catalogue import assemble
from fichegen.diagnostics import Finding, Span
from fichegen.exporters.aliases import Address, identity, read_address
from fichegen.exporters.hosting import server_files
from fichegen.exporters.redirects import redirected
from fichegen.model import Term
from fichegen.presenting import Presenter
from fichegen.reading import read_fiche
from fichegen.settings import Settings, site_address

URL: Final = "https://formations.example/catalogue"
NEW: Final = "fiches/accueillir-module-1-ecouter/"
SITE: Final = ("index.html", "404.html", "catalogue.ics", "secteurs/index.html")
SERVERS: Final = ("_redirects", "serveurs/nginx.conf", ".htaccess", "serveurs/caddy.conf")
"""The files that tell of what moved."""
MOVED: Final = "# Anciennes adresses."
"""The line behind which they do."""


def with_aliases(*aliases: str, url: str = "", others: tuple[str, ...] = ()) -> Presenter:
    """Bring together a fiche with aliases, given as they are, and others that are read."""
    return with_more(presenter(COMPLETE, *others, settings=Settings(url=url)), 0, aliases)


def with_more(given: Presenter, number: int, aliases: Iterable[str]) -> Presenter:
    """Give aliases to the fiche of that number, from line 90 on."""
    path = f"content/f{number}.yml"
    terms = tuple(
        Term(words=words, span=Span(path, 90 + place)) for place, words in enumerate(aliases)
    )
    fiches = [
        replace(fiche, aliases=terms) if fiche.path == path else fiche
        for fiche in given.catalogue.fiches
    ]
    catalogue, _ = assemble(fiches, (), (), given.catalogue.settings)
    return Presenter(catalogue, given.today)


def taken(given: Presenter) -> list[str]:
    """Return the files of a small site."""
    paths = [*SITE]
    for fiche in given.catalogue.fiches:
        paths += [routes.fiche_path(fiche), routes.fiche_calendar_path(fiche)]
        for group in fiche.groups:
            paths += [routes.group_path(fiche, group), routes.calendar_path(fiche, group)]
    return paths


def made(given: Presenter) -> tuple[dict[str, bytes], tuple[Finding, ...]]:
    moved = redirected(given, lambda: taken(given))
    told = server_files(given.catalogue.settings, moved.moves) if moved.moves else ()
    found = [(artifact.path, artifact.body) for artifact in (*moved.pages, *told)]
    assert len(dict(found)) == len(found)
    return {path: body for path, body in found if path != "_headers"}, moved.findings


def pages(given: Presenter) -> dict[str, str]:
    """Return where each redirect page leads, as browsers and readers see it."""
    files, findings = made(given)
    assert not findings, [f.message for f in findings]
    return {path: leads_to(path, body) for path, body in files.items() if path not in SERVERS}


def leads_to(path: str, body: bytes) -> str:
    page: Any = html.document_fromstring(body)
    (refresh,) = page.xpath("//meta[@http-equiv='refresh']/@content")
    (link,) = page.xpath("//main//a/@href")
    assert refresh == f"0; url={link}"
    return posixpath.normpath(posixpath.join(posixpath.dirname(path), link))


def refusals(given: Presenter) -> list[tuple[str, str]]:
    files, findings = made(given)
    assert not files
    return [(f.code, f.message) for f in findings]


# ---------------------------------------------------------------- addresses


@pytest.mark.parametrize(
    ("words", "path"),
    [
        ("ancien-nom", "fiches/ancien-nom/"),
        ("  Ancien_Nom ", "fiches/Ancien_Nom/"),
        ("ancien-v1.2", "fiches/ancien-v1.2/"),
        ("ancien.html", "ancien.html"),
        ("/ancien", "ancien/"),
        ("/stages/ancien.html", "stages/ancien.html"),
        ("stages/ancien.htm", "stages/ancien.htm"),
        ("stages/ancien/", "stages/ancien/"),
        ("stages/ancien", "stages/ancien/"),
        ("stages/ancien/index.html", "stages/ancien/"),
        ("fiches/ancien-nom/", "fiches/ancien-nom/"),
        ("/catalogue/x/", "catalogue/x/"),
        ("stages/ancien.php", "stages/ancien.php"),
        ("stages/%61ncien%2Dnom/", "stages/ancien-nom/"),
        (f"{URL}/fiches/ancien-nom/", "fiches/ancien-nom/"),
        ("http://Formations.example/catalogue/stages/x.html", "stages/x.html"),
        ("//formations.example/catalogue/x.html", "x.html"),
        ("formations.example/catalogue/x.html", "x.html"),
        (f"{URL}/ancien", "ancien/"),
        (URL, ""),
        (f"{URL}/", ""),
        ("/", ""),
        ("/index.html", ""),
    ],
)
def test_addresses_are_read_as_editors_paste_them(words: str, path: str) -> None:
    assert read_address(words, URL) == Address(path)


@pytest.mark.parametrize(
    "words",
    [
        "",
        " ",
        "javascript:alert(1)",
        "data:text/html,x",
        "file:///etc/passwd",
        "C:/x",
        "//evil.example/x",
        "https://evil.example/catalogue/x",
        "https://formations.example/autre/x",
        "https://formations.example/cataloguex/x",
        "https://formations.example:8443/catalogue/x",
        "https://x@formations.example/catalogue/x",
        "www.autre.example/x.html",
        "../x",
        "a/../../x",
        "./x",
        "stages/./x",
        "a//b",
        "/a/b//",
        "stages/x.php?id=12",
        "stages/x#groupe-1",
        "a\\b",
        "..\\..\\x",
        "%2e%2e/x",
        "%2e%2e%2fx",
        "a%2Fb",
        "a%5cb",
        "%252e%252e/x",
        "a%00b",
        "%C3%A9t%C3%A9",
        "été",
        "a b",
        "a\tb",
        "a\nlocation / { return 301 /; }",
        "a\r\nX: y",
        "a\x00b",
        "a\u202eb",
        "a\u2028b",
        "\ud800",
        "a;b",
        "a{b}",
        "a$1",
        "a*",
        ":splat",
        "a/:splat",
        "a'b",
        'a"b',
        "<script>",
        "a|b",
        ".htaccess",
        "stages/.git/config",
        ".well-known/x",
        "stages/x.",
        "con",
        "stages/NUL.html",
        "com1/x",
        "x" * 201,
        "/".join(["x" * 50] * 9),
        "é" * 10_000,
    ],
)
def test_what_is_no_clean_path_of_the_site_is_refused(words: str) -> None:
    reason = read_address(words, URL)
    assert isinstance(reason, str)
    assert reason
    assert reason.isprintable()
    (found,) = made(with_aliases(words, url=URL))[1]
    assert found.code == "FG508"
    assert found.span == Span("content/f0.yml", 90)
    assert len(found.message) < 300


@pytest.mark.parametrize(
    "words",
    [
        "https://éx.example/répertoire/fiches/x",
        "https://xn--x-9fa.example/r%C3%A9pertoire/fiches/x/",
        "http://ÉX.example/r%c3%a9pertoire/fiches/x",
        "éx.example/répertoire/fiches/x",
        "//éx.example/répertoire/fiches/x",
    ],
)
@pytest.mark.parametrize("url", ["https://éx.example/répertoire", "https://xn--x-9fa.example/r%C3%A9pertoire"])  # fmt: skip
def test_a_site_with_accents_knows_its_own_addresses(words: str, url: str) -> None:
    assert read_address(words, url) == Address("fiches/x/")
    assert isinstance(read_address(words.replace("pertoire", "pertoir"), url), str)


@pytest.mark.parametrize(
    ("aliases", "name"),
    [
        ((), "accueillir-module-1-ecouter"),
        (("ancien",), "ancien"),
        (("fiches/ancien/",), "ancien"),
        ((f"{URL}/fiches/ancien/index.html",), "ancien"),
        (("/fiches/Ancien",), "ancien"),
        (("ancien", "plus-jeune"), "ancien"),
        (("stages/x.html", "ancien"), "ancien"),
        (("/ancien", "fiches/un/groupe-9", "fiches/x.html", "a b", "Ancien_Nom"), "accueillir-module-1-ecouter"),
    ],
)  # fmt: skip
def test_a_fiche_is_known_by_the_first_name_it_had(aliases: tuple[str, ...], name: str) -> None:
    (fiche,) = with_aliases(*aliases).catalogue.fiches
    assert identity(fiche, URL) == name


def test_a_full_address_needs_a_site_that_has_one() -> None:
    assert isinstance(read_address(f"{URL}/fiches/x/", ""), str)


@given(st.text(st.characters(exclude_categories=())), st.sampled_from(["", URL, "https://x.fr"]))
def test_whatever_is_typed_is_clean_or_refused(words: str, url: str) -> None:
    address = read_address(words, url)
    if isinstance(address, Address):
        assert re.fullmatch(r"(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*/)*(?:[A-Za-z0-9_~-][A-Za-z0-9._~-]*)?", address.path)  # fmt: skip
        assert len(address.path) <= 400
        assert read_address(f"/{address.path}", url) == address
        assert PurePosixPath("/site", address.page or address.path).is_relative_to("/site")


# ---------------------------------------------------------------- pages


def test_without_aliases_there_is_nothing() -> None:
    assert made(with_aliases()) == ({}, ())


def test_a_folder_leads_to_the_fiche_and_what_was_below_it_to_its_groups() -> None:
    assert pages(with_aliases("ancien", "stages/vieux/")) == {
        "fiches/ancien/index.html": f"{NEW}index.html",
        "fiches/ancien/groupe-1/index.html": f"{NEW}groupe-1/index.html",
        "fiches/ancien/groupe-2/index.html": f"{NEW}groupe-2/index.html",
        "stages/vieux/index.html": f"{NEW}index.html",
        "stages/vieux/groupe-1/index.html": f"{NEW}groupe-1/index.html",
        "stages/vieux/groupe-2/index.html": f"{NEW}groupe-2/index.html",
    }


def test_a_file_leads_to_the_fiche_alone() -> None:
    assert pages(with_aliases("/a.html", "b/c.htm")) == {
        "a.html": f"{NEW}index.html",
        "b/c.htm": f"{NEW}index.html",
    }


def test_a_redirect_page_says_what_it_does_and_runs_nothing() -> None:
    files, _ = made(with_aliases("ancien", url=URL))
    source = files["fiches/ancien/index.html"]
    assert source.startswith(b'<!DOCTYPE html>\n<html lang="fr">')
    page: Any = html.document_fromstring(source)
    title = "Accueillir – Module 1 «\u00a0Écouter\u00a0»"
    assert page.xpath("string(//title)") == f"Adresse changée : {title}"
    assert page.xpath("//meta/@charset") == ["utf-8"]
    assert page.xpath("//meta[@name='robots']/@content") == ["noindex"]
    assert page.xpath("//link[@rel='canonical']/@href") == [f"{URL}/{NEW}"]
    assert page.xpath("string(//h1)") == "Cette page a changé d’adresse"
    assert page.xpath("string(//a)") == title
    assert not page.xpath("//script | //style | //@style | //@*[starts-with(name(), 'on')]")
    assert b"canonical" not in made(with_aliases("ancien"))[0]["fiches/ancien/index.html"]


def test_said_twice_is_said_once() -> None:
    once, _ = made(with_aliases("ancien"))
    twice, findings = made(with_aliases("ancien", "fiches/ancien/", "/fiches/ancien/index.html"))
    assert (twice, findings) == (once, ())


def test_a_name_that_is_no_page_is_left_to_the_server_with_a_remark() -> None:
    files, findings = made(with_aliases("stages/ancien.php", "programme.pdf"))
    assert [(f.code, f.severity) for f in findings] == [("FG509", "remarque")] * 2
    assert files.keys() == {*SERVERS}
    assert rules(files, "_redirects") == {
        "/stages/ancien.php": f"/{NEW}",
        "/programme.pdf": f"/{NEW}",
    }


# ---------------------------------------------------------------- what is taken


@pytest.mark.parametrize(
    ("alias", "holder"),
    [
        ("accueillir-module-1-ecouter", "la page même de cette fiche"),
        ("Accueillir-Module-1-ECOUTER", "la page même de cette fiche"),
        (NEW, "la page même de cette fiche"),
        (f"{NEW}groupe-1/", f"« {NEW}groupe-1/index.html »"),
        ("autre", "la page de content/f1.yml:1"),
        ("/FICHES/autre/index.html", "la page de content/f1.yml:1"),
        ("catalogue.ics", "« catalogue.ics »"),
        ("/Catalogue.ICS", "« catalogue.ics »"),
        ("secteurs/", "« secteurs/index.html »"),
        ("404.html", "« 404.html »"),
        ("/", "« index.html »"),
        ("/fiches/", f"« {NEW}accueillir-module-1-ecouter.ics », qui est dans ce dossier"),
        ("catalogue.ics/x.html", "« catalogue.ics »"),
        ("/_redirects", "« _redirects »"),
        ("serveurs/nginx.conf", "« serveurs/nginx.conf »"),
        ("serveurs/nginx-brotli.conf", "« serveurs/nginx-brotli.conf »"),
        ("/_headers", "« _headers »"),
        ("/serveurs/", "« serveurs/caddy.conf », qui est dans ce dossier"),
    ],
)
def test_an_address_that_the_site_has_is_refused(alias: str, holder: str) -> None:
    given = with_aliases(alias, others=("titre: Autre\ndates: à définir\n",))
    assert refusals(given) == [
        ("FG507", f"l'ancienne adresse « {alias} » est déjà prise par {holder}")
    ]


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("ancien", "ancien"),
        ("ancien", "/fiches/Ancien/"),
        ("a/b.html", "A/b.html"),
        ("a/b.html", "a/b.html/"),
        ("a/b.html", "a/b.html/c/"),
        ("a/b.html/c/", "a/b.html"),
        ("a/x.php", "a/x.php"),
    ],
)
def test_two_fiches_cannot_claim_one_address(first: str, second: str) -> None:
    given = with_aliases(first, others=(f"titre: Autre\nalias: {second}\ndates: à définir\n",))
    found = [f for f in made(given)[1] if f.code != "FG509"]
    (clash,) = found
    assert clash.code == "FG507"
    assert clash.span == Span("content/f1.yml", 2, 8, len(second))
    assert clash.others == (Span("content/f0.yml", 90),)
    assert clash.message.endswith("est déjà prise par une ancienne adresse de content/f0.yml:90")


def test_addresses_may_lie_within_one_another() -> None:
    others = ("titre: Autre\nalias: [stages/vieux, stages/groupe-1]\ndates: à définir\n",)
    given = with_aliases("stages/", others=others)
    assert pages(given) == {
        "stages/index.html": f"{NEW}index.html",
        "stages/groupe-1/index.html": "fiches/autre/index.html",  # it asks for it by its name
        "stages/groupe-2/index.html": f"{NEW}groupe-2/index.html",
        "stages/vieux/index.html": "fiches/autre/index.html",
    }
    lines = made(given)[0]["_redirects"].decode().splitlines()
    splats = [line.split()[0] for line in lines if "*" in line]
    assert splats == ["/stages/groupe-1/*", "/stages/vieux/*", "/stages/*"]


def test_the_order_of_fiches_and_of_paths_does_not_count() -> None:
    others = ("titre: Autre\nalias: [b, c/d.html, fiches]\ndates: à définir\n",)
    given = with_aliases("a", "b", "/fiches/", others=others)
    paths = taken(given)
    moved = redirected(given, lambda: paths)
    assert moved == redirected(given, lambda: frozenset(paths))
    assert moved == redirected(given, lambda: [*reversed(paths)])


def test_what_a_draft_says_counts_for_nothing() -> None:
    draft, _ = read_fiche("content/f9.yml", "titre: Autre\nbrouillon: oui\nalias: ancien\n")
    assert draft
    assert draft.draft
    assert draft.aliases
    given = with_aliases("ancien", "autre")  # drafts are left out before they meet others
    assert pages(given)["fiches/autre/index.html"] == f"{NEW}index.html"


def test_two_hundred_aliases() -> None:
    given = with_aliases(*(f"ancien-{number}" for number in range(200)))
    files, findings = made(given)
    assert not findings
    assert len(files) == 200 * 3 + len(SERVERS)
    for name in SERVERS:
        assert max(map(len, lines_of(files, name))) < 1000


# ---------------------------------------------------------------- lines for servers

LINES: Final = {
    "_redirects": (r"(\S+?)(\*?) (\S+?)(?::splat)? 301",),
    "serveurs/nginx.conf": (
        r"location = (\S+)() \{ return 301 (\S+); \}",
        r"location \^~ (\S+)() \{ rewrite \^\S+\(\.\*\)\$ (\S+)\$1 permanent; \}",
    ),
    ".htaccess": (
        r'RedirectMatch 301 "\^(\S+)\$"() "(\S+)"',
        r'Redirect 301 "(\S+)"() "(\S+)"',
    ),
    "serveurs/caddy.conf": (
        r"@ancienne_(?P<n>\d+) path_regexp \^(\S+)\$() redir @ancienne_(?P=n) (\S+) 301",
        r"@dossier_(?P<n>\d+) path_regexp d(?P=n) \^(\S+)\(\.\*\)\$() redir @dossier_(?P=n) (\S+)\{re\.d(?P=n)\.1\} 301",
    ),
}


def lines_of(files: dict[str, bytes], name: str) -> list[str]:
    """Return the lines of one file that tell of what moved; Caddy takes two for each."""
    lines = [line.strip() for line in files[name].decode().splitlines()]
    head = next(number for number, line in enumerate(lines) if line.startswith(MOVED))
    told = [line for line in lines[head + 1 :] if line not in ("</IfModule>", "}")]
    if name == "serveurs/caddy.conf":
        return [" ".join(pair) for pair in zip(told[::2], told[1::2], strict=True)]
    return told


def rules(files: dict[str, bytes], name: str) -> dict[str, str]:
    """Read the lines of one file; no line is of another form."""
    lines = lines_of(files, name)
    found = {}
    for line in lines:
        (match,) = filter(None, (re.fullmatch(form, line) for form in LINES[name]))
        old, _, new = match.groups()[-3:]
        found[old.replace("\\", "")] = new
    assert len(found) == len(lines)
    return found


@pytest.mark.parametrize("name", SERVERS)
@pytest.mark.parametrize("base", ["", "/catalogue"])
def test_servers_are_told_the_same(name: str, base: str) -> None:
    url = f"https://formations.example{base}" if base else ""
    files, _ = made(with_aliases("ancien", "stages/vieux.html", url=url))
    assert rules(files, name) == {
        f"{base}/fiches/ancien": f"{base}/{NEW}",
        f"{base}/fiches/ancien/": f"{base}/{NEW}",
        f"{base}/fiches/ancien/ancien.ics": f"{base}/{NEW}accueillir-module-1-ecouter.ics",
        f"{base}/stages/vieux.html": f"{base}/{NEW}",
    }


def test_points_stand_for_themselves() -> None:
    files, _ = made(with_aliases("v1.2/x"))
    assert rb'"^/v1\.2/x$"' in files[".htaccess"]
    assert rb"^/v1\.2/x/(.*)$" in files["serveurs/nginx.conf"]


ODD: Final = (
    "été",
    "%C3%A9t%C3%A9",
    "a;b",
    "a%20b",
    "a*b",
    ":splat",
    "a&2%25",
    "(a|b)",
    "a+b,c=d!",
)
"""Folders that a site may lie in; `$`, braces and quotes are refused (`test_settings.py`)."""


@pytest.mark.parametrize("folder", ODD)
def test_below_an_odd_folder_no_line_is_of_another_form(folder: str) -> None:
    plain, _ = made(with_aliases("ancien", url="https://formations.example/x"))
    files, _ = made(with_aliases("ancien", url=f"https://formations.example/{folder}"))
    for name in SERVERS:
        lines = files[name].decode().splitlines()
        for line, other in zip(lines, plain[name].decode().splitlines(), strict=True):
            if not line.strip().startswith("#"):
                words = shlex.split(line)  # quotes are those of shells
                assert len(words) == len(shlex.split(other))
                assert words[:1] == shlex.split(other)[:1] or name == "_redirects"
    for old, new in rules(files, "_redirects").items():
        assert re.fullmatch(r"/[A-Za-z0-9._~%-]+/fiches/[a-z/.-]+", old)
        assert re.fullmatch(r"/[A-Za-z0-9._~%-]+/fiches/[a-z0-9/.-]+", new)


def test_the_calendar_of_a_former_folder_leads_to_that_of_the_fiche() -> None:
    files, _ = made(with_aliases("fiches/un/groupe-9", "stages/vieux/", "/seul", "b/c.html"))
    calendar = f"/{NEW}accueillir-module-1-ecouter.ics"
    for name in SERVERS:
        found = {old: new for old, new in rules(files, name).items() if old.endswith(".ics")}
        assert found == {
            "/fiches/un/groupe-9/groupe-9.ics": calendar,
            "/stages/vieux/vieux.ics": calendar,
            "/seul/seul.ics": calendar,
        }


def test_an_address_that_is_claimed_counts_before_a_calendar_that_follows() -> None:
    others = ("titre: Autre\nalias: fiches/ancien/ancien.ics\ndates: à définir\n",)
    files, _ = made(with_aliases("ancien", others=others))
    for name in SERVERS:
        assert rules(files, name)["/fiches/ancien/ancien.ics"] == "/fiches/autre/"


NAMES: Final = st.lists(
    st.text("aB0._~-/%:?#\\ é\n;{}$*'\"", min_size=1, max_size=12)
    | st.from_regex(r"/?([a-c]{1,2}/){0,2}[a-c]{1,2}(\.html|\.pdf|/)?", fullmatch=True),
    max_size=6,
)


@given(NAMES, NAMES)
def test_whatever_is_claimed_leads_to_a_page_that_exists(own: list[str], other: list[str]) -> None:
    both = with_aliases(*own, others=("titre: Autre\ndates: 15 novembre 2021\n",))
    known = with_more(both, 1, other)
    files, findings = made(known)
    assert {f.code for f in findings} <= {"FG507", "FG508", "FG509"}
    there = {*taken(known)}
    folded = {path.casefold() for path in there}
    assert not folded & {path.casefold() for path in files}
    assert len({path.casefold() for path in files}) == len(files)
    everything = folded | {path.casefold() for path in files}
    for path, body in files.items():
        assert PurePosixPath("/site", path).is_relative_to("/site")
        assert ".." not in path.split("/")
        parents = PurePosixPath(path.casefold()).parents
        assert not {parent.as_posix() for parent in parents} & everything
        if path not in SERVERS:
            assert leads_to(path, body) in there
    for name in SERVERS if files else ():
        for old, new in rules(files, name).items():
            assert f"{new.lstrip('/')}index.html" in there or new.lstrip("/") in there
            assert old.startswith("/")
            # What the site has is not led away from.
            assert old.lstrip("/") not in there
            assert not [path for path in there if old.endswith("/") and f"/{path}".startswith(old)]


# ---------------------------------------------------------------- judged from outside


@pytest.mark.oracle
def test_vnu_finds_no_error(tmp_path: Path) -> None:
    files, _ = made(with_aliases("ancien", "a.html", url=URL))
    for name, body in files.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(body)
    command = [str(oracles.java()), "-jar", str(oracles.vnu_jar()), "--format", "json",
               "--exit-zero-always", "--skip-non-html", str(tmp_path)]  # fmt: skip
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    assert json.loads(ran.stderr)["messages"] == []


CONFIGURATION: Final = """\
daemon off; pid nginx.pid; error_log stderr; worker_processes 1; {user}
events {{ }}
http {{
    access_log off;
    client_body_temp_path tmp; proxy_temp_path tmp; fastcgi_temp_path tmp; uwsgi_temp_path tmp;
    scgi_temp_path tmp;
    server {{
        listen 127.0.0.1:{port};
        root site;
        include site/serveurs/nginx.conf;
    }}
}}
"""


@contextmanager
def nginx(root: Path, files: dict[str, bytes]) -> Iterator[int]:
    """Serve files by a real server; gives its port."""
    program = oracles.nginx()
    for name, body in files.items():
        (root / "site" / name).parent.mkdir(parents=True, exist_ok=True)
        (root / "site" / name).write_bytes(body)
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    user = "user root;" if oracles.IS_ROOT else ""
    (root / "nginx.conf").write_text(CONFIGURATION.format(port=port, user=user))
    command = [str(program), "-p", f"{root}/", "-c", "nginx.conf", "-e", "stderr"]
    subprocess.run([*command, "-t"], capture_output=True, check=True)
    served = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    try:
        for _ in range(100):
            with socket.socket() as probe:
                if probe.connect_ex(("127.0.0.1", port)) == 0:
                    break
            time.sleep(0.05)
        yield port
    finally:
        served.terminate()
        served.wait(10)


def ask(port: int, path: str) -> tuple[int, str]:
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=10)
    connection.request("GET", path)
    answer = connection.getresponse()
    answer.read()
    connection.close()
    assert "x-evil" not in {name.lower() for name, _ in answer.getheaders()}
    return answer.status, urlsplit(answer.getheader("Location") or "").path


@pytest.mark.oracle
def test_a_real_server_sends_everything_on(tmp_path: Path) -> None:
    others = ("titre: Autre\nalias: stages/vieux/b\ndates: à définir\n",)
    given = with_aliases("ancien", "stages/vieux/", "v1.2/x.html", "old.php", others=others)
    files = dict.fromkeys(taken(given), b"du site") | made(given)[0]
    calendar = f"{NEW}accueillir-module-1-ecouter.ics"
    with nginx(tmp_path, files) as port:
        for old, new in {
            "fiches/ancien": NEW,
            "fiches/ancien/": NEW,
            "fiches/ancien/index.html": f"{NEW}index.html",
            "fiches/ancien/groupe-1/": f"{NEW}groupe-1/",
            "fiches/ancien/groupe-1/groupe-1.ics": f"{NEW}groupe-1/groupe-1.ics",
            "fiches/ancien/ancien.ics": calendar,
            "fiches/ancien/fiche.json": f"{NEW}fiche.json",
            "stages/vieux/": NEW,
            "stages/vieux/groupe-2/groupe-2.ics": f"{NEW}groupe-2/groupe-2.ics",
            "stages/vieux/b/": "fiches/autre/",
            "v1.2/x.html": NEW,
            "old.php": NEW,
        }.items():
            assert ask(port, f"/{old}") == (301, f"/{new}"), old
        for path in (*taken(given), NEW):
            assert ask(port, f"/{path}")[0] == 200, path
        for path in ("v1x2/x.html", "fiches/ancienne/", "old.phpx"):
            assert ask(port, f"/{path}")[0] == 404, path
        for evil in ("%0d%0aX-Evil:%20y", "%0aX-Evil:y", "//evil.example/", "..%2f..%2fx"):
            status, where = ask(port, f"/fiches/ancien/{evil}")
            assert status in (301, 400, 404)
            assert not where or where.startswith(f"/{NEW}")


@pytest.mark.oracle
@pytest.mark.parametrize("folder", ODD)
def test_a_real_server_sends_on_below_an_odd_folder(tmp_path: Path, folder: str) -> None:
    url = site_address(f"https://formations.example/{folder}")
    base, name = urlsplit(url).path, unquote(folder)
    given = with_aliases("ancien", "v1.2/x.html", url=url)
    files = {f"{name}/{path}": b"du site" for path in taken(given)}
    files |= {path: body for path, body in made(given)[0].items() if path in SERVERS}
    with nginx(tmp_path, files) as port:
        for old, new in {
            "fiches/ancien": NEW,
            "fiches/ancien/": NEW,
            "fiches/ancien/groupe-1/groupe-1.ics": f"{NEW}groupe-1/groupe-1.ics",
            "v1.2/x.html": NEW,
        }.items():
            status, where = ask(port, f"{base}/{old}")
            assert (status, unquote(where)) == (301, f"/{name}/{new}"), old
            assert where.isascii()
        for path in taken(given):
            assert ask(port, f"{base}/{path}")[0] == 200, path
        assert ask(port, "/fiches/ancien/")[0] == 404

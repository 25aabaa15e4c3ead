"""The preview: what may be asked of it and by whom, and that nothing ends it."""

from __future__ import annotations

import errno
import json
import os
import re
import signal
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path

import pytest
from conftest import ROOT, Scratch
from oracles import IS_ROOT
from preview import PATIENCE, Listener, Preview, preview, until

from fichegen.diagnostics import Finding, Severity, Span, finding
from fichegen.serve import addresses, answering, ports, telling, watching
from fichegen.workshop import Workshop

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


def fiche(title: str = "Accueillir", text: str = "Des mots.") -> str:
    return FICHE.format(title=title, text=text)


BROKEN = fiche().replace("16 novembre", "31 juin").replace("15 & ", "")


# ---------------------------------------------------------------- what may be asked


@pytest.mark.parametrize(
    ("target", "path"),
    [
        ("/", ""),
        ("/index.html", "index.html"),
        ("/fiches/a/", "fiches/a/"),
        ("/fiches/a?q=../x", "fiches/a"),
        ("/%C3%A9t%C3%A9/", "été/"),
        ("/a%20b", "a b"),
        ("/.well-known/x", ".well-known/x"),
        ("/a..b/...", "a..b/..."),
        ("/%252e%252e/x", "%2e%2e/x"),  # decoded once, never twice
        ("", None),
        ("*", None),
        ("index.html", None),
        ("http://evil.example/", None),
        ("//evil.example/", None),
        ("/a//b", None),
        ("///", None),
        ("/./a", None),
        ("/../a", None),
        ("/a/..", None),
        ("/a/../", None),
        ("/%2e%2e/a", None),
        ("/%2E./a", None),
        ("/a%2fb", None),
        ("/a\\b", None),
        ("/a%5cb", None),
        ("/a%5Cb", None),
        ("/a%00", None),
        ("/a\x00", None),
        ("/a%0a", None),
        ("/a%7f", None),
        ("/%ff", None),
        ("/%c3", None),
        ("/%", None),
        ("/%zz", None),
        ("/" + "a" * addresses.LONGEST, None),
        ("/?" + "a" * addresses.LONGEST, None),
    ],
)
def test_paths(target: str, path: str | None) -> None:
    assert addresses.path_of(target) == path


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("localhost:8000", True),
        ("LocalHost:8000", True),
        ("127.0.0.1:8000", True),
        ("[::1]:8000", True),
        ("poste.exemple.fr:8000", True),
        ("Poste.Exemple.FR:1", True),
        ("poste.exemple.fr", True),
        ("autre.exemple.fr:9000", True),
        ("autre.exemple.fr:9001", False),
        ("autre.exemple.fr", False),
        ("", False),
        ("localhost", False),  # is port 80
        ("localhost:8001", False),
        ("localhost:08000000", False),
        ("localhost:8000.evil.example", False),
        ("localhost.evil.example:8000", False),
        ("evil.example:8000", False),
        ("evil.example", False),
        ("localhost:8000, evil.example", False),
        ("localhost:8000@evil.example", False),
        ("x@localhost:8000", False),
        ("0.0.0.0:8000", False),
        ("127.0.0.2:8000", False),
        ("2130706433:8000", False),
        ("[::]:8000", False),
        ("localhost.:8000", False),
        ("localhost:8000\n", False),
        ("localhoſt:8000", False),
        ("localhost:٨٠٠٠", False),
    ],
)
def test_hosts(host: str, known: bool) -> None:
    hosts = addresses.Hosts(8000, ("poste.exemple.fr", "autre.exemple.fr:9000"))
    assert hosts.knows(host) is known


def test_port_80_is_left_unsaid() -> None:
    assert addresses.Hosts(80).knows("localhost")
    assert addresses.Hosts(80).trusts("http://localhost")


@pytest.mark.parametrize(
    ("origin", "trusted"),
    [
        ("http://localhost:8000", True),
        ("http://127.0.0.1:8000", True),
        ("http://[::1]:8000", True),
        ("HTTP://LOCALHOST:8000", True),
        ("https://poste.exemple.fr", True),
        ("http://localhost:3000", False),
        ("http://localhost", False),
        ("https://localhost", False),
        ("http://evil.example", False),
        ("http://evil.example:8000", False),
        ("http://localhost:8000.evil.example", False),
        ("http://localhost:8000@evil.example", False),
        ("http://evil.example/http://localhost:8000", False),
        ("http://localhost:8000/", False),
        ("http://localhost:8000#x", False),
        ("file://localhost:8000", False),
        ("chrome-extension://localhost:8000", False),
        ("null", False),
        ("", False),
        ("http://[::1", False),
        ("localhost:8000", False),
    ],
)
def test_origins(origin: str, trusted: bool) -> None:
    assert addresses.Hosts(8000, ("poste.exemple.fr",)).trusts(origin) is trusted


# ---------------------------------------------------------------- ports


@pytest.fixture
def taken() -> Iterator[int]:
    """A port that somebody listens at."""
    with socket.create_server(("127.0.0.1", 0)) as busy:
        yield busy.getsockname()[1]


def test_a_named_port_is_that_or_none(scratch: Scratch, taken: int) -> None:
    scratch.write({"content/a.md": fiche()})
    ran = scratch.run("serve", "--port", str(taken))
    assert ran.status == 2
    assert f"le port {taken} est déjà pris" in ran.err


def test_without_a_name_the_next_free_port(taken: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ports, "FIRST", taken)
    sockets, port = ports.listen(None)
    try:
        assert port > taken
        assert {each.getsockname()[0] for each in sockets} <= {"127.0.0.1", "::1"}
    finally:
        for each in sockets:
            each.close()


def test_a_port_taken_at_one_address_is_taken(monkeypatch: pytest.MonkeyPatch) -> None:
    """Who types "localhost" may come to either."""
    if not socket.has_ipv6:
        pytest.skip("no IPv6 here")
    try:
        busy = socket.create_server(("::1", 0), family=socket.AF_INET6)
    except OSError:
        pytest.skip("no IPv6 here")
    with busy, pytest.raises(ports.PortTakenError):
        ports.listen(busy.getsockname()[1])


@pytest.mark.parametrize(
    ("number", "words"),
    [(errno.EADDRINUSE, "déjà pris"), (errno.EACCES, "réservé au système"), (errno.EIO, "EIO")],
)
def test_why_a_port_cannot_be_had(number: int, words: str, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*_: object) -> None:
        raise OSError(number, "")

    monkeypatch.setattr(ports, "_listening", fails)
    with pytest.raises(ports.PortTakenError, match=words):
        ports.listen(81)
    with pytest.raises(ports.PortTakenError):
        ports.listen(None)


@pytest.mark.parametrize("port", ["-1", "65536", "http"])
def test_what_is_no_port_is_wrong_usage(scratch: Scratch, port: str) -> None:
    scratch.write({"content/a.md": fiche()})
    assert scratch.run("serve", "--port", port).status == 2


@pytest.mark.parametrize("name", ["", "a/b", "http://a.example", "a.example:", "a b", "a:99999"])
def test_what_is_no_host_is_wrong_usage(scratch: Scratch, name: str) -> None:
    scratch.write({"content/a.md": fiche()})
    assert scratch.run("serve", "--allow-host", name).status == 2


def test_without_a_project_there_is_nothing_to_serve(scratch: Scratch) -> None:
    (scratch.root / "content").rmdir()
    ran = scratch.run("serve")
    assert ran.status == 2
    assert "FG604" in ran.out


# ---------------------------------------------------------------- pages


@pytest.mark.parametrize(
    ("body", "before"),
    [
        (b"<html><body>x</body></html>", b"<html><body>x"),
        (b"<HTML><BODY>x</BODY ></HTML>", b"<HTML><BODY>x"),
        (b"<p>x", b"<p>x"),
        (b"", b""),
        (b"<body>&lt;/body> </body> x </body>", b"<body>&lt;/body> </body> x "),
        (b"x" * 300_000 + b"</body>", b"x" * 300_000),
        ("<body>é\udcff</body>".encode("utf-8", "surrogatepass"), "<body>é\udcff".encode("utf-8", "surrogatepass")),
    ],
)  # fmt: skip
def test_every_page_gets_the_script_once(body: bytes, before: bytes) -> None:
    answer = answering.Answer(status=200, body=body, digest="abc")
    given = answering.with_bench(answer, None, "")
    assert given.startswith(before + b'<script src="/__fichegen/bench.js" defer data-digest="abc"')
    assert given.count(b"<script") == 1
    assert given.endswith(body[len(before) :])


def test_nothing_else_gets_it() -> None:
    answer = answering.Answer(status=200, body=b"<body></body>", kind="text/plain; charset=utf-8")
    assert answering.with_bench(answer, None, "") == b"<body></body>"


def test_five_hundred_findings_are_told_in_bounds() -> None:
    found = tuple(
        finding("FG301", Span("content/a.md", line, 3, 4), date=f"31 juin {'x' * 9999}")
        for line in range(1, 501)
    )
    look = watching.Look(None)
    view = watching.View(number=3, look=look, findings=found, late=(), seconds=0.1)
    told = telling.about(view, answering.Answer(status=500), "", "")
    assert told["counts"]["erreur"] == 500
    assert len(told["findings"]) == 50
    assert len(json.dumps(told)) < 100_000
    page = answering.Answers().answer(view, "")
    assert page.status == 500
    assert b"450 autres" in page.body


def test_what_concerns_the_page_comes_first_behind_errors() -> None:
    def at(path: str, code: str) -> Finding:
        return finding(code, Span(path), date="x", nom="x")

    found = [at("content/a.md", "FG206"), at("content/b.md", "FG206"), at("content/c.md", "FG301")]
    view = watching.View(
        number=1, look=watching.Look(None), findings=tuple(found), late=(), seconds=0
    )
    told = telling.about(view, answering.Answer(status=200), "", "content/b.md")
    assert [each["place"]["path"][8] for each in told["findings"]] == ["c", "b", "a"]


@pytest.mark.parametrize(
    ("line", "col", "width", "parts"),
    [
        ("les 31 juin", 5, 7, ["les ", "31 juin", ""]),
        ("a\tb", 1, 1, ["", "a", " b"]),
        ("court", 99, 3, ["court", "", ""]),
        ("\x1b[31m\u202e", 1, 1, ["", "\\u001b", "[31m\\u202e"]),
        ("", 1, 1, []),
        ("   ", 1, 1, []),
    ],
)
def test_excerpts(line: str, col: int, width: int, parts: list[str]) -> None:
    assert telling._excerpt(Span("a", 1, col, width), line) == parts


def test_long_lines_are_cut_around_the_place() -> None:
    before, there, after = telling._excerpt(Span("a", 1, 501, 4), "x" * 500 + "mots" + "y" * 500)
    assert there == "mots"
    assert before == "…" + "x" * (len(before) - 1)
    assert after == "y" * (len(after) - 1) + "…"
    assert len(before + there + after) < 100


@pytest.mark.parametrize("error", [RuntimeError, SystemExit, MemoryError])
def test_a_fault_in_one_page_is_told_there(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch, error: type[BaseException]
) -> None:
    scratch.write({"content/a.md": fiche(), "content/b.md": fiche("Bâtir")})
    state = Workshop(scratch.request()).refresh()
    view = watching.View(number=1, look=watching.Look(state), findings=(), late=(), seconds=0)
    answers = answering.Answers()
    good = answers.answer(view, PAGE)

    def fails(_site: object, _path: str) -> None:
        raise error("cassé")

    monkeypatch.setattr(type(state.site), "body", fails)
    again = answers.answer(view, PAGE)
    assert (again.status, again.body, again.digest) == (200, good.body, good.digest)
    assert "cassé" in again.fault
    other = answers.answer(view, "fiches/batir/")
    assert other.status == 500
    assert "pas de vos fiches" in other.body.decode()
    told = telling.about(view, other, "fiches/batir/", "")
    assert "cassé" in told["fault"][1]
    assert not told["isCurrent"]


def test_no_more_than_some_last_good_pages_are_kept(scratch: Scratch) -> None:
    scratch.write({f"content/{n}.md": fiche(f"Fiche {n}") for n in range(answering._KEPT + 5)})
    state = Workshop(scratch.request()).refresh()
    view = watching.View(number=1, look=watching.Look(state), findings=(), late=(), seconds=0)
    answers = answering.Answers()
    for number in range(answering._KEPT + 5):
        assert answers.answer(view, f"fiches/fiche-{number}/").status == 200
    assert len(answers._good) == answering._KEPT


# ---------------------------------------------------------------- the thread


@pytest.fixture
def views(scratch: Scratch) -> Iterator[Callable[[Workshop], list[watching.View]]]:
    """Start to watch; gives the list of views, which grows."""
    ended = threading.Event()
    threads: list[threading.Thread] = []

    def start(workshop: Workshop) -> list[watching.View]:
        shown: list[watching.View] = []
        thread = threading.Thread(
            target=watching.watch, args=(workshop, shown.append), kwargs={"ended": ended}
        )
        thread.start()
        threads.append(thread)
        return shown

    yield start
    ended.set()
    for thread in threads:
        thread.join(PATIENCE)
        assert not thread.is_alive()


@pytest.mark.parametrize(
    "error", [RuntimeError, SystemExit, RecursionError, MemoryError, GeneratorExit]
)
def test_no_fault_ends_the_watch(
    scratch: Scratch,
    views: Callable[[Workshop], list[watching.View]],
    error: type[BaseException],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scratch.write({"content/a.md": fiche()})
    workshop = Workshop(scratch.request())
    shown = views(workshop)
    until(lambda: shown and shown[-1].look.is_current)
    refresh = workshop.refresh

    def fails() -> None:
        raise error("cassé")

    monkeypatch.setattr(workshop, "refresh", fails)
    until(lambda: shown[-1].look.fault)
    assert "test_serve.py" in shown[-1].look.fault
    assert error.__name__ in shown[-1].look.fault
    number = shown[-1].number
    time.sleep(0.2)
    assert shown[-1].number == number  # told once
    monkeypatch.setattr(workshop, "refresh", refresh)
    until(lambda: shown[-1].look.is_current)


def test_a_fault_in_judging_is_told_once(
    scratch: Scratch,
    views: Callable[[Workshop], list[watching.View]],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    scratch.write({"content/a.md": fiche()})
    workshop = Workshop(scratch.request())
    calls: list[int] = []

    def fails(**_: object) -> None:
        calls.append(1)
        raise SystemExit(3)

    monkeypatch.setattr(workshop, "complete", fails)
    shown = views(workshop)
    until(lambda: shown and shown[-1].look.fault)
    time.sleep(0.3)
    assert len(calls) == 1
    assert len(shown) == 2
    scratch.write({"content/a.md": fiche(text="Autre.")})
    until(lambda: len(calls) == 2)


def test_bad_news_that_passes_is_not_told(
    scratch: Scratch, views: Callable[[Workshop], list[watching.View]], monkeypatch: pytest.MonkeyPatch
) -> None:  # fmt: skip
    """A file seen half-written is whole at the next look."""
    scratch.write({"content/a.md": fiche()})
    workshop = Workshop(scratch.request())
    shown = views(workshop)
    until(lambda: shown and shown[-1].look.state and shown[-1].look.state.is_complete)
    monkeypatch.setattr(watching, "_PATIENCE", PATIENCE)  # as long as the machine is slow
    for moment in range(3):
        scratch.write({"content/a.md": ""})
        until(lambda: workshop.state and not workshop.state.is_current)
        scratch.write({"content/a.md": fiche(text=f"Moment {moment}.")})
        until(partial(_says, shown, f"Moment {moment}."))
    assert all(view.look.is_current for view in shown)


def test_advice_stays_until_all_is_judged_again(
    scratch: Scratch, views: Callable[[Workshop], list[watching.View]]
) -> None:
    lonely = fiche("Seule").replace("### Groupe 1\n\nLes 15 & 16 novembre 2021\n", "")
    scratch.write({"content/a.md": fiche(), "content/b.md": lonely})
    shown = views(Workshop(scratch.request()))
    until(lambda: shown and shown[-1].look.state and shown[-1].look.state.is_complete)
    codes = {found.code for found in shown[-1].findings if found.span.path == "content/b.md"}
    assert codes
    count = len(shown)
    scratch.write({"content/a.md": fiche(text="Autre.")})
    until(lambda: "Autre." in _text(shown[-1]))
    for view in shown[count:]:
        assert {f.code for f in view.findings if f.span.path == "content/b.md"} == codes


def _says(shown: list[watching.View], words: str) -> bool:
    return words in _text(shown[-1])


def _text(view: watching.View) -> str:
    state = view.look.state
    return state.texts.get("content/a.md", "") if state else ""


# ---------------------------------------------------------------- the server


@pytest.fixture
def served(scratch: Scratch) -> Iterator[Preview]:
    scratch.write({"content/a.md": fiche(), "content/b.md": fiche("Bâtir")})
    with preview(scratch.root) as server:
        yield server.ready()


def test_pages_follow_what_is_edited(served: Preview, scratch: Scratch) -> None:
    assert "Des mots." in served.page(PAGE)
    with Listener(served, origin=served.address.rstrip("/")) as listener:
        assert listener.status == 101
        assert listener.greet()["command"] == "hello"
        scratch.write({"content/a.md": fiche(text="Tout neuf.")})
        assert listener.news()
    assert "Tout neuf." in served.page(PAGE)
    assert not scratch.site.exists()
    assert [*scratch.root.iterdir()] == [scratch.root / "content"]


def test_what_an_answer_says_of_itself(served: Preview) -> None:
    page = served.ask(f"/{PAGE}")
    assert page.status == 200
    assert page.headers["content-type"] == "text/html; charset=utf-8"
    assert page.headers["cache-control"] == "no-store"
    assert page.headers["content-security-policy"].startswith(
        "default-src 'none'; script-src 'self';"
    )
    assert "unsafe" not in page.headers["content-security-policy"]
    assert page.headers["x-content-type-options"] == "nosniff"
    assert not {"server", "etag", "access-control-allow-origin"} & page.headers.keys()
    assert page.body.count(b"/__fichegen/bench.js") == 1
    head = served.ask(f"/{PAGE}", method="HEAD")
    assert (head.status, head.body) == (200, b"")
    assert int(head.headers["content-length"]) == len(page.body)


@pytest.mark.parametrize(
    ("target", "status", "kind"),
    [
        ("/", 200, "text/html; charset=utf-8"),
        ("/fiches/accueillir/", 200, "text/html; charset=utf-8"),
        ("/catalogue.ics", 200, "text/calendar; charset=utf-8"),
        ("/catalogue.csv", 200, "text/csv; charset=utf-8"),
        ("/catalogue.json", 200, "application/json; charset=utf-8"),
        ("/catalogue.jsonld", 200, "application/ld+json; charset=utf-8"),
        ("/completude.json", 200, "application/json; charset=utf-8"),
        ("/completude/", 200, "text/html; charset=utf-8"),
        ("/favicon.ico", 204, None),
        ("/rien", 404, "text/html; charset=utf-8"),
        ("/rien/", 404, "text/html; charset=utf-8"),
        ("/fiches/rien/index.html", 404, "text/html; charset=utf-8"),
        ("/assets/rien.css", 404, "text/html; charset=utf-8"),
        ("/__fichegen/rien", 404, "text/plain; charset=utf-8"),
        ("/__fichegen/", 404, "text/plain; charset=utf-8"),
        ("/__fichegen/../bench.js", 404, "text/plain; charset=utf-8"),
        ("/__fichegen/bench.js", 200, "text/javascript; charset=utf-8"),
        ("/__fichegen/bench.css", 200, "text/css; charset=utf-8"),
        ("/__fichegen/state.json", 200, "application/json; charset=utf-8"),
        ("/__fichegen/state.json?page=/../x", 400, "text/plain; charset=utf-8"),
        ("/../../etc/passwd", 400, "text/plain; charset=utf-8"),
        ("/%2e%2e/%2e%2e/etc/passwd", 400, "text/plain; charset=utf-8"),
        ("//evil.example/", 400, "text/plain; charset=utf-8"),
        ("/" + "a" * 3000, 414, "text/plain; charset=utf-8"),
    ],
)  # fmt: skip
def test_answers(served: Preview, target: str, status: int, kind: str | None) -> None:
    given = served.ask(target)
    assert (given.status, given.headers.get("content-type")) == (status, kind)
    assert "location" not in given.headers


def test_the_page_for_lost_ones_is_the_sites(served: Preview) -> None:
    lost = served.ask("/rien/du/tout")
    assert lost.status == 404
    assert "Page introuvable" in lost.body.decode()
    assert b"/__fichegen/bench.js" in lost.body


@pytest.mark.parametrize(
    ("target", "location"),
    [
        ("/fiches/accueillir", "/fiches/accueillir/"),
        ("/agenda?mois=1", "/agenda/?mois=1"),
        ("/agenda?x=%0d%0aSet-Cookie:a", "/agenda/?x=%0d%0aSet-Cookie:a"),
    ],
)
def test_folders_get_their_slash(served: Preview, target: str, location: str) -> None:
    given = served.ask(target)
    assert (given.status, given.headers["location"]) == (302, location)
    assert "set-cookie" not in given.headers


@pytest.mark.parametrize("method", ["POST", "PUT", "DELETE", "PATCH", "OPTIONS", "TRACE", "BREW"])
def test_nothing_is_received(served: Preview, method: str) -> None:
    for target in ("/", "/__fichegen/state.json", "/__fichegen/livereload"):
        assert served.ask(target, method=method).status == 405


def test_only_this_machine_is_answered(served: Preview) -> None:
    for target in ("/", f"/{PAGE}", "/__fichegen/state.json", "/__fichegen/bench.js", "/rien"):
        refused = served.ask(target, host="evil.example")
        assert refused.status == 403
        assert b"evil.example" in refused.body
        assert b"<" not in refused.body
        assert refused.headers["content-type"] == "text/plain; charset=utf-8"
    for origin in ("http://evil.example", "null", "http://localhost:1"):
        with Listener(served, origin=origin) as listener:
            assert listener.status == 403
    with Listener(served, host="evil.example") as listener:
        assert listener.status == 403
    served.ask("/", host=f"127.0.0.1:{served.port}")


def test_nothing_can_be_said_that_ends_it(served: Preview) -> None:
    for word in (b"", b"{", b"[]", b"null", b'{"command": 1}', b"\xff\xfe", b"x" * 60_000):
        with Listener(served) as listener:
            listener.say(word)
    for raw in (
        b"\r\n\r\n",
        b"GET\r\n\r\n",
        b"GET / HTTP/9\r\n\r\n",
        b"\x16\x03\x01",
        b"A" * 70_000,
    ):
        with socket.create_connection(("127.0.0.1", served.port)) as rude:
            rude.sendall(raw)
    assert served.ask("/").status == 200
    assert not served.said("Traceback")


def test_another_name_is_answered_where_it_is_allowed(scratch: Scratch) -> None:
    scratch.write({"content/a.md": fiche()})
    with preview(scratch.root, "--allow-host", "poste.exemple.fr") as served:
        served.ready()
        assert served.ask("/", host="poste.exemple.fr:3000").status == 200
        with Listener(
            served, host="poste.exemple.fr", origin="https://poste.exemple.fr"
        ) as listener:
            assert listener.status == 101
        assert served.ask("/", host="evil.example").status == 403


def test_a_broken_edit_shows_over_the_last_good_page(served: Preview, scratch: Scratch) -> None:
    good = served.page(PAGE)
    scratch.write({"content/a.md": BROKEN})
    told = until(lambda: (s := served.state(PAGE)) and s["counts"]["erreur"] and s)
    assert not told["isCurrent"]
    (first, *_) = told["findings"]
    assert (first["code"], first["severity"]) == ("FG301", "erreur")
    assert first["place"]["path"] == "content/a.md"
    assert "31 juin" in first["excerpt"][1]
    assert served.page(PAGE) == good
    until(lambda: served.said("FG301"))
    scratch.write({"content/a.md": fiche()})
    until(lambda: served.state(PAGE)["isCurrent"])
    until(lambda: served.said("Corrigé"))


def test_the_first_build_may_fail(scratch: Scratch) -> None:
    scratch.write({"content/a.md": BROKEN})
    with preview(scratch.root) as served:
        served.ready()
        page = served.ask("/")
        assert page.status == 500
        assert b"FG301" in page.body
        assert b"/__fichegen/bench.js" in page.body
        digest = served.state()["page"]["digest"]
        scratch.write({"content/a.md": fiche()})
        until(lambda: served.state()["page"]["digest"] != digest)
        assert served.ask("/").status == 200


def test_hostile_words_stay_words(scratch: Scratch) -> None:
    """Whatever a source holds is text in the page for failures, and inert in the terminal."""
    evil = "</pre><script>alert(1)</script>\u202e"
    scratch.write({"content/<img src=x>.md": BROKEN.replace("31 juin", f"31 juin {evil}")})
    scratch.write({"content/catalogue.yml": f'titre: "{evil}\n'})
    with preview(scratch.root) as served:
        served.ready()
        page = served.page("")
        assert "<script>alert" not in page
        assert "<img" not in page
        assert page.count("<script") == 1


def test_a_broken_template_breaks_no_page_that_was_seen(served: Preview, scratch: Scratch) -> None:
    good = served.page(PAGE)
    template = "templates/pages/fiche.html"
    scratch.write(
        {template: '{% extends "layouts/base.html" %}{% block main %}{{ nope }}{% endblock %}'}
    )
    told = until(lambda: (s := served.state(PAGE)) and s["counts"]["erreur"] and s)
    assert told["findings"][0]["code"] == "FG601"
    assert told["findings"][0]["place"]["path"] == template
    assert served.page(PAGE) == good
    unseen = served.ask("/fiches/batir/index.html")
    assert unseen.status == 500
    assert b"FG601" in unseen.body
    assert served.ask("/").status == 200
    assert served.state("")["isCurrent"]
    (scratch.root / template).unlink()
    until(lambda: served.state(PAGE)["isCurrent"])
    assert served.ask("/fiches/batir/index.html").status == 200


def test_a_page_that_moved_says_where(served: Preview, scratch: Scratch) -> None:
    assert 'data-source="content/a.md"' in served.page(PAGE)
    scratch.write({"content/a.md": fiche("Recevoir")})
    told = until(lambda: (s := served.state(PAGE, "content/a.md")) and s["page"]["address"] and s)
    assert told["page"]["address"] == "/fiches/recevoir/"
    group = served.state("fiches/accueillir/groupe-1/", "content/a.md")["page"]["address"]
    assert group == "/fiches/recevoir/groupe-1/"
    assert served.state("fiches/batir/index.html", "content/b.md")["page"]["address"] == ""
    (scratch.root / "content/a.md").unlink()
    until(lambda: served.ask("/fiches/recevoir/").status == 404)
    assert served.state("fiches/recevoir/", "content/a.md")["page"]["address"] == ""


def test_a_style_alone_is_told_apart(served: Preview, scratch: Scratch) -> None:
    before = served.state(PAGE)["page"]
    scratch.write({"templates/assets/css/propre.css": "body { color: red }"})
    after = until(lambda: (p := served.state(PAGE)["page"])["style"] != before["style"] and p)
    assert after["digest"] == before["digest"]
    assert b"color: red" in served.ask(after["style"]).body


def test_drafts_are_shown_with_their_mark(scratch: Scratch) -> None:
    scratch.write(
        {"content/a.md": f"---\nbrouillon: oui\n---\n{fiche()}", "content/b.md": fiche("B")}
    )
    with preview(scratch.root) as served:
        served.ready()
        assert served.ask(f"/{PAGE}").status == 200
        assert served.state(PAGE, "content/a.md")["isDraft"]
        assert not served.state("", "")["isDraft"]
    with preview(scratch.root, "--no-drafts") as served:
        served.ready()
        assert served.ask(f"/{PAGE}").status == 404


def test_a_site_published_in_a_folder_is_served_at_the_root(scratch: Scratch) -> None:
    """Its page for lost ones links as the published one does."""
    scratch.write({"content/a.md": fiche(), "content/catalogue.yml": "url: https://a.example/b/\n"})
    with preview(scratch.root) as served:
        served.ready()
        lost = served.ask("/rien")
        assert b'href="/b/index.html"' in lost.body
        home = served.ask("/b/index.html")
        assert (home.status, home.headers["location"]) == (302, "/index.html")
        assert served.ask("/b//evil.example").status == 400


def test_former_addresses_lead_on(scratch: Scratch) -> None:
    scratch.write({"content/a.md": f"{fiche()}\n## Anciennes adresses\n\n/ancienne/\n"})
    with preview(scratch.root) as served:
        served.ready()
        assert "Cette page a changé" in served.page("ancienne/")
        assert served.ask("/ancienne").headers["location"] == "/ancienne/"


# ---------------------------------------------------------------- what happens to people


def rename_away(root: Path) -> None:
    (root / "content").rename(root / "ailleurs")


def delete_all(root: Path) -> None:
    for path in (root / "content").iterdir():
        path.unlink()


def fifo(root: Path) -> None:
    os.mkfifo(root / "content/f.md")


def link_outside(root: Path) -> None:
    (root / "content/f.md").symlink_to("/etc/hostname")


def loop(root: Path) -> None:
    (root / "content/f").symlink_to(root / "content", target_is_directory=True)


def becomes_folder(root: Path) -> None:
    (root / "content/a.md").unlink()
    (root / "content/a.md").mkdir()


def bytes_of_another_age(root: Path) -> None:
    (root / "content/a.md").write_bytes(b"# Accueillir \xe9\xff\x00")


def too_big(root: Path) -> None:
    (root / "content/a.md").write_bytes(b"x" * 2_000_000)


def settings_broken(root: Path) -> None:
    (root / "content/catalogue.yml").write_text("titre: [\n")


def no_permission(root: Path) -> None:
    (root / "content/a.md").chmod(0)


def templates_are_a_file(root: Path) -> None:
    (root / "templates").write_text("x")


def style_is_a_folder(root: Path) -> None:
    (root / "templates/assets/css/x.css").mkdir(parents=True)


def many_at_once(root: Path) -> None:
    for number in range(200):
        (root / f"content/x{number}.md").write_text(BROKEN.replace("Accueillir", f"X {number}"))


@pytest.mark.skipif(os.name == "nt", reason="no FIFO there")
@pytest.mark.parametrize(
    "happens",
    [
        rename_away, delete_all, fifo, link_outside, loop, becomes_folder, bytes_of_another_age,
        too_big, settings_broken, no_permission, templates_are_a_file, style_is_a_folder, many_at_once,
    ],
)  # fmt: skip
def test_whatever_happens_it_lives_and_recovers(
    served: Preview, scratch: Scratch, happens: Callable[[Path], None]
) -> None:
    harmless = happens in (
        delete_all, fifo, link_outside, loop, becomes_folder, templates_are_a_file, style_is_a_folder
    )  # fmt: skip
    if happens is no_permission and IS_ROOT:
        pytest.skip("root may read everything")
    before = served.state()["number"]
    happens(scratch.root)
    if not harmless:
        told = until(
            lambda: (s := served.state()) and s["number"] > before and not s["isCurrent"] and s
        )
        assert told["counts"]["erreur"]
        assert told["fault"] == []
    assert served.ask("/").status == 200  # the last good one
    subprocess.run(["rm", "-rf", "content", "ailleurs", "templates"], cwd=scratch.root, check=True)
    scratch.write({"content/a.md": fiche(text="Revenu.")})
    until(lambda: "Revenu." in served.page(PAGE))
    until(lambda: served.state()["isCurrent"])
    assert not served.said("Traceback")


@pytest.mark.parametrize("writer", ["in place", "by rename", "with a backup"])
def test_however_an_editor_saves(served: Preview, scratch: Scratch, writer: str) -> None:
    path = scratch.root / "content/a.md"
    for number in range(10):
        text = fiche(text=f"Version {number}.")
        if writer == "in place":
            with path.open("w") as file:
                for piece in (text[:40], text[40:]):
                    file.write(piece)
                    file.flush()
                    time.sleep(0.005)
        elif writer == "by rename":
            beside = path.with_name(".a.md.tmp")
            beside.write_text(text)
            beside.replace(path)
        else:
            path.with_name("4913").write_text("")
            path.with_name("4913").unlink()
            path.rename(path.with_name("a.md~"))
            path.write_text(text)
            path.with_name("a.md~").unlink()
        time.sleep(0.03)
    until(lambda: "Version 9." in served.page(PAGE))
    assert served.state(PAGE)["isCurrent"]


def test_many_edits_end_with_the_last(served: Preview, scratch: Scratch) -> None:
    with Listener(served) as listener:
        listener.greet()
        for number in range(200):
            scratch.write({"content/a.md": fiche(text=f"Version {number}.")})
            time.sleep(0.01)
        until(lambda: "Version 199." in served.page(PAGE))
        last = served.state(PAGE)["number"]
        heard = [listener.news()]
        while heard[-1] < last:
            heard.append(listener.news())
        assert heard == sorted(set(heard))


def test_ctrl_c_ends_well(served: Preview) -> None:
    port = served.port
    assert served.stop() == 0
    until(lambda: served.said("Serveur arrêté."))
    assert not served.said("Traceback")
    with socket.create_server(("127.0.0.1", port)):
        pass  # the port is free again


def test_ctrl_c_during_the_first_build_too(scratch: Scratch) -> None:
    scratch.write({f"content/{n}.md": fiche(f"Fiche {n}") for n in range(400)})
    with preview(scratch.root) as served:
        until(lambda: served.said("Lecture de content/"))
        assert served.stop() == 0
        until(lambda: served.said("Serveur arrêté."))
        assert not served.said("Traceback")


def test_the_terminal_tells_what_is_new_and_nothing_twice(
    served: Preview, scratch: Scratch
) -> None:
    until(lambda: served.said("Site prêt"))
    assert re.search(r"Site prêt en \d+,\d\d s : 2 fiches", "".join(served.lines))
    scratch.write({"content/a.md": BROKEN})
    until(lambda: served.said("la dernière bonne version reste affichée"))
    scratch.write(
        {"content/a.md": f"{BROKEN}\nEncore un mot.\n", "content/b.md": fiche("Bâtir", "Neuf.")}
    )
    until(lambda: "Encore" in str(served.lines) or served.state()["number"] > 3)
    scratch.write({"content/a.md": fiche(text="Bien.")})
    until(lambda: served.said("Corrigé : la page est à jour"))
    assert "".join(served.lines).count("FG301") == 1
    scratch.write({"content/a.md": fiche(text="Encore.")})
    until(lambda: served.said("content/a.md : à jour en"))


def test_quiet_is_quiet(scratch: Scratch) -> None:
    scratch.write({"content/a.md": fiche()})
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    with preview(scratch.root, "-q", "--port", str(port)) as served:
        until(lambda: _answers(port))
        scratch.write({"content/a.md": BROKEN})
        until(lambda: served.said("FG301"))
        assert len(served.lines) == 4


def _answers(port: int) -> bool:
    try:
        socket.create_connection(("127.0.0.1", port)).close()
    except OSError:
        return False
    return True


def test_the_newcomers_door_waits_for_it(scratch: Scratch) -> None:
    """`python3 build.py serve` ends as the server does."""
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    code = (
        f"import build; build.prepare = lambda *_: None; build.PYTHON = {sys.executable!r}; "
        f"raise SystemExit(build.main(['serve', '--port', '{port}']))"
    )
    door = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, start_new_session=True, text=True,
        stdout=subprocess.DEVNULL, stderr=subprocess.PIPE,
        preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL),  # noqa: PLW1509
    )  # fmt: skip
    try:
        until(lambda: _answers(port))
        os.killpg(door.pid, signal.SIGINT)  # as a terminal does
        _, said = door.communicate(timeout=PATIENCE)
    finally:
        door.kill()
    assert door.returncode == 0
    assert "Serveur arrêté." in said
    assert "Traceback" not in said


def test_severities_are_those_the_script_knows() -> None:
    script = (ROOT / "fichegen/serve/bench.js").read_text(encoding="utf-8")
    assert all(f'{severity}: ["{severity}"' in script for severity in Severity)

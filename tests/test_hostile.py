"""Hostile content, in the bounded form: a part of the corpus, and judges that see what they should."""

from __future__ import annotations

from pathlib import Path

import oracles
import pytest
from trust import browsing, hostile
from trust.attacks import attacks
from trust.exchange import file_faults
from trust.pages import page_faults
from trust.speech import aside_faults, speech_faults

NO_FILES: dict[str, object] = {}


def test_the_corpus_holds_fiches_in_each_notation() -> None:
    names = [attack.name for attack in attacks()]
    front = [n for n in names if n.endswith("-front.md") or n.startswith("fiches/front-")]
    assert len(names) == len({*names}) >= 500
    assert len(front) >= 50
    assert len([n for n in names if n.startswith("fiches/") and n.endswith(".yml")]) >= 150
    assert (
        len({n for n in names if n.startswith("fiches/") and n.endswith(".md")} - {*front}) >= 100
    )
    assert len([n for n in names if n.startswith("projects/")]) >= 50
    assert len([n for n in names if n.startswith("made/")]) >= 100


@pytest.mark.slow
def test_a_part_of_the_corpus_does_no_harm(tmp_path: Path) -> None:
    oracles.chromium()
    alone, together, under, without = hostile.run(0.05, 7, tmp_path, print)
    assert alone.tried >= 25
    assert together.tried >= 5
    assert under.tried == without.tried == 10
    assert [*alone.failed, *together.failed, *under.failed, *without.failed] == []


# ---------------------------------------------------------------- judges see

HEAD = '<!DOCTYPE html><html lang="fr"><head><title>T</title></head><body>'


@pytest.mark.parametrize(
    "markup",
    [
        "<script>alert(1)</script>", '<script src="//evil.example/x.js"></script>', "<img src=x onerror=y>",
        '<p style="color:red">x</p>', '<a href="javascript:x">x</a>', '<a href=" java&#10;script:x">x</a>',
        '<a href="//evil.example">x</a>', '<a href="\\\\evil.example">x</a>', '<iframe src="x"></iframe>',
        '<img src="https://evil.example/p.png">', '<base href="/">', '<form action="https://evil.example"></form>',
        '<meta http-equiv="refresh" content="0; url=https://evil.example">', "<!-- x -->", "<svg><use href='//e'/></svg>",
        '<p id="a"></p><p id="a"></p>', '<a href="mailto:a@b.fr?bcc=c@d.fr">x</a>', '<a href="mailto:a@b.fr%0d%0aBcc:x">x</a>',
        '<a href="mailto:a@b.fr?subject=a%0d%0aBcc:x">x</a>', '<a href="tel:*%2306%23">x</a>', "<p>\u202e</p>",
        '<script type="application/ld+json">{</script>', '<link rel="prefetch" href="a">', '<a href="data:text/html,x">x</a>',
    ],
)  # fmt: skip
def test_a_page_with_a_fault_is_seen(markup: str) -> None:
    assert [*page_faults("a/index.html", (HEAD + markup).encode(), NO_FILES, "")]


def test_a_page_without_fault_is_let_pass() -> None:
    body = '<p>x</p><a href="https://a.fr">y</a><a href="mailto:a@b.fr?subject=x&amp;body=y%0D%0Az">z</a>'
    assert [*page_faults("a/index.html", (HEAD + body).encode(), NO_FILES, "")] == []


EVENT = (
    "BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:x\r\nBEGIN:VEVENT\r\nUID:a.b@c.fichegen\r\nDTSTAMP:20000101T000000Z\r\n"
    "DTSTART;VALUE=DATE:20211115\r\nSUMMARY:T\r\n{}END:VEVENT\r\nEND:VCALENDAR\r\n"
)


@pytest.mark.parametrize(
    ("path", "body"),
    [
        ("a.ics", EVENT.format("ATTACH:https://evil.example\r\n")), ("a.ics", EVENT.format("BEGIN:VEVENT\r\nEND:VEVENT\r\n")),
        ("a.ics", EVENT.format("END:VEVENT\r\nBEGIN:VEVENT\r\nUID:x@evil\r\nDTSTAMP:20000101T000000Z\r\nDTSTART:20211115T000000Z\r\nSUMMARY:F\r\n")),
        ("a.ics", EVENT.format("DESCRIPTION:" + "x" * 80 + "\r\n")), ("a.ics", EVENT.format("DESCRIPTION:a\n")),
        ("a.xml", "<a>&x;</a>"), ("a.xml", '<!DOCTYPE a [<!ENTITY x "y">]><a>&x;</a>'), ("a.xml", "<a>\x0b</a>"),
        ("a.xml", '<a><b href="javascript:x"/></a>'), ("a.xml", '<a><b type="html">&lt;script&gt;&lt;/script&gt;</b></a>'),
        ("a.csv", "a;b\r\n=1+1;c\r\n"), ("a.csv", "a;b\r\n\t=1;c\r\n"), ("a.csv", "a;b\r\nc\r\n"), ("a.csv", "a\r\n＝1\r\n"),
        ("a.json", "{"), ("a.json", '"\x7f"'), ("assets/recherche/a.js", 'fichegen.part("a",[1]);alert(1);\n'),
        ("assets/recherche/a.js", 'fichegen.part("a",["</script>"]);\n'), ("_redirects", "/a https://evil.example 301\n"),
        ("_redirects", "/a /b 301 x\n"), ("serveurs/nginx.conf", "return 302 https://evil.example;\n"),
        ("serveurs/nginx.conf", "location = /a { return 301 /b; root /etc; }\n"), ("serveurs/nginx.conf", "root /etc;\n"),
        (".htaccess", 'SetHandler "cgi-script"\n'), (".htaccess", 'Redirect 301 "/a" "https://evil.example/"\n'),
        ("serveurs/caddy.conf", "redir @ancienne_1 https://evil.example 301\n"), ("serveurs/caddy.conf", "reverse_proxy /a evil\n"),
        ("_headers", "  X-Evil: /a\n"), ("_headers", "  Content-Security-Policy: default-src *\n"),
        ("robots.txt", "Disallow: /\nSitemap: x\n"), ("x.exe", ""),
    ],
)  # fmt: skip
def test_a_file_with_a_fault_is_seen(path: str, body: str) -> None:
    assert [*file_faults(path, body.encode())]


def test_a_calendar_without_fault_is_let_pass() -> None:
    assert [*file_faults("a.ics", EVENT.format("").encode())] == []


@pytest.mark.parametrize(
    ("form", "out"),
    [
        ("text", "content/f.md:9:1: erreur[FG301] x"), ("text", "a\x1b[31m"), ("text", "::error::x"), ("text", "a ##vso[x]"),
        ("text", "Traceback (most recent call last)"), ("json", "{"), ("github", "x"), ("github", "::set-output name=x::y"),
        ("github", "::error file=content/f.md,line=1,col=99,endColumn=1,title=FG301::x"), ("sarif", "{}"),
    ],
)  # fmt: skip
def test_findings_with_a_fault_are_seen(tmp_path: Path, form: str, out: str) -> None:
    (tmp_path / "content").mkdir()
    (tmp_path / "content" / "f.md").write_text("# T\n", encoding="utf-8")
    assert [*speech_faults(form, out, tmp_path)]
    assert not [*speech_faults("text", "content/f.md:1:3: erreur[FG301] x", tmp_path)]
    assert [*aside_faults("a\x07")]


PLANTED = {
    "script": "<script>window.__pwned=1</script>",
    "handler": "<img src=x onerror='window.__pwned=1'>",
    "request": "<img src='https://evil.example/x.png'>",
    "element": "<iframe></iframe>",
    "dialog": "<script>alert(1)</script>",
}


@pytest.mark.browser
def test_a_browser_sees_what_is_planted(tmp_path: Path) -> None:
    program = oracles.chromium()
    for name, markup in {**PLANTED, "good": "<p>x</p>"}.items():
        (tmp_path / f"{name}.html").write_text(HEAD + markup, encoding="utf-8")
    with browsing.browser(program, tmp_path, "", "/") as listener:
        for name in PLANTED:
            assert [*browsing.browsed(listener, f"{name}.html")], name
        assert [*browsing.browsed(listener, "good.html")] == []

"""Images: bytes that are what their name says, drawings that only draw, and their size."""

from __future__ import annotations

import struct

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen.diagnostics import Finding, Span
from fichegen.images import Image, read_image

AT = Span("content/catalogue.yml", 3, 7, 8)
XLINK = "xmlns:xlink='http://www.w3.org/1999/xlink'"

PNG = b"\x89PNG\r\n\x1a\n" + struct.pack(">I4sIIBBBBBI", 13, b"IHDR", 320, 80, 8, 6, 0, 0, 0, 0)
# A filling byte, and marks inside a segment's data, before the frame.
_FRAME = b"\xff\xff\xdb\x00\x04\xc0\xc0\xff\xc2\x00\x11\x08\x00\x50\x01\x40\x03" + bytes(9)
JPEG = b"\xff\xd8\xff\xe0\x00\x10JFIF\x00\x01\x01\x00\x00\x01\x00\x01\x00\x00" + _FRAME
LOSSY = b"RIFF\x00\x00\x00\x00WEBPVP8 \x00\x00\x00\x00abc\x9d\x01\x2a\x40\x01\x50\xc0" + bytes(9)
LOSSLESS = b"RIFF\x00\x00\x00\x00WEBPVP8L\x00\x00\x00\x00\x2f" + (
    (319 | 79 << 14).to_bytes(4, "little") + bytes(9)
)
EXTENDED = b"RIFF\x00\x00\x00\x00WEBPVP8X\x0a\x00\x00\x00\x00\x00\x00\x00" + (
    (319).to_bytes(3, "little") + (79).to_bytes(3, "little")
)


def svg(inside: str = "", attributes: str = "viewBox='0 0 320 80'") -> bytes:
    return f"<svg xmlns='http://www.w3.org/2000/svg' {XLINK} {attributes}>{inside}</svg>".encode()


def refused(name: str, body: bytes) -> Finding:
    image, (found,) = read_image(name, body, AT)
    assert image is None
    assert (found.code, found.span) == ("FG606", AT)
    assert found.mend
    return found


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("logo.png", PNG), ("LOGO.PNG", PNG), ("logo.jpg", JPEG), ("a/logo.jpeg", JPEG),
        ("logo.webp", LOSSY), ("logo.webp", LOSSLESS), ("logo.webp", EXTENDED), ("logo.svg", svg()),
    ],
)  # fmt: skip
def test_an_image_comes_with_its_size(name: str, body: bytes) -> None:
    assert read_image(name, body, AT) == (Image(name=name, body=body, width=320, height=80), ())


@pytest.mark.parametrize(
    ("name", "body"),
    [
        ("logo.png", JPEG), ("logo.jpg", PNG), ("logo.webp", PNG), ("logo.svg", PNG),
        ("logo.png", svg()), ("logo.jpg", b"<script>"), ("logo.png", b""), ("logo.png", PNG[:20]),
        ("logo.jpg", JPEG[:30]), ("logo.webp", LOSSY[:20]), ("logo.webp", b"RIFF" + bytes(40)),
        ("logo.svg", b""), ("logo.svg", b"<svg"), ("logo.svg", b"<html xmlns='http://www.w3.org/1999/xhtml'/>"),
        ("logo.svg", b"<svg/>"), ("logo.gif", b"GIF89a"), ("logo.html", svg()),
    ],
)  # fmt: skip
def test_bytes_that_are_not_what_the_ending_says_are_refused(name: str, body: bytes) -> None:
    refused(name, body)


@pytest.mark.parametrize(
    ("attributes", "size"),
    [
        ("width='200' height='50'", (200, 50)),
        ("width='200px' height='50px' viewBox='0 0 1 1'", (200, 50)),
        ("width='2in' height='72pt'", (192, 96)),
        ("width='100%' height='100%' viewBox='0 0 300 100'", (300, 100)),
        ("width='150' viewBox='0 0 300 100'", (150, 50)),
        ("height='10mm' viewBox='0,0,30,10'", (113, 38)),
        ("viewBox='-5 -5 24.4 .4'", (24, 1)),
        ("width='200'", (0, 0)),
        ("", (0, 0)),
        ("viewBox='0 0 0 10'", (0, 0)),
        ("viewBox='0 0 nan inf'", (0, 0)),
        ("viewBox='0 0 1e300 1e-300'", (0, 0)),
        ("width='-5' height='5'", (0, 0)),
        ("width='1e9' height='5em'", (0, 0)),
    ],
)
def test_the_size_of_a_drawing(attributes: str, size: tuple[int, int]) -> None:
    image, _ = read_image("logo.svg", svg(attributes=attributes), AT)
    assert image
    assert (image.width, image.height) == size


@pytest.mark.parametrize(
    "inside",
    [
        "<title>L'association</title><g transform='rotate(45)'><path d='M0 0h9' fill='#0b6e4f'/></g>",
        "<defs><linearGradient id='a'><stop offset='0' stop-color='red'/></linearGradient></defs>",
        "<linearGradient id='a'/><rect width='9' height='9' fill='url(#a)' style='stroke: url( \"#a\" )'/>",
        "<symbol id='s'/><use href='#s'/><use xlink:href='#s' x='1'/>",
        "<style>.a{fill:#fff} @media (prefers-color-scheme:dark){.a{fill:url(#a)}}</style>",
        "<style><![CDATA[ g > path { fill: red } ]]></style>",
        "<text x='1' y='2' xml:space='preserve' font-family=\"'Noto Sans'\">R&amp;D &#233;</text>",
        "<g data-name='logo@2x \\ 3' aria-label='a@b'/>",
        "<metadata><r:RDF xmlns:r='http://www.w3.org/1999/02/22-rdf-syntax-ns#' about='x'/></metadata>",
        "<s:namedview xmlns:s='http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd' pagecolor='#fff'/>",
        "<g xmlns:i='http://www.inkscape.org/namespaces/inkscape' i:label='Calque 1'/>",
        "<!-- un commentaire -->",
    ],
)  # fmt: skip
def test_a_drawing_that_only_draws_is_taken(inside: str) -> None:
    for head in ("", "\ufeff", "<?xml version='1.0'?>\n", "<?xml version='1.0' encoding='UTF-8'?>"):
        _, findings = read_image("logo.svg", head.encode() + svg(inside), AT)
        assert not findings


@pytest.mark.parametrize(
    ("inside", "named"),
    [
        ("<script>alert(1)</script>", "« script »"),
        ("<SCRIPT>alert(1)</SCRIPT>", "« SCRIPT »"),
        ("<script xmlns='http://www.w3.org/1999/xhtml'/>", "« script »"),
        ("<g><foreignObject/></g>", "« foreignObject »"),
        ("<a href='#x'/>", "« a »"),
        ("<image href='x.png'/>", "« image »"),
        ("<feImage href='#a'/>", "« feImage »"),
        ("<animate attributeName='href'/>", "« animate »"),
        ("<set attributeName='onclick'/>", "« set »"),
        ("<iframe xmlns='http://www.w3.org/1999/xhtml'/>", "« iframe »"),
        ("<p:x xmlns:p='urn:unknown'/>", "« x »"),
        ("<metadata><script>alert(1)</script></metadata>", "« script »"),
        ("<g onload='alert(1)'/>", "« onload »"),
        ("<g ONCLICK='alert(1)'/>", "« ONCLICK »"),
        ("<g xml:base='https://ailleurs.example/'/>", "« base »"),
        ("<g xmlns:e='http://www.w3.org/2001/xml-events' e:handler='#a'/>", "« handler »"),
        ("<use href='https://ailleurs.example/a.svg#b'/>", "un lien"),
        ("<use xlink:href='data:image/svg+xml,x'/>", "un lien"),
        ("<use href=''/>", "un lien"),
        ("<use href=' java&#10;script:alert(1)'/>", "un lien"),
        ("<path fill='url(https://ailleurs.example/#a)'/>", "url(…)"),
        ("<path style='fill: URL( \"//ailleurs.example/a\")'/>", "url(…)"),
        ("<path fill='u\\72l(//ailleurs.example/a)'/>", "un style"),
        ("<path mask='image-set(\"//ailleurs.example/a\" 1x)'/>", "un style"),
        ("<style>@import 'https://ailleurs.example/a.css';</style>", "un style"),
        ("<style>@\\69mport '//ailleurs.example/a.css';</style>", "un style"),
        ("<style>@font-face{src:local(a)}</style>", "un style"),
        ("<style>a{background:url(https://ailleurs.example)}</style>", "url(…)"),
        ("<style>a{background:ur<!-- -->l(https://ailleurs.example)}</style>", "url(…)"),
        ("<style>a{background:u&#114;l(//ailleurs.example)}</style>", "url(…)"),
        ("<style><![CDATA[a{background:url(//ailleurs.example)}]]></style>", "url(…)"),
        ("<?xml-stylesheet href='https://ailleurs.example/a.css'?>", "instruction"),
    ],
)  # fmt: skip
def test_a_drawing_that_does_more_is_refused(inside: str, named: str) -> None:
    assert named in refused("logo.svg", svg(inside)).message


@pytest.mark.parametrize(
    "head",
    [
        "<!DOCTYPE svg PUBLIC '-//W3C//DTD SVG 1.1//EN' 'http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd'>",
        "<!DOCTYPE svg [<!ENTITY a 'aaaa'><!ENTITY b '&a;&a;'>]>",
        "<!DOCTYPE svg [<!ENTITY x SYSTEM 'file:///etc/passwd'>]>",
        "<?xml version='1.0'?><!doctype svg>",
        "<?xml-stylesheet href='a.css'?>",
    ],
)
def test_declarations_are_refused_before_anything_is_parsed(head: str) -> None:
    found = refused("logo.svg", head.encode() + svg())
    assert "DOCTYPE" in found.message or "instruction" in found.message


@pytest.mark.parametrize(
    "body",
    [
        svg().decode().encode("utf-16"),
        b"<?xml version='1.0' encoding='utf-7'?>" + svg(),
        b"<?xml version='1.0' encoding='iso-8859-1'?>" + svg(),
        svg("<title>\xe9</title>").decode().encode("latin-1"),
    ],
)
def test_a_drawing_in_another_encoding_is_refused(body: bytes) -> None:
    assert "UTF-8" in refused("logo.svg", body).message


def test_a_deep_drawing_is_read_like_another() -> None:
    deep = 15_000
    _, findings = read_image("logo.svg", svg("<g>" * deep + "</g>" * deep), AT)
    assert not findings


@given(st.binary(max_size=80), st.sampled_from(["svg", "png", "jpg", "webp"]), st.booleans())
def test_any_bytes_are_an_image_or_refused(body: bytes, ending: str, begun: bool) -> None:
    begin = {"png": PNG[:16], "jpg": JPEG[:25], "webp": LOSSY[:8], "svg": b"<svg "}[ending]
    image, findings = read_image(f"logo.{ending}", (begin if begun else b"") + body, AT)
    assert (image is None) == bool(findings)

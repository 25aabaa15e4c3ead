"""Images: whether some bytes are the image their name says, how large it is, and nothing else in it.

An SVG is a document that browsers run: only drawing is let through, by lists of what is known.
"""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from fichegen.diagnostics import Finding, Span, finding
from fichegen.expressions import expression

if TYPE_CHECKING:
    from xml.etree.ElementTree import Element  # only an SVG pays for the import

_MOST_PIXELS: Final = 10_000
"""A side that says to be longer is not believed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """An image that may be published."""

    name: str
    """Its name below `content/`, with slashes."""
    body: bytes
    width: int = 0
    """In pixels of the page; 0, as the height, where the image does not say."""
    height: int = 0


class _Refused(Exception):  # noqa: N818 - never leaves this room
    """Says why some bytes are not published as an image, in French, and what to do."""

    def __init__(self, reason: str, advice: str) -> None:
        super().__init__(reason)
        self.reason = reason
        self.advice = advice


def read_image(name: str, body: bytes, at: Span) -> tuple[Image | None, tuple[Finding, ...]]:
    """Make the image of a file's bytes, by the ending of its name; else FG606 at a place."""
    try:
        width, height = _size(name.lower().rpartition(".")[2], body)
    except _Refused as refused:
        return None, (
            finding("FG606", at, nom=name, raison=refused.reason, conseil=refused.advice),
        )
    known = 0 < width <= _MOST_PIXELS and 0 < height <= _MOST_PIXELS
    size = (width, height) if known else (0, 0)
    return Image(name=name, body=body, width=size[0], height=size[1]), ()


def _size(ending: str, body: bytes) -> tuple[int, int]:
    match ending:
        case "svg":
            return _svg_size(_safe_svg(body))
        case "png":
            return _png_size(body)
        case "jpg" | "jpeg":
            return _jpeg_size(body)
        case "webp":
            return _webp_size(body)
        case _:
            raise _Refused("ce n'est pas une image connue", _SAVE_AGAIN)


_SAVE_AGAIN: Final = "enregistrez l'image de nouveau, en .svg, .png, .jpg ou .webp"


def _not(kind: str) -> _Refused:
    return _Refused(f"son contenu n'est pas celui d'une image {kind}", _SAVE_AGAIN)


# ---------------------------------------------------------------------- points


def _png_size(body: bytes) -> tuple[int, int]:
    if not body.startswith(b"\x89PNG\r\n\x1a\n\x00\x00\x00\x0dIHDR") or len(body) < 33:
        raise _not("PNG")
    return int.from_bytes(body[16:20], "big"), int.from_bytes(body[20:24], "big")


def _jpeg_size(body: bytes) -> tuple[int, int]:
    if not body.startswith(b"\xff\xd8\xff"):
        raise _not("JPEG")
    at = 2
    while at + 9 <= len(body) and body[at] == 0xFF:
        kind = body[at + 1]
        if kind == 0xFF:  # filling
            at += 1
        elif 0xC0 <= kind <= 0xCF and kind not in (0xC4, 0xC8, 0xCC):
            height = int.from_bytes(body[at + 5 : at + 7], "big")
            return int.from_bytes(body[at + 7 : at + 9], "big"), height
        elif kind == 0x01 or 0xD0 <= kind <= 0xD8:  # marks without a length
            at += 2
        else:
            at += 2 + max(2, int.from_bytes(body[at + 2 : at + 4], "big"))
    raise _not("JPEG")


def _webp_size(body: bytes) -> tuple[int, int]:
    if len(body) < 30 or body[:4] != b"RIFF" or body[8:12] != b"WEBP":
        raise _not("WebP")
    match body[12:16]:
        case b"VP8X":
            width, height = (int.from_bytes(body[i : i + 3], "little") + 1 for i in (24, 27))
        case b"VP8L" if body[20] == 0x2F:
            bits = int.from_bytes(body[21:25], "little")
            width, height = (bits & 0x3FFF) + 1, (bits >> 14 & 0x3FFF) + 1
        case b"VP8 " if body[23:26] == b"\x9d\x01\x2a":
            width, height = (int.from_bytes(body[i : i + 2], "little") & 0x3FFF for i in (26, 28))
        case _:
            raise _not("WebP")
    return width, height


# ---------------------------------------------------------------------- drawings

_SVG: Final = "http://www.w3.org/2000/svg"
_XLINK: Final = "http://www.w3.org/1999/xlink"
_XML: Final = "http://www.w3.org/XML/1998/namespace"
_NOTES: Final = frozenset({
    "http://creativecommons.org/ns#", "http://purl.org/dc/elements/1.1/", "http://web.resource.org/cc/",
    "http://sodipodi.sourceforge.net/DTD/sodipodi-0.dtd", "http://www.bohemiancoding.com/sketch/ns",
    "http://www.inkscape.org/namespaces/inkscape", "http://www.serif.com/",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
})  # fmt: skip
"""Vocabularies in which drawing programs leave notes that no browser acts on."""

_ELEMENTS: Final = frozenset(
    """
svg g defs symbol use title desc metadata switch style
path rect circle ellipse line polyline polygon text tspan textPath
linearGradient radialGradient stop pattern clipPath mask marker filter
feBlend feColorMatrix feComponentTransfer feComposite feConvolveMatrix feDiffuseLighting
feDisplacementMap feDistantLight feDropShadow feFlood feFuncA feFuncB feFuncG feFuncR
feGaussianBlur feMerge feMergeNode feMorphology feOffset fePointLight feSpecularLighting
feSpotLight feTile feTurbulence
""".split()
)

_ATTRIBUTES: Final = frozenset(
    """
class focusable height href id lang role style
tabindex version width x y baseProfile contentScriptType contentStyleType enable-background zoomAndPan
preserveAspectRatio requiredExtensions requiredFeatures systemLanguage transform viewBox
cx cy d dx dy fr fx fy lengthAdjust pathLength points r rotate rx ry startOffset method spacing side
textLength x1 x2 y1 y2 media type
clipPathUnits gradientTransform gradientUnits markerHeight markerUnits markerWidth maskContentUnits
maskUnits offset orient patternContentUnits patternTransform patternUnits refX refY spreadMethod
alignment-baseline baseline-shift clip clip-path clip-rule color color-interpolation
color-interpolation-filters color-rendering cursor direction display dominant-baseline fill fill-opacity
fill-rule filter flood-color flood-opacity font-family font-size font-size-adjust font-stretch font-style
font-variant font-weight image-rendering isolation kerning letter-spacing lighting-color marker marker-end
marker-mid marker-start mask mask-type mix-blend-mode opacity overflow paint-order pointer-events
shape-rendering stop-color stop-opacity stroke stroke-dasharray stroke-dashoffset stroke-linecap
stroke-linejoin stroke-miterlimit stroke-opacity stroke-width text-anchor text-decoration text-rendering
transform-origin unicode-bidi vector-effect visibility word-spacing writing-mode
amplitude azimuth baseFrequency bias diffuseConstant divisor edgeMode elevation exponent filterUnits in
in2 intercept k1 k2 k3 k4 kernelMatrix kernelUnitLength limitingConeAngle mode numOctaves operator order
pointsAtX pointsAtY pointsAtZ preserveAlpha primitiveUnits radius result scale seed slope
specularConstant specularExponent stdDeviation stitchTiles surfaceScale tableValues targetX targetY
values xChannelSelector yChannelSelector z
""".split()
)

_WORDS: Final = ("aria-", "data-")
"""Beginnings of attributes that are read, and never acted on."""
_DECLARED: Final = expression(r"<\?xml\s[^?]{0,200}\?>")
_ENCODING: Final = expression(r"encoding\s*=\s*[\"']([^\"']*)[\"']")
_REFERENCES: Final = expression(r"url\(\s*(?!\s|[\"']?#)", re.IGNORECASE)
_STYLE_ACTS: Final = expression(
    r"\\|@(?!media\b)|\b(?:image|image-set|src|cross-fade|element|paint|expression)\(|-moz-binding|behavior\s*:",
    re.IGNORECASE,
)
_LENGTH: Final = expression(
    r"\s*\+?([0-9]{0,7}\.?[0-9]{1,9}|[0-9]{1,7}\.)\s*(px|pt|pc|mm|cm|in|)\s*"
)
_PIXELS: Final = {
    "": 1,
    "px": 1,
    "pt": 96 / 72,
    "pc": 16,
    "mm": 96 / 25.4,
    "cm": 96 / 2.54,
    "in": 96,
}
_DRAW_AGAIN: Final = (
    "exportez le dessin en « SVG simple » (ou « optimisé »), ou donnez une image .png"
)


def _holds(what: str) -> _Refused:
    return _Refused(f"ce dessin SVG contient {what}", _DRAW_AGAIN)


def _safe_svg(body: bytes) -> Element:
    """Parse a drawing; refuse what is not well formed, and all that is more than drawing."""
    from xml.etree import ElementTree as ET

    text = _svg_text(body)
    try:
        root = ET.fromstring(text)  # noqa: S314 - no document type gets here, so no entity
    except (ET.ParseError, ValueError):
        raise _not("SVG") from None
    if root.tag != f"{{{_SVG}}}svg":
        raise _not("SVG")
    for element in root.iter():
        _check(element)
    return root


def _svg_text(body: bytes) -> str:
    """Decode a drawing; only then can it be searched for what must not be parsed at all."""
    try:
        text = body.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise _Refused("ce dessin SVG n'est pas en UTF-8", _DRAW_AGAIN) from None
    head = _DECLARED.match(text)
    if head and (named := _ENCODING.search(head[0])) and named[1].lower() != "utf-8":
        raise _Refused("ce dessin SVG n'est pas en UTF-8", _DRAW_AGAIN)
    rest = text[head.end() :] if head else text
    if re.search("<!doctype|<!entity", rest, re.IGNORECASE):
        raise _holds("une déclaration <!DOCTYPE ou <!ENTITY")
    if "<?" in rest:
        raise _holds("une instruction <?…?>")
    return text


def _check(element: Element) -> None:
    space, name = _apart(element.tag)
    if space in _NOTES:
        return
    if space != _SVG or name not in _ELEMENTS:
        raise _holds(f"un élément « {name[:40]} »")
    for key, value in element.attrib.items():
        _check_attribute(*_apart(key), value)
    if name == "style":
        _check_style("".join(element.itertext()))


def _check_attribute(space: str, name: str, value: str) -> None:
    if space in _NOTES or (not space and name.startswith(_WORDS)):
        return
    known = {
        "": name in _ATTRIBUTES,
        _XLINK: name in ("actuate", "arcrole", "href", "role", "show", "title", "type"),
        _XML: name in ("id", "lang", "space"),
    }
    if not known.get(space):
        raise _holds(f"un attribut « {name[:40]} »")
    if name == "href" and not value.strip().startswith("#"):
        raise _holds("un lien vers un autre fichier")
    if space == "" and name not in ("class", "id"):
        _check_style(value)  # most attributes are styles by another name


def _check_style(value: str) -> None:
    if _REFERENCES.search(value):
        raise _holds("une référence url(…) à un autre fichier")
    if _STYLE_ACTS.search(value):
        raise _holds("un style qui fait plus que dessiner")


def _apart(tag: str) -> tuple[str, str]:
    space, brace, name = tag.rpartition("}")
    return (space.removeprefix("{"), name) if brace else ("", name)


def _svg_size(root: Element) -> tuple[int, int]:
    """Return the size in pixels, from `width` and `height` or else from `viewBox`."""
    box = [_number(part) for part in re.split(r"[\s,]+", root.get("viewBox", "").strip())][2:4]
    width, height = _length(root.get("width", "")), _length(root.get("height", ""))
    if len(box) == 2 and all(box):
        ratio = box[0] / box[1]
        if not width and not height:
            width, height = box
        width, height = width or height * ratio, height or width / ratio
    if not width or not height or max(width, height) > 1e7:
        return 0, 0
    return max(1, round(width)), max(1, round(height))


def _length(written: str) -> float:
    found = _LENGTH.fullmatch(written)
    return float(found[1]) * _PIXELS[found[2]] if found else 0.0


def _number(written: str) -> float:
    try:
        number = float(written)
    except ValueError:
        return 0.0
    return number if math.isfinite(number) and number > 0 else 0.0

"""Colours that can be read: WCAG contrast, OKLCH, and a palette made of a catalogue's own colour.

Colours are `#rrggbb`. OKLCH is Björn Ottosson's: lightness moves while the hue stays the same to
the eye, which RGB and HSL do not give.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass
from typing import Final

READABLE: Final = 4.5
"""Least contrast of text, WCAG 2 level AA."""
WHITE: Final = "#ffffff"

_STEPS: Final = 16
"""Halvings of a search: more would not change a colour of eight bits a channel."""
_TOLERANCE: Final = 1e-5

_Triple = tuple[float, float, float]


def contrast(a: str, b: str) -> float:
    """Return the WCAG 2 contrast of two colours, from 1 to 21."""
    dark, light = sorted((_luminance(a), _luminance(b)))
    return (light + 0.05) / (dark + 0.05)


def _luminance(colour: str) -> float:
    red, green, blue = _linear(colour)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


@dataclass(frozen=True, slots=True, kw_only=True)
class Oklch:
    """A colour as the eye orders them."""

    lightness: float
    """From 0, black, to 1, white."""
    chroma: float
    hue: float
    """In radians."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Ground:
    """The fixed colours of one scheme, as `tokens.css` has them."""

    paper: str
    surface: str
    ink: str
    muted: str
    on_link: str
    share: float
    """How much of the link's colour is mixed in the surface to make the tint."""
    end: float
    """The lightness at which any hue can be read on this ground: black on light, white on dark."""
    least: float
    """The lightness below which a link looks switched off on this ground."""


LIGHT: Final = Ground(
    paper="#faf9f6", surface="#ffffff", ink="#1c232b", muted="#545d67", on_link="#ffffff",
    share=0.06, end=0, least=0,
)  # fmt: skip
DARK: Final = Ground(
    paper="#14181d", surface="#1b2027", ink="#e8e5df", muted="#aab2ba", on_link="#0d1418",
    share=0.09, end=1, least=0.78,
)  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Scheme:
    """The colours of one scheme that come from the catalogue's own."""

    link: str
    """Text links, and the background of buttons."""
    on_link: str
    """Text on `link`."""
    tint: str
    """Backdrop of the summary box."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Palette:
    """What is made of a catalogue's colour for both schemes."""

    light: Scheme
    dark: Scheme
    kept: bool
    """True where the links of the light scheme have the catalogue's colour itself."""


def palette(accent: str) -> Palette:
    """Make the colours that are used of a colour `#rrggbb`.

    In each scheme link can be read on paper, surface and tint, on_link on link, and the text
    colours on tint. The hue stays; lightness moves only as far as that asks for.
    """
    accent = accent.lower()
    light, dark = _scheme(accent, LIGHT), _scheme(accent, DARK)
    return Palette(light=light, dark=dark, kept=light.link == accent)


def _scheme(accent: str, ground: Ground) -> Scheme:
    own = to_oklch(accent)

    def at(lightness: float) -> Scheme:
        moved = Oklch(lightness=lightness, chroma=own.chroma, hue=own.hue)
        return _with_link(from_oklch(moved), ground)

    kept = _with_link(accent, ground)
    if _holds(kept, ground) and own.lightness >= ground.least:
        return kept
    start = max(own.lightness, ground.least)
    if _holds(at(start), ground):
        return at(start)
    return at(_nearest(start, ground.end, lambda tried: _holds(at(tried), ground)))


def _with_link(link: str, ground: Ground) -> Scheme:
    tint = _mixed(link, ground.surface, ground.share)
    return Scheme(link=link, on_link=ground.on_link, tint=tint)


def _holds(scheme: Scheme, ground: Ground) -> bool:
    pairs = (
        (scheme.link, ground.paper),
        (scheme.link, ground.surface),
        (scheme.link, scheme.tint),
        (scheme.on_link, scheme.link),
        (ground.ink, scheme.tint),
        (ground.muted, scheme.tint),
    )
    return all(contrast(*pair) >= READABLE for pair in pairs)


def _nearest(wrong: float, right: float, holds: Callable[[float], bool]) -> float:
    """Return a value that holds, as near to `wrong` as halving finds; `right` must hold."""
    for _ in range(_STEPS):
        middle = (wrong + right) / 2
        if holds(middle):
            right = middle
        else:
            wrong = middle
    return right


# ---------------------------------------------------------------------- spaces


def to_oklch(colour: str) -> Oklch:
    """Convert from sRGB."""
    lightness, a, b = _oklab(_linear(colour))
    return Oklch(lightness=lightness, chroma=math.hypot(a, b), hue=math.atan2(b, a))


def from_oklch(colour: Oklch) -> str:
    """Convert to sRGB, with as much of the chroma as the screen can show at that lightness."""
    lightness = min(1.0, max(0.0, colour.lightness))

    def at(chroma: float) -> _Triple:
        a, b = chroma * math.cos(colour.hue), chroma * math.sin(colour.hue)
        return _from_oklab((lightness, a, b))

    if _on_screen(at(colour.chroma)):
        return _written(at(colour.chroma))
    return _written(at(_nearest(colour.chroma, 0.0, lambda tried: _on_screen(at(tried)))))


def _mixed(colour: str, ground: str, share: float) -> str:
    """Mix a share of a colour in another, in OKLab as `color-mix(in oklab, …)` does."""
    over, under = _oklab(_linear(colour)), _oklab(_linear(ground))
    lightness, a, b = (share * x + (1 - share) * y for x, y in zip(over, under, strict=True))
    return _written(_from_oklab((lightness, a, b)))


def _on_screen(linear: _Triple) -> bool:
    return all(-_TOLERANCE <= channel <= 1 + _TOLERANCE for channel in linear)


def _linear(colour: str) -> _Triple:
    red, green, blue = (int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5))
    return _decoded(red), _decoded(green), _decoded(blue)


def _decoded(channel: float) -> float:
    return channel / 12.92 if channel <= 0.04045 else ((channel + 0.055) / 1.055) ** 2.4


def _written(linear: _Triple) -> str:
    return "#" + "".join(f"{round(255 * _encoded(channel)):02x}" for channel in linear)


def _encoded(channel: float) -> float:
    channel = min(1.0, max(0.0, channel))
    return channel * 12.92 if channel <= 0.0031308 else 1.055 * channel ** (1 / 2.4) - 0.055


def _oklab(linear: _Triple) -> _Triple:
    r, g, b = linear
    long = math.cbrt(0.4122214708 * r + 0.5363325363 * g + 0.0514459929 * b)
    medium = math.cbrt(0.2119034982 * r + 0.6806995451 * g + 0.1073969566 * b)
    short = math.cbrt(0.0883024619 * r + 0.2817188376 * g + 0.6299787005 * b)
    return (
        0.2104542553 * long + 0.7936177850 * medium - 0.0040720468 * short,
        1.9779984951 * long - 2.4285922050 * medium + 0.4505937099 * short,
        0.0259040371 * long + 0.7827717662 * medium - 0.8086757660 * short,
    )


def _from_oklab(lab: _Triple) -> _Triple:
    lightness, a, b = lab
    long = (lightness + 0.3963377774 * a + 0.2158037573 * b) ** 3
    medium = (lightness - 0.1055613458 * a - 0.0638541728 * b) ** 3
    short = (lightness - 0.0894841775 * a - 1.2914855480 * b) ** 3
    return (
        4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
        -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
        -0.0041960863 * long - 0.7034186147 * medium + 1.7076147010 * short,
    )

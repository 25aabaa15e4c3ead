"""Colours: whatever the catalogue's own, all that is written with it can be read."""

from __future__ import annotations

import re

import pytest
from conftest import ROOT
from hypothesis import example, given
from hypothesis import strategies as st

from fichegen.colours import (
    DARK,
    LIGHT,
    READABLE,
    Ground,
    Oklch,
    Scheme,
    contrast,
    from_oklch,
    palette,
    to_oklch,
)

COLOURS = st.integers(0, 0xFFFFFF).map(lambda number: f"#{number:06x}")


def schemes(colour: str) -> list[tuple[Scheme, Ground]]:
    made = palette(colour)
    return [(made.light, LIGHT), (made.dark, DARK)]


@pytest.mark.parametrize(
    ("a", "b", "expected"),
    [
        ("#000000", "#ffffff", 21.0),
        ("#123456", "#123456", 1.0),
        ("#777777", "#ffffff", 4.478),
        ("#ff0000", "#ffffff", 3.998),
        ("#ffff00", "#ffffff", 1.074),
    ],
)
def test_contrast_is_that_of_wcag(a: str, b: str, expected: float) -> None:
    assert contrast(a, b) == pytest.approx(expected, abs=0.001)
    assert contrast(b, a) == contrast(a, b)


@pytest.mark.parametrize(
    ("colour", "lightness", "chroma", "degrees"),
    [("#ff0000", 0.628, 0.2577, 29.23), ("#00ff00", 0.8664, 0.2948, 142.5), ("#ffffff", 1, 0, 0)],
)
def test_oklch_has_the_published_values(
    colour: str, lightness: float, chroma: float, degrees: float
) -> None:
    found = to_oklch(colour)
    assert (found.lightness, found.chroma) == pytest.approx((lightness, chroma), abs=0.001)
    if chroma:
        assert found.hue * 57.29578 == pytest.approx(degrees, abs=0.1)


@given(COLOURS)
def test_a_colour_comes_back_from_oklch(colour: str) -> None:
    assert from_oklch(to_oklch(colour)) == colour


@given(st.floats(-1, 2), st.floats(0, 1), st.floats(-4, 4))
def test_any_oklch_gives_a_colour_of_the_screen(
    lightness: float, chroma: float, hue: float
) -> None:
    found = from_oklch(Oklch(lightness=lightness, chroma=chroma, hue=hue))
    assert re.fullmatch("#[0-9a-f]{6}", found)


def test_a_colour_out_of_the_screen_loses_chroma_not_lightness_or_hue() -> None:
    wanted = Oklch(lightness=0.5, chroma=0.4, hue=2.5)
    found = to_oklch(from_oklch(wanted))
    assert found.lightness == pytest.approx(wanted.lightness, abs=0.01)
    assert found.hue == pytest.approx(wanted.hue, abs=0.05)
    assert found.chroma < wanted.chroma


@given(COLOURS)
@example("#ffffff")
@example("#000000")
@example("#ffff00")
@example("#0000ff")
@example("#808080")
def test_everything_written_with_the_palette_can_be_read(colour: str) -> None:
    for scheme, ground in schemes(colour):
        for backdrop in (ground.paper, ground.surface, scheme.tint):
            assert contrast(scheme.link, backdrop) >= READABLE
        assert contrast(scheme.on_link, scheme.link) >= READABLE
        assert contrast(ground.ink, scheme.tint) >= READABLE
        assert contrast(ground.muted, scheme.tint) >= READABLE


@given(COLOURS)
def test_a_colour_that_can_be_read_is_kept(colour: str) -> None:
    made = palette(colour)
    assert made.kept == (made.light.link == colour)
    if contrast(colour, "#ffffff") >= 5:
        assert made.kept
    if contrast(colour, LIGHT.paper) < READABLE:
        assert not made.kept


@given(COLOURS)
def test_a_colour_moves_no_further_than_needed(colour: str) -> None:
    for scheme, ground in schemes(colour):
        if scheme.link != colour:
            backdrops = (ground.paper, ground.surface, scheme.tint)
            barely = min(contrast(scheme.link, backdrop) for backdrop in backdrops) < 4.6
            wanted = max(to_oklch(colour).lightness, ground.least)
            assert barely or abs(to_oklch(scheme.link).lightness - wanted) < 0.02


@given(COLOURS)
def test_the_hue_stays(colour: str) -> None:
    own = to_oklch(colour)
    for scheme, _ in schemes(colour):
        link = to_oklch(scheme.link)
        if own.chroma > 0.06 and link.chroma > 0.06:
            turn = abs(own.hue - link.hue)
            assert min(turn, 6.28319 - turn) < 0.06


@given(COLOURS)
def test_the_tint_stays_close_to_the_surface(colour: str) -> None:
    for scheme, ground in schemes(colour):
        assert 1.0 < contrast(scheme.tint, ground.surface) < 1.3


def test_capitals_do_not_matter() -> None:
    assert palette("#0B6E4F") == palette("#0b6e4f")


def test_the_grounds_are_those_of_the_style_sheet() -> None:
    css = (ROOT / "templates/assets/css/global/tokens.css").read_text(encoding="utf-8")
    for name in ("paper", "surface", "ink", "muted", "on-link"):
        told = re.findall(rf"--{name}: (?:var\(--brand-[a-z-]+, )?(#[0-9a-f]+)\)?;", css)[:2]
        full = [f"#{c[1] * 2}{c[2] * 2}{c[3] * 2}" if len(c) == 4 else c for c in told]
        assert full == [getattr(g, name.replace("-", "_")) for g in (LIGHT, DARK)]

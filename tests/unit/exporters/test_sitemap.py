"""The sitemap and robots.txt, read back by parsers we did not write."""

from __future__ import annotations

import datetime as dt
from typing import Final
from urllib.parse import urlsplit
from urllib.robotparser import RobotFileParser

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from fichegen.exporters.sitemap import site_map
from fichegen.settings import Settings

NAMESPACE: Final = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
URL: Final = "https://formations.example/catalogue"
DAY: Final = dt.date(2021, 8, 20)
PAGES: Final = [
    ("index.html", None),
    ("fiches/b/index.html", None),
    ("fiches/a/index.html", DAY),
    ("fiches/a/groupe-1/index.html", DAY),
    ("404.html", None),
]


def made(
    pages: list[tuple[str, dt.date | None]],
    *,
    url: str = URL,
    addresses: int = 50_000,
    octets: int = 50 * 1024 * 1024,
) -> dict[str, bytes]:
    found = site_map(Settings(url=url), pages, addresses=addresses, octets=octets)
    return {artifact.path: artifact.body for artifact in found}


def listed(body: bytes, name: str = "url") -> list[tuple[str, str]]:
    """Return addresses and days of a file that lists what is named."""
    root = etree.fromstring(body)
    assert root.tag == NAMESPACE + {"url": "urlset", "sitemap": "sitemapindex"}[name]
    found = []
    for each in root:
        assert each.tag == NAMESPACE + name
        tags = [child.tag.removeprefix(NAMESPACE) for child in each]
        assert tags in (["loc"], ["loc", "lastmod"])
        loc, day = each.findtext(f"{NAMESPACE}loc"), each.findtext(f"{NAMESPACE}lastmod")
        assert loc
        found.append((loc, day or ""))
    return found


def test_the_sitemap_lists_pages_with_the_days_that_are_known() -> None:
    assert listed(made(PAGES)["sitemap.xml"]) == [
        (f"{URL}/fiches/a/groupe-1/", "2021-08-20"),
        (f"{URL}/fiches/a/", "2021-08-20"),
        (f"{URL}/fiches/b/", ""),
        (f"{URL}/", ""),
    ]


def test_the_order_in_which_pages_are_made_does_not_count() -> None:
    assert made(PAGES) == made([*reversed(PAGES)])


def test_crawlers_are_let_in_and_led_to_the_sitemap() -> None:
    robots = RobotFileParser()
    robots.parse(made(PAGES)["robots.txt"].decode().splitlines())
    assert robots.can_fetch("un-robot", f"{URL}/fiches/a/")
    assert robots.site_maps() == [f"{URL}/sitemap.xml"]


def test_without_an_address_there_is_no_sitemap_to_lead_to() -> None:
    found = made(PAGES, url="")
    assert found.keys() == {"robots.txt"}
    robots = RobotFileParser()
    robots.parse(found["robots.txt"].decode().splitlines())
    assert robots.can_fetch("un-robot", "/fiches/a/")
    assert robots.site_maps() is None


@pytest.mark.parametrize(("count", "parts"), [(0, 1), (3, 1), (4, 2), (6, 2), (7, 3)])
def test_a_long_list_is_cut_behind_an_index(count: int, parts: int) -> None:
    pages = [(f"fiches/f{number}/index.html", DAY) for number in range(count)]
    found = made([*pages], addresses=3)
    names = [f"sitemap-{number}.xml" for number in range(1, parts + 1)] if parts > 1 else []
    assert found.keys() == {"sitemap.xml", "robots.txt", *names}
    if parts > 1:
        assert listed(found["sitemap.xml"], "sitemap") == [(f"{URL}/{name}", "") for name in names]
    told = [each for name in names or ["sitemap.xml"] for each in listed(found[name])]
    assert len(told) == count
    assert {loc for loc, _ in told} == {f"{URL}/fiches/f{n}/" for n in range(count)}
    assert all(len(listed(found[name])) <= 3 for name in names)


@given(st.lists(st.integers(1, 300), max_size=30), st.integers(700, 5000))
def test_no_part_is_larger_than_is_allowed(lengths: list[int], octets: int) -> None:
    pages = [(f"fiches/{n}-{'x' * size}/index.html", DAY) for n, size in enumerate(lengths)]
    found = made([*pages], octets=octets)
    parts = [name for name in found if name.startswith("sitemap-")] or ["sitemap.xml"]
    assert all(len(found[name]) <= octets for name in parts)
    assert sum(len(listed(found[name])) for name in parts) == len(pages)


def test_the_limits_are_those_of_the_protocol() -> None:
    pages = [(f"fiches/f{number:05}/index.html", None) for number in range(50_000)]
    artifacts = [*site_map(Settings(url=URL), pages)]
    assert [artifact.path for artifact in artifacts] == ["sitemap.xml", "robots.txt"]
    more = [*site_map(Settings(url=URL), [*pages, ("index.html", None)])]
    assert [artifact.path for artifact in more][:3] == [
        "sitemap-1.xml", "sitemap-2.xml", "sitemap.xml",
    ]  # fmt: skip


@pytest.mark.parametrize(
    "url",
    [
        "https://x.example/a&b",
        "https://x.example/été",
        "https://x.example/{a}|b",
        "http://x.example:8080",
    ],
)
def test_an_odd_address_is_written_as_xml_and_links_may_hold_it(url: str) -> None:
    found = made(PAGES, url=url)
    for loc, _ in listed(found["sitemap.xml"]):
        assert loc.isascii()
        assert not set(loc) & set('{}|<>" \\^`')
        assert urlsplit(loc).netloc == urlsplit(url).netloc
    assert found["robots.txt"].isascii()

"""Pictures of each kind of page, narrow and wide, light and dark, and as it prints.

    python3 build.py captures [DOSSIER]

builds the demonstration catalogue with invented and extreme fiches beside it, on a fixed day, and
puts `<kind>-<width>-<scheme>.png`, `<kind>.pdf` and, where pdftoppm is installed, the printed sheets
`<kind>-impression-1.png` into `captures/` or the folder named. Nothing is compared: they are for eyes.
"""

from __future__ import annotations

import asyncio
import datetime as dt
import mimetypes
import re
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Final, Literal
from urllib.parse import unquote, urlsplit

import oracles
from corpus import EXTREMES, write_corpus
from playwright.async_api import Browser, BrowserContext, Page, Route, async_playwright

from fichegen.reading import read_fiche

ROOT: Final = Path(__file__).parent.parent
TODAY: Final = dt.date(2021, 9, 1)
COUNT: Final = 60
WIDTHS: Final = (360, 768, 1280)
SCHEMES: Final[tuple[Literal["light", "dark"], ...]] = ("light", "dark")
TALLEST: Final = 4000
"""A longer page is cut here: what comes below is more of the same."""
TABS: Final = 3
DEMONSTRATION: Final = "aller-vers"
BASE: Final = "http://localhost:1/"
PAGE: Final = re.compile(r'<body[^>]*\bdata-page="([^"]+)"')
MOST_SHEETS: Final = 4


def say(line: str) -> None:
    """Tell how far the work is."""
    sys.stderr.write(f"{line}\n")
    sys.stderr.flush()


def make_site(folder: Path) -> Path:
    """Build the site that the pictures are of."""
    write_corpus(folder, COUNT, today=TODAY)
    shutil.copytree(ROOT / "content", folder / "content", dirs_exist_ok=True)
    for name, words in EXTREMES.items():
        (folder / "content" / name).write_text(words, encoding="utf-8", newline="\n")
    command = (sys.executable, "-m", "fichegen", "build", "-q", "--today", TODAY.isoformat())
    ran = subprocess.run(command, cwd=folder, capture_output=True, encoding="utf-8", check=False)
    if ran.returncode:
        sys.exit(f"Le site ne se construit pas (état {ran.returncode}) :\n{ran.stdout}{ran.stderr}")
    return folder / "site"


def find_pages(site: Path) -> dict[str, str]:
    """Return the pages to picture by their kind: one of each, and every extreme fiche by its name.

    Pages of the demonstration, or that name it, stand for their kinds; extreme ones for themselves.
    """
    extremes: dict[str, str] = {}
    for name, words in EXTREMES.items():
        fiche, _ = read_fiche(name, words)
        if fiche:
            extremes[Path(name).stem] = f"fiches/{fiche.slug}/index.html"
    extreme_folders = {place.split("/")[1] for place in extremes.values()}

    ranked = []
    for path in site.rglob("*.html"):
        place, html = path.relative_to(site).as_posix(), path.read_text(encoding="utf-8")
        strange = not extreme_folders.isdisjoint(place.split("/"))
        rank = (strange, DEMONSTRATION not in place, DEMONSTRATION not in html, place)
        ranked.append((rank, kind_of(place, html)))
    kinds: dict[str, str] = {}
    for (*_, place), kind in sorted(ranked):
        kinds.setdefault(kind, place)
    return kinds | extremes


def kind_of(place: str, html: str) -> str:
    """Name the kind of a page as it names itself, or else after the folders it stands in."""
    if said := PAGE.search(html):
        return said[1]
    *folders, name = place.split("/")
    return "-".join(folders[:1] + ["x"] * len(folders[1:])) or Path(name).stem


async def picture_all(site: Path, pages: dict[str, str], output: Path) -> None:
    """Picture the pages, some tabs at a time."""
    chromium = oracles.CHROMIUM.find()
    if chromium is None:
        sys.exit("Chromium manque ; pour l'installer : python3 build.py test")
    waiting = [*pages.items()]
    async with async_playwright() as started:
        browser = await started.chromium.launch(
            executable_path=str(chromium), args=list(oracles.CHROMIUM_FLAGS)
        )
        await asyncio.gather(*(_picture(browser, site, waiting, output) for _ in range(TABS)))
        await browser.close()


async def _picture(
    browser: Browser, site: Path, waiting: list[tuple[str, str]], output: Path
) -> None:
    """Take pages off the list until none waits."""
    context = await _context(browser, site)
    page = await context.new_page()
    while waiting:
        started = time.perf_counter()
        kind, place = waiting.pop(0)
        await page.goto(BASE + place)
        for width in WIDTHS:
            await page.set_viewport_size({"width": width, "height": 900})
            for scheme in SCHEMES:
                await page.emulate_media(color_scheme=scheme, media="screen")
                await _shoot(page, width, output / f"{kind}-{width}-{scheme}.png")
        await page.emulate_media(color_scheme="light", media="print")
        await page.pdf(path=output / f"{kind}.pdf", format="A4")
        await _sheets(output / f"{kind}.pdf")
        took = time.perf_counter() - started
        say(f"{kind} : {place} ({took:.1f} s)")
    await context.close()


async def _context(browser: Browser, site: Path) -> BrowserContext:
    """Open a window on the site alone, on the day it was built."""

    async def serve(route: Route) -> None:
        url = urlsplit(route.request.url)
        path = site / unquote(url.path).lstrip("/")
        if path.is_dir():
            path /= "index.html"
        if url.netloc != urlsplit(BASE).netloc or not path.is_file():
            await route.fulfill(status=404, body="")
            return
        kind = mimetypes.guess_type(path.name)[0] or "application/octet-stream"
        await route.fulfill(body=path.read_bytes(), content_type=f"{kind}; charset=utf-8")

    context = await browser.new_context(
        locale="fr-FR", timezone_id="Indian/Reunion", reduced_motion="reduce"
    )
    await context.clock.set_fixed_time(dt.datetime.combine(TODAY, dt.time(10), tzinfo=dt.UTC))
    await context.route("**/*", serve)
    return context


async def _shoot(page: Page, width: int, path: Path) -> None:
    height = int(await page.evaluate("document.documentElement.scrollHeight"))
    await page.screenshot(
        path=path,
        full_page=True,
        animations="disabled",
        clip={"x": 0, "y": 0, "width": width, "height": min(height, TALLEST)},
    )


async def _sheets(pdf: Path) -> None:
    """Turn the first printed sheets into pictures, where the tool for it is installed."""
    program = shutil.which("pdftoppm")
    if program is None:
        return
    root = pdf.with_name(f"{pdf.stem}-impression")
    options = ("-png", "-r", "60", "-l", str(MOST_SHEETS))
    ran = await asyncio.create_subprocess_exec(program, *options, str(pdf), str(root))
    await ran.wait()


def main(arguments: Sequence[str]) -> int:
    """Build, find, picture; say where to look."""
    if len(arguments) > 1:
        say("usage : python3 build.py captures [DOSSIER]")
        return 2
    output = Path(arguments[0]) if arguments else ROOT / "captures"
    output.mkdir(parents=True, exist_ok=True)
    started = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        site = make_site(Path(folder))
        pages = find_pages(site)
        asyncio.run(picture_all(site, pages, output))
    took = time.perf_counter() - started
    say(f"{len(pages)} pages dans {output} ({took:.0f} s)")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))

"""The pages on what fiches lack, the lines of the commands about them, and the settings that rule both."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

import brotli
import pytest
from conftest import Scratch
from playwright.sync_api import Browser, Page, sync_playwright
from sites import Tags, chromium, make_site, pages, visit

from fichegen import audit, routes
from fichegen.gaps import Destination, Level
from fichegen.pipeline import survey

FICHE = "# Accueillir\n\n## Dates\n\nà définir\n\n## Contact\n\nana@exemple.fr\n"
BUDGET = 14 * 1024
SUMMED = re.compile(r"FG71[0-3]")


@pytest.fixture(scope="module")
def large(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A made-up catalogue of 60 fiches, and fiches that go too far."""
    return make_site(tmp_path_factory.mktemp("gaps"), count=60, extremes=True)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        opened = chromium(started)
        yield opened
        opened.close()


class Table(HTMLParser):
    """The rows of a page's tables, cell by cell: tag, attributes, words heard."""

    def __init__(self, source: str) -> None:
        super().__init__()
        self.rows: list[list[tuple[str, dict[str, str], str]]] = []
        self.captions = 0
        self._open = False
        self._silent = 0
        self.feed(source)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "tr":
            self.rows.append([])
        elif tag in ("th", "td"):
            self.rows[-1].append((tag, given, ""))
            self._open = True
        elif tag == "caption":
            self.captions += 1
        elif tag == "span" and self._open:
            self._silent += given.get("aria-hidden") == "true"

    def handle_endtag(self, tag: str) -> None:
        if tag in ("th", "td"):
            self._open = False
        elif tag == "span":
            self._silent = 0

    def handle_data(self, data: str) -> None:
        if self._open and not self._silent:
            tag, given, words = self.rows[-1][-1]
            self.rows[-1][-1] = (tag, given, words + data)


def gap_pages(site: Path) -> dict[str, str]:
    return {
        path.relative_to(site).as_posix(): path.read_text(encoding="utf-8")
        for path in sorted((site / "completude").rglob("*.html"))
    }


# ---------------------------------------------------------------- pages


def test_there_is_a_page_for_all_and_one_for_each_destination(large: Path) -> None:
    found = gap_pages(large)
    assert routes.GAPS in found
    for destination in audit.DESTINATIONS:
        assert routes.gaps_path(destination) in found
    assert len(found) > 5  # long lists are split
    for page, source in found.items():
        assert '<meta name="robots" content="noindex">' in source, page
        assert len(brotli.compress(source.encode())) < BUDGET, page


def test_only_the_plan_leads_to_them(large: Path) -> None:
    linking = {
        page
        for page, tags in pages(large)
        if any("completude" in attrs.get("href", "") for _, attrs in tags.tags)
        and not page.startswith("completude/")
    }
    assert "plan-du-site/index.html" in linking
    assert linking <= {"plan-du-site/index.html", "donnees/index.html"}


def test_every_fiche_stands_once_in_the_list_and_once_in_each_table(large: Path) -> None:
    document = json.loads((large / routes.GAPS_DATA).read_text("utf-8"))
    slugs = [fiche["slug"] for fiche in document["fiches"]]
    found = gap_pages(large)
    sheets = re.findall(
        r'class="gap-sheet" id="fiche-([^"]*)"', "".join(s for p, s in found.items())
    )
    assert sorted(sheets) == sorted(slugs)
    for destination in audit.DESTINATIONS:
        folder = routes.gaps_path(destination).removesuffix("index.html")
        tables = "".join(source for page, source in found.items() if page.startswith(folder))
        assert len(re.findall(r'<th scope="row">', tables)) == len(slugs)


def test_the_tables_say_what_the_data_says(large: Path) -> None:
    """By their words alone: a cell heard is the level of its requirement."""
    document = json.loads((large / routes.GAPS_DATA).read_text("utf-8"))
    words = {one["cle"]: one["nom"] for one in document["niveaux"]}
    for number, destination in enumerate(audit.DESTINATIONS):
        asked = [one["cle"] for one in document["destinations"][number]["exigences"]]
        expected: dict[str, list[str]] = {}
        for fiche in document["fiches"]:
            part = fiche["destinations"][number]
            levels = dict.fromkeys(part["conformes"], Level.FINE.value)
            levels |= dict.fromkeys(part["sans_objet"], Level.NOT_ASKED.value)
            levels |= {gap["exigence"]: gap["niveau"] for gap in part["manques"]}
            row = [str(part["note"]), *(words[levels[key]] for key in asked)]
            expected.setdefault(json.dumps(row, ensure_ascii=False), []).append(fiche["slug"])
        folder = routes.gaps_path(destination).removesuffix("index.html")
        seen: dict[str, int] = {}
        for page, source in gap_pages(large).items():
            if page.startswith(folder):
                table = Table(source)
                assert table.captions == 1
                head, *rows = table.rows
                assert {(tag, given["scope"]) for tag, given, _ in head} == {("th", "col")}
                assert len(head) == len(asked) + 2
                for (tag, given, _), *cells in rows:
                    assert (tag, given["scope"]) == ("th", "row")
                    heard = json.dumps([cell.strip() for _, _, cell in cells], ensure_ascii=False)
                    seen[heard] = seen.get(heard, 0) + 1
        assert seen == {row: len(found) for row, found in expected.items()}


def test_every_requirement_has_its_rule_in_words(large: Path) -> None:
    found = gap_pages(large)
    for destination in audit.DESTINATIONS:
        source = found[routes.gaps_path(destination)]
        heads = set(re.findall(r'href="#regle-([^"]*)"', source))
        asked = audit.requirements(destination)
        assert heads == {one.key for one in asked}
        assert source.count("<dt>") == len(asked)


def test_scores_and_their_rule_are_told(large: Path) -> None:
    document = json.loads((large / routes.GAPS_DATA).read_text("utf-8"))
    source = gap_pages(large)[routes.GAPS]
    words = " ".join(" ".join(Tags(source).words).split())
    assert f"{document['note']} sur 100 en moyenne" in words
    assert "la note est la part de ses exigences" in words
    for one in document["niveaux"]:
        assert one["nom"] in words
    scores = [int(n) for n in re.findall(r"<td class=\"gap-number\"><strong>(\d+)<", source)]
    assert scores == sorted(scores)
    assert scores[0] == min(fiche["note"] for fiche in document["fiches"])


def test_what_is_settled_once_is_not_told_fiche_by_fiche(scratch: Scratch) -> None:
    fiche = FICHE.replace("## Dates", "## Organisme\n\nTamarin\n\n## Dates")
    scratch.write({"content/a.md": fiche, "content/b.md": fiche.replace("Accueillir", "Écouter")})
    scratch.run("build")
    source = scratch.pages()[routes.GAPS].decode()
    once, _, sheets = source.partition('id="a-ecrire"')
    assert "content/organismes/tamarin.yml" in once
    assert "pour 2 fiches" in once
    assert "content/organismes/" not in sheets
    assert "Ajoutez «\xa0## Tarif\xa0»" in sheets


def test_a_complete_fiche_has_nothing_to_write(scratch: Scratch) -> None:
    case = Path(__file__).parent / "cases" / "diagnostics" / "FG711" / "content"
    files = {p.relative_to(case.parent).as_posix(): p.read_bytes() for p in case.rglob("*.*")}
    files["content/f.md"] += b"\n## Contenu\n\nJeux de role\n"
    scratch.write(files)
    ran = scratch.run("check")
    assert (ran.status, ran.out) == (0, "")
    assert (
        "Complétude : 100 sur 100 en moyenne ; 1 fiche sur 1 prête pour LHEO"
        in scratch.run("build").err
    )
    source = scratch.pages()[routes.GAPS].decode()
    assert "Rien : cette fiche est complète." in source.replace("\xa0", " ")
    assert source.count('data-gap="conforme">complète</span>') == len(audit.DESTINATIONS)


def test_an_empty_catalogue_has_the_pages_too(scratch: Scratch) -> None:
    ran = scratch.run("build")
    assert ran.status == 0
    assert "Complétude" not in ran.err
    assert "Aucune fiche" in scratch.pages()[routes.GAPS].decode()


# ---------------------------------------------------------------- settings


def test_the_pages_can_be_left_out(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE, "content/catalogue.yml": "completude: non\n"})
    ran = scratch.run("build")
    assert not [path for path in scratch.pages() if "completude" in path]
    assert "completude" not in scratch.pages()["plan-du-site/index.html"].decode()
    assert "voir « fichegen check »" in ran.err
    told = scratch.run("check").out
    assert "FG710" in told
    assert "page completude" not in told


@pytest.mark.parametrize(
    ("weight", "strict", "status"),
    [("", False, 0), ("", True, 0), ("avertissement", False, 0), ("avertissement", True, 1),
     ("erreur", False, 1)],
)  # fmt: skip
@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
def test_a_gap_fails_nothing_unless_asked(
    scratch: Scratch, weight: str, *, strict: bool, status: int, form: str
) -> None:
    settings = f"severites:\n  FG710: {weight}\n" if weight else "titre: T\n"
    scratch.write({"content/a.md": FICHE, "content/catalogue.yml": settings})
    options = ("--format", form, *(["--strict"] if strict else []))
    ran = scratch.run("build", *options)
    assert ran.status == scratch.run("check", *options).status == status
    assert scratch.site.exists() == (status == 0)
    assert ("FG710" in ran.out) == bool(weight or form in ("json", "sarif"))


# ---------------------------------------------------------------- commands


@pytest.mark.parametrize("form", ["text", "github"])
def test_a_build_sums_gaps_up_and_a_check_tells_them(scratch: Scratch, form: str) -> None:
    scratch.write({f"content/{n}.md": FICHE.replace("Accueillir", f"Fiche {n}") for n in range(40)})
    ran = scratch.run("build", "--format", form)
    assert not SUMMED.search(ran.out)
    assert ran.err.count("Complétude : ") == 1
    assert "remarque" not in ran.err  # only what is shown is counted
    told = scratch.run("check", "--format", form).out
    for code in audit.GAP_CODES.values():
        assert told.count(code) <= 40
    assert told.count("FG710") == 40
    assert scratch.run("build", "-q").err == ""


@pytest.mark.parametrize("form", ["json", "sarif"])
def test_programs_are_told_everything(scratch: Scratch, form: str) -> None:
    scratch.write({"content/a.md": FICHE})
    built, checked = (scratch.run(name, "--format", form).out for name in ("build", "check"))
    assert built == checked
    assert SUMMED.search(built)


def test_the_survey_tells_when_an_update_ages(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE + "\n## Mis à jour le\n\n1er mars 2021\n"})
    ran = scratch.run("build")
    assert "À reconstruire le 2022-03-03" in ran.err
    before = scratch.pages()
    scratch.run("build", today="2022-03-02")
    assert scratch.pages()[routes.GAPS_DATA] == before[routes.GAPS_DATA]
    scratch.run("build", today="2022-03-03")
    assert scratch.pages()[routes.GAPS_DATA] != before[routes.GAPS_DATA]


def test_the_report_is_part_of_the_survey(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE})
    (gaps,) = survey(scratch.request()).gaps.fiches
    assert gaps.part(Destination.QUALIOPI).score == 13  # a contact, and half of the ways in


# ---------------------------------------------------------------- in a browser


@pytest.mark.browser
@pytest.mark.parametrize("width", [320, 768, 1280])
def test_wide_tables_scroll_in_their_own_frame_by_keyboard(
    browser: Browser, large: Path, width: int
) -> None:
    page: Page = visit(browser, large, width=width).go(routes.gaps_path("lheo"))
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    frame = page.locator(".gap-frame")
    assert frame.evaluate("box => box.scrollWidth > box.clientWidth")
    frame.focus()
    assert frame.evaluate("box => box === document.activeElement")
    page.keyboard.press("ArrowRight")
    page.wait_for_timeout(300)  # the policy lets nothing wait inside the page
    assert frame.evaluate("box => box.scrollLeft") > 0
    name = page.locator(".gap-matrix tbody th").first.bounding_box()
    box = frame.bounding_box()
    assert name
    assert box
    assert abs(name["x"] - box["x"]) <= 2  # the fiche stays in sight


@pytest.mark.browser
def test_signs_and_words_stand_together(browser: Browser, large: Path) -> None:
    page: Page = visit(browser, large).go(routes.gaps_path("qualiopi"))
    heads = page.locator(".gap-head a").all()
    assert heads
    for head in heads:
        box = head.bounding_box()
        assert box
        assert min(box["width"], box["height"]) >= 44
    assert (
        page.locator(".gap-matrix td .gap-sign").count()
        == page.locator(".gap-matrix td .visually-hidden").count()
    )

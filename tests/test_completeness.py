"""The pages on what fiches lack, the lines of the commands about them, and the settings that rule both."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Iterator
from html import unescape
from html.parser import HTMLParser
from pathlib import Path

import brotli
import pytest
from conftest import Scratch
from exports import COMPLETE
from playwright.sync_api import Browser, Page, sync_playwright
from sites import Tags, chromium, make_site, pages, visit

from fichegen import audit, routes
from fichegen.codes import Destination
from fichegen.gaps import Level
from fichegen.pipeline import survey
from fichegen.text import sort_key

FICHE = "# Accueillir\n\n## Dates\n\nà définir\n\n## Contact\n\nana@exemple.fr\n"
BUDGET = 14 * 1024
SUMMED = re.compile(r"FG71[0-36]")


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
    assert "completude/titres/index.html" in found
    assert len(found) > 6  # long lists are split
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
        first = routes.gaps_path(destination)
        (head, *_) = Table(found[first]).rows
        columns = [words for _, _, words in head[2:]]
        assert len(columns) == len(audit.requirements(destination))
        assert re.findall("<dt>([^<]*)</dt>", found[first]) == columns  # in the same order
        further = first.replace("index.html", "page-2/index.html")
        assert 'href="../index.html#regles"' in found[further]


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


def test_how_far_the_catalogue_is_is_told_alike_for_every_destination(large: Path) -> None:
    document = json.loads((large / routes.GAPS_DATA).read_text("utf-8"))
    total = len(document["fiches"])
    words = " ".join(" ".join(Tags(gap_pages(large)[routes.GAPS]).words).split())
    told = re.findall(
        rf"(\d+) sur 100 en moyenne\. Sur {total} fiches : (\w+) complètes?, (\w+) bloquées?\.",
        words,
    )
    assert len(told) == len(audit.DESTINATIONS)
    for number, (_, complete, blocked) in enumerate(told):
        parts = [fiche["destinations"][number] for fiche in document["fiches"]]
        finished = sum(part["note"] == 100 for part in parts)
        refused = sum(not part["acceptee"] for part in parts)
        assert (complete, blocked) == (str(finished or "aucune"), str(refused or "aucune"))


def test_every_level_has_a_sign_of_its_own() -> None:
    signs = {level: level.sign for level in Level}
    assert len({*signs.values()}) == len(Level)
    assert signs[Level.NOT_ASKED] == "–"  # what French tables mean by a dash
    assert all(len(sign) == 1 for sign in signs.values())


# ---------------------------------------------------------------- one fiche


def test_every_fiche_is_found_by_its_title(large: Path) -> None:
    document = json.loads((large / routes.GAPS_DATA).read_text("utf-8"))
    found = gap_pages(large)
    listed = []
    for page, source in found.items():
        if page.startswith("completude/titres/"):
            for href, title in re.findall(
                r'<li><a href="([^"]*#fiche-[^"]*)" dir="auto">([^<]*)<', source
            ):
                path, _, anchor = href.partition("#")
                sheets = found[posixpath.normpath(posixpath.join(posixpath.dirname(page), path))]
                assert f'id="{anchor}"' in sheets
                listed.append((unescape(title).replace("\xa0", " "), anchor.removeprefix("fiche-")))
    assert sorted(slug for _, slug in listed) == sorted(f["slug"] for f in document["fiches"])
    keys = [sort_key(title) for title, _ in listed]
    assert keys == sorted(keys)


def test_every_page_leads_to_the_list_by_title(large: Path) -> None:
    for page, source in gap_pages(large).items():
        if not page.startswith("completude/titres/"):
            assert "titres/index.html" in source, page


def test_a_row_has_one_link_and_it_leads_to_what_is_to_be_written(large: Path) -> None:
    for page, source in gap_pages(large).items():
        for row in re.findall("<tr data-etats.*?</tr>", source, re.DOTALL):
            assert len(re.findall('<a href="[^"]*#fiche-[^"]+"', row)) == row.count("<a ") == 1, (
                page
            )


def test_of_equal_scores_those_one_can_still_join_come_first(large: Path) -> None:
    found = gap_pages(large)
    numbers = {routes.GAPS: 0}
    for page in found:
        if number := re.fullmatch(r"completude/page-(\d+)/index\.html", page):
            numbers[page] = int(number[1])
    pages_of_lheo = [p for p in found if p.startswith("completude/lheo/")]
    for listed in (sorted(numbers, key=lambda p: numbers[p]), sorted(pages_of_lheo)):
        rows = [
            (int(score), state not in ("ouvert", "bientot"))
            for page in listed
            for state, score in re.findall(
                r'<tr data-etats="([\w-]+)[^"]*">.*?<strong>(\d+)</strong>', found[page], re.DOTALL
            )
        ]
        assert rows == sorted(rows)
        assert len({late for _, late in rows}) == 2


def test_one_job_is_told_once(large: Path) -> None:
    """No field and no advice twice in what is to be written in a fiche."""
    for page, source in gap_pages(large).items():
        for sheet in source.split('<section class="gap-sheet"')[1:]:
            fields = re.findall(r'<p class="gap-field" dir="auto">([^<]*)</p>', sheet)
            assert len(fields) == len(set(fields)), page
            told = re.findall(r'<li><p dir="auto">([^<]*)</p>', sheet)
            assert len(told) == len(set(told)), page


def test_sources_are_named_from_the_folder_of_the_fiches(scratch: Scratch) -> None:
    scratch.write({"content/social/a.md": FICHE})
    scratch.run("build")
    words = Tags(scratch.pages()[routes.GAPS].decode()).words
    assert "social/a.md" in words
    assert "content/social/a.md" not in " ".join(words)


# ---------------------------------------------------------------- once for many fiches


def test_what_is_settled_once_is_not_told_fiche_by_fiche(scratch: Scratch) -> None:
    fiche = FICHE.replace("## Dates", "## Organisme\n\nTamarin\n\n## Dates")
    scratch.write({"content/a.md": fiche, "content/b.md": fiche.replace("Accueillir", "Écouter")})
    scratch.run("build")
    source = scratch.pages()[routes.GAPS].decode()
    once, _, rest = source.partition('id="notes"')  # before the table
    assert once.count('<span dir="auto">organismes/tamarin.yml</span>') == 1
    assert "pour 2 fiches" in once
    assert once.count("siret:") == 2  # in the lines, and in what the button copies
    sheets = rest.partition('id="a-ecrire"')[2]
    assert "siret" not in sheets.lower()
    assert sheets.count('<span dir="auto">organismes/tamarin.yml</span>') == 2
    assert sheets.count('href="#une-fois"') == 2
    assert "Ajoutez «\xa0## Tarif\xa0»" in sheets


def test_it_is_told_on_the_first_page_for_all_of_them(scratch: Scratch) -> None:
    def fiche(number: int) -> str:
        named = FICHE.replace("Accueillir", f"Fiche {number}")
        return named + ("\n## Organisme\n\nTamarin\n" if number < 20 else "")

    scratch.write({f"content/{n}.md": fiche(n) for n in range(40)})
    scratch.run("build")
    found = {p: b.decode() for p, b in scratch.pages().items() if p.startswith("completude/")}
    assert [page for page, source in found.items() if 'id="une-fois"' in source] == [routes.GAPS]
    assert "pour 20 fiches" in found[routes.GAPS]
    assert "pour 40 fiches" in found[routes.GAPS]  # the settings
    assert 'completude/index.html#une-fois"' in found["completude/page-2/index.html"]


@pytest.mark.parametrize(
    "name",
    ["Tamarin", "Tamarin : formation", "L'Escale & Cie", "# 1 des formations", "Centre « Le Phare »",
     'La "Ruche"', "- Tirets -", "Oui", "12", "Un nom de plus de quarante lettres, dit en entier ici"],
)  # fmt: skip
def test_the_lines_of_a_file_can_be_copied_and_filled_in(scratch: Scratch, name: str) -> None:
    """Told to be blocked by one file alone, the fiche is not, once that is written."""
    bare = re.sub(r"\norganisme:.*", "", COMPLETE)
    fiche = f"{bare.rstrip()}\norganisme: {json.dumps(name, ensure_ascii=False)}\n"
    scratch.write({"content/a.yml": fiche})
    scratch.run("build")
    (gaps,) = survey(scratch.request()).gaps.fiches
    assert gaps.part(Destination.LHEO).blocked
    source = scratch.pages()[routes.GAPS].decode()
    assert "en débloque 1 pour LHEO" in source.replace("\xa0", " ")
    assert "Pour LHEO, 1 fiche bloquée : ces fichiers à eux seuls en débloquent 1." in (
        " ".join(source.split()).replace("\xa0", " ").replace("&nbsp;", " ")
    )
    path = re.search(r'<span dir="auto">(organismes/[^<]*)</span>', source)
    block = re.search(r"<pre[^>]*>([^<]*siret[^<]*)</pre>", source)
    assert path
    assert block
    lines = unescape(block[1])
    copied = re.search(r'data-copie="([^"]*siret[^"]*)"', source)
    assert copied
    assert unescape(copied[1]) == lines
    known = {"siret": "732 829 320 00074", "nda": "04 97 30123 45",
             "adresse": "12 rue des Lilas, 97400 Saint-Denis"}  # fmt: skip
    filled = [f"{key}: {known[key]}" if (key := line.partition(":")[0]) in known else line
              for line in lines.splitlines()]  # fmt: skip
    scratch.write({f"content/{path[1]}": "\n".join(filled) + "\n"})
    (gaps,) = survey(scratch.request()).gaps.fiches
    assert not gaps.part(Destination.LHEO).blocked
    asked = {v.requirement.key for v in gaps.part(Destination.LHEO).gaps}
    assert not asked & {"siret", "nda", "adresse-organisme"}


def test_models_are_never_lines_to_copy(scratch: Scratch) -> None:
    """What is copied and left as it is says nothing of anybody."""
    scratch.write({"content/a.md": FICHE + "\n## Organisme\n\nTamarin\n"})
    scratch.run("build")
    source = scratch.pages()[routes.GAPS].decode()
    for block in re.findall("<pre[^>]*>([^<]*)</pre>", source):
        for line in unescape(block).splitlines():
            key, _, value = line.partition(": ")
            assert key == "nom" or "…" in value.partition("  # ")[0], line


def test_files_that_are_not_shown_yet_are_counted(scratch: Scratch) -> None:
    scratch.write({
        f"content/{n}.md": FICHE.replace("Accueillir", f"Fiche {n}") + f"\n## Organisme\n\nMaison {n}\n"
        for n in range(20)
    })  # fmt: skip
    scratch.run("build")
    source = scratch.pages()[routes.GAPS].decode()
    assert "Les 12 premiers fichiers sur 21" in source.replace("\xa0", " ")
    assert source.count("<pre") == 12


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
    assert ("FG710" in ran.out) == bool(weight or form == "json")


# ---------------------------------------------------------------- commands


@pytest.mark.parametrize("form", ["text", "github"])
def test_a_build_sums_gaps_up_and_a_check_tells_them(scratch: Scratch, form: str) -> None:
    scratch.write({f"content/{n}.md": FICHE.replace("Accueillir", f"Fiche {n}") for n in range(20)})
    ran = scratch.run("build", "--format", form)
    assert not SUMMED.search(ran.out)
    assert ran.err.count("Complétude : ") == 1
    assert "remarque" not in ran.err  # only what is shown is counted
    told = scratch.run("check", "--format", form).out
    for code in audit.GAP_CODES.values():
        assert told.count(code) <= 20
    assert told.count("FG710") == 20
    assert scratch.run("build", "-q").err == ""


MANY = {f"content/{n:02}.md": FICHE.replace("Accueillir", f"Fiche {n}") for n in range(21)}
WRONG = "# Fausse\n\n## Dates\n\n31 juin 2021\n\n## Contact\n\nana@exemple.fr\n"


@pytest.mark.parametrize(
    ("form", "start"), [("text", "remarque[{}] "), ("github", "::notice title={}::")]
)
def test_what_many_fiches_lack_is_counted_behind_what_else_is_wrong(
    scratch: Scratch, form: str, start: str
) -> None:
    scratch.write({**MANY, "content/zz.md": WRONG})
    ran = scratch.run("check", "--format", form)
    *others, qualiopi, kept_out, lheo, search, agendas = ran.out.splitlines()
    assert "FG301" in others[0]
    assert not any(SUMMED.search(line) for line in others)
    rest = "détails : « fichegen check -v », un chemin ou site/completude/"
    for line, code, words in (
        (qualiopi, "FG710", "Qualiopi, indicateur 1 : 22 fiches incomplètes"),
        (kept_out, "FG711", "LHEO 2.3 : 22 fiches n'y entrent pas"),
        (lheo, "FG716", "LHEO 2.3 : 22 fiches incomplètes"),
        (search, "FG712", "Moteurs et annuaires (schema.org, Bioschemas) : 22 fiches incomplètes"),
        (agendas, "FG713", "Agendas (iCalendar) : 22 fiches incomplètes"),
    ):
        assert line.startswith(start.format(code) + words)
        assert line.endswith(rest)
    assert ran.status == 1
    assert f"{22 * len(audit.GAP_CODES) + 1} remarques" in ran.err  # all of them, shown or not
    assert "FG71" not in scratch.run("check", "-q", "--format", form).out


@pytest.mark.parametrize("arguments", [("-v",), ("content",), ("--format", "json")])
def test_who_asks_for_all_gaps_is_told_all(scratch: Scratch, arguments: tuple[str, ...]) -> None:
    scratch.write(MANY)
    told = scratch.run("check", *arguments).out
    assert "fiches incomplètes" not in told
    assert all(path in told for path in MANY)
    assert len(re.findall(r"remarque\[FG710\]|\"FG710\"", told)) >= len(MANY)


@pytest.mark.parametrize(("weight", "status"), [("erreur", 1), ("avertissement", 0)])
def test_a_gap_that_weighs_more_is_told_in_full_whatever_their_number(
    scratch: Scratch, weight: str, status: int
) -> None:
    scratch.write({**MANY, "content/catalogue.yml": f"severites:\n  FG711: {weight}\n"})
    ran = scratch.run("check")
    assert ran.out.count(f"{weight}[FG711]") == len(MANY)
    assert ran.out.count("FG710") == 1
    assert ran.status == scratch.run("check", "-v").status == status


def test_a_count_names_no_page_that_the_site_does_not_have(scratch: Scratch) -> None:
    scratch.write({**MANY, "content/catalogue.yml": "completude: non\n"})
    assert scratch.run("check").out.count("« fichegen check -v », un chemin\n") == len(
        audit.GAP_CODES
    )


def test_programs_are_told_everything(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE})
    built, checked = (scratch.run(name, "--format", "json").out for name in ("build", "check"))
    assert built == checked
    assert SUMMED.search(built)


def test_code_hosts_are_not_told_what_fiches_lack(scratch: Scratch) -> None:
    """They take 25 000 results at the most, and their lists are for what is to be mended."""
    scratch.write({"content/a.md": FICHE})
    built, checked = (scratch.run(name, "--format", "sarif").out for name in ("build", "check"))
    assert built == checked
    assert not SUMMED.search(built)


def test_the_survey_tells_when_an_update_ages(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE + "\n## Mis à jour le\n\n1er mars 2021\n"})
    ran = scratch.run("build", today="2022-01-02")
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
@pytest.mark.parametrize("width", [320, 768])
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
def test_a_desk_shows_every_column(browser: Browser, large: Path) -> None:
    page: Page = visit(browser, large, width=1280).go(routes.gaps_path("lheo"))
    assert page.locator(".gap-frame").evaluate("box => box.scrollWidth <= box.clientWidth")


@pytest.mark.browser
@pytest.mark.parametrize("width", [768, 1280])
def test_the_heads_stay_above_their_columns(browser: Browser, large: Path, width: int) -> None:
    page: Page = visit(browser, large, width=width).go(routes.gaps_path("lheo"))
    frame = page.locator(".gap-frame")
    frame.evaluate("box => box.scrollTo(0, box.scrollHeight)")
    box = frame.bounding_box()
    assert box
    assert box["height"] < 900
    heads = page.locator(".gap-head").all()
    signs = page.locator(".gap-matrix tbody tr:last-child .gap-sign").all()
    for head, sign in list(zip(heads, signs, strict=True))[:8]:
        above, below = head.bounding_box(), sign.bounding_box()
        assert above
        assert below
        assert abs(above["y"] - box["y"]) <= 2
        middles = [one["x"] + one["width"] / 2 for one in (above, below)]
        assert abs(middles[0] - middles[1]) <= 1


@pytest.mark.browser
@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("path", [routes.GAPS, routes.gaps_path("lheo")])
def test_what_has_the_focus_is_never_hidden(
    browser: Browser, large: Path, path: str, width: int
) -> None:
    """WCAG 2.4.11, to the end of the table and back; and targets of 44 px."""
    page: Page = visit(browser, large, width=width).go(path)
    page.locator(".gap-frame").focus()
    shown = """e => {
        const { x, y, width, height } = e.getBoundingClientRect();
        return [[x + width / 2, y + height / 2], [x + 3, y + height / 2]].every(([x, y]) => {
            const there = document.elementFromPoint(x, y);
            return there && (e.contains(there) || there.contains(e) && there.closest("th") === e.closest("th"));
        });
    }"""
    seen = 0
    for key in ("Tab", "Shift+Tab"):
        for _ in range(page.locator(".gap-table a").count()):
            page.keyboard.press(key)
            focused = page.locator(":focus")
            if focused.evaluate("e => e.matches('.gap-table a')"):
                assert focused.evaluate(shown), focused.inner_text()
                box = focused.bounding_box()
                assert box
                assert box["height"] >= 44
                seen += 1
    assert seen > 15


@pytest.mark.browser
def test_the_table_can_be_passed_over(browser: Browser, large: Path) -> None:
    page: Page = visit(browser, large).go(routes.gaps_path("lheo"))
    skip = page.get_by_text("Passer le tableau")
    skip.focus()
    box = skip.bounding_box()
    assert box
    assert box["height"] >= 44
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    assert page.locator(":focus").evaluate(
        "e => !e.closest('.gap-frame') && e.closest('.paging') !== null"
    )


@pytest.mark.browser
def test_rows_say_in_words_which_can_be_joined_still(browser: Browser, large: Path) -> None:
    page: Page = visit(browser, large).go(routes.gaps_path("lheo"))
    rows = page.locator(".gap-matrix tbody tr").all()
    said = 0
    for row in rows:
        state = row.get_attribute("data-etat")
        is_open = "inscriptions ouvertes" in row.inner_text()
        assert is_open == (state in ("ouvert", "bientot"))
        said += is_open
    assert 0 < said < len(rows)


@pytest.mark.browser
def test_words_break_where_words_end_on_a_phone(browser: Browser, scratch: Scratch) -> None:
    """Save a word that no column could hold."""
    scratch.write({
        "content/a.md": FICHE.replace("Accueillir", "L’accompagnement vers le logement"),
        "content/b.md": FICHE.replace("Accueillir", "a" * 400),
    })  # fmt: skip
    scratch.run("build")
    page: Page = visit(browser, scratch.site, width=360).go(routes.gaps_path("lheo"))
    assert page.evaluate("document.documentElement.scrollWidth") <= 360
    titles = page.locator(".gap-matrix tbody th a")
    lines = titles.filter(has_text="accompagnement").evaluate(
        "e => { const r = document.createRange(); r.setStart(e.firstChild, 0);"
        " r.setEnd(e.firstChild, 16); return r.getClientRects().length; }"
    )
    assert lines == 1
    for title in titles.all():
        assert title.evaluate("e => e.scrollWidth <= e.clientWidth")
        box = title.bounding_box()
        assert box
        assert box["width"] <= 360 * 0.5


@pytest.mark.browser
def test_it_prints_on_few_sheets(browser: Browser, large: Path) -> None:
    page: Page = visit(browser, large).go(routes.gaps_path("lheo"))
    sheets = len(re.findall(rb"/Type\s*/Page\b", page.pdf(format="A4", prefer_css_page_size=True)))
    assert sheets <= 8
    page = visit(browser, large).go(routes.GAPS)
    assert not page.locator(".gap-rule").is_visible()
    page.emulate_media(media="print")
    assert page.locator(".gap-rule").is_visible()


@pytest.mark.browser
def test_signs_and_words_stand_together(browser: Browser, large: Path) -> None:
    page: Page = visit(browser, large).go(routes.gaps_path("qualiopi"))
    assert (
        page.locator(".gap-matrix td .gap-sign").count()
        == page.locator(".gap-matrix td .visually-hidden").count()
        > 0
    )

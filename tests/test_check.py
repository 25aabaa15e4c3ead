"""`check` for CI and hooks: what is shown, what fails, what a code host gets."""

from __future__ import annotations

import json
import re
import xml.etree.ElementTree as ET
from typing import Final

import pytest
from conftest import Scratch

from fichegen.audit import GAP_CODES, SETTINGS_GAP
from fichegen.console import job_summary, render, worst_first
from fichegen.diagnostics import Finding, Severity, Span, finding, regraded

FICHE: Final = (
    "# {}\n\n## Dates\n\n30 juin 2021\n\n## Objetifs\n\nx\n\n## Contact\n\nana@exemple.fr\n"
)
"""One warning, and remarks on what it lacks."""
FORMS: Final = ("text", "json", "github", "sarif")


def many(scratch: Scratch, count: int) -> None:
    scratch.write({f"content/f{n:03}.md": FICHE.format(f"Fiche {n}") for n in range(count)})


# ---------------------------------------------------------------- paths of a hook


@pytest.mark.parametrize(
    "extra",
    ["README.md", "templates/x.html", "content/logo.png", "content/_brouillon.md", "LISEZ MOI\x1b"],
)
def test_a_hook_may_name_files_that_are_no_fiches(scratch: Scratch, extra: str) -> None:
    scratch.write(
        {"content/a.md": FICHE.format("a"), "content/b.md": FICHE.format("b"), extra: "x"}
    )
    ran = scratch.run("check", "content/a.md", extra)
    assert ran.status == 0
    assert "content/a.md" in ran.out
    assert "content/b.md" not in ran.out
    assert "\x1b" not in ran.err


def test_files_that_are_no_fiches_alone_show_nothing(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE.format("a"), "README.md": "x"})
    ran = scratch.run("check", "README.md", "--strict")
    assert (ran.status, ran.out) == (0, "")
    assert "1 fichier laissé de côté, hors de content : README.md" in ran.err


def test_a_folder_or_a_file_that_is_not_there_can_only_be_a_slip(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE.format("a"), "autre/b.md": "x"})
    assert scratch.run("check", "content/a.md", "autre").status == 2
    assert scratch.run("check", "content/a.md", "content/absent.md").status == 2


def test_a_name_that_begins_like_another_is_another(scratch: Scratch) -> None:
    scratch.write({"content/a/x.md": FICHE.format("a"), "content/ab/y.md": FICHE.format("b")})
    out = scratch.run("check", "content/a").out
    assert "content/a/x.md" in out
    assert "content/ab/y.md" not in out


def test_a_check_writes_nothing(scratch: Scratch) -> None:
    many(scratch, 2)
    before = {path: path.stat().st_mtime_ns for path in scratch.root.rglob("*")}
    for more in ((), ("--diff",), ("--since", "main"), ("content",), ("--format", "sarif")):
        scratch.run("check", *more)
    assert {path: path.stat().st_mtime_ns for path in scratch.root.rglob("*")} == before


# ---------------------------------------------------------------- what fails


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("manner", [(), ("-q",), ("-v",), ("--no-cache",), ("--jobs", "2")])
def test_more_warnings_than_allowed_fail(
    scratch: Scratch, command: str, manner: tuple[str, ...]
) -> None:
    many(scratch, 3)
    assert scratch.run(command, *manner, "--max-warnings", "2").status == 1
    assert scratch.run(command, *manner, "--max-warnings", "3").status == 0
    assert scratch.run(command, *manner, "--max-warnings", "3", "--strict").status == 1
    assert scratch.run(command, *manner).status == 0


def test_too_many_warnings_publish_nothing(scratch: Scratch) -> None:
    many(scratch, 3)
    ran = scratch.run("build", "--max-warnings", "2")
    assert not scratch.site.exists()
    assert "Rien n'est publié : 3 avertissements." in ran.err
    assert "Trop d'avertissements : 3, pour 2 au plus" in ran.err
    assert (
        "Trop d'avertissements : 3, pour 0 au plus"
        in scratch.run("check", "--max-warnings", "0").err
    )


def test_warnings_are_counted_where_one_looks(scratch: Scratch) -> None:
    many(scratch, 3)
    assert scratch.run("check", "--max-warnings", "1", "content/f000.md").status == 0
    assert scratch.run("check", "--max-warnings", "1", "content").status == 1


@pytest.mark.parametrize("form", FORMS)
def test_warnings_fail_in_every_form(scratch: Scratch, form: str) -> None:
    many(scratch, 1)
    assert scratch.run("check", "--format", form, "--max-warnings", "0").status == 1
    assert scratch.run("check", "--format", form, "--max-warnings", "0", "-q").status == 1


# ---------------------------------------------------------------- five hundred at once


def test_of_many_of_a_kind_a_terminal_shows_some_and_counts_the_rest(scratch: Scratch) -> None:
    many(scratch, 30)
    ran = scratch.run("check")
    assert ran.out.count(": avertissement[FG202]") == 20
    assert (
        "avertissement[FG202] et 10 autres, dans 10 fichiers : content/f020.md, content/f021.md,"
        " content/f022.md, content/f023.md, content/f024.md… ; « fichegen check -v »"
    ) in ran.out
    assert "30 avertissements" in ran.err
    for more in (("-v",), ("content",), ("content/f000.md", "content")):
        assert scratch.run("check", *more).out.count(": avertissement[FG202]") == 30


def test_one_file_does_not_hide_the_others(scratch: Scratch) -> None:
    many(scratch, 3)
    twenty = "".join(f"## Objetifs{n}\n\n- Lire\n\n" for n in range(20))
    scratch.write(
        {
            "content/a.md": f"# Une autre\n\n## Dates\n\nà définir\n\n## Contact\n\na@b.fr\n\n{twenty}"
        }
    )
    ran = scratch.run("check")
    told = re.findall(r"^(content/\S+?):\d+:\d+: avertissement\[FG202\]", ran.out, re.MULTILINE)
    assert {path: told.count(path) for path in told} == {
        "content/a.md": 3, "content/f000.md": 1, "content/f001.md": 1, "content/f002.md": 1,
    }  # fmt: skip
    assert re.search(r"avertissement\[FG202\] et \d+ autres, dans content/a.md ; ", ran.out)


@pytest.mark.parametrize(("form", "sign"), [("json", '"code": "FG202"'), ("sarif", '"ruleId": "FG202"'),
                                            ("github", "title=FG202")])  # fmt: skip
def test_programs_are_told_all(scratch: Scratch, form: str, sign: str) -> None:
    many(scratch, 30)
    for command in ("check", "build"):
        assert scratch.run(command, "--format", form).out.count(sign) == 30


def test_every_error_is_shown(scratch: Scratch) -> None:
    scratch.write(
        {f"content/f{n}.md": FICHE.format(n).replace("30 juin", "31 juin") for n in range(30)}
    )
    assert scratch.run("check").out.count("erreur[FG301]") == 30
    assert scratch.run("check", "-q").out.count("erreur[FG301]") == 30


# ---------------------------------------------------------------- GitHub


def test_of_annotations_the_worst_come_first() -> None:
    found = [finding("FG203", Span("a.md", n), nom="x") for n in range(1, 12)]
    graded = regraded(found[:6], {"FG203": Severity.WARNING})
    graded += regraded(found[6:8], {"FG203": Severity.ERROR})
    lines = render([*graded, *found[8:]], "github", {}).split("\n")
    assert [re.match(r"::(\w+)", line)[1] for line in lines] == (  # type: ignore[index]
        ["error"] * 2 + ["warning"] * 6 + ["notice"] * 3
    )
    assert [int(line.split("line=")[1].split(",")[0]) for line in lines] == [
        7,
        8,
        *range(1, 7),
        9,
        10,
        11,
    ]


def test_a_code_host_names_files_from_the_top_of_the_repository(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_WORKSPACE", str(scratch.root.parent))
    many(scratch, 1)
    assert "file=projet/content/f000.md," in scratch.run("check", "--format", "github").out
    assert '"uri": "projet/content/f000.md"' in scratch.run("check", "--format", "sarif").out
    assert "\ncontent/f000.md:" in f"\n{scratch.run('check', '--format', 'text').out}"
    assert '"path": "content/f000.md"' in scratch.run("check", "--format", "json").out
    monkeypatch.setenv("GITHUB_WORKSPACE", str(scratch.root))
    assert "file=content/f000.md," in scratch.run("check", "--format", "github").out


@pytest.mark.parametrize("command", ["check", "build"])
@pytest.mark.parametrize("form", FORMS)
def test_a_job_gets_its_summary(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch, command: str, form: str
) -> None:
    page = scratch.root / "resume.md"
    page.write_text("avant", encoding="utf-8")
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    many(scratch, 1)
    scratch.run(command, "--format", form, "-q")
    text = page.read_text(encoding="utf-8")
    assert text.startswith(f"avant\n\n### fichegen {command}\n\n1 avertissement")
    assert "<code>content/f000.md</code>" in text
    assert ("Site construit en" in text) == (command == "build")


@pytest.mark.parametrize("place", ["absent/resume.md", ".", "\0"])
def test_a_summary_that_cannot_be_written_is_told_and_changes_nothing(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch, place: str
) -> None:
    many(scratch, 1)
    if place == "\0":
        monkeypatch.setattr("fichegen.cli.speaking.os.environ", {"GITHUB_STEP_SUMMARY": place})
    else:
        monkeypatch.setenv("GITHUB_STEP_SUMMARY", place)
    ran = scratch.run("check", "--format", "text")
    assert ran.status == 0
    assert "Le résumé n'a pas pu être écrit" in ran.err
    assert "\0" not in ran.err


HOSTILE: Final = (
    "</code></td></table><script>alert(1)</script>",
    "| a | b |\n\n# titre\n\n![x](http://m.example/p.png)",
    "`` `a` ``",
    "<!-- ",
    "&lt;b&gt; @tous #1 https://m.example",
    "\u202e\x1b[31m\x00",
    "x" * 5000,
)


@pytest.mark.parametrize("words", HOSTILE)
def test_nothing_of_a_fiche_is_markup_in_a_summary(words: str) -> None:
    found = finding("FG203", Span(f"content/{words}.md"), nom=words)
    text = job_summary("fichegen check", [found, found], [])
    head, _, table = text.partition("<table>")
    assert head == "### fichegen check\n\n2 remarques.\n\n"
    assert "\n\n" not in table
    root = ET.fromstring(f"<table>{table}")
    assert [element.tag for element in root.iter()] == [
        "table", "tr", *["th"] * 5, "tr", "td", "code", *["td"] * 3, "td", "code",
    ]  # fmt: skip
    assert len(table) < 4000
    assert not {*table} & {*"\u202e\x1b\x00"}


def test_a_summary_is_bounded_and_begins_with_the_worst() -> None:
    def of(number: int) -> Finding:
        return finding("FG203", Span(f"content/f{number:03}.md"), nom="x")

    found = [of(n) for n in range(120)] + [of(7)]
    found += regraded([of(99)], {"FG203": Severity.ERROR})
    text = job_summary("t", worst_first(found), ["Une note <b>."])
    paths = re.findall(r"<tr><td><code>([^<]*)", text)
    assert len(paths) == 50
    assert paths[:3] == ["content/f099.md", "content/f007.md", "content/f000.md"]
    assert "\n\nEt 70 autres fichiers.\n\n<p>Une note &lt;b&gt;.</p>\n" in text


def test_a_summary_of_nothing_says_so() -> None:
    assert job_summary("fichegen check", [], []) == "### fichegen check\n\nRien à signaler.\n"


def test_what_most_fiches_lack_hides_nothing_in_a_summary(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = scratch.root / "resume.md"
    monkeypatch.setenv("GITHUB_STEP_SUMMARY", str(page))
    many(scratch, 60)
    for number in range(59):
        path = scratch.root / f"content/f{number:03}.md"
        path.write_text(path.read_text("utf-8").replace("## Objetifs", "## Objectifs"), "utf-8")
    scratch.run("check", "-q")
    text = page.read_text(encoding="utf-8")
    assert re.findall("FG[0-9]+, ligne", text) == ["FG202, ligne"]
    assert re.search(
        r"<p>\d+ remarques sur ce qui manque à 60 fiches : « fichegen check -v »", text
    )


# ---------------------------------------------------------------- SARIF


def sarif_of(scratch: Scratch, *more: str) -> dict[str, object]:
    (run,) = json.loads(scratch.run("check", "--format", "sarif", *more).out)["runs"]
    assert isinstance(run, dict)
    return run


def test_what_fiches_lack_is_counted_in_a_run_and_no_result(scratch: Scratch) -> None:
    many(scratch, 3)
    gaps = {*GAP_CODES.values(), SETTINGS_GAP}
    (run,) = json.loads(scratch.run("check", "--format", "sarif").out)["runs"]
    assert gaps.isdisjoint(found["ruleId"] for found in run["results"])
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    every = json.loads(scratch.run("check", "--format", "json").out)["findings"]
    count = sum(one["code"] in gaps for one in every)
    assert note["message"]["text"].startswith(f"{count} remarques sur ce qui manque aux fiches")


def test_of_more_than_a_host_takes_the_worst_are_there(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fichegen.console.sarif._MOST", 3)
    found = [finding("FG203", Span(f"content/f{number}.md"), nom="x") for number in range(9)]
    found[7:7] = regraded([found[7]], {"FG203": Severity.ERROR})
    (run,) = json.loads(render(found, "sarif", {}))["runs"]
    assert [one["level"] for one in run["results"]] == ["error", "note", "note"]
    (note,) = run["invocations"][0]["toolExecutionNotifications"]
    assert note["message"]["text"].startswith("10 constats, dont les 3 plus graves sont ici")


def test_a_run_without_a_finding_is_a_document_too(scratch: Scratch) -> None:
    many(scratch, 1)
    run = sarif_of(scratch, "-q")
    assert run["results"] == []
    assert run["automationDetails"] == {"id": "fichegen/"}


def test_rules_say_what_they_are_about(scratch: Scratch) -> None:
    many(scratch, 1)
    run: dict = sarif_of(scratch)  # type: ignore[type-arg]
    for rule in run["tool"]["driver"]["rules"]:
        assert "{" not in rule["shortDescription"]["text"]
        assert rule["fullDescription"]["text"].endswith(".")
        assert f"fichegen explain {rule['id']}" in rule["help"]["markdown"]
        assert rule["properties"]["problem.severity"] in ("error", "warning", "recommendation")


def test_a_result_is_known_again_after_an_edit_elsewhere(scratch: Scratch) -> None:
    def marks() -> list[str]:
        run: dict = sarif_of(scratch)  # type: ignore[type-arg]
        return [
            result["partialFingerprints"]["fichegen/v1"]
            for result in run["results"]
            if result["ruleId"] == "FG202"
        ]

    text = FICHE.format("a").replace("## Objetifs", "## Objetifs\n\ny\n\n## Objetifs")
    scratch.write({"content/a.md": text})
    before = marks()
    assert len(before) == len({*before}) == 2
    scratch.write({"content/a.md": text.replace("## Dates", "## Contexte\n\nz\n\n## Dates")})
    assert marks() == before


def test_words_of_a_fiche_are_no_link_in_a_message() -> None:
    found = finding("FG203", Span("a.md"), nom="[ici](https://m.example) \u202e")
    text = json.loads(render([found], "sarif", {}))["runs"][0]["results"][0]["message"]["text"]
    assert "](" not in text
    assert "\u202e" not in text

"""Every finding is explained, with an example that raises it and one that is right."""

from __future__ import annotations

import re

import pytest
from conftest import Scratch

from fichegen.cli import main
from fichegen.codes import CODES, Severity
from fichegen.diagnostics import FichegenError, Finding
from fichegen.explaining import EXAMPLES, FAMILIES, OCCASIONS, codes_of, headline, lines_of, mend
from fichegen.pipeline import survey


def found_in(scratch: Scratch, files: dict[str, str]) -> tuple[Finding, ...]:
    scratch.write(files)
    try:
        return survey(scratch.request()).findings
    except FichegenError as error:
        return (error.finding,)


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_bad_example_raises_its_finding(code: str, scratch: Scratch) -> None:
    example = EXAMPLES[code]
    found = found_in(scratch, {**dict(example.others), example.file: example.bad})
    places = {f.span.path for f in found if f.code == code}
    assert places & {example.file, "content"}, [(f.code, f.span, f.message) for f in found]


@pytest.mark.parametrize("code", EXAMPLES)
def test_the_good_example_is_right(code: str, scratch: Scratch) -> None:
    example = EXAMPLES[code]
    file = example.renamed or example.file
    found = found_in(scratch, {**dict(example.others), file: example.good})
    assert not [
        (f.code, f.span, f.message)
        for f in found
        if f.code == code or f.severity is not Severity.REMARK
    ]


@pytest.mark.parametrize("code", EXAMPLES)
def test_an_example_shows_little_and_marks_what_is_wrong(code: str) -> None:
    example = EXAMPLES[code]
    bad, good = lines_of(example)
    assert any(line.marked for line in bad) or example.renamed or not example.bad.strip()
    assert good
    assert len(bad) <= 20
    assert len(good) <= 20
    assert all(len(line.text) <= 100 for line in (*bad, *good))
    assert bool(example.renamed) == (example.bad == example.good)


def test_every_code_has_an_example_or_an_occasion() -> None:
    assert not EXAMPLES.keys() & OCCASIONS.keys()
    assert EXAMPLES.keys() | OCCASIONS.keys() == CODES.keys()
    assert {code[:3] for code in CODES} == FAMILIES.keys()


@pytest.mark.parametrize("code", CODES)
def test_every_code_is_explained(code: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", code]) == 0
    said = capsys.readouterr().out
    assert said.startswith(f"{CODES[code].severity}[{code}]")
    assert "Que faire : " in said
    assert "{" not in said.partition("Avec ")[0].partition("À corriger")[0]
    assert ("Quand : " in said) is (code in OCCASIONS)
    assert ("Corrigé, " in said) is (code in EXAMPLES)
    told = "« severites: »" in " ".join(said.split())
    assert told is (CODES[code].severity is not Severity.ERROR)


@pytest.mark.parametrize("given", ["FG301", "fg301", "301", " Fg301 ", "FG-301", "fg 301"])
def test_a_code_is_known_however_it_is_typed(
    given: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", given]) == 0
    said = capsys.readouterr().out
    assert "erreur[FG301] le ‹date› n'existe pas" in said
    assert ">   5 | Les 30 et 31 juin 2022" in said
    assert ">   5 | Les 29 et 30 juin 2022" in said


@pytest.mark.parametrize("code", CODES)
def test_what_to_do_is_told_without_an_example(code: str) -> None:
    assert "‹conseil›" not in mend(code)
    assert "‹choix›" not in mend(code)
    assert "suivez le conseil" not in mend(code)
    assert re.search("[a-zé]{4}", headline(code))


def test_several_codes_are_explained_once_each(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "301", "FG401", "fg301"]) == 0
    assert capsys.readouterr().out.count("Que faire : ") == 2


def test_without_a_code_all_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain"]) == 0
    lines = capsys.readouterr().out.splitlines()
    assert len(lines) == len(CODES) + len(FAMILIES)
    assert all(len(line) <= 100 for line in lines)
    assert [line.split()[0] for line in lines if line.startswith(" ")] == sorted(CODES)


def test_a_family_is_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["explain", "fg4"]) == 0
    said = capsys.readouterr().out
    assert "FG401" in said
    assert "FG301" not in said
    assert codes_of("FG30") == tuple(code for code in CODES if code.startswith("FG30"))


@pytest.mark.parametrize(
    ("given", "near"),
    [("FG399", "FG309"), ("erreur", ""), ("", ""), ("FG3001", ""), ("\x1b[31m", "")],
)  # fmt: skip
def test_an_unknown_code_gets_the_nearest_and_the_families(
    given: str, near: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(["explain", "FG301", given]) == 2
    said = capsys.readouterr()
    assert near in said.err
    assert "FG3  Dates et durées" in said.err
    assert said.out == ""
    assert "\x1b" not in said.err

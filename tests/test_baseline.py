"""A list of known findings: it quiets an old stock, never an error, and lives through edits."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from conftest import Scratch
from hypothesis import given
from hypothesis import strategies as st

from fichegen.baseline import BaselineError, Entry, parse, sift, stock, written
from fichegen.codes import CODES
from fichegen.diagnostics import Finding, Severity, Span, finding, regraded

FICHE = (
    "# Accueillir\n\n## Dates\n\n30 juin 2021\n\n## Objetifs\n\nx\n\n## Contact\n\nana@exemple.fr\n"
)
"""One warning, for its third heading, and remarks on what it lacks."""
LIST = "connus.json"


@pytest.fixture
def noted(scratch: Scratch) -> Scratch:
    """A project whose findings are known."""
    scratch.write({"content/a.md": FICHE, "content/b.md": FICHE.replace("Accueillir", "Aider")})
    ran = scratch.run("check", "--write-baseline", LIST)
    assert (ran.status, ran.out) == (0, "")
    assert re.match(r"\d+ constats sont notés dans connus\.json\.\n", ran.err)
    return scratch


def known(scratch: Scratch) -> int:
    return sum(parse(LIST, (scratch.root / LIST).read_bytes()).values())


@pytest.mark.parametrize("command", ["check", "build"])
def test_what_is_known_is_neither_told_nor_counted(noted: Scratch, command: str) -> None:
    ran = noted.run(command, "--strict", "--max-warnings", "0", "--baseline", LIST)
    assert (ran.status, ran.out) == (0, "")
    assert "connus ne sont pas montrés (connus.json)" in ran.err
    assert noted.run(command, "--strict").status == 1


def test_edits_elsewhere_in_a_file_change_nothing(noted: Scratch) -> None:
    above = FICHE.replace("## Dates", "## Contexte\n\nUn paragraphe\nde plus.\n\n## Dates")
    noted.write({"content/a.md": above.replace("## Objetifs\n", "##  Objetifs \n")})
    ran = noted.run("check", "--strict", "--baseline", LIST)
    assert "FG202" not in ran.out


@pytest.mark.parametrize(
    "edited",
    [
        FICHE.replace("## Objetifs", "## Objetifs\n\ny\n\n## Objetifs"),
        FICHE.replace("## Objetifs", "## Methodess"),
        FICHE.replace("## Objetifs", "## Methodess\n\ny\n\n## Objetifs"),
    ],
)
def test_what_is_new_is_told(noted: Scratch, edited: str) -> None:
    noted.write({"content/a.md": edited})
    ran = noted.run("check", "--strict", "--baseline", LIST)
    assert ran.status == 1
    assert ran.out.count("[FG202]") == 1


def test_an_error_is_told_though_its_place_is_known(noted: Scratch) -> None:
    noted.write({"content/catalogue.yml": "severites:\n  FG202: erreur\n"})
    ran = noted.run("check", "--baseline", LIST)
    assert ran.status == 1
    assert ran.out.count("erreur[FG202]") == 2


def test_no_error_is_noted(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE.replace("30 juin", "31 juin")})
    ran = scratch.run("check", "--write-baseline", LIST)
    assert ran.status == 1
    assert "FG301" in ran.out
    assert "FG301" not in (scratch.root / LIST).read_text(encoding="utf-8")
    assert scratch.run("check", "--baseline", LIST).status == 1


def test_the_list_shrinks_by_the_command_that_is_told(noted: Scratch) -> None:
    before = known(noted)
    noted.write({"content/a.md": FICHE.replace("Objetifs", "Objectifs")})
    ran = noted.run("check", "--baseline", LIST)
    gone = re.search(r"(\d+) constats? de la liste n'existe(?:nt)? plus", ran.err)
    command = re.search(r"pour l'alléger : fichegen (.*)", ran.err)
    assert gone
    assert command
    shrunk = noted.run(*command[1].split())
    assert known(noted) == before - int(gone[1])
    assert f"{gone[1]} en " in shrunk.err
    assert "n'existe" not in noted.run("check", "--baseline", LIST).err


def test_shrinking_never_takes_in_what_is_new(noted: Scratch) -> None:
    before = known(noted)
    noted.write({"content/a.md": FICHE.replace("## Objetifs", "## Objetifs\n\ny\n\n## Methodess")})
    ran = noted.run("check", "--baseline", LIST, "--write-baseline", LIST, "--strict")
    assert ran.status == 1
    assert known(noted) <= before


def test_what_a_broken_file_hides_is_not_over(noted: Scratch) -> None:
    before = (noted.root / LIST).read_bytes()
    noted.write({"content/a.md": "---\ntitre: [\n---\n"})
    ran = noted.run("check", "--baseline", LIST, "--write-baseline", LIST)
    assert ran.status == 1
    assert (noted.root / LIST).read_bytes() == before


def test_nothing_is_noted_while_the_settings_are_wrong(noted: Scratch) -> None:
    before = (noted.root / LIST).read_bytes()
    noted.write(
        {"content/catalogue.yml": "inconnu: x\n", "content/a.md": FICHE + "\n## Methodess\n\nx\n"}
    )
    assert noted.run("check", "--write-baseline", LIST).status == 2
    assert (noted.root / LIST).read_bytes() == before


def test_a_failing_check_notes_the_same_as_one_that_passes(noted: Scratch) -> None:
    """What fiches lack is told in more words where no page is published to read it on."""
    passing = (noted.root / LIST).read_bytes()
    noted.run("check", "--strict", "--write-baseline", LIST)
    assert (noted.root / LIST).read_bytes() == passing
    noted.write({"content/z.md": FICHE.replace("Accueillir", "Zèle").replace("30 juin", "31 juin")})
    out = noted.run("check", "--baseline", LIST).out
    assert {line.partition(":")[0] for line in out.splitlines() if line[:2] == "co"} == {
        "content/z.md"
    }


def test_the_list_is_for_a_whole_catalogue(noted: Scratch) -> None:
    assert noted.run("check", "content/a.md", "--write-baseline", LIST).status == 2
    ran = noted.run("check", "content/a.md", "--baseline", LIST, "--strict")
    assert (ran.status, ran.out) == (0, "")


@pytest.mark.parametrize("form", ["text", "json", "github", "sarif"])
@pytest.mark.parametrize("quiet", [(), ("-q",), ("-v",)])
def test_the_verdict_is_the_same_in_every_form(
    noted: Scratch, form: str, quiet: tuple[str, ...]
) -> None:
    noted.write({"content/a.md": FICHE + "\n## Methodess\n\nx\n"})
    common = ("check", "--format", form, *quiet, "--baseline", LIST)
    assert noted.run(*common, "--strict").status == 1
    assert noted.run(*common, "--max-warnings", "0").status == 1
    assert noted.run(*common, "--max-warnings", "1").status == 0


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff",
        b"[]",
        b"{}",
        b"[" * 100_000,
        b'{"kind": "fichegen : constats connus"}',
        b'{"kind": "fichegen : constats connus", "version": 1}',
        b'{"kind": "fichegen : constats connus", "version": 2, "findings": []}',
        b'{"kind": "fichegen : constats connus", "version": 1, "findings": [1]}',
        b'{"kind": "fichegen : constats connus", "version": 1, "findings": [{"path": "a", "code": "FG202", "mark": "x", "count": 0}]}',
        b'{"kind": "fichegen : constats connus", "version": 1, "findings": [{"path": "a", "code": "FG202", "mark": "x", "count": true}]}',
        b'{"kind": "fichegen : constats connus", "version": 1, "findings": [{"path": "a", "code": "FG202", "mark": "x"}]}',
        None,
    ],
)  # fmt: skip
def test_a_list_that_is_none_is_told(scratch: Scratch, body: bytes | None) -> None:
    scratch.write({"content/a.md": FICHE})
    if body is not None:
        scratch.write({LIST: body})
    for command in ("check", "build"):
        ran = scratch.run(command, "--baseline", LIST)
        assert ran.status == 2
        assert f"{LIST}:1:1: erreur[FG610]" in ran.out
    assert not scratch.site.exists()


def test_an_entry_told_twice_is_a_damage(noted: Scratch) -> None:
    lines = (noted.root / LIST).read_text(encoding="utf-8").split("\n")
    lines.insert(4, lines[4])
    noted.write({LIST: "\n".join(lines)})
    assert "[FG610]" in noted.run("check", "--baseline", LIST).out


def test_no_other_file_is_written_over(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE, LIST: '{"a": 1}'})
    assert scratch.run("check", "--write-baseline", LIST).status == 2
    assert (scratch.root / LIST).read_text(encoding="utf-8") == '{"a": 1}'
    assert scratch.run("check", "--write-baseline", "content").status == 2


def test_an_entry_is_a_line_and_tells_no_line_number(noted: Scratch) -> None:
    text = (noted.root / LIST).read_text(encoding="utf-8")
    rows = [json.loads(line.rstrip(",")) for line in text.split("\n") if line.startswith('{"')]
    assert all(row.keys() == {"path", "code", "mark", "count"} for row in rows)
    assert rows == sorted(rows, key=lambda row: (row["path"], row["code"], row["mark"]))
    assert json.loads(text)["findings"] == rows


PLACES = st.builds(Span, st.sampled_from(["a.md", "b.md"]), st.integers(1, 4))
FINDINGS = st.lists(
    st.builds(
        lambda span, other, name, weight: regraded(
            [finding("FG505", span, other, nom=name, autre="x", ailleurs=other.at)], {"FG505": weight}
        )[0],
        PLACES, PLACES, st.sampled_from(["x", "y"]), st.sampled_from([*Severity]),
    ),
    max_size=12,
)  # fmt: skip
TEXTS = {"a.md": "un\ndeux\nun\n", "b.md": "un"}


@given(FINDINGS)
def test_a_list_quiets_all_it_was_made_from_but_errors(findings: list[Finding]) -> None:
    known = parse("l", written(stock(findings, TEXTS)))
    sifted = sift(findings, known, TEXTS)
    assert {*sifted.told} <= {f for f in findings if f.severity is Severity.ERROR}
    assert len(sifted.told) + len(sifted.quiet) == len(findings)
    assert sifted.gone == 0
    assert dict(sifted.left) == dict(known)


@given(FINDINGS, FINDINGS)
def test_a_list_quiets_no_more_than_it_holds(findings: list[Finding], later: list[Finding]) -> None:
    known = stock(findings, TEXTS)
    sifted = sift(later, known, TEXTS)
    assert len(sifted.quiet) <= sum(known.values())
    assert sum(sifted.left.values()) == sum(known.values()) - sifted.gone
    assert {*sifted.left} <= {*known}


@given(FINDINGS, st.integers(1, 50))
def test_lines_added_above_change_no_entry(findings: list[Finding], more: int) -> None:
    def lower(span: Span) -> Span:
        return Span(span.path, span.line + more, span.col, span.width)

    moved = [
        finding("FG505", lower(f.span), lower(f.others[0]),
                **(dict(f.values) | {"ailleurs": lower(f.others[0]).at}))
        for f in findings
    ]  # fmt: skip
    texts = {path: "\n" * more + text for path, text in TEXTS.items()}
    plain = regraded(findings, {"FG505": CODES["FG505"].severity})
    assert stock(moved, texts) == stock(plain, TEXTS)


@given(st.binary(max_size=60))
def test_whatever_a_file_holds_is_a_list_or_told(body: bytes) -> None:
    with pytest.raises(BaselineError):
        parse("l", body)


def test_marks_are_the_same_on_every_machine() -> None:
    found = finding("FG202", Span("content/a.md", 2), nom="Objetifs", proche="Objectifs")
    assert [*stock([found], {"content/a.md": "x\n##  Objetifs"})] == [
        Entry("content/a.md", "FG202", "618af3611503f5d9")
    ]


def test_a_name_that_a_shell_would_split_is_quoted(scratch: Scratch) -> None:
    scratch.write({"content/a.md": FICHE})
    name = "mes constats.json"
    scratch.run("check", "--write-baseline", name)
    scratch.write({"content/a.md": FICHE.replace("Objetifs", "Objectifs")})
    assert (
        f"--baseline '{name}' --write-baseline '{name}'"
        in scratch.run("check", "--baseline", name).err
    )
    assert Path(scratch.root / name).is_file()

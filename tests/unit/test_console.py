"""What a terminal shows: places, excerpts, counts, and nothing it would obey."""

from __future__ import annotations

import json

import click
import pytest

from fichegen.console import inert, render, summary, table
from fichegen.diagnostics import Finding, Severity, Span, finding, regraded


def excerpt(line: str, col: int, width: int) -> tuple[str, str]:
    """Give the quoted line and the line of carets, without the margin."""
    found = finding("FG102", Span("f.md", 1, col, width))
    lines = click.unstyle(render([found], "text", {"f.md": line})).split("\n")
    return lines[1].removeprefix("    1 | "), lines[2].removeprefix("      | ")


@pytest.mark.parametrize(
    "command", ["##[stop-commands]x", "##vso[task.complete]", "##VSO[x]y", "##teamcity[message]"]
)
def test_no_words_are_a_command_to_a_build_server(command: str) -> None:
    assert inert(f"a {command}") == f"a {command.replace('##', '## ')}"
    assert inert("## Public") == "## Public"


def test_no_name_of_a_file_is_a_command_to_a_build_server() -> None:
    found = finding("FG102", Span("::error::x.md"))
    assert click.unstyle(render([found], "text", {})).startswith("./::error::x.md:1:1: ")


@pytest.mark.parametrize(
    ("line", "col", "width", "carets"),
    [
        ("abcdef", 1, 2, "^^"),
        ("abcdef", 3, 2, "  ^^"),
        ("abcdef", 5, 99, "    ^^"),
        ("abcdef", 7, 1, "      ^"),
        ("abcdef", 40, 1, "      ^"),
        ("\tabc", 2, 3, " ^^^"),
        ("日本 abc", 4, 3, "     ^^^"),
        ("日本", 1, 2, "^^^^"),
        ("e\u0301te\u0301 abc", 7, 3, "    ^^^"),
        ("a\x07b", 3, 1, "       ^"),
    ],
)
def test_carets_stand_under_the_place(line: str, col: int, width: int, carets: str) -> None:
    shown, under = excerpt(line, col, width)
    assert under == carets
    assert shown == line.replace("\t", " ").replace("\x07", "\\u0007")


def test_a_long_line_is_cut_around_the_place() -> None:
    line = "a" * 300 + "bcd" + "e" * 300
    shown, under = excerpt(line, 301, 3)
    assert shown.startswith("…")
    assert shown.endswith("…")
    assert len(shown) == 102
    assert shown[under.index("^") : under.rindex("^") + 1] == "bcd"


def test_a_long_line_is_whole_at_its_ends() -> None:
    line = "bcd" + "a" * 300
    assert excerpt(line, 1, 3) == (line[:100] + "…", "^^^")
    shown, under = excerpt(line[::-1], 301, 3)
    assert shown.endswith("dcb")
    assert shown[under.index("^") :] == "dcb"


def test_carets_do_not_run_out_of_the_excerpt() -> None:
    shown, under = excerpt("a" * 300, 1, 300)
    assert len(under) == len(shown) - 1


@pytest.mark.parametrize("line", ["", "   "])
def test_there_is_no_excerpt_where_there_is_nothing_to_show(line: str) -> None:
    found = finding("FG102", Span("f.md", 1))
    assert "|" not in render([found], "text", {"f.md": line})
    assert "|" not in render([finding("FG102", Span("f.md", 9))], "text", {"f.md": "x"})


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("\x1b[31mrouge", "\\u001b[31mrouge"),
        ("a\rb\x00", "a\\u000db\\u0000"),
        ("a\u202eb\u2066", "a\\u202eb\\u2066"),
        ("a\u0085\u2028", "a\\u0085\\u2028"),
        ("\udcff", "\\udcff"),
        ("été « œ »\u00a0!", "été « œ »\u00a0!"),
    ],
)
def test_control_characters_are_shown_by_name(text: str, shown: str) -> None:
    assert inert(text) == shown


def evil(words: str) -> Finding:
    return finding("FG203", Span(f"{words}.md"), Span(f"{words}2.md"), nom=words)


@pytest.mark.parametrize("form", ["text", "github"])
def test_no_finding_speaks_to_the_terminal(form: str) -> None:
    words = "\x1b]0;titre\x07\r::error::\u202e"
    shown = click.unstyle(render([evil(words)], form, {f"{words}.md": words}))
    assert not set(shown) & set("\x1b\x07\r\u202e")


def test_an_annotation_cannot_begin_another() -> None:
    (line,) = render([evil("a,b:c%\n::error::d")], "github", {}).splitlines()
    assert line.startswith("::notice file=a%2Cb%3Ac%25\\u000a%3A%3Aerror%3A%3Ad.md,line=1,col=1,")


def test_json_counts_and_tells_all_places() -> None:
    document = json.loads(render([evil("x")], "json", {}))
    assert document["counts"] == {"erreur": 0, "avertissement": 0, "remarque": 1}
    (found,) = document["findings"]
    assert (found["path"], found["others"][0]["path"]) == ("x.md", "x2.md")


def test_a_summary_counts_by_weight() -> None:
    remarks = [evil("a"), evil("b")]
    (error,) = regraded([evil("c")], {"FG203": Severity.ERROR})
    assert summary([*remarks, error]) == "1 erreur, 2 remarques"
    assert summary([]) == ""


def test_a_table_is_aligned_inert_and_folded() -> None:
    rows = [("a", "x" * 100), ("bcd", "\x1b")]
    first, end, second = table(rows, width=50, folds=1).split("\n")
    assert first == "a    " + "x" * 45
    assert end == "     …" + "x" * 44
    assert second == "bcd  \\u001b"

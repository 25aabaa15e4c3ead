"""`check --fix`: certain fixes only, in the chosen files only, and nothing else of them is touched."""

from __future__ import annotations

import errno
import json
import os
import stat
from pathlib import Path

import pytest
from conftest import Scratch
from fixing import teach
from hypothesis import given
from hypothesis import strategies as st

from fichegen import desk
from fichegen.intake import take
from fichegen.mending import mend
from fichegen.sources import Role, SourceFile, decode

HEAD = "# Accueillir\n\n## Dates\n\n30 juin 2021\n\n## Contact\n\nana@exemple.fr\n\n## Contexte\n\n"
"""A fiche up to its last section."""


def fiche(words: str, title: str = "Accueillir") -> str:
    return f"{HEAD.replace('Accueillir', title)}{words}\n"


@pytest.fixture
def taught(scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    """A project whose checks are certain of some fixes."""
    teach(monkeypatch)
    return scratch


def body(scratch: Scratch, name: str = "a") -> bytes:
    return (scratch.root / f"content/{name}.md").read_bytes()


def test_a_fix_is_made_shown_and_counted(taught: Scratch) -> None:
    taught.write({"content/a.md": fiche("une colour, la ﬁn")})
    ran = taught.run("check", "--fix")
    assert body(taught) == fiche("une couleur, la fin").encode()
    assert ran.status == 0
    assert ran.out.startswith(
        "--- content/a.md\n+++ content/a.md\n@@ -11,3 +11,3 @@\n ## Contexte\n \n"
        "-une colour, la ﬁn\n+une couleur, la fin\n"
    )
    assert "FG203" not in ran.out
    assert ran.err.startswith("2 corrections faites dans 1 fichier.\n")


def test_a_second_time_there_is_nothing_to_do(taught: Scratch) -> None:
    taught.write({"content/a.md": fiche("colour aaaa ﬁ")})
    taught.run("check", "--fix")
    once, seen = body(taught), (taught.root / "content/a.md").stat()
    ran = taught.run("check", "--fix")
    assert body(taught) == once
    assert (taught.root / "content/a.md").stat().st_ino == seen.st_ino
    assert ran.err.startswith("Aucune correction certaine à faire.\n")


def test_a_difference_alone_writes_nothing_and_is_what_the_fix_does(taught: Scratch) -> None:
    taught.write({"content/a.md": fiche("colour aaaa ﬁ"), "content/b.md": fiche("ﬁ", "Aider")})
    before = body(taught)
    seen = taught.run("check", "--diff")
    assert body(taught) == before
    assert "« fichegen check --fix » les fait" in seen.err
    assert "FG203" in seen.out
    made = taught.run("check", "--fix")
    shown = [line for line in made.out.split("\n") if line[:1] in "-+@"]
    assert shown == [line for line in seen.out.split("\n") if line[:1] in "-+@"]


def test_fixing_and_only_showing_are_one_or_the_other(taught: Scratch) -> None:
    assert taught.run("check", "--fix", "--diff").status == 2


@pytest.mark.parametrize(
    ("arguments", "mended"),
    [((), "ab"), (("content/a.md",), "a"), (("content/b.md",), "b"), (("content",), "ab")],
)
def test_only_the_files_asked_for(taught: Scratch, arguments: tuple[str, ...], mended: str) -> None:
    taught.write({"content/a.md": fiche("ﬁ"), "content/b.md": fiche("ﬁ", "Aider")})
    taught.run("check", "--fix", *arguments)
    assert [name for name in "ab" if "ﬁ" not in body(taught, name).decode()] == [*mended]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("mark", ["", "\ufeff"])
def test_marks_line_ends_and_rights_of_a_file_stay(taught: Scratch, end: str, mark: str) -> None:
    raw = (mark + fiche("la ﬁn").rstrip("\n")).replace("\n", end).encode()
    taught.write({"content/a.md": raw})
    path = taught.root / "content/a.md"
    path.chmod(0o640)
    assert taught.run("check", "--fix").status == 0
    assert body(taught) == raw.replace("ﬁ".encode(), b"fi")
    assert stat.S_IMODE(path.stat().st_mode) == 0o640
    assert [entry.name for entry in path.parent.iterdir()] == ["a.md"]


def test_a_sign_that_makes_a_file_unreadable_is_taken_out(scratch: Scratch) -> None:
    raw = fiche("mot\x07 de plus").replace("\n", "\r\n").encode()
    scratch.write({"content/a.md": raw})
    assert scratch.run("check").status == 1
    ran = scratch.run("check", "--fix")
    assert ran.status == 0
    assert "-mot\\u0007 de plus" in ran.out
    assert body(scratch) == raw.replace(b"\x07", b"")


def test_another_encoding_is_refused(taught: Scratch) -> None:
    raw = fiche("colour été").encode("latin-1", "replace")
    taught.write({"content/a.md": raw})
    assert taught.run("check", "--fix").status == 1
    assert body(taught) == raw


def test_what_is_left_gives_the_verdict(taught: Scratch) -> None:
    taught.write({"content/a.md": fiche("ﬁ").replace("30 juin", "31 juin")})
    ran = taught.run("check", "--fix")
    assert ran.status == 1
    assert "FG301" in ran.out
    assert "FG203" not in ran.out


def test_a_protected_file_is_told_and_the_others_go_on(taught: Scratch) -> None:
    taught.write({"content/a.md": fiche("ﬁ"), "content/b.md": fiche("ﬁ", "Aider")})
    (taught.root / "content/a.md").chmod(0o444)
    ran = taught.run("check", "--fix")
    assert ran.status == 2
    assert (
        "erreur[FG804] content/a.md n'a pas pu être écrit (il est protégé en écriture)" in ran.out
    )
    assert body(taught) == fiche("ﬁ").encode()
    assert body(taught, "b") == fiche("fi", "Aider").encode()


def test_a_full_disk_is_told_and_loses_nothing(
    taught: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught.write({"content/a.md": fiche("ﬁ")})

    def full(_descriptor: int) -> None:
        raise OSError(errno.ENOSPC, "")

    monkeypatch.setattr(os, "fsync", full)
    ran = taught.run("check", "--fix")
    assert ran.status == 2
    assert "(le disque est plein)" in ran.out
    assert body(taught) == fiche("ﬁ").encode()
    assert [path.name for path in (taught.root / "content").iterdir()] == ["a.md"]


def test_what_was_saved_meanwhile_is_not_written_over(
    taught: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    taught.write({"content/a.md": fiche("ﬁ")})
    path, read = taught.root / "content/a.md", desk.read

    def read_and_save(file: Path, shown: str) -> bytes:
        held = read(file, shown)
        path.write_bytes(held + b"encore\n")
        return held

    monkeypatch.setattr(desk, "read", read_and_save)
    ran = taught.run("check", "--fix")
    assert "il vient de changer" in ran.out
    assert body(taught) == fiche("ﬁ").encode() + b"encore\n"


def test_a_link_is_not_written_through(tmp_path: Path) -> None:
    kept = tmp_path / "ailleurs.md"
    kept.write_bytes(b"a")
    link = tmp_path / "a.md"
    link.symlink_to(kept)
    with pytest.raises(desk.DeskError, match="c'est un lien"):
        desk.rewrite(link, b"a", b"b", "a.md")
    assert kept.read_bytes() == b"a"


def test_a_run_that_was_killed_does_not_stand_in_the_way(tmp_path: Path) -> None:
    path = tmp_path / "a.md"
    path.write_bytes(b"a")
    (tmp_path / f".a.md.fichegen-{os.getpid()}").write_bytes(b"reste")
    desk.rewrite(path, b"a", b"b", "a.md")
    assert path.read_bytes() == b"b"
    assert [*tmp_path.iterdir()] == [path]


def test_every_form_says_what_can_be_fixed(taught: Scratch) -> None:
    taught.write({"content/a.md": fiche("la ﬁn")})
    assert "corrigé par « fichegen check --fix »" in taught.run("check").out
    (found,) = (
        found
        for found in json.loads(taught.run("check", "--format", "json").out)["findings"]
        if found["code"] == "FG203"
    )
    assert found["fix"] == "fi"
    (result,) = (
        result
        for result in json.loads(taught.run("check", "--format", "sarif").out)["runs"][0]["results"]
        if result["ruleId"] == "FG203"
    )
    (change,) = result["fixes"][0]["artifactChanges"]
    assert change["artifactLocation"] == {"uri": "content/a.md"}
    assert change["replacements"] == [
        {
            "deletedRegion": {"startLine": 13, "startColumn": 4, "endColumn": 5},
            "insertedContent": {"text": "fi"},
        }
    ]


def test_a_program_gets_its_document_and_nothing_else(taught: Scratch) -> None:
    taught.write({"content/a.md": fiche("la ﬁn")})
    assert json.loads(taught.run("check", "--fix", "--format", "json").out)["version"] == 1
    assert "ﬁ" not in body(taught).decode()


def test_what_a_fiche_says_is_no_command_in_the_difference(taught: Scratch) -> None:
    taught.write({"content/a.md": fiche("::error::x ﬁ\n##[error]y ﬁ\n\x1b".replace("\x1b", "z"))})
    out = taught.run("check", "--diff", "--format", "github").out
    before, token, quoted = out.partition("::stop-commands::")
    assert (before, bool(token)) == ("", True)
    name, _, rest = quoted.partition("\n")
    inside, _, _ = rest.partition(f"\n::{name}::\n")
    assert "::error::x fi" in inside
    assert f"::{name}::" not in inside


def test_the_difference_is_set_apart_in_a_github_job_whatever_the_form(
    taught: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GITHUB_ACTIONS", "true")
    taught.write({"content/a.md": fiche("::error::x ﬁ")})
    out = taught.run("check", "--diff", "--format", "text").out
    assert out.startswith("::stop-commands::fichegen-")
    assert out.index("+::error::x fi") < out.index("\n::fichegen-")


def test_a_long_line_is_shown_around_its_first_change(taught: Scratch) -> None:
    taught.write({"content/a.md": fiche(f"{'mot ' * 50_000}la ﬁn{' mot' * 50_000}")})
    out = taught.run("check", "--diff").out
    before, after = (line for line in out.split("\n") if line[:2] in ("-…", "+…"))
    assert ("la ﬁn mot" in before, "la fin mot" in after) == (True, True)
    assert max(map(len, out.split("\n"))) < 400
    assert "\\ Une ligne de plus de 300 signes est coupée autour de son premier changement" in out


def test_a_file_of_two_names_is_left_as_it_is(taught: Scratch) -> None:
    taught.write({"content/a.md": fiche("ﬁ"), "content/b.md": fiche("ﬁ", "Aider")})
    other = taught.root / "autre.md"
    other.hardlink_to(taught.root / "content/a.md")
    ran = taught.run("check", "--fix")
    assert ran.status == 2
    assert (
        "il a un second nom ailleurs, par un lien physique : faites-en une vraie copie" in ran.out
    )
    assert body(taught) == other.read_bytes() == fiche("ﬁ").encode()
    assert body(taught, "b") == fiche("fi", "Aider").encode()


def test_a_fix_that_would_break_the_file_is_neither_told_nor_made(scratch: Scratch) -> None:
    raw = "titre: T\npublic: \u200b[tous] ou presque\ncontact: ana@exemple.fr\n"
    scratch.write({"content/a.yml": raw})
    seen = scratch.run("check")
    assert "FG119" in seen.out
    assert "corrigé par" not in seen.out
    ran = scratch.run("check", "--fix")
    assert ran.err.startswith("Aucune correction certaine à faire.\n")
    assert (scratch.root / "content/a.yml").read_text() == raw


def test_all_is_mended_at_once(scratch: Scratch) -> None:
    scratch.write({"content/a.md": fiche("un\u200b mot\n" * 500 + "mot\x07" * 15_000)})
    assert scratch.run("check", "--fix").err.startswith(
        "15500 corrections faites dans 1 fichier.\n"
    )
    assert body(scratch) == fiche("un mot\n" * 500 + "mot" * 15_000).encode()


def test_no_message_is_longer_than_anybody_reads(scratch: Scratch) -> None:
    scratch.write({"content/a.md": f"# T\n\n## Statut\n\n{'mot ' * 200_000}\n"})
    out = scratch.run("check", "-v").out
    assert "FG208" in out
    assert max(map(len, out.split("\n"))) < 500


WORDS = st.sampled_from([
    "ﬁn", "oﬃce", "cafe\u0301", "â€™", "Ã©tÃ©", "lâ€™été", "☞", "- ☞ ", "- - ", "➢", "\uf0b7 ", "\u00ad", "\u200b",
    "\u202e", "\u2069", "\ufeff", "\x07", "\x0b", "\x92", "\x00", "\n", "\n\n", "\r\n", "\r", "- ", "* ", "## ", "---\n", "titre: ", "mot", " ", "é", "’", "`", "\\",
    "[a](b)", "<!--", "-->", "|",
])  # fmt: skip
"""What is met in a text copied from Word, and signs that Markdown and YAML obey."""


@given(st.lists(WORDS, max_size=30), st.sampled_from(["a.md", "a.yml"]))
def test_fixing_twice_is_fixing_once_whatever_the_fiche_holds(pieces: list[str], name: str) -> None:
    raw = (HEAD + "".join(pieces)).encode()

    def mended(held: bytes) -> bytes:
        text, signs = decode(name, held)
        found = take(SourceFile(name, Role.FICHE, text)).findings if text else ()
        return mend(name, Role.FICHE, held, (*signs, *found)).body

    once = mended(raw)
    assert mended(once) == once
    assert once.count(b"\r") == raw.count(b"\r")
    assert decode(name, once)[0] is not None or decode(name, raw)[0] is None

"""Fixes find their places again in what a file holds, and nothing else of it changes."""

from __future__ import annotations

import subprocess
from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from fixing import FAULTS, MENDED, faults, teach
from hypothesis import given
from hypothesis import strategies as st

from fichegen.diagnostics import Finding, Span, finding, with_fix
from fichegen.mending import Mended, difference, mend
from fichegen.sources import Role, decode


@pytest.fixture(autouse=True)
def _taught() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        teach(patch)
        yield


def mended(body: bytes) -> bytes:
    """Give what becomes of a fiche with faults."""
    text, signs = decode("f.md", body)
    return mend("f.md", Role.FICHE, body, (*signs, *faults("f.md", text or ""))).body


def placed(line: int, col: int, width: int, fix: str) -> Finding:
    return with_fix(finding("FG203", Span("f.md", line, col, width), nom="x"), fix)


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("la ﬁn", "la fin"),
        ("\ufeffﬁn", "\ufefffin"),
        ("# T\r\n\r\nla ﬁn\r\n", "# T\r\n\r\nla fin\r\n"),
        ("# T\r\rla ﬁn", "# T\r\rla fin"),
        ("a\r\nb\rc\nla ﬁn\r", "a\r\nb\rc\nla fin\r"),
        ("a\u2028b\u0085ﬁn", "a\u2028b\u0085fin"),
        ("ﬁ colour ﬁ\nﬁ", "fi couleur fi\nfi"),
        ("\U0001f600 ﬁ\te\u0301ﬁ ", "\U0001f600 fi\te\u0301fi "),
        ("baaaac", "bac"),
    ],
)
def test_only_the_place_changes(before: str, after: str) -> None:
    assert mended(before.encode()) == after.encode()


@pytest.mark.parametrize(
    "line", ["\u202eﬁn", "un \u202eﬁ\u202c \u2066la ﬁn", "\u202e\u202e\u202eﬁ", "x\u202e ﬁ"]
)
def test_signs_taken_out_when_it_was_read_do_not_shift_a_place(line: str) -> None:
    """They are counted by nothing but the finding that tells of them."""
    rest = mended(f"\ufeffa\u202e\r\n{line}\r\n".encode()).decode()
    assert "ﬁ" not in rest
    assert [sign for sign in rest if sign not in "\u202e\u202c\u2066"] == [
        sign
        for sign in f"\ufeffa\r\n{line}\r\n".replace("ﬁ", "fi")
        if sign not in "\u202e\u202c\u2066"
    ]


def test_a_fault_with_such_a_sign_in_it_waits_until_the_sign_has_gone() -> None:
    body = "x\u202ec\u202eolour".encode()
    (fault,) = faults("f.md", "xcolour")
    assert mend("f.md", Role.FICHE, body, [fault]) == Mended(b"xcouleur", 3)


def test_a_file_that_cannot_be_read_for_a_sign_is_mended_on() -> None:
    body = "\ufeffun\x07 \u202e\x07 ﬁ\r\n".encode()
    text, found = decode("f.md", body)
    assert text is None
    after = mend("f.md", Role.FICHE, body, found).body.decode()
    assert after == "\ufeffun  fi\r\n"


@pytest.mark.parametrize(
    "found",
    [
        placed(9, 1, 1, "x"),
        placed(1, 3, 9, "x"),
        placed(1, 99, 1, "x"),
        placed(1, 1, 2, "x\ny"),
        placed(1, 1, 2, "\x00"),
        placed(1, 1, 2, "ab"),
        finding("FG203", Span("f.md", 1, 1, 2), nom="x"),
    ],
)
def test_a_place_that_is_not_there_and_words_that_are_no_text_change_nothing(
    found: Finding,
) -> None:
    body = b"\xef\xbb\xbfabcd\r\n"
    assert mend("f.md", Role.FICHE, body, [found]).body == body
    assert mend("f.md", Role.FICHE, body, [found]).fixes == 0


def test_of_fixes_that_meet_the_first_is_made() -> None:
    found = [placed(1, 2, 2, "X"), placed(1, 3, 2, "Y"), placed(1, 4, 1, "Z")]
    assert mend("f.md", Role.FICHE, b"abcde", found).body == b"aXZe"


def test_a_file_in_another_encoding_is_left_alone() -> None:
    body = "été colour".encode("latin-1")
    assert mend("f.md", Role.FICHE, body, [placed(1, 5, 6, "couleur")]).body == body


def test_fixes_that_undo_one_another_come_to_an_end(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(MENDED, "ﬁ", "colour")
    monkeypatch.setitem(MENDED, "colour", "ﬁ")
    assert mended("un ﬁ".encode()) in ("un ﬁ".encode(), b"un colour")


SIGNS = st.sampled_from(
    ["a", "b", "é", "ﬁ", "colour", "\r\n", "\r", "\n", "\u202e", "\u2069", "\u2028", "\x85", " ", "😀", "-", "#"]
)  # fmt: skip


@given(st.booleans(), st.lists(SIGNS, max_size=40))
def test_mending_twice_is_mending_once(mark: bool, pieces: list[str]) -> None:
    body = f"{chr(0xFEFF) if mark else ''}{''.join(pieces)}".encode()
    once = mended(body)
    assert mended(once) == once


@given(st.booleans(), st.lists(SIGNS, max_size=40))
def test_what_is_no_fault_stays_byte_for_byte(mark: bool, pieces: list[str]) -> None:
    raw = f"{chr(0xFEFF) if mark else ''}{''.join(pieces)}"
    text, signs = decode("f.md", raw.encode())
    if text is None:
        assert mended(raw.encode()) == raw.encode()
        return
    after = mended(raw.encode()).decode()
    if not signs:  # the oracle: in a text without such signs a fault is where it is seen
        expected = raw
        while FAULTS.search(expected):
            expected = FAULTS.sub(lambda fault: MENDED[fault[0]], expected)
        assert after == expected
        assert not FAULTS.search(decode("f.md", after.encode())[0] or "")
    assert [*filter("\r\n\ufeff\u2028\x85".__contains__, after)] == [
        *filter("\r\n\ufeff\u2028\x85".__contains__, raw)
    ]


LINES = st.lists(st.sampled_from(["ﬁn", "a", "b", "", "colour"]), min_size=1, max_size=30)


def applied(folder: Path, before: bytes, shown: Sequence[str]) -> bytes:
    """Let git apply a difference."""
    (folder / "f.md").write_bytes(before)
    subprocess.run(
        ["git", "apply", "-p0", "-"],
        input="\n".join((*shown, "")).encode(),
        cwd=folder,
        check=True,
    )
    return (folder / "f.md").read_bytes()


@given(LINES, st.booleans())
def test_git_applies_the_difference_that_is_shown(
    tmp_path_factory: pytest.TempPathFactory, lines: list[str], ended: bool
) -> None:
    before = ("\n".join(["x", *lines]) + ("\n" if ended else "")).encode()
    after = mended(before)
    shown = difference("f.md", before, after)
    if before == after:
        assert not shown
        return
    assert applied(tmp_path_factory.mktemp("difference"), before, shown) == after


STATES = st.lists(st.sampled_from("abc"), max_size=20).map(lambda lines: "\n".join(["x", *lines]))


@given(STATES, STATES, st.booleans(), st.booleans())
def test_git_applies_the_difference_of_any_two_states(
    tmp_path_factory: pytest.TempPathFactory, old: str, new: str, was_ended: bool, ended: bool
) -> None:
    before, after = f"{old}{was_ended * chr(10)}".encode(), f"{new}{ended * chr(10)}".encode()
    shown = difference("f.md", before, after)
    assert bool(shown) == (before != after)
    if shown:
        assert applied(tmp_path_factory.mktemp("difference"), before, shown) == after

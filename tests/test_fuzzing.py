"""Fuzzing in the bounded form, and what shows that a fault would be seen."""

from __future__ import annotations

import random
import time
from pathlib import Path

import pytest
from trust import fuzzing, targets
from trust.mutations import by_characters, edited, repacked

from fichegen.diagnostics import Span, finding


@pytest.mark.slow
def test_whatever_befalls_a_source_is_answered(tmp_path: Path) -> None:
    figures = fuzzing.run(0.05, 5, tmp_path, print)
    assert len(figures) == 7
    assert [failure for figure in figures for failure in figure.failed] == []
    characters, edits, *drawn, documents = figures
    assert characters.tried > 500
    assert edits.tried == 250
    assert [figure.tried for figure in drawn] == [100] * 4
    assert documents.tried == 50


def test_characters_are_deleted_and_doubled() -> None:
    assert [text for _, text in by_characters("ab")] == ["b", "aab", "a", "abb"]


def test_edits_can_be_made_again() -> None:
    source = b"# T\n\n## Dates\n\n15 novembre 2021\n" * 5
    made = [edited(source, random.Random(n)) for n in range(60)]
    assert made == [edited(source, random.Random(n)) for n in range(60)]
    assert len({*made}) > 50
    document = fuzzing.DOCUMENTS[0].read_bytes()
    assert repacked(document, random.Random(1)) != document


def _raising(_data: bytes) -> tuple[()]:
    raise ValueError("x")


def _outside(_data: bytes) -> tuple[object, ...]:
    return (finding("FG102", Span("f.md", 9, 1)),)


def _slow(_data: bytes) -> tuple[()]:
    started = time.process_time()
    while time.process_time() - started < targets.SECONDS * 1.1:
        pass
    return ()


@pytest.mark.parametrize("target", [_raising, _outside, _slow])
def test_a_fault_is_seen(monkeypatch: pytest.MonkeyPatch, target: object) -> None:
    monkeypatch.setitem(targets.TARGETS, "fautif", target)
    assert len([*targets.faults("fautif", b"# T\n")]) == 1
    assert [*targets.faults("titres", b"# T\n")] == []

"""What the command of the long trials tells, and how it ends."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from trust import __main__ as trust
from trust.figures import Figure

FINE = Figure(what="coups | portés", tried=7)
LOST = Figure(what="arrêts", tried=3, failed=("le 2e",), note="dont un à froid")


@pytest.fixture
def parts(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> list[tuple[float, int]]:
    """Two parts in place of the real ones; gives what they were asked."""
    asked: list[tuple[float, int]] = []

    def part(figure: Figure) -> ModuleType:
        def run(
            scale: float, seed: int, scratch: Path, say: Callable[[str], None]
        ) -> tuple[Figure, ...]:
            assert scratch.is_dir()
            asked.append((scale, seed))
            return (figure,)

        module = ModuleType("part")
        module.run = run  # type: ignore[attr-defined]
        return module

    monkeypatch.setattr(trust, "PARTS", ("fine", "lost"))
    monkeypatch.setitem(sys.modules, "trust.fine", part(FINE))
    monkeypatch.setitem(sys.modules, "trust.lost", part(LOST))
    page = tmp_path / "reliability.md"
    page.write_text("# A\n<!-- figures -->\nold\n<!-- end of figures -->\nB\n", encoding="utf-8")
    monkeypatch.setattr(trust, "PAGE", page)
    return asked


def test_every_failure_is_told_and_fails(
    parts: list[tuple[float, int]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert trust.main(["--echelle", "0.5", "--graine", "9"]) == 1
    assert parts == [(0.5, 9), (0.5, 9)]
    out = capsys.readouterr().out
    fine, lost = (
        row.split(" | ") for row in out.splitlines() if row.startswith(("| fine", "| lost"))
    )
    assert fine[1:4] == ["coups / portés", "7", "0"]
    assert lost[1:4] == ["arrêts", "3", "1"]
    assert "×0.5, seed 9" in lost[5]
    assert lost[6] == "dont un à froid |"
    assert "lost : arrêts : le 2e" in out
    assert "old" in trust.PAGE.read_text(encoding="utf-8")


def test_a_part_that_runs_alone_leaves_what_is_known_of_the_others(
    parts: list[tuple[float, int]], capsys: pytest.CaptureFixture[str]
) -> None:
    assert trust.main(["--ecrire"]) == 1
    assert trust.main(["fine", "--ecrire", "--graine", "4"]) == 0
    assert len(parts) == 3
    page = trust.PAGE.read_text(encoding="utf-8")
    assert page.startswith("# A\n<!-- figures -->\n| Part ")
    assert page.endswith("|\n<!-- end of figures -->\nB\n")
    rows = [row for row in page.splitlines() if row.startswith(("| fine", "| lost"))]
    assert [row.rpartition("seed ")[2][0] for row in rows] == ["4", "1"]
    assert "old" not in page


def test_a_part_that_is_not_there_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        trust.main(["rien"])
    assert ended.value.code == 2
    assert "partie inconnue : rien" in capsys.readouterr().err


@pytest.mark.parametrize("part", trust.PARTS)
def test_every_part_is_there(part: str) -> None:
    assert (Path(trust.__file__).parent / f"{part}.py").is_file()

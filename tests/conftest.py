"""What tests share: the seed, projects in scratch folders, the command line in this process."""

from __future__ import annotations

import datetime as dt
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

import pytest

from fichegen.cli import main
from fichegen.project import Project
from fichegen.request import Request

ROOT = Path(__file__).parent.parent
SEED = ROOT / "content" / "aller-vers-module-1.md"
TODAY = dt.date(2021, 9, 1)


@dataclass(frozen=True)
class Ran:
    """What a command did."""

    status: int
    out: str
    err: str


@dataclass(frozen=True)
class Scratch:
    """A project in a folder of its own."""

    root: Path
    run: Callable[..., Ran]

    @property
    def site(self) -> Path:
        return self.root / "site"

    def write(self, files: Mapping[str, str | bytes]) -> None:
        for name, body in files.items():
            path = self.root / name
            path.parent.mkdir(parents=True, exist_ok=True)
            if isinstance(body, bytes):
                path.write_bytes(body)
            else:
                path.write_text(body, encoding="utf-8")

    def request(self, **options: object) -> Request:
        wanted = {"project": Project.at(self.root), "today_in": lambda _: TODAY} | options
        return Request(**wanted)  # type: ignore[arg-type]

    def pages(self) -> dict[str, bytes]:
        """Return every file of the site."""
        return {
            path.relative_to(self.site).as_posix(): path.read_bytes()
            for path in sorted(self.site.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def seed() -> str:
    return SEED.read_text(encoding="utf-8")


@pytest.fixture
def scratch(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Scratch:
    """An empty project one stands in; `run` is the command line, `--today` fixed."""
    root = tmp_path / "projet"
    (root / "content").mkdir(parents=True)
    monkeypatch.chdir(root)
    for name in (
        *("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "GITHUB_WORKSPACE"),
        *("SOURCE_DATE_EPOCH", "FICHEGEN_DEBUG"),
    ):
        monkeypatch.delenv(name, raising=False)

    def run(*arguments: str, today: str = TODAY.isoformat()) -> Ran:
        capsys.readouterr()
        fixed = ["--today", today] if today else []
        status = main([arguments[0], *fixed, *arguments[1:]])
        captured = capsys.readouterr()
        return Ran(status, captured.out, captured.err)

    return Scratch(root, run)


@pytest.fixture
def demo(scratch: Scratch) -> Scratch:
    """The demonstration catalogue."""
    shutil.rmtree(scratch.root / "content")
    shutil.copytree(ROOT / "content", scratch.root / "content")
    return scratch

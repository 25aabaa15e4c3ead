"""What an edit costs, counted and not timed: sources read, pages rendered, files and bytes written."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

import pytest
from corpus import write_corpus

from fichegen import output, pages
from fichegen.making import taking
from fichegen.pipeline import build
from fichegen.project import Project
from fichegen.request import Request

TODAY: Final = dt.date(2026, 3, 2)
SMALL, GREAT = 40, 160


@pytest.fixture
def counts(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """Count what is done while a build goes on."""
    done: Counter[str] = Counter()

    def counted(module: Any, name: str, what: str, size: Callable[..., int]) -> None:
        real = getattr(module, name)

        def called(*arguments: Any, **others: Any) -> Any:
            given = real(*arguments, **others)
            done[what] += 1  # what fails is tried again
            done[f"{what}: size"] += size(*arguments)
            return given

        monkeypatch.setattr(module, name, called)

    counted(taking, "take", "sources read", lambda source: len(source.text))
    counted(pages, "render", "pages rendered", lambda *_: 0)
    counted(output, "_write", "files written", lambda _, body: len(body))
    counted(output.Desk, "lay", "files made", lambda _desk, _path, body: len(body))
    return done


def request_of(root: Path) -> Request:
    return Request(project=Project.at(root), today_in=lambda _: TODAY, uses_cache=True)


def catalogue(root: Path, count: int) -> Path:
    write_corpus(root, count, seed=11, today=TODAY)
    assert build(request_of(root)).published
    return root


def edited(root: Path, counts: Counter[str], change: Callable[[str], str]) -> Counter[str]:
    """Change one fiche and build; gives what that took."""
    path = min((root / "content").glob("*.md"))
    path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")
    counts.clear()
    assert build(request_of(root)).published
    return Counter(counts)


def is_page(path: Path) -> bool:
    """Tell a page from what only leads to another, which no template makes."""
    return path.suffix == ".html" and b'http-equiv="refresh"' not in path.read_bytes()


def more_words(body: str) -> str:
    return f"{body}\n## Méthodes pédagogiques\n\nDes échanges, des mises en situation.\n"


def test_nothing_is_done_where_nothing_changed(tmp_path: Path, counts: Counter[str]) -> None:
    root = catalogue(tmp_path, SMALL)
    took = edited(root, counts, lambda body: body)
    assert (
        took["files made"] < 15
    )  # of a build that is asked for: what servers are told, and old addresses
    assert {*took} == {"files made", "files made: size"}


def test_a_first_build_does_everything_once(tmp_path: Path, counts: Counter[str]) -> None:
    root = catalogue(tmp_path, SMALL)
    made = [path for path in (root / "site").rglob("*") if path.is_file()]
    assert counts["sources read"] == len([*(root / "content").rglob("*.*")])
    assert counts["pages rendered"] == sum(map(is_page, made))
    assert counts["files written"] == len(made) - 1  # all but the list of them


@pytest.mark.parametrize("count", [SMALL, GREAT])
def test_words_in_a_fiche_are_read_once_and_shown_where_they_stand(
    tmp_path: Path, counts: Counter[str], count: int
) -> None:
    """One source, its own pages, and those that sum up everything: however many others there are."""
    root = catalogue(tmp_path, count)
    took = edited(root, counts, more_words)
    assert took["sources read"] == 1
    assert took["pages rendered"] <= 28
    assert took["files written"] <= 27
    # Calendars, tables and lists that say nothing of these words are not made to be found the same.
    assert took["files made: size"] <= 1.6 * took["files written: size"]


def test_the_work_of_an_edit_does_not_grow_with_the_catalogue(
    tmp_path: Path, counts: Counter[str]
) -> None:
    took = [
        edited(catalogue(tmp_path / str(count), count), counts, more_words)
        for count in (SMALL, GREAT)
    ]
    for what in ("sources read", "sources read: size"):
        assert took[0][what] == took[1][what]
    # Ranks in the lists of what is lacking move, over more pages of a list that is longer.
    assert took[1]["pages rendered"] <= took[0]["pages rendered"] + 15
    assert took[1]["files written"] <= took[0]["files written"] + 15


def test_a_date_reaches_the_lists_that_show_it_and_no_other_fiche_s_pages(
    tmp_path: Path, counts: Counter[str]
) -> None:
    root = catalogue(tmp_path, GREAT)
    every = sum(1 for _ in (root / "site").rglob("*.html"))
    took = edited(root, counts, lambda body: body.replace("2026", "2027", 1))
    assert took["sources read"] == 1
    assert 0 < took["pages rendered"] < every / 2


def test_a_style_is_written_and_every_page_with_it(tmp_path: Path, counts: Counter[str]) -> None:
    root = catalogue(tmp_path, SMALL)
    style = root / "templates/assets/css/own.css"
    style.parent.mkdir(parents=True)
    style.write_text("body{margin:0}\n")
    counts.clear()
    assert build(request_of(root)).published
    assert counts["sources read"] == 0
    assert counts["pages rendered"] == sum(map(is_page, (root / "site").rglob("*.html")))

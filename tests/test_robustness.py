"""Whatever a file holds: an answer, inside the file, in time in proportion, and nothing raised."""

from __future__ import annotations

import random
import time
from typing import Final

import pytest
from conftest import ROOT, TODAY, Scratch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from fichegen import routes
from fichegen.catalogue import assemble
from fichegen.diagnostics import Finding, Span
from fichegen.presenting import Presenter, make_card, moments, sections, summary_facts
from fichegen.reading import read_fiche
from fichegen.settings import Settings
from fichegen.sources import decode

SOURCES: Final = {
    path.name: path.read_text(encoding="utf-8")
    for path in sorted((ROOT / "content").glob("aller-vers-*"))
}


def judge(name: str, data: bytes) -> tuple[Finding, ...]:
    """Read a source as a build does, down to the views of its page."""
    text, problems = decode(name, data)
    if text is None:
        return problems
    fiche, findings = read_fiche(name, text)
    if fiche:
        catalogue, clashes = assemble([fiche], [], [], Settings())
        presenter = Presenter(catalogue, TODAY)
        page = routes.fiche_path(fiche)
        make_card(presenter, fiche, page)
        summary_facts(presenter, fiche, page)
        moments(presenter, fiche, page)
        sections(presenter, fiche, page)
        findings = (*findings, *clashes, *presenter.findings)
    return (*problems, *findings)


def inside(span: Span, data: bytes) -> bool:
    text = data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    return span.line <= len(lines) and span.col <= len(lines[span.line - 1]) + 1


def check(name: str, data: bytes) -> None:
    for found in judge(name, data):
        assert inside(found.span, data), (found.code, found.span)
        assert all(inside(other, data) for other in found.others), (found.code, found.others)
        assert found.message
        assert found.mend


@pytest.mark.parametrize("name", SOURCES)
def test_a_character_deleted_or_doubled(name: str) -> None:
    source = SOURCES[name]
    chosen = random.Random(7).sample(range(len(source)), 250)
    for at in chosen:
        check(name, (source[:at] + source[at + 1 :]).encode())
        check(name, (source[:at] + source[at] + source[at:]).encode())


@pytest.mark.parametrize("name", SOURCES)
def test_random_bytes(name: str) -> None:
    source, dice = SOURCES[name].encode(), random.Random(11)
    for _ in range(400):
        data = bytearray(source)
        for _ in range(dice.randrange(1, 4)):
            data[dice.randrange(len(data))] = dice.choice(
                b"\x00\x1b\xff\xc3 \t\n#-*:[]{}&!|>'\"%@`\\/<0"
            )
        check(name, bytes(data))


@pytest.mark.parametrize("name", SOURCES)
def test_lines_shuffled(name: str) -> None:
    lines, dice = SOURCES[name].split("\n"), random.Random(13)
    for _ in range(60):
        dice.shuffle(lines)
        check(name, "\n".join(lines).encode())


@given(st.text(max_size=300))
@settings(suppress_health_check=[HealthCheck.too_slow], deadline=None)
def test_any_text(text: str) -> None:
    for name in ("f.md", "f.yml"):
        check(name, text.encode("utf-8", "surrogatepass"))


LETTERS: Final = st.sampled_from(
    ["# ", "## ", "### ", "Dates", "Groupe 1", "Durée", "Contact", "Objectifs", "\n", "\n\n", " : ", "- ", "+ ",
     "☞ ", "| ", "|---|", "15", "31 juin", "2021", "/", "a@b.fr", "@", "**", "[x](", ")", "```", "---", "«", "»"]
)  # fmt: skip


@given(st.lists(LETTERS, max_size=60).map("".join))
@settings(deadline=None)
def test_pieces_of_fiches_in_any_order(text: str) -> None:
    check("f.md", text.encode())


BLOW_UPS: Final = (
    "[" * 5000, "![" * 5000, ">" * 5000, "*a_" * 5000, "`" * 20000, "<" * 20000, "&" * 20000, "#" * 20000,
    "|" * 20000, "|a" * 5000 + "\n" + "|-" * 5000 + "\n", "- " * 5000, "☞" * 20000, "☞ a " * 5000,
    "1/" * 10000, "a@" * 10000, "@" * 20000, "(" * 20000, "15 et " * 5000, "\t" * 20000 + "x",
    " " * 20000 + "x", "[a](" * 5000, "_a" * 10000, "\\" * 20000, "Durée : " * 3000, "h" * 50000, '"' * 20000,
    "x" + " " * 20000 + "y", "\u00a0" * 15000, "a\n" * 6000, "a\n\n" * 5000, "፩ mars 2026", "٣ mars ²①",
    "http://" * 3000, "+262 " * 5000, "module 1 " * 3000, "**Public :** " * 2000,
)  # fmt: skip


@pytest.mark.parametrize("bomb", BLOW_UPS, ids=lambda text: text[:6].strip() or "blanc")
@pytest.mark.parametrize(
    "under",
    ["", "## Dates\n\n", "## Organisme\n\n", "## Contact\n\n", "## Contexte\n\n", "## Durée\n\n"],
)
def test_no_input_makes_a_reading_hang(bomb: str, under: str) -> None:
    started = time.process_time()
    check("f.md", f"# Titre\n\n{under}{bomb}\n".encode())
    assert time.process_time() - started < 2, "a text of a few KB must be read at once"


@pytest.mark.parametrize("notation", ["f.md", "f.yml"])
def test_many_unknown_names_are_read_at_once(notation: str) -> None:
    body = "".join(f"## Cle {n}\n\nx\n\n" for n in range(1500))
    keys = "titre: T\n" + "".join(f"cle {n}: x\n" for n in range(1500))
    started = time.process_time()
    check(notation, (f"# T\n\n{body}" if notation == "f.md" else keys).encode())
    assert time.process_time() - started < 2


def test_time_grows_in_proportion(scratch: Scratch) -> None:
    """Twice the text costs about twice the time, not four times."""
    body = SOURCES["aller-vers-module-1.md"].split("## Contexte")[1]

    def cost(times: int) -> float:
        data = ("# Titre\n\n## Contexte" + body * times).encode()
        best = 1e9
        for _ in range(3):
            started = time.process_time()
            judge("f.md", data)
            best = min(best, time.process_time() - started)
        return best

    cost(5)
    assert cost(80) < cost(20) * 8

"""`rename`: the file, its page, and the old address, which still leads there; nothing else changes."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from conftest import Scratch
from corpus import write_corpus
from hypothesis import given
from hypothesis import strategies as st

from fichegen import desk
from fichegen.cli import main
from fichegen.drafting import open_sheet, readdressed, relinked
from fichegen.reading import read_fiche


def words(scratch: Scratch, name: str) -> str:
    return (scratch.root / name).read_bytes().decode()


def tree(scratch: Scratch) -> dict[str, bytes]:
    files = (path for path in scratch.root.rglob("*") if path.is_file())
    return {path.relative_to(scratch.root).as_posix(): path.read_bytes() for path in files}


# ---------------------------------------------------------------- in each notation


CASES: dict[str, tuple[str, str, str]] = {
    "yaml": ("a.yml", "titre: A b\nduree: 2 jours\n", "titre: A b\nslug: neuf\nalias: a-b\nduree: 2 jours\n"),
    "yaml, both there": ("a.yml", "titre: A\nslug: vieux\nalias: [x, y]\n", "titre: A\nslug: neuf\nalias: [x, y, vieux]\n"),
    "yaml, list": ("a.yml", "alias:\n  - x  # c\nslug: v\ntitre: A", "alias:\n  - x  # c\n  - v\nslug: neuf\ntitre: A"),
    "yaml, quoted": ("a.yml", "titre: A\nslug: 'v'\nalias: \"x\"\n", 'titre: A\nslug: neuf\nalias: "x, v"\n'),
    "yaml, block": ("a.yml", "titre: A\nalias: |\n  x\n\nduree: 2 jours\n",
                    "titre: A\nslug: neuf\nalias: |\n  x\n  a\n\nduree: 2 jours\n"),
    "yaml, empty": ("a.yml", "titre: A\nalias:\nslug: v\n", "titre: A\nalias: v\nslug: neuf\n"),
    "yaml, braces": ("a.yml", "{titre: A}\n", "{slug: neuf, alias: a, titre: A}\n"),
    "yaml, spelt": ("a.yml", "Titre: A\nAnciennes adresses: x\n", "Titre: A\nslug: neuf\nAnciennes adresses: x, a\n"),
    "yaml, gathered": ("a.yml", "titre: A\nfiche technique:\n  slug: v\n  alias: x\n",
                       "titre: A\nfiche technique:\n  slug: neuf\n  alias: x, v\n"),
    "head": ("a.md", "---\r\nduree: 2 jours\r\n---\r\n\r\n# A\r\n", "---\r\nslug: neuf\r\nalias: a\r\nduree: 2 jours\r\n---\r\n\r\n# A\r\n"),
    "head, title": ("a.md", "---\ntitre: A\n---\nb", "---\ntitre: A\nslug: neuf\nalias: a\n---\nb"),
    "headings": ("a.md", "# A\n\n## Durée\n\n2 jours", "---\nslug: neuf\nalias: a\n---\n\n# A\n\n## Durée\n\n2 jours"),
    "headings, mark": ("a.md", "\ufeff\r\n# A\r\n", "\ufeff---\r\nslug: neuf\r\nalias: a\r\n---\r\n\r\n# A\r\n"),
    "headings, both there": (
        "a.md", "# A\n\n## Adresse de la page\n\nvieux\n\n## Anciennes adresses\n\n- x\n- y\n\n## Durée\n\n2 jours\n",
        "# A\n\n## Adresse de la page\n\nneuf\n\n## Anciennes adresses\n\n- x\n- y\n- vieux\n\n## Durée\n\n2 jours\n",
    ),
    "labels": ("a.md", "# A\n\n**Adresse de la page :** v\n**Anciennes adresses :** x\n",
               "# A\n\n**Adresse de la page :** neuf\n**Anciennes adresses :** x, v\n"),
    "taken back": ("a.yml", "titre: A\nslug: v\nalias: [neuf, z]\n", "titre: A\nslug: neuf\nalias: [v, z]\n"),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_the_new_address_is_written_as_the_file_is(case: str) -> None:
    name, source, expected = CASES[case]
    sheet = open_sheet(name, source.encode())
    assert sheet is not None
    made = readdressed(sheet, "neuf")
    assert made is not None
    assert made.encoded().decode() == expected


def test_in_many_fiches_nothing_but_the_addresses_changes(tmp_path: Path) -> None:
    write_corpus(tmp_path, 80, seed=3)
    count = 0
    for path in sorted((tmp_path / "content").rglob("*")):
        if (
            not path.is_file()
            or path.parent.name in ("organismes", "pages")
            or path.stem == "catalogue"
        ):
            continue
        before, _ = read_fiche(path.name, path.read_text(encoding="utf-8"))
        sheet = open_sheet(path.name, path.read_bytes())
        assert sheet is not None
        assert before is not None
        made = readdressed(sheet, "tout-neuf")
        assert made is not None, path.name
        after, _ = read_fiche(path.name, made.text())
        assert after is not None
        assert after.slug == "tout-neuf"
        aliases = [term.words for term in after.aliases]
        assert aliases == [*(term.words for term in before.aliases), before.slug]
        assert replace(after, slug=before.slug, aliases=before.aliases) == before
        count += 1
    assert count == 80


@given(st.lists(st.sampled_from("abcde"), min_size=1, max_size=8))
def test_names_given_one_after_the_other_all_lead_there(names: list[str]) -> None:
    sheet = open_sheet("t.md", b"# Titre\n\n## Public\n\nx\n")
    worn = ["titre"]
    for name in names:
        assert sheet is not None
        if name != worn[-1]:
            sheet = readdressed(sheet, name)
            worn.append(name)
    assert sheet is not None
    fiche, found = read_fiche("t.md", sheet.text())
    assert fiche is not None
    assert not found
    assert fiche.slug == worn[-1]
    assert {term.words for term in fiche.aliases} == {*worn} - {fiche.slug}


# ---------------------------------------------------------------- the command


def test_file_page_and_links_move_together(
    scratch: Scratch, capsys: pytest.CaptureFixture[str]
) -> None:
    scratch.write({
        "content/vieux stage.md": "# Vieux stage\n\n## Contexte\n\nVoir [ici](vieux%20stage.md#contexte).\n",
        "content/b.md": "# B\n\n## Contexte\n\n[x](vieux%20stage.md), [y](<vieux stage.md>), [z](autre.md)\n\n[r]: vieux%20stage.md\n",
        "content/sous/c.yml": "titre: C\ncontexte: '[x](../vieux%20stage.md#public \"mot\")'\r\n",
        "content/pages/p.md": "# P\n\n[x](../vieux%20stage.md)\n",
    })  # fmt: skip
    assert scratch.run("build").status == 0
    assert (scratch.site / "fiches" / "vieux-stage" / "index.html").is_file()
    assert main(["rename", "vieux stage.md", "neuf"]) == 0
    said = capsys.readouterr()
    assert not (scratch.root / "content" / "vieux stage.md").exists()
    assert words(scratch, "content/neuf.md").endswith("Voir [ici](neuf.md#contexte).\n")
    assert words(scratch, "content/b.md") == (
        "# B\n\n## Contexte\n\n[x](neuf.md), [y](<neuf.md>), [z](autre.md)\n\n[r]: neuf.md\n"
    )
    assert "'[x](../neuf.md#public \"mot\")'\r\n" in words(scratch, "content/sous/c.yml")
    assert "[x](../neuf.md)" in words(scratch, "content/pages/p.md")
    for name in ("content/b.md", "content/sous/c.yml", "content/pages/p.md"):
        assert f"Lien suivi dans {name}" in said.err
    assert "+slug: neuf" in said.out
    assert "content/vieux stage.md → content/neuf.md" in said.err
    assert scratch.run("build").status == 0
    assert (scratch.site / "fiches" / "neuf" / "index.html").is_file()
    page = (scratch.site / "fiches" / "vieux-stage" / "index.html").read_text(encoding="utf-8")
    assert "../neuf/" in page


def test_a_list_of_known_findings_that_loses_the_file_is_named(
    scratch: Scratch, capsys: pytest.CaptureFixture[str]
) -> None:
    scratch.write(
        {
            "content/a.md": "# A\n\n## Objetifs\n\nx\n",
            "content/b.md": "# B\n\n## Objetifs\n\nx\n",
            "paquet.json": '{"kind": "x"}',
            "cassé.json": "{",
            "dossier.json/x": "",
        }
    )
    scratch.run("check", "--write-baseline", "les connus.json")
    assert main(["rename", "b", "c"]) == 0
    said = capsys.readouterr().err
    assert "(les connus.json)" in said
    assert "fichegen check --write-baseline 'les connus.json'" in said
    assert said.count(".json)") == 1
    assert scratch.run("check", "--write-baseline", "les connus.json").status == 0
    capsys.readouterr()
    assert main(["rename", "c", "d"]) == 0
    assert "les connus.json" in capsys.readouterr().err
    assert main(["rename", "d", "e"]) == 0
    assert "les connus.json" not in capsys.readouterr().err


WAYS = ("a-b", "content/x.yml", "x", "x.yml", "A b", "fiches/a-b/", "https://s.example/fiches/a-b/")


@pytest.mark.parametrize("old", WAYS)
@pytest.mark.parametrize("new", ["neuf", "neuf.yml", "content/neuf.yml", "fiches/neuf/"])
def test_old_and_new_may_be_told_in_many_ways(scratch: Scratch, old: str, new: str) -> None:
    scratch.write({"content/x.yml": "titre: A b\n"})
    assert main(["rename", old, new]) == 0
    assert tree(scratch) == {"content/neuf.yml": b"titre: A b\nslug: neuf\nalias: a-b\n"}


def test_a_file_name_of_its_own_gives_the_address_that_can_be(scratch: Scratch) -> None:
    scratch.write({"content/x.MD": "# A b\n"})
    assert main(["rename", "x.MD", "L'été à Brest.md"]) == 0
    assert [*tree(scratch)] == ["content/L'été à Brest.md"]
    assert "slug: l-ete-a-brest\n" in words(scratch, "content/L'été à Brest.md")


def test_what_is_as_wanted_already_stays(scratch: Scratch) -> None:
    scratch.write({"content/a.md": "# A\n", "content/c.md": "# D\n"})
    before = tree(scratch)
    assert main(["rename", "a", "a"]) == 0
    assert tree(scratch) == before
    assert main(["rename", "c", "d"]) == 0  # the page has that address, the file has not
    assert tree(scratch) == {"content/a.md": b"# A\n", "content/d.md": b"# D\n"}


REFUSED = {
    "no such fiche": ("zzz", "neuf"),
    "no address": ("a", "Été 2026"),
    "another folder": ("a", "sous/neuf.md"),
    "out of the project": ("a", "../neuf"),
    "another ending": ("a", "neuf.yml"),
    "a name that is not read": ("a", "_neuf.md"),
    "hidden": ("a", ".neuf.md"),
    "an address that is taken": ("a", "b"),
    "a file that is there": ("a", "libre.md"),
    "a former address of another": ("a", "ancien-c"),
    "escapes": ("a", "\x1b[31m.md"),
    "nothing": ("a", ""),
    "a device": ("a", "con"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_what_cannot_be_is_refused_and_nothing_changes(
    scratch: Scratch, case: str, capsys: pytest.CaptureFixture[str]
) -> None:
    scratch.write({
        "content/a.md": "# A\n\n[b](b.md)\n",
        "content/b.md": "# B\n\n[a](a.md)\n",
        "content/c.md": "---\nalias: ancien-c\n---\n# C\n",
        "content/libre.md": "# Titre sans rapport\n\n## Brouillon\n\noui\n",
    })  # fmt: skip
    before = tree(scratch)
    assert main(["rename", *REFUSED[case]]) in (1, 2)
    said = capsys.readouterr()
    assert tree(scratch) == before
    assert "Traceback" not in said.err
    assert "\x1b[31m.md" not in said.err


@pytest.mark.parametrize("step", ["rewrite", "move"])
def test_what_fails_half_way_is_undone(
    scratch: Scratch, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    scratch.write(
        {
            "content/a.md": "# A\n",
            "content/b.md": "# B\n\n[a](a.md)\n",
            "content/c.md": "# C\n\n[a](a.md)\n",
        }
    )
    before = tree(scratch)
    real: Callable[..., None] = getattr(desk, step)

    def failing(path: Path, *rest: object) -> None:
        if step == "move" or path.name == "c.md":
            raise desk.DeskError(desk._refused("c.md", OSError(28, "")).finding)
        real(path, *rest)

    monkeypatch.setattr(desk, step, failing)
    assert main(["rename", "a", "neuf"]) == 2
    assert tree(scratch) == before


def test_only_links_to_that_file_follow() -> None:
    source = (
        "[a](a.md) [b](xa.md) [c](sous/a.md) [d](../content/a.md) [e](https://x.example/a.md) [f](a.md?x#y)"
        " ![g](a.md) [h](mailto:a.md) [i]( <a.md> ) texte a.md [j]: a.md\n[k]: <a.md> 'mot'\n"
    )
    sheet = open_sheet("content/z.md", source.encode())
    assert sheet is not None
    made = relinked(sheet, "content/a.md", "content/n (1).md")
    assert made is not None
    assert made.encoded().decode() == (
        "[a](n%20%281%29.md) [b](xa.md) [c](sous/a.md) [d](../content/n%20%281%29.md)"
        " [e](https://x.example/a.md) [f](n%20%281%29.md?x#y) ![g](n%20%281%29.md) [h](mailto:a.md)"
        " [i]( <n (1).md> ) texte a.md [j]: a.md\n[k]: <n (1).md> 'mot'\n"
    )
    assert relinked(made, "content/a.md", "content/b.md") is None

"""`check --since`: what has changed in git, in real repositories, and what breaks by it."""

from __future__ import annotations

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import Scratch

from fichegen.project import readable

FICHE = "# {}\n\n## Dates\n\n30 juin 2021\n\n## Objetifs\n\nx\n\n## Contact\n\nana@exemple.fr\n"
"""One warning that `told` looks for."""

Git = Callable[..., str]


def git_in(folder: Path) -> Git:
    def git(*words: str) -> str:
        identity = (
            "-c",
            "user.name=T",
            "-c",
            "user.email=t@example.org",
            "-c",
            "commit.gpgsign=false",
        )
        environment = {k: v for k, v in os.environ.items() if not k.startswith("GIT_")}
        environment |= {"GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1", "LC_ALL": "C"}
        ran = subprocess.run(
            ["git", *identity, *words],
            cwd=folder,
            env=environment,
            check=True,
            capture_output=True,
        )
        return ran.stdout.decode()

    return git


@pytest.fixture
def git(scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> Git:
    """A repository of three fiches, committed on the branch `main`."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(scratch.root.parent))
    run = git_in(scratch.root)
    run("init", "-q", "-b", "main")
    scratch.write({f"content/{name}.md": FICHE.format(f"Fiche {name}") for name in "abc"})
    run("add", ".")
    run("commit", "-qm", "un")
    return run


def told(scratch: Scratch, since: str = "main", *more: str) -> list[str]:
    """Give the files whose warning is told."""
    out = scratch.run("check", "--since", since, *more).out
    return [line.partition(":")[0] for line in out.splitlines() if "[FG202]" in line]


def change(scratch: Scratch, name: str) -> None:
    path = scratch.root / name
    path.write_text(f"{path.read_text(encoding='utf-8')}\n## Contexte\n\ny\n", encoding="utf-8")


def test_nothing_has_changed(scratch: Scratch, git: Git) -> None:
    ran = scratch.run("check", "--since", "main", "--strict")
    assert (ran.status, ran.out) == (0, "")


def test_an_edit_not_yet_committed_staged_or_committed(scratch: Scratch, git: Git) -> None:
    git("checkout", "-qb", "travail")
    change(scratch, "content/b.md")
    assert told(scratch) == ["content/b.md"]
    git("add", ".")
    assert told(scratch) == ["content/b.md"]
    git("commit", "-qm", "deux")
    assert told(scratch) == ["content/b.md"]
    assert told(scratch, "HEAD") == []
    assert told(scratch, "HEAD~1") == ["content/b.md"]


def test_a_new_file_git_knows_nothing_of(scratch: Scratch, git: Git) -> None:
    scratch.write({"content/d.md": FICHE.format("Fiche d")})
    assert told(scratch) == ["content/d.md"]


def test_a_file_of_another_name_is_new(scratch: Scratch, git: Git) -> None:
    git("mv", "content/a.md", "content/z.md")
    assert told(scratch) == ["content/z.md"]
    git("commit", "-qm", "deux")
    assert told(scratch, "HEAD~1") == ["content/z.md"]


def test_a_file_taken_out_of_git_but_still_there(scratch: Scratch, git: Git) -> None:
    git("rm", "-q", "--cached", "content/a.md")
    assert told(scratch) == ["content/a.md"]


def test_what_others_did_on_that_branch_meanwhile_is_not_ours(scratch: Scratch, git: Git) -> None:
    git("checkout", "-qb", "travail")
    git("checkout", "-q", "main")
    change(scratch, "content/c.md")
    git("commit", "-qam", "ailleurs")
    git("checkout", "-q", "travail")
    change(scratch, "content/a.md")
    git("commit", "-qam", "ici")
    assert told(scratch) == ["content/a.md"]


@pytest.mark.parametrize(
    "name", ["un nom.md", "é«»'\".md", "*.md", ":(top)x.md", "a\tb.md", "a\nb.md", "-x.md"]
)
def test_any_name_of_a_file(scratch: Scratch, git: Git, name: str) -> None:
    scratch.write({f"content/{name}": FICHE.format("Fiche d")})
    for words in ((), ("add", "."), ("commit", "-qm", "deux")):
        if words:
            git(*words)
        since = "HEAD~1" if "commit" in words else "HEAD"
        found = json.loads(scratch.run("check", "--since", since, "--format", "json").out)[
            "findings"
        ]
        told = [one["path"] for one in found if one["code"] == "FG202"]
        assert told == [readable(f"content/{name}")]


def test_a_name_that_is_not_utf8(scratch: Scratch, git: Git) -> None:
    name = os.fsdecode(b"content/\xe9t\xe9.md")
    try:
        (scratch.root / name).write_text(FICHE.format("Fiche d"), encoding="utf-8")
    except OSError:
        pytest.skip("this disk takes no such names")
    assert told(scratch) == ["content/\\udce9t\\udce9.md"]
    git("add", ".")
    git("commit", "-qm", "deux")
    assert told(scratch, "HEAD~1") == ["content/\\udce9t\\udce9.md"]


def test_a_project_below_the_top_of_its_repository(
    scratch: Scratch, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    below = scratch.root / "formations [1]"
    (below / "content").mkdir(parents=True)
    for name in "ab":
        (below / f"content/{name}.md").write_text(FICHE.format(f"Fiche {name}"), encoding="utf-8")
    git("add", ".")
    git("commit", "-qm", "deux")
    monkeypatch.chdir(below)
    change(scratch, "formations [1]/content/b.md")
    change(scratch, "content/c.md")
    assert told(scratch) == ["content/b.md"]


@pytest.mark.parametrize(
    "setting", ["diff.relative", "diff.noprefix", "core.quotepath", "diff.renames"]
)
def test_how_somebody_has_set_up_git_changes_nothing(
    scratch: Scratch, git: Git, setting: str
) -> None:
    git("config", setting, "true")
    git("config", "diff.external", "false")
    git("config", "color.ui", "always")
    git("mv", "content/b.md", "content/é.md")
    assert told(scratch) == ["content/é.md"]


def test_the_repository_of_a_hook_is_not_taken_for_ours(
    scratch: Scratch, git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A hook sets these for its own repository and index."""
    (tmp_path / "autre").mkdir()
    other = git_in(tmp_path / "autre")
    other("init", "-q")
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "autre/.git"))
    monkeypatch.setenv("GIT_WORK_TREE", str(tmp_path / "autre"))
    monkeypatch.setenv("GIT_INDEX_FILE", str(tmp_path / "index"))
    monkeypatch.setenv("GIT_LITERAL_PATHSPECS", "0")
    monkeypatch.setenv("LANGUAGE", "fr")
    monkeypatch.setenv("LC_ALL", "fr_FR.UTF-8")
    change(scratch, "content/b.md")
    assert told(scratch, "HEAD") == ["content/b.md"]


def test_with_paths_both_must_hold(scratch: Scratch, git: Git) -> None:
    change(scratch, "content/a.md")
    change(scratch, "content/b.md")
    assert told(scratch, "main", "content/b.md", "content/c.md") == ["content/b.md"]


def test_only_what_has_changed_is_fixed_and_judged(scratch: Scratch, git: Git) -> None:
    scratch.write({"content/c.md": FICHE.format("Fiche c").replace("30 juin", "31 juin")})
    git("commit", "-qam", "deux")
    change(scratch, "content/a.md")
    assert scratch.run("check").status == 1
    assert scratch.run("check", "--since", "HEAD").status == 0
    assert scratch.run("check", "--since", "HEAD~1").status == 1


def test_what_is_wrong_in_the_settings_is_told_in_any_case(scratch: Scratch, git: Git) -> None:
    scratch.write({"content/catalogue.yml": "titre: [\n"})
    git("add", ".")
    git("commit", "-qm", "deux")
    ran = scratch.run("check", "--since", "HEAD")
    assert ran.status == 2
    assert "content/catalogue.yml" in ran.out
    assert scratch.run("check", "content/a.md").status == 2


def test_a_finding_that_speaks_of_a_changed_file_is_told(scratch: Scratch, git: Git) -> None:
    scratch.write({"content/d.md": "---\nslug: fiche-a\n---\n" + FICHE.format("Fiche d")})
    ran = scratch.run("check", "--since", "main")
    assert ran.status == 1
    assert "[FG501]" in ran.out


@pytest.mark.parametrize("link", ["a.md", "/fiches/fiche-a/"])
def test_what_breaks_when_a_file_vanishes_is_told(scratch: Scratch, git: Git, link: str) -> None:
    before = FICHE.format("Fiche c").replace(
        "\nx\n", f"\n[voir]({link})\n\n[autre](nulle-part.md)\n"
    )
    scratch.write({"content/c.md": before})
    git("commit", "-qam", "deux")
    assert "[FG405]" not in scratch.run("check", "--since", "HEAD").out
    git("rm", "-q", "content/a.md")
    out = scratch.run("check", "--since", "HEAD").out
    assert out.count("[FG405]") == 1
    assert link in out


LINKED = "# Lien\n\n## Dates\n\n30 juin 2021\n\n## Organisme\n\nLe tamarin\n\n## Contexte\n\n[Voir](a.md#essentiel) [et](a.md#objetifs)\n"
TAMARIN = "nom: {}\ncourriel: ana@exemple.fr\n"


@pytest.fixture
def together(scratch: Scratch, git: Git) -> Git:
    """A fiche that holds together with an organisation and another fiche."""
    scratch.write(
        {"content/d.md": LINKED, "content/organismes/tamarin.yml": TAMARIN.format("Le tamarin")}
    )
    git("add", ".")
    git("commit", "-qm", "deux")
    return git


@pytest.mark.parametrize(
    ("name", "before", "after", "code"),
    [
        ("content/a.md", "## Objetifs", "## Buts", "FG407"),
        ("content/a.md", "# Fiche a", "# Fiche a\n\n## Brouillon\n\noui", "FG405"),
        ("content/organismes/tamarin.yml", "Le tamarin", "Le Roucou", "FG702"),
        ("content/organismes/tamarin.yml", "courriel: ana@exemple.fr\n", "", "FG702"),
    ],
)
def test_what_an_edit_breaks_elsewhere_is_told(
    scratch: Scratch, together: Git, name: str, before: str, after: str, code: str
) -> None:
    assert scratch.run("check", "--since", "HEAD").out == ""
    path = scratch.root / name
    path.write_text(path.read_text(encoding="utf-8").replace(before, after), encoding="utf-8")
    first = scratch.run("check", "--since", "HEAD", "--strict")
    together("commit", "-qam", "trois")
    for found in (first, scratch.run("check", "--since", "HEAD~1", "--strict")):
        assert found.status == 1
        assert f"[{code}]" in found.out
        assert "content/b.md" not in found.out
    assert scratch.run("check", "--since", "HEAD").out == ""


def test_what_was_found_before_is_no_news(scratch: Scratch, together: Git) -> None:
    scratch.write({"content/e.md": LINKED.replace("a.md#objetifs", "nulle-part.md")})
    together("add", ".")
    together("commit", "-qm", "trois")
    change(scratch, "content/b.md")
    (scratch.root / "content/c.md").unlink()
    assert "[FG405]" not in scratch.run("check", "--since", "HEAD").out


@pytest.mark.parametrize(
    "files",
    [
        {"content/catalogue.yml": "severites:\n  FG202: erreur\n"},
        {"templates/layouts/base.html": "{% if %}"},
    ],
)
def test_what_is_said_of_all_changes_all(scratch: Scratch, git: Git, files: dict[str, str]) -> None:
    scratch.write(files)
    ran = scratch.run("check", "--since", "HEAD")
    assert ran.status == scratch.run("check").status != 0
    assert "Tout est montré" in ran.err
    git("add", ".")
    git("commit", "-qm", "deux")
    assert "Tout est montré" in scratch.run("check", "--since", "HEAD~1").err
    assert "Tout est montré" not in scratch.run("check", "--since", "HEAD").err


def test_a_repository_below_the_fiches(scratch: Scratch, git: Git, tmp_path: Path) -> None:
    """Neither what has changed in it nor what it was can be told by the one around it."""
    (tmp_path / "sous").mkdir()
    below = git_in(tmp_path / "sous")
    below("init", "-q", "-b", "main")
    (tmp_path / "sous/s.md").write_text(FICHE.format("Fiche s"), encoding="utf-8")
    below("add", ".")
    below("commit", "-qm", "un")
    git("-c", "protocol.file.allow=always", "submodule", "-q", "add", str(tmp_path / "sous"),
        "content/sous")  # fmt: skip
    assert told(scratch, "HEAD") == ["content/sous/s.md"]
    git("commit", "-qm", "deux")
    assert told(scratch, "HEAD") == []
    scratch.write({"content/sous/t.md": FICHE.format("Fiche t")})
    for words in ((), ("add", "."), ("commit", "-qm", "deux")):
        if words:
            git_in(scratch.root / "content/sous")(*words)
        assert "content/sous/t.md" in told(scratch, "HEAD")
        assert "sous-module" in scratch.run("check", "--since", "HEAD").err


def test_a_repository_nobody_has_told_git_of(scratch: Scratch, git: Git) -> None:
    scratch.write({"content/sous/t.md": FICHE.format("Fiche t")})
    other = git_in(scratch.root / "content/sous")
    other("init", "-q")
    other("add", ".")
    other("commit", "-qm", "un")
    assert told(scratch, "HEAD") == ["content/sous/t.md"]


def test_more_than_can_be_read_again_shows_all(
    scratch: Scratch, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fichegen.changes._MOST_BYTES", 100)
    change(scratch, "content/a.md")
    assert told(scratch, "HEAD") == ["content/a.md"]
    change(scratch, "content/b.md")
    assert told(scratch, "HEAD") == ["content/a.md", "content/b.md", "content/c.md"]


@pytest.mark.parametrize(
    ("reference", "words"),
    [
        ("inconnue", "git ne connaît pas « inconnue »"),
        ("--help", "n'est ni une branche"),
        ("-p", "n'est ni une branche"),
        ("", "n'est ni une branche"),
        ("main:content/a.md", "git ne connaît pas"),
        ("main..HEAD", "git ne connaît pas"),
        ("\x1b[31m", "\\u001b[31m"),
    ],
)
def test_a_reference_that_is_none(scratch: Scratch, git: Git, reference: str, words: str) -> None:
    ran = scratch.run("check", f"--since={reference}")
    assert ran.status == 2
    assert words in ran.err
    assert "\x1b" not in ran.err


def test_a_folder_that_is_in_no_repository(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(scratch.root.parent))
    scratch.write({"content/a.md": FICHE.format("a")})
    ran = scratch.run("check", "--since", "main")
    assert ran.status == 2
    assert "ce dossier n'est pas dans un dépôt git" in ran.err


def test_a_repository_without_a_commit(scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(scratch.root.parent))
    git_in(scratch.root)("init", "-q")
    scratch.write({"content/a.md": FICHE.format("a")})
    assert "git ne connaît pas « main »" in scratch.run("check", "--since", "main").err
    assert told(scratch, "HEAD") == ["content/a.md"]
    assert "rien n'est encore enregistré dans git" in scratch.run("check", "--since", "HEAD").err


def test_a_machine_without_git(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    scratch.write({"content/a.md": FICHE.format("a")})
    monkeypatch.setenv("PATH", str(tmp_path))
    ran = scratch.run("check", "--since", "main")
    assert ran.status == 2
    assert "git n'est pas installé" in ran.err


def test_a_copy_without_its_past(
    scratch: Scratch, git: Git, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What a CI checks out by default."""
    git("checkout", "-qb", "travail")
    change(scratch, "content/a.md")
    git("commit", "-qam", "deux")
    copy = tmp_path / "copie"
    git("clone", "-q", "--depth", "1", "--branch", "travail", f"file://{scratch.root}", str(copy))
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path))
    monkeypatch.chdir(copy)
    ran = scratch.run("check", "--since", "origin/main")
    assert ran.status == 2
    assert "fetch-depth: 0" in ran.err
    git_in(copy)("fetch", "-q", "--depth", "1", "origin", "main:refs/remotes/origin/main")
    assert "fetch-depth: 0" in scratch.run("check", "--since", "origin/main").err


def test_lines_of_work_that_never_met(scratch: Scratch, git: Git) -> None:
    git("checkout", "-q", "--orphan", "autre")
    change(scratch, "content/b.md")
    git("add", ".")
    git("commit", "-qm", "autre")
    assert told(scratch, "main") == ["content/b.md"]


def test_git_is_left_as_it_was(scratch: Scratch, git: Git) -> None:
    change(scratch, "content/b.md")
    index = scratch.root / ".git/index"
    for name in ("content/a.md", "content/c.md"):  # long ago: git need not look what they hold
        os.utime(scratch.root / name, (1_000_000_000, 1_000_000_000))
    before = (index.read_bytes(), index.stat().st_mtime_ns)
    assert told(scratch) == ["content/b.md"]
    assert (index.read_bytes(), index.stat().st_mtime_ns) == before


def test_all_fiches_gone(scratch: Scratch, git: Git) -> None:
    for path in (scratch.root / "content").iterdir():
        path.unlink()
    assert scratch.run("check", "--since", "main").status == 0
    shutil.rmtree(scratch.root / "content")
    assert "[FG604]" in scratch.run("check", "--since", "main").out

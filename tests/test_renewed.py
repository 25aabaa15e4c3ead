"""Edits that reach further than one would think, and accidents: the next build is as if nothing were known."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from conftest import ROOT
from corpus import write_corpus

TODAY: Final = "2026-03-02"
FICHE: Final = (
    "# {title}\n\n## Public\n\nTous\n\n## Dates\n\n9 mars 2026\n\n## Contact\n\nana@exemple.fr\n"
)


def write(root: Path, files: dict[str, str]) -> None:
    for name, body in files.items():
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(body, encoding="utf-8")


def run(root: Path, *arguments: str, command: str = "build") -> subprocess.CompletedProcess[bytes]:
    return subprocess.run(
        [sys.executable, "-m", "fichegen", command, "--today", TODAY, "--format", "json", *arguments],
        cwd=root, env={**os.environ, "PYTHONPATH": str(ROOT)}, capture_output=True, check=False,
    )  # fmt: skip


def site_of(root: Path) -> dict[str, bytes]:
    found = (path for path in (root / "site").rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in found}


def assert_renewed(root: Path, scratch: Path, command: str = "build") -> None:
    """Hold that a build that knows the past equals one that does not."""
    warm = run(root, command=command)
    shutil.rmtree(scratch, ignore_errors=True)
    shutil.copytree(
        root, scratch, symlinks=True, ignore=shutil.ignore_patterns("site", ".fichegen")
    )
    for path in (root / "site").rglob("à moi.txt"):
        place = scratch / path.relative_to(root)
        run(scratch, "--no-cache", command=command)
        shutil.copy(path, place)
    cold = run(scratch, "--no-cache", command=command)
    assert (warm.returncode, warm.stdout) == (cold.returncode, cold.stdout)
    assert site_of(root) == site_of(scratch)


Edit = Callable[[Path], object]
ASKING: Final = FICHE.format(title="Suite") + "\n## Prérequis\n\nAvoir suivi « Repères ».\n"
NUMBERED: Final = "titre: Repères\nparcours: Les bases\nmodule: '{n}'\ndates: 16 mars 2026\n"
BY_DAY: Final = "\n## Contenu\n\nJour 1 : l`écoute\n\n- un\n\nJour 2 : [la suite](b.md) et l`accueil\n\n- deux\n"
OTHER: Final = {"content/b.md": FICHE.format(title="B")}
EDITS: Final[dict[str, tuple[dict[str, str], Edit]]] = {
    "the number of a module that another fiche names by its title": (
        {"content/a.md": ASKING, "content/b.yml": NUMBERED.format(n=1)},
        lambda root: write(root, {"content/b.yml": NUMBERED.format(n=2)}),
    ),
    "the address of a fiche that a programme links on its second day": (
        {"content/a.md": FICHE.format(title="A") + BY_DAY, **OTHER},
        lambda root: write(root, {"content/b.md": f"---\nslug: ailleurs\n---\n{OTHER['content/b.md']}"}),
    ),
    "a file that is not read and takes the name of one that is linked": (
        {
            "content/a.md": FICHE.format(title="A") + "\n## À voir\n\n[eux](organismes/tam)\n",
            "content/organismes/tam.yml": "nom: Autre\n",
            "content/b.md": FICHE.format(title="B") + "\n## Organisme\n\nAutre\n",
        },
        lambda root: write(root, {"content/organismes/tam.md": "# Tam\n"}),
    ),
    "a second fiche of the same title": (
        {"content/b.md": FICHE.format(title="A")},
        lambda root: write(root, {"content/a.md": FICHE.format(title="A")}),
    ),
    "a file laid in a folder of the site": (
        OTHER,
        lambda root: write(root, {"site/fiches/à moi.txt": "x"}),
    ),
    "a logo in a hidden folder": (
        {
            "content/catalogue.yml": "logo: .img/logo.svg\n",
            "content/.img/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>',
            **OTHER,
        },
        lambda root: write(
            root,
            {"content/.img/logo.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 7 7"/>'},
        ),
    ),
    "a hidden style": (
        {"templates/assets/css/blocks/.own.css": "a{}\n", **OTHER},
        lambda root: write(root, {"templates/assets/css/blocks/.own.css": "b{}\n"}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("what", EDITS)
def test_what_is_told_of_elsewhere_is_renewed(tmp_path: Path, what: str) -> None:
    files, edit = EDITS[what]
    root = tmp_path / "project"
    write(root, files)
    assert run(root).returncode == 0
    edit(root)
    assert_renewed(root, tmp_path / "cold")


@pytest.mark.parametrize("options", [("--base-url", "https://b.fr"), ("--drafts",)])
def test_what_was_asked_before_is_made_again_where_another_site_stands(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    """A glance must not take the site of another build for its own: it may show drafts."""
    root = tmp_path / "project"
    files = {f"content/{n}.md": FICHE.format(title=f"Fiche {n}") for n in range(4)}
    draft = f"---\nbrouillon: oui\n---\n{FICHE.format(title='Secrète')}"
    write(root, {**files, "content/z.md": draft})
    for asked in ((), options, (), options):
        assert run(root, *asked).returncode == 0
    assert_renewed(root, tmp_path / "cold")


def test_templates_behind_links_are_looked_at(tmp_path: Path) -> None:
    root = tmp_path / "project"
    write(root, {**OTHER, "marque/footer.html": "<footer>un</footer>\n"})
    (root / "templates/partials").mkdir(parents=True)
    (root / "templates/partials/footer.html").symlink_to(root / "marque/footer.html")
    assert run(root).returncode == 0
    write(root, {"marque/footer.html": "<footer>deux</footer>\n"})
    assert_renewed(root, tmp_path / "cold")


def test_a_broken_template_hides_no_other_finding(tmp_path: Path) -> None:
    write(
        tmp_path,
        {
            "content/a.md": FICHE.format(title="A") + "\n## À voir\n\n[là](#public)\n",
            "content/b.md": FICHE.format(title="B").replace("9 mars", "31 juin"),
            "templates/partials/footer.html": "{{ rien }}\n",
        },
    )
    for command in ("check", "build"):
        told = run(tmp_path, command=command).stdout
        assert b"FG601" in told
        assert b"FG301" in told


@pytest.mark.skipif(sys.platform != "linux", reason="forks on Linux alone")
@pytest.mark.parametrize("moment", ["lecture", "pages"])
def test_a_build_that_is_killed_leaves_nobody_behind(tmp_path: Path, moment: str) -> None:
    root = tmp_path / "project"
    write_corpus(root, 150, seed=5)
    arguments = [sys.executable, "-m", "fichegen", "build", "-q", "--today", TODAY, "--jobs", "2"]
    with subprocess.Popen(
        arguments, cwd=root, env={**os.environ, "PYTHONPATH": str(ROOT)}, stdout=subprocess.PIPE
    ) as process:
        aim = ".fichegen/cache.sqlite" if moment == "lecture" else ".site.fichegen-new-*/fiches"
        while process.poll() is None and not any(root.glob(aim)):
            time.sleep(0.01)
        process.send_signal(signal.SIGKILL)
        assert process.stdout
        process.stdout.read()  # ends when all who may speak have ended
    assert not (root / "site").exists()
    assert_renewed(root, tmp_path / "cold")
    assert sorted(path.name for path in root.iterdir()) == [".fichegen", "content", "site"]


def test_no_verdict_depends_on_the_cache(tmp_path: Path) -> None:
    write(tmp_path, {**OTHER, "content/catalogue.yml": "severites:\n  FG806: erreur\n"})
    (tmp_path / ".fichegen").write_text("à moi", encoding="utf-8")
    ran = run(tmp_path)
    assert b"FG806" in ran.stdout
    assert ran.returncode == 0

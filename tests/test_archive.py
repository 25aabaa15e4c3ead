"""`archive`: what was public on a day, kept, chained, verified; and what git tells of each fiche."""

from __future__ import annotations

import errno
import json
import os
import random
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Final
from urllib.parse import unquote

import pytest
from conftest import ROOT, Scratch
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from test_since import Git, git_in
from trust import evidence, tampering

from fichegen.archive import Change, Chronicle, Era, history_page
from fichegen.archive.manifest import ManifestError, parse, written
from fichegen.archive.words import words_of
from fichegen.disk import locked
from fichegen.exporters.data import data_files
from fichegen.exporters.parts import Sizes

DAY: Final = "2021-09-01"
LATER: Final = "2021-09-02"
FICHE: Final = """\
# Accueillir

## Date limite d'inscription

15/10/2021

## Dates

15 novembre 2021

## Contact

Ana LE ROUX, ana@exemple.fr

## Objectifs

- Reformuler une demande
- Orienter
"""
SLUG: Final = "accueillir"


@pytest.fixture
def site(scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> Scratch:
    """A site of one fiche, in no repository."""
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(scratch.root.parent))
    scratch.write({"content/accueillir.md": FICHE})
    assert scratch.run("build").status == 0
    return scratch


@pytest.fixture
def git(site: Scratch) -> Git:
    """The same in a repository."""
    run = git_in(site.root)
    run("init", "-q", "-b", "main")
    run("add", "content")
    run("commit", "-qm", "Première version")
    return run


def held(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def digest_in(err: str) -> str:
    found = re.search(r"[0-9a-f]{64}", err)
    assert found, err
    return found[0]


def edit(scratch: Scratch, old: str, new: str, name: str = "accueillir") -> None:
    file = scratch.root / f"content/{name}.md"
    words = file.read_text(encoding="utf-8")
    assert old in words
    file.write_text(words.replace(old, new), encoding="utf-8")


def codes(out: str) -> set[str]:
    return {*re.findall(r"\[(FG\d+)\]", out)}


# ---------------------------------------------------------------- what is kept


def test_a_snapshot_holds_what_the_public_saw(site: Scratch) -> None:
    ran = site.run("archive")
    assert (ran.status, codes(ran.out)) == (0, {"FG827"})
    kept = held(site.root / "archive" / DAY)
    apart = (".", "_", "serveurs/")  # what the public cannot ask for
    pages = {
        p: b for p, b in site.pages().items() if not p.endswith(".js") and not p.startswith(apart)
    }
    assert {p.removeprefix("site/"): b for p, b in kept.items() if p.startswith("site/")} == pages
    words = kept[f"textes/{SLUG}.txt"].decode()
    assert "# Accueillir\n" in words
    assert "Inscriptions jusqu’au 15 octobre 2021" in words
    assert "• Reformuler une demande\n• Orienter\n" in words
    assert f"site/fiches/{SLUG}/fiche.json" in kept
    assert "site/completude.json" in kept
    assert "Inscriptions ouvertes" in kept["index.html"].decode()
    assert "--verify" in kept["LISEZMOI.txt"].decode()


def test_the_same_site_on_the_same_day_gives_the_same_bytes(site: Scratch) -> None:
    digests = [digest_in(site.run("archive", name).err) for name in ("archive", "autre/dossier")]
    assert digests[0] == digests[1]
    assert held(site.root / "archive") == held(site.root / "autre/dossier")


def elsewhere(root: Path, **environment: str) -> subprocess.Popen[bytes]:
    """Archive in a process of its own."""
    kept = {k: v for k, v in os.environ.items() if not k.startswith(("GIT_", "LC_", "LANG", "TZ"))}
    kept |= {"PYTHONPATH": str(ROOT), "GIT_CEILING_DIRECTORIES": str(root.parent)}
    return subprocess.Popen(
        [sys.executable, "-m", "fichegen", "archive", "-q", "--today", DAY],
        cwd=root, env=kept | environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, umask=int(environment.get("MASK", "022"), 8),
    )  # fmt: skip


def test_no_machine_gives_other_bytes(site: Scratch, git: Git, tmp_path: Path) -> None:
    """Not by its hashes, zone, language, rights or folder."""
    other = tmp_path / "é" / "autre"
    shutil.copytree(site.root, other)
    machines = (
        (
            site.root,
            {"PYTHONHASHSEED": "1", "TZ": "Pacific/Auckland", "LC_ALL": "C", "MASK": "077"},
        ),
        (other, {"PYTHONHASHSEED": "2", "TZ": "America/Lima", "LC_ALL": "C.UTF-8"}),
    )
    for root, environment in machines:
        with elsewhere(root, **environment) as ran:
            assert ran.wait() == 0
    assert f"{DAY}/historique/{SLUG}.html" in held(site.root / "archive")
    assert held(site.root / "archive") == held(other / "archive")


def test_two_at_once_make_one_snapshot(site: Scratch) -> None:
    runs = [elsewhere(site.root) for _ in range(3)]
    for ran in runs:
        ran.communicate()
        assert ran.returncode == 0
    assert [path.name for path in (site.root / "archive").iterdir()] == [DAY]
    assert site.run("archive", "--verify").status == 0


def test_a_catalogue_in_parts_is_kept_whole(site: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(data_files, "__defaults__", (Sizes(fiches=1),))
    other = FICHE.replace("# Accueillir", "# Écouter")
    (site.root / "content" / "ecouter.md").write_text(other, encoding="utf-8")
    rebuilt(site)
    assert (site.site / "catalogue-2.json").is_file()
    assert site.run("archive").status == 0
    kept = held(site.root / "archive" / DAY)
    assert {name for name in kept if name.startswith("textes/")} == {
        f"textes/{SLUG}.txt", "textes/ecouter.txt",
    }  # fmt: skip


def test_who_waits_for_another_run_is_told(site: Scratch) -> None:
    (site.root / "archive").mkdir()
    with locked(site.root / "archive", lambda: None):
        ran = elsewhere(site.root)
        with pytest.raises(subprocess.TimeoutExpired):
            ran.wait(timeout=3)
    _, said = ran.communicate()
    assert ran.returncode == 0
    assert b"Un autre archivage est en cours" in said
    assert site.run("archive", "--verify").status == 0


def test_a_second_run_writes_nothing(site: Scratch) -> None:
    def touched() -> dict[Path, tuple[int, ...]]:
        """Tell when each file was written: not when it was read."""
        found = {path: path.stat() for path in (site.root / "archive").rglob("*")}
        return {p: (f.st_ino, f.st_size, f.st_mtime_ns, f.st_ctime_ns) for p, f in found.items()}

    first = site.run("archive")
    before = touched()
    again = site.run("archive")
    assert digest_in(again.err) == digest_in(first.err)
    assert touched() == before
    assert "Rien de nouveau" in again.err


def test_another_site_on_the_same_day_is_a_second_snapshot(site: Scratch) -> None:
    first = site.run("archive")
    before = held(site.root / "archive")
    edit(site, "15/10/2021", "22/10/2021")
    site.run("build")
    site.run("archive")
    after = held(site.root / "archive")
    assert before.items() <= after.items()
    (manifest,) = (json.loads(b) for p, b in after.items() if p == f"{DAY}-2/manifeste.json")
    assert manifest["precedent"] == {"nom": DAY, "sha256": digest_in(first.err)}
    assert "22 octobre 2021" in after[f"{DAY}-2/textes/{SLUG}.txt"].decode()
    assert site.run("archive", "--verify").status == 0


def test_what_has_not_changed_is_not_kept_twice_whatever_the_day(site: Scratch) -> None:
    site.run("archive")
    site.run("build", today=LATER)
    assert LATER in site.pages()["index.html"].decode()
    site.run("archive", today=LATER)
    own = held(site.root / "archive" / LATER)
    assert not [path for path in own if "/" in path]
    manifest = json.loads(own["manifeste.json"])
    assert manifest["fiches"][0]["depuis"] == DAY
    page = manifest["fichiers"][f"site/fiches/{SLUG}/index.html"]
    assert (page["dans"], page["au_jour_pres"]) == (DAY, True)
    body = site.pages()[f"fiches/{SLUG}/index.html"]
    assert page["octets"] == len(body)


def test_a_page_that_changed_on_another_day_is_kept_again(site: Scratch) -> None:
    """On the day of the deadline the page says so."""
    site.run("archive")
    site.run("build", today="2021-12-01")
    site.run("archive", today="2021-12-01")
    assert f"textes/{SLUG}.txt" in held(site.root / "archive/2021-12-01")


class Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [value for name, value in attrs if name == "href" and value]


def test_every_link_of_the_pages_leads_to_a_file(site: Scratch, git: Git) -> None:
    for day in (DAY, LATER):
        site.run("build", today=day)
        site.run("archive", today=day)
    pages = [p for d in (DAY, LATER) for p in (site.root / "archive" / d).glob("index.html")]
    pages += (site.root / "archive").glob("*/historique/*.html")
    assert len(pages) == 3
    for page in pages:
        links = Links()
        links.feed(page.read_text(encoding="utf-8"))
        assert links.found
        for target in links.found:
            assert (page.parent / unquote(target)).is_file(), (page, target)


def test_the_checksum_is_one_that_common_tools_read(site: Scratch) -> None:
    site.run("archive")
    ran = subprocess.run(
        ["sha256sum", "--check", "--strict", "manifeste.json.sha256"],
        cwd=site.root / "archive" / DAY, check=False, capture_output=True,
    )  # fmt: skip
    assert ran.returncode == 0, ran.stderr


def test_files_added_by_hand_are_kept_and_links_told(site: Scratch) -> None:
    secret = site.root / "secret.txt"
    secret.write_text("secret")
    (site.site / "programme.pdf").write_bytes(b"%PDF-1.4")
    (site.site / "robots.txt.gz").write_bytes(b"the same once more")
    (site.site / "seul.gz").write_bytes(b"alone")
    (site.site / "lien.pdf").symlink_to(secret)
    (site.site / "dossier").symlink_to(site.root / "content")
    ran = site.run("archive")
    assert {"FG828"} < codes(ran.out)
    kept = held(site.root / "archive" / DAY)
    assert kept["site/programme.pdf"] == b"%PDF-1.4"
    assert "site/seul.gz" in kept
    assert "site/robots.txt.gz" not in kept
    assert not [path for path, body in kept.items() if b"secret" in body or "lien" in path]


def test_what_fiches_say_is_text_in_the_pages_of_the_archive(scratch: Scratch) -> None:
    title = "<script>alert(1)</script> \u202e & « x »"
    scratch.write({"content/a.md": FICHE.replace("Accueillir", title)})
    scratch.run("build")
    scratch.run("archive")
    index = (scratch.root / "archive" / DAY / "index.html").read_text(encoding="utf-8")
    assert "<script" not in index
    assert "&lt;script&gt;alert(1)" in index
    assert "\u202e" not in index


# ---------------------------------------------------------------- what is refused


def test_without_a_site_nothing_is_archived(scratch: Scratch) -> None:
    ran = scratch.run("archive")
    assert (ran.status, codes(ran.out)) == (2, {"FG821"})
    assert not (scratch.root / "archive").exists()


@pytest.mark.parametrize("damage", ["change", "remove", "manifest", "catalogue", "slug"])
def test_a_site_that_is_not_as_it_was_built_is_refused(site: Scratch, damage: str) -> None:
    page = site.site / f"fiches/{SLUG}/index.html"
    catalogue = site.site / "catalogue.json"
    match damage:
        case "change":
            page.write_bytes(page.read_bytes() + b" ")
        case "remove":
            page.unlink()
        case "manifest":
            (site.site / ".fichegen-manifest.json").write_text("{")
        case "catalogue":
            catalogue.write_text("[]")
        case _:
            catalogue.write_text(catalogue.read_text().replace(f'"{SLUG}"', '"../../../x"'))
    ran = site.run("archive")
    assert ran.status == 2
    assert "FG821" in codes(ran.out)
    assert not held(site.root).keys() & {"x.txt"}
    assert not [*(site.root / "archive").glob("*")]


def test_a_site_built_meanwhile_is_refused(site: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fichegen.archive.site.Published.is_as_it_was", lambda _: False)
    ran = site.run("archive")
    assert ran.status == 2
    assert "construit de nouveau" in ran.out
    assert not [*(site.root / "archive").glob("*")]


@pytest.mark.parametrize(
    "folder", ["content", "content/x", "site", "site/x", ".", "..", "templates"]
)
def test_an_archive_is_not_put_among_what_is_the_projects_own(site: Scratch, folder: str) -> None:
    before = held(site.root)
    ran = site.run("archive", folder)
    assert (ran.status, codes(ran.out)) == (2, {"FG820"})
    assert held(site.root) == before


def test_a_folder_that_is_not_ours_is_refused(site: Scratch) -> None:
    site.write({"photos/vacances.jpg": b"x"})
    for words in (["archive", "photos"], ["archive", "--verify", "photos"]):
        ran = site.run(*words)
        assert (ran.status, codes(ran.out)) == (2, {"FG820"} | codes(ran.out) & {"FG827"})
    assert held(site.root / "photos") == {"vacances.jpg": b"x"}


def test_an_archive_behind_a_link_is_refused(site: Scratch) -> None:
    site.run("archive", "vraie")
    (site.root / "lien").symlink_to("vraie")
    assert site.run("archive", "lien", today=LATER).status == 2
    assert site.run("archive", "--verify", "lien").status == 2
    assert [*(site.root / "vraie").iterdir()] == [site.root / "vraie" / DAY]


def test_an_archive_that_is_not_there_or_empty(site: Scratch) -> None:
    assert "n'existe pas" in site.run("archive", "--verify").out
    (site.root / "archive").mkdir()
    ran = site.run("archive", "--verify")
    assert ran.status == 2
    assert "aucun instantané" in ran.out


def test_an_archive_does_not_go_back_in_time(site: Scratch) -> None:
    site.run("archive", today=LATER)
    ran = site.run("archive", today=DAY)
    assert ran.status == 2
    assert "plus tard que le 2021-09-01" in ran.out


def test_an_archive_that_was_tampered_with_is_not_built_on(site: Scratch) -> None:
    site.run("archive")
    page = site.root / f"archive/{DAY}/site/fiches/{SLUG}/index.html"
    page.write_bytes(page.read_bytes()[::-1])
    ran = site.run("archive", today=LATER)
    assert ran.status == 2
    assert "n'est plus telle qu'elle a été faite" in ran.out
    assert not (site.root / "archive" / LATER).exists()


def test_expect_goes_with_verify_and_is_a_digest(site: Scratch) -> None:
    assert site.run("archive", "--expect", "0" * 64).status == 2
    assert site.run("archive", "--verify", "--expect", "zz").status == 2


# ---------------------------------------------------------------- verifying


def test_a_digest_kept_elsewhere_is_found_in_an_archive_that_grew(site: Scratch) -> None:
    digest = digest_in(site.run("archive").err)
    site.run("archive", today=LATER)
    assert site.run("archive", "--verify", "--expect", digest.upper()).status == 0
    shutil.rmtree(site.root / "archive" / LATER)
    assert site.run("archive", "--verify").status == 0  # that the end is gone, nothing tells
    ran = site.run("archive", "--verify", "--expect", "0" * 64)
    assert (ran.status, codes(ran.out)) == (1, {"FG824"})


def test_what_differs_is_named(site: Scratch) -> None:
    site.run("archive")
    site.run("archive", today=LATER)
    page = site.root / f"archive/{DAY}/textes/{SLUG}.txt"
    page.write_bytes(page.read_bytes().replace(b"15", b"16", 1))
    (site.root / f"archive/{DAY}/de-trop.txt").write_text("")
    (site.root / f"archive/{DAY}/site/robots.txt").unlink()
    ran = site.run("archive", "--verify")
    assert ran.status == 1
    told = [line for line in ran.out.splitlines() if "FG822" in line]
    assert [line.partition("] ")[2] for line in told] == [
        f"archive/{DAY}/de-trop.txt est en trop",
        f"archive/{DAY}/site/robots.txt manque",
        f"archive/{DAY}/textes/{SLUG}.txt a été altéré : ses octets ne sont plus les mêmes",
    ]
    document = json.loads(site.run("archive", "--verify", "--format", "json").out)
    assert {found["code"] for found in document["findings"]} == {"FG822"}


def test_an_unseen_middle_is_named(site: Scratch) -> None:
    for day in (DAY, LATER, "2021-09-03"):
        site.run("archive", today=day)
    shutil.rmtree(site.root / "archive" / LATER)
    ran = site.run("archive", "--verify")
    assert (ran.status, codes(ran.out)) == (1, {"FG823"})
    assert f"le numéro 2 ({LATER}) manque" in ran.out


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> tampering.Sample:
    return tampering.sample(tmp_path_factory.mktemp("archive"))


@settings(
    max_examples=40, suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None
)
@given(kind=st.sampled_from([*tampering.KINDS]), chance=st.randoms(use_true_random=False))
def test_whatever_is_done_to_an_archive_is_found_out(
    made: tampering.Sample, tmp_path: Path, kind: str, chance: random.Random
) -> None:
    tampering.tamper(tmp_path / "archive", made, kind, chance)
    assert tampering.is_found_out(tmp_path / "archive", made, with_digest=tampering.KINDS[kind][2])


def test_an_archive_that_nobody_touched_is_found_sound(
    made: tampering.Sample, tmp_path: Path
) -> None:
    made.lay(tmp_path / "archive")
    assert not tampering.is_found_out(tmp_path / "archive", made, with_digest=True)


def test_trials_of_evidence(tmp_path: Path) -> None:
    figures = evidence.run(0.02, 7, tmp_path, lambda _: None)
    assert sum(figure.tried for figure in figures) == 44
    assert not [failure for figure in figures for failure in figure.failed]


json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=5,
)


@settings(max_examples=200, deadline=None)
@given(value=json_values, chance=st.randoms(use_true_random=False))
def test_a_manifest_of_another_form_is_refused(
    made: tampering.Sample, value: object, chance: random.Random
) -> None:
    """One of its values, at any depth, is another."""
    body = made.files[f"{made.names[0]}/manifeste.json"]
    document = json.loads(body)
    inner = document
    while chance.random() < 0.7:
        keys = [*inner] if isinstance(inner, dict) else [*range(len(inner))]
        deeper = [key for key in keys if isinstance(inner[key], dict | list) and inner[key]]
        if not deeper:
            break
        inner = inner[chance.choice(deeper)]
    inner[chance.choice([*inner] if isinstance(inner, dict) else [*range(len(inner))])] = value
    for changed in (document, value):
        with pytest.raises(ManifestError):
            parse(json.dumps(changed).encode())
    assert written(parse(body)) == body


def test_an_archive_that_is_endlessly_deep_is_refused(site: Scratch) -> None:
    site.run("archive")
    deep = site.root / "archive" / DAY
    descriptor = os.open(deep, os.O_RDONLY)
    for _ in range(40):
        os.mkdir("x" * 200, dir_fd=descriptor)
        inner = os.open("x" * 200, os.O_RDONLY, dir_fd=descriptor)
        os.close(descriptor)
        descriptor = inner
    os.close(descriptor)
    ran = site.run("archive", "--verify")
    subprocess.run(["rm", "-rf", deep], check=True)  # Python may not reach so deep
    assert (ran.status, codes(ran.out)) == (2, {"FG820"})


# ---------------------------------------------------------------- all or nothing


@pytest.mark.parametrize("verb", ["open", "mkdir", "rename"])
def test_a_full_disk_leaves_the_archive_as_it_was(
    site: Scratch, monkeypatch: pytest.MonkeyPatch, verb: str
) -> None:
    site.run("archive")
    before = held(site.root / "archive")
    real = getattr(os, verb)

    def full(path: object, *rest: object, **options: object) -> object:
        if ".fichegen-en-cours-" in os.fspath(path) and (verb != "open" or rest[0] & os.O_CREAT):  # type: ignore[call-overload, operator]
            raise OSError(errno.ENOSPC, "plein")
        return real(path, *rest, **options)

    monkeypatch.setattr(os, verb, full)
    ran = site.run("archive", today=LATER)
    monkeypatch.undo()
    assert (ran.status, codes(ran.out)) == (1, {"FG825"})
    assert held(site.root / "archive") == before


def test_what_a_killed_run_left_is_told_and_taken_away(site: Scratch) -> None:
    site.run("archive")
    left = site.root / "archive/.fichegen-en-cours-0011aabb/site"
    left.mkdir(parents=True)
    (left / "x").write_text("")
    ran = site.run("archive", "--verify")
    assert (ran.status, codes(ran.out)) == (0, {"FG826"})
    assert site.run("archive", today=LATER).status == 0
    assert not left.parent.exists()
    assert codes(site.run("archive", "--verify").out) == set()


# ---------------------------------------------------------------- the history


def history(scratch: Scratch, day: str = DAY, slug: str = SLUG) -> str:
    """Archive, and return the words of the page of a fiche's history."""
    ran = scratch.run("archive", today=day)
    assert ran.status == 0, ran.out
    (page,) = (scratch.root / "archive").glob(
        f"{ran.err.split('archive/')[1][:10]}*/historique/{slug}.html"
    )
    body = page.read_bytes()
    assert b"<script" not in body
    return words_of(body)


def rebuilt(scratch: Scratch) -> None:
    assert scratch.run("build").status == 0


def test_a_change_is_told_in_the_words_of_its_field(site: Scratch, git: Git) -> None:
    edit(site, "15/10/2021", "22 octobre 2021")
    edit(site, "- Orienter", "- Orienter sans renvoyer")
    git("commit", "-qam", "Limite repoussée")
    rebuilt(site)
    told = history(site)
    assert "Date limite d'inscription\n15 octobre 2021 → 22 octobre 2021\n" in told
    assert "Objectifs\n- Orienter → - Orienter sans renvoyer\n" in told
    assert "Limite repoussée – T – " in told
    assert told.index("Limite repoussée") < told.index("Première version") < told.index("créée")
    manifest = json.loads((site.root / f"archive/{DAY}/manifeste.json").read_bytes())
    assert manifest["git"] == {"commit": git("rev-parse", "HEAD").strip(), "modifie": False}


def test_fields_that_come_and_go(site: Scratch, git: Git) -> None:
    edit(site, "## Dates", "## Tarif\n\n120 €\n\n## Dates")
    git("commit", "-qam", "deux")
    edit(site, "## Date limite d'inscription\n\n15/10/2021\n\n", "")
    git("commit", "-qam", "trois")
    rebuilt(site)
    told = history(site)
    assert "Tarif\najouté : 120 €\n" in told
    assert "Date limite d'inscription\nretiré : 15 octobre 2021\n" in told


def test_a_fiche_is_followed_under_the_names_it_had(site: Scratch, git: Git) -> None:
    git("mv", "content/accueillir.md", "content/accueil.md")
    git("commit", "-qm", "Renommé")
    edit(site, "15/10/2021", "22/10/2021", "accueil")
    git("commit", "-qam", "Limite")
    rebuilt(site)
    told = history(site)
    assert "Fichier déplacé : content/accueillir.md → content/accueil.md." in told
    assert "La fiche est créée." in told


def test_a_fiche_is_followed_by_the_address_it_says_it_had(site: Scratch, git: Git) -> None:
    """Git sees nothing alike in both files."""
    git("rm", "-q", "content/accueillir.md")
    other = "# Tout autre chose\n\n## Anciennes adresses\n\naccueillir\n\n## Dates\n\n3 mars 2022\n\n## Contact\n\nz@exemple.fr\n"
    site.write({"content/autre.md": other})
    git("add", "content")
    git("commit", "-qm", "Refaite")
    rebuilt(site)
    told = history(site, slug="tout-autre-chose")
    assert "Titre\nAccueillir → Tout autre chose\n" in told
    assert "Fichier déplacé : content/accueillir.md → content/autre.md." in told
    assert "Première version" in told


def test_what_is_not_registered_yet_is_told_so(site: Scratch, git: Git) -> None:
    edit(site, "15/10/2021", "22/10/2021")
    rebuilt(site)
    told = history(site)
    assert "## Pas encore enregistré dans git\n" in told
    assert "15 octobre 2021 → 22 octobre 2021" in told
    index = (site.root / f"archive/{DAY}/index.html").read_text(encoding="utf-8")
    assert "avec des changements non enregistrés" in index


def test_a_merge_is_one_change_of_the_line_that_is_published(site: Scratch, git: Git) -> None:
    git("checkout", "-qb", "travail")
    for day in ("16", "17"):
        edit(site, f"{int(day) - 1}/10/2021", f"{day}/10/2021")
        git("commit", "-qam", f"essai {day}")
    git("checkout", "-q", "main")
    git("merge", "-q", "--no-ff", "-m", "Relu", "travail")
    rebuilt(site)
    told = history(site)
    assert "15 octobre 2021 → 17 octobre 2021" in told
    assert "essai" not in told


def test_a_state_that_cannot_be_read_is_told_so(site: Scratch, git: Git) -> None:
    good = (site.root / "content/accueillir.md").read_bytes()
    (site.root / "content/accueillir.md").write_bytes(b"\xff\xfe\x00")
    git("commit", "-qam", "abîmé")
    (site.root / "content/accueillir.md").write_bytes(good)
    git("commit", "-qam", "réparé")
    rebuilt(site)
    told = history(site)
    assert "La fiche ne pouvait pas être lue dans cet état." in told
    assert "L'état précédent n'est pas connu" in told


def test_hostile_words_of_git_are_words(site: Scratch, git: Git) -> None:
    edit(site, "15/10/2021", "16/10/2021")
    message = "<script>alert(1)</script>\u202e\x1b[31m ::error::x \x01 %x00 :100644 100644"
    git("commit", "-qam", message, "--author", 'A"><img src=x> <x@y>')
    edit(site, "16/10/2021", "17/10/2021")
    git("commit", "-qam", "AVANT")
    raw = git("cat-file", "commit", "HEAD").encode()
    raw = raw.replace(b"AVANT", b"caf\xe9 \xff").replace(b"author T ", b"author \xe9ric\xff ")
    made = subprocess.run(
        ["git", "hash-object", "-t", "commit", "-w", "--stdin"],
        cwd=site.root, input=raw, capture_output=True, check=True,
    )  # fmt: skip
    git("update-ref", "HEAD", made.stdout.decode().strip())
    git("mv", "content/accueillir.md", "content/à\n:1 'x' é.md")
    git("commit", "-qm", "nom")
    rebuilt(site)
    told = history(site)
    assert "<script>alert(1)</script>\\u202e\\u001b[31m ::error::x \\u0001 %x00" in told
    assert "15 octobre 2021 → 16 octobre 2021" in told
    assert "caf\ufffd \ufffd – \ufffdric\ufffd – " in told


def test_git_runs_nothing_of_the_repository(site: Scratch, git: Git) -> None:
    trap = site.root / "piege"
    trap.write_text(f"#!/bin/sh\ntouch {site.root}/lance\ncat\n")
    trap.chmod(0o755)
    for key in (
        "core.fsmonitor",
        "core.pager",
        "pager.log",
        "diff.external",
        "diff.x.textconv",
        "gpg.program",
    ):
        git("config", key, str(trap))
    git("config", "log.showSignature", "true")
    site.write({".gitattributes": "*.md diff=x\n"})
    edit(site, "15/10/2021", "16/10/2021")
    (site.root / "lance").unlink(missing_ok=True)
    rebuilt(site)
    history(site)
    assert not (site.root / "lance").exists()


def test_a_copy_without_its_past_says_so(
    site: Scratch, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    edit(site, "15/10/2021", "22/10/2021")
    git("commit", "-qam", "deux")
    git("clone", "-q", "--depth", "1", f"file://{site.root}", "copie")
    copy = site.root / "copie"
    monkeypatch.chdir(copy)
    assert site.run("build").status == 0
    ran = site.run("archive")
    assert (ran.status, codes(ran.out)) == (0, {"FG827"})
    assert "fetch-depth: 0" in ran.out
    (page,) = (copy / "archive").glob("*/historique/*.html")
    assert "Plus rien n'est dit de ce qui précède" in page.read_text(encoding="utf-8")


@pytest.mark.parametrize("lack", ["git", "commit", "owner", "content"])
def test_without_what_git_needs_the_rest_is_archived(
    site: Scratch, git: Git, monkeypatch: pytest.MonkeyPatch, lack: str
) -> None:
    match lack:
        case "git":
            monkeypatch.setenv("PATH", str(site.root))
        case "commit":
            shutil.rmtree(site.root / ".git")
            git("init", "-q")
        case "owner":
            monkeypatch.setenv("GIT_TEST_ASSUME_DIFFERENT_OWNER", "1")
            config = site.root / "config"
            config.write_text("")
            monkeypatch.setenv("GIT_CONFIG_GLOBAL", str(config))
            monkeypatch.setattr(
                "fichegen.git._KEPT", ("GIT_CONFIG", "GIT_CEILING", "GIT_TEST_ASSUME")
            )
        case _:
            shutil.rmtree(site.root / "content")
    ran = site.run("archive")
    assert (ran.status, codes(ran.out)) == (0, {"FG827"})
    words = {
        "git": "git n'est pas installé",
        "commit": "rien n'est encore enregistré",
        "owner": "appartient à quelqu'un d'autre",
        "content": "les fiches ne sont pas là",
    }
    assert words[lack] in ran.out
    manifest = json.loads((site.root / f"archive/{DAY}/manifeste.json").read_bytes())
    assert words[lack] in manifest["sans_historique"]
    assert site.run("archive", "--verify").status == 0


def test_a_long_history_is_bounded_and_says_so(
    site: Scratch, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fichegen.history.MOST_STATES", 3)
    for day in range(15, 20):
        edit(site, f"{day}/10/2021", f"{day + 1}/10/2021")
        git("commit", "-qam", f"n° {day}")
    rebuilt(site)
    told = history(site)
    assert "n° 19" in told
    assert "n° 16" not in told
    assert "Plus rien n'est dit de ce qui précède" in told


def test_many_states_are_read_newest_first_and_the_rest_is_said(
    site: Scratch, git: Git, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("fichegen.history.log._MOST_STATES", 3)
    site.write({"content/b.md": FICHE.replace("Accueillir", "Écouter")})
    git("add", "content")
    git("commit", "-qm", "b")
    for day in (15, 16):
        edit(site, f"{day}/10/2021", f"{day + 1}/10/2021")
        git("commit", "-qam", f"n° {day}")
    rebuilt(site)
    told = history(site)
    assert "n° 16" in told
    assert "15 octobre 2021 → 16 octobre 2021" not in told
    assert "trop long pour être relu" in told
    assert "ne pouvait pas être lue" not in told


def test_a_state_too_large_for_a_fiche_is_told_so(site: Scratch, git: Git) -> None:
    good = (site.root / "content/accueillir.md").read_text(encoding="utf-8")
    site.write({"content/accueillir.md": f"{good}\n{'x' * 1_100_000}\n"})
    git("commit", "-qam", "trop")
    site.write({"content/accueillir.md": good})
    git("commit", "-qam", "moins")
    rebuilt(site)
    assert "La fiche ne pouvait pas être lue dans cet état." in history(site)


def test_the_page_of_a_history_cuts_what_is_endless() -> None:
    change = Change(what="Contenu", before="", after="x" * 10_000)
    era = Era(day=DAY, changes=(change,))
    page = history_page(Chronicle(title="T", source="content/t.md", eras=(era,)))
    assert 4_000 < len(page) < 6_000


# ---------------------------------------------------------------- the words of a page


@pytest.mark.parametrize(
    ("html", "words"),
    [
        ("<p>Un <b>mot</b>\n et  un autre</p><p>Suite</p>", "Un mot et un autre\nSuite\n"),
        ("<nav>x</nav><main><h2>T</h2>y</main>z", "## T\ny\n"),
        ("<p hidden>a<br>b</p>c", "c\n"),
        ("<div hidden><p>a<div>b</div></div>c", "c\n"),
        ("<script>a</script><style>b</style><template>c</template>d", "d\n"),
        ("<ul><li>a<li>b</ul>", "• a\n• b\n"),
        ("<table><tr><td><td>1</td><td>2</table>", "| 1 | 2\n"),
        ("a<br>b<hr>c", "a\nb\nc\n"),
        ("&lt;b&gt; &amp; &#233;", "<b> & é\n"),
        ("<pre>a\nb</pre>c", "a\nb\nc\n"),
        ("</main></p>", "\n"),
        ("<main>a</main></main>b<p>c", "a\n"),
    ],
)
def test_words_are_those_that_are_seen(html: str, words: str) -> None:
    assert words_of(html.encode()) == words


@given(st.text(alphabet="<>/! abhidenmp=\"'&;#-\n", max_size=60))
def test_any_page_has_words(html: str) -> None:
    assert words_of(html.encode()).endswith("\n")

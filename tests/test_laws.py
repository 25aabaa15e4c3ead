"""The laws of the design, on the demonstration catalogue and on real mistakes."""

from __future__ import annotations

import datetime as dt
import os
import re
import shutil
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import pytest
from conftest import ROOT, Scratch
from corpus import write_corpus

from fichegen import making, text
from fichegen.artifacts import MANIFEST
from fichegen.cli import main
from fichegen.pipeline import build, survey
from fichegen.reading import TABLES

GOOD = """# Accueillir

## Public

Tous

## Dates

15 et 16 novembre 2021

## Contact

ana@exemple.fr
"""


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.kept = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        del attrs
        self.kept = self.kept or tag == "template"

    def handle_endtag(self, tag: str) -> None:
        self.kept = self.kept and tag != "template"

    def handle_data(self, data: str) -> None:
        if not self.kept:  # a template is shown to nobody
            self.words.append(data)


def shown(page: bytes) -> str:
    """Return the words of a page, white space folded, French spacing undone."""
    parser = _Text()
    parser.feed(page.decode())
    return re.sub(r"\s+", " ", " ".join(parser.words)).replace("’", "'")


def test_nothing_of_the_seed_is_lost(demo: Scratch) -> None:
    assert demo.run("build").status == 0
    pages = [body for p, body in demo.pages().items() if "module-1-" in p and p.endswith(".html")]
    words = " ".join(map(shown, pages))
    source = (ROOT / "content" / "aller-vers-module-1.md").read_text(encoding="utf-8")
    lines = [
        line
        for line in source.split("\n")
        if not line.startswith(("## ", "### D", "### S", "### O"))
    ]
    for word in re.findall(
        r"[\w.@-]{2,}", "\n".join(lines).replace("15/10/2021", "").replace("mailto:", "")
    ):
        assert word.strip(".-") in words, word


def test_every_fact_of_the_seed_is_on_its_pages(demo: Scratch) -> None:
    demo.run("build")
    pages = {
        p: shown(body)
        for p, body in demo.pages().items()
        if "/la-pratique" in p and "module-1-" in p and p.endswith(".html")
    }
    fiche = next(text for path, text in pages.items() if path.count("/") == 2)
    for fact in ("Social et Médico-social", "Maximum 3 jours / 21 heures", "ARFIS OI IRTS REUNION",
                 "15 octobre 2021", "Groupe 1", "EST", "Groupe 2", "SUD", "Sandra DUGAND", "DGCS",
                 "sandra.dugand@irtsreunion.fr", "Pas de prérequis"):  # fmt: skip
        assert fact in fiche, fact
    east, south = (text for path, text in sorted(pages.items()) if path.count("/") == 3)
    for page, facts in ((east, ("Groupe 1", "EST", "15", "16", "17 novembre 2021")),
                        (south, ("Groupe 2", "SUD", "du 6 au 8 décembre 2021"))):  # fmt: skip
        for fact in (*facts, "15 octobre 2021", "sandra.dugand@irtsreunion.fr", "Sandra DUGAND"):
            assert fact.casefold() in page.casefold(), fact


def test_a_second_build_writes_nothing(demo: Scratch) -> None:
    demo.run("build")
    before = {p: (p.stat().st_ino, p.stat().st_mtime_ns) for p in demo.site.rglob("*")}
    ran = demo.run("build")
    assert "0 fichier écrit, 0 fichier retiré" in ran.err
    assert before == {p: (p.stat().st_ino, p.stat().st_mtime_ns) for p in demo.site.rglob("*")}


@pytest.mark.slow
def test_the_same_input_gives_the_same_bytes_anywhere(tmp_path: Path) -> None:
    """Other hash seed, time zone, locale, umask, folder, order of creation."""
    sites = []
    for number, environment in enumerate((
        {"PYTHONHASHSEED": "1", "TZ": "UTC", "LC_ALL": "C"},
        {"PYTHONHASHSEED": "77", "TZ": "Pacific/Kiritimati", "LC_ALL": "fr_FR.UTF-8", "HOME": "/nonexistent"},
    )):  # fmt: skip
        root = tmp_path / ("a" if number else "un dossier é") / "projet"
        names = sorted((ROOT / "content").rglob("*"), reverse=bool(number))
        for source in names:
            if source.is_file():
                target = root / "content" / source.relative_to(ROOT / "content")
                target.parent.mkdir(parents=True, exist_ok=True)
                shutil.copy(source, target)
        command = [sys.executable, "-m", "fichegen", "build", "--today", "2021-09-01"]
        path = {"PATH": os.environ["PATH"], "PYTHONPATH": str(ROOT)}
        ran = subprocess.run(
            command, cwd=root, env=path | environment, capture_output=True, check=False
        )
        assert ran.returncode == 0, ran.stderr
        site = root / "site"
        sites.append({p.relative_to(site): p.read_bytes() for p in site.rglob("*") if p.is_file()})
    assert sites[0] == sites[1]


@pytest.mark.parametrize(
    ("name", "broken", "code"),
    [
        ("f.md", "# Été".encode("latin-1"), "FG101"),
        ("f.md", b"", "FG102"),
        ("f.md", "## Public\n\nTous\n", "FG201"),
        ("f.md", "---\ntitre: [\n---\n", "FG103"),
        ("f.md", GOOD.replace("15 et 16 novembre", "30 et 31 juin"), "FG301"),
        ("f.md", b"x" * 5_000_000, "FG108"),
    ],
)
def test_an_error_publishes_nothing_and_hides_no_other(
    scratch: Scratch, name: str, broken: str | bytes, code: str
) -> None:
    scratch.write({"content/bon.md": GOOD})
    assert scratch.run("build").status == 0
    before = scratch.pages()
    scratch.write(
        {
            f"content/{name}": broken,
            "content/autre.md": GOOD.replace("# Accueillir", "# Autre\n\n## Objetifs\n\nx"),
        }
    )
    ran = scratch.run("build")
    assert ran.status == 1
    assert f"content/{name}:" in ran.out
    assert f"erreur[{code}]" in ran.out
    assert "content/autre.md:3:4: avertissement[FG202]" in ran.out
    assert "Traceback" not in ran.out + ran.err
    assert scratch.pages() == before


def test_deleting_renaming_and_breaking_a_fiche(scratch: Scratch) -> None:
    scratch.write({"content/a.md": GOOD, "content/b.md": GOOD.replace("Accueillir", "Écouter")})
    scratch.run("build")
    assert "fiches/ecouter/index.html" in scratch.pages()
    (scratch.root / "content" / "a.md").rename(scratch.root / "content" / "z.md")
    before = scratch.pages()
    scratch.run("build")
    now = scratch.pages()
    changed = {path for path in now if now[path] != before.get(path)} - {MANIFEST}
    for_editors = {"completude.json", "completude/index.html"}  # they say which file to open
    assert changed <= for_editors, "the file's name is not the page's"
    scratch.write({"content/z.md": GOOD.replace("Accueillir", "Recevoir")})
    scratch.run("build")
    assert {p for p in scratch.pages() if p.startswith("fiches/")} == {
        f"fiches/{name}/{page}" for name in ("ecouter", "recevoir")
        for page in ("index.html", f"{name}.ics", "fiche.json", "session/index.html", "session/session.ics")
    }  # fmt: skip
    (scratch.root / "content" / "b.md").unlink()
    scratch.run("build")
    assert not [p for p in scratch.pages() if "ecouter" in p]
    assert not (scratch.site / "fiches" / "ecouter").exists()


def test_files_added_by_hand_are_kept_with_a_remark(scratch: Scratch) -> None:
    scratch.write({"content/a.md": GOOD})
    scratch.run("build")
    scratch.write({"site/CNAME": "formations.example.fr"})
    ran = scratch.run("build")
    assert ran.status == 0
    assert "site/CNAME:1:1: remarque[FG803]" in ran.out


def test_a_refused_folder_hides_no_other_finding(scratch: Scratch) -> None:
    scratch.write({"content/a.md": GOOD + "\n## Contenu\n", "site/notes.txt": "à moi"})
    ran = scratch.run("build")
    assert ran.status == 2
    assert "FG801" in ran.out
    assert "FG206" in ran.out
    assert (scratch.site / "notes.txt").read_text(encoding="utf-8") == "à moi"


def test_drafts_stay_out_with_what_is_wrong_in_them(scratch: Scratch) -> None:
    draft = "---\nbrouillon: oui\n---\n\n# En cours\n\n## Dates\n\n31 juin 2021\n"
    scratch.write({"content/a.md": GOOD, "content/b.md": draft})
    ran = scratch.run("build")
    assert (ran.status, ran.out) == (0, "")
    assert not [p for p in scratch.pages() if "en-cours" in p]
    assert scratch.run("build", "--drafts").status == 1


def test_strict_fails_on_a_warning_and_publishes_nothing(scratch: Scratch) -> None:
    scratch.write({"content/a.md": GOOD + "\n## Contenu\n"})
    assert scratch.run("build", "--strict").status == 1
    assert not scratch.site.exists()
    assert scratch.run("build").status == 0


@pytest.mark.parametrize(
    "options", [(), ("-q",), ("-v",), ("--format", "json"), ("--format", "github")]
)
@pytest.mark.parametrize(("extra", "status"), [("", 0), ("\n## Contenu\n", 1)])
def test_the_verdict_does_not_depend_on_how_it_is_shown(
    scratch: Scratch, options: tuple[str, ...], extra: str, status: int
) -> None:
    scratch.write({"content/a.md": GOOD + extra})
    assert scratch.run("check", "--strict", *options).status == status


def test_a_session_that_is_over_changes_the_site_on_the_day_it_was_told(scratch: Scratch) -> None:
    scratch.write({"content/a.md": GOOD})
    ran = scratch.run("build", today="2021-11-16")
    assert "À reconstruire le 2021-11-17" in ran.err
    page = scratch.pages()["fiches/accueillir/index.html"]
    assert "Terminé" not in shown(page)
    scratch.run("build", today="2021-11-17")
    assert "Terminé" in shown(scratch.pages()["fiches/accueillir/index.html"])


def test_source_date_epoch_is_the_day(scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch.write({"content/a.md": GOOD})
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1637100000")  # 2021-11-16T22:00Z, the 17th in Réunion
    scratch.write({"content/catalogue.yml": "fuseau: Indian/Reunion\n"})
    assert scratch.run("build", today="").status == 0
    assert "Terminé" in shown(scratch.pages()["fiches/accueillir/index.html"])
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "demain")
    assert scratch.run("build", today="").status == 2


def test_a_missing_source_folder_says_what_to_do(scratch: Scratch) -> None:
    (scratch.root / "content").rmdir()
    ran = scratch.run("build")
    assert ran.status == 2
    assert "FG604" in ran.out
    assert "--source" in ran.out


def test_sources_on_a_disk_that_does_not_answer_are_told(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(_: Path) -> bool:
        raise OSError(5, "disque")

    monkeypatch.setattr(Path, "is_dir", fail)
    ran = scratch.run("build")
    assert (ran.status, "FG114" in ran.out) == (1, True)
    assert "erreur du disque" in ran.out


def test_the_manifest_names_every_file_with_its_digest(scratch: Scratch) -> None:
    scratch.write({"content/a.md": GOOD})
    scratch.run("build")
    listing = (scratch.site / MANIFEST).read_text(encoding="utf-8")
    for path in scratch.pages():
        assert path == MANIFEST or f'"{path}"' in listing


def test_a_fault_of_ours_is_told_without_a_traceback(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def fail(*_: object) -> None:
        raise RuntimeError("imprévu\x1b[31m")

    monkeypatch.setattr("fichegen.making.taking.find_sources", fail)
    assert main(["check"]) == 3
    said = capsys.readouterr().err
    assert "RuntimeError: imprévu\\u001b[31m" in said
    assert "Traceback" not in said


def test_an_interruption_ends_with_130(scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("fichegen.making.taking.find_sources", interrupt)
    assert main(["check"]) == 130


@pytest.mark.parametrize("command", ["check", "build"])
def test_what_is_quoted_is_what_was_judged(
    command: str, scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A source that changes while it is judged: its findings stand, without words that are not theirs."""
    wrong = GOOD.replace("15 et 16 novembre", "30 et 31 juin")
    scratch.write({"content/a.md": wrong, "content/b.md": wrong.replace("Accueillir", "Autre")})
    put_together = making.set_up

    def later(*args: Any) -> Any:
        scratch.write({"content/a.md": wrong.replace("31 juin", "31 avril")})
        return put_together(*args)

    monkeypatch.setattr("fichegen.pipeline.set_up", later)
    said = scratch.run(command)
    shown = said.out + said.err
    assert said.status == 1
    assert shown.count("le 31 juin") == 2
    assert "30 et 31 avril" not in shown
    quoted = re.findall(r"^(content/\w+\.md):9:\d+: [^\n]*\n +9 \|", shown, re.MULTILINE)
    assert quoted == ["content/b.md"]


LABEL_WORDS = {
    word
    for table in TABLES.values()
    for entry in table
    for words in (entry.name.replace("_", " "), entry.label, *entry.synonyms)
    for word in text.key(words).split()
} | {
    "fiche",
    "technique",
    "mailto",
    "complete",
    "annulee",
    "annule",
    "session",
    "groupe",
    "pratiques",
}
"""Words of headings and keys: the page shows its own in their place."""


@pytest.mark.parametrize(
    "source",
    [
        path
        for folder in (ROOT / "tests" / "cases" / "reading", ROOT / "content")
        for path in sorted(folder.rglob("*.*"))
        if path.suffix in (".md", ".yml") and path.parent.name not in ("pages", "organismes")
    ],
    ids=lambda path: f"{path.parent.name}-{path.name}",
)
def test_no_word_of_a_fiche_is_lost(scratch: Scratch, source: Path) -> None:
    """Every word and number of a source is on its pages, save labels, dates in figures and marks."""
    typed = source.read_text(encoding="utf-8")
    scratch.write({f"content/{source.name}": typed})
    ran = scratch.run("build")
    assert ran.status == 0, ran.out
    if source.name == "catalogue.yml":
        return
    words = set(
        text.key(
            " ".join(
                shown(body) for path, body in scratch.pages().items() if path.endswith(".html")
            )
        ).split()
    )
    bare = re.sub(r"\b\d{1,4}[/-]\d{1,2}[/-]\d{1,4}\b", "", typed)
    missing = {
        word
        for word in text.key(bare).split()
        if (len(word) > 2 or word.isdigit()) and word.lstrip("0") not in words and word not in words
    }
    assert missing - LABEL_WORDS == set()


CHANGING: dict[str, str] = {
    "content/a.md": """# A

## Date limite d'inscription

20 octobre 2021

## Groupes

### Groupe 1

#### EST

3 et 5 novembre 2021

### Groupe 2

#### SUD

10 novembre 2021

Complet

### Groupe 3

#### SUD

12 et 13 novembre 2021

Annulé

### Groupe 4

#### EST

décembre 2021

## Contact

ana@exemple.fr
""",
    "content/b.md": GOOD,
    "content/c.md": "# C\n\n## Dates\n\nà définir\n\n## Date limite\n\n8 novembre 2021\n\n## Contact\n\nb@exemple.fr\n",
}


def undated(pages: dict[str, bytes]) -> dict[str, bytes]:
    """Leave out what says which day it is, and the names of files by what they hold."""
    signs = rb'data-jour="[^"]*"|"jour":"[^"]*"|data-etats="[^"]*"|Liste \xc3\xa9tablie le [^.]*\.|\xc3\x89tat au [^<]*|\.[0-9a-f]{10}\.'
    return {
        re.sub(r"\.[0-9a-f]{10}\.", ".", path): re.sub(signs, b"", body)
        for path, body in pages.items()
        if "recherche" not in path and path != MANIFEST
    }


def test_nothing_changes_before_the_day_that_the_build_tells(scratch: Scratch) -> None:
    """Built day after day: the site is another only on the days that were told."""
    scratch.write(CHANGING)
    day, told, before = dt.date(2021, 9, 28), "", None
    changes = 0
    while day < dt.date(2022, 1, 5):
        ran = scratch.run("build", today=day.isoformat())
        now = undated(scratch.pages())
        if before is not None and now != before:
            changed = sorted(path for path in now if now[path] != before.get(path))
            assert day.isoformat() == told, (day, changed[:3])
            changes += 1
        if not told or day.isoformat() >= told:
            found = re.search(r"À reconstruire le (\S+)", ran.err)
            told = found[1] if found else "9999-12-31"
        before = now
        day += dt.timedelta(days=1)
    assert changes > 8


FAULTS = {
    "content/fautes.md": (
        "# Fautes\n\n## Contenu\n\n[x](javascript:alert(1)) [y](nulle-part.md) [z](#nulle) Voir"
        " <https://exemple.fr>\n\n## Anciennes adresses\n\n- fautes\n- assets/recherche\n- a.pdf\n\n"
        "## Lieux et dates\n\n### Groupe 1\n\nLien : ftp://exemple.fr\n\n3 mars 2027\n"
    ),
    "content/organismes/tamarin.yml": "nom: Tamarin\nprésentation: '[ici](perdu.md) [là](#rien)'\n",
    "content/pages/aide.md": "# Aide\n\n[x](data:text/html,x) [y](/nulle-part/)\n",
    "content/a.md": "# A\n\n## Organisme\n\nTamarin\n",
}
"""Everything that only making pages could find."""


def test_a_check_finds_what_a_build_finds(scratch: Scratch) -> None:
    """A check makes no page, where no template is a project's own."""
    write_corpus(scratch.root, 12)
    scratch.write(FAULTS)
    made, judged = build(scratch.request()).survey, survey(scratch.request())
    assert judged.findings == made.findings
    assert judged.status == made.status
    assert made.pages
    assert not judged.pages
    assert {"FG402", "FG405", "FG407", "FG507", "FG509"} <= {f.code for f in judged.findings}


def test_a_check_makes_the_pages_of_a_project_with_its_own_templates(scratch: Scratch) -> None:
    scratch.write({"content/a.md": "# A\n", "templates/pages/plan.html": "{{ rien }}"})
    assert "FG601" in {found.code for found in survey(scratch.request()).findings}

"""`init` and `new`: from an empty folder to a published fiche, without a question to anybody."""

from __future__ import annotations

import datetime as dt
import json
import os
import re
import shlex
import subprocess
from pathlib import Path
from typing import Any

import pytest
import yaml
from conftest import ROOT, Ran
from hypothesis import example, given, settings
from hypothesis import strategies as st

from fichegen import __version__, text
from fichegen.cli import main
from fichegen.drafting import Notation, clean_title, new_fiche, title_problem
from fichegen.reading import TABLES, Kind, Scope, read_fiche
from fichegen.scaffold import AUTOMATION, project_files
from fichegen.scaffold.examples import example_fiches
from fichegen.settings import read_settings

NEEDED = ("public", "organismes", "duree", "date_limite", "groupes", "interlocuteurs", "objectifs")


class Newcomer:
    """Somebody in an empty folder, who types what is shown."""

    def __init__(self, folder: Path, capsys: pytest.CaptureFixture[str]) -> None:
        self.folder = folder
        self.capsys = capsys

    def type(self, line: str) -> Ran:
        self.capsys.readouterr()
        status = main(shlex.split(line)[1:])
        said = self.capsys.readouterr()
        return Ran(status, said.out, said.err)

    def change(self, name: str, old: str, new: str) -> None:
        path = self.folder / name
        body = path.read_text(encoding="utf-8")
        assert old in body
        path.write_text(body.replace(old, new, 1), encoding="utf-8")


@pytest.fixture
def newcomer(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> Newcomer:
    folder = tmp_path / "mes formations (été)"
    folder.mkdir()
    monkeypatch.chdir(folder)
    for name in ("GITHUB_ACTIONS", "GITHUB_STEP_SUMMARY", "SOURCE_DATE_EPOCH"):
        monkeypatch.delenv(name, raising=False)
    return Newcomer(folder, capsys)


# ---------------------------------------------------------------- the whole way


def test_a_newcomer_publishes_a_fiche_by_doing_what_is_said(newcomer: Newcomer) -> None:
    begun = newcomer.type("fichegen init")
    assert begun.status == 0
    steps = re.findall(r"^  (fichegen .*)$", begun.err, re.MULTILINE)
    assert len(steps) == 3
    assert newcomer.type("fichegen check --strict").status == 0
    assert newcomer.type("fichegen build --strict").status == 0
    made = newcomer.type(steps[-1].replace("Titre de ma formation", "Tenir un registre"))
    assert made.status == 0
    name = made.out.strip()
    assert name == "content/tenir-un-registre.md"

    # a draft that lacks everything disturbs nobody, and says what it lacks when asked
    assert newcomer.type("fichegen build --strict").status == 0
    asked = re.search(r"fichegen check --drafts \S+", made.err)
    assert asked
    lacking = newcomer.type(asked[0])
    assert lacking.out.count("[FG206]") == 8
    assert "[FG211]" in lacking.out

    def fill(heading: str, words: str) -> None:
        newcomer.change(name, f"# {heading}\n", f"# {heading}\n\n{words}\n")

    fill("Organisme de formation", "Atelier des Passerelles")
    fill("Public", "Secrétaires")
    fill("Durée", "2 jours / 14 heures")
    fill("Groupe 1", "Brest\n\nLes 31 novembre et 1er décembre 2031")  # first mistake
    fill("Date limite d'inscription", "5 novembre 2031")
    fill("Interlocuteur", "Ana LE ROUX\n\nana.leroux@passerelles.example")
    fill("Objectifs", "- Remplir un registre\n- Corriger une erreur")
    fill("Prérequis", "Pas de prérequis")
    fill("Contenu", "Exercices")
    newcomer.change(name, "## Prérequis", "## Prérequs")  # second
    newcomer.change(name, "\noui\n", "\nnom\n")  # third

    told = newcomer.type("fichegen check")
    assert told.status == 1
    assert "[FG210]" in told.out
    assert "écrivez oui ou non" in told.out
    newcomer.change(name, "\nnom\n", "\nnon\n")
    told = newcomer.type("fichegen check")
    assert told.status == 1
    assert "le 31 novembre n'existe pas" in told.out
    newcomer.change(name, "Les 31 novembre et 1er décembre 2031", "Les 24 et 25 novembre 2031")
    told = newcomer.type("fichegen check --strict")
    assert told.status == 1
    assert "vouliez-vous dire « Prérequis » ?" in told.out
    newcomer.change(name, "## Prérequs", "## Prérequis")
    clean = newcomer.type("fichegen check --strict")
    assert clean.status == 0, clean.out
    assert newcomer.type("fichegen build --strict").status == 0
    page = newcomer.folder / "site" / "fiches" / "tenir-un-registre" / "index.html"
    shown = page.read_text(encoding="utf-8")
    assert "Secrétaires" in shown
    assert "<!--" not in re.sub(r"<!DOCTYPE[^>]*>", "", shown)
    assert "à qui la formation" not in shown


# ---------------------------------------------------------------- init


@pytest.mark.parametrize(
    "day",
    [
        *("2026-01-01", "2026-02-28", "2026-07-31", "2026-11-25", "2027-10-05", "2028-02-29"),
        *("2030-12-31", "2026-08-15"),
    ],
)
def test_a_new_project_is_without_a_finding_on_any_day(newcomer: Newcomer, day: str) -> None:
    assert newcomer.type(f"fichegen init --today {day}").status == 0
    checked = newcomer.type(f"fichegen check --strict -v --today {day}")
    assert checked.status == 0, checked.out
    assert "avertissement" not in checked.out
    assert set(re.findall(r"\[(FG\d+)\]", checked.out)) <= {"FG716", "FG717"}


def test_its_sessions_are_open_on_working_days(newcomer: Newcomer) -> None:
    for offset in range(0, 370, 3):
        today = dt.date(2026, 1, 1) + dt.timedelta(days=offset)
        fiches = [read_fiche(f"content/{name}", body) for name, body in example_fiches(today)]
        assert len(fiches) == 3
        for fiche, found in fiches:
            assert fiche is not None
            assert not found
            assert fiche.groups
            assert fiche.deadline is not None
            assert fiche.deadline.date is not None
            assert today < fiche.deadline.date
            for group in fiche.groups:
                assert group.schedule is not None
                assert group.schedule.days
                for day in group.schedule.days:
                    assert fiche.deadline.date < day.date
                    assert day.date.weekday() < 5


def test_each_notation_has_its_example() -> None:
    bodies = {new.path: new.body for new in project_files(dt.date(2026, 1, 1)) if new.is_example}
    firsts = sorted((Path(path).suffix, body[:3]) for path, body in bodies.items())
    assert (".md", "---") in firsts
    assert any(suffix == ".md" and head.startswith("# ") for suffix, head in firsts)
    assert (".yml", "# y") in firsts


def test_what_is_there_is_kept_and_named(newcomer: Newcomer) -> None:
    files = [new.path for new in project_files(dt.date(2026, 1, 1)) if not new.is_example]
    for name in files:
        path = newcomer.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(b"# \xc3\xa0 moi\r\n")
    ran = newcomer.type("fichegen init")
    assert ran.status == 0
    for name in files:
        assert (newcomer.folder / name).read_bytes() == b"# \xc3\xa0 moi\r\n"
        assert f"gardé {name} – " in ran.err
    before = {path: path.read_bytes() for path in newcomer.folder.rglob("*") if path.is_file()}
    assert newcomer.type("fichegen init").status == 0
    after = {path: path.read_bytes() for path in newcomer.folder.rglob("*") if path.is_file()}
    assert before == after


def test_a_catalogue_with_fiches_gets_no_invented_ones(newcomer: Newcomer) -> None:
    (newcomer.folder / "content").mkdir()
    (newcomer.folder / "content" / "a.md").write_text("# A\n", encoding="utf-8")
    assert newcomer.type("fichegen init").status == 0
    names = {p.name for p in (newcomer.folder / "content").rglob("*") if p.is_file()}
    assert names == {"a.md", "catalogue.yml"}


def test_another_folder_is_made_and_gone_to(newcomer: Newcomer) -> None:
    ran = newcomer.type("fichegen init 'sous dossier/à part'")
    assert ran.status == 0
    assert "cd 'sous dossier/à part'" in ran.err
    assert (newcomer.folder / "sous dossier" / "à part" / "content" / "catalogue.yml").is_file()


def test_a_file_the_home_and_the_root_are_refused(
    newcomer: Newcomer, monkeypatch: pytest.MonkeyPatch
) -> None:
    (newcomer.folder / "fichier").touch()
    monkeypatch.setenv("HOME", str(newcomer.folder))
    for place in ("fichier", ".", "/", str(newcomer.folder)):
        ran = newcomer.type(f"fichegen init {shlex.quote(place)}")
        assert ran.status == 2
        assert "Traceback" not in ran.err
    assert [path.name for path in newcomer.folder.iterdir()] == ["fichier"]


def test_a_project_is_not_begun_among_the_fiches_of_another(newcomer: Newcomer) -> None:
    newcomer.type("fichegen init")
    before = sorted(path for path in newcomer.folder.rglob("*"))
    for place in ("content", "content/2027", "content/organismes"):
        ran = newcomer.type(f"fichegen init {place}")
        assert ran.status == 2
        assert "« fichegen new »" in ran.err
    assert sorted(path for path in newcomer.folder.rglob("*")) == before
    (newcomer.folder / "ailleurs" / "content").mkdir(parents=True)
    assert newcomer.type("fichegen init ailleurs/content").status == 0  # nothing is there yet


def test_nothing_is_written_through_a_link(newcomer: Newcomer, tmp_path: Path) -> None:
    away = tmp_path / "ailleurs"
    away.mkdir()
    (newcomer.folder / ".github").symlink_to(away)
    (newcomer.folder / "LISEZMOI.md").symlink_to(away / "LISEZMOI.md")
    ran = newcomer.type("fichegen init")
    assert ran.status == 0
    assert not [*away.iterdir()]
    assert "un lien" in ran.err


@pytest.mark.skipif(os.geteuid() == 0, reason="root writes everywhere")
def test_a_folder_one_may_not_write_in_is_told(newcomer: Newcomer) -> None:
    newcomer.folder.chmod(0o500)
    try:
        ran = newcomer.type("fichegen init")
    finally:
        newcomer.folder.chmod(0o700)
    assert ran.status == 2
    assert "FG804" in ran.err
    assert "accès refusé" in ran.err


def test_a_file_in_the_way_of_a_folder_is_told(newcomer: Newcomer) -> None:
    (newcomer.folder / "content").touch()
    ran = newcomer.type("fichegen init")
    assert ran.status == 2
    assert "FG804" in ran.err
    assert (newcomer.folder / "content").is_file()


def test_every_setting_is_there_and_works_once_its_sign_is_taken_off() -> None:
    (body,) = (
        n.body for n in project_files(dt.date(2026, 1, 1)) if n.path.endswith("catalogue.yml")
    )
    _, found = read_settings("content/catalogue.yml", body)
    assert not found
    opened = re.sub(r"^#(?=\S)", "", body, flags=re.MULTILINE).replace("#  ", "  ")
    opened = re.sub(r"^#? ? ?# .*\n", "", opened, flags=re.MULTILINE)
    _, found = read_settings("content/catalogue.yml", opened)
    assert {f.code for f in found} <= {"FG605"}
    from fichegen.settings import SETTINGS

    for setting in SETTINGS:
        assert setting.help in body
        assert re.search(rf"^#? *{setting.key.rpartition('.')[2]}:", body, re.MULTILINE)


# ---------------------------------------------------------------- what runs by itself

AWKWARD = ("formations", "mes formations/été", "l'atelier # 2", "2026")


def automation(below: str = "") -> dict[str, Any]:
    bodies = {new.path: new.body for new in project_files(dt.date(2026, 1, 1), below)}
    # BaseLoader: `on` stays a word
    return {path: yaml.load(bodies[path], yaml.BaseLoader) for path in AUTOMATION}


def test_the_automation_is_pinned_and_what_is_written_is_read() -> None:
    bodies = {new.path: new.body for new in project_files(dt.date(2026, 1, 1))}
    for name in AUTOMATION:
        assert f"fichegen=={__version__}" in bodies[name]
        assert "fichegen check" in bodies[name]
        assert ".fichegen/" not in bodies[name]
    github = bodies[".github/workflows/site.yml"]
    assert not [use for use in re.findall(r"uses: (\S+)", github) if not re.search(r"@v\d+$", use)]
    for name, body in bodies.items():
        if name.endswith(".json"):
            assert json.loads(body)


def test_github_checks_requests_and_publishes_the_main_branch() -> None:
    made = automation()[".github/workflows/site.yml"]
    jobs = made["jobs"]
    runs = {name: [step["run"] for step in job["steps"] if "run" in step] for name, job in jobs.items()}  # fmt: skip
    assert [run for run in runs["check"] if "fichegen " in run] == ["fichegen check --strict"]
    assert [run for run in runs["build"] if "fichegen " in run] == [
        'fichegen build $STRICT --base-url "$BASE_URL"'
    ]
    assert jobs["check"]["if"] == "github.event_name == 'pull_request'"
    assert "default_branch" in jobs["build"]["if"]
    assert "!github.event.repository.fork" in jobs["build"]["if"]
    assert jobs["publish"]["needs"] == "build"
    assert made["permissions"] == {}
    assert {name: job["permissions"] for name, job in jobs.items()} == {
        "check": {"contents": "read"},
        "build": {"contents": "read", "pages": "read"},
        "publish": {"pages": "write", "id-token": "write"},
    }
    for job in jobs.values():
        for step in job["steps"]:
            if step.get("uses", "").startswith("actions/checkout"):
                assert step["with"] == {"persist-credentials": "false"}
            assert "${{" not in step.get("run", "")  # what others may write is never a command


@pytest.mark.parametrize(
    ("source", "branch", "in_a_request", "jobs"),
    [
        ("push", "main", False, ["pages"]),
        ("push", "main", True, ["pages"]),
        ("push", "essai", False, ["verifier"]),
        ("push", "essai", True, []),
        ("merge_request_event", "", False, ["verifier"]),
        ("schedule", "main", False, ["pages"]),
        ("schedule", "main", True, ["pages"]),
        ("schedule", "essai", False, []),
        ("web", "main", True, ["pages"]),
        ("push", "", False, []),  # a tag
    ],
)
def test_gitlab_runs_once_and_publishes_the_main_branch(
    source: str, branch: str, in_a_request: bool, jobs: list[str]
) -> None:
    told = {
        "$CI_PIPELINE_SOURCE": source,
        "$CI_COMMIT_BRANCH": branch,
        "$CI_DEFAULT_BRANCH": "main",
        "$CI_OPEN_MERGE_REQUESTS": "a!1" if in_a_request else "",
    }

    def holds(rules: list[dict[str, str]]) -> bool:
        for rule in rules:
            words = re.sub(r"\$\w+", lambda found: repr(told[found[0]]), rule["if"])
            if eval(words.replace("&&", "and")):
                return rule.get("when") != "never"
        return False

    made = automation()[".gitlab-ci.yml"]
    ran = [name for name in ("verifier", "pages") if holds(made[name]["rules"])]
    assert (ran if holds(made["workflow"]["rules"]) else []) == jobs


@pytest.mark.parametrize("file", [".pre-commit-hooks.yaml", ".pre-commit-config.yaml"])
def test_before_a_commit_one_check_looks_at_what_it_changes(file: str) -> None:
    """A file that is taken away comes by no name, and many names by many processes."""
    words = AUTOMATION[file][0]("") if file in AUTOMATION else (ROOT / file).read_text("utf-8")
    made = yaml.safe_load(words)
    (hook,) = made if isinstance(made, list) else made["repos"][0]["hooks"]
    assert hook["entry"] == "fichegen check --since HEAD"
    asked = (hook["pass_filenames"], hook["always_run"], hook["require_serial"])
    assert asked == (False, True, True)


@pytest.mark.parametrize("below", AWKWARD)
def test_in_a_folder_of_a_repository_it_works_there(below: str, newcomer: Newcomer) -> None:
    subprocess.run(["git", "init", "-q"], cwd=newcomer.folder, check=True)
    ran = newcomer.type(f"fichegen init {shlex.quote(below)}")
    commands = re.findall(r"^  ((?:mkdir|mv) .*)$", ran.err, re.MULTILINE)
    assert len(commands) == len(AUTOMATION)
    subprocess.run("\n".join(["set -e", *commands]), shell=True, check=True)
    made = {path: yaml.safe_load((newcomer.folder / path).read_text("utf-8")) for path in AUTOMATION}  # fmt: skip
    assert made == {path: yaml.safe_load(write(below)) for path, (write, _) in AUTOMATION.items()}
    github = made[".github/workflows/site.yml"]
    assert github["defaults"] == {"run": {"working-directory": below}}
    uploaded = [step["with"]["path"] for step in github["jobs"]["build"]["steps"] if "upload" in step.get("uses", "")]  # fmt: skip
    assert uploaded == [f"{below}/site"]
    assert shlex.split(made[".gitlab-ci.yml"]["before_script"][-1]) == ["cd", below]
    hook = made[".pre-commit-config.yaml"]["repos"][0]["hooks"][0]
    assert main(shlex.split(hook["entry"])[1:]) == 0
    fiche = newcomer.folder / below / "content/jour.md"
    fiche.write_text("# Un jour\n\n## Dates\n\n31 juin 2027\n", encoding="utf-8")
    assert main(shlex.split(hook["entry"])[1:]) == 1
    fiche.unlink()

    # begun again, nothing is written where it is not read; what is in the way is told
    again = newcomer.type(f"fichegen init {shlex.quote(below)}")
    assert again.err.count("est à la racine du dépôt git") == len(AUTOMATION)
    (newcomer.folder / ".gitlab-ci.yml").write_text("a: b\n", encoding="utf-8")
    again = newcomer.type(f"fichegen init {shlex.quote(below)}")
    assert ".gitlab-ci.yml existe déjà : recopiez-y" in again.err
    assert (newcomer.folder / ".gitlab-ci.yml").read_text(encoding="utf-8") == "a: b\n"


def test_a_home_that_is_a_repository_is_not_that_of_the_project(
    newcomer: Newcomer, monkeypatch: pytest.MonkeyPatch
) -> None:
    (newcomer.folder / ".git").mkdir()
    monkeypatch.setenv("HOME", str(newcomer.folder))
    ran = newcomer.type("fichegen init formations")
    assert "dépôt git" not in ran.err
    body = (newcomer.folder / "formations/.gitlab-ci.yml").read_text(encoding="utf-8")
    assert "cd " not in body


# ---------------------------------------------------------------- new


@pytest.fixture
def project(newcomer: Newcomer) -> Newcomer:
    (newcomer.folder / "content").mkdir()
    return newcomer


@pytest.mark.parametrize("notation", Notation)
def test_a_new_fiche_has_every_field_and_shows_none_of_its_help(notation: Notation) -> None:
    body = new_fiche("Tenir un registre", notation)
    fiche, found = read_fiche(f"a{notation.ending}", body)
    assert fiche is not None
    assert fiche.draft
    assert not fiche.sections
    assert {f.code for f in found} <= {"FG206", "FG211"}
    for entry in TABLES[Scope.FICHE]:
        names = rf"^#?{entry.name}:|^(?:<!-- )?##? {re.escape(entry.label)}(?: -->)?$"
        assert entry.name == "titre" or re.search(names, body, re.MULTILINE), entry.name
        assert entry.name in ("titre", "brouillon") or entry.help in body
    first_optional = body.index("Ce que Qualiopi demande aussi")
    for name in NEEDED:
        label = next(e.label for e in TABLES[Scope.FICHE] if e.name == name)
        places = [body.find(f"\n{name}:"), body.find(f"\n## {label}\n")]
        assert notation is Notation.HEAD or 0 < max(places) < first_optional


@pytest.mark.parametrize("notation", Notation)
def test_help_never_becomes_a_text_beside_what_is_filled_in(notation: Notation) -> None:
    """Every sign that hides an optional heading or key taken off, words written everywhere."""
    body = new_fiche("Tenir un registre", notation)
    body = re.sub(r"^<!-- (## .*) -->$", r"\1", body, flags=re.MULTILINE)
    body = re.sub(r"^( *)#(\w+:)$", r"\1\2", body, flags=re.MULTILINE)
    body = re.sub(r"^(<!-- .* -->)$", r"\1\n\nMES MOTS", body, flags=re.MULTILINE)
    body = re.sub(r"^( *\w+:)$", r"\1 MES MOTS", body, flags=re.MULTILINE)
    body = body.replace("groupes: MES MOTS", "groupes:").replace(
        "interlocuteurs: MES MOTS\n  -", "interlocuteurs:\n  -"
    )
    fiche, _ = read_fiche(f"a{notation.ending}", body)
    assert fiche is not None
    said = repr(fiche)
    assert "MES MOTS" in said
    for entry in TABLES[Scope.FICHE]:
        assert entry.kind is not Kind.PROSE or entry.help not in said


TITLES = st.text(
    st.one_of(
        st.sampled_from("aÀé œ0 `*_[]()<>#!\\|~-:;'\"&{}@%.,=+?/«»“”…–—→☞🎉"),
        st.characters(exclude_categories=["C", "Zl", "Zp"]),
    ),
    min_size=1,
    max_size=30,
)


@settings(max_examples=300, deadline=None)
@given(TITLES, st.sampled_from(Notation))
@example("a `b` c", Notation.HEADINGS)
@example("<!-- a", Notation.HEAD)
@example("# C# #", Notation.HEADINGS)
@example("- a: b #c", Notation.YAML)
@example("'l''été'", Notation.YAML)
@example("oui", Notation.YAML)
@example("Durée : 3 jours", Notation.HEADINGS)
@example("[a](https://b.example) <c@d.fr>", Notation.HEAD)
@example("👩‍👩‍👧 Accueillir", Notation.HEADINGS)
@example("a" * 3000, Notation.YAML)
def test_any_title_comes_back_as_it_was_typed(typed: str, notation: Notation) -> None:
    title = clean_title(typed)
    if title_problem(title):
        assert not text.key(title) or any(ord(char) > 127 for char in title)
        return
    fiche, found = read_fiche(f"a{notation.ending}", new_fiche(title, notation))
    assert fiche is not None
    assert fiche.title.words == title
    assert {f.code for f in found} <= {"FG206", "FG211"}


@pytest.mark.parametrize(
    "typed", ["", "   ", "???", "🎉🎉", "☞ ☞", "a\x1b[31mb", "a\u202eb", "\x00"]
)
def test_what_is_no_title_is_refused(project: Newcomer, typed: str) -> None:
    assert main(["new", typed]) == 2
    assert not [*(project.folder / "content").iterdir()]


def test_titles_that_look_like_paths_or_options_stay_in_the_folder(project: Newcomer) -> None:
    for typed in (
        "../../evil",
        "/etc/passwd",
        "--strict",
        "-x",
        "C:\\x",
        ".caché",
        "_autre",
        "con",
    ):
        assert main(["new", "--", typed]) == 0
    assert len([*(project.folder / "content").iterdir()]) == 8
    assert [p.name for p in project.folder.iterdir()] == ["content"]
    assert main(["new", "é" * 400]) == 0


def test_words_need_no_quotes(project: Newcomer) -> None:
    ran = project.type("fichegen new Accueillir les publics")
    assert ran.out == "content/accueillir-les-publics.md\n"


@pytest.mark.parametrize("notation", [None, *Notation])
def test_a_module_is_one_of_its_series(project: Newcomer, notation: str | None) -> None:
    chosen = ["--notation", str(notation)] if notation else []
    assert main(["new", "Aller vers", "--module", "2", *chosen]) == 0
    (path,) = (project.folder / "content").iterdir()
    fiche, _ = read_fiche(path.name, path.read_text(encoding="utf-8"))
    assert fiche is not None
    assert (fiche.title.series, fiche.title.module) == ("Aller vers", "2")


def test_a_module_with_its_name(project: Newcomer) -> None:
    ran = project.type("fichegen new 'Aller vers « Entrer en relation »' --module 2")
    body = (project.folder / ran.out.strip()).read_text(encoding="utf-8")
    assert body.startswith("# Aller vers – Module 2 « Entrer en relation »\n")
    assert main(["new", "Aller vers – Module 3", "--module", "2"]) == 2
    assert main(["new", "X", "--module", "0"]) == 2


def test_a_fiche_or_an_address_that_is_there_is_refused(project: Newcomer) -> None:
    assert main(["new", "Tenir un registre"]) == 0
    path = project.folder / "content" / "tenir-un-registre.md"
    before = path.read_bytes()
    again = project.type("fichegen new 'TENIR un registre !'")
    assert again.status == 2
    assert "content/tenir-un-registre.md existe déjà" in again.err
    other = project.type("fichegen new 'Tenir un registre' --notation yaml")
    assert other.status == 2
    assert "a déjà l'adresse « tenir-un-registre »" in other.err
    assert path.read_bytes() == before
    assert [p.name for p in path.parent.iterdir()] == [path.name]


def test_without_a_project_it_is_told_how_to_begin_one(newcomer: Newcomer) -> None:
    ran = newcomer.type("fichegen new Titre")
    assert ran.status == 2
    assert "FG604" in ran.err


def test_editors_that_know_schemas_are_told_theirs(newcomer: Newcomer) -> None:
    newcomer.type("fichegen init")
    ran = newcomer.type("fichegen new Titre --notation yaml")
    body = (newcomer.folder / ran.out.strip()).read_text(encoding="utf-8")
    named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", body)
    assert named
    assert (newcomer.folder / "content" / named[1]).resolve().is_file()
    for path in (newcomer.folder / "content").rglob("*.yml"):
        named = re.match(
            r"# yaml-language-server: \$schema=(\S+)\n", path.read_text(encoding="utf-8")
        )
        assert named
        assert (path.parent / named[1]).resolve().is_file()

"""Law 3: a build that takes up what earlier ones made equals one that makes everything.

After any sequence of edits, byte for byte, findings included. And law 4: whoever does the work.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path
from typing import Final

import pytest
from corpus import write_corpus
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from fichegen import glance
from fichegen.account import Account
from fichegen.cache import open_cache, tool
from fichegen.making import ground, taking
from fichegen.pipeline import account_of, build, survey
from fichegen.project import Project
from fichegen.request import Request

TODAY: Final = dt.date(2026, 3, 2)
WORDS: Final = ("Écoute", "Repères", "la fin de vie", "15 mars 2026", "<b>gras</b>", "é" * 40)
DATES: Final = ("2 mars 2026", "Les 9 & 10 mars 2026", "du 30 mars au 1er avril 2026", "à définir")
DAYS: Final = (
    TODAY,
    TODAY + dt.timedelta(days=1),
    TODAY + dt.timedelta(days=12),
    dt.date(2027, 1, 1),
)

Outcome = tuple[Account, dict[str, bytes]]


def request_of(root: Path, *, today: dt.date = TODAY, jobs: int = 1, warm: bool = True) -> Request:
    return Request(
        project=Project.at(root), today_in=lambda _zone: today, jobs=jobs, uses_cache=warm
    )


def site_of(root: Path) -> dict[str, bytes]:
    output = root / "site"
    found = (path for path in output.rglob("*") if path.is_file())
    return {path.relative_to(output).as_posix(): path.read_bytes() for path in found}


def made(request: Request) -> Outcome:
    """Build as the command does: at a glance where there is nothing to do."""
    account = None
    if request.uses_cache:
        with closing(open_cache(request.project, only_looks=True)) as cache:
            account = glance.unchanged(request, cache)
    account = account or account_of(build(request))
    return replace(account, written=0, removed=0), site_of(request.project.root)


def cold(root: Path, today: dt.date, scratch: Path) -> Outcome:
    """Build the same sources where nothing has ever been built."""
    shutil.rmtree(scratch, ignore_errors=True)
    for name in ("content", "templates"):
        if (root / name).is_dir():
            shutil.copytree(root / name, scratch / name)
    return made(request_of(scratch, today=today, warm=False))


def write(path: Path, body: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body, encoding="utf-8")


class Edits(RuleBasedStateMachine):
    """An editor, a designer and time itself at work on a small catalogue."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="fichegen-warm-"))
        self.root = self.folder / "project"
        self.today = TODAY
        self.count = 0
        self.published: dict[str, bytes] = {}
        self.tool = tool

    def teardown(self) -> None:
        self.install(self.tool)
        shutil.rmtree(self.folder)

    @initialize()
    def begin(self) -> None:
        write_corpus(self.root, 7, seed=3, today=TODAY)
        write(self.root / "content/catalogue.yml", "titre: Essai\nurl: https://exemple.fr\n")

    @property
    def fiches(self) -> list[Path]:
        content = self.root / "content"
        apart = {"catalogue.yml", "organismes", "pages"}
        return sorted(
            path
            for path in content.rglob("*.*")
            if path.is_file() and not apart & {*path.relative_to(content).parts}
        )

    def chosen(self, number: int) -> Path | None:
        fiches = self.fiches
        return fiches[number % len(fiches)] if fiches else None

    def changed(self, number: int, change: Callable[[str], str]) -> None:
        path = self.chosen(number)
        if path:
            path.write_text(change(path.read_text(encoding="utf-8")), encoding="utf-8")

    # ------------------------------------------------------------ what editors do

    @rule(number=st.integers(0, 9), words=st.sampled_from(WORDS))
    def write_in_a_fiche(self, number: int, words: str) -> None:
        path = self.chosen(number)
        if path and path.suffix == ".md":
            self.changed(number, lambda body: f"{body}\n## Méthodes pédagogiques\n\n{words}\n")

    @rule(number=st.integers(0, 9), dates=st.sampled_from(DATES))
    def add_a_fiche(self, number: int, dates: str) -> None:
        self.count += 1
        write(
            self.root / f"content/nouvelle-{number}.md",
            f"# La série – Module {number} « Suite {self.count} »\n\n## Secteur\n\nHandicap\n\n"
            f"## Organisme\n\nCoopérative Tamaris\n\n## Dates\n\n{dates}\n\n## Lieu\n\nBrest\n\n"
            f"## Prérequis\n\nAvoir suivi le module {number - 1}.\n\n## Contact\n\nana@exemple.fr\n",
        )

    @rule(number=st.integers(0, 9))
    def take_a_fiche_away(self, number: int) -> None:
        path = self.chosen(number)
        if path and len(self.fiches) > 2:
            path.unlink()

    @rule(number=st.integers(0, 9))
    def move_a_file(self, number: int) -> None:
        path = self.chosen(number)
        if path:
            place = self.root / "content" / f"dossier-{number}" / path.name
            place.parent.mkdir(exist_ok=True)
            path.rename(place)

    @rule(number=st.integers(0, 9), to=st.integers(0, 9))
    def link_to_another(self, number: int, to: int) -> None:
        path, other = self.chosen(number), self.chosen(to)
        if path and other and path.suffix == ".md":
            aim = os.path.relpath(other, path.parent)
            self.changed(number, lambda body: f"{body}\n## À voir\n\n[suite]({aim})\n")

    @rule(number=st.integers(0, 9))
    def mistype(self, number: int) -> None:
        path = self.chosen(number)
        if path and path.suffix == ".md":
            self.changed(number, lambda body: f"{body}\n## Contat\n\n[x](javascript:alert(1))\n")

    @rule(number=st.integers(0, 9))
    def break_and_mend(self, number: int) -> None:
        path = self.chosen(number)
        if path:
            body = path.read_text(encoding="utf-8")
            path.write_text("---\n[\n", encoding="utf-8")
            self.equal()
            path.write_text(body, encoding="utf-8")

    @rule(
        name=st.sampled_from(("Coopérative Tamaris", "CFA Bréhat Santé")), phone=st.integers(10, 99)
    )
    def tell_an_organisation(self, name: str, phone: int) -> None:
        write(
            self.root / "content/organismes/un.yml",
            f"nom: {name}\nalias: [Tam]\ntelephone: 02 98 00 00 {phone}\npresentation: Nous.\n",
        )

    @rule(title=st.sampled_from(("Mentions légales", "Mentions", "Aide")))
    def write_a_page(self, title: str) -> None:
        write(self.root / "content/pages/mentions.md", f"# {title}\n\n[accueil](/)\n")

    @rule(
        line=st.sampled_from(
            (
                "titre: Autre\n",
                "couleurs:\n  principale: '#005a9c'\n",
                "completude: non\n",
                "compression: gzip\n",
                "compression: gzip, br\n",
            )
        )
    )
    def change_settings(self, line: str) -> None:
        write(self.root / "content/catalogue.yml", f"url: https://exemple.fr\n{line}")

    # ------------------------------------------------------------ what others do

    @rule(words=st.sampled_from(("Un", "Deux")))
    def override_a_partial(self, words: str) -> None:
        write(self.root / "templates/partials/footer.html", f"<footer><p>{words}</p></footer>\n")

    @rule(words=st.sampled_from(("État", "Où en est-on")))
    def override_a_macro(self, words: str) -> None:
        shipped = Path(__file__).parent.parent / "templates/macros/when.html"
        write(
            self.root / "templates/macros/when.html",
            shipped.read_text("utf-8") + f"{{# {words} #}}\n",
        )

    @rule(size=st.integers(1, 3))
    def style(self, size: int) -> None:
        write(self.root / "templates/assets/css/own.css", f"body{{margin:{size}px}}\n")

    @rule()
    def drop_templates(self) -> None:
        shutil.rmtree(self.root / "templates", ignore_errors=True)

    @rule(day=st.sampled_from(DAYS))
    def let_days_pass(self, day: dt.date) -> None:
        self.today = day

    @rule(version=st.binary(min_size=1, max_size=2))
    def install_another_version(self, version: bytes) -> None:
        self.install(lambda: version)

    def install(self, known: Callable[[], bytes]) -> None:
        for module in (ground, taking):
            vars(module)["tool"] = known
        vars(glance)["tool_at_a_glance"] = known

    @rule(number=st.integers(0, 99), how=st.sampled_from(("lost", "written in", "replaced")))
    def meddle_with_the_site(self, number: int, how: str) -> None:
        site = self.root / "site"
        files = sorted(path for end in ("html", "gz", "br") for path in site.rglob(f"*.{end}"))
        if not files:
            return
        path = files[number % len(files)]
        if how == "written in":
            with path.open("a", encoding="utf-8") as page:
                page.write("<!-- moi -->")
            return
        path.unlink()
        if how == "replaced":
            path.write_text("moi", encoding="utf-8")

    @rule(at=st.integers(0, 4000))
    def damage_the_cache(self, at: int) -> None:
        file = self.root / ".fichegen/cache.sqlite"
        if file.exists():
            body = bytearray(file.read_bytes())
            body[at % len(body)] ^= 0xFF
            file.write_bytes(body)

    # ------------------------------------------------------------ the law

    @invariant()
    def equal(self) -> None:
        if not (self.root / "content").is_dir():
            return
        account, site = made(request_of(self.root, today=self.today))
        other, clean = cold(self.root, self.today, self.folder / "cold")
        told = tuple(found for found in account.findings if found.code != "FG806")
        assert replace(account, findings=told) == other
        if account.is_published:
            self.published = clean
            assert site == clean
            self.check_finds_the_same()

    def check_finds_the_same(self) -> None:
        """What a check takes from the last build is what it would find by itself."""
        request = request_of(self.root, today=self.today)
        with closing(open_cache(request.project, only_looks=True)) as cache:
            account = glance.unchanged(request, cache, publishes=False)
        assert account
        surveyed = survey(replace(request, uses_cache=False))
        assert account.findings == surveyed.findings
        assert {*account.settings_paths} == surveyed.settings_paths
        assert account.status == surveyed.status


Edits.TestCase.settings = settings(
    max_examples=8,
    stateful_step_count=10,
    deadline=None,
    suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
)
TestEdits = Edits.TestCase


# ---------------------------------------------------------------- whoever does the work


@pytest.mark.parametrize("jobs", [1, 2, 3, 8])
def test_any_number_of_processes_makes_the_same_site(tmp_path: Path, jobs: int) -> None:
    write_corpus(tmp_path, 150, seed=5, today=TODAY)
    account, site = made(request_of(tmp_path, jobs=jobs, warm=False))
    shutil.copytree(tmp_path / "content", tmp_path / "other/content")
    alone, clean = made(request_of(tmp_path / "other", warm=False))
    assert (account, site) == (alone, clean)

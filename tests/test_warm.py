"""Law 3: a build that takes up what earlier ones made equals one that makes everything.

After any sequence of edits, byte for byte, findings included. And law 4: whoever does the work.
"""

from __future__ import annotations

import datetime as dt
import os
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest
from corpus import write_corpus
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule
from trust import warm
from trust.editing import TODAY, write
from trust.warm import cold, differences, found_otherwise, made, request_of

from fichegen import glance
from fichegen.cache import tool
from fichegen.making import ground, taking

WORDS: Final = ("Écoute", "Repères", "la fin de vie", "15 mars 2026", "<b>gras</b>", "é" * 40)
DATES: Final = ("2 mars 2026", "Les 9 & 10 mars 2026", "du 30 mars au 1er avril 2026", "à définir")
DAYS: Final = (
    TODAY,
    TODAY + dt.timedelta(days=1),
    TODAY + dt.timedelta(days=12),
    dt.date(2027, 1, 1),
)


class Edits(RuleBasedStateMachine):
    """An editor, a designer and time itself at work on a small catalogue."""

    def __init__(self) -> None:
        super().__init__()
        self.folder = Path(tempfile.mkdtemp(prefix="fichegen-warm-"))
        self.root = self.folder / "project"
        self.today = TODAY
        self.count = 0
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
        request = request_of(self.root, self.today)
        built = made(request)
        assert differences(built, cold(self.root, self.today, self.folder / "cold")) == []
        if built[0].is_published:
            assert found_otherwise(request) == []


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
    built = made(request_of(tmp_path, TODAY, jobs=jobs, warm=False))
    assert built == cold(tmp_path, TODAY, tmp_path / "other")


# ---------------------------------------------------------------- over a long time


def test_lists_and_exports_in_many_parts_are_made_again_where_they_would_be_others(
    tmp_path: Path,
) -> None:
    (figure,) = warm.run(0.008, 1, tmp_path, print)
    assert figure.tried == 12
    assert not figure.failed

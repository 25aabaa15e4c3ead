"""`new --comme`: last year's words under a new title, and nothing of last year's days."""

from __future__ import annotations

import datetime as dt
import difflib
import random
from collections.abc import Callable
from pathlib import Path

import pytest
from conftest import ROOT, TODAY, Scratch
from corpus import write_corpus

from fichegen.cli import main
from fichegen.drafting import Sheet, open_sheet, renewed
from fichegen.model import Fiche
from fichegen.reading import read_fiche

TITLE = "Reprendre en main : module « b »"


def again(path: str, body: str | bytes, title: str = TITLE) -> tuple[Sheet | None, Fiche | None]:
    sheet = open_sheet(path, body if isinstance(body, bytes) else body.encode())
    assert sheet is not None
    made = renewed(sheet, title)
    fiche, _ = read_fiche(path, made.text()) if made else (None, ())
    return made, fiche


def is_of_no_year(fiche: Fiche) -> bool:
    schedules = [s for g in fiche.groups for s in (g.schedule, g.previous) if s]
    limits = [fiche.deadline, fiche.updated, *(g.deadline for g in fiche.groups)]
    return not (
        any(schedule.days or schedule.periods for schedule in schedules)
        or any(limit.date for limit in limits if limit)
        or any(group.status or group.link for group in fiche.groups)
        or fiche.status
        or fiche.aliases
    )


FICHES = [
    *sorted((ROOT / "content").glob("*.md")),
    *(path for path in sorted((ROOT / "content").glob("*.yml")) if path.stem != "catalogue"),
    *sorted((ROOT / "tests" / "cases" / "reading").rglob("*.md")),
    *sorted((ROOT / "tests" / "cases" / "reading").rglob("*.yml")),
]


@pytest.mark.parametrize("path", FICHES, ids=lambda path: f"{path.parent.name}-{path.name}")
def test_words_stay_and_days_go(path: Path) -> None:
    body = path.read_bytes()
    before, _ = read_fiche(path.name, body.decode())
    assert before is not None
    made, after = again(path.name, body)
    assert made is not None
    assert after is not None
    assert after.title.words == TITLE
    assert after.draft
    assert is_of_no_year(after)
    kept = [
        (s.heading, s.prose.markdown) for s in after.sections if s.prose.markdown != "à définir"
    ]
    assert kept == [(s.heading, s.prose.markdown) for s in before.sections]
    assert (after.contacts, after.duration) == (before.contacts, before.duration)
    assert (after.organisations, after.sectors) == (before.organisations, before.sectors)


def test_the_model_of_all_fiches_changes_on_the_lines_that_must() -> None:
    body = (ROOT / "content" / "aller-vers-module-1.md").read_text(encoding="utf-8")
    made, _ = again("a.md", body)
    assert made is not None
    changed = [
        line
        for line in difflib.ndiff(body.split("\n"), made.text().split("\n"))
        if line[0] in "+-" and line[2:].strip()
    ]
    assert [line for line in changed if line[0] == "-"] == [
        "- # La pratique de l'Aller Vers les publics – Module 1 « Aller vers : une nécessaire préparation »",
        "- 15/10/2021",
        "- Les 15 & 16 nov. 2021",
        "- + Le 17 novembre 2021",
        "- Les 6 & 7 déc. 2021",
        "- + Le 8 décembre 2021",
    ]
    assert (
        "+ à définir <!-- l'an dernier : Les 15 & 16 nov. 2021 + Le 17 novembre 2021 -->" in changed
    )


def test_few_of_many_fiches_are_refused(tmp_path: Path) -> None:
    write_corpus(tmp_path, 120, seed=5, today=TODAY)
    refused = count = 0
    for path in sorted((tmp_path / "content").iterdir()):
        before, _ = (
            read_fiche(path.name, path.read_text(encoding="utf-8"))
            if path.is_file()
            else (None, ())
        )
        if before is None or path.stem == "catalogue":
            continue
        count += 1
        made, after = again(path.name, path.read_bytes())
        if made is None or after is None:
            refused += 1
        else:
            assert is_of_no_year(after)
    assert count > 50
    assert refused <= count // 50


@pytest.mark.parametrize(
    ("name", "source", "expected"),
    [
        ("a.yml", "titre: A\ndates: 3 mars 2026\n",
         "quand les dates y sont, retirez cette ligne\ndates: à définir  # l'an dernier : 3 mars 2026\n"),
        ("b.yml", "titre: A\nstatut: complet\nalias: [x]\nmis_a_jour: 3/3/2026\nslug: b\n", "# statut: complet"),
        ("c.yml", "{titre: A, groupes: [{lieu: Brest, dates: 3 mars 2026}]}\n", "dates: à définir}]}"),
        ("d.yml", "titre: A\ndate_limite: inscriptions closes\n", "date_limite: à définir  # l'an"),
        ("e.yml", "titre: A\ngroupes: |\n  ### Groupe 1\n  3 mars 2026\n", "groupes: à définir\n# groupes: |\n"),
        ("l.yml", "titre: A\nlieux et dates:\n  - Groupe 1 : Brest, 4 et 5 mars 2026\n",
         "  - Groupe 1 : Brest, à définir  # l'an dernier : 4 et 5 mars 2026\n"),
        ("p.yml", "titre: A\ngroupes:\n  - 'Quimper : 3 mars 2026'\n",
         "  - 'Quimper : à définir'  # l'an dernier : 3 mars 2026\n"),
        ("m.yml", "titre: A\ndates: 3 mars 2026 à Brest\n", "dates: à définir à Brest  # l'an dernier : 3 mars 2026\n"),
        ("n.yml", "titre: A\ngroupes: [Brest le 3 mars 2026]\n", "groupes: [Brest à définir]  # l'an dernier : le 3 mars 2026\n"),
        ("o.md", "# A\n\n## Mis à jour le 3 mars 2026\n\n## Durée 2 jours\n", "# Reprendre en main : module « b »\n\n<!-- ## Mis"),
        ("f.md", "# A\n\n## Statut\n\nComplet\n", "<!-- ## Statut -->\n\n<!-- Complet -->\n"),
        ("g.md", "# A\n\n## Sessions\n\n### Groupe 1 – Brest (complet)\n\n3 mars 2026\n", "### Groupe 1 – Brest <!--"),
        ("h.md", "# A\n\n**Dates :** 3 mars 2026 à Brest\n", "**Dates :** à définir <!-- l'an dernier : 3 mars"),
        ("i.md", "# A\n\nMis à jour le 3 mars 2026\n", "<!-- Mis à jour le 3 mars 2026 -->"),
        ("j.md", "\ufeff# A\r\n\r\n## Dates\r\n\r\n3 mars 2026\r\n", "à définir <!-- l'an dernier : 3 mars 2026 -->\r\n"),
        ("k.md", "# A\n\n## Dates\n\n3 mars 2026 --> 5 mars 2026\n", "à définir <!-- l'an dernier : 3 mars 2026 - -"),
    ],
)  # fmt: skip
def test_each_way_of_writing(name: str, source: str, expected: str) -> None:
    made, after = again(name, source)
    assert made is not None
    assert after is not None
    assert expected in made.encoded().decode()
    assert is_of_no_year(after)
    assert made.encoded().startswith(b"\xef\xbb\xbf") == source.startswith("\ufeff")
    assert ("\r\n" in source) == (b"\r\n" in made.encoded())
    assert made.encoded().count(b"\r\n") in (0, made.encoded().count(b"\n"))


NAMES: dict[str, Callable[[Scratch], str]] = {
    "path": lambda _: "content/vieux stage.md",
    "name": lambda _: "vieux stage.md",
    "stem": lambda _: "vieux stage",
    "slug": lambda _: "stage-de-2025",
    "title": lambda _: "STAGE de 2025",
    "address": lambda _: "https://exemple.fr/fiches/stage-de-2025/",
    "absolute": lambda scratch: str(scratch.root / "content" / "vieux stage.md"),
}


@pytest.mark.parametrize("way", NAMES)
def test_a_fiche_is_found_by_any_of_its_names(scratch: Scratch, way: str) -> None:
    scratch.write({"content/vieux stage.md": "# Stage de 2025\n\n## Dates\n\n3 mars 2025\n"})
    assert main(["new", "Stage de 2026", "--comme", NAMES[way](scratch)]) == 0
    body = (scratch.root / "content" / "stage-de-2026.md").read_text(encoding="utf-8")
    assert "l'an dernier : 3 mars 2025" in body


def test_the_new_one_stands_beside_the_old_one(
    scratch: Scratch, capsys: pytest.CaptureFixture[str]
) -> None:
    old = "# A\n\n## Contexte\n\nEn 2025, [voir](b.md).\n\n## Dates\n\n3 mars 2025\n"
    scratch.write({"content/sous/a.md": old})
    assert main(["new", "B", "--comme", "a.md"]) == 0
    assert (scratch.root / "content" / "sous" / "b.md").is_file()
    assert (scratch.root / "content" / "sous" / "a.md").read_text(encoding="utf-8") == old
    said = capsys.readouterr()
    assert said.out == "content/sous/b.md\n"
    assert "  ligne 9 : En 2025, [voir](b.md).\n" in said.err


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("Tarif 2027 : 250 €. Avant le 10 décembre 2026 : -10 %", True), ("Voir le bilan de la session des 3 et 4 mars.", True),
        ("Remise avant le 1er juin.", True), ("Inscription avant le 03/12/26", True), ("Tarif 2025", True), ("En 2024 aussi", False),
        ("La loi du 2 janvier 2002 et celle du 11 février 2005", False), ("De 2000 à 2500 €, 1987 fiches", False),
        ("<!-- vu en 2026 -->", False), ("<!-- vu\nen 2026\n-->", False), ("Durée 14 heures, 24h/24, 3/4 du temps", False),
        ("Un mars, un dé, 3 marsouins", False), ("Code RNCP 35526", False), ("Référence : GP-26-04", True),
    ],
)  # fmt: skip
def test_what_may_be_of_last_year_is_told_line_by_line(
    scratch: Scratch, capsys: pytest.CaptureFixture[str], line: str, told: bool
) -> None:
    body = f"# A 2026\n\nRégion : Bretagne\n\n## Dates\n\n3 mars 2026\n\n## Contexte\n\n{line}\n"
    if line.startswith("Référence"):
        body = body.replace("Région : Bretagne", line)
    scratch.write({"content/a.md": body})
    assert main(["new", "A 2027", "--comme", "a.md"]) == 0
    said = capsys.readouterr().err
    assert (line.partition("\n")[0] in said) is told
    assert ("À relire" in said) is told


def test_keys_are_reread_too_and_many_lines_are_counted(
    scratch: Scratch, capsys: pytest.CaptureFixture[str]
) -> None:
    scratch.write({
        "content/a.yml": "titre: A\nréf: X-26\ndates: 3 mars 2026  # sûr en 2026\ntarif: avant le 1er mai 250 €\n",
        "content/b.md": "# B\n\n## Contenu\n\n" + "En 2026.\n\n" * 40,
    })  # fmt: skip
    assert main(["new", "C", "--comme", "a.yml"]) == 0
    lines = [line for line in capsys.readouterr().err.splitlines() if line.startswith("  ligne")]
    assert lines == ["  ligne 3 : réf: X-26", "  ligne 5 : tarif: avant le 1er mai 250 €"]
    assert main(["new", "D", "--comme", "b.md"]) == 0
    assert "  et 25 autres lignes.\n" in capsys.readouterr().err


def test_what_cannot_be_found_is_told_with_the_nearest(
    scratch: Scratch, capsys: pytest.CaptureFixture[str]
) -> None:
    scratch.write(
        {
            "content/aller-vers.md": "# Aller vers\n",
            "content/x/b.md": "# B\n",
            "content/y/b.md": "# C\n",
        }
    )
    assert main(["new", "T", "--comme", "aller-ver"]) == 2
    assert "vouliez-vous dire « Aller vers » ?" in capsys.readouterr().err
    assert main(["new", "T", "--comme", "b.md"]) == 2
    assert "plusieurs fiches : content/x/b.md, content/y/b.md" in capsys.readouterr().err
    assert main(["new", "T", "--comme", "\x1b[31m"]) == 2
    assert "\x1b" not in capsys.readouterr().err
    assert main(["new", "T", "--comme", "aller-vers", "--notation", "yaml"]) == 2


def test_what_is_unsure_is_refused_and_nothing_is_written(scratch: Scratch) -> None:
    scratch.write({"content/a.md": b"# A \xe2\x80\xae\n\n## Dates\n\n3 mars 2025\n"})
    assert main(["new", "T", "--comme", "a.md"]) == 2
    assert [path.name for path in (scratch.root / "content").iterdir()] == ["a.md"]


def test_any_days_of_any_year_go(subtests: pytest.Subtests) -> None:
    chosen = random.Random(7)
    for number in range(60):
        day = dt.date(2025, 1, 1) + dt.timedelta(days=chosen.randrange(900))
        words = chosen.choice(
            ("{0}", "le {0}", "EST : {0}, salle 3", "- {0}, de 9h à 17h", "{0} (complet)")
        )
        months = "janvier février mars avril mai juin juillet août septembre octobre novembre décembre".split()
        written = words.format(f"{day.day} {months[day.month - 1]} {day.year}")
        with subtests.test(written=written, number=number):
            made, after = again(
                "a.md", f"# A\n\n## Lieux et dates\n\n{written}\n\n## Contenu\n\nx\n"
            )
            assert made is not None
            assert after is not None
            assert is_of_no_year(after)

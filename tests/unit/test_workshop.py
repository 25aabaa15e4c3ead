"""A project kept at hand: after any edit it is what a build from nothing would make of it."""

from __future__ import annotations

import os
from collections.abc import Callable

import pytest
from conftest import Scratch
from sites import build_all

from fichegen.audit import GAP_CODES, SETTINGS_GAP
from fichegen.diagnostics import Finding
from fichegen.pipeline import ProjectError
from fichegen.stamps import stamps_below
from fichegen.theme import ThemeError
from fichegen.workshop import State, Workshop, keeping

FICHE = """\
# {title}

## Durée

2 jours (14 heures)

## Lieux & dates

### Groupe 1

Les 15 & 16 novembre 2021

## Contexte

{text}
"""


def fiche(title: str, text: str = "Des mots.") -> str:
    return FICHE.format(title=title, text=text)


def told(findings: tuple[Finding, ...]) -> list[Finding]:
    """All but what fiches lack for each destination."""
    return [found for found in findings if found.code not in (*GAP_CODES.values(), SETTINGS_GAP)]


def completed(workshop: Workshop) -> State:
    workshop.refresh()
    state = workshop.complete()
    assert state is not None
    return state


def edit_text(scratch: Scratch) -> None:
    scratch.write({"content/a.md": fiche("Accueillir", "D'autres mots.")})


def edit_title(scratch: Scratch) -> None:
    scratch.write({"content/a.md": fiche("Recevoir")})


def remove_one(scratch: Scratch) -> None:
    (scratch.root / "content/b.md").unlink()


def add_below(scratch: Scratch) -> None:
    scratch.write({"content/sous/dossier/d.md": fiche("Dire")})


def move_one(scratch: Scratch) -> None:
    (scratch.root / "content/b.md").rename(scratch.root / "content/z.md")


def set_titles(scratch: Scratch) -> None:
    scratch.write(
        {"content/catalogue.yml": "titre: Autre titre\ncouleurs:\n  principale: '#7a1f1f'\n"}
    )


def add_style(scratch: Scratch) -> None:
    scratch.write({"templates/assets/css/propre.css": "body { color: red }"})


def override_page(scratch: Scratch) -> None:
    page = '{% extends "fichegen/pages/404.html" %}{% block title %}Perdu{% endblock %}'
    scratch.write({"templates/pages/404.html": page})


def moved_address(scratch: Scratch) -> None:
    scratch.write(
        {"content/b.md": f"{fiche('Bâtir')}\n## Anciennes adresses\n\nancienne-adresse\n"}
    )


def dead_link(scratch: Scratch) -> None:
    scratch.write({"content/b.md": fiche("Bâtir", "Voir [ceci](nulle-part.md) et [cela](a.md).")})


def organisation(scratch: Scratch) -> None:
    scratch.write({"content/organismes/irts.yml": "nom: IRTS\nsite: https://irts.example\n"})


def logo(scratch: Scratch) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="10" height="10"></svg>'
    scratch.write({"content/catalogue.yml": "logo: logo.svg\n", "content/logo.svg": svg})


def other_logo(scratch: Scratch) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg" width="20" height="20"></svg>'
    scratch.write({"content/logo.svg": svg})


EDITS = (
    edit_text, edit_title, remove_one, add_below, set_titles, add_style, override_page,
    moved_address, dead_link, organisation, logo, other_logo, move_one,
)  # fmt: skip


def test_after_every_edit_it_is_what_a_build_makes(scratch: Scratch) -> None:
    scratch.write({"content/a.md": fiche("Accueillir"), "content/b.md": fiche("Bâtir")})
    workshop = Workshop(scratch.request())
    completed(workshop)
    kept = scratch.root / "content/b.md"
    for edit in EDITS:
        if not kept.exists():
            scratch.write({"content/b.md": fiche("Bâtir")})
        edit(scratch)
        state = completed(workshop)
        built = build_all(scratch.request())
        assert told(state.findings) == told(built.survey.findings), edit.__name__
        assert state.site
        assert state.is_current
        for path, body in built.files.items():
            assert state.site.body(path) == body, (edit.__name__, path)
            assert state.site.has(path)
        assert state.site.body("rien/index.html") is None
        assert state.pages.keys() == {each.path for each in built.catalogue.fiches}


def test_an_error_keeps_the_last_good_site(scratch: Scratch) -> None:
    scratch.write({"content/a.md": fiche("Accueillir")})
    workshop = Workshop(scratch.request())
    good = workshop.refresh()
    broken = fiche("Accueillir").replace("novembre", "brumaire").replace("15 & 16", "31 & 32")
    scratch.write({"content/a.md": broken.replace("brumaire", "juin")})
    bad = workshop.refresh()
    assert (good.is_current, bad.is_current) == (True, False)
    assert bad.site is good.site
    scratch.write({"content/a.md": fiche("Accueillir")})
    assert workshop.refresh().is_current


def test_nothing_new_is_the_same_state(scratch: Scratch) -> None:
    scratch.write({"content/a.md": fiche("Accueillir")})
    workshop = Workshop(scratch.request())
    first = workshop.refresh()
    assert workshop.refresh() is first
    os.utime(scratch.root / "content/a.md", (1, 1))
    assert workshop.refresh() is first
    scratch.write({"content/.a.md.swp": "x", "content/a.md~": "x", "content/4913": ""})
    assert workshop.refresh() is first


def test_two_changes_within_one_tick_of_the_disk_are_both_seen(
    scratch: Scratch, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk may give both one time; size and place on the disk may be the same too."""
    path = scratch.root / "content/a.md"
    scratch.write({"content/a.md": fiche("Accueillir", "un")})
    workshop = Workshop(scratch.request())
    workshop.refresh()
    scratch.write({"content/a.md": fiche("Accueillir", "deux")})
    workshop.refresh()
    frozen = stamps_below(path.parent)
    monkeypatch.setattr(keeping, "stamps_below", lambda root: frozen if root == path.parent else {})
    workshop.refresh()
    workshop = Workshop(scratch.request())
    workshop.refresh()
    scratch.write({"content/a.md": fiche("Accueillir", "gris")})
    state = workshop.refresh()
    assert "gris" in state.texts["content/a.md"]


def test_a_day_later_pages_are_made_anew(scratch: Scratch) -> None:
    import datetime as dt

    scratch.write({"content/a.md": fiche("Accueillir")})
    day = [dt.date(2021, 11, 1)]
    workshop = Workshop(scratch.request(today_in=lambda _: day[0]))
    first = workshop.refresh()
    day[0] = dt.date(2021, 12, 1)
    second = workshop.refresh()
    assert first.site
    assert second.site
    page = "fiches/accueillir/index.html"
    assert first.site.body(page) != second.site.body(page)


def test_a_folder_that_goes_and_comes_back(scratch: Scratch) -> None:
    scratch.write({"content/a.md": fiche("Accueillir")})
    workshop = Workshop(scratch.request())
    first = workshop.refresh()
    (scratch.root / "content").rename(scratch.root / "ailleurs")
    with pytest.raises(ProjectError):
        workshop.refresh()
    (scratch.root / "ailleurs").rename(scratch.root / "content")
    assert workshop.refresh() is first


def test_after_a_fault_it_tries_again(scratch: Scratch, monkeypatch: pytest.MonkeyPatch) -> None:
    scratch.write({"content/a.md": fiche("Accueillir", "un")})
    workshop = Workshop(scratch.request())
    workshop.refresh()
    scratch.write({"content/a.md": fiche("Accueillir", "deux")})
    for name in ("take", "lay_out"):
        good: Callable[..., object] = getattr(keeping, name)

        def fails(*_: object, **__: object) -> object:
            raise RuntimeError

        monkeypatch.setattr(keeping, name, fails)
        for _ in range(2):
            with pytest.raises(RuntimeError):
                workshop.refresh()
        monkeypatch.setattr(keeping, name, good)
    state = workshop.refresh()
    assert state.site
    assert b"deux" in (state.site.body("fiches/accueillir/index.html") or b"")


def test_judging_can_be_left_and_taken_up(scratch: Scratch) -> None:
    scratch.write({f"content/{n}.md": fiche(f"Fiche {n}") for n in range(5)})
    workshop = Workshop(scratch.request())
    workshop.refresh()
    assert workshop.complete(stop=lambda: True) is None
    assert not workshop.refresh().is_complete
    state = workshop.complete()
    assert state
    assert state.is_complete
    assert workshop.refresh() is state


def test_a_broken_template_breaks_its_own_pages_alone(scratch: Scratch) -> None:
    scratch.write({
        "content/a.md": fiche("Accueillir"),
        "templates/pages/fiche.html": '{% extends "layouts/base.html" %}{% block main %}{{ rien }}{% endblock %}',
    })  # fmt: skip
    state = Workshop(scratch.request()).refresh()
    assert state.site
    with pytest.raises(ThemeError):
        state.site.body("fiches/accueillir/index.html")
    assert state.site.body("agenda/index.html")
    assert state.site.body("404.html")


def test_drafts_are_told(scratch: Scratch) -> None:
    scratch.write({"content/a.md": f"---\nbrouillon: oui\n---\n{fiche('Accueillir')}"})
    state = Workshop(scratch.request(drafts=True)).refresh()
    assert state.drafts == {"content/a.md"}
    assert Workshop(scratch.request()).refresh().pages == {}


def test_the_path_of_the_published_site(scratch: Scratch) -> None:
    scratch.write({
        "content/a.md": fiche("Accueillir"), "content/catalogue.yml": "url: https://a.example/b/\n"
    })  # fmt: skip
    assert Workshop(scratch.request()).refresh().root == "/b"

"""Links of prose: what editors type, where it leads on every page, and what is said of the rest."""

from __future__ import annotations

import re
import time
from dataclasses import replace
from functools import cache
from html import unescape
from itertools import pairwise
from pathlib import PurePosixPath
from typing import Final
from urllib.parse import urlsplit

import pytest
import test_site
from conftest import TODAY, Scratch
from hypothesis import given, settings
from hypothesis import strategies as st
from sites import Tags

from fichegen.catalogue import Catalogue, assemble
from fichegen.linking import Sources, Why, all_links, link_findings
from fichegen.model import Prose
from fichegen.presenting import Presenter
from fichegen.prose import links
from fichegen.reading import read_fiche, read_organisation, read_page
from fichegen.settings import Settings

REST: Final = """
## Organisme

ITSO

## Lieux & dates

### Groupe 1

Lieu : Rennes

Dates : 15 novembre 2021

### Groupe 2

Lieu : Brest

Dates : 16 novembre 2021

## Contact

ana@exemple.fr
"""
FICHES: Final = {
    "content/a.md": f"# Fiche A\n\n## Contexte\n\nUn.\n\n## Contenu\n\nDeux.\n\n## À prévoir ?\n\nRien.\n{REST}",
    "content/b/Deuxième module.md": f"# Fiche B\n\n## Objectifs\n\n- Agir\n\n## Public\n\nTous\n{REST}",
    "content/b/agenda.yml": "titre: Fiche C\nalias: [ancienne, stages/c.html]\nprogramme: Trois.\n",
    "content/e.md": "# Fiche É\n\n## Lieux et dates\n\nDates à définir\n\n## Contact\n\nana@exemple.fr\n",
}
ORGANISATION: Final = (
    "nom: Institut de l'Ouest\nalias: [ITSO]\npresentation: |\n  ## Équipe\n\n  Nous.\n"
)
PAGE: Final = (
    "# Mentions\n\n## Éditeur\n\nNous.\n\n## Éditeur\n\nEux.\n\n### Siège *social*\n\nIci.\n"
)
PATHS: Final = frozenset(
    ["catalogue.csv", "agenda/index.html", "secteurs/index.html", "404.html", "feed.xml",
     "fiches/fiche-a/fiche-a.ics", "territoires/rennes/agenda/2021-11/index.html"]
)  # fmt: skip


@cache
def small_catalogue() -> Catalogue:
    fiches = [read_fiche(path, text)[0] for path, text in FICHES.items()]
    organisation = read_organisation("content/organismes/of.yml", ORGANISATION)[0]
    page = read_page("content/pages/mentions.md", PAGE)[0][0]
    assert all(fiches)
    assert organisation
    assert page
    settings = Settings(url="https://exemple.fr/formations")
    return assemble([f for f in fiches if f], [organisation], [page], settings)[0]


@pytest.fixture
def catalogue() -> Catalogue:
    return small_catalogue()


def presenter(catalogue: Catalogue) -> Presenter:
    sources = Sources(pageless={"content/brouillon.md": Why.DRAFT})
    return Presenter(catalogue, TODAY, sources=sources, is_file=PATHS.__contains__)


def href(catalogue: Catalogue, typed: str, source: str, page: str) -> str | None:
    """The address that a typed target has on a page, None where its words stand alone."""
    html = presenter(catalogue).html(Prose(markdown=f"[x]({typed})"), source, page)
    found = re.search(r'href="([^"]*)"', html)
    return unescape(found[1]) if found else None


A: Final = "fiches/fiche-a/index.html"
B: Final = "fiches/fiche-b/index.html"

# ---------------------------------------------------------------- where links lead

FROM_A: Final = {
    # another source, as seen from content/a.md
    "b/Deuxi%C3%A8me%20module.md": "../fiche-b/index.html",
    "<b/Deuxième module.md>": "../fiche-b/index.html",
    "./B/DEUXIÈME%20MODULE.MD": "../fiche-b/index.html",
    "b/Deuxie\u0300me%20module.md": "../fiche-b/index.html",
    "b/../b/agenda.yml": "../fiche-c/index.html",
    "b/agenda": "../fiche-c/index.html",
    "content/b/agenda.yml": "../fiche-c/index.html",
    "/b/agenda.yml": "../fiche-c/index.html",
    "organismes/of.yml": "../../organismes/institut-de-l-ouest/index.html",
    "pages/mentions.md": "../../mentions/index.html",
    "a.md": "index.html",
    # an address of the site
    "/": "../../index.html",
    "/agenda/": "../../agenda/index.html",
    "/agenda": "../../agenda/index.html",
    "agenda/": "../../agenda/index.html",
    "/Agenda/": "../../agenda/index.html",
    "/agenda/index.html": "../../agenda/index.html",
    "/formations/agenda/": "../../agenda/index.html",
    "/formations": "../../index.html",
    "/fiches/fiche-b/": "../fiche-b/index.html",
    "fiches/fiche-b/": "../fiche-b/index.html",
    "../fiche-b/": "../fiche-b/index.html",
    "groupe-1/": "groupe-1/index.html",
    "fiche-a.ics": "fiche-a.ics",
    "/fiches/fiche-b/groupe-2/": "../fiche-b/groupe-2/index.html",
    "/mentions/": "../../mentions/index.html",
    "catalogue.csv": "../../catalogue.csv",
    "/feed.xml": "../../feed.xml",
    "/404.html": "../../404.html",
    "/territoires/rennes/agenda/2021-11/": "../../territoires/rennes/agenda/2021-11/index.html",
    "/?q=jeu&secteur=Petite%20enfance": "../../index.html?q=jeu&secteur=Petite%20enfance",
    "https://exemple.fr/formations": "../../index.html",
    "https://exemple.fr/formations/fiches/fiche-b/": "../fiche-b/index.html",
    "HTTP://EXEMPLE.FR/formations/fiches/fiche-b/#objectifs": "../fiche-b/index.html#rubrique-objectifs",
    # an address it had before
    "/fiches/ancienne/": "../fiche-c/index.html",
    "/stages/c.html": "../fiche-c/index.html",
    # a part of a page
    "#contenu": "#rubrique-contenu",
    "#Programme": "#rubrique-contenu",
    "#rubrique-contenu": "#rubrique-contenu",
    "#a-prevoir": "#rubrique-a-prevoir",
    "#À prévoir ?": None,
    "<#À prévoir ?>": "#rubrique-a-prevoir",
    "#lieux--dates": "#sessions",
    "#dates": "#sessions",
    "#contact": "#essentiel",
    "#organisme": "#essentiel",
    "#groupe-2": "groupe-2/index.html",
    "#": "index.html",
    "a.md#contenu": "#rubrique-contenu",
    "b/Deuxi%C3%A8me%20module.md#objectif": "../fiche-b/index.html#rubrique-objectifs",
    "b/Deuxi%C3%A8me%20module.md#public": "../fiche-b/index.html#essentiel",
    "b/Deuxi%C3%A8me%20module.md#groupe-1": "../fiche-b/groupe-1/index.html",
    "b/agenda.yml#contenu": "../fiche-c/index.html#rubrique-programme",
    "pages/mentions.md#%C3%A9diteur": "../../mentions/index.html#rubrique-editeur",
    "pages/mentions.md#rubrique-editeur-x2": "../../mentions/index.html#rubrique-editeur-x2",
    "/mentions/#siege-social": "../../mentions/index.html#rubrique-siege-social",
    "organismes/of.yml#equipe": "../../organismes/institut-de-l-ouest/index.html#rubrique-equipe",
    "/agenda/#mois": "../../agenda/index.html#mois",
    # elsewhere: as it is
    "https://exemple.fr/formations/plan.pdf": "https://exemple.fr/formations/plan.pdf",
    "https://exemple.fr/formations-2/": "https://exemple.fr/formations-2/",
    "https://exemple.fr/": "https://exemple.fr/",
    "https://ailleurs.fr/a.md": "https://ailleurs.fr/a.md",
    "mailto:ana@exemple.fr": "mailto:ana@exemple.fr",
    "tel:+33299000000": "tel:+33299000000",
    # nowhere: words alone
    "c.md": None,
    "../a.md/": None,
    "brouillon.md": None,
    "_a.md": None,
    "plan.pdf": None,
    "/fiches/fiche-z/": None,
    "/catalogue.xls": None,
    "../../../../etc/passwd": None,
    "..": None,
    "/../a.md": None,
    "https://exemple.fr/formations/absente/": None,
    "//ailleurs.fr/agenda/": None,
    "javascript:alert(1)": None,
    "": None,
    "www.ailleurs.fr": None,
    "ailleurs.fr/plan": None,
    # an address whose beginning is mistyped
    "https:/ailleurs.fr": None,
    "htpps://ailleurs.fr/a": None,
    "http//ailleurs.fr": None,
    "https:ailleurs.fr": None,
}


@pytest.mark.parametrize("typed", FROM_A)
def test_a_link_leads_where_its_editor_means(catalogue: Catalogue, typed: str) -> None:
    assert href(catalogue, typed, "content/a.md", A) == FROM_A[typed]


@pytest.mark.parametrize(
    ("typed", "source", "page", "expected"),
    [
        ("../a.md#contenu", "content/b/agenda.yml", "fiches/fiche-c/index.html",
         "../fiche-a/index.html#rubrique-contenu"),
        ("agenda.yml", "content/b/Deuxième module.md", B, "../fiche-c/index.html"),
        ("agenda/", "content/b/Deuxième module.md", B, "../../agenda/index.html"),
        ("pages/mentions.md", "content/b/Deuxième module.md", B, "../../mentions/index.html"),
        ("#contenu", "content/a.md", "fiches/fiche-a/groupe-1/index.html", "../index.html#rubrique-contenu"),
        ("/agenda/", "content/a.md", "fiches/fiche-a/groupe-1/index.html", "../../../agenda/index.html"),
        ("../a.md", "content/organismes/of.yml", "organismes/institut-de-l-ouest/index.html",
         "../../fiches/fiche-a/index.html"),
        ("#equipe", "content/organismes/of.yml", "organismes/institut-de-l-ouest/index.html", "#rubrique-equipe"),
        ("../a.md", "content/pages/mentions.md", "mentions/index.html", "../fiches/fiche-a/index.html"),
        ("#siège-social", "content/pages/mentions.md", "mentions/index.html", "#rubrique-siege-social"),
        ("#dates", "content/e.md", "fiches/fiche-e/index.html", "#essentiel"),
    ],
)  # fmt: skip
def test_a_link_is_right_on_every_page(
    catalogue: Catalogue, typed: str, source: str, page: str, expected: str
) -> None:
    assert href(catalogue, typed, source, page) == expected


def test_sessions_that_are_over_have_a_part_of_their_own(catalogue: Catalogue) -> None:
    later = Presenter(catalogue, TODAY.replace(year=2022))
    for words in ("dates", "sessions", "passees"):
        assert f'"#{"passees"}"' in later.html(Prose(markdown=f"[x](#{words})"), "content/a.md", A)


def test_a_picture_inside_a_link_is_its_words() -> None:
    shown = Presenter(assemble([], [], [], Settings())[0], TODAY)
    html = shown.html(Prose(markdown="[![plan](a.png)](https://exemple.fr)"), "content/a.md", A)
    assert html == '<p><a href="https://exemple.fr" rel="external">plan</a></p>\n'


def test_a_source_outside_the_project_is_linked_too() -> None:
    read = read_fiche("/ailleurs/fiches/a.md", FICHES["content/a.md"])[0]
    assert read
    catalogue = assemble([read], [], [], Settings())[0]
    shown = Presenter(catalogue, TODAY, sources=Sources(root="/ailleurs/fiches"))
    html = shown.html(
        Prose(markdown="[x](../A.md) [y](/a.md)"), "/ailleurs/fiches/b/c.md", "x/index.html"
    )
    assert re.findall('href="([^"]*)"', html) == ["../fiches/fiche-a/index.html"] * 2


# ---------------------------------------------------------------- nothing escapes

PIECES: Final = (
    "..", "/", "//", "\\", "%2e%2e", "%2f", "%5c", "%00", "%0a", "a.md", "b", "agenda", "#", "?", ":", "javascript:",
    "JaVa\tScript:", "data:text/html,", "https://exemple.fr/formations", "https:", "http:/", "evil.example", '"', "'",
    "<", ">", "&quot;", "&#x3a;", "&colon;", "\u202e", "\u200b", "é", "e\u0301", " ", "content", "%", "%zz", "*", "_",
    "/agenda/", "catalogue.csv", "@", "ana@exemple.fr", "mailto:", "contenu", "\u2028", "=1&x=",
)  # fmt: skip


@settings(max_examples=400, deadline=None)
@given(
    st.lists(st.sampled_from(PIECES), min_size=1, max_size=9).map("".join),
    st.sampled_from(["<{}>", "{}"]),
)
def test_no_target_leads_out_of_the_site(typed: str, form: str) -> None:
    shown = presenter(small_catalogue())
    for page in (A, "fiches/fiche-a/groupe-1/index.html"):
        html = shown.html(Prose(markdown=f"[x]({form.format(typed)})"), "content/a.md", page)
        for tag, attrs in Tags(html).tags:
            assert tag in ("p", "a", "em", "strong", "code", "br")
            target = attrs.get("href", "")
            assert target.isascii()
            assert not re.search(r"""[\s"<>\\`]""", target)
            parts = urlsplit(target)
            if parts.scheme:
                assert parts.scheme in ("http", "https", "mailto", "tel")
                continue
            assert not parts.netloc
            assert "'" not in target
            if parts.path:
                file = _joined(page, parts.path)
                assert file in PATHS | shown.atlas.shown.keys() | {
                    "index.html",
                    "accessibilite/index.html",
                }


def _joined(page: str, path: str) -> str:
    names = [*PurePosixPath(page).parent.parts]
    for name in path.split("/"):
        if name == "..":
            names.pop()  # IndexError: out of the site
        elif name != ".":
            names.append(name)
    return "/".join(names)


def test_many_dead_links_take_time_in_proportion(scratch: Scratch) -> None:
    def spent(count: int) -> float:
        text = "# Fiche A\n\n## Contexte\n\n" + "".join(
            f"[x](absente-{n}.md) [y](#absent{n}) [z](/absente/{n}/)\n" for n in range(count)
        )
        scratch.write({"content/a.md": text})
        started = time.perf_counter()
        scratch.run("check", "-q")
        return time.perf_counter() - started

    spent(50)
    base = max(spent(300), 0.2)
    assert spent(3000) < 25 * base


# ---------------------------------------------------------------- whole sites

LINKS: Final = (
    "Voir [1](b.md), [2](B.md#objectifs), [3](organismes/of.yml), [4](pages/mentions.md#éditeur), [5](/agenda/),"
    " [6](catalogue.csv), [7](#contenu), [8](b.md#groupe-1), [9](https://exemple.fr/f/secteurs/),"
    " [10](/?q=x), ![11](b.md), <https://exemple.fr/f/fiches/fiche-b/>, [13](#dates), [14](/fiches/ancienne-b/)."
)  # fmt: skip
NOTATIONS: Final = {
    "content/a.md": f"""# Fiche A

## Public

Tous : {LINKS[:-1]}

## Contexte

{LINKS}

## Contenu

Jour 1 : {LINKS}

Jour 2 : {LINKS}

## Organisme

Institut

## Secteur

Enfance

## Lieux & dates

### Groupe 1

Lieu : Rennes

Dates : 15 novembre 2021

Remarque : {LINKS}

## Contact

ana@exemple.fr
""",
    "content/a2.md": f"""---
titre: Fiche A
organisme: Institut
secteur: Enfance
contact: ana@exemple.fr
groupes:
  - nom: Groupe 1
    lieu: Rennes
    dates: 15 novembre 2021
    remarque: |
      {LINKS}
---

## Public

Tous : {LINKS[:-1]}

## Contexte

{LINKS}

## Contenu

Jour 1 : {LINKS}

Jour 2 : {LINKS}
""",
    "content/a.yml": f"""titre: Fiche A
public: |
  Tous : {LINKS[:-1]}
contexte: |
  {LINKS}
contenu: |
  Jour 1 : {LINKS}

  Jour 2 : {LINKS}
organisme: Institut
secteur: Enfance
groupes:
  - nom: Groupe 1
    lieu: Rennes
    dates: 15 novembre 2021
    remarque: |
      {LINKS}
contact: ana@exemple.fr
""",
}
UP: Final = (
    LINKS.replace("#dates", "#contenu")
    .replace("](b.md", "](../b.md")
    .replace("](B.md", "](../b.md")
)
OTHERS: Final = {
    "content/catalogue.yml": "titre: Essai\n",
    "content/b.md": "# Fiche B\n\n## Objectifs\n\n- Agir, voir [A](/fiches/fiche-a/#contexte)\n\n"
    "## Lieux & dates\n\n### Groupe 1\n\nLieu : Brest\n\nDates : 3 mai 2021\n\n## Organisme\n\nInstitut\n\n"
    "## Alias\n\nancienne-b\n\n## Contact\n\nana@exemple.fr\n",
    "content/organismes/of.yml": f"nom: Institut\npresentation: |\n  ## Contenu\n\n  {UP}\n",
    "content/pages/mentions.md": f"# Mentions\n\n## Éditeur\n\nNous.\n\n## Contenu\n\n{UP}\n",
}


@pytest.fixture(params=NOTATIONS)
def notation(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_links_of_all_kinds_lead_somewhere_on_every_page(notation: str, scratch: Scratch) -> None:
    scratch.write({notation: NOTATIONS[notation], **OTHERS})
    ran = scratch.run("build")
    assert not re.findall(r".*\[FG40[257]\].*", ran.out)
    test_site.test_every_link_leads_somewhere_in_the_folder(scratch.site)
    pages = scratch.pages()
    for page, kinds in {
        "fiches/fiche-a/index.html": 14 * 5, "fiches/fiche-a/groupe-1/index.html": 14 * 1,
        "mentions/index.html": 12, "organismes/institut/index.html": 12,
    }.items():  # fmt: skip
        words = [*_linked_words(pages[page].decode())]
        numbers = [n for n in words if re.fullmatch(r"\d{1,2}|https://.*", n)]
        assert len(numbers) >= kinds, page


def _linked_words(html: str) -> list[str]:
    return re.findall(r"<a [^>]*>([^<]*)</a>", html)


def test_the_three_notations_give_the_same_pages(scratch: Scratch) -> None:
    sites = []
    for path, text in NOTATIONS.items():
        for other in NOTATIONS:
            (scratch.root / other).unlink(missing_ok=True)
        scratch.write({path: text, **OTHERS})
        scratch.run("build")
        pages = scratch.pages()
        sites.append(
            {p: b for p, b in pages.items() if p.startswith("fiches/") and p.endswith(".html")}
        )
    assert all(one == other for one, other in pairwise(sites))
    assert sites[0]


# ---------------------------------------------------------------- findings


def test_a_link_is_told_once_however_often_it_is_shown(scratch: Scratch) -> None:
    remark = "\nRemarque : voir [x](absente.md)\n\n## Public\n\nVoir [y](plan.pdf)\n"
    scratch.write(
        {"content/a.md": f"# A\n\n## Lieux & dates\n\n### G1\n\nRennes, 15 novembre 2021\n{remark}"}
    )
    out = scratch.run("check", "--format", "json").out
    assert out.count('"FG405"') == 2
    assert scratch.run("build").out.count("[FG405]") == 2


def test_a_draft_is_linked_where_drafts_are_shown(scratch: Scratch) -> None:
    scratch.write({
        "content/a.md": f"# A\n\n## Contexte\n\n[x](d.md#contexte)\n{REST}",
        "content/d.md": f"---\nbrouillon: oui\n---\n# D\n\n## Contexte\n\nUn.\n{REST}",
    })  # fmt: skip
    assert "brouillon, qui n'est pas publié" in scratch.run("check").out
    assert "FG405" not in scratch.run("check", "--drafts").out


def test_a_source_with_a_mistake_of_its_own_is_not_told_twice(scratch: Scratch) -> None:
    scratch.write({
        "content/a.md": f"# A\n\n## Contexte\n\n[x](d.md) [y](e.yml)\n{REST}",
        "content/d.md": b"\xff\xfe\x00", "content/e.yml": "titre: [",
    })  # fmt: skip
    out = scratch.run("check").out
    assert "FG101" in out
    assert "FG405" not in out


@pytest.mark.parametrize(
    ("typed", "proposed"),
    [
        ("acueil.md", "accueil.md"),
        ("accueil.md ", ""),
        ("b/accueil.md", "accueil.md"),
        ("acueil.md#contexte", "accueil.md#contexte"),
        ("acueil", "accueil.md"),
        ("une-note.md", "b/une%20note.md"),
        ("/fiches/accueilir/", "/fiches/accueillir/"),
        ("/agendas/", "/agenda/"),
        ("/catalogue.jso", "/catalogue.json"),
        ("zzz.md", ""),
    ],
)
def test_what_was_meant_is_proposed_as_it_is_typed(
    scratch: Scratch, typed: str, proposed: str
) -> None:
    scratch.write({
        "content/a.md": f"# A\n\n## Contexte\n\n[x]({typed})\n{REST}",
        "content/accueil.md": f"# Accueillir\n\n## Contexte\n\nUn.\n{REST}",
        "content/b/une note.md": f"# Note\n{REST}",
    })  # fmt: skip
    found = re.findall(r"vouliez-vous dire « (.*?) » \?", scratch.run("check").out)
    assert found == ([proposed] if proposed else [])
    if proposed:  # the mend, followed literally, works
        scratch.write({"content/a.md": f"# A\n\n## Contexte\n\n[x]({proposed})\n{REST}"})
        assert "FG40" not in scratch.run("check").out


@pytest.mark.parametrize(
    ("markdown", "found"),
    [
        ("[x](un deux.md)", ["un deux.md"]),
        ("[x](un deux.md#a) et [y](un deux.yml)", ["un deux.md#a", "un deux.yml"]),
        ("`[x](un deux.md)`", []),
        ("[x](<un deux.md>)", []),
        ("[x] (un deux.md)", []),
        ('[x](un.md "deux.md")', []),
        ("[x](un deux)", []),
    ],
)
def test_a_space_in_the_name_of_a_file_is_told(markdown: str, found: list[str]) -> None:
    got = [link.target for link in links(Prose(markdown=markdown), "a.md") if link.is_broken]
    assert got == found


@given(
    st.lists(
        st.sampled_from(
            ["[w](https://h.fr/a)", "[w](https://exemple.fr/formations/b)", "[m](mailto:a@b.fr)",
             "[r](perdue.md)", "[r]", "\n\n[r]: perdue.md\n\n", "![i](https://h.fr/x.png)",
             "&#93;(un deux.md)", "](", "(perdue.md)", "[", "]", ")", "\\", "`", "<https://exemple.fr/b>",
             "https://exemple.fr/formations/b", "[x](https://exemple.fr.autre.fr/)", "\n\n", "    "]
        ),
        max_size=8,
    ).map("".join)
)  # fmt: skip
def test_texts_passed_by_hold_no_link_that_leads_nowhere(markdown: str) -> None:
    prose = Prose(
        markdown=markdown, lines=tuple((n + 1, 1) for n in range(markdown.count("\n") + 1))
    )
    own = replace(small_catalogue(), pages=(replace(small_catalogue().pages[0], prose=prose),))
    told, every = (
        [*link_findings(presenter(own).atlas, found, paths=lambda: PATHS, body=lambda _: None)]
        for found in (all_links(own), links(prose, own.pages[0].path))
    )
    assert told == every


def test_parts_are_looked_for_on_the_page_as_it_is_published(scratch: Scratch) -> None:
    scratch.write({
        "content/a.md": f"# A\n\n## Contexte\n\n[x](b.md#suite) [y](b.md#contexte) [z](#en-plus)\n{REST}",
        "content/b.md": f"# B\n\n## Contexte\n\nUn.\n{REST}",
        "templates/pages/fiche.html": '{% extends "fichegen/pages/fiche.html" %}'
        '{% block main %}<p id="en-plus">Plus</p>{{ super() }}{% endblock %}',
    })  # fmt: skip
    told = re.findall(r"\[FG407\] le lien vers « (.*?) »", scratch.run("check").out)
    assert told == ["b.md#suite"]


def test_every_place_lies_on_the_target(scratch: Scratch) -> None:
    scratch.write({
        "content/a.md": f"# A\n\n## Contexte\n\n☞ un [x](z1.md)\n☞ deux\n\nTrois\nquatre [y](<z 2.md>),\n"
        f"cinq [z][r]\n\n|a|b|\n|-|-|\n|c|[d](z4.md)|\n\n> - cité [e](z5.md)\n\n[r]: z3.md\n{REST}",
    })  # fmt: skip
    out = scratch.run("check").out
    told = re.findall(r"a.md:(\d+):(\d+): avertissement\[FG405\] le lien vers « (.*?) »", out)
    lines = (scratch.root / "content/a.md").read_text(encoding="utf-8").split("\n")
    assert sorted(target for _, _, target in told) == ["z 2.md", "z1.md", "z3.md", "z4.md", "z5.md"]
    for line, column, target in told:
        assert lines[int(line) - 1][int(column) - 1 :].startswith(target)


def test_with_its_own_address_a_site_links_within_itself(notation: str, scratch: Scratch) -> None:
    settings = {"content/catalogue.yml": "titre: Essai\nurl: https://exemple.fr/f\n"}
    scratch.write({notation: NOTATIONS[notation], **OTHERS, **settings})
    scratch.run("build")
    for page, body in scratch.pages().items():
        if page.startswith(("fiches/", "mentions/", "organismes/institut/")) and page.endswith(
            ".html"
        ):
            own = [a["href"] for tag, a in Tags(body.decode()).tags if tag == "a"]
            assert not [href for href in own if href.startswith("https://exemple.fr/f")], page

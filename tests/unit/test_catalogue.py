"""Where fiches meet: order, lists, months, and addresses that are taken once."""

from __future__ import annotations

from dataclasses import replace
from itertools import permutations

import pytest

from fichegen.catalogue import Catalogue, Facet, Session, assemble, contacts_of, zone_of
from fichegen.dates import read_schedule
from fichegen.diagnostics import Finding, Span
from fichegen.model import Contact, Fiche, FreePage, Group, Organisation, Prose, Term, Title
from fichegen.reading.titles import read_title
from fichegen.settings import Settings


def fiche(title: str, *groups: Group, path: str = "", **terms: tuple[str, ...]) -> Fiche:
    """Make a fiche whose address and path come from its title."""
    slug = title.lower().replace(" ", "-")
    path = path or f"content/{slug}.md"
    named = {
        name: tuple(Term(words=words, span=Span(path, 3)) for words in each)
        for name, each in terms.items()
    }
    return Fiche(title=read_title(title), slug=slug, groups=groups, path=path, **named)  # type: ignore[arg-type]


def group(dates: str = "", *, territory: str = "", place: str = "", slug: str = "g") -> Group:
    schedule = read_schedule(dates)[0] if dates else None
    return Group(label="G", slug=slug, territory=territory, place=place, schedule=schedule)


def catalogue(*fiches: Fiche) -> Catalogue:
    return assemble(fiches, (), (), Settings())[0]


def said(findings: tuple[Finding, ...]) -> list[tuple[str, str, list[str]]]:
    return [(f.code, f.span.path, [other.path for other in f.others]) for f in findings]


def entries(facets: tuple[Facet, ...]) -> list[tuple[str, str, int]]:
    return [(facet.name, facet.slug, len(facet.fiches)) for facet in facets]


def test_fiches_go_by_series_and_module_whatever_order_they_come_in() -> None:
    titles = ["Aller vers – Module 2 : Suite", "Aller vers – Module 10 : Fin", "Éduquer", "Zoo",
              "Bientraitance – Module 1 : Début"]  # fmt: skip
    wanted = [titles[0], titles[1], titles[4], titles[2], titles[3]]
    for order in permutations(titles):
        assert [f.title.words for f in catalogue(*map(fiche, order)).fiches] == wanted


def test_sessions_go_by_their_first_day_those_without_last() -> None:
    late, soon, never = (
        group("7 mars 2022", slug="late"), group("du 1er février au 30 juin 2022", slug="soon"),
        group("sur demande", slug="never"),
    )  # fmt: skip
    found = catalogue(fiche("A", late, never), fiche("B", soon)).sessions
    assert [session.group.slug for session in found] == ["soon", "late", "never"]


def test_lists_gather_spellings_under_the_first_one() -> None:
    assembled, findings = assemble(
        [fiche("A", sectors=("Santé", "Éducation")), fiche("B", sectors=("sante",))],
        (), (), Settings(),
    )  # fmt: skip
    assert entries(assembled.sectors) == [("Éducation", "education", 1), ("Santé", "sante", 2)]
    assert assembled.sector_index["sante"].name == "Santé"
    assert said(findings) == [("FG505", "content/b.md", ["content/a.md"])]


def test_apostrophes_of_two_keyboards_are_one_spelling() -> None:
    fiches = [fiche("A", sectors=("Protection de l'enfance",)),
              fiche("B", sectors=("Protection de l’enfance",))]  # fmt: skip
    assembled, findings = assemble(fiches, (), (), Settings())
    assert [(f.name, len(f.fiches)) for f in assembled.sectors] == [("Protection de l'enfance", 2)]
    assert findings == ()


@pytest.mark.parametrize(
    "copied", ["Grand a\u0302ge", "Grand\u00ad âge", "Grand\u00a0âge", "Gr\u200band âge"]
)
def test_spellings_that_look_alike_are_one(copied: str) -> None:
    fiches = [fiche("A", sectors=("Grand âge",)), fiche("B", sectors=(copied,))]
    assembled, findings = assemble(fiches, (), (), Settings())
    assert [(f.name, len(f.fiches)) for f in assembled.sectors] == [("Grand âge", 2)]
    assert findings == ()


def test_entries_whose_addresses_clash_are_numbered() -> None:
    found = catalogue(fiche("A", sectors=("語", "C")), fiche("B", sectors=("C++", "C#")))
    assert len({facet.slug for facet in found.sectors}) == len(found.sectors)


def test_a_territory_lists_only_the_sessions_held_there() -> None:
    east = group("7 mars 2022", slug="east", territory="EST")
    west = group("8 mars 2022", slug="west", territory="OUEST")
    found = catalogue(fiche("A", east, west)).territories
    assert [(facet.name, [s.group for s in facet.sessions]) for facet in found] == [
        ("EST", [east]),
        ("OUEST", [west]),
    ]


@pytest.mark.parametrize(
    ("territory", "place", "zone"),
    [
        ("EST", "Saint-Benoît", "EST"),
        ("", "Saint-Benoît", "Saint-Benoît"),
        ("", "1 rue des Lilas", ""),
        ("", "Saint-Denis, salle des fêtes", ""),
        ("", "", ""),
    ],
)
def test_a_place_that_is_a_name_stands_for_the_zone(territory: str, place: str, zone: str) -> None:
    assert zone_of(group(territory=territory, place=place)) == zone


def test_series_are_listed_with_their_modules() -> None:
    found = catalogue(fiche("A – Module 2 : Y"), fiche("A – Module 1 : X"), fiche("B")).series
    assert [(s.name, [f.title.module for f in s.fiches]) for s in found] == [("A", ["1", "2"])]


def test_an_organisation_is_one_under_all_its_names() -> None:
    record = Organisation(name="Institut Tamarin", slug="tamarin", aliases=("IT", "Tamarin"))
    fiches = [fiche("A", organisations=("IT",)), fiche("B", organisations=("TAMARIN",)),
              fiche("C", organisations=("Autre",))]  # fmt: skip
    found, findings = assemble(fiches, [record], (), Settings())
    assert entries(found.organisations) == [
        ("Autre", "autre", 1), ("Institut Tamarin", "tamarin", 2),
    ]  # fmt: skip
    index = found.organisation_index
    assert index["it"] is index["tamarin"] is index["institut tamarin"]
    assert index["it"].organisation is record
    assert not findings


def test_a_name_of_two_organisations_is_told() -> None:
    records = [
        Organisation(name="A", slug="a", aliases=("X",), path="content/organismes/a.yml"),
        Organisation(name="B", slug="b", aliases=("x",), path="content/organismes/b.yml"),
    ]
    for given in (records, records[::-1]):
        _, findings = assemble([], given, (), Settings())
        assert said(findings) == [
            ("FG504", "content/organismes/b.yml", ["content/organismes/a.yml"])
        ]


@pytest.mark.parametrize(
    ("dates", "months"),
    [
        ("15, 16 novembre et 6 décembre 2021", ["2021-11", "2021-12"]),
        ("du 15 novembre 2021 au 3 février 2022", ["2021-11", "2021-12", "2022-01", "2022-02"]),
        ("du 30 décembre 2021 au 2 janvier 2022", ["2021-12", "2022-01"]),
        ("du 1er au 31 décembre 2021", ["2021-12"]),
        ("à partir du 5 septembre 2025", ["2025-09"]),
        ("mars 2025", ["2025-03"]),
        ("du 1er janvier 2025 au 31 décembre 2026", ["2025-01"]),
        ("sur demande", []),
        ("", []),
    ],
)
def test_a_session_stands_in_each_month_it_has_days_in(dates: str, months: list[str]) -> None:
    only = fiche("A", group(dates))
    found = catalogue(only).months
    assert [f"{month.year}-{month.month:02}" for month in found] == months
    assert all(month.sessions == (Session(only, only.groups[0]),) for month in found)


def test_months_come_in_order_with_their_sessions_in_order() -> None:
    one = fiche("A", group("20 mars 2022", slug="b"), group("3 janvier 2022", slug="c"))
    two = fiche("B", group("2 mars 2022", slug="a"))
    found = catalogue(one, two).months
    assert [(m.month, [s.group.slug for s in m.sessions]) for m in found] == [
        (1, ["c"]),
        (3, ["a", "b"]),
    ]


def chosen(one: Fiche, slug: str) -> Fiche:
    return replace(one, slug=slug, spans=(*one.spans, ("slug", Span(one.path))))


@pytest.mark.parametrize("other", ["a", "b"])
def test_of_two_fiches_at_one_chosen_address_the_first_path_is_kept(other: str) -> None:
    one, two = fiche("A", path="content/z.md"), fiche("B", path="content/b.md")
    fiches = [one, chosen(two, "a")] if other == "a" else [chosen(one, "b"), two]
    for given in (fiches, fiches[::-1]):
        found, findings = assemble(given, (), (), Settings())
        assert [f.path for f in found.fiches] == ["content/b.md"]
        assert said(findings) == [("FG501", "content/z.md", ["content/b.md"])]


def test_fiches_of_one_title_have_addresses_after_their_files() -> None:
    names = ("b.md", "z.md", "x/z.md", "a/a.md", "w/x/z.md")
    fiches = [fiche("A", path=f"content/{name}") for name in names]
    for given in (fiches, fiches[::-1]):
        found, findings = assemble(given, (), (), Settings())
        assert {f.path: f.slug for f in found.fiches} == {
            "content/a/a.md": "a",
            "content/b.md": "b",
            "content/w/x/z.md": "z",
            "content/x/z.md": "x-z",
            "content/z.md": "content-z",
        }
        assert {code for code, *_ in said(findings)} == {"FG517"}
        assert len(findings) == 4


def test_pages_take_neither_a_list_s_address_nor_each_other_s() -> None:
    pages = [
        FreePage(title="T", slug=slug, prose=Prose(markdown="x"), path=f"content/pages/{name}.md")
        for name, slug in (("a", "mentions"), ("b", "mentions"), ("c", "agenda"))
    ]
    found, findings = assemble([], [], pages[::-1], Settings())
    assert [page.path for page in found.pages] == ["content/pages/a.md"]
    assert said(findings) == [
        ("FG501", "content/pages/b.md", ["content/pages/a.md"]),
        ("FG501", "content/pages/c.md", []),
    ]


def test_a_module_told_twice_is_told_once_for_each_organisation() -> None:
    one = fiche("A – Module 1 : X", organisations=("O",))
    same = fiche("A – Module 1 : Y", organisations=("O",))
    other = fiche("A – Module 1 : Z", organisations=("P",))
    _, findings = assemble([one, same, other], (), (), Settings())
    assert said(findings) == [("FG503", same.path, [one.path])]


PHONE = Contact(name="Ana", phone="0262 11 22 33")
MAIL = Contact(name="Luc", email="luc@a.example")
NAME = Contact(name="Marie PAYET")
TAMARIN = Contact(name="Tamarin", email="t@tamarin.example", phone="0262 00 00 00")
PUBLISHER = Contact(name="Cellule", email="c@catalogue.example")


@pytest.mark.parametrize(
    ("of_group", "of_fiche", "organised", "asked", "asked_by_mail"),
    [
        ([MAIL], [PHONE], True, [MAIL], [MAIL]),
        ([], [PHONE], True, [PHONE], [PHONE, TAMARIN]),
        ([], [PHONE, MAIL], True, [PHONE, MAIL], [PHONE, MAIL]),
        ([NAME], [MAIL], True, [NAME, TAMARIN], [NAME, TAMARIN]),
        ([], [], True, [TAMARIN], [TAMARIN]),
        ([], [NAME], False, [NAME, PUBLISHER], [NAME, PUBLISHER]),
    ],
)
def test_whom_to_ask(
    of_group: list[Contact],
    of_fiche: list[Contact],
    organised: bool,
    asked: list[Contact],
    asked_by_mail: list[Contact],
) -> None:
    group = Group(label="G", slug="g", contacts=tuple(of_group))
    fiche = Fiche(
        title=Title(words="T"),
        slug="t",
        groups=(group,),
        contacts=tuple(of_fiche),
        organisations=(Term(words="Tamarin"),) if organised else (),
    )
    record = Organisation(name="Tamarin", slug="t", email=TAMARIN.email, phone=TAMARIN.phone)
    settings = Settings(publisher=PUBLISHER.name, contact=PUBLISHER.email)
    catalogue, _ = assemble([fiche], [record], (), settings)
    assert [*contacts_of(catalogue, fiche, group)] == asked
    assert [*contacts_of(catalogue, fiche, group, by_mail=True)] == asked_by_mail

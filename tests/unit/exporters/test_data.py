"""The catalogue as JSON: what is read back is what the fiches say."""

from __future__ import annotations

import datetime as dt
import json
from dataclasses import replace
from typing import Any

import pytest
from conftest import TODAY
from data_sets import SETS, URL, bodies, catalogue, read
from exports import ATTACKS, COMPLETE, data_files, presenter
from hypothesis import given
from hypothesis import strategies as st

from fichegen import routes
from fichegen.catalogue import assemble
from fichegen.dates import (
    Day,
    Deadline,
    Duration,
    Extent,
    Half,
    Hours,
    Kind,
    Option,
    Period,
    Schedule,
)
from fichegen.exporters.plain import plain_text
from fichegen.model import Contact, Mode, Prose, Status
from fichegen.presenting import Presenter
from fichegen.settings import Settings
from fichegen.states import fiche_timeline, timeline

Read = dict[str, Any]

# ---------------------------------------------------------------- back to the model


def day(iso: str | None) -> dt.date | None:
    return dt.date.fromisoformat(iso) if iso else None


def minutes(clock: str) -> int:
    return int(clock[:2]) * 60 + int(clock[3:])


def hours(found: list[Read]) -> tuple[Hours, ...]:
    return tuple(Hours(start=minutes(h["debut"]), end=minutes(h["fin"])) for h in found)


def schedule(found: Read | None) -> Schedule | None:
    if found is None:
        return None
    read_back = Schedule(
        words=found["mots"],
        kind=Kind(found["nature"]),
        days=tuple(
            Day(
                date=dt.date.fromisoformat(each["date"]),
                half=Half(each["demi_journee"] or ""),
                hours=hours(each["heures"]),
            )
            for each in found["jours"]
        ),
        periods=tuple(
            Period(first=dt.date.fromisoformat(p["du"]), last=dt.date.fromisoformat(p["au"]))
            for p in found["periodes"]
        ),
        hours=hours(found["horaires"]),
    )
    assert day(found["premier_jour"]) == read_back.first
    assert day(found["dernier_jour"]) == read_back.last
    return read_back


def deadline(found: Read | None) -> Deadline | None:
    if found is None:
        return None
    return Deadline(
        words=found["mots"],
        date=day(found["date"]),
        time=minutes(found["heure"]) if found["heure"] else None,
        closed=found["close"],
    )


def extent(found: Read | None) -> Extent | None:
    return Extent(least=found["min"], most=found["max"]) if found else None


def duration(found: Read | None) -> Duration | None:
    if found is None:
        return None
    read_back = Duration(
        words=found["mots"],
        options=tuple(
            Option(
                minutes=extent(o["minutes"]), days=extent(o["jours"]), half_days=o["demi_journees"]
            )
            for o in found["choix"]
        ),
        maximum=found["maximum"],
        minimum=found["minimum"],
        remote_minutes=found["minutes_a_distance"],
    )
    assert (extent(found["minutes"]), extent(found["jours"])) == (read_back.minutes, read_back.days)
    return read_back


def contacts(found: list[Read]) -> tuple[Contact, ...]:
    return tuple(
        Contact(
            name=contact["nom"] or "",
            role=contact["fonction"] or "",
            email=contact["courriel"] or "",
            phone=contact["telephone"] or "",
        )
        for contact in found
    )


def bare(told: Schedule | Duration | None) -> Any:
    """Leave out the offsets of words beside the fact, which stand in its words."""
    return replace(told, rest=()) if told else None


# ---------------------------------------------------------------- facts


@pytest.mark.parametrize("name", SETS)
def test_every_fact_of_a_fiche_is_read_back(name: str) -> None:
    made, files = catalogue(name)
    found = read(files, routes.DATA)["fiches"]
    assert [each["slug"] for each in found] == [fiche.slug for fiche in made.catalogue.fiches]
    for told, fiche in zip(found, made.catalogue.fiches, strict=True):
        title = fiche.title
        assert (told["titre"], told["parcours"] or "", told["module"] or "") == (
            title.words,
            title.series,
            title.module,
        )
        assert told["nom_module"] == (title.name if title.series else None)
        for key, terms in (("secteurs", fiche.sectors), ("themes", fiche.themes), ("alias", fiche.aliases),
                           ("formacode", fiche.domain_codes), ("formacode_public", fiche.audience_codes)):  # fmt: skip
            assert told[key] == [term.words for term in terms]
        assert [o["nom"] for o in told["organismes"]] == [
            term.words for term in fiche.organisations
        ]
        for key, words in (("reference", fiche.reference), ("region", fiche.region), ("effectif", fiche.seats),
                           ("modalite_mots", fiche.mode_words), ("statut_mots", fiche.status_words)):  # fmt: skip
            assert told[key] == (words or None)
        assert (told["modalite"] and Mode(told["modalite"])) == fiche.mode
        assert (told["statut"] and Status(told["statut"])) == fiche.status
        assert duration(told["duree"]) == bare(fiche.duration)
        assert deadline(told["date_limite"]) == fiche.deadline
        assert contacts(told["interlocuteurs"]) == fiche.contacts
        note = fiche.dates_note if not fiche.groups else None
        assert schedule(told["dates"]) == bare(note if note and note.words else None)
        if fiche.updated:
            assert day(told["mis_a_jour"]["date"]) == fiche.updated.date
            assert told["mis_a_jour"]["mots"] == fiche.updated.words
        else:
            assert told["mis_a_jour"] is None


@pytest.mark.parametrize("name", SETS)
def test_every_text_stands_once_in_the_order_of_the_fiche(name: str) -> None:
    made, files = catalogue(name)
    for told, fiche in zip(read(files, routes.DATA)["fiches"], made.catalogue.fiches, strict=True):
        assert [(s["nom"] or "", s["titre"], s["markdown"], s["neant"]) for s in told["rubriques"]] == [
            (s.name, s.heading, s.prose.markdown, s.absent) for s in fiche.sections
        ]  # fmt: skip


@pytest.mark.parametrize("name", SETS)
def test_every_fact_of_a_session_is_read_back(name: str) -> None:
    made, files = catalogue(name)
    for told, fiche in zip(read(files, routes.DATA)["fiches"], made.catalogue.fiches, strict=True):
        for held, group in zip(told["sessions"], fiche.groups, strict=True):
            for key, words in (("nom", group.label), ("territoire", group.territory), ("lieu", group.place),
                               ("adresse", group.address), ("places", group.seats)):  # fmt: skip
                assert held[key] == (words or None)
            assert schedule(held["dates"]) == bare(group.schedule)
            assert schedule(held["dates_initiales"]) == bare(group.previous)
            assert (held["statut"] and Status(held["statut"])) == fiche.status_of(group)
            assert deadline(held["date_limite"]) == (group.deadline or fiche.deadline)
            assert contacts(held["interlocuteurs"]) == (group.contacts or fiche.contacts)
            remark = group.remark and group.remark.markdown
            assert (held["remarque"] and held["remarque"]["markdown"]) == remark


@pytest.mark.parametrize("name", SETS)
def test_the_sessions_alone_are_those_of_the_fiches_by_date(name: str) -> None:
    made, files = catalogue(name)
    fiches = {fiche["slug"]: fiche for fiche in read(files, routes.DATA)["fiches"]}
    alone = read(files, routes.SESSIONS_DATA)["sessions"]
    assert [(s["fiche"], s["slug"]) for s in alone] == [
        (session.fiche.slug, session.group.slug) for session in made.catalogue.sessions
    ]
    for session in alone:
        fiche = fiches[session["fiche"]]
        (own,) = (s for s in fiche["sessions"] if s["slug"] == session["slug"])
        assert own.items() <= session.items()
        for key in session.keys() - own.keys() - {"fiche"}:
            assert session[key] == fiche[key.removeprefix("fiche_")]


@pytest.mark.parametrize("name", SETS)
def test_a_fiche_has_the_same_object_in_its_own_file(name: str) -> None:
    made, files = catalogue(name)
    whole = read(files, routes.DATA)
    organisations = {each["slug"]: each for each in whole["organismes"]}
    for fiche, told in zip(made.catalogue.fiches, whole["fiches"], strict=True):
        assert told["donnees"] == routes.fiche_data_path(fiche)
        alone = read(files, told["donnees"])
        assert alone["fiches"] == [told]
        assert alone["catalogue"] == whole["catalogue"]
        named = [o["slug"] for o in told["organismes"]]
        assert alone["organismes"] == [organisations[slug] for slug in dict.fromkeys(named)]


def test_an_organisation_tells_what_its_file_tells() -> None:
    _, files = catalogue("one complete")
    (found,) = read(files, routes.DATA)["organismes"]
    assert found == {
        "nom": "Coopérative Tamarin",
        "slug": "cooperative-tamarin",
        "raison_sociale": "SCIC Coopérative Tamarin Formation",
        "siret": found["siret"],
        "nda": "04973012345",
        "adresse": "12 rue des Lilas, 97400 Saint-Denis",
        "site": "https://tamarin.example",
        "courriel": "contact@tamarin.example",
        "telephone": "0262 11 22 33",
        "alias": ["Tamarin"],
        "referent_handicap": {
            "nom": "Ana LE ROUX",
            "fonction": None,
            "courriel": "ana@tamarin.example",
            "telephone": None,
        },
        "presentation": None,
        "chemin": "organismes/cooperative-tamarin/index.html",
        "url": None,
    }
    assert found["siret"].replace(" ", "") == "12345678200010"


def test_a_fiche_leads_to_its_organisation_by_whatever_name() -> None:
    files = bodies(data_files(presenter("titre: T\norganisme: Tamarin")))
    found = read(files, routes.DATA)
    assert found["fiches"][0]["organismes"] == [{"nom": "Tamarin", "slug": "cooperative-tamarin"}]
    assert [each["slug"] for each in found["organismes"]] == ["cooperative-tamarin"]


@pytest.mark.parametrize(
    ("words", "price"),
    [
        ("420 € net de taxe par personne", (420, "net de taxe", "personne")),
        ("Gratuit", (0, None, None)),
        ("1 250,50 € HT par groupe", (1250.5, "HT", "groupe")),
        ("à partir de 100 €", None),
        ("sur devis", None),
    ],
)
def test_a_price_is_a_number_only_where_the_words_say_one(
    words: str, price: tuple[float, str | None, str | None] | None
) -> None:
    files = bodies(data_files(presenter(f"titre: T\ntarif: {words}")))
    found = read(files, routes.DATA)["fiches"][0]["prix"]
    assert (found and (found["montant"], found["taxe"], found["par"])) == price


# ---------------------------------------------------------------- addresses


def test_addresses_are_whole_where_that_of_the_site_is_known() -> None:
    _, files = catalogue("with an address")
    whole = read(files, routes.DATA)
    fiche = whole["fiches"][0]
    assert whole["catalogue"]["url"] == URL
    assert fiche["url"] == f"{URL}/fiches/accueillir-module-1-ecouter/"
    assert fiche["sessions"][0]["url"] == f"{URL}/fiches/accueillir-module-1-ecouter/groupe-1/"
    assert whole["organismes"][0]["url"] == f"{URL}/organismes/cooperative-tamarin/"


def test_a_document_leads_to_its_schema_from_where_it_stands() -> None:
    _, files = catalogue("one complete")
    for path in files:
        if path.endswith(".json") and not path.startswith("schemas/"):
            link = read(files, path)["$schema"]
            steps = [*path.split("/")[:-1], *link.split("/")]
            while ".." in steps:
                at = steps.index("..")
                del steps[at - 1 : at + 1]
            assert "/".join(steps) in files


@pytest.mark.parametrize("dates", ["à définir", "mars 2022", "sur demande"])
def test_without_a_day_there_is_no_calendar_to_point_to(dates: str) -> None:
    files = bodies(data_files(presenter(f"titre: T\ngroupes: [{{nom: G, dates: {dates}}}]")))
    fiche = read(files, routes.DATA)["fiches"][0]
    assert fiche["agenda"] is None
    assert fiche["sessions"][0]["agenda"] is None


@pytest.mark.parametrize(
    ("link", "told"),
    [
        ("https://visio.example/salle-12", "https://visio.example/salle-12"),
        ("javascript:alert(1)", None),
        ("data:text/html,x", None),
    ],
)
def test_a_link_that_may_not_be_published_is_not(link: str, told: str | None) -> None:
    source = f"titre: T\ngroupes: [{{nom: G, dates: 15 novembre 2021, lien: '{link}'}}]"
    files = bodies(data_files(presenter(source)))
    assert read(files, routes.SESSIONS_DATA)["sessions"][0]["lien"] == told


# ---------------------------------------------------------------- days that pass


def on(steps: list[Read], date: dt.date) -> str:
    """Look a state up as the documentation says."""
    return next(str(s["etat"]) for s in reversed(steps) if not s["du"] or s["du"] <= str(date))


@given(st.dates(TODAY, dt.date(2022, 3, 1)))
def test_the_states_stay_true_whatever_day_they_are_read(date: dt.date) -> None:
    made, files = catalogue("one complete")
    (fiche,) = made.catalogue.fiches
    (told,) = read(files, routes.DATA)["fiches"]
    assert on(told["etats"], date) == fiche_timeline(date, fiche).now
    for held, group in zip(told["sessions"], fiche.groups, strict=True):
        assert on(held["etats"], date) == timeline(date, fiche, group).now


def test_a_day_on_which_nothing_changes_changes_the_day_of_the_build_alone() -> None:
    (first, second) = (
        bodies(data_files(presenter(COMPLETE, today=TODAY + dt.timedelta(days=n)))) for n in (0, 1)
    )
    changed = {path for path in first if first[path] != second[path]}
    assert changed == {routes.DATA, routes.SESSIONS_DATA}
    for path in changed:
        before, after = read(first, path), read(second, path)
        assert (before.pop("jour"), after.pop("jour")) == ("2021-09-01", "2021-09-02")
        assert before == after


# ---------------------------------------------------------------- form


@pytest.mark.parametrize("name", SETS)
def test_the_same_catalogue_gives_the_same_bytes(name: str) -> None:
    made, files = catalogue(name)
    assert bodies(data_files(Presenter(made.catalogue, made.today))) == files


def test_a_change_in_a_fiche_changes_one_line() -> None:
    fiches = [f"titre: Fiche {letter}\nréférence: {letter}" for letter in "abc"]
    before = bodies(data_files(presenter(*fiches)))[routes.DATA].splitlines()
    fiches[1] += "2"
    after = bodies(data_files(presenter(*fiches)))[routes.DATA].splitlines()
    assert [n for n, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]] == [
        next(n for n, line in enumerate(before) if b'"reference":"b"' in line)
    ]


def test_words_are_written_as_they_are_read() -> None:
    _, files = catalogue("one complete")
    assert "Accueillir – Module 1 « Écouter »".encode() in files[routes.DATA]
    assert files[routes.DATA].endswith(b"\n")


@pytest.mark.parametrize("name", ATTACKS)
def test_nothing_of_a_fiche_is_more_than_words(name: str) -> None:
    made = presenter(ATTACKS[name])
    files = bodies(data_files(made))
    (fiche,) = made.catalogue.fiches
    (told,) = read(files, routes.DATA)["fiches"]
    assert told["titre"] == fiche.title.words
    assert [s["markdown"] for s in told["rubriques"]] == [s.prose.markdown for s in fiche.sections]


@given(st.text(min_size=1))
def test_whatever_a_title_holds_the_file_is_read(words: str) -> None:
    made = presenter("titre: T")
    (fiche,) = made.catalogue.fiches
    odd = replace(fiche, title=replace(fiche.title, words=words))
    built, _ = assemble([odd], (), (), Settings())
    files = bodies(data_files(Presenter(built, TODAY)))
    assert json.loads(files[routes.DATA])["fiches"][0]["titre"] == words


def test_half_a_character_does_not_end_a_build() -> None:
    made = presenter("titre: T")
    (fiche,) = made.catalogue.fiches
    built, _ = assemble([replace(fiche, reference="a\ud800b")], (), (), Settings())
    files = bodies(data_files(Presenter(built, TODAY)))
    assert read(files, routes.DATA)["fiches"][0]["reference"] == "a?b"


# ---------------------------------------------------------------- plain words


@pytest.mark.parametrize(
    ("markdown", "words"),
    [
        ("Un **mot** et *un autre*.", "Un mot et un autre."),
        ("- un\n- deux", "• un\n• deux"),
        ("- un\n  - dedans", "• un\n  • dedans"),
        ("1. un\n2. deux", "1. un\n2. deux"),
        ("### Jour 1\n\nAccueil", "Jour 1\n\nAccueil"),
        ("> Une citation", "Une citation"),
        ("#1 des ventes # suite > fin", "#1 des ventes # suite > fin"),
        (
            "Voir [le bulletin](https://a.example/b).",
            "Voir le bulletin (https://a.example/b).",
        ),
        ("| a | b |\n|---|:-:|\n| 1 | 2 |", "| a | b |\n| 1 | 2 |"),
        ("avant\n\n---\n\naprès", "avant\n\naprès"),
        ("```\n**code**\n- x\n```", "**code**\n- x"),
        ("une ligne  \nl'autre", "une ligne\nl'autre"),
        (r"5 \* 3", "5 * 3"),
        ("---", ""),
    ],
)
def test_prose_without_its_marks(markdown: str, words: str) -> None:
    assert plain_text(Prose(markdown=markdown)) == words


@given(st.text(alphabet="ab*_#>-+| \n\\", max_size=60))
def test_no_letter_of_a_prose_is_lost(markdown: str) -> None:
    kept = [c for c in plain_text(Prose(markdown=markdown)) if c in "ab"]
    assert kept == [c for c in markdown if c in "ab"]

"""Sessions as calendars: what an event says, and which files there are."""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import replace
from typing import Any

import pytest
from calendar_readers import by_icalendar, events
from exports import ATTACKS, COMPLETE, MANY_DAYS, calendars, presenter
from icalendar import Calendar

from fichegen.catalogue import Catalogue, Session
from fichegen.dates import Day, Hours
from fichegen.exporters.ics import files as ics_files
from fichegen.exporters.ics import has_calendar
from fichegen.exporters.ics.stretches import stretches
from fichegen.exporters.pieces import apart
from fichegen.model import Fiche
from fichegen.presenting import Presenter
from fichegen.settings import Settings

URL = "https://formations.example/catalogue"
SETTINGS = Settings(title="Formations de l'Est", timezone="Indian/Reunion", url=URL)
G1 = "fiches/accueillir-module-1-ecouter/groupe-1/groupe-1.ics"
G2 = "fiches/accueillir-module-1-ecouter/groupe-2/groupe-2.ics"
WHOLE = "fiches/accueillir-module-1-ecouter/accueillir-module-1-ecouter.ics"


def files(*sources: str, settings: Settings = SETTINGS) -> dict[str, bytes]:
    return {a.path: a.body for a in calendars(presenter(*sources, settings=settings))}


def fiche(dates: str, **facts: str) -> str:
    """Write a fiche of one group; `limite` and `mis à jour` are the fiche's, the rest its own."""
    head = "".join(
        f"{name}: {facts.pop(key)}\n"
        for key, name in (("limite", "date limite"), ("maj", "mis à jour le"), ("mode", "modalité"))
        if key in facts
    )
    own = "".join(f"    {name}: {words}\n" for name, words in facts.items())
    return f"titre: Titre\n{head}groupes:\n  - nom: Groupe 1\n    dates: {dates}\n{own}"


def only(source: str, settings: Settings = SETTINGS) -> list[Any]:
    """Return the events of the one group of a fiche."""
    return events(files(source, settings=settings)["fiches/titre/groupe-1/groupe-1.ics"])


def when(event: Any) -> tuple[str, ...]:
    """Return start, end and repetition as they are written."""
    start, end, rule = (event.get(name) for name in ("DTSTART", "DTEND", "RRULE"))
    return tuple(part.to_ical().decode() for part in (start, end, rule) if part)


# ---------------------------------------------------------------- days and hours


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ("15 novembre 2021", [("20211115", "20211116")]),
        ("15, 16 et 17 novembre 2021", [("20211115", "20211118")]),
        ("15, 16 novembre et 10 décembre 2021", [("20211115", "20211117"), ("20211210", "20211211")]),
        ("31 décembre 2021 et 1er janvier 2022", [("20211231", "20220102")]),
        ("15 novembre 2021 de 9h à 17h", [("20211115T090000", "20211115T170000")]),
        (
            "du 15 au 17 novembre 2021 de 9h à 12h30 et de 13h30 à 17h",
            [
                ("20211115T090000", "20211115T123000", "FREQ=DAILY;COUNT=3"),
                ("20211115T133000", "20211115T170000", "FREQ=DAILY;COUNT=3"),
            ],
        ),
        (
            "15 et 16 novembre 2021 de 20h à minuit",
            [("20211115T200000", "20211116T000000", "FREQ=DAILY;COUNT=2")],
        ),
        ("31 décembre 2021 de 20h à minuit", [("20211231T200000", "20220101T000000")]),
        (
            "15 novembre 2021 de 9h à 12h ; 16 novembre 2021 de 14h à 17h",
            [("20211115T090000", "20211115T120000"), ("20211116T140000", "20211116T170000")],
        ),
        (
            "15 novembre 2021 de 9h à 12h ; 16 novembre 2021",
            [("20211115T090000", "20211115T120000"), ("20211116", "20211117")],
        ),
        ("à partir du 5 septembre 2022 de 9h à 12h", [("20220905T090000", "20220905T120000")]),
    ],
)  # fmt: skip
def test_an_event_a_run_of_days_that_are_alike(dates: str, told: list[tuple[str, ...]]) -> None:
    assert [when(event) for event in only(fiche(dates))] == told


@pytest.mark.parametrize(
    ("dates", "told"),
    [
        ("15 novembre 2021", [("Titre", "OPAQUE")]),
        ("15 nov. 2021 le matin ; 16 nov. 2021 l'après-midi",
         [("Titre (matin)", "OPAQUE"), ("Titre (après-midi)", "OPAQUE")]),
        ("à partir du 5 septembre 2022", [("Début : Titre", "OPAQUE")]),
        ("du 15 septembre 2021 au 30 juin 2022",
         [("Début : Titre", "TRANSPARENT"), ("Fin : Titre", "TRANSPARENT")]),
        ("du 15 septembre 2021 au 30 juin 2022 et le 5 juillet 2022",
         [("Début : Titre", "TRANSPARENT"), ("Fin : Titre", "TRANSPARENT"), ("Titre", "OPAQUE")]),
    ],
)  # fmt: skip
def test_a_title_says_what_the_days_are(dates: str, told: list[tuple[str, str]]) -> None:
    assert [(str(e["SUMMARY"]), str(e["TRANSP"])) for e in only(fiche(dates))] == told


def test_bounds_are_whole_days_though_hours_are_told() -> None:
    first, last = only(fiche("du 15 septembre 2021 au 30 juin 2022, de 9h à 12h"))
    assert (when(first), when(last)) == (("20210915", "20210916"), ("20220630", "20220701"))
    assert "de 9h à 12h" in first["DESCRIPTION"]


@pytest.mark.parametrize(
    "dates", ["à définir", "sur demande", "mars 2022", "quand il fera beau", "1er trimestre 2022"]
)
def test_a_session_without_days_has_no_calendar(dates: str) -> None:
    made = files(fiche(dates))
    assert not [path for path in made if path.startswith("fiches/")]
    assert not events(made["catalogue.ics"])


def changed(source: str, **facts: Any) -> Presenter:
    """Change a fact of the only group, where no source can say it."""
    found = presenter(source, settings=SETTINGS)
    read = found.catalogue.fiches[0]
    group = replace(read.groups[0], **facts)
    return with_fiche(found.catalogue, replace(read, groups=(group,)))


def with_fiche(catalogue: Catalogue, held: Fiche) -> Presenter:
    sessions = tuple(Session(held, group) for group in held.groups)
    return Presenter(replace(catalogue, fiches=(held,), sessions=sessions), dt.date(2021, 9, 1))


@pytest.mark.parametrize(
    ("hours", "told"),
    [((), "DURATION:P2D"), ((Hours(start=1200, end=1440),), "DURATION:PT240M")],
)
def test_behind_the_last_day_of_all_there_is_none(hours: tuple[Hours, ...], told: str) -> None:
    source = fiche("15 novembre 2021")
    schedule = presenter(source).catalogue.fiches[0].groups[0].schedule
    assert schedule
    last = dt.date.max
    days = tuple(Day(date=day, hours=hours) for day in (last - dt.timedelta(days=1), last))
    # With hours, only an event that begins on the last day has no end that can be written.
    held = replace(schedule, days=days[1:] if hours else days)
    body = {a.path: a.body for a in calendars(changed(source, schedule=held))}["catalogue.ics"]
    assert told in body.decode()


def test_two_hundred_days_are_all_told_and_named_in_short() -> None:
    made = files(MANY_DAYS)["fiches/deux-cents-jours/groupe-g/groupe-g.ics"]
    (told,) = by_icalendar(made).values()
    assert len(told) == 172
    found = events(made)
    words = str(found[0]["DESCRIPTION"]).partition("\n")[0]
    assert words == "Groupe G : 172 jours, du 3 janvier 2022 au 6 février 2023"
    # Naming every sibling would take the square of their number.
    assert "RELATED-TO" not in found[0]
    siblings = {(e["RELATED-TO"], e["RELATED-TO"].params["RELTYPE"]) for e in found[1:]}
    assert siblings == {(found[0]["UID"], "SIBLING")}


# ---------------------------------------------------------------- what an event says


def test_an_event_says_what_one_wants_at_hand() -> None:
    event = events(files(COMPLETE)[G1])[0]
    page = f"{URL}/fiches/accueillir-module-1-ecouter/groupe-1/"
    assert str(event["DESCRIPTION"]).split("\n") == [
        "Groupe 1 (EST) : 15 et 16 novembre et 10 décembre 2021, de 9h à 12h30 et de 13h30 à 17h",
        "Inscriptions jusqu'au 15 octobre 2021",
        "Contact : Marie PAYET, assistante, marie@tamarin.example, 0262 11 22 34",
        page,
    ]
    assert str(event["URL"]) == page
    assert str(event["LOCATION"]) == "Saint-Benoît, 3 place du Marché, 97470 Saint-Benoît"
    assert str(event["CONTACT"]) == "Marie PAYET, assistante, marie@tamarin.example, 0262 11 22 34"
    assert event["CATEGORIES"].cats == ["Social", "Médico-social", "écoute"]
    assert str(event["STATUS"]) == "CONFIRMED"
    assert not {"ORGANIZER", "ATTENDEE", "CLASS"} & event.keys()


def test_a_moved_session_says_for_when_it_was_announced() -> None:
    event = events(files(COMPLETE)[G2])[0]
    assert str(event["STATUS"]) == "CONFIRMED"
    assert str(event["SUMMARY"]) == "Accueillir – Module 1 « Écouter »"
    assert "Dates annoncées d'abord : 4 et 5 octobre 2021" in event["DESCRIPTION"]


@pytest.mark.parametrize(
    ("label", "zone", "named"),
    [
        ("Groupe 1", "", "Groupe 1"),
        ("Groupe 1", "EST", "Groupe 1 (EST)"),
        ("Groupe de l'Est", "EST", "Groupe de l'Est"),
        ("Groupe OUEST", "EST", "Groupe OUEST (EST)"),
    ],
)
def test_a_session_is_named_with_its_zone(label: str, zone: str, named: str) -> None:
    source = fiche("15 novembre 2021", **({"territoire": zone} if zone else {}))
    body = files(source.replace("Groupe 1", label))["catalogue.ics"]
    assert str(events(body)[0]["DESCRIPTION"]).startswith(f"{named} : 15 novembre 2021")


def test_without_an_address_of_the_site_nothing_is_linked() -> None:
    body = files(COMPLETE, settings=replace(SETTINGS, url=""))["catalogue.ics"]
    assert b"http" not in body
    assert not [e for e in events(body) if "URL" in e]


@pytest.mark.parametrize(
    ("given", "place", "joined"),
    [
        ({"lieu": "Saint-Paul"}, "Saint-Paul", None),
        ({"territoire": "OUEST"}, "OUEST", None),
        ({"territoire": "OUEST", "lieu": "Saint-Paul"}, "Saint-Paul", None),
        ({"lien": "https://visio.example/a?b=1&c=2"}, "À distance", "https://visio.example/a?b=1&c=2"),
        ({"lien": "https://visio.example/é ;,x"}, "À distance", "https://visio.example/%C3%A9%20;,x"),
        ({"lien": "'javascript:alert(1)'"}, "À distance", None),
        ({"mode": "distanciel"}, "À distance", None),
        ({"lieu": "À définir"}, None, None),
        ({"lieu": "Nous consulter", "territoire": "OUEST"}, "OUEST", None),
        ({"lieu": "Saint-Paul", "adresse": "à préciser"}, "Saint-Paul", None),
        ({"territoire": "à venir"}, None, None),
        ({"lien": "à venir"}, None, None),
        ({}, None, None),
    ],
)  # fmt: skip
def test_where_it_is_held(given: dict[str, str], place: str | None, joined: str | None) -> None:
    (event,) = only(fiche("15 novembre 2021", **given))
    assert event.get("LOCATION") == place
    assert event.get("CONFERENCE") == joined
    assert "javascript" not in event.to_ical().decode()


@pytest.mark.parametrize("contact", ["interlocuteur: {nom: Marie PAYET}\n", ""])
def test_where_nobody_can_be_reached_the_organisation_is_told_too(contact: str) -> None:
    source = re.sub("interlocuteur: .*\n", contact, COMPLETE)
    told = [e["CONTACT"] for e in events(files(source)[G1])]
    behind = "Coopérative Tamarin, contact@tamarin.example, 0262 11 22 33"
    assert told == [["Marie PAYET", behind] if contact else behind] * len(told)
    assert len(told) > 1  # its days and its deadline


@pytest.mark.parametrize(
    ("status", "prefix", "state", "taken"),
    [
        ("confirmé", "", "CONFIRMED", "OPAQUE"),
        ("complet", "Complet : ", "CONFIRMED", "OPAQUE"),
        ("reporté", "Reporté : ", "TENTATIVE", "TRANSPARENT"),
        ("annulé", "Annulé : ", "CANCELLED", "TRANSPARENT"),
    ],
)
def test_what_is_declared_is_said_in_the_title_too(
    status: str, prefix: str, state: str, taken: str
) -> None:
    source = fiche("15 novembre 2021", limite="15 octobre 2021", statut=status)
    event, *limits = only(source)
    assert (str(event["SUMMARY"]), str(event["STATUS"])) == (f"{prefix}Titre", state)
    assert str(event["TRANSP"]) == taken
    assert len(limits) == (status == "confirmé")
    assert ("Inscriptions" in event["DESCRIPTION"]) == (status == "confirmé")


@pytest.mark.parametrize(("status", "state"), [("reporté", "TENTATIVE"), ("annulé", "CANCELLED")])
@pytest.mark.parametrize("dates", ["à définir", "printemps 2022", "nous vous le dirons"])
def test_who_noted_days_that_are_given_up_learns_it(status: str, state: str, dates: str) -> None:
    noted = only(fiche("3, 4 et 10 mars 2022, de 9h à 12h"))
    before = {"'dates initiales'": "3, 4 et 10 mars 2022 de 9h à 12h"}
    told = only(fiche(dates, statut=status, limite="1er février 2022", **before))
    assert [(e["UID"], when(e)) for e in told] == [(e["UID"], when(e)) for e in noted]
    for event in told:
        assert (str(event["STATUS"]), str(event["TRANSP"])) == (state, "TRANSPARENT")
        assert str(event["SUMMARY"]).startswith(f"{status.capitalize()} : ")
        assert "Dates annoncées d'abord : 3, 4 et 10 mars 2022, de 9h à 12h" in event["DESCRIPTION"]


def test_days_first_announced_are_not_told_of_a_session_that_is_held() -> None:
    before = {"'dates initiales'": "3 mars 2022"}
    assert not events(files(fiche("à définir", **before))["catalogue.ics"])
    (event,) = only(fiche("10 mars 2022", **before))
    assert when(event) == ("20220310", "20220311")


# ---------------------------------------------------------------- identity and revision


def test_identities_depend_on_the_fiche_and_the_catalogue_alone() -> None:
    def names(settings: Settings) -> list[str]:
        return [str(e["UID"]) for e in events(files(COMPLETE, settings=settings)["catalogue.ics"])]

    stem = "accueillir-module-1-ecouter"
    here = "formations-de-l-est.fichegen"
    assert names(SETTINGS) == [
        *(f"{stem}.groupe-1.{n}@{here}" for n in range(1, 5)),
        f"{stem}.limite@{here}",
        f"{stem}.groupe-2.1@{here}",
        f"{stem}.groupe-2.limite@{here}",
    ]
    assert names(replace(SETTINGS, url="", timezone="Europe/Paris")) == names(SETTINGS)
    own = names(replace(SETTINGS, identifier="est"))
    assert {name.partition("@")[2] for name in own} == {"est.fichegen"}


def uids(source: str) -> list[str]:
    return [str(e["UID"]) for e in events(files(source)["catalogue.ics"])]


def test_a_new_title_leaves_identities_where_an_alias_keeps_the_address() -> None:
    before = uids(fiche("15 novembre 2021", limite="15 octobre 2021"))
    renamed = fiche("15 novembre 2021", limite="15 octobre 2021").replace("Titre", "Autre")
    assert uids(renamed) != before
    assert uids(f"{renamed}alias: titre\n") == before
    again = renamed.replace("Autre", "Encore")
    assert uids(f"{again}alias: [titre, autre]\n") == before


def revision(source: str) -> tuple[str, str | None, int]:
    event = only(source)[0]
    stamp, modified = event["DTSTAMP"].to_ical().decode(), event.get("LAST-MODIFIED")
    return stamp, modified and modified.to_ical().decode(), event["SEQUENCE"]


def test_a_revision_is_dated_by_the_fiche() -> None:
    days = "15 novembre 2021"
    assert revision(fiche(days)) == ("20000101T000000Z", None, 0)
    stamp = "20210820T000000Z"
    assert revision(fiche(days, maj="20 août 2021")) == (stamp, stamp, 79020)
    old = "19991231T000000Z"
    assert revision(fiche(days, maj="31/12/1999")) == (old, old, 0)


def test_a_revision_has_a_greater_number_than_those_before_it() -> None:
    days = "15 novembre 2021"
    moved = {"'dates initiales'": "4 octobre 2021"}
    stages = [
        fiche("4 octobre 2021", maj="20 août 2021"),
        fiche("4 octobre 2021", maj="20 août 2021", statut="reporté"),
        fiche(days, maj="20 août 2021", **moved),
        fiche(days, maj="20 août 2021", statut="annulé"),
        fiche(days, maj="21 août 2021"),
    ]
    numbers = [revision(stage)[2] for stage in stages]
    assert numbers == sorted({*numbers})


# ---------------------------------------------------------------- deadlines


def test_a_deadline_rings_three_days_before_and_takes_no_time() -> None:
    limit = events(files(COMPLETE)[G1])[-1]
    assert when(limit) == ("20211015", "20211016")
    assert str(limit["SUMMARY"]) == "Fin des inscriptions : Accueillir – Module 1 « Écouter »"
    assert str(limit["TRANSP"]) == "TRANSPARENT"
    (alarm,) = limit.walk("VALARM")
    rings = dt.datetime(2021, 10, 15) + alarm.decoded("TRIGGER")  # noqa: DTZ001  floating time
    assert rings.isoformat() == "2021-10-12T09:00:00"
    assert (str(alarm["ACTION"]), str(alarm["DESCRIPTION"])) == ("DISPLAY", str(limit["SUMMARY"]))


def test_the_hour_of_a_deadline_is_said() -> None:
    limit = only(fiche("15 novembre 2021", limite="15 octobre 2021 à 12h"))[-1]
    assert str(limit["SUMMARY"]) == "Fin des inscriptions : Titre (à 12h)"
    assert "Inscriptions jusqu'au 15 octobre 2021 à 12h" in limit["DESCRIPTION"]
    assert when(limit) == ("20211015", "20211016")


def test_a_deadline_of_the_whole_fiche_is_one_event_wherever_it_stands() -> None:
    two = COMPLETE.replace("    date limite: 22 novembre 2021\n", "")
    made = files(two)

    def limits(path: str) -> list[bytes]:
        return [e.to_ical() for e in events(made[path]) if ".limite@" in e["UID"]]

    (limit,) = limits(G1)
    for path in (
        G2,
        WHOLE,
        "catalogue.ics",
        "territoires/est/est.ics",
        "secteurs/social/social.ics",
    ):
        assert limits(path) == [limit]


def test_a_deadline_of_its_own_stands_in_place_of_the_shared_one() -> None:
    made = files(COMPLETE)
    limit = events(made[G2])[-1]
    assert str(limit["SUMMARY"]).endswith("« Écouter » – Groupe 2 (SUD)")
    assert when(limit) == ("20211122", "20211123")
    assert [when(e) for e in events(made[WHOLE]) if ".limite@" in e["UID"]] == [
        ("20211015", "20211016"), ("20211122", "20211123"),
    ]  # fmt: skip


def test_who_follows_a_list_learns_of_deadlines_before_the_days_are_known() -> None:
    made = files(fiche("mars 2022", limite="15 octobre 2021"))
    assert [str(e["SUMMARY"]) for e in events(made["catalogue.ics"])] == [
        "Fin des inscriptions : Titre"
    ]


@pytest.mark.parametrize("words", ["Inscriptions closes", "dès que possible", "octobre 2021"])
def test_a_deadline_without_a_day_is_no_event(words: str) -> None:
    assert len(only(fiche("15 novembre 2021", limite=words))) == 1


# ---------------------------------------------------------------- files


def test_there_is_a_calendar_for_whatever_one_may_follow() -> None:
    other = fiche("15 novembre 2021 de 9h à 12h", territoire="OUEST")
    made = {path: by_icalendar(body) for path, body in files(COMPLETE, other).items()}
    one, two, three = (
        "accueillir-module-1-ecouter.groupe-1", "accueillir-module-1-ecouter.groupe-2",
        "titre.groupe-1",
    )  # fmt: skip
    assert {path: {*stems} for path, stems in made.items()} == {
        G1: {one},
        G2: {two},
        WHOLE: {one, two},
        "fiches/titre/groupe-1/groupe-1.ics": {three},
        "fiches/titre/titre.ics": {three},
        "territoires/est/est.ics": {one},
        "territoires/sud/sud.ics": {two},
        "territoires/ouest/ouest.ics": {three},
        "organismes/cooperative-tamarin/cooperative-tamarin.ics": {one, two},
        "parcours/accueillir/accueillir.ics": {one, two},
        "secteurs/social/social.ics": {one, two},
        "secteurs/medico-social/medico-social.ics": {one, two},
        "catalogue.ics": {one, two, three},
    }


def test_the_predicate_tells_which_files_there_are() -> None:
    sources = [COMPLETE, fiche("à définir"), fiche("du 15 septembre 2021 au 30 juin 2022"),
               fiche("à définir", statut="reporté", **{"'dates initiales'": "3 mars 2022"}),
               "titre: Rien\n", "titre: Demain\ndates: 15 novembre 2021\n"]  # fmt: skip
    for source in sources:
        made = files(source)
        (read,) = presenter(source).catalogue.fiches
        assert (f"fiches/{read.slug}/{read.slug}.ics" in made) == has_calendar(read)
        for group in read.groups:
            path = f"fiches/{read.slug}/{group.slug}/{group.slug}.ics"
            told = bool(stretches(read.calendar_of(group)))
            assert (path in made) == has_calendar(read, group) == told


def test_an_address_that_people_follow_stays_though_nothing_is_left() -> None:
    made = files(fiche("à définir", territoire="OUEST"))
    assert {*made} == {"territoires/ouest/ouest.ics", "catalogue.ics"}
    for body in made.values():
        calendar: Any = Calendar.from_ical(body)
        # RFC 5545, 3.6: at least one component.
        assert [part.name for part in calendar.subcomponents] == ["VTIMEZONE"]


def test_an_empty_catalogue_has_its_calendar() -> None:
    assert [*files()] == ["catalogue.ics"]


def test_a_calendar_says_what_it_is_and_where_it_comes_from() -> None:
    made = files(COMPLETE)
    est: Any = Calendar.from_ical(made["territoires/est/est.ics"])
    assert {name: str(est[name]) for name in ("VERSION", "PRODID", "CALSCALE", "NAME", "X-WR-CALNAME", "X-PUBLISHED-TTL", "URL", "SOURCE", "X-WR-TIMEZONE")} == {
        "VERSION": "2.0",
        "PRODID": "-//fichegen//fichegen//FR",
        "CALSCALE": "GREGORIAN",
        "NAME": "Formations de l'Est – EST",
        "X-WR-CALNAME": "Formations de l'Est – EST",
        "X-PUBLISHED-TTL": "P1D",
        "URL": f"{URL}/territoires/est/",
        "SOURCE": f"{URL}/territoires/est/est.ics",
        "X-WR-TIMEZONE": "Indian/Reunion",
    }  # fmt: skip
    assert est["REFRESH-INTERVAL"].to_ical() == b"P1D"
    assert est["REFRESH-INTERVAL"].params["VALUE"] == "DURATION"
    assert "METHOD" not in est
    whole: Any = Calendar.from_ical(made["catalogue.ics"])
    assert (str(whole["NAME"]), str(whole["URL"])) == ("Formations de l'Est", f"{URL}/")
    assert str(whole["SOURCE"]) == f"{URL}/catalogue.ics"


def test_a_zone_is_told_where_there_are_hours_and_only_there() -> None:
    made = files(COMPLETE)
    assert b"BEGIN:VTIMEZONE\r\nTZID:Indian/Reunion\r\n" in made[G1]
    assert b"TZID" not in made[G2]
    assert b"X-WR-TIMEZONE" not in made[G2]


def test_where_the_zone_is_not_known_hours_are_the_readers_own() -> None:
    nowhere = replace(SETTINGS, timezone="Nulle/Part")
    body = files(COMPLETE, settings=nowhere)[G1]
    assert b"DTSTART:20211115T090000\r\n" in body
    assert b"TZID" not in body
    assert by_icalendar(body) == by_icalendar(files(COMPLETE)[G1])


# ---------------------------------------------------------------- what nobody should write


def test_words_stay_words() -> None:
    for name, source in ATTACKS.items():
        for path, body in files(source).items():
            found = events(body)
            assert body.count(b"\r\nBEGIN:VEVENT\r\n") == len(found), (name, path)
            for event in found:
                assert str(event["UID"]).endswith("@formations-de-l-est.fichegen")


def test_a_line_of_a_remark_is_no_line_of_the_calendar() -> None:
    (event,) = only(fiche("15 novembre 2021", remarque='"x\\nEND:VEVENT\\nBEGIN:VEVENT"'))
    assert "END:VEVENT" in event["DESCRIPTION"]


def test_control_characters_of_a_place_end_no_line() -> None:
    source = fiche("15 novembre 2021", lieu="Ici")
    signs = "".join(map(chr, (*range(0x20), *range(0x7F, 0xA0), 0x2028, 0x2029, 0xD800)))
    evil = changed(source, place=f"x{signs}BEGIN:VEVENT", label=signs)
    (body,) = [a.body for a in calendars(evil) if a.path.startswith("fiches/titre/groupe-1/")]
    (event,) = events(body)
    assert str(event["LOCATION"]).startswith("x ")
    assert str(event["LOCATION"]).endswith(" BEGIN:VEVENT")
    assert not {*body} & {*range(9), 11, 12, *range(14, 32), 127}


def test_ten_thousand_characters_are_all_there() -> None:
    words = "é" * 10_000
    (event,) = only(fiche("15 novembre 2021", remarque=words))
    assert words in event["DESCRIPTION"]


def test_the_events_of_a_fiche_are_read_once_for_all_its_calendars(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    groups = "".join(f"  - {{nom: G{n}, dates: {n} mars 2022}}\n" for n in range(1, 29))
    told = presenter(f"titre: Titre\ngroupes:\n{groups}", settings=SETTINGS)
    written = ics_files.EVENTS.make(told, told.catalogue.fiches[0])
    read: list[bytes] = []

    def counted(given: bytes) -> tuple[Any, list[bytes]]:
        read.append(given)
        return apart(given)

    monkeypatch.setattr(ics_files, "apart", counted)
    monkeypatch.setattr(Presenter, "all_kept", lambda *_: iter([written]))
    (own,) = [[*ics_files.fiche_calendars(told, fiche)] for fiche in told.catalogue.fiches]
    assert len([pending.body for pending in own]) == 29
    assert len(read) == 1

"""The catalogue in LHEO 2.3: the schema admits it, and it says what the fiches say."""

from __future__ import annotations

import datetime as dt
import json
import re
import sys
from collections.abc import Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import Any, Final

import pytest
from conftest import ROOT, TODAY
from corpus import EXTREMES, write_corpus
from exports import ATTACKS, ORGANISATION, presenter
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from lheo import FIELDS, NAMESPACE, complete, validated
from lxml import etree

from fichegen import routes
from fichegen.catalogue import assemble
from fichegen.dates import Kind
from fichegen.exporters.lheo import formation, lheo_files
from fichegen.exporters.lheo.nodes import Node
from fichegen.exporters.lheo.rules import children_of
from fichegen.gaps import Level
from fichegen.model import Fiche, Group, Status
from fichegen.presenting import Presenter
from fichegen.reading import read_fiche, read_organisation
from fichegen.settings import Settings

SITE: Final = Settings(url="https://catalogue.example/formations")


def changed(**given: str | None) -> str:
    """Write the complete fiche with other values; None takes a field away."""
    return complete({_KEYS.get(name, name): value for name, value in given.items()})


_KEYS: Final = {"limite": "date limite d'inscription"}


def given_to(*sources: str, record: str = ORGANISATION, site: Settings = SITE) -> Presenter:
    return presenter(*sources, organisations=(record,), settings=site)


def tree(shown: Presenter) -> etree._Element | None:
    """Return the file read back without the schema."""
    made = next(lheo_files(shown), None)
    if made is None:
        return None
    assert made.path == routes.LHEO
    return etree.fromstring(made.body)


def written(shown: Presenter) -> etree._Element:
    found = tree(shown)
    assert found is not None, [o for o in formation(shown, shown.catalogue.fiches[0]).outcomes if o.reason]  # fmt: skip
    return found


def texts(node: etree._Element, path: str) -> list[str]:
    found = node.xpath("/".join(f"l:{part}" if part else "" for part in path.split("/")), namespaces=NAMESPACE)  # fmt: skip
    assert isinstance(found, list)
    return [str(e.text or "") for e in found if isinstance(e, etree._Element)]


def one(source: str, path: str, **options: Any) -> list[str]:
    """Return the texts at a path below the formation of a fiche."""
    return texts(written(given_to(source, **options)), f"//formation/{path}")


def project(root: Path) -> Presenter:
    """Read a project as a build does."""
    fiches, records = [], []
    for path in sorted((root / "content").rglob("*.*")):
        name = path.relative_to(root).as_posix()
        if path.parent.name == "organismes":
            records.append(read_organisation(name, path.read_text(encoding="utf-8"))[0])
        elif path.parent.name != "pages" and path.name != "catalogue.yml":
            fiches.append(read_fiche(name, path.read_text(encoding="utf-8"))[0])
    catalogue, _ = assemble(
        [fiche for fiche in fiches if fiche],
        [record for record in records if record],
        (),
        Settings(url="https://catalogue.example"),
    )
    return Presenter(catalogue, TODAY)


@cache
def invented(folder: Path) -> Presenter:
    write_corpus(folder, 300)
    return project(folder)


@pytest.fixture(scope="module")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Presenter:
    return invented(tmp_path_factory.mktemp("lheo"))


# ---------------------------------------------------------------- the schema admits it


def test_the_golden_catalogue_is_valid() -> None:
    shown = project(ROOT)
    made = next(lheo_files(shown), None)
    may = [fiche for fiche in shown.catalogue.fiches if formation(shown, fiche).node]
    assert bool(made) == bool(may)
    if made:
        assert len(validated(made.body)[0]) == len(may)


def test_three_hundred_fiches_are_valid(corpus: Presenter) -> None:
    made = next(lheo_files(corpus), None)
    assert made
    assert len(validated(made.body)[0]) > 100


def test_extreme_fiches_are_valid_once_they_have_what_is_mandatory() -> None:
    """Each is read, then given the organisation and the sections it lacks."""
    donor = given_to(complete()).catalogue.fiches[0]
    fiches = []
    for name, source in EXTREMES.items():
        fiche, _ = read_fiche(f"content/{name}", source)
        if fiche:
            own = {section.name for section in fiche.sections}
            more = tuple(section for section in donor.sections if section.name not in own)
            fiches.append(
                replace(
                    fiche,
                    sections=(*fiche.sections, *more),
                    organisations=donor.organisations,
                    mode=donor.mode,
                )
            )
    record, _ = read_organisation("content/organismes/o.yml", ORGANISATION)
    assert record
    catalogue, _ = assemble(fiches, [record], (), SITE)
    shown = Presenter(catalogue, TODAY)
    made = next(lheo_files(shown), None)
    assert made
    root = validated(made.body)
    assert len(root[0]) == len(catalogue.fiches)


@pytest.mark.parametrize("name", ATTACKS)
def test_hostile_fiches_are_valid(name: str) -> None:
    source = re.sub(r"organisme: .*", "organisme: Tamarin", ATTACKS[name])
    shown = given_to(source)
    made = next(lheo_files(shown), None)
    blocked = [
        o for o in formation(shown, shown.catalogue.fiches[0]).outcomes if o.level is Level.BLOCKING
    ]
    assert (made is None) == bool(blocked)
    if name not in ("jours", "emoji"):  # the first says nothing but dates, the other no letter
        assert made
    if made:
        validated(made.body)


@settings(max_examples=60, deadline=None)
@given(st.sets(st.sampled_from(FIELDS[1:]), max_size=8) | st.sets(st.sampled_from(FIELDS[1:])))
def test_no_choice_of_fields_gives_an_invalid_file(left_out: set[str]) -> None:
    shown = given_to(complete(dict.fromkeys(left_out)))
    found = formation(shown, shown.catalogue.fiches[0])
    blocked = any(outcome.level is Level.BLOCKING for outcome in found.outcomes)
    made = next(lheo_files(shown), None)
    assert (made is None) == blocked == (found.node is None)
    if made:
        validated(made.body)


_WORDS: Final = st.text(
    st.characters(exclude_categories=["Cc", "Cn", "Co", "Cs"])
    | st.sampled_from(" \n-*#|_`<&]é\u0301🏽"),
    max_size=400,
)


@settings(max_examples=60, deadline=None)
@given(st.lists(_WORDS, min_size=6, max_size=6), st.integers(1, 30))
def test_no_words_give_an_invalid_file(words: list[str], times: int) -> None:
    aims, contents, place, address, tariff, phone = (
        json.dumps(w * (times if n < 2 else 1), ensure_ascii=False) for n, w in enumerate(words)
    )
    source = changed(objectifs=aims, contenu=contents, tarif=tariff, accessibilité=aims, référence=place,
                      interlocuteur=f"{{nom: {place}, fonction: {address}, téléphone: {phone}}}",
                      groupes=f"\n  - {{nom: {place}, lieu: {place}, adresse: {address}, dates: {tariff},"
                              f" remarque: {contents}}}")  # fmt: skip
    assume(read_fiche("content/f0.yml", source)[0])
    shown = given_to(source)
    made = next(lheo_files(shown), None)
    found = formation(shown, shown.catalogue.fiches[0])
    assert all(outcome.key != "schema" or outcome.level is not Level.BLOCKING for outcome in found.outcomes)  # fmt: skip
    if made:
        validated(made.body)


def test_an_unforeseen_violation_keeps_the_fiche_out(monkeypatch: pytest.MonkeyPatch) -> None:
    module = sys.modules["fichegen.exporters.lheo.fiche"]
    shown = given_to(complete())
    good = module.subject(shown.catalogue.fiches[0])
    monkeypatch.setattr(module, "subject", lambda _: (Node("code-ROME", "K1201"), good[1]))
    found = formation(shown, shown.catalogue.fiches[0])
    assert found.node is None
    assert [o.key for o in found.outcomes if o.level is Level.BLOCKING] == ["schema"]
    assert next(lheo_files(shown), None) is None


def test_there_is_no_file_without_a_fiche_that_can_be_valid() -> None:
    assert not [*lheo_files(given_to("titre: Presque rien\n"))]
    assert not [*lheo_files(presenter(organisations=()))]


def test_one_blocked_fiche_does_not_keep_out_the_others() -> None:
    shown = given_to(complete(), "titre: Presque rien\n")
    assert one(complete(), "intitule-formation") == texts(written(shown), "//intitule-formation")


def test_the_same_catalogue_gives_the_same_bytes(corpus: Presenter) -> None:
    (once,), (again,) = lheo_files(corpus), lheo_files(Presenter(corpus.catalogue, corpus.today))
    assert once.body == again.body


# ---------------------------------------------------------------- it says what the fiches say


def _days(group: Group) -> tuple[dt.date, dt.date] | None:
    schedule = group.schedule
    known = schedule and schedule.kind in (Kind.DAYS, Kind.SPAN)
    return (schedule.first, schedule.last) if known and schedule else None  # type: ignore[return-value]


def _told(fiche: Fiche) -> Iterator[Group]:
    yield from (g for g in fiche.groups if fiche.status_of(g) is not Status.CANCELLED)


def test_the_facts_of_the_file_are_those_of_the_model(corpus: Presenter) -> None:
    by_title = {fiche.title.words: fiche for fiche in corpus.catalogue.fiches}
    formations = written(corpus).findall("l:offres/l:formation", NAMESPACE)
    assert formations
    for made in formations:
        fiche = by_title[texts(made, "intitule-formation")[0]]
        assert texts(made, "contact-formation/coordonnees/courriel") == [
            contact.email for contact in fiche.contacts if contact.email
        ]
        assert texts(made, "url-formation/urlweb") == [
            f"https://catalogue.example/fiches/{fiche.slug}/"
        ]
        sessions = {
            str(session.get("numero")): session for session in made.iterfind(".//l:session", NAMESPACE)
        }  # fmt: skip
        told = [*_told(fiche)]
        if told:
            assert {*sessions} == {f"{fiche.slug}/{group.slug}" for group in told}
        for group in told:
            session = sessions[f"{fiche.slug}/{group.slug}"]
            period = texts(session, "periode/debut") + texts(session, "periode/fin")
            days = _days(group)
            if days and fiche.status_of(group) is not Status.POSTPONED:
                assert period == [f"{day:%Y%m%d}" for day in days]
            else:
                assert "00000000" in period or "99999999" in period
            off = fiche.status_of(group) in (Status.CANCELLED, Status.POSTPONED, Status.FULL)
            limit = None if off else group.deadline or fiche.deadline
            assert texts(session, "periode-inscription/periode/fin") == (
                [f"{limit.date:%Y%m%d}"] if limit and limit.date else []
            )
            assert texts(session, "contact-session/coordonnees/courriel") == [
                contact.email for contact in group.contacts if contact.email
            ]
            action = session.getparent()
            assert action is not None
            place = texts(action, "lieu-de-formation/coordonnees/adresse/codepostal")
            stated = re.search(r"\b\d{5}\b", group.address)
            assert place == ([stated[0]] if stated else [])
            for word in (group.territory, group.place):
                assert word in texts(action, "rythme-formation")[0]


def test_the_complete_fiche_is_told_whole() -> None:
    root = written(given_to(complete()))
    (made,) = root.findall("l:offres/l:formation", NAMESPACE)
    assert {str(name): value for name, value in made.items()} == {
        "numero": "accueillir-module-1-ecouter",
        "info": "TAM-12",
        "horodatage-modification": "2021-08-20T00:00:00",
    }
    for path, words in {
        "domaine-formation/code-FORMACODE": ["44072"],
        "objectif-formation": ["• Écouter sans juger.\n• Reformuler ce qui est dit."],
        "resultats-attendus": ["Attestation de fin de formation\nMise en situation"],
        "contenu-formation": ["• Tour de table\n• Jeux de rôle"],
        "certifiante": ["0"],
        "contact-formation/coordonnees/nom": ["PAYET"],
        "contact-formation/coordonnees/prenom": ["Marie"],
        "contact-formation/coordonnees/telfixe/numtel": ["0262 11 22 34"],
        "code-niveau-entree": ["1"],
        "identifiant-module": ["accueillir-module-1-ecouter"],
        "action/code-public-vise": ["82044", "82044"],
        "action/modalites-enseignement": ["0", "0"],
        "action/conditions-specifiques": ["aucune", "aucune"],
        "action/prix-total-TTC": ["420", "420"],
        "action/nombre-heures-total": ["14", "14"],
        "action/duree-indicative": ["2 jours / 14 heures"] * 2,
        "action/langue-formation": ["fr", "fr"],
        "action/lieu-de-formation/coordonnees/adresse/denomination": [
            "EST – Saint-Benoît", "SUD – Le Tampon",
        ],
        "action/lieu-de-formation/coordonnees/adresse/ville": ["Saint-Benoît", "Le Tampon"],
        "action/session/periode/debut": ["20211115", "20211206"],
        "action/session/periode/fin": ["20211210", "20211207"],
        "action/session/etat-recrutement": ["1", "1"],
        "action/session/url-session/urlweb": [
            f"https://catalogue.example/formations/fiches/accueillir-module-1-ecouter/groupe-{n}/"
            for n in (1, 2)
        ],
        "organisme-formation-responsable/SIRET-organisme-formation/SIRET": ["12345678200010"],
        "organisme-formation-responsable/numero-activite": ["04973012345"],
        "organisme-formation-responsable/raison-sociale": ["SCIC Coopérative Tamarin Formation"],
        "organisme-formation-responsable/contact-organisme/type-contact": ["1"],
    }.items():  # fmt: skip
        assert texts(made, path) == words, path
    rhythm = texts(made, "action/rythme-formation")
    assert "15 et 16 novembre et 10 décembre 2021, de 9h à 12h30 et de 13h30 à 17h" in rhythm[0]
    assert "4 et 5 octobre 2021" in rhythm[1]
    refs = root.xpath("//*[@ref]/@ref")
    assert isinstance(refs, list)
    assert {*map(str, refs)} == {"V14"}


# ---------------------------------------------------------------- sessions


def _groups(*groups: str) -> str:
    return "".join(f"\n  - {{{group}}}" for group in groups)


@pytest.mark.parametrize(
    ("dates", "period"),
    [
        ("15 et 16 novembre 2021", ("20211115", "20211116")),
        ("du 15 septembre 2021 au 15 juin 2022", ("20210915", "20220615")),
        ("à partir du 5 septembre 2022", ("20220905", "99999999")),
        ("mars 2022", ("20220300", "20220300")),
        ("1er trimestre 2022", ("20220100", "20220300")),
        ("mars et mai 2022", ("20220300", "20220500")),
        ("année 2022", ("20220000", "20220000")),
        ("à définir", ("00000000", "99999999")),
        ("sur demande", ("00000000", "99999999")),
        ("quand il pleuvra", ("00000000", "99999999")),
    ],
)
def test_first_and_last_day(dates: str, period: tuple[str, str]) -> None:
    source = changed(groupes=_groups(f"nom: Groupe 1, lieu: Saint-Denis, dates: {dates}"))
    assert one(source, "action/session/periode/debut") == [period[0]]
    assert one(source, "action/session/periode/fin") == [period[1]]
    # The words survive, whatever could be made of them.
    assert all(word in one(source, "action/rythme-formation")[0] for word in re.findall(r"\d{4}|\w{6,}", dates))  # fmt: skip


@pytest.mark.parametrize(
    ("facts", "limit", "state"),
    [
        ("dates: 15 novembre 2021", "15 octobre 2021", ["1"]),
        ("dates: 15 novembre 2021", "10 septembre 2021", ["1"]),  # closes soon
        ("dates: 15 novembre 2021", "15 août 2021", ["2"]),
        ("dates: 15 novembre 2021", "Inscriptions closes", ["2"]),
        ("dates: 15 novembre 2021, statut: complet", "15 octobre 2021", ["2"]),
        ("dates: 15 novembre 2021, statut: reporté", "15 octobre 2021", ["3"]),
        ("dates: 15 novembre 2021, statut: confirmé", "15 octobre 2021", ["1"]),
        ("dates: 15 novembre 2021", None, []),  # to come: nobody says that one can register
        ("dates: à définir", None, []),
        ("dates: 1er juin 2021", None, ["2"]),  # over
        ("dates: du 1er juin 2021 au 30 octobre 2021", None, ["2"]),  # going on
        ("dates: à partir du 1er juin 2021", None, []),
    ],
)
def test_the_state_of_registration(facts: str, limit: str | None, state: list[str]) -> None:
    source = changed(groupes=_groups(f"nom: Groupe 1, lieu: Saint-Denis, {facts}"), limite=limit)  # fmt: skip
    assert one(source, "action/session/etat-recrutement") == state


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        ("dates: 15 novembre 2021", True),
        ("dates: 15 novembre 2021, statut: confirmé", True),
        ("dates: 15 novembre 2021, dates initiales: 4 octobre 2021, statut: reporté", True),
        ("dates: 15 novembre 2021, statut: reporté", False),
        ("dates: 15 novembre 2021, statut: complet", False),
    ],
)
def test_a_session_nobody_can_register_for_has_no_deadline(facts: str, told: bool) -> None:
    group = _groups(f"nom: Groupe 1, lieu: Saint-Denis, {facts}")
    source = changed(groupes=group, limite="15 octobre 2021 à 12h")
    assert bool(one(source, "action/session/periode-inscription")) is told
    assert ("12h" in one(source, "action/session/modalites-inscription")[0]) is told


def test_a_record_is_quoted_from_the_file_it_is_in_now() -> None:
    fiche, _ = read_fiche("content/f.yml", complete())
    assert fiche
    source = ORGANISATION.replace("123 456 782 00010", "à compléter")
    for name in ("a", "b"):
        record, _ = read_organisation(f"content/organismes/{name}.yml", source)
        assert record
        catalogue, _ = assemble([fiche], [record], (), Settings())
        outcomes = formation(Presenter(catalogue, TODAY), fiche).outcomes
        (siret,) = [outcome for outcome in outcomes if outcome.key == "siret"]
        assert siret.file == f"content/organismes/{name}.yml"
        assert siret.file in siret.mend


def test_a_session_put_off_has_no_days_but_its_words() -> None:
    source = changed(groupes=_groups("nom: Groupe 1, lieu: Saint-Denis, dates: 15 novembre 2021, statut: reporté"))  # fmt: skip
    assert one(source, "action/session/periode/debut") == ["00000000"]
    assert "15 novembre 2021" in one(source, "action/rythme-formation")[0]


def test_cancelled_sessions_are_left_out_and_those_that_are_over_stay() -> None:
    groups = _groups(
        "nom: Groupe 1, lieu: Saint-Denis, dates: 1er juin 2021",
        "nom: Groupe 2, lieu: Saint-Denis, dates: 15 novembre 2021, statut: annulé",
        "nom: Groupe 3, lieu: Saint-Denis, dates: 6 décembre 2021",
    )
    assert one(changed(groupes=groups), "action/session/periode/debut") == ["20210601", "20211206"]


def test_sessions_of_one_place_share_an_action() -> None:
    groups = _groups(
        'nom: Groupe 1, lieu: Salle A, adresse: "1 rue B, 97400 Saint-Denis", dates: 15 novembre 2021',
        "nom: Groupe 2, lieu: Saint-Paul, dates: 16 novembre 2021",
        'nom: Groupe 3, lieu: Salle A, adresse: "1 rue B, 97400 Saint-Denis", dates: 17 novembre 2021',
    )
    root = written(given_to(changed(groupes=groups)))
    actions = root.findall(".//l:action", NAMESPACE)
    assert [texts(a, "session/periode/debut") for a in actions] == [["20211115", "20211117"], ["20211116"]]  # fmt: skip
    assert [texts(a, "lieu-de-formation/coordonnees/adresse/codepostal") for a in actions] == [["97400"], []]  # fmt: skip
    assert "Saint-Paul" in texts(actions[1], "rythme-formation")[0]


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ('lieu: "Saint-Benoît (97470)"', ["Saint-Benoît"]),
        ('lieu: "Saint-Benoît (97470)", adresse: 3 place du Marché', ["3 place du Marché"]),
        ('lieu: Salle des fêtes, adresse: "97470 Saint-Benoît"', ["Salle des fêtes"]),
        ('lieu: "3 place du Marché, 97470 Saint-Benoît"', ["3 place du Marché"]),
        ("lieu: Saint-Benoît, adresse: 3 place du Marché", []),
        ('lieu: En visioconférence, adresse: "3 place du Marché, 97470 Saint-Benoît"', []),
        ('lien: "https://visio.example/1"', []),
    ],
)
def test_a_place_is_told_where_its_address_is_certain(place: str, told: list[str]) -> None:
    source = changed(groupes=_groups(f"nom: Groupe 1, {place}, dates: 15 novembre 2021"))
    assert one(source, "action/lieu-de-formation/coordonnees/adresse/ligne") == told
    assert one(source, "action/lieu-de-formation/coordonnees/adresse/ville") == (["Saint-Benoît"] if told else [])  # fmt: skip


@pytest.mark.parametrize(
    ("place", "code"),
    [
        ("lieu: Saint-Benoît", "0"),
        ("territoire: EST", "0"),
        ('lieu: Au centre, adresse: "12 rue des Lilas"', "0"),
        ("lieu: En visioconférence", "2"),
        ("lieu: À distance", "2"),
        ("lieu: Classe virtuelle", "2"),
        ('lien: "https://visio.example/1"', "2"),
        ("lieu: Saint-Paul et à distance", None),
        ('lieu: Saint-Paul, lien: "https://visio.example/1"', None),
        ("places: 12", None),
    ],
)
def test_how_it_is_held_where_the_places_leave_no_doubt(place: str, code: str | None) -> None:
    groups = _groups(f"nom: Groupe 1, {place}, dates: 15 novembre 2021")
    source = changed(modalité=None, groupes=groups)
    if code is None:
        assert tree(given_to(source)) is None
    else:
        assert one(source, "action/modalites-enseignement") == [code]


def test_what_a_code_cannot_say_of_the_mode_is_in_words() -> None:
    source = changed(modalité="mixte (une matinée à distance)")
    assert one(source, "action/modalites-enseignement") == ["1", "1"]
    assert "Modalité : mixte (une matinée à distance)" in one(source, "action/rythme-formation")[0]
    assert "Modalité" not in one(changed(), "action/rythme-formation")[0]


@pytest.mark.parametrize(
    ("note", "permanent"), [("Sur demande", "1"), ("Dates à définir", "0"), (None, "0")]
)
def test_a_fiche_without_sessions_has_one_of_unknown_days(note: str | None, permanent: str) -> None:
    source = changed(groupes=None, dates=note)
    assert one(source, "action/session/periode/fin") == ["99999999"]
    assert one(source, "action/modalites-entrees-sorties") == [permanent]
    assert (note or "2 jours") in one(source, "action/rythme-formation")[0]
    assert one(source, "action/session/url-session") == []


def test_the_hour_and_the_words_of_a_deadline_are_kept() -> None:
    group = "nom: Groupe 1, lieu: Saint-Denis, dates: 15 novembre 2021, date limite: "
    hour = changed(groupes=_groups(group + "15 octobre 2021 à 12h"))
    assert one(hour, "action/session/periode-inscription/periode/fin") == ["20211015"]
    assert "12h" in one(hour, "action/session/modalites-inscription")[0]
    words = changed(groupes=_groups(group + "15 jours avant le début"))
    assert one(words, "action/session/periode-inscription/periode/fin") == []
    assert "15 jours avant le début" in one(words, "action/session/modalites-inscription")[0]


# ---------------------------------------------------------------- the course


@pytest.mark.parametrize(
    ("words", "codes", "certifying"),
    [
        ("Titre professionnel, RNCP 36004", ["RNCP36004"], "1"),
        ("Certificat CléA (RS5616) et RNCP n° 1234", ["RS5616", "RNCP1234"], "1"),
        ("Attestation de fin de formation", [], "0"),
        ("Cours n° 36004, salle RS", [], "0"),
        ("RNCP 1234567", [], "0"),
    ],
)
def test_certifications(words: str, codes: list[str], certifying: str) -> None:
    source = changed(validation=json.dumps(words, ensure_ascii=False))
    assert one(source, "certifiante") == [certifying]
    found = [*one(source, "certification/code-RS"), *one(source, "certification/code-RNCP")]
    assert found == codes


@pytest.mark.parametrize(
    ("words", "hours"),
    [
        ("2 jours / 14 heures", ["14"]),
        ("14 h", ["14"]),
        ("2 jours", []),
        ("Maximum 21 heures", []),
        ("14 à 21 heures", []),
        ("3h30", []),
        ("2 jours ou 4 demi-journées", []),
        ("14 h + 7 h à distance", ["21"]),
    ],
)
def test_hours_are_told_where_they_are_exact(words: str, hours: list[str]) -> None:
    assert one(changed(durée=words), "action/nombre-heures-total") == hours * 2
    assert one(changed(durée=words), "action/duree-indicative") == [words] * 2


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("420 € net de taxe par personne", ["420"]),
        ("1 250,50 € TTC par participant", ["1250.50"]),
        ("Gratuit", ["0"]),
        ("420 € HT par personne", []),
        ("420 € par personne", []),
        ("1 250 € TTC par groupe", []),
        ("420 € TTC", []),
        ("210 € par jour", []),
        ("Sur devis", []),
    ],
)
def test_the_price_is_for_a_person_and_what_one_pays(words: str, told: list[str]) -> None:
    source = changed(tarif=json.dumps(words, ensure_ascii=False))
    assert one(source, "action/prix-total-TTC") == told * 2
    assert words in one(source, "action/detail-conditions-prise-en-charge")[0]


@pytest.mark.parametrize(
    ("partners", "tariff", "possible"),
    [
        ("DGCS", "420 €", "1"),
        ("Cofinancé par la DGCS", "Gratuit", "1"),
        (None, "420 €, prise en charge possible par votre OPCO", "1"),
        (None, "420 €", "0"),
        (None, "420 €. Formation non éligible au CPF.", "0"),
        (None, "Pas de prise en charge, mais financement possible par la Région", "1"),
        ("Formation non finançable", None, "0"),
    ],
)
def test_whether_somebody_may_pay(partners: str | None, tariff: str | None, possible: str) -> None:
    quoted = json.dumps(tariff, ensure_ascii=False) if tariff else None
    source = changed(partenariat=partners, tarif=quoted)
    assert one(source, "action/prise-en-charge-frais-possible") == [possible] * 2


def test_a_long_text_is_cut_at_a_word() -> None:
    words = "mot " * 2000
    (told,) = one(changed(contenu=words), "contenu-formation")
    assert len(told) <= 3000
    assert told == ("mot " * 750).strip() + "…"
    (unbroken,) = one(changed(contenu="é" * 5000), "contenu-formation")
    assert unbroken == "é" * 2999 + "…"


def test_markdown_becomes_lines() -> None:
    source = changed(contenu="|\n  ### Jour 1\n\n  - **Un** [lien](https://a.example)\n  - `deux` & <trois>")  # fmt: skip
    assert one(source, "contenu-formation") == ["Jour 1\n\n• Un lien (https://a.example)\n• deux & <trois>"]  # fmt: skip


def test_the_organisation_stands_in_for_people_nobody_can_reach() -> None:
    source = changed(interlocuteur="{nom: Marie PAYET}")
    assert one(source, "contact-formation/coordonnees/courriel") == ["contact@tamarin.example"]
    assert one(source, "contact-formation/coordonnees/nom") == ["PAYET", "Coopérative Tamarin"]


def test_the_publisher_of_the_catalogue_stands_in_for_an_organisation_nobody_can_reach() -> None:
    silent = ORGANISATION.replace("courriel: contact@tamarin.example\n", "")
    silent = silent.replace("téléphone: 0262 11 22 33\n", "")
    settings = Settings(contact="cellule@catalogue.example", publisher="Cellule régionale")
    made = presenter(changed(interlocuteur=None), organisations=[silent], settings=settings)
    (contact,) = [
        o for o in formation(made, made.catalogue.fiches[0]).outcomes if o.key == "contact"
    ]
    assert contact.level is Level.DEFAULTED
    assert contact.reason == "personne ne peut être joint : « Cellule régionale » est donné"


def test_a_session_has_people_of_its_own() -> None:
    group = "nom: Groupe 1, lieu: Saint-Denis, dates: 15 novembre 2021, interlocuteur: {nom: Ana, courriel: ana@a.example}"  # fmt: skip
    assert one(changed(groupes=_groups(group)), "action/session/contact-session/coordonnees/courriel") == ["ana@a.example"]  # fmt: skip


def test_modules_are_linked_where_they_are_certain() -> None:
    title = "Accueillir – Module {n} « {name} »"
    second = changed(titre=json.dumps(title.format(n=2, name="Agir"), ensure_ascii=False), prérequis="Avoir suivi le module 1")  # fmt: skip
    root = written(given_to(complete(), second))
    (first_id, _) = texts(root, "//identifiant-module")
    assert texts(root, "//modules-prerequis/reference-module") == [first_id]
    assert texts(written(given_to(second)), "//modules-prerequis/reference-module") == []


def test_without_a_known_site_nothing_is_linked() -> None:
    root = written(given_to(complete(), site=Settings()))
    assert texts(root, "//url-formation") == texts(root, "//url-session") == []


# ---------------------------------------------------------------- the documentation

GUIDE: Final = (ROOT / "docs" / "lheo.md").read_text(encoding="utf-8")


def test_the_examples_of_the_guide_pass() -> None:
    record, fiche = (
        re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)[0] for kind in ("yaml", "markdown")
    )
    shown = given_to(fiche, record=record)
    made = next(lheo_files(shown), None)
    assert made
    validated(made.body)


def test_the_guide_names_every_element_that_is_written() -> None:
    told = {
        child for name in ("formation", "action", "session") for child, _, _ in children_of(name)
    }
    assert {name for name in told if f"`{name}`" not in GUIDE} == set()

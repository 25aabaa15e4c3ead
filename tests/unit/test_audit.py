"""The gap report: every fiche judged once, scored by stated rules, told as findings and as data."""

from __future__ import annotations

import datetime as dt
import json
import re
from collections import Counter
from functools import partial
from typing import Any, Final

import jsonschema
import pytest
from conftest import SEED
from exports import ATTACKS, COMPLETE, ORGANISATION, presenter
from hypothesis import given
from hypothesis import strategies as st

from fichegen import audit
from fichegen.codes import CODES, Destination, Severity
from fichegen.gaps import Level, Requirement, Verdict, score
from fichegen.presenting import Presenter
from fichegen.reading import TABLES

BARE: Final = "# Rien de plus\n"
SHORT_YAML: Final = "titre: Tout en clés\ndurée: 2 jours\n"
FIELDS: Final = {field.name for table in TABLES.values() for field in table}


@pytest.fixture(scope="module")
def mixed() -> Presenter:
    """A complete fiche, the seed, one that says nothing, one in keys, and all attacks."""
    seed = SEED.read_text(encoding="utf-8").strip()
    return presenter(
        COMPLETE, seed, BARE, SHORT_YAML, *ATTACKS.values(), organisations=(ORGANISATION,)
    )


@pytest.fixture(scope="module")
def report(mixed: Presenter) -> audit.Report:
    return audit.report(mixed)


def data(made: Presenter, report: audit.Report) -> tuple[dict[str, Any], dict[str, Any]]:
    document, schema = audit.gap_files(made, lambda: report)
    assert (document.path, schema.path) == ("completude.json", "schemas/completude.schema.json")
    return json.loads(document.body), json.loads(schema.body)


# ---------------------------------------------------------------- what is asked


@pytest.mark.parametrize("destination", audit.DESTINATIONS)
def test_requirements_have_names_of_their_own_and_say_themselves(destination: Destination) -> None:
    asked = audit.requirements(destination)
    assert asked
    assert {one.destination for one in asked} == {destination}
    assert len({one.key for one in asked}) == len({one.label for one in asked}) == len(asked)
    for one in asked:
        assert one.key.replace("-", "").isalnum()
        assert one.key.isascii()
        assert one.label[0].isupper()
        assert one.rule.endswith((".", "…"))
        assert one.source


def test_every_destination_is_asked_and_has_its_code() -> None:
    assert {*audit.DESTINATIONS} == {*Destination} == {where for where, _ in audit.GAP_CODES}
    assert {CODES[code].severity for code in audit.GAP_CODES.values()} == {Severity.REMARK}


# ---------------------------------------------------------------- what is found


def test_every_fiche_is_judged_for_every_destination(
    mixed: Presenter, report: audit.Report
) -> None:
    assert {gaps.fiche.slug for gaps in report.fiches} == {f.slug for f in mixed.catalogue.fiches}
    for gaps in report.fiches:
        assert tuple(part.destination for part in gaps.parts) == audit.DESTINATIONS
        for part in gaps.parts:
            asked = audit.requirements(part.destination)
            assert tuple(verdict.requirement for verdict in part.verdicts) == asked
            assert part.met + len(part.gaps) == part.asked <= len(asked)


def test_what_is_lacking_says_why_and_what_to_do(report: audit.Report) -> None:
    for gaps in report.fiches:
        for part in gaps.parts:
            for verdict in part.gaps:
                assert verdict.reason, verdict
                assert verdict.mend, verdict
                assert not verdict.reason.endswith("."), verdict
                assert not verdict.mend.endswith("."), verdict
                assert verdict.field in FIELDS | {""}, verdict
            levels = [verdict.level for verdict in part.gaps]
            first = [Level.BLOCKING, Level.WEAK, Level.LONG, Level.DEFAULTED]
            assert levels == sorted(levels, key=first.index)


def test_scores_are_means_rounded_down(report: audit.Report) -> None:
    for gaps in report.fiches:
        for part in gaps.parts:
            assert part.score == score(part.verdicts)
        scores = [part.score for part in gaps.parts]
        assert gaps.score == sum(scores) // len(scores)
    scores = [gaps.score for gaps in report.fiches]
    assert report.score == sum(scores) // len(scores)
    assert scores == sorted(scores)


def test_a_complete_fiche_scores_more_than_the_seed_and_the_seed_more_than_nothing(
    report: audit.Report,
) -> None:
    by_slug = {gaps.fiche.slug: gaps for gaps in report.fiches}
    complete = by_slug["accueillir-module-1-ecouter"]
    seed = next(g for slug, g in by_slug.items() if slug.startswith("la-pratique"))
    bare = by_slug["rien-de-plus"]
    assert complete.part(Destination.QUALIOPI).score == 100
    for destination in audit.DESTINATIONS:
        assert not complete.part(destination).blocked, complete.part(destination).gaps
        assert complete.part(destination).score >= seed.part(destination).score
        assert seed.part(destination).score >= bare.part(destination).score
    assert complete.score > seed.score > bare.score


def test_an_empty_catalogue_lacks_nothing() -> None:
    made = presenter()
    found = audit.report(made)
    assert (found.fiches, found.score, found.next_change) == ((), 100, None)
    assert audit.gap_findings(found, pages=True) == ()
    document, schema = data(made, found)
    jsonschema.validate(document, schema)


LEVELS: Final = st.lists(st.sampled_from([*Level]), max_size=40)


@given(LEVELS)
def test_a_score_is_full_only_where_all_is_met(levels: list[Level]) -> None:
    asked = Requirement(destination=Destination.LHEO, key="k", label="K", rule="R.", source="S")
    found = score(Verdict(requirement=asked, level=level) for level in levels)
    assert 0 <= found <= 100
    assert (found == 100) == ({*levels} <= {Level.FINE, Level.NOT_ASKED})


def test_the_report_does_not_depend_on_the_order_of_files(report: audit.Report) -> None:
    seed = SEED.read_text(encoding="utf-8").strip()
    other = audit.report(presenter(SHORT_YAML, seed, COMPLETE, organisations=(ORGANISATION,)))
    again = audit.report(presenter(SHORT_YAML, seed, COMPLETE, organisations=(ORGANISATION,)))
    assert other == again
    known = {gaps.fiche.slug: gaps.parts for gaps in report.fiches}
    for gaps in other.fiches:
        assert gaps.parts == known[gaps.fiche.slug]


def test_most_fiches_share_their_verdicts() -> None:
    """Ten thousand fiches that lack the same are told so by the same few objects."""
    made = audit.report(presenter(*(f"# Fiche {n}\n" for n in range(50))))
    verdicts = [v for gaps in made.fiches for part in gaps.parts for v in part.verdicts]
    assert len({id(verdict) for verdict in verdicts}) * 40 < len(verdicts)


def test_the_next_change_is_when_an_update_ages() -> None:
    sources = ("titre: A\nmis à jour le: 20 août 2021\n", "titre: B\nmis à jour le: 1/2/2021\n")
    made = presenter(*sources, today=dt.date(2022, 1, 10))
    assert audit.report(made).next_change == dt.date(2022, 2, 3)


def test_examples_are_of_next_year_and_the_new_year_is_told() -> None:
    """No advice of a past year, nor of one that goes by."""
    for year in (2021, 2033):
        made = audit.report(presenter(BARE, SHORT_YAML, today=dt.date(year, 9, 1)))
        told = " ".join(v.mend for gaps in made.fiches for part in gaps.parts for v in part.gaps)
        years = {int(found) for found in re.findall(r"\b20\d\d\b", told)}
        assert years == {year - 1, year + 1}  # a certification is registered in the past
        assert made.next_change == dt.date(year + 1, 1, 1)


# ---------------------------------------------------------------- in the notation of the fiche


def test_headings_are_keys_where_the_fiche_is_written_in_keys(report: audit.Report) -> None:
    by_slug = {gaps.fiche.slug: gaps.part(Destination.QUALIOPI) for gaps in report.fiches}
    mends = {v.requirement.key: v.mend for v in by_slug["rien-de-plus"].gaps}
    keyed = {v.requirement.key: v.mend for v in by_slug["tout-en-cles"].gaps}
    assert "« ## Tarif »" in mends["tarifs"]
    assert "« tarif: … »" in keyed["tarifs"]
    assert "« delais_acces: … »" in keyed["delais-acces"]
    for gaps in report.fiches:
        if gaps.fiche.path.endswith(".yml"):
            told = [v.mend for part in gaps.parts for v in part.gaps]
            assert not [mend for mend in told if "« ##" in mend]  # a comment, in YAML


def test_what_a_field_lacks_is_told_in_the_same_words_for_all(report: audit.Report) -> None:
    """Save of sessions, which lack several things, and of records, told elsewhere."""
    for gaps in report.fiches:
        found: dict[str, set[str]] = {}
        for part in gaps.parts:
            for verdict in part.gaps:
                if verdict.level is not Level.LONG and not verdict.file:
                    found.setdefault(verdict.field, set()).add(verdict.mend)
        several = {field: mends for field, mends in found.items() if len(mends) > 1}
        assert several.keys() <= {"groupes"}, several


# ---------------------------------------------------------------- findings


def test_there_is_at_most_one_finding_a_fiche_and_destination(report: audit.Report) -> None:
    found = audit.gap_findings(report, pages=True)
    summed = {*audit.GAP_CODES.values()}
    counts = Counter((f.span.path, f.code) for f in found if f.code in summed)
    assert counts
    assert max(counts.values()) == 1
    for gaps in report.fiches:
        for part in gaps.parts:
            told = (gaps.fiche.path, audit.GAP_CODES[part.destination, False]) in counts
            barred = (gaps.fiche.path, "FG711") in counts
            lacks = {v.level for v in part.gaps if v.file != "content/catalogue.yml"} - {Level.LONG}
            if part.destination is Destination.LHEO:
                assert barred == part.blocked
                lacks -= {Level.BLOCKING}
            assert told == bool(lacks)


def test_a_finding_lists_all_and_advises_on_the_first() -> None:
    made = presenter(SEED.read_text(encoding="utf-8").strip())
    found = audit.gap_findings(audit.report(made), pages=True)
    (one,) = [f for f in found if f.code == "FG710"]
    assert one.message == (
        "pour Qualiopi, indicateur 1 – à compléter : tarif, méthodes, évaluation, accessibilité,"
        " mise à jour ; par défaut : modalités d'accès, délais d'accès"
    )
    assert one.mend == (
        "ajoutez « ## Tarif » : un prix par personne, TTC ou net de taxe, « 420 € net de taxe par"
        " personne » ; « Gratuit » et « Sur devis » se disent"
        " ; le reste : page completude/qualiopi/ du site"
    )
    assert (one.span.line, one.span.col, one.others) == (1, 3, ())
    (alone,) = [f for f in audit.gap_findings(audit.report(made), pages=False) if f.code == "FG710"]
    assert "completude/" not in alone.mend
    part = audit.report(made).fiches[0].part(Destination.QUALIOPI)
    for verdict in part.gaps:  # where no page tells the rest, the finding does
        assert verdict.mend in alone.mend
        assert verdict.requirement.label[1:] in alone.message


def test_a_cut_is_told_once_a_field_where_it_is_written(report: audit.Report) -> None:
    del report
    long = "mot " * 1000
    source = COMPLETE.replace("objectifs:", f"compétences: {long}\nobjectifs:").replace(
        "délais d'accès: Deux semaines", f"délais d'accès: {long}"
    )
    made = audit.report(presenter(source, organisations=(ORGANISATION,)))
    found = [f for f in audit.gap_findings(made, pages=True) if f.code == "FG714"]
    assert found
    assert max(Counter(f.span for f in found).values()) == 1
    for one in found:
        assert any(char.isdigit() for char in one.message), one.message
        assert one.span.line > 1
        assert f"ligne {one.span.line}" in one.mend
    barred = audit.report(presenter(source.replace("contenu: |", "remarque: |")))
    assert barred.fiches[0].part(Destination.LHEO).blocked
    told = audit.gap_findings(barred, pages=True)
    assert "FG711" in {f.code for f in told}
    assert "FG714" not in {f.code for f in told}  # nothing of it is exported, nothing is cut


# ---------------------------------------------------------------- data


def test_the_data_is_as_its_schema_says(mixed: Presenter, report: audit.Report) -> None:
    document, schema = data(mixed, report)
    jsonschema.Draft202012Validator.check_schema(schema)
    jsonschema.validate(document, schema)
    assert document["$schema"] == "schemas/completude.schema.json"


def test_the_data_holds_the_whole_report(mixed: Presenter, report: audit.Report) -> None:
    document, _ = data(mixed, report)
    assert document["note"] == report.score
    assert document["regle"] == audit.SCORE_RULE
    for destination, told in zip(audit.DESTINATIONS, document["destinations"], strict=True):
        assert told["cle"] == destination
        assert told["acceptees"] == report.accepted(destination)
        asked = audit.requirements(destination)
        assert [one["regle"] for one in told["exigences"]] == [one.rule for one in asked]
    for gaps, told in zip(report.fiches, document["fiches"], strict=True):
        assert (told["slug"], told["note"]) == (gaps.fiche.slug, gaps.score)
        for part, said in zip(gaps.parts, told["destinations"], strict=True):
            assert said["acceptee"] is not part.blocked
            assert len(said["conformes"]) == part.met
            assert len(said["conformes"]) + len(said["manques"]) == part.asked
            assert len(said["sans_objet"]) == len(part.verdicts) - part.asked
            reasons = [(v.level, v.reason, v.mend, v.field) for v in part.gaps]
            assert reasons == [
                (one["niveau"], one["raison"], one["remede"], one["rubrique"])
                for one in said["manques"]
            ]


def test_the_data_tells_no_day(report: audit.Report) -> None:
    """It changes on the day that the build told, and on no other."""
    sources = ("titre: A\nmis à jour le: 20 août 2021\n",)
    first = audit.report(presenter(*sources, organisations=(ORGANISATION,)))
    assert first.next_change
    eve = presenter(*sources, today=first.next_change - dt.timedelta(days=1))
    late = presenter(*sources, today=first.next_change)
    written = [
        [file.body for file in audit.gap_files(one, partial(audit.report, one))]
        for one in (presenter(*sources, organisations=(ORGANISATION,)), eve, late)
    ]
    assert written[0] == written[1] != written[2]


def test_what_was_noted_of_a_fiche_is_recalled(mixed: Presenter) -> None:
    for fiche in mixed.catalogue.fiches:
        found = audit.judged(mixed, fiche)
        assert audit.recalled(fiche, mixed.kept(audit.JUDGED, fiche)) == found

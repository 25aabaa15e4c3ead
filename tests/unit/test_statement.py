"""The accessibility statement: the imposed structure, and no claim that nothing carries."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen.diagnostics import Severity, Span
from fichegen.settings import Accessibility, Conformity, Settings
from fichegen.statement import (
    Link,
    Paragraph,
    Statement,
    StatementSection,
    statement,
    statement_findings,
)

AUDIT = dt.date(2024, 3, 12)
TODAY = dt.date(2025, 1, 1)
CLAIMS = st.sampled_from(Conformity)
DAYS = st.dates(dt.date(1900, 1, 1), dt.date(2199, 12, 31))


def made(today: dt.date = TODAY, **told: object) -> Statement:
    return statement(_settings(**told), today)


def _settings(**told: object) -> Settings:
    accessibility = Accessibility(**told)  # type: ignore[arg-type]
    return Settings(title="Formations", publisher="Asso", accessibility=accessibility)


def words(paragraph: Paragraph) -> str:
    return "".join(piece.text if isinstance(piece, Link) else piece for piece in paragraph)


def section(of: Statement, heading: str) -> StatementSection:
    (found,) = (part for part in of.sections if part.heading == heading)
    return found


def said(of: Statement, heading: str) -> list[str]:
    found = section(of, heading)
    return [words(part) for part in (*found.paragraphs, *found.items)]


def links(of: Statement) -> list[str]:
    paragraphs = [*of.opening]
    for part in of.sections:
        paragraphs += [*part.paragraphs, *part.items]
    return [p.href for paragraph in paragraphs for p in paragraph if isinstance(p, Link)]


def test_the_structure_is_the_imposed_one() -> None:
    assert [(part.level, part.heading) for part in made().sections] == [
        (2, "État de conformité"),
        (3, "Résultats des tests"),
        (2, "Contenus non accessibles"),
        (3, "Non-conformités"),
        (3, "Dérogations pour charge disproportionnée"),
        (3, "Contenus non soumis à l'obligation d'accessibilité"),
        (2, "Établissement de cette déclaration d'accessibilité"),
        (3, "Technologies utilisées pour la réalisation du site"),
        (3, "Environnement de test"),
        (3, "Outils pour évaluer l'accessibilité"),
        (3, "Pages du site ayant fait l'objet de la vérification de conformité"),
        (2, "Retour d'information et contact"),
        (2, "Voies de recours"),
    ]


def test_every_section_says_something() -> None:
    full = made(audit=AUDIT, failures=("a",), exemptions=("b",), out_of_scope=("c",),
                pages=("d",), environments=("e",), tools=("f",))  # fmt: skip
    for of in (made(), full, made(technologies=())):
        for part in of.sections:
            assert all(said(of, part.heading))
            assert said(of, part.heading)


def test_without_an_audit_the_site_does_not_conform_and_says_why() -> None:
    of = made()
    assert (of.conformity, of.expires) == (Conformity.NONE, None)
    (sentence,) = said(of, "État de conformité")
    assert sentence == (
        "Le site « Formations » est non conforme au référentiel général d'amélioration de"
        " l'accessibilité (RGAA) : aucun audit de conformité n'a été fait à ce jour."
    )
    assert "Aucun audit" in said(of, "Résultats des tests")[0]


def test_nothing_is_told_that_was_not_entered() -> None:
    of = made()
    for heading in (
        "Environnement de test",
        "Outils pour évaluer l'accessibilité",
        "Pages du site ayant fait l'objet de la vérification de conformité",
        "Dérogations pour charge disproportionnée",
    ):
        (only,) = said(of, heading)
        assert only.startswith("Aucun")
    assert "Faute d'audit" in said(of, "Non-conformités")[0]
    assert "n'est pas datée" in said(of, "Établissement de cette déclaration d'accessibilité")[0]


def test_a_claim_with_its_audit_is_told_with_its_results() -> None:
    of = made(
        claim=Conformity.PARTIAL, audit=AUDIT, auditor="Cabinet", rate=72.5,
        failures=("une vidéo",), exemptions=("les archives",), established=dt.date(2024, 4, 1),
    )  # fmt: skip
    assert of.conformity is Conformity.PARTIAL
    assert said(of, "État de conformité")[0].endswith(
        "est partiellement conforme au référentiel général d'amélioration de l'accessibilité"
        " (RGAA), en raison des non-conformités et des dérogations énumérées ci-dessous."
    )
    (sentence,) = said(of, "Résultats des tests")
    assert sentence == (
        "L'audit de conformité réalisé le 12 mars 2024 par Cabinet révèle que 72,5 % des critères"
        " du RGAA sont respectés."
    )
    assert said(of, "Non-conformités") == ["une vidéo"]
    assert said(of, "Dérogations pour charge disproportionnée") == ["les archives"]
    assert said(of, "Établissement de cette déclaration d'accessibilité") == [
        "Cette déclaration a été établie le 1er avril 2024."
    ]


def test_what_was_checked_and_with_what_is_listed() -> None:
    of = made(pages=("accueil",), environments=("Firefox et NVDA",), tools=("axe",))
    assert said(of, "Environnement de test") == ["Firefox et NVDA"]
    assert said(of, "Outils pour évaluer l'accessibilité") == ["axe"]
    assert said(of, "Pages du site ayant fait l'objet de la vérification de conformité") == [
        "accueil"
    ]


def test_an_audit_made_within_the_house_is_told_so() -> None:
    of = made(audit=AUDIT, auditor="en interne", rate=100)
    assert (
        "réalisé le 12 mars 2024 en interne révèle que 100 %" in said(of, "Résultats des tests")[0]
    )


@pytest.mark.parametrize(
    ("audit", "last"),
    [
        (dt.date(2024, 3, 12), dt.date(2027, 3, 12)),
        (dt.date(2024, 2, 29), dt.date(2027, 2, 28)),
        (dt.date(2023, 12, 31), dt.date(2026, 12, 31)),
    ],
)
def test_an_audit_counts_three_years_to_the_day(audit: dt.date, last: dt.date) -> None:
    settings = _settings(claim=Conformity.TOTAL, audit=audit)
    after = last + dt.timedelta(days=1)
    of = statement(settings, last)
    assert (of.conformity, of.expires) == (Conformity.TOTAL, after)
    assert statement_findings(settings, last) == ()
    of = statement(settings, after)
    assert (of.conformity, of.expires) == (Conformity.NONE, None)
    assert "le dernier audit date de plus de trois ans" in said(of, "État de conformité")[0]
    assert [found.code for found in statement_findings(settings, after)] == ["FG607"]


def test_an_expired_audit_is_told_where_its_date_is_written() -> None:
    at = Span("content/catalogue.yml", 4, 10, 12)
    (found,) = statement_findings(_settings(audit=AUDIT, audit_at=at), dt.date(2030, 1, 1))
    assert (found.span, found.severity) == (at, Severity.WARNING)
    assert found.message == (
        "l'audit d'accessibilité du 12 mars 2024 a plus de trois ans ; le site est déclaré non"
        " conforme"
    )


def test_results_that_expired_are_not_told() -> None:
    of = made(dt.date(2030, 1, 1), audit=AUDIT, rate=72.5)
    assert "12 mars 2024" in said(of, "Résultats des tests")[0]
    assert "72" not in said(of, "Résultats des tests")[0]


def test_an_audit_to_come_carries_nothing_yet() -> None:
    settings = _settings(claim=Conformity.TOTAL, audit=AUDIT)
    of = statement(settings, dt.date(2024, 3, 11))
    assert (of.conformity, of.expires) == (Conformity.NONE, AUDIT)
    assert statement(settings, AUDIT).conformity is Conformity.TOTAL


@given(CLAIMS, DAYS, DAYS)
def test_the_day_it_expires_is_the_next_on_which_it_is_another(
    claim: Conformity, audit: dt.date, today: dt.date
) -> None:
    settings = _settings(claim=claim, audit=audit)
    of = statement(settings, today)
    if of.expires is None:
        assert statement(settings, dt.date(2300, 1, 1)) == of
    else:
        assert today < of.expires
        assert statement(settings, of.expires - dt.timedelta(days=1)) == of
        assert statement(settings, of.expires) != of


@given(CLAIMS, st.none() | DAYS, DAYS)
def test_no_conformity_without_an_audit_of_less_than_three_years(
    claim: Conformity, audit: dt.date | None, today: dt.date
) -> None:
    of = made(today, claim=claim, audit=audit)
    young = audit is not None and 0 <= (today - audit).days <= 3 * 365 + 1
    assert of.conformity in (Conformity.NONE, claim if young else Conformity.NONE)


def test_the_opening_says_who_and_for_what() -> None:
    settings = Settings(title="Formations", publisher="Asso", url="https://a.fr")
    opening = [words(paragraph) for paragraph in statement(settings, TODAY).opening]
    assert opening[0].startswith("Asso s'engage à rendre son site internet accessible")
    assert "article 47" in opening[0]
    assert opening[1].endswith("s'applique au site « Formations » (https://a.fr).")
    alone = statement(Settings(title="Formations"), TODAY).opening
    assert words(alone[0]).startswith("Formations s'engage")
    assert words(alone[1]).endswith("s'applique au site « Formations ».")


@pytest.mark.parametrize(
    ("scheme", "plan", "hrefs"),
    [("", "", []), ("https://a.fr/s", "", ["https://a.fr/s"]), ("", "https://a.fr/p", ["https://a.fr/p"]),
     ("https://a.fr/s", "https://a.fr/p", ["https://a.fr/s", "https://a.fr/p"])],
)  # fmt: skip
def test_the_scheme_and_the_plan_are_linked_where_there_are_any(
    scheme: str, plan: str, hrefs: list[str]
) -> None:
    assert links(made(scheme=scheme, plan=plan))[: len(hrefs)] == hrefs
    assert len(made(scheme=scheme, plan=plan).opening) == (3 if hrefs else 2)


def test_readers_know_where_to_write() -> None:
    own = Accessibility(contact="acces@a.fr")
    with_own = Settings(publisher="Asso", contact="a@a.fr", accessibility=own)
    assert "mailto:acces@a.fr" in links(statement(with_own, TODAY))
    assert "mailto:a@a.fr" not in links(statement(with_own, TODAY))
    assert "mailto:a@a.fr" in links(statement(Settings(contact="a@a.fr"), TODAY))
    nobody = said(made(), "Retour d'information et contact")
    assert "l'interlocuteur que nomme la fiche" in nobody[1]


def test_the_ways_of_recourse_are_the_four() -> None:
    of = made()
    assert len(section(of, "Voies de recours").items) == 4
    for href in (
        "https://formulaire.defenseurdesdroits.fr/",
        "https://www.defenseurdesdroits.fr/saisir/delegues",
        "tel:+33969390000",
    ):
        assert href in links(of)
    assert "Libre réponse 71120, 75342 Paris CEDEX 07" in said(of, "Voies de recours")[4]

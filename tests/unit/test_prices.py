"""Prices as editors write them."""

from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from fichegen.prices import Per, Price, Tax, has_no_single_price, read_price

FREE = Price(amount=Decimal(0))


def euros(amount: str, tax: Tax = Tax.UNSAID, per: Per = Per.UNSAID) -> Price:
    return Price(amount=Decimal(amount), tax=tax, per=per)


READ = {
    # free
    "Gratuit": FREE,
    "gratuit.": FREE,
    "GRATUITE": FREE,
    "Gratuité": FREE,
    "Formation gratuite": FREE,
    "La formation est gratuite.": FREE,
    "Formation entièrement gratuite": FREE,
    "C'est gratuit !": FREE,
    "Tarif : gratuit": FREE,
    "**Gratuit**": FREE,
    "Gratuit pour tous": FREE,
    "Formation gratuite (hors frais de déplacement)": FREE,
    "Sans frais": FREE,
    "Aucun frais": FREE,
    "0 €": FREE,
    "0,00 €": euros("0.00"),
    "0 € net de taxe": euros("0", Tax.NONE),
    # the amount
    "350 euros": euros("350"),
    "350€": euros("350"),
    "350 EUR": euros("350"),
    "€ 350": euros("350"),
    "1 euro": euros("1"),
    "350,50 €": euros("350.50"),
    "12.50 €": euros("12.50"),
    "420,- €": euros("420"),
    "1250 €": euros("1250"),
    "1 250 €": euros("1250"),
    "1\u202f250\u00a0€": euros("1250"),
    "1 250,00 €": euros("1250.00"),
    "1.250 €": euros("1250"),
    "1.250,00 €": euros("1250.00"),
    "1 234 567 €": euros("1234567"),
    # tax
    "420 € TTC": euros("420", Tax.INCLUDED),
    "420 € T.T.C.": euros("420", Tax.INCLUDED),
    "420 € toutes taxes comprises": euros("420", Tax.INCLUDED),
    "420 € HT": euros("420", Tax.EXCLUDED),
    "420€HT": euros("420", Tax.EXCLUDED),
    "420 € hors taxes": euros("420", Tax.EXCLUDED),
    "420 € net": euros("420", Tax.NONE),
    "420 € nets de taxes": euros("420", Tax.NONE),
    "420 € nets de TVA": euros("420", Tax.NONE),
    "420 € net de toute taxe": euros("420", Tax.NONE),
    "420 € exonéré de TVA": euros("420", Tax.NONE),
    "420 € (organisme exonéré de TVA)": euros("420", Tax.NONE),
    "420 € (exonération de TVA, art. 261-4-4° a du CGI)": euros("420", Tax.NONE),
    "420 € (TVA non applicable, art. 293 B du CGI)": euros("420", Tax.NONE),
    "420 €, non assujetti à la TVA": euros("420", Tax.NONE),
    # for whom
    "420 € net de taxe par personne": euros("420", Tax.NONE, Per.PERSON),
    "420 € par personne, net de taxe.": euros("420", Tax.NONE, Per.PERSON),
    "Tarif : 1 250,00 € TTC / participant": euros("1250.00", Tax.INCLUDED, Per.PERSON),
    "420€/pers.": euros("420", per=Per.PERSON),
    "420 € par participant(e)": euros("420", per=Per.PERSON),
    "420 euros par stagiaire": euros("420", per=Per.PERSON),
    "- 420 € par apprenant": euros("420", per=Per.PERSON),
    "Tarif par personne : 420 €": euros("420", per=Per.PERSON),
    "1 900 € par groupe": euros("1900", per=Per.GROUP),
    "1 900 € pour le groupe": euros("1900", per=Per.GROUP),
    "1 900 € par groupe de 12 personnes maximum": euros("1900", per=Per.GROUP),
    "1 900 € par groupe (8 à 12 participants)": euros("1900", per=Per.GROUP),
    # words beside
    "Coût pédagogique : 350 €": euros("350"),
    "Frais pédagogiques : 350 €": euros("350"),
    "350 € de frais pédagogiques": euros("350"),
    "Coût de la formation : 350 €": euros("350"),
    "Le tarif est de 350 €": euros("350"),
    "La formation coûte 350 €": euros("350"),
    "Tarif inter : 350 €": euros("350"),
    "350 € pour les 2 jours": euros("350"),
    "350 € par personne pour les deux jours": euros("350", per=Per.PERSON),
    "350 € pour l'ensemble de la formation": euros("350"),
    "350 € par personne, repas compris": euros("350", per=Per.PERSON),
    "350 € (hors repas)": euros("350"),
    "350 € hors frais d’hébergement et de restauration": euros("350"),
    "420 € par agent": euros("420", per=Per.PERSON),
    "420 €/salarié(e)": euros("420", per=Per.PERSON),
    "420 € net de taxe par inscription": euros("420", Tax.NONE, Per.PERSON),
    "420 € les 2 jours": euros("420"),
    "420 € / 2 jours": euros("420"),
    "420 € HT pour la formation complète": euros("420", Tax.EXCLUDED),
}
UNSURE = (
    "",
    "€",
    "Tarif",
    "par personne",
    # other amounts, or none
    "350",
    "Nous consulter",
    "Sur devis",
    "À partir de 350 €",
    "Maximum 350 €",
    "Environ 350 €",
    "De 350 à 420 €",
    "350 € ou 420 €",
    "350 € HT (420 € TTC)",
    "350 € HT TTC",
    "Adhérents : 350 € ; non-adhérents : 420 €",
    "350 € + 20 € de repas",
    "350 € par personne, 1 900 € par groupe",
    "350 CHF",
    "350 $",
    "-350 €",
    "1,250 €",
    "1 25 €",
    "0350 €",
    "12345678 €",
    "350 €uros",
    "trois cents euros",
    # not of the whole course
    "350 € par jour",
    "350 €/jour",
    "25 € de l'heure",
    "350 € par module",
    "350 € par an",
    "350 € par jour et par personne",
    "350 € par groupe et par jour",
    "Tarif intra : 1 200 €",
    "Frais d'inscription : 50 €",
    "Acompte : 50 €",
    # on a condition
    "Gratuit pour les salariés de la branche",
    "Gratuit pour les professionnels du territoire, grâce au cofinancement de la DGCS.",
    "Gratuit sous réserve d'un financement",
    "Gratuit ou 350 €",
    "Non gratuit",
    "Formation payante",
    "Pas gratuit",
    "350 € pour les demandeurs d'emploi",
    "Tarif adhérent : 350 €",
    "Tarif réduit : 350 €",
    "Tarif salarié : 350 €",
    "350 € pour les agents",
    "Inscription : 50 €",
    "15 € / heure",
    "Prise en charge à 100 %",
    "Financé par la DGCS",
    "gratuitement",
    "350 € sans frais supplémentaires",
)


@pytest.mark.parametrize(("words", "price"), READ.items(), ids=READ)
def test_one_price_for_certain(words: str, price: Price) -> None:
    assert read_price(words) == price


@pytest.mark.parametrize("words", UNSURE)
def test_anything_else_is_words(words: str) -> None:
    assert read_price(words) is None


def test_free_is_nothing_to_pay() -> None:
    assert read_price("Gratuit") == read_price("0 €")
    assert FREE.free
    assert not euros("0.50").free


@given(st.text())
def test_any_text_is_read_or_left(words: str) -> None:
    price = read_price(words)
    assert price is None or price.amount >= 0


PIECES = (
    "350 € 1 250,00 gratuit TTC HT net de taxe par personne / pers. groupe ( ) : , - hors repas et "
    "compris formation la tarif pour les 2 jours art. 261-4-4 TVA de"
).split()


@given(st.lists(st.sampled_from(PIECES), min_size=20, max_size=400).map(" ".join))
def test_rows_of_known_words_take_no_time(words: str) -> None:
    price = read_price(words)
    assert price is None or price.currency == "EUR"


@given(
    st.integers(1, 9_999_999),
    st.sampled_from(["{} €", "Tarif : {} € TTC", "{} euros par personne", "{}€ net"]),
)
def test_amounts_are_read_as_written(amount: int, form: str) -> None:
    spaced = f"{amount:,}".replace(",", "\u202f")
    for written in (str(amount), spaced):
        price = read_price(form.format(written))
        assert price is not None
        assert price.amount == amount


@pytest.mark.parametrize(
    ("words", "none"),
    [
        ("Sur devis", True),
        ("Selon convention", True),
        ("420 € adhérents, 520 € non adhérents", True),
        ("à partir de 300 €", True),
        ("Gratuit pour les salariés, 300 € sinon", True),
        ("de 300 à 500 €", True),
        ("1 250 € TTC par groupe", True),
        ("Pris en charge par l'OPCO", True),
        ("Gratuit", False),
        ("420 € TTC par personne", False),
        ("420 € HT", False),
        ("420", False),
        ("210 € par jour", False),
        ("420 € tout compris", False),
    ],
)
def test_where_no_single_price_can_be_told_none_is_asked_for(words: str, none: bool) -> None:
    assert has_no_single_price(words) is none

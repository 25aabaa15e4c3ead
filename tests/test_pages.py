"""What each kind of page says, fiche by fiche: read from the pages themselves."""

from __future__ import annotations

import re
from html.parser import HTMLParser
from urllib.parse import parse_qs, urlsplit

import pytest
from conftest import Scratch

CONTACT = "\n\n## Contact\n\nana@exemple.fr\n"


class _Text(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.words: list[str] = []
        self.depth = 0

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "template" or "hidden" in dict(attrs) or self.depth:
            self.depth += tag not in ("br", "path", "circle", "input")

    def handle_endtag(self, tag: str) -> None:
        if self.depth and tag not in ("path", "circle"):
            self.depth -= 1

    def handle_data(self, data: str) -> None:
        if not self.depth:
            self.words.append(data)


def plain(words: str) -> str:
    """Undo French spacing and apostrophes."""
    return words.translate({0xA0: " ", 0x202F: " ", ord("’"): "'"})


def seen(page: bytes) -> str:
    """Return what a reader without scripts sees, white space folded."""
    parser = _Text()
    parser.feed(page.decode().partition("<main")[2])
    return plain(re.sub(r"\s+", " ", " ".join(parser.words)))


def part(page: bytes, start: str, end: str = "</section>") -> str:
    """Return the source of a part of a page."""
    return plain(page.decode()).partition(start)[2].partition(end)[0]


def build(scratch: Scratch, files: dict[str, str], today: str = "2021-09-01") -> dict[str, bytes]:
    scratch.write({f"content/{name}": body for name, body in files.items()})
    ran = scratch.run("build", today=today)
    assert ran.status == 0, ran.out
    return scratch.pages()


def module(number: int, *, dates: str = "", more: str = "") -> str:
    groups = f"\n\n## Groupes\n\n### Groupe 1\n\n#### EST\n\n{dates}" if dates else ""
    return f"# Aller vers – Module {number} « Étape {number} »{groups}{more}{CONTACT}"


def test_the_modules_of_a_series_lead_to_one_another(scratch: Scratch) -> None:
    pages = build(scratch, {f"{n}.md": module(n) for n in (1, 2, 3)})
    middle = pages["fiches/aller-vers-module-2-etape-2/index.html"].decode()
    before = re.search(r'rel="prev" href="([^"]*)"', middle)
    after = re.search(r'rel="next" href="([^"]*)"', middle)
    assert before
    assert after
    assert "module-1" in before[1]
    assert "module-3" in after[1]
    first = pages["fiches/aller-vers-module-1-etape-1/index.html"].decode()
    assert 'rel="prev"' not in first


@pytest.mark.parametrize(
    ("words", "targets"),
    [
        ("Avoir suivi les modules 1 et 2.", ["module-1", "module-2"]),
        ("Pas de prérequis", []),
        ("Avoir suivi « Accueillir »", ["accueillir"]),
        ("Avoir suivi le module 9", []),
        ("Connaître l'« étape 2 » et la « Base »", ["module-2"]),
        ("Savoir « accueillir » un public, « transmettre » un geste", ["accueillir"]),
    ],
)
def test_prerequisites_that_name_a_fiche_lead_to_it(
    scratch: Scratch, words: str, targets: list[str]
) -> None:
    files = {f"{n}.md": module(n) for n in (1, 2)}
    files["3.md"] = module(3, more=f"\n\n## Prérequis\n\n{words}")
    files["a.md"] = f"# Accueillir{CONTACT}"
    for name in "bc":  # a module of another series, told twice: which one, nobody can tell
        files[f"{name}.md"] = f"# Série {name} – Module 1 « Base »{CONTACT}"
    page = build(scratch, files)["fiches/aller-vers-module-3-etape-3/index.html"]
    links = re.findall(r'href="([^"]*)"', part(page, 'id="rubrique-prerequis"'))
    assert len(links) == len(targets)
    assert all(target in link for target, link in zip(targets, links, strict=True))


def test_a_programme_by_days_is_shown_day_by_day(scratch: Scratch) -> None:
    more = (
        "\n\n## Contenu\n\nDeux jours.\n\n**Jour 1 : écouter**\n\n- A\n\n**Jour 2 : agir**\n\n- B"
    )
    page = build(scratch, {"1.md": module(1, more=more)})
    shown = part(page["fiches/aller-vers-module-1-etape-1/index.html"], 'id="rubrique-contenu"')
    assert re.findall(r"<h3[^>]*>(.*?)</h3>", shown) == ["Jour 1 : écouter", "Jour 2 : agir"]
    assert shown.index("Deux jours.") < shown.index("Jour 1")
    assert shown.count('class="stage"') == 2


def test_the_timeline_is_in_the_order_of_time_whatever_the_editor_s(scratch: Scratch) -> None:
    source = (
        "# T\n\n## Date limite d'inscription\n\n15 octobre 2021\n\n## Groupes\n\n"
        "### Groupe 1\n\n6 décembre 2021\n\n### Groupe 2\n\n15 novembre 2021\n\n"
        f"### Groupe 3\n\nà définir{CONTACT}"
    )
    page = build(scratch, {"t.md": source})["fiches/t/index.html"]
    shown = part(page, 'id="sessions"')
    moments = re.findall(r'class="moment-when">(?:<[^>]*>)?([^<]*)', shown)
    assert moments == ["15 octobre 2021", "15 novembre 2021", "6 décembre 2021", "Date à fixer"]


def test_the_days_of_a_session_are_marked_in_their_months(scratch: Scratch) -> None:
    page = build(scratch, {"1.md": module(1, dates="29, 30 novembre et 1er décembre 2021")})
    group = page["fiches/aller-vers-module-1-etape-1/groupe-1/index.html"].decode()
    assert re.findall(r"<caption>(.*?)</caption>", group) == ["novembre 2021", "décembre 2021"]
    marked = re.findall(r'<td class="on[^"]*"><strong><time datetime="([^"]*)"', group)
    assert marked == ["2021-11-29", "2021-11-30", "2021-12-01"]
    assert all(len(re.findall("<td", week)) == 7 for week in re.findall(r"<tr><td.*?</tr>", group))


def test_a_session_of_many_months_draws_the_first_and_says_so(scratch: Scratch) -> None:
    days = ", ".join(f"5 {month} 2022" for month in ("janvier", "février", "mars", "avril", "mai",
                                                     "juin", "juillet", "septembre"))  # fmt: skip
    page = build(scratch, {"1.md": module(1, dates=days)})
    group = page["fiches/aller-vers-module-1-etape-1/groupe-1/index.html"].decode()
    assert group.count("<caption>") == 6
    assert "Les premiers mois seulement" in group
    assert group.count("<li><time") == 8


def test_a_group_page_holds_what_enrolling_needs_and_no_more(scratch: Scratch) -> None:
    more = (
        "\n\n## Public\n\nTous\n\n## Durée\n\n1 jour\n\n## Tarif\n\n120 €\n\n## Prérequis\n\nAucun"
        "\n\n## Inscription\n\nPar courriel\n\n## Contexte\n\nLongue histoire\n\n## Objectifs\n\n- Savoir"
    )
    page = build(scratch, {"1.md": module(1, dates="15 novembre 2021", more=more)})
    words = seen(page["fiches/aller-vers-module-1-etape-1/groupe-1/index.html"])
    for needed in ("15 novembre 2021", "EST", "Tous", "1 jour", "120", "Aucun", "Par courriel",
                   "ana@exemple.fr"):  # fmt: skip
        assert needed in words, needed
    assert "Longue histoire" not in words
    assert "Savoir" not in words


def test_other_sessions_nearby_and_of_the_organisation_are_shown(scratch: Scratch) -> None:
    def fiche(title: str, place: str, day: str, organisation: str) -> str:
        return (
            f"# {title}\n\n## Organisme\n\n{organisation}\n\n## Groupes\n\n### Groupe 1\n\n"
            f"#### {place}\n\n{day}{CONTACT}"
        )

    pages = build(scratch, {
        "a.md": fiche("Ici", "EST", "15 novembre 2021", "Un"),
        "b.md": fiche("Voisine", "EST", "16 novembre 2021", "Deux"),
        "c.md": fiche("Cousine", "SUD", "17 novembre 2021", "Un"),
        "d.md": fiche("Passée", "EST", "15 mars 2021", "Un"),
        "e.md": fiche("Étrangère", "NORD", "18 novembre 2021", "Trois"),
    })  # fmt: skip
    page = plain(pages["fiches/ici/index.html"].decode())
    related = page.partition("Dans le même territoire")[2]
    nearby, _, cousins = related.partition("Du même organisme")
    assert "Voisine" in nearby
    assert "Cousine" in cousins
    assert "Passée" not in related
    assert "Étrangère" not in related


def test_an_organisation_named_like_a_territory_keeps_its_own_sessions(scratch: Scratch) -> None:
    def fiche(title: str, place: str, organisation: str) -> str:
        return (
            f"# {title}\n\n## Organisme\n\n{organisation}\n\n## Groupes\n\n### Groupe 1\n\n"
            f"#### {place}\n\n15 novembre 2021{CONTACT}"
        )

    pages = build(scratch, {
        "a.md": fiche("Ici", "EST", "EST"),
        "b.md": fiche("Voisine", "EST", "Deux"),
        "c.md": fiche("Cousine", "SUD", "EST"),
    })  # fmt: skip
    related = pages["fiches/ici/index.html"].decode().partition("Dans le même territoire")[2]
    nearby, _, cousins = related.partition("Du même organisme")
    assert "Voisine" in nearby
    assert "Cousine" in cousins


def test_a_closed_fiche_keeps_its_page_lists_the_past_and_offers_news(scratch: Scratch) -> None:
    page = build(scratch, {"1.md": module(1, dates="15 novembre 2021")}, today="2022-01-01")[
        "fiches/aller-vers-module-1-etape-1/index.html"
    ]
    words = seen(page)
    assert "Aucune session n'est ouverte aux inscriptions" in words
    assert "Sessions passées" in words
    assert "Terminé" in words
    assert "Être prévenu" in words
    assert "Demander une place" not in words
    news = [
        link for link in re.findall(r'href="(mailto:[^"]*)"', page.decode()) if "Prochaine" in link
    ]
    assert "prévenu" in parse_qs(urlsplit(news[0].replace("&amp;", "&")).query)["body"][0]


def test_an_own_deadline_is_said_beside_its_session_the_shared_one_once(scratch: Scratch) -> None:
    source = (
        "# T\n\n## Date limite d'inscription\n\n15 octobre 2021\n\n## Groupes\n\n### Groupe 1\n\n"
        "#### EST\n\n15 novembre 2021\n\n### Groupe 2\n\n#### SUD\n\n6 décembre 2021\n\n"
        f"Date limite : 12 novembre 2021{CONTACT}"
    )
    page = build(scratch, {"t.md": source})["fiches/t/index.html"]
    summary = part(page, 'class="summary"')
    east, south = summary.split('class="line"')[1:3]
    assert "15 octobre 2021" in east
    assert "12 novembre 2021" in south
    assert "15 octobre 2021" not in south
    assert summary.count("15 octobre 2021") == 1


def test_for_whom_stands_in_the_summary_as_a_list_too(scratch: Scratch) -> None:
    more = "\n\n## Public\n\n- Éducateurs\n- Assistants de service social"
    pages = build(scratch, {"1.md": module(1, dates="15 novembre 2021", more=more)})
    fiche = pages["fiches/aller-vers-module-1-etape-1/index.html"]
    assert "Assistants de service social" in part(fiche, 'class="summary"')
    assert "Éducateurs" in seen(pages["fiches/aller-vers-module-1-etape-1/groupe-1/index.html"])


def test_a_long_public_is_one_link_away_from_the_group(scratch: Scratch) -> None:
    more = "\n\n## Public\n\n" + "Toute personne qui accompagne. " * 20
    pages = build(scratch, {"1.md": module(1, dates="15 novembre 2021", more=more)})
    group = pages["fiches/aller-vers-module-1-etape-1/groupe-1/index.html"].decode()
    assert 'href="../index.html#rubrique-public"' in group


def test_there_is_somebody_to_write_to_where_the_contact_has_no_address(scratch: Scratch) -> None:
    source = module(1, dates="15 novembre 2021", more="\n\n## Organisme\n\nUn")
    source = source.replace("ana@exemple.fr", "Anne MARTIN\n\n02 00 00 00 00")
    files = {"1.md": source, "organismes/un.yml": "nom: Un\ncourriel: accueil@un.example\n"}
    page = build(scratch, files)["fiches/aller-vers-module-1-etape-1/groupe-1/index.html"]
    assert "Anne MARTIN" in seen(page)
    assert b"mailto:accueil@un.example?subject=Inscription" in page


def test_every_message_about_a_cancelled_session_asks_for_the_next(scratch: Scratch) -> None:
    source = module(1, dates="15 novembre 2021\n\nAnnulé").replace(
        "ana@exemple.fr", "**Anne MARTIN**\n\n02 00 00 00 00\n\n**Paul DUPONT**\n\npaul@exemple.fr\n\n"
        "**Zoé BERNARD**\n\nzoe@exemple.fr"
    )  # fmt: skip
    page = build(scratch, {"1.md": source})[
        "fiches/aller-vers-module-1-etape-1/groupe-1/index.html"
    ]
    shown = re.findall(
        r'<p class="person-action" data-si="[^"]*"><a [^>]*href="mailto:([^?]*)\?subject=(\w+)',
        page.decode(),
    )
    assert shown == [("paul@exemple.fr", "Prochaine"), ("zoe@exemple.fr", "Prochaine")]


@pytest.mark.parametrize("status", ["Annulé", "Reporté", "Complet"])
def test_nobody_is_told_to_hurry_for_a_session_they_cannot_join(
    scratch: Scratch, status: str
) -> None:
    source = module(
        1, dates=f"15 novembre 2021\n\n{status}", more="\n\n## Date limite\n\n15 octobre 2021"
    )
    pages = build(scratch, {"1.md": source})
    for page in ("index.html", "groupe-1/index.html"):
        words = seen(pages[f"fiches/aller-vers-module-1-etape-1/{page}"])
        assert "Inscriptions jusqu'au" not in words, page
        assert "fin des inscriptions" not in words, page
    calendar = pages["fiches/aller-vers-module-1-etape-1/groupe-1/groupe-1.ics"]
    assert b"VALARM" not in calendar


def test_a_deadline_of_the_fiche_that_no_session_has_is_not_the_deadline(scratch: Scratch) -> None:
    more = "\n\n## Date limite d'inscription\n\n1er mars 2022"
    source = module(1, dates="15 novembre 2021\n\nDate limite : 4 octobre 2021", more=more)
    page = build(scratch, {"1.md": source})["fiches/aller-vers-module-1-etape-1/index.html"]
    assert "1er mars 2022" not in part(page, 'class="summary"')
    assert "1er mars 2022" in seen(page)


def test_two_groups_at_one_place_are_told_apart(scratch: Scratch) -> None:
    source = (
        "# T\n\n## Groupes\n\n### Groupe 1\n\n#### EST\n\n15 novembre 2021\n\n"
        f"### Groupe 2\n\n#### EST\n\n16 novembre 2021{CONTACT}"
    )
    page = build(scratch, {"t.md": source})["fiches/t/index.html"]
    names = re.findall(r'class="line-where"[^>]*><a[^>]*>(.*?)</a>', part(page, 'class="summary"'))
    assert names == ["EST (Groupe 1)", "EST (Groupe 2)"]


@pytest.mark.parametrize(
    ("dates", "heading"),
    [
        ("septembre 2022", "Septembre 2022"),
        ("les mardis de janvier", "Les mardis de janvier"),
        ("à définir", "Date à fixer"),
    ],
)
def test_a_date_that_is_not_a_day_is_said_as_far_as_it_goes(
    scratch: Scratch, dates: str, heading: str
) -> None:
    page = build(scratch, {"1.md": module(1, dates=dates)})
    shown = part(page["fiches/aller-vers-module-1-etape-1/index.html"], 'id="sessions"')
    assert re.findall(r'class="moment-when">(?:<[^>]*>)?([^<]*)', shown) == [heading]


# ---------------------------------------------------------------- lists and agenda


def test_a_cancelled_session_is_marked_wherever_the_month_names_it(scratch: Scratch) -> None:
    pages = build(scratch, {"1.md": module(1, dates="15 et 16 novembre 2021\n\nAnnulé")})
    month = pages["agenda/2021-11/index.html"].decode()
    wall, _, days = month.partition("</table>")
    assert wall.count('data-kind="annule"') == 2
    assert days.partition("<template")[0].count('data-kind="annule"') == 2


def test_a_fiche_without_a_session_is_on_the_page_of_its_state(scratch: Scratch) -> None:
    pages = build(scratch, {"a.md": f"# Sur mesure\n\n## Dates\n\nsur demande{CONTACT}"})
    assert "Sur mesure" in seen(pages["etats/a-programmer/index.html"])


def test_lists_go_by_next_date_by_deadline_and_by_title(scratch: Scratch) -> None:
    def fiche(title: str, day: str, limit: str) -> str:
        deadline = f"\n\n## Date limite\n\n{limit}" if limit else ""
        return f"# {title}{deadline}\n\n## Dates\n\n{day}{CONTACT}"

    pages = build(scratch, {
        "a.md": fiche("Zèbre", "3 octobre 2021", ""),
        "b.md": fiche("Abeille", "5 novembre 2021", "20 septembre 2021"),
        "c.md": fiche("Éléphant", "4 décembre 2021", "10 septembre 2021"),
        "d.md": fiche("Mammouth", "5 mai 2021", "1er mai 2021"),
        "e.md": fiche("Licorne", "à définir", ""),
    })  # fmt: skip

    def order(path: str) -> list[str]:
        return re.findall(r'<h2 class="card-title"[^>]*><a[^>]*>(.*?)</a>', pages[path].decode())

    assert order("index.html") == ["Zèbre", "Abeille", "Éléphant", "Licorne", "Mammouth"]
    assert order("par-date-limite/index.html") == [
        "Éléphant",
        "Abeille",
        "Zèbre",
        "Licorne",
        "Mammouth",
    ]
    assert order("par-titre/index.html") == ["Abeille", "Éléphant", "Licorne", "Mammouth", "Zèbre"]


def test_each_filter_is_a_page_too(scratch: Scratch) -> None:
    more = "\n\n## Secteurs\n\nSanté\n\n## Organisme\n\nUn\n\n## Modalité\n\ndistanciel"
    pages = build(scratch, {"1.md": module(1, dates="15 novembre 2021", more=more)})
    for path in ("secteurs/sante", "territoires/est", "organismes/un", "modalites/distanciel",
                 "etats/a-venir", "parcours/aller-vers", "agenda/2021-11"):  # fmt: skip
        assert "Étape 1" in seen(pages[f"{path}/index.html"]), path


def test_pages_of_a_state_say_on_which_day_they_were_made(scratch: Scratch) -> None:
    pages = build(scratch, {"1.md": module(1, dates="15 novembre 2021")})
    assert "1er septembre 2021" in seen(pages["etats/a-venir/index.html"])


def test_the_agenda_goes_by_month_and_by_territory(scratch: Scratch) -> None:
    pages = build(scratch, {
        "1.md": module(1, dates="15 et 16 novembre 2021"),
        "2.md": module(2, dates="15 novembre 2021").replace("EST", "SUD"),
        "3.md": module(3, dates="du 20 novembre 2021 au 30 mars 2022"),
        "4.md": module(4, dates="mars 2022"),
    })  # fmt: skip
    november = pages["agenda/2021-11/index.html"].decode()
    assert [*re.findall(r'<h2 id="(j-\d+)"', november)] == ["j-15", "j-16", "j-0"]
    assert "Étape 1" in november.partition('id="j-16"')[2].partition("<h2")[0]
    assert re.findall(r'class="wall-day" href="([^"]*)"', november) == ["#j-15", "#j-16"]
    local = seen(pages["territoires/sud/agenda/2021-11/index.html"])
    assert "Étape 2" in local
    assert "Étape 1" not in local
    assert "agenda/2022-02/index.html" in pages
    assert "Étape 4" in seen(pages["agenda/2022-03/index.html"])
    assert "agenda/2022-04/index.html" not in pages


def test_past_sessions_stay_in_the_agenda_and_are_marked(scratch: Scratch) -> None:
    pages = build(scratch, {"1.md": module(1, dates="15 mars 2021")})
    assert "Terminé" in seen(pages["agenda/2021-03/index.html"])


def test_long_lists_are_split_and_linked(scratch: Scratch) -> None:
    files = {
        f"{n}.md": f"# Fiche {n:03}\n\n## Secteurs\n\nSanté\n\n## Dates\n\n5 mars 2022{CONTACT}"
        for n in range(60)
    }
    pages = build(scratch, files)
    for base in ("", "par-titre/", "secteurs/sante/"):
        counts = [pages[f"{base}{page}index.html"].count(b'class="card"')
                  for page in ("", "page-2/", "page-3/")]  # fmt: skip
        assert counts == [24, 24, 12], base
        assert f"{base}page-4/index.html" not in pages
        assert b'rel="next"' in pages[f"{base}page-2/index.html"]
        assert b'rel="next"' not in pages[f"{base}page-3/index.html"]
    month = pages["agenda/2022-03/index.html"].decode()
    assert "60 sessions" in month
    assert "et 58 autres" in month


# ---------------------------------------------------------------- about the site


def test_the_plan_names_every_list_and_fiche(scratch: Scratch) -> None:
    pages = build(
        scratch,
        {"1.md": module(1, dates="15 novembre 2021"), "pages/legal.md": "# Mentions\n\nx\n"},
    )
    plan = pages["plan-du-site/index.html"].decode()
    for target in ("par-titre/", "agenda/", "territoires/est/", "parcours/aller-vers/", "legal/",
                   "fiches/aller-vers-module-1-etape-1/", "accessibilite/"):  # fmt: skip
        assert f'href="../{target}index.html"' in plan, target


def test_nobody_is_conforming_without_an_audit(scratch: Scratch) -> None:
    pages = build(scratch, {"1.md": module(1)})
    for page in ("index.html", "fiches/aller-vers-module-1-etape-1/index.html"):
        assert "Accessibilité\xa0: non conforme" in pages[page].decode()
    words = seen(pages["accessibilite/index.html"])
    for heading in ("État de conformité", "Contenus non accessibles", "Établissement de cette déclaration",
                    "Retour d'information et contact", "Voies de recours"):  # fmt: skip
        assert heading in words, heading


def test_an_audit_is_told_and_ends(scratch: Scratch) -> None:
    settings = (
        "accessibilite:\n  etat: partiellement conforme\n  audit: 1er mars 2021\n"
        "  auditeur: Cabinet Exemple\n  taux: 72 %\ncompletude: non\n"
    )
    files = {"1.md": module(1), "catalogue.yml": settings}
    pages = build(scratch, files)
    assert "partiellement conforme" in seen(pages["accessibilite/index.html"])
    assert "À reconstruire le 2024-03-02" in scratch.run("build").err
    later = build(scratch, files, today="2024-03-02")
    assert "Accessibilité\xa0: non conforme" in later["index.html"].decode()


def test_an_own_page_takes_the_place_of_the_statement(scratch: Scratch) -> None:
    files = {"1.md": module(1), "pages/accessibilite.md": "# Accessibilité\n\nNotre texte.\n"}
    pages = build(scratch, files)
    assert "Notre texte." in seen(pages["accessibilite/index.html"])
    assert "Accessibilité\xa0: non conforme" in pages["index.html"].decode()


def test_name_logo_and_colour_come_from_the_settings(scratch: Scratch) -> None:
    svg = (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z"/></svg>'
    )
    settings = "titre: Mes formations\nlogo: logo.svg\ncouleurs:\n  principale: '#0b6e4f'\n"
    pages = build(scratch, {"1.md": module(1), "catalogue.yml": settings, "logo.svg": svg})
    page = pages["fiches/aller-vers-module-1-etape-1/index.html"].decode()
    logo = re.search(
        r'<img class="logo" src="\.\./\.\./(assets/logo\.[0-9a-f]{10}\.svg)" alt=""', page
    )
    assert logo
    assert pages[logo[1]] == svg.encode()
    assert "Mes formations" in page
    (sheet,) = (body for path, body in pages.items() if path.endswith(".css"))
    assert b"#0b6e4f" in sheet

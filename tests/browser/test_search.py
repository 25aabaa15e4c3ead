"""The search of the catalogue and the scripts of every page, in a real browser."""

from __future__ import annotations

import datetime as dt
import gzip
import json
import random
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs, urlsplit

import oracles
import pytest
from conftest import ROOT
from playwright.sync_api import Browser, BrowserContext, Page, Route, expect, sync_playwright

from fichegen.exporters import Document, Entry, search_parts, terms_of
from fichegen.terms import terms

pytestmark = pytest.mark.browser

CSP = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'none'"
)
BASE = "http://localhost:1/catalogue/"
TODAY = dt.date(2021, 11, 10)
DAY = dt.timedelta(days=1)


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as started:
        chromium = started.chromium.launch(
            executable_path=str(oracles.chromium()), args=list(oracles.CHROMIUM_FLAGS)
        )
        yield chromium
        chromium.close()


# ---------------------------------------------------------------- a site made by hand


def bundle(name: str) -> bytes:
    """Join the scripts of a folder as the theme does."""
    folder = ROOT / "templates" / "assets" / "js" / name
    return b"\n".join(path.read_bytes() for path in sorted(folder.glob("*.js")))


LEGEND = "".join(
    f'<span class="tag" data-kind="{key}">{key.upper()}</span>'
    for key in "annule reporte termine complet en-cours clos bientot ouvert a-venir".split()
)


def html(
    body: str, *, root: str = "", zone: str = "Indian/Reunion", day: str = "2021-09-01"
) -> bytes:
    return f"""<!DOCTYPE html>
<html lang="fr" data-fuseau="{zone}" data-jour="{day}">
<head><meta charset="utf-8"><title>Essai</title>
<script src="{root}assets/site.js" defer></script>
<script src="{root}assets/catalogue.js" defer></script></head>
<body>{body}<template id="etats">{LEGEND}</template></body></html>""".encode()  # fmt: skip


def options(*values: str) -> str:
    return "".join(f'<option value="{value}">{value or "Tous"}</option>' for value in ("", *values))


def catalogue_page(documents: Sequence[Document], head: str, root: str = "") -> bytes:
    cards = "\n".join(document.card for document in documents[:24])
    return html(
        f"""
<a href="#resultats">Aller aux résultats</a>
<form id="filtres" class="filters" role="search" data-index="{root}{head}" hidden>
<input type="search" name="q" aria-label="Rechercher">
<details><summary>Filtrer<span data-actifs data-un=" (1 choix)" data-plusieurs=" ({{n}} choix)"></span></summary>
<select name="territoire" aria-label="Territoire">{options("est", "sud")}</select>
<select name="mois" aria-label="Mois">{options("2021-11", "2021-12")}</select>
<select name="etat" aria-label="État">{options("ouvert", "complet", "termine")}</select>
<select name="tri" aria-label="Tri">{options("limite", "titre")}</select>
</details>
<button type="reset">Tout effacer</button>
</form>
<p id="compte" role="status" data-un="1 formation" data-plusieurs="{{n}} formations"
 data-sessions-un="1 session" data-sessions="{{m}} sessions" data-aucun="Aucune formation"
><b>{len(documents)}</b> formations</p>
<ul id="resultats">{cards}</ul>
<p id="aucun" hidden>Rien</p>
<p id="panne" hidden>Panne</p>
<button id="suite" type="button" hidden>Afficher la suite</button>
<nav id="pages"><a href="{root}page/2/index.html">2</a></nav>""",
        root=root,
    )


def card(number: int, entries: Sequence[Entry]) -> str:
    lines = "".join(
        f'<li class="line" data-entree="{position}" data-etats="{entry.states}"'
        f"{' hidden' if position >= 2 else ''}>{position} <span data-etat-tag hidden></span></li>"
        for position, entry in enumerate(entries)
        if entry.is_session
    )
    return (
        f'<li class="card" id="c{number}" data-etats="{entries[0].states}">'
        f'<a href="fiches/f{number}/index.html">Fiche {number}</a><ul>{lines}</ul></li>'
    )


def document(number: int, strong: str, weak: str, *entries: Entry, rank: int = 0) -> Document:
    held = entries or (
        Entry(first=None, limit=None, states="a-programmer", facets=(), is_session=False),
    )
    first, rest = terms_of(strong, weak)
    return Document(strong=first, weak=rest, title_rank=rank, card=card(number, held), entries=held)


def entry(
    first: dt.date | None = None,
    limit: dt.date | None = None,
    states: str = "",
    facets: tuple[str, ...] = (),
) -> Entry:
    steps = ["ouvert" if limit else "a-venir" if first else "a-programmer"]
    if limit:
        steps += [str(limit - 14 * DAY), "bientot", str(limit + DAY), "clos"]
    if first:
        steps += [str(first), "en-cours", str(first + 3 * DAY), "termine"]
    return Entry(first=first, limit=limit, states=states or " ".join(steps), facets=facets)


def site_of(documents: Sequence[Document]) -> dict[str, bytes]:
    """Return the files of a catalogue of these documents."""
    head, artifacts = search_parts(documents)
    return {
        "index.html": catalogue_page(documents, head),
        "page/2/index.html": catalogue_page(documents, head, root="../../"),
        "assets/site.js": bundle("site"),
        "assets/catalogue.js": bundle("catalogue"),
        **{artifact.path: artifact.body for artifact in artifacts},
    }


@dataclass
class Host:
    """Serves a site below a path, under the policy; keeps what was asked and complained of."""

    context: BrowserContext
    files: dict[str, bytes]
    asked: list[str] = field(default_factory=list)
    said: list[str] = field(default_factory=list)
    held: dict[str, list[Route]] = field(default_factory=dict)
    """Answers that wait, by a part of their path."""
    broken: set[str] = field(default_factory=set)
    """Parts of the paths that cannot be had."""

    def open(self, address: str = "index.html", day: dt.date = TODAY) -> Page:
        self.context.route("**/*", self._serve)
        page = self.context.new_page()
        page.clock.set_fixed_time(dt.datetime(day.year, day.month, day.day, 8, tzinfo=dt.UTC))
        page.on("console", lambda message: self.said.append(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))
        # Scripts that are held back hold back the end of loading as well.
        page.goto(BASE + address, wait_until="domcontentloaded" if self.held else "load")
        return page

    def parts(self) -> list[str]:
        """Return the files of the index that were asked, without their digests."""
        found = [path for path in self.asked if "/recherche/" in path]
        return sorted(path.rpartition("/")[2].split(".")[0] for path in found)

    def release(self, piece: str) -> None:
        for route in self.held.pop(piece):
            self._answer(route)

    def _serve(self, route: Route) -> None:
        path = urlsplit(route.request.url).path
        self.asked.append(path)
        for piece, waiting in self.held.items():
            if piece in path:
                waiting.append(route)
                return
        self._answer(route)

    def _answer(self, route: Route) -> None:
        path = urlsplit(route.request.url).path.removeprefix("/catalogue/")
        if path not in self.files or any(piece in path for piece in self.broken):
            route.fulfill(status=404, body="")
            return
        kind = "text/javascript" if path.endswith(".js") else "text/html"
        headers = {"Content-Security-Policy": CSP, "Content-Type": f"{kind}; charset=utf-8"}
        route.fulfill(status=200, body=self.files[path], headers=headers)


Hosted = Callable[[Mapping[str, bytes]], Host]


@pytest.fixture
def hosted(browser: Browser) -> Iterator[Hosted]:
    """Serve sites; at the end nobody may have complained, of policies least of all."""
    hosts: list[Host] = []

    def host(files: Mapping[str, bytes]) -> Host:
        hosts.append(Host(browser.new_context(), {"favicon.ico": b"", **files}))
        return hosts[-1]

    yield host
    for each in hosts:
        each.context.close()
        complaints = [words for words in each.said if "404" not in words or not each.broken]
        assert [words for words in complaints if "favicon" not in words] == []


def scripts(hosted: Hosted, body: str = "", **settings: str) -> Host:
    return hosted(
        {
            "index.html": html(body, **settings),
            "assets/site.js": bundle("site"),
            "assets/catalogue.js": bundle("catalogue"),
        }
    )


# ---------------------------------------------------------------- words


def test_the_script_knows_the_terms_of_the_table(hosted: Hosted) -> None:
    table = json.loads((ROOT / "tests" / "cases" / "mots.json").read_text(encoding="utf-8"))
    page = scripts(hosted).open()
    read = page.evaluate("texts => texts.map(fichegen.terms)", [case["texte"] for case in table])
    wrong = [
        (case["texte"], case["mots"], found)
        for case, found in zip(table, read, strict=True)
        if found != case["mots"]
    ]
    assert len(table) >= 80
    assert wrong == []


def test_the_script_and_the_index_agree_on_any_text(hosted: Hosted) -> None:
    chance = random.Random(2021)
    seed = (ROOT / "content" / "aller-vers-module-1.md").read_text(encoding="utf-8").split()
    heads = "l’ d' qu’ jusqu'à lorsqu` st- ste- SAINTS- sts’ aujourd’ pré- œ æ ß ø ſ".split()
    tails = "s x aux eaux eux oux ail ss ssx s’ -s 's ´ ′ \u0301 \u00ad \u200b \u200d ² ½".split()
    # Letters that are younger than either side's tables of Unicode would tell nothing.
    old = unicodedata.ucd_3_2_0
    letters = [
        chr(code)
        for code in range(0x20, 0x3FFFF)
        if old.category(chr(code)) not in ("Cn", "Cs", "Co") and chance.random() < 0.3
    ]
    latin = [chr(code) for code in range(0x20, 0x250)]
    signs = [chr(code) for code in range(0x2000, 0x2070) if chr(code).isprintable()] + [
        "̈",
        "\u0327",
    ]
    texts = [
        "".join(
            chance.choice(
                [
                    chance.choice(seed),
                    chance.choice(heads),
                    chance.choice(tails),
                    "".join(chance.choices(latin, k=3)),
                    chance.choice(letters),
                    chance.choice(signs),
                    chance.choice(" '-’‐  "),
                ]
            )
            for _ in range(chance.randrange(1, 12))
        )
        for _ in range(20_000)
    ]
    page = scripts(hosted).open()
    for start in range(0, len(texts), 5000):
        some = texts[start : start + 5000]
        read = page.evaluate("texts => texts.map(fichegen.terms)", some)
        wrong = [
            (text, terms(text), found)
            for text, found in zip(some, read, strict=True)
            if found != terms(text)
        ]
        assert wrong[:3] == []


# ---------------------------------------------------------------- states


@pytest.mark.parametrize(
    ("timeline", "day", "key"),
    [
        ("annule", "2021-11-15", "annule"),
        ("ouvert 2021-10-16 clos", "2021-10-15", "ouvert"),
        ("ouvert 2021-10-16 clos", "2021-10-16", "clos"),
        ("ouvert 2021-10-16 clos 2021-11-15 en-cours 2021-11-18 termine", "2021-11-17", "en-cours"),
        ("ouvert 2021-10-16 clos 2021-11-15 en-cours 2021-11-18 termine", "2031-01-01", "termine"),
        ("  ouvert\n2021-10-16  clos ", "2021-10-16", "clos"),
        ("ouvert 2021-10-16", "2021-10-16", "ouvert"),
        ("ouvert 2021-10-16 clos", "", "ouvert"),
        ("", "2021-10-16", ""),
    ],
)
def test_a_timeline_tells_the_state_of_a_day(
    hosted: Hosted, timeline: str, day: str, key: str
) -> None:
    page = scripts(hosted).open()
    assert page.evaluate("([line, day]) => fichegen.stateAt(line, day)", [timeline, day]) == key


@pytest.mark.parametrize(
    ("now", "zone", "built", "today"),
    [
        ("2021-11-14T19:59:00Z", "Indian/Reunion", "2021-09-01", "2021-11-14"),
        ("2021-11-14T20:00:00Z", "Indian/Reunion", "2021-09-01", "2021-11-15"),
        ("2021-11-15T03:00:00Z", "America/Martinique", "2021-09-01", "2021-11-14"),
        ("2021-11-15T12:00:00Z", "Nulle/Part", "2021-09-01", "2021-11-15"),
        ("2021-11-15T12:00:00Z", "", "", "2021-11-15"),
        ("1970-01-01T12:00:00Z", "Indian/Reunion", "2021-09-01", "2021-09-01"),
        ("+012021-01-01T12:00:00Z", "Indian/Reunion", "2021-09-01", "2021-09-01"),
    ],
)
def test_the_day_is_that_of_the_zone_and_not_before_the_build(
    hosted: Hosted, now: str, zone: str, built: str, today: str
) -> None:
    host = scripts(hosted, zone=zone, day=built)
    page = host.open()
    page.evaluate("now => { Date = class extends Date { constructor() { super(now) } } }", now)
    assert page.evaluate("fichegen.today()") == today


LINES = """
<article id="a" data-etats="ouvert 2021-10-16 clos 2021-11-15 en-cours 2021-11-18 termine">
<p data-etat-tag hidden></p><p id="si" data-si="ouvert bientot">Inscrivez-vous</p>
<p id="sinon" data-si="en-cours termine" hidden>Trop tard</p>
<section id="b" data-etats="complet"><p data-etat-tag><span data-kind="complet">déjà là</span></p>
<p id="si-b" data-si="complet" hidden>Complet</p></section>
<section id="c" data-etats="inconnu"><p data-etat-tag hidden></p></section>
</article>"""


@pytest.mark.parametrize(
    ("day", "key", "shown"),
    [
        (dt.date(2021, 10, 15), "ouvert", ["si", "si-b"]),
        (dt.date(2021, 11, 1), "clos", ["si-b"]),
        (dt.date(2021, 11, 16), "en-cours", ["sinon", "si-b"]),
        (dt.date(1999, 1, 1), "ouvert", ["si", "si-b"]),
    ],
)
def test_a_page_tells_the_states_of_the_readers_day(
    hosted: Hosted, day: dt.date, key: str, shown: list[str]
) -> None:
    page = scripts(hosted, LINES).open(day=day)
    expect(page.locator("#a")).to_have_attribute("data-etat", key)
    expect(page.locator("#a > [data-etat-tag]")).to_have_text(key.upper())
    expect(page.locator("#a > [data-etat-tag]")).to_be_visible()
    # What the page says already is left as it is; what the legend does not know is not shown.
    expect(page.locator("#b [data-etat-tag]")).to_have_text("déjà là")
    expect(page.locator("#c [data-etat-tag]")).to_be_hidden()
    visible = "[...document.querySelectorAll('[data-si]')].filter(e => !e.hidden).map(e => e.id)"
    assert page.evaluate(visible) == shown


def test_a_page_left_open_overnight_is_told_right_when_looked_at(hosted: Hosted) -> None:
    page = scripts(hosted, LINES).open(day=dt.date(2021, 11, 14))
    expect(page.locator("#a > [data-etat-tag]")).to_have_text("CLOS")
    page.clock.set_fixed_time(dt.datetime(2021, 11, 15, 8, tzinfo=dt.UTC))
    page.evaluate("document.dispatchEvent(new Event('visibilitychange'))")
    expect(page.locator("#a > [data-etat-tag]")).to_have_text("EN-COURS")


COPY = """<p><button type="button" data-copie="ana@exemple.fr" data-fait="Adresse copiée" hidden>Copier
</button> <span role="status" data-copie-dit></span></p><textarea id="ici"></textarea>"""


@pytest.mark.parametrize("has_clipboard", [True, False])
def test_a_button_copies_an_address_and_says_so(hosted: Hosted, has_clipboard: bool) -> None:
    host = scripts(hosted, COPY)
    page = host.open()
    if has_clipboard:
        host.context.grant_permissions(["clipboard-read", "clipboard-write"])
    else:
        page.evaluate("Object.defineProperty(navigator, 'clipboard', {value: undefined})")
    page.get_by_role("button").click()
    expect(page.get_by_role("status")).to_have_text("Adresse copiée")
    expect(page.get_by_role("button")).to_be_focused()
    page.locator("#ici").focus()
    page.keyboard.press("Control+V")
    expect(page.locator("#ici")).to_have_value("ana@exemple.fr")
    expect(page.get_by_role("status")).to_have_text("", timeout=8000)


# ---------------------------------------------------------------- the engine

# What is typed, and what that asks: one of these alternatives, of it all the terms, a term as the
# exact key or as its beginning.
ASKED: dict[str, list[list[tuple[str, str | None]]]] = {
    "hopital": [[("hopital", "hopital")]],
    "l’Hôpitaux": [[("hopital", "hopitaux")]],
    "art": [[("art", "art")]],
    "arts": [[("art", "arts")]],
    "ar": [[("ar", "ar")]],
    "b": [[("b", None)]],
    "cœur": [[("coeur", "coeur")]],
    "travaux": [[("travail", "travaux")]],
    "st": [[("saint", "saint")]],
    "st-denis": [[("saint", "saint"), ("deni", "denis")], [("saintdeni", "saintdenis")]],
    "prerequis": [[("prerequi", "prerequis")]],
    "pré-requis": [[("pre", "pre"), ("requi", "requis")], [("prerequi", "prerequis")]],
    "val-de": [[("val", "val")], [("valde", "valde")]],
    "zzz": [[("zzz", "zzz")]],
    "les": [],
    "dans": [],
    "!": [],
}
VOCABULARY = (
    "l’hôpital, hôpitaux, hospitalier, art, arts, article, artisan, cœur, permis b, Bruno, travail, "
    "travailler, travaux, Saint-Denis, saint, Denis, pré-requis, prérequis, pré requis, le Val, "
    "Val-de-Marne, vallée, les, dans, l’aire, équipe, ﬁlière, naïve"
).split(", ")


def invented(count: int, seed: int = 5) -> list[Document]:
    chance = random.Random(seed)
    ranks = chance.sample(range(count), count)
    return [
        document(
            number,
            " ".join(chance.choices(VOCABULARY, k=2)),
            " ".join(chance.choices(VOCABULARY, k=5)),
            *(invented_entry(chance) for _ in range(chance.randrange(5))),
            rank=rank,
        )
        for number, rank in enumerate(ranks)
    ]


def invented_entry(chance: random.Random) -> Entry:
    first = TODAY + chance.randrange(-120, 120) * DAY
    limit = first - chance.choice([0, 3, 20]) * DAY
    states = chance.choice(["", "", "", "annule", "reporte", f"complet {first + DAY} termine"])
    return entry(
        chance.choice([first, first, None]),
        chance.choice([limit, limit, None]),
        states,
        tuple(
            chance.choice(pair)
            for pair in (("territoire:est", "territoire:sud"), ("mois:2021-11", "mois:2021-12"))
        ),
    )


Query = dict[str, Any]


def naive(documents: Sequence[Document], query: Query) -> list[tuple[int, list[int]]]:
    """Search as one would say it: go through all, sort what fits."""
    today = dt.date.fromisoformat(query["today"])
    typed = [alternatives for chunk in query["words"].split() if (alternatives := ASKED[chunk])]
    facets = {f"{name}:{value}" for name, value in query["facets"].items()}
    wanted = {"ouvert": {"ouvert", "bientot"}}.get(query["state"], {query["state"]})
    found = []
    for number, each in enumerate(documents):
        worth = [worth_of(each, alternatives) for alternatives in typed]
        held = [
            position
            for position, one in enumerate(each.entries)
            if facets <= {*one.facets} and (not query["state"] or state(one, today) in wanted)
        ]
        if all(worth) and held:
            found.append((number, held, sum(worth)))
    order = query["sort"] or ("pertinence" if typed else "date")

    def rank(item: tuple[int, list[int], int]) -> Any:
        number, held, worth = item
        each = documents[number]
        if order == "pertinence":
            return -worth
        if order == "titre":
            return each.title_rank
        ranked = {"date": by_date, "limite": by_limit}[order]
        return min(ranked(each.entries[position], today) for position in held)

    return [(number, held) for number, held, _ in sorted(found, key=rank)]


def worth_of(each: Document, alternatives: list[list[tuple[str, str | None]]]) -> int:
    strong, weak = each.strong, each.weak

    def worth(exact: str, prefix: str | None) -> int:
        begins = [t for t in (*strong, *weak) if t == exact or (prefix and t.startswith(prefix))]
        return max((1 + (t == exact) + 1000 * (t in strong) for t in begins), default=0)

    return max(min(worth(*term) for term in terms) for terms in alternatives)


def state(one: Entry, today: dt.date) -> str:
    first, *steps = one.states.split()
    dates = [
        (dt.date.fromisoformat(d), key) for d, key in zip(steps[::2], steps[1::2], strict=True)
    ]
    return [first, *(key for date, key in dates if date <= today)][-1]


def by_date(one: Entry, today: dt.date) -> tuple[int, int]:
    day = one.first.toordinal() if one.first else 0
    now = state(one, today)
    if now in ("termine", "annule"):
        return (4, -day)
    if one.first is None:
        return (2, 0)
    if one.first <= today:
        return (3, day)
    return (0 if now in ("ouvert", "bientot", "a-venir", "a-programmer") else 1, day)


def by_limit(one: Entry, today: dt.date) -> tuple[int, int]:
    day = one.limit.toordinal() if one.limit else 0
    if state(one, today) in ("termine", "annule"):
        return (2, -day)
    if one.limit is None:
        return (1, 0)
    return (0, day) if one.limit >= today else (2, -day)


SEARCH = """async ([head, queries]) => {
  const index = await fichegen.openIndex(new URL(head, document.baseURI).href);
  return Promise.all(queries.map((query) => index.search(query)));
}"""


def test_the_engine_finds_what_a_plain_search_finds_in_the_same_order(hosted: Hosted) -> None:
    chance = random.Random(11)
    documents = invented(300)
    queries = [
        {
            "words": " ".join(chance.sample([*ASKED], k=chance.choice([0, 1, 1, 2, 3]))),
            "facets": {
                name: chance.choice(values)
                for name, values in (("territoire", ["est", "sud", "nord"]), ("mois", ["2021-11"]))
                if chance.random() < 0.4
            },
            "state": chance.choice(["", "", "ouvert", "bientot", "complet", "termine", "nul"]),
            "sort": chance.choice(["", "date", "limite", "titre", "pertinence"]),
            "today": str(TODAY + chance.randrange(-100, 100) * DAY),
        }
        for _ in range(600)
    ]
    host = hosted(site_of(documents))
    page = host.open()
    answers = page.evaluate(SEARCH, [search_parts(documents)[0], queries])
    for query, answer in zip(queries, answers, strict=True):
        expected = naive(documents, query)
        assert [(each["id"], each["entries"]) for each in answer["documents"]] == expected, query
        held = [documents[n].entries[p].is_session for n, places in expected for p in places]
        assert answer["sessions"] == sum(held), query
    assert sum(bool(answer["documents"]) for answer in answers) > 200


def test_an_empty_catalogue_finds_nothing(hosted: Hosted) -> None:
    page = hosted(site_of([])).open()
    query = {"words": "hopital", "facets": {"territoire": "est"}, "today": str(TODAY)}
    (answer,) = page.evaluate(SEARCH, [search_parts([])[0], [query]])
    assert answer == {"documents": [], "sessions": 0}


@pytest.mark.slow
def test_a_search_in_a_large_catalogue_loads_little(hosted: Hosted) -> None:
    chance = random.Random(7)
    words = [f"{chance.choice('abcdefghilmnoprstuv')}{number:x}mot" for number in range(20_000)]
    weights = [1 / (rank + 5) for rank in range(len(words))]
    drawn = iter(chance.choices(words, weights, k=10_000 * 260))
    documents = [
        document(
            number,
            " ".join(next(drawn) for _ in range(20)),
            " ".join(next(drawn) for _ in range(240)),
            *(invented_entry(chance) for _ in range(chance.randrange(1, 4))),
        )
        for number in range(10_000)
    ]
    files = site_of(documents)
    host = hosted(files)
    page = host.open(f"index.html?q={words[3]}+{words[40]}&territoire=est")
    expect(page.locator("#compte")).to_contain_text("formations,")
    loaded = [path.removeprefix("/catalogue/") for path in host.asked if "/recherche/" in path]
    assert sum(len(gzip.compress(files[path])) for path in loaded) < 250_000, host.parts()


# ---------------------------------------------------------------- the page

CARDS = "#resultats > .card"


def small() -> list[Document]:
    """Thirty fiches: all on writing, every third held in the east, one at the hospital."""
    return [
        document(
            number,
            f"Écrire {number}" + (" à l’hôpital" if number == 7 else ""),
            "Prose sur le cœur" if number % 2 else "Prose",
            entry(TODAY + (number + 1) * DAY, TODAY + number * DAY, facets=("territoire:sud",)),
            entry(TODAY - 30 * DAY, facets=("territoire:sud",)),
            entry(TODAY + 90 * DAY, facets=("territoire:sud" if number % 3 else "territoire:est",)),
            rank=29 - number,
        )
        for number in range(30)
    ]


def shown(page: Page) -> list[str]:
    """Return the cards of the list."""
    found: list[str] = page.evaluate(f"[...document.querySelectorAll('{CARDS}')].map(e => e.id)")
    return found


def query_of(page: Page) -> dict[str, str]:
    return {name: values[0] for name, values in parse_qs(urlsplit(page.url).query).items()}


def test_nothing_is_loaded_before_something_is_asked(hosted: Hosted) -> None:
    host = hosted(site_of(small()))
    page = host.open()
    expect(page.get_by_role("search")).to_be_visible()
    expect(page.locator("#suite")).to_be_hidden()
    expect(page.locator("#pages")).to_be_visible()
    assert host.parts() == []
    assert shown(page) == [f"c{number}" for number in range(24)]


def test_typing_finds_and_emptying_puts_the_page_back(hosted: Hosted) -> None:
    host = hosted(site_of(small()))
    page = host.open()
    before = page.locator("body").inner_html()
    page.get_by_role("searchbox").press_sequentially("hopitau")
    page.get_by_role("searchbox").press_sequentially("x")
    expect(page.locator("#compte")).to_have_text("1 formation, 3 sessions")
    assert shown(page) == ["c7"]
    assert query_of(page) == {"q": "hopitaux"}
    assert host.parts() == ["fiches-0", "index", "mots-0"]
    expect(page.locator("#pages")).to_be_hidden()
    expect(page.locator("#aucun")).to_be_hidden()
    page.keyboard.press("Escape")
    expect(page.locator("#compte")).to_have_text("30 formations")
    assert page.locator("body").inner_html() == before
    assert query_of(page) == {}
    assert page.evaluate("history.length") <= 2


def test_what_is_typed_in_one_go_is_one_search(hosted: Hosted) -> None:
    page = hosted(site_of(small())).open()
    page.evaluate(
        """() => {
          window.said = [];
          new MutationObserver(() => said.push(compte.textContent))
            .observe(compte, {childList: true});
        }"""
    )
    page.get_by_role("searchbox").press_sequentially("hôpital", delay=20)
    expect(page.locator("#compte")).to_have_text("1 formation, 3 sessions")
    assert page.evaluate("said") == ["1 formation, 3 sessions"]


def test_choices_stand_in_the_history(hosted: Hosted) -> None:
    page = hosted(site_of(small())).open()
    page.locator("summary").click()
    page.get_by_label("Territoire").select_option("est")
    expect(page.locator("#compte")).to_have_text("10 formations, 10 sessions")
    page.get_by_label("Tri").select_option("titre")
    expect(page.locator(CARDS).first).to_have_id("c27")
    assert query_of(page) == {"territoire": "est", "tri": "titre"}
    page.go_back()
    expect(page.locator(CARDS).first).to_have_id("c0")
    expect(page.get_by_label("Tri")).to_have_value("")
    assert query_of(page) == {"territoire": "est"}
    page.go_back()
    expect(page.locator("#compte")).to_have_text("30 formations")
    expect(page.get_by_label("Territoire")).to_have_value("")
    page.go_forward()
    expect(page.locator("#compte")).to_have_text("10 formations, 10 sessions")
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator("#compte")).to_have_text("30 formations")
    assert query_of(page) == {}
    page.go_back()
    expect(page.locator("#compte")).to_have_text("10 formations, 10 sessions")


def test_a_link_to_a_search_opens_it(hosted: Hosted) -> None:
    documents = invented(120)
    page = hosted(site_of(documents)).open(
        "index.html?q=h%C3%B4pital&territoire=est&etat=ouvert&tri=limite&n=48&source=lettre"
    )
    query = {"words": "hopital", "facets": {"territoire": "est"}, "state": "ouvert",
             "sort": "limite", "today": str(TODAY)}  # fmt: skip
    expected = naive(documents, query)
    assert expected
    expect(page.locator("#compte")).to_contain_text(f"{len(expected)} formation")
    assert shown(page) == [f"c{number}" for number, _ in expected]
    expect(page.get_by_role("searchbox")).to_have_value("hôpital")
    expect(page.locator("summary")).to_have_text("Filtrer (3 choix)")
    page.locator("summary").click()
    expect(page.get_by_label("État")).to_have_value("ouvert")
    page.get_by_label("Tri").select_option("")
    assert query_of(page) == {
        "q": "hôpital", "territoire": "est", "etat": "ouvert", "source": "lettre",
    }  # fmt: skip


@pytest.mark.parametrize(
    "address",
    ["?territoire=ailleurs&etat=%22%3E&tri=date&n=24", "?q=&territoire=", "?q=+++", "?n=48", "?%"],
)
def test_what_the_form_does_not_offer_is_not_asked(hosted: Hosted, address: str) -> None:
    host = hosted(site_of(small()))
    page = host.open(f"index.html{address}")
    expect(page.get_by_role("search")).to_be_visible()
    expect(page.get_by_label("Tri")).to_have_value("")
    expect(page.locator("#compte")).to_have_text("30 formations")
    assert host.parts() == []


@pytest.mark.parametrize(
    ("wanted", "count"), [("48", 48), ("25", 48), ("1e9", 240), ("-1", 24), ("x", 24), ("NaN", 24)]
)
def test_an_address_asks_for_whole_pages_within_reason(
    hosted: Hosted, wanted: str, count: int
) -> None:
    documents = [document(number, "Écrire", "") for number in range(300)]
    page = hosted(site_of(documents)).open(f"index.html?q=ecrire&n={wanted}")
    expect(page.locator("#pages")).to_be_hidden()
    assert len(shown(page)) == count


@pytest.mark.parametrize(
    "typed", ["<img src=x onerror=alert(1)>", "__proto__", "constructor", "%", "'\"\\", "zzz zzz"]
)
def test_what_finds_nothing_says_so_and_runs_nothing(hosted: Hosted, typed: str) -> None:
    page = hosted(site_of(small())).open()
    page.get_by_role("searchbox").fill(typed)
    searched = typed not in ("%", "'\"\\")  # signs alone ask for nothing in particular
    said = "Aucune formation" if searched else "30 formations, 90 sessions"
    expect(page.locator("#compte")).to_have_text(said)
    expect(page.locator("#aucun")).to_be_visible(visible=searched)
    assert bool(shown(page)) is not searched
    expect(page.locator("#resultats img")).to_have_count(0)


def test_a_card_shows_the_sessions_that_were_asked_for(hosted: Hosted) -> None:
    page = hosted(site_of(small())).open("index.html?q=hopital")
    lines = page.locator("#c7 .line")
    expect(page.locator("#compte")).to_have_text("1 formation, 3 sessions")
    assert [lines.nth(n).is_visible() for n in range(3)] == [True, True, False]
    expect(lines.nth(0)).to_have_text("0 BIENTOT")
    expect(lines.nth(1)).to_have_text("1 TERMINE")
    page.locator("summary").click()
    page.get_by_label("État").select_option("termine")
    expect(page.locator("#compte")).to_have_text("1 formation, 1 session")
    assert [lines.nth(n).is_visible() for n in range(3)] == [False, True, False]
    page.get_by_label("État").select_option("")
    page.get_by_role("searchbox").fill("")
    page.get_by_label("Territoire").select_option("est")
    expect(page.locator("#compte")).to_have_text("10 formations, 10 sessions")
    lines = page.locator("#c0 .line")
    assert [lines.nth(n).is_visible() for n in range(3)] == [False, False, True]


def test_more_is_added_on_demand(hosted: Hosted) -> None:
    documents = [document(number, "Écrire", "") for number in range(60)]
    host = hosted(site_of(documents))
    page = host.open("index.html?q=ecrire")
    more = page.get_by_role("button", name="Afficher la suite")
    expect(more).to_be_visible()
    assert host.parts() == ["fiches-0", "index", "mots-0"]
    more.click()
    expect(page.locator("#c24")).to_be_focused()
    assert shown(page) == [f"c{number}" for number in range(48)]
    assert query_of(page) == {"q": "ecrire", "n": "48"}
    more.click()
    expect(page.locator("#c48")).to_be_focused()
    expect(more).to_be_hidden()
    page.reload()
    expect(page.locator(CARDS)).to_have_count(60)
    page.get_by_role("searchbox").fill("écrire l")
    expect(page.locator("#aucun")).to_be_visible()
    assert query_of(page) == {"q": "écrire l"}


def test_enter_goes_to_the_results_and_nowhere_else(hosted: Hosted) -> None:
    host = hosted(site_of(small()))
    page = host.open()
    page.get_by_role("searchbox").fill("hopital")
    page.keyboard.press("Enter")
    expect(page.locator("#compte")).to_be_focused()
    expect(page.locator("#compte")).to_have_text("1 formation, 3 sessions")
    assert host.asked.count("/catalogue/index.html") == 1


def test_the_latest_search_wins(hosted: Hosted) -> None:
    host = hosted(site_of(small()))
    host.held["titres"] = []
    page = host.open("index.html?tri=titre")
    expect(page.locator("#resultats")).to_have_attribute("aria-busy", "true")
    expect(page.locator("#compte")).to_have_text("30 formations")
    page.locator("summary").click()
    page.get_by_label("Tri").select_option("")
    page.get_by_role("searchbox").fill("hopital")
    expect(page.locator("#compte")).to_have_text("1 formation, 3 sessions")
    expect(page.locator("#resultats")).not_to_have_attribute("aria-busy", "true")
    with page.expect_event("requestfinished"):
        host.release("titres")
    expect(page.locator("head script")).to_have_count(2)
    assert shown(page) == ["c7"]


def test_a_late_answer_does_not_cover_the_page_put_back(hosted: Hosted) -> None:
    host = hosted(site_of(small()))
    host.held["mots"] = []
    page = host.open("index.html?q=hopital")
    expect(page.locator("#resultats")).to_have_attribute("aria-busy", "true")
    page.get_by_role("searchbox").fill("")
    expect(page.locator("#resultats")).not_to_have_attribute("aria-busy", "true")
    with page.expect_event("requestfinished"):
        host.release("mots")
    expect(page.locator("head script")).to_have_count(2)
    expect(page.locator("#compte")).to_have_text("30 formations")
    assert len(shown(page)) == 24


@pytest.mark.parametrize("piece", ["index.", "mots-0", "sessions-0", "fiches-0"])
def test_what_cannot_be_loaded_is_said_and_tried_again(hosted: Hosted, piece: str) -> None:
    host = hosted(site_of(small()))
    host.broken.add(f"recherche/{piece}")
    page = host.open("index.html?q=hopital&tri=limite")
    expect(page.locator("#panne")).to_be_visible()
    expect(page.locator("#compte")).to_have_text("30 formations")
    expect(page.locator("#resultats")).not_to_have_attribute("aria-busy", "true")
    assert len(shown(page)) == 24
    host.broken.clear()
    host.broken.add("nothing")
    page.get_by_role("searchbox").fill("hôpital")
    expect(page.locator("#compte")).to_have_text("1 formation, 3 sessions")
    expect(page.locator("#panne")).to_be_hidden()


def test_a_page_in_place_of_a_file_is_a_failure(hosted: Hosted) -> None:
    files = site_of(small())
    (words,) = (path for path in files if "/mots-0" in path)
    host = hosted({**files, words: b"0;"})
    page = host.open("index.html?q=hopital")
    expect(page.locator("#panne")).to_be_visible()
    host.files[words] = files[words]
    page.get_by_role("searchbox").fill("hôpital")
    expect(page.locator("#compte")).to_have_text("1 formation, 3 sessions")


def test_a_search_stays_where_the_address_cannot_change(hosted: Hosted) -> None:
    page = hosted(site_of(small())).open()
    page.evaluate("() => { History.prototype.replaceState = () => { throw new Error() } }")
    page.get_by_role("searchbox").fill("hopital")
    expect(page.locator("#compte")).to_have_text("1 formation, 3 sessions")
    page.evaluate("() => addEventListener('popstate', () => { document.body.dataset.la = 'oui' })")
    page.get_by_role("link", name="Aller aux résultats").click()
    expect(page.locator("body")).to_have_attribute("data-la", "oui")
    expect(page.get_by_role("searchbox")).to_have_value("hopital")
    assert shown(page) == ["c7"]


def test_more_that_cannot_be_loaded_leaves_what_was_found(hosted: Hosted) -> None:
    documents = [document(number, "Écrire", "") for number in range(60)]
    host = hosted(site_of(documents))
    host.broken.add("fiches-1")
    page = host.open("index.html?q=ecrire")
    page.get_by_role("button", name="Afficher la suite").click()
    expect(page.locator("#panne")).to_be_visible()
    assert shown(page) == [f"c{number}" for number in range(24)]
    host.broken.add("nothing")
    host.broken.remove("fiches-1")
    page.get_by_role("button", name="Afficher la suite").click()
    expect(page.locator("#c24")).to_be_focused()
    expect(page.locator("#panne")).to_be_hidden()


def test_links_of_cards_lead_to_fiches_from_any_page(hosted: Hosted) -> None:
    page = hosted(site_of(small())).open("page/2/index.html?q=hopital")
    expect(page.locator("#compte")).to_have_text("1 formation, 3 sessions")
    assert (
        page.locator("#c7 a").evaluate("element => element.href") == f"{BASE}fiches/f7/index.html"
    )


def test_a_page_without_the_catalogue_is_left_alone(hosted: Hosted) -> None:
    host = scripts(hosted, "<p>Rien à chercher</p>")
    host.open("index.html?q=hopital")
    assert host.parts() == []


def test_the_search_works_from_a_folder(browser: Browser, tmp_path: Path) -> None:
    root = tmp_path / "Mon catalogue é#1"
    for path, body in site_of(small()).items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_bytes(body)
    context = browser.new_context()
    page = context.new_page()
    said: list[str] = []
    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.goto((root / "index.html").as_uri())
    page.get_by_role("searchbox").fill("hopital")
    expect(page.locator("#compte")).to_have_text("1 formation, 3 sessions")
    assert shown(page) == ["c7"]
    page.get_by_role("link", name="Aller aux résultats").click()
    expect(page.get_by_role("searchbox")).to_have_value("hopital")
    page.locator("summary").click()
    page.get_by_label("Territoire").select_option("est")
    expect(page.locator("#aucun")).to_be_visible()
    page.get_by_role("button", name="Tout effacer").click()
    expect(page.locator("#compte")).to_have_text("30 formations")
    page.goto((root / "page" / "2" / "index.html").as_uri() + "?q=hopital")
    assert (
        page.locator("#c7 a").evaluate("element => element.href").endswith("/fiches/f7/index.html")
    )
    context.close()
    assert said == []


def test_the_scripts_are_small_enough() -> None:
    # Brotli makes them an eighth smaller still: well below the 15 KB that a page may have.
    sizes = [len(gzip.compress(bundle(name))) for name in ("site", "catalogue")]
    assert sum(sizes) < 10_000

"""A small project in the hands of people who change it at random, in every way that reaches other pages."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random
from typing import Any, Final

TODAY: Final = dt.date(2026, 3, 2)
ROOT: Final = next(folder for folder in Path(__file__).parents if (folder / "build.py").is_file())

_SERIES: Final = ("Les bases", "les bases", "La pratique", "Aller vers")
_NAMES: Final = ("Repères", "Écoute", "Se préparer", "La suite", "Bilan", "Repères 2")
_SECTORS: Final = ("Handicap", "handicap", "Social", "Santé", "sante", "Grand âge")
_ORGANISATIONS: Final = ("Coopérative Tamaris", "Tam", "tamaris", "CFA Bréhat", "C.F.A. Bréhat", "Zêta")  # fmt: skip
_ZONES: Final = ("EST", "Est", "Ouest", "Nord", "Brest", "Handicap", "Sud")
_PLACES: Final = ("Brest", "Rennes (35)", "Nantes", "12 rue X, Quimper", "")
_DATES: Final = (
    "2 mars 2026", "9 mars 2026", "Les 9 & 10 mars 2026", "du 30 mars au 1er avril 2026", "à définir",
    "mars 2026", "15 février 2026", "3 et 4 juin 2026", "1er mars 2026", "14 mars 2026",
)  # fmt: skip
_LIMITS: Final = ("1er mars 2026", "5 mars 2026", "14 mars 2026", "30 mai 2026", "", "closes")
_STATUS: Final = ("", "complet", "annulé", "reporté", "confirmé")
_CONTACTS: Final[tuple[list[dict[str, str]], ...]] = (
    [],
    [{"nom": "Ana", "courriel": "ana@exemple.fr"}],
    [{"nom": "Bo", "telephone": "02 98 00 00 11"}],
    [{"nom": "Sans moyen"}],
)
_STEMS: Final = (*(f"f{number}" for number in range(8)), "sous/f2", "sous/f9", "autre/f1")
_TARGETS: Final = (
    *(f"{stem}.md" for stem in _STEMS), *(f"{stem}.yml" for stem in _STEMS), "../f2.md", "f1.md#groupe-1",
    "#objectifs", "/agenda/", "/fiches/ancienne/", "ancienne", "/organismes/zeta/", "organismes/un.yml",
    "pages/mentions.md", "/mentions/", "https://exemple.fr/fiches/f1/", "https://autre.fr/x", "plan.pdf",
    "/catalogue.ics", "/territoires/est/", "/par-titre/", "/lheo.xml", "/completude/", "www.exemple.fr",
)  # fmt: skip
_HEADINGS: Final = {
    "secteurs": "Secteur",
    "organismes": "Organisme",
    "prerequis": "Prérequis",
    "contexte": "Contexte",
    "objectifs": "Objectifs",
    "contenu": "Contenu",
    "public": "Public",
    "date_limite": "Date limite d'inscription",
    "duree": "Durée",
    "inscription": "Modalités d'inscription",
}
"""What a fiche in Markdown says under headings; the rest stands before them."""
_SETTINGS: Final[tuple[tuple[str, Any], ...]] = (
    ("titre", "Autre"), ("titre", "Essai"), ("url", ""), ("url", "https://exemple.fr"),
    ("url", "https://exemple.fr/base"), ("contact", ""), ("contact", "cat@exemple.fr"),
    ("editeur", "Zêta"), ("completude", "non"), ("completude", ""), ("fuseau", "Indian/Reunion"),
    ("fuseau", ""), ("severites", {"FG505": "erreur"}), ("severites", {"FG405": "remarque"}),
    ("severites", {}), ("langue", "fr-CA"), ("identifiant", "abc"), ("sous_titre", "Sous-titre"),
)  # fmt: skip
_DAYS: Final = (0, 0, 1, 3, 12, 94)
_LINKED: Final = 0.3
"""How often links lead somewhere, among what is written in prose."""


def _link(draw: Random) -> str:
    form = draw.choice(("[voir]({0})", "![plan]({0})", "voir <{0}> et [là]({0})"))
    return form.format(draw.choice(_TARGETS))


def _prose(draw: Random, *words: str) -> str:
    return _link(draw) if draw.random() < _LINKED else draw.choice(("", *words))


def _prerequisites(draw: Random) -> str:
    return draw.choice((
        "", "Aucun", "Avoir suivi le module 1.", "Modules 1 et 2",
        f"Avoir suivi « {draw.choice(_NAMES)} ».",
        f"Le module 1 de « {draw.choice(_SERIES)} » et “{draw.choice(_NAMES)}”",
        f"« {draw.choice(_SERIES)} – Module 2 « {draw.choice(_NAMES)} » »",
    ))  # fmt: skip


def _title(draw: Random) -> str:
    if draw.random() < 0.5:
        return draw.choice(_NAMES)
    return f"{draw.choice(_SERIES)} – Module {draw.randint(1, 4)} « {draw.choice(_NAMES)} »"


def _group(draw: Random, number: int) -> dict[str, Any]:
    every = {
        "nom": f"Groupe {number}",
        "territoire": draw.choice(("", *_ZONES)),
        "lieu": draw.choice(_PLACES),
        "dates": draw.choice(_DATES),
        "date_limite": draw.choice(("", *_LIMITS)),
        "statut": draw.choice(("", "", *_STATUS)),
        "interlocuteurs": draw.choice(_CONTACTS),
        "remarque": _prose(draw, "", "", "Une remarque."),
    }
    return {key: value for key, value in every.items() if value}


_FIELDS: Final[Mapping[str, Callable[[Random], Any]]] = {
    "titre": _title,
    "slug": lambda draw: draw.choice((*("",) * 14, "ad-1", "ad-2", "ad-3", "ad-4", "ancienne")),
    "alias": lambda draw: draw.choice((*([],) * 14, ["ancienne"], ["stages/x.html"])),
    "secteurs": lambda draw: draw.sample(_SECTORS, draw.randint(0, 2)),
    "organismes": lambda draw: draw.sample(_ORGANISATIONS, draw.randint(0, 2)),
    "groupes": lambda draw: [_group(draw, number + 1) for number in range(draw.randint(0, 3))],
    "interlocuteurs": lambda draw: draw.choice(_CONTACTS),
    "prerequis": _prerequisites,
    "contexte": lambda draw: _prose(draw, "Du texte.", "Un autre texte"),
    "objectifs": lambda draw: draw.choice(("", "- Dire\n- Faire", "Savoir")),
    "contenu": lambda draw: _prose(draw, "- Un\n- Deux", "Jour 1 : accueil\n\nJour 2 : bilan"),
    "public": lambda draw: _prose(draw, "Tout public"),
    "mis_a_jour": lambda draw: draw.choice(("", "1er mars 2026", "12/01/2026", "1er février 2025")),
    "brouillon": lambda draw: draw.choice(("", "", "", "", "oui")),
    "date_limite": lambda draw: draw.choice(_LIMITS),
    "reference": lambda draw: draw.choice(("", "R1", "R2")),
    "modalite": lambda draw: draw.choice(("", "présentiel", "distanciel", "mixte")),
    "themes": lambda draw: draw.choice(([], ["Handicap"], ["Thème"])),
    "region": lambda draw: draw.choice(("", "Bretagne")),
    "duree": lambda draw: draw.choice(("", "2 jours", "14 heures (2 jours)")),
    "statut": lambda draw: draw.choice(_STATUS),
    "inscription": lambda draw: draw.choice(("", "Par courriel.")),
}


def _yaml(said: Mapping[str, Any]) -> str:
    return "".join(
        f"{key}: {json.dumps(value, ensure_ascii=False)}\n" for key, value in said.items() if value
    )


def _markdown(said: Mapping[str, Any]) -> str:
    head = _yaml({k: v for k, v in said.items() if k != "titre" and k not in _HEADINGS})
    parts = [f"---\n{head}---\n" if head else "", f"# {said['titre']}\n\n"]
    for key, heading in _HEADINGS.items():
        if value := said.get(key):
            words = value if isinstance(value, str) else ", ".join(value)
            parts.append(f"## {heading}\n\n{words}\n\n")
    return "".join(parts)


def write(path: Path, body: str) -> None:
    """Write a file in a folder that may not be there yet."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(body, encoding="utf-8")


@dataclass(slots=True)
class Editor:
    """Changes a project, a thing at a time, and says in a few words what."""

    root: Path
    draw: Random
    fiches: dict[str, dict[str, Any]] = field(default_factory=dict)
    """By file, what each fiche is made to say."""
    settings: dict[str, Any] = field(
        default_factory=lambda: {"titre": "Essai", "url": "https://exemple.fr"}
    )
    today: dt.date = TODAY
    drafts: bool = False

    def begin(self) -> None:
        """Write a project of some fiches."""
        self._write_settings()
        for _ in range(self.draw.randint(4, 9)):
            self._add()

    def edit(self) -> str:
        """Change something; what is asked for most is done most."""
        ways: dict[Callable[[], str], int] = {
            self._say_otherwise: 50, self._change_a_session: 10, self._add: 5, self._remove: 5,
            self._move: 5, self._swap: 2, self._tell_an_organisation: 8, self._write_a_page: 4,
            self._set: 4, self._let_days_pass: 3, self._show_drafts: 1, self._override: 4,
            self._lay_something: 2,
        }  # fmt: skip
        return self.draw.choices([*ways], [*ways.values()])[0]()

    # ------------------------------------------------------------ fiches

    def _save(self, name: str) -> None:
        said = dict(self.fiches[name])
        own = name.replace("/", "-").replace(".", "-").lower()
        # Most of them, for addresses that clash publish nothing.
        said["slug"] = "ancienne" if said["slug"] == "ancienne" else f"{said['slug'] or 'p'}-{own}"
        said["alias"] = [alias.replace("x.html", f"{own}.html") for alias in said["alias"]]
        written = _yaml(said) if name.endswith(".yml") else _markdown(said)
        write(self.root / "content" / name, written)

    def _add(self) -> str:
        name = self.draw.choice(_STEMS) + self.draw.choice((".yml", ".md"))
        self.fiches[name] = {key: made(self.draw) for key, made in _FIELDS.items()}
        self._save(name)
        return f"add {name}"

    def _chosen(self) -> str:
        return self.draw.choice(sorted(self.fiches))

    def _say_otherwise(self) -> str:
        name, key = self._chosen(), self.draw.choice([*_FIELDS])
        self.fiches[name][key] = _FIELDS[key](self.draw)
        self._save(name)
        return f"{name}: {key} {self.fiches[name][key]!r}"

    def _change_a_session(self) -> str:
        name = self._chosen()
        groups = self.fiches[name]["groupes"]
        if not groups:
            return self._say_otherwise()
        number = self.draw.randrange(len(groups))
        groups[number] |= _group(self.draw, number + 1)
        self._save(name)
        return f"{name}: {groups[number]!r}"

    def _remove(self) -> str:
        if len(self.fiches) <= 3:
            return self._add()
        name = self._chosen()
        del self.fiches[name]
        (self.root / "content" / name).unlink()
        return f"remove {name}"

    def _move(self) -> str:
        name = self._chosen()
        other = self.draw.choice(_STEMS) + Path(name).suffix
        if other in self.fiches:
            return self._swap()
        self.fiches[other] = self.fiches.pop(name)
        (self.root / "content" / name).unlink()
        self._save(other)
        return f"move {name} {other}"

    def _swap(self) -> str:
        one, other = self.draw.sample(sorted(self.fiches), 2)
        self.fiches[one], self.fiches[other] = self.fiches[other], self.fiches[one]
        self._save(one)
        self._save(other)
        return f"swap {one} {other}"

    # ------------------------------------------------------------ what is beside them

    def _tell_an_organisation(self) -> str:
        draw = self.draw
        path = self.root / "content/organismes" / draw.choice(("un.yml", "deux.yml", "trois.yml"))
        if path.exists() and draw.random() < 0.25:
            path.unlink()
            return f"remove {path.name}"
        record = {
            "nom": draw.choice((*_ORGANISATIONS, "Inconnue")),
            "alias": draw.sample(_ORGANISATIONS, draw.randint(0, 2)),
            "courriel": draw.choice(("", "org@exemple.fr")),
            "telephone": draw.choice(("", "02 98 00 00 22")),
            "presentation": _prose(draw, "Nous."),
            "siret": draw.choice(("", "732 829 320 00074")),
            "adresse": draw.choice(("", "1 rue A, 29200 Brest")),
            "nda": draw.choice(("", "53 29 12345 29")),
        }
        write(path, _yaml(record))
        return f"{path.name}: {record!r}"

    def _write_a_page(self) -> str:
        draw = self.draw
        path = (
            self.root
            / "content/pages"
            / draw.choice(("mentions.md", "aide.md", "accessibilite.md"))
        )
        if path.exists() and draw.random() < 0.3:
            path.unlink()
            return f"remove {path.name}"
        body = f"# {draw.choice(('Mentions', 'Aide', 'Ancienne'))}\n\n{_link(draw)}\n"
        write(path, body)
        return f"{path.name}: {body!r}"

    def _write_settings(self) -> None:
        write(self.root / "content/catalogue.yml", _yaml(self.settings))

    def _set(self) -> str:
        key, value = self.draw.choice(_SETTINGS)
        self.settings[key] = value
        self._write_settings()
        return f"{key}: {value!r}"

    def _let_days_pass(self) -> str:
        self.today = TODAY + dt.timedelta(days=self.draw.choice(_DAYS))
        return f"today {self.today}"

    def _show_drafts(self) -> str:
        self.drafts = not self.drafts
        return f"drafts {self.drafts}"

    def _override(self) -> str:
        draw, theme = self.draw, self.root / "templates"
        number = draw.randint(1, 3)
        footer = theme / "partials/footer.html"
        what = draw.choice(
            ("none", "footer", "style", "file", "script", "included", "broken", "card")
        )
        match what:
            case "none":
                shutil.rmtree(theme, ignore_errors=True)
            case "footer":
                write(footer, f"<footer>{number}</footer>\n")
            case "style":
                write(theme / "assets/css/blocks/own.css", f"a{{margin:{number}px}}\n")
            case "file":
                write(theme / "assets/logo.txt", f"{number}\n")
            case "script":
                write(theme / "assets/js/site/own.js", f"var a={number}\n")
            case "included":
                write(theme / "partials/neuf.html", f"{number}\n")
                write(footer, "<footer>{% include 'partials/neuf.html' %}</footer>\n")
            case "broken":
                write(footer, "<footer>{{ rien }}</footer>\n")
            case "card":
                shipped = (ROOT / "templates/partials/carte.html").read_text(encoding="utf-8")
                write(theme / "partials/carte.html", f"{shipped}<!-- {number} -->")
        return f"template {what} {number}"

    def _lay_something(self) -> str:
        """Lay a file that is no fiche, one that cannot be read, or a link; or take them away."""
        content = self.root / "content"
        other, broken, link = content / "divers.txt", content / "cassé.md", content / "lien.md"
        what = self.draw.choice(("other", "broken", "link", "none", "none", "none"))
        match what:
            case "other":
                write(other, "x")
            case "broken":
                write(broken, "---\n[\n")
            case "link" if not link.is_symlink():
                link.symlink_to("../x.md")
            case _:
                for path in (other, broken, link):
                    path.unlink(missing_ok=True)
        return f"lay {what}"

"""Attacks that no repository can hold: too great, or with names and natures no checkout can give."""

from __future__ import annotations

import os
import socket
import sys
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Final

GOOD: Final = """# Bonne fiche

## Public

Tous

## Dates

15 et 16 novembre 2021

## Contact

ana@exemple.fr
"""
MOST: Final = 1_000_000
"""Bytes of the greatest fiches: just under what is read at all."""
GREAT: Final = 20.0
"""Processor seconds that a fiche of a megabyte may take."""
FACTS: Final = 300_000
"""Bytes of a great fact: each line of it may be a session, which has a page of its own."""

Maker = Callable[[Path], object]


def _fiche(body: str | bytes, name: str = "f.md") -> Maker:
    return lambda root: _put(root / "content" / name, body)


def _put(path: Path, body: str | bytes) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body if isinstance(body, bytes) else body.encode())


def _filled(unit: str, size: int = MOST) -> str:
    return unit * (size // len(unit.encode()))


def _under(heading: str, unit: str, size: int = MOST) -> Maker:
    return _fiche(f"# T\n\n## {heading}\n\n{_filled(unit, size)}\n")


def _yaml(body: str) -> Maker:
    return _fiche(body, "f.yml")


# ---------------------------------------------------------------- names and natures


def _link(target: str, name: str, **files: str) -> Maker:
    """Make a link beside a good fiche; `files` stand in `content/`, by the names of their stems."""

    def make(root: Path) -> None:
        _put(root / "content" / "bonne.md", GOOD)
        for stem, body in files.items():
            _put(root / "content" / f"{stem}.yml", body)
        path = root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.symlink_to(target)

    return make


def _links_in_the_site(root: Path) -> None:
    _put(root / "content" / "bonne.md", GOOD)
    _put(root / "site" / ".fichegen-manifest.json", '{"version": 1, "files": {}}')
    (root / "site" / "assets").symlink_to("../../secrets")
    (root / "site" / "index.html").symlink_to("../../secrets/secret.txt")


def _pipe(root: Path) -> None:
    _put(root / "content" / "bonne.md", GOOD)
    os.mkfifo(root / "content" / "tube.md")


def _socket(root: Path) -> None:
    _put(root / "content" / "bonne.md", GOOD)
    here = Path.cwd()
    os.chdir(root / "content")  # the name of a socket is short
    try:
        with socket.socket(socket.AF_UNIX) as made:
            made.bind("prise.md")
    finally:
        os.chdir(here)


def _named(*names: str | bytes) -> Maker:
    """Make good fiches, each with a title of its own, under names that are hard to bear."""

    def make(root: Path) -> None:
        for number, name in enumerate(names):
            body = GOOD.replace("Bonne fiche", f"Fiche {number}") + "\n## Objetifs\n\nx\n"
            given = os.fsdecode(name) if isinstance(name, bytes) else name
            with suppress(OSError):  # a disk may refuse the name
                (root / "content" / given).write_text(body, encoding="utf-8")

    return make


def _deep(root: Path) -> None:
    _put(root / "content" / "bonne.md", GOOD)
    folder = root / "content"
    for _ in range(60):
        folder /= "d"
    _put(folder / "f.md", GOOD.replace("Bonne", "Profonde"))


def _folder_named_as_a_file(root: Path) -> None:
    _put(root / "content" / "f.md" / "x.md", GOOD)
    (root / "content" / "vide.yml").mkdir()
    (root / "content" / "catalogue.yml").mkdir()


def _unreadable(root: Path) -> None:
    _put(root / "content" / "f.md", GOOD)
    (root / "content" / "f.md").chmod(0)
    (root / "content" / "clos").mkdir(mode=0)


def _many_sessions(root: Path) -> None:
    groups = "".join(
        f"  - {{nom: G{n}, lieu: L{n % 50}, dates: {n % 28 + 1}/{n % 12 + 1}/{2022 + n % 3}}}\n"
        for n in range(5000)
    )
    _put(root / "content" / "f.yml", f"titre: T\ngroupes:\n{groups}")


def _many_days(root: Path) -> None:
    days = ", ".join(f"{n % 28 + 1}/{n // 28 % 12 + 1}/{1995 + n // 336}" for n in range(10_000))
    _put(root / "content" / "f.yml", f"titre: T\ngroupes:\n  - {{nom: G, dates: '{days}'}}\n")


def _many_aliases(root: Path) -> None:
    aliases = "".join(f"  - vieux-{n}\n" for n in range(2000))
    _put(root / "content" / "f.yml", f"titre: T\nalias:\n{aliases}")


def _many_terms(root: Path) -> None:
    terms = "".join(f"  - Secteur {n}\n" for n in range(1000))
    _put(root / "content" / "f.yml", f"titre: T\nsecteurs:\n{terms}")


def _same_slug(root: Path) -> None:
    for n in range(200):
        _put(root / "content" / f"f{n}.md", GOOD)


def _billion_in_settings(root: Path) -> None:
    _put(root / "content" / "catalogue.yml", "titre: " + "[" * 30_000)
    _put(root / "content" / "f.md", GOOD)


_OF_TERMINALS: Final = (
    "::error file=x::y.md", "%0A::warning::y.md", "a\n::error::x.md", "##vso[task.complete]x.md",
    "##[stop-commands]x.md", "\x1b[31mrouge\x1b[0m.md", "\x1b]0;titre\x07.md", "a\rb.md",
    "a\tb.md", "\u202egnp.md", "\u2028x.md", "[/nope].md", "a%b%s%d.md",
)  # fmt: skip
_OF_SHELLS: Final = (
    "$(id).md", "`id`.md", "a;id.md", "a|b.md", "it's.md", 'a"b.md', "-q.md", "--help.md", "a b.md",
    "<img src=x onerror=window.__pwned=55>.md", "{{ 7*7 }}.md", "[x](javascript:x).md", "*.md",
    "a&b.md", "a\\b.md", "CON.md", "aux.yml.md", "é" * 100 + ".md", "x" * 250 + ".md",
)  # fmt: skip

MADE: Final[dict[str, tuple[float, Maker]]] = {
    # what is no file
    "symlink-out.md": (1.0, _link("../../secrets/secret.md", "content/l.md")),
    "symlink-out.yml": (1.0, _link("../../secrets/secret.yml", "content/l.yml")),
    "symlink-settings": (1.0, _link("../../secrets/secret.yml", "content/catalogue.yml")),
    "symlink-absolute": (1.0, _link("/etc/passwd", "content/passwd.md")),
    "symlink-folder": (1.0, _link("../../secrets", "content/dossier")),
    "symlink-organisations": (1.0, _link("../../secrets", "content/organismes")),
    "symlink-pages": (1.0, _link("../../secrets", "content/pages")),
    "symlink-page": (1.0, _link("../../../secrets/secret.md", "content/pages/p.md")),
    "symlink-loop": (1.0, _link("boucle.md", "content/boucle.md")),
    "symlink-up": (1.0, _link("..", "content/haut")),
    "symlink-self-folder": (1.0, _link(".", "content/ici")),
    "symlink-dangling": (1.0, _link("nulle-part.md", "content/l.md")),
    "symlink-device": (1.0, _link("/dev/zero", "content/zero.md")),
    "symlink-terminal": (1.0, _link("/dev/stdin", "content/stdin.md")),
    "symlink-process": (1.0, _link("/proc/self/environ", "content/environ.md")),
    "symlink-logo": (1.0, _link("../../secrets/secret.svg", "content/l.svg", catalogue="logo: l.svg\n")),
    "symlink-logo-folder": (1.0, _link("../../secrets", "content/d", catalogue="logo: d/secret.svg\n")),
    "symlink-site": (1.0, _link("../secrets", "site")),
    "symlink-site-asset": (1.0, _links_in_the_site),
    "symlink-cache": (1.0, _link("../secrets", ".fichegen")),
    "pipe": (1.0, _pipe),
    "socket": (1.0, _socket),
    "folder-named-as-a-file": (1.0, _folder_named_as_a_file),
    "unreadable": (1.0, _unreadable),
    "folders-sixty-deep": (1.0, _deep),
    # hard names
    "names-for-terminals": (2.0, _named(*_OF_TERMINALS)),
    "names-for-shells": (2.0, _named(*_OF_SHELLS)),
    "names-undecodable": (1.0, _named(b"\xff.md", b"\\xff.md", b"\xe9t\xe9.md", b"\xed\xa0\x80.md")),
    "names-of-one-case": (1.0, _named("a.md", "A.md", "é.md", "e\u0301.md")),
    # great texts of YAML
    "yaml-brackets": (1.0, _yaml("titre: " + "[" * 30_000)),
    "yaml-braces": (1.0, _yaml("titre: " + "{a: " * 30_000)),
    "yaml-brackets-closed": (1.0, _yaml("titre: " + "[" * 30_000 + "]" * 30_000)),
    "yaml-dashes": (1.0, _yaml("- " * 30_000 + "x\n")),
    "yaml-questions": (1.0, _yaml("? " * 30_000 + "x\n")),
    "yaml-indents": (GREAT, _yaml("".join(" " * n + "a:\n" for n in range(1300)))),
    "yaml-great-scalar": (GREAT, _yaml("titre: T\ncontexte: " + _filled("mot ") + "\n")),
    "yaml-quoted-scalar": (GREAT, _yaml('titre: T\ncontexte: "' + _filled("\\u00e9", 990_000) + '"\n')),
    "yaml-ten-megabytes": (1.0, _yaml("titre: " + "x" * 10_000_000)),
    "yaml-many-keys": (GREAT, _yaml("titre: T\n" + "".join(f"cle {n}: x\n" for n in range(20_000)))),
    "yaml-long-key": (1.0, _yaml("x" * 900_000 + ": y\n")),
    "yaml-many-items": (GREAT, _yaml("titre: T\nobjectifs:\n" + "  - x\n" * 150_000)),
    "yaml-many-anchors": (1.0, _yaml("titre: T\n" + "".join(f"k{n}: &a{n} x\n" for n in range(5000)))),
    "yaml-comments": (GREAT, _yaml("# x\n" * 200_000 + "titre: T\n")),
    "yaml-spaces": (GREAT, _yaml("titre: T" + " " * 900_000 + "\n")),
    "yaml-settings-brackets": (1.0, _billion_in_settings),
    "yaml-front-brackets": (1.0, _fiche("---\ntitre: " + "[" * 30_000 + "\n---\n# T\n")),
    # great texts of Markdown
    **{
        f"markdown-{name}": (GREAT, _under("Contexte", unit))
        for name, unit in {
            "brackets": "[", "images": "![", "quotes": ">", "quotes-spaced": "> ", "stars": "*a_",
            "backquotes": "`", "backquotes-apart": "` `` ", "less-than": "<", "ampersands": "&",
            "entities": "&amp;", "hashes": "#", "pipes": "|", "cells": "|a", "items": "- ",
            "numbers": "1. a\n", "ornaments": "☞ a ", "tildes": "~~a", "backslashes": "\\",
            "comments": "<!--", "comments-closed": "-->", "links": "[a](b) ", "angles": "[a](<",
            "parentheses": "[a](((", "references": "[a]: b\n", "autolinks": "<http://a", "words": "mot ",
            "mails": "a@b.fr ", "addresses": "http://", "spaces": " ", "no-break": "\u00a0",
            "lines": "a\n", "paragraphs": "a\n\n", "tabs": "\t", "one-word": "x", "accents": "e\u0301",
            "bold-labels": "**Clé :** x\n\n", "setext": "a\n=\n", "fences": "```\n", "quotes-straight": '"',
            "guillemets": "«", "apostrophes": "l'", "colons": " :", "headings": "#### a\n\n",
            "slips": "htpp:/a.fr ", "emoji": "🧑🏽‍🚒",
        }.items()
    },
    "markdown-table-2000-columns": (GREAT, _fiche("# T\n\n## Contexte\n\n" + "|a" * 2000 + "\n" + "|-" * 2000 + "\n" + ("|b" * 2000 + "\n") * 20)),
    "markdown-title": (GREAT, _fiche("# " + _filled("titre ") + "\n")),
    "markdown-unknown-headings": (GREAT, _fiche("# T\n\n" + "".join(f"## Cle {n}\n\nx\n\n" for n in range(20_000)))),
    # great facts
    **{
        f"fact-{name}": (GREAT, _under(heading, unit, 30_000 if name.startswith("groups-t") else FACTS))
        for name, (heading, unit) in {
            "dates-days": ("Dates", "15, "), "dates-ampersands": ("Dates", "15 & "),
            "dates-slashes": ("Dates", "1/"), "dates-full": ("Dates", "15 nov. 2021, "),
            "dates-ranges": ("Dates", "du 15 au 16 "), "dates-months": ("Dates", "novembre "),
            "dates-words": ("Dates", "lundi "), "dates-years": ("Dates", "2021 "),
            "dates-lines": ("Dates", "+ Le 15\n"), "dates-hyphens": ("Dates", "1-"),
            "dates-unknown": ("Dates", "patate "), "dates-blank": ("Dates", "\u00a0"),
            "duration-hours": ("Durée", "21 heures "), "duration-slashes": ("Durée", "3 jours / "),
            "duration-digits": ("Durée", "9"), "duration-words": ("Durée", "trois "),
            "hours": ("Horaires", "9h-12h "), "hours-hyphens": ("Horaires", "9h30-"),
            "deadline": ("Date limite d'inscription", "avant le 15 "), "price": ("Tarif", "10 € "),
            "price-digits": ("Tarif", "1 000 "), "contacts": ("Contact", "a@b.fr "),
            "contacts-at": ("Contact", "a@"), "contacts-dots": ("Contact", "a."),
            "contacts-phones": ("Contact", "0262 11 22 33 "), "contacts-digits": ("Contact", "0262"),
            "contacts-names": ("Contact", "Marie PAYET "), "contacts-lines": ("Contact", "**Ana**\n\n"),
            "terms-commas": ("Secteurs", "a, "), "terms-slashes": ("Secteurs", "a / "),
            "organisations": ("Organisme", "☞ X\n"), "place": ("Lieu", "rue de la Paix, 97400 "),
            "link": ("Lien", "http://a.fr "), "aliases": ("Anciennes adresses", "a/"),
            "codes": ("Validation", "RNCP1234 RS 12 "), "formacode": ("Formacode", "44072 "),
            "groups": ("Lieux & dates", "### Groupe\n\nx\n\n"), "group-lines": ("Lieux & dates", "Groupe 1\n"),
            "groups-table": ("Lieux & dates", "| EST | 15 nov. 2021 |\n"), "update": ("Mis à jour le", "le 15 "),
            "status": ("Statut", "complet "), "places": ("Effectif", "8 à 12 "), "mode": ("Modalité", "mixte "),
            "labels": ("Contexte", "Durée : "), "moved": ("Dates", "reporté au 15 "),
        }.items()
    },
    "fact-5000-sessions": (60.0, _many_sessions),
    "fact-10000-days": (GREAT, _many_days),
    "fact-2000-aliases": (GREAT, _many_aliases),
    "fact-1000-sectors": (30.0, _many_terms),
    "fact-200-fiches-of-one-title": (GREAT, _same_slug),
    # great heaps of bytes
    "bytes-zeros": (1.0, _fiche(bytes(1_000_000))),
    "bytes-high": (1.0, _fiche(b"\xff" * 1_000_000)),
    "bytes-turns": (GREAT, _fiche("# T\n\n" + _filled("\u202ea"))),
    "bytes-controls": (GREAT, _fiche("# T\n\n" + _filled("\x07a"))),
    "bytes-returns": (GREAT, _fiche("# T\n\n" + _filled("\r"))),
    "bytes-feeds": (GREAT, _fiche("# T\n\n" + _filled("\n"))),
}  # fmt: skip
"""By name: the processor seconds that a command may take, and what lays the attack into a project."""

if sys.platform == "win32":  # which has none of these natures
    MADE = {
        name: made
        for name, made in MADE.items()
        if not name.startswith(("symlink", "pipe", "socket"))
    }

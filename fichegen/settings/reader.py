"""Reading single values of the settings; what is wrong is a finding at its place."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final
from urllib.parse import unquote, urlsplit

from fichegen import text
from fichegen.codes import CODES, Severity
from fichegen.dates import read_deadline
from fichegen.diagnostics import Finding, Span, finding
from fichegen.expressions import expression
from fichegen.reading import Listing, Value, Words, place
from fichegen.settings.addresses import site_address

_EMAIL: Final = expression(r"[A-Za-z0-9._'+-]{1,64}@[A-Za-z0-9.-]{1,200}\.[A-Za-z]{2,63}")
_PERCENTAGE: Final = expression(r"([0-9]{1,3}(?:[.,][0-9]{1,2})?) ?%?")
_BULLET: Final = expression(r"[-*+–] ")
_SEPARATOR: Final = expression(r"[,;](?![^(]*\))")
_UNSAFE: Final = expression(r"[\s<>\"'\\\x00-\x1f]")
_NO_FOLDER: Final = expression(r"[<>\"'\\?#$`{}\x00-\x1f\x7f]")
"""What no folder of a site is called, though an address could hold it, escaped or not: it would break a
page, or out of a line of a server's configuration, where a dollar and braces stand for other words."""


def key_of(words: str) -> str:
    """Reduce a key to what it is known by: `Sous-titre` is `sous_titre`."""
    return text.key(words).replace(" ", "_")


@dataclass(slots=True)
class Reader:
    """The findings of one settings file while it is read."""

    path: str
    findings: list[Finding]

    def report(self, code: str, span: Span, **values: str) -> None:
        """Add a finding."""
        self.findings.append(finding(code, span, **values))

    def wrong(self, name: str, value: Value, reason: str, advice: str) -> None:
        """Report a value that cannot be used."""
        self.report("FG603", place(value, self.path), nom=name, raison=reason, conseil=advice)

    def unknown(self, key: Words, known: Sequence[str], under: str = "") -> None:
        """Report a key that is no setting, with the nearest that is."""
        above, dot, name = key.text.partition(".")
        if dot and above in known:  # as the documentation names it
            advice = f"écrivez « {name}: … » en retrait, sous « {above}: »"
        else:
            near = text.near(key.text, known)
            advice = f"vouliez-vous dire « {near} » ?" if near else "retirez cette ligne"
        name = f"{under}.{key.text}" if under else key.text
        self.report("FG602", key.span(self.path), nom=name, conseil=advice)

    def words(self, name: str, value: Value) -> str:
        """Read a text on one line; empty where it is none."""
        if isinstance(value, Words) and value.text.strip():
            return text.squeeze(value.text)
        if isinstance(value, Words):
            self.wrong(name, value, "la valeur manque", "écrivez-la, ou retirez la ligne ; ce qui"
                       " commence par # se met entre apostrophes : '#0b6e4f'")  # fmt: skip
            return ""
        self.wrong(name, value, "un texte est attendu", f"écrivez « {name}: … » sur une ligne")
        return ""

    def matching(self, name: str, value: Value, form: re.Pattern[str], example: str) -> str:
        """Read a text of a given form; empty where it has another."""
        words = self.words(name, value)
        if not words or form.fullmatch(words):
            return words
        self.wrong(
            name, value, f"« {words} » n'a pas la forme attendue", f"écrivez par exemple {example}"
        )
        return ""

    def email(self, name: str, value: Value) -> str:
        """Read an e-mail address."""
        return self.matching(name, value, _EMAIL, "contact@example.fr")

    def link(self, name: str, value: Value) -> str:
        """Read the address of a page or document of the web."""
        words = self.words(name, value)
        problem = link_problem(words) if words else ""
        if problem:
            self.wrong(name, value, problem, "écrivez par exemple https://example.fr/document")
            return ""
        return words

    def day(self, name: str, value: Value) -> dt.date | None:
        """Read one day, as editors write days."""
        words = self.words(name, value)
        if not words:
            return None
        deadline, problems = read_deadline(words)
        for problem in problems:
            code = CODES[problem.code]
            if code.severity is Severity.ERROR:
                reason = code.words.format(**dict(problem.values))
                self.wrong(name, value, reason, code.mend.format(**dict(problem.values)))
                return None
        if deadline.date is None:
            self.wrong(name, value, f"« {words} » ne dit pas un jour précis",
                       "écrivez par exemple 12 mars 2026")  # fmt: skip
        return deadline.date

    def percentage(self, name: str, value: Value) -> float | None:
        """Read a number from 0 to 100."""
        words = self.matching(name, value, _PERCENTAGE, "72 %")
        found = _PERCENTAGE.fullmatch(words)
        if not found:
            return None
        number = float(found[1].replace(",", "."))
        if number > 100:
            self.wrong(name, value, f"« {words} » dépasse 100 %", "écrivez un taux de 0 à 100 %")
            return None
        return number

    def lines(self, name: str, value: Value) -> tuple[str, ...]:
        """Read a list of texts, or a text with one a line."""
        if isinstance(value, Words):
            parts = [_BULLET.sub("", line.text, count=1) if _BULLET.match(line.text) else line.text
                     for line in value.lines()]  # fmt: skip
        elif isinstance(value, Listing) and all(isinstance(i, Words) for i in value.items):
            parts = [item.text for item in value.items if isinstance(item, Words)]
        else:
            self.wrong(name, value, "une liste de textes est attendue",
                       "écrivez chaque texte sur une ligne, derrière un tiret")  # fmt: skip
            return ()
        shown = (text.squeeze(text.strip_ornaments(part)) for part in parts)
        return tuple(part for part in shown if part)

    def names(self, name: str, value: Value) -> tuple[str, ...]:
        """Read a list of names; those on one line stand between commas."""
        found = self.lines(name, value)
        if isinstance(value, Listing):
            return found
        parts = (part.strip() for line in found for part in _SEPARATOR.split(line))
        return tuple(part for part in parts if part)


def link_problem(words: str) -> str:
    """Say what keeps words from being an address of the web; empty where nothing does."""
    try:
        parts = urlsplit(words)
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:
        return "cette adresse est mal formée"
    if "…" in words or ".." in parts.netloc:
        return "les points de suspension tiennent la place de la vraie adresse"
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_right:
        return "une adresse http:// ou https:// est attendue"
    if parts.username or _UNSAFE.search(words):
        return "cette adresse porte un nom d'utilisateur, une espace ou un guillemet"
    return ""


def url_problem(words: str) -> str:
    """Say what keeps words from being the address of a site; empty where nothing does."""
    if problem := link_problem(words):
        return problem
    if urlsplit(words).query or urlsplit(words).fragment:
        return "cette adresse porte plus qu'un nom et un chemin"
    try:
        path = unquote(urlsplit(site_address(words)).path)
    except ValueError:
        return "cette adresse est mal formée"
    if found := _NO_FOLDER.search(path):
        return f"cette adresse porte un signe qui n'y est pas admis ({_named(found[0])})"
    if any(name in ("", ".", "..") for name in path.split("/")[1:]):  # `//x` would be another host
        return "cette adresse passe par un dossier sans nom"
    return ""


def _named(sign: str) -> str:
    return sign if sign.isprintable() else f"U+{ord(sign):04X}"

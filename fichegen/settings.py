"""`content/catalogue.yml`: what holds for the whole catalogue. Everything in it is optional."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Final
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from fichegen import text
from fichegen.codes import CODES, Severity
from fichegen.diagnostics import Finding, Span, finding
from fichegen.reading import Mapping, Value, Words, place, read_yaml


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The catalogue's settings, with their defaults."""

    title: str = "Catalogue des formations"
    subtitle: str = ""
    url: str = ""
    """Where the site is published, without a final slash; empty where it is not said."""
    language: str = "fr"
    timezone: str = "Europe/Paris"
    contact: str = ""
    """The e-mail address readers may write to about the catalogue."""
    publisher: str = ""
    accent: str = ""
    """Main colour, `#rrggbb`; empty for the theme's."""
    severities: tuple[tuple[str, Severity], ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """One key of `catalogue.yml`."""

    key: str
    help: str
    """One line for editors."""
    example: str


SETTINGS: Final = (
    Setting("titre", "le nom du catalogue", "Formations en travail social"),
    Setting("sous_titre", "une phrase sous le nom", "Réunion, 2026"),
    Setting("url", "l'adresse où le site est publié", "https://formations.example.fr"),
    Setting("langue", "la langue du site", "fr"),
    Setting("fuseau", "le fuseau horaire qui dit quel jour on est", "Indian/Reunion"),
    Setting("contact", "l'adresse électronique à laquelle écrire au sujet du catalogue", "contact@example.fr"),
    Setting("editeur", "qui publie le catalogue", "Association Exemple"),
    Setting("couleurs", "la couleur principale, sous la clé « principale »", "principale: '#0b6e4f'"),
    Setting("severites", "le poids de certains constats, par code", "FG203: avertissement"),
)  # fmt: skip
"""The keys in the order in which the documentation tells them."""

_EMAIL: Final = re.compile(r"[A-Za-z0-9._'+-]{1,64}@[A-Za-z0-9.-]{1,200}\.[A-Za-z]{2,63}")
_COLOUR: Final = re.compile(r"#[0-9a-fA-F]{6}")
_LANGUAGE: Final = re.compile(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")


def read_settings(path: str, source: str) -> tuple[Settings, tuple[Finding, ...]]:
    """Read the settings; what is wrong keeps its default and is a finding that ends with exit 2."""
    mapping, findings = read_yaml(path, source)
    reader = _Reader(path, [*findings])
    settings = Settings()
    for entry in mapping.entries if mapping else ():
        key = text.key(entry.key.text).replace(" ", "_")
        read = _READERS.get(key)
        if read is None:
            near = text.near(entry.key.text, [s.key for s in SETTINGS])
            advice = f"vouliez-vous dire « {near} » ?" if near else "retirez cette ligne"
            reader.report("FG602", entry.key.span(path), nom=entry.key.text, conseil=advice)
        else:
            settings = read(reader, settings, entry.value)
    return settings, tuple(reader.findings)


@dataclass(slots=True)
class _Reader:
    path: str
    findings: list[Finding]

    def report(self, code: str, span: Span, **values: str) -> None:
        self.findings.append(finding(code, span, **values))

    def wrong(self, name: str, value: Value, reason: str, advice: str) -> None:
        self.report("FG603", place(value, self.path), nom=name, raison=reason, conseil=advice)

    def words(self, name: str, value: Value) -> str:
        if isinstance(value, Words):
            return text.squeeze(value.text)
        self.wrong(name, value, "un texte est attendu", f"écrivez « {name}: … » sur une ligne")
        return ""

    def matching(self, name: str, value: Value, form: re.Pattern[str], example: str) -> str:
        words = self.words(name, value)
        if not words or form.fullmatch(words):
            return words
        self.wrong(
            name, value, f"« {words} » n'a pas la forme attendue", f"écrivez par exemple {example}"
        )
        return ""


def _text(member: str, name: str) -> Callable[[_Reader, Settings, Value], Settings]:
    def read(reader: _Reader, settings: Settings, value: Value) -> Settings:
        words = reader.words(name, value)
        return replace(settings, **{member: words}) if words else settings  # type: ignore[arg-type]

    return read


def _form(
    member: str, name: str, form: re.Pattern[str], example: str
) -> Callable[[_Reader, Settings, Value], Settings]:
    def read(reader: _Reader, settings: Settings, value: Value) -> Settings:
        words = reader.matching(name, value, form, example)
        return replace(settings, **{member: words}) if words else settings  # type: ignore[arg-type]

    return read


def _url(reader: _Reader, settings: Settings, value: Value) -> Settings:
    words = reader.words("url", value)
    problem = url_problem(words) if words else ""
    if problem:
        reader.wrong("url", value, problem, "écrivez par exemple https://formations.example.fr")
        return settings
    return replace(settings, url=words.rstrip("/"))


def url_problem(words: str) -> str:
    """Say what keeps words from being the address of a site; empty where nothing does."""
    try:
        parts = urlsplit(words)
        port_is_right = parts.port is None or parts.port > 0
    except ValueError:
        return "cette adresse est mal formée"
    if parts.scheme not in ("http", "https") or not parts.hostname or not port_is_right:
        return "une adresse http:// ou https:// est attendue"
    if parts.query or parts.fragment or parts.username or re.search(r"[\s<>\"'\\]", words):
        return "cette adresse porte plus qu'un nom et un chemin"
    return ""


def _timezone(reader: _Reader, settings: Settings, value: Value) -> Settings:
    words = reader.words("fuseau", value)
    try:
        ZoneInfo(words)
    except (ZoneInfoNotFoundError, ValueError, OSError):
        reader.wrong("fuseau", value, f"« {words} » n'est pas un fuseau connu",
                     "écrivez par exemple Europe/Paris ou Indian/Reunion")  # fmt: skip
        return settings
    return replace(settings, timezone=words)


def _colours(reader: _Reader, settings: Settings, value: Value) -> Settings:
    if not isinstance(value, Mapping):
        reader.wrong(
            "couleurs",
            value,
            "des clés sont attendues",
            "écrivez « principale: '#0b6e4f' » en retrait",
        )
        return settings
    for entry in value.entries:
        if text.key(entry.key.text) != "principale":
            reader.report("FG602", entry.key.span(reader.path), nom=f"couleurs.{entry.key.text}",
                          conseil="la seule couleur réglable est « principale »")  # fmt: skip
            continue
        colour = reader.matching("couleurs.principale", entry.value, _COLOUR, "'#0b6e4f'")
        settings = replace(settings, accent=colour.lower())
    return settings


def _severities(reader: _Reader, settings: Settings, value: Value) -> Settings:
    if not isinstance(value, Mapping):
        reader.wrong(
            "severites",
            value,
            "des clés sont attendues",
            "écrivez « FG203: avertissement » en retrait",
        )
        return settings
    weights: dict[str, Severity] = {}
    by_key = {text.key(severity): severity for severity in Severity}
    for entry in value.entries:
        code = entry.key.text.upper()
        weight = text.key(entry.value.text) if isinstance(entry.value, Words) else ""
        if code not in CODES:
            reader.report("FG602", entry.key.span(reader.path), nom=f"severites.{entry.key.text}",
                          conseil="donnez un code comme FG203")  # fmt: skip
        elif CODES[code].severity is Severity.ERROR:
            reader.wrong(f"severites.{code}", entry.value, "une erreur ne peut pas être allégée",
                         "retirez cette ligne et corrigez les fiches")  # fmt: skip
        elif weight not in by_key:
            reader.wrong(f"severites.{code}", entry.value, "poids inconnu",
                         "écrivez erreur, avertissement ou remarque")  # fmt: skip
        else:
            weights[code] = by_key[weight]
    return replace(settings, severities=tuple(weights.items()))


_READERS: Final[dict[str, Callable[[_Reader, Settings, Value], Settings]]] = {
    "titre": _text("title", "titre"),
    "sous_titre": _text("subtitle", "sous_titre"),
    "url": _url,
    "langue": _form("language", "langue", _LANGUAGE, "fr"),
    "fuseau": _timezone,
    "contact": _form("contact", "contact", _EMAIL, "contact@example.fr"),
    "editeur": _text("publisher", "editeur"),
    "couleurs": _colours,
    "severites": _severities,
}

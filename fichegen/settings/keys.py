"""The keys of `catalogue.yml`, one function each, and the reading of them all."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace
from typing import Final
from urllib.parse import urlsplit

from fichegen import text
from fichegen.codes import CODES, Severity
from fichegen.colours import WHITE, contrast, palette
from fichegen.diagnostics import Finding
from fichegen.expressions import expression
from fichegen.reading import Mapping, Value, Words, place, read_yaml
from fichegen.settings.accessibility import read_accessibility
from fichegen.settings.addresses import site_address
from fichegen.settings.reader import Reader, key_of, url_problem
from fichegen.settings.table import names
from fichegen.settings.values import IMAGE_ENDINGS, Packing, Settings
from fichegen.settings.zones import has_time_zones
from fichegen.zones import time_zone

_COLOUR: Final = expression(r"#[0-9a-fA-F]{6}")
_LANGUAGE: Final = expression(r"[a-z]{2,3}(-[A-Z][a-z]{3})?(-[A-Z]{2})?")

_Read = Callable[[Reader, Settings, Value], Settings]


def read_settings(path: str, source: str) -> tuple[Settings, tuple[Finding, ...]]:
    """Read the settings; what is wrong keeps its default and is a finding that ends with exit 2."""
    mapping, findings = read_yaml(path, source)
    reader = Reader(path, [*findings])
    settings = Settings()
    for entry in mapping.entries if mapping else ():
        read = _READERS.get(key_of(entry.key.text))
        if read is None:
            reader.unknown(entry.key, names())
        else:
            settings = read(reader, settings, entry.value)
    return settings, tuple(reader.findings)


def _text(member: str, name: str) -> _Read:
    def read(reader: Reader, settings: Settings, value: Value) -> Settings:
        words = reader.words(name, value)
        return replace(settings, **{member: words}) if words else settings  # type: ignore[arg-type]

    return read


def _url(reader: Reader, settings: Settings, value: Value) -> Settings:
    words = reader.words("url", value)
    problem = (url_problem(words) or _name_cut_short(words)) if words else ""
    if problem:
        reader.wrong("url", value, problem,
                     "écrivez l'adresse de votre site, par exemple https://formations.example.fr")  # fmt: skip
        return settings
    return replace(settings, url=site_address(words) if words else "")


def _name_cut_short(words: str) -> str:
    """Say that the name of a server of the web has no end; a network of one's own needs none."""
    parts = urlsplit(words)
    host = parts.hostname or ""
    if parts.scheme == "http" or host == "localhost" or "." in host or ":" in host:
        return ""
    return f"le nom « {host} » est incomplet : il lui manque une fin, comme .fr"


def _language(reader: Reader, settings: Settings, value: Value) -> Settings:
    words = reader.matching("langue", value, _LANGUAGE, "fr")
    return replace(settings, language=words) if words else settings


def _timezone(reader: Reader, settings: Settings, value: Value) -> Settings:
    words = reader.words("fuseau", value)
    if words and has_time_zones() and not time_zone(words):
        reader.wrong("fuseau", value, f"« {words} » n'est pas un fuseau connu",
                     "écrivez par exemple Europe/Paris ou Indian/Reunion")  # fmt: skip
        return settings
    at = place(value, reader.path)
    return replace(settings, timezone=words, timezone_at=at) if words else settings


def _contact(reader: Reader, settings: Settings, value: Value) -> Settings:
    return replace(settings, contact=reader.email("contact", value))


def _logo(reader: Reader, settings: Settings, value: Value) -> Settings:
    words = reader.words("logo", value)
    problem = _name_problem(words) if words else ""
    if problem:
        reader.wrong("logo", value, problem,
                     "mettez l'image dans le dossier content/ et écrivez par exemple images/logo.svg")  # fmt: skip
        return settings
    return replace(settings, logo=words, logo_at=place(value, reader.path))


def _name_problem(words: str) -> str:
    """Say what keeps words from naming an image below `content/`; empty where nothing does."""
    if "\\" in words:
        return "une barre oblique inverse n'est pas admise"
    if words.startswith(("/", "~")) or ":" in words:
        return "un nom de fichier à partir du dossier content/ est attendu"
    if any(part.strip(" .") == "" for part in words.split("/")):
        return "ce nom sort du dossier content/, ou passe par un dossier sans nom"
    if not words.lower().endswith(IMAGE_ENDINGS):
        return "une image en .svg, .png, .jpg, .jpeg ou .webp est attendue"
    return ""


def _colours(reader: Reader, settings: Settings, value: Value) -> Settings:
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
        colour = reader.matching("couleurs.principale", entry.value, _COLOUR, "'#0b6e4f'").lower()
        settings = replace(settings, accent=colour)
        if colour:
            _tell_replaced(reader, colour, entry.value)
    return settings


def _tell_replaced(reader: Reader, colour: str, value: Value) -> None:
    """Tell the editor where links and buttons cannot have the colour as it is."""
    made = palette(colour)
    if not made.kept:
        tenths = math.floor(contrast(colour, WHITE) * 10)  # rounded up, 4,46 would seem enough
        reader.report("FG605", place(value, reader.path), couleur=colour,
                      contraste=f"{tenths // 10},{tenths % 10}", lisible=made.light.link)  # fmt: skip


def _identifier(reader: Reader, settings: Settings, value: Value) -> Settings:
    words = reader.words("identifiant", value)
    if words and not text.is_slug(words):
        reader.wrong("identifiant", value, f"« {words} » n'a pas la forme attendue",
                     f"écrivez par exemple {text.slug(words)}")  # fmt: skip
        return settings
    return replace(settings, identifier=words)


def _completeness(reader: Reader, settings: Settings, value: Value) -> Settings:
    words = text.key(reader.words("completude", value))
    if words and words not in ("oui", "non"):
        reader.wrong("completude", value, "oui ou non est attendu", "écrivez oui ou non")
        return settings
    return replace(settings, shows_gaps=words != "non")


def _packings(reader: Reader, settings: Settings, value: Value) -> Settings:
    given = [text.key(name) for name in reader.names("compression", value)]
    known = {str(packing): packing for packing in Packing}
    if any(name not in known for name in given) and given != ["non"]:
        reader.wrong("compression", value, "gzip, br, les deux ou non est attendu",
                     "écrivez par exemple « compression: gzip, br »")  # fmt: skip
        return settings
    wanted = tuple(packing for name, packing in known.items() if name in given)
    return replace(settings, packings=wanted, packings_at=place(value, reader.path))


def _accessibility(reader: Reader, settings: Settings, value: Value) -> Settings:
    return replace(settings, accessibility=read_accessibility(reader, value))


def _severities(reader: Reader, settings: Settings, value: Value) -> Settings:
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


_READERS: Final[dict[str, _Read]] = {
    "titre": _text("title", "titre"),
    "sous_titre": _text("subtitle", "sous_titre"),
    "url": _url,
    "langue": _language,
    "fuseau": _timezone,
    "contact": _contact,
    "editeur": _text("publisher", "editeur"),
    "logo": _logo,
    "couleurs": _colours,
    "accessibilite": _accessibility,
    "identifiant": _identifier,
    "completude": _completeness,
    "compression": _packings,
    "severites": _severities,
}

"""Which words of a line about somebody are a name, which what that person does, which neither."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from typing import Final

from fichegen import text
from fichegen.expressions import expression
from fichegen.reading.fields import find

URL: Final = expression(
    r"<?(?<!\w)((?:https?://|www\.)[^\s<>()\[\]]{1,1000}(?<![.,;:!?*_|]))>?", re.IGNORECASE
)
DIGITS: Final = expression(r"\d")
_WRAPPING: Final = " \t\u00a0*_:;,.|–—/<>-"
_PIECES: Final = expression(r",\s+|\s+[–—-]\s+|\s+\(|\s*:\s+")
_OPENING: Final = expression(
    r"\b(?:matins?|apres midi|midi|soir(?:ee)?s?|(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?|week ends?"
    r"|heures?|horaires?|ouvert(?:e|ure)?s?|permanences?|sauf|uniquement|rendez vous|rdv)\b"
)
"""Words of opening hours, as keys: where they stand nobody is named."""
_SMALL_HEAD: Final = expression(
    r"(?:[àa]|au|aux|avec|chaque|d[eu]|des|en|et|l[ae]|les|ou|par|pour|sans|sur|tou[st]|toute?s?)\s|[dl]['’]"
)
"""How words begin, without a capital, that go on about something else."""
_NAME_WORDS: Final = 10
_SENTENCE: Final = expression(
    r"(?:pour|merci|nous|vous|joindre|s['’]adresser|s['’]inscrire|(?:appel|contact|envoy|adress|t[ée]l[ée]phon)er"
    r"|[ée]crire)(?!\w)"
    r"|.{0,200}?(?<!\w)(?:appel|contact|envoy|adress|t[ée]l[ée]phon|[ée]criv|inscriv|pouv|dev|veuill|souhait"
    r"|h[ée]sit|consult|rempliss|cliqu)ez(?!\w)",
    re.IGNORECASE,
)
_PERSON: Final = expression(
    r"(?:(?:de|du|des|la|le|van|von|et) |d['’])?[A-ZÀ-Þ][\w.'’-]{0,40}"
    r"(?: (?:(?:de|du|des|la|le|van|von|et) |d['’]){0,2}[A-ZÀ-Þ][\w.'’-]{0,40}){1,5}"
)
_FUNCTION_LENGTH: Final = 60
_FUNCTION: Final = expression(
    r"(?:assistant|charge|coordinat(?:eur|rice)|coordo|responsable|referent|secretaire|secretariat|conseiller"
    r"|direct(?:eur|rice)|gestionnaire|service|accueil|inscription|administrati|pedagogi|correspondant"
    r"|interlocut(?:eur|rice)|ingenieur|organisation|logistique|facturation|handicap"
    r"|(?:pole|cellule|equipe) )\w*"
)
"""How what somebody does begins, by its key."""
_BARE_HEADINGS: Final = frozenset({"contact", "contacts", "interlocuteur", "interlocutrice"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What one line says."""

    words: str = ""
    """The line without addresses, numbers and what leads to them."""
    heading: str = ""
    name: str = ""
    role: str = ""
    """What stands beside the name; the whole line where it is a sentence or holds no name."""


def trimmed(words: str) -> str:
    """Take signs, pictograms and lone brackets off both ends."""
    start, end = 0, len(words)
    while start < end and _is_edge(words[start]):
        start += 1
    while end > start and _is_edge(words[end - 1]):
        end -= 1
    words = words[start:end]
    if words.startswith("(") and words.find(")") in (-1, len(words) - 1):
        words = words[1:].removesuffix(")")
    if words.count(")") > words.count("("):
        words = words.removesuffix(")")
    return words


def _is_edge(char: str) -> bool:
    return char in _WRAPPING or unicodedata.category(char) in ("So", "Sk", "Mn", "Cf")


def say(words: str, whole: str, kind: str) -> Said:
    """Tell name, role and heading apart; `whole` is the line with everything in it."""
    if not text.key(words):
        return Said()
    if kind == "fonction":
        return Said(words=words, role=words)
    if kind in ("nom", "prenom"):
        name, role = _split(words)
        return Said(words=name if kind == "prenom" else words, name=name, role=role)
    heading, rest = _headed(words)
    name, role = _split(rest)
    if rest and (_SENTENCE.match(rest) or (_is_long(rest) and not _PERSON.fullmatch(name))):
        return Said(words=whole, role=whole)
    told_apart = kind or _is_link(rest, name)
    if not _is_name(name) or (told_apart and not _PERSON.fullmatch(name)):
        return Said(words=words, heading=heading, role=rest)
    return Said(words=words, heading=heading, name=name, role=role)


def _headed(words: str) -> tuple[str, str]:
    """Take off the beginning of a line, or all of it, where it names no one but a function."""
    separator = _PIECES.search(words)
    if separator and separator[0].startswith(","):
        return "", words
    head, rest = (
        (words[: separator.start()], words[separator.end() :]) if separator else (words, "")
    )
    if not _is_function(head):
        return "", words
    return "" if text.key(head) in _BARE_HEADINGS else head, trimmed(rest)


def _is_function(words: str) -> bool:
    """Tell whether words name a function or a service: "Référent pédagogique", "Inscriptions"."""
    if len(words) > _FUNCTION_LENGTH or DIGITS.search(words):
        return False
    known = find(words)
    return bool(known and known.name == "interlocuteurs") or bool(_FUNCTION.match(text.key(words)))


def _split(words: str) -> tuple[str, str]:
    """Split "Sandra DUGAND, coordinatrice" or "Sandra DUGAND (coordinatrice)"."""
    match = _PIECES.search(words)
    if not match:
        return words, ""
    role = words[match.end() :]
    if role.count(")") > role.count("("):
        role = role.replace(")", ",", 1)
    return trimmed(words[: match.start()]), trimmed(role)


def _is_long(words: str) -> bool:
    return len(words.split()) > _NAME_WORDS


def _is_link(words: str, name: str) -> bool:
    """Tell whether words are the text of a link, or a label, with the address of its page."""
    return bool(URL.match(words[len(name) :].lstrip(" :"))) and ":" in words[len(name) :][:2]


def _is_name(words: str) -> bool:
    """Tell whether words can name somebody: no digit, no address of a page, not too many.

    Nor can opening hours ("du lundi au jeudi"), or what begins with a small word ("sur demande").
    """
    if not _PERSON.fullmatch(words) and (
        _OPENING.search(text.key(words)) or _SMALL_HEAD.match(words)
    ):
        return False
    return (
        bool(text.key(words))
        and not _is_long(words)
        and not DIGITS.search(words)
        and not URL.search(words)
    )

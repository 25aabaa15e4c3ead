"""People to write to, from free text ("**Sandra DUGAND**", a link, a number) or from keys."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from fichegen import text
from fichegen.diagnostics import Finding, Span, finding
from fichegen.identifiers import has_postcode, is_email
from fichegen.model import Contact
from fichegen.reading.dialling import REMOVED, enough_digits, take_numbers
from fichegen.reading.draft import TYPE_NAMES, Listing, Mapping, Value, Words, place
from fichegen.reading.fields import Scope, find
from fichegen.reading.labels import labelled, unbulleted

_WITH_AT: Final = re.compile(r"[^\s<>()\[\]:;,«»\"|]{1,254}@[^\s<>()\[\]:;,«»\"|]{0,254}")
_OF_ADDRESSES: Final = "@(["
"""Signs one of which all ways of writing an address hold."""
_ESCAPED: Final = re.compile(r"\\([_.*+-])")
_HARD_BREAK: Final = re.compile(r"(?<!\\)(?:\\\\)*(\\)\s*$")
_BROKEN: Final = re.compile(
    r"(?i)(?<![\w.+-])[\w.+-]{1,64}(?: ?[(\[](?:at|arobase|@)[)\]] ?| @ ?|@ )(?:[\w-]{1,63}\.){1,4}[a-z]{2,4}(?!\w)"
)
_MAIL_LINK: Final = re.compile(
    r"\[([^\[\]]{0,300})\]\(\s*<?mailto:([^()\s>]{1,1000})>?\s*\)", re.IGNORECASE
)
_AUTO_MAIL: Final = re.compile(r"<(?:mailto:)?([^<>\s]{1,300}@[^<>\s]{1,300})>", re.IGNORECASE)
_LINK: Final = re.compile(
    r"!?\[([^\[\]]{0,300})\]\(\s?<?(?!mailto:)([^()<>\s]{1,1000})>?[^()\n]{0,300}\)", re.IGNORECASE
)
_URL: Final = re.compile(
    r"<?(?<!\w)((?:https?://|www\.)[^\s<>()\[\]]{1,1000}(?<![.,;:!?*_|]))>?", re.IGNORECASE
)
_DIGITS: Final = re.compile(r"\d")
_WRAPPING: Final = " \t\u00a0*_:;,.|–—/<>-"
_KEPT: Final = "\ue001"
"""Stands for the address of a page, whose digits and signs are not to be read."""
_LEADING: Final = (
    r"(?:aux?|à|ou|et|par|via|sur|le|l['’]adresse|adresse|[ée]lectronique|contact|joignable|n[°o]|num[ée]ro"
    r"|ligne directe|t[ée]l|t[ée]l[ée]phone|portable|port(?=\.| ?:)|mobile|fixe|gsm|fax|whatsapp"
    r"|(?:e-?)?mails?|courriels?|m[ée]ls?)(?!\w)"
)
_LED: Final = re.compile(
    rf"(?:(?<![\w'’-]){_LEADING}[^\w(«»{REMOVED}{_KEPT}]{{0,6}}){{0,6}}{REMOVED}"
    rf"(?:\s?\({_LEADING}\))?",
    re.IGNORECASE,
)
_HOLES: Final = re.compile(r"\(\s{0,3}\)|(?<=[,;:–—-]) ?[,;:–—/-](?= |$)")
_PIECES: Final = re.compile(r",\s+|\s+[–—-]\s+|\s+\(|\s*:\s+")
_HEADING: Final = re.compile(r"#{1,6}[ \t]+(?=\S)")
_OPENING: Final = re.compile(
    r"\b(?:matins?|apres midi|midi|soir(?:ee)?s?|(?:lun|mar|mercre|jeu|vendre|same)dis?|dimanches?|week ends?"
    r"|heures?|horaires?|ouvert(?:e|ure)?s?|permanences?|sauf|uniquement|rendez vous|rdv)\b"
)
"""Words of opening hours, as keys: where they stand nobody is named."""
_SMALL_HEAD: Final = re.compile(
    r"(?:[àa]|au|aux|avec|chaque|d[eu]|des|en|et|l[ae]|les|ou|par|pour|sans|sur|tou[st]|toute?s?)\s|[dl]['’]"
)
"""How words begin, without a capital, that go on about something else."""
_NAME_WORDS: Final = 10
_SENTENCE: Final = re.compile(
    r"(?:pour|merci|nous|vous|joindre|s['’]adresser|s['’]inscrire|(?:appel|contact|envoy|adress|t[ée]l[ée]phon)er"
    r"|[ée]crire)(?!\w)"
    r"|.{0,200}?(?<!\w)(?:appel|contact|envoy|adress|t[ée]l[ée]phon|[ée]criv|inscriv|pouv|dev|veuill|souhait"
    r"|h[ée]sit|consult|rempliss|cliqu)ez(?!\w)",
    re.IGNORECASE,
)
_PERSON: Final = re.compile(
    r"(?:(?:de|du|des|la|le|van|von|et) |d['’])?[A-ZÀ-Þ][\w.'’-]{0,40}"
    r"(?: (?:(?:de|du|des|la|le|van|von|et) |d['’]){0,2}[A-ZÀ-Þ][\w.'’-]{0,40}){1,5}"
)
_FUNCTION_LENGTH: Final = 60
_FUNCTION: Final = re.compile(
    r"(?:assistant|charge|coordinat(?:eur|rice)|coordo|responsable|referent|secretaire|secretariat|conseiller"
    r"|direct(?:eur|rice)|gestionnaire|service|accueil|inscription|administrati|pedagogi|correspondant"
    r"|interlocut(?:eur|rice)|ingenieur|organisation|logistique|facturation|handicap"
    r"|(?:pole|cellule|equipe) )\w*"
)
"""How what somebody does begins, by its key."""
_BARE_HEADINGS: Final = frozenset({"contact", "contacts", "interlocuteur", "interlocutrice"})


@dataclass(slots=True)
class _Person:
    name: str = ""
    first_name: str = ""
    heading: str = ""
    """What a line names the contact before anybody: "Secrétariat"; the name where there is none."""
    roles: list[str] = field(default_factory=list)
    email: str = ""
    phones: list[str] = field(default_factory=list)
    phones_at: list[tuple[str, Span]] = field(default_factory=list)
    linked: bool = False
    """True where a page to write on is given."""
    span: Span | None = None

    @property
    def reachable(self) -> bool:
        return bool(self.email or self.phones)

    @property
    def complete(self) -> bool:
        """Tell whether another name is somebody else's."""
        return self.reachable or (self.linked and not self.name)

    def contact(self) -> Contact:
        name = " ".join(part for part in (self.first_name, self.name) if part)
        roles = [self.heading, *self.roles] if name else self.roles
        return Contact(
            name=name or self.heading,
            role=", ".join(dict.fromkeys(part for part in roles if part)),
            email=self.email,
            phone=" / ".join(dict.fromkeys(self.phones)),
            span=self.span,
            phones_at=tuple(self.phones_at),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class _Said:
    """What one line says."""

    words: str = ""
    """The line without addresses, numbers and what leads to them."""
    heading: str = ""
    name: str = ""
    role: str = ""
    """What stands beside the name; the whole line where it is a sentence or holds no name."""


@dataclass(slots=True)
class _Reader:
    path: str
    people: list[_Person] = field(default_factory=list)
    findings: list[Finding] = field(default_factory=list)

    def value(self, value: Value) -> None:
        if isinstance(value, Words):
            self.free_text(value)
        elif isinstance(value, Listing):
            for item in value.items:
                self.value(item)
        else:
            self.keys(value)

    def keys(self, mapping: Mapping) -> None:
        person = _Person(span=place(mapping, self.path))
        self.people.append(person)
        for entry in mapping.entries:
            known = find(entry.key.text, Scope.CONTACT)
            if known is None:
                self.wrong_key(
                    entry.key,
                    nom="interlocuteur",
                    attendu="nom, prenom, fonction, courriel ou telephone",
                    trouve=f"« {entry.key.text} » ({TYPE_NAMES[type(entry.value)]})",
                    conseil="employez les clés nom, prenom, fonction, courriel, telephone",
                )
            elif not isinstance(entry.value, Words):
                self.wrong_key(
                    entry.key,
                    nom=entry.key.text,
                    attendu="un texte",
                    trouve=TYPE_NAMES[type(entry.value)],
                    conseil="écrivez cette valeur sur la même ligne ; pour une autre personne, "
                    "commencez par un tiret",
                )
            elif entry.value.text.strip():
                self.key(person, known.name, entry.value)

    def wrong_key(self, key: Words, **values: str) -> None:
        self.findings.append(finding("FG207", key.span(self.path), **values))

    def key(self, person: _Person, name: str, value: Words) -> None:
        words = text.squeeze(value.text)
        if name == "courriel":
            person.email = self.address(words.removeprefix("mailto:"), value.span(self.path))
        elif name == "telephone":
            person.phones = [words] if words else []
            person.phones_at = [(words, value.span(self.path))]
        elif name == "fonction":
            person.roles = [words]
        elif name == "prenom":
            person.first_name = text.plain(words)
        else:
            person.name = text.plain(words)

    def free_text(self, words: Words) -> None:
        """Read lines: a name opens a person, an address or a number belongs to the last one."""
        person: _Person | None = None
        for line in words.lines():
            broken = _HARD_BREAK.search(line.text)
            bare, bullet = unbulleted(line.part(0, broken.start(1)) if broken else line)
            if heading := _HEADING.match(bare.text):
                bare, bullet = bare.part(heading.end()), heading[0]
            parts = _parts(bare)
            if len(parts) > 1 and all(
                find(part.text.strip(" |*_"), Scope.CONTACT) for part in parts
            ):
                continue  # the head of a table
            for number, part in enumerate(parts):
                person = self.line(part, person, bulleted=bool(bullet) and not number)

    def line(self, line: Words, person: _Person | None, *, bulleted: bool) -> _Person:
        where = line.span(self.path)
        label = labelled(line, Scope.CONTACT)
        kind = label[0].name if label else ""
        body = label[2] if label else line
        linked, urls = _without_urls(body.text)
        emails, rest = self.emails(linked, where)
        notes, phones, rest = take_numbers(rest)
        said = _say(_restored(_bare(rest), urls), _restored(text.plain(linked), urls), kind)
        if person and not kind and not (emails or phones) and has_postcode(said.words):
            said = _Said(words=said.words, role=said.words)  # an address is nobody else
        if kind == "telephone" and not phones and _DIGITS.search(said.words):
            phones, said = [said.words], _Said()
        clash = person is not None and bool(emails and person.email)
        if person is None or clash or _opens(person, said, kind, bulleted=bulleted):
            person = _Person(span=where)
            self.people.append(person)
        _add(person, said, kind)
        person.roles += notes
        person.email = person.email or (emails[0] if emails else "")
        person.phones += phones
        person.phones_at += [(number, self.place_of(number, line)) for number in phones]
        person.linked = person.linked or bool(urls)
        self.people.extend(_Person(email=email, span=where) for email in emails[1:])
        return person

    def place_of(self, number: str, line: Words) -> Span:
        """Return where a number stands in a line; the line where it is written otherwise."""
        at = line.text.find(number)
        return line.span(self.path, at, at + len(number)) if at >= 0 else line.span(self.path)

    def emails(self, line: str, where: Span) -> tuple[list[str], str]:
        """Take the addresses out of a line; gives them and the rest of the line."""
        if not any(sign in line for sign in _OF_ADDRESSES):
            return [], line
        found: list[str] = []

        def take(shown: str, target: str) -> None:
            address = target.partition("?")[0]
            if (
                _WITH_AT.fullmatch(shown.strip(" *_"))
                and shown.strip(" *_").casefold() != address.casefold()
            ):
                self.findings.append(finding("FG403", where, texte=shown, cible=address))
            if checked := self.address(address, where):
                found.append(checked)

        rest = line
        for match in _MAIL_LINK.finditer(line):
            take(match[1], match[2])
            shown = "" if "@" in match[1] else match[1]
            rest = rest.replace(match[0], f" {shown} {REMOVED}")
        for match in _AUTO_MAIL.finditer(rest):
            take("", match[1])
        rest = _AUTO_MAIL.sub(REMOVED, rest)
        for match in _BROKEN.finditer(rest):
            self.address(match[0], where)
        rest = _BROKEN.sub(f" {REMOVED} ", rest)
        for match in _WITH_AT.finditer(rest):
            if match[0] != "@":
                take("", _ESCAPED.sub(r"\1", match[0]).strip("*_.'`\\"))
        return list(dict.fromkeys(found)), _WITH_AT.sub(f" {REMOVED} ", rest)

    def address(self, address: str, where: Span) -> str:
        """Return a well-formed address; empty, with FG401, for any other."""
        if is_email(address):
            return address
        self.findings.append(finding("FG401", where, adresse=address))
        return ""


def read_contacts(path: str, value: Value) -> tuple[tuple[Contact, ...], tuple[Finding, ...]]:
    """Read one or several contacts from free text, a list or keys."""
    reader = _Reader(path)
    reader.value(value)
    contacts = tuple(
        contact
        for contact in (person.contact() for person in reader.people)
        if contact != Contact()
    )
    if not any(found.code == "FG401" for found in reader.findings):
        for contact in contacts:
            if contact.name and not (contact.email or contact.phone) and contact.span:
                reader.findings.append(finding("FG404", contact.span, nom=contact.name))
    return contacts, tuple(reader.findings)


def _parts(line: Words) -> list[Words]:
    return [part for part in _pieces(line) if text.key(part.text)]


def _pieces(line: Words) -> Iterator[Words]:
    start = 0
    for separator in re.finditer(r"\s[|•·]\s|;\s", line.text):
        yield line.part(start, separator.start())
        start = separator.end()
    yield line.part(start)


def _opens(person: _Person, said: _Said, kind: str, *, bulleted: bool) -> bool:
    """Tell whether a line speaks of somebody else than the lines above it."""
    if kind == "nom":
        return bool(person.name)
    if kind == "prenom":
        return bool(person.first_name)
    return bool(said.name or said.heading) and (bulleted or person.complete)


def _add(person: _Person, said: _Said, kind: str) -> None:
    """Add what a line says to a person; a second name is but words about the first."""
    if kind == "prenom":
        person.first_name = said.words
    elif person.name or (person.first_name and kind != "nom"):
        person.roles.append(said.role if not said.name and not said.heading else said.words)
    elif said.heading and person.heading:
        person.roles.append(said.words)
    else:
        person.heading = person.heading or said.heading
        person.name = said.name
        person.roles.append(said.role)


def _without_urls(line: str) -> tuple[str, tuple[str, ...]]:
    """Put signs in place of the addresses of pages; gives these too, in order."""
    urls: list[str] = []

    def keep(url: str) -> str:
        urls.append(url)
        return _KEPT

    def link(match: re.Match[str]) -> str:
        shown, target = match[1].strip(), match[2]
        if target.lower().startswith("tel:"):
            return shown if enough_digits(shown) else f"{shown} {target[4:]}"
        return f"{shown} : {target}" if shown and shown not in target else target

    cleaned = line.replace(REMOVED, " ").replace(_KEPT, " ")
    if "](" in cleaned:
        cleaned = _LINK.sub(link, cleaned)
    if "://" in cleaned or "www." in cleaned.lower():
        cleaned = _URL.sub(lambda match: keep(match[1]), cleaned)
    return cleaned, tuple(urls)


def _restored(words: str, urls: Iterable[str]) -> str:
    left = iter(urls)
    return re.sub(_KEPT, lambda _: next(left, ""), words)


def _bare(rest: str) -> str:
    """Clear a line of the signs left for addresses and numbers and of the words before them."""
    words = text.plain(rest)
    if REMOVED in words:
        words = text.squeeze(_LED.sub(" ", words))
    return _trimmed(text.squeeze(_HOLES.sub("", words)))


def _trimmed(words: str) -> str:
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


def _say(words: str, whole: str, kind: str) -> _Said:
    """Tell name, role and heading apart; `whole` is the line with everything in it."""
    if not text.key(words):
        return _Said()
    if kind == "fonction":
        return _Said(words=words, role=words)
    if kind in ("nom", "prenom"):
        name, role = _split(words)
        return _Said(words=name if kind == "prenom" else words, name=name, role=role)
    heading, rest = _headed(words)
    name, role = _split(rest)
    if rest and (_SENTENCE.match(rest) or (_is_long(rest) and not _PERSON.fullmatch(name))):
        return _Said(words=whole, role=whole)
    told_apart = kind or _is_link(rest, name)
    if not _is_name(name) or (told_apart and not _PERSON.fullmatch(name)):
        return _Said(words=words, heading=heading, role=rest)
    return _Said(words=words, heading=heading, name=name, role=role)


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
    return "" if text.key(head) in _BARE_HEADINGS else head, _trimmed(rest)


def _is_function(words: str) -> bool:
    """Tell whether words name a function or a service: "Référent pédagogique", "Inscriptions"."""
    if len(words) > _FUNCTION_LENGTH or _DIGITS.search(words):
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
    return _trimmed(words[: match.start()]), _trimmed(role)


def _is_long(words: str) -> bool:
    return len(words.split()) > _NAME_WORDS


def _is_link(words: str, name: str) -> bool:
    """Tell whether words are the text of a link, or a label, with the address of its page."""
    return bool(_URL.match(words[len(name) :].lstrip(" :"))) and ":" in words[len(name) :][:2]


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
        and not _DIGITS.search(words)
        and not _URL.search(words)
    )

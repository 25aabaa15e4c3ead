"""People to write to, from free text ("**Sandra DUGAND**", a link, a number) or from keys."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from fichegen import text
from fichegen.diagnostics import Finding, Span, finding
from fichegen.expressions import expression
from fichegen.identifiers import has_postcode, is_email
from fichegen.model import Contact
from fichegen.reading.dialling import REMOVED, enough_digits, take_numbers
from fichegen.reading.draft import TYPE_NAMES, Listing, Mapping, Value, Words, place
from fichegen.reading.fields import Scope, find
from fichegen.reading.labels import labelled, unbulleted
from fichegen.reading.people import DIGITS, URL, Said, say, trimmed

_WITH_AT: Final = expression(r"[^\s<>()\[\]:;,«»\"|]{1,254}@[^\s<>()\[\]:;,«»\"|]{0,254}")
_OF_ADDRESSES: Final = "@(["
"""Signs one of which all ways of writing an address hold."""
_ESCAPED: Final = expression(r"\\([_.*+-])")
_HARD_BREAK: Final = expression(r"(?<!\\)(?:\\\\)*(\\)\s*$")
_BROKEN: Final = expression(
    r"(?i)(?<![\w.+-])[\w.+-]{1,64}(?: ?[(\[](?:at|arobase|@)[)\]] ?| @ ?|@ )(?:[\w-]{1,63}\.){1,4}[a-z]{2,4}(?!\w)"
)
_MAIL_LINK: Final = expression(
    r"\[([^\[\]]{0,300})\]\(\s*<?mailto:([^()\s>]{1,1000})>?\s*\)", re.IGNORECASE
)
_AUTO_MAIL: Final = expression(r"<(?:mailto:)?([^<>\s]{1,300}@[^<>\s]{1,300})>", re.IGNORECASE)
_LINK: Final = expression(
    r"!?\[([^\[\]]{0,300})\]\(\s?<?(?!mailto:)([^()<>\s]{1,1000})>?[^()\n]{0,300}\)", re.IGNORECASE
)
_KEPT: Final = "\ue001"
"""Stands for the address of a page, whose digits and signs are not to be read."""
_LEADING: Final = (
    r"(?:aux?|à|ou|et|par|via|sur|le|l['’]adresse|adresse|[ée]lectronique|contact|joignable|n[°o]|num[ée]ro"
    r"|ligne directe|t[ée]l|t[ée]l[ée]phone|portable|port(?=\.| ?:)|mobile|fixe|gsm|fax|whatsapp"
    r"|(?:e-?)?mails?|courriels?|m[ée]ls?)(?!\w)"
)
_LED: Final = expression(
    rf"(?:(?<![\w'’-]){_LEADING}[^\w(«»{REMOVED}{_KEPT}]{{0,6}}){{0,6}}{REMOVED}"
    rf"(?:\s?\({_LEADING}\))?",
    re.IGNORECASE,
)
_HOLES: Final = expression(r"\(\s{0,3}\)|(?<=[,;:–—-]) ?[,;:–—/-](?= |$)")
_HEADING: Final = expression(r"#{1,6}[ \t]+(?=\S)")


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
        said = say(_restored(_bare(rest), urls), _restored(text.plain(linked), urls), kind)
        if person and not kind and not (emails or phones) and has_postcode(said.words):
            said = Said(words=said.words, role=said.words)  # an address is nobody else
        if kind == "telephone" and not phones and DIGITS.search(said.words):
            phones, said = [said.words], Said()
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


def _opens(person: _Person, said: Said, kind: str, *, bulleted: bool) -> bool:
    """Tell whether a line speaks of somebody else than the lines above it."""
    if kind == "nom":
        return bool(person.name)
    if kind == "prenom":
        return bool(person.first_name)
    return bool(said.name or said.heading) and (bulleted or person.complete)


def _add(person: _Person, said: Said, kind: str) -> None:
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
        cleaned = URL.sub(lambda match: keep(match[1]), cleaned)
    return cleaned, tuple(urls)


def _restored(words: str, urls: Iterable[str]) -> str:
    left = iter(urls)
    return re.sub(_KEPT, lambda _: next(left, ""), words)


def _bare(rest: str) -> str:
    """Clear a line of the signs left for addresses and numbers and of the words before them."""
    words = text.plain(rest)
    if REMOVED in words:
        words = text.squeeze(_LED.sub(" ", words))
    return trimmed(text.squeeze(_HOLES.sub("", words)))

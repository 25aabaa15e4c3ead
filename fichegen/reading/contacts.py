"""People to write to, from free text ("**Sandra DUGAND**", a link, a number) or from keys."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Final

from fichegen import text
from fichegen.diagnostics import Finding, Span, finding
from fichegen.model import Contact
from fichegen.reading.draft import Listing, Mapping, Value, Words, place
from fichegen.reading.fields import Scope, find
from fichegen.reading.labels import labelled, unbulleted

_ATOM: Final = r"[A-Za-z0-9!#$&'*+/=?^_{|}~-]+"
_EMAIL: Final = re.compile(
    rf"{_ATOM}(?:\.{_ATOM})*@(?:[A-Za-z0-9](?:[A-Za-z0-9-]*[A-Za-z0-9])?\.)+[A-Za-z]{{2,63}}"
)
_WITH_AT: Final = re.compile(r"[^\s<>()\[\]:;,«»\"|]{1,254}@[^\s<>()\[\]:;,«»\"|]{0,254}")
_MAIL_LINK: Final = re.compile(
    r"\[([^\[\]]{0,300})\]\(\s*<?mailto:([^()\s>]{1,1000})>?\s*\)", re.IGNORECASE
)
_AUTO_MAIL: Final = re.compile(r"<(?:mailto:)?([^<>\s]{1,300}@[^<>\s]{1,300})>", re.IGNORECASE)
_PHONE: Final = re.compile(r"(?<![\w/.])(?:\+|00)?\d[\d .()\u00a0\u202f/-]{7,22}\d(?!\w)")
_DIGITS: Final = re.compile(r"\d")
_NAME_WORDS: Final = 10
_WRAPPING: Final = " \t\u00a0*_:;,.|–—()<>-"


def is_email(address: str) -> bool:
    """Tell whether an address is one that a mailto link can carry (RFC 5322 dot-atom, a host)."""
    return len(address) <= 254 and bool(_EMAIL.fullmatch(address))


@dataclass(slots=True)
class _Person:
    name: str = ""
    role: str = ""
    email: str = ""
    phone: str = ""
    span: Span | None = None

    @property
    def reachable(self) -> bool:
        return bool(self.email or self.phone)

    @property
    def known(self) -> bool:
        return self.reachable or bool(self.name or self.role)

    def contact(self) -> Contact:
        return Contact(
            name=self.name, role=self.role, email=self.email, phone=self.phone, span=self.span
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
            if known is None or not isinstance(entry.value, Words):
                where = entry.key.span(self.path)
                self.findings.append(
                    finding("FG207", where, nom=entry.key.text, trouve="autre chose",
                            attendu="nom, fonction, courriel ou telephone, un texte chacun",
                            conseil="employez les clés nom, fonction, courriel, telephone")
                )  # fmt: skip
                continue
            words = text.squeeze(entry.value.text)
            if known.name == "courriel":
                person.email = self.address(
                    words.removeprefix("mailto:"), entry.value.span(self.path)
                )
            elif known.name == "telephone":
                person.phone = words
            elif known.name == "fonction":
                person.role = words
            else:
                person.name = text.plain(words)

    def free_text(self, words: Words) -> None:
        """Read lines: a name opens a person, an address or a number belongs to the last one."""
        person: _Person | None = None
        for line in words.lines():
            for part in _parts(line):
                person = self.line(part, person)

    def line(self, line: Words, person: _Person | None) -> _Person:
        where = line.span(self.path)
        labelled_as = labelled(line, Scope.CONTACT)
        if labelled_as:
            line = labelled_as[2]
        emails, rest = self.emails(line, where)
        phones = [
            match[0].strip(" .-/") for match in _PHONE.finditer(rest) if _enough_digits(match[0])
        ]
        for phone in phones:
            rest = rest.replace(phone, " ")
        if phones:
            rest = re.sub(
                r"(?i)(?<!\w)(?:t[ée]l(?:[ée]phone)?|port(?:able)?|mobile|fixe|gsm)\b\.?", " ", rest
            )
        if emails:
            rest = re.sub(
                r"(?i)(?<!\w)(?:e-?mail|courriel|m[ée]l|mail|adresse)\b\.?(?=[ :*_]*$|[ :]{2})",
                " ",
                rest,
            )
        name, role = _name_and_role(text.plain(rest).strip(_WRAPPING))
        kind = labelled_as[0].name if labelled_as else ""
        if kind == "fonction":
            name, role = "", name
        opens = bool(name) and (
            person is None or person.reachable or bool(person.role and person.name)
        )
        clash = person is not None and (
            bool(emails and person.email) or bool(phones and person.phone)
        )
        if person is None or opens or clash:
            person = _Person(span=where)
            self.people.append(person)
        if name and not person.name:
            person.name = name
        elif name:
            role = f"{name}, {role}" if role else name
        if role:
            person.role = f"{person.role}, {role}" if person.role else role
        person.email = person.email or (emails[0] if emails else "")
        person.phone = person.phone or " / ".join(phones)
        for email in emails[1:]:
            self.people.append(_Person(email=email, span=where))
        return person

    def emails(self, line: Words, where: Span) -> tuple[list[str], str]:
        """Take the addresses out of a line; gives them and the rest of the line."""
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

        rest = line.text
        for match in _MAIL_LINK.finditer(line.text):
            take(match[1], match[2])
            shown = "" if "@" in match[1] else match[1]
            rest = rest.replace(match[0], f" {shown} ")
        for match in _AUTO_MAIL.finditer(rest):
            take("", match[1])
        rest = _AUTO_MAIL.sub(" ", rest)
        for match in _WITH_AT.finditer(rest):
            if "://" not in match[0] and match[0] != "@":
                take("", match[0].strip("*_.'"))
        return list(dict.fromkeys(found)), _WITH_AT.sub(" ", rest)

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
    contacts = tuple(person.contact() for person in reader.people if person.known)
    for person in reader.people:
        bad_address = any(f.code == "FG401" for f in reader.findings)
        if person.name and not person.reachable and not bad_address and person.span:
            reader.findings.append(finding("FG404", person.span, nom=person.name))
    return contacts, tuple(reader.findings)


def _parts(line: Words) -> Iterator[Words]:
    bare, _ = unbulleted(line)
    start = 0
    for separator in re.finditer(r"\s[|•·]\s|;\s", bare.text):
        yield bare.part(start, separator.start())
        start = separator.end()
    last = bare.part(start)
    if text.key(last.text):
        yield last


def _enough_digits(words: str) -> bool:
    return 9 <= len(_DIGITS.findall(words)) <= 15


def _name_and_role(words: str) -> tuple[str, str]:
    """Split "Sandra DUGAND, coordinatrice" or "Sandra DUGAND (coordinatrice)".

    A whole sentence is nobody's name: it is kept as the second.
    """
    if len(words.split()) > _NAME_WORDS:
        return "", words
    match = re.search(r",\s+|\s+[–—-]\s+|\s+\(|\s+:\s+", words)
    if not match:
        return words, ""
    return words[: match.start()].strip(_WRAPPING), words[match.end() :].strip(_WRAPPING)

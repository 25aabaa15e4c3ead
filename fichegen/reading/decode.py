"""A located tree to a fiche: every key by its kind, every mistake collected."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import Any, Final

from fichegen import dates, text
from fichegen.diagnostics import Finding, Span, finding, with_fix
from fichegen.expressions import expression
from fichegen.model import Contact, Mode, Prose, Status, Term
from fichegen.reading.contacts import read_contacts
from fichegen.reading.draft import (
    TYPE_NAMES,
    Listing,
    Mapping,
    Value,
    Words,
    joined,
    leaves,
    place,
)
from fichegen.reading.fields import Field, Kind, Scope, matching_key, nearest
from fichegen.reading.prose import read_prose

_SUGGESTIONS: Final = 20
_ADDRESS: Final = expression(r"[^\s,;<>`]+")
_YES: Final = frozenset({"oui", "vrai", "true", "yes", "1", "on"})
_NO: Final = frozenset({"non", "faux", "false", "no", "0", "off", ""})
_STATUSES: Final = (
    ("compl", Status.FULL), ("annul", Status.CANCELLED), ("report", Status.POSTPONED),
    ("repouss", Status.POSTPONED), ("decal", Status.POSTPONED), ("reprogramm", Status.POSTPONED),
    ("confirm", Status.CONFIRMED), ("maintenu", Status.CONFIRMED),
)  # fmt: skip
_STATED: Final = expression(
    r"(?:session |formation |groupe )?(complete?s?|annulee?s?|reportee?s?|repoussee?s?|confirmee?s?)"
)
_ON_SITE: Final = expression(
    r"\b(?:presentiels?|en salle|sur site|face a face|in situ|sur place)\b"
)
_REMOTE: Final = expression(
    r"\b(?:distanciels?|a distance|visio\w*|foad|e ?learning|en ligne|webinaires?|classes? virtuelles?)\b"
)
_MIXED: Final = expression(r"\b(?:mixtes?|hybrides?|blended|multimodale?|bimodale?)\b")
_WITHOUT: Final = expression(r"\b(?:pas de|pas d|sans|hors|ni) \w+")
_INTRA: Final = expression(r"\b(?:intra|inter|individuel(?:le)?|collecti(?:f|ve))\b")
_CLOCK: Final = expression(
    r"(?:de\s+)?\d{1,2}\s?[hH:]\s?\d{0,2}\s*(?:à|-|–|a|/)\s*\d{1,2}\s?[hH:]\s?\d{0,2}(?!\d)"
)

UNTITLED: Final = "commencez-la par « # Titre de la formation » (ou la clé « titre: »)"
"""What to do where there is no title."""
_AS_WRITTEN: Final = {
    "FG304": "écrivez les jours comme « 15, 16 et 17 novembre » ou « du 6 au 8 décembre », suivis de l'année",
    "FG311": "écrivez un jour et un mois, comme « 15 octobre », suivis de l'année",
}
"""What to write in place of days that are not understood, where no slip of the finger shows."""
_ONE_READING: Final = "écrivez le mois de chaque date en lettres, et son année en quatre chiffres"
"""What to write in place of days that are read in two ways, where nothing nearer is known."""


def _advice(words: str, otherwise: str) -> str:
    """Propose what was meant by words mistyped among days."""
    slip = next(dates.slips(words), None)
    if slip is None:
        return otherwise
    return f"vouliez-vous dire « {slip.meant} » au lieu de « {words[slip.start : slip.end]} » ?"


def stated(words: str) -> Status | None:
    """Return the state that a few words beside dates declare, if they say nothing else.

    "Confirmés" are people of some experience.
    """
    found = _STATED.fullmatch(text.key(words))
    if not found or text.key(words) == "confirmes":
        return None
    return next(status for sign, status in _STATUSES if found[1].startswith(sign))


@dataclass(slots=True)
class Decoding:
    """The findings of one file while its tree is decoded."""

    path: str
    findings: list[Finding] = field(default_factory=list)
    unknowns: int = 0
    """Unknown keys so far: beyond a few, no nearest name is looked for, which takes long."""

    def report(self, code: str, where: Span, /, *others: Span, **values: str | int) -> None:
        """Add a finding."""
        self.findings.append(finding(code, where, *others, **values))

    def lift(self, words: Words, problems: Iterable[dates.Problem]) -> None:
        """Turn the offsets of a grammar's problems into places of the file."""
        for problem in problems:
            where = words.span(self.path, problem.start, problem.end)
            values = dict(problem.values)
            if problem.code == "FG306":
                values.setdefault("conseil", _ONE_READING)
            elif problem.code in _AS_WRITTEN:
                values["conseil"] = _advice(words.text, _AS_WRITTEN[problem.code])
            self.report(problem.code, where, **values)

    def unknown(self, key: Words, scope: Scope) -> None:
        """Report a key or heading that names no field, with the nearest that does."""
        where = key.span(self.path)
        name = shown_heading(key.text)
        self.unknowns += 1
        if self.unknowns <= _SUGGESTIONS and (close := nearest(key.text, scope)):
            self.report("FG202", where, nom=name, proche=close)
        else:
            self.report("FG203", where, nom=name)

    def wrong_kind(self, nom: str, value: Value, attendu: str) -> None:
        """Report a value whose form the field cannot take."""
        self.report(
            "FG207", place(value, self.path), nom=nom, attendu=attendu,
            trouve=TYPE_NAMES[type(value)], conseil=f"écrivez {attendu}",
        )  # fmt: skip

    # -------------------------------------------------------------- values by kind

    def words(self, entry: Field, value: Value) -> Words | None:
        """Return a value as one text, list items a line each; None with FG207 for keys."""
        if isinstance(value, Words):
            return value
        if isinstance(value, Listing) and all(isinstance(item, Words) for item in value.items):
            return joined([*leaves(value)]) if value.items else None
        if isinstance(value, Mapping) and (flat := _as_phrase(entry, value)):
            return flat
        self.wrong_kind(entry.label, value, entry.kind.value)
        return None

    def text(self, entry: Field, value: Value) -> str:
        """Read a short text: ornaments and emphasis off, lines joined."""
        words = self.words(entry, value)
        if words is None:
            return ""
        lines = (
            text.strip_ornaments(text.plain(text.open_links(line.text))) for line in words.lines()
        )
        return text.squeeze(" ".join(lines))

    def terms(self, entry: Field, value: Value) -> tuple[Term, ...]:
        """Read names: one a line, list item, or between commas and semicolons."""
        words = self.words(entry, value)
        found: dict[str, Term] = {}
        for line in words.lines() if words else ():
            for part in _at_separators(line):
                name = text.strip_ornaments(_without_bullet(text.plain(part.text)))
                if text.key(name):
                    found.setdefault(text.key(name), Term(words=name, span=part.span(self.path)))
        return tuple(found.values())

    def addresses(self, entry: Field, value: Value) -> tuple[Term, ...]:
        """Read addresses of pages as they are, one a line or list item, or between commas."""
        words = self.words(entry, value)
        found: dict[str, Term] = {}
        for line in words.lines() if words else ():
            for part in _ADDRESS.finditer(_without_bullet(line.text)):
                start = part.start() + len(line.text) - len(_without_bullet(line.text))
                span = line.part(start, start + len(part[0])).span(self.path)
                found.setdefault(part[0], Term(words=part[0], span=span))
        return tuple(found.values())

    def prose(self, value: Value) -> Prose:
        """Read Markdown; a list becomes a Markdown list."""
        if isinstance(value, Words):
            return read_prose(value)
        if isinstance(value, Listing) and all(isinstance(item, Words) for item in value.items):
            items = [as_item(item) for item in leaves(value) if item.text.strip()]
            return read_prose(joined(items)) if items else Prose(markdown="")
        return read_prose(joined(_as_markdown(value, 3), "\n\n"))

    def day(self, words: Words, *, of_update: bool = False) -> dates.Deadline:
        """Read a single day; of an update, a month is enough."""
        deadline, problems = dates.read_deadline(words.text)
        if not (of_update and dates.read_schedule(words.text)[0].kind is dates.Kind.PERIOD):
            self.lift(words, problems)
        return deadline

    def duration(self, words: Words, key: str = "") -> dates.Duration:
        """Read a length; "Nombre de jours" lends its unit to a bare number.

        Hours of the day beside it ("3 jours, de 9h à 17h30") are no length.
        """
        typed = words.text
        if typed.strip().isdigit():
            unit = next((unit for unit in ("jours", "heures") if unit[:-1] in text.fold(key)), "")
            duration, problems = dates.read_duration(f"{typed.strip()} {unit}")
        else:
            shown = _CLOCK.sub(lambda hours: " " * len(hours[0]), typed)
            duration, problems = dates.read_duration(shown if text.key(shown) else typed)
            duration = replace(duration, words=text.squeeze(text.plain(typed)))
        self.lift(words, problems)
        return duration

    def status(self, label: str, words: Words) -> tuple[Status | None, str]:
        """Read a declared state; unknown words are kept, with FG208."""
        shown = text.squeeze(text.plain(words.text))
        folded = text.key(shown).removeprefix("session ").removeprefix("formation ")
        for sign, status in _STATUSES:
            if folded.startswith(sign):
                return status, shown
        if folded.startswith("ouvert"):  # what the dates and the deadline say is not declared
            return None, shown
        self.report("FG208", words.span(self.path), nom=label, valeur=shown,
                    connues=", ".join(Status))  # fmt: skip
        return None, shown

    def mode(self, label: str, words: Words) -> tuple[Mode | None, str]:
        """Read how the course is held; the words are always kept."""
        shown = text.squeeze(text.strip_ornaments(text.plain(words.text.replace("\n", " "))))
        told = _WITHOUT.sub(" ", text.key(shown))
        remote, on_site = bool(_REMOTE.search(told)), bool(_ON_SITE.search(told))
        if _MIXED.search(told) or (remote and on_site):
            return Mode.MIXED, shown
        if remote or on_site:
            return (Mode.REMOTE if remote else Mode.ON_SITE), shown
        if not _INTRA.search(told):
            where = words.span(self.path)
            self.report("FG208", where, nom=label, valeur=shown, connues=", ".join(Mode))
        return None, shown

    def yes(self, label: str, words: Words) -> bool:
        """Read yes or no."""
        folded = text.fold(words.text)
        if folded not in _YES | _NO:
            self.report("FG210", words.span(self.path), nom=label, valeur=words.text)
        return folded in _YES

    def slug(self, words: Words) -> str:
        """Read the name of a page; FG209 where it cannot be one."""
        if text.is_slug(words.text):
            return words.text
        near = text.slug(words.text)
        found = finding("FG209", words.span(self.path), valeur=words.text, proche=near)
        sure = "\n" not in words.text and text.slug(words.text, fallback="-") == near
        self.findings.append(with_fix(found, near) if sure else found)
        return ""

    def contacts(self, value: Value) -> tuple[Contact, ...]:
        """Read the people to write to."""
        contacts, findings = read_contacts(self.path, value)
        self.findings.extend(findings)
        return contacts

    def value(self, entry: Field, value: Value, key: str = "") -> Any:
        """Read a fact by its kind; None where its form is not one the field can take."""
        match entry.kind:
            case Kind.TERMS | Kind.ADDRESSES:
                read = self.terms if entry.kind is Kind.TERMS else self.addresses
                return read(entry, value)
            case Kind.CONTACTS:
                return self.contacts(value)
            case Kind.PROSE:
                return self.prose(value)
            case Kind.TEXT:
                return self.text(entry, value)
        words = self.words(entry, value)
        if words is None:
            return None
        match entry.kind:
            case Kind.DURATION:
                return self.duration(words, key)
            case Kind.DAY:
                return self.day(words, of_update=entry.name == "mis_a_jour")
            case Kind.MODE:
                return self.mode(entry.label, words)
            case Kind.STATUS:
                return self.status(entry.label, words)
            case Kind.YESNO:
                return self.yes(entry.label, words)
            case Kind.SLUG:
                return self.slug(words)
        return words


def _as_phrase(entry: Field, mapping: Mapping) -> Words | None:
    """Read the keys people put under a short fact: `durée: {jours: 3, heures: 21}`."""
    pairs = [(e.key, e.value) for e in mapping.entries if isinstance(e.value, Words)]
    if not pairs or len(pairs) < len(mapping.entries):
        return None
    if entry.kind is Kind.DURATION:
        return joined([joined([value, key], " ") for key, value in pairs], ", ")
    if entry.kind in (Kind.DATES, Kind.DAY) and len(pairs) == 2:
        first, last = (value for _, value in pairs)
        du, au = (
            Words(word, value.marks[:1])
            for word, value in zip(("du", "au"), (first, last), strict=True)
        )
        return joined([du, first, au, last], " ")
    return joined([value for _, value in pairs], ", ")


def _as_markdown(value: Value, level: int) -> list[Words]:
    """Write keys and lists as the Markdown an editor would: headings where there is more below."""
    if isinstance(value, Words):
        return [value] if value.text.strip() else []
    if isinstance(value, Listing):
        items = [as_item(leaf) for leaf in leaves(value) if leaf.text.strip()]
        return [joined(items)] if items else []
    blocks: list[Words] = []
    lines: list[Words] = []
    for entry in value.entries:
        name = Words(shown_heading(entry.key.text), entry.key.marks[:1])
        if isinstance(entry.value, Words) and "\n" not in entry.value.text.strip():
            lines.append(as_item(joined([name, entry.value], " : ")))
            continue
        blocks += [joined(lines)] if lines else []
        lines = []
        head = Words(f"{'#' * min(level, 6)} {name.text}", name.marks)
        blocks += [head, *_as_markdown(entry.value, level + 1)]
    return [*blocks, joined(lines)] if lines else blocks


def shown_heading(words: str) -> str:
    """Return a heading as readers see it: signs, final colon and emphasis off."""
    shown = text.strip_ornaments(text.plain(words)).rstrip(" \u00a0:").strip()
    return shown[:1].upper() + shown[1:]


def heading_of(entry: Field, key: Words) -> str:
    """Return the heading of a field's section: its label, or the editor's own synonym."""
    own, names = matching_key(key.text), (entry.name, entry.label)
    if own.replace(" ", "") in (matching_key(name).replace(" ", "") for name in names):
        return entry.label
    shown = shown_heading(key.text)
    return shown.capitalize() if shown.isupper() else shown


def is_blank(value: Value) -> bool:
    """Tell whether a value holds no letter, digit or sign that says something."""
    if isinstance(value, Words):
        return not text.strip_ornaments(value.text.strip("-*_#> \n\t"))
    return all(is_blank(part) for part in leaves(value))


def _without_bullet(words: str) -> str:
    return words[2:] if words[:2] in ("- ", "* ", "+ ", "– ") else words


def as_item(words: Words) -> Words:
    """Make a list item of a text, its further lines indented below it."""
    body = words.text.strip("\n").replace("\n", "\n  ")
    return Words(f"- {body}", tuple(m._replace(col=max(1, m.col - 2)) for m in words.marks[:1]))


def _at_separators(line: Words) -> Sequence[Words]:
    """Split a line at its commas and semicolons; of "A, B et C" the last two as well.

    Without a comma "et" belongs to the name: "Social et Médico-social".
    """
    parts, start, depth = [], 0, 0
    for offset, char in enumerate(line.text):
        depth += (char == "(") - (char == ")")
        if depth <= 0 and char in ",;|":
            parts.append(line.part(start, offset))
            start = offset + 1
    last = line.part(start)
    if parts and ";" not in line.text and last.text.count(" et ") == 1:
        at = last.text.index(" et ")
        parts.append(last.part(0, at))
        last = last.part(at + 4)
    return [part for part in (*parts, last) if part.text]

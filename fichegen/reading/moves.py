"""A session put off to other days: "Reporté au 4 janvier 2027", "12 octobre 2026, reporté au …".

    move := [subject] [old] verb ("au" | "aux" | "à" …) new ["au lieu du" old | "initialement" old]
          | [subject] verb "du" old ("au" | "aux" | "à") new
          | [subject] verb "à une date ultérieure"

Where the sentence speaks of something else than the session, says "if", or can be read in two
ways, it is a move of which nothing is sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Final

from fichegen.dates import Kind, mentions_dates, read_schedule
from fichegen.reading.draft import Words

_VERB: Final = re.compile(r"\b(?:report|d[ée]cal|d[ée]plac)[ée]{1,2}s?\b", re.IGNORECASE)
_TO: Final = r"(?:aux?|à|a|pour)(?:\s+(?:la\s+date\s+du|les?|l[ae]))?(?:\s+dates?\s+d(?:u|es))?\b"
_TO_NEW: Final = re.compile(rf"[\s(:,]*{_TO}\s*:?\s*", re.IGNORECASE)
_FROM_OLD: Final = re.compile(r"(?:du|des|de)\s+", re.IGNORECASE)
_BETWEEN: Final = re.compile(r"\s+(?:aux?|à|a)\s+", re.IGNORECASE)
_LATER: Final = re.compile(
    r"[\s(:,–—-]*(?:sine\s+die|ult[ée]rieurement|(?:à|a)\s+plus\s+tard"
    r"|(?:(?:à|a)\s+)?(?:une\s+|de\s+)?(?:nouvelles?\s+|autres?\s+)?dates?\s+"
    r"(?:ult[ée]rieures?|(?:à|a)\s+\w+|non\s+\w+|inconnues?))[\s).!]*",
    re.IGNORECASE,
)
_INSTEAD: Final = re.compile(
    r"[\s,;(–—-]*\b(?:au\s+lieu|(?:à|a)\s+la\s+place|initialement|pr[ée]vue?s?\s+initialement)\b"
    r"(?:\s+(?:pr[ée]vue?s?|programm[ée]+s?))?(?:\s+(?:les?|du|des|de|aux?|pour\s+les?))?\s+",
    re.IGNORECASE,
)
_SUBJECT: Final = re.compile(
    r"[\s*_~]*(?:(?:attention|important|nb|note|info|information)\b[\s:!,–—-]*)?"
    r"(?:(?:l[ae]|les|cette|ce|ces)\s+)?"
    r"(?:(?:sessions?|formations?|stages?|groupes?|modules?|journ[ée]es?|dates?|ateliers?|elle|il)\b)?"
    r"(?:\s*(?:initialement|initiales?|pr[ée]vue?s?|programm[ée]e?s?)\b)*"
    r"(?:\s*\b(?:du|des|de|les?)\b(?=\s*[\w*~]))?[\s:,*_~]*",
    re.IGNORECASE,
)
_AUXILIARY: Final = re.compile(
    r"(?:\b(?:est|sont|a|ont|sera|seront|[ée]t[ée]|donc|finalement|annul[ée]+s?\s+et)\b\s*)+$",
    re.IGNORECASE,
)
_HEDGED: Final = re.compile(
    r"\b(?:pas|non|peut|pourra(?:it|ient)?|pourront|serai(?:t|ent)|[êe]tre|si|cas)\b", re.IGNORECASE
)
_SIGNS: Final = " \t\n\u00a0,;:()–—-→>~*_.!"
_PARTS: Final = re.compile(r"[\s*_~]*[,;:()–—→-][\s*_~]*$")
_LONGEST: Final = 300
"""Characters of a phrase about a move; what is longer tells more than that."""
KNOWN: Final = (Kind.DAYS, Kind.START, Kind.SPAN, Kind.PERIOD)
"""Kinds that tell when a session is held, be it without its days."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Move:
    """What a phrase says of days that have changed."""

    new: Words | None = None
    """The days the session is held on; None where they are not known yet."""
    old: Words | None = None
    """The days it was announced for, if told."""
    beside: Words | None = None
    """What stands before: a place, most likely."""
    sure: bool = True
    declared: bool = True
    """True where the session itself is put off, were it unsure to when."""
    start: int
    """Offset of the verb in the phrase."""

    @property
    def follows(self) -> bool:
        """True where it only goes on about days told before."""
        return self.old is None and self.beside is None


def find_move(words: Words) -> Move | None:
    """Find what a phrase says of days that have changed; None where it speaks of nothing such."""
    verbs = [*_VERB.finditer(words.text)] if len(words.text) <= _LONGEST else []
    if not verbs:
        return None
    verb = verbs[0]
    after = words.text[verb.end() :]
    later = bool(_LATER.fullmatch(after))
    if not later and not _leads_to_dates(after):
        return None
    before = words.part(0, len(_AUXILIARY.sub("", words.text[: verb.start()])))
    hedged = any(_HEDGED.search(told) for told in (words.text[: verb.start()], after))
    old, beside, known = _before(before)
    declared = known and not hedged
    if later:
        return Move(old=old, beside=beside, sure=declared, declared=declared, start=verb.start())
    found = [*_readings(words, verb.end())]
    new, instead = found[0] if len(found) == 1 else (None, None)
    sure = declared and new is not None and len(verbs) == 1 and not (old and instead)
    return Move(
        new=new, old=old or instead, beside=beside, sure=sure, declared=declared, start=verb.start()
    )


def _leads_to_dates(after: str) -> bool:
    led = _TO_NEW.match(after) or (_FROM_OLD.match(after.lstrip()) and _BETWEEN.search(after))
    return bool(led) and mentions_dates(after)


def _before(before: Words) -> tuple[Words | None, Words | None, bool]:
    """Sort what stands before the verb: old days, a place; False where it is something else."""
    subject = _SUBJECT.match(before.text)
    rest = before.part(subject.end() if subject else 0)
    bare = _bare(rest)
    if not bare.text:
        return None, None, True
    if mentions_dates(bare.text):
        return bare, None, True
    return None, bare, bool(_PARTS.search(rest.text))


def _bare(words: Words) -> Words:
    start = len(words.text) - len(words.text.lstrip(_SIGNS))
    return words.part(start, max(start, len(words.text.rstrip(_SIGNS))))


def _readings(words: Words, end: int) -> Iterator[tuple[Words, Words | None]]:
    """Yield new and old days in each way in which what stands behind the verb can be read."""
    told = words.part(end)
    if any(mentions_dates(line.text) for line in told.lines()[1:]):
        return
    if led := _TO_NEW.match(told.text):
        new, old = told.part(led.end()), None
        if (instead := _INSTEAD.search(new.text)) and mentions_dates(new.text[instead.end() :]):
            new, old = new.part(0, instead.start()), _bare(new.part(instead.end()))
        yield _closed(new), old
    elif (led := _FROM_OLD.match(told.text)) and not _is_run(told.text):
        for sign in _BETWEEN.finditer(told.text, led.end()):
            old, new = told.part(led.end(), sign.start()), _closed(told.part(sign.end()))
            if mentions_dates(old.text) and _is_known(old.text) and _is_known(new.text):
                yield new, old


def _is_known(phrase: str) -> bool:
    """Tell whether days are understood, were it that a year is missing."""
    schedule, problems = read_schedule(phrase)
    return schedule.kind in KNOWN or {found.code for found in problems} == {"FG305"}


def _is_run(phrase: str) -> bool:
    """Tell days so close that they may as well be the first and the last of those put off."""
    return read_schedule(phrase)[0].kind is Kind.DAYS


def _closed(words: Words) -> Words:
    """Leave out what closes a bracket or an emphasis opened before."""
    bare = words.part(0, len(words.text.rstrip(". *_~")))
    unopened = bare.text.endswith(")") and bare.text.count(")") > bare.text.count("(")
    return _closed(bare.part(0, len(bare.text) - 1)) if unopened else bare

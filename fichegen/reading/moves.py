"""A session put off to other days: "Reporté au 4 janvier 2027", "12 octobre 2026, reporté au …".

    move := [subject] [old] verb ("au" | "aux" | "à" …) new ["au lieu du" old | "initialement" old]
          | [subject] verb "du" old ("au" | "aux" | "à") new
          | [subject] verb "à une date ultérieure"
       | [place] "~~" old "~~" [new]

Where the sentence speaks of something else than the session, says "if", or can be read in two
ways, it is a move of which nothing is sure.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from typing import Final

from fichegen.dates import Kind, mentions_dates, read_schedule
from fichegen.expressions import expression
from fichegen.reading.draft import Words

_VERB: Final = expression(
    r"\b(?:(?P<later>report|repouss|retard)|(?P<either>d[ée]cal|d[ée]plac)"
    r"|(?P<planned>reprogramm|replanifi)|(?P<earlier>avanc))[ée]{1,2}s?\b"
    r"(?(earlier)(?=[\s(:,]+aux?\s+(?:[a-z]+\s+)?\d))",  # "niveau avancé" moves nothing
    re.IGNORECASE,
)
_TO: Final = (
    r"(?:(?:aux?|à|a|pour|en)(?:\s+(?:la\s+date\s+du|les?|l[ae]))?(?:\s+dates?\s+d(?:u|es))?\b"
    r"|(?=(?:fin|mi|d[ée]but|courant)\b))"
)
_TO_NEW: Final = expression(rf"[\s(:,]*{_TO}\s*:?\s*", re.IGNORECASE)
_ON_NEW: Final = expression(r"[\s(:,]*les?\s+", re.IGNORECASE)
"""Of a session planned anew these are its days; "reporté le …" may tell when it was decided."""
_SOME_TIME: Final = expression(
    r"\b(?:20\d\d|printemps|[ée]t[ée](?=\s+20|[\s.)]*$)|automne|hiver|trimestre|semestre|rentr[ée]e)\b",
    re.IGNORECASE,
)
_DEADLINE: Final = expression(
    r"\b(?:inscriptions?|candidatures?|date\s+limite|cl[oô]ture)\b[^.;!:,\n\d]*$", re.IGNORECASE
)
_STRUCK: Final = expression(r"~~(?=[^~\n]*\d)([^~\n]+)~~")
_FROM_OLD: Final = expression(r"(?:du|des|de)\s+", re.IGNORECASE)
_BETWEEN: Final = expression(r"\s+(?:aux?|à|a)\s+", re.IGNORECASE)
_LATER: Final = expression(
    r"[\s(:,–—-]*(?:sine\s+die|ult[ée]rieurement|(?:à|a)\s+plus\s+tard"
    r"|(?:(?:à|a)\s+)?(?:une\s+|de\s+)?(?:nouvelles?\s+|autres?\s+)?dates?\s+"
    r"(?:ult[ée]rieures?|(?:à|a)\s+\w+|non\s+\w+|inconnues?))[\s).!]*",
    re.IGNORECASE,
)
_INSTEAD: Final = expression(
    r"[\s,;(–—-]*\b(?:au\s+lieu|(?:à|a)\s+la\s+place|initialement|pr[ée]vue?s?\s+initialement)\b"
    r"(?:\s+(?:pr[ée]vue?s?|programm[ée]+s?))?(?:\s+(?:les?|du|des|de|aux?|pour\s+les?))?\s+",
    re.IGNORECASE,
)
_SUBJECT: Final = expression(
    r"[\s*_~]*(?:(?:attention|important|nb|note|info|information)\b[\s:!,–—-]*)?"
    r"(?:(?:l[ae]|les|cette|ce|ces)\s+)?"
    r"(?:(?:sessions?|formations?|stages?|groupes?|modules?|journ[ée]es?|dates?|ateliers?|elle|il)\b)?"
    r"(?:\s*(?:initialement|initiales?|pr[ée]vue?s?|programm[ée]e?s?)\b)*"
    r"(?:\s*\b(?:du|des|de|les?)\b(?=\s*[\w*~]))?[\s:,*_~]*",
    re.IGNORECASE,
)
_AUXILIARY: Final = expression(
    r"(?:\b(?:est|sont|a|ont|sera|seront|[ée]t[ée]|donc|finalement|annul[ée]+s?\s+et)\b\s*)+$",
    re.IGNORECASE,
)
_HEDGED: Final = expression(
    r"\b(?:pas|non|peut|pourra(?:it|ient)?|pourront|serai(?:t|ent)|[êe]tre|si|cas)\b", re.IGNORECASE
)
_SIGNS: Final = " \t\n\u00a0,;:()–—-→>~*_.!"
_PARTS: Final = expression(r"[\s*_~]*[,;:()–—→-][\s*_~]*$")
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
    earlier: bool | None = False
    """Whether the new days come before the old ones; None where the verb does not tell."""

    @property
    def follows(self) -> bool:
        """True where it only goes on about days told before."""
        return self.old is None and self.beside is None


def speaks_of_move(words: Words) -> bool:
    """Tell words in which something is put off, were it not told to when."""
    return bool(_VERB.search(words.text))


@lru_cache(2048)  # each line is asked about from many sides
def _may_tell(phrase: str) -> bool:
    return "~~" in phrase or bool(_VERB.search(phrase))


def find_move(words: Words) -> Move | None:
    """Find what a phrase says of days that have changed; None where it speaks of nothing such."""
    if len(words.text) > _LONGEST or not _may_tell(words.text):
        return None
    verbs = [*_VERB.finditer(words.text)]
    if not verbs:
        return _struck(words)
    verb = verbs[0]
    after = words.text[verb.end() :]
    later = bool(_LATER.fullmatch(after))
    if not later and not _leads_to_dates(after):
        return None
    before = words.part(0, len(_AUXILIARY.sub("", words.text[: verb.start()])))
    other = _DEADLINE.search(before.text)
    if other and not mentions_dates(before.text[: other.start()]):
        return None
    hedged = any(_HEDGED.search(told) for told in (words.text[: verb.start()], after))
    old, beside, known = _before(before)
    declared = known and not hedged and not other and (old is None or _is_whole(before, old))
    found = [] if later else [*_readings(words, verb)]
    new, instead = found[0] if len(found) == 1 else (None, None)
    clear = new is not None and _is_clear(new) and len(verbs) == 1 and not (old and instead)
    return Move(
        new=new, old=old or instead, beside=beside, sure=declared and (later or clear),
        declared=declared, start=verb.start(),
        earlier=bool(verb["earlier"]) if verb["later"] or verb["earlier"] else None,
    )  # fmt: skip


def _struck(words: Words) -> Move | None:
    """Read days struck out, those behind them being the new ones: "~~12 octobre~~ 4 janvier 2027"."""
    struck = _STRUCK.search(words.text)
    if not struck or mentions_dates(words.text[: struck.start()]):
        return None
    old, new = words.part(*struck.span(1)), _bare(words.part(struck.end()))
    beside = _bare(words.part(0, struck.start()))
    told = mentions_dates(old.text)
    if not (mentions_dates(new.text) if new.text else told):
        return None
    sure = told and bool(new.text) and "~~" not in new.text and _is_whole(old, old)
    return Move(
        new=new if new.text else None, old=old, beside=beside if beside.text else None,
        sure=sure, declared=sure, start=struck.start(), earlier=None,
    )  # fmt: skip


def _is_clear(new: Words) -> bool:
    """Tell days from a reason that holds some: "en raison de la grève du 3 mars 2026"."""
    rest = read_schedule(new.text)[0].rest
    return "~~" not in new.text and not (rest and rest[0][0] == 0 and new.text[0].islower())


def _leads_to_dates(after: str) -> bool:
    if led := _TO_NEW.match(after):
        return mentions_dates(after) or bool(_SOME_TIME.search(after, led.end()))
    led = _ON_NEW.match(after) or (_FROM_OLD.match(after.lstrip()) and _BETWEEN.search(after))
    return bool(led) and mentions_dates(after)


def _is_whole(before: Words, old: Words) -> bool:
    """Tell days of a whole session from one of several: "les 12 et 13 (le 13 reporté …"."""
    dated = sum(mentions_dates(line.text) for line in old.lines())
    told = before.text.strip(" \t\n(")
    return dated == 1 and told.count("(") <= told.count(")") and _is_known(old.text)


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


def _readings(words: Words, verb: re.Match[str]) -> Iterator[tuple[Words, Words | None]]:
    """Yield new and old days in each way in which what stands behind the verb can be read."""
    told = words.part(verb.end())
    if any(mentions_dates(line.text) for line in told.lines()[1:]):
        return
    if led := _TO_NEW.match(told.text) or (_ON_NEW.match(told.text) if verb["planned"] else None):
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

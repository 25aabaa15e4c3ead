"""What prerequisites ask for by name: modules of the own series, titles between quotes.

A sentence that takes back what it names ("il n'est pas nécessaire d'avoir suivi le module 1") asks
for nothing; neither does one that only looks ahead ("prépare au module 3").
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from fichegen.expressions import expression

_RANGE: Final = "à|au|jusqu['’]au|-|–"
_UNIT: Final = (
    r"(?: |\u00a0|\u202f)?(?:jours?|journées?|heures?|h|min(?:utes)?|semaines?|mois|ans?|années?|%|€"
    r"|euros?|personnes?|participants?|places?|janv|f[ée]v|mars|avril|mai|juin|juil|ao[uû]t|sept|oct"
    r"|nov|d[ée]c)"
)
_NUMBER: Final = (
    rf"\d{{1,2}}[a-f]?(?!\w|[.,]\d|[.,/-]\d{{1,2}}[./-]\d{{2,4}}|{_UNIT}(?:[a-zéû.]*)(?!\w))"
)
_MODULES: Final = expression(
    rf"(?<!\w)(?P<word>modules?|mod\.)\s?(?:n[°ºo]s?\.?\s?)?(?P<first>{_NUMBER})"
    rf"(?P<rest>(?:\s?(?:,\s?(?:et|ou)|,|et\s?/\s?ou|et|&|ou|/|\+|{_RANGE})\s?"
    rf"(?:(?:le|la|les|du|des)\s)?(?:modules?\s)?(?:n[°ºo]\s?)?{_NUMBER}){{0,30}})"
    r"(?P<total>\s(?:sur|/)\s\d{1,2}(?!\w))?(?![.,]?\d)",
    re.IGNORECASE,
)
_FURTHER: Final = expression(
    rf"(?P<link>,\s?(?:et|ou)|,|et\s?/\s?ou|et|&|ou|/|\+|{_RANGE})\s?"
    rf"(?:(?:le|la|les|du|des)\s)?(?:modules?\s)?(?:n[°ºo]\s?)?(?P<number>{_NUMBER})",
    re.IGNORECASE,
)
_ORDINALS: Final = (
    r"1(?:er|re|ère)|premier", r"2(?:e|de?|nd|ème)|deuxième|second", r"3(?:e|ème)|troisième",
    r"4(?:e|ème)|quatrième", r"5(?:e|ème)|cinquième", r"6(?:e|ème)|sixième",
)  # fmt: skip
_NTH: Final = expression(
    r"(?<!\w)(?:(?P<count>deux|trois|quatre|cinq|six|[2-6])\spremiers"
    + "".join(f"|(?P<n{n}>{words})" for n, words in enumerate(_ORDINALS, 1))
    + r")\smodules?(?!\w)",
    re.IGNORECASE,
)
_COUNTS: Final = {"deux": 2, "trois": 3, "quatre": 4, "cinq": 5, "six": 6}
_MOST: Final = 20
"""A longer range is no range of modules."""

_SENTENCE_END: Final = expression(r"[.!?;…](?=\s|$)|\n\s*\n")
_TAKEN_BACK: Final = expression(
    r"(?<!\w)(?:pas|aucune?s?|nullement|jamais|sans|sauf|hors|dispens\w*|exempt\w*|exon[ée]r\w*"
    r"|facultati\w*|optionnel\w*|inutile|superflu|ind[ée]pendant\w*|ind[ée]pendamment|non|ni"
    r"|guère|peu importe)(?!\w)",
    re.IGNORECASE,
)
_ONLY: Final = expression(
    r"(?<!\w)(?:pas\s(?:seulement|uniquement|encore)|sans\sdoute)(?!\w)", re.IGNORECASE
)
_AHEAD: Final = expression(
    r"(?<!\w)(?:pr[ée]par\w*\s(?:au|aux|le|les)|acc[ée]der\s(?:au|aux)|acc[èe]s\s(?:au|aux)"
    r"|avant(?:\s(?:de\ssuivre|d['’]aborder|d['’]entrer\sdans|de\scommencer))?\s(?:le|les)"
    r"|(?:poursuiv\w*|continu\w*|suite)\s(?:avec|par|vers|dans)\s(?:le|les)|en\svue\s(?:du|des)"
    r"|ouvre\s(?:au|aux|sur\sle)|(?:ce|pr[ée]sent|du\spr[ée]sent))\s$",
    re.IGNORECASE,
)
_OF_ANOTHER: Final = expression(r"\s?(?:,\s)?(?:de|du|des|d['’])[^«“\".,;:]{0,40}[«“\"]")
_REACH: Final = 60

_OPENING: Final = {"«": "»", "“": "”"}
_STRAIGHT: Final = expression(r'(?<![^\s(\[])"(?!\s)([^"\n]{1,300}?)(?<!\s)"(?![^\s)\].,;:!?…])')
_LONGEST: Final = 300
_QUOTE_SPACES: Final = " \t\n\u00a0\u202f"


def mentioned_modules(words: str) -> tuple[str, ...]:
    """Return the numbers, as written, of the modules that a text asks for, each once.

    "Modules 1 & 3" are two, "modules 1 à 3" all between; "le premier module" is "1". A module
    named inside a quoted title belongs to that title.
    """
    found: dict[str, None] = {}
    quotes = [quote for quote in _quotes(words) if not _MODULES.fullmatch(_inner(words, quote))]
    hidden = _hidden(words, quotes)
    for start, end in _asking(hidden):
        sentence = hidden[start:end]
        named = [(match.start(), _numbers(match)) for match in _MODULES.finditer(sentence)
                 if not _elsewhere(words[start:end], sentence, match)]  # fmt: skip
        named += [(match.start(), _nth(match)) for match in _NTH.finditer(sentence)
                  if not _AHEAD.search(sentence[max(0, match.start() - _REACH) : match.start()])]  # fmt: skip
        for _, numbers in sorted(named):
            found.update(dict.fromkeys(numbers))
    return tuple(found)


def quoted_titles(words: str) -> tuple[str, ...]:
    """Return what stands between « », “ ” or straight quotes and may name another fiche."""
    quotes = _quotes(words)
    sentences = [*_asking(_hidden(words, quotes))]
    titles: dict[str, None] = {}
    at = 0
    for quote in quotes:
        while at < len(sentences) and sentences[at][1] <= quote[0]:
            at += 1
        title = _inner(words, quote)
        if at < len(sentences) and sentences[at][0] <= quote[0] and _is_title(title):
            titles[title] = None
    return tuple(titles)


def _is_title(words: str) -> bool:
    return (
        len(words) > 2 and any(char.isalpha() for char in words) and not _MODULES.fullmatch(words)
    )


def _asking(words: str) -> Iterator[tuple[int, int]]:
    """Yield the bounds of the sentences that take nothing back."""
    start = 0
    for end in [*(match.end() for match in _SENTENCE_END.finditer(words)), len(words)]:
        if not _TAKEN_BACK.search(_ONLY.sub("", words[start:end])):
            yield start, end
        start = end


def _numbers(match: re.Match[str]) -> list[str]:
    numbers = [match["first"]]
    plural = match["word"].lower().endswith("s")
    for further in _FURTHER.finditer(match["rest"]):
        link, number = further["link"], further["number"]
        if link == "/" and not plural:
            break  # "module 1/3" is the first of three
        last = numbers[-1]
        if re.fullmatch(_RANGE, link, re.IGNORECASE) and last.isdecimal() and number.isdecimal():
            if not 0 < int(number) - int(last) <= _MOST:
                break
            numbers += map(str, range(int(last) + 1, int(number)))
        numbers.append(number)
    return numbers


def _nth(match: re.Match[str]) -> list[str]:
    if count := match["count"]:
        return [str(n + 1) for n in range(_COUNTS.get(count.lower()) or int(count))]
    return [name[1:] for name, words in match.groupdict().items() if words]


def _elsewhere(words: str, hidden: str, match: re.Match[str]) -> bool:
    """Tell whether a module is one to come, this one, or one of another series."""
    before = hidden[max(0, match.start() - _REACH) : match.start()]
    return bool(_AHEAD.search(before) or _OF_ANOTHER.match(words, match.end()))


def _quotes(words: str) -> list[tuple[int, int]]:
    """Return the bounds of the quotes, signs included, an outer one before those inside it."""
    quotes = [match.span() for match in _STRAIGHT.finditer(words)]
    opened: list[int] = []
    for at, char in enumerate(words):
        if char in _OPENING:
            opened.append(at)
        elif opened and char == _OPENING[words[opened[-1]]]:
            quotes.append((opened.pop(), at + 1))
    return sorted((s, e) for s, e in quotes if e - s <= _LONGEST)


def _inner(words: str, quote: tuple[int, int]) -> str:
    return words[quote[0] + 1 : quote[1] - 1].strip(_QUOTE_SPACES)


def _hidden(words: str, quotes: list[tuple[int, int]]) -> str:
    """Put a blank letter in place of each one inside quotes, so that only the rest is read."""
    parts, at = [], 0
    for start, end in quotes:
        if start >= at:
            parts += [words[at : start + 1], "x" * (end - start - 2), words[end - 1]]
            at = end
    return "".join([*parts, words[at:]])

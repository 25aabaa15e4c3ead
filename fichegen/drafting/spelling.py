"""Words as YAML and Markdown must spell them for the reader to give them back as they are."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Final

from fichegen import text
from fichegen.expressions import expression
from fichegen.reading import read_fiche
from fichegen.sources import decode

_MARKDOWN: Final = expression(r"[\\`*_\[\]<>#|~!]")
_SIGNS: Final = expression(r"[!-/:-@\[-`{-~]")
_PLAIN: Final = expression(r"[^\W\d_][^:#\n\"'{}\[\]]*")
"""Words that no reader of YAML takes for anything else."""
_BELOW: Final = "\n<!-- -->\n"
"""What a sign in the title could begin, and something below it end."""
_CONSTANTS: Final = frozenset("true false yes no on off null oui non vrai faux y n".split())


def clean_title(words: str) -> str:
    """Return a title as the reader gives it: ornaments and stretches of blanks taken off."""
    return text.strip_ornaments(text.squeeze(words))


def title_problem(title: str) -> str:
    """Say what keeps words from being a title; empty where nothing does."""
    typed = title.encode("utf-8", "replace")  # "?" for half characters
    if decode("", typed) != (title, ()) and text.key(title):
        return "il contient un signe invisible, ou un signe de commande"
    if not text.key(title):
        return "il ne contient ni lettre ni chiffre"
    if _title_in(f"# {heading(title)}\n{_BELOW}") != title:
        return "un de ses signes ne peut pas être écrit ainsi dans une fiche"
    return ""


def module_of(title: str) -> str:
    """Return the number of the module that a title names; empty for none."""
    fiche, _ = read_fiche("a.md", f"# {heading(title)}\n")
    return fiche.title.module if fiche else ""


def heading(title: str) -> str:
    """Spell a title as it stands behind the sign of a heading."""
    return _spelled(title, lambda spelled: f"# {spelled}\n{_BELOW}")


def title_scalar(title: str) -> str:
    """Spell a title as the value of a key."""
    return scalar(_spelled(title, lambda spelled: f"---\ntitre: {scalar(spelled)}\n---\n"))


def scalar(words: str) -> str:
    """Spell a text on one line as a scalar of YAML."""
    if _PLAIN.fullmatch(words) and words == words.strip() and text.key(words) not in _CONSTANTS:
        return words
    return "'" + words.replace("'", "''") + "'"


def comment(words: str) -> str:
    """Make words stand inside a comment of Markdown that they cannot end."""
    return text.squeeze(re.sub(r"-(?=-)", "- ", words).replace("->", "- >"))


def _spelled(title: str, source: Callable[[str], str]) -> str:
    """Find the spelling with the fewest escapes that is read back; the title itself for want of one."""
    tried = (title, *(signs.sub(r"\\\g<0>", title) for signs in (_MARKDOWN, _SIGNS)))
    return next((spelled for spelled in tried if _title_in(source(spelled)) == title), title)


def _title_in(source: str) -> str:
    fiche, findings = read_fiche("a.md", source)
    return fiche.title.words if fiche and not findings else ""

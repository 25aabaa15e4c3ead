"""Advice is followed to the letter, in each notation, by an editor who does nothing else."""

from __future__ import annotations

import datetime as dt
import re
from typing import Final

import pytest
from exports import ORGANISATION

from fichegen import audit
from fichegen.catalogue import assemble
from fichegen.gaps import Level, Verdict, as_yaml
from fichegen.presenting import Presenter
from fichegen.reading import TABLES, Scope, read_fiche, read_organisation, read_yaml
from fichegen.settings import Settings

TODAY: Final = dt.date(2021, 9, 1)
LABELS: Final = {field.label: field for field in TABLES[Scope.FICHE]}
WORDS: Final = {
    "mis_a_jour": "30 août 2021",
    "organismes": "Coopérative Tamarin",
    "modalite": "présentiel",
    "formacode": "44072",
    "formacode_public": "82044",
    "interlocuteurs": "Marie PAYET, marie@tamarin.example",
    "accessibilite": "Locaux accessibles",
    "objectifs": "- Repérer une demande\n- Orienter",
}
"""What an editor writes where the advice gives no example."""
OTHERWISE: Final = "Deux ou trois mots"


def judged(path: str, source: str) -> tuple[audit.FicheGaps, list[str]]:
    fiche, findings = read_fiche(path, source)
    assert fiche, source
    record, _ = read_organisation("content/organismes/tamarin.yml", ORGANISATION)
    assert record
    catalogue, _ = assemble([fiche], [record], (), Settings(url="https://formations.example"))
    return audit.report(Presenter(catalogue, TODAY)).fiches[0], [f.code for f in findings]


def gaps(path: str, source: str) -> list[Verdict]:
    found, _ = judged(path, source)
    return [verdict for part in found.parts for verdict in part.gaps]


# ---------------------------------------------------------------- the editor


def followed(source: str, verdict: Verdict) -> str:
    """Do what an advice says, and no more."""
    mend = verdict.mend.removeprefix("relisez la fiche, puis ")
    lines = source.rstrip("\n").split("\n")
    example = re.search(r" : .*?« ([^«»…]+) »", mend)
    words = WORDS.get(verdict.field) or (example[1] if example else OTHERWISE)
    if found := re.fullmatch(r"ajoutez « ## ([^»]+) » : .*", mend):
        return "\n".join([*lines, "", f"## {found[1]}", "", words, ""])
    if found := re.fullmatch(r"ajoutez « (\w+): … »( dans l'en-tête)? : .*", mend):
        return _with_key(lines, _keyed(found[1], words), in_head=bool(found[2]))
    if found := re.fullmatch(r"(?:complétez|corrigez) « [^»]+ », ligne (\d+) : .*", mend):
        at = int(found[1]) - 1
        if lines[at].startswith("#"):
            below = next(n for n in range(at + 1, len(lines)) if lines[n].strip())
            lines[below] = words
        else:
            key, colon, _ = lines[at].partition(":")
            lines[at] = _keyed(key, words) if colon else words
        return "\n".join([*lines, ""])
    return _in_sessions(lines, mend)


def _in_sessions(lines: list[str], mend: str) -> str:
    if found := re.fullmatch(r"remplacez la ligne (\d+), « [^»]+ », par « (groupes: .+) »", mend):
        lines[int(found[1]) - 1] = found[2]
        return "\n".join([*lines, ""])
    if found := re.fullmatch(r"ajoutez « (groupes: .+) »( dans l'en-tête)?", mend):
        return _with_key(lines, found[1], in_head=bool(found[2]))
    if found := re.fullmatch(
        r"à la place de « ([^»]+) » \(ligne (\d+) ou dessous\), écrivez (« ### .*)", mend
    ):
        at = next(n for n in range(int(found[2]) - 1, len(lines)) if lines[n] == found[1])
        session = re.findall("« ([^»]+) »", found[3])
        return "\n".join([*lines[:at], *_apart(session), *lines[at + 1 :], ""])
    if found := re.fullmatch(r"ajoutez (« ## .*)", mend):
        return "\n".join([*lines, "", *_apart(re.findall("« ([^»]+) »", found[1])), ""])
    asked = re.fullmatch(
        r"(?:.*, ligne (\d+), |à la ligne (\d+) .*?, )?(?:ajoutez|à la place de « ([^»]+) », écrivez)"
        r" « ([^»]+) »(?:, ou à distance « [^»]+ »)?(?: ; de même pour .*)?",
        mend,
    )
    assert asked, mend
    line, old, written = asked[1] or asked[2], asked[3], str(asked[4])
    at = int(line) - 1 if line else 0
    if old:
        at = next(n for n in range(at, len(lines)) if old in lines[n])
        lines[at] = lines[at].replace(old, written, 1)
        return "\n".join([*lines, ""])
    if lines[at].endswith("}"):  # a session on one line: what is added stands in its braces
        lines[at] = f"{lines[at][:-1]}, {written}}}"
        return "\n".join([*lines, ""])
    if lines[at].startswith("#"):
        return "\n".join([*lines[: at + 1], "", written, "", *lines[at + 1 :], ""])
    if not line:
        return _with_key(lines, written, in_head=lines[0] == "---")
    deep = len(lines[at]) - len(lines[at].lstrip(" -"))
    return "\n".join([*lines[: at + 1], " " * deep + written, *lines[at + 1 :], ""])


def _apart(written: list[str]) -> list[str]:
    return [line for words in written for line in (words.replace("…", "Saint-Benoît"), "")]


def _keyed(key: str, words: str) -> str:
    return f"{key}: [Repérer, Orienter]" if words.startswith("- ") else f"{key}: {words}"


def _with_key(lines: list[str], line: str, *, in_head: bool) -> str:
    at = lines.index("---", 1) if in_head else len(lines)
    return "\n".join([*lines[:at], line, *lines[at:], ""])


# ---------------------------------------------------------------- what comes of it

SOURCES: Final = {
    "rien.md": "# Accueillir\n",
    "rien.yml": "titre: Accueillir\n",
    "entete.md": "---\ntitre: Accueillir\nmaj: janvier 2026\n---\n",
    "entete-et-texte.md": "---\ntitre: Accueillir\ndates: à définir\n---\n\n## Objectifs\n\nÉcouter\n",
    "a-definir.md": "# Accueillir\n\n## Dates\n\nà définir\n\n## Tarif\n\nNous consulter\n\n## Maj\n\nbientôt\n",
    "a-definir.yml": "titre: Accueillir\ndates: à définir\ntarif:\naccessibilite: À compléter\n",
    "groupes.md": "# Accueillir\n\n## Lieux & dates\n\n### Groupe 1\n\nDates : à définir\n\n### Groupe 2\n\nSaint-Paul\n",
    "groupes.yml": 'titre: Accueillir\ndate limite: 15 octobre\ngroupes:\n  - nom: "Pôle « Été » : 974"\n'
    "    places: 12\n  - {nom: Groupe 2, dates: à définir}\n",
    "une-session.yml": "titre: Accueillir\nlieu: Saint-Benoît\ndates: 15 novembre 2021\n",
    "une-session.md": "# Accueillir\n\n## Lieux et dates\n\nSaint-Benoît, le 15 novembre 2021\n",
    "certifie.yml": "titre: Accueillir\nvalidation: Titre professionnel\ndurée: deux jours\n",
}  # fmt: skip


@pytest.mark.parametrize("path", SOURCES)
def test_a_fiche_is_complete_once_all_advice_is_followed(path: str) -> None:
    source = SOURCES[path]
    for _ in range(60):
        left = gaps(f"content/{path}", source)
        if not left:
            break
        after = followed(source, left[0])
        mended = gaps(f"content/{path}", after)
        asked = left[0].requirement
        assert len(mended) < len(left) or left[0] not in mended, (left[0].mend, after)
        assert after != source, asked
        source = after
    found, findings = judged(f"content/{path}", source)
    assert found.score == 100, source
    assert not [code for code in findings if code != "FG312"], (findings, source)


@pytest.mark.parametrize(
    ("path", "source", "mend"),
    [
        ("f.md", "# T\n\n## Accessibilité\n\nÀ compléter\n",
         "complétez « Accessibilité », ligne 3 : l'accueil possible et le référent handicap à joindre"),
        ("f.md", "---\ntitre: T\ndate limite: 15 octobre\ndates: 4 mai 2022\n---\n",
         "corrigez « Date limite d'inscription », ligne 3 : un jour avec son année, « 15 octobre 2022 »"),
        ("f.yml", "titre: T\ninterlocuteur: {nom: Ana}\n",
         "complétez « Interlocuteur », ligne 2 : un nom, et une adresse électronique ou un téléphone"),
        ("f.yml", 'titre: T\ngroupes:\n  - {nom: "A : B", dates: 4 mai 2022}\n  - {nom: C, dates: 5 mai 2022}\n',
         ('dans « groupes », sous « nom: "A : B" », ligne 3, ajoutez « horaires: de 9h à 12h30 et de 13h30 à 17h »'
          " ; de même pour 1 autre session")),
        ("f.yml", "titre: T\ngroupes:\n  - {nom: A, dates: 4 mai 2022, date limite: bientôt}\n",
         ("dans « groupes », sous « nom: Groupe A », ligne 3, à la place de « bientôt », écrivez"
          " « 15 octobre 2022 »")),
        ("f.yml", "titre: T\ngroupes:\n  - {nom: A, dates: décembre 2022}\n",
         ('dans « groupes », sous « nom: Groupe A », ligne 3, à la place de « décembre 2022 », écrivez'
          ' « "15, 16 et 17 novembre 2022" »')),
        ("f.md", "# T\n\n## Lieux et dates\n\n### Groupe A\n\nMetz : décembre 2022\n",
         ("sous « Groupe A », ligne 5, à la place de « décembre 2022 », écrivez"
          " « 15, 16 et 17 novembre 2022 »")),
        ("f.md", f"# T\n\n## Public\n\n{'mot ' * 100}\n",
         "raccourcissez « Public », ligne 3, ou mettez l'essentiel au début"),
    ],
)  # fmt: skip
def test_what_stands_there_is_not_to_be_added(path: str, source: str, mend: str) -> None:
    assert mend in {verdict.mend for verdict in gaps(f"content/{path}", source)}


@pytest.mark.parametrize(
    "words", ["Groupe 1", "Pôle « Été » : 974", "[a", "12 rue, 2", "# x", "l'un", 'a "b" c', "- a", "a: b", ""]
)  # fmt: skip
def test_words_in_keys_are_read_back(words: str) -> None:
    for line in (f"a: {as_yaml(words)}", f"a: {{b: {as_yaml(words)}, c: d}}"):
        mapping, findings = read_yaml("f.yml", line)
        assert mapping
        assert not findings
        assert words in str(mapping.entries[0].value)


def test_a_reason_of_a_default_that_nobody_can_better_costs_nothing() -> None:
    found, _ = judged("content/f.yml", "titre: T\norganisme: [Coopérative Tamarin, Autre]\n")
    one = next(v for part in found.parts for v in part.verdicts if v.requirement.key == "organisme")
    assert (one.level, one.mend) == (Level.FINE, "")
    assert "seul responsable" in one.reason

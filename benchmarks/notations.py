"""Invented fiches in the notations that people write them in, and as pages for Hugo."""

# ruff: noqa: INP001 - scripts, no package
from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

from benchmarks.facts import Group, Organisation, Person, Sheet, day_in_words

HEADINGS: Final = {
    "secteurs": "Secteurs",
    "public": "Public",
    "duree": "Durée",
    "organismes": "Organisme de formation",
    "date_limite": "Date limite d'inscription",
    "tarif": "Tarif",
    "effectif": "Effectif",
    "modalite": "Modalité",
    "reference": "Référence",
    "contexte": "Contexte",
    "objectifs": "Objectifs",
    "prerequis": "Prérequis",
    "contenu": "Contenu",
    "methodes": "Méthodes pédagogiques",
    "moyens": "Moyens pédagogiques",
    "evaluation": "Modalités d'évaluation",
    "accessibilite": "Accessibilité",
    "delais_acces": "Délais d'accès",
    "intervenants": "Intervenants",
    "inscription": "Modalités d'inscription",
    "partenariat": "Partenariat & cofinancement",
    "validation": "Validation",
    "repas_et_stationnement": "Repas et stationnement",
}
_TECHNICAL: Final = ("secteurs", "public", "duree", "organismes", "date_limite")
"""What the model of all fiches tells first."""


def source_of(sheet: Sheet) -> tuple[str, str]:
    """Write a fiche in one of the three notations: ending of its name, and text."""
    turn = sheet.number % 10
    if turn < 6:
        return "md", in_headings(sheet)
    return ("md", with_front_matter(sheet)) if turn < 8 else ("yml", in_yaml(sheet))


# ------------------------------------------------------------------------- plain Markdown


def in_headings(sheet: Sheet) -> str:
    """Write a fiche as Markdown whose headings name the fields."""
    facts = _facts(sheet)
    blocks = [f"# {sheet.title}", "## Fiche technique"]
    for name in _TECHNICAL:
        if name in facts:
            sign = "☞ " if name == "organismes" else ""
            blocks += [f"### {HEADINGS[name]}", f"{sign}{facts.pop(name)}"]
    blocks.append("## Lieux & dates")
    for group in sheet.groups:
        blocks += _group_in_headings(group)
    blocks.append("## Interlocuteur")
    for person in sheet.people:
        blocks += [f"**{person.name}**, {person.role}"]
        blocks += [f"[{person.email}](mailto:{person.email})", *filter(None, [person.phone])]
    for name, told in (*facts.items(), *sheet.sections):
        blocks += [f"## {HEADINGS[name]}", told]
    blocks += ["## Mis à jour le", f"{sheet.updated:%d/%m/%Y}"]
    return "\n\n".join(blocks) + "\n"


def _group_in_headings(group: Group) -> Iterator[str]:
    status = f" ({group.status})" if group.status else ""
    yield f"### ☞ {group.name}{status}"
    if group.territory:
        yield f"#### {group.territory.upper()}"
    yield group.dates
    labels = {"lieu": "Lieu", "adresse": "Adresse", "lien": "Lien", "horaires": "Horaires"}
    labels |= {"places": "Places", "date_limite": "Date limite d'inscription"}
    facts = _group_facts(group)
    yield from (f"{label} : {facts[name]}" for name, label in labels.items() if name in facts)


# ------------------------------------------------------------------------- YAML


def with_front_matter(sheet: Sheet) -> str:
    """Write a fiche as YAML for the facts, Markdown for the prose."""
    facts = _facts(sheet)
    prose = {"public": facts.pop("public"), **dict(sheet.sections)}
    body = [f"# {sheet.title}"]
    for name, told in prose.items():
        body += [f"## {HEADINGS[name]}", told]
    head = ["---", *_yaml_facts(facts, sheet), "---"]
    return "\n".join(head) + "\n\n" + "\n\n".join(body) + "\n"


def in_yaml(sheet: Sheet) -> str:
    """Write a fiche as YAML, prose too."""
    lines = [f"titre: {_scalar(sheet.title)}", *_yaml_facts(_facts(sheet), sheet)]
    lines += [f"{name}: {_scalar(told)}" for name, told in sheet.sections]
    return "\n".join(lines) + "\n"


def organisation_in_yaml(told: Organisation) -> str:
    """Write the file of an organisation."""
    lines = [
        f"nom: {_scalar(told.name)}",
        f"siret: {_quoted(told.siret)}",
        f"nda: {_quoted(told.nda)}",
        f"adresse: {_scalar(told.address)}",
        f"site: https://www.{told.host}/",
        f"courriel: accueil@{told.host}",
        "référent handicap:",
        *(f"  {line}" for line in _yaml_person(told.advisor)),
        "présentation: Un organisme inventé pour la mesure.",
    ]
    return "\n".join(lines) + "\n"


def _facts(sheet: Sheet) -> dict[str, str]:
    """Return what is told of the fiche itself, in words, by key."""
    form = sheet.number * 0.37 % 1
    told = {
        "secteurs": ", ".join(sheet.sectors),
        "public": sheet.audience,
        "duree": sheet.length,
        "organismes": sheet.organisation.name,
        "date_limite": day_in_words(sheet.deadline, form) if sheet.deadline else "",
        "tarif": sheet.price,
        "effectif": sheet.seats,
        "modalite": sheet.mode,
        "reference": sheet.reference,
    }
    return {name: words for name, words in told.items() if words}


def _group_facts(group: Group) -> dict[str, str]:
    told = {
        "territoire": group.territory,
        "lieu": group.place,
        "adresse": group.address,
        "lien": group.link,
        "dates": group.dates,
        "horaires": group.hours,
        "places": group.seats,
        "statut": group.status,
        "date_limite": day_in_words(group.deadline, group.form) if group.deadline else "",
    }
    return {name: words for name, words in told.items() if words}


def _yaml_facts(facts: Mapping[str, str], sheet: Sheet) -> Iterator[str]:
    for name, told in facts.items():
        if name == "secteurs":
            yield f"secteurs: [{', '.join(map(_quoted, sheet.sectors))}]"
        else:
            yield f"{name}: {_scalar(told)}"
    yield f"mis à jour le: {sheet.updated:%d/%m/%Y}"
    yield "groupes:"
    for group in sheet.groups:
        yield f"  - nom: {group.name}"
        for name, told in _group_facts(group).items():
            yield f"    {name}: {_scalar(told, 6)}"
    yield "interlocuteurs:"
    for person in sheet.people:
        first, *rest = _yaml_person(person)
        yield f"  - {first}"
        yield from (f"    {line}" for line in rest)


def _yaml_person(person: Person) -> Iterator[str]:
    yield f"nom: {_scalar(person.name)}"
    yield f"fonction: {_scalar(person.role)}"
    yield f"courriel: {person.email}"
    if person.phone:
        yield f"téléphone: {_quoted(person.phone)}"


def _scalar(told: str, margin: int = 2) -> str:
    """Write words bare where YAML allows it, in lines of their own where there are several."""
    if "\n" in told:
        return "\n".join(["|", *(f"{' ' * margin}{line}".rstrip() for line in told.split("\n"))])
    if re.fullmatch(r"\w[^:#\"\[\]{}]*", told):
        return told
    return _quoted(told)


def _quoted(told: str) -> str:
    return json.dumps(told, ensure_ascii=False)


# ------------------------------------------------------------------------- Hugo


def hugo_pages(sheet: Sheet) -> Iterator[tuple[str, str]]:
    """Write the page of a fiche, and one for each of its groups: paths below `content/`, texts."""
    body = "\n\n".join(f"## {HEADINGS[name]}\n\n{told}" for name, told in sheet.sections)
    head = {
        "title": sheet.title,
        "slug": sheet.slug,
        "lastmod": sheet.updated.isoformat(),
        "secteurs": sheet.sectors,
        "territoires": sheet.territories,
        "organismes": [sheet.organisation.slug],
        "parcours": [sheet.series] if sheet.series else [],
        "organisme": sheet.organisation.name,
        "public": sheet.audience,
        "duree": sheet.length,
        "limite": sheet.deadline.isoformat() if sheet.deadline else "",
        "tarif": sheet.price,
        "effectif": sheet.seats,
        "modalite": sheet.mode,
        "reference": sheet.reference,
        "contacts": [_hugo_person(person) for person in sheet.people],
        "sessions": [_hugo_group(group) for group in sheet.groups],
    }
    yield f"fiches/{sheet.slug}.md", f"{_toml(head)}\n{body}\n"
    for group in sheet.groups:
        own = {
            "title": f"{sheet.title} – {group.name}",
            "url": f"/fiches/{sheet.slug}/{group.slug}/",
            "lastmod": sheet.updated.isoformat(),
            "fiche": sheet.slug,
            "formation": sheet.title,
            "organisme": sheet.organisation.name,
            "public": sheet.audience,
            "duree": sheet.length,
            "contacts": head["contacts"],
            "session": _hugo_group(group, sheet),
        }
        yield f"sessions/{sheet.slug}-{group.slug}.md", _toml(own)


def hugo_organisation(told: Organisation) -> tuple[str, str]:
    """Write the page of an organisation: path below `content/`, text."""
    head = {
        "title": told.name,
        "siret": told.siret,
        "nda": told.nda,
        "adresse": told.address,
        "site": f"https://www.{told.host}/",
        "courriel": f"accueil@{told.host}",
        "referent": _hugo_person(told.advisor),
    }
    body = "Un organisme inventé pour la mesure."
    return f"organismes/{told.slug}/_index.md", f"{_toml(head)}\n{body}\n"


def _hugo_person(person: Person) -> dict[str, object]:
    return {
        "nom": person.name,
        "fonction": person.role,
        "courriel": person.email,
        "telephone": person.phone,
    }


def _hugo_group(group: Group, sheet: Sheet | None = None) -> dict[str, object]:
    limit = group.deadline or (sheet.deadline if sheet else None)
    return {
        "nom": group.name,
        "slug": group.slug,
        "jours": [day.isoformat() for day in group.days],
        **_group_facts(group),
        "date_limite": limit.isoformat() if limit else "",
    }


def _toml(head: Mapping[str, object]) -> str:
    """Write front matter as TOML, which Hugo reads faster than YAML."""
    return "\n".join(["+++", *(f"{name} = {_value(told)}" for name, told in head.items()), "+++\n"])


def _value(told: object) -> str:
    if isinstance(told, Mapping):
        return f"{{ {', '.join(f'{name} = {_value(one)}' for name, one in told.items())} }}"
    if isinstance(told, Sequence) and not isinstance(told, str):
        return f"[{', '.join(map(_value, told))}]"
    return _quoted(str(told))

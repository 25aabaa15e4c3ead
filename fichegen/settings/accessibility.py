"""`accessibilite:`, what the editor declares of the site's accessibility, and what it must rest on."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from fichegen import text
from fichegen.reading import Mapping, Value, Words, place
from fichegen.settings.reader import Reader, key_of
from fichegen.settings.table import names
from fichegen.settings.values import Accessibility, Conformity

_UNDER: Final = "accessibilite"
_STATES: Final = {"non": Conformity.NONE, "partiel": Conformity.PARTIAL, "total": Conformity.TOTAL}
_ADD_AUDIT: Final = "ajoutez sous « accessibilite » une ligne « audit: 12 mars 2026 », ou"


def read_accessibility(reader: Reader, value: Value) -> Accessibility:
    """Read the keys under `accessibilite`; a claim that nothing carries is refused."""
    if not isinstance(value, Mapping):
        reader.wrong(_UNDER, value, "des clés sont attendues",
                     "écrivez « etat: non conforme » en retrait")  # fmt: skip
        return Accessibility()
    found = Accessibility()
    values: dict[str, Value] = {}
    for entry in value.entries:
        key = key_of(entry.key.text)
        if key not in names(_UNDER):
            reader.unknown(entry.key, names(_UNDER), _UNDER)
        elif not (isinstance(entry.value, Words) and not entry.value.text.strip()):
            values[key] = entry.value
            found = _read(reader, found, key, entry.value)
    return _justified(reader, found, values)


def _read(reader: Reader, found: Accessibility, key: str, value: Value) -> Accessibility:
    name = f"{_UNDER}.{key}"
    match key:
        case "etat":
            return replace(found, claim=_state(reader, value))
        case "audit":
            return replace(found, audit=reader.day(name, value), audit_at=place(value, reader.path))
        case "etabli_le":
            return replace(found, established=reader.day(name, value))
        case "auditeur":
            return replace(found, auditor=reader.words(name, value))
        case "taux":
            return replace(found, rate=reader.percentage(name, value))
        case "schema":
            return replace(found, scheme=reader.link(name, value))
        case "plan":
            return replace(found, plan=reader.link(name, value))
        case "contact":
            return replace(found, contact=reader.email(name, value))
        case _:
            return _read_list(reader, found, key, value)


def _read_list(reader: Reader, found: Accessibility, key: str, value: Value) -> Accessibility:
    name = f"{_UNDER}.{key}"
    match key:
        case "non_conformites":
            return replace(found, failures=reader.lines(name, value))
        case "derogations":
            return replace(found, exemptions=reader.lines(name, value))
        case "hors_champ":
            return replace(found, out_of_scope=reader.lines(name, value))
        case "pages":
            return replace(found, pages=reader.names(name, value))
        case "environnements":
            return replace(found, environments=reader.names(name, value))
        case "outils":
            return replace(found, tools=reader.names(name, value))
        case "technologies":
            named = reader.names(name, value)
            return replace(found, technologies=named) if named else found
        case _:
            raise AssertionError(f"{name} stands in the table of settings and is not read")


def _state(reader: Reader, value: Value) -> Conformity:
    """Read `non`, `partielle`, `totalement conforme`, `conformité partielle`, `non-conformité`…"""
    words = reader.words(f"{_UNDER}.etat", value)
    told = [word for word in text.key(words).split() if not word.startswith("conform")]
    if len(told) == 1:
        for beginning, state in _STATES.items():
            if told[0].startswith(beginning):
                return state
    if words:
        reader.wrong(f"{_UNDER}.etat", value, f"« {words} » n'est pas un état de conformité",
                     "écrivez non conforme, partiellement conforme ou totalement conforme")  # fmt: skip
    return Conformity.NONE


def _justified(reader: Reader, found: Accessibility, values: dict[str, Value]) -> Accessibility:
    """Refuse what no audit carries, and a claim its own results belie."""
    unproven = replace(found, claim=Conformity.NONE, auditor="", rate=None)
    if found.audit is None and "audit" in values:
        return unproven  # its date is told to be wrong: once is enough
    if found.audit is None:
        if found.claim is not Conformity.NONE:
            reader.wrong(f"{_UNDER}.etat", values["etat"],
                         f"un site sans audit daté ne peut pas être {found.claim}",
                         f"{_ADD_AUDIT} déclarez-le non conforme")  # fmt: skip
        for key, given in (("auditeur", found.auditor), ("taux", found.rate is not None)):
            if given:
                reader.wrong(f"{_UNDER}.{key}", values[key], "aucun audit daté ne le porte",
                             f"{_ADD_AUDIT} retirez cette ligne")  # fmt: skip
        return unproven
    if reason := _contradiction(found):
        reader.wrong(f"{_UNDER}.etat", values["etat"], reason,
                     "corrigez l'état ou les résultats : l'état est celui que mesure l'audit")  # fmt: skip
        return replace(found, claim=Conformity.NONE)
    return found


def _contradiction(found: Accessibility) -> str:
    """Say how the results belie the claim; empty where they do not."""
    if found.claim is Conformity.PARTIAL and found.rate is not None and found.rate < 50:
        return "la conformité partielle demande au moins 50 % des critères"
    if found.claim is Conformity.TOTAL and found.rate is not None and found.rate < 100:
        return "la conformité totale demande 100 % des critères"
    if found.claim is Conformity.TOTAL and found.failures:
        return "la conformité totale n'admet aucune non-conformité"
    return ""

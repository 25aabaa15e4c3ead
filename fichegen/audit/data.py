"""The gap report as data, `completude.json`, and the JSON Schema that tells its shape."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from typing import Any, Final

from fichegen import routes
from fichegen.artifacts import Pending
from fichegen.codes import Destination
from fichegen.exporters import SIZES, Part, Sizes, parted
from fichegen.gaps import Level, Requirement
from fichegen.model import Fiche
from fichegen.presenting import Presenter, Step, Ties

from .reporting import (
    DESTINATIONS,
    SCORE_RULE,
    DestinationGaps,
    FicheGaps,
    Report,
    judged,
    requirements,
)

_ENCODER: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
VERSION: Final = 1
"""Of the document's shape: another where a key goes or means something else."""


def _line(presenter: Presenter, fiche: Fiche) -> bytes:
    """Write what a fiche lacks."""
    told = _fiche(presenter.once(judged, fiche))
    return _ENCODER.encode(told).encode("utf-8", "replace")


GAPS: Final = Step("gaps", _line)
"""What a fiche lacks, as the file of all of them tells it."""


def gap_files(
    presenter: Presenter, report: Callable[[], Report], sizes: Sizes = SIZES
) -> Iterator[Pending]:
    """Yield the whole report as JSON, and its schema; the report is asked for where it is needed."""
    # How many files there are is known before the report; which fiches each holds, by it alone.
    places = range(len(presenter.catalogue.fiches))
    for part in parted(routes.GAPS_DATA, places, sizes.fiches):
        yield _file(presenter, report, part)
    schema = f"{json.dumps(_SCHEMA, ensure_ascii=False, indent=2)}\n"
    yield Pending(routes.GAPS_SCHEMA, schema.encode, lambda ties: (ties.ground,))


def _file(presenter: Presenter, report: Callable[[], Report], part: Part[int]) -> Pending:
    def fiches() -> list[Fiche]:
        every = report().fiches
        return [every[place].fiche for place in part.members]

    def reach(ties: Ties) -> Iterator[bytes]:
        yield from (ties.ground, _opening(report(), part))
        yield from (ties.made(GAPS, fiche) for fiche in fiches())

    def written() -> bytes:
        # A fiche a line: what changes in one is one line that changes, and none waits as objects.
        kept = presenter.all_kept(GAPS, fiches())
        return b"".join((_opening(report(), part), b",\n".join(kept), b"\n]\n}\n"))

    return Pending(part.path, written, reach)


def _opening(report: Report, part: Part[int]) -> bytes:
    """Write what stands before the fiches; it names no day, so that it changes only where it must."""
    head = {
        "$schema": routes.relative(routes.GAPS_SCHEMA, part.path),
        "version": VERSION,
        "suite": part.following or None,
        "regle": SCORE_RULE,
        "note": report.score,
        "niveaux": [
            {"cle": str(level), "nom": level.words, "part": level.share} for level in Level
        ],
        "destinations": [_destination(report, destination) for destination in DESTINATIONS],
    }
    opening = json.dumps(head, ensure_ascii=False, indent=1).removesuffix("\n}")
    return f'{opening},\n "fiches": [\n'.encode("utf-8", "replace")


def _destination(report: Report, destination: Destination) -> dict[str, Any]:
    return {
        "cle": str(destination),
        "nom": destination.words,
        "acceptees": report.accepted(destination),
        "exigences": [_requirement(asked) for asked in requirements(destination)],
    }


def _requirement(asked: Requirement) -> dict[str, str]:
    return {"cle": asked.key, "nom": asked.label, "regle": asked.rule, "source": asked.source}


def _fiche(gaps: FicheGaps) -> dict[str, Any]:
    return {
        "slug": gaps.fiche.slug,
        "titre": gaps.fiche.title.words,
        "source": gaps.fiche.path,
        "note": gaps.score,
        "destinations": [_part(part) for part in gaps.parts],
    }


def _part(part: DestinationGaps) -> dict[str, Any]:
    """Give the requirements that are met by their keys, and the others with all that is said."""
    return {
        "cle": str(part.destination),
        "note": part.score,
        "acceptee": not part.blocked,
        "conformes": [v.requirement.key for v in part.verdicts if v.level is Level.FINE],
        "sans_objet": [v.requirement.key for v in part.verdicts if v.level is Level.NOT_ASKED],
        "manques": [
            {
                "exigence": verdict.requirement.key,
                "niveau": str(verdict.level),
                "raison": verdict.reason,
                "remede": verdict.mend,
                "rubrique": verdict.field,
            }
            for verdict in part.gaps
        ],
    }


# ---------------------------------------------------------------- its shape


def _object(description: str, **members: dict[str, Any]) -> dict[str, Any]:
    """Describe a closed object whose members are all there."""
    return {
        "description": description,
        "type": "object",
        "properties": members,
        "required": [*members],
        "additionalProperties": False,
    }


def _list(description: str, items: dict[str, Any]) -> dict[str, Any]:
    return {"description": description, "type": "array", "items": items}


def _text(description: str) -> dict[str, Any]:
    return {"description": description, "type": "string"}


def _score(description: str) -> dict[str, Any]:
    return {"description": description, "type": "integer", "minimum": 0, "maximum": 100}


_DESTINATION: Final = {"description": "la destination", "enum": [str(d) for d in DESTINATIONS]}
_LEVEL: Final = {"description": "jusqu'où l'exigence est remplie", "enum": [str(x) for x in Level]}
_KEY: Final = _text("la clé d'une exigence de la destination")
_GAP: Final = _object(
    "Une exigence qui n'est pas remplie.",
    exigence=_KEY,
    niveau=_LEVEL,
    raison=_text("ce qui ne va pas"),
    remede=_text("ce qu'il faut écrire, et où"),
    rubrique=_text(
        "la clé de la rubrique concernée ; vide quand ce n'est pas une rubrique de fiche"
    ),
)
_OF_FICHE: Final = _object(
    "Une fiche.",
    slug=_text("son nom dans les adresses"),
    titre=_text("son titre"),
    source=_text("le fichier où elle est écrite, depuis le dossier du projet"),
    note=_score("la moyenne de ses notes, une par destination"),
    destinations=_list(
        "ce qu'il en est pour chaque destination",
        _object(
            "Une destination, pour une fiche.",
            cle=_DESTINATION,
            note=_score("la note de la fiche pour cette destination"),
            acceptee={"description": "faux quand une exigence bloque", "type": "boolean"},
            conformes=_list("les exigences remplies", _KEY),
            sans_objet=_list("les exigences qui ne concernent pas la fiche", _KEY),
            manques=_list("les autres, les plus graves d'abord", _GAP),
        ),
    ),
)
_SCHEMA: Final = {
    "$schema": "https://json-schema.org/draft/2020-12/schema",
    "title": "Ce qui manque aux fiches d'un catalogue, pour chaque destination",
    **_object(
        "Le rapport de complétude.",
        **{"$schema": _text("l'adresse de ce schéma, depuis le fichier")},
        version={"description": "la version de cette forme", "const": VERSION},
        suite={
            "description": "le fichier qui continue celui-ci ; nul dans le dernier",
            "type": ["string", "null"],
        },
        regle=_text("comment les notes sont faites"),
        note=_score("la moyenne des notes des fiches"),
        niveaux=_list(
            "ce qu'un constat peut valoir",
            _object(
                "Un niveau.",
                cle=_LEVEL,
                nom=_text("ses mots"),
                part={
                    "description": "ce qu'il compte dans une note ; nul s'il ne compte pas",
                    "type": ["number", "null"],
                },
            ),
        ),
        destinations=_list(
            "les destinations et ce qu'elles demandent",
            _object(
                "Une destination.",
                cle=_DESTINATION,
                nom=_text("son nom"),
                acceptees={"description": "les fiches que rien ne bloque", "type": "integer"},
                exigences=_list(
                    "ce qu'elle demande",
                    _object(
                        "Une exigence.",
                        cle=_KEY,
                        nom=_text("son nom"),
                        regle=_text("quand elle est remplie"),
                        source=_text("où la destination la pose"),
                    ),
                ),
            ),
        ),
        fiches=_list("les fiches, de la moins à la plus complète", _OF_FICHE),
    ),
}

"""What a snapshot says of itself: the day, the site, each file with its digest, the one before it.

It is written in one way only, so that its bytes have one digest, which the next snapshot notes.
"""

from __future__ import annotations

import datetime as dt
import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from fichegen.expressions import expression

_KIND: Final = "fichegen : instantané d'un site publié"
_VERSION: Final = 1
_NAME: Final = expression(r"(\d{4}-\d{2}-\d{2})(?:-([1-9]\d{0,5}))?")
_DIGEST: Final = expression(r"[0-9a-f]{64}")
MANIFEST: Final = "manifeste.json"
"""The file of a snapshot that tells what it holds."""
CHECKSUM: Final = "manifeste.json.sha256"
"""The file that holds the digest of the manifest, as `sha256sum -c` reads it."""


class ManifestError(Exception):
    """What was read is no manifest of ours, or was changed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Held:
    """One file of a snapshot."""

    digest: str
    """SHA-256 of its bytes, in hexadecimal digits."""
    size: int
    """In bytes."""
    within: str
    """Name of the snapshot whose folder it lies in: this one, or the first that had these bytes."""
    is_shifted: bool = False
    """True where the bytes that lie there are these, but for the day the site says it was built for."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shown:
    """A fiche as the site showed it."""

    slug: str
    title: str
    page: str
    """Path of its page on the site."""
    state: str
    """What the browser told of its sessions on that day; empty where the site does not say."""
    since: str
    """The first snapshot, without a break up to this one, whose page had the same words."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Facts:
    """What a snapshot is taken of, told by the machine it is taken on."""

    day: dt.date
    tool: str
    """The version of fichegen."""
    title: str
    """Of the catalogue."""
    url: str
    """Where the site is published; empty where the settings do not say."""
    built_for: str
    """The day the site was built for, in ISO form; empty where the site does not say."""
    commit: str = ""
    """Where the project stood in git; empty where git cannot tell."""
    is_edited: bool = False
    """True where files of the project were not as that commit has them."""
    no_history: str = ""
    """Why the history of the fiches is not told, in French; empty where it is."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Manifest:
    """A snapshot, told whole."""

    name: str
    """Of its folder: `2021-09-01`, `2021-09-01-2` for the second of a day."""
    number: int
    """Its place in the chain, from 1."""
    former: tuple[str, str] | None
    """Name of the snapshot before it, and the digest of that one's manifest."""
    facts: Facts
    fiches: tuple[Shown, ...]
    files: Mapping[str, Held]
    """By path, as they would lie if they all lay in the folder."""


def name_for(day: dt.date, last: str | None) -> str:
    """Name a snapshot of a day, where `last` is the name of the one before it."""
    match = _NAME.fullmatch(last or "")
    if not match or match[1] != day.isoformat():
        return day.isoformat()
    return f"{day.isoformat()}-{int(match[2] or 1) + 1}"


def day_of(name: str) -> str | None:
    """Return the day that the name of a snapshot tells, in ISO form; None where it is no such name."""
    match = _NAME.fullmatch(name)
    return match[1] if match else None


def digest_of(body: bytes) -> str:
    """Return the SHA-256 of some bytes in hexadecimal digits."""
    return hashlib.sha256(body).hexdigest()


def checksum(written: bytes) -> bytes:
    """Write the digest of a manifest as `sha256sum -c` reads it."""
    return f"{digest_of(written)}  {MANIFEST}\n".encode()


def written(manifest: Manifest) -> bytes:
    """Write a manifest, a file a line."""
    facts = manifest.facts
    document = {
        "genre": _KIND,
        "version": _VERSION,
        "nom": manifest.name,
        "numero": manifest.number,
        "jour": facts.day.isoformat(),
        "precedent": _pair(manifest.former),
        "fichegen": facts.tool,
        "site": {"titre": facts.title, "url": facts.url, "construit_pour": facts.built_for},
        "git": {"commit": facts.commit, "modifie": facts.is_edited},
        "sans_historique": facts.no_history,
    }
    fiches = [
        {"slug": f.slug, "titre": f.title, "page": f.page, "etat": f.state, "depuis": f.since}
        for f in manifest.fiches
    ]
    files = {
        path: {"sha256": held.digest, "octets": held.size, "dans": held.within}
        | ({"au_jour_pres": True} if held.is_shifted else {})
        for path, held in sorted(manifest.files.items())
    }
    head = [f"{_json(key)}: {_json(value)}" for key, value in document.items()]
    head.append(f'"fiches": [{_rows(map(_json, fiches))}]')
    head.append(f'"fichiers": {{{_rows(f"{_json(p)}: {_json(h)}" for p, h in files.items())}}}')
    return ("{\n" + ",\n".join(head) + "\n}\n").encode()


def parse(body: bytes) -> Manifest:
    """Read a manifest; raises ManifestError where it is none, or not written as we write it."""
    try:
        made = read(json.loads(body.decode("utf-8")))
        again = written(made)
    except (
        ArithmeticError,
        AttributeError,
        LookupError,
        RecursionError,
        TypeError,
        ValueError,
    ) as error:
        raise ManifestError from error
    if again != body:
        raise ManifestError
    return made


def read(document: Any) -> Manifest:
    """Return the manifest that a document tells; raises ManifestError, or what such mistakes raise."""
    if document["genre"] != _KIND or document["version"] != _VERSION:
        raise ManifestError
    former, site, git = document["precedent"], document["site"], document["git"]
    facts = Facts(
        day=dt.date.fromisoformat(document["jour"]),
        tool=_text(document["fichegen"]),
        title=_text(site["titre"]),
        url=_text(site["url"]),
        built_for=_text(site["construit_pour"]),
        commit=_text(git["commit"]),
        is_edited=git["modifie"] is True,
        no_history=_text(document["sans_historique"]),
    )
    return Manifest(
        name=_text(document["nom"]),
        number=int(document["numero"]),
        former=None if former is None else (_text(former["nom"]), _digest(former["sha256"])),
        facts=facts,
        fiches=tuple(
            Shown(
                slug=_text(one["slug"]),
                title=_text(one["titre"]),
                page=_text(one["page"]),
                state=_text(one["etat"]),
                since=_text(one["depuis"]),
            )
            for one in document["fiches"]
        ),
        files={
            _text(path): Held(
                digest=_digest(one["sha256"]),
                size=int(one["octets"]),
                within=_text(one["dans"]),
                is_shifted=one.get("au_jour_pres") is True,
            )
            for path, one in document["fichiers"].items()
        },
    )


def _pair(former: tuple[str, str] | None) -> dict[str, str] | None:
    return {"nom": former[0], "sha256": former[1]} if former else None


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)


def _rows(rows: Any) -> str:
    return "".join(f"\n{row}" for row in ",\x00".join(rows).split("\x00") if row)


def _text(value: Any) -> str:
    if not isinstance(value, str):
        raise ManifestError
    return value


def _digest(value: Any) -> str:
    if not _DIGEST.fullmatch(_text(value)):
        raise ManifestError
    return _text(value)

"""Archives, and everybody who lays hands on them: every way to change one that we could think of.

Who rebuilds the end of an archive without a flaw is found out by a digest that was kept elsewhere, as
a reader would; so that one is given where nothing else can tell.
"""

from __future__ import annotations

import datetime as dt
import json
import os
import random
import shutil
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from fichegen.archive import ArchiveError, Facts, examine, keep, published, told_of
from fichegen.archive.manifest import CHECKSUM, MANIFEST, checksum, digest_of, parse, read, written
from fichegen.pipeline import build
from fichegen.project import Project
from fichegen.request import Request

_FIRST: Final = dt.date(2021, 9, 1)
_DAYS: Final = (0, 1, 1, 30)
"""When the snapshots are taken, in days after the first; two of them on one day."""
_FICHE: Final = """\
# {title}

## Public

Travailleurs sociaux, {words}.

## Lieux et dates

### Groupe 1

15 novembre 2021

## Interlocuteur

Ana LE ROUX, ana.leroux@exemple.fr
"""


@dataclass(frozen=True, slots=True)
class Sample:
    """An archive, in memory, and what its maker kept of it elsewhere."""

    files: Mapping[str, bytes]
    names: tuple[str, ...]
    """Of its snapshots, in their order."""
    digest: str
    """Of its last manifest."""

    def lay(self, folder: Path) -> None:
        """Write it in a folder, in the place of what stands there."""
        shutil.rmtree(folder, ignore_errors=True)
        for path, body in self.files.items():
            place = folder / path
            place.parent.mkdir(parents=True, exist_ok=True)
            place.write_bytes(body)


def write_project(root: Path, words: str) -> None:
    """Write a project of two fiches, of which one says some words."""
    (root / "content").mkdir(parents=True, exist_ok=True)
    for name, title in (("accueillir", "Accueillir"), ("ecouter", "Écouter")):
        said = words if name == "ecouter" else "débutants"
        text = _FICHE.format(title=title, words=said)
        (root / "content" / f"{name}.md").write_text(text, encoding="utf-8")


def sample(scratch: Path) -> Sample:
    """Make an archive of four snapshots."""
    root = scratch / "projet"
    shutil.rmtree(root, ignore_errors=True)
    project = Project.at(root)
    archive, digest = root / "archive", ""
    for number, days in enumerate(_DAYS):
        write_project(root, f"version {number}")
        day = _FIRST + dt.timedelta(days=days)
        publish_for(project, day)
        site = published(project.output, "site")
        facts = Facts(
            day=day, tool="essai", title=site.title, url=site.url, built_for=site.built_for
        )
        digest = keep(archive, "archive", site, facts, {}).snapshot.digest
    files = {
        path.relative_to(archive).as_posix(): path.read_bytes()
        for path in sorted(archive.rglob("*"))
        if path.is_file()
    }
    names = tuple(each.manifest.name for each in examine(archive, "archive", in_full=False).chain)
    return Sample(files, names, digest)


def publish_for(project: Project, day: dt.date) -> None:
    """Build the site of a project for a day; raises AssertionError where it is not published."""
    built = build(Request(project=project, today_in=lambda _: day))
    if built.published is None:
        raise AssertionError([found.message for found in built.survey.findings])


# ---------------------------------------------------------------- laying hands on it


@dataclass(frozen=True, slots=True)
class _Hand:
    """Somebody who changes an archive."""

    archive: Path
    sample: Sample
    chance: random.Random

    def file(self, *, manifests: bool = True) -> Path:
        """Choose a file."""
        paths = [
            p
            for p in self.sample.files
            if manifests or not p.rpartition("/")[2].startswith(MANIFEST)
        ]
        return self.archive / self.chance.choice(paths)

    def snapshot(self, *, last: bool = True) -> str:
        """Choose a snapshot."""
        return self.chance.choice(self.sample.names if last else self.sample.names[:-1])


def _flip(hand: _Hand) -> None:
    file = hand.file()
    body = bytearray(file.read_bytes())
    at = hand.chance.randrange(len(body))
    body[at] ^= 1 << hand.chance.randrange(8)
    file.write_bytes(body)


def _cut(hand: _Hand) -> None:
    file = hand.file()
    body = file.read_bytes()
    file.write_bytes(body[: hand.chance.randrange(len(body))])


def _lengthen(hand: _Hand) -> None:
    with hand.file().open("ab") as stream:
        stream.write(hand.chance.choice((b" ", b"\n", b"\0", b"<!-- -->")))


def _remove(hand: _Hand) -> None:
    hand.file().unlink()


def _add(hand: _Hand) -> None:
    folder = hand.file().parent
    name = hand.chance.choice((".x", "x.html", "Thumbs.db", "index.html~", "manifeste.json.bak"))
    (folder / name).write_bytes(hand.chance.choice((b"", b"x")))


def _add_at_the_top(hand: _Hand) -> None:
    place = hand.archive / hand.chance.choice(("x", ".x", "index.html", "2021-13-1"))
    place.write_bytes(b"x")


def _add_folder(hand: _Hand) -> None:
    (hand.file().parent / "vide").mkdir()


def _rename(hand: _Hand) -> None:
    file = hand.file()
    file.rename(file.with_name(f"{hand.chance.choice(('_', 'a', '.'))}{file.name}"))


def _exchange(hand: _Hand) -> None:
    while True:
        one, other = hand.file(manifests=False), hand.file(manifests=False)
        first, second = one.read_bytes(), other.read_bytes()
        if first != second:
            one.write_bytes(second)
            other.write_bytes(first)
            return


def _link(hand: _Hand) -> None:
    """Put a link to the very same bytes, outside, in the place of a file."""
    file = hand.file()
    outside = hand.archive.with_name("dehors")
    file.replace(outside)
    file.symlink_to(outside)


def _link_folder(hand: _Hand) -> None:
    folder = hand.archive / hand.snapshot() if hand.chance.random() < 0.5 else hand.file().parent
    outside = hand.archive.with_name("dehors.d")
    shutil.rmtree(outside, ignore_errors=True)
    folder.rename(outside)
    folder.symlink_to(outside, target_is_directory=True)


def _pipe(hand: _Hand) -> None:
    file = hand.file()
    file.unlink()
    os.mkfifo(file)


def _folder_for_file(hand: _Hand) -> None:
    file = hand.file()
    file.unlink()
    file.mkdir()


def _drop(hand: _Hand) -> None:
    shutil.rmtree(hand.archive / hand.snapshot(last=False))


def _call_otherwise(hand: _Hand) -> None:
    (hand.archive / hand.snapshot()).rename(hand.archive / "2021-09-15")


def _copy_snapshot(hand: _Hand) -> None:
    shutil.copytree(hand.archive / hand.snapshot(), hand.archive / "2021-09-15")


def _exchange_snapshots(hand: _Hand) -> None:
    one, other = hand.chance.sample(hand.sample.names, 2)
    beside = hand.archive.with_name("entre")
    (hand.archive / one).rename(beside)
    (hand.archive / other).rename(hand.archive / one)
    beside.rename(hand.archive / other)


def _manifest(hand: _Hand, name: str) -> dict[str, Any]:
    document: dict[str, Any] = json.loads((hand.archive / name / MANIFEST).read_bytes())
    return document


def _edited(hand: _Hand, document: dict[str, Any]) -> None:
    """Change one thing that a manifest says."""
    paths = [*document["fichiers"]]
    match hand.chance.randrange(7):
        case 0:
            document["jour"] = "2021-08-15"
        case 1:
            document["numero"] += hand.chance.choice((-1, 1))
        case 2:
            document["git"]["commit"] = "0" * 40
        case 3:
            document["fichiers"][hand.chance.choice(paths)]["sha256"] = digest_of(b"autre")
        case 4:
            del document["fichiers"][hand.chance.choice(paths)]
        case 5:
            document["fiches"][0]["titre"] += " !"
        case _:
            document["precedent"] = {"nom": "2021-01-01", "sha256": digest_of(b"")}


def _edit_manifest(hand: _Hand) -> None:
    """Change what a manifest says, and the digest beside it."""
    name = hand.snapshot()
    document = _manifest(hand, name)
    _edited(hand, document)
    body = json.dumps(document, ensure_ascii=False).encode()
    (hand.archive / name / MANIFEST).write_bytes(body)
    (hand.archive / name / CHECKSUM).write_bytes(checksum(body))


def _forge(hand: _Hand, name: str) -> None:
    """Change a file of a snapshot and write its manifest anew, without a flaw."""
    folder = hand.archive / name
    manifest = parse((folder / MANIFEST).read_bytes())
    own = [path for path, held in manifest.files.items() if held.within == name]
    path = hand.chance.choice(own)
    body = b"<p>Ce n'est pas ce que le public a vu.</p>"
    (folder / path).write_bytes(body)
    document = json.loads((folder / MANIFEST).read_bytes())
    document["fichiers"][path] |= {"sha256": digest_of(body), "octets": len(body)}
    _rewrite(folder, document)


def _rewrite(folder: Path, document: dict[str, Any]) -> None:
    body = written(read(document))
    (folder / MANIFEST).write_bytes(body)
    (folder / CHECKSUM).write_bytes(checksum(body))


def _forge_one(hand: _Hand) -> None:
    _forge(hand, hand.snapshot(last=False))


def _forge_last(hand: _Hand) -> None:
    _forge(hand, hand.sample.names[-1])


def _forge_all(hand: _Hand) -> None:
    """Change a file and write every later manifest anew: only a digest kept elsewhere tells."""
    _forge(hand, hand.snapshot(last=False))
    before: tuple[str, bytes] | None = None
    known: dict[str, Any] = {}
    for name in hand.sample.names:
        document = _manifest(hand, name)
        if before:
            document["precedent"] = {"nom": before[0], "sha256": digest_of(before[1])}
        for path, held in document["fichiers"].items():
            if held["dans"] != name and not held.get("au_jour_pres"):
                held |= {key: known[held["dans"]][path][key] for key in ("sha256", "octets")}
        _rewrite(hand.archive / name, document)
        before = name, (hand.archive / name / MANIFEST).read_bytes()
        known[name] = document["fichiers"]


def _drop_last(hand: _Hand) -> None:
    shutil.rmtree(hand.archive / hand.sample.names[-1])


KINDS: Final[Mapping[str, tuple[str, Callable[[_Hand], None], bool]]] = {
    "flip": ("un bit changé", _flip, False),
    "cut": ("un fichier tronqué", _cut, False),
    "lengthen": ("un fichier allongé", _lengthen, False),
    "remove": ("un fichier ôté", _remove, False),
    "add": ("un fichier ajouté", _add, False),
    "add_at_the_top": ("un fichier ajouté à côté des instantanés", _add_at_the_top, False),
    "add_folder": ("un dossier vide ajouté", _add_folder, False),
    "rename": ("un fichier renommé", _rename, False),
    "exchange": ("deux fichiers échangés", _exchange, False),
    "link": ("un fichier remplacé par un lien vers les mêmes octets", _link, False),
    "link_folder": ("un dossier remplacé par un lien vers le même contenu", _link_folder, False),
    "pipe": ("un fichier remplacé par un tube", _pipe, False),
    "folder_for_file": ("un fichier remplacé par un dossier", _folder_for_file, False),
    "drop": ("un instantané retiré au milieu", _drop, False),
    "call_otherwise": ("un instantané renommé", _call_otherwise, False),
    "copy_snapshot": ("un instantané copié sous un autre jour", _copy_snapshot, False),
    "exchange_snapshots": ("deux instantanés échangés", _exchange_snapshots, False),
    "edit_manifest": ("un manifeste changé, et son empreinte refaite", _edit_manifest, False),
    "forge_one": ("un fichier et son manifeste refaits sans faute", _forge_one, False),
    "forge_last": ("le dernier instantané refait sans faute", _forge_last, True),
    "forge_all": ("un fichier et tous les manifestes refaits sans faute", _forge_all, True),
    "drop_last": ("le dernier instantané retiré", _drop_last, True),
}
"""What is done, in French and as a function, and whether a digest kept elsewhere may be needed to tell."""


def tamper(archive: Path, made: Sample, kind: str, chance: random.Random) -> None:
    """Lay an archive in a folder, and change it in one way."""
    made.lay(archive)
    KINDS[kind][1](_Hand(archive, made, chance))


def is_found_out(archive: Path, made: Sample, *, with_digest: bool) -> bool:
    """Tell whether verifying an archive says that something is wrong with it."""
    try:
        examined = examine(archive, "archive", in_full=True)
        return any(told_of(examined, "archive", made.digest if with_digest else ""))
    except ArchiveError:
        return True

"""What has changed in a folder since a state that git knows; git is asked, never told to do anything."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final

from fichegen.sources import ENDINGS, MAX_BYTES

_SECONDS: Final = 120
"""Time given to one question: a folder on a slow network is not without an end."""
_MOST_BYTES: Final = 64 * 1024 * 1024
"""What changed files held is read up to this much in all: some twenty thousand fiches."""
_KEPT: Final = (
    "GIT_CONFIG",
    "GIT_CEILING_DIRECTORIES",
    "GIT_DISCOVERY_ACROSS_FILESYSTEM",
    "GIT_EXEC_PATH",
)
"""Beginnings of the settings of git that hold for us. The others speak of one repository, that of the
hook which calls us, or of what git prints."""
_FILES: Final = (b"100644", b"100755")
_NOTHING: Final = b"000000"
"""Modes of what git keeps: files; neither links, nor other repositories."""


class ChangesError(Exception):
    """Git cannot tell what has changed; says why, in French."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Changes:
    """What has changed below a folder."""

    changed: tuple[Path, ...] = ()
    """Files that are new or hold something else, whether git has been told of them or not; folders
    that are new repositories of their own."""
    before: Mapping[Path, bytes] = field(default_factory=dict)
    """What files held that have changed or vanished; b"" for those that are no source, or too large."""
    unknown: str = ""
    """Why it cannot be told file by file, in French, so that all must count as changed."""


def changes_since(reference: str, folder: Path, *beside: Path) -> Changes:
    """Return what has changed below a folder since a branch, a tag or a commit; raises ChangesError.

    Changes since our line of work left `reference`: what has been done there meanwhile is no change
    of ours. A file of another name has vanished under the old one and is new under the other. What
    has changed in the folders `beside` changes everything.
    """
    if not reference or reference.startswith("-"):
        raise ChangesError(f"« {reference} » n'est ni une branche, ni une étiquette, ni un commit")
    folder = folder.resolve()
    top = Path(os.fsdecode(_top(folder)))
    base = _base(reference, top)
    if not base:
        return Changes(unknown="rien n'est encore enregistré dans git")
    if any(_listed(top, base, other.resolve()) for other in beside):
        return Changes(unknown="les gabarits ont changé")
    listed = _listed(top, base, folder)
    if any(mode not in (*_FILES, _NOTHING) for mode, _ in listed.values()):
        return Changes(unknown="un lien ou un sous-module de git a changé")
    bodies = _bodies(top, {name: id_ for name, (mode, id_) in listed.items() if mode in _FILES})
    if bodies is None:
        return Changes(unknown="git ne peut pas dire tout ce que tenaient les fichiers")
    files = {name: top / os.fsdecode(name) for name in listed}
    return Changes(
        changed=tuple(file for _, file in sorted(files.items()) if os.path.lexists(file)),
        before={files[name]: body for name, body in sorted(bodies.items())},
    )


def untracked(folder: Path) -> tuple[str, ...]:
    """Return the files below a folder that git has not been told of; raises ChangesError."""
    _top(folder)  # says it better where there is none
    return tuple(os.fsdecode(name) for name in _untracked(folder, "."))


def _untracked(folder: Path, below: str) -> list[bytes]:
    return sorted(
        _fields(_asked(folder, "ls-files", "-z", "--others", "--exclude-standard", "--", below))
    )


def _listed(top: Path, base: str, folder: Path) -> dict[bytes, tuple[bytes, bytes]]:
    """Return what differs below a folder by its name, with the mode and the id of what it was.

    A folder outside of the repository is none of its business.
    """
    below = os.path.relpath(folder, top)
    if below == os.pardir or below.startswith(f"{os.pardir}{os.sep}"):
        return {}
    said = _fields(_asked(top, "diff", "--raw", "-z", "--no-abbrev", "--no-renames", "--no-ext-diff",
                          "--ignore-submodules=none", base, "--", below))  # fmt: skip
    listed = {}
    for words, name in zip(said[::2], said[1::2], strict=True):
        mode, _, id_, _, _ = words.removeprefix(b":").split(b" ")
        listed[name] = (mode, id_)
    return dict.fromkeys(_untracked(top, below), (_NOTHING, b"")) | listed


def _top(folder: Path) -> bytes:
    """Return the folder that the repository begins in."""
    status, said, complaint = _git(folder, "rev-parse", "--show-toplevel")
    if status == 0 and said.strip():
        return said.removesuffix(b"\n").removesuffix(b"\r")
    if b"dubious ownership" in complaint:
        raise ChangesError(
            "git refuse de lire ce dépôt, qui appartient à quelqu'un d'autre : voir « git config"
            " safe.directory »"
        )
    raise ChangesError("ce dossier n'est pas dans un dépôt git")


def _base(reference: str, top: Path) -> str:
    """Return the commit where our line of work left a reference; the reference's own where they never met.

    Empty for the last commit where there is none yet.
    """
    status, said, _ = _git(top, "rev-parse", "--verify", "--quiet", f"{reference}^{{commit}}")
    shallow = _git(top, "rev-parse", "--is-shallow-repository")[1].strip() == b"true"
    advice = " : ce dépôt est une copie sans son passé (« git fetch --unshallow », ou « fetch-depth: 0 »)"
    if status != 0 and reference == "HEAD" and not shallow:
        return ""
    if status != 0:
        raise ChangesError(f"git ne connaît pas « {reference} »{advice if shallow else ''}")
    commit = said.decode("ascii").strip()
    status, said, _ = _git(top, "merge-base", commit, "HEAD")
    if status != 0 and shallow:
        raise ChangesError(f"git ne trouve pas d'où vient « {reference} »{advice}")
    return said.decode("ascii").strip() if status == 0 else commit


def _bodies(top: Path, ids: Mapping[bytes, bytes]) -> dict[bytes, bytes] | None:
    """Return what files held, by the ids of that; None where git has not all of it, or it is too much."""
    bodies = dict.fromkeys(ids, b"")
    wanted = [name for name in ids if os.fsdecode(name).lower().endswith(ENDINGS)]
    status, said, _ = _git(top, "cat-file", "--batch-check", told=_lines(ids[n] for n in wanted))
    kinds = [line.split(b" ") for line in said.splitlines()]
    if status != 0 or len(kinds) != len(wanted) or any(kind[1] != b"blob" for kind in kinds):
        return None
    sizes = {
        name: int(kind[2])
        for name, kind in zip(wanted, kinds, strict=True)
        if int(kind[2]) <= MAX_BYTES
    }
    if sum(sizes.values()) > _MOST_BYTES:
        return None
    status, said, _ = _git(top, "cat-file", "--batch", told=_lines(ids[name] for name in sizes))
    at = 0
    for name, size in sizes.items():
        start = said.find(b"\n", at) + 1
        bodies[name], at = said[start : start + size], start + size + 1
    return bodies if status == 0 and at == len(said) else None


def _lines(ids: Iterable[bytes]) -> bytes:
    return b"".join(id_ + b"\n" for id_ in ids)


def _fields(listing: bytes) -> list[bytes]:
    return listing.split(b"\0")[:-1]


def _asked(folder: Path, *words: str) -> bytes:
    status, said, complaint = _git(folder, *words)
    if status != 0:
        first = complaint.decode("utf-8", "replace").strip().partition("\n")[0]
        raise ChangesError(f"git ne répond pas : {first or f'il finit par {status}'}")
    return said


def _git(folder: Path, *words: str, told: bytes = b"") -> tuple[int, bytes, bytes]:
    """Ask git in a folder; gives its status, what it said, what it complained of.

    What it is told beside, and asked, comes by its standard input.
    """
    kept = {k: v for k, v in os.environ.items() if not k.startswith("GIT_") or k.startswith(_KEPT)}
    environment = kept | {
        "LC_ALL": "C",
        "LANGUAGE": "C",
        "GIT_LITERAL_PATHSPECS": "1",  # a folder named `*` is that folder
        "GIT_OPTIONAL_LOCKS": "0",  # nothing is written
        "GIT_NO_LAZY_FETCH": "1",  # nor fetched
        "GIT_TERMINAL_PROMPT": "0",
    }
    try:
        ran = subprocess.run(
            ["git", "-c", "core.fsmonitor=false", *words],  # which may be any program
            cwd=folder,
            env=environment,
            input=told,
            capture_output=True,
            timeout=_SECONDS,
            check=False,
        )
    except FileNotFoundError as error:
        raise ChangesError("git n'est pas installé sur cette machine") from error
    except subprocess.TimeoutExpired as error:
        raise ChangesError("git ne répond pas") from error
    except (OSError, ValueError) as error:
        raise ChangesError("git ne peut pas être lancé") from error
    return ran.returncode, ran.stdout, ran.stderr
